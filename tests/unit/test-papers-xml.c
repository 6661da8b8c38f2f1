/* SPDX-License-Identifier: Apache-2.0 */
/* NoteFirst as CNKI writes it, and EndNote's XML. */
#include "unit/reading.h"

#define NOTEFIRST                                                                                   \
  "<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<!-- 导出 -->\n<Bibliographys>\n<Bibliography>\n" \
  "<Type>JournalArticle</Type>\n<PrimaryTitle>\n <Title Lang=\"en\">Rock carvings</Title>\n"        \
  " <Title Lang=\"zh-CHS\">石刻题材 &amp; 比较</Title>\n</PrimaryTitle>\n<Authors>\n"         \
  " <Author><Info "                                                                                 \
  "Lang=\"zh-CHS\"><FullName>甲</FullName><Organization>某大学</Organization></Info>"           \
  "<Info Lang=\"en\"><FullName>Jia</FullName></Info></Author>\n"                                    \
  " <Author><Info Lang=\"zh-CHS\"><FullName>乙</FullName></Info></Author>\n</Authors>\n"           \
  "<PeriodicalInfo><Title>某刊</Title><ISSN>1000-0000</ISSN></PeriodicalInfo>\n<Year>2019</"      \
  "Year>\n"                                                                                         \
  "<Keywords><Keyword Lang=\"zh-CHS\">石刻</Keyword><Keyword Lang=\"zh-CHS\">安岳</Keyword>"    \
  "<Keyword Lang=\"en\">carving</Keyword></Keywords>\n"                                             \
  "<Abstracts><Abstract Lang=\"zh-CHS\"><![CDATA[摘要<b>。]]></Abstract></Abstracts>\n"          \
  "<DOI>10.1/a</DOI>\n</Bibliography>\n"
#define SECOND                                                                                       \
  "<Bibliography>\n<PrimaryTitle>只有题名</PrimaryTitle>\n<Author>丙</Author>\n<Media>某刊</" \
  "Media>"                                                                                           \
  "</Bibliography>\n"

static void test_reads_notefirst(void) {
  g_auto(Reading) reading = read_text(NOTEFIRST SECOND "</Bibliographys>\n");
  const TyDocument *paper = document_at(&reading, 0), *second = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  assert_lines(reading.rejects, "");
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpint(paper->kind, ==, TY_DOCUMENT_PAPER);
  g_assert_cmpstr(paper->title, ==, "石刻题材 & 比较");
  g_assert_cmpstr(paper->author, ==, "甲;乙");
  g_assert_cmpstr(paper->organ, ==, "某大学");
  g_assert_cmpstr(paper->venue, ==, "某刊");
  g_assert_cmpstr(paper->date, ==, "2019");
  g_assert_cmpstr(paper->tags, ==, "石刻;安岳");
  g_assert_cmpstr(paper->text, ==, "摘要。");
  g_assert_cmpstr(paper->native_id, ==, "10.1/a");
  g_assert_cmpuint(paper->line, ==, 4);
  g_assert_cmpstr(second->title, ==, "只有题名");
  g_assert_cmpstr(second->author, ==, "丙");
  g_assert_cmpstr(second->venue, ==, "某刊");
  g_assert_cmpstr(second->text, ==, NULL);
}

static void test_takes_english_when_there_is_no_chinese(void) {
  g_auto(Reading) reading =
      read_text("<Bibliographies><Bibliography><Title xml:lang=\"en\">Only</Title>"
                "<Keywords xml:lang=\"en\"><Keyword>a</Keyword></Keywords></Bibliography>"
                "</Bibliographies>");
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "Only");
  g_assert_cmpstr(document_at(&reading, 0)->tags, ==, "a");
}

static void test_reads_endnote_xml(void) {
  g_auto(Reading) reading = read_text(
      "<xml><records>\n<record><ref-type name=\"Journal Article\">17</ref-type><contributors>"
      "<authors><author><style face=\"normal\">Zhang, San</style></author><author>Li, Si</author>"
      "</authors><secondary-authors><author>Editor, E</author></secondary-authors></contributors>"
      "<auth-address>Univ A</auth-address><titles><title><style>Rock </style><style>art</style>"
      "</title><secondary-title>Heritage</secondary-title></"
      "titles><periodical><full-title>Heritage "
      "Studies</full-title></periodical><keywords><keyword>a</keyword><keyword>b</keyword></"
      "keywords>"
      "<dates><year>2019</year><pub-dates><date>May 12</date></pub-dates></dates>"
      "<abstract>Text.</abstract><urls><related-urls><url>https://x.example/1</url></related-urls>"
      "</urls><electronic-resource-num>10.1/b</electronic-resource-num>"
      "<remote-database-provider>CNKI</remote-database-provider></record>\n</records></xml>");
  const TyDocument *paper = document_at(&reading, 0);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpstr(paper->title, ==, "Rock art");
  g_assert_cmpstr(paper->author, ==, "Zhang, San;Li, Si");
  g_assert_cmpstr(paper->organ, ==, "Univ A");
  g_assert_cmpstr(paper->venue, ==, "Heritage Studies");
  g_assert_cmpstr(paper->date, ==, "2019");
  g_assert_cmpstr(paper->tags, ==, "a;b");
  g_assert_cmpstr(paper->text, ==, "Text.");
  g_assert_cmpstr(paper->url, ==, "https://x.example/1");
  g_assert_cmpstr(paper->native_id, ==, "10.1/b");
  g_assert_cmpstr(paper->platform, ==, "cnki");
  g_assert_cmpuint(paper->line, ==, 2);
}

static void test_entities_and_other_files_are_refused(void) {
  static const char *const types[] = {
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
      "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">",
      "<!-- <Bibliography> --><!DOCTYPE x [<!ENTITY % p SYSTEM \"http://x.example/\"> %p;]>"};
  for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
    g_autofree char *text = g_strconcat("<?xml version=\"1.0\"?>\n", types[i],
                                        "\n<Bibliographys><Bibliography><Title>&b;</Title>"
                                        "</Bibliography></Bibliographys>",
                                        NULL);
    g_auto(Reading) reading = read_text(text);
    g_assert_cmpuint(reading.documents->len, ==, 0);
    g_assert_error(reading.error, TY_ERROR, TY_ERROR_INPUT);
  }
}

static void test_what_is_broken_ends_the_reading(void) {
  g_auto(Reading) later = read_text(NOTEFIRST SECOND "<Bibliography><Title>x</Titel>\n");
  g_assert_no_error(later.error);
  g_assert_cmpuint(later.documents->len, ==, 2);
  g_assert_cmpuint(later.rejects->len, ==, 1);
  g_assert_true(g_str_has_prefix(later.rejects->pdata[0], "24: found broken XML ("));
  g_auto(Reading) early = read_text("<Bibliographys><Bibliography><Title>x</Titel>");
  assert_failed(&early, TY_ERROR_INPUT, ":1: found broken XML (");
  g_auto(Reading) entity = read_text("<a><Bibliography><Title>&nbsp;</Title></Bibliography></a>");
  assert_failed(&entity, TY_ERROR_INPUT, "found broken XML (");
}

static void test_other_xml_stays_what_it_is(void) {
  g_auto(Reading) other = read_text("<?xml version=\"1.0\"?><rss><item/></rss>");
  assert_failed(&other, TY_ERROR_INPUT, "found an XML file without elements that are like rows");
  g_auto(Reading) page =
      read_text("<!DOCTYPE html><html><body><p>文字很多的一段。</p></body></html>");
  g_assert_no_error(page.error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/notefirst/records", test_reads_notefirst);
  g_test_add_func("/corpus/notefirst/language", test_takes_english_when_there_is_no_chinese);
  g_test_add_func("/corpus/endnote-xml/records", test_reads_endnote_xml);
  g_test_add_func("/corpus/papers-xml/entities", test_entities_and_other_files_are_refused);
  g_test_add_func("/corpus/papers-xml/broken", test_what_is_broken_ends_the_reading);
  g_test_add_func("/corpus/papers-xml/other", test_other_xml_stays_what_it_is);
  return g_test_run();
}
