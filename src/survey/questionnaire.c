/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/field.h"

#include <string.h>

static gboolean check_names(const char *const *names, gsize n, GError **error) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (gsize i = 0; i < n; i++)
    if (!g_hash_table_add(seen, (gpointer) names[i])) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "found two fields called %s, expected different names", names[i]);
      return FALSE;
    }
  return TRUE;
}

/* A column's answers, trimmed; NULL where there is none. They live as long as `texts`. */
static void read_column(const char *const *cells, gsize n_fields, gsize at, TyColumn *column,
                        GPtrArray *texts) {
  for (gsize i = 0; i < column->n_rows; i++) {
    const char *cell = cells[i * n_fields + at];
    column->cell[i] = NULL;
    if (!cell || ty_scales_is_missing(column->scales, cell))
      continue;
    char *trimmed = g_strstrip(g_strdup(cell));
    g_ptr_array_add(texts, trimmed);
    column->cell[i] = trimmed;
  }
}

TyQuestionnaire *ty_questionnaire_new(const TyScales *scales, const char *const *names,
                                      const char *const *cells, gsize n_rows, gsize n_fields,
                                      const TyFieldKind *kinds, GError **error) {
  g_autoptr(TyQuestionnaire) questionnaire = g_new0(TyQuestionnaire, 1);
  g_autofree const char **cell = g_new(const char *, n_rows + 1);
  TyColumn column = {scales, n_rows, cell};

  questionnaire->n_rows = n_rows;
  questionnaire->field = g_new0(TyField, n_fields + 1);
  if (!check_names(names, n_fields, error))
    return NULL;
  for (gsize f = 0; f < n_fields; f++) {
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    TyField *field = &questionnaire->field[f];
    field->name = g_strdup(names[f]);
    questionnaire->n_fields++;
    read_column(cells, n_fields, f, &column, texts);
    if (!ty_field_fill(field, &column, kinds ? kinds[f] : TY_N_FIELD_KINDS, error))
      return NULL;
  }
  return g_steal_pointer(&questionnaire);
}

void ty_questionnaire_free(TyQuestionnaire *questionnaire) {
  for (gsize i = 0; i < questionnaire->n_fields; i++)
    ty_field_clear(&questionnaire->field[i]);
  g_free(questionnaire->field);
  g_free(questionnaire);
}
