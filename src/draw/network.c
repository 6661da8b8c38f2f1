/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/network.h"

#include <math.h>
#include <stdlib.h>

/* The names of the heaviest words may stand far off, with a hairline, rather than not at all. */
#define FAR_LABELS 12
#define FAR_REACH_PX 52
#define NEAR_REACH_PX 16

#define LABELS 60
#define LARGEST_SHARE .035 /* the largest disc's radius, of the frame's shorter side */
#define LEAST_RADIUS .4    /* px; below it a disc would not show at all */
#define COVERED .12        /* share of the frame that all discs may cover */
#define FAINTEST .06       /* opacity of the weakest edge */
#define STRONGEST .75
#define LEGEND_PX 26.0
#define LEGEND_STEPS 24
#define LEGEND_STEP_PX 6.0
#define TEXT_SPREAD 5.0 /* px by which the heaviest node's name is larger */

typedef struct {
  double weight;
  guint32 index;
} Ranked;

static int by_weight_falling(const void *a, const void *b) {
  const Ranked *left = a, *right = b;
  if (left->weight != right->weight)
    return left->weight > right->weight ? -1 : 1;
  return left->index < right->index ? -1 : left->index > right->index;
}

static Ranked *rank_nodes(const TyNetworkNode *nodes, gsize n) {
  Ranked *ranked = g_new(Ranked, n);
  for (gsize i = 0; i < n; i++)
    ranked[i] = (Ranked){nodes[i].weight, (guint32) i};
  qsort(ranked, n, sizeof *ranked, by_weight_falling);
  return ranked;
}

/* The radius of the heaviest disc: a share of the frame, less where all would cover too much. */
static double largest_radius(const Ranked *ranked, gsize n, TyBox frame) {
  double sum = 0;
  for (gsize i = 0; i < n; i++)
    sum += ranked[i].weight / ranked[0].weight;
  double by_frame = LARGEST_SHARE * MIN(frame.width, frame.height);
  return MIN(by_frame, sqrt(COVERED * frame.width * frame.height / (G_PI * sum)));
}

/* Stretches positions over the room there is. */
static void place_nodes(const TyNetworkNode *nodes, gsize n, TyBox room, double *x, double *y) {
  double left = 1, right = 0, top = 1, bottom = 0;

  for (gsize i = 0; i < n; i++) {
    left = MIN(left, nodes[i].x);
    right = MAX(right, nodes[i].x);
    top = MIN(top, nodes[i].y);
    bottom = MAX(bottom, nodes[i].y);
  }
  for (gsize i = 0; i < n; i++) {
    double across = right > left ? (nodes[i].x - left) / (right - left) : .5;
    double down = bottom > top ? (nodes[i].y - top) / (bottom - top) : .5;
    x[i] = room.x + across * room.width;
    y[i] = room.y + down * room.height;
  }
}

static TyRole community_role(guint32 community) {
  return community < TY_N_DAY_COLOURS ? ty_role_day(community + 1) : TY_ROLE_SECONDARY;
}

TyNetworkLayout *ty_netdraw_layout(TyCanvas *canvas, const TyNetworkNode *nodes, gsize n_nodes,
                                   guint max_labels) {
  return ty_netdraw_layout_above(canvas, 0, nodes, n_nodes, max_labels);
}

TyNetworkLayout *ty_netdraw_layout_above(TyCanvas *canvas, double bottom_px,
                                         const TyNetworkNode *nodes, gsize n_nodes,
                                         guint max_labels) {
  TyNetworkLayout *layout = g_new0(TyNetworkLayout, 1);
  TyBox frame = ty_canvas_frame(canvas);
  frame.height -= bottom_px;
  g_autofree Ranked *ranked = rank_nodes(nodes, n_nodes);
  g_autofree TyBox *discs = g_new(TyBox, n_nodes);
  double largest = largest_radius(ranked, n_nodes, frame);
  /* Names stand beside the outermost discs too. */
  TyBox inner = {frame.x + frame.width * .06, frame.y + 20, frame.width * .88, frame.height - 40};

  layout->n = n_nodes;
  layout->x = g_new(double, n_nodes);
  layout->y = g_new(double, n_nodes);
  layout->radius = g_new(double, n_nodes);
  place_nodes(nodes, n_nodes, inner, layout->x, layout->y);
  for (gsize i = 0; i < n_nodes; i++)
    layout->radius[i] = largest * sqrt(nodes[i].weight / ranked[0].weight);
  ty_discs_spread(layout->x, layout->y, layout->radius, n_nodes, 4, 0, inner);
  for (gsize i = 0; i < n_nodes; i++) {
    double r = layout->radius[i];
    discs[i] = (TyBox){layout->x[i] - r, layout->y[i] - r, 2 * r, 2 * r};
  }
  layout->n_labels = MIN(n_nodes, max_labels ? max_labels : LABELS);
  layout->labels = g_new(TyLabel, layout->n_labels);
  layout->label_node = g_new(guint32, layout->n_labels);
  for (gsize i = 0; i < layout->n_labels; i++) {
    guint32 node = ranked[i].index;
    double share = sqrt(ranked[i].weight / ranked[0].weight);
    TyTextStyle style = {TY_SIZE_NOTE + TEXT_SPREAD * share, i < 8, 0};
    layout->label_node[i] = node;
    layout->labels[i] = (TyLabel){nodes[node].label,
                                  layout->x[node],
                                  layout->y[node],
                                  layout->radius[node],
                                  i < FAR_LABELS ? FAR_REACH_PX : NEAR_REACH_PX,
                                  FALSE,
                                  FALSE,
                                  style,
                                  TY_ROLE_INK};
  }
  layout->placed =
      ty_labels_place(canvas, layout->labels, layout->n_labels, discs, n_nodes, NULL, 0, frame);
  return layout;
}

void ty_netdraw_layout_free(TyNetworkLayout *layout) {
  if (!layout)
    return;
  g_free(layout->x);
  g_free(layout->y);
  g_free(layout->radius);
  g_free(layout->labels);
  g_free(layout->label_node);
  if (layout->placed)
    g_array_unref(layout->placed);
  g_free(layout);
}

static void draw_edges(TyCanvas *canvas, const TyNetworkLayout *layout, const TyNetworkEdge *edges,
                       gsize n_edges) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  g_autofree Ranked *ranked = g_new(Ranked, n_edges);

  for (gsize i = 0; i < n_edges; i++)
    ranked[i] = (Ranked){edges[i].weight, (guint32) i};
  qsort(ranked, n_edges, sizeof *ranked, by_weight_falling);
  for (gsize i = n_edges; i-- > 0;) {
    const TyNetworkEdge *edge = &edges[ranked[i].index];
    double share = sqrt(edge->weight / ranked[0].weight);
    ty_canvas_colour(canvas, TY_ROLE_SECONDARY, FAINTEST + (STRONGEST - FAINTEST) * share);
    cairo_set_line_width(cairo, .8 + 2.2 * share);
    cairo_move_to(cairo, layout->x[edge->from], layout->y[edge->from]);
    cairo_line_to(cairo, layout->x[edge->to], layout->y[edge->to]);
    cairo_stroke(cairo);
  }
}

/* From pale to full: the share of the way from the least to the greatest value. */
static void colour_share(TyCanvas *canvas, gboolean dark, double share) {
  guint32 low = ty_palette_colour(TY_ROLE_WATER, dark),
          high = ty_palette_colour(TY_ROLE_ACCENT, dark);
  double mixed[3];

  for (int i = 0; i < 3; i++) {
    double a = (low >> (16 - 8 * i)) & 255, b = (high >> (16 - 8 * i)) & 255;
    mixed[i] = (a + (b - a) * share) / 255;
  }
  cairo_set_source_rgb(ty_canvas_cairo(canvas), mixed[0], mixed[1], mixed[2]);
}

static gboolean range_of(const TyNetworkOverlay *overlay, gsize n, double *least, double *most) {
  *least = INFINITY;
  *most = -INFINITY;
  for (gsize i = 0; overlay && i < n; i++)
    if (isfinite(overlay->value[i])) {
      *least = MIN(*least, overlay->value[i]);
      *most = MAX(*most, overlay->value[i]);
    }
  return *least <= *most;
}

static void draw_discs(TyCanvas *canvas, const TyNetworkLayout *layout, const TyNetworkNode *nodes,
                       const TyNetworkOverlay *overlay, gboolean dark) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double least, most;
  gboolean ranged = range_of(overlay, layout->n, &least, &most);

  for (gsize i = 0; i < layout->n; i++) {
    double radius = MAX(layout->radius[i], LEAST_RADIUS);
    cairo_new_path(cairo);
    cairo_arc(cairo, layout->x[i], layout->y[i], radius, 0, 2 * G_PI);
    if (ranged && isfinite(overlay->value[i]))
      colour_share(canvas, dark, most > least ? (overlay->value[i] - least) / (most - least) : 1);
    else
      ty_canvas_colour(canvas, overlay ? TY_ROLE_SECONDARY : community_role(nodes[i].community), 1);
    cairo_fill_preserve(cairo);
    ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
    cairo_set_line_width(cairo, 1);
    cairo_stroke(cairo);
  }
}

/* "平均年份 2003.5 ▇▇▇▇ 2021.0" at the foot of the frame. */
static void draw_legend(TyCanvas *canvas, const TyNetworkOverlay *overlay, gsize n, gboolean dark) {
  TyBox frame = ty_canvas_frame(canvas);
  TyTextStyle style = {TY_SIZE_NOTE, FALSE, 0};
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double least, most, x = frame.x, y = frame.y + frame.height - 6;

  if (!range_of(overlay, n, &least, &most))
    return;
  g_autofree char *low =
      g_strdup_printf("%s %d.%d", overlay->label, (int) least, (int) (fmod(fabs(least), 1) * 10));
  g_autofree char *high = g_strdup_printf("%d.%d", (int) most, (int) (fmod(fabs(most), 1) * 10));
  ty_canvas_text(canvas, x, y, low, style, TY_ROLE_SECONDARY);
  x += ty_canvas_measure(canvas, low, style).advance_px + 8;
  for (int i = 0; i < LEGEND_STEPS; i++) {
    cairo_rectangle(cairo, x + i * LEGEND_STEP_PX, y - 9, LEGEND_STEP_PX, 9);
    colour_share(canvas, dark, i / (LEGEND_STEPS - 1.0));
    cairo_fill(cairo);
  }
  ty_canvas_text(canvas, x + LEGEND_STEPS * LEGEND_STEP_PX + 8, y, high, style, TY_ROLE_SECONDARY);
}

static gboolean check(const TyNetworkNode *nodes, gsize n_nodes, const TyNetworkEdge *edges,
                      gsize n_edges, GError **error) {
  if (n_nodes == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a network of no nodes, expected at least one");
    return FALSE;
  }
  for (gsize i = 0; i < n_nodes; i++) {
    const TyNetworkNode *node = &nodes[i];
    if (!ty_picture_check_text(node->label, "node", i, error))
      return FALSE;
    if (!(node->weight > 0 && isfinite(node->weight))) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "node %zu (%s) has weight %g, expected a positive number", i + 1, node->label,
                  node->weight);
      return FALSE;
    }
    if (!(node->x >= 0 && node->x <= 1 && node->y >= 0 && node->y <= 1)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "node %zu (%s) lies at (%g, %g), expected both in [0, 1]", i + 1, node->label,
                  node->x, node->y);
      return FALSE;
    }
  }
  for (gsize i = 0; i < n_edges; i++) {
    if (edges[i].from >= n_nodes || edges[i].to >= n_nodes) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "edge %zu joins nodes %u and %u, expected indices below %zu", i + 1,
                  edges[i].from, edges[i].to, n_nodes);
      return FALSE;
    }
    if (!(edges[i].weight > 0 && isfinite(edges[i].weight))) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "edge %zu has weight %g, expected a positive number", i + 1, edges[i].weight);
      return FALSE;
    }
  }
  return TRUE;
}

GBytes *ty_draw_network(const TyNetworkNode *nodes, gsize n_nodes, const TyNetworkEdge *edges,
                        gsize n_edges, guint max_labels, const TyPictureOptions *options,
                        GError **error) {
  return ty_draw_network_overlay(nodes, n_nodes, edges, n_edges, max_labels, NULL, options, error);
}

GBytes *ty_draw_network_overlay(const TyNetworkNode *nodes, gsize n_nodes,
                                const TyNetworkEdge *edges, gsize n_edges, guint max_labels,
                                const TyNetworkOverlay *overlay, const TyPictureOptions *options,
                                GError **error) {
  gboolean dark = options && options->dark;
  if (!check(nodes, n_nodes, edges, n_edges, error))
    return NULL;
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 960, 720, error);
  if (!canvas)
    return NULL;
  g_autoptr(TyNetworkLayout) layout =
      ty_netdraw_layout_above(canvas, overlay ? LEGEND_PX : 0, nodes, n_nodes, max_labels);
  draw_edges(canvas, layout, edges, n_edges);
  draw_discs(canvas, layout, nodes, overlay, dark);
  if (overlay)
    draw_legend(canvas, overlay, n_nodes, dark);
  ty_labels_draw(canvas, layout->labels, layout->placed);
  return ty_canvas_finish(canvas, error);
}
