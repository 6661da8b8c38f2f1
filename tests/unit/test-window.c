/* SPDX-License-Identifier: Apache-2.0 */
/* What is read piece by piece is what is read at once, whatever the pieces. */
#include "base/csv.h"
#include "corpus/decode.h"
#include "unit/reading.h"

static void test_moves_over_a_text(void) {
  static const char text[] = "一二三四五六七八九十abcdefghijklmnopqrstuvwxyz";
  TyWindowText source = {text, strlen(text)};
  g_autoptr(GString) seen = g_string_new(NULL);
  g_auto(TyWindow) window;

  ty_window_init(&window, ty_window_read_text, &source, 16, 0);
  while (!window.is_last) {
    gsize keep = window.length / 2;
    g_string_append_len(seen, window.text, (gssize) keep);
    g_assert_true(ty_window_more(&window, keep, NULL));
    g_assert_cmpuint(window.offset, ==, seen->len);
    g_assert_cmpint(window.text[window.length], ==, '\0');
  }
  g_string_append_len(seen, window.text, (gssize) window.length);
  g_assert_cmpstr(seen->str, ==, text);
}

static void test_is_full_at_its_limit(void) {
  g_autofree char *text = g_strnfill(1000, 'x');
  TyWindowText source = {text, 1000};
  g_auto(TyWindow) window;

  ty_window_init(&window, ty_window_read_text, &source, 16, 64);
  for (int i = 0; i < 10; i++)
    g_assert_true(ty_window_more(&window, 0, NULL));
  g_assert_true(window.is_full && !window.is_last);
  g_assert_cmpuint(window.length, <=, 64 + 16);
  g_assert_true(ty_window_more(&window, 10, NULL)); /* there is room again after what is let go */
  g_assert_false(window.is_last);
}

static gboolean append_row(const TyCsvRow *row, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%zu", row->line);
  for (gsize i = 0; i < row->n; i++)
    g_string_append_printf(data, "|%s", row->field[i]);
  g_string_append_c(data, '\n');
  return TRUE;
}

static void append_reject(const TyReject *reject, gpointer data) {
  g_string_append_printf(data, "%zu %s [%s]\n", reject->line, reject->reason, reject->raw);
}

/* Any mess of quotes, delimiters and line ends, in pieces of 16 bytes and more. */
static void test_reads_tables_in_any_pieces(void) {
  static const char *const parts[] = {"a",    ",",    "\"", "\n",
                                      "\r\n", "\r",   "石", "\"x,\ny\"",
                                      " ",    "\"\"", ",,", "bbbbbbbbbbbbbbbbbb"};
  g_autoptr(GRand) random = g_rand_new_with_seed(7);

  for (int round = 0; round < 3000; round++) {
    g_autoptr(GString) text = g_string_new("h,i\n");
    for (int n = g_rand_int_range(random, 0, 40); n > 0; n--)
      g_string_append(text, parts[g_rand_int_range(random, 0, (gint32) G_N_ELEMENTS(parts))]);
    g_autoptr(GString) whole = g_string_new(NULL), pieces = g_string_new(NULL);
    TyWindowText source = {text->str, text->len};
    g_auto(TyWindow) window;
    ty_window_init(&window, ty_window_read_text, &source, (gsize) g_rand_int_range(random, 16, 40),
                   0);
    g_assert_true(ty_csv_read("f", text->str, text->len, append_row, append_reject, whole, NULL));
    g_assert_true(
        ty_csv_read_window("f", &window, ',', NULL, append_row, append_reject, pieces, NULL));
    g_assert_cmpstr(whole->str, ==, pieces->str);
  }
}

/* Every encoding, broken or not, decoded in blocks of one byte and more. */
static void test_decodes_in_any_blocks(void) {
  static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"};
  static const char sample[] =
      "标题,正文\n圆觉洞,安岳石刻的北宋造像，甚美！\n宝顶山,大足石刻😀 café ㄅ𠮷\n";
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed(3);

  for (int i = 0; i < 20; i++)
    g_string_append(text, sample);
  for (gsize i = 0; i < G_N_ELEMENTS(encodings); i++)
    for (int round = 0; round < 12; round++) {
      gsize length;
      g_autofree char *bytes = encoded(text->str, encodings[i], &length);
      for (int n = 0; n < round / 3; n++)
        bytes[g_rand_int_range(random, 0, (gint32) length)] = (char) g_rand_int(random);
      g_auto(TyDecoded) whole = {0}, pieces = {0};
      g_auto(TySource) source;
      g_assert_true(ty_encoding_decode("f", bytes, length, &whole, NULL));
      ty_source_of_bytes("f", bytes, length, &source);
      source.block = (gsize) (round % 4) * 3 + 1;
      g_assert_true(ty_decode_source(&source, &pieces, NULL));
      g_assert_cmpstr(whole.encoding, ==, encodings[i]);
      g_assert_cmpstr(pieces.encoding, ==, whole.encoding);
      g_assert_cmpstr(pieces.text, ==, whole.text);
      g_assert_cmpuint(pieces.n_broken, ==, whole.n_broken);
      g_assert_cmpuint(pieces.first_broken, ==, whole.first_broken);
      g_assert_cmpuint(pieces.first_broken_line, ==, whole.first_broken_line);
      if (round < 3)
        g_assert_cmpstr(whole.text, ==, text->str);
    }
}

/* The system's converter and ours agree on every double byte and on the rarer planes. */
static void test_decodes_gb18030_as_the_system_does(void) {
  g_autoptr(GString) text = g_string_new("安岳石刻造像题记年月后来的人据此知道工程\n");
  for (gunichar c = 0x80; c < 0x30000; c += c < 0xFFFF ? 1 : 97)
    if (g_unichar_validate(c)) {
      g_autofree char *bytes = NULL;
      char utf8[6];
      gsize length;
      gssize n = g_unichar_to_utf8(c, utf8);
      bytes = g_convert(utf8, n, "GB18030", "UTF-8", NULL, &length, NULL);
      if (bytes)
        g_string_append_len(text, utf8, n);
      if (c % 8 == 0) /* enough usual characters for the encoding to be told */
        g_string_append(text, "石刻造像题记年月石刻造像题记年月");
    }
  gsize length;
  g_autofree char *bytes = encoded(text->str, "GB18030", &length);
  g_auto(TyDecoded) decoded = {0};
  g_assert_true(ty_encoding_decode("f", bytes, length, &decoded, NULL));
  g_assert_cmpstr(decoded.encoding, ==, "GB18030");
  g_assert_cmpstr(decoded.text, ==, text->str);
  g_assert_cmpuint(decoded.n_broken, ==, 0);
}

static void test_refuses_records_beyond_the_limit(void) {
  g_autoptr(GString) text = g_string_new("标题,正文\n");
  g_autofree char *much = g_strnfill(TY_RECORD_MAX_BYTES + 1000, 'x');
  g_string_append_printf(text, "一,%s\n二,石刻\n三,\"%s\n四,灯舞\n", much, much);
  g_auto(Reading) reading = read_text(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpuint(document_at(&reading, 0)->line, ==, 3);
  g_assert_cmpuint(document_at(&reading, 1)->line, ==, 5);
  assert_lines(reading.rejects, "2: found a line of more than 16 MiB, expected shorter ones\n"
                                "4: found a line of more than 16 MiB, expected shorter ones\n");
}

/* An array on one line, with broken records wherever the pieces end. */
static void test_reads_on_after_broken_records(void) {
  g_autoptr(GString) text = g_string_new("[");
  guint n_good = 0, n_broken = 0;

  for (guint i = 0; text->len < (gsize) 1 << 20; i++)
    if (i % 7 == 3) {
      g_string_append(text, "{\"text\":\"a\",,},");
      n_broken++;
    } else {
      g_string_append_printf(text, "{\"text\":\"石刻 %u\",\"id\":%u},", i, i);
      n_good++;
    }
  g_string_append(text, "{\"text\":\"末\"}]");
  g_auto(Reading) reading = read_text(text->str);
  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, n_good + 1);
  g_assert_cmpuint(reading.rejects->len, ==, n_broken);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/window/moves", test_moves_over_a_text);
  g_test_add_func("/corpus/window/limit", test_is_full_at_its_limit);
  g_test_add_func("/corpus/window/tables", test_reads_tables_in_any_pieces);
  g_test_add_func("/corpus/window/encodings", test_decodes_in_any_blocks);
  g_test_add_func("/corpus/window/gb18030", test_decodes_gb18030_as_the_system_does);
  g_test_add_func("/corpus/window/broken-records", test_reads_on_after_broken_records);
  g_test_add_func("/corpus/window/long-records", test_refuses_records_beyond_the_limit);
  return g_test_run();
}
