/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include "base/random.h"
#include "flow/recommend.h"

#include <math.h>

/* Selection -------------------------------------------------------------------------------------
 */

static double sum_of(const GArray *list, const double *value) {
  double sum = 0;
  for (guint i = 0; i < list->len; i++)
    sum += value[g_array_index(list, guint32, i)];
  return sum;
}

typedef struct {
  double value[10], popularity[10];
  gsize n, wanted;
} Draw;

static Draw draw_candidates(guint64 seed) {
  TyRandom random = ty_random(seed, 4);
  Draw draw = {.n = 3 + ty_random_below(&random, 8)};

  draw.wanted = 1 + ty_random_below(&random, draw.n);
  for (gsize i = 0; i < draw.n; i++) {
    draw.value[i] = (double) ty_random_below(&random, 5) / 4; /* with ties */
    draw.popularity[i] = (double) ty_random_below(&random, 4) / 3;
  }
  return draw;
}

/* The best of all sets of the size that has enough of the little-known half, by trying them all. */
static double best_by_trying(const Draw *draw, double novelty, const gboolean *little_known) {
  gsize needed = MIN((gsize) floor(novelty * (double) draw->wanted), draw->n / 2);
  double best = -INFINITY;

  for (guint set = 0; set < 1u << draw->n; set++) {
    double sum = 0;
    gsize size = 0, little = 0;
    for (gsize i = 0; i < draw->n; i++)
      if (set & 1u << i) {
        size++;
        little += little_known[i];
        sum += draw->value[i] + TY_NOVELTY_WEIGHT * novelty * (1 - draw->popularity[i]);
      }
    if (size == draw->wanted && little >= needed)
      best = MAX(best, sum);
  }
  return best;
}

static void test_the_list_is_the_best_there_is(void) {
  for (guint64 seed = 0; seed < 150; seed++) {
    Draw draw = draw_candidates(seed);
    gboolean little_known[10];
    double score[10];
    for (int step = 0; step <= 5; step++) {
      double novelty = step / 5.0;
      g_autoptr(GArray) list =
          ty_advice_select(draw.value, draw.popularity, draw.n, novelty, draw.wanted, little_known);
      for (gsize i = 0; i < draw.n; i++)
        score[i] = draw.value[i] + TY_NOVELTY_WEIGHT * novelty * (1 - draw.popularity[i]);
      g_assert_cmpuint(list->len, ==, draw.wanted);
      g_assert_cmpfloat_with_epsilon(sum_of(list, score),
                                     best_by_trying(&draw, novelty, little_known), 1e-9);
      for (guint i = 1; i < list->len; i++)
        g_assert_cmpfloat(score[g_array_index(list, guint32, i)], <=,
                          score[g_array_index(list, guint32, i - 1)]);
    }
  }
}

static void test_novelty_never_raises_popularity(void) {
  for (guint64 seed = 0; seed < 400; seed++) {
    Draw draw = draw_candidates(seed);
    double before = INFINITY;
    for (int step = 0; step <= 20; step++) {
      g_autoptr(GArray) list =
          ty_advice_select(draw.value, draw.popularity, draw.n, step / 20.0, draw.wanted, NULL);
      double now = sum_of(list, draw.popularity);
      g_assert_cmpfloat(now, <=, before + 1e-9);
      before = now;
    }
  }
}

/* The sample ------------------------------------------------------------------------------------
 */

static json_t *advise(TyWorkspace *workspace, const TyRecommendRequest *request) {
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_recommend(workspace, request, &error);
  g_assert_no_error(error);
  return answer;
}

static void check_entry(const json_t *entry, const json_t *weights) {
  const char *part;
  json_t *share, *reason;
  double sum = 0;
  gsize i;

  json_object_foreach(json_object_get(entry, "contributions"), part, share) {
    double contribution = json_number_value(share);
    sum += contribution;
    g_assert_cmpfloat(contribution, >=, 0);
    if (!g_str_equal(part, "novelty"))
      g_assert_cmpfloat_with_epsilon(
          contribution, number_of(weights, part) * number_of(json_object_get(entry, "parts"), part),
          2e-4);
  }
  g_assert_cmpfloat_with_epsilon(sum, number_of(entry, "score"), 4e-4);
  g_assert_cmpuint(size_of(entry, "reasons"), >, 0);
  json_array_foreach(json_object_get(entry, "reasons"), i, reason) {
    const char *name = text_of(reason, "part");
    g_assert_true(*text_of(reason, "text"));
    if (g_str_equal(name, "graph") || g_str_equal(name, "text") ||
        (g_str_equal(name, "taste") && strstr(text_of(reason, "text"), "主题")))
      g_assert_cmpuint(size_of(reason, "sources"), >, 0);
  }
}

static void test_parts_add_up(void) {
  static const TyRecommendRequest requests[] = {
      {.like = "圆觉洞,卧佛院", .novelty = .3},
      {.theme = "石刻", .novelty = 0},
      {.near = "安岳县城", .novelty = .5, .n = 5},
      {.theme = "川剧", .near = "资阳", .novelty = .2},
      {.like = "圆觉洞", .weights = "graph=1,place=1", .novelty = .1},
  };
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize i = 0; i < G_N_ELEMENTS(requests); i++) {
    g_auto_json answer = advise(workspace, &requests[i]);
    json_t *entry;
    gsize k, little = 0, n = size_of(answer, "list");
    double before = INFINITY;
    g_assert_cmpuint(n, ==, requests[i].n ? requests[i].n : 10);
    json_array_foreach(json_object_get(answer, "list"), k, entry) {
      check_entry(entry, json_object_get(answer, "weights"));
      g_assert_cmpfloat(number_of(entry, "score"), <=, before);
      g_assert_false(requests[i].like && strstr(requests[i].like, text_of(entry, "name")));
      before = number_of(entry, "score");
      little += json_is_true(json_object_get(entry, "little_known"));
    }
    g_assert_cmpuint(little, >=, (gsize) floor(requests[i].novelty * (double) n));
  }
}

static void test_more_novelty_less_known(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  double before = INFINITY;

  for (int step = 0; step <= 10; step++) {
    TyRecommendRequest request = {
        .like = "宝顶山", .novelty = step / 10.0, .weights = "text=1,graph=1,place=1"};
    g_auto_json answer = advise(workspace, &request);
    double mean = 0;
    json_t *entry;
    gsize i;
    json_array_foreach(json_object_get(answer, "list"), i, entry) mean +=
        number_of(entry, "popularity") / 10;
    g_assert_cmpfloat(mean, <=, before + 1e-3);
    before = mean;
  }
  g_assert_cmpfloat(before, <, .3);
}

static void test_same_on_any_number_of_threads(void) {
  g_autoptr(TyWorkspace) one = open_workspace(sample_on(1), FALSE, 1);
  g_autoptr(TyWorkspace) three = open_workspace(sample_on(1), FALSE, 3);
  TyRecommendRequest request = {.like = "圆觉洞", .theme = "石刻", .novelty = NAN};
  g_auto_json a = advise(one, &request), b = advise(three, &request);
  g_autofree char *x = dumped(a), *y = dumped(b);

  g_assert_cmpstr(x, ==, y);
}

static void test_bad_wishes(void) {
  static const struct {
    TyRecommendRequest request;
    int code;
    const char *message;
  } cases[] = {
      {{.novelty = NAN}, TY_ERROR_USAGE, "found no wish"},
      {{.like = "圆觉", .novelty = NAN}, TY_ERROR_NOT_FOUND, "(near: 圆觉洞"},
      {{.theme = "滑雪", .novelty = NAN}, TY_ERROR_NOT_FOUND, "expected one of: 剪纸、川剧"},
      {{.like = "圆觉洞", .novelty = 1.5}, TY_ERROR_USAGE, "--novelty: found 1.5"},
      {{.like = "圆觉洞", .weights = "text", .novelty = NAN},
       TY_ERROR_USAGE,
       "found the weights text"},
      {{.near = "大足区", .weights = "text=1", .novelty = NAN},
       TY_ERROR_USAGE,
       "expected weight on place"},
      {{.profile = "nobody", .novelty = NAN}, TY_ERROR_NOT_FOUND, "nobody: no such profile"},
      {{.like = "圆觉洞", .kind = "spaceship", .novelty = NAN}, TY_ERROR_NOT_FOUND, "no such kind"},
  };
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_recommend(workspace, &cases[i].request, &error));
    assert_fails(&error, cases[i].code, cases[i].message);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recommend/select/best", test_the_list_is_the_best_there_is);
  g_test_add_func("/recommend/select/novelty", test_novelty_never_raises_popularity);
  g_test_add_func("/recommend/parts", test_parts_add_up);
  g_test_add_func("/recommend/novelty", test_more_novelty_less_known);
  g_test_add_func("/recommend/threads", test_same_on_any_number_of_threads);
  g_test_add_func("/recommend/bad", test_bad_wishes);
  return run_tests();
}
