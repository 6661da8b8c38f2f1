/* SPDX-License-Identifier: Apache-2.0 */
/** What `ty_segment_files` reads piece by piece: standard input, and files that are not UTF-8. */
#pragma once
#include <tuyou/base.h>

typedef struct TySegmentInput TySegmentInput;

/** @return standard input until something is opened; to be freed */
TySegmentInput *ty_segment_input_new(void);
void ty_segment_input_free(TySegmentInput *input);

/** Whether the beginning of a text (1 MiB of it) is UTF-8, with a few NULs and broken bytes at
 * most: one for four characters beyond ASCII, as readers of documents take it. Its last character
 * may be cut. */
gboolean ty_segment_begins_as_utf8(const char *text, gsize length);

/** Opens a file that does not begin as UTF-8.
 * @param path  borrowed until ty_segment_input_clear
 * @return FALSE as ty_corpus_decode_file */
gboolean ty_segment_input_open(TySegmentInput *input, const char *path, GError **error);

/** Opens standard input, of which `head` was read already; its encoding is guessed by that alone.
 * @param head  copied where it is decoded, else to be used as it is before what is read
 * @return FALSE with TY_ERROR_ENCODING */
gboolean ty_segment_input_open_stream(TySegmentInput *input, const char *head, gsize length,
                                      GError **error);

/** Whether what was opened is not UTF-8: text is to be read from here then, from its beginning. */
gboolean ty_segment_input_is_decoded(const TySegmentInput *input);

/** Reads on, from standard input before anything was opened.
 * @param room  4 bytes at least
 * @return bytes of text (of UTF-8 where it is decoded), 0 at the end; -1 with TY_ERROR_SYSTEM */
gssize ty_segment_input_read(TySegmentInput *input, char *to, gsize room, GError **error);

/** Back to plain standard input. */
void ty_segment_input_clear(TySegmentInput *input);
