/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/reading.h"

#define FIRST                                                                                                    \
  "DataType: 1\nTitle-题名: 曲剧的来源\nAuthor-作者: 甲;乙;\nSource-刊名: 某刊\nYear-年: 2008\n" \
  "PubTime-出版时间: 2008-06-15\nKeyword-关键词: 曲剧;;清音\nSummary-摘要: "                        \
  "第一段。\n第二段：完。\n"                                                                           \
  "Period-期: 03\nPageCount-页数: 6\nPage-页码: 90-95\nSrcDatabase-来源库: 期刊\n"                     \
  "Organ-机构: 某大学;某馆;\nLink-链接: https://x.example/16\n\n"
#define SECOND "DataType: 1\nTitle-题名: 二\nYear-年: 2010\nDOI-DOI: 10.1/y\n"

static void test_reads_records(void) {
  g_auto(Reading) reading = read_text(FIRST SECOND);
  const TyDocument *first = document_at(&reading, 0), *second = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpuint(reading.rejects->len, ==, 0);
  g_assert_cmpint(first->kind, ==, TY_DOCUMENT_PAPER);
  g_assert_cmpstr(first->platform, ==, "cnki");
  g_assert_cmpstr(first->title, ==, "曲剧的来源");
  g_assert_cmpstr(first->author, ==, "甲;乙");
  g_assert_cmpstr(first->venue, ==, "某刊");
  g_assert_cmpstr(first->date, ==, "2008-06-15");
  g_assert_cmpstr(first->tags, ==, "曲剧;清音");
  g_assert_cmpstr(first->text, ==, "第一段。\n第二段：完。");
  g_assert_cmpstr(first->organ, ==, "某大学;某馆");
  g_assert_cmpstr(first->url, ==, "https://x.example/16");
  g_assert_cmpuint(first->line, ==, 1);
  g_assert_cmpstr(second->date, ==, "2010");
  g_assert_cmpstr(second->native_id, ==, "10.1/y");
  g_assert_cmpuint(second->line, ==, 17);
}

static void test_parts_records_by_their_titles(void) {
  g_auto(Reading) reading = read_text("SrcDatabase-来源库：期刊\r\nTitle-题名：一\r\n"
                                      "Source-文献来源：甲\r\n\r\nSrcDatabase-来源库：硕士\r\n"
                                      "Title-题名：二\r\nSource-学位授予单位：乙\r\n");
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(document_at(&reading, 0)->venue, ==, "甲");
  g_assert_cmpstr(document_at(&reading, 1)->venue, ==, "乙");
}

static void test_rejects_and_reads_on(void) {
  g_auto(Reading) reading = read_text("DataType: 1\nAuthor-作者: 某人;\n" SECOND);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  assert_lines(reading.rejects, "1: found neither title nor text, expected one of them\n");
  g_assert_null(strstr(reading.raws->pdata[0], "某人"));
}

/* Lines of an abstract that look a little like fields are text. */
static void test_tells_fields_from_text(void) {
  g_auto(Reading) reading = read_text(
      "Title-题名: 一\nSummary-摘要: 甲\nnote: 乙\nA-B: 丙\nWeb-: 丁\nX-字: 戊\n-题: 己\n");
  g_assert_cmpstr(document_at(&reading, 0)->text, ==,
                  "甲\nnote: 乙\nA-B: 丙\nWeb-: 丁\nX-字: 戊\n-题: 己");
}

static void test_reads_gb18030(void) {
  gsize length;
  g_autofree char *bytes = encoded(FIRST, "GB18030", &length);
  g_auto(Reading) reading = read_bytes(bytes, length, NULL);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "曲剧的来源");
}

static void test_stops_when_told(void) {
  g_autofree char *path = temporary_file(FIRST SECOND, strlen(FIRST SECOND));
  Reading reading = reading_new();
  reading.stop_after = 1;
  reading.done = ty_corpus_read(path, NULL, keep_document, NULL, &reading, &reading.error);
  g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_remove(path);
  reading_clear(&reading);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/estudy/records", test_reads_records);
  g_test_add_func("/corpus/estudy/titles", test_parts_records_by_their_titles);
  g_test_add_func("/corpus/estudy/rejects", test_rejects_and_reads_on);
  g_test_add_func("/corpus/estudy/text", test_tells_fields_from_text);
  g_test_add_func("/corpus/estudy/gb18030", test_reads_gb18030);
  g_test_add_func("/corpus/estudy/stop", test_stops_when_told);
  return g_test_run();
}
