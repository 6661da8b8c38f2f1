/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/text-fixture.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* The first byte chooses the mode and whether there are own words; the rest is text. */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size) {
  static TyLexicon *lexicons[2];
  static TySegmenter *segmenters[2];
  if (!lexicons[0]) {
    lexicons[0] = lexicon_of(small_list);
    lexicons[1] = lexicon_of(small_list);
    ty_lexicon_add(lexicons[1], "足石", NULL);
    ty_lexicon_add(lexicons[1], "5A", NULL);
    ty_lexicon_add(lexicons[1], "a b", NULL);
    for (int i = 0; i < 2; i++)
      segmenters[i] = ty_segmenter_new(lexicons[i]);
  }
  if (size == 0)
    return 0;
  TySegmenter *segmenter = segmenters[data[0] & 1];
  g_autofree char *text = g_memdup2(data + 1, size - 1);
  g_autoptr(GString) lines = g_string_new(NULL);
  TySegmentMode mode = (TySegmentMode) ((data[0] >> 1) % 3);
  TyNormalised normal = ty_normalise(text, size - 1);
  gsize n, at = 0, source = 0;

  const TyToken *tokens = ty_segmenter_tokens(segmenter, text, size - 1, mode, &n);
  for (gsize i = 0; i < n && mode != TY_SEGMENT_SEARCH; i++) {
    g_assert_cmpuint(tokens[i].start, ==, source);
    g_assert_cmpmem(tokens[i].text, tokens[i].length, normal.text + at,
                    MIN(tokens[i].length, normal.length - at));
    at += tokens[i].length;
    source = tokens[i].end;
  }
  if (mode != TY_SEGMENT_SEARCH) {
    g_assert_cmpuint(at, ==, normal.length);
    g_assert_cmpuint(source, ==, size - 1);
  }
  ty_segmenter_lines(segmenter, text, size - 1, mode, data[0] & 8, lines);
  ty_normalised_clear(&normal);
  return 0;
}
