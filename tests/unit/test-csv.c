/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <string.h>

typedef struct {
  GString *rows;    /* "LINE:field|field\n" */
  GString *rejects; /* "LINE:reason\n" */
  GError *error;
  gsize stop_at_line;
} Result;

static gboolean on_row(const TyCsvRow *row, gpointer data, GError **error) {
  Result *result = data;

  g_assert_cmpuint(row->n, ==, row->n_headings);
  g_string_append_printf(result->rows, "%zu:", row->line);
  for (gsize i = 0; i < row->n; i++)
    g_string_append_printf(result->rows, "%s%s", i > 0 ? "|" : "", row->field[i]);
  g_string_append_c(result->rows, '\n');
  if (row->line != result->stop_at_line)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "enough");
  return FALSE;
}

static void on_reject(const TyReject *reject, gpointer data) {
  Result *result = data;
  g_assert_cmpstr(reject->file, ==, "t.csv");
  g_assert_true(g_utf8_validate(reject->raw, -1, NULL));
  g_string_append_printf(result->rejects, "%zu:%s\n", reject->line, reject->reason);
}

static void result_clear(Result *result) {
  g_string_free(result->rows, TRUE);
  g_string_free(result->rejects, TRUE);
  g_clear_error(&result->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, result_clear)

static Result new_result(void) {
  return (Result){.rows = g_string_new(NULL), .rejects = g_string_new(NULL)};
}

static Result read_csv_of(const char *text, gsize length) {
  Result result = new_result();
  gboolean done = ty_csv_read("t.csv", text, length, on_row, on_reject, &result, &result.error);
  g_assert_true(done == !result.error);
  return result;
}

static Result read_csv(const char *text) { return read_csv_of(text, strlen(text)); }

static void test_reads_rfc_4180(void) {
  g_auto(Result) result = read_csv("\xEF\xBB\xBFid, name \r\n1,\"a, \"\"b\"\"\"\r\n\r\n"
                                   "2,\"two\nlines\"\r\n3, spaced \n4,");
  g_assert_no_error(result.error);
  g_assert_cmpstr(result.rows->str, ==, "2:1|a, \"b\"\n4:2|two\nlines\n6:3| spaced \n7:4|\n");
  g_assert_cmpstr(result.rejects->str, ==, "");
}

static gboolean on_names(const TyCsvRow *row, gpointer data, GError **error) {
  GString *found = data;
  (void) error;
  g_assert_cmpint(ty_csv_column(row, "b"), ==, 1);
  g_assert_cmpint(ty_csv_column(row, "z"), ==, -1);
  g_string_append_printf(found, "%s/%s;", ty_csv_get(row, "b"), ty_csv_get(row, "z"));
  return TRUE;
}

static void test_finds_columns_and_calls_the_heading_first(void) {
  g_autoptr(GString) found = g_string_new(NULL);

  g_assert_true(
      ty_csv_read_delimited("t", "a;b\n1;2,3\n", 10, ';', on_names, on_names, NULL, found, NULL));
  g_assert_cmpstr(found->str, ==, "b/;2,3/;");
  g_string_truncate(found, 0);
  g_assert_true(ty_csv_read_delimited("t", "a\tb", 3, '\t', on_names, on_names, NULL, found, NULL));
  g_assert_cmpstr(found->str, ==, "b/;");
}

static void test_rejects_rows_of_another_width(void) {
  g_auto(Result) result = read_csv("a,b\n1\n1,2\n1,2,3\n5,6\n");
  g_assert_cmpstr(result.rows->str, ==, "3:1|2\n5:5|6\n");
  g_assert_cmpstr(result.rejects->str, ==,
                  "2:found 1 fields, expected 2 as in the heading\n"
                  "4:found 3 fields, expected 2 as in the heading\n");
}

#define UNCLOSED "found a quote that is never closed, expected a second one\n"

/* What follows a quote that is never closed is read: at the end of the file, and when a later quote
 * seems to close it. */
static void test_gives_up_only_the_row_of_an_unclosed_quote(void) {
  g_auto(Result) at_end = read_csv("a,b\n1,2\n3,\"four\n5,6\n7,8\n");
  g_assert_cmpstr(at_end.rows->str, ==, "2:1|2\n4:5|6\n5:7|8\n");
  g_assert_cmpstr(at_end.rejects->str, ==, "3:" UNCLOSED);

  g_auto(Result) closed_later = read_csv("a,b\n1,\"two\n3,4\n5,\"six\"\n7,8\n");
  g_assert_cmpstr(closed_later.rows->str, ==, "3:3|4\n4:5|six\n5:7|8\n");
  g_assert_cmpstr(closed_later.rejects->str, ==, "2:" UNCLOSED);

  g_auto(Result) last = read_csv("a,b\n1,2\n3,\"");
  g_assert_cmpstr(last.rows->str, ==, "2:1|2\n");
  g_assert_cmpstr(last.rejects->str, ==, "3:" UNCLOSED);
}

static void test_takes_a_quote_within_a_line_for_itself(void) {
  g_auto(Result) result = read_csv("a,b\n5\" pipe,x\n\"say \"hi\" now\",y\nlast \"one\",z");
  g_assert_cmpstr(result.rows->str, ==, "2:5\" pipe|x\n3:say \"hi\" now|y\n4:last \"one\"|z\n");
  g_assert_cmpstr(result.rejects->str, ==, "");
}

static void test_reads_on_after_many_unclosed_quotes(void) {
  g_autoptr(GString) text = g_string_new("a,b\n");
  for (int i = 0; i < 200; i++)
    g_string_append_printf(text, "%d,\"x\n%d,\"y\"\n", i, i);
  g_auto(Result) result = read_csv(text->str);
  g_assert_no_error(result.error);
  g_assert_nonnull(strstr(result.rows->str, "401:199|y"));
}

static void test_rejects_a_nul_byte(void) {
  static const char text[] = "a,b\n1,x\0y\n2,z\n";
  g_auto(Result) result = read_csv_of(text, sizeof text - 1);
  g_assert_cmpstr(result.rows->str, ==, "3:2|z\n");
  g_assert_cmpstr(result.rejects->str, ==, "2:found a NUL byte, expected text\n");
}

static void test_reads_lines_that_end_in_cr(void) {
  g_auto(Result) result = read_csv("a,b\r1,2\r\r3,\"x\ry\"\r5,6");
  g_assert_cmpstr(result.rows->str, ==, "2:1|2\n4:3|x\ry\n6:5|6\n");
}

static void test_refuses_a_bad_heading(void) {
  g_auto(Result) twice = read_csv("a,b, a\n1,2,3\n");
  g_assert_error(twice.error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_cmpstr(twice.error->message, ==,
                  "t.csv:1: found the column a twice, expected each heading once");
  g_auto(Result) empty = read_csv("");
  g_assert_cmpstr(empty.error->message, ==, "t.csv: found no line, expected a heading");
  g_auto(Result) blank = read_csv("\n\n\r\n");
  g_assert_error(blank.error, TY_ERROR, TY_ERROR_INPUT);
  g_auto(Result) unclosed = read_csv("a,\"b\n1,2\n3,4\n");
  g_assert_cmpstr(unclosed.error->message, ==,
                  "t.csv:1: found a quote in the heading that is never closed, expected a second "
                  "one");
  g_auto(Result) unnamed = read_csv("a,,\n1,2,3\n"); /* columns without a name may be many */
  g_assert_cmpstr(unnamed.rows->str, ==, "2:1|2|3\n");
}

static void test_stops_when_told(void) {
  Result result = new_result();
  result.stop_at_line = 3;
  const char *text = "a\n1\n2\n3\n";
  g_assert_false(
      ty_csv_read("t.csv", text, strlen(text), on_row, on_reject, &result, &result.error));
  g_assert_cmpstr(result.error->message, ==, "enough");
  g_assert_cmpstr(result.rows->str, ==, "2:1\n3:2\n");
  result_clear(&result);
}

typedef struct {
  GPtrArray *expected;
  gsize at;
} Trip;

static gboolean on_trip(const TyCsvRow *row, gpointer data, GError **error) {
  Trip *trip = data;
  (void) error;
  for (gsize i = 0; i < row->n; i++)
    g_assert_cmpstr(row->field[i], ==, trip->expected->pdata[trip->at++]);
  return TRUE;
}

static void test_round_trips_random_tables(void) {
  static const char *const pieces[] = {"\"", ",", "\n", "\r\n", "a", " ", "安岳", "", ";", "\t"};
  g_autoptr(GRand) random = g_rand_new_with_seed(2);

  for (int round = 0; round < 300; round++) {
    int width = g_rand_int_range(random, 2, 6), height = g_rand_int_range(random, 0, 20);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < width; i++) {
      g_autofree char *heading = g_strdup_printf("c%d", i);
      ty_csv_append(text, heading, i == 0);
    }
    for (int row = 0; row < height; row++) {
      g_string_append_c(text, '\n');
      for (int i = 0; i < width; i++) {
        g_autoptr(GString) field = g_string_new(NULL);
        for (int n = g_rand_int_range(random, 0, 6); n > 0; n--)
          g_string_append(field, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        ty_csv_append(text, field->str, i == 0);
        g_ptr_array_add(fields, g_strdup(field->str));
      }
    }
    Trip trip = {fields, 0};
    g_autoptr(GError) error = NULL;
    ty_csv_read("t.csv", text->str, text->len, on_trip, NULL, &trip, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(trip.at, ==, fields->len);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/csv/rfc-4180", test_reads_rfc_4180);
  g_test_add_func("/base/csv/columns", test_finds_columns_and_calls_the_heading_first);
  g_test_add_func("/base/csv/width", test_rejects_rows_of_another_width);
  g_test_add_func("/base/csv/unclosed", test_gives_up_only_the_row_of_an_unclosed_quote);
  g_test_add_func("/base/csv/loose-quote", test_takes_a_quote_within_a_line_for_itself);
  g_test_add_func("/base/csv/many-unclosed", test_reads_on_after_many_unclosed_quotes);
  g_test_add_func("/base/csv/nul", test_rejects_a_nul_byte);
  g_test_add_func("/base/csv/cr", test_reads_lines_that_end_in_cr);
  g_test_add_func("/base/csv/heading", test_refuses_a_bad_heading);
  g_test_add_func("/base/csv/stop", test_stops_when_told);
  g_test_add_func("/base/csv/round-trip", test_round_trips_random_tables);
  return g_test_run();
}
