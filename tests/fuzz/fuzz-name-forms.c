/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive.h"
#include "text/strings.h"
#include "unit/text-fixture.h"

#include <math.h>
#include <string.h>

/* The list of forms, and names sought in the same bytes by what it says: every character a token,
 * but for places, which are two. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  static TyLexicon *lexicon;
  g_autoptr(GError) error = NULL;
  const char *text = (const char *) data;
  g_autoptr(TyNameForms) forms = ty_name_forms_read("f", text, size, &error);
  g_autoptr(TyStrings) strings = ty_strings_new(0);
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(TyToken));
  TyNormalised normal = ty_normalise(text, size);

  lexicon = lexicon ? lexicon : lexicon_of(small_list);
  g_assert_true((forms == NULL) == (error != NULL));
  static const char *const tags[] = {"n", "v", "m", "s", "p", "nz", "ns"};
  for (gsize i = 0, end; i < normal.length; i = end) {
    const char *tag = tags[i % G_N_ELEMENTS(tags)];
    end = i;
    for (int k = tag[0] == 's' ? 2 : 1; k > 0 && end < normal.length; k--)
      do
        end++;
      while (end < normal.length && (normal.text[end] & 0xc0) == 0x80);
    TyToken token = {.text = normal.text + i,
                     .length = (guint32) (end - i),
                     .start = normal.source[i],
                     .end = normal.source[end],
                     .type = TY_TOKEN_WORD,
                     .id = TY_NO_WORD,
                     .tag = tag};
    g_array_append_val(tokens, token);
  }
  if (forms && size < 4096) {
    const TyToken *first = (const TyToken *) (gconstpointer) tokens->data;
    ty_strings_add(strings, text, first, tokens->len, NULL, NULL);
    ty_strings_add(strings, text, first, tokens->len, NULL, NULL);
    g_autoptr(TyGrams) grams = ty_grams_count(strings, 8, 2);
    for (guint n = 2; n <= 8; n++)
      for (guint g = 1; g < grams->grams[n]->len; g++)
        g_assert_true(isfinite(ty_grams_cohesion(grams, n, g)));
    g_autoptr(GPtrArray) names = ty_unknown_names(strings, lexicon, forms, NULL);
    for (guint i = 0; i < names->len; i++) {
      const TyCandidate *name = names->pdata[i];
      g_assert_true(name->count > 0 && name->documents > 0 && name->n_places > 0);
      g_assert_true(name->score >= 0.5 && name->score <= 1);
      for (guint p = 0; p < name->n_places; p++)
        g_assert_true(name->places[p].start < name->places[p].end && name->places[p].end <= size);
    }
  }
  ty_normalised_clear(&normal);
  return 0;
}
