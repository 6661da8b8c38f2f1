/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/listed.h"
#include "flow/similar.h"

#include "base/csv-guard.h"
#include "base/csv.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_N = 10 };

/* Which document is meant -----------------------------------------------------------------------
 */

typedef struct {
  gint64 id, line;  /* of which one is known: the other is 0 */
  const char *file; /* its length is in file_length */
  gsize file_length;
  gint64 found, original; /* original: the one that it repeats, or itself */
  char *name;             /* of the one found */
  char *other;            /* of another one that fits as well */
} Wanted;

static void wanted_clear(Wanted *wanted) {
  g_free(wanted->name);
  g_free(wanted->other);
}

/* Whether `file` ends with the parts of a path that were given. */
static gboolean is_file(const Wanted *wanted, const char *file) {
  gsize length = strlen(file), n = wanted->file_length;
  return n <= length && memcmp(file + length - n, wanted->file, n) == 0 &&
         (n == length || file[length - n - 1] == '/');
}

static gboolean look_at(const TyStoredDocument *document, gpointer data, GError **error) {
  Wanted *wanted = data;
  (void) error;

  if (wanted->file ? document->line != wanted->line || !is_file(wanted, document->file)
                   : document->id != wanted->id)
    return TRUE;
  char *name = g_strdup_printf("%s:%" G_GINT64_FORMAT, document->file, document->line);
  if (wanted->found) {
    g_free(wanted->other);
    wanted->other = name;
    return TRUE;
  }
  wanted->found = document->id;
  wanted->original = document->duplicate_of ? document->duplicate_of : document->id;
  wanted->name = name;
  return TRUE;
}

static gboolean parse_wanted(const char *document, Wanted *wanted, GError **error) {
  const char *colon = strrchr(document, ':'), *digits = colon ? colon + 1 : document;
  gsize n = strspn(digits, "0123456789");

  if (n == 0 || n > 18 || digits[n] || colon == document) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the document '%s', expected FILE:LINE or its number", document);
    return FALSE;
  }
  gint64 number = g_ascii_strtoll(digits, NULL, 10);
  if (colon) {
    wanted->line = number;
    wanted->file = document;
    wanted->file_length = (gsize) (colon - document);
  } else
    wanted->id = number;
  return TRUE;
}

static gboolean find_document(TyWorkspace *workspace, const char *document, Wanted *wanted,
                              GError **error) {
  TyDocumentFilter all = {.duplicates = TRUE, .near_duplicates = TRUE};

  if (!parse_wanted(document, wanted, error) ||
      !ty_atlas_each_document(workspace->atlas, &all, look_at, wanted, error))
    return FALSE;
  if (!wanted->found)
    g_set_error(
        error, TY_ERROR, TY_ERROR_NOT_FOUND,
        "found no document %s, expected FILE:LINE as `tuyou topics` names them, or a number",
        document);
  else if (wanted->other)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found %s and %s, expected more of the path to tell one", document,
                wanted->name, wanted->other);
  return wanted->found && !wanted->other;
}

/* Its place among the words. */
static gboolean place_of(const TyWords *words, const char *document, gint64 id, gsize *place,
                         GError **error) {
  const GArray *documents = words->documents;
  TyTokenMatrix matrix = ty_words_matrix(words);

  for (*place = 0; *place < documents->len; (*place)++)
    if (g_array_index(documents, gint64, *place) == id)
      break;
  if (*place == documents->len)
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "%s: found it not among the documents selected (or it advertises), expected one of "
                "them",
                document);
  else if (matrix.start[*place] == matrix.start[*place + 1])
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found no word that counts in it, expected one to compare by", document);
  else
    return TRUE;
  return FALSE;
}

/* What is like it -------------------------------------------------------------------------------
 */

/* The documents found, the best first. */
typedef struct {
  gsize n;
  guint32 *doc;
  double *score;
} Found;

static void found_clear(Found *found) {
  g_free(found->doc);
  g_free(found->score);
}

static void find_by_text(const TyWorkspace *workspace, const TyTokenMatrix *matrix, gsize place,
                         Found *found) {
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(matrix, workspace->n_threads);
  g_autoptr(TyTfidfIndex) index = ty_tfidf_index_new(tfidf);
  g_autofree float *cosine = g_new(float, found->n);

  found->n = ty_tfidf_index_similar(index, place, found->n, found->doc, cosine);
  for (gsize i = 0; i < found->n; i++)
    found->score[i] = (double) cosine[i];
}

static gboolean find_by_topic(const TyWorkspace *workspace, const TyWords *words, gsize place,
                              const TySimilarOptions *options, Found *found, GError **error) {
  g_autoptr(TyLda) lda =
      ty_likeness_topics(workspace, words, options->n_topics, options->seed, error);
  if (!lda)
    return FALSE;
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *own = g_new(double, lda->n_topics), *theta = g_new(double, lda->n_topics);
  g_autofree double *score = g_new0(double, matrix.n_docs);

  ty_lda_theta_of_doc(lda, place, own);
  for (gsize d = 0; d < matrix.n_docs; d++) {
    if (d == place || matrix.start[d] == matrix.start[d + 1])
      continue;
    ty_lda_theta_of_doc(lda, d, theta);
    score[d] = 1 - ty_js_divergence(own, theta, lda->n_topics);
  }
  g_autofree guint32 *order = ty_order_by_weight(score, matrix.n_docs);
  gsize n = 0;
  for (; n < MIN(found->n, matrix.n_docs) && score[order[n]] > 0; n++) {
    found->doc[n] = order[n];
    found->score[n] = score[order[n]];
  }
  found->n = n;
  return TRUE;
}

/* The answer ------------------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *place; /* id → place in `described`, + 1 */
  json_t **described;
} Describing;

static gboolean describe(const TyStoredDocument *document, gpointer data, GError **error) {
  Describing *describing = data;
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(describing->place, &document->id));
  (void) error;

  if (place > 0) {
    json_t *one = json_pack("{s:I}", "document", (json_int_t) document->id);
    json_t *listed = ty_listed_document(document);
    json_object_update(one, listed);
    json_decref(listed);
    describing->described[place - 1] = one;
  }
  return TRUE;
}

/* The last of `described` is the document itself. */
static json_t *answer_of(TyWorkspace *workspace, const TyDocumentFilter *filter,
                         const TyWords *words, gsize place, const Found *found, const char *by,
                         GError **error) {
  const gint64 *ids = (const gint64 *) words->documents->data;
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree json_t **described = g_new0(json_t *, found->n + 1);
  Describing describing = {places, described};
  json_t *list = json_array();

  for (gsize i = 0; i < found->n; i++)
    g_hash_table_insert(places, (gpointer) &ids[found->doc[i]], GUINT_TO_POINTER(i + 1));
  g_hash_table_insert(places, (gpointer) &ids[place], GUINT_TO_POINTER(found->n + 1));
  gboolean read = ty_atlas_each_document(workspace->atlas, filter, describe, &describing, error);
  for (gsize i = 0; i < found->n; i++) {
    if (read)
      json_object_set_new(described[i], "score", ty_json_number(found->score[i], 4));
    json_array_append_new(list, described[i]);
  }
  json_t *answer = json_pack("{s:o*, s:s, s:I, s:o}", "document", described[found->n], "by", by,
                             "documents", (json_int_t) words->documents->len, "similar", list);
  if (!read)
    g_clear_pointer(&answer, json_decref);
  return answer;
}

json_t *ty_similar_documents(TyWorkspace *workspace, const char *document,
                             const TyDocumentFilter *filter, const TySimilarOptions *options,
                             GError **error) {
  static const TySimilarOptions usual = {0};
  const TySimilarOptions *asked = options ? options : &usual;
  const char *by = asked->by ? asked->by : "text";
  gboolean topic = g_str_equal(by, "topic");
  Wanted wanted = {0};
  gsize place;

  if ((!topic && !g_str_equal(by, "text")) || asked->weights) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found %s%s for a document, expected --by text or topic",
                asked->weights ? "--weights " : "--by ", asked->weights ? asked->weights : by);
    return NULL;
  }
  gboolean is_there = find_document(workspace, document, &wanted, error);
  gboolean repeats = filter && (filter->duplicates || filter->near_duplicates);
  gint64 id = repeats ? wanted.found : wanted.original;
  wanted_clear(&wanted);
  g_autoptr(TyWords) words = is_there ? ty_words_new(workspace, filter, error) : NULL;
  if (!words || !place_of(words, document, id, &place, error))
    return NULL;
  TyTokenMatrix matrix = ty_words_matrix(words);
  gsize n = MIN(asked->n ? asked->n : USUAL_N, matrix.n_docs);
  Found found = {n, g_new(guint32, n), g_new(double, n)};
  json_t *answer = NULL;

  if (!topic)
    find_by_text(workspace, &matrix, place, &found);
  if (!topic || find_by_topic(workspace, words, place, asked, &found, error))
    answer = answer_of(workspace, filter, words, place, &found, by, error);
  found_clear(&found);
  return answer;
}

/* All pairs -------------------------------------------------------------------------------------
 */

typedef struct {
  const TyWords *words;
  GPtrArray *names; /* ",file,line" of each document of the words */
  GString *out;
} Pairing;

static gboolean name_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Pairing *pairing = data;
  const GArray *documents = pairing->words->documents;
  guint next = pairing->names->len;
  (void) error;

  if (next == documents->len || g_array_index(documents, gint64, next) != document->id)
    return TRUE;
  g_autoptr(GString) name = g_string_new(NULL);
  ty_csv_append_guarded(name, document->file, FALSE);
  g_string_append_printf(name, ",%" G_GINT64_FORMAT, document->line);
  g_ptr_array_add(pairing->names, g_string_free(g_steal_pointer(&name), FALSE));
  return TRUE;
}

static gboolean write_pair(const TyLikePair *pair, gpointer data, GError **error) {
  Pairing *pairing = data;
  const gint64 *ids = (const gint64 *) pairing->words->documents->data;
  (void) error;

  g_string_append_printf(pairing->out, "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",", ids[pair->a],
                         ids[pair->b]);
  ty_number_append(pairing->out, (double) pair->cosine, 4);
  g_string_append_printf(pairing->out, "%s%s\n", (char *) pairing->names->pdata[pair->a],
                         (char *) pairing->names->pdata[pair->b]);
  return TRUE;
}

GBytes *ty_similar_pairs(TyWorkspace *workspace, const TyDocumentFilter *filter, double at_least,
                         GError **error) {
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&matrix, workspace->n_threads);
  g_autoptr(TyTfidfIndex) index = ty_tfidf_index_new(tfidf);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) out = g_string_new("a,b,cosine,a_file,a_line,b_file,b_line\n");
  Pairing pairing = {words, names, out};

  if (!ty_atlas_each_document(workspace->atlas, filter, name_document, &pairing, error) ||
      !ty_tfidf_index_pairs(index, at_least, workspace->n_threads, write_pair, &pairing, error))
    return NULL;
  return g_string_free_to_bytes(g_steal_pointer(&out));
}
