/* SPDX-License-Identifier: Apache-2.0 */
/* Papers as tagged lines: RIS, EndNote, RefWorks, Web of Science. */
#include "unit/reading.h"

static void test_reads_ris(void) {
  g_auto(Reading) reading = read_text("\xEF\xBB\xBFTY  - JOUR\r\nT1  - 石刻题\r\n材的比较\r\nAU  - "
                                      "甲\r\nAU  - 乙\r\nPY  - 2019///\r\n"
                                      "DA  - 2019/05/12/\r\nJO  - 简名\r\nJF  - 某刊\r\nKW  - "
                                      "石刻\r\n安岳\r\nAB  - 第一段。\r\n第二段。\r\n"
                                      "AD  - 某大学历史系\r\nDO  - 10.1/a\r\nUR  - "
                                      "https://x.example/1\r\nDB  - CNKI\r\nER  - \r\n\r\n"
                                      "TY  - CONF\r\nTI  - Rock art\r\n  of Anyue\r\nT1  - "
                                      "Other\r\nA1  - Zhang, San\r\nY1  - 2001\r\n"
                                      "BT  - Meeting\r\nER  -\r\n");
  const TyDocument *journal = document_at(&reading, 0), *conference = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  assert_lines(reading.rejects, "");
  g_assert_cmpint(journal->kind, ==, TY_DOCUMENT_PAPER);
  g_assert_cmpstr(journal->platform, ==, "cnki");
  g_assert_cmpstr(journal->title, ==, "石刻题材的比较"); /* no space within Chinese */
  g_assert_cmpstr(journal->author, ==, "甲;乙");
  g_assert_cmpstr(journal->date, ==, "2019-05-12");
  g_assert_cmpstr(journal->venue, ==, "某刊");
  g_assert_cmpstr(journal->tags, ==, "石刻;安岳");
  g_assert_cmpstr(journal->text, ==, "第一段。\n第二段。");
  g_assert_cmpstr(journal->organ, ==, "某大学历史系");
  g_assert_cmpstr(journal->native_id, ==, "10.1/a");
  g_assert_cmpstr(journal->url, ==, "https://x.example/1");
  g_assert_cmpuint(journal->line, ==, 1);
  g_assert_cmpstr(conference->title, ==, "Rock art of Anyue");
  g_assert_cmpstr(conference->author, ==, "Zhang, San");
  g_assert_cmpstr(conference->date, ==, "2001");
  g_assert_cmpstr(conference->venue, ==, "Meeting");
  g_assert_cmpstr(conference->platform, ==, NULL);
  g_assert_cmpstr(conference->text, ==, NULL); /* kept without an abstract */
  g_assert_cmpuint(conference->line, ==, 20);
}

static void test_rejects_of_ris(void) {
  g_auto(Reading) reading = read_text(
      "TY  - JOUR\nAU  - 某人\nER  - \nstray\nTY  - JOUR\nTI  - 一\nTY  - JOUR\nTI  - 二\n");
  g_assert_cmpuint(reading.documents->len, ==, 2); /* ER may be missing */
  assert_lines(reading.rejects, "1: found neither title nor text, expected one of them\n"
                                "4: found a line outside of any record, expected a field\n");
  g_assert_null(strstr(reading.raws->pdata[0], "某人"));
}

static void test_reads_endnote(void) {
  g_auto(Reading) reading = read_text(
      "%0 Journal Article\n%A 甲\n%A 乙\n%+ 某大学;某馆;\n%T 题名\n%J 某刊\n%D 2019\n%N 01\n"
      "%K 石刻;;安岳;石刻\n%X 摘要。\n100% 之内\n%P 7-12\n%@ 1000-0000\n%W CNKI\n\n\n"
      "%0 Thesis\n%A 丙\n%Y 导师\n%T 论文\n%I 某学院\n%D 2018\n%R 10.1/b\n"
      "%U https://x.example/2\n");
  const TyDocument *journal = document_at(&reading, 0), *thesis = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  assert_lines(reading.rejects, "");
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(journal->platform, ==, "cnki");
  g_assert_cmpstr(journal->title, ==, "题名");
  g_assert_cmpstr(journal->author, ==, "甲;乙");
  g_assert_cmpstr(journal->organ, ==, "某大学;某馆");
  g_assert_cmpstr(journal->venue, ==, "某刊");
  g_assert_cmpstr(journal->date, ==, "2019");
  g_assert_cmpstr(journal->tags, ==, "石刻;安岳");
  g_assert_cmpstr(journal->text, ==, "摘要。\n100% 之内");
  g_assert_cmpstr(thesis->author, ==, "丙"); /* not the supervisor */
  g_assert_cmpstr(thesis->venue, ==, "某学院");
  g_assert_cmpstr(thesis->native_id, ==, "10.1/b");
  g_assert_cmpstr(thesis->url, ==, "https://x.example/2");
  g_assert_cmpuint(thesis->line, ==, 17);
}

static void test_reads_refworks(void) {
  g_auto(Reading) reading = read_text(
      "RT Journal Article\nSR 1\nA1 甲;乙;\nAD 某大学民族学院;\nT1 题名\nJF 某刊\nYR 2026\nIS "
      "01\nOP 1-12\n"
      "K1 石刻;安岳\nAB 摘要。\nAI technology, on a line of its own\nSN 1000-0000\nLA 中文;\nDS "
      "CNKI\n"
      "LK https://x.example/3\nDO 10.1/c\n\nRT Dissertation/Thesis\nSR 2\nA1 丙\nT1 论文\nA3 导师\n"
      "PB 某学院\nYR 2018\nCL 硕士\n");
  const TyDocument *journal = document_at(&reading, 0), *thesis = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  assert_lines(reading.rejects, "");
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(journal->platform, ==, "cnki");
  g_assert_cmpstr(journal->title, ==, "题名");
  g_assert_cmpstr(journal->author, ==, "甲;乙");
  g_assert_cmpstr(journal->organ, ==, "某大学民族学院");
  g_assert_cmpstr(journal->venue, ==, "某刊");
  g_assert_cmpstr(journal->date, ==, "2026");
  g_assert_cmpstr(journal->tags, ==, "石刻;安岳");
  g_assert_cmpstr(journal->text, ==, "摘要。\nAI technology, on a line of its own");
  g_assert_cmpstr(journal->native_id, ==, "10.1/c");
  g_assert_cmpstr(journal->url, ==, "https://x.example/3");
  g_assert_cmpstr(thesis->author, ==, "丙");
  g_assert_cmpstr(thesis->venue, ==, "某学院");
  g_assert_cmpuint(thesis->line, ==, 19);
}

#define WOS                                                                                        \
  "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Zhang, S\n   Li, S\nAF Zhang, San\n   " \
  "Li, Si\nTI Rock carvings of\n   Anyue\nSO HERITAGE\nLA English\nDE rock carving; world\n   "    \
  "heritage\nID TOURISM\nAB A first sentence.\n   A second one.\nC1 [Zhang, San; Li, Si] Sichuan " \
  "Univ, Sch Hist, Chengdu, Peoples R China.\n   [Li, Si] Chongqing Univ, Chongqing, Peoples R "   \
  "China.\nRP Zhang, S (corresponding author), Sichuan Univ.\nPD MAY\nPY 2019\nDI 10.1/d\nUT "     \
  "WOS:000001\nER\n\nPT C\nAU Wang, W\nTI Second\nID A; B\nC3 Univ A; Univ B\nC1 [Wang, W] Univ "  \
  "C, X.\nPY 2020\nUT WOS:000002\nER\n\nEF"

static void test_reads_web_of_science(void) {
  g_auto(Reading) reading = read_text(WOS);
  const TyDocument *first = document_at(&reading, 0), *second = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  assert_lines(reading.rejects, "");
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(first->platform, ==, "wos");
  g_assert_cmpstr(first->title, ==, "Rock carvings of Anyue");
  g_assert_cmpstr(first->author, ==, "Zhang, San;Li, Si");
  g_assert_cmpstr(first->organ, ==, "Sichuan Univ;Chongqing Univ");
  g_assert_cmpstr(first->venue, ==, "HERITAGE");
  g_assert_cmpstr(first->date, ==, "2019");
  g_assert_cmpstr(first->tags, ==, "rock carving;world heritage");
  g_assert_cmpstr(first->text, ==, "A first sentence. A second one.");
  g_assert_cmpstr(first->native_id, ==, "10.1/d");
  g_assert_cmpuint(first->line, ==, 3);
  g_assert_cmpstr(second->author, ==, "Wang, W");
  g_assert_cmpstr(second->tags, ==, "A;B");
  g_assert_cmpstr(second->organ, ==, "Univ A;Univ B");
  g_assert_cmpstr(second->native_id, ==, "WOS:000002");
}

static void test_reads_web_of_science_without_its_first_lines(void) {
  const char *records = strstr(WOS, "PT J");
  g_auto(Reading) reading = read_text(records);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpuint(document_at(&reading, 0)->line, ==, 1);
}

static void test_names_of_authors_stay_out_of_rejects(void) {
  g_auto(Reading) reading =
      read_text("FN Clarivate\nPT J\nAU Zhang, S\nC1 [Zhang, San; Li] A Univ, "
                "B.\n   [Unclosed, X; Y\nER\nPT J\nTI t\nER\n");
  g_assert_cmpuint(reading.documents->len, ==, 1);
  assert_lines(reading.rejects, "2: found neither title nor text, expected one of them\n");
  g_assert_cmpstr(reading.raws->pdata[0], ==, "organ=A Univ");
}

static void test_reads_web_of_science_tables(void) {
  g_auto(Reading) reading = read_text(
      "\xEF\xBB\xBFPT\tAU\tAF\tTI\tSO\tDE\tAB\tC1\tPY\tUT\t\r\n"
      "J\tZhang, S; Li, S\tZhang, San; Li, Si\t\"Living\" heritage\tHERITAGE\ta; b\tText\t"
      "[Zhang, San] Univ A, X; [Li, Si] Univ B, Y\t2019\tWOS:1\t\r\n"
      "J\t\t\t\"A \"\"quoted\"\" title\"\tS\t\t\t\t2020\tWOS:2\r\n\r\n"
      "J\ta\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\r\nJ\tWang\t\t\t\t\t\t\t2001\r\n");
  const TyDocument *first = document_at(&reading, 0);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(first->title, ==, "\"Living\" heritage");
  g_assert_cmpstr(first->author, ==, "Zhang, San;Li, Si");
  g_assert_cmpstr(first->organ, ==, "Univ A;Univ B");
  g_assert_cmpstr(first->tags, ==, "a;b");
  g_assert_cmpstr(first->date, ==, "2019");
  g_assert_cmpstr(first->platform, ==, "wos");
  g_assert_cmpuint(first->line, ==, 2);
  g_assert_cmpstr(document_at(&reading, 1)->title, ==, "A \"quoted\" title");
  assert_lines(reading.rejects, "5: found 13 fields, expected 11 as in the heading\n"
                                "6: found neither title nor text, expected one of them\n");
}

/* What looks like a tag within other formats is none of these. */
static void test_is_told_by_content(void) {
  g_auto(Reading) post =
      read_text("text,date\nRT Great day,2024-05-01\n\"%0 off\",2024\n@misc(x),\n");
  g_assert_cmpuint(post.documents->len, ==, 3);
  g_auto(Reading) after = read_text("导出\n\n\n\n\nRT Journal Article\nT1 一\nA1 甲\n");
  g_assert_cmpuint(after.documents->len, ==, 1);
  g_assert_cmpint(document_at(&after, 0)->kind, ==, TY_DOCUMENT_PAPER);
}

static void test_reads_them_in_gb18030(void) {
  gsize length;
  g_autofree char *bytes =
      encoded("%0 Journal Article\r\n%A 甲\r\n%T 大足石刻的保护\r\n%X 文中说石刻。\r\n", "GB18030",
              &length);
  g_auto(Reading) reading = read_bytes(bytes, length, NULL);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "大足石刻的保护");
}

static void test_pajek_is_said_to_be_a_network(void) {
  static const char *const networks[] = {"*Vertices 2\n1 \"安岳\"\n2 \"大足\"\n*Edges\n1 2\n",
                                         "*Network 词\n*Vertices 1\n",
                                         "% made by hand\n\n\n*vertices  3\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(networks); i++) {
    g_auto(Reading) reading = read_text(networks[i]);
    assert_failed(&reading, TY_ERROR_INPUT, "found a Pajek network, expected posts or papers");
    assert_failed(&reading, TY_ERROR_INPUT, "a network holds points and lines, not documents");
  }
}

/* CNKI's own file, where it is at hand. */
static void test_reads_a_whole_export(void) {
  static const char path[] = "../shared/data/formats/cnki_noteexpress_sample.net";
  g_autofree char *text = NULL;
  gsize starts = 0;

  if (!g_file_get_contents(path, &text, NULL, NULL)) {
    g_test_skip("no export of CNKI at hand");
    return;
  }
  for (const char *at = text; (at = strstr(at, "{Reference Type}")); at++)
    starts++;
  Reading reading = reading_new();
  reading.done = ty_corpus_read(path, NULL, keep_document, keep_reject, &reading, &reading.error);
  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, starts);
  assert_lines(reading.rejects, "");
  for (guint i = 0; i < reading.documents->len; i++)
    g_assert_true(document_at(&reading, i)->title &&
                  g_strcmp0(document_at(&reading, i)->platform, "cnki") == 0);
  reading_clear(&reading);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/ris/records", test_reads_ris);
  g_test_add_func("/corpus/ris/rejects", test_rejects_of_ris);
  g_test_add_func("/corpus/endnote/records", test_reads_endnote);
  g_test_add_func("/corpus/refworks/records", test_reads_refworks);
  g_test_add_func("/corpus/web-of-science/records", test_reads_web_of_science);
  g_test_add_func("/corpus/web-of-science/bare", test_reads_web_of_science_without_its_first_lines);
  g_test_add_func("/corpus/web-of-science/privacy", test_names_of_authors_stay_out_of_rejects);
  g_test_add_func("/corpus/web-of-science/table", test_reads_web_of_science_tables);
  g_test_add_func("/corpus/papers/sniff", test_is_told_by_content);
  g_test_add_func("/corpus/papers/gb18030", test_reads_them_in_gb18030);
  g_test_add_func("/corpus/papers/pajek", test_pajek_is_said_to_be_a_network);
  g_test_add_func("/corpus/papers/export", test_reads_a_whole_export);
  return g_test_run();
}
