/* SPDX-License-Identifier: Apache-2.0 */
/** Bytes of a file of OpenStreetMap, unpacked and looked at on their way into a pipe. */
#pragma once
#include <glib.h>

typedef enum {
  TY_OSM_FORMAT_UNKNOWN,
  TY_OSM_FORMAT_XML,
  TY_OSM_FORMAT_GZIP,
  TY_OSM_FORMAT_PBF
} TyOsmFormat;

/** How feeding ended; the feeder's exit code. */
typedef enum {
  TY_OSM_FED,
  TY_OSM_FEED_STOPPED,  /**< the reader closed the pipe */
  TY_OSM_FEED_TORN,     /**< the file ends in the middle */
  TY_OSM_FEED_OVERSIZE, /**< a block is larger than the format allows */
  TY_OSM_FEED_BAD,      /**< it is not packed as it says */
  TY_OSM_FEED_FAULT,    /**< the system failed */
} TyOsmFeed;

/** @param bytes  the beginning of the file, `length` of them */
TyOsmFormat ty_osm_format(const guint8 *bytes, gsize length);

/** Copies from one file descriptor to another. Constant memory. */
TyOsmFeed ty_osm_feed(TyOsmFormat format, int from, int to);
