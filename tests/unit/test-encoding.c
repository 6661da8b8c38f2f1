/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/decode.h"

#include "unit/reading.h"
#include <unistd.h>

static const char chinese[] = "标题,正文\n圆觉洞,安岳石刻的北宋造像，甚美！\n宝顶山,大足石刻😀\n";

static void assert_decodes(const char *bytes, gsize length, const char *encoding,
                           const char *expected) {
  g_auto(TyDecoded) decoded = {0};
  g_autoptr(GError) error = NULL;

  gboolean done = ty_encoding_decode("f", bytes, length, &decoded, &error);
  g_assert_no_error(error);
  g_assert_true(done);
  g_assert_cmpstr(decoded.encoding, ==, encoding);
  g_assert_cmpstr(decoded.text, ==, expected);
  g_assert_cmpuint(decoded.length, ==, strlen(expected));
  g_assert_cmpuint(decoded.n_broken, ==, 0);
}

static void test_tells_encodings_apart(void) {
  static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"};

  for (gsize i = 0; i < G_N_ELEMENTS(encodings); i++) {
    gsize length;
    g_autofree char *bytes = encoded(chinese, encodings[i], &length);
    assert_decodes(bytes, length, encodings[i], chinese);
  }
}

static void test_takes_byte_order_marks_away(void) {
  static const struct {
    const char *encoding, *mark;
  } marks[] = {{"UTF-8", "\xEF\xBB\xBF"}, {"UTF-16LE", "\xFF\xFE"}, {"UTF-16BE", "\xFE\xFF"}};

  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
    gsize length;
    g_autofree char *bytes = encoded(chinese, marks[i].encoding, &length);
    g_autoptr(GString) marked = g_string_new(marks[i].mark);
    g_string_append_len(marked, bytes, (gssize) length);
    assert_decodes(marked->str, marked->len, marks[i].encoding, chinese);
    assert_decodes(marks[i].mark, strlen(marks[i].mark), marks[i].encoding, "");
  }
}

static void test_plain_and_empty_text_is_utf8(void) {
  assert_decodes("", 0, "UTF-8", "");
  assert_decodes(NULL, 0, "UTF-8", "");
  assert_decodes("a,b\n1,2\n", 8, "UTF-8", "a,b\n1,2\n");
}

/* Any Chinese text survives the way through GB18030; so do short ones of common words. */
static void test_knows_gb18030_from_little_text(void) {
  static const char *const words[] = {"安岳", "标题,正文", "資陽石刻",
                                      "联通", "大足 2024", "title,正文\n1,龙水湖"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length;
    g_autofree char *bytes = encoded(words[i], "GB18030", &length);
    assert_decodes(bytes, length, "GB18030", words[i]);
  }
}

static void assert_repaired(const char *bytes, gsize length, const char *encoding, gsize n_broken,
                            gsize first_broken, gsize line, const char *part) {
  g_auto(TyDecoded) decoded = {0};
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_encoding_decode("f", bytes, length, &decoded, &error));
  g_assert_cmpstr(decoded.encoding, ==, encoding);
  g_assert_cmpuint(decoded.n_broken, ==, n_broken);
  g_assert_cmpuint(decoded.first_broken, ==, first_broken);
  g_assert_cmpuint(decoded.first_broken_line, ==, line);
  g_assert_nonnull(strstr(decoded.text, part));
  g_assert_true(g_utf8_validate(decoded.text, -1, NULL));
  g_assert_cmpuint(strlen(decoded.text), ==, decoded.length);
}

/* A few broken bytes do not make a file GB18030. */
static void test_repairs_a_few_broken_bytes(void) {
  g_autoptr(GString) text = g_string_new(chinese);
  gsize at = (gsize) (strstr(text->str, "北宋") - text->str);
  text->str[at + 1] = '\xFF'; /* a character of three bytes: the lead, then the rest */
  assert_repaired(text->str, text->len, "UTF-8", 2, at, 2, "安岳石刻的\uFFFD");
  /* Cut in mid-character. */
  gsize cut = strlen("标题,正文\n圆觉洞,安岳") - 1;
  assert_repaired(chinese, cut, "UTF-8", 1, cut - 2, 2, "圆觉洞,安\uFFFD");
  static const char with_nul[] = "标题,正文\n圆觉洞,安\0岳\n";
  assert_repaired(with_nul, sizeof with_nul - 1, "UTF-8", 1, strlen("标题,正文\n圆觉洞,安"), 2,
                  "安\uFFFD岳");
}

/* The only byte beyond ASCII may be a broken one; a text short of Chinese is not GB18030 for it. */
static void test_repairs_text_of_little_beyond_ascii(void) {
  static const char cafe[] = "The Caf\xE9 near Dazu.\nSecond line.\n";
  assert_repaired(cafe, sizeof cafe - 1, "UTF-8", 1, 7, 1, "The Caf\uFFFD near Dazu.\nSecond");
  static const char two[] = "安岳 and the Caf\xE9t near Dazu.\n";
  assert_repaired(two, sizeof two - 1, "UTF-8", 1, strlen("安岳 and the Caf"), 1,
                  "Caf\uFFFDt near");
  assert_repaired("Caf\xE9\n", 5, "UTF-8", 1, 3, 1, "Caf\uFFFD\n");
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 10; i++)
    g_string_append(text, "A line without any accent, long enough to matter\n");
  gsize at = text->len;
  g_string_append(text, "a na\xEFve \xE0 la carte");
  assert_repaired(text->str, text->len, "UTF-8", 2, at + 4, 11, "a na\uFFFDve \uFFFD la");
}

/* NULs part texts; what consists of them is none. */
static void test_takes_nuls_into_text(void) {
  static const char parted[] = "abc\0安岳\0石刻\n大足石刻\n";
  assert_repaired(parted, sizeof parted - 1, "UTF-8", 2, 3, 1, "abc\uFFFD安岳\uFFFD石刻\n大足");
  static const char list[] = "安岳\0石刻\0大足\0龙水湖\0";
  assert_repaired(list, sizeof list - 1, "UTF-8", 4, 6, 1, "安岳\uFFFD石刻\uFFFD");
  static const char both[] = "Caf\xE9 an der Stra\0e, die zweite Seite";
  assert_repaired(both, sizeof both - 1, "UTF-8", 2, 3, 1, "Stra\uFFFDe");
}

static void test_repairs_other_encodings(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 20; i++)
    g_string_append(text, chinese);
  gsize length;
  g_autofree char *gb18030 = encoded(text->str, "GB18030", &length);
  assert_repaired(gb18030, length - 2, "GB18030", 1, length - 5, 60, "大足石刻\uFFFD");
  g_autofree char *utf16 = encoded(text->str, "UTF-16LE", &length);
  utf16[2] = '\0';
  utf16[3] = '\xDC'; /* a low surrogate alone */
  assert_repaired(utf16, length, "UTF-16LE", 1, 2, 1, "标\uFFFD,正文");
  assert_repaired(utf16, length - 1, "UTF-16LE", 2, 2, 1, "标\uFFFD,正文");
}

static void assert_refused(const char *bytes, gsize length, const char *part) {
  g_auto(TyDecoded) decoded = {0};
  g_autoptr(GError) error = NULL;

  g_assert_false(ty_encoding_decode("f", bytes, length, &decoded, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_ENCODING);
  g_assert_null(decoded.text);
  if (!strstr(error->message, part))
    g_error("found the message “%s”, expected “%s” in it", error->message, part);
}

static void test_names_the_byte_that_fits_nothing(void) {
  assert_refused("abc\xFF\xFF\xFF\xFF def", 11, "byte offset 3");
  assert_refused("caf\xE9 au lait \xE0 la carte", 23, "byte offset 3"); /* Latin-1 */
  assert_refused("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\2\0\x08\6\0\0\0", 29, "byte offset 0");
  assert_refused("\xFF\xFE\0\xDC\0\xDC\0\xDC\0\xDC", 10, "byte order mark of UTF-16LE");
  assert_refused("\0\0\0\0\0\0\0\0", 8, "byte offset 0");
}

/* An archive's names and texts in blocks that NULs fill up; a picture's head and its dark rows. */
static void test_refuses_binary_data(void) {
  char archive[1024] = "notes.txt";
  memcpy(archive + 257, "ustar", 5);
  memset(archive + 512, 'a', 300);
  assert_refused(archive, sizeof archive, "binary data");
  char picture[600] = "BM";
  for (gsize i = 54; i < sizeof picture; i += 3)
    picture[i] = '\x21'; /* a dark red */
  assert_refused(picture, sizeof picture, "binary data");
  char filled[4000];
  memset(filled, 'a', sizeof filled);
  memset(filled + 100, 0, 400); /* a tenth, but one after another */
  assert_refused(filled, sizeof filled, "binary data");
}

/* Western text whose accents pair up with letters as GB18030 would have it. */
static void test_does_not_take_latin1_for_chinese(void) {
  static const char text[] = "le th\xE9\xE2tre, l'\xE9t\xE9, la for\xEAt, o\xF9, \xE9l\xE8ve";
  assert_refused(text, sizeof text - 1, "");
}

static void test_random_bytes_are_no_text(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  for (int round = 0; round < 2000; round++) {
    char bytes[256];
    for (gsize i = 0; i < sizeof bytes; i++)
      bytes[i] = (char) g_rand_int_range(random, 0, 256);
    bytes[0] = (char) g_rand_int_range(random, 0, 0xFE); /* no mark: a mark is believed */
    g_auto(TyDecoded) decoded = {0};
    gsize length = (gsize) g_rand_int_range(random, 0, sizeof bytes);
    if (ty_encoding_decode("f", bytes, length, &decoded, NULL)) {
      g_assert_true(g_utf8_validate(decoded.text, (gssize) decoded.length, NULL));
      g_assert_cmpuint(length, <, 40); /* longer ones always show */
    }
  }
}

/* What was written in any of the encodings is read back, whatever the text. */
static void test_round_trips(void) {
  static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"};
  static const gunichar ranges[][2] = {
      {0x20, 0x7E}, {0x4E00, 0x9FA5}, {0x3001, 0x3002}, {0x1F600, 0x1F64F}, {0xFF01, 0xFF5E}};
  g_autoptr(GRand) random = g_rand_new_with_seed(6);

  for (int round = 0; round < 200; round++) {
    g_autoptr(GString) text = g_string_new("标题,正文\n这是一个安岳石刻的句子，用来说明中文。\n");
    for (int i = g_rand_int_range(random, 0, 40); i > 0; i--) {
      const gunichar *range = ranges[g_rand_int_range(random, 0, G_N_ELEMENTS(ranges))];
      g_string_append_unichar(
          text, (gunichar) g_rand_int_range(random, (gint32) range[0], (gint32) range[1] + 1));
    }
    gsize length;
    const char *encoding = encodings[round % (int) G_N_ELEMENTS(encodings)];
    g_autofree char *bytes = encoded(text->str, encoding, &length);
    assert_decodes(bytes, length, encoding, text->str);
  }
}

static void test_decodes_files(void) {
  gsize length, decoded_length;
  const char *encoding;
  g_autofree char *bytes = encoded(chinese, "GB18030", &length);
  g_autofree char *path = temporary_file(bytes, length);
  g_autoptr(GError) error = NULL, missing = NULL;

  g_autofree char *text = ty_corpus_decode_file(path, &decoded_length, &encoding, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(text, ==, chinese);
  g_assert_cmpuint(decoded_length, ==, strlen(chinese));
  g_assert_cmpstr(encoding, ==, "GB18030");
  g_autofree char *again = ty_corpus_decode_file(path, NULL, NULL, &error);
  g_assert_cmpstr(again, ==, chinese);
  g_remove(path);
  g_assert_null(ty_corpus_decode_file(path, NULL, NULL, &missing));
  g_assert_error(missing, TY_ERROR, TY_ERROR_MISSING);
}

/* What comes through a pipe, after what was read of it already, is decoded on the way. */
static void test_decodes_streams(void) {
  gsize length;
  g_autofree char *bytes = encoded(chinese, "GB18030", &length);
  const TyEncoding encoding = {.name = "GB18030"};

  for (gsize head = 0; head <= length; head++) {
    g_auto(TySource) source = {0};
    g_auto(TyDecoder) decoder = {0};
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    char piece[8];
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_cmpint(write(ends[1], bytes + head, length - head), ==, (gssize) (length - head));
    close(ends[1]);
    ty_source_of_stream("f", ends[0], bytes, head, &source);
    source.block = 7;
    g_assert_true(ty_decoder_open_as(&source, &encoding, &decoder, &error));
    for (gssize n; (n = ty_decoder_read(&decoder, piece, sizeof piece, &error)) > 0;)
      g_string_append_len(text, piece, n);
    g_assert_no_error(error);
    g_assert_cmpstr(text->str, ==, chinese);
    g_assert_false(ty_source_seek(&source, 0, NULL));
    close(ends[0]);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/encoding/apart", test_tells_encodings_apart);
  g_test_add_func("/corpus/encoding/marks", test_takes_byte_order_marks_away);
  g_test_add_func("/corpus/encoding/plain", test_plain_and_empty_text_is_utf8);
  g_test_add_func("/corpus/encoding/little", test_knows_gb18030_from_little_text);
  g_test_add_func("/corpus/encoding/repair", test_repairs_a_few_broken_bytes);
  g_test_add_func("/corpus/encoding/little-beyond-ascii", test_repairs_text_of_little_beyond_ascii);
  g_test_add_func("/corpus/encoding/nuls", test_takes_nuls_into_text);
  g_test_add_func("/corpus/encoding/binary", test_refuses_binary_data);
  g_test_add_func("/corpus/encoding/repair-others", test_repairs_other_encodings);
  g_test_add_func("/corpus/encoding/offset", test_names_the_byte_that_fits_nothing);
  g_test_add_func("/corpus/encoding/latin1", test_does_not_take_latin1_for_chinese);
  g_test_add_func("/corpus/encoding/random", test_random_bytes_are_no_text);
  g_test_add_func("/corpus/encoding/round-trip", test_round_trips);
  g_test_add_func("/corpus/encoding/files", test_decodes_files);
  g_test_add_func("/corpus/encoding/streams", test_decodes_streams);
  return g_test_run();
}
