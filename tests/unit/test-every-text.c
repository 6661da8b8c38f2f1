/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a text join to it, whatever it is: every character of Unicode in every company, and
 * every file under $TUYOU_TEXTS (../shared/data/text) as it stands. */
#include "base/parallel.h"
#include "support.h"
#include "unit/text-fixture.h"

static TyLexicon *open_lexicon(void) {
  g_autofree char *path = g_build_filename(data_folder(), "lexicon.bin", NULL);
  g_autoptr(GError) error = NULL;
  TyLexicon *lexicon = ty_lexicon_open(path, &error);
  g_assert_no_error(error);
  return lexicon;
}

static void check_text(TySegmenter *segmenter, const char *text, gsize length) {
  for (int mode = TY_SEGMENT_PRECISE; mode <= TY_SEGMENT_COARSE; mode++) {
    gsize n;
    if (mode == TY_SEGMENT_SEARCH) /* whose words stand in each other */
      continue;
    const TyToken *tokens = ty_segmenter_tokens(segmenter, text, length, (TySegmentMode) mode, &n);
    check_spans(text, length, tokens, n);
  }
}

/* All code points in order, alone and before and behind what may change them. */
static void test_every_character(void) {
  static const char *const companions[] = {
      "", "石", "\xcc\x81", "\xe2\x80\x8d", "1", "a", "\xef\xb8\x8f", "👍", "，", "\xff", "#", "@"};
  g_autoptr(TyLexicon) lexicon = open_lexicon();
  ty_lexicon_add(lexicon, "石石", NULL);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  g_autoptr(GString) text = g_string_new(NULL);

  for (gsize c = 0; c < G_N_ELEMENTS(companions); c++)
    for (gunichar cp = 0; cp < 0x110000; cp++) {
      gboolean is_usual = cp < 0x3400 || (cp >= 0xa000 && cp < 0xac10) ||
                          (cp >= 0xd790 && cp < 0xd800) || (cp >= 0xe000 && cp < 0x17000) ||
                          (cp >= 0x1b000 && cp < 0x20010) || (cp >= 0x2f800 && cp < 0x2fa20) ||
                          (cp >= 0xe0000 && cp < 0xe0200);
      /* Of Han, Hangul and what is not assigned, one in sixteen will do; not all in all company. */
      if ((cp >= 0xd800 && cp < 0xe000) || (!is_usual && cp % 16 != c) || (c && (cp + c) % 8))
        continue;
      if (cp == 0)
        g_string_append_c(text, '\0');
      else
        g_string_append_unichar(text, cp);
      g_string_append(text, companions[c]);
      if (text->len >= 20000) {
        check_text(segmenter, text->str, text->len);
        g_string_truncate(text, 0);
      }
    }
  check_text(segmenter, text->str, text->len);
}

/* Emoji as they are put together, cut anywhere. */
static void test_emoji_cut_anywhere(void) {
  static const char sample[] = /* in bytes: editors disagree on their width */
      "\360\237\221\251\342\200\215\360\237\221\251\342\200\215\360\237\221\247\342\200\215\360\237"
      "\221\246"                                                     /* family of four */
      "\360\237\217\263\357\270\217\342\200\215\360\237\214\210"     /* rainbow flag */
      "\360\237\207\250\360\237\207\263\360\237\207\253"             /* a flag and half of one */
      "\061\357\270\217\342\203\243\360\237\221\215\360\237\217\275" /* keycap and skin tone */
      "\360\237\247\221\360\237\217\277\342\200\215\360\237\244\235\342\200\215\360\237\247\221\360"
      "\237\217\273" /* people holding hands */
      "\360\237\217\264\363\240\201\247\363\240\201\242\363\240\201\245\363\240\201\256\363\240\201"
      "\247\363\240\201\277" /* flag of England, in tags */
      "\342\230\200\357\270\217\342\235\244\357\270\217\342\200\215\360\237\224\245" /* sun, heart
                                                                                        on fire */
      ;
  g_autoptr(TyLexicon) lexicon = open_lexicon();
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);

  for (gsize from = 0; from < sizeof sample; from++)
    for (gsize to = from; to < sizeof sample; to++) /* with the NUL at the end, too */
      check_text(segmenter, sample + from, to - from);
}

typedef struct {
  const TyLexicon *lexicon;
  const char *text;
  GArray *ends;
  GString **out;
  TySegmenter *segmenters[3];
} Blocks;

static void segment_block(gsize block, guint thread, gpointer data) {
  Blocks *blocks = data;
  gsize from = block ? g_array_index(blocks->ends, gsize, block - 1) : 0;

  ty_segmenter_lines(blocks->segmenters[thread], blocks->text + from,
                     g_array_index(blocks->ends, gsize, block) - from, TY_SEGMENT_PRECISE, FALSE,
                     blocks->out[block]);
}

/* What blocks make on so many threads; none of them cuts a line of this text. */
static GString *by_blocks(const TyLexicon *lexicon, const char *text, gsize length, guint threads) {
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gsize));
  Blocks blocks = {.lexicon = lexicon, .text = text, .ends = ends};
  GString *whole = g_string_new(NULL);

  for (gsize at = 0; at < length; g_array_append_val(ends, at))
    at += ty_segment_block_end(text + at, length - at, 65536);
  blocks.out = g_new(GString *, ends->len + 1);
  for (guint i = 0; i < ends->len; i++)
    blocks.out[i] = g_string_new(NULL);
  for (guint i = 0; i < threads; i++)
    blocks.segmenters[i] = ty_segmenter_new(lexicon);
  ty_parallel_for(threads, ends->len, segment_block, &blocks);
  for (guint i = 0; i < threads; i++)
    ty_segmenter_free(blocks.segmenters[i]);
  for (guint i = 0; i < ends->len; i++) {
    g_string_append_len(whole, blocks.out[i]->str, (gssize) blocks.out[i]->len);
    g_string_free(blocks.out[i], TRUE);
  }
  g_free(blocks.out);
  return whole;
}

static void check_file(const TyLexicon *lexicon, const char *path) {
  gsize length;
  g_autofree char *text = read_file(path, &length);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  g_autoptr(GString) whole = g_string_new(NULL);

  for (gsize at = 0; at < length;) {
    gsize end = at + ty_segment_block_end(text + at, length - at, 65536), n;
    const TyToken *tokens =
        ty_segmenter_tokens(segmenter, text + at, end - at, TY_SEGMENT_PRECISE, &n);
    if (at / 65536 % 16 == 0)
      check_spans(text + at, end - at, tokens, n);
    else
      check_tokens(text + at, end - at, tokens, n);
    at = end;
  }
  ty_segmenter_lines(segmenter, text, length, TY_SEGMENT_PRECISE, FALSE, whole);
  g_autoptr(GString) blocks = by_blocks(lexicon, text, length, 3);
  g_assert_cmpmem(blocks->str, blocks->len, whole->str, whole->len);
}

static guint check_folder(const TyLexicon *lexicon, const char *folder) {
  g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
  guint n = 0;

  for (const char *name; names && (name = g_dir_read_name(names));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
      n += check_folder(lexicon, path);
    } else {
      check_file(lexicon, path);
      n++;
    }
  }
  return n;
}

static void test_every_file(void) {
  const char *texts = g_getenv("TUYOU_TEXTS");
  g_autofree char *usual = source_path("../shared/data/text");
  g_autoptr(TyLexicon) lexicon = open_lexicon();

  if (check_folder(lexicon, texts ? texts : usual) == 0)
    g_test_skip("no texts here: TUYOU_TEXTS names a folder of them");
}

static gboolean keep_output(const char *bytes, gsize length, gpointer out, GError **error) {
  (void) error;
  g_string_append_len(out, bytes, (gssize) length);
  return TRUE;
}

static GString *segmented(const char *path, guint n_threads, TySegmentOutput output) {
  const char *files[] = {path, NULL};
  TySegmentRequest request = {
      .files = files, .data_folder = data_folder(), .output = output, .n_threads = n_threads};
  TySegmentStatistics found;
  GString *out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_segment_files(&request, keep_output, out, &found, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(found.n_threads, ==, n_threads);
  return out;
}

/* Lines of all lengths, and one of a megabyte, through the pipeline: the same on any number of
 * threads, and cut nowhere within a word or without a space. */
static void test_files_on_threads(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  g_autoptr(GString) text = random_text(random, 60000), all = g_string_new(NULL);

  while (all->len < 1000000)
    g_string_append(all, all->len % 7 ? "安岳石刻，" : "大足石刻和宝顶山");
  g_string_append_c(all, '\n');
  g_string_append_len(all, text->str, (gssize) text->len);
  g_autofree char *path = test_path("lines.txt");
  g_assert_true(g_file_set_contents(path, all->str, (gssize) all->len, NULL));
  for (int output = TY_SEGMENT_WORDS; output <= TY_SEGMENT_OFFSETS; output++) {
    g_autoptr(GString) one = segmented(path, 1, (TySegmentOutput) output);
    for (guint threads = 2; threads <= 5; threads += 3) {
      g_autoptr(GString) more = segmented(path, threads, (TySegmentOutput) output);
      g_assert_cmpmem(more->str, more->len, one->str, one->len);
    }
    if (output == TY_SEGMENT_WORDS) {
      const char *line_end = strchr(one->str, '\n');
      g_autofree char *line = g_strndup(one->str, (gsize) (line_end - one->str));
      g_auto(GStrv) words = g_strsplit(line, " ", -1);
      for (char **word = words; *word; word++) /* never two words in one */
        g_assert_cmpuint(strlen(*word), <=, strlen("安岳石刻"));
      g_autofree char *joined = g_strjoinv("", words);
      g_assert_true(strncmp(joined, all->str, strlen(joined)) == 0);
      g_assert_cmpint(all->str[strlen(joined)], ==, '\n');
    }
  }
}

/* A file of some MiB in another encoding gives what its UTF-8 gives, offsets too. */
static void test_files_of_other_encodings(void) {
  static const char *const encodings[] = {"GB18030", "UTF-16LE", "UTF-16BE"};
  g_autoptr(GRand) random = g_rand_new_with_seed(9);
  g_autoptr(GString) text = g_string_new("标题\n");
  static const char *const parts[] = {"安岳石刻", "，", "很美。\n", "Dazu 2024 ", "😀", "宝顶山"};

  while (text->len < 2500000)
    g_string_append(text, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
  g_autofree char *plain = test_path("plain.txt"), *other = test_path("other.txt");
  g_assert_true(g_file_set_contents(plain, text->str, (gssize) text->len, NULL));
  g_autoptr(GString) expected = segmented(plain, 1, TY_SEGMENT_OFFSETS);
  for (gsize i = 0; i < G_N_ELEMENTS(encodings); i++) {
    gsize length;
    g_autofree char *bytes =
        g_convert(text->str, (gssize) text->len, encodings[i], "UTF-8", NULL, &length, NULL);
    g_assert_true(g_file_set_contents(other, bytes, (gssize) length, NULL));
    for (guint threads = 1; threads <= 3; threads += 2) {
      g_autoptr(GString) found = segmented(other, threads, TY_SEGMENT_OFFSETS);
      g_assert_cmpmem(found->str, found->len, expected->str, expected->len);
    }
  }
}

static void test_says_what_it_cannot_read(void) {
  g_autofree char *missing = test_path("missing.txt");
  const char *files[] = {missing, NULL};
  TySegmentRequest request = {.files = files, .data_folder = data_folder()};
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false(ty_segment_files(&request, keep_output, out, NULL, &error));
  assert_fails(&error, TY_ERROR_MISSING, "missing.txt");
  request.data_folder = test_folder();
  g_assert_false(ty_segment_files(&request, keep_output, out, NULL, &error));
  assert_fails(&error, TY_ERROR_MISSING, "lexicon.bin");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/every/character", test_every_character);
  g_test_add_func("/text/every/emoji", test_emoji_cut_anywhere);
  g_test_add_func("/text/every/file", test_every_file);
  g_test_add_func("/text/every/threads", test_files_on_threads);
  g_test_add_func("/text/every/encodings", test_files_of_other_encodings);
  g_test_add_func("/text/every/errors", test_says_what_it_cannot_read);
  return run_tests();
}
