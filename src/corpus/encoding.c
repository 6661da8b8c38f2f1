/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/encoding.h"

#include "base/file.h"
#include <errno.h>
#include <string.h>
#include <tuyou/corpus.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

#define GOOD_PER_BROKEN_UTF8 4
#define DOUBLES_PER_BROKEN_GB18030 50
#define BYTES_PER_CONTROL 50
#define PAIRS_PER_ODD_UTF16 50
#define PAIRS_PER_ASCII_UTF16 100

void ty_decoded_clear(TyDecoded *decoded) {
  g_free(decoded->text);
  memset(decoded, 0, sizeof *decoded);
}

/* What was counted in a reading of the bytes. */
typedef struct {
  gsize good;         /* well-formed sequences beyond ASCII */
  gsize usual;        /* of these, in the zone of GB2312 */
  gsize broken;       /* sequences that are not well formed */
  gsize control;      /* NUL and other bytes below the space that no text has */
  gsize first_broken; /* offset of the first of either */
} Count;

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
  count->control++;
}

/* Length of the well-formed UTF-8 sequence at `p`, else 0. */
static gsize utf8_sequence(const unsigned char *p, gsize left) {
  gunichar c = g_utf8_get_char_validated((const char *) p, (gssize) MIN(left, 6));
  return c < 0x110000 ? (gsize) g_unichar_to_utf8(c, NULL) : 0;
}

/* Bytes of a broken UTF-8 sequence: its lead and what follows of it, so that one broken character
 * counts once. */
static gsize utf8_broken_bytes(const unsigned char *p, gsize left) {
  gsize most = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : 1, bytes = 1;
  while (bytes < MIN(most, left) && (p[bytes] & 0xC0) == 0x80)
    bytes++;
  return bytes;
}

static Count count_utf8(const unsigned char *p, gsize length) {
  Count count = {0};

  for (gsize at = 0; at < length;) {
    if (p[at] < 0x80) {
      count_ascii(&count, p[at], at);
      at++;
      continue;
    }
    gsize bytes = utf8_sequence(p + at, length - at);
    if (bytes > 0)
      count.good++;
    else
      count_broken(&count, at);
    at += bytes > 0 ? bytes : utf8_broken_bytes(p + at, length - at);
  }
  return count;
}

/* Length of the well-formed GB18030 sequence beyond ASCII at `p`, else 0. */
static gsize gb18030_sequence(const unsigned char *p, gsize left) {
  if (left < 2 || p[0] < 0x81 || p[0] == 0xFF)
    return 0;
  if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
    return 2;
  gboolean is_four = left >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 && p[2] != 0xFF &&
                     p[3] >= 0x30 && p[3] <= 0x39;
  return is_four ? 4 : 0;
}

/* Signs, letters and the 6763 characters of GB2312: rows 1–9 and 16–87. */
static gboolean is_in_gb2312(const unsigned char *p) {
  return p[1] >= 0xA1 && ((p[0] >= 0xA1 && p[0] <= 0xA9) || (p[0] >= 0xB0 && p[0] <= 0xF7));
}

static Count count_gb18030(const unsigned char *p, gsize length) {
  Count count = {0};

  for (gsize at = 0; at < length;) {
    if (p[at] < 0x80) {
      count_ascii(&count, p[at], at);
      at++;
      continue;
    }
    gsize bytes = gb18030_sequence(p + at, length - at);
    if (bytes == 0)
      count_broken(&count, at);
    else if (bytes == 2) {
      count.good++;
      count.usual += is_in_gb2312(p + at);
    }
    at += MAX(bytes, 1);
  }
  return count;
}

static gboolean has_few_controls(const Count *count, gsize length) {
  return count->control <= length / BYTES_PER_CONTROL + 1 && count->control < length;
}

static gboolean fits_utf8(const Count *count, gsize length) {
  return count->broken <= count->good / GOOD_PER_BROKEN_UTF8 && has_few_controls(count, length);
}

static gboolean fits_gb18030(const Count *count, gsize length) {
  return count->good > 0 && count->usual * 2 >= count->good &&
         count->broken <= count->good / DOUBLES_PER_BROKEN_GB18030 &&
         has_few_controls(count, length);
}

/* Latin letters, general signs, Chinese characters and their signs, halves of rarer ones. */
static gboolean is_usual_unit(gunichar unit) {
  return (unit >= 0x20 && unit < 0x250) || (unit >= 0x2000 && unit < 0x3040) ||
         (unit >= 0x3400 && unit < 0xA000) || (unit >= 0xD800 && unit < 0xE000) ||
         (unit >= 0xFF00 && unit < 0xFFF0) || unit == '\t' || unit == '\n' || unit == '\r';
}

/* Whether the bytes look like UTF-16 whose high bytes stand at `high` (0 or 1) of each pair. */
static gboolean fits_utf16(const unsigned char *p, gsize length, gsize high) {
  gsize ascii = 0, usual = 0, odd = 0, pairs = length / 2;

  for (gsize at = 0; at + 1 < length; at += 2) {
    gunichar unit = (gunichar) p[at + high] << 8 | p[at + 1 - high];
    gboolean is_usual = is_usual_unit(unit);
    usual += is_usual;
    ascii += is_usual && unit < 0x80;
    odd += !is_usual && !g_unichar_isdefined(unit);
  }
  return pairs >= 2 && ascii * PAIRS_PER_ASCII_UTF16 >= pairs && usual * 10 >= pairs * 9 &&
         odd <= pairs / PAIRS_PER_ODD_UTF16;
}

static void put_broken(TyDecoded *out, const GString *text, gsize at) {
  if (out->n_broken++ > 0)
    return;
  out->first_broken = at;
  out->first_broken_line = 1;
  for (gsize i = 0; i < text->len; i++)
    out->first_broken_line += text->str[i] == '\n';
}

/* NUL is text to iconv; here it ends strings, so it is broken. */
static void append_converted(TyDecoded *out, GString *text, const char *part, gsize length,
                             gsize at) {
  while (length > 0) {
    gsize run = strnlen(part, length);
    g_string_append_len(text, part, (gssize) run);
    if (run == length)
      return;
    put_broken(out, text, at);
    g_string_append(text, REPLACEMENT);
    part += run + 1;
    length -= run + 1;
  }
}

/* Converts bytes [at, length) in `encoding`; what does not fit becomes U+FFFD. */
static gboolean convert(const char *file, const char *bytes, gsize at, gsize length,
                        const char *encoding, TyDecoded *out, GError **error) {
  GIConv converter = g_iconv_open("UTF-8", encoding);
  if (GPOINTER_TO_SIZE(converter) == G_MAXSIZE) { /* -1, says g_iconv_open */
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: the system cannot convert %s", file,
                encoding);
    return FALSE;
  }
  gsize unit = g_str_has_prefix(encoding, "UTF-16") ? 2 : 1;
  g_autoptr(GString) text = g_string_sized_new(length - at + (length - at) / 2 + 1);
  char *in = (char *) bytes + at, part[4096];
  gsize left = length - at;

  while (left > 0) {
    char *to = part;
    gsize room = sizeof part, offset = (gsize) (in - bytes);
    gsize done = g_iconv(converter, &in, &left, &to, &room);
    int number = errno;
    append_converted(out, text, part, sizeof part - room, offset);
    if (done != (gsize) -1 || number == E2BIG)
      continue;
    put_broken(out, text, (gsize) (in - bytes));
    g_string_append(text, REPLACEMENT);
    gsize skip = number == EINVAL ? left : MIN(unit, left); /* EINVAL: cut short at the end */
    in += skip;
    left -= skip;
  }
  g_iconv_close(converter);
  out->length = text->len;
  out->text = g_string_free(g_steal_pointer(&text), FALSE);
  out->encoding = encoding;
  return TRUE;
}

static void take_utf8(const char *bytes, gsize at, gsize length, gboolean is_whole,
                      TyDecoded *out) {
  out->encoding = "UTF-8";
  if (is_whole) {
    out->length = length - at;
    out->text = g_strndup(bytes + at, out->length);
    return;
  }
  GString *text = g_string_sized_new(length - at + 64);
  const unsigned char *p = (const unsigned char *) bytes;
  while (at < length) {
    const char *bad;
    g_utf8_validate_len(bytes + at, length - at, &bad);
    g_string_append_len(text, bytes + at, bad - (bytes + at));
    at = (gsize) (bad - bytes);
    if (at == length)
      break;
    put_broken(out, text, at);
    g_string_append(text, REPLACEMENT);
    at += p[at] ? utf8_broken_bytes(p + at, length - at) : 1;
  }
  out->length = text->len;
  out->text = g_string_free(text, FALSE);
}

static gboolean has_mark(const char *bytes, gsize length, const char *mark, gsize mark_length) {
  return length >= mark_length && memcmp(bytes, mark, mark_length) == 0;
}

/* A mark says what the file is; then only a file that is mostly broken is refused. */
static gboolean decode_marked(const char *file, const char *bytes, gsize length,
                              const char *encoding, TyDecoded *out, GError **error) {
  gboolean is_utf8 = g_str_equal(encoding, "UTF-8");
  gsize at = is_utf8 ? 3 : 2;

  if (is_utf8)
    take_utf8(bytes, at, length, g_utf8_validate_len(bytes + at, length - at, NULL), out);
  else if (!convert(file, bytes, at, length, encoding, out, error))
    return FALSE;
  if (out->n_broken <= 1 || out->n_broken * 10 < out->length)
    return TRUE;
  g_set_error(
      error, TY_ERROR, TY_ERROR_ENCODING,
      "%s: found a byte order mark of %s, but bytes that are not %s from byte offset %zu on", file,
      encoding, encoding, out->first_broken);
  ty_decoded_clear(out);
  return FALSE;
}

gboolean ty_encoding_decode(const char *file, const char *bytes, gsize length, TyDecoded *out,
                            GError **error) {
  const unsigned char *p = (const unsigned char *) bytes;

  if (has_mark(bytes, length, "\xEF\xBB\xBF", 3))
    return decode_marked(file, bytes, length, "UTF-8", out, error);
  if (has_mark(bytes, length, "\xFF\xFE", 2))
    return decode_marked(file, bytes, length, "UTF-16LE", out, error);
  if (has_mark(bytes, length, "\xFE\xFF", 2))
    return decode_marked(file, bytes, length, "UTF-16BE", out, error);
  if (length == 0 || g_utf8_validate_len(bytes, length, NULL)) {
    take_utf8(bytes ? bytes : "", 0, length, TRUE, out);
    return TRUE;
  }
  Count utf8 = count_utf8(p, length);
  if (fits_utf8(&utf8, length)) {
    take_utf8(bytes, 0, length, FALSE, out);
    return TRUE;
  }
  const char *utf16 = fits_utf16(p, length, 1)   ? "UTF-16LE"
                      : fits_utf16(p, length, 0) ? "UTF-16BE"
                                                 : NULL;
  if (utf16)
    return convert(file, bytes, 0, length, utf16, out, error);
  Count gb18030 = count_gb18030(p, length);
  if (fits_gb18030(&gb18030, length))
    return convert(file, bytes, 0, length, "GB18030", out, error);
  if (gb18030.broken + gb18030.control > 0)
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
                "%s: found bytes that are not UTF-8 (byte offset %zu) nor GB18030 (byte offset "
                "%zu), expected text in UTF-8, UTF-16 or GB18030",
                file, utf8.first_broken, gb18030.first_broken);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
                "%s: found bytes that are not UTF-8 (byte offset %zu) and no Chinese text when "
                "read as GB18030, expected text in UTF-8, UTF-16 or GB18030",
                file, utf8.first_broken);
  return FALSE;
}

char *ty_corpus_decode_file(const char *path, gsize *length, const char **encoding,
                            GError **error) {
  g_autoptr(GMappedFile) mapped = ty_file_map(path, error);
  g_auto(TyDecoded) decoded = {0};

  if (!mapped || !ty_encoding_decode(path, g_mapped_file_get_contents(mapped),
                                     g_mapped_file_get_length(mapped), &decoded, error))
    return NULL;
  if (length)
    *length = decoded.length;
  if (encoding)
    *encoding = decoded.encoding;
  return g_steal_pointer(&decoded.text);
}
