/* SPDX-License-Identifier: Apache-2.0 */
/* Papers counted by year, journal, institution, keyword and author; authors without their names. */
#include "support.h"

#include <math.h>

static const char papers[] =
    "TY  - JOUR\nTI  - 题一\nAU  - 样例作者甲\nAU  - 样例作者乙\nPY  - 2010\nJO  - 样例一刊\nKW  - "
    "石刻\nKW  - 保护\nAD  - 样例大学\nER  - \n\n"
    "TY  - JOUR\nTI  - 题二\nAU  - 样例作者甲\nAU  - 样例作者丙\nPY  - 2012\nJO  - 样例一刊\nKW  - "
    "石刻\nKW  - 川剧\nAD  - 样例大学\nER  - \n\n"
    "TY  - JOUR\nTI  - 题三\nAU  - 样例作者乙\nAU  - 样例作者甲\nPY  - 2012\nJO  - 样例二刊\nKW  - "
    "石刻\nKW  - 保护\nER  - \n\n"
    "TY  - JOUR\nTI  - 题四\nKW  - 川剧\nER  - \n";

static TyWorkspace *new_papers(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  import_all(workspace, "papers", papers);
  return workspace;
}

static json_t *count(TyWorkspace *workspace, const TyBibliometricsOptions *options) {
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_bibliometrics(workspace, NULL, options, &error);
  g_assert_no_error(error);
  return answer;
}

static const json_t *name_of(const json_t *answer, const char *role, const char *name) {
  const json_t *one = item_with(json_object_get(answer, role), "top", "name", name);
  g_assert_nonnull(one);
  return one;
}

static void test_counts(void) {
  static const char *const given[] = {"样例作者甲", " 样例作者乙 ", "样例作者戊", NULL};
  g_autoptr(TyWorkspace) workspace = new_papers("papers.atlas");
  TyBibliometricsOptions options = {.authors = given};
  g_auto_json answer = count(workspace, &options);
  g_autofree char *hash = ty_atlas_hash_author(ty_workspace_atlas(workspace), "样例作者丙");
  g_autofree char *pseudonym = g_strndup(hash, 8);

  g_assert_cmpfloat(number_of(answer, "papers"), ==, 4);
  g_assert_cmpfloat(number_of(answer, "undated"), ==, 1);
  g_assert_cmpfloat(number_of(answer, "unsigned"), ==, 1);
  g_assert_cmpuint(size_of(answer, "years"), ==, 3);
  g_assert_cmpfloat(number_of(item_of(answer, "years", 1), "papers"), ==, 0);
  g_assert_cmpfloat(number_of(item_of(answer, "years", 2), "papers"), ==, 2);
  g_assert_cmpfloat(number_of(name_of(answer, "venues", "样例一刊"), "papers"), ==, 2);
  g_assert_cmpfloat(number_of(name_of(answer, "institutions", "样例大学"), "last"), ==, 2012);

  const json_t *keyword = name_of(answer, "keywords", "石刻");
  g_autofree char *counts = json_dumps(json_object_get(keyword, "counts"), JSON_COMPACT);
  g_assert_cmpstr(counts, ==, "[1,0,2]");
  g_assert_cmpfloat(number_of(keyword, "first"), ==, 2010);
  g_assert_cmpfloat(number_of(name_of(answer, "keywords", "川剧"), "papers"), ==, 2);
  g_assert_cmpfloat(number_of(name_of(answer, "keywords", "川剧"), "first"), ==, 2012);

  const json_t *first = name_of(answer, "authors", "样例作者甲");
  g_assert_cmpfloat(number_of(first, "papers"), ==, 3);
  g_assert_cmpfloat(number_of(first, "first_author"), ==, 2);
  g_assert_cmpfloat(number_of(first, "coauthors"), ==, 2);
  g_assert_true(json_is_true(json_object_get(first, "named")));
  g_assert_true(json_is_false(json_object_get(name_of(answer, "authors", pseudonym), "named")));

  const json_t *pair = item_of(answer, "coauthors", 0);
  g_assert_cmpstr(text_of(pair, "from"), ==, "样例作者甲");
  g_assert_cmpstr(text_of(pair, "to"), ==, "样例作者乙");
  g_assert_cmpfloat(number_of(pair, "papers"), ==, 2);
  pair = item_of(answer, "cokeywords", 0);
  g_assert_cmpstr(text_of(pair, "to"), ==, "保护");
  g_assert_cmpfloat_with_epsilon(number_of(pair, "cosine"), 2 / sqrt(6), 1e-4);
  const json_t *together = json_object_get(answer, "collaboration");
  g_assert_cmpfloat(number_of(together, "joint_papers"), ==, 3);
  g_assert_cmpfloat(number_of(together, "authors_per_paper"), ==, 2);
  g_assert_cmpfloat_with_epsilon(number_of(together, "mean_degree"), 4 / 3., 1e-4);
}

static gboolean holds(const char *path, const char *text) {
  gsize length = 0;
  g_autofree char *bytes = g_file_test(path, G_FILE_TEST_EXISTS) ? read_file(path, &length) : NULL;
  return bytes && memmem(bytes, length, text, strlen(text));
}

/* The atlas holds no name, neither do answers that nobody gave names for. */
static void test_keeps_no_name(void) {
  g_autofree char *path = test_path("secret.atlas"), *log = g_strconcat(path, "-wal", NULL);
  g_autoptr(TyWorkspace) workspace = new_papers("secret.atlas");
  g_auto_json answer = count(workspace, NULL);
  g_autofree char *text = dumped(answer);

  g_assert_null(strstr(text, "样例作者"));
  g_assert_false(holds(path, "样例作者") || holds(log, "样例作者"));
  g_clear_pointer(&workspace, ty_workspace_free);
  g_assert_true(holds(path, "样例一刊"));
  g_assert_false(holds(path, "样例作者"));
}

static void test_one_author(void) {
  g_autoptr(TyWorkspace) workspace = new_papers("author.atlas");
  TyBibliometricsOptions options = {.author = "样例作者乙"};
  g_auto_json answer = count(workspace, &options);
  g_autoptr(GError) error = NULL;

  g_assert_cmpfloat(number_of(answer, "papers"), ==, 2);
  g_assert_cmpstr(text_of(answer, "author"), ==, "样例作者乙");
  g_assert_cmpuint(size_of(answer, "documents"), ==, 2);
  g_assert_cmpstr(text_of(item_of(answer, "documents", 0), "title"), ==, "题一");
  g_assert_cmpfloat(number_of(name_of(answer, "authors", "样例作者乙"), "coauthors"), ==, 1);

  options.author = "样例作者丁";
  g_assert_null(ty_bibliometrics(workspace, NULL, &options, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "样例作者丁");
  options.author = "样例作者甲;样例作者乙";
  g_assert_null(ty_bibliometrics(workspace, NULL, &options, &error));
  assert_fails(&error, TY_ERROR_USAGE, "expected one name");
  g_assert_null(ty_bibliometrics(workspace, &(TyDocumentFilter){.kind = "post"}, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "expected paper");
}

/* Who is forgotten goes out of papers that others wrote too; these stay. */
static void test_forgets_a_coauthor(void) {
  g_autoptr(TyWorkspace) workspace = new_papers("coauthor.atlas");
  TyBibliometricsOptions options = {.author = "样例作者甲"};
  g_autoptr(GError) error = NULL;

  g_auto_json gone = ty_forget(workspace, "样例作者甲", &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(gone, "documents"), ==, 0);
  g_assert_cmpfloat(number_of(gone, "coauthored"), >, 0);
  g_auto_json answer = count(workspace, NULL);
  g_assert_cmpfloat(number_of(answer, "papers"), ==, 4);
  g_assert_cmpuint(size_of(answer, "coauthors"), ==, 0);
  g_assert_cmpfloat(number_of(json_object_get(answer, "authors"), "different"), ==, 2);
  g_assert_null(ty_bibliometrics(workspace, NULL, &options, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "expected at least one");
}

/* Papers read again take their authors along. */
static void test_reading_again_changes_nothing(void) {
  g_autoptr(TyWorkspace) workspace = new_papers("again.atlas");
  g_auto_json before = count(workspace, NULL);
  import_all(workspace, "papers", papers);
  g_auto_json after = count(workspace, NULL);

  g_assert_true(json_equal(before, after));
}

/* Years and the undated are all papers; a keyword's counts are its dated papers. */
static void test_sums_of_the_sample(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyBibliometricsOptions options = {.top = 1000};
  g_auto_json answer = count(workspace, &options);
  double sum = number_of(answer, "undated"), degrees = 0, authors = 0;
  json_t *one, *n;
  gsize i, k;

  json_array_foreach(json_object_get(answer, "years"), i, one) sum += number_of(one, "papers");
  g_assert_cmpfloat(sum, ==, number_of(answer, "papers"));
  json_array_foreach(json_object_get(json_object_get(answer, "keywords"), "top"), i, one) {
    double counted = 0;
    json_array_foreach(json_object_get(one, "counts"), k, n) counted += json_number_value(n);
    g_assert_cmpfloat(counted, ==, number_of(one, "papers"));
  }
  const json_t *together = json_object_get(answer, "collaboration");
  json_array_foreach(json_object_get(together, "degrees"), i, one) {
    authors += number_of(one, "authors");
    degrees += number_of(one, "authors") * number_of(one, "coauthors");
  }
  g_assert_cmpfloat(authors, ==, number_of(json_object_get(answer, "authors"), "different"));
  g_assert_cmpfloat(degrees, ==, 2 * number_of(together, "pairs"));
}

static void test_pictures(void) {
  static const char *const pictures[][2] = {{"papers", "历年论文"},
                                            {"keyword-timeline", "关键词时间线"}};
  g_autoptr(TyWorkspace) workspace = new_papers("pictures.atlas");
  TyPlanRequest plan = {0};
  TyDrawOptions draw = {0};
  TyDocumentFilter one_year = {.since = "2012"}, undated = {.since = "2013"};

  for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) all = ty_draw(workspace, pictures[i][0], NULL, &plan, &draw, &error);
    g_autoptr(GBytes) short_one =
        ty_draw(workspace, pictures[i][0], &one_year, &plan, &draw, &error);
    g_assert_no_error(error);
    gsize length;
    const char *svg = g_bytes_get_data(all, &length);
    g_assert_nonnull(g_strstr_len(svg, (gssize) length, pictures[i][1]));
    g_assert_nonnull(short_one);
    g_assert_null(ty_draw(workspace, pictures[i][0], &undated, &plan, &draw, &error));
    assert_fails(&error, TY_ERROR_NOT_FOUND, "expected at least one");
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/bibliometrics/counts", test_counts);
  g_test_add_func("/flow/bibliometrics/no-name", test_keeps_no_name);
  g_test_add_func("/flow/bibliometrics/author", test_one_author);
  g_test_add_func("/flow/bibliometrics/forgotten", test_forgets_a_coauthor);
  g_test_add_func("/flow/bibliometrics/again", test_reading_again_changes_nothing);
  g_test_add_func("/flow/bibliometrics/sums", test_sums_of_the_sample);
  g_test_add_func("/flow/bibliometrics/pictures", test_pictures);
  return run_tests();
}
