/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/encoding.h"

#include <string.h>

#define GOOD_PER_BROKEN_UTF8 4
#define DOUBLES_PER_BROKEN_GB18030 50
#define BYTES_PER_BROKEN_TEXT 16
#define BYTES_PER_CONTROL 4
#define BYTES_PER_DOUBLED_CONTROL 50
#define PAIRS_PER_ODD_UTF16 50
#define PAIRS_PER_ASCII_UTF16 100
#define LONGEST_SEQUENCE 4

/* What was counted in a reading of the bytes. */
typedef struct {
  gsize length;       /* all bytes */
  gsize good;         /* well-formed sequences beyond ASCII */
  gsize usual;        /* of these, in the zone of GB2312 */
  gsize longer;       /* of these, three bytes of UTF-8 and more */
  gsize broken;       /* sequences that are not well formed */
  gsize control;      /* NUL and other bytes below the space that no text has */
  gsize doubled;      /* of these, right after another */
  gsize control_end;  /* offset of the byte after the last of them */
  gsize first_broken; /* offset of the first of either */
  struct {
    gsize ascii, usual, odd;
  } utf16[2]; /* pairs read with their high bytes at 0 and at 1 */
} Count;

/* Counts in a block that starts at byte `base` of the whole; bytes looked at, which leave out a
 * sequence that the block's end may cut. */
typedef gsize (*CountFunc)(const unsigned char *p, gsize length, gboolean is_last, gsize base,
                           Count *count);

static void count_broken(Count *count, gsize at) {
  if (count->broken + count->control == 0)
    count->first_broken = at;
  count->broken++;
}

static void count_ascii(Count *count, unsigned char c, gsize at) {
  if (c >= 0x20 || (c >= '\t' && c <= '\r'))
    return;
  if (count->broken + count->control == 0)
    count->first_broken = at;
  count->doubled += count->control > 0 && count->control_end == at;
  count->control_end = at + 1;
  count->control++;
}

gsize ty_utf8_sequence(const unsigned char *p, gsize left) {
  gunichar c = g_utf8_get_char_validated((const char *) p, (gssize) MIN(left, 6));
  return c < 0x110000 ? (gsize) g_unichar_to_utf8(c, NULL) : 0;
}

gsize ty_utf8_broken_bytes(const unsigned char *p, gsize left) {
  gsize most = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : 1, bytes = 1;
  while (bytes < MIN(most, left) && (p[bytes] & 0xC0) == 0x80)
    bytes++;
  return bytes;
}

gboolean ty_utf8_is_cut(const unsigned char *p, gsize left) {
  return left < LONGEST_SEQUENCE && p[0] >= 0xC2 && p[0] < 0xF5 &&
         left < (p[0] >= 0xF0   ? 4U
                 : p[0] >= 0xE0 ? 3U
                                : 2U);
}

gsize ty_gb18030_sequence(const unsigned char *p, gsize left) {
  if (left < 2 || p[0] < 0x81 || p[0] == 0xFF)
    return 0;
  if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
    return 2;
  gboolean is_four = left >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 && p[2] != 0xFF &&
                     p[3] >= 0x30 && p[3] <= 0x39;
  return is_four ? 4 : 0;
}

gboolean ty_gb18030_is_cut(const unsigned char *p, gsize left) {
  return left < LONGEST_SEQUENCE && p[0] >= 0x81 && p[0] != 0xFF &&
         (left == 1 || (p[1] >= 0x30 && p[1] <= 0x39));
}

/* Stops at the first byte that is no UTF-8. */
static gsize check_utf8(const unsigned char *p, gsize length, gboolean is_last, gsize base,
                        Count *count) {
  const char *bad;

  if (count->broken > 0 || g_utf8_validate_len((const char *) p, length, &bad))
    return length;
  gsize at = (gsize) (bad - (const char *) p);
  if (!is_last && ty_utf8_is_cut(p + at, length - at))
    return at;
  count_broken(count, base + at);
  return length;
}

static gsize count_utf8(const unsigned char *p, gsize length, gboolean is_last, gsize base,
                        Count *count) {
  gsize at = 0;

  while (at < length) {
    if (p[at] < 0x80) {
      count_ascii(count, p[at], base + at);
      at++;
      continue;
    }
    gsize bytes = ty_utf8_sequence(p + at, length - at);
    if (bytes == 0 && !is_last && ty_utf8_is_cut(p + at, length - at))
      break;
    count->good += bytes > 0;
    count->longer += bytes > 2;
    if (bytes == 0)
      count_broken(count, base + at);
    at += bytes > 0 ? bytes : ty_utf8_broken_bytes(p + at, length - at);
  }
  return at;
}

/* Signs, letters and the 6763 characters of GB2312: rows 1–9 and 16–87. */
static gboolean is_in_gb2312(const unsigned char *p) {
  return p[1] >= 0xA1 && ((p[0] >= 0xA1 && p[0] <= 0xA9) || (p[0] >= 0xB0 && p[0] <= 0xF7));
}

static gsize count_gb18030(const unsigned char *p, gsize length, gboolean is_last, gsize base,
                           Count *count) {
  gsize at = 0;

  while (at < length) {
    if (p[at] < 0x80) {
      count_ascii(count, p[at], base + at);
      at++;
      continue;
    }
    gsize bytes = ty_gb18030_sequence(p + at, length - at);
    if (bytes == 0 && !is_last && ty_gb18030_is_cut(p + at, length - at))
      break;
    if (bytes == 0)
      count_broken(count, base + at);
    else if (bytes == 2) {
      count->good++;
      count->usual += is_in_gb2312(p + at);
    }
    at += MAX(bytes, 1);
  }
  return at;
}

/* Latin letters, general signs, Chinese characters and their signs, halves of rarer ones. */
static gboolean is_usual_unit(gunichar unit) {
  return (unit >= 0x20 && unit < 0x250) || (unit >= 0x2000 && unit < 0x3040) ||
         (unit >= 0x3400 && unit < 0xA000) || (unit >= 0xD800 && unit < 0xE000) ||
         (unit >= 0xFF00 && unit < 0xFFF0) || unit == '\t' || unit == '\n' || unit == '\r';
}

static gsize count_utf16(const unsigned char *p, gsize length, gboolean is_last, gsize base,
                         Count *count) {
  (void) base;
  for (gsize high = 0; high < 2; high++)
    for (gsize at = 0; at + 1 < length; at += 2) {
      gunichar unit = (gunichar) p[at + high] << 8 | p[at + 1 - high];
      gboolean is_usual = is_usual_unit(unit);
      count->utf16[high].usual += is_usual;
      count->utf16[high].ascii += is_usual && unit < 0x80;
      count->utf16[high].odd += !is_usual && !g_unichar_isdefined(unit);
    }
  return is_last ? length : length & ~(gsize) 1;
}

/* Whether what was counted cannot fit any more, whatever the `left` bytes are. */
static gboolean is_hopeless(CountFunc func, const Count *count, gsize left) {
  if (func == check_utf8)
    return count->broken > 0;
  if (func == count_utf8)
    return count->broken > 1 && count->broken - 1 > (count->good + left) / GOOD_PER_BROKEN_UTF8 &&
           count->broken > count->longer + left &&
           count->broken > (count->length + left) / BYTES_PER_BROKEN_TEXT;
  if (func != count_utf16)
    return FALSE;
  gsize pairs = (count->length + left) / 2,
        usual = MAX(count->utf16[0].usual, count->utf16[1].usual);
  return (usual + left / 2 + 1) * 10 < pairs * 9;
}

static gboolean scan(TySource *source, gsize at, CountFunc func, Count *count, GError **error) {
  g_autofree char *block = g_malloc(source->block + LONGEST_SEQUENCE);
  gsize kept = 0, base = at, size = ty_source_size(source);
  gssize n;

  memset(count, 0, sizeof *count);
  if (!ty_source_seek(source, at, error))
    return FALSE;
  do {
    n = ty_source_read(source, block + kept, source->block, error);
    if (n < 0)
      return FALSE;
    gsize length = kept + (gsize) n, used = 0;
    if (length > 0)
      used = func((const unsigned char *) block, length, n == 0, base, count);
    base += used;
    kept = length - used;
    memmove(block, block + used, kept);
    count->length = base - at;
    if (size != G_MAXSIZE && is_hopeless(func, count, size - MIN(size, base)))
      return TRUE;
  } while (n > 0);
  return TRUE;
}

/* NULs may part what a text says; what is filled up with them, or is half of them, is none. */
static gboolean has_few_controls(const Count *count) {
  return (count->control <= 1 || count->control <= count->length / BYTES_PER_CONTROL) &&
         count->doubled <= count->length / BYTES_PER_DOUBLED_CONTROL + 1 &&
         count->control < count->length;
}

static gboolean fits_utf8(const Count *count) {
  return (count->broken <= count->good / GOOD_PER_BROKEN_UTF8 || count->broken < count->longer) &&
         has_few_controls(count);
}

/* Half the bytes of UTF-16 are NULs in Latin, broken in Chinese; nearly all of these are letters.
 */
static gboolean is_mostly_ascii(const Count *count) {
  return (count->broken + count->control) * BYTES_PER_BROKEN_TEXT <= count->length;
}

/* What is left for a text with little beyond ASCII, when no other encoding fits. */
static gboolean fits_broken_text(const Count *count) {
  return count->broken <= MAX(1, count->length / BYTES_PER_BROKEN_TEXT) &&
         count->broken < count->length && has_few_controls(count);
}

static gboolean fits_gb18030(const Count *count) {
  return count->good > 0 && count->usual * 2 >= count->good &&
         count->broken <= count->good / DOUBLES_PER_BROKEN_GB18030 && has_few_controls(count);
}

/* Whether the bytes look like UTF-16 whose high bytes stand at `high` (0 or 1) of each pair. */
static gboolean fits_utf16(const Count *count, gsize high) {
  gsize pairs = count->length / 2;

  return pairs >= 2 && count->utf16[high].ascii * PAIRS_PER_ASCII_UTF16 >= pairs &&
         count->utf16[high].usual * 10 >= pairs * 9 &&
         count->utf16[high].odd <= pairs / PAIRS_PER_ODD_UTF16;
}

static gboolean fail(GError **error, const char *file, const Count *utf8, const Count *gb18030) {
  if (!has_few_controls(utf8))
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
                "%s: found binary data (%zu of %zu bytes are NUL or other control bytes, the first "
                "byte that no text has at byte offset %zu), expected text in UTF-8, UTF-16 or "
                "GB18030",
                file, utf8->control, utf8->length, utf8->first_broken);
  else if (gb18030->broken + gb18030->control > 0)
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
                "%s: found bytes that are not UTF-8 (byte offset %zu) nor GB18030 (byte offset "
                "%zu), expected text in UTF-8, UTF-16 or GB18030",
                file, utf8->first_broken, gb18030->first_broken);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
                "%s: found bytes that are not UTF-8 (byte offset %zu) and no Chinese text when "
                "read as GB18030, expected text in UTF-8, UTF-16 or GB18030",
                file, utf8->first_broken);
  return FALSE;
}

/* The encoding that a byte order mark names. */
static gboolean find_mark(TySource *source, TyEncoding *encoding, GError **error) {
  static const struct {
    const char *name, *mark;
  } marks[] = {{"UTF-8", "\xEF\xBB\xBF"}, {"UTF-16LE", "\xFF\xFE"}, {"UTF-16BE", "\xFE\xFF"}};
  char first[4] = {0};

  if (!ty_source_seek(source, 0, error) || ty_source_read(source, first, 3, error) < 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(first, marks[i].mark)) {
      encoding->name = marks[i].name;
      encoding->mark_bytes = strlen(marks[i].mark);
      return TRUE;
    }
  return TRUE;
}

gboolean ty_encoding_find(TySource *source, TyEncoding *encoding, GError **error) {
  Count utf8, other;

  *encoding = (TyEncoding){0};
  if (!find_mark(source, encoding, error))
    return FALSE;
  if (encoding->name && !g_str_equal(encoding->name, "UTF-8"))
    return TRUE;
  if (!scan(source, encoding->mark_bytes, check_utf8, &utf8, error))
    return FALSE;
  encoding->is_clean = utf8.broken == 0;
  if (encoding->is_clean)
    encoding->name = "UTF-8";
  if (encoding->name)
    return TRUE;
  if (!scan(source, 0, count_utf8, &utf8, error))
    return FALSE;
  if (fits_utf8(&utf8)) {
    encoding->name = "UTF-8";
    return TRUE;
  }
  if (!is_mostly_ascii(&utf8) && !scan(source, 0, count_utf16, &other, error))
    return FALSE;
  if (!is_mostly_ascii(&utf8) && (fits_utf16(&other, 1) || fits_utf16(&other, 0))) {
    encoding->name = fits_utf16(&other, 1) ? "UTF-16LE" : "UTF-16BE";
    return TRUE;
  }
  if (!scan(source, 0, count_gb18030, &other, error))
    return FALSE;
  encoding->name = fits_gb18030(&other) ? "GB18030" : "UTF-8";
  return fits_gb18030(&other) || fits_broken_text(&utf8) ||
         fail(error, source->file, &utf8, &other);
}
