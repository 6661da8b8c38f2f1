/* SPDX-License-Identifier: Apache-2.0 */
/* Full-text search: what is found is what a scan over all texts finds. */
#include "flow/hits.h"
#include "flow/index-words.h"
#include "flow/query-words.h"
#include "flow/workspace.h"
#include "support.h"

static TySegmenter *segmenter(void) {
  static TyLexicon *lexicon;
  static TySegmenter *made;
  g_autofree char *path = g_build_filename(data_folder(), "lexicon.bin", NULL);

  if (!made) {
    lexicon = ty_lexicon_open(path, NULL);
    g_assert_nonnull(lexicon);
    ty_lexicon_add(lexicon, "大足石刻千手观音造像", NULL);
    made = ty_segmenter_new(lexicon);
  }
  return made;
}

static gboolean tell_word(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data) {
  (void) span;
  g_string_append_printf(data, "%s%.*s", beside ? "=" : " ", (int) length, word);
  return TRUE;
}

static void test_gives_words_their_places(void) {
  const struct {
    const char *text, *words;
  } cases[] = {
      {"", ""},
      {"，。 \n", ""},
      {"大足石刻千手观音造像", " 大足=大足石刻千手观音造像=大足石刻 石刻 千手=千手观音 观音 造像"},
      {"Wi-Fi 5A景区", " wi-fi 5a 景区"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) words = g_string_new(NULL);
    ty_index_words(segmenter(), cases[i].text, strlen(cases[i].text), tell_word, words);
    g_assert_cmpstr(words->str, ==, cases[i].words);
  }
}

/* The places of a text cover it: the words that are not beside others join to its letters. */
static gboolean join(const char *word, gsize length, TySpan span, gboolean beside, gpointer data) {
  (void) span;
  if (!beside)
    g_string_append_len(data, word, (gssize) length);
  return TRUE;
}

static void test_places_cover_the_text(void) {
  const char *const texts[] = {"中华人民共和国文化和旅游部", "大学生活动中心", "安岳卧佛院摩崖造像",
                               "大足石刻千手观音造像", "千手觀音"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GString) joined = g_string_new(NULL);
    TyNormalised normalised = ty_normalise(texts[i], strlen(texts[i]));
    ty_index_words(segmenter(), texts[i], strlen(texts[i]), join, joined);
    g_assert_cmpstr(joined->str, ==, normalised.text);
    ty_normalised_clear(&normalised);
  }
}

static void refuses(const char *query, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_query_parse(segmenter(), query, &error));
  assert_fails(&error, TY_ERROR_USAGE, part);
}

static void test_refuses_what_is_no_query(void) {
  refuses("", "found nothing to look for");
  refuses("  \u3000", "found nothing to look for");
  refuses("-石刻", "found only words to leave out");
  refuses("\"石刻", "never closed");
  refuses("石刻 OR", "OR without a word on each side");
  refuses("OR 石刻", "OR without a word on each side");
  refuses("石刻 OR -门票", "OR without a word on each side");
  refuses("石刻 \xe5\x8d", "found no UTF-8 at byte 8");
  refuses("石刻 ！！", "in which there is no word");
}

static gboolean found_in(const char *query, const char *text) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyQuery) parsed = ty_query_parse(segmenter(), query, &error);
  g_assert_no_error(error);
  for (guint c = 0; c < parsed->clauses->len; c++) {
    const TySearchClause *clause = &g_array_index(parsed->clauses, TySearchClause, c);
    gboolean has = FALSE;
    for (gsize p = 0; p < clause->n_phrases; p++)
      has |= ty_text_has_phrase(segmenter(), text, &clause->phrases[p]);
    if (has == clause->excluded)
      return FALSE;
  }
  return TRUE;
}

static void test_finds_words_inside_words(void) {
  g_assert_true(found_in("千手观音", "大足石刻千手观音造像"));
  g_assert_true(found_in("观音造像", "大足石刻千手观音造像"));
  g_assert_true(found_in("石刻", "安岳石刻"));
  g_assert_true(found_in("千手觀音", "看千手观音"));
  g_assert_true(found_in("\"安岳 石刻\"", "安岳石刻"));
  g_assert_false(found_in("\"石刻 安岳\"", "安岳石刻"));
  g_assert_false(found_in("石刻 -安岳", "安岳石刻"));
  g_assert_true(found_in("剪纸 OR 石刻", "安岳石刻"));
  g_assert_false(found_in("剪纸 石刻", "安岳石刻"));
}

/* The sample: what FTS5 finds is what a scan finds --------------------------------------------- */

typedef struct {
  const TyQuery *query;
  GHashTable *found;
  TySegmenter *segmenter;
  gsize n;
} Scan;

static gboolean has(Scan *scan, const TyStoredDocument *document, const TyPhrase *phrase) {
  const char *const texts[] = {document->title, document->text, document->tags};

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (texts[i] && ty_text_has_phrase(scan->segmenter, texts[i], phrase))
      return TRUE;
  return FALSE;
}

static gboolean scan_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Scan *scan = data;
  gboolean fits = TRUE;
  (void) error;

  for (guint c = 0; c < scan->query->clauses->len && fits; c++) {
    const TySearchClause *clause = &g_array_index(scan->query->clauses, TySearchClause, c);
    gboolean any = FALSE;
    for (gsize p = 0; p < clause->n_phrases && !any; p++)
      any = has(scan, document, &clause->phrases[p]);
    fits = any != clause->excluded;
  }
  g_assert_true(fits == g_hash_table_contains(scan->found, GSIZE_TO_POINTER(document->id)));
  scan->n += fits;
  return TRUE;
}

static void check_against_scan(TyWorkspace *workspace, const char *query) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TySegmenter) own = ty_segmenter_new(workspace->lexicon);
  g_autoptr(TyQuery) parsed = ty_query_parse(own, query, &error);
  g_autoptr(GHashTable) found = g_hash_table_new(NULL, NULL);
  TyDocumentFilter all = {.duplicates = TRUE};
  json_t *answer = ty_search(workspace, query, &all, 100000, &error), *document;
  double before = G_MAXDOUBLE;
  gsize i;

  g_assert_no_error(error);
  json_array_foreach(json_object_get(answer, "documents"), i, document) {
    double score = json_real_value(json_object_get(document, "score"));
    g_assert_cmpfloat(score, <=, before);
    before = score;
    g_assert_cmpuint(json_array_size(json_object_get(document, "hits")), >, 0);
    g_hash_table_add(found,
                     GSIZE_TO_POINTER(json_integer_value(json_object_get(document, "document"))));
  }
  Scan scan = {parsed, found, own, 0};
  g_assert_true(ty_atlas_each_document(workspace->atlas, &all, scan_document, &scan, &error));
  g_assert_cmpuint(scan.n, ==, g_hash_table_size(found));
  g_assert_cmpint(json_integer_value(json_object_get(answer, "found")), ==, scan.n);
  json_decref(answer);
}

static void test_finds_what_a_scan_finds(void) {
  const char *const queries[] = {
      "石刻",         "千手观音 修复",   "千手观音",          "安岳石刻",
      "柠檬 OR 烧烤", "石刻 -大足",      "\"大足 石刻\"",     "非物质文化遗产",
      "卧佛院",       "观音造像",        "周末 带 爸妈",      "圆觉洞 -国庆 -五一",
      "大學生",       "2023年",          "门票 OR 免费 石刻", "川剧 变脸",
      "寶頂山",       "文化遗产 传承人", "不存在的词语",      "#大足石刻#",
  };
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_assert_true(ty_index_is_current(workspace));
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++)
    check_against_scan(workspace, queries[i]);
}

static void test_chooses_a_snippet(void) {
  const char *text = "第一句话。第二句里有石刻，也有观音。第三句。";
  const char *hit = strstr(text, "石刻");
  TySpan span = {(gsize) (hit - text), (gsize) (hit - text) + strlen("石刻")};
  TySpan part = ty_choose_snippet(text, &span, 1, 12);
  g_autofree char *shown = g_strndup(text + part.start, part.end - part.start);
  g_assert_cmpstr(shown, ==, "二句里有石刻，也有观音。");
  part = ty_choose_snippet(text, NULL, 0, 4);
  g_assert_cmpuint(part.start, ==, 0);
  g_assert_cmpuint(part.end, ==, strlen("第一句话"));
  part = ty_choose_snippet("", NULL, 0, 4);
  g_assert_cmpuint(part.end, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/places", test_gives_words_their_places);
  g_test_add_func("/search/cover", test_places_cover_the_text);
  g_test_add_func("/search/refuses", test_refuses_what_is_no_query);
  g_test_add_func("/search/inside", test_finds_words_inside_words);
  g_test_add_func("/search/scan", test_finds_what_a_scan_finds);
  g_test_add_func("/search/snippet", test_chooses_a_snippet);
  return run_tests();
}
