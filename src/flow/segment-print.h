/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <tuyou/flow.h>

/** Appends the tokens of a block of text as the request wants them. `offset` is the block's first
 * byte in its file. */
void ty_segment_print(const TySegmentRequest *request, TySegmenter *segmenter, const char *text,
                      gsize length, gsize offset, GString *out);
