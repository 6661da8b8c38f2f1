/* SPDX-License-Identifier: Apache-2.0 */
/* Opinions by the project's own lists: rules one by one, spans, properties. */
#include "base/random.h"
#include "support.h"

#include <math.h>

typedef struct {
  TyLexicon *lexicon;
  TyOpinionLexicon *opinions;
  TyOpinionFinder *finder;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer extra) {
  g_autoptr(GError) error = NULL;
  g_autofree char *words = g_build_filename(data_folder(), "lexicon.bin", NULL);
  g_autofree char *path = g_build_filename(data_folder(), "opinions.txt", NULL);
  gsize length;
  g_autofree char *list = read_file(path, &length);

  fixture->lexicon = ty_lexicon_open(words, &error);
  g_assert_no_error(error);
  fixture->opinions = ty_opinion_lexicon_new();
  ty_opinion_lexicon_read(fixture->opinions, path, list, length, &error);
  g_assert_no_error(error);
  if (extra)
    ty_opinion_lexicon_read(fixture->opinions, "own.txt", extra, strlen(extra), &error);
  g_assert_no_error(error);
  fixture->finder = ty_opinion_finder_new(fixture->opinions, fixture->lexicon);
}

static void tear_down(Fixture *fixture, gconstpointer extra) {
  (void) extra;
  ty_opinion_finder_free(fixture->finder);
  ty_opinion_lexicon_free(fixture->opinions);
  ty_lexicon_free(fixture->lexicon);
}

/* "food+ ticket-": aspects and polarities in order. */
static char *found_in(Fixture *fixture, const char *text) {
  g_autoptr(GString) found = g_string_new(NULL);
  gsize n;
  const TyOpinion *opinions = ty_opinions(fixture->finder, text, strlen(text), &n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf(
        found, "%s%s%s", i ? " " : "",
        opinions[i].aspect < 0
            ? "whole"
            : ty_opinion_aspect_id(fixture->opinions, (gsize) opinions[i].aspect),
        opinions[i].strength > 0 ? "+" : "-");
  return g_string_free(g_steal_pointer(&found), FALSE);
}

static double strength_of(Fixture *fixture, const char *text) {
  gsize n;
  const TyOpinion *opinions = ty_opinions(fixture->finder, text, strlen(text), &n);
  g_assert_cmpuint(n, ==, 1);
  return opinions->strength;
}

static void test_rules(Fixture *fixture, gconstpointer extra) {
  static const char *const cases[][2] = {
      {"造像很精美。", "carvings+"},
      {"風景優美，講解員很熱情。", "scenery+ guide+"}, /* traditional script */
      {"门票有点贵。", "ticket-"},
      {"门票不贵。", "ticket+"},
      {"讲解不好。", "guide-"},
      {"厕所并不干净。", "facilities-"},
      {"谈不上好吃。", "food-"},
      {"服务水平很高。", "service+"}, /* 高 beside what is meant to be high */
      {"门票太高。", "ticket-"},
      {"人很多。", "crowd-"},
      {"排队一小时。", "crowd-"},
      {"没有停车场。", "traffic-"},
      {"停车场都没有。", "traffic-"},
      {"有没有停车场？", ""},
      {"希望讲解再好一点。", ""},
      {"如果服务好就完美了。", ""},
      {"最好早点去。", ""},
      {"好久不见的老朋友。", ""},
      {"#小众好玩的石刻# 第一站", ""},
      {"号称“豪华”的房间。", "facilities-"},
      {"石刻精美，但是路很烂。", "carvings+ traffic-"},
      {"吵死了。", "facilities-"},
      {"", ""},
      {"。。。！！？", ""},
  };
  (void) extra;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *found = found_in(fixture, cases[i][0]);
    if (!g_str_equal(found, cases[i][1]))
      g_error("%s: found '%s', expected '%s'", cases[i][0], found, cases[i][1]);
  }
}

static void test_strength(Fixture *fixture, gconstpointer extra) {
  (void) extra;
  g_assert_cmpfloat(strength_of(fixture, "讲解非常好。"), >, strength_of(fixture, "讲解很好。"));
  g_assert_cmpfloat(strength_of(fixture, "讲解很好。"), >=, strength_of(fixture, "讲解比较好。"));
  g_assert_cmpfloat(strength_of(fixture, "讲解很不好。"), <, strength_of(fixture, "讲解不很好。"));
  g_assert_cmpfloat(strength_of(fixture, "讲解不很好。"), <, 0);
  g_assert_cmpfloat(strength_of(fixture, "讲解不差。"), <, strength_of(fixture, "讲解很好。"));
}

static double score_of(Fixture *fixture, const char *text) {
  gsize n;
  const TyOpinion *opinions = ty_opinions(fixture->finder, text, strlen(text), &n);
  return ty_opinion_score(opinions, n);
}

static void test_whole(Fixture *fixture, gconstpointer extra) {
  (void) extra;
  g_assert_cmpfloat(score_of(fixture, "风景不错，但是服务很差。"), <,
                    score_of(fixture, "服务很差，但是风景不错。"));
  g_assert_cmpfloat(score_of(fixture, "房间干净，服务热情，就是贵了点。"), >, 0);
  g_assert_cmpfloat(score_of(fixture, "今天星期三。"), ==, 0);
}

static void test_spans(Fixture *fixture, gconstpointer extra) {
  const char *text = "上午去的。石刻并不是很精美！";
  gsize n;
  const TyOpinion *found = ty_opinions(fixture->finder, text, strlen(text), &n);
  (void) extra;

  g_assert_cmpuint(n, ==, 1);
  g_autofree char *words = g_strndup(text + found->start, found->end - found->start);
  g_autofree char *target =
      g_strndup(text + found->target_start, found->target_end - found->target_start);
  g_autofree char *sentence =
      g_strndup(text + found->sentence_start, found->sentence_end - found->sentence_start);
  g_assert_cmpstr(target, ==, "石刻");
  g_assert_true(g_str_has_suffix(words, "精美") && strstr(words, "不是"));
  g_assert_cmpstr(sentence, ==, "石刻并不是很精美！");
}

/* Texts put together at random: spans lie in their sentences, sentences in the text, in order. */
static void test_properties(Fixture *fixture, gconstpointer extra) {
  static const char *const parts[] = {
      "不",   "很", "没有", "好", "贵",     "石刻", "，",   "。",   "的", "#",        "“",  "”",
      "但是", "？", "人",   "多", "停车场", "\n",   "精美", "\xff", "😡",  "ＷＩＦＩ", "慢", "如果"};
  TyRandom random = ty_random(11, 0);
  (void) extra;

  for (int round = 0; round < 2000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    gsize n, last = 0;
    for (guint64 i = ty_random_bits(&random) % 30; i > 0; i--)
      g_string_append(text, parts[ty_random_bits(&random) % G_N_ELEMENTS(parts)]);
    const TyOpinion *found = ty_opinions(fixture->finder, text->str, text->len, &n);
    for (gsize i = 0; i < n; i++) {
      g_assert_true(found[i].start >= last && found[i].start < found[i].end);
      g_assert_true(found[i].sentence_start <= found[i].start &&
                    found[i].end <= found[i].sentence_end && found[i].sentence_end <= text->len);
      g_assert_true(found[i].target_start <= found[i].target_end);
      g_assert_true(fabs(found[i].strength) <= 4 && found[i].strength != 0);
      last = found[i].start;
    }
    g_assert_true(fabs(ty_opinion_score(found, n)) < 1);
  }
}

static void test_own_words(Fixture *fixture, gconstpointer extra) {
  g_autofree char *found = found_in(fixture, "云雾缭绕，巴适得板，房间不精美。");
  (void) extra;
  g_assert_cmpstr(found, ==, "mist+ whole+"); /* 精美 is neutral in that list */
}

static void test_bad_lists(void) {
  static const char *const cases[][2] = {
      {"lob 1 好\n", "own.txt:1: found the role 'lob'"},
      {"positive x 好\n", "own.txt:1: found the strength 'x', expected a number from 0.01 to 3"},
      {"positive 9 好\n", "found the strength '9'"},
      {"\n\npositive\n", "own.txt:3: found nothing after 'positive'"},
      {"about nix 1 好\n", "found the class 'nix'"},
      {"target x nix 好\n", "found the aspect 'nix'"},
      {"aspect a\n", "expected 'aspect ID LABEL'"},
      {"wanted nix\n", "found the class 'nix'"},
      {"final degree 1 好\n", "found the role 'degree'"},
      {"neutral \xff\n", "own.txt:1: found bytes that are no UTF-8"},
      {"with x -1 好\n", "found the class 'x'"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(TyOpinionLexicon) lexicon = ty_opinion_lexicon_new();
    g_assert_false(
        ty_opinion_lexicon_read(lexicon, "own.txt", cases[i][0], strlen(cases[i][0]), &error));
    assert_fails(&error, TY_ERROR_INPUT, cases[i][1]);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/opinions/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add("/opinions/strength", Fixture, NULL, set_up, test_strength, tear_down);
  g_test_add("/opinions/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add("/opinions/spans", Fixture, NULL, set_up, test_spans, tear_down);
  g_test_add("/opinions/properties", Fixture, NULL, set_up, test_properties, tear_down);
  g_test_add("/opinions/own-words", Fixture,
             "aspect mist 云雾\ntarget mist mist 云雾\nabout mist 1 云雾缭绕\npositive 2 巴适得板\n"
             "neutral 精美\n",
             set_up, test_own_words, tear_down);
  g_test_add_func("/opinions/bad-lists", test_bad_lists);
  return run_tests();
}
