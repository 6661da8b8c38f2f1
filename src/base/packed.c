/* SPDX-License-Identifier: Apache-2.0 */
#include "base/packed.h"

#include "base/file.h"

#include <lzma.h>
#include <string.h>
#include <zlib.h>

#define UNPACKER_BYTES ((guint64) 256 << 20)
#define PIECE_BYTES ((gsize) 1 << 30) /* zlib counts in 32 bits */

/* What is unpacked, grown as it comes: the file's own word on its size is not believed. */
typedef struct {
  guint8 *bytes;
  gsize length, room, most;
} Unpacked;

static gboolean make_room(Unpacked *unpacked) {
  if (unpacked->length < unpacked->room)
    return TRUE;
  if (unpacked->room == unpacked->most)
    return FALSE;
  unpacked->room = MIN(MAX(2 * unpacked->room, (gsize) 1 << 16), unpacked->most);
  unpacked->bytes = g_realloc(unpacked->bytes, unpacked->room);
  return TRUE;
}

static gboolean refuse(const char *path, GError **error, const char *found) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected a whole packed file", path,
              found);
  return FALSE;
}

static gboolean too_large(const char *path, gsize most, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found more than %zu bytes in it, expected less",
              path, most);
  return FALSE;
}

static gboolean unpack_gzip(const char *path, const guint8 *from, gsize length, Unpacked *unpacked,
                            GError **error) {
  z_stream stream = {.next_in = (guint8 *) from};
  gsize given = 0;
  int state = Z_OK;

  if (inflateInit2(&stream, 15 + 16) != Z_OK) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: cannot unpack", path);
    return FALSE;
  }
  while (given < length || stream.avail_in > 0) {
    if (stream.avail_in == 0) {
      stream.avail_in = (uInt) MIN(length - given, PIECE_BYTES);
      given += stream.avail_in;
    }
    if (state == Z_STREAM_END)
      inflateReset(&stream);
    if (!make_room(unpacked)) {
      inflateEnd(&stream);
      return too_large(path, unpacked->most, error);
    }
    stream.next_out = unpacked->bytes + unpacked->length;
    stream.avail_out = (uInt) MIN(unpacked->room - unpacked->length, PIECE_BYTES);
    gsize asked = stream.avail_out;
    state = inflate(&stream, Z_NO_FLUSH);
    unpacked->length += asked - stream.avail_out;
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) {
      inflateEnd(&stream);
      return refuse(path, error, "damaged bytes");
    }
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END || refuse(path, error, "its end in the middle");
}

static gboolean unpack_xz(const char *path, const guint8 *from, gsize length, Unpacked *unpacked,
                          GError **error) {
  lzma_stream stream = LZMA_STREAM_INIT;
  lzma_ret state = lzma_stream_decoder(&stream, UNPACKER_BYTES, LZMA_CONCATENATED);
  gboolean fits = TRUE;

  stream.next_in = from;
  stream.avail_in = length;
  while (state == LZMA_OK && (fits = make_room(unpacked))) {
    gsize asked = stream.avail_out = unpacked->room - unpacked->length;
    stream.next_out = unpacked->bytes + unpacked->length;
    state = lzma_code(&stream, LZMA_FINISH);
    unpacked->length += asked - stream.avail_out;
  }
  lzma_end(&stream);
  if (!fits)
    return too_large(path, unpacked->most, error);
  return state == LZMA_STREAM_END ||
         refuse(path, error, state == LZMA_BUF_ERROR ? "its end in the middle" : "damaged bytes");
}

GBytes *ty_file_unpack(const char *path, gsize most, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  Unpacked unpacked = {.most = most};

  if (!file)
    return NULL;
  gsize length = g_mapped_file_get_length(file);
  const guint8 *bytes = (const guint8 *) g_mapped_file_get_contents(file);
  gboolean gzip = length >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
  gboolean xz = length >= 6 && memcmp(bytes,
                                      "\xfd"
                                      "7zXZ",
                                      6) == 0;
  if (!gzip && !xz)
    return g_mapped_file_get_bytes(file);
  if (gzip ? !unpack_gzip(path, bytes, length, &unpacked, error)
           : !unpack_xz(path, bytes, length, &unpacked, error)) {
    g_free(unpacked.bytes);
    return NULL;
  }
  return g_bytes_new_take(unpacked.bytes, unpacked.length);
}
