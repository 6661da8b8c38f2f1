/* SPDX-License-Identifier: Apache-2.0 */
/** A file that is open to be read: its format, and its text as it comes. */
#pragma once
#include "base/window.h"
#include "corpus/decode.h"
#include "corpus/sniff.h"

typedef struct {
  TyFormat format; /**< of a workbook, nothing else is set: its reader opens it by its name */
  TyWindow window; /**< the text: its beginning, or all of it where ty_format_is_stream says no */
  TyDecoder decoder;
  TySource source;
} TyInput;

void ty_input_clear(TyInput *input);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyInput, ty_input_clear)

/** Opens a file, finds out its encoding (of all of it) and its format (of its beginning), and reads
 * the beginning, or all when its reader wants that: at most 256 MiB.
 * @param input  zero-initialised; not to be moved while it is open
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_ENCODING, TY_ERROR_SYSTEM or TY_ERROR_INPUT (empty,
 *         too large, or bytes of a known kind that is no text) */
gboolean ty_input_open(const char *path, TyInput *input, GError **error);

/** Tells `reject` once when bytes of the text are broken: where, and that what is left of the
 * records is kept. */
void ty_input_note_broken(const TyInput *input, const char *path, TyRejectFunc reject,
                          gpointer data);
