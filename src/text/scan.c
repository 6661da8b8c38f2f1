/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

/* Appends a position, all but what regions have; `base` is that of the character before it. The
 * cell of the two is fetched, for the lattice will want it and most cells are far away.
 * @return its own base */
static inline guint32 put(TySegmenter *s, guint n, guint code, gsize offset, guint32 base) {
  const guint64 *cells = s->lexicon->cells;
  guint32 place = base + code;

  __builtin_prefetch(&cells[place]);
  s->code[n] = (guint16) code;
  s->offset[n] = (guint32) offset;
  s->place[n] = place;
  return ty_cell_base(cells[code]);
}

/* Whether the character at p is Han by itself, which ends a region. */
static gboolean is_plain_han(const guchar *p, const guchar *end) {
  guint32 cp;
  if (*p < 0xe2)
    return FALSE;
  const guchar *next = p + ty_utf8_decode(p, end, &cp);

  return ty_class_of(cp) == TY_CLASS_HAN &&
         (next == end || ty_begins_cluster(next, end) ||
          (ty_utf8_decode(next, end, &cp), !(ty_class_of(cp) & TY_CLASS_GLUE)));
}

/* Reads clusters from p up to a Han character, a line end or the end of the chunk. */
static const guchar *scan_region(TySegmenter *s, const guchar *p, const guchar *end) {
  const guint16 *codes = s->lexicon->codes;
  TyRegion *region = &s->regions[s->n_regions++];
  guint32 base = ty_base_before(s, s->n);
  guint classes = 0;

  region->at = (guint16) s->n;
  do {
    TyCluster cluster;
    gsize offset = (gsize) (p - s->text);
    if (p[0] < 0x80 && (p + 1 == end || ty_begins_cluster(p + 1, end))) {
      cluster.cp[0] = ty_fold_table[p[0]];
      cluster.class = (TyClass) (ty_class_table[p[0]] & TY_CLASS_MASK);
      cluster.n = 1;
      p++;
    } else {
      p += ty_cluster_read(p, end, &cluster);
    }
    classes |= 1u << cluster.class | (cluster.n > 1 ? TY_REGION_ODD : 0);
    for (guint i = 0; i < cluster.n; i++) {
      guint32 cp = cluster.cp[i];
      guint code = cp < 65536 ? codes[cp] & TY_CODE_MASK : TY_CODE_UNKNOWN;
      base = put(s, s->n, code, offset, base);
      s->cp[s->n] = cp;
      s->inner[s->n] = i > 0;
      s->class[s->n] = (guint8) cluster.class;
      s->n++;
    }
  } while (p < end && *p != '\n' && s->n < TY_CHUNK_MAX && !is_plain_han(p, end));
  region->end = (guint16) s->n;
  region->classes = (guint16) classes;
  s->inner[s->n] = 0; /* runs.c looks one position ahead */
  return p;
}

/* Where a chunk that had to end within a line is cut: best after another line; else after
 * punctuation, where words meet anyway. */
static guint place_to_cut(const TySegmenter *s) {
  guint at = s->n;

  if (s->joins_lines) {
    while (at > 0 && !ty_is_line_end(s, at - 1))
      at--;
    if (at > 0)
      return at;
  }
  for (at = s->n - 1; at > TY_CHUNK_MAX / 2; at--)
    if (s->code[at - 1] >= TY_CODE_PUNCTUATION && s->code[at - 1] <= TY_CODE_SPACE)
      break;
  if (at == TY_CHUNK_MAX / 2)
    at = s->n - 1;
  while (at > 1 && s->offset[at] == s->offset[at - 1])
    at--;
  return at;
}

static gsize cut(TySegmenter *s) {
  guint at = place_to_cut(s);

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

/* Reads Han and punctuation from p on, up to something else, nearly `limit` positions or some bytes
 * before the end of the text. Nearly all characters have three bytes: two are read at once. */
static const guchar *scan_plain(TySegmenter *s, const guchar *p, const guchar *end,
                                const guint16 *ascii, guint limit) {
  const guint64 two = G_GUINT64_CONSTANT(0x8080e08080e0), mask = G_GUINT64_CONSTANT(0xc0c0f0c0c0f0);
  const guint64 high = 0xf00000f, middle = G_GUINT64_CONSTANT(0xfc0000fc0);
  const guint64 low = G_GUINT64_CONSTANT(0x3f00003f);
  const guint16 *codes = s->lexicon->codes;
  guint n = s->n;
  guint32 base = ty_base_before(s, n);

  while (n + 2 < limit && end - p > 8) {
    /* A position takes one byte at least. */
    const guchar *stop = MIN(end - 8, p + (limit - 2 - n));
    while (p < stop) {
      guint64 bytes;
      gsize at = (gsize) (p - s->text), length = 3;
      memcpy(&bytes, p, 8);
      if (G_LIKELY((bytes & mask) == two)) {
        guint64 cp = (bytes & high) << 12 | (bytes >> 2 & middle) | (bytes >> 16 & low);
        guint first = codes[cp & 0xffff], second = codes[cp >> 24];
        if (G_LIKELY(!((first | second) & TY_CODE_SPECIAL))) {
          base = put(s, n, first, at, base);
          base = put(s, n + 1, second, at + 3, base);
          n += 2;
          p += 6;
          continue;
        }
      }
      guint k;
      if (!(bytes & 0x80)) {
        k = ascii[bytes & 0x7f];
        length = 1;
      } else if ((bytes & 0xc0c0f0) == 0x8080e0) {
        k = codes[(bytes & 0xf) << 12 | (bytes >> 2 & 0xfc0) | (bytes >> 16 & 0x3f)];
      } else {
        k = TY_CODE_SPECIAL;
      }
      if (k & TY_CODE_SPECIAL) {
        s->n = n;
        return p;
      }
      base = put(s, n++, k, at, base);
      p += length;
    }
  }
  s->n = n;
  return p;
}

/* The same a character at a time, for what is left at the end of a chunk or text. */
static const guchar *scan_rest(TySegmenter *s, const guchar *p, const guchar *end,
                               const guint16 *ascii, guint limit) {
  guint32 base = ty_base_before(s, s->n);

  while (p < end && s->n < limit) {
    guint32 cp;
    guint bytes = ty_utf8_decode(p, end, &cp);
    guint k = bytes == 1 && cp < 0x80 ? ascii[cp]
              : bytes == 3            ? s->lexicon->codes[cp]
                                      : TY_CODE_SPECIAL;
    if (k & TY_CODE_SPECIAL)
      break;
    base = put(s, s->n, k, (gsize) (p - s->text), base);
    s->n++;
    p += bytes;
  }
  return p;
}

gsize ty_scan_chunk(TySegmenter *s, gsize start, gsize stop) {
  const guchar *p = s->text + start, *end = s->text + stop;

  s->n = s->n_regions = 0;
  for (;;) {
    gboolean joins = s->joins_lines && s->n < TY_LINES_ENOUGH;
    guint limit = joins ? TY_LINES_ENOUGH : TY_CHUNK_MAX;
    p = scan_plain(s, p, end, s->ascii[joins], limit);
    if (end - p <= 8 || s->n + 2 >= limit)
      p = scan_rest(s, p, end, s->ascii[joins], limit);
    if (p == end || s->n >= TY_CHUNK_MAX || (*p == '\n' && !joins))
      break;
    if (s->n >= limit || *p == '\n')
      continue;
    guint32 cp;
    ty_utf8_decode(p, end, &cp);
    if (ty_class_of(cp) & TY_CLASS_GLUE && s->n > 0 && !ty_is_line_end(s, s->n - 1) &&
        (s->n_regions == 0 || s->regions[s->n_regions - 1].end < s->n))
      p = s->text + s->offset[--s->n]; /* it belongs to the character before it */
    p = scan_region(s, p, end);
  }
  gsize at = (gsize) (p - s->text);
  if (p < end && s->n >= TY_CHUNK_MAX && *p != '\n')
    at = cut(s);
  put(s, s->n, TY_CODE_UNKNOWN, at, ty_base_before(s, s->n));
  s->inner[s->n] = 0;
  return at;
}
