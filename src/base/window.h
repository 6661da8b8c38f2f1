/* SPDX-License-Identifier: Apache-2.0 */
/** Text that is read as it is needed: a window that moves over it. Memory is for what is being
 * looked at, whatever the size of the whole. */
#pragma once
#include <glib.h>

/** What one record of a stream may have at most; what is longer is refused, so that memory stays
 * bounded: the text of a thick book has some 2 MiB. */
#define TY_RECORD_MAX_BYTES ((gsize) 16 << 20)

/** Writes at most `room` (at least 16) bytes; 0 says that nothing follows, -1 with `error` that
 * reading failed. */
typedef gssize (*TyWindowRead)(gpointer source, char *buffer, gsize room, GError **error);

typedef struct {
  char *text;   /**< what is in the window; text[length] is NUL. Whoever reads may write in it */
  gsize length; /**< bytes in the window */
  gsize offset; /**< bytes of the whole before the window */
  gboolean is_last; /**< nothing follows */
  gboolean is_full; /**< the last call read nothing because the limit is reached */
  gsize limit;      /**< bytes that the window may hold; a caller may change it */
  /* private */
  char *buffer;
  gsize room, step;
  TyWindowRead read;
  gpointer source;
} TyWindow;

/** An empty window before the beginning; ty_window_more fills it.
 * @param step   bytes to read at a time; 0: 256 KiB
 * @param limit  bytes that the window may hold; 0: TY_RECORD_MAX_BYTES */
void ty_window_init(TyWindow *window, TyWindowRead read, gpointer source, gsize step, gsize limit);

/** A window over text in memory, which is copied piece by piece. */
typedef struct {
  const char *text;
  gsize length;
} TyWindowText;
gssize ty_window_read_text(gpointer source, char *buffer, gsize room, GError **error);

void ty_window_clear(TyWindow *window);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyWindow, ty_window_clear)

/** Moves on: drops what is before byte `keep` of the window, which then is its byte 0, and reads
 * more after its end. Afterwards either more is there, or `is_last` or `is_full` is set. Pointers
 * into the window are void. Reading a record piece by piece from its start costs O(its length), for
 * each call reads at least as much as is kept.
 * @return FALSE with the error of the source */
gboolean ty_window_more(TyWindow *window, gsize keep, GError **error);
