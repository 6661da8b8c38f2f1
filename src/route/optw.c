/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tuyou/route.h>

/* Coordinates are kept in millionths, so that cutting a distance is exact. */
#define PARTS 1000000
#define FARTHEST 1e6
#define FIELDS_LEAST 7
#define DECIMALS_MOST 3

typedef struct {
  const char *file;
  const char *rest, *end;
  gsize line; /* number of the line taken last */

  char **field;
  gsize n_fields;
} Lines;

static void lines_clear(Lines *lines) { g_strfreev(lines->field); }
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lines, lines_clear)

/* Takes the next line apart at blanks. @return FALSE at the end of the text */
static gboolean next_line(Lines *lines) {
  g_clear_pointer(&lines->field, g_strfreev);
  lines->n_fields = 0;
  if (lines->rest >= lines->end)
    return FALSE;
  const char *stop = memchr(lines->rest, '\n', (gsize) (lines->end - lines->rest));
  stop = stop ? stop : lines->end;
  g_autofree char *text = g_strndup(lines->rest, (gsize) (stop - lines->rest));
  lines->rest = stop < lines->end ? stop + 1 : stop;
  lines->line++;
  lines->field = g_strsplit_set(text, " \t\r\f\v", -1);
  for (char **from = lines->field; *from; from++) {
    if (**from)
      lines->field[lines->n_fields++] = *from;
    else
      g_free(*from);
  }
  lines->field[lines->n_fields] = NULL;
  return TRUE;
}

/* The next line that is not blank. */
static gboolean next_full_line(Lines *lines) {
  while (next_line(lines))
    if (lines->n_fields > 0)
      return TRUE;
  return FALSE;
}

static gboolean refuse(const Lines *lines, GError **error, const char *found,
                       const char *expected) {
  g_autofree char *cut = g_strndup(found, 40);
  g_autofree char *valid = g_utf8_make_valid(cut, -1);

  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found %s, expected %s", lines->file,
              lines->line, valid, expected);
  return FALSE;
}

/* A number of the line from `least` to `most`. */
static gboolean take(const Lines *lines, gsize field, double least, double most,
                     const char *expected, double *value, GError **error) {
  const char *text = lines->field[field];

  if (ty_number_parse(text, value) && *value >= least && *value <= most)
    return TRUE;
  g_autofree char *found = g_strdup_printf("“%.60s”", text);
  return refuse(lines, error, found, expected);
}

/* First line "k v N t": N vertices besides the depot. */
static gboolean read_size(Lines *lines, gsize *n, GError **error) {
  const char *expected = "“k v N t”, N being how many vertices follow the depot";
  double value;

  if (!next_line(lines) || lines->n_fields < 3 || lines->n_fields > 4) {
    lines->line = MAX(lines->line, 1);
    g_autofree char *found = lines->n_fields > 0
                                 ? g_strdup_printf("%zu fields", lines->n_fields)
                                 : g_strdup(lines->rest < lines->end ? "a blank line" : "nothing");
    return refuse(lines, error, found, expected);
  }
  for (gsize i = 0; i < lines->n_fields; i++) {
    gboolean size = i == 2;
    if (!take(lines, i, size ? 0 : -FARTHEST, size ? TY_ORIENTEERING_MAX - 1 : FARTHEST, expected,
              &value, error))
      return FALSE;
    if (size && value != floor(value))
      return refuse(lines, error, lines->field[i], expected);
    if (size)
      *n = (gsize) value + 1;
  }
  return TRUE;
}

typedef struct {
  double number, x, y, service, score, open, close;
} Point;

static gboolean read_point(Lines *lines, Point *point, GError **error) {
  if (lines->n_fields < FIELDS_LEAST) {
    g_autofree char *found = g_strdup_printf("%zu fields", lines->n_fields);
    return refuse(lines, error, found, "“i x y d S f a list O C”: a vertex");
  }
  if (!take(lines, 0, 0, G_MAXINT32, "the number of a vertex", &point->number, error) ||
      !take(lines, 1, -FARTHEST, FARTHEST, "a coordinate of at most a million", &point->x, error) ||
      !take(lines, 2, -FARTHEST, FARTHEST, "a coordinate of at most a million", &point->y, error) ||
      !take(lines, 3, 0, FARTHEST, "a duration of 0 to a million", &point->service, error) ||
      !take(lines, 4, 0, 1e9, "a score of 0 or more", &point->score, error) ||
      !take(lines, lines->n_fields - 2, 0, FARTHEST, "a window's opening of 0 to a million",
            &point->open, error) ||
      !take(lines, lines->n_fields - 1, 0, FARTHEST, "a window's closing of 0 to a million",
            &point->close, error))
    return FALSE;
  if (point->number != floor(point->number))
    return refuse(lines, error, lines->field[0], "the whole number of a vertex");
  if (point->open > point->close) {
    g_autofree char *found =
        g_strdup_printf("a window from %s to %s", lines->field[lines->n_fields - 2],
                        lines->field[lines->n_fields - 1]);
    return refuse(lines, error, found, "one that opens before it closes");
  }
  return TRUE;
}

static gboolean read_points(Lines *lines, Point *points, gsize n, GError **error) {
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

  for (gsize i = 0; i < n; i++) {
    if (!next_full_line(lines)) {
      g_autofree char *found = g_strdup_printf("the end after %zu vertices", i);
      g_autofree char *expected = g_strdup_printf("%zu with the depot, by the first line", n);
      return refuse(lines, error, found, expected);
    }
    if (!read_point(lines, &points[i], error))
      return FALSE;
    if (!g_hash_table_add(seen, GSIZE_TO_POINTER((gsize) points[i].number + 1)))
      return refuse(lines, error, lines->field[0], "a number no other vertex has");
  }
  if (next_full_line(lines)) {
    g_autofree char *expected =
        g_strdup_printf("the end: %zu vertices with the depot, by the first "
                        "line",
                        n);
    return refuse(lines, error, "a further line", expected);
  }
  return TRUE;
}

/* ⌊scale · √(x² + y²)⌋ of millionths, exactly: ⌊√⌊t⌋⌋ = ⌊√t⌋. */
static gint32 cut_distance(gint64 x, gint64 y, gint64 scale) {
  unsigned __int128 square = (unsigned __int128) ((__int128) x * x + (__int128) y * y) /
                             (guint64) ((gint64) PARTS / scale * (PARTS / scale));
  guint64 root = (guint64) sqrtl((long double) square);

  while ((unsigned __int128) root * root > square)
    root--;
  while ((unsigned __int128) (root + 1) * (root + 1) <= square)
    root++;
  return (gint32) MIN(root, TY_ORIENTEERING_LATEST);
}

/* Whole coordinates are Solomon's, cut to one decimal; others Cordeau's, cut to two. */
static guint usual_decimals(const Point *points, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (points[i].x != floor(points[i].x) || points[i].y != floor(points[i].y))
      return 2;
  return 1;
}

static gboolean fill(TyOptw *optw, const Lines *lines, const Point *points, gsize n,
                     GError **error) {
  static const gint64 scales[DECIMALS_MOST + 1] = {1, 10, 100, 1000};
  gint64 scale = scales[optw->decimals];
  g_autofree gint64 *x = g_new(gint64, n), *y = g_new(gint64, n);

  optw->n = n;
  optw->number = g_new(guint32, n);
  optw->travel = g_new(gint32, n * n);
  optw->service = g_new(gint32, n);
  optw->score = g_new(double, n);
  optw->windows = g_new(TyTimeWindow, n);
  optw->windows_from = g_new(guint32, n + 1);
  for (gsize i = 0; i < n; i++) {
    const Point *point = &points[i];
    if (MAX(point->close, point->service) * (double) scale > TY_ORIENTEERING_LATEST) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s: vertex %.0f: found a time of %g, expected at most %g", lines->file,
                  point->number, MAX(point->close, point->service),
                  TY_ORIENTEERING_LATEST / (double) scale);
      return FALSE;
    }
    optw->number[i] = (guint32) point->number;
    optw->service[i] = (gint32) ceil(point->service * (double) scale - 1e-6);
    optw->score[i] = point->score;
    optw->windows[i].open = (gint32) ceil(point->open * (double) scale - 1e-6);
    optw->windows[i].close = (gint32) floor(point->close * (double) scale + 1e-6);
    optw->windows[i].open = MIN(optw->windows[i].open, optw->windows[i].close);
    optw->windows_from[i] = (guint32) i;
    x[i] = llround(point->x * PARTS);
    y[i] = llround(point->y * PARTS);
  }
  optw->windows_from[n] = (guint32) n;
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      optw->travel[i * n + j] = cut_distance(x[i] - x[j], y[i] - y[j], scale);
  return TRUE;
}

TyOptw *ty_optw_read(const char *file, const char *text, gsize length, int decimals,
                     GError **error) {
  g_auto(Lines) lines = {.file = file, .rest = text, .end = text + length};
  g_autoptr(TyOptw) optw = g_new0(TyOptw, 1);
  gsize n = 0;

  if (decimals > DECIMALS_MOST) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %d decimals, expected 0 to %d", decimals,
                DECIMALS_MOST);
    return NULL;
  }
  if (!read_size(&lines, &n, error))
    return NULL;
  next_line(&lines); /* "D Q": one, both or none of them */
  g_autofree Point *points = g_new(Point, n);
  if (!read_points(&lines, points, n, error))
    return NULL;
  optw->decimals = decimals < 0 ? usual_decimals(points, n) : (guint) decimals;
  return fill(optw, &lines, points, n, error) ? g_steal_pointer(&optw) : NULL;
}

void ty_optw_free(TyOptw *optw) {
  if (!optw)
    return;
  g_free(optw->number);
  g_free(optw->travel);
  g_free(optw->service);
  g_free(optw->score);
  g_free(optw->windows);
  g_free(optw->windows_from);
  g_free(optw);
}

TyOrienteering ty_optw_problem(const TyOptw *optw, TyOrienteeringDay *days, gsize n_days) {
  for (gsize d = 0; d < n_days; d++)
    days[d] = (TyOrienteeringDay){0, 0, optw->windows[0].open, optw->windows[0].close};
  return (TyOrienteering){.n = optw->n,
                          .n_days = n_days,
                          .days = days,
                          .travel = optw->travel,
                          .service = optw->service,
                          .score = optw->score,
                          .windows = optw->windows,
                          .windows_from = optw->windows_from};
}
