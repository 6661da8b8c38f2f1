/* SPDX-License-Identifier: Apache-2.0 */
/** From bytes to UTF-8: which encoding a file is in, and the text in it.
 *
 * The first of these that fits is taken:
 * 1. a byte order mark (UTF-8, UTF-16LE, UTF-16BE);
 * 2. UTF-8: every sequence is well formed, or there are at least four well-formed ones beyond ASCII
 *    for each broken one. Chinese text in GB18030 never looks so: less than a third of it happens
 *    to form UTF-8 sequences;
 * 3. UTF-16 without a mark: nine in ten pairs are Latin or Chinese characters or signs, and at
 * least one in a hundred is ASCII, with its zero byte (in the other byte order, half are neither);
 * 4. GB18030 (with GBK and GB2312 in it): at most one broken sequence in fifty, and at least half
 *    of the double bytes in the zone of GB2312, where simplified Chinese is. (Nearly any bytes
 *    above 0x80 form GB18030 sequences; those of other encodings fall outside that zone.)
 *
 * What is broken in a file that fits (a few bytes; NUL and other control bytes up to 2 %) is read
 * as U+FFFD and counted. */
#pragma once
#include <tuyou/base.h>

typedef struct {
  char *text; /**< UTF-8 without byte order mark, NUL-terminated and without NUL before; owned */
  gsize length;
  const char *encoding;    /**< "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030" */
  gsize n_broken;          /**< sequences read as U+FFFD */
  gsize first_broken;      /**< byte offset in the file of the first of them */
  gsize first_broken_line; /**< and its 1-based line */
} TyDecoded;

void ty_decoded_clear(TyDecoded *decoded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyDecoded, ty_decoded_clear)

/** Decodes the bytes of a file.
 * @param file  its name, for messages
 * @param out   zero-initialised; to be cleared by ty_decoded_clear
 * @return FALSE with TY_ERROR_ENCODING that names the byte offset of what fits no encoding
 * O(length) time. */
gboolean ty_encoding_decode(const char *file, const char *bytes, gsize length, TyDecoded *out,
                            GError **error);
