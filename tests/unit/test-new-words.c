/* SPDX-License-Identifier: Apache-2.0 */
/* New words, unknown names and likeness on small texts. */
#include "base/random.h"
#include "support.h"
#include <math.h>
#include <tuyou/text.h>

typedef struct {
  TyLexicon *lexicon;
  TySegmenter *segmenter;
  TyNameForms *forms;
} Tools;

static const Tools *tools(void) {
  static Tools made;
  g_autoptr(GError) error = NULL;

  if (made.lexicon)
    return &made;
  g_autofree char *path = g_build_filename(data_folder(), "lexicon.bin", NULL);
  g_autofree char *forms = g_build_filename(data_folder(), "name-forms.txt", NULL);
  gsize length;
  g_autofree char *list = read_file(forms, &length);
  made.lexicon = ty_lexicon_open(path, &error);
  g_assert_no_error(error);
  made.segmenter = ty_segmenter_new(made.lexicon);
  made.forms = ty_name_forms_read(forms, list, length, &error);
  g_assert_no_error(error);
  return &made;
}

static void add(TyStrings *strings, const char *text) {
  gsize n;
  const TyToken *tokens =
      ty_segmenter_tokens(tools()->segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);
  ty_strings_add(strings, text, tokens, n, NULL, NULL);
}

static const TyCandidate *find(const GPtrArray *candidates, const char *text) {
  for (guint i = 0; i < candidates->len; i++) {
    const TyCandidate *candidate = candidates->pdata[i];
    if (g_str_equal(candidate->text, text))
      return candidate;
  }
  return NULL;
}

static const char *const posts[] = {
    "周末去了濂沄寨，人少。",
    "濂沄寨的石阶很陡",
    "从成都到濂沄寨两小时",
    "朋友推荐濂沄寨和千佛寨",
    "在濂沄寨看日落",
    "#濂沄寨[话题]#",
    "爸妈都喜欢濂沄寨，下次还来。",
    "听说濂沄寨今年修了新步道。",
};

static void test_a_new_word_is_found(void) {
  g_autoptr(TyStrings) strings = ty_strings_new(0);

  for (gsize i = 0; i < G_N_ELEMENTS(posts); i++)
    add(strings, posts[i]);
  g_autoptr(GPtrArray) words = ty_new_words(strings, tools()->lexicon, tools()->forms, NULL);
  const TyCandidate *word = find(words, "濂沄寨");
  g_assert_nonnull(word);
  g_assert_cmpuint(word->count, ==, G_N_ELEMENTS(posts));
  g_assert_cmpuint(word->documents, ==, G_N_ELEMENTS(posts));
  g_assert_cmpfloat(word->score, >, 0.3);
  g_assert_null(find(words, "濂沄")); /* only there as part of it */
  for (guint i = 0; i + 1 < words->len; i++)
    g_assert_cmpfloat(((TyCandidate *) words->pdata[i])->score, >=,
                      ((TyCandidate *) words->pdata[i + 1])->score);
}

static void test_an_ending_finds_a_name_said_once(void) {
  g_autoptr(TyStrings) strings = ty_strings_new(0);
  const char *text = "下午去參觀了慧岩寺，还看到“玉蟾摩崖造像”。";

  add(strings, text);
  g_autoptr(GPtrArray) names = ty_unknown_names(strings, tools()->lexicon, tools()->forms, NULL);
  const TyCandidate *temple = find(names, "慧岩寺"), *carvings = find(names, "玉蟾摩崖造像");
  g_assert_nonnull(temple);
  g_assert_cmpstr(temple->kind, ==, "site");
  g_assert_true(isnan(temple->cohesion));
  g_assert_nonnull(carvings);
  g_assert_cmpuint(temple->n_places, ==, 1);
  g_autofree char *quote =
      g_strndup(text + temple->places[0].start, temple->places[0].end - temple->places[0].start);
  g_assert_cmpstr(quote, ==, "慧岩寺");
}

/* Every place told is the candidate, when normalised; counts are of the texts; whatever the text.
 */
/* Names whose surroundings say that they are names: each is said once. */
static void test_surroundings_find_a_name(void) {
  static const struct {
    const char *text, *name, *kind; /* kind NULL: no guess */
  } cases[] = {
      {"这门手艺的传承人是覃沄濂，他今年收了徒弟。", "覃沄濂", "person"},
      {"门上的字由欧阳濂沄题写。", "欧阳濂沄", "person"},
      {"石匠有覃沄濂、庞濂父子。", "覃沄濂", "person"},
      {"上午看了濂沄寺、濂粑沄、濂沄塔，下午休息。", "濂粑沄", "site"},
      {"这个集又叫濂沄粑，每年都有。", "濂沄粑", "food"},
      {"走到濂沄山脚下就到了。", "濂沄山", "nature"},
      {"又去了万岁阁，人少。", "万岁阁", "component"},
      {"又去了濂沄镇，人少。", "濂沄镇", "place"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(TyStrings) strings = ty_strings_new(0);
    add(strings, cases[i].text);
    g_autoptr(GPtrArray) names = ty_unknown_names(strings, tools()->lexicon, tools()->forms, NULL);
    const TyCandidate *found = find(names, cases[i].name);
    g_test_message("%s", cases[i].name);
    g_assert_nonnull(found);
    g_assert_cmpstr(found->kind, ==, cases[i].kind);
    g_assert_cmpuint(found->count, ==, 1);
    const TyPlace *place = found->places;
    g_assert_cmpint(strncmp(cases[i].text + place->start, cases[i].name, place->end - place->start),
                    ==, 0);
  }
}

/* What looks alike and is none. */
static void test_surroundings_find_no_more(void) {
  static const char *const texts[] = {
      "师傅戴斗笠，老师高兴，先生周到。",      /* surnames that are words */
      "看了十五窟，走了三层楼。",              /* numbers */
      "可以拍照、休息、吃饭、打电话。",        /* a list without a name */
      "又叫我们明天再来，也叫他们一起去看看。" /* grammar after 又叫 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TyStrings) strings = ty_strings_new(0);
    add(strings, texts[i]);
    g_autoptr(GPtrArray) names = ty_unknown_names(strings, tools()->lexicon, tools()->forms, NULL);
    for (guint k = 0; k < names->len; k++)
      g_test_message("%s", ((TyCandidate *) names->pdata[k])->text);
    g_assert_cmpuint(names->len, ==, 0);
  }
}

static void test_places_lead_to_the_source(void) {
  static const char *const pieces[] = {"宝顶山", "石刻", "去", "的",   "，", "ＡＢ",
                                       "寶頂",   "寺",   "\n", "三",   "座", "塔",
                                       "😀",      "古",   "镇", "\xff", "灯", "舞"};
  TyRandom random = ty_random(7, 0);

  for (guint round = 0; round < 40; round++) {
    g_autoptr(TyStrings) strings = ty_strings_new(0);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint t = 0; t < 8; t++) {
      GString *text = g_string_new(NULL);
      for (guint64 i = ty_random_below(&random, 60); i > 0; i--)
        g_string_append(text, pieces[ty_random_below(&random, G_N_ELEMENTS(pieces))]);
      add(strings, text->str);
      g_ptr_array_add(texts, g_string_free(text, FALSE));
    }
    TyDiscoveryOptions options = {.n_places = 100};
    for (guint kind = 0; kind < 2; kind++) {
      g_autoptr(GPtrArray) found =
          kind ? ty_new_words(strings, tools()->lexicon, tools()->forms, &options)
               : ty_unknown_names(strings, tools()->lexicon, tools()->forms, &options);
      for (guint i = 0; i < found->len; i++) {
        const TyCandidate *candidate = found->pdata[i];
        g_assert_cmpuint(candidate->n_places, ==, MIN(candidate->count, 100));
        g_assert_cmpuint(candidate->documents, <=, texts->len);
        for (guint p = 0; p < candidate->n_places; p++) {
          const TyPlace *place = &candidate->places[p];
          const char *text = texts->pdata[place->text];
          TyNormalised normal = ty_normalise(text + place->start, place->end - place->start);
          g_assert_cmpstr(normal.text, ==, candidate->text);
          ty_normalised_clear(&normal);
        }
      }
    }
  }
}

/* A sample of the texts is kept when there is no room for all; the same one each time. */
static void test_memory_is_bounded(void) {
  gsize kept[2];

  for (guint round = 0; round < 2; round++) {
    g_autoptr(TyStrings) strings = ty_strings_new(2000);
    for (guint i = 0; i < 1000; i++)
      add(strings, posts[i % G_N_ELEMENTS(posts)]);
    kept[round] = ty_strings_kept(strings);
    g_assert_cmpuint(kept[round], <, 400);
    g_assert_cmpuint(kept[round], >, 10);
    g_autoptr(GPtrArray) words = ty_new_words(strings, tools()->lexicon, tools()->forms, NULL);
    const TyCandidate *word = find(words, "濂沄寨");
    g_assert_nonnull(word);
    g_assert_cmpuint(word->count, ==, kept[round]);
  }
  g_assert_cmpuint(kept[0], ==, kept[1]);
}

static void test_nothing_is_found_in_nothing(void) {
  g_autoptr(TyStrings) strings = ty_strings_new(0);
  g_autoptr(GPtrArray) none = ty_new_words(strings, tools()->lexicon, tools()->forms, NULL);
  g_assert_cmpuint(none->len, ==, 0);
  add(strings, "");
  add(strings, "12 km, all of it ABC！");
  g_autoptr(GPtrArray) still = ty_unknown_names(strings, tools()->lexicon, tools()->forms, NULL);
  g_assert_cmpuint(still->len, ==, 0);
}

static void test_likeness(void) {
  const char *const places[] = {"安岳", "大足", NULL};
  static const struct {
    const char *candidate, *known;
    TyNameLikeness likeness;
  } cases[] = {
      {"圆觉洞", "圆觉洞", TY_LIKE_SPELLING},
      {"圆觉洞摩崖造像", "圆觉洞", TY_LIKE_ENDING},
      {"圆觉洞", "圆觉洞摩崖造像", TY_LIKE_ENDING},
      {"安岳圆觉洞", "圆觉洞", TY_LIKE_PLACE},
      {"圆觉洞", "安岳圆觉洞", TY_LIKE_PLACE},
      {"万古鲤鱼灯舞", "万古鲤渔灯舞", TY_LIKE_CHARACTER},
      {"华严洞", "圆觉洞", TY_LIKE_NONE},
      {"成都圆觉洞", "圆觉洞", TY_LIKE_NONE},
      {"圆觉洞里", "圆觉洞", TY_LIKE_NONE},
      {"", "圆觉洞", TY_LIKE_NONE},
      {"东殿", "西殿", TY_LIKE_NONE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(ty_name_likeness(cases[i].candidate, cases[i].known, tools()->forms, places),
                    ==, cases[i].likeness);
  g_assert_null(ty_name_likeness_reason(TY_LIKE_NONE));
  g_assert_cmpstr(ty_name_likeness_reason(TY_LIKE_PLACE), ==, "place before it");
}

static void test_forms_say_what_is_wrong(void) {
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"# fine\nendig 寺 site\n",
       "f:2: found the role 'endig', expected ending, before, generic, never, surname, title or "
       "called"},
      {"ending 寺\n", "f:1: found 2 columns, expected 'ending WORD KIND [WEIGHT]'"},
      {"ending 寺 site 2\n", "f:1: found the weight '2', expected a number in (0, 1]"},
      {"before 去 x\n", "f:1: found 3 columns, expected 'before WORD'"},
      {"never \xff\n", "f:1: found bytes that are no UTF-8"},
      {"never 一二三四五六七八九十一二三\n",
       "f:1: found a word of 13 characters, expected 1 to 12"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_name_forms_read("f", cases[i].text, strlen(cases[i].text), &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    g_assert_cmpstr(error->message, ==, cases[i].message);
  }
  g_autoptr(TyNameForms) empty = ty_name_forms_read("f", "", 0, NULL);
  g_assert_nonnull(empty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/new-words/a-new-word-is-found", test_a_new_word_is_found);
  g_test_add_func("/new-words/an-ending-finds-a-name-said-once",
                  test_an_ending_finds_a_name_said_once);
  g_test_add_func("/new-words/surroundings-find-a-name", test_surroundings_find_a_name);
  g_test_add_func("/new-words/surroundings-find-no-more", test_surroundings_find_no_more);
  g_test_add_func("/new-words/places-lead-to-the-source", test_places_lead_to_the_source);
  g_test_add_func("/new-words/memory-is-bounded", test_memory_is_bounded);
  g_test_add_func("/new-words/nothing-in-nothing", test_nothing_is_found_in_nothing);
  g_test_add_func("/new-words/likeness", test_likeness);
  g_test_add_func("/new-words/forms-say-what-is-wrong", test_forms_say_what_is_wrong);
  int failed = run_tests();
  ty_segmenter_free(tools()->segmenter);
  ty_lexicon_free(tools()->lexicon);
  ty_name_forms_free(tools()->forms);
  return failed;
}
