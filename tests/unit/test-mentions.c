/* SPDX-License-Identifier: Apache-2.0 */
/* The labelled sample corpus: the labels hold, and names are linked as a reader would. */
#include "base/csv.h"
#include "support.h"

#define LEAST_PRECISION .97
#define LEAST_RECALL .95

typedef struct {
  gint64 id, duplicate_of;
  char *text;
} Document;

typedef struct {
  TyAtlas *atlas;
  GHashTable *by_key; /* "file id" → Document */
  GHashTable *by_id;  /* gint64 → the same */
  GHashTable *labels; /* "document start end entity" */
  GPtrArray *order;   /* of Document */
} Sample;

static void document_free(gpointer data) {
  g_free(((Document *) data)->text);
  g_free(data);
}

static char *key_of(const char *file, const char *id) { return g_strconcat(file, " ", id, NULL); }

static char *mention_of(gint64 document, gint64 start, gint64 end, gint64 entity) {
  return g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                         " %" G_GINT64_FORMAT,
                         document, start, end, entity);
}

/* The folder and name of a file below corpus/. */
static char *name_below_corpus(const char *path) {
  const char *corpus = strstr(path, "corpus/");
  g_assert_nonnull(corpus);
  return g_strdup(corpus + strlen("corpus/"));
}

static gboolean take_document(const TyStoredDocument *stored, gpointer data, GError **error) {
  Sample *sample = data;
  Document *document = g_new0(Document, 1);
  g_autofree char *file = name_below_corpus(stored->file);
  char *key = key_of(file, stored->native_id ? stored->native_id : stored->title);
  (void) error;

  *document = (Document){stored->id, stored->duplicate_of, g_strdup(stored->text)};
  g_ptr_array_add(sample->order, document);
  g_assert_true(g_hash_table_insert(sample->by_key, key, document)); /* no two have one key */
  g_hash_table_insert(sample->by_id, &document->id, document);
  return TRUE;
}

static gboolean take_label(const TyCsvRow *row, gpointer data, GError **error) {
  Sample *sample = data;
  g_autofree char *key = key_of(ty_csv_get(row, "file"), ty_csv_get(row, "id"));
  const Document *document = g_hash_table_lookup(sample->by_key, key);
  gint64 start = g_ascii_strtoll(ty_csv_get(row, "start"), NULL, 10);
  gint64 end = g_ascii_strtoll(ty_csv_get(row, "end"), NULL, 10);
  gint64 entity = ty_atlas_entity_by_name(sample->atlas, ty_csv_get(row, "entity"));
  const char *surface = ty_csv_get(row, "surface");
  (void) error;

  if (!document)
    g_error("%s:%zu: %s: no such document", row->file, row->line, key);
  if (!entity)
    g_error("%s:%zu: %s: no such entity", row->file, row->line, ty_csv_get(row, "entity"));
  if (start < 0 || end <= start || end > (gint64) strlen(document->text) ||
      end - start != (gint64) strlen(surface) ||
      memcmp(document->text + start, surface, strlen(surface)) != 0)
    g_error("%s:%zu: bytes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " are not '%s'", row->file,
            row->line, start, end, surface);
  if (!g_hash_table_add(sample->labels, mention_of(document->id, start, end, entity)))
    g_error("%s:%zu: said twice", row->file, row->line);
  return TRUE;
}

static Sample *sample_new(TyWorkspace *workspace) {
  Sample *sample = g_new0(Sample, 1);
  g_autofree char *path = source_path("corpus/mentions.csv");
  gsize length;
  g_autofree char *labels = read_file(path, &length);
  TyDocumentFilter all = {.duplicates = TRUE, .near_duplicates = TRUE};
  g_autoptr(GError) error = NULL;

  sample->atlas = ty_workspace_atlas(workspace);
  sample->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sample->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  sample->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sample->order = g_ptr_array_new_with_free_func(document_free);
  g_assert_true(ty_atlas_each_document(sample->atlas, &all, take_document, sample, &error));
  g_assert_true(ty_csv_read(path, labels, length, take_label, NULL, sample, &error));
  g_assert_no_error(error);
  return sample;
}

static void sample_free(Sample *sample) {
  g_hash_table_unref(sample->by_key);
  g_hash_table_unref(sample->by_id);
  g_hash_table_unref(sample->labels);
  g_ptr_array_unref(sample->order);
  g_free(sample);
}

static void test_labels_hold(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  Sample *sample = sample_new(workspace);

  g_assert_cmpuint(sample->order->len, ==, 285);
  g_assert_cmpuint(g_hash_table_size(sample->labels), ==, 1831);
  sample_free(sample);
}

typedef struct {
  Sample *sample;
  const Document *document;
  GHashTable *found;
} Finding;

static gboolean note_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Finding *finding = data;
  (void) document, (void) error;
  g_hash_table_add(finding->found, mention_of(finding->document->id, (gint64) span.start,
                                              (gint64) span.end, entity));
  return TRUE;
}

/* The text of a duplicate is that of the first: so are its mentions. */
static gint64 linked_as(const Sample *sample, const Document *document) {
  const Document *first = g_hash_table_lookup(sample->by_id, &document->duplicate_of);
  return first && g_str_equal(first->text, document->text) ? first->id : document->id;
}

/* Micro precision and recall on (document, start, end, entity), of one document in `every`. */
static void measure(Sample *sample, const char *name, guint every, guint rest) {
  g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Finding finding = {sample, NULL, found};
  guint n_labels = 0, n_right = 0;
  GHashTableIter iter;
  gpointer key;

  for (guint i = rest; i < sample->order->len; i += every) {
    finding.document = g_ptr_array_index(sample->order, i);
    g_assert_true(ty_atlas_each_mention(sample->atlas, linked_as(sample, finding.document), 0,
                                        note_mention, &finding, NULL));
  }
  g_hash_table_iter_init(&iter, sample->labels);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    gint64 id = g_ascii_strtoll(key, NULL, 10);
    guint i = 0;
    g_assert_true(g_ptr_array_find(sample->order, g_hash_table_lookup(sample->by_id, &id), &i));
    n_labels += i % every == rest;
    n_right += i % every == rest && g_hash_table_contains(found, key);
  }
  double precision = n_right / (double) g_hash_table_size(found);
  double recall = n_right / (double) n_labels;
  g_test_message("%s: %u labels, %u found, precision %.4f, recall %.4f", name, n_labels,
                 g_hash_table_size(found), precision, recall);
  g_assert_cmpfloat(precision, >=, LEAST_PRECISION);
  g_assert_cmpfloat(recall, >=, LEAST_RECALL);
}

/* Rules were made on the errors in one half; those in the other changed none. */
static void test_links_as_a_reader_would(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  Sample *sample = sample_new(workspace);

  measure(sample, "all documents", 1, 0);
  measure(sample, "those that rules were made on", 2, 1);
  measure(sample, "those held out", 2, 0);
  sample_free(sample);
}

static gboolean tell_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  (void) error;
  g_string_append_printf(data, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %zu %zu\n", document,
                         entity, span.start, span.end);
  return TRUE;
}

static char *all_mentions(guint n_threads) {
  g_autoptr(TyWorkspace) workspace = open_workspace(sample_on(n_threads), FALSE, n_threads);
  GString *told = g_string_new(NULL);
  g_assert_true(
      ty_atlas_each_mention(ty_workspace_atlas(workspace), 0, 0, tell_mention, told, NULL));
  return g_string_free(told, FALSE);
}

static void test_threads_change_nothing(void) {
  g_autofree char *one = all_mentions(1), *two = all_mentions(2);
  g_assert_cmpstr(one, ==, two);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/mentions/labels", test_labels_hold);
  g_test_add_func("/flow/mentions/reader", test_links_as_a_reader_would);
  g_test_add_func("/flow/mentions/threads", test_threads_change_nothing);
  return run_tests();
}
