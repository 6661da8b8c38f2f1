/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/input.h"

#include <string.h>

#define MAGIC_BYTES 4096
#define WHOLE_MAX_BYTES ((gsize) 256 << 20)

void ty_input_clear(TyInput *input) {
  if (input->window.text)
    ty_window_clear(&input->window);
  ty_decoder_clear(&input->decoder);
  ty_source_clear(&input->source);
}

static gboolean is_blank(const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace(text[i]))
      return FALSE;
  return TRUE;
}

static gboolean read_text(const char *path, TyInput *input, GError **error) {
  TyWindow *window = &input->window;

  if (!ty_decoder_open(&input->source, &input->decoder, error))
    return FALSE;
  ty_window_init(window, ty_decoder_read, &input->decoder, 0, 0);
  gsize step = window->step;
  while (window->length < step && !window->is_last)
    if (!ty_window_more(window, 0, error))
      return FALSE;
  if (window->is_last && is_blank(window->text, window->length)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found an empty file, expected records", path);
    return FALSE;
  }
  input->format = ty_sniff_text(window->text, window->length);
  if (ty_format_is_stream(input->format))
    return TRUE;
  window->limit = WHOLE_MAX_BYTES;
  while (!window->is_last && !window->is_full)
    if (!ty_window_more(window, 0, error))
      return FALSE;
  if (!window->is_full)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found %s of more than 256 MiB, expected a smaller file", path,
              ty_format_name(input->format));
  return FALSE;
}

gboolean ty_input_open(const char *path, TyInput *input, GError **error) {
  char first[MAGIC_BYTES];

  if (!ty_source_open(path, &input->source, error))
    return FALSE;
  gssize n = ty_source_read(&input->source, first, sizeof first, error);
  if (n < 0)
    return FALSE;
  input->format = ty_sniff_bytes(first, (gsize) n);
  if (input->format == TY_FORMAT_XLSX)
    return TRUE;
  if (input->format == TY_FORMAT_NONE)
    return read_text(path, input, error);
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found %s, expected text (CSV, JSON, HTML, NoteExpress, E-Study) or a workbook "
              "(.xlsx)",
              path, ty_format_name(input->format));
  return FALSE;
}

void ty_input_note_broken(const TyInput *input, const char *path, TyRejectFunc reject,
                          gpointer data) {
  const TyDecoder *decoder = &input->decoder;

  if (!reject || decoder->n_broken == 0)
    return;
  g_autofree char *reason =
      g_strdup_printf("found %zu broken characters in %s, the first at byte "
                      "offset %zu; each was read as U+FFFD and "
                      "its record kept",
                      decoder->n_broken, decoder->encoding.name, decoder->first_broken);
  TyReject note = {path, decoder->first_broken_line, reason, NULL};
  reject(&note, data);
}
