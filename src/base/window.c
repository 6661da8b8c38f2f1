/* SPDX-License-Identifier: Apache-2.0 */
#include "base/window.h"

#include <string.h>

#define STEP_BYTES ((gsize) 1 << 18)
#define LEAST_ROOM 16

void ty_window_init(TyWindow *window, TyWindowRead read, gpointer source, gsize step, gsize limit) {
  *window = (TyWindow){.read = read,
                       .source = source,
                       .step = MAX(step ? step : STEP_BYTES, LEAST_ROOM),
                       .limit = limit ? limit : TY_RECORD_MAX_BYTES};
  window->room = window->step;
  window->buffer = window->text = g_malloc(window->room + 1);
  *window->text = '\0';
}

void ty_window_clear(TyWindow *window) {
  g_free(window->buffer);
  memset(window, 0, sizeof *window);
}

gssize ty_window_read_text(gpointer source, char *buffer, gsize room, GError **error) {
  TyWindowText *from = source;
  gsize n = MIN(room, from->length);
  (void) error;

  if (n > 0)
    memcpy(buffer, from->text, n);
  from->text += n;
  from->length -= n;
  return (gssize) n;
}

gboolean ty_window_more(TyWindow *window, gsize keep, GError **error) {
  window->offset += keep;
  window->text += keep;
  window->length -= keep;
  window->is_full = !window->is_last && window->length >= window->limit;
  if (window->is_last || window->is_full)
    return TRUE;
  gsize wanted = MIN(MAX(window->step, window->length), window->limit - window->length);
  wanted = MAX(wanted, LEAST_ROOM);
  if ((gsize) (window->text - window->buffer) + window->length + wanted > window->room) {
    memmove(window->buffer, window->text, window->length);
    window->text = window->buffer;
    if (window->length + wanted > window->room) {
      window->room = window->length + wanted;
      window->buffer = window->text = g_realloc(window->buffer, window->room + 1);
    }
  }
  gssize n =
      window->read(window->source, window->text + window->length,
                   window->room - (gsize) (window->text - window->buffer) - window->length, error);
  if (n < 0)
    return FALSE;
  window->is_last = n == 0;
  window->length += (gsize) n;
  window->text[window->length] = '\0';
  return TRUE;
}
