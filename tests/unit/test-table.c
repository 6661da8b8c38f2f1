/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/reading.h"

static Reading table(const char *text) { return read_table(text, strlen(text)); }

static void test_reads_rows(void) {
  g_auto(Reading) reading = table("name,lat_deg\n圆觉洞,30.09\n\"卧,佛院\",30.3\n");
  g_assert_no_error(reading.error);
  assert_lines(reading.rows, "2|name=圆觉洞|lat_deg=30.09\n3|name=卧,佛院|lat_deg=30.3\n");
}

static void test_finds_the_delimiter_in_the_heading(void) {
  g_auto(Reading) semicolon = table("a;b\n1,5;2\n");
  assert_lines(semicolon.rows, "2|a=1,5|b=2\n");
  g_auto(Reading) tab = table("\n\na\tb\n1,5;3\t2\n");
  assert_lines(tab.rows, "4|a=1,5;3|b=2\n");
  g_auto(Reading) quoted = table("\"a;x;y\",b\n1,2\n"); /* those in quotes do not count */
  assert_lines(quoted.rows, "2|a;x;y=1|b=2\n");
  g_auto(Reading) single = table("names\n圆觉洞\n");
  assert_lines(single.rows, "2|names=圆觉洞\n");
}

static void test_reads_what_excel_writes(void) {
  gsize length;
  g_autofree char *bytes =
      encoded("编号,年龄,备注\r\n1,\"18-24\",\"多行\n文字\"\r\n2,25-34,\r\n", "GB18030", &length);
  g_auto(Reading) reading = read_table(bytes, length);
  assert_lines(reading.rows, "2|编号=1|年龄=18-24|备注=多行\n文字\n4|编号=2|年龄=25-34|备注=\n");
}

static void test_rejects_and_reads_on(void) {
  g_auto(Reading) reading = table("a,b\n1\n1,2\n1,2,3\n");
  assert_lines(reading.rows, "3|a=1|b=2\n");
  assert_lines(reading.rejects, "2: found 1 fields, expected 2 as in the heading\n"
                                "4: found 3 fields, expected 2 as in the heading\n");
}

static void test_refuses_other_formats(void) {
  g_auto(Reading) json = table("[{\"a\":1}]");
  assert_failed(&json, TY_ERROR_INPUT, "found JSON, expected a table in CSV or XLSX");
  g_auto(Reading) html = table("<html><body><p>x</p></body></html>");
  assert_failed(&html, TY_ERROR_INPUT, "found an HTML page");
  g_auto(Reading) empty = table("");
  assert_failed(&empty, TY_ERROR_INPUT, "found an empty file");
  g_auto(Reading) twice = table("a,a\n1,2\n");
  assert_failed(&twice, TY_ERROR_INPUT, "found the column a twice");
}

static void test_refuses_a_missing_file(void) {
  g_autoptr(GError) error = NULL;
  g_assert_false(ty_corpus_read_table("/nonexistent.csv", keep_row, NULL, NULL, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_MISSING);
}

static void test_stops_when_told_and_needs_no_reject(void) {
  Reading reading = reading_new();
  g_autofree char *path = temporary_file("a,b\n1\n1,2\n3,4\n", 14);
  reading.stop_after = 1;
  reading.done = ty_corpus_read_table(path, keep_row, NULL, &reading, &reading.error);
  g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
  assert_lines(reading.rows, "3|a=1|b=2\n");
  g_remove(path);
  reading_clear(&reading);
}

/* The sample corpus, where this is run from its source tree. */
static void test_reads_the_sample_questionnaires(void) {
  const char *source = g_getenv("TUYOU_SOURCE");
  g_autofree char *path =
      g_build_filename(source ? source : ".", "corpus/survey/generated-questionnaires.csv", NULL);
  Reading reading = reading_new();

  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("the sample corpus is not there");
    reading_clear(&reading);
    return;
  }
  reading.done = ty_corpus_read_table(path, keep_row, keep_reject, &reading, &reading.error);
  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.rows->len, ==, 265);
  g_assert_cmpuint(reading.rejects->len, ==, 0);
  reading_clear(&reading);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/table/rows", test_reads_rows);
  g_test_add_func("/corpus/table/delimiter", test_finds_the_delimiter_in_the_heading);
  g_test_add_func("/corpus/table/excel", test_reads_what_excel_writes);
  g_test_add_func("/corpus/table/rejects", test_rejects_and_reads_on);
  g_test_add_func("/corpus/table/other-formats", test_refuses_other_formats);
  g_test_add_func("/corpus/table/missing", test_refuses_a_missing_file);
  g_test_add_func("/corpus/table/stop", test_stops_when_told_and_needs_no_reject);
  g_test_add_func("/corpus/table/sample", test_reads_the_sample_questionnaires);
  return g_test_run();
}
