/* SPDX-License-Identifier: Apache-2.0 */
/* Terms of one document: where they stand, their order, documents of every length. */
#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

/* Writes words of one byte each: a … z nouns, A … Z stop words, ' ' a line end, '.' a full stop,
 * ',' a break, 0 … 9 numbers. `terms`: n. */
static gsize terms_of(TyTermFinder *finder, const char *text, TyTerm *terms, gsize n) {
  g_autoptr(GArray) words = g_array_new(FALSE, TRUE, sizeof(TyTermWord));

  for (const char *p = text; *p; p++) {
    TyTermWord word = {.start = (guint32) (p - text), .end = (guint32) (p - text) + 1};
    word.hash = ty_term_hash(p, 1, &word.power);
    word.rarity = 9;
    word.n_characters = 2;
    word.kind = g_ascii_isdigit(*p) ? TY_WORD_NUMBER : TY_WORD_NOUN;
    if (strchr(" .,", *p))
      word.kind = TY_WORD_BREAK;
    word.flags =
        (guint8) ((g_ascii_isupper(*p) ? TY_WORD_STOPS : 0) |
                  (*p == '.' ? TY_WORD_ENDS_SENTENCE : 0) | (*p == ' ' ? TY_WORD_ENDS_LINE : 0));
    g_array_append_val(words, word);
  }
  ty_term_finder_add(finder, (const TyTermWord *) (void *) words->data, words->len);
  return ty_term_finder_finish(finder, terms, n);
}

static gboolean has(const char *text, const TyTerm *terms, gsize n, const char *wanted) {
  for (gsize i = 0; i < n; i++)
    if (terms[i].end - terms[i].start == strlen(wanted) &&
        memcmp(text + terms[i].start, wanted, strlen(wanted)) == 0)
      return TRUE;
  return FALSE;
}

static gsize count_in(const char *text, const char *word, gsize length) {
  gsize n = 0;
  for (const char *p = text; *p; p++)
    n += strncmp(p, word, length) == 0;
  return n;
}

/* Runs of words over no break; the same term is counted wherever it stands. */
static void test_by_hand(void) {
  g_autoptr(TyTermFinder) finder = ty_term_finder_new();
  const char *text = "ab,abA7c. Bab";
  TyTerm terms[32];
  gsize n = terms_of(finder, text, terms, 32);

  g_assert_true(has(text, terms, n, "ab"));
  g_assert_true(has(text, terms, n, "c"));
  g_assert_false(has(text, terms, n, "A"));  /* a stop word alone */
  g_assert_false(has(text, terms, n, "7c")); /* begins with a number */
  g_assert_false(has(text, terms, n, "b,a"));
  g_assert_false(has(text, terms, n, "a")); /* stands only within ab, which is better */
  g_assert_cmpuint(terms[0].count, ==, 3);
  g_assert_cmpuint(terms[0].start, ==, 0);
}

/* A phrase that stands alone and everywhere is better than one cut out of it. */
static void test_whole_phrases_come_first(void) {
  g_autoptr(TyTermFinder) finder = ty_term_finder_new();
  const char *text = "wxAyz.yz,wx,kyz.wxByz,wx.C";
  TyTerm terms[4];
  gsize n = terms_of(finder, text, terms, 2);

  g_assert_cmpuint(n, ==, 2);
  g_assert_true(has(text, terms, n, "wx"));
  g_assert_true(has(text, terms, n, "yz"));
}

/* The same words score more in a headline, before or behind the text. */
static void test_headlines(void) {
  g_autoptr(TyTermFinder) finder = ty_term_finder_new();
  static const char *const texts[] = {"xyAz qr,st.uv,wm.", "qr,st.uv,wm. xyAz",
                                      "qr,st.xyAz.uv,wm."};
  float score[3];

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    TyTerm terms[16];
    gsize n = terms_of(finder, texts[i], terms, 16);
    for (gsize k = 0; k < n; k++)
      if (strncmp(texts[i] + terms[k].start, "xyA", terms[k].end - terms[k].start) == 0)
        score[i] = terms[k].score;
  }
  g_assert_cmpfloat(score[0], >, score[2]);
  g_assert_cmpfloat(score[1], >, score[2]);
}

static void test_nothing_and_one_word(void) {
  g_autoptr(TyTermFinder) finder = ty_term_finder_new();
  TyTerm terms[2];

  g_assert_cmpuint(terms_of(finder, "", terms, 2), ==, 0);
  g_assert_cmpuint(terms_of(finder, ",. ,,", terms, 2), ==, 0);
  g_assert_cmpuint(terms_of(finder, "A", terms, 2), ==, 0);
  g_assert_cmpuint(terms_of(finder, "a", terms, 0), ==, 0);
  g_assert_cmpuint(terms_of(finder, "a", terms, 2), ==, 1);
  g_assert_cmpuint(terms[0].end, ==, 1);
}

static void check_terms(const char *text, const TyTerm *terms, gsize n) {
  for (gsize i = 0; i < n; i++) {
    gsize length = terms[i].end - terms[i].start;
    g_autofree char *term = g_strndup(text + terms[i].start, length);
    g_assert_cmpfloat(terms[i].score, >, 0);
    g_assert_cmpfloat(terms[i].score, <, 1);
    g_assert_cmpuint(length, >=, 1);
    g_assert_cmpuint(length, <=, TY_TERM_WORDS);
    g_assert_null(strpbrk(term, " .,"));
    g_assert_true(strstr(text, term) == text + terms[i].start); /* where it stands first */
    g_assert_cmpuint(terms[i].count, <=, count_in(text, term, length));
    g_assert_true(i == 0 || ty_term_best_first(&terms[i - 1], &terms[i]) < 0);
  }
}

static char *random_text(GRand *random, gsize length, const char *alphabet) {
  char *text = g_malloc(length + 1);
  for (gsize i = 0; i < length; i++)
    text[i] = alphabet[(gsize) (strlen(alphabet) * pow(g_rand_double(random), 2))];
  text[length] = '\0';
  return text;
}

/* Of any text: in it, each once, in order; the same from a finder that has seen others before. */
static void test_random_texts(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  g_autoptr(TyTermFinder) used = ty_term_finder_new();

  for (int round = 0; round < 300; round++) {
    gsize length = (gsize) g_rand_int_range(random, 0, 400);
    g_autofree char *text = random_text(random, length, "abcd,efA.ghBij kl5mnopqrstuvw");
    g_autoptr(TyTermFinder) fresh = ty_term_finder_new();
    TyTerm terms[40], again[40];
    memset(terms, 0, sizeof terms);
    memset(again, 0, sizeof again);
    gsize n = terms_of(used, text, terms, 40), fewer;
    check_terms(text, terms, n);
    g_assert_cmpuint(terms_of(fresh, text, again, 40), ==, n);
    g_assert_cmpmem(terms, n * sizeof *terms, again, n * sizeof *again);
    fewer = terms_of(fresh, text, again, 7);
    g_assert_cmpuint(fewer, ==, MIN(n, 7));
    g_assert_cmpmem(terms, fewer * sizeof *terms, again, fewer * sizeof *again);
  }
}

/* A document that has far more runs than there is room for: what is frequent is still found, with
 * about its count. */
static void test_very_long_document(void) {
  g_autoptr(TyTermFinder) finder = ty_term_finder_new();
  const guint n_rare = 150000;
  guint64 power;
  TyTerm terms[20];
  gboolean found = FALSE;

  for (guint i = 0; i < n_rare; i++) {
    g_autofree char *name = g_strdup_printf("w%u", i);
    TyTermWord words[3] = {0};
    words[0] = (TyTermWord){
        ty_term_hash(name, strlen(name), &power), 0, 10 * i, 10 * i + 6, 12, TY_WORD_NOUN, 0, 2};
    words[0].power = power;
    words[1] = (TyTermWord){
        ty_term_hash("x", 1, &power), 0, 10 * i + 6, 10 * i + 7, 12, TY_WORD_NOUN, 0, 2};
    words[1].power = power;
    words[2] = (TyTermWord){
        .start = 10 * i + 7, .end = 10 * i + 10, .flags = i % 3 ? 0 : TY_WORD_ENDS_SENTENCE};
    ty_term_finder_add(finder, words + (i % 2), 3 - i % 2);
  }
  gsize n = ty_term_finder_finish(finder, terms, 20);
  for (gsize i = 0; i < n; i++)
    found |= terms[i].end - terms[i].start == 1 && terms[i].count == n_rare;
  g_assert_true(found);
}

static void test_hashes_join(void) {
  const char *text = "摩崖造像";
  guint64 power, front_power, back_power;
  guint64 whole = ty_term_hash(text, 12, &power), front = ty_term_hash(text, 6, &front_power),
          back = ty_term_hash(text + 6, 6, &back_power);
  g_assert_true(front * back_power + back == whole);
  g_assert_true(front_power * back_power == power);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/terms/by-hand", test_by_hand);
  g_test_add_func("/terms/whole-phrases-come-first", test_whole_phrases_come_first);
  g_test_add_func("/terms/headlines", test_headlines);
  g_test_add_func("/terms/nothing-and-one-word", test_nothing_and_one_word);
  g_test_add_func("/terms/random-texts", test_random_texts);
  g_test_add_func("/terms/very-long-document", test_very_long_document);
  g_test_add_func("/terms/hashes-join", test_hashes_join);
  return g_test_run();
}
