/* SPDX-License-Identifier: Apache-2.0 */
/* Counting by number against counting by text: the same words in the same order, on any number of
 * threads. */
#include "flow/sieve.h"
#include "flow/words.h"
#include "support.h"
#include "text-fixture.h"

typedef struct {
  GPtrArray *vocabulary;
  GArray *documents, *start, *word;
  GByteArray *gap;
  gsize n_advertisements;
  GHashTable *ids;
} Naive;

static Naive naive_new(void) {
  guint32 zero = 0;
  Naive naive = {g_ptr_array_new(),
                 g_array_new(FALSE, FALSE, sizeof(gint64)),
                 g_array_new(FALSE, FALSE, sizeof(guint32)),
                 g_array_new(FALSE, FALSE, sizeof(guint32)),
                 g_byte_array_new(),
                 0,
                 g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  g_array_append_val(naive.start, zero);
  return naive;
}

static void naive_clear(Naive *naive) {
  g_ptr_array_unref(naive->vocabulary);
  g_array_unref(naive->documents);
  g_array_unref(naive->start);
  g_array_unref(naive->word);
  g_byte_array_unref(naive->gap);
  g_hash_table_unref(naive->ids);
}

static guint32 naive_id(Naive *naive, const TyToken *token) {
  char *word = g_strndup(token->text, token->length);
  guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(naive->ids, word));

  if (id > 0) {
    g_free(word);
    return id - 1;
  }
  g_ptr_array_add(naive->vocabulary, word);
  g_hash_table_insert(naive->ids, word, GUINT_TO_POINTER(naive->vocabulary->len));
  return naive->vocabulary->len - 1;
}

static guint8 naive_gap(const char *line, const TyToken *token) {
  static const char *const ends[] = {"。", "！", "？", "；", "…", ".", "!", "?", ";"};
  const char *sign = line + token->start;
  gboolean ends_here = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
    ends_here |= g_str_has_prefix(sign, ends[i]);
  switch (token->type) {
  case TY_TOKEN_SPACE:
    return *token->text == '\n' ? TY_GAP_END : TY_GAP_SPACE;
  case TY_TOKEN_URL:
  case TY_TOKEN_USER:
  case TY_TOKEN_TOPIC:
  case TY_TOKEN_EMOJI:
    return TY_GAP_BREAK;
  case TY_TOKEN_PUNCTUATION:
    return ends_here ? TY_GAP_END : TY_GAP_BREAK;
  default:
    return TY_GAP_WORDS;
  }
}

/* What the words of a line are, by the functions for one token or text. */
static void naive_line(Naive *naive, TySegmenter *segmenter, const TyNoise *noise, const char *line,
                       gsize length, gint64 number) {
  g_autofree char *whole = g_strndup(line, length);
  guint8 gap = TY_GAP_END;
  gsize n;

  if (ty_noise_advertises(noise, whole)) {
    naive->n_advertisements++;
    return;
  }
  const TyToken *tokens = ty_segmenter_tokens(segmenter, line, length, TY_SEGMENT_PRECISE, &n);
  for (gsize i = 0; i < n;) {
    gsize furniture = ty_noise_furniture(noise, tokens + i, n - i);
    if (furniture == 0 && ty_noise_counts(noise, &tokens[i])) {
      guint32 id = naive_id(naive, &tokens[i]);
      g_array_append_val(naive->word, id);
      g_byte_array_append(naive->gap, &gap, 1);
      gap = TY_GAP_NONE;
    } else {
      for (gsize k = 0; k < MAX(furniture, 1); k++)
        gap = MAX(gap, naive_gap(whole, &tokens[i + k]));
    }
    i += MAX(furniture, 1);
  }
  g_array_append_val(naive->documents, number);
  g_array_append_val(naive->start, naive->word->len);
}

static void assert_same(const TyWords *words, const Naive *naive) {
  g_assert_cmpuint(words->n_advertisements, ==, naive->n_advertisements);
  g_assert_cmpmem(words->documents->data, words->documents->len * 8, naive->documents->data,
                  naive->documents->len * 8);
  for (guint w = 0; w < MIN(words->vocabulary->len, naive->vocabulary->len); w++)
    g_assert_cmpstr(words->vocabulary->pdata[w], ==, naive->vocabulary->pdata[w]);
  g_assert_cmpuint(words->vocabulary->len, ==, naive->vocabulary->len);
  g_assert_cmpmem(words->start->data, words->start->len * 4, naive->start->data,
                  naive->start->len * 4);
  g_assert_cmpmem(words->word->data, words->word->len * 4, naive->word->data, naive->word->len * 4);
  if (words->gap)
    g_assert_cmpmem(words->gap->data, words->gap->len, naive->gap->data, naive->gap->len);
}

static void compare(const TyLexicon *lexicon, const TyNoise *noise, const char *text,
                    gsize length) {
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  Naive naive = naive_new();
  gint64 number = 1;

  for (const char *line = text, *end = text + length; line < end; number++) {
    const char *stop = memchr(line, '\n', (gsize) (end - line));
    stop = stop ? stop : end;
    naive_line(&naive, segmenter, noise, line, (gsize) (stop - line), number);
    line = stop + 1;
  }
  for (guint threads = 1; threads <= 3; threads++) {
    g_autoptr(TyWords) words =
        ty_words_of_lines(lexicon, noise, text, length, TY_WORDS_GAPS, threads);
    assert_same(words, &naive);
  }
  g_autoptr(TyWords) plain = ty_words_of_lines(lexicon, noise, text, length, TY_WORDS_PLAIN, 2);
  g_assert_null(plain->gap);
  assert_same(plain, &naive);
  naive_clear(&naive);
}

static TyLexicon *real_lexicon(void) {
  g_autofree char *path = g_build_filename(data_folder(), "lexicon.bin", NULL);
  g_autoptr(GError) error = NULL;
  TyLexicon *lexicon = ty_lexicon_open(path, &error);
  g_assert_no_error(error);
  return lexicon;
}

static TyNoise *real_noise(void) {
  g_autoptr(GError) error = NULL;
  TyNoise *noise = ty_noise_open(data_folder(), &error);
  g_assert_no_error(error);
  return noise;
}

/* Lines of the sample corpus, of words and furniture, and of everything there is. */
static void test_as_by_text(void) {
  g_autoptr(TyLexicon) lexicon = real_lexicon();
  g_autoptr(TyNoise) noise = real_noise();
  g_autoptr(GRand) random = g_rand_new_with_seed(6);
  g_autoptr(GString) text = g_string_new(NULL);

  ty_lexicon_add(lexicon, "大足石刻", NULL);
  ty_lexicon_add(lexicon, "the", NULL);
  ty_lexicon_add(lexicon, "佛院 圆", NULL);
  for (int line = 0; line < 6000; line++) {
    g_autoptr(GString) pieces = random_text(random, line % 40);
    for (char *end; (end = memchr(pieces->str, '\0', pieces->len));)
      *end = ' '; /* what comes as a C string ends there */
    g_string_append_len(text, pieces->str, (gssize) pieces->len);
    g_string_append_c(text, '\n');
  }
  compare(lexicon, noise, text->str, text->len);
}

static void take_word(const char *word, gpointer data) { g_ptr_array_add(data, g_strdup(word)); }

static void take_phrase(const char *phrase, double points, gpointer data) {
  (void) points;
  take_word(phrase, data);
}

static gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* A text of words and signs of the noise lists, however they meet. */
static void test_noise_as_by_text(void) {
  static const char *const between[] = {"",  " ", "，", "\t", "的",    "石刻", "2",
                                        "[", "]", "//", "　", "wi-fi", "①",    "\xcc\x81"};
  g_autoptr(TyLexicon) lexicon = real_lexicon();
  g_autoptr(TyNoise) noise = real_noise();
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) text = g_string_new(NULL);

  ty_noise_each_stopword(noise, take_word, pieces);
  ty_noise_each_furniture(noise, take_word, pieces);
  ty_noise_each_phrase(noise, take_phrase, pieces);
  g_ptr_array_sort(pieces, by_text);
  for (int line = 0; line < 20000; line++) {
    for (int n = g_rand_int_range(random, 0, 14); n-- > 0;) {
      const char *piece = pieces->pdata[g_rand_int_range(random, 0, (gint32) pieces->len)];
      glong length = g_utf8_strlen(piece, -1);
      if (g_rand_int_range(random, 0, 6) == 0) /* a part of it */
        length = g_rand_int_range(random, 0, (gint32) length + 1);
      g_string_append_len(text, piece, g_utf8_offset_to_pointer(piece, length) - piece);
      g_string_append(text, between[g_rand_int_range(random, 0, G_N_ELEMENTS(between))]);
    }
    g_string_append_c(text, '\n');
  }
  compare(lexicon, noise, text->str, text->len);
}

/* What people wrote, as far as it is there. */
static void test_real_texts_as_by_text(void) {
  static const char *const names[] = {"corpus/dazu/weibo-feiyi.csv", "corpus/dazu/xhs-lvxing.jsonl",
                                      "corpus/papers", "../shared/data/text/bench-mix.txt"};
  g_autoptr(TyLexicon) lexicon = real_lexicon();
  g_autoptr(TyNoise) noise = real_noise();

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = source_path(names[i]), *text = NULL;
    gsize length;
    if (!g_file_get_contents(path, &text, &length, NULL))
      continue;
    compare(lexicon, noise, text, length);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/counting/everything", test_as_by_text);
  g_test_add_func("/flow/counting/noise", test_noise_as_by_text);
  g_test_add_func("/flow/counting/real", test_real_texts_as_by_text);
  return run_tests();
}
