/* SPDX-License-Identifier: Apache-2.0 */
/* Words, topics and networks of the sample, and the same answers on any number of threads. */
#include "draw/network.h"
#include "support.h"

static TyWorkspace *workspace;

static gboolean has_word(const json_t *answer, const char *word) {
  return item_with(answer, "keywords", "word", word) != NULL;
}

static void test_no_furniture_among_the_keywords(void) {
  static const char *const furniture[] = {"话题", "点击", "搜索",     "微博", "视频", "正文",
                                          "展开", "全文", "网页链接", "物质", "分享", "转发"};
  static const char *const places[] = {"资阳", "大足"};

  for (gsize p = 0; p < G_N_ELEMENTS(places); p++) {
    TyDocumentFilter filter = {.place = places[p], .kind = "post"};
    g_autoptr(GError) error = NULL;
    g_auto_json answer = ty_keywords(workspace, &filter, 50, &error);
    g_assert_no_error(error);
    for (gsize i = 0; i < G_N_ELEMENTS(furniture); i++)
      if (has_word(answer, furniture[i]))
        g_error("found %s among the keywords of %s", furniture[i], places[p]);
    g_assert_true(has_word(answer, "石刻"));
    g_assert_true(has_word(answer, places[p]));
  }
}

static void test_a_name_stays_in_one_piece(void) {
  TyDocumentFilter filter = {.place = "资阳", .kind = "post"};
  g_auto_json answer = ty_keywords(workspace, &filter, 20, NULL);
  g_assert_true(has_word(answer, "非物质文化遗产"));
  g_assert_false(has_word(answer, "物质"));
}

static void test_keywords_are_sums_in_falling_order(void) {
  TyDocumentFilter filter = {.place = "大足"};
  g_auto_json answer = ty_keywords(workspace, &filter, 0, NULL);
  double documents = number_of(answer, "documents"), before = G_MAXDOUBLE;
  json_t *keyword;
  gsize i;

  json_array_foreach(json_object_get(answer, "keywords"), i, keyword) {
    double weight = number_of(keyword, "weight"), in = number_of(keyword, "documents");
    g_assert_cmpfloat(weight, <=, before);
    /* A sum over documents of coordinates of vectors of length 1. */
    g_assert_cmpfloat(weight, <=, in + 1e-6);
    g_assert_cmpfloat(in, <=, documents);
    g_assert_cmpfloat(number_of(keyword, "rank"), ==, i + 1);
    g_assert_cmpuint(g_utf8_strlen(text_of(keyword, "word"), -1), >=, 2);
    before = weight;
  }
  g_assert_cmpuint(i, ==, (gsize) number_of(answer, "words"));
}

static void test_counts_traditional_script_with_simplified(void) {
  g_autoptr(TyWorkspace) other = new_workspace("script.atlas");
  import_all(other, "posts",
             "正文\n石刻很美，圆觉洞\n石刻很美，川劇也好，圓覺洞\nＡＮＹＵＥ川剧 anyue\n");
  g_auto_json answer = ty_keywords(other, NULL, 0, NULL);

  g_assert_cmpfloat(number_of(item_with(answer, "keywords", "word", "石刻"), "documents"), ==, 2);
  g_assert_cmpfloat(number_of(item_with(answer, "keywords", "word", "川剧"), "documents"), ==, 2);
  g_assert_false(has_word(answer, "川劇"));
  g_assert_true(has_word(answer, "anyue"));
}

static void test_says_when_nothing_is_selected(void) {
  TyDocumentFilter filter = {.place = "成都"};
  TyTopicOptions topics = {0};
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_keywords(workspace, &filter, 5, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no document");
  g_assert_null(ty_topics(workspace, &filter, &topics, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no document");
  g_assert_null(ty_keyword_network(workspace, &filter, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no document");
}

/* Topics ----------------------------------------------------------------------------------------
 */

static void test_topics_are_shares(void) {
  TyDocumentFilter filter = {.place = "大足", .kind = "post"};
  TyTopicOptions options = {.n_topics = 4, .top = 10, .seed = 3};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_topics(workspace, &filter, &options, NULL, &error);
  double sum = 0;
  json_t *topic, *word;
  gsize i, w;

  g_assert_no_error(error);
  g_assert_cmpuint(size_of(answer, "topics"), ==, 4);
  json_array_foreach(json_object_get(answer, "topics"), i, topic) {
    sum += number_of(topic, "share");
    g_assert_cmpuint(size_of(topic, "words"), ==, 10);
    json_array_foreach(json_object_get(topic, "words"), w, word) {
      g_assert_cmpfloat(number_of(word, "probability"), >, 0);
      g_assert_cmpfloat(number_of(word, "probability"), <=, 1);
    }
    g_assert_cmpfloat(number_of(topic, "npmi"), >=, -1);
    g_assert_cmpfloat(number_of(topic, "npmi"), <=, 1);
  }
  g_assert_cmpfloat_with_epsilon(sum, 1, 1e-3);
}

/* Networks --------------------------------------------------------------------------------------
 */

static gboolean tied(const json_t *answer, const char *a, const char *b) {
  json_t *edge;
  gsize i;
  json_array_foreach(json_object_get(answer, "edges"), i, edge) {
    const char *from = text_of(edge, "from"), *to = text_of(edge, "to");
    if ((g_str_equal(from, a) && g_str_equal(to, b)) ||
        (g_str_equal(from, b) && g_str_equal(to, a)))
      return TRUE;
  }
  return FALSE;
}

static void test_the_papers_have_their_triangle(void) {
  TyDocumentFilter filter = {.kind = "paper"};
  g_auto_json answer = ty_keyword_network(workspace, &filter, NULL, NULL);
  gboolean told = FALSE;
  json_t *triangle;
  gsize i;

  g_assert_cmpfloat(number_of(answer, "documents"), ==, 25);
  g_assert_true(tied(answer, "安岳", "大足"));
  g_assert_true(tied(answer, "大足", "石刻"));
  g_assert_true(tied(answer, "安岳", "石刻"));
  json_array_foreach(json_object_get(answer, "triangles"), i, triangle) {
    g_autofree char *words = texts_of(triangle, "words");
    told = told || (strstr(words, "安岳") && strstr(words, "大足") && strstr(words, "石刻"));
    g_assert_true(told); /* the strongest comes first */
  }
  g_assert_true(told);
}

/* In the picture of the papers' network every name stands for itself, and those of the triangle in
 * full. */
static void test_the_papers_network_is_legible(void) {
  TyDocumentFilter filter = {.kind = "paper"};
  g_auto_json answer = ty_keyword_network(workspace, &filter, NULL, NULL);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 720, NULL);
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(TyNetworkNode));
  const json_t *one;
  gsize i, n_whole = 0;

  json_array_foreach(json_object_get(answer, "nodes"), i, one) {
    TyNetworkNode node = {json_string_value(json_object_get(one, "word")), number_of(one, "x"),
                          number_of(one, "y"), number_of(one, "documents"), 0};
    if (number_of(one, "degree") > 0)
      g_array_append_val(nodes, node);
  }
  g_autoptr(TyNetworkLayout) layout =
      ty_netdraw_layout(canvas, (const TyNetworkNode *) (const void *) nodes->data, nodes->len, 0);
  for (guint a = 0; a < layout->placed->len; a++) {
    const TyPlacedLabel *label = &g_array_index(layout->placed, TyPlacedLabel, a);
    const char *text = layout->labels[label->label].text;
    for (guint b = 0; b < a; b++)
      g_assert_false(
          ty_box_meets(label->box, g_array_index(layout->placed, TyPlacedLabel, b).box, 1));
    n_whole += !label->shortened && (g_str_equal(text, "安岳") || g_str_equal(text, "大足") ||
                                     g_str_equal(text, "石刻"));
  }
  g_assert_cmpuint(n_whole, ==, 3);
  g_assert_cmpuint(layout->placed->len * 10, >=, layout->n_labels * 9);
}

/* Within sentences and windows less meets than in documents. */
static void test_words_meet_within(void) {
  TyDocumentFilter filter = {.kind = "paper"};
  static const char *const within[] = {"document", "sentence", "3"};
  gsize edges[3];

  for (gsize i = 0; i < G_N_ELEMENTS(within); i++) {
    TyNetworkOptions options = {.within = within[i], .prune = "none"};
    g_auto_json answer = ty_keyword_network(workspace, &filter, &options, NULL);
    edges[i] = size_of(answer, "edges");
  }
  g_assert_cmpuint(edges[0], >, edges[1]);
  g_assert_cmpuint(edges[1], >, 0);
  g_assert_cmpuint(edges[0], >, edges[2]);
  g_assert_cmpuint(edges[2], >, 0);
}

static void test_networks_measure_as_asked(void) {
  static const char *const measures[] = {"degree", "strength", "betweenness", "closeness",
                                         "pagerank"};
  static const char *const strengths[] = {"count", "association", "cosine", "jaccard", "pmi"};
  TyDocumentFilter filter = {.kind = "paper"};
  g_autoptr(GError) error = NULL;

  for (gsize m = 0; m < G_N_ELEMENTS(measures); m++)
    for (gsize s = 0; s < G_N_ELEMENTS(strengths); s++) {
      TyNetworkOptions options = {.top_words = 15,
                                  .top_edges = 20,
                                  .rank = measures[m],
                                  .measure = strengths[s],
                                  .resolution = 1.5};
      g_auto_json answer = ty_keyword_network(workspace, &filter, &options, &error);
      g_assert_no_error(error);
      g_assert_cmpuint(size_of(answer, "nodes"), ==, 15);
      g_assert_cmpuint(size_of(answer, "edges"), <=, 20);
      g_assert_cmpfloat(number_of(answer, "communities"), >=, 1);
    }
  TyNetworkOptions bad = {.rank = "fame"}, worse = {.measure = "brute"};
  g_assert_null(ty_keyword_network(workspace, &filter, &bad, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found the rank fame, expected degree");
  g_assert_null(ty_keyword_network(workspace, &filter, &worse, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found the measure brute, expected count");
}

static void test_threads_change_nothing(void) {
  g_autoptr(TyWorkspace) one = open_workspace(sample_on(1), FALSE, 1);
  g_autoptr(TyWorkspace) two = open_workspace(sample_on(2), FALSE, 2);
  TyDocumentFilter filter = {.place = "资阳"};
  TyTopicOptions topics = {.seed = 1};
  TyPlanRequest request = {.theme = "石刻", .n_days = 3};
  Json answers[2][6];

  for (int i = 0; i < 2; i++) {
    TyWorkspace *on = i ? two : one;
    answers[i][0] = ty_keywords(on, &filter, 0, NULL);
    answers[i][1] = ty_topics(on, &filter, &topics, NULL, NULL);
    answers[i][2] = ty_keyword_network(on, &filter, NULL, NULL);
    answers[i][3] = ty_similar(on, "圆觉洞", NULL, NULL);
    answers[i][4] = ty_plan(on, &request, NULL);
    answers[i][5] = ty_show(on, "圆觉洞", NULL);
  }
  for (int k = 0; k < 6; k++) {
    g_autofree char *first = dumped(answers[0][k]), *second = dumped(answers[1][k]);
    g_assert_cmpstr(first, ==, second);
    json_decref(answers[0][k]);
    json_decref(answers[1][k]);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  workspace = sample_workspace();
  g_test_add_func("/flow/words/furniture", test_no_furniture_among_the_keywords);
  g_test_add_func("/flow/words/whole", test_a_name_stays_in_one_piece);
  g_test_add_func("/flow/words/sums", test_keywords_are_sums_in_falling_order);
  g_test_add_func("/flow/words/script", test_counts_traditional_script_with_simplified);
  g_test_add_func("/flow/words/nothing", test_says_when_nothing_is_selected);
  g_test_add_func("/flow/words/topics", test_topics_are_shares);
  g_test_add_func("/flow/words/triangle", test_the_papers_have_their_triangle);
  g_test_add_func("/flow/words/legible", test_the_papers_network_is_legible);
  g_test_add_func("/flow/words/within", test_words_meet_within);
  g_test_add_func("/flow/words/measures", test_networks_measure_as_asked);
  g_test_add_func("/flow/words/threads", test_threads_change_nothing);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
