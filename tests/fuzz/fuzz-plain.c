/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/page-join.h"
#include "fuzz/drive.h"

static void append_solid(GString *out, const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!strchr(" -*#\u2010\u00AD", text[i]))
      g_string_append_c(out, text[i]);
}

/* Lines of any text: what is no furniture is in the paragraphs, in its order. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_auto(TyDecoded) decoded = {0};

  if (!ty_encoding_decode("f", (const char *) data, size, &decoded, NULL))
    return 0;
  g_autoptr(GArray) lines = ty_page_lines_split(decoded.text, decoded.length, 1);
  g_autoptr(GString) joined = g_string_new(NULL), in = g_string_new(NULL), out = g_string_new(NULL);
  ty_page_lines_mark(lines);
  TyPageShape shape = ty_page_lines_shape(lines);
  g_autoptr(GArray) paragraphs = ty_page_join(lines, &shape, joined);
  for (guint i = 0; i < lines->len; i++) {
    const TyPageLine *line = &g_array_index(lines, TyPageLine, i);
    if (!line->is_furniture)
      append_solid(in, line->text, line->length);
  }
  append_solid(out, joined->str, joined->len);
  g_assert_cmpstr(in->str, ==, out->str);
  for (guint i = 0; i < paragraphs->len; i++) {
    const TyParagraph *paragraph = &g_array_index(paragraphs, TyParagraph, i);
    g_assert_true(paragraph->start <= paragraph->end && paragraph->end <= joined->len);
    g_assert_true(g_utf8_validate(joined->str + paragraph->start,
                                  (gssize) (paragraph->end - paragraph->start), NULL));
  }
  return drive_window(ty_plain_read, data, size, 0);
}
