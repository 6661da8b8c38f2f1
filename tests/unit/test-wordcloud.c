/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/word-cloud.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {
    "资阳",     "安岳",   "石刻",   "四川",     "柠檬",   "非物质文化遗产", "圆觉洞", "川剧",
    "卧佛院",   "宝顶山", "剪纸",   "文化遗产", "毗卢洞", "紫竹观音",       "华严洞", "孔雀洞",
    "茗山寺",   "玄妙观", "千佛寨", "乐至",     "高台",   "安岳竹编",       "古镇",   "博物馆",
    "摩崖造像", "Ziyang", "保护",   "传承",     "自驾",   "研学",
};

/* `n` words of falling weight; those after the first thirty are numbered ones. */
static TyWord *make_words(gsize n, GPtrArray *texts) {
  TyWord *words = g_new(TyWord, n);
  for (gsize i = 0; i < n; i++) {
    char *text = i < G_N_ELEMENTS(names) ? g_strdup(names[i]) : g_strdup_printf("词语%zu", i);
    g_ptr_array_add(texts, text);
    words[i] = (TyWord){text, 20 / (1 + .1 * (double) i)};
  }
  return words;
}

static void check_layout(GArray *placed, const TyWord *words, TyBox frame) {
  double ratio = 0;
  for (guint i = 0; i < placed->len; i++) {
    const TyPlacedWord *at = &g_array_index(placed, TyPlacedWord, i);
    double area = at->box.width * at->box.height / words[at->word].weight;
    if (i == 0)
      ratio = area;
    g_assert_cmpfloat_with_epsilon(area / ratio, 1, 1e-9);
    g_assert_true(ty_box_within(at->box, frame));
    g_assert_cmpfloat(at->style.size_px, >=, 8);
    if (i > 0)
      g_assert_cmpfloat(words[at->word].weight, <=,
                        words[g_array_index(placed, TyPlacedWord, i - 1).word].weight);
    for (guint j = 0; j < i; j++)
      g_assert_false(ty_box_meets(at->box, g_array_index(placed, TyPlacedWord, j).box, 1));
  }
}

static double filled(GArray *placed, TyBox frame) {
  double area = 0;
  for (guint i = 0; i < placed->len; i++) {
    TyBox box = g_array_index(placed, TyPlacedWord, i).box;
    area += box.width * box.height;
  }
  return area / (frame.width * frame.height);
}

/* Boxes apart, inside, in proportion, for many sizes of cloud and frame. */
static void test_keeps_the_rules(void) {
  static const gsize counts[] = {1, 2, 5, 12, 40, 70, 120};
  static const TyPictureOptions shapes[] = {{.title = "词云", .source = "来源：样例"},
                                            {.width_px = 400, .height_px = 640},
                                            {.width_px = 1200, .height_px = 500}};

  for (gsize c = 0; c < G_N_ELEMENTS(counts); c++) {
    for (gsize s = 0; s < G_N_ELEMENTS(shapes); s++) {
      g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
      g_autofree TyWord *words = make_words(counts[c], texts);
      g_autoptr(GError) error = NULL;
      g_autoptr(TyCanvas) canvas = ty_canvas_new(&shapes[s], 960, 600, &error);
      g_assert_no_error(error);
      g_autoptr(GArray) placed = ty_wordcloud_layout(canvas, words, counts[c]);
      TyBox frame = ty_canvas_frame(canvas);
      g_assert_cmpuint(placed->len, ==, counts[c]);
      check_layout(placed, words, frame);
      g_test_message("%zu words, shape %zu: %.3f", counts[c], s, filled(placed, frame));
      if (counts[c] >= 40)
        g_assert_cmpfloat(filled(placed, frame), >=, .55);
    }
  }
}

/* The order of equal weights is that of the input, and the layout is that of any format. */
static void test_layout_is_the_same_for_every_format(void) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree TyWord *words = make_words(30, texts);
  TyPictureOptions svg = {0}, png = {.format = TY_PICTURE_PNG, .scale = 2, .dark = TRUE};
  g_autoptr(TyCanvas) a = ty_canvas_new(&svg, 960, 600, NULL);
  g_autoptr(TyCanvas) b = ty_canvas_new(&png, 960, 600, NULL);

  words[4].weight = words[3].weight;
  g_autoptr(GArray) left = ty_wordcloud_layout(a, words, 30);
  g_autoptr(GArray) right = ty_wordcloud_layout(b, words, 30);
  g_assert_cmpuint(left->len, ==, right->len);
  for (guint i = 0; i < left->len; i++) {
    const TyPlacedWord *l = &g_array_index(left, TyPlacedWord, i);
    const TyPlacedWord *r = &g_array_index(right, TyPlacedWord, i);
    g_assert_cmpuint(l->word, ==, i);
    g_assert_cmpuint(r->word, ==, i);
    g_assert_cmpfloat_with_epsilon(l->box.x, r->box.x, .01);
    g_assert_cmpfloat_with_epsilon(l->box.width, r->box.width, .01);
  }
}

/* A word of a thousandth of the weight would be too small to read. */
static void test_leaves_out_what_cannot_be_read(void) {
  const TyWord words[] = {{"石刻", 10000}, {"川剧", 8000}, {"柠檬", .01}};
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 600, NULL);
  g_autoptr(GArray) placed = ty_wordcloud_layout(canvas, words, 3);

  g_assert_cmpuint(placed->len, ==, 2);
}

static void test_gives_the_same_bytes(void) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree TyWord *words = make_words(50, texts);

  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++) {
    TyPictureOptions options = {.format = (TyPictureFormat) format, .title = "资阳 < 大足 & 安岳"};
    g_autoptr(GBytes) once = ty_draw_wordcloud(words, 50, &options, NULL);
    g_autoptr(GBytes) twice = ty_draw_wordcloud(words, 50, &options, NULL);
    g_assert_nonnull(once);
    g_assert_true(g_bytes_equal(once, twice));
  }
}

static void expect_error(const TyWord *words, gsize n, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ty_draw_wordcloud(words, n, &(TyPictureOptions){0}, &error);

  g_assert_null(bytes);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, part));
}

static void test_refuses_what_is_no_cloud(void) {
  expect_error(NULL, 0, "no words");
  expect_error((TyWord[]){{"石刻", 1}, {"川剧", 0}}, 2, "word 2 (川剧) has weight 0");
  expect_error((TyWord[]){{"石刻", NAN}}, 1, "positive");
  expect_error((TyWord[]){{"石刻", INFINITY}}, 1, "positive");
  expect_error((TyWord[]){{"", 1}}, 1, "an empty text");
  expect_error((TyWord[]){{NULL, 1}}, 1, "no text");
  expect_error((TyWord[]){{"\xff", 1}}, 1, "not UTF-8");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/draw/wordcloud/keeps-the-rules", test_keeps_the_rules);
  g_test_add_func("/draw/wordcloud/same-for-every-format",
                  test_layout_is_the_same_for_every_format);
  g_test_add_func("/draw/wordcloud/leaves-out-what-cannot-be-read",
                  test_leaves_out_what_cannot_be_read);
  g_test_add_func("/draw/wordcloud/same-bytes", test_gives_the_same_bytes);
  g_test_add_func("/draw/wordcloud/refuses-what-is-no-cloud", test_refuses_what_is_no_cloud);
  return g_test_run();
}
