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

/* Names that need context ----------------------------------------------------------------------
 */

/* What a small region holds: two 千佛寺, a figure and a temple, caves, a town. */
static TyGazetteer *region(TyLexicon *lexicon) {
  static const struct {
    const char *name;
    gint64 id;
    const char *kind, *context;
  } entities[] = {{"千佛寺", 1, "site", "安岳|石羊镇|毗卢洞"},
                  {"千佛寺", 2, "site", "大足|宝顶山"},
                  {"千佛寺", 3, "motif", NULL},
                  {"观音", 4, "motif", "菩萨|题材"},
                  {"观音寺", 5, "site", "乐至"},
                  {"观音", 5, "site", "乐至|香火"},
                  {"龙洞", 6, "component", "南山|大足"},
                  {"龙洞", 7, "nature", "乐至"},
                  {"石羊镇", 8, "place", "安岳|毗卢洞"},
                  {"资阳北站", 9, "hub", "资阳|高铁"},
                  {"安岳", 10, "place", NULL},
                  {"大足", 11, "place", NULL},
                  {"圣母洞", 12, "component", NULL},
                  {"溶洞", 13, "nature", NULL},
                  {"毗卢洞", 14, "site", NULL}};
  TyGazetteer *gazetteer = ty_gazetteer_new();

  for (gsize i = 0; i < G_N_ELEMENTS(entities); i++) {
    ty_gazetteer_add(gazetteer, entities[i].name, entities[i].id, entities[i].context);
    ty_gazetteer_set_kind(gazetteer, entities[i].id, entities[i].kind);
    ty_lexicon_add(lexicon, entities[i].name, "ns");
  }
  ty_gazetteer_add_short(gazetteer, "石羊", 8);
  ty_gazetteer_add_short(gazetteer, "资阳北", 9);
  return gazetteer;
}

static void assert_read_about(const char *about, const char *text, const char *expected) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TyGazetteer) gazetteer = region(lexicon);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon), other = ty_segmenter_new(lexicon);
  Finding finding = {text, g_string_new(NULL)};
  gsize n, n_about;
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);
  const TyToken *heading =
      ty_segmenter_tokens(other, about, strlen(about), TY_SEGMENT_PRECISE, &n_about);

  ty_gazetteer_find_about(gazetteer, tokens, n, heading, n_about, note, &finding);
  g_autofree char *found = g_string_free(finding.found, FALSE);
  g_assert_cmpstr(found, ==, expected);
}

static void assert_read(const char *text, const char *expected) {
  assert_read_about("", text, expected);
}

static void test_counties_and_parents_decide(void) {
  assert_read("千佛寺", "");
  assert_read("安岳的千佛寺", "10:安岳 1:千佛寺?");
  assert_read("大足的千佛寺", "11:大足 2:千佛寺?");
  assert_read("毗卢洞旁的千佛寺", "14:毗卢洞 1:千佛寺?");
  assert_read("安岳和大足都有千佛寺", "10:安岳 11:大足");                 /* a tie */
  assert_read("先到大足。再去安岳的千佛寺", "11:大足 10:安岳 1:千佛寺?"); /* its sentence */
  assert_read("先到大足！安岳的千佛寺，安岳的", "11:大足 10:安岳 1:千佛寺? 10:安岳");
}

static void test_figures_and_temples(void) {
  assert_read("观音寺", "5:观音寺"); /* the longest */
  assert_read("题材是观音", "4:观音?");
  assert_read("乐至的观音，香火旺", "5:观音?");
  assert_read("菩萨像和乐至", "");
  assert_read("菩萨：乐至的观音", ""); /* one word each */
}

static void test_lists_are_of_one_kind(void) {
  assert_read("看龙洞", "");
  assert_read("圣母洞、龙洞", "12:圣母洞 6:龙洞?");
  assert_read("龙洞、溶洞", "7:龙洞? 13:溶洞");
  assert_read("溶洞、龙洞、圣母洞", "13:溶洞 12:圣母洞"); /* one neighbour for each */
  assert_read("圣母洞，龙洞", "12:圣母洞");
}

static void test_short_forms_need_context(void) {
  assert_read("资阳北", "");
  assert_read("高铁到资阳北", "9:资阳北?");
  assert_read("坐高铁。到了资阳北", "9:资阳北?");
  assert_read("高鐵到資陽北", "9:資陽北?");
  assert_read("石羊", "");
  assert_read("安岳的石羊", "10:安岳 8:石羊?");
  assert_read("安岳。石羊", "10:安岳"); /* two characters: the sentence alone */
  assert_read("安岳石羊镇", "10:安岳 8:石羊镇");
  assert_read_about("安岳", "石羊", "");
}

static void test_titles_speak_too(void) {
  assert_read_about("大足之行", "千佛寺", "2:千佛寺?");
  assert_read_about("大足之行", "安岳的千佛寺", "10:安岳 1:千佛寺?");
  assert_read_about("千佛寺", "千佛寺", ""); /* a name does not speak for itself */
  assert_read_about("高铁", "资阳北", "9:资阳北?");
}

static void note_id(gint64 id, gpointer data) {
  g_string_append_printf(data, "%" G_GINT64_FORMAT " ", id);
}

static void test_says_what_needs_context(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TyGazetteer) gazetteer = region(lexicon);
  g_autoptr(GString) unsure = g_string_new(NULL);

  ty_gazetteer_each_unsure(gazetteer, note_id, unsure);
  g_assert_cmpstr(unsure->str, ==, "1 2 3 4 5 6 7 8 9 ");
  g_assert_true(ty_gazetteer_has_name(gazetteer, "石羊鎮"));
  g_assert_false(ty_gazetteer_has_name(gazetteer, "石羊"));
  g_assert_false(ty_gazetteer_has_name(gazetteer, "石"));
  g_assert_false(ty_gazetteer_has_name(gazetteer, ""));
  ty_gazetteer_add(gazetteer, "石羊", 8, NULL); /* a name after all */
  g_assert_true(ty_gazetteer_has_name(gazetteer, "石羊"));
  ty_gazetteer_clear_context(gazetteer);
  ty_gazetteer_add_context(gazetteer, 1, "大足", 2);
  ty_gazetteer_add_context(gazetteer, 2, "大足", 1);
  ty_gazetteer_add_context(gazetteer, 2, "大足", .5); /* the greater holds */
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  const char *text = "大足的千佛寺，石羊";
  Finding finding = {text, g_string_new(NULL)};
  gsize n;
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);
  ty_gazetteer_find(gazetteer, tokens, n, note, &finding);
  g_assert_cmpstr(finding.found->str, ==, "11:大足 1:千佛寺? 8:石羊");
  g_string_free(finding.found, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/names/finds", test_finds_names);
  g_test_add_func("/text/names/context", test_context_decides);
  g_test_add_func("/text/names/counties", test_counties_and_parents_decide);
  g_test_add_func("/text/names/figures", test_figures_and_temples);
  g_test_add_func("/text/names/lists", test_lists_are_of_one_kind);
  g_test_add_func("/text/names/short", test_short_forms_need_context);
  g_test_add_func("/text/names/about", test_titles_speak_too);
  g_test_add_func("/text/names/unsure", test_says_what_needs_context);
  return g_test_run();
}
