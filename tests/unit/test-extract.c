/* SPDX-License-Identifier: Apache-2.0 */
/* Facts read out of texts: rules of patterns, and how a reader's labels of the sample are met. */
#include "base/csv.h"
#include "support.h"

#define LEAST_PRECISION .9
#define LEAST_RECALL .75

#define THINGS                                                                                                       \
  "name,aliases,kind,county\n圆觉洞,,site,\n卧佛院,,site,\n安岳县,安岳,place,\n大足区,大足,place,"   \
  "\n"                                                                                                               \
  "石羊镇,,place,\n宝顶山,,site,\n北山,,site,\n紫竹观音,,component,\n唐,唐代,era,\n宋,宋代,era,\n" \
  "全国重点文物保护单位,,keyword,\n柠檬花节,,festival,\n川剧,,ich,\n香国公园,,site,\n"

/* Posts are lines of text; facts are told as "subject predicate object-or-value". */
static char *read_facts(const char *posts, const char *patterns, GError **error) {
  g_autoptr(TyWorkspace) workspace = new_workspace("extract.atlas");
  g_autofree char *table = g_strconcat("正文\n", posts, NULL);
  TyReviewOptions all = {.all = TRUE};
  GString *told = g_string_new(NULL);
  const json_t *fact;
  gsize i;

  import_all(workspace, "entities", THINGS);
  import_all(workspace, "posts", table);
  if (patterns) {
    json_t *taken = try_import(workspace, "patterns", "own.txt", patterns, NULL, error);
    if (!taken)
      return g_string_free(told, TRUE);
    json_decref(taken);
  }
  g_assert_true(ty_mine(workspace, 0, error));
  g_auto_json answer = ty_review(workspace, &all, error);
  json_array_foreach(json_object_get(answer, "facts"), i, fact) {
    g_string_append_printf(told, "%s%s %s %s%s", i ? "; " : "", text_of(fact, "subject"),
                           text_of(fact, "predicate"), text_of(fact, "object"),
                           text_of(fact, "value"));
    if (*text_of(fact, "valid_from"))
      g_string_append_printf(told, " since %s", text_of(fact, "valid_from"));
    if (*text_of(fact, "qualifier"))
      g_string_append_printf(told, " (%s)", text_of(fact, "qualifier"));
  }
  return g_string_free(told, FALSE);
}

static void assert_reads(const char *text, const char *expected) {
  g_autoptr(GError) error = NULL;
  g_autofree char *told = read_facts(text, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(told, ==, expected);
}

static void test_reads_relations(void) {
  assert_reads("圆觉洞位于安岳县，很安静\n", "圆觉洞 located_in 安岳县");
  assert_reads("去看安岳石羊镇的路上\n", "石羊镇 located_in 安岳县");
  assert_reads("大足北山、宝顶山都好\n", "北山 located_in 大足区; 宝顶山 located_in 大足区");
  assert_reads("圆觉洞开凿于唐代\n", "圆觉洞 carved_in 唐");
  assert_reads("卧佛院1988年公布为第三批全国重点文物保护单位\n",
               "卧佛院 listed 全国重点文物保护单位 since 1988 (第3批)");
  assert_reads("柠檬花节在香国公园开幕\n", "柠檬花节 held_at 香国公园");
}

static void test_reads_values(void) {
  assert_reads("紫竹观音高三丈\n", "紫竹观音 height_m 10");
  assert_reads("紫竹观音全长三十一米\n", "紫竹观音 length_m 31");
  assert_reads("圆觉洞现存造像1293尊，好看\n", "圆觉洞 count 1293 (尊)");
  assert_reads("圆觉洞现存1293尊造像\n", "圆觉洞 count 1293 (造像)");
  assert_reads("圆觉洞有五万余尊造像\n", "圆觉洞 count 50000 (造像（余）)");
  assert_reads("柠檬花节定在农历二月十九\n", "柠檬花节 held_time lunar 02-19");
  assert_reads("北山门票70元\n", "北山 ticket_cny 70");
  assert_reads("圆觉洞，观音三米高\n", "圆觉洞 height_m 3 (观音)");
}

/* The nearest thing gets the value. */
static void test_values_go_to_the_nearest(void) {
  assert_reads("卧佛院里的紫竹观音高三米\n", "紫竹观音 part_of 卧佛院; 紫竹观音 height_m 3");
}

static void test_leaves_alone_what_is_not_said(void) {
  assert_reads("圆觉洞并非位于大足区\n", "");
  assert_reads("不是圆觉洞位于大足区\n", "");
  assert_reads("圆觉洞位于大足区吗？\n", "");
  assert_reads("圆觉洞位于大足区是错的\n", "");
  assert_reads("圆觉洞真美。位于大足区的是别处\n", "");
  assert_reads("圆觉洞位于安岳县以北\n", "");
  assert_reads("#圆觉洞位于安岳县#\n", "");
  assert_reads("读《安岳圆觉洞研究》有感\n", "");
  assert_reads("圆觉洞现在安岳出名\n", "");
}

static void test_hearsay_is_believed_less(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("hearsay.atlas");

  import_all(workspace, "entities", THINGS);
  import_all(workspace, "posts", "正文\n圆觉洞开凿于唐代\n据说卧佛院开凿于唐代\n");
  g_assert_true(ty_mine(workspace, 0, NULL));
  g_auto_json answer = ty_review(workspace, NULL, NULL);
  const json_t *sure = item_with(answer, "facts", "subject", "圆觉洞");
  const json_t *heard = item_with(answer, "facts", "subject", "卧佛院");
  g_assert_cmpfloat(number_of(heard, "confidence"), <, number_of(sure, "confidence"));
  g_assert_cmpstr(text_of(item_of(heard, "evidence", 0), "note"), ==, "hearsay");
  g_assert_cmpstr(text_of(item_of(sure, "evidence", 0), "pattern"), ==, "carved-in");
}

static void assert_refuses(const char *line, const char *part) {
  g_autofree char *text = g_strconcat("# own\n", line, "\n", NULL);
  g_autofree char *where = g_strconcat("own.txt:2: found the ", part, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *told = read_facts("圆觉洞\n", text, &error);

  g_assert_null(told);
  assert_fails(&error, TY_ERROR_INPUT, where);
}

static void test_own_patterns(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *told =
      read_facts("圆觉洞乃安岳之宝\n圆觉洞位于安岳\n",
                 "own-1 located_in 0.7 {S:site} 乃 {O:place} 之 宝\ndrop site-at-place\n", &error);

  g_assert_no_error(error);
  g_assert_cmpstr(told, ==, "圆觉洞 located_in 安岳县");
  assert_refuses("a located_in 0.7 {S:castle} 在 {O}", "kind 'castle'");
  assert_refuses("a depicts 0.7 {S:place} 有 {O}",
                 "kind 'place', expected kinds within the domain of depicts");
  assert_refuses("a located_in 0.7 {S:} 在 {O}", "kind ''");
  assert_refuses("a lies_in 0.7 {S} 在 {O}", "predicate 'lies_in'");
  assert_refuses("a located_in 2 {S} 在 {O}", "confidence '2'");
  assert_refuses("a height_m 0.7 {S} 高 {V:size}", "value 'V:size'");
  assert_refuses("a height_m 0.7 {S} 高 {O}", "pattern 'a'");
  assert_refuses("a located_in 0.7 _4 {S} 在 {O}", "pattern 'a', expected a word");
  assert_refuses("a located_in 0.7 {S} <where> {O}", "list of words '<where>'");
  assert_refuses("a located_in 0.7 {S 在 {O}", "slot");
  assert_refuses("a located_in 0.7 {S} ~99 {O}", "gap '~99'");
}

/* The sample --------------------------------------------------------------------------------------
 */

typedef struct {
  TyAtlas *atlas;
  GHashTable *by_key;    /* "file id" → gint64 id */
  GHashTable *originals; /* gint64 id → order + 1 */
  GHashTable *labels;    /* "document predicate subject object" → predicate */
  GHashTable *found;
  gint64 document;
  const TyFact *fact;
} Sample;

static gboolean take_document(const TyStoredDocument *stored, gpointer data, GError **error) {
  Sample *sample = data;
  const char *file = strstr(stored->file, "corpus/");
  guint order = g_hash_table_size(sample->originals);
  (void) error;

  g_assert_nonnull(file);
  g_hash_table_insert(sample->by_key,
                      g_strconcat(file + strlen("corpus/"), " ",
                                  stored->native_id ? stored->native_id : stored->title, NULL),
                      g_memdup2(&stored->id, sizeof stored->id));
  if (!stored->duplicate_of)
    g_hash_table_insert(sample->originals, g_memdup2(&stored->id, sizeof stored->id),
                        GUINT_TO_POINTER(order + 1));
  return TRUE;
}

static char *key_of(gint64 document, const char *predicate, const char *subject,
                    const char *object) {
  return g_strdup_printf("%" G_GINT64_FORMAT " %s %s %s", document, predicate, subject, object);
}

static gboolean take_label(const TyCsvRow *row, gpointer data, GError **error) {
  Sample *sample = data;
  g_autofree char *key = g_strconcat(ty_csv_get(row, "file"), " ", ty_csv_get(row, "id"), NULL);
  const gint64 *document = g_hash_table_lookup(sample->by_key, key);
  const char *object = ty_csv_get(row, "object"), *surface = ty_csv_get(row, "surface");
  gint64 start = g_ascii_strtoll(ty_csv_get(row, "start"), NULL, 10);
  gint64 end = g_ascii_strtoll(ty_csv_get(row, "end"), NULL, 10);
  g_autofree char *title = NULL, *text = NULL;
  (void) error;

  g_assert_nonnull(document);
  g_assert_true(ty_atlas_document_text(sample->atlas, *document, &title, &text));
  if (end > (gint64) strlen(text) || end - start != (gint64) strlen(surface) ||
      memcmp(text + start, surface, strlen(surface)) != 0)
    g_error("%s:%zu: bytes %d to %d are not '%s'", row->file, row->line, (int) start, (int) end,
            surface);
  if (!ty_atlas_entity_by_name(sample->atlas, ty_csv_get(row, "subject")) ||
      (*object && !ty_atlas_entity_by_name(sample->atlas, object)))
    g_error("%s:%zu: no such entity", row->file, row->line);
  char *label = key_of(*document, ty_csv_get(row, "predicate"), ty_csv_get(row, "subject"),
                       *object ? object : ty_csv_get(row, "value"));
  if (!g_hash_table_replace(sample->labels, label, g_strdup(ty_csv_get(row, "predicate"))))
    g_error("%s:%zu: said twice", row->file, row->line);
  return TRUE;
}

static gboolean take_evidence(const TyEvidence *evidence, const char *file, const char *quote,
                              gpointer data, GError **error) {
  Sample *sample = data;
  const TyFact *fact = sample->fact;
  (void) file, (void) error;

  /* Each fact read leads to its words. */
  if (!quote)
    return TRUE;
  g_assert_cmpuint(evidence->end, >, evidence->start);
  g_assert_nonnull(evidence->pattern);
  if (g_hash_table_contains(sample->originals, &evidence->document))
    g_hash_table_replace(sample->found,
                         key_of(evidence->document, fact->predicate, fact->subject_name,
                                fact->object_name ? fact->object_name : fact->value),
                         g_strdup(fact->predicate));
  return TRUE;
}

static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Sample *sample = data;
  sample->fact = fact;
  return ty_atlas_each_evidence(sample->atlas, fact->id, take_evidence, sample, error);
}

typedef struct {
  guint labels, found, right;
} Score;

static gboolean is_in(const Sample *sample, const char *key, int half) {
  gint64 document = g_ascii_strtoll(key, NULL, 10);
  guint order = GPOINTER_TO_UINT(g_hash_table_lookup(sample->originals, &document));
  return order > 0 && (half < 0 || document % 2 == half);
}

static Score score(const Sample *sample, int half, const char *predicate) {
  Score s = {0, 0, 0};
  GHashTableIter iter;
  gpointer key, of;

  g_hash_table_iter_init(&iter, sample->labels);
  while (g_hash_table_iter_next(&iter, &key, &of))
    if (is_in(sample, key, half) && (!predicate || g_str_equal(of, predicate))) {
      s.labels++;
      s.right += g_hash_table_contains(sample->found, key);
    }
  g_hash_table_iter_init(&iter, sample->found);
  while (g_hash_table_iter_next(&iter, &key, &of))
    s.found += is_in(sample, key, half) && (!predicate || g_str_equal(of, predicate));
  return s;
}

static Score tell(const Sample *sample, const char *name, int half, const char *predicate) {
  Score s = score(sample, half, predicate);
  g_test_message("%s: %u labels, %u found, precision %.3f, recall %.3f", name, s.labels, s.found,
                 s.right / (double) MAX(s.found, 1), s.right / (double) MAX(s.labels, 1));
  return s;
}

/* Patterns were made on the errors in one half; those in the other changed none. */
static void test_reads_as_a_reader_would(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autofree char *path = source_path("corpus/facts.csv");
  gsize length;
  g_autofree char *labels = read_file(path, &length);
  TyDocumentFilter all = {.duplicates = TRUE, .near_duplicates = TRUE};
  Sample sample = {.atlas = ty_workspace_atlas(workspace),
                   .by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                   .originals = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                   .labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                   .found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
  static const char *const predicates[] = {
      "located_in",  "part_of",      "carved_in", "depicts",   "originates_in", "belongs_to_stream",
      "listed",      "performed_at", "held_at",   "held_time", "speciality_of", "offers_experience",
      "promoted_by", "height_m",     "length_m",  "width_m",   "count",         "year",
      "ticket_cny",  "open_hours"};

  g_assert_true(ty_atlas_each_document(sample.atlas, &all, take_document, &sample, NULL));
  g_assert_true(ty_csv_read(path, labels, length, take_label, NULL, &sample, NULL));
  g_assert_true(ty_atlas_each_extracted(sample.atlas, take_fact, &sample, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(predicates); i++)
    tell(&sample, predicates[i], -1, predicates[i]);
  tell(&sample, "those that patterns were made on", 0, NULL);
  tell(&sample, "those held out", 1, NULL);
  Score s = tell(&sample, "all documents", -1, NULL);
  g_assert_cmpuint(s.labels, ==, 287);
  g_assert_cmpfloat(s.right / (double) s.found, >=, LEAST_PRECISION);
  g_assert_cmpfloat(s.right / (double) s.labels, >=, LEAST_RECALL);
  g_hash_table_unref(sample.by_key);
  g_hash_table_unref(sample.originals);
  g_hash_table_unref(sample.labels);
  g_hash_table_unref(sample.found);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/extract/relations", test_reads_relations);
  g_test_add_func("/flow/extract/values", test_reads_values);
  g_test_add_func("/flow/extract/nearest", test_values_go_to_the_nearest);
  g_test_add_func("/flow/extract/not-said", test_leaves_alone_what_is_not_said);
  g_test_add_func("/flow/extract/hearsay", test_hearsay_is_believed_less);
  g_test_add_func("/flow/extract/own", test_own_patterns);
  g_test_add_func("/flow/extract/reader", test_reads_as_a_reader_would);
  return run_tests();
}
