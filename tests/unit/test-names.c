/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/text-fixture.h"

typedef struct {
  const char *text;
  GString *found;
} Finding;

static void note(const TyMention *mention, gpointer data) {
  Finding *finding = data;
  g_string_append_printf(finding->found, "%s%" G_GINT64_FORMAT ":%.*s",
                         *finding->found->str ? " " : "", mention->id,
                         (int) (mention->end - mention->start), finding->text + mention->start);
  if (mention->confidence < 1)
    g_string_append_c(finding->found, '?');
  g_assert_cmpfloat(mention->confidence, >, 0);
  g_assert_cmpfloat(mention->confidence, <=, 1);
}

static const struct {
  const char *name;
  gint64 id;
  const char *context;
} names[] = {{"圆觉洞", 1, "安岳|资阳"}, {"圆觉洞摩崖造像", 1, NULL}, {"卧佛院", 2, NULL},
             {"圆觉洞", 3, "大足|宝顶"}, {"大足石刻", 4, NULL},       {"大足", 5, NULL},
             {"睏佛寺", 6, NULL},        {" 5A ", 7, NULL},           {"", 8, NULL}};

static char *found_in(const char *text) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TyGazetteer) gazetteer = ty_gazetteer_new();
  Finding finding = {text, g_string_new(NULL)};
  gsize n;

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    ty_gazetteer_add(gazetteer, names[i].name, names[i].id, names[i].context);
    ty_lexicon_add(lexicon, names[i].name, "ns");
  }
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);
  ty_gazetteer_find(gazetteer, tokens, n, note, &finding);
  return g_string_free(finding.found, FALSE);
}

static void assert_found(const char *text, const char *expected) {
  g_autofree char *found = found_in(text);
  g_assert_cmpstr(found, ==, expected);
}

static void test_finds_names(void) {
  assert_found("", "");
  assert_found("看了圆觉洞摩崖造像。", "1:圆觉洞摩崖造像");
  assert_found("臥佛院和卧佛院", "2:臥佛院 2:卧佛院");
  assert_found("大足石刻和大足", "4:大足石刻 5:大足");
  assert_found("睏佛寺，困佛寺", "6:睏佛寺 6:困佛寺");
  assert_found("是5A和15A和５ａ", "7:5A 7:５ａ");
  assert_found("去了大\n足", "");
}

static void test_context_decides(void) {
  assert_found("圆觉洞", "");
  assert_found("安岳的圆觉洞", "1:圆觉洞?");
  assert_found("大足的圓覺洞", "5:大足 3:圓覺洞?");
  assert_found("安岳和大足的圆觉洞", "5:大足");
  assert_found("资阳安岳和大足的圆觉洞", "5:大足 1:圆觉洞?");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/names/finds", test_finds_names);
  g_test_add_func("/text/names/context", test_context_decides);
  return g_test_run();
}
