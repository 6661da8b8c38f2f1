/* SPDX-License-Identifier: Apache-2.0 */
#include "route/osm-feed.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define BLOCK_BYTES ((gsize) 1 << 16)

/* As the format's description has them. */
#define MOST_HEADER_BYTES ((guint32) 64 << 10)
#define MOST_BLOB_BYTES ((guint32) 32 << 20)

TyOsmFormat ty_osm_format(const guint8 *bytes, gsize length) {
  static const guint8 pbf[] = {0x0a, 0x09, 'O', 'S', 'M', 'H', 'e', 'a', 'd', 'e', 'r'};
  gsize at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  if (length >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
    return TY_OSM_FORMAT_GZIP;
  if (length >= 4 + sizeof pbf && memcmp(bytes + 4, pbf, sizeof pbf) == 0)
    return TY_OSM_FORMAT_PBF;
  while (at < length && g_ascii_isspace(bytes[at]))
    at++;
  return at < length && bytes[at] == '<' ? TY_OSM_FORMAT_XML : TY_OSM_FORMAT_UNKNOWN;
}

/* Reads until the room is full or the file ends; -1 on a fault. */
static gssize take(int from, guint8 *bytes, gsize room) {
  gsize length = 0;

  while (length < room) {
    gssize n = read(from, bytes + length, room - length);
    if (n == 0)
      break;
    if (n < 0 && errno != EINTR)
      return -1;
    length += n > 0 ? (gsize) n : 0;
  }
  return (gssize) length;
}

static gboolean give(int to, const guint8 *bytes, gsize length) {
  while (length > 0) {
    gssize n = write(to, bytes, length);
    if (n < 0 && errno != EINTR)
      return FALSE;
    if (n > 0) {
      bytes += n;
      length -= (gsize) n;
    }
  }
  return TRUE;
}

static TyOsmFeed feed_plain(int from, int to) {
  guint8 bytes[BLOCK_BYTES];
  gssize n;

  while ((n = take(from, bytes, sizeof bytes)) > 0)
    if (!give(to, bytes, (gsize) n))
      return TY_OSM_FEED_STOPPED;
  return n < 0 ? TY_OSM_FEED_FAULT : TY_OSM_FED;
}

/* Several packed pieces may follow one another. */
static TyOsmFeed feed_gzip(int from, int to) {
  guint8 packed[BLOCK_BYTES], bytes[BLOCK_BYTES];
  z_stream stream = {0};
  int state = Z_OK;
  gssize n;

  if (inflateInit2(&stream, 15 + 16) != Z_OK)
    return TY_OSM_FEED_FAULT;
  while ((n = take(from, packed, sizeof packed)) > 0) {
    stream.next_in = packed;
    stream.avail_in = (uInt) n;
    while (stream.avail_in > 0 || stream.avail_out == 0) {
      if (state == Z_STREAM_END && (stream.avail_in == 0 || inflateReset(&stream) != Z_OK))
        break;
      stream.next_out = bytes;
      stream.avail_out = sizeof bytes;
      state = inflate(&stream, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) {
        inflateEnd(&stream);
        return TY_OSM_FEED_BAD;
      }
      if (!give(to, bytes, sizeof bytes - stream.avail_out)) {
        inflateEnd(&stream);
        return TY_OSM_FEED_STOPPED;
      }
    }
  }
  inflateEnd(&stream);
  if (n < 0)
    return TY_OSM_FEED_FAULT;
  return state == Z_STREAM_END ? TY_OSM_FED : TY_OSM_FEED_TORN;
}

static gboolean take_varint(const guint8 **at, const guint8 *end, guint64 *value) {
  *value = 0;
  for (guint shift = 0; *at < end && shift < 64; shift += 7) {
    guint8 byte = *(*at)++;
    *value |= (guint64) (byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return TRUE;
  }
  return FALSE;
}

/* The number in field 3 of a block's header: how many bytes the blob has. */
static gboolean blob_size(const guint8 *at, const guint8 *end, guint64 *size) {
  gboolean found = FALSE;

  while (at < end) {
    guint64 key, value;
    if (!take_varint(&at, end, &key) || !take_varint(&at, end, &value))
      return FALSE;
    if ((key & 7) == 2) {
      if (value > (guint64) (end - at))
        return FALSE;
      at += value;
    } else if ((key & 7) != 0)
      return FALSE;
    else if (key >> 3 == 3) {
      *size = value;
      found = TRUE;
    }
  }
  return found;
}

/* Length of the header (four bytes, the highest first), header, blob; and so on. */
static TyOsmFeed feed_pbf(int from, int to) {
  g_autofree guint8 *bytes = g_malloc(MOST_BLOB_BYTES);

  for (;;) {
    guint64 size;
    gssize n = take(from, bytes, 4);
    if (n <= 0)
      return n < 0 ? TY_OSM_FEED_FAULT : TY_OSM_FED;
    if (n < 4)
      return TY_OSM_FEED_TORN;
    guint32 header =
        (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
    if (header > MOST_HEADER_BYTES)
      return TY_OSM_FEED_OVERSIZE;
    if (!give(to, bytes, 4))
      return TY_OSM_FEED_STOPPED;
    if (take(from, bytes, header) < (gssize) header)
      return TY_OSM_FEED_TORN;
    if (!blob_size(bytes, bytes + header, &size))
      return TY_OSM_FEED_BAD;
    if (size > MOST_BLOB_BYTES)
      return TY_OSM_FEED_OVERSIZE;
    if (!give(to, bytes, header))
      return TY_OSM_FEED_STOPPED;
    if (take(from, bytes, size) < (gssize) size)
      return TY_OSM_FEED_TORN;
    if (!give(to, bytes, size))
      return TY_OSM_FEED_STOPPED;
  }
}

TyOsmFeed ty_osm_feed(TyOsmFormat format, int from, int to) {
  switch (format) {
  case TY_OSM_FORMAT_GZIP:
    return feed_gzip(from, to);
  case TY_OSM_FORMAT_PBF:
    return feed_pbf(from, to);
  default:
    return feed_plain(from, to);
  }
}
