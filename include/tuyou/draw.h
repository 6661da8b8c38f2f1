/* SPDX-License-Identifier: Apache-2.0 */
/** Pictures: word cloud, network, route map, line diagram, charts, as SVG or PNG.
 *
 * Each ty_draw_… function takes plain arrays and returns the bytes of a file. The same input gives
 * the same bytes (with the same font files). Lengths are CSS pixels (1/96 inch), y grows downwards.
 * All texts are UTF-8; they are set in Noto Sans CJK SC and drawn as outlines, so that a picture
 * looks the same where the font is missing. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/** What file a picture becomes. */
typedef enum {
  TY_PICTURE_SVG,        /**< a file of its own */
  TY_PICTURE_SVG_INLINE, /**< an <svg> element for a page: see ty_palette_css */
  TY_PICTURE_PNG,
} TyPictureFormat;

/** How a picture is to be. All zero is a light SVG in the picture's own size without a title. */
typedef struct {
  TyPictureFormat format;
  double width_px, height_px; /**< 120–8192; 0: the picture's own, named with each */
  double scale;               /**< PNG pixels to a CSS pixel, .25–8; 0: 1 */
  gboolean dark;              /**< not for TY_PICTURE_SVG_INLINE, where the page decides */
  const char *title;          /**< above the picture, one line; NULL or "": none */
  const char *source;         /**< below, up to three lines; NULL or "": none */
} TyPictureOptions;

/** A rectangle; (x, y) is its upper left corner. */
typedef struct {
  double x, y, width, height;
} TyBox;

/** The colours as CSS custom properties, "--paper:#faf8f3;--ink:…", light or dark. An inline
 * picture names its colours by them (with the light ones to fall back on), so that one picture
 * follows the page from light to dark. Its ids begin with a digest of its own bytes: several
 * pictures on a page do not get in each other's way. The string is the caller's. */
char *ty_palette_css(gboolean dark);

/* Word cloud -----------------------------------------------------------------------------------
 */

typedef struct {
  const char *text;
  double weight; /**< > 0 */
} TyWord;

/** A word cloud, 960 × 600: horizontal words, the area of each word's box proportional to its
 * weight, the heaviest three in the accent colour, the heavier ones bold. The scale is the largest
 * at which all words were placed without touching, over several orders of search; forty words or
 * more fill 55 % of the frame and above. Words that would be set below 8 px are left out, the
 * lightest first.
 *
 * @return the file; NULL with TY_ERROR_INPUT when there is no word, a weight is not a positive
 *         number or a text is empty or not UTF-8; TY_ERROR_SYSTEM without a Chinese font.
 * O(n · frame area / 9) a trial scale, about 30 trials. */
GBytes *ty_draw_wordcloud(const TyWord *words, gsize n, const TyPictureOptions *options,
                          GError **error);

/* Network --------------------------------------------------------------------------------------
 */

typedef struct {
  const char *label;
  double x, y;       /**< in [0, 1], (0, 0) the upper left */
  double weight;     /**< > 0: the area of the disc */
  guint32 community; /**< 0–6 have colours, the rest is grey */
} TyNetworkNode;

typedef struct {
  guint32 from, to; /**< indices of nodes */
  double weight;    /**< > 0: the opacity of the line; the strongest are drawn on top */
} TyNetworkEdge;

/** A network, 960 × 720, its positions stretched over the frame. Discs that overlap are pushed
 * apart a little. The `max_labels` (0: 60) heaviest nodes get labels, which never overlap: a label
 * moves around its disc, is shortened, and is dropped, in this order and the lightest first.
 *
 * @return NULL with TY_ERROR_INPUT when there is no node, an edge leads to none, or a number or
 *         text is not as said; TY_ERROR_SYSTEM without a Chinese font. O(n² + labels² + edges) */
GBytes *ty_draw_network(const TyNetworkNode *nodes, gsize n_nodes, const TyNetworkEdge *edges,
                        gsize n_edges, guint max_labels, const TyPictureOptions *options,
                        GError **error);

/** A number of each node in place of communities. */
typedef struct {
  const double *value; /**< one a node; NAN: not known, drawn in grey */
  const char *label;   /**< what it is, in the legend */
} TyNetworkOverlay;

/** As ty_draw_network, coloured by a number from the least (pale) to the greatest, with a legend.
 * @param overlay  NULL: by community */
GBytes *ty_draw_network_overlay(const TyNetworkNode *nodes, gsize n_nodes,
                                const TyNetworkEdge *edges, gsize n_edges, guint max_labels,
                                const TyNetworkOverlay *overlay, const TyPictureOptions *options,
                                GError **error);

/* Route map ------------------------------------------------------------------------------------
 */

typedef enum {
  TY_SITE_SMALL,
  TY_SITE_FILLED, /**< 全国重点文物保护单位 */
  TY_SITE_RING,   /**< 世界遗产 */
} TySiteLevel;

typedef struct {
  const char *name;
  double lon_deg, lat_deg; /**< WGS-84 */
  TySiteLevel level;
  gboolean estimated; /**< the position is a guess: drawn with a broken outline */
} TyMapSite;

/** A stop of the tour: a site on a day. Its number is its place in the array plus one. */
typedef struct {
  guint32 site;
  guint day; /**< from 1; the colours repeat after seven */
} TyMapStop;

/** The way to one stop from another. */
typedef struct {
  guint32 from, to; /**< indices of stops */
  guint day;        /**< from 1 */
  TyOrigin origin;  /**< published and road unbroken, inferred dashed, estimated dotted */
  double length_m;  /**< written beside the leg where there is room; NAN: not known */
  const double *lon_deg, *lat_deg; /**< the road, `n_points`; 0: a straight line */
  gsize n_points;
} TyMapLeg;

/** The name of a county or town, set wide and grey. */
typedef struct {
  const char *name;
  double lon_deg, lat_deg;
} TyMapTown;

typedef enum { TY_LINE_BOUNDARY, TY_LINE_ROAD, TY_LINE_WATER } TyMapLineKind;

typedef struct {
  TyMapLineKind kind;
  const double *lon_deg, *lat_deg;
  gsize n;
} TyMapLine;

/** What is on a map. Sites that are no stop are drawn small; what lies outside the frame around
 * the stops (around the sites, when there is no stop) is not drawn. */
typedef struct {
  const TyMapSite *sites;
  gsize n_sites;
  const TyMapStop *stops;
  gsize n_stops;
  const TyMapLeg *legs;
  gsize n_legs;
  const TyMapTown *towns;
  gsize n_towns;
  const TyMapLine *lines;
  gsize n_lines;
} TyMap;

/** A route map, 960 × 760: equirectangular at the middle latitude, with graticule, scale bar,
 * north, numbered stops joined by the tour in the colour of each day with its direction, and a
 * legend of the days, levels and origins that are on it. Numbers that would cover each other move
 * apart, with a hairline to the true place; labels never overlap.
 *
 * @return NULL with TY_ERROR_INPUT (no sites, a coordinate out of range, an index out of range);
 *         TY_ERROR_SYSTEM without a Chinese font. O(sites · labels + points) */
GBytes *ty_draw_map(const TyMap *map, const TyPictureOptions *options, GError **error);

/** A stop of the line diagram. */
typedef struct {
  const char *name;
  guint day;        /**< from 1, not falling */
  const char *note; /**< below the name, "09:00–11:00"; may be NULL */
  double leg_m;     /**< from the stop before; NAN: not known, and for the first */
  gint32 leg_s;     /**< −1: not known */
  TyOrigin leg_origin;
  TySiteLevel level;
} TyStripStop;

/** The tour as a line diagram, 960 wide and as high as it must be: a row a day, stops in even
 * distances, kilometres, minutes and origin between them. Long days run on in further rows.
 * @return NULL with TY_ERROR_INPUT when there is no stop, days fall or a text is not as said */
GBytes *ty_draw_strip(const TyStripStop *stops, gsize n, const TyPictureOptions *options,
                      GError **error);

/* Charts ---------------------------------------------------------------------------------------
 */

typedef struct {
  const char *label;
  double value; /**< ≥ 0 */
} TyBar;

/** Horizontal bars from zero in the order given, 960 wide and as high as they must be; the three
 * longest in the accent colour, each with its value. `unit` goes into the title; may be NULL.
 * `decimals`: of the values, 0–6.
 * @return NULL with TY_ERROR_INPUT when there is no bar or a value is negative or not finite */
GBytes *ty_draw_bars(const TyBar *bars, gsize n, const char *unit, int decimals,
                     const TyPictureOptions *options, GError **error);

/** Two counts that stand against each other. */
typedef struct {
  const char *label;
  double left, right; /**< ≥ 0 */
} TyDivergingBar;

/** Bars to both sides of a middle line, rows in the order given, 960 wide and as high as they must
 * be: `right` in the first day colour, `left` in the accent, each with its value, the sides named
 * above. Both sides have one scale.
 * @return NULL with TY_ERROR_INPUT when there is no row or a value is negative or not finite */
GBytes *ty_draw_diverging(const TyDivergingBar *bars, gsize n, const char *left, const char *right,
                          const TyPictureOptions *options, GError **error);

/** A point with a name. */
typedef struct {
  const char *label;
  double x, y;     /**< in [0, 1] */
  gboolean partly; /**< something is not known of it: an empty disc */
} TyScatterPoint;

/** Points over two scales from 0 to 1, 960 × 720, the halves parted by lines. Labels never overlap:
 * each is moved, shortened and dropped, in this order, the first points keeping theirs longest.
 * @return NULL with TY_ERROR_INPUT when there is no point or one lies outside; O(n²) */
GBytes *ty_draw_scatter(const TyScatterPoint *points, gsize n, const char *x, const char *y,
                        const TyPictureOptions *options, GError **error);

/** One line; `value` has a number for each place on the x axis, NAN where there is none. */
typedef struct {
  const char *label;
  const double *value;
} TySeries;

/** Lines over `n_x` named places, 960 × 480, y from zero, each line named at its end.
 * @return NULL with TY_ERROR_INPUT when there is no series, fewer than two places, or a value is
 *         negative or infinite */
GBytes *ty_draw_lines(const char *const *x_labels, gsize n_x, const TySeries *series,
                      gsize n_series, const char *unit, const TyPictureOptions *options,
                      GError **error);

/** A table of cells in colours: rows × columns, row by row; NAN: an empty cell. */
typedef struct {
  const char *const *rows, *const *columns;
  gsize n_rows, n_columns;
  const double *value;     /**< in [−1, 1]: below 0 blue, above 0 red, the more the stronger */
  const char *const *note; /**< in each cell; NULL, or NULL members: none */
} TyHeatMap;

/** A heat map, 960 wide and as high as it must be, with the names of columns slanted above (level
 * where they fit) and a scale of colours below. `low` and `high` name the ends of the scale.
 * @return NULL with TY_ERROR_INPUT when there is no row or column, or a value is out of range */
GBytes *ty_draw_heat_map(const TyHeatMap *map, const char *low, const char *high,
                         const TyPictureOptions *options, GError **error);

/** A stretch of a row: places [from, to); `level` from 1 makes it thicker. */
typedef struct {
  gsize from, to;
  guint level;
} TyStretch;

/** A row of a chart of spans: a thin line from place `first` to place `last`, both in, and bars. */
typedef struct {
  const char *label;
  gsize first, last;
  const TyStretch *stretches;
  gsize n_stretches;
  const char *note; /**< at the end of the row; may be NULL */
} TySpanRow;

/** Stretches over `n_x` named places, a row each, 960 wide and as high as they must be.
 * @return NULL with TY_ERROR_INPUT when there is no row or a stretch is not within the places */
GBytes *ty_draw_spans(const char *const *x_labels, gsize n_x, const TySpanRow *rows, gsize n_rows,
                      const char *unit, const TyPictureOptions *options, GError **error);

G_END_DECLS
