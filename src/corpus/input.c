/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/input.h"

#include "base/file.h"
#include <string.h>

void ty_input_clear(TyInput *input) {
  g_clear_pointer(&input->mapped, g_mapped_file_unref);
  ty_decoded_clear(&input->text);
  memset(input, 0, sizeof *input);
}

static gboolean is_blank(const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace(text[i]))
      return FALSE;
  return TRUE;
}

gboolean ty_input_open(const char *path, TyInput *input, GError **error) {
  input->mapped = ty_file_map(path, error);
  if (!input->mapped)
    return FALSE;
  input->bytes = g_mapped_file_get_contents(input->mapped);
  input->n_bytes = g_mapped_file_get_length(input->mapped);
  input->format = ty_sniff_bytes(input->bytes, input->n_bytes);
  if (input->format == TY_FORMAT_XLSX)
    return TRUE;
  if (input->format != TY_FORMAT_NONE) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found %s, expected text (CSV, JSON, HTML, NoteExpress, E-Study) or a workbook "
                "(.xlsx)",
                path, ty_format_name(input->format));
    return FALSE;
  }
  if (!ty_encoding_decode(path, input->bytes, input->n_bytes, &input->text, error))
    return FALSE;
  if (is_blank(input->text.text, input->text.length)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found an empty file, expected records", path);
    return FALSE;
  }
  input->bytes = NULL;
  g_clear_pointer(&input->mapped, g_mapped_file_unref);
  input->format = ty_sniff_text(input->text.text, input->text.length);
  return TRUE;
}

void ty_input_note_broken(const TyInput *input, const char *path, TyRejectFunc reject,
                          gpointer data) {
  const TyDecoded *text = &input->text;

  if (!reject || text->n_broken == 0)
    return;
  g_autofree char *reason = g_strdup_printf("found %zu broken characters in %s, the first at byte "
                                            "offset %zu; each was read as U+FFFD and "
                                            "its record kept",
                                            text->n_broken, text->encoding, text->first_broken);
  TyReject note = {path, text->first_broken_line, reason, NULL};
  reject(&note, data);
}
