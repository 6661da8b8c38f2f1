/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <math.h>
#include <string.h>
#include <tuyou/roads.h>

#define HEAVIEST_DRAWN 1000000

/* Where a reader of lines stands. */
typedef struct {
  const char *file, *at, *end; /* what is left of the text */
  const char *line_end;
  gsize line;
} Lines;

static gboolean refuse(const Lines *lines, GError **error, const char *found,
                       const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found %s, expected %s", lines->file,
              lines->line, found, expected);
  return FALSE;
}

static void skip_blanks(Lines *lines) {
  while (lines->at < lines->line_end &&
         (*lines->at == ' ' || *lines->at == '\t' || *lines->at == '\r'))
    lines->at++;
}

/* Goes to the next line that is neither empty nor a comment; FALSE at the end. */
static gboolean next_line(Lines *lines) {
  while (lines->line_end < lines->end) {
    lines->at = lines->line > 0 ? lines->line_end + 1 : lines->at;
    if (lines->at == lines->end)
      break;
    const char *stop = memchr(lines->at, '\n', (gsize) (lines->end - lines->at));
    lines->line_end = stop ? stop : lines->end;
    lines->line++;
    skip_blanks(lines);
    if (lines->at < lines->line_end && *lines->at != 'c' && *lines->at != '#')
      return TRUE;
  }
  return FALSE;
}

static gboolean take_number(Lines *lines, gint64 least, gint64 most, const char *what,
                            gint64 *number, GError **error) {
  gboolean minus = FALSE;
  gint64 value = 0;

  skip_blanks(lines);
  const char *from = lines->at;
  if (lines->at < lines->line_end && *lines->at == '-') {
    minus = TRUE;
    lines->at++;
  }
  const char *digits = lines->at;
  for (; lines->at < lines->line_end && g_ascii_isdigit(*lines->at); lines->at++)
    value = MIN(value * 10 + (*lines->at - '0'), G_MAXINT64 / 16);
  gboolean whole = lines->at > digits && (lines->at == lines->line_end || *lines->at == ' ' ||
                                          *lines->at == '\t' || *lines->at == '\r');
  value = minus ? -value : value;
  if (whole && value >= least && value <= most) {
    *number = value;
    return TRUE;
  }
  while (lines->at < lines->line_end && !g_ascii_isspace(*lines->at))
    lines->at++;
  g_autofree char *raw = g_strndup(from, (gsize) MIN(lines->at - from, 40));
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  g_autofree char *found = g_strdup_printf("'%s'", text);
  g_autofree char *expected =
      g_strdup_printf("%s from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, what, least, most);
  return refuse(lines, error, *text ? found : "the end of the line", expected);
}

/* Whether the line goes on with this word, which is then passed. */
static gboolean take_word(Lines *lines, const char *word) {
  gsize length = strlen(word);

  skip_blanks(lines);
  if ((gsize) (lines->line_end - lines->at) < length || memcmp(lines->at, word, length) != 0 ||
      (lines->at + length < lines->line_end && !g_ascii_isspace(lines->at[length])))
    return FALSE;
  lines->at += length;
  return TRUE;
}

static gboolean take_end(Lines *lines, GError **error) {
  skip_blanks(lines);
  return lines->at == lines->line_end ||
         refuse(lines, error, "more on the line", "the end of the line");
}

static gboolean take_head(Lines *lines, gboolean *weighted, gint64 *n, gint64 *m, GError **error) {
  /* A node needs a number, an edge a line: no more of them can be meant than there are bytes. */
  gint64 most = lines->end - lines->at;

  if (!next_line(lines) || !take_word(lines, "p"))
    return refuse(lines, error, "no line 'p sp N M' or 'p tw N M' at the beginning", "one");
  *weighted = take_word(lines, "sp");
  if (!*weighted && !take_word(lines, "tw"))
    return refuse(lines, error, "a graph of another kind", "'p sp' or 'p tw'");
  return take_number(lines, 1, most, "a number of nodes", n, error) &&
         take_number(lines, 0, most, "a number of arcs", m, error) && take_end(lines, error);
}

TyRoadGraph *ty_road_graph_read(const char *file, const char *text, gsize length, guint64 seed,
                                GError **error) {
  Lines lines = {file, text, text + length, text, 0};
  TyRandom random = ty_random(seed, 0);
  g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(TyRoadArc));
  gint64 n, m, tail, head, weight, n_read = 0;
  gboolean weighted;

  if (!take_head(&lines, &weighted, &n, &m, error))
    return NULL;
  for (; next_line(&lines); n_read++) {
    if (n_read == m) {
      refuse(&lines, error, "more arcs", "as many as the head says");
      return NULL;
    }
    if (weighted && !take_word(&lines, "a")) {
      refuse(&lines, error, "another line", "an arc: 'a TAIL HEAD WEIGHT'");
      return NULL;
    }
    if (!take_number(&lines, 1, n, "a node", &tail, error) ||
        !take_number(&lines, 1, n, "a node", &head, error))
      return NULL;
    if (!weighted)
      weight = 1 + (gint64) ty_random_below(&random, HEAVIEST_DRAWN);
    else if (!take_number(&lines, 0, TY_ROAD_FAR - 1, "a weight", &weight, error))
      return NULL;
    if (!take_end(&lines, error))
      return NULL;
    TyRoadArc arc = {(guint32) tail - 1, (guint32) head - 1, (guint32) weight, 0};
    g_array_append_val(arcs, arc);
    if (!weighted) {
      arc = (TyRoadArc){arc.head, arc.tail, arc.weight, 0};
      g_array_append_val(arcs, arc);
    }
  }
  if (n_read < m) {
    g_autofree char *found = g_strdup_printf("the end after %" G_GINT64_FORMAT " arcs", n_read);
    g_autofree char *expected = g_strdup_printf("%" G_GINT64_FORMAT " of them", m);
    refuse(&lines, error, found, expected);
    return NULL;
  }
  return ty_road_graph_new((gsize) n, (const TyRoadArc *) (const void *) arcs->data, arcs->len,
                           error);
}

TyPoint *ty_road_points_read(const char *file, const char *text, gsize length, guint32 n,
                             GError **error) {
  Lines lines = {file, text, text + length, text, 0};
  g_autofree TyPoint *points = g_new(TyPoint, MAX(n, 1));
  gint64 node, lon, lat;

  for (guint32 v = 0; v < n; v++)
    points[v] = (TyPoint){NAN, NAN};
  while (next_line(&lines)) {
    if (take_word(&lines, "p")) /* "p aux sp co N": the graph has said so */
      continue;
    if (!take_word(&lines, "v")) {
      refuse(&lines, error, "another line", "a node's place: 'v NODE LON LAT'");
      return NULL;
    }
    if (!take_number(&lines, 1, n, "a node", &node, error) ||
        !take_number(&lines, -180000000, 180000000, "a longitude", &lon, error) ||
        !take_number(&lines, -90000000, 90000000, "a latitude", &lat, error) ||
        !take_end(&lines, error))
      return NULL;
    points[node - 1] = (TyPoint){(double) lat / 1e6, (double) lon / 1e6};
  }
  return g_steal_pointer(&points);
}
