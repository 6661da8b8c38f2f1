/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/markup.h"

#include <string.h>

static void assert_plain(const char *markup, const char *expected) {
  g_autoptr(GString) out = g_string_new("before ");
  ty_markup_append_plain(out, markup);
  g_assert_true(g_str_has_prefix(out->str, "before "));
  g_assert_cmpstr(out->str + strlen("before "), ==, expected);
}

static void test_resolves_entities(void) {
  assert_plain("A &amp; B &lt;3 &quot;x&quot; &#39;y&#39; &apos;z&apos;", "A & B <3 \"x\" 'y' 'z'");
  assert_plain("&#x1F600;&#23433;&nbsp;&eacute;", "😀安 é");
  assert_plain("&amp;lt;", "&lt;"); /* once, not twice */
  assert_plain("A&B; &unknown; &#0; &#x110000; &#xD800; &; &# &#x; R&D",
               "A&B; &unknown; &#0; "
               "&#x110000; &#xD800; &; &# "
               "&#x; R&D");
}

static void test_takes_tags_out(void) {
  assert_plain("<a href=\"https://s.weibo.com/x?a=1&gt;2\">#安岳石刻#</a> 真美", "#安岳石刻# 真美");
  assert_plain("一<br>二<br/>三<BR />四", "一\n二\n三\n四");
  assert_plain("<p>一</p><p>二</p>\n三", "一\n二\n\n三");
  assert_plain("好<span class=\"url-icon\"><img alt=\"[心]\" src=\"x>y\"></span>！", "好[心]！");
  assert_plain("a<script>alert('<b>')</script>b<style>p{}</style>c", "abc");
  assert_plain("a<!-- b > c -->d", "ad");
  assert_plain("  <div> x </div>  ", "x");
  assert_plain("<img alt='&amp;'>", "&");
}

static void test_leaves_other_brackets(void) {
  assert_plain("<安岳石窟> 3 < 5 > 2 <3 <<x>>", "<安岳石窟> 3 < 5 > 2 <3 <<x>>");
  assert_plain("a <b", "a <b");
  assert_plain("<a href=\"never closed", "<a href=\"never closed");
  assert_plain("<!-- never closed", "<!-- never closed");
  assert_plain("<unknown>x</unknown>", "<unknown>x</unknown>");
  assert_plain("", "");
  assert_plain(" \n\t ", "");
  assert_plain("<br><br>", "");
}

/* Openings that never close would be looked through again and again, were there no limit. */
static void test_takes_no_long_time_over_hostile_text(void) {
  static const char *const pieces[] = {"<!--", "<a \"", "<script>", "<a x='", "&#", "<"};
  for (gsize round = 0; round < 2 * G_N_ELEMENTS(pieces); round++) {
    gsize i = round / 2;
    g_autoptr(GString) text = g_string_new(NULL), out = g_string_new(NULL);
    while (text->len < 50000)
      g_string_append(text, pieces[i]);
    if (round % 2)
      g_string_append_c(text, '>');
    ty_markup_append_plain(out, text->str);
    g_assert_cmpuint(out->len, <=, text->len);
  }
}

/* Text without markup stays as it is. */
static void test_keeps_plain_text(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(4);
  static const char *const pieces[] = {"安", "岳", "a", "1", " ", "\n", "#", "@", "；", "😀", ";"};
  for (int round = 0; round < 500; round++) {
    g_autoptr(GString) text = g_string_new("x");
    for (int n = g_rand_int_range(random, 0, 30); n > 0; n--)
      g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
    g_string_append_c(text, 'y');
    assert_plain(text->str, text->str);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/markup/entities", test_resolves_entities);
  g_test_add_func("/corpus/markup/tags", test_takes_tags_out);
  g_test_add_func("/corpus/markup/brackets", test_leaves_other_brackets);
  g_test_add_func("/corpus/markup/hostile", test_takes_no_long_time_over_hostile_text);
  g_test_add_func("/corpus/markup/plain", test_keeps_plain_text);
  return g_test_run();
}
