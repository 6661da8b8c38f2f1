/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/sheet.h"

#include "corpus/cell-format.h"
#include "unit/reading.h"

/* A workbook with this sheet, and with these texts and styles where not NULL. */
static char *workbook(const char *sheet, const char *shared, const char *styles, gsize *length) {
  SheetPart parts[6] = {{"xl/workbook.xml", SHEET_WORKBOOK},
                        {"xl/_rels/workbook.xml.rels", SHEET_RELATIONS},
                        {"xl/worksheets/sheet1.xml", sheet}};
  int n = 3;
  if (shared)
    parts[n++] = (SheetPart){"xl/sharedStrings.xml", shared};
  if (styles)
    parts[n++] = (SheetPart){"xl/styles.xml", styles};
  return sheet_archive(parts, length);
}

static Reading read_sheet(const char *sheet, const char *shared, const char *styles) {
  gsize length;
  g_autofree char *bytes = workbook(sheet, shared, styles, &length);
  return read_table(bytes, length);
}

static Reading read_parts(const SheetPart *parts) {
  gsize length;
  g_autofree char *bytes = sheet_archive(parts, &length);
  return read_table(bytes, length);
}

#define SHARED(texts) "<sst xmlns=\"" SHEET_NAMESPACE "\">" texts "</sst>"
#define INLINE(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"

static void test_reads_every_kind_of_cell(void) {
  g_auto(Reading) reading = read_sheet(
      SHEET_XML("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is>"
                "<t>正文</t></is></c><c r=\"C1\" t=\"str\"><f>X()</f><v>数</v></c>"
                "<c r=\"D1\" t=\"s\"><v>1</v></c></row>"
                "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>2</v></c><c r=\"C3\"><v>12.5</v></c>"
                "<c r=\"D3\" t=\"b\"><v>1</v></c></row>"
                "<row r=\"4\"/><row r=\"5\"><c r=\"B5\" t=\"s\"><v>3</v></c>"
                "<c r=\"C5\" t=\"e\"><v>#N/A</v></c><c r=\"D5\" t=\"b\"><v>0</v></c></row>"
                "<row r=\"6\"><c r=\"A6\" t=\"d\"><v>2024-05-01</v></c>"
                "<c r=\"C6\"><v>0.30000000000000004</v></c></row>"),
      SHARED("<si><t> 标题 </t></si><si><t>是</t></si><si><t xml:space=\"preserve\">a &amp; b"
             "</t></si><si><r><t>粗</t></r><r><rPr><b/></rPr><t>体_x000D_\n行</t></r>"
             "<rPh sb=\"0\" eb=\"1\"><t>注音</t></rPh></si>"),
      NULL);
  g_assert_no_error(reading.error);
  assert_lines(reading.rows, "3|标题=a & b|正文=|数=12.5|是=TRUE\n"
                             "5|标题=|正文=粗体\n行|数=#N/A|是=FALSE\n"
                             "6|标题=2024-05-01|正文=|数=0.3|是=\n");
}

static void test_counts_cells_and_rows_without_references(void) {
  g_auto(Reading) reading =
      read_sheet(SHEET_XML("<row>" INLINE("a") INLINE("b") "</row><row>" INLINE("1")
                               INLINE("2") "</row><row></row><row>" INLINE("3") "</row>"),
                 NULL, NULL);
  assert_lines(reading.rows, "2|a=1|b=2\n4|a=3|b=\n");
}

#define STYLES                                                                                     \
  "<styleSheet xmlns=\"" SHEET_NAMESPACE "\"><numFmts><numFmt numFmtId=\"164\" "                   \
  "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"165\" "  \
  "formatCode=\"0.00&quot;day&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"              \
  "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"         \
  "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"

static void test_reads_dates_by_their_format(void) {
  g_auto(Reading) reading = read_sheet(
      SHEET_XML("<row>" INLINE("a") INLINE("b") INLINE("c") INLINE("d") INLINE("e") INLINE(
          "f") "</row><row><c s=\"0\"><v>45413</v></c><c s=\"1\"><v>45413</v></c>"
               "<c s=\"2\"><v>45413.520833333336</v></c><c s=\"3\"><v>45413</v></c>"
               "<c s=\"4\"><v>45413</v></c><c s=\"5\"><v>0.39583333333333331</v></c></row>"),
      NULL, STYLES);
  assert_lines(reading.rows,
               "2|a=45413|b=2024-05-01|c=2024-05-01T12:30:00|d=2024-05-01|e=45413|f=09:30\n");
}

static void test_knows_date_formats(void) {
  static const struct {
    const char *format;
    TyCellKind kind;
  } formats[] = {{"General", TY_CELL_NUMBER},
                 {"0.00E+00", TY_CELL_NUMBER},
                 {"#,##0;[Red]-#,##0", TY_CELL_NUMBER},
                 {"[Magenta]0", TY_CELL_NUMBER},
                 {"0\"d\"", TY_CELL_NUMBER},
                 {"\\d0", TY_CELL_NUMBER},
                 {"@", TY_CELL_NUMBER},
                 {"", TY_CELL_NUMBER},
                 {"0 \"never closed", TY_CELL_NUMBER},
                 {"yyyy-mm-dd", TY_CELL_DATE},
                 {"m/d/yy h:mm", TY_CELL_DATE},
                 {"[$-804]yyyy\"年\"m\"月\"", TY_CELL_DATE},
                 {"e\"年\"", TY_CELL_DATE},
                 {"mmm", TY_CELL_DATE},
                 {"h:mm AM/PM", TY_CELL_TIME},
                 {"[h]:mm", TY_CELL_TIME},
                 {"[mm]", TY_CELL_TIME},
                 {"mm:ss", TY_CELL_TIME}};
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
    g_assert_cmpint(ty_cell_kind_of_format(formats[i].format), ==, formats[i].kind);
  for (guint id = 0; id < 14; id++)
    g_assert_cmpint(ty_cell_kind_of_number(id), ==, TY_CELL_NUMBER);
  g_assert_cmpint(ty_cell_kind_of_number(14), ==, TY_CELL_DATE);
  g_assert_cmpint(ty_cell_kind_of_number(31), ==, TY_CELL_DATE);
  g_assert_cmpint(ty_cell_kind_of_number(46), ==, TY_CELL_TIME);
  g_assert_cmpint(ty_cell_kind_of_number(49), ==, TY_CELL_NUMBER);
}

static void assert_cell(const char *value, TyCellKind kind, gboolean is_1904,
                        const char *expected) {
  g_autoptr(GString) out = g_string_new(NULL);
  ty_cell_append(out, value, kind, is_1904);
  g_assert_cmpstr(out->str, ==, expected);
}

static void test_writes_numbers_as_excel_shows_them(void) {
  assert_cell("5", TY_CELL_NUMBER, FALSE, "5");
  assert_cell("5.0", TY_CELL_NUMBER, FALSE, "5");
  assert_cell("-0", TY_CELL_NUMBER, FALSE, "0");
  assert_cell("4.5999999999999996", TY_CELL_NUMBER, FALSE, "4.6");
  assert_cell("1.2E+15", TY_CELL_NUMBER, FALSE, "1200000000000000");
  assert_cell("1e300", TY_CELL_NUMBER, FALSE, "1e+300");
  assert_cell("no number", TY_CELL_DATE, FALSE, "no number");
  assert_cell("1", TY_CELL_DATE, FALSE, "1900-01-01");
  assert_cell("59", TY_CELL_DATE, FALSE, "1900-02-28");
  assert_cell("61", TY_CELL_DATE, FALSE, "1900-03-01");
  assert_cell("2958465", TY_CELL_DATE, FALSE, "9999-12-31");
  assert_cell("0", TY_CELL_DATE, TRUE, "1904-01-01");
  assert_cell("-5", TY_CELL_DATE, FALSE, "-5");
  assert_cell("1e9", TY_CELL_DATE, FALSE, "1000000000");
  assert_cell("0.75", TY_CELL_TIME, FALSE, "18:00");
  assert_cell("1.5", TY_CELL_TIME, FALSE, "36:00");
  assert_cell("0.39584490740740741", TY_CELL_TIME, FALSE, "09:30:01");
}

static void test_takes_the_first_visible_sheet(void) {
  const SheetPart parts[] = {
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets><sheet sheetId=\"1\" "
       "state=\"hidden\" r:id=\"a\"/><sheet sheetId=\"2\" r:id=\"b\"/><sheet sheetId=\"3\" "
       "r:id=\"a\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"a\" Target=\"worksheets/hidden.xml\"/>"
       "<Relationship Id=\"b\" Target=\"/xl/worksheets/Shown.xml\"/></Relationships>"},
      {"xl/worksheets/hidden.xml", SHEET_XML("<row>" INLINE("no") "</row>")},
      {"xl/worksheets/shown.xml",
       SHEET_XML("<row>" INLINE("yes") "</row><row><c s=\"0\"><v>0</v></c></row>")},
      {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
      {NULL, NULL}};
  g_auto(Reading) reading = read_parts(parts);
  g_assert_no_error(reading.error);
  assert_lines(reading.rows, "2|yes=1904-01-01\n");
}

static void test_rejects_rows_wider_than_the_heading(void) {
  g_auto(Reading) reading =
      read_sheet(SHEET_XML("<row>" INLINE("a") "</row><row>" INLINE("1")
                               INLINE("2") "</row><row>" INLINE("3") "<c s=\"0\"/></row>"),
                 NULL, NULL);
  assert_lines(reading.rows, "3|a=3\n");
  assert_lines(reading.rejects, "2: found 2 cells, expected 1 as in the heading\n");
}

static void test_reads_posts(void) {
  gsize length;
  g_autofree char *bytes = workbook(
      SHEET_XML("<row>" INLINE("标题") INLINE("正文") INLINE("作者") INLINE("发布时间") INLINE(
          "平台") INLINE("搜索词") INLINE("链接") "</row><row>" INLINE("圆觉洞") INLINE("真美")
                    INLINE("甲") "<c s=\"2\"><v>45413.520833333336</v></c>" INLINE("马蜂窝") INLINE(
                        "资阳旅行") INLINE("https://x.example/1") "</row>"
                                                                  "<row>" INLINE(" ") INLINE(" ")
                                                                      INLINE("乙") "</row>"),
      NULL, STYLES, &length);
  g_auto(Reading) reading = read_bytes(bytes, length, NULL);
  const TyDocument *document = document_at(&reading, 0);

  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpstr(document->platform, ==, "mafengwo");
  g_assert_cmpstr(document->date, ==, "2024-05-01T12:30:00");
  g_assert_cmpstr(document->term, ==, "资阳旅行");
  g_assert_cmpuint(document->line, ==, 2);
  assert_lines(reading.rejects, "3: found neither title nor text, expected one of them\n");

  g_autofree char *other =
      workbook(SHEET_XML("<row>" INLINE("年龄") "</row>"), NULL, NULL, &length);
  g_auto(Reading) none = read_bytes(other, length, NULL);
  assert_failed(&none, TY_ERROR_INPUT, ":1: found the columns 年龄, none of them for the text");
}

static void test_refuses_entities_and_other_files(void) {
  static const char *const documents[] = {
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row>"
      "<c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>",
      "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet><sheetData/></worksheet>",
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;\">]>"
      "<worksheet><sheetData><row r=\"&d;\"><c t=\"str\"><v>&d;</v></c></row></sheetData>"
      "</worksheet>"};
  for (gsize i = 0; i < G_N_ELEMENTS(documents); i++) {
    g_auto(Reading) sheet = read_sheet(documents[i], NULL, NULL);
    assert_failed(&sheet, TY_ERROR_INPUT, "document type");
    g_auto(Reading) shared = read_sheet(SHEET_XML(""), documents[i], NULL);
    assert_failed(&shared, TY_ERROR_INPUT, "document type");
  }
}

static void test_refuses_broken_parts(void) {
  static const struct {
    const char *sheet, *shared, *styles, *part;
  } broken[] = {
      {"", NULL, NULL, "sheet1.xml"},
      {"no xml", NULL, NULL, "found broken XML"},
      {"<worksheet><sheetData><row><c><v>1</v></c></row>", NULL, NULL, "sheet1.xml"},
      {"<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>a", NULL, NULL, "sheet1.xml"},
      {SHEET_XML(""), NULL, NULL, "found an empty sheet"},
      {SHEET_XML("<row/>"), NULL, NULL, "found an empty sheet"},
      {SHEET_XML(""), "<sst><si><t>a", NULL, "sharedStrings.xml"},
      {SHEET_XML(""), NULL, "<styleSheet><", "styles.xml"},
      {SHEET_XML("<row><c r=\"1A\"><v>1</v></c></row>"), NULL, NULL, "found a cell called 1A"},
      {SHEET_XML("<row><c r=\"XFE1\"><v>1</v></c></row>"), NULL, NULL, "found a cell called XFE1"},
      {SHEET_XML("<row><c r=\"AAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>"), NULL, NULL,
       "found a cell called"},
      {SHEET_XML("<row r=\"1048577\"><c><v>1</v></c></row>"), NULL, NULL, "found a row numbered"},
      {SHEET_XML("<row r=\"x\"><c><v>1</v></c></row>"), NULL, NULL, "found a row numbered x"},
      {SHEET_XML("<row>" INLINE("a") INLINE("a") "</row>"), NULL, NULL, "found the column a twice"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
    g_auto(Reading) reading = read_sheet(broken[i].sheet, broken[i].shared, broken[i].styles);
    assert_failed(&reading, TY_ERROR_INPUT, broken[i].part);
  }
  /* A text that is not there leaves its cell empty. */
  g_auto(Reading) dangling =
      read_sheet(SHEET_XML("<row>" INLINE("a") INLINE(
                     "b") "</row><row><c t=\"s\"><v>9</v></c>" INLINE("x") "</row>"),
                 NULL, NULL);
  assert_lines(dangling.rows, "2|a=|b=x\n");
}

static void test_refuses_other_archives(void) {
  const SheetPart word[] = {{"word/document.xml", "<x/>"}, {NULL, NULL}};
  g_auto(Reading) document = read_parts(word);
  assert_failed(&document, TY_ERROR_INPUT, "found a zip archive without xl/workbook.xml");
  const SheetPart no_sheet[] = {{"xl/workbook.xml", SHEET_WORKBOOK}, {NULL, NULL}};
  g_auto(Reading) missing = read_parts(no_sheet);
  assert_failed(&missing, TY_ERROR_INPUT, "without its sheet xl/worksheets/sheet1.xml");
}

/* Cut anywhere, with any byte turned: an error or rows, never more. */
static void test_survives_damage(void) {
  gsize length;
  g_autofree char *bytes = workbook(SHEET_XML("<row>" INLINE("a") INLINE("b") "</row><row>" INLINE(
                                        "1") "<c s=\"1\"><v>45413</v></c></row>"),
                                    SHARED("<si><t>x</t></si>"), STYLES, &length);
  g_autoptr(GRand) random = g_rand_new_with_seed(8);

  for (gsize cut = 4; cut < length; cut += 37) {
    g_auto(Reading) reading = read_table(bytes, cut);
    assert_failed(&reading, TY_ERROR_INPUT, "found a broken or truncated zip archive");
  }
  for (int round = 0; round < 300; round++) {
    g_autofree char *damaged = g_memdup2(bytes, length);
    for (int i = 0; i < 3; i++)
      damaged[g_rand_int_range(random, 4, (gint32) length)] ^=
          (char) (1 << g_rand_int_range(random, 0, 8));
    g_auto(Reading) reading = read_table(damaged, length);
    g_assert_true(reading.done || reading.error->code == TY_ERROR_INPUT);
  }
}

/* A small archive may hold a part of many megabytes; one text of them is refused, many are read in
 * a stream. */
static void test_bounds_what_it_unpacks(void) {
  g_autofree char *long_text = g_strnfill(40 << 20, ' ');
  g_autofree char *sheet = g_strconcat("<worksheet><sheetData><row><c t=\"str\"><v>", long_text,
                                       "</v></c></row></sheetData></worksheet>", NULL);
  gsize length;
  g_autofree char *bytes = workbook(sheet, NULL, NULL, &length);
  g_assert_cmpuint(length, <, 1 << 20);
  g_auto(Reading) reading = read_table(bytes, length);
  g_assert_false(reading.done);
  g_assert_error(reading.error, TY_ERROR, TY_ERROR_INPUT);
}

static void test_reads_many_rows(void) {
  g_autoptr(GString) sheet = g_string_new("<worksheet><sheetData><row>" INLINE("n") "</row>");
  for (int i = 2; i <= 20000; i++)
    g_string_append_printf(sheet, "<row r=\"%d\"><c r=\"A%d\"><v>%d</v></c></row>", i, i, i);
  g_string_append(sheet, "</sheetData></worksheet>");
  g_auto(Reading) reading = read_sheet(sheet->str, NULL, NULL);
  g_assert_cmpuint(reading.rows->len, ==, 19999);
  g_assert_cmpstr(reading.rows->pdata[19998], ==, "20000|n=20000");
}

static void test_stops_when_told(void) {
  gsize length;
  g_autofree char *bytes = workbook(
      SHEET_XML("<row>" INLINE("a") "</row><row>" INLINE("1") "</row><row>" INLINE("2") "</row>"),
      NULL, NULL, &length);
  g_autofree char *path = temporary_file(bytes, length);
  Reading reading = reading_new();
  reading.stop_after = 1;
  reading.done = ty_corpus_read_table(path, keep_row, NULL, &reading, &reading.error);
  g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
  g_assert_cmpuint(reading.rows->len, ==, 1);
  g_remove(path);
  reading_clear(&reading);
}

/* What unpacks to a thousand times its size is refused long before it is unpacked. */
static void test_refuses_bombs(void) {
  gsize length, n = (gsize) 80 << 20;
  g_autofree char *sheet = g_malloc(n + 1);

  memset(sheet, ' ', n);
  sheet[n] = '\0';
  for (gsize at = 1 << 20; at < n; at += 1 << 20) /* no text of it is too long */
    memcpy(sheet + at, "<!-- -->", strlen("<!-- -->"));
  memcpy(sheet, "<worksheet><sheetData>", strlen("<worksheet><sheetData>"));
  g_autofree char *bytes = workbook(sheet, NULL, NULL, &length);
  g_assert_cmpuint(length, <, 200000);
  g_auto(Reading) reading = read_table(bytes, length);
  assert_failed(&reading, TY_ERROR_INPUT, "found data packed more than 200 times");
}

/* More texts than are held in memory, of every length, asked for in any order. */
static void test_keeps_many_shared_texts(void) {
  enum { N = 60000 };
  g_autoptr(GString) shared = g_string_new("<sst>"),
                     rows = g_string_new("<row>" INLINE("a") "</row>");
  g_autofree char *filler = g_strnfill(997, 'x');
  gsize length;

  for (guint i = 0; i < N; i++) {
    g_string_append_printf(shared, "<si><t>%u %.*s</t></si>", i, (int) (i * 7 % 997), filler);
    if (i % 10 == 0)
      g_string_append_printf(rows, "<row><c t=\"s\"><v>%u</v></c></row>", i * 7919 % N);
  }
  g_string_append(shared, "</sst>");
  g_autofree char *sheet =
      g_strconcat("<worksheet><sheetData>", rows->str, "</sheetData></worksheet>", NULL);
  g_autofree char *bytes = workbook(sheet, shared->str, NULL, &length);
  g_assert_cmpuint(shared->len, >, (gsize) 17 << 20);
  g_auto(Reading) reading = read_table(bytes, length);
  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.rows->len, ==, N / 10);
  for (guint i = 0; i < N / 10; i++) {
    guint number = i * 10 * 7919 % N;
    g_autofree char *expected =
        g_strdup_printf("%u|a=%u %.*s", i + 2, number, (int) (number * 7 % 997), filler);
    g_assert_cmpstr(reading.rows->pdata[i], ==, expected);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/xlsx/cells", test_reads_every_kind_of_cell);
  g_test_add_func("/corpus/xlsx/no-references", test_counts_cells_and_rows_without_references);
  g_test_add_func("/corpus/xlsx/dates", test_reads_dates_by_their_format);
  g_test_add_func("/corpus/xlsx/formats", test_knows_date_formats);
  g_test_add_func("/corpus/xlsx/numbers", test_writes_numbers_as_excel_shows_them);
  g_test_add_func("/corpus/xlsx/first-visible", test_takes_the_first_visible_sheet);
  g_test_add_func("/corpus/xlsx/wide-rows", test_rejects_rows_wider_than_the_heading);
  g_test_add_func("/corpus/xlsx/posts", test_reads_posts);
  g_test_add_func("/corpus/xlsx/entities", test_refuses_entities_and_other_files);
  g_test_add_func("/corpus/xlsx/broken-parts", test_refuses_broken_parts);
  g_test_add_func("/corpus/xlsx/other-archives", test_refuses_other_archives);
  g_test_add_func("/corpus/xlsx/damage", test_survives_damage);
  g_test_add_func("/corpus/xlsx/bounds", test_bounds_what_it_unpacks);
  g_test_add_func("/corpus/xlsx/many-rows", test_reads_many_rows);
  g_test_add_func("/corpus/xlsx/bombs", test_refuses_bombs);
  g_test_add_func("/corpus/xlsx/many-texts", test_keeps_many_shared_texts);
  g_test_add_func("/corpus/xlsx/stop", test_stops_when_told);
  return g_test_run();
}
