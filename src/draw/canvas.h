/* SPDX-License-Identifier: Apache-2.0 */
/** One sheet to draw on, whatever file it becomes: Cairo for lines, Pango for text, colours by
 * role. Everything is measured without hinting, so that a layout is the same for SVG and PNG. */
#pragma once
#include "draw/palette.h"
#include <cairo.h>

/* The four sizes of type. */
#define TY_SIZE_TITLE 20.0
#define TY_SIZE_TEXT 14.0
#define TY_SIZE_LABEL 12.0
#define TY_SIZE_NOTE 11.0

typedef struct TyCanvas TyCanvas;

typedef struct {
  double size_px;
  gboolean bold;
  double spacing_px; /**< between letters, beyond the usual */
} TyTextStyle;

/** A text as it would be drawn with its baseline starting at (0, 0). */
typedef struct {
  TyBox ink;         /**< where there is colour */
  double advance_px; /**< how far the pen moves */
} TyTextExtents;

/** A sheet of the size of the options, or of the given one where they say 0, painted in paper
 * colour, with title and source.
 * @return NULL with TY_ERROR_INPUT (size or scale out of range, texts not UTF-8) or TY_ERROR_SYSTEM
 *         (no memory, no font with Chinese characters) */
TyCanvas *ty_canvas_new(const TyPictureOptions *options, double width_px, double height_px,
                        GError **error);
void ty_canvas_free(TyCanvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyCanvas, ty_canvas_free)

/** Height that title, source and margins take, for pictures as high as they must be. */
double ty_canvas_furniture_px(const TyPictureOptions *options, double width_px);

/** What title, source and margins leave. */
TyBox ty_canvas_frame(const TyCanvas *canvas);
/** To draw lines with; lines are round-joined. */
cairo_t *ty_canvas_cairo(TyCanvas *canvas);
void ty_canvas_colour(TyCanvas *canvas, TyRole role, double alpha);

TyTextExtents ty_canvas_measure(TyCanvas *canvas, const char *text, TyTextStyle style);
/** Draws `text` with its baseline starting at (x, y). */
void ty_canvas_text(TyCanvas *canvas, double x, double y, const char *text, TyTextStyle style,
                    TyRole role);
/** Draws an outline of paper colour around where the text will be. */
void ty_canvas_halo(TyCanvas *canvas, double x, double y, const char *text, TyTextStyle style);
/** Draws `text` centred on (x, y), by its ink from top to bottom. */
void ty_canvas_text_centred(TyCanvas *canvas, double x, double y, const char *text,
                            TyTextStyle style, TyRole role);
/** The longest beginning of `text` that is at most `width_px` wide with an ellipsis; all of it when
 * it fits. The string is the caller's. */
char *ty_canvas_ellipsize(TyCanvas *canvas, const char *text, TyTextStyle style, double width_px);

/** A site by its level around (x, y). */
void ty_canvas_site(TyCanvas *canvas, double x, double y, TySiteLevel level, gboolean estimated);
/** A numbered disc in the colour of a day; a ring around it for world heritage; white with a
 * broken outline where the place is a guess. */
void ty_canvas_stop(TyCanvas *canvas, double x, double y, guint number, guint day,
                    TySiteLevel level, gboolean estimated);
/** A place of the tour that is no visit: a square of paper edged in the colour of a day. */
void ty_canvas_place(TyCanvas *canvas, double x, double y, const char *sign, guint day,
                     gboolean estimated);

/** The bytes of the file; the canvas is used up but still to be freed. NULL with TY_ERROR_SYSTEM.
 */
GBytes *ty_canvas_finish(TyCanvas *canvas, GError **error);

/** FALSE with TY_ERROR_INPUT when `text` is NULL, empty or not UTF-8; `what` and `index` name it in
 * the message. */
gboolean ty_picture_check_text(const char *text, const char *what, gsize index, GError **error);

/** Whether two boxes share more than an edge; `gap` widens the first on all sides. */
static inline gboolean ty_box_meets(TyBox a, TyBox b, double gap) {
  return a.x - gap < b.x + b.width && b.x < a.x + a.width + gap && a.y - gap < b.y + b.height &&
         b.y < a.y + a.height + gap;
}

static inline gboolean ty_box_within(TyBox inner, TyBox outer) {
  return inner.x >= outer.x && inner.y >= outer.y &&
         inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}
