/* SPDX-License-Identifier: Apache-2.0 */
#include "text/opinion-match.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* A list of opinions, read twice, and its own bytes as tokens of a character each, cut into
 * sentences by what it says. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GError) error = NULL;
  const char *text = (const char *) data;
  g_autoptr(TyOpinionLexicon) lexicon = ty_opinion_lexicon_new();
  gboolean read = ty_opinion_lexicon_read(lexicon, "f", text, size, &error);

  g_assert_true(read == (error == NULL));
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  g_assert_true(!read || ty_opinion_lexicon_read(lexicon, "g", text, size, NULL));
  TyNormalised normal = ty_normalise(text, size);
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(TyToken));
  for (gsize i = 0, end; i < normal.length; i = end) {
    end = i + 1;
    while (end < normal.length && (normal.text[end] & 0xc0) == 0x80)
      end++;
    TyToken token = {.text = normal.text + i,
                     .length = (guint32) (end - i),
                     .start = normal.source[i],
                     .end = normal.source[end],
                     .type = normal.text[i] == '\n'            ? TY_TOKEN_SPACE
                             : normal.text[i] == '#'           ? TY_TOKEN_TOPIC
                             : g_ascii_ispunct(normal.text[i]) ? TY_TOKEN_PUNCTUATION
                                                               : TY_TOKEN_WORD,
                     .id = TY_NO_WORD};
    g_array_append_val(tokens, token);
  }
  g_autofree guint64 *inner = g_new(guint64, lexicon->trie->n_edges / 64 + 1);
  memset(inner, 0xff, (lexicon->trie->n_edges / 64 + 1) * sizeof *inner);
  TyOpinionReader reader = {.lexicon = lexicon,
                            .tokens = (const TyToken *) (gconstpointer) tokens->data,
                            .n = tokens->len,
                            .inner = inner};
  TyOpinionSentence sentence = {.items = g_array_new(FALSE, FALSE, sizeof(TyOpinionItem))};
  gsize last = 0;
  while (ty_opinion_next_sentence(&reader, &sentence)) {
    g_assert_cmpuint(reader.at, >, last);
    last = reader.at;
    for (guint i = 0; i < sentence.items->len; i++) {
      const TyOpinionItem *item = &g_array_index(sentence.items, TyOpinionItem, i);
      g_assert_true(item->start >= sentence.start && item->end <= sentence.end);
      g_assert_true(item->first <= item->last && isfinite(item->word->polarity));
    }
  }
  g_array_unref(sentence.items);
  ty_normalised_clear(&normal);
  return 0;
}
