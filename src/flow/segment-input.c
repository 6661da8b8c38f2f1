/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/segment-input.h"

#include "corpus/decode.h"
#include "text/fold.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* So many bytes tell whether a text is UTF-8. */
#define PROBE_BYTES ((gsize) 1024 * 1024)
#define INPUT "standard input"

struct TySegmentInput {
  gboolean is_decoded;
  TySource source;
  TyDecoder decoder; /* of `source`, where it is decoded */
};

TySegmentInput *ty_segment_input_new(void) { return g_new0(TySegmentInput, 1); }

void ty_segment_input_free(TySegmentInput *input) {
  if (input)
    ty_segment_input_clear(input);
  g_free(input);
}

gboolean ty_segment_input_is_decoded(const TySegmentInput *input) { return input->is_decoded; }

/* Whether three bytes, the lowest of `bytes`, are a character of UTF-8: not one that two bytes
 * would do for, nor a surrogate. Most of Chinese is so. */
static inline gboolean is_three_bytes(guint64 bytes) {
  return (bytes & 0xc0c0f0) == 0x8080e0 && (bytes & 0x200f) && (bytes & 0x200f) != 0x200d;
}

gboolean ty_segment_begins_as_utf8(const char *text, gsize length) {
  gsize probed = MIN(length, PROBE_BYTES), good = 0, broken = 0, nuls = 0;
  const guchar *p = (const guchar *) text, *end = p + probed;

  while (p < end) {
    guint32 cp;
    guint64 bytes = 0;
    while (end - p >= 8) {
      memcpy(&bytes, p, 8);
      if (!is_three_bytes(bytes) || !is_three_bytes(bytes >> 24))
        break;
      good += 2;
      p += 6;
    }
    if (p == end)
      break;
    guint n = ty_utf8_decode(p, end, &cp);
    gboolean valid = n > 1 || *p < 0x80;
    if (!valid && probed < length && end - p < 4)
      break;
    good += n > 1;
    nuls += cp == 0;
    broken += !valid;
    p += n;
  }
  return broken <= good / 4 && nuls <= probed / 50 + 1;
}

gboolean ty_segment_input_open(TySegmentInput *input, const char *path, GError **error) {
  ty_segment_input_clear(input);
  if (!ty_source_open(path, &input->source, error))
    return FALSE;
  if (!ty_decoder_open(&input->source, &input->decoder, error))
    return FALSE;
  input->is_decoded = !g_str_equal(input->decoder.encoding.name, "UTF-8");
  return TRUE;
}

gboolean ty_segment_input_open_stream(TySegmentInput *input, const char *head, gsize length,
                                      GError **error) {
  g_auto(TySource) first = {0};
  const char *end = memrchr(head, '\n', length);
  TyEncoding encoding;

  ty_segment_input_clear(input);
  if (ty_segment_begins_as_utf8(head, length))
    return TRUE;
  /* A character that is cut would count as broken: whole lines are looked at, where there are. */
  ty_source_of_bytes(INPUT, head, end ? (gsize) (end - head) + 1 : length, &first);
  if (!ty_encoding_find(&first, &encoding, error))
    return FALSE;
  if (g_str_equal(encoding.name, "UTF-8"))
    return TRUE;
  input->is_decoded = TRUE;
  ty_source_of_stream(INPUT, STDIN_FILENO, head + encoding.mark_bytes, length - encoding.mark_bytes,
                      &input->source);
  return ty_decoder_open_as(&input->source, &encoding, &input->decoder, error);
}

gssize ty_segment_input_read(TySegmentInput *input, char *to, gsize room, GError **error) {
  gssize n;

  if (input->is_decoded)
    return ty_decoder_read(&input->decoder, to, room, error);
  do
    n = read(STDIN_FILENO, to, room);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, INPUT ": cannot be read: %s", g_strerror(errno));
  return n;
}

void ty_segment_input_clear(TySegmentInput *input) {
  ty_decoder_clear(&input->decoder);
  ty_source_clear(&input->source);
  *input = (TySegmentInput){0};
}
