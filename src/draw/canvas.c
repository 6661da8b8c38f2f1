/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/canvas.h"

#include "draw/svg.h"

#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define FAMILY "Noto Sans CJK SC, sans-serif"
#define MARGIN 24.0
#define HALO_PX 3.0
#define MAX_PIXELS 1e8
#define MARK_EM .72
#define MARK_RISE_EM .1

struct TyCanvas {
  TyPictureOptions options;
  double width, height;
  TyBox frame;
  GByteArray *bytes; /* what Cairo has written */
  cairo_surface_t *surface;
  cairo_t *cairo;
  PangoContext *pango;
};

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned int length) {
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoContext *text_context(void) {
  /* The default font map would be kept by the thread for good. */
  PangoFontMap *fonts = pango_cairo_font_map_new();
  PangoContext *pango = pango_font_map_create_context(fonts);
  cairo_font_options_t *font_options = cairo_font_options_create();

  cairo_font_options_set_hint_style(font_options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(font_options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(font_options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(pango, font_options);
  cairo_font_options_destroy(font_options);
  pango_cairo_context_set_resolution(pango, 96);
  pango_context_set_round_glyph_positions(pango, FALSE);
  pango_context_set_language(pango, pango_language_from_string("zh-cn"));
  g_object_unref(fonts);
  return pango;
}

static void insert_span(PangoAttrList *attributes, PangoAttribute *attribute, TySpan span) {
  attribute->start_index = (guint) span.start;
  attribute->end_index = (guint) span.end;
  pango_attr_list_insert(attributes, attribute);
}

/* Marks of origin fill a whole Chinese character's square; beside a figure they are to be small. */
static void shrink_marks(PangoAttrList *attributes, const char *text, double size_px) {
  for (guint origin = 0; origin < TY_N_ORIGINS; origin++) {
    const char *mark = ty_origin_mark((TyOrigin) origin);
    for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
      TySpan span = {(gsize) (at - text), (gsize) (at - text) + strlen(mark)};
      insert_span(attributes, pango_attr_size_new_absolute((int) (MARK_EM * size_px * PANGO_SCALE)),
                  span);
      insert_span(attributes, pango_attr_rise_new((int) (MARK_RISE_EM * size_px * PANGO_SCALE)),
                  span);
    }
  }
}

static PangoLayout *layout_text(PangoContext *pango, const char *text, TyTextStyle style) {
  PangoLayout *layout = pango_layout_new(pango);
  PangoFontDescription *font = pango_font_description_from_string(FAMILY);

  pango_font_description_set_absolute_size(font, style.size_px * PANGO_SCALE);
  pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_text(layout, text, -1);
  PangoAttrList *attributes = pango_attr_list_new();
  if (style.spacing_px > 0)
    pango_attr_list_insert(attributes,
                           pango_attr_letter_spacing_new((int) (style.spacing_px * PANGO_SCALE)));
  shrink_marks(attributes, text, style.size_px);
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

/* The source line may wrap, up to three lines. */
static PangoLayout *layout_source(PangoContext *pango, const char *text, double width) {
  PangoLayout *layout = layout_text(pango, text, (TyTextStyle){TY_SIZE_NOTE, FALSE, 0});

  pango_layout_set_width(layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height(layout, -3);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static gboolean has_text(const char *text) { return text && *text; }

static double title_height(const TyPictureOptions *options) {
  return has_text(options->title) ? TY_SIZE_TITLE * 1.6 + 8 : 0;
}

static double source_height(PangoContext *pango, const TyPictureOptions *options, double width) {
  if (!has_text(options->source))
    return 0;
  g_autoptr(PangoLayout) layout = layout_source(pango, options->source, width - 2 * MARGIN);
  int height;
  pango_layout_get_size(layout, NULL, &height);
  return (double) height / PANGO_SCALE + 12;
}

double ty_canvas_furniture_px(const TyPictureOptions *options, double width_px) {
  PangoContext *pango = text_context();
  double height = 2 * MARGIN + title_height(options);

  if (!options->source || g_utf8_validate(options->source, -1, NULL))
    height += source_height(pango, options, options->width_px != 0 ? options->width_px : width_px);
  g_object_unref(pango);
  return height;
}

static gboolean check_options(const TyPictureOptions *options, double width, double height,
                              double scale, GError **error) {
  if (!(width >= 120 && width <= 8192 && height >= 120 && height <= 8192)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a picture of %g × %g px, expected sides from 120 to 8192", width, height);
    return FALSE;
  }
  if (!(scale >= .25 && scale <= 8 && width * height * scale * scale <= MAX_PIXELS)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a scale of %g for %g × %g px, expected .25 to 8 and at most 100 megapixels", scale,
                width, height);
    return FALSE;
  }
  if ((options->title && !g_utf8_validate(options->title, -1, NULL)) ||
      (options->source && !g_utf8_validate(options->source, -1, NULL))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a picture's title or source is not UTF-8");
    return FALSE;
  }
  return TRUE;
}

static gboolean check_font(PangoContext *pango, GError **error) {
  g_autoptr(PangoLayout) layout = layout_text(pango, "图", (TyTextStyle){12, FALSE, 0});

  if (pango_layout_get_unknown_glyphs_count(layout) == 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM,
              "no font with Chinese characters, expected Noto Sans CJK SC (fonts-noto-cjk)");
  return FALSE;
}

static void draw_furniture(TyCanvas *canvas) {
  const TyPictureOptions *options = &canvas->options;
  double inner = canvas->width - 2 * MARGIN;
  double above = title_height(options);
  double below = source_height(canvas->pango, options, canvas->width);

  ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
  cairo_paint(canvas->cairo);
  if (above > 0) {
    TyTextStyle style = {TY_SIZE_TITLE, TRUE, 0};
    g_autofree char *title = ty_canvas_ellipsize(canvas, options->title, style, inner);
    ty_canvas_text(canvas, MARGIN, MARGIN + TY_SIZE_TITLE, title, style, TY_ROLE_INK);
  }
  if (below > 0) {
    g_autoptr(PangoLayout) layout = layout_source(canvas->pango, options->source, inner);
    ty_canvas_colour(canvas, TY_ROLE_SECONDARY, 1);
    cairo_move_to(canvas->cairo, MARGIN, canvas->height - MARGIN - below + 12);
    pango_cairo_show_layout(canvas->cairo, layout);
  }
  canvas->frame =
      (TyBox){MARGIN, MARGIN + above, inner, canvas->height - 2 * MARGIN - above - below};
}

TyCanvas *ty_canvas_new(const TyPictureOptions *options, double width_px, double height_px,
                        GError **error) {
  double width = options->width_px != 0 ? options->width_px : width_px;
  double height = options->height_px != 0 ? options->height_px : height_px;
  double scale = options->scale != 0 && options->format == TY_PICTURE_PNG ? options->scale : 1;

  if (!check_options(options, width, height, scale, error))
    return NULL;
  g_autoptr(TyCanvas) canvas = g_new0(TyCanvas, 1);
  canvas->options = *options;
  canvas->width = width;
  canvas->height = height;
  canvas->bytes = g_byte_array_new();
  if (options->format == TY_PICTURE_PNG) {
    canvas->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int) ceil(width * scale),
                                                 (int) ceil(height * scale));
  } else {
    canvas->surface = cairo_svg_surface_create_for_stream(collect, canvas->bytes, width, height);
    cairo_svg_surface_set_document_unit(canvas->surface, CAIRO_SVG_UNIT_PX);
  }
  canvas->cairo = cairo_create(canvas->surface);
  if (cairo_status(canvas->cairo) != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "no picture of %g × %g px: %s", width, height,
                cairo_status_to_string(cairo_status(canvas->cairo)));
    return NULL;
  }
  cairo_scale(canvas->cairo, scale, scale);
  cairo_set_line_join(canvas->cairo, CAIRO_LINE_JOIN_ROUND);
  canvas->pango = text_context();
  pango_cairo_update_context(canvas->cairo, canvas->pango);
  if (!check_font(canvas->pango, error))
    return NULL;
  draw_furniture(canvas);
  if (canvas->frame.width < 60 || canvas->frame.height < 40) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a picture of %g × %g px leaves no room beside its title and source", width,
                height);
    return NULL;
  }
  return g_steal_pointer(&canvas);
}

void ty_canvas_free(TyCanvas *canvas) {
  if (!canvas)
    return;
  g_clear_pointer(&canvas->cairo, cairo_destroy);
  g_clear_pointer(&canvas->surface, cairo_surface_destroy);
  g_clear_object(&canvas->pango);
  g_byte_array_unref(canvas->bytes);
  g_free(canvas);
}

TyBox ty_canvas_frame(const TyCanvas *canvas) { return canvas->frame; }

cairo_t *ty_canvas_cairo(TyCanvas *canvas) { return canvas->cairo; }

void ty_canvas_colour(TyCanvas *canvas, TyRole role, double alpha) {
  double rgb[3];

  if (canvas->options.format == TY_PICTURE_PNG) {
    guint32 colour = ty_palette_colour(role, canvas->options.dark);
    for (int i = 0; i < 3; i++)
      rgb[i] = ((colour >> (16 - 8 * i)) & 0xff) / 255.0;
  } else {
    ty_svg_role_rgb(role, rgb);
  }
  cairo_set_source_rgba(canvas->cairo, rgb[0], rgb[1], rgb[2], alpha);
}

static TyBox ink_box(PangoLayout *layout) {
  PangoRectangle ink, logical;

  pango_layout_get_extents(layout, &ink, &logical);
  double baseline = (double) pango_layout_get_baseline(layout) / PANGO_SCALE;
  return (TyBox){(double) ink.x / PANGO_SCALE, (double) ink.y / PANGO_SCALE - baseline,
                 (double) ink.width / PANGO_SCALE, (double) ink.height / PANGO_SCALE};
}

TyTextExtents ty_canvas_measure(TyCanvas *canvas, const char *text, TyTextStyle style) {
  g_autoptr(PangoLayout) layout = layout_text(canvas->pango, text, style);
  PangoRectangle logical;

  pango_layout_get_extents(layout, NULL, &logical);
  return (TyTextExtents){ink_box(layout), (double) logical.width / PANGO_SCALE};
}

static PangoLayout *place_text(TyCanvas *canvas, double x, double y, const char *text,
                               TyTextStyle style) {
  PangoLayout *layout = layout_text(canvas->pango, text, style);

  cairo_move_to(canvas->cairo, x, y - (double) pango_layout_get_baseline(layout) / PANGO_SCALE);
  return layout;
}

void ty_canvas_text(TyCanvas *canvas, double x, double y, const char *text, TyTextStyle style,
                    TyRole role) {
  g_autoptr(PangoLayout) layout = place_text(canvas, x, y, text, style);

  ty_canvas_colour(canvas, role, 1);
  pango_cairo_show_layout(canvas->cairo, layout);
  cairo_new_path(canvas->cairo);
}

void ty_canvas_halo(TyCanvas *canvas, double x, double y, const char *text, TyTextStyle style) {
  g_autoptr(PangoLayout) layout = place_text(canvas, x, y, text, style);
  cairo_t *cairo = canvas->cairo;

  if (canvas->options.format == TY_PICTURE_PNG) {
    ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
    cairo_set_line_width(cairo, HALO_PX);
    pango_cairo_layout_path(cairo, layout);
    cairo_stroke(cairo);
  } else {
    double rgb[3];
    ty_svg_role_rgb(TY_SVG_HALO, rgb);
    cairo_set_source_rgb(cairo, rgb[0], rgb[1], rgb[2]);
    pango_cairo_show_layout(cairo, layout);
    cairo_new_path(cairo);
  }
}

void ty_canvas_text_centred(TyCanvas *canvas, double x, double y, const char *text,
                            TyTextStyle style, TyRole role) {
  TyTextExtents extents = ty_canvas_measure(canvas, text, style);

  ty_canvas_text(canvas, x - extents.ink.x - extents.ink.width / 2,
                 y - extents.ink.y - extents.ink.height / 2, text, style, role);
}

char *ty_canvas_ellipsize(TyCanvas *canvas, const char *text, TyTextStyle style, double width_px) {
  if (ty_canvas_measure(canvas, text, style).advance_px <= width_px)
    return g_strdup(text);
  for (glong chars = g_utf8_strlen(text, -1) - 1; chars > 0; chars--) {
    g_autofree char *start = g_utf8_substring(text, 0, chars);
    g_autofree char *shorter = g_strconcat(g_strchomp(start), "…", NULL);
    if (ty_canvas_measure(canvas, shorter, style).advance_px <= width_px)
      return g_steal_pointer(&shorter);
  }
  return g_strdup("…");
}

GBytes *ty_canvas_finish(TyCanvas *canvas, GError **error) {
  const TyPictureOptions *options = &canvas->options;
  cairo_status_t status = cairo_status(canvas->cairo);

  if (status == CAIRO_STATUS_SUCCESS) {
    if (options->format == TY_PICTURE_PNG)
      status = cairo_surface_write_to_png_stream(canvas->surface, collect, canvas->bytes);
    else
      cairo_surface_finish(canvas->surface);
  }
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status(canvas->surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "the picture could not be made: %s",
                cairo_status_to_string(status));
    return NULL;
  }
  if (options->format == TY_PICTURE_PNG)
    return g_bytes_new(canvas->bytes->data, canvas->bytes->len);
  g_byte_array_append(canvas->bytes, (const guint8 *) "", 1);
  GString *svg =
      ty_svg_finish((const char *) canvas->bytes->data, canvas->bytes->len - 1,
                    options->format == TY_PICTURE_SVG_INLINE, options->dark, options->title);
  return g_string_free_to_bytes(svg);
}

gboolean ty_picture_check_text(const char *text, const char *what, gsize index, GError **error) {
  if (text && *text && g_utf8_validate(text, -1, NULL))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s %zu has %s, expected a text in UTF-8", what,
              index + 1,
              !text    ? "no text"
              : !*text ? "an empty text"
                       : "bytes that are not UTF-8");
  return FALSE;
}
