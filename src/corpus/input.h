/* SPDX-License-Identifier: Apache-2.0 */
/** A file that is open to be read: its bytes or its text, and its format. */
#pragma once
#include "corpus/encoding.h"
#include "corpus/sniff.h"

typedef struct {
  GMappedFile *mapped; /**< kept for a workbook only */
  const char *bytes;   /**< of a workbook; borrowed from `mapped` */
  gsize n_bytes;
  TyDecoded text; /**< of everything else */
  TyFormat format;
} TyInput;

void ty_input_clear(TyInput *input);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyInput, ty_input_clear)

/** Opens a file, finds out its format and, unless it is a workbook, decodes it.
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_ENCODING or TY_ERROR_INPUT (empty, or bytes of a
 *         known kind that is no text) */
gboolean ty_input_open(const char *path, TyInput *input, GError **error);

/** Tells `reject` once when bytes of the text were broken: where, and that what is left of the
 * records was kept. */
void ty_input_note_broken(const TyInput *input, const char *path, TyRejectFunc reject,
                          gpointer data);
