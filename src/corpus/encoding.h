/* SPDX-License-Identifier: Apache-2.0 */
/** From bytes to UTF-8: which encoding a file is in, and the text in it.
 *
 * The first of these that fits is taken:
 * 1. a byte order mark (UTF-8, UTF-16LE, UTF-16BE);
 * 2. UTF-8: every sequence is well formed, or there are at least four well-formed ones beyond ASCII
 *    for each broken one, or more of three bytes and longer than broken ones. Chinese text in
 *    GB18030 never looks so: less than a third of it happens to form UTF-8 sequences, and hardly
 *    any of three bytes;
 * 3. UTF-16 without a mark: nine in ten pairs are Latin or Chinese characters or signs, and at
 * least one in a hundred is ASCII, with its zero byte (in the other byte order, half are neither);
 *    not where, read as UTF-8, at most one byte in sixteen is broken or a control byte;
 * 4. GB18030 (with GBK and GB2312 in it): at most one broken sequence in fifty, and at least half
 *    of the double bytes in the zone of GB2312, where simplified Chinese is. (Nearly any bytes
 *    above 0x80 form GB18030 sequences; those of other encodings fall outside that zone.)
 * 5. UTF-8 again, for text with little beyond ASCII: one broken sequence, or one in sixteen bytes
 *    at most (a word in Latin-1, a damaged byte).
 *
 * What is broken in a file that fits is read as U+FFFD and counted, and so is NUL. Data are binary,
 * not text, where more than a quarter of the bytes are NUL or other control bytes (one is always
 * let pass), or more than one byte in fifty, and one, is a control byte right after another:
 * fillings between the parts of pictures and archives. */
#pragma once
#include "corpus/source.h"

/** How the bytes of a source are to be read. */
typedef struct {
  const char *name;  /**< "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030" */
  gsize mark_bytes;  /**< of the byte order mark, 0 without one */
  gboolean is_clean; /**< well-formed UTF-8 without NUL */
} TyEncoding;

/** Finds out the encoding of all the bytes, in blocks; memory is constant. UTF-8 without a fault is
 * looked at once; each further encoding costs a look more.
 * @return FALSE with TY_ERROR_ENCODING that names the byte offset of what fits no encoding, or
 *         TY_ERROR_SYSTEM */
gboolean ty_encoding_find(TySource *source, TyEncoding *encoding, GError **error);

/** Bytes of the well-formed UTF-8 sequence at `p`, else 0. */
gsize ty_utf8_sequence(const unsigned char *p, gsize left);

/** Bytes of a broken UTF-8 sequence: its lead and what follows of it, so that one broken character
 * counts once. */
gsize ty_utf8_broken_bytes(const unsigned char *p, gsize left);

/** Bytes of the well-formed GB18030 sequence beyond ASCII at `p`, else 0. */
gsize ty_gb18030_sequence(const unsigned char *p, gsize left);

/** Whether the bytes to the end of a block may be the beginning of a longer sequence. */
gboolean ty_utf8_is_cut(const unsigned char *p, gsize left);
gboolean ty_gb18030_is_cut(const unsigned char *p, gsize left);
