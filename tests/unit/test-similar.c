/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

static void test_shares_facts_and_words(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("similar.atlas");
  g_autoptr(GError) error = NULL;

  import_all(
      workspace, "entities",
      "name,kind\n甲佛寺,site\n乙佛寺,site\n丙古镇,site\n丁会馆,troupe\n安岳,place\n宋代,era\n");
  import_all(
      workspace, "facts",
      "subject,predicate,object,confidence\n甲佛寺,located_in,安岳,A\n乙佛寺,located_in,安岳,A\n"
      "甲佛寺,carved_in,宋代,A\n乙佛寺,carved_in,宋代,A\n丙古镇,located_in,安岳,A\n"
      "丁会馆,located_in,安岳,A\n");
  import_all(workspace, "posts",
             "正文\n甲佛寺的观音造像真精美，石刻技艺高超\n乙佛寺也有观音造像，石刻保存完好。\n"
             "丙古镇的小吃好吃，茶馆热闹\n");
  g_assert_true(ty_mine(workspace, 0, &error));
  g_auto_json answer = ty_similar(workspace, "甲佛寺", &(TySimilarOptions){.n = 5}, &error);
  g_assert_no_error(error);
  const json_t *first = item_of(answer, "similar", 0);
  g_autofree char *shared = texts_of(first, "shared");

  g_assert_cmpstr(text_of(answer, "name"), ==, "甲佛寺");
  g_assert_cmpstr(text_of(first, "name"), ==, "乙佛寺");
  g_assert_cmpfloat(number_of(first, "graph"), ==, 1); /* they share every fact */
  g_assert_cmpfloat(number_of(first, "text"), >, 0);
  assert_contains(shared, "安岳");
  assert_contains(shared, "宋代");
  /* Only its own kind is like it. */
  g_assert_null(item_with(answer, "similar", "name", "丁会馆"));
  const json_t *town = item_with(answer, "similar", "name", "丙古镇");
  g_assert_cmpfloat(number_of(town, "score"), <, number_of(first, "score"));
}

static void test_scores_are_shares_in_falling_order(void) {
  static const char *const names[] = {"圆觉洞", "宝顶山", "资阳河川剧", "安岳竹编"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
    g_autoptr(GError) error = NULL;
    g_auto_json answer = ty_similar(workspace, names[n], &(TySimilarOptions){.n = 8}, &error);
    g_assert_no_error(error);
    double before = 1;
    json_t *one;
    gsize i;
    json_array_foreach(json_object_get(answer, "similar"), i, one) {
      double text = number_of(one, "text"), graph = number_of(one, "graph");
      g_assert_cmpfloat(number_of(one, "score"), <=, before);
      g_assert_cmpfloat(number_of(one, "score"), >, 0);
      g_assert_cmpfloat_with_epsilon(number_of(one, "score"), (text + graph) / 2, 2e-4);
      g_assert_true(text >= 0 && text <= 1 && graph >= 0 && graph <= 1);
      g_assert_cmpstr(text_of(one, "name"), !=, names[n]);
      if (graph > 0)
        g_assert_cmpuint(size_of(one, "shared"), >, 0);
      before = number_of(one, "score");
    }
    g_assert_cmpuint(i, ==, 8);
  }
}

static double score_of(const json_t *answer, const char *key, const char *name) {
  const json_t *one = item_with(answer, "similar", key, name);
  return one ? number_of(one, "score") : 0;
}

/* Likeness is the same from both sides; an entity is not in its own list. */
static void test_every_part_is_symmetric(void) {
  static const char *const ways[] = {"text", "graph", "topic"};
  static const char *const names[] = {"圆觉洞", "卧佛院", "宝顶山"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize w = 0; w < G_N_ELEMENTS(ways); w++)
    for (gsize a = 0; a < G_N_ELEMENTS(names); a++)
      for (gsize b = a + 1; b < G_N_ELEMENTS(names); b++) {
        TySimilarOptions options = {.by = ways[w], .n = 1000};
        g_auto_json left = ty_similar(workspace, names[a], &options, NULL);
        g_auto_json right = ty_similar(workspace, names[b], &options, NULL);
        g_assert_cmpfloat(score_of(left, "name", names[b]), ==, score_of(right, "name", names[a]));
        g_assert_null(item_with(left, "similar", "name", names[a]));
        g_assert_cmpfloat(number_of(json_object_get(left, "weights"), ways[w]), ==, 1);
      }
}

static void test_weights(void) {
  static const char *const bad[] = {"",        "text",           "text=",    "text=-1",
                                    "words=1", "text=0,graph=0", "text=nan", "text=inf"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TySimilarOptions options = {.weights = "text=1, topic=3", .n = 5};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_similar(workspace, "圆觉洞", &options, &error);
  json_t *one;
  gsize i;

  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(json_object_get(answer, "weights"), "topic"), ==, .75);
  json_array_foreach(json_object_get(answer, "similar"), i, one) g_assert_cmpfloat_with_epsilon(
      number_of(one, "score"), .25 * number_of(one, "text") + .75 * number_of(one, "topic"), 2e-4);
  g_assert_cmpuint(i, ==, 5);
  for (gsize b = 0; b < G_N_ELEMENTS(bad); b++) {
    options.weights = bad[b];
    g_assert_null(ty_similar(workspace, "圆觉洞", &options, &error));
    assert_fails(&error, TY_ERROR_USAGE, "expected some such as text=0.4");
  }
  options.by = "all";
  g_assert_null(ty_similar(workspace, "圆觉洞", &options, &error));
  assert_fails(&error, TY_ERROR_USAGE, "expected one of them");
  options = (TySimilarOptions){.by = "colour"};
  g_assert_null(ty_similar(workspace, "圆觉洞", &options, &error));
  assert_fails(&error, TY_ERROR_USAGE, "expected text, graph, topic or all");
}

/* Documents ------------------------------------------------------------------------------------
 */

static json_t *like(TyWorkspace *workspace, gint64 id, const char *by, gsize n) {
  g_autofree char *document = g_strdup_printf("%" G_GINT64_FORMAT, id);
  TySimilarOptions options = {.by = by, .n = n};
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_similar_documents(workspace, document, NULL, &options, &error);
  g_assert_no_error(error);
  return answer;
}

static double score_of_document(const json_t *answer, json_int_t id) {
  json_t *one;
  gsize i;

  json_array_foreach(json_object_get(answer, "similar"), i, one) {
    if (json_integer_value(json_object_get(one, "document")) == id)
      return number_of(one, "score");
  }
  return 0;
}

static void test_documents_are_symmetric_and_in_order(void) {
  static const char *const ways[] = {"text", "topic"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize w = 0; w < G_N_ELEMENTS(ways); w++) {
    g_auto_json answer = like(workspace, 12, ways[w], 8);
    double before = 1;
    json_t *one;
    gsize i;
    g_assert_cmpstr(text_of(answer, "by"), ==, ways[w]);
    g_assert_cmpfloat(number_of(json_object_get(answer, "document"), "document"), ==, 12);
    g_assert_cmpuint(size_of(answer, "similar"), ==, 8);
    json_array_foreach(json_object_get(answer, "similar"), i, one) {
      json_int_t id = json_integer_value(json_object_get(one, "document"));
      g_assert_cmpint((int) id, !=, 12);
      g_assert_cmpfloat(number_of(one, "score"), <=, before);
      before = number_of(one, "score");
      if (i % 4 == 0) {
        g_auto_json back = like(workspace, id, ways[w], 1000);
        g_assert_cmpfloat(score_of_document(back, 12), ==, number_of(one, "score"));
        g_assert_cmpfloat(score_of_document(back, id), ==, 0);
      }
    }
  }
}

/* The pairs are those that the documents' own lists have. */
static void test_pairs_are_those_of_the_lists(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pairs = ty_similar_pairs(workspace, NULL, .35, &error);
  g_assert_no_error(error);
  g_autofree char *text = g_strndup(g_bytes_get_data(pairs, NULL), g_bytes_get_size(pairs));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

  g_assert_cmpstr(lines[0], ==, "a,b,cosine,a_file,a_line,b_file,b_line");
  g_assert_cmpuint(g_strv_length(lines), >, 4);
  for (char **line = lines + 1; *line && **line; line++) {
    g_auto(GStrv) cells = g_strsplit(*line, ",", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, 7);
    g_auto_json answer = like(workspace, g_ascii_strtoll(cells[0], NULL, 10), "text", 1000);
    double score = score_of_document(answer, g_ascii_strtoll(cells[1], NULL, 10));
    g_assert_cmpfloat_with_epsilon(score, g_ascii_strtod(cells[2], NULL), 1e-9);
    g_assert_cmpfloat(score, >=, .35 - 1e-4);
  }
}

static void test_finds_the_document_meant(void) {
  static const struct {
    const char *document;
    int code;
    const char *message;
  } bad[] = {{"圆觉洞", TY_ERROR_USAGE, "expected FILE:LINE"},
             {":3", TY_ERROR_USAGE, "expected FILE:LINE"},
             {"posts.csv:", TY_ERROR_USAGE, "expected FILE:LINE"},
             {"posts.csv:9", TY_ERROR_NOT_FOUND, "found no document"},
             {"osts.csv:2", TY_ERROR_NOT_FOUND, "found no document"},
             {"999", TY_ERROR_NOT_FOUND, "found no document"},
             {"posts.csv:5", TY_ERROR_INPUT, "found no word that counts"}};
  g_autoptr(TyWorkspace) workspace = new_workspace("documents.atlas");
  g_autoptr(GError) error = NULL;

  import_all(workspace, "posts",
             "正文\n甲佛寺的观音造像真精美，石刻技艺高超\n乙佛寺也有观音造像，石刻保存完好。\n"
             "甲佛寺的观音造像真精美，石刻技艺高超\n的\n");
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_assert_null(ty_similar_documents(workspace, bad[i].document, NULL, NULL, &error));
    assert_fails(&error, bad[i].code, bad[i].message);
  }
  g_auto_json by_line = ty_similar_documents(workspace, "posts.csv:2", NULL, NULL, &error);
  g_auto_json repeated = ty_similar_documents(workspace, "posts.csv:4", NULL, NULL, &error);
  g_auto_json by_id = ty_similar_documents(workspace, "1", NULL, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(json_equal(by_line, repeated) && json_equal(by_line, by_id));
  g_assert_cmpuint(size_of(by_line, "similar"), ==, 1);
  TyDocumentFilter duplicates = {.duplicates = TRUE};
  g_auto_json all = ty_similar_documents(workspace, "posts.csv:4", &duplicates, NULL, &error);
  g_assert_cmpfloat(number_of(item_of(all, "similar", 0), "score"), ==, 1);
  TyDocumentFilter papers = {.kind = "paper"};
  g_assert_null(ty_similar_documents(workspace, "1", &papers, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no document");
  g_assert_null(
      ty_similar_documents(workspace, "1", NULL, &(TySimilarOptions){.by = "graph"}, &error));
  assert_fails(&error, TY_ERROR_USAGE, "expected --by text or topic");
}

static void test_is_alone_without_company(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("alone.atlas");
  g_autoptr(GError) error = NULL;

  import_all(workspace, "entities", "name,kind\n甲寺,site\n乙寺,site\n");
  g_auto_json answer = ty_similar(workspace, "甲寺", &(TySimilarOptions){.n = 5}, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(size_of(answer, "similar"), ==, 0);
  g_assert_null(ty_similar(workspace, "丙寺", &(TySimilarOptions){.n = 5}, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "丙寺: no such entity");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/similar/shares", test_shares_facts_and_words);
  g_test_add_func("/flow/similar/scores", test_scores_are_shares_in_falling_order);
  g_test_add_func("/flow/similar/symmetric", test_every_part_is_symmetric);
  g_test_add_func("/flow/similar/weights", test_weights);
  g_test_add_func("/flow/similar/documents", test_documents_are_symmetric_and_in_order);
  g_test_add_func("/flow/similar/pairs", test_pairs_are_those_of_the_lists);
  g_test_add_func("/flow/similar/meant", test_finds_the_document_meant);
  g_test_add_func("/flow/similar/alone", test_is_alone_without_company);
  return run_tests();
}
