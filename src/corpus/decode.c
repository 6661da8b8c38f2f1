/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/decode.h"

#include <string.h>
#include <tuyou/corpus.h>

#define REPLACEMENT 0xFFFD
#define NO_CONVERTER ((GIConv) -1)
#define LONGEST 4 /* bytes of a character, in all encodings */

/* The characters of the double bytes of GB18030, 0 for those that have none. */
#define LEADS 126  /* 0x81 to 0xFE */
#define TRAILS 191 /* 0x40 to 0xFE */
static guint16 doubles[LEADS][TRAILS];

static gpointer fill_doubles(gpointer none) {
  GIConv converter = g_iconv_open("UTF-16LE", "GB18030");
  (void) none;

  if (converter == NO_CONVERTER)
    return NULL;
  for (int lead = 0; lead < LEADS; lead++)
    for (int trail = 0; trail < TRAILS; trail++) {
      char from[2] = {(char) (lead + 0x81), (char) (trail + 0x40)}, *in = from;
      guint16 unit[2] = {0};
      char *out = (char *) unit;
      gsize left = sizeof from, room = sizeof unit;
      gboolean done = g_iconv(converter, &in, &left, &out, &room) != (gsize) -1;
      if (done && room == sizeof *unit)
        doubles[lead][trail] = GUINT16_FROM_LE(unit[0]);
    }
  g_iconv_close(converter);
  return doubles;
}

/* A character of four bytes in GB18030; 0 when there is none. Those beyond U+FFFF stand in order.
 */
static gunichar four_bytes(TyDecoder *decoder, const unsigned char *p) {
  guint place = (((p[0] - 0x81U) * 10 + (p[1] - 0x30U)) * 126 + (p[2] - 0x81U)) * 10 + p[3] - 0x30U;
  const guint beyond = 189000;
  char from[LONGEST], *in = from, to[LONGEST], *out = to;
  gsize left = sizeof from, room = sizeof to;

  if (place >= beyond)
    return place - beyond < 0x100000 ? 0x10000 + place - beyond : 0;
  memcpy(from, p, sizeof from);
  if (decoder->rare == NO_CONVERTER ||
      g_iconv(decoder->rare, &in, &left, &out, &room) == (gsize) -1 || room == sizeof to)
    return 0;
  gunichar c = g_utf8_get_char_validated(to, (gssize) (sizeof to - room));
  return c < 0x110000 ? c : 0;
}

/* The character at `p` and its bytes; 0 for what is broken. Zero bytes: the block ends first. */
static gunichar next_gb18030(TyDecoder *decoder, const unsigned char *p, gsize left, gsize *bytes) {
  *bytes = 1;
  if (p[0] < 0x80)
    return p[0];
  gsize sequence = ty_gb18030_sequence(p, left);
  if (sequence == 0 && ty_gb18030_is_cut(p, left))
    *bytes = decoder->is_last ? left : 0;
  if (sequence == 0)
    return 0;
  gunichar c = sequence == 2 ? doubles[p[0] - 0x81][p[1] - 0x40] : four_bytes(decoder, p);
  if (c != 0)
    *bytes = sequence;
  return c;
}

static gunichar next_utf8(TyDecoder *decoder, const unsigned char *p, gsize left, gsize *bytes) {
  *bytes = 1;
  if (p[0] < 0x80)
    return p[0];
  *bytes = ty_utf8_sequence(p, left);
  if (*bytes > 0)
    return g_utf8_get_char((const char *) p);
  if (decoder->is_last || !ty_utf8_is_cut(p, left))
    *bytes = ty_utf8_broken_bytes(p, left);
  return 0;
}

static gunichar next_utf16(TyDecoder *decoder, const unsigned char *p, gsize left, gsize *bytes) {
  gsize high = decoder->encoding.name[6] == 'L' ? 1 : 0;

  *bytes = decoder->is_last ? MIN(left, 2) : 0;
  if (left < 2)
    return 0;
  gunichar unit = (gunichar) p[high] << 8 | p[1 - high];
  gboolean is_high = (unit & 0xFC00) == 0xD800;
  if (is_high && left < 4)
    return 0;
  *bytes = 2;
  if (is_high) {
    gunichar low = (gunichar) p[2 + high] << 8 | p[3 - high];
    if ((low & 0xFC00) != 0xDC00)
      return 0;
    *bytes = 4;
    return 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF);
  }
  return (unit & 0xFC00) == 0xDC00 ? 0 : unit;
}

typedef gunichar (*NextFunc)(TyDecoder *decoder, const unsigned char *p, gsize left, gsize *bytes);

static gsize put(char *to, gunichar c) {
  if (c < 0x80) {
    *to = (char) c;
    return 1;
  }
  if (c < 0x800 || c > 0xFFFF)
    return (gsize) g_unichar_to_utf8(c, to);
  to[0] = (char) (0xE0 | c >> 12);
  to[1] = (char) (0x80 | (c >> 6 & 0x3F));
  to[2] = (char) (0x80 | (c & 0x3F));
  return 3;
}

static void note_broken(TyDecoder *decoder) {
  if (decoder->is_counting && decoder->n_broken++ == 0)
    decoder->first_broken = decoder->offset + decoder->at;
}

/* Characters of the block, as long as there is room. */
static gsize convert(TyDecoder *decoder, NextFunc next, char *to, gsize room) {
  gsize done = 0;

  while (decoder->at < decoder->length && room - done >= LONGEST) {
    gsize bytes;
    gunichar c = next(decoder, decoder->block + decoder->at, decoder->length - decoder->at, &bytes);
    if (bytes == 0)
      break;
    if (c == 0)
      note_broken(decoder);
    else if (decoder->is_counting && decoder->n_broken == 0)
      decoder->first_broken_line += c == '\n';
    done += put(to + done, c ? c : REPLACEMENT);
    decoder->at += bytes;
  }
  return done;
}

/* Drops what was read of the block and reads on. */
static gboolean refill(TyDecoder *decoder, GError **error) {
  gsize kept = decoder->length - decoder->at;

  memmove(decoder->block, decoder->block + decoder->at, kept);
  gssize n = ty_source_read(decoder->source, (char *) decoder->block + kept, decoder->source->block,
                            error);
  if (n < 0)
    return FALSE;
  decoder->offset += decoder->at;
  decoder->at = 0;
  decoder->length = kept + (gsize) n;
  decoder->is_last = n == 0;
  return TRUE;
}

gssize ty_decoder_read(gpointer data, char *to, gsize room, GError **error) {
  TyDecoder *decoder = data;
  const char *name = decoder->encoding.name;

  if (decoder->encoding.is_clean)
    return ty_source_read(decoder->source, to, room, error);
  NextFunc next = name[0] == 'G' ? next_gb18030 : name[4] == '8' ? next_utf8 : next_utf16;
  for (;;) {
    gsize done = convert(decoder, next, to, room);
    if (done > 0 || (decoder->is_last && decoder->at == decoder->length))
      return (gssize) done;
    if (!refill(decoder, error))
      return -1;
  }
}

static gboolean rewind_to_text(TyDecoder *decoder, GError **error) {
  decoder->offset = decoder->encoding.mark_bytes;
  decoder->at = decoder->length = 0;
  decoder->is_last = FALSE;
  return ty_source_seek(decoder->source, decoder->offset, error);
}

/* Reads all once, to know what is broken before the first record is handed over. A mark says what
 * the file is; then only a file that is mostly broken is refused. */
static gboolean count_broken(TyDecoder *decoder, GError **error) {
  g_autofree char *piece = g_malloc(decoder->source->block + LONGEST);
  gsize length = 0;
  gssize n;

  decoder->is_counting = TRUE;
  decoder->first_broken_line = 1;
  if (!rewind_to_text(decoder, error))
    return FALSE;
  while ((n = ty_decoder_read(decoder, piece, decoder->source->block + LONGEST, error)) > 0)
    length += (gsize) n;
  decoder->is_counting = FALSE;
  if (n < 0)
    return FALSE;
  if (decoder->encoding.mark_bytes == 0 || decoder->n_broken <= 1 ||
      decoder->n_broken * 10 < length)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
              "%s: found a byte order mark of %s, but bytes that are not %s from byte offset %zu "
              "on",
              decoder->source->file, decoder->encoding.name, decoder->encoding.name,
              decoder->first_broken);
  return FALSE;
}

gboolean ty_decoder_open_as(TySource *source, const TyEncoding *encoding, TyDecoder *decoder,
                            GError **error) {
  static GOnce once = G_ONCE_INIT;

  *decoder = (TyDecoder){.source = source, .encoding = *encoding, .rare = NO_CONVERTER};
  if (g_str_equal(encoding->name, "GB18030")) {
    decoder->rare = g_iconv_open("UTF-8", "GB18030");
    if (!g_once(&once, fill_doubles, NULL)) {
      g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: the system cannot convert GB18030",
                  source->file);
      return FALSE;
    }
  }
  if (!encoding->is_clean)
    decoder->block = g_malloc(source->block + LONGEST);
  return TRUE;
}

gboolean ty_decoder_open(TySource *source, TyDecoder *decoder, GError **error) {
  TyEncoding encoding;

  *decoder = (TyDecoder){.rare = NO_CONVERTER};
  return ty_encoding_find(source, &encoding, error) &&
         ty_decoder_open_as(source, &encoding, decoder, error) &&
         (encoding.is_clean || count_broken(decoder, error)) && rewind_to_text(decoder, error);
}

void ty_decoder_clear(TyDecoder *decoder) {
  if (decoder->source && decoder->rare != NO_CONVERTER)
    g_iconv_close(decoder->rare);
  g_free(decoder->block);
  *decoder = (TyDecoder){.rare = NO_CONVERTER};
}

void ty_decoded_clear(TyDecoded *decoded) {
  g_free(decoded->text);
  memset(decoded, 0, sizeof *decoded);
}

gboolean ty_decode_source(TySource *source, TyDecoded *out, GError **error) {
  g_auto(TyDecoder) decoder = {0};
  g_autoptr(GString) text = g_string_new(NULL);
  gssize n;

  if (!ty_decoder_open(source, &decoder, error))
    return FALSE;
  gsize piece = source->block + LONGEST;
  do {
    gsize length = text->len;
    g_string_set_size(text, length + piece);
    n = ty_decoder_read(&decoder, text->str + length, piece, error);
    if (n < 0)
      return FALSE;
    g_string_truncate(text, length + (gsize) n);
  } while (n > 0);
  *out = (TyDecoded){.length = text->len,
                     .encoding = decoder.encoding.name,
                     .n_broken = decoder.n_broken,
                     .first_broken = decoder.first_broken,
                     .first_broken_line = decoder.n_broken > 0 ? decoder.first_broken_line : 0};
  out->text = g_string_free(g_steal_pointer(&text), FALSE);
  return TRUE;
}

gboolean ty_encoding_decode(const char *file, const char *bytes, gsize length, TyDecoded *out,
                            GError **error) {
  g_auto(TySource) source;

  ty_source_of_bytes(file, bytes, length, &source);
  return ty_decode_source(&source, out, error);
}

char *ty_corpus_decode_file(const char *path, gsize *length, const char **encoding,
                            GError **error) {
  g_auto(TySource) source = {0};
  g_auto(TyDecoded) decoded = {0};

  if (!ty_source_open(path, &source, error) || !ty_decode_source(&source, &decoded, error))
    return NULL;
  if (length)
    *length = decoded.length;
  if (encoding)
    *encoding = decoded.encoding;
  return g_steal_pointer(&decoded.text);
}
