/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/bibtex.h"
#include "corpus/input.h"
#include "corpus/papers-xml.h"
#include "corpus/readers.h"

#define FORMS                                                                                      \
  "CSV, XLSX, JSON, JSONL, XML, HTML, NoteExpress, E-Study, EndNote, RefWorks, NoteFirst, RIS, "   \
  "BibTeX "                                                                                        \
  "or "                                                                                            \
  "Web of Science form"

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
  case TY_FORMAT_XML:
    return ty_posts_read_xml(&reader, &input.window, error);
  case TY_FORMAT_TEXT:
    return ty_plain_read(&reader, &input.window, error);
  case TY_FORMAT_HTML:
    return ty_html_read(&reader, text, length, error);
  case TY_FORMAT_NOTEEXPRESS:
    return ty_noteexpress_read(&reader, text, length, error);
  case TY_FORMAT_ESTUDY:
    return ty_estudy_read(&reader, text, length, error);
  case TY_FORMAT_RIS:
    return ty_ris_read(&reader, text, length, error);
  case TY_FORMAT_ENDNOTE:
    return ty_endnote_read(&reader, text, length, error);
  case TY_FORMAT_REFWORKS:
    return ty_refworks_read(&reader, text, length, error);
  case TY_FORMAT_NOTEFIRST:
  case TY_FORMAT_ENDNOTE_XML:
    return ty_papers_xml_read(&reader, text, length, error);
  case TY_FORMAT_BIBTEX:
    return ty_bibtex_read(&reader, text, length, error);
  case TY_FORMAT_WEB_OF_SCIENCE:
    return ty_web_of_science_read(&reader, text, length, error);
  case TY_FORMAT_WEB_OF_SCIENCE_TABLE:
    return ty_web_of_science_read_table(&reader, text, length, error);
  case TY_FORMAT_PAJEK:
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found a Pajek network, expected posts or papers in " FORMS
                "; a network holds points and lines, not documents: `--as graph` reads one (a .net "
                "file of CNKI begins with {Reference Type})",
                path);
    return FALSE;
  default:
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected posts or papers in " FORMS,
                path, ty_format_name(input.format));
    return FALSE;
  }
}
