/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/labels.h"

#include <math.h>

#define GAP 3.0        /* between a point and its name */
#define AMBIGUOUS 1000 /* as bad as so many lines underneath */
#define CLEAR 1.5      /* around a name */
#define LEADER_FROM 10 /* px beyond the point's edge from which a hairline is drawn */

/* Where a name may stand: the side of the point its box lies on, as the signs of the offset. */
static const struct {
  double dx, dy;
} sides[] = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {.7, -.7}, {.7, .7}, {-.7, -.7}, {-.7, .7}};
static const double distances[] = {0, 8, 16, 26, 38, 52};

/* Whether a segment enters a box: Liang and Barsky's clipping (1984). */
static gboolean stroke_meets(const TyStroke *stroke, TyBox box) {
  double dx = stroke->x2 - stroke->x1, dy = stroke->y2 - stroke->y1;
  const double p[] = {-dx, dx, -dy, dy};
  const double q[] = {stroke->x1 - box.x, box.x + box.width - stroke->x1, stroke->y1 - box.y,
                      box.y + box.height - stroke->y1};
  double enter = 0, leave = 1;

  for (int i = 0; i < 4; i++) {
    if (p[i] == 0) {
      if (q[i] < 0)
        return FALSE;
    } else if (p[i] < 0) {
      enter = MAX(enter, q[i] / p[i]);
    } else {
      leave = MIN(leave, q[i] / p[i]);
    }
  }
  return enter < leave;
}

typedef struct {
  const TyLabel *labels;
  gsize n_labels;
  const TyBox *obstacles;
  gsize n_obstacles;
  const TyStroke *strokes;
  gsize n_strokes;
  TyBox frame;
  GArray *placed;
} Ground;

static gboolean is_free(const Ground *ground, TyBox box) {
  if (!ty_box_within(box, ground->frame))
    return FALSE;
  for (gsize i = 0; i < ground->n_obstacles; i++)
    if (ty_box_meets(box, ground->obstacles[i], CLEAR))
      return FALSE;
  for (guint i = 0; i < ground->placed->len; i++)
    if (ty_box_meets(box, g_array_index(ground->placed, TyPlacedLabel, i).box, 2 * CLEAR))
      return FALSE;
  return TRUE;
}

static gsize strokes_crossed(const Ground *ground, TyBox box) {
  gsize crossed = 0;

  for (gsize i = 0; i < ground->n_strokes; i++)
    crossed += stroke_meets(&ground->strokes[i], box);
  return crossed;
}

/* How far a box is from a point's edge. */
static double gap_to(const TyLabel *label, TyBox box) {
  double dx = MAX(MAX(box.x - label->x, label->x - box.x - box.width), 0);
  double dy = MAX(MAX(box.y - label->y, label->y - box.y - box.height), 0);
  return hypot(dx, dy) - label->radius;
}

/* Other points that are nearer to the box, which a reader would take for its own. */
static gsize points_nearer(const Ground *ground, const TyLabel *label, TyBox box) {
  double own = gap_to(label, box);
  gsize nearer = 0;

  for (gsize i = 0; i < ground->n_labels; i++) {
    const TyLabel *other = &ground->labels[i];
    if (other != label && !other->whole && !other->centred)
      nearer += gap_to(other, box) < own;
  }
  return nearer;
}

/* Lines under a box, and much more for each point it could be taken for the name of. */
static gsize cost_of(const Ground *ground, const TyLabel *label, TyBox box) {
  return strokes_crossed(ground, box) + AMBIGUOUS * points_nearer(ground, label, box);
}

/* The box of a name of the given size on side `side`, `distance` off the point's edge. */
static TyBox box_at(const TyLabel *label, TyBox ink, gsize side, double distance) {
  double off = label->radius + GAP + distance;
  double cx = label->x + sides[side].dx * off, cy = label->y + sides[side].dy * off;
  double width = ink.width, height = ink.height;

  return (TyBox){cx + (sides[side].dx > 0   ? 0
                       : sides[side].dx < 0 ? -width
                                            : -width / 2),
                 cy + (sides[side].dy > 0   ? 0
                       : sides[side].dy < 0 ? -height
                                            : -height / 2),
                 width, height};
}

/* The free place that costs least, and less than `below`; the nearest of several. */
static gboolean find_place(const Ground *ground, const TyLabel *label, TyBox ink, TyBox *place,
                           gsize below, double *distance) {
  gsize best = below;

  if (label->centred) {
    TyBox box = {label->x - ink.width / 2, label->y - ink.height / 2, ink.width, ink.height};
    gsize cost = is_free(ground, box) ? cost_of(ground, label, box) : below;
    if (cost < best) {
      best = cost;
      *place = box;
      *distance = 0;
    }
  }
  for (gsize d = 0; d < G_N_ELEMENTS(distances) && best > 0; d++) {
    if (distances[d] > label->reach)
      break;
    for (gsize side = 0; side < G_N_ELEMENTS(sides) && best > 0; side++) {
      TyBox box = box_at(label, ink, side, distances[d]);
      if (!is_free(ground, box))
        continue;
      gsize cost = cost_of(ground, label, box);
      if (cost < best) {
        best = cost;
        *place = box;
        *distance = distances[d];
      }
    }
  }
  return best < below;
}

static char *shorten(const char *text, glong chars) {
  g_autofree char *start = g_utf8_substring(text, 0, chars);
  return g_strconcat(start, "…", NULL);
}

static void clear_placed(gpointer placed) { g_free(((TyPlacedLabel *) placed)->text); }

GArray *ty_labels_place(TyCanvas *canvas, const TyLabel *labels, gsize n, const TyBox *obstacles,
                        gsize n_obstacles, const TyStroke *strokes, gsize n_strokes, TyBox frame) {
  static const glong lengths[] = {0, 8, 6, 4}; /* characters to try; 0: all */
  GArray *placed = g_array_new(FALSE, FALSE, sizeof(TyPlacedLabel));
  Ground ground = {labels, n, obstacles, n_obstacles, strokes, n_strokes, frame, placed};

  g_array_set_clear_func(placed, clear_placed);
  for (gsize i = 0; i < n; i++) {
    const TyLabel *label = &labels[i];
    glong all = g_utf8_strlen(label->text, -1);

    /* First without standing nearer to another point, shortened if need be; else anywhere. */
    for (gsize t = 0; t < 2 * G_N_ELEMENTS(lengths); t++) {
      gsize l = t % G_N_ELEMENTS(lengths), below = t == l ? AMBIGUOUS : G_MAXSIZE;
      if (lengths[l] > 0 && (label->whole || lengths[l] + 2 > all))
        continue;
      g_autofree char *text = lengths[l] ? shorten(label->text, lengths[l]) : g_strdup(label->text);
      TyBox ink = ty_canvas_measure(canvas, text, label->style).ink, box;
      double distance;
      if (!find_place(&ground, label, ink, &box, below, &distance))
        continue;
      TyPlacedLabel at = {i,
                          g_steal_pointer(&text),
                          lengths[l] > 0,
                          box,
                          box.x - ink.x,
                          box.y - ink.y,
                          !label->centred && distance >= LEADER_FROM};
      g_array_append_val(placed, at);
      break;
    }
  }
  return placed;
}

void ty_labels_draw(TyCanvas *canvas, const TyLabel *labels, const GArray *placed) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  cairo_set_line_width(cairo, .8);
  for (guint i = 0; i < placed->len; i++) {
    const TyPlacedLabel *at = &g_array_index(placed, TyPlacedLabel, i);
    const TyLabel *label = &labels[at->label];
    if (!at->leader)
      continue;
    double to_x = CLAMP(label->x, at->box.x, at->box.x + at->box.width);
    double to_y = CLAMP(label->y, at->box.y, at->box.y + at->box.height);
    double length = hypot(to_x - label->x, to_y - label->y);
    ty_canvas_colour(canvas, TY_ROLE_SECONDARY, 1);
    cairo_move_to(cairo, label->x + (to_x - label->x) * label->radius / length,
                  label->y + (to_y - label->y) * label->radius / length);
    cairo_line_to(cairo, to_x - (to_x - label->x) * 2 / length,
                  to_y - (to_y - label->y) * 2 / length);
    cairo_stroke(cairo);
  }
  for (guint i = 0; i < placed->len; i++) {
    const TyPlacedLabel *at = &g_array_index(placed, TyPlacedLabel, i);
    const TyLabel *label = &labels[at->label];
    ty_canvas_halo(canvas, at->x, at->y, at->text, label->style);
    ty_canvas_text(canvas, at->x, at->y, at->text, label->style, label->role);
  }
}

void ty_discs_spread(double *x, double *y, const double *radius, gsize n, double gap, double pull,
                     TyBox frame) {
  g_autofree double *home_x = g_memdup2(x, n * sizeof *x);
  g_autofree double *home_y = g_memdup2(y, n * sizeof *y);

  for (int round = 0; round < 200; round++) {
    gboolean moved = FALSE;
    if (round < 150)
      for (gsize i = 0; i < n; i++) {
        x[i] += pull * (home_x[i] - x[i]);
        y[i] += pull * (home_y[i] - y[i]);
      }
    for (gsize i = 0; i < n; i++) {
      for (gsize j = i + 1; j < n; j++) {
        double dx = x[j] - x[i], dy = y[j] - y[i], apart = hypot(dx, dy);
        double wanted = radius[i] + radius[j] + gap;
        if (apart >= wanted)
          continue;
        if (apart < 1e-9) { /* on one spot: part them in a direction that depends on the pair */
          dx = cos(2.4 * (double) j);
          dy = sin(2.4 * (double) j);
          apart = 1;
          wanted += 1;
        }
        double push = (wanted - hypot(x[j] - x[i], y[j] - y[i])) / 2 / apart;
        x[i] -= dx * push;
        y[i] -= dy * push;
        x[j] += dx * push;
        y[j] += dy * push;
        moved = TRUE;
      }
    }
    for (gsize i = 0; i < n; i++) {
      x[i] = CLAMP(x[i], frame.x + radius[i], frame.x + frame.width - radius[i]);
      y[i] = CLAMP(y[i], frame.y + radius[i], frame.y + frame.height - radius[i]);
    }
    if (!moved && (pull == 0 || round >= 150))
      break;
  }
}
