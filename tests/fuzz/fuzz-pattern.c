/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive.h"
#include "text/pattern.h"

#include <string.h>

/* A file of patterns, up to a line of `===`; what stands behind it is a text that they read, every
 * character a token, every name 山 or 县 one of a kind. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  static const char *const kinds[] = {"site", "place", "era"};
  static const TyPatternPredicate predicates[] = {
      {"located_in", FALSE, 1, 2}, {"carved_in", FALSE, 0, 4}, {"height_m", TRUE, 1, 0}};
  static const TyPatternWorld world = {kinds, G_N_ELEMENTS(kinds), predicates,
                                       G_N_ELEMENTS(predicates)};
  const char *text = (const char *) data, *cut = g_strstr_len(text, (gssize) size, "===\n");
  gsize length = cut ? (gsize) (cut - text) : size;
  g_autoptr(GError) error = NULL;
  g_autoptr(TyPatterns) patterns = ty_patterns_new();
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(TyToken));
  g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(TyPatternName));
  g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(TyPatternFact));
  gboolean read = ty_patterns_read(patterns, "f", text, length, &world, &error);

  g_assert_true(read == !error);
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  g_array_set_clear_func(facts, (GDestroyNotify) (void *) ty_pattern_fact_clear);
  if (!cut || size - length > 2048)
    return 0;
  TyNormalised normal = ty_normalise(cut + 4, size - length - 4);
  for (gsize i = 0, end; i < normal.length; i = end) {
    end = i + 1;
    while (end < normal.length && (normal.text[end] & 0xc0) == 0x80)
      end++;
    TyToken token = {.text = normal.text + i,
                     .length = (guint32) (end - i),
                     .start = normal.source[i],
                     .end = normal.source[end],
                     .type = end - i > 1 ? TY_TOKEN_WORD : TY_TOKEN_PUNCTUATION,
                     .id = TY_NO_WORD,
                     .tag = i % 3 ? "n" : "v"};
    gboolean site = token.length == 3 && memcmp(token.text, "山", 3) == 0;
    if (site || (token.length == 3 && memcmp(token.text, "县", 3) == 0)) {
      TyPatternName name = {(gint64) names->len + 1, token.start, token.end, (guint8) !site, 1};
      g_array_append_val(names, name);
    }
    g_array_append_val(tokens, token);
  }
  ty_patterns_find(patterns, (const TyToken *) (gconstpointer) tokens->data, tokens->len,
                   (const TyPatternName *) (gconstpointer) names->data, names->len, facts);
  for (guint i = 0; i < facts->len; i++) {
    const TyPatternFact *fact = &g_array_index(facts, TyPatternFact, i);
    g_assert_cmpuint(fact->pattern, <, ty_patterns_count(patterns));
    g_assert_true(fact->span.start < fact->span.end);
    g_assert_true(fact->sentence.start <= fact->span.start && fact->span.end <= fact->sentence.end);
    g_assert_true(fact->span.end <= size - length - 4);
    g_assert_true(fact->confidence > 0 && fact->confidence <= 1);
    g_assert_true(fact->object || fact->object_name || fact->value);
    g_assert_true(!fact->value || g_utf8_validate(fact->value, -1, NULL));
    g_assert_true(!fact->qualifier || g_utf8_validate(fact->qualifier, -1, NULL));
  }
  ty_normalised_clear(&normal);
  return 0;
}
