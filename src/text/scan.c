/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

/* Whether the character at p is Han by itself, which ends a region. */
static gboolean is_plain_han(const guchar *p, const guchar *end) {
  guint32 cp;
  if (*p < 0xe2)
    return FALSE;
  guint bytes = ty_utf8_decode(p, end, &cp);

  return ty_class_of(cp) == TY_CLASS_HAN &&
         (p + bytes == end || p[bytes] < 0x80 ||
          (ty_utf8_decode(p + bytes, end, &cp), !(ty_class_of(cp) & TY_CLASS_GLUE)));
}

/* Reads clusters from p up to a Han character, a line end or the end of the chunk. */
static const guchar *scan_region(TySegmenter *s, const guchar *p, const guchar *end) {
  const guint16 *codes = s->lexicon->codes;
  TyRegion *region = &s->regions[s->n_regions++];

  region->at = (guint16) s->n;
  do {
    TyCluster cluster;
    gsize offset = (gsize) (p - s->text);
    if (p[0] < 0x80 && (p + 1 == end || p[1] < 0x80)) {
      cluster.cp[0] = ty_fold_table[p[0]];
      cluster.class = (TyClass) (ty_class_table[p[0]] & TY_CLASS_MASK);
      cluster.n = 1;
      p++;
    } else {
      p += ty_cluster_read(p, end, &cluster);
    }
    for (guint i = 0; i < cluster.n; i++) {
      guint32 cp = cluster.cp[i];
      s->code[s->n] = cp < 65536 ? codes[cp] & TY_CODE_MASK : TY_CODE_UNKNOWN;
      s->offset[s->n] = (guint32) offset;
      s->cp[s->n] = cp;
      s->inner[s->n] = i > 0;
      s->class[s->n] = (guint8) cluster.class;
      s->n++;
    }
  } while (p < end && *p != '\n' && s->n < TY_CHUNK_MAX && !is_plain_han(p, end));
  region->end = (guint16) s->n;
  s->inner[s->n] = 0; /* runs.c looks one position ahead */
  return p;
}

/* A chunk that had to end within a line ends best after punctuation, where words meet anyway. */
static gsize cut(TySegmenter *s) {
  guint at = s->n - 1;

  while (at > TY_CHUNK_MAX / 2 &&
         !(s->code[at - 1] >= TY_CODE_PUNCTUATION && s->code[at - 1] <= TY_CODE_SPACE))
    at--;
  if (at == TY_CHUNK_MAX / 2)
    at = s->n - 1;
  while (at > 1 && s->offset[at] == s->offset[at - 1])
    at--;
  s->n = at;
  while (s->n_regions > 0 && s->regions[s->n_regions - 1].at >= at)
    s->n_regions--;
  if (s->n_regions > 0)
    s->regions[s->n_regions - 1].end = MIN(s->regions[s->n_regions - 1].end, (guint16) at);
  return s->offset[at];
}

void ty_describe_plain(TySegmenter *s) {
  for (guint i = 0, g = 0; i < s->n; g++) {
    guint end = g < s->n_regions ? s->regions[g].at : s->n;
    for (; i < end; i++) { /* of one byte or three */
      const guchar *p = s->text + s->offset[i];
      s->cp[i] =
          ty_fold_table[*p < 0x80 ? *p
                                  : (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu)];
      s->inner[i] = 0;
    }
    i = g < s->n_regions ? s->regions[g].end : s->n;
  }
}

/* Reads Han and punctuation from p on, up to something else, the end of the chunk or three bytes
 * before that of the text. */
static const guchar *scan_plain(TySegmenter *s, const guchar *p, const guchar *end) {
  const guint16 *codes = s->lexicon->codes, *ascii = s->lexicon->ascii;
  const guchar *text = s->text, *stop;
  guint16 *code = s->code;
  guint32 *offset = s->offset;
  guint n = s->n;

  do {
    stop = MIN(end - 3, p + (TY_CHUNK_MAX - n)); /* a position takes one byte at least */
    while (p < stop) {
      guint32 bytes, k;
      gsize at = (gsize) (p - text), length = 3;
      memcpy(&bytes, p, 4);
      if (G_LIKELY((bytes & 0xc0c0f0) == 0x8080e0)) {
        k = codes[(bytes & 0xf) << 12 | (bytes >> 2 & 0xfc0) | (bytes >> 16 & 0x3f)];
      } else if (bytes & 0x80) {
        break;
      } else {
        k = ascii[bytes & 0x7f];
        length = 1;
      }
      if (G_UNLIKELY(k & TY_CODE_SPECIAL))
        break;
      p += length;
      code[n] = (guint16) k;
      offset[n++] = (guint32) at;
    }
  } while (p == stop && p < end - 3 && n < TY_CHUNK_MAX);
  s->n = n;
  return p;
}

/* The same for what is left at the end of a text. */
static const guchar *scan_rest(TySegmenter *s, const guchar *p, const guchar *end) {
  while (p < end && s->n < TY_CHUNK_MAX) {
    guint32 cp;
    guint bytes = ty_utf8_decode(p, end, &cp);
    guint k = bytes == 1 && cp < 0x80 ? s->lexicon->ascii[cp]
              : bytes == 3            ? s->lexicon->codes[cp]
                                      : TY_CODE_SPECIAL;
    if (k & TY_CODE_SPECIAL)
      break;
    s->code[s->n] = (guint16) k;
    s->offset[s->n++] = (guint32) (p - s->text);
    p += bytes;
  }
  return p;
}

gsize ty_scan_chunk(TySegmenter *s, gsize start, gsize stop) {
  const guchar *p = s->text + start, *end = s->text + stop;

  s->n = s->n_regions = 0;
  for (;;) {
    if (end - p > 3)
      p = scan_plain(s, p, end);
    if (end - p <= 3)
      p = scan_rest(s, p, end);
    if (p == end || *p == '\n' || s->n >= TY_CHUNK_MAX)
      break;
    guint32 cp;
    ty_utf8_decode(p, end, &cp);
    if (ty_class_of(cp) & TY_CLASS_GLUE && s->n > 0 &&
        (s->n_regions == 0 || s->regions[s->n_regions - 1].end < s->n))
      p = s->text + s->offset[--s->n]; /* it belongs to the character before it */
    p = scan_region(s, p, end);
  }
  gsize at = (gsize) (p - s->text);
  if (p < end && s->n >= TY_CHUNK_MAX && *p != '\n')
    at = cut(s);
  s->code[s->n] = TY_CODE_UNKNOWN;
  s->offset[s->n] = (guint32) at;
  s->inner[s->n] = 0;
  return at;
}
