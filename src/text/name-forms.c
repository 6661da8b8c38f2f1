/* SPDX-License-Identifier: Apache-2.0 */
#include "text/name-forms.h"

#include "base/number.h"
#include "text/word-lines.h"

#include <string.h>

#define USUAL_WEIGHT 0.5

static const char *const roles[] = {"ending",  "before", "generic", "never",
                                    "surname", "title",  "called"};

static void form_clear(gpointer form) { g_free(((TyForm *) form)->kind); }

void ty_name_forms_free(TyNameForms *forms) {
  if (!forms)
    return;
  for (gsize i = 0; i < TY_N_FORMS; i++)
    ty_trie_free(forms->words[i]);
  g_array_unref(forms->forms);
  g_free(forms);
}

static int role_of(const char *name) {
  for (int i = 0; i < TY_N_FORMS; i++)
    if (g_str_equal(roles[i], name))
      return i;
  return -1;
}

/* One line of columns; FALSE with `error` set. */
static gboolean take_line(char **columns, guint n_columns, gpointer data, GError **error) {
  TyNameForms *forms = data;
  int role = role_of(columns[0]);
  gboolean has_kind = role == TY_FORM_ENDING;
  guint least = has_kind ? 3 : 2, most = has_kind ? 4 : 2;
  TyForm form = {.weight = USUAL_WEIGHT};

  if (role < 0) {
    g_set_error(
        error, TY_ERROR, TY_ERROR_INPUT,
        "found the role '%s', expected ending, before, generic, never, surname, title or called",
        columns[0]);
    return FALSE;
  }
  if (n_columns < least || n_columns > most) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found %u columns, expected '%s WORD%s'",
                n_columns, columns[0], has_kind ? " KIND [WEIGHT]" : "");
    return FALSE;
  }
  if (n_columns == 4 &&
      (!ty_number_parse(columns[3], &form.weight) || !(form.weight > 0) || form.weight > 1)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the weight '%s', expected a number in (0, 1]", columns[3]);
    return FALSE;
  }
  TyNormalised normal = ty_normalise(columns[1], strlen(columns[1]));
  glong n = 0;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(normal.text, (glong) normal.length, &n);
  ty_normalised_clear(&normal);
  if (n == 0 || n > TY_STRING_MAX) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found a word of %ld characters, expected 1 to %d",
                n, TY_STRING_MAX);
    return FALSE;
  }
  if (role == TY_FORM_ENDING)
    for (glong i = 0; i < n / 2; i++) {
      gunichar swap = cp[i];
      cp[i] = cp[n - 1 - i];
      cp[n - 1 - i] = swap;
    }
  guint32 *value = ty_trie_value(forms->words[role], cp, (gsize) n);
  if (!has_kind) {
    *value = 1;
    return TRUE;
  }
  form.kind = g_strdup(columns[2]);
  form.n = (guint) n;
  g_array_append_val(forms->forms, form); /* a later line takes the place of an earlier one */
  *value = forms->forms->len;
  return TRUE;
}

TyNameForms *ty_name_forms_read(const char *file, const char *text, gsize length, GError **error) {
  g_autoptr(TyNameForms) forms = g_new0(TyNameForms, 1);

  for (gsize i = 0; i < TY_N_FORMS; i++)
    forms->words[i] = ty_trie_new();
  forms->forms = g_array_new(FALSE, FALSE, sizeof(TyForm));
  g_array_set_clear_func(forms->forms, form_clear);
  if (!ty_word_lines_read(file, text, length, take_line, forms, error))
    return NULL;
  return g_steal_pointer(&forms);
}

gboolean ty_name_forms_has(const TyNameForms *forms, TyFormRole role, const guint32 *cp, gsize n) {
  guint32 prefix = 0, value = 0;

  for (gsize i = 0; i < n; i++) {
    prefix = ty_trie_step(forms->words[role], prefix, cp[i], &value);
    if (prefix == 0)
      return FALSE;
  }
  return value != 0;
}
