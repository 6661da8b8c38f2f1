/* SPDX-License-Identifier: Apache-2.0 */
/* Topics of the sample: how many, in which groups, as files; and trends over time. */
#include "support.h"

#include <math.h>

static TyWorkspace *workspace;

static void test_chooses_k(void) {
  TyDocumentFilter filter = {.place = "大足"};
  TyTopicOptions options = {.choose = "2-4", .n_sweeps = 60, .seed = 1};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_topics(workspace, &filter, &options, NULL, &error);
  g_auto_json again = ty_topics(workspace, &filter, &options, NULL, NULL);
  g_assert_no_error(error);
  const json_t *choice = json_object_get(answer, "choice"), *one;
  double best = 0, error_of_best = 0, most_stable = 0;
  gsize i;

  g_assert_true(json_equal(answer, again));
  g_assert_cmpuint(size_of(choice, "tried"), ==, 3);
  g_assert_cmpuint(size_of(answer, "topics"), ==, (gsize) number_of(choice, "k"));
  json_array_foreach(json_object_get(choice, "tried"), i, one) {
    g_assert_cmpfloat(number_of(one, "k"), ==, 2 + (double) i);
    g_assert_cmpfloat(number_of(one, "perplexity"), >, 1);
    g_assert_cmpfloat(number_of(one, "stability"), <=, 1);
    if (number_of(one, "cv") > best) {
      best = number_of(one, "cv");
      error_of_best = number_of(one, "error");
    }
  }
  json_array_foreach(json_object_get(choice, "tried"), i,
                     one) if (number_of(one, "cv") >= best - error_of_best) most_stable =
      MAX(most_stable, number_of(one, "stability"));
  one = json_array_get(json_object_get(choice, "tried"), (gsize) number_of(choice, "k") - 2);
  g_assert_cmpfloat(number_of(one, "stability"), ==, most_stable);
  g_assert_nonnull(strstr(text_of(choice, "why"), "C_v"));
}

static void test_refuses_what_is_no_k(void) {
  static const char *const bad[] = {"many", "0", "1-4", "5-2", "2-", "-3", "2-70000", ""};

  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    TyTopicOptions options = {.choose = bad[i]};
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_topics(workspace, NULL, &options, NULL, &error));
    assert_fails(&error, TY_ERROR_USAGE, "expected a number, auto, or a range");
  }
}

/* Shares of groups, weighted by their documents, are the shares of all. */
static void test_groups_add_up(void) {
  static const char *const by[] = {"place", "platform", "term", "kind", "month", "year"};

  for (gsize b = 0; b < G_N_ELEMENTS(by); b++) {
    TyDocumentFilter filter = {.kind = "post"};
    TyTopicOptions options = {.n_topics = 3, .n_sweeps = 40, .by = by[b]};
    g_autoptr(GError) error = NULL;
    g_auto_json answer = ty_topics(workspace, &filter, &options, NULL, &error);
    g_assert_no_error(error);
    for (gsize k = 0; k < 3; k++) {
      double sum = 0, documents = 0;
      const json_t *group;
      gsize i;
      json_array_foreach(json_object_get(answer, "groups"), i, group) {
        double share = json_number_value(json_array_get(json_object_get(group, "shares"), k));
        sum += share * number_of(group, "documents");
        documents += number_of(group, "documents");
      }
      g_assert_cmpfloat_with_epsilon(sum / documents,
                                     number_of(item_of(answer, "topics", k), "share"), 2e-4);
    }
  }
  TyTopicOptions bad = {.by = "mood"};
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_topics(workspace, NULL, &bad, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found --by mood, expected place");
}

static void test_typical_documents_lead_somewhere(void) {
  TyTopicOptions options = {.n_topics = 3, .n_sweeps = 40};
  g_auto_json answer = ty_topics(workspace, NULL, &options, NULL, NULL);

  for (gsize k = 0; k < 3; k++) {
    const json_t *topic = item_of(answer, "topics", k);
    double before = 1;
    g_assert_cmpuint(size_of(topic, "documents"), ==, 3);
    for (gsize i = 0; i < 3; i++) {
      const json_t *document = item_of(topic, "documents", i);
      g_assert_cmpfloat(number_of(document, "share"), <=, before);
      before = number_of(document, "share");
      g_assert_nonnull(strstr(text_of(document, "file"), "corpus/"));
      g_assert_cmpfloat(number_of(document, "line"), >, 0);
    }
  }
}

/* Files ---------------------------------------------------------------------------------------- */

static const char *content(GHashTable *files, const char *name, gsize *length) {
  GBytes *bytes = g_hash_table_lookup(files, name);
  g_assert_nonnull(bytes);
  return g_bytes_get_data(bytes, length);
}

/* The values of a float32 .npy file, whose shape must be as said. */
static const float *matrix(GHashTable *files, const char *name, gsize rows, gsize columns) {
  gsize length;
  const char *bytes = content(files, name, &length);
  g_autofree char *shape = g_strdup_printf("'shape': (%zu, %zu)", rows, columns);

  g_assert_nonnull(g_strstr_len(bytes + 10, 118, shape));
  g_assert_cmpuint((length - rows * columns * 4) % 64, ==, 0);
  return (const float *) (const void *) (bytes + length - rows * columns * 4);
}

static gsize lines_of(GHashTable *files, const char *name) {
  gsize length, n = 0;
  const char *text = content(files, name, &length);
  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n';
  return n;
}

static void test_files_hold_the_model(void) {
  TyDocumentFilter filter = {.place = "大足"};
  TyTopicOptions options = {.n_topics = 4, .n_sweeps = 60};
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_topics(workspace, &filter, &options, &files, &error);
  g_assert_no_error(error);
  gsize n_docs = (gsize) number_of(answer, "documents"),
        n_words = lines_of(files, "vocabulary.txt");
  const float *phi = matrix(files, "phi.npy", 4, n_words);
  const float *theta = matrix(files, "theta.npy", n_docs, 4);
  const float *alpha = matrix(files, "alpha.npy", 1, 4);

  for (gsize k = 0; k < 4; k++) {
    double sum = 0;
    for (gsize w = 0; w < n_words; w++)
      sum += (double) phi[k * n_words + w];
    g_assert_cmpfloat_with_epsilon(sum, 1, 1e-4);
    g_assert_cmpfloat_with_epsilon((double) alpha[k], .1, 1e-6);
  }
  for (gsize d = 0; d < n_docs; d++)
    g_assert_cmpfloat_with_epsilon(
        (double) (theta[4 * d] + theta[4 * d + 1] + theta[4 * d + 2] + theta[4 * d + 3]), 1, 1e-5);
  g_assert_cmpuint(lines_of(files, "topics.csv"), ==, 1 + 4 * 10);
  g_assert_cmpuint(lines_of(files, "documents.csv"), ==, 1 + n_docs);
  gsize length;
  const char *text = content(files, "topics.json", &length);
  g_auto_json read = json_loadb(text, length, 0, NULL);
  g_assert_true(json_equal(read, answer));
}

/* What LDAvis needs of its data: columns of one length, topics by size, every term in the table. */
static void test_ldavis(void) {
  static const char *const columns[] = {"Term", "Freq", "Total", "Category", "logprob", "loglift"};
  TyDocumentFilter filter = {.kind = "post"};

  for (guint k = 1; k <= 5; k += 2) {
    TyTopicOptions options = {.n_topics = k, .n_sweeps = 40};
    g_autoptr(GHashTable) files = NULL;
    g_auto_json answer = ty_topics(workspace, &filter, &options, &files, NULL);
    gsize length;
    const char *text = content(files, "ldavis.json", &length);
    g_auto_json page = json_loadb(text, length, 0, NULL);
    const json_t *terms = json_object_get(page, "tinfo"), *places = json_object_get(page, "mdsDat");
    double before = 100, sum = 0;
    g_assert_nonnull(page);
    g_assert_cmpuint(size_of(places, "x"), ==, k);
    for (guint i = 0; i < k; i++) {
      double share = json_number_value(json_array_get(json_object_get(places, "Freq"), i));
      g_assert_cmpfloat(share, <=, before);
      before = share;
      sum += share;
    }
    g_assert_cmpfloat_with_epsilon(sum, 100, 1e-3);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
      g_assert_cmpuint(size_of(terms, columns[i]), ==, size_of(terms, "Term"));
    g_assert_cmpuint(size_of(terms, "Term"), >=, 30 + 30 * k);
    g_assert_nonnull(json_object_get(page, "token.table"));
  }
}

/* Trends --------------------------------------------------------------------------------------- */

static void test_trends_count_documents(void) {
  TyDocumentFilter filter = {.kind = "post"};
  TyTrendOptions months = {.top = 30}, years = {.unit = "year", .top = 30, .n_topics = 3};
  g_auto_json by_month = ty_trends(workspace, &filter, &months, NULL);
  g_auto_json by_year = ty_trends(workspace, &filter, &years, NULL);

  g_assert_cmpstr(text_of(by_month, "unit"), ==, "month");
  g_assert_cmpuint(size_of(by_year, "periods"), ==, 3);
  for (gsize i = 0; i < 30; i++) {
    const json_t *word = item_of(by_month, "words", i);
    const json_t *same = item_with(by_year, "words", "word", text_of(word, "word"));
    double sum = 0;
    for (gsize t = 0; t < size_of(word, "counts"); t++) {
      double count = json_number_value(json_array_get(json_object_get(word, "counts"), t));
      g_assert_cmpfloat(
          count, <=, json_number_value(json_array_get(json_object_get(by_month, "documents"), t)));
      sum += count;
    }
    g_assert_cmpfloat(sum, ==, number_of(word, "documents"));
    if (same)
      g_assert_cmpfloat(number_of(same, "documents"), ==, sum);
    g_assert_cmpfloat(fabs(number_of(word, "trend")), <=, 1);
    g_assert_cmpstr(text_of(word, "first"), <=, text_of(word, "peak"));
    g_assert_cmpstr(text_of(word, "peak"), <=, text_of(word, "last"));
  }
  for (gsize t = 0; t < 3; t++) {
    double sum = 0;
    for (gsize k = 0; k < 3; k++)
      sum += json_number_value(
          json_array_get(json_object_get(item_of(by_year, "topics", k), "shares"), t));
    g_assert_cmpfloat_with_epsilon(sum, 1, 1e-3);
  }
}

static void test_a_date_that_is_not_exact_is_told(void) {
  TyTrendOptions months = {.unit = "month"};
  TyDocumentFilter papers = {.kind = "paper"};
  g_auto_json answer = ty_trends(workspace, &papers, &months, NULL);
  double dated = 0;

  for (gsize t = 0; t < size_of(answer, "documents"); t++)
    dated += json_number_value(json_array_get(json_object_get(answer, "documents"), t));
  g_assert_cmpfloat(number_of(answer, "undated"), >, 0); /* some papers have only years */
  g_assert_cmpfloat(number_of(answer, "undated") + dated, ==, 25);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  workspace = sample_workspace();
  g_test_add_func("/flow/topics/choice", test_chooses_k);
  g_test_add_func("/flow/topics/no-k", test_refuses_what_is_no_k);
  g_test_add_func("/flow/topics/groups", test_groups_add_up);
  g_test_add_func("/flow/topics/typical", test_typical_documents_lead_somewhere);
  g_test_add_func("/flow/topics/files", test_files_hold_the_model);
  g_test_add_func("/flow/topics/ldavis", test_ldavis);
  g_test_add_func("/flow/trends/documents", test_trends_count_documents);
  g_test_add_func("/flow/trends/undated", test_a_date_that_is_not_exact_is_told);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
