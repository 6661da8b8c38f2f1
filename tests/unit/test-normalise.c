/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/text-fixture.h"

static void assert_normal(const char *text, const char *expected) {
  TyNormalised normal = ty_normalise(text, strlen(text));
  g_assert_cmpstr(normal.text, ==, expected);
  g_assert_cmpuint(normal.length, ==, strlen(expected));
  ty_normalised_clear(&normal);
  g_assert_null(normal.text);
}

static void test_known_forms(void) {
  assert_normal("", "");
  assert_normal("２０２４年，ＡＢＣ！", "2024年,abc!");
  assert_normal("臥佛院 圓覺洞 睏佛寺", "卧佛院 圆觉洞 困佛寺");
  assert_normal("㎡ ① ½ ﬁ …", "m2 1 1⁄2 fi ...");
  assert_normal("e\xcc\x81t\xc3\xa9", "été");
  assert_normal("ｶﾞ", "ガ");
  assert_normal("ᄒ\xe1\x85\xa1\xe1\x86\xab", "한");
  assert_normal("a\nB\r\n", "a\nb\r\n");
}

static void test_invalid_bytes_become_one_mark_each(void) {
  assert_normal("a\xff\xe5\xa4z", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
  assert_normal("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* a surrogate */
  assert_normal("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");                 /* overlong */
  assert_normal("\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void test_offsets_lead_back(void) {
  const char *text = "ＡB臥㎡e\xcc\x81x";
  TyNormalised normal = ty_normalise(text, strlen(text));
  const guint32 expected[] = {0, 3, 4, 4, 4, 7, 7, 10, 10, 13, 14};

  g_assert_cmpstr(normal.text, ==, "ab卧m2éx");
  g_assert_cmpmem(normal.source, (normal.length + 1) * sizeof *normal.source, expected,
                  sizeof expected);
  ty_normalised_clear(&normal);
}

/* GLib's NFKC is an independent opinion on what has no case and is not Chinese. */
static void test_agrees_with_glib(void) {
  for (gunichar c = 1; c < 0x30000; c++) {
    if (!g_unichar_validate(c) || g_unichar_type(c) == G_UNICODE_UNASSIGNED ||
        g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
      continue;
    char text[8] = {0};
    gsize length = (gsize) g_unichar_to_utf8(c, text);
    g_autofree char *nfkc = g_utf8_normalize(text, (gssize) length, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *lower = g_utf8_strdown(nfkc, -1);
    gboolean caseless = strcmp(nfkc, lower) == 0, han = FALSE;
    for (const char *p = nfkc; *p; p = g_utf8_next_char(p))
      han |= g_unichar_get_script(g_utf8_get_char(p)) == G_UNICODE_SCRIPT_HAN;
    if (caseless && !han)
      assert_normal(text, nfkc);
  }
}

static void test_twice_is_once(void) {
  for (gunichar c = 1; c < 0x110000; c++) {
    if (!g_unichar_validate(c))
      continue;
    char text[8] = {0};
    gsize length = (gsize) g_unichar_to_utf8(c, text);
    TyNormalised once = ty_normalise(text, length), twice = ty_normalise(once.text, once.length);
    if (strcmp(once.text, twice.text) != 0)
      g_error("U+%04X: %s, then %s", c, once.text, twice.text);
    ty_normalised_clear(&once);
    ty_normalised_clear(&twice);
  }
}

static void test_offsets_of_random_text(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(1);

  for (int round = 0; round < 2000; round++) {
    g_autoptr(GString) text = random_text(random, 20);
    TyNormalised normal = ty_normalise(text->str, text->len);
    g_assert_true(g_utf8_validate(normal.text, (gssize) normal.length, NULL) ||
                  memchr(normal.text, 0, normal.length));
    g_assert_cmpuint(normal.source[normal.length], ==, text->len);
    for (gsize i = 0; i < normal.length; i++) {
      g_assert_cmpuint(normal.source[i], <=, normal.source[i + 1]);
      if (((guchar) normal.text[i + 1] & 0xc0) == 0x80)
        g_assert_cmpuint(normal.source[i], ==, normal.source[i + 1]);
    }
    ty_normalised_clear(&normal);
  }
}

static void test_many_marks(void) {
  g_autoptr(GString) text = g_string_new("a");
  for (int i = 0; i < 100000; i++)
    g_string_append(text, "\xcc\x81");
  TyNormalised normal = ty_normalise(text->str, text->len);
  g_assert_cmpuint(normal.length, >, 190000);
  ty_normalised_clear(&normal);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/normalise/known-forms", test_known_forms);
  g_test_add_func("/text/normalise/invalid-bytes", test_invalid_bytes_become_one_mark_each);
  g_test_add_func("/text/normalise/offsets-lead-back", test_offsets_lead_back);
  g_test_add_func("/text/normalise/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func("/text/normalise/twice-is-once", test_twice_is_once);
  g_test_add_func("/text/normalise/random", test_offsets_of_random_text);
  g_test_add_func("/text/normalise/many-marks", test_many_marks);
  return g_test_run();
}
