/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/reading.h"

static void test_reads_rows(void) {
  g_auto(Reading) reading = read_text(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- saved -->\n<posts xmlns:w=\"urn:w\">\n"
      "  <post id=\"7\"><title>甲</title>\n"
      "    <w:正文>去<b>圆觉洞</b>\n <i>和卧佛院</i></w:正文>\n"
      "    <发布时间>2024-05-01 12:30</发布时间><昵称>云游</昵称>\n"
      "    <tags><tag>石刻</tag><tag>古镇</tag></tags></post>\n"
      "  <post id=\"8\"><正文><![CDATA[毗卢洞 <br>]]>&amp; 千佛寨</正文><unknown/></post>\n"
      "  <post id=\"9\"><正文/></post>\n"
      "</posts>\n");
  const TyDocument *first = document_at(&reading, 0), *second = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(first->native_id, ==, "7");
  g_assert_cmpstr(first->title, ==, "甲");
  g_assert_cmpstr(first->text, ==, "去 圆觉洞 和卧佛院");
  g_assert_cmpstr(first->author, ==, "云游");
  g_assert_cmpstr(first->date, ==, "2024-05-01T12:30:00");
  g_assert_cmpstr(first->tags, ==, "石刻;古镇");
  g_assert_cmpuint(first->line, ==, 4);
  g_assert_nonnull(strstr(second->text, "毗卢洞"));
  g_assert_nonnull(strstr(second->text, "& 千佛寨"));
  g_assert_cmpuint(second->line, ==, 9);
  g_assert_cmpuint(reading.rejects->len, ==, 1);
  g_assert_cmpstr(reading.rejects->pdata[0], ==,
                  "10: found neither title nor text, expected one of them");
}

/* One file each: the texts of its posts, joined by '/'. */
static void test_finds_the_row(void) {
  static const struct {
    const char *xml, *texts;
  } cases[] = {
      {"<all><r text=\"1\"/><r text=\"2\"/></all>", "1/2"},
      {"<all><meta><k>v</k></meta><data><r><text>1</text></r><r><text>2</text></r></data></all>",
       "1/2"},
      {"<all><data><r><text>1</text></r></data></all>", "1"},
      {"<rss><channel><title>t</title><item><description>1</description></item>"
       "<item><description>2</description></item></channel></rss>",
       "1/2"},
      {"<all><row><field name=\"正文\">1</field></row><row><field "
       "name=\"正文\">2</field></row></all>",
       "1/2"},
      /* what is in a row is no row */
      {"<all><r><text>1</text><user><id>x</id></user><user><id>y</id></user></r><r><text>2</text></"
       "r>"
       "</all>",
       "1/2"},
      {"<all><r><text>1</text></r><x:r><x:text>2</x:text></x:r></all>", "1/2"},
      {"<all><body><text>1</text></body><body><text>2</text></body></all>", "1/2"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Reading) reading = read_text(cases[i].xml);
    g_autoptr(GString) texts = g_string_new(NULL);
    g_assert_no_error(reading.error);
    for (guint j = 0; j < reading.documents->len; j++)
      g_string_append_printf(texts, "%s%s", j ? "/" : "", document_at(&reading, j)->text);
    g_assert_cmpstr(texts->str, ==, cases[i].texts);
  }
}

static void test_refuses(void) {
  static const struct {
    const char *xml, *message;
  } cases[] = {
      {"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]>"
       "<all><r><text>&y;</text></r><r><text>1</text></r></all>",
       "found a document type, expected none"},
      {"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><all><r><text>1</text></r></all>",
       "found a document type, expected none"},
      {"<all><r><题>1</题></r></all>", "none of them for the text"},
      {"<all>text</all>", "found an XML file without elements that are like rows"},
      {"<all><r><text>&y;</text></r></all>", "found broken XML (Entity 'y' not defined"},
      {"<all><r><text>1</r></all>", "found broken XML ("},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Reading) reading = read_text(cases[i].xml);
    g_assert_cmpuint(reading.documents->len, ==, 0);
    g_assert_error(reading.error, TY_ERROR, TY_ERROR_INPUT);
    if (!strstr(reading.error->message, cases[i].message))
      g_error("%s: found %s", cases[i].xml, reading.error->message);
  }
}

/* The parser is some hundred bytes ahead of the rows. */
static void test_keeps_what_is_before_the_broken_place(void) {
  g_autoptr(GString) xml = g_string_new("<all>");

  for (int i = 0; i < 1000; i++)
    g_string_append_printf(xml, "\n<r><text>%d</text></r>", i);
  g_string_append(xml, "\n<r><text>2</r></all>");
  g_auto(Reading) reading = read_text(xml->str);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, >, 950);
  g_assert_cmpuint(reading.documents->len, <=, 1000);
  g_assert_cmpuint(reading.rejects->len, ==, 1);
  g_assert_true(g_str_has_prefix(reading.rejects->pdata[0], "1002: found broken XML ("));
}

/* A row of two texts of 9 MB each is too long; those around it are read, beyond line 65,535 too. */
static void test_long_rows(void) {
  g_autoptr(GString) xml = g_string_new("<all>");
  g_autofree char *long_text = g_strnfill(9 << 20, 'x');

  for (int i = 0; i < 70000; i++)
    g_string_append_printf(xml, "\n<r><text>%d</text></r>", i);
  g_string_append_printf(xml,
                         "\n<r><title>%s</title><text>%s</text></r>\n<r><text>end</text></r></all>",
                         long_text, long_text);
  g_auto(Reading) reading = read_text(xml->str);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 70001);
  g_assert_cmpstr(document_at(&reading, 70000)->text, ==, "end");
  g_assert_cmpuint(reading.rejects->len, ==, 1);
  g_assert_nonnull(strstr(reading.rejects->pdata[0], "found a record of more than 16 MiB"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/posts-xml/rows", test_reads_rows);
  g_test_add_func("/corpus/posts-xml/find", test_finds_the_row);
  g_test_add_func("/corpus/posts-xml/refuse", test_refuses);
  g_test_add_func("/corpus/posts-xml/broken", test_keeps_what_is_before_the_broken_place);
  g_test_add_func("/corpus/posts-xml/long", test_long_rows);
  return g_test_run();
}
