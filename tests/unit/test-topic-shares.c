/* SPDX-License-Identifier: Apache-2.0 */
/* Topics of unseen texts, and the shares of topics that an atlas keeps. */
#include "support.h"

#include <math.h>

static json_t *infer(const char *text, guint n_threads) {
  g_autoptr(TyWorkspace) workspace = open_workspace(sample_on(1), FALSE, n_threads);
  g_autofree char *path = test_file("lines.txt", text);
  TyDocumentFilter filter = {.place = "资阳"};
  TyTopicOptions options = {.infer = path, .n_sweeps = 200};
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_topics(workspace, &filter, &options, NULL, &error);
  g_assert_no_error(error);
  return answer;
}

static void test_infers_lines(void) {
  static const char text[] = "安岳石刻的毗卢洞\n\n川剧和剪纸 xyzzyish\nxyzzyish\n安岳石刻的毗卢洞";
  g_auto_json answer = infer(text, 1), again = infer(text, 2);
  json_t *line, *share;
  gsize i, k;

  g_assert_true(json_equal(answer, again));
  g_assert_cmpuint(size_of(answer, "inferred"), ==, 5);
  json_array_foreach(json_object_get(answer, "inferred"), i, line) {
    const json_t *shares = json_object_get(line, "shares");
    double sum = 0;
    g_assert_cmpfloat(number_of(line, "line"), ==, (double) i + 1);
    json_array_foreach(shares, k, share) sum += json_number_value(share);
    if (number_of(line, "words") > 0)
      g_assert_cmpfloat_with_epsilon(sum, 1, 1e-3);
    else
      g_assert_true(json_is_null(shares));
  }
  g_assert_cmpfloat(number_of(item_of(answer, "inferred", 0), "words"), >=, 2);
  g_assert_cmpfloat(number_of(item_of(answer, "inferred", 1), "unknown"), ==, 0);
  g_assert_cmpfloat(number_of(item_of(answer, "inferred", 2), "unknown"), ==, 1);
  g_assert_cmpfloat(number_of(item_of(answer, "inferred", 3), "unknown"), ==, 1);
  g_assert_true(json_equal(json_object_get(item_of(answer, "inferred", 0), "shares"),
                           json_object_get(item_of(answer, "inferred", 4), "shares")));
}

/* A text of one topic's words has most of that topic. */
static void test_infers_the_topic_of_its_words(void) {
  g_auto_json topics = infer("", 1);
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *topic, *word, *share;
  gsize i, k;

  json_array_foreach(json_object_get(topics, "topics"), i, topic) {
    json_array_foreach(json_object_get(topic, "words"), k, word)
        g_string_append_printf(text, "%s。", text_of(word, "word"));
    g_string_append_c(text, '\n');
  }
  g_auto_json answer = infer(text->str, 1);
  g_assert_cmpuint(size_of(answer, "inferred"), ==, size_of(answer, "topics"));
  json_array_foreach(json_object_get(answer, "inferred"), i, topic) {
    gsize most = 0;
    const json_t *shares = json_object_get(topic, "shares");
    json_array_foreach(shares, k, share) if (json_number_value(share) >
                                             json_number_value(json_array_get(shares, most))) most =
        k;
    g_assert_cmpuint(most, ==, i);
  }
}

static void test_infers_bags(void) {
  g_autofree char *bags = test_file("bags.txt", "0 0 1\n0 1 1\n2 3\n3 2 2\n");
  g_autofree char *unseen = test_file("unseen.txt", "0 1\n\n3 3 2\n");
  g_autofree char *beyond = test_file("beyond.txt", "0 9\n");
  g_autofree char *vocabulary = test_file("vocabulary.txt", "a\nb\nc\nd\n");
  g_autoptr(GBytes) theta = NULL, other = NULL;
  g_autoptr(GError) error = NULL;
  TyBagRequest request = {.topics = {.n_topics = 2, .n_sweeps = 50, .infer = unseen},
                          .bags = bags,
                          .vocabulary = vocabulary,
                          .theta = &theta};
  g_auto_json answer = ty_topics_of_bags(&request, NULL, NULL, &error);
  g_assert_no_error(error);
  gsize length;
  const char *bytes = g_bytes_get_data(theta, &length);
  float row[6];

  g_assert_cmpuint(length, >, sizeof row);
  memcpy(row, bytes + length - sizeof row, sizeof row);
  for (int d = 0; d < 3; d++)
    g_assert_cmpfloat_with_epsilon(row[2 * d] + row[2 * d + 1], 1, 1e-5);
  g_assert_cmpfloat(fabsf(row[0] - row[4]), >, .5);
  g_assert_cmpfloat_with_epsilon(row[2], .5, 1e-6); /* no word: the prior */
  request.topics.infer = beyond;
  request.theta = &other;
  g_assert_null(ty_topics_of_bags(&request, NULL, NULL, &error));
  assert_fails(&error, TY_ERROR_INPUT, "word id 9");
  request.topics.infer = NULL;
  g_assert_null(ty_topics_of_bags(&request, NULL, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "--infer and --theta");
}

/* What is kept ----------------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *sums; /* document → double * */
  gint64 most;      /* the greatest topic */
} Kept;

static gboolean take_share(gint64 document, gint64 topic, double share, gpointer data,
                           GError **error) {
  Kept *kept = data;
  double *sum = g_hash_table_lookup(kept->sums, GINT_TO_POINTER((int) document));
  (void) error;

  g_assert_cmpfloat(share, >=, .05);
  g_assert_cmpfloat(share, <=, 1);
  if (!sum) {
    sum = g_new0(double, 1);
    g_hash_table_insert(kept->sums, GINT_TO_POINTER((int) document), sum);
  }
  *sum += share;
  kept->most = MAX(kept->most, topic);
  return TRUE;
}

static gboolean take_topic(gint64 topic, const char *label, double share, gpointer data,
                           GError **error) {
  double *sum = data;
  (void) topic, (void) error;

  g_assert_cmpuint(strlen(label), >, 0);
  *sum += share;
  return TRUE;
}

static void test_keeps_shares(void) {
  static const char *const scopes[] = {"post/资阳", "post/大足", "paper/"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyAtlas *atlas = ty_workspace_atlas(workspace);

  for (gsize i = 0; i < G_N_ELEMENTS(scopes); i++) {
    g_autoptr(GHashTable) sums = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    Kept kept = {sums, 0};
    double whole = 0;
    guint n_most = 0;
    g_assert_true(ty_atlas_each_document_topic(atlas, scopes[i], take_share, &kept, NULL));
    g_assert_true(ty_atlas_each_topic(atlas, scopes[i], take_topic, &whole, NULL));
    g_autoptr(GList) each = g_hash_table_get_values(sums);
    for (GList *sum = each; sum; sum = sum->next) {
      g_assert_cmpfloat(*(double *) sum->data, <=, 1 + 1e-9);
      n_most += *(double *) sum->data >= .5;
    }
    g_assert_cmpuint(g_hash_table_size(sums), >=, 20);
    g_assert_cmpuint(10 * n_most, >, 9 * g_hash_table_size(sums));
    g_assert_cmpint(kept.most, ==, 4);
    g_assert_cmpfloat_with_epsilon(whole, 1, 1e-9);
  }
}

/* Mined again, the results stand once. */
static void test_replaces_what_was_kept(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("twice.atlas");
  double once = 0, twice = 0;

  import_all(workspace, "posts",
             "正文\n石刻造像真精美\n川剧变脸好看\n石刻保存完好，造像\n剪纸川剧\n");
  g_assert_true(ty_mine(workspace, 1, NULL));
  g_assert_true(
      ty_atlas_each_topic(ty_workspace_atlas(workspace), "post/", take_topic, &once, NULL));
  g_assert_true(ty_mine(workspace, 1, NULL));
  g_assert_true(
      ty_atlas_each_topic(ty_workspace_atlas(workspace), "post/", take_topic, &twice, NULL));
  g_assert_cmpfloat_with_epsilon(once, 1, 1e-9);
  g_assert_cmpfloat(once, ==, twice);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/topics/infer", test_infers_lines);
  g_test_add_func("/flow/topics/infer-words", test_infers_the_topic_of_its_words);
  g_test_add_func("/flow/topics/infer-bags", test_infers_bags);
  g_test_add_func("/flow/topics/kept", test_keeps_shares);
  g_test_add_func("/flow/topics/replaced", test_replaces_what_was_kept);
  return run_tests();
}
