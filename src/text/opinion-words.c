/* SPDX-License-Identifier: Apache-2.0 */
#include "text/opinion-words.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

#define LONGEST_WORD 32
#define STRONGEST 3.0
#define MOST_CLASSES 1000

static void class_clear(gpointer one) { g_free(((TyOpinionClass *) one)->name); }

TyOpinionLexicon *ty_opinion_lexicon_new(void) {
  TyOpinionLexicon *lexicon = g_new0(TyOpinionLexicon, 1);

  lexicon->trie = ty_trie_new();
  lexicon->words = g_array_new(FALSE, FALSE, sizeof(TyOpinionWord));
  lexicon->with = g_array_new(FALSE, FALSE, sizeof(TyOpinionWith));
  lexicon->classes = g_array_new(FALSE, FALSE, sizeof(TyOpinionClass));
  g_array_set_clear_func(lexicon->classes, class_clear);
  lexicon->ids = g_ptr_array_new_with_free_func(g_free);
  lexicon->labels = g_ptr_array_new_with_free_func(g_free);
  return lexicon;
}

void ty_opinion_lexicon_free(TyOpinionLexicon *lexicon) {
  if (!lexicon)
    return;
  ty_trie_free(lexicon->trie);
  g_array_unref(lexicon->words);
  g_array_unref(lexicon->with);
  g_array_unref(lexicon->classes);
  g_ptr_array_unref(lexicon->ids);
  g_ptr_array_unref(lexicon->labels);
  g_free(lexicon);
}

gsize ty_opinion_lexicon_n_words(const TyOpinionLexicon *lexicon) { return lexicon->words->len; }

gsize ty_opinion_n_aspects(const TyOpinionLexicon *lexicon) { return lexicon->ids->len; }

const char *ty_opinion_aspect_id(const TyOpinionLexicon *lexicon, gsize aspect) {
  return lexicon->ids->pdata[aspect];
}

const char *ty_opinion_aspect_label(const TyOpinionLexicon *lexicon, gsize aspect) {
  return lexicon->labels->pdata[aspect];
}

static int aspect_of(const TyOpinionLexicon *lexicon, const char *id) {
  for (guint i = 0; i < lexicon->ids->len; i++)
    if (g_str_equal(lexicon->ids->pdata[i], id))
      return (int) i;
  return -1;
}

static int class_of(const TyOpinionLexicon *lexicon, const char *name) {
  for (guint i = 0; i < lexicon->classes->len; i++)
    if (g_str_equal(g_array_index(lexicon->classes, TyOpinionClass, i).name, name))
      return (int) i;
  return -1;
}

/* The word's row: what an earlier file said of it is gone. */
static TyOpinionWord *row_of(TyOpinionLexicon *lexicon, const char *word, GError **error) {
  const TyOpinionWord none = {.file = lexicon->n_files, .target = -1, .about = -1, .with = -1};
  TyNormalised normal = ty_normalise(word, strlen(word));
  glong n = 0;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(normal.text, (glong) normal.length, &n);

  ty_normalised_clear(&normal);
  if (n == 0 || n > LONGEST_WORD) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found a word of %ld characters, expected 1 to %d",
                n, LONGEST_WORD);
    return NULL;
  }
  guint32 *value = ty_trie_value(lexicon->trie, cp, (gsize) n);
  if (*value == 0) {
    g_array_append_val(lexicon->words, none);
    *value = lexicon->words->len;
  }
  TyOpinionWord *row = &g_array_index(lexicon->words, TyOpinionWord, *value - 1);
  if (row->file != lexicon->n_files)
    *row = none;
  return row;
}

/* What a line says of each of its words. */
typedef struct {
  guint32 roles;
  double polarity, degree, with;
  int target, about, beside; /* classes; −1: not said */
} Saying;

static void say(TyOpinionLexicon *lexicon, TyOpinionWord *row, const Saying *saying) {
  row->roles |= saying->roles;
  if (saying->polarity != 0 && (saying->about >= 0 || row->about < 0))
    row->polarity = saying->polarity;
  if (saying->degree > 0)
    row->degree = saying->degree;
  if (saying->target >= 0)
    row->target = (gint16) saying->target;
  if (saying->about >= 0)
    row->about = (gint16) saying->about;
  if (saying->beside >= 0) {
    TyOpinionWith with = {(gint16) saying->beside, row->with, saying->with};
    g_array_append_val(lexicon->with, with);
    row->with = (gint32) lexicon->with->len - 1;
  }
}

static gboolean number_of(const char *text, double least, double most, double *value,
                          GError **error) {
  if (ty_number_parse(text, value) && *value >= least && *value <= most && *value != 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "found the strength '%s', expected a number from %g to %g, not 0", text, least, most);
  return FALSE;
}

static gboolean known_class(const TyOpinionLexicon *lexicon, const char *name, int *id,
                            GError **error) {
  *id = class_of(lexicon, name);
  if (*id < 0)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the class '%s', expected one that a line `target` above names", name);
  return *id >= 0;
}

static gboolean take_aspect(TyOpinionLexicon *lexicon, char **columns, guint n, GError **error) {
  if (n != 3 || g_str_equal(columns[1], "-")) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found %u columns, expected 'aspect ID LABEL'", n);
    return FALSE;
  }
  int old = aspect_of(lexicon, columns[1]);
  if (old >= 0) {
    g_free(lexicon->labels->pdata[old]);
    lexicon->labels->pdata[old] = g_strdup(columns[2]);
    return TRUE;
  }
  if (lexicon->ids->len >= MOST_CLASSES) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found more than %d aspects", MOST_CLASSES);
    return FALSE;
  }
  g_ptr_array_add(lexicon->ids, g_strdup(columns[1]));
  g_ptr_array_add(lexicon->labels, g_strdup(columns[2]));
  return TRUE;
}

static gboolean take_target(TyOpinionLexicon *lexicon, char **columns, guint n, Saying *saying,
                            GError **error) {
  int aspect = n >= 3 ? aspect_of(lexicon, columns[2]) : -1;

  if (n < 3 || (aspect < 0 && !g_str_equal(columns[2], "-"))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the aspect '%s', expected '-' or one that a line `aspect` above names",
                n >= 3 ? columns[2] : "");
    return FALSE;
  }
  saying->target = class_of(lexicon, columns[1]);
  if (saying->target < 0) {
    TyOpinionClass one = {.name = g_strdup(columns[1]), .aspect = (gint16) aspect};
    g_array_append_val(lexicon->classes, one);
    saying->target = (int) lexicon->classes->len - 1;
  } else if (ty_opinion_class(lexicon, (gint16) saying->target)->aspect != aspect) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the class '%s' under the aspect '%s', expected the one of the line above",
                columns[1], columns[2]);
    return FALSE;
  }
  if (lexicon->classes->len > MOST_CLASSES) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found more than %d classes", MOST_CLASSES);
    return FALSE;
  }
  return TRUE;
}

static gboolean take_classes(TyOpinionLexicon *lexicon, char **columns, guint n, GError **error) {
  for (guint i = 1; i < n; i++) {
    int id;
    if (!known_class(lexicon, columns[i], &id, error))
      return FALSE;
    TyOpinionClass *one = &g_array_index(lexicon->classes, TyOpinionClass, id);
    one->wanted |= g_str_equal(columns[0], "wanted");
    one->bound |= g_str_equal(columns[0], "bound");
    one->soft |= g_str_equal(columns[0], "soft");
  }
  return TRUE;
}

static const struct {
  const char *name;
  guint32 roles;
} plain_roles[] = {{"neutral", TY_SAYS_NEUTRAL},
                   {"negator", TY_SAYS_NOT},
                   {"lack", TY_SAYS_NOT | TY_SAYS_LACK},
                   {"but", TY_SAYS_BUT},
                   {"although", TY_SAYS_ALTHOUGH},
                   {"if", TY_SAYS_IF},
                   {"ask", TY_SAYS_ASK},
                   {"overall", TY_SAYS_OVERALL},
                   {"except", TY_SAYS_EXCEPT},
                   {"irony", TY_SAYS_IRONY}};

/* The columns before the words.
 * @return how many they are; 0 with `error` set; −1 when the line is done with */
static int take_role(TyOpinionLexicon *lexicon, char **columns, guint n, Saying *saying,
                     GError **error) {
  const char *role = columns[0];
  guint skipped = 0;

  for (gsize i = 0; i < G_N_ELEMENTS(plain_roles); i++)
    if (g_str_equal(role, plain_roles[i].name)) {
      saying->roles = plain_roles[i].roles;
      return 1;
    }
  if (g_str_equal(role, "aspect"))
    return take_aspect(lexicon, columns, n, error) ? -1 : 0;
  if (g_str_equal(role, "wanted") || g_str_equal(role, "bound") || g_str_equal(role, "soft"))
    return take_classes(lexicon, columns, n, error) ? -1 : 0;
  if (g_str_equal(role, "target"))
    return take_target(lexicon, columns, n, saying, error) ? 3 : 0;
  if (g_str_equal(role, "final") && n > 1) {
    saying->roles = TY_SAYS_FINAL;
    role = columns[skipped = 1];
  }
  gboolean after = g_str_equal(role, "after"), degree = after || g_str_equal(role, "degree");
  gboolean about = g_str_equal(role, "about"), with = g_str_equal(role, "with");
  gboolean positive = g_str_equal(role, "positive"), negative = g_str_equal(role, "negative");
  guint least = skipped + (about || with ? 3 : 2);
  if ((skipped ? !positive && !negative : !about && !with && !positive && !negative && !degree) ||
      n < least) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                n < least ? "found nothing after '%s', expected what the head of the list says"
                          : "found the role '%s', expected one of those that the head of the list "
                            "names",
                role);
    return 0;
  }
  if (about || with)
    return known_class(lexicon, columns[1], about ? &saying->about : &saying->beside, error) &&
                   number_of(columns[2], -STRONGEST, STRONGEST,
                             about ? &saying->polarity : &saying->with, error)
               ? 3
               : 0;
  if (!number_of(columns[skipped + 1], .01, STRONGEST, degree ? &saying->degree : &saying->polarity,
                 error))
    return 0;
  if (after)
    saying->roles = TY_SAYS_AFTER;
  if (negative)
    saying->polarity = -saying->polarity;
  return (int) skipped + 2;
}

static gboolean take_line(TyOpinionLexicon *lexicon, char **columns, guint n, GError **error) {
  Saying saying = {.target = -1, .about = -1, .beside = -1};
  int first = take_role(lexicon, columns, n, &saying, error);

  for (guint i = (guint) first; first > 0 && i < n; i++) {
    TyOpinionWord *row = row_of(lexicon, columns[i], error);
    if (!row)
      return FALSE;
    say(lexicon, row, &saying);
  }
  return first != 0;
}

gboolean ty_opinion_lexicon_read(TyOpinionLexicon *lexicon, const char *file, const char *text,
                                 gsize length, GError **error) {
  gsize line = 0;

  lexicon->n_files++;
  for (const char *p = text, *end = text + length; p < end;) {
    const char *stop = memchr(p, '\n', (gsize) (end - p));
    stop = stop ? stop : end;
    g_autofree char *copy = g_strndup(p, (gsize) (stop - p));
    p = stop + 1;
    line++;
    copy[strcspn(copy, "#")] = '\0';
    if (!g_utf8_validate(copy, -1, NULL)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found bytes that are no UTF-8", file,
                  line);
      return FALSE;
    }
    g_autoptr(GPtrArray) columns = g_ptr_array_new();
    for (char *rest = copy, *word; (word = strtok_r(rest, " \t\r\f\v", &rest));)
      g_ptr_array_add(columns, word);
    if (columns->len > 0 && !take_line(lexicon, (char **) columns->pdata, columns->len, error)) {
      g_prefix_error(error, "%s:%zu: ", file, line);
      return FALSE;
    }
  }
  return TRUE;
}
