/* SPDX-License-Identifier: Apache-2.0 */
/* The labelled sentences of the sample corpus: what is found in them against what a reader found.
 * The lists were reviewed on the half for tuning only. */
#include "base/csv.h"
#include "flow/perception.h"
#include "support.h"

#include <locale.h>

#include <stdlib.h>

enum { TUNING, HELD_OUT };

typedef struct {
  guint labelled, found, right; /* pairs of aspect and polarity in a sentence */
  guint said, polar;            /* found pairs whose aspect is labelled; with the right polarity */
} Half;

typedef struct {
  GHashTable *texts; /* "file id" → text */
  TyOpinionFinder *finder;
  const TyOpinionLexicon *lexicon;
  Half half[2];
  guint n_sentences;
} Labels;

static gboolean take_document(const TyStoredDocument *stored, gpointer data, GError **error) {
  Labels *labels = data;
  const char *file = strstr(stored->file, "corpus/") + strlen("corpus/");
  (void) error;

  g_hash_table_insert(
      labels->texts,
      g_strconcat(file, " ", stored->native_id ? stored->native_id : stored->title, NULL),
      g_strdup(stored->text));
  return TRUE;
}

/* "guide+" of an opinion; to be freed. */
static char *pair_of(const Labels *labels, const TyOpinion *opinion) {
  return g_strconcat(opinion->aspect < 0
                         ? "whole"
                         : ty_opinion_aspect_id(labels->lexicon, (gsize) opinion->aspect),
                     opinion->strength > 0 ? "+" : "-", NULL);
}

static void compare(const char *sentence, char **expected, GHashTable *found, Half *half) {
  GHashTableIter iter;
  gpointer pair;

  half->labelled += g_strv_length(expected);
  half->found += g_hash_table_size(found);
  g_hash_table_iter_init(&iter, found);
  while (g_hash_table_iter_next(&iter, &pair, NULL)) {
    gboolean right = g_strv_contains((const char *const *) expected, pair);
    half->right += right;
    gsize aspect = strlen(pair) - 1;
    for (char **one = expected; *one; one++)
      if (strlen(*one) == aspect + 1 && strncmp(*one, pair, aspect) == 0) {
        half->said++;
        half->polar += right;
        break;
      }
    if (!right)
      g_test_message("not labelled: %s in %s", (char *) pair, sentence);
  }
  for (char **one = expected; *one; one++)
    if (!g_hash_table_contains(found, *one))
      g_test_message("not found: %s in %s", *one, sentence);
}

static gboolean take_label(const TyCsvRow *row, gpointer data, GError **error) {
  Labels *labels = data;
  g_autofree char *key = g_strconcat(ty_csv_get(row, "file"), " ", ty_csv_get(row, "id"), NULL);
  const char *text = g_hash_table_lookup(labels->texts, key);
  guint start = (guint) atoi(ty_csv_get(row, "start")), end = (guint) atoi(ty_csv_get(row, "end"));
  gboolean tuning = g_str_equal(ty_csv_get(row, "half"), "tuning");
  g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) expected = g_strsplit_set(ty_csv_get(row, "opinions"), " ", -1);
  gsize n;
  (void) error;

  if (!text || end > strlen(text) || start >= end)
    g_error("%s:%zu: no such sentence", row->file, row->line);
  g_autofree char *sentence = g_strndup(text + start, end - start);
  g_assert_true(g_utf8_validate(sentence, -1, NULL));
  const TyOpinion *opinions = ty_opinions(labels->finder, text, strlen(text), &n);
  for (gsize i = 0; i < n; i++)
    if (opinions[i].start >= start && opinions[i].start < end)
      g_hash_table_add(found, pair_of(labels, &opinions[i]));
  if (!*ty_csv_get(row, "opinions"))
    g_clear_pointer(&expected[0], g_free);
  g_autofree char *named = g_strconcat(tuning ? "[tuning] " : "[held out] ", sentence, NULL);
  compare(named, expected, found, &labels->half[tuning ? TUNING : HELD_OUT]);
  labels->n_sentences++;
  return TRUE;
}

static void test_labels(void) {
  static const char *const names[] = {"tuning", "held out"};
  static const double least[][2] = {{.72, .72}, {.46, .43}};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autoptr(TyOpinionLexicon) lexicon = ty_open_opinions(data_folder(), NULL, &error);
  g_assert_no_error(error);
  g_autoptr(TyOpinionFinder) finder = ty_opinion_finder_new(lexicon, workspace->lexicon);
  g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Labels labels = {.texts = texts, .finder = finder, .lexicon = lexicon};
  TyDocumentFilter all = {.kind = "post", .duplicates = TRUE, .near_duplicates = TRUE};
  g_autofree char *path = source_path("corpus/opinions.csv");
  gsize length;
  g_autofree char *csv = read_file(path, &length);

  ty_atlas_each_document(ty_workspace_atlas(workspace), &all, take_document, &labels, &error);
  g_assert_no_error(error);
  ty_csv_read(path, csv, length, take_label, NULL, &labels, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(labels.n_sentences, ==, 420);
  for (int h = 0; h < 2; h++) {
    const Half *half = &labels.half[h];
    double precision = (double) half->right / half->found;
    double recall = (double) half->right / half->labelled;
    g_test_message("%s: %u labelled, %u found, %u right: precision %.3f, recall %.3f; polarity "
                   "where the aspect is right: %.3f of %u",
                   names[h], half->labelled, half->found, half->right, precision, recall,
                   (double) half->polar / half->said, half->said);
    g_assert_cmpfloat(precision, >=, least[h][0]);
    g_assert_cmpfloat(recall, >=, least[h][1]);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_CTYPE, "C.UTF-8"); /* the sentences in messages */
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/opinion-labels/found", test_labels);
  return run_tests();
}
