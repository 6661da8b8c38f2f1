/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/input.h"
#include "corpus/readers.h"

gboolean ty_corpus_read(const char *path, const TyReadOptions *options, TyDocumentFunc func,
                        TyRejectFunc reject, gpointer data, GError **error) {
  g_auto(TyInput) input = {0};
  TyReader reader = {.file = path, .func = func, .reject = reject, .data = data};

  if (options)
    reader.options = *options;
  if (!ty_input_open(path, &input, error))
    return FALSE;
  ty_input_note_broken(&input, path, reject, data);
  const char *text = input.window.text;
  gsize length = input.window.length;
  if (input.format == TY_FORMAT_TEXT && reader.options.map)
    input.format = TY_FORMAT_TABLE;
  if (ty_format_is_stream(input.format))
    reader.window = &input.window;
  switch (input.format) {
  case TY_FORMAT_TABLE:
    return ty_posts_read_text(&reader, &input.window, error);
  case TY_FORMAT_XLSX:
    return ty_posts_read_xlsx(&reader, NULL, 0, error);
  case TY_FORMAT_JSON:
    return ty_json_read(&reader, &input.window, error);
  case TY_FORMAT_HTML:
    return ty_html_read(&reader, text, length, error);
  case TY_FORMAT_NOTEEXPRESS:
    return ty_noteexpress_read(&reader, text, length, error);
  case TY_FORMAT_ESTUDY:
    return ty_estudy_read(&reader, text, length, error);
  default:
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found %s, expected posts or papers in CSV, XLSX, JSON, JSONL, HTML, "
                "NoteExpress or E-Study form",
                path, ty_format_name(input.format));
    return FALSE;
  }
}
