/* SPDX-License-Identifier: Apache-2.0 */
#include "route/candidates.h"

#include <math.h>

/* A row of the nearest so far, by an insertion sort that keeps the first of equals. */
typedef struct {
  gsize k, n;
  guint32 *node;
  double *cost; /* k */
} Row;

static void offer(Row *row, guint32 node, double cost) {
  if (row->n == row->k && cost >= row->cost[row->k - 1])
    return;
  gsize at = row->n < row->k ? row->n++ : row->k - 1;
  for (; at && row->cost[at - 1] > cost; at--) {
    row->node[at] = row->node[at - 1];
    row->cost[at] = row->cost[at - 1];
  }
  row->node[at] = node;
  row->cost[at] = cost;
}

static void near_by_table(const TySymmetric *symmetric, gsize k, guint32 *near) {
  gsize n = symmetric->n;
  g_autofree double *cost = g_new0(double, k);

  for (gsize a = 0; a < n; a++) {
    Row row = {k, 0, near + a * k, cost};
    for (gsize b = 0; b < n; b++) {
      double c = a == b ? INFINITY : ty_symmetric_cost(symmetric, a, b);
      if (c < symmetric->never && c > symmetric->fixed)
        offer(&row, (guint32) b, c);
    }
    for (gsize i = row.n; i < k; i++)
      row.node[i] = G_MAXUINT32;
  }
}

/* The points in square cells, about two a cell; cell c holds node[first[c]] … node[first[c + 1] −
 * 1].
 */
typedef struct {
  const double *x, *y;
  double x0, y0, side;
  gssize columns, rows;
  gsize *first;
  guint32 *node;
} Grid;

static gssize cell_of(double value, double origin, double side, gssize n) {
  gssize cell = (gssize) ((value - origin) / side);
  return CLAMP(cell, 0, n - 1);
}

static void make_grid(Grid *grid, gsize n) {
  double x1 = -INFINITY, y1 = -INFINITY;

  grid->x0 = grid->y0 = INFINITY;
  for (gsize i = 0; i < n; i++) {
    grid->x0 = MIN(grid->x0, grid->x[i]);
    grid->y0 = MIN(grid->y0, grid->y[i]);
    x1 = MAX(x1, grid->x[i]);
    y1 = MAX(y1, grid->y[i]);
  }
  double width = x1 - grid->x0, height = y1 - grid->y0;
  grid->side = sqrt(width * height / ((double) n / 2));
  grid->side = MAX(grid->side, MAX(width, height) / (double) n);
  if (!(grid->side > 0))
    grid->side = 1;
  grid->columns = MIN((gssize) (width / grid->side) + 1, (gssize) n + 1);
  grid->rows = MIN((gssize) (height / grid->side) + 1, (gssize) n + 1);
  gsize cells = (gsize) (grid->columns * grid->rows);
  grid->first = g_new0(gsize, cells + 2);
  grid->node = g_new0(guint32, n);
  for (int pass = 0; pass < 2; pass++) {
    for (gsize i = 0; i < n; i++) {
      gsize cell = (gsize) (cell_of(grid->y[i], grid->y0, grid->side, grid->rows) * grid->columns +
                            cell_of(grid->x[i], grid->x0, grid->side, grid->columns));
      if (pass == 0)
        grid->first[cell + 2]++;
      else
        grid->node[grid->first[cell + 1]++] = (guint32) i;
    }
    for (gsize c = 2; pass == 0 && c < cells + 2; c++)
      grid->first[c] += grid->first[c - 1];
  }
}

static guint quadrant(const Grid *grid, gsize from, gsize to) {
  double dx = grid->x[to] - grid->x[from], dy = grid->y[to] - grid->y[from];
  if (dx > 0 || (dx == 0 && dy > 0))
    return dy >= 0 ? 0 : 3;
  return dy > 0 ? 1 : 2;
}

/* Offers the nodes of the ring of cells at distance `ring` around `a` to its four quadrants' rows
 * and to the row of all. */
static void look_at_ring(const TySymmetric *symmetric, const Grid *grid, gsize a, gssize ring,
                         Row *rows) {
  gssize column = cell_of(grid->x[a], grid->x0, grid->side, grid->columns);
  gssize line = cell_of(grid->y[a], grid->y0, grid->side, grid->rows);

  for (gssize r = MAX(line - ring, 0); r <= MIN(line + ring, grid->rows - 1); r++) {
    gboolean edge = r == line - ring || r == line + ring;
    for (gssize c = column - ring; c <= column + ring; c += edge || ring == 0 ? 1 : 2 * ring) {
      if (c < 0 || c >= grid->columns)
        continue;
      gsize cell = (gsize) (r * grid->columns + c);
      for (gsize i = grid->first[cell]; i < grid->first[cell + 1]; i++) {
        guint32 b = grid->node[i];
        if (b == a)
          continue;
        double cost = ty_symmetric_cost(symmetric, a, b);
        offer(&rows[quadrant(grid, a, b)], b, cost);
        offer(&rows[4], b, cost);
      }
    }
  }
}

static gboolean holds(const Row *row, guint32 node) {
  for (gsize i = 0; i < row->n; i++)
    if (row->node[i] == node)
      return TRUE;
  return FALSE;
}

/* Rings of cells are looked at until there are enough and one ring more; far quadrants may stay
 * empty. What is near in the plane but not the very nearest by length does no harm. */
static void near_in_plane(const TySymmetric *symmetric, gsize k, guint32 *near) {
  gsize n = symmetric->n, share = (k + 4) / 5;
  Grid grid = {.x = symmetric->problem->x, .y = symmetric->problem->y};
  g_autofree guint32 *nodes = g_new0(guint32, 5 * k);
  g_autofree double *costs = g_new0(double, 6 * k);

  make_grid(&grid, n);
  gssize last_ring = MAX(grid.columns, grid.rows);
  for (gsize a = 0; a < n; a++) {
    Row rows[5];
    for (gsize q = 0; q < 5; q++)
      rows[q] = (Row){q < 4 ? share : k, 0, nodes + q * k, costs + q * k};
    gssize enough = last_ring;
    for (gssize ring = 0; ring <= MIN(enough, last_ring); ring++) {
      look_at_ring(symmetric, &grid, a, ring, rows);
      if (rows[4].n == k && enough == last_ring)
        enough = 2 * ring + 2;
    }
    Row row = {k, 0, near + a * k, costs + 5 * k};
    for (gsize q = 0; q < 4; q++)
      for (gsize i = 0; i < rows[q].n; i++)
        offer(&row, rows[q].node[i], rows[q].cost[i]);
    for (gsize i = 0; i < rows[4].n && row.n < k; i++)
      if (!holds(&row, rows[4].node[i]))
        offer(&row, rows[4].node[i], rows[4].cost[i]);
    for (gsize i = row.n; i < k; i++)
      row.node[i] = G_MAXUINT32;
  }
  g_free(grid.first);
  g_free(grid.node);
}

void ty_near_nodes(const TySymmetric *symmetric, gsize k, guint32 *near) {
  if (symmetric->problem->x && symmetric->n == symmetric->problem->n)
    near_in_plane(symmetric, k, near);
  else
    near_by_table(symmetric, k, near);
}
