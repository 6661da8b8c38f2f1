/* SPDX-License-Identifier: Apache-2.0 */
/** From the bytes of a file to its text in UTF-8, piece by piece or whole. */
#pragma once
#include "corpus/encoding.h"

/** A text being decoded. */
typedef struct {
  TySource *source;
  TyEncoding encoding;
  gsize n_broken;          /**< sequences to be read as U+FFFD, known from the beginning */
  gsize first_broken;      /**< byte offset in the file of the first of them */
  gsize first_broken_line; /**< and its 1-based line */
  /* private */
  unsigned char *block;
  gsize length, at; /* of the block, bytes that are there and that were read */
  gsize offset;     /* of the block in the file */
  gboolean is_last, is_counting;
  GIConv rare;
} TyDecoder;

/** Finds out the encoding and what is broken: reads all of the source once where it is clean UTF-8,
 * some times otherwise.
 * @param source  borrowed until ty_decoder_clear
 * @return FALSE with TY_ERROR_ENCODING (as ty_encoding_find; or a byte order mark before what is
 *         mostly not that encoding) or TY_ERROR_SYSTEM. O(size) time, constant memory */
gboolean ty_decoder_open(TySource *source, TyDecoder *decoder, GError **error);
/** Decodes a source of a known encoding that may be read only once: what is broken is not counted.
 * @param source  stands behind the byte order mark
 * @return FALSE with TY_ERROR_SYSTEM */
gboolean ty_decoder_open_as(TySource *source, const TyEncoding *encoding, TyDecoder *decoder,
                            GError **error);
void ty_decoder_clear(TyDecoder *decoder);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyDecoder, ty_decoder_clear)

/** The next piece of the text, without byte order mark and without NUL: a TyWindowRead. A piece of
 * clean UTF-8 may end within a character.
 * @param room  4 bytes at least */
gssize ty_decoder_read(gpointer decoder, char *to, gsize room, GError **error);

/** A text decoded whole. */
typedef struct {
  char *text; /**< UTF-8 without byte order mark, NUL-terminated and without NUL before; owned */
  gsize length;
  const char *encoding; /**< "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030" */
  gsize n_broken;       /**< as in TyDecoder */
  gsize first_broken;
  gsize first_broken_line;
} TyDecoded;

void ty_decoded_clear(TyDecoded *decoded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyDecoded, ty_decoded_clear)

/** Decodes the bytes of a source.
 * @param out   zero-initialised; to be cleared by ty_decoded_clear
 * @return FALSE as ty_decoder_open. O(length) time. */
gboolean ty_decode_source(TySource *source, TyDecoded *out, GError **error);
gboolean ty_encoding_decode(const char *file, const char *bytes, gsize length, TyDecoded *out,
                            GError **error);
