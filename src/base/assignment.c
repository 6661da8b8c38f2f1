/* SPDX-License-Identifier: Apache-2.0 */
#include "base/assignment.h"

#include <math.h>

typedef struct {
  gsize n;
  TyAssignmentCost cost;
  gpointer data;
  double *row_price, *column_price;
  double *slack;  /* of each column: the least reduced cost from the rows reached */
  gsize *way;     /* … by the column before */
  gsize *row_of;  /* of each column; n: none */
  gboolean *done; /* column n stands for the row that is being assigned */
} Assignment;

static gsize relax(Assignment *a, gsize from, gsize column, double *least) {
  gsize nearest = a->n;

  *least = INFINITY;
  for (gsize j = 0; j < a->n; j++) {
    if (a->done[j])
      continue;
    double reduced = a->cost(from, j, a->data) - a->row_price[from] - a->column_price[j];
    if (reduced < a->slack[j]) {
      a->slack[j] = reduced;
      a->way[j] = column;
    }
    if (a->slack[j] < *least) {
      *least = a->slack[j];
      nearest = j;
    }
  }
  return nearest;
}

static void assign_row(Assignment *a, gsize row) {
  gsize column = a->n;

  a->row_of[a->n] = row;
  for (gsize j = 0; j <= a->n; j++) {
    a->slack[j] = INFINITY;
    a->done[j] = FALSE;
  }
  do {
    double least;
    a->done[column] = TRUE;
    gsize nearest = relax(a, a->row_of[column], column, &least);
    for (gsize j = 0; j <= a->n; j++) {
      if (a->done[j]) {
        a->row_price[a->row_of[j]] += least;
        a->column_price[j] -= least;
      } else {
        a->slack[j] -= least;
      }
    }
    column = nearest;
  } while (a->row_of[column] != a->n);
  while (column != a->n) {
    a->row_of[column] = a->row_of[a->way[column]];
    column = a->way[column];
  }
}

double ty_assign(gsize n, TyAssignmentCost cost, gpointer data, gsize *column_of) {
  g_autofree double *row_price = g_new0(double, n + 1);
  g_autofree double *column_price = g_new0(double, n + 1);
  g_autofree double *slack = g_new0(double, n + 1);
  g_autofree gsize *way = g_new0(gsize, n + 1);
  g_autofree gsize *row_of = g_new0(gsize, n + 1);
  g_autofree gboolean *done = g_new0(gboolean, n + 1);
  Assignment assignment = {n, cost, data, row_price, column_price, slack, way, row_of, done};
  double sum = 0;

  for (gsize j = 0; j <= n; j++)
    row_of[j] = n;
  for (gsize row = 0; row < n; row++)
    assign_row(&assignment, row);
  for (gsize j = 0; j < n; j++) {
    sum += cost(row_of[j], j, data);
    if (column_of)
      column_of[row_of[j]] = j;
  }
  return sum;
}
