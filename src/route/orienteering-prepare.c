/* SPDX-License-Identifier: Apache-2.0 */
#include "route/orienteering.h"

#include <math.h>
#include <string.h>

#define USAGE(...) g_set_error(error, TY_ERROR, TY_ERROR_USAGE, __VA_ARGS__)

static gboolean in_time(gint64 time) { return time >= 0 && time <= TY_ORIENTEERING_LATEST; }

static gsize window_row(const TyOrienteering *problem, gsize day, gsize vertex) {
  return (problem->daily_windows ? day * problem->n : 0) + vertex;
}

static double score_of(const TyOrienteering *problem, gsize day, gsize vertex) {
  return problem->score[(problem->daily_scores ? day * problem->n : 0) + vertex];
}

static gboolean check_days(const TyOrienteering *problem, GError **error) {
  for (gsize d = 0; d < problem->n_days; d++) {
    const TyOrienteeringDay *day = &problem->days[d];
    if (day->start >= problem->n || day->end >= problem->n) {
      USAGE("day %zu: found start %u and end %u, expected vertices below %zu", d, day->start,
            day->end, problem->n);
      return FALSE;
    }
    if (!in_time(day->from) || !in_time(day->until) || day->from > day->until) {
      USAGE("day %zu: found times %d to %d, expected 0 ≤ from ≤ until ≤ %d", d, day->from,
            day->until, TY_ORIENTEERING_LATEST);
      return FALSE;
    }
    gint32 direct =
        day->start == day->end ? 0 : problem->travel[day->start * problem->n + day->end];
    if (direct > day->until - day->from) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                  "day %zu: its end cannot be reached from its start in time", d);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean check_windows(const TyOrienteering *problem, GError **error) {
  gsize n_rows = problem->n * (problem->daily_windows ? problem->n_days : 1);

  for (gsize row = 0; row < n_rows; row++) {
    gint32 before = -1;
    if (problem->windows_from[row] > problem->windows_from[row + 1]) {
      USAGE("windows_from[%zu]: found less than before it, expected an order", row + 1);
      return FALSE;
    }
    for (guint32 w = problem->windows_from[row]; w < problem->windows_from[row + 1]; w++) {
      const TyTimeWindow *window = &problem->windows[w];
      if (!in_time(window->open) || !in_time(window->close) || window->open > window->close ||
          window->open <= before) {
        USAGE("vertex %zu: found window %d to %d, expected times from 0 to %d, windows one after "
              "the other",
              row % problem->n, window->open, window->close, TY_ORIENTEERING_LATEST);
        return FALSE;
      }
      before = window->close;
    }
  }
  return TRUE;
}

static gboolean check_problem(const TyOrienteering *problem, GError **error) {
  if (problem->n < 1 || problem->n > TY_ORIENTEERING_MAX || problem->n_days < 1 ||
      problem->n_days > TY_ORIENTEERING_MAX_DAYS) {
    USAGE("found %zu vertices and %zu days, expected 1 to %d and 1 to %d", problem->n,
          problem->n_days, TY_ORIENTEERING_MAX, TY_ORIENTEERING_MAX_DAYS);
    return FALSE;
  }
  for (gsize i = 0; i < problem->n * problem->n; i++)
    if (i % (problem->n + 1) && problem->travel[i] != TY_NO_WAY && !in_time(problem->travel[i])) {
      USAGE("travel from %zu to %zu: found %d, expected a time from 0 to %d or TY_NO_WAY",
            i / problem->n, i % problem->n, problem->travel[i], TY_ORIENTEERING_LATEST);
      return FALSE;
    }
  for (gsize i = 0; i < problem->n; i++)
    if (!in_time(problem->service[i])) {
      USAGE("vertex %zu: found a visit of %d, expected 0 to %d", i, problem->service[i],
            TY_ORIENTEERING_LATEST);
      return FALSE;
    }
  gsize n_scores = problem->n * (problem->daily_scores ? problem->n_days : 1);
  for (gsize i = 0; i < n_scores; i++)
    if (!isfinite(problem->score[i]) || problem->score[i] < 0 || problem->score[i] > 1e12) {
      USAGE("vertex %zu: found a score of %g, expected 0 to 1e12", i % problem->n,
            problem->score[i]);
      return FALSE;
    }
  return check_days(problem, error) && check_windows(problem, error);
}

static gboolean same_day(const TyOrienteering *problem, gsize a, gsize b) {
  if (memcmp(&problem->days[a], &problem->days[b], sizeof *problem->days) != 0)
    return FALSE;
  for (gsize v = 0; v < problem->n; v++) {
    if (score_of(problem, a, v) != score_of(problem, b, v))
      return FALSE;
    gsize rows[] = {window_row(problem, a, v), window_row(problem, b, v)};
    const guint32 *from = problem->windows_from;
    guint32 n_windows = from[rows[0] + 1] - from[rows[0]];
    if (n_windows != from[rows[1] + 1] - from[rows[1]] ||
        (n_windows > 0 && memcmp(&problem->windows[from[rows[0]]], &problem->windows[from[rows[1]]],
                                 n_windows * sizeof *problem->windows) != 0))
      return FALSE;
  }
  return TRUE;
}

static void find_kinds(TyOrient *orient) {
  const TyOrienteering *problem = orient->source;

  orient->kind = g_new(guint32, problem->n_days);
  orient->day_of_kind = g_new(guint32, problem->n_days);
  for (gsize d = 0; d < problem->n_days; d++) {
    gsize kind = 0;
    while (kind < orient->n_kinds && !same_day(problem, orient->day_of_kind[kind], d))
      kind++;
    if (kind == orient->n_kinds)
      orient->day_of_kind[orient->n_kinds++] = (guint32) d;
    orient->kind[d] = (guint32) kind;
  }
}

/* A slot to be: the `window`-th of a vertex. */
typedef struct {
  guint32 vertex, window;
  gint64 middle; /* twice the middle of the window, on the first day that has it */
} Slot;

static gint by_time(gconstpointer a, gconstpointer b) {
  const Slot *s = a, *t = b;

  if (s->middle != t->middle)
    return s->middle < t->middle ? -1 : 1;
  if (s->vertex != t->vertex)
    return s->vertex < t->vertex ? -1 : 1;
  return (s->window > t->window) - (s->window < t->window);
}

/* A slot for each window of a vertex, as many as on the day that has most. */
static gboolean collect_slots(TyOrient *orient, GArray *slots, GError **error) {
  const TyOrienteering *problem = orient->source;
  g_autofree gboolean *terminal = g_new0(gboolean, problem->n);

  for (gsize d = 0; d < problem->n_days; d++)
    terminal[problem->days[d].start] = terminal[problem->days[d].end] = TRUE;
  for (guint32 v = 0; v < problem->n; v++) {
    guint32 most = 0;
    for (gsize k = 0; k < orient->n_kinds && !terminal[v]; k++) {
      gsize row = window_row(problem, orient->day_of_kind[k], v);
      guint32 from = problem->windows_from[row], n = problem->windows_from[row + 1] - from;
      if (n > TY_ORIENTEERING_MAX || slots->len + n > TY_ORIENTEERING_MAX + most) {
        USAGE("found more than %d windows in all", TY_ORIENTEERING_MAX);
        return FALSE;
      }
      for (; most < n; most++) {
        const TyTimeWindow *window = &problem->windows[from + most];
        Slot slot = {v, most, (gint64) window->open + window->close};
        g_array_append_val(slots, slot);
      }
    }
  }
  g_array_sort(slots, by_time);
  return TRUE;
}

static gboolean find_slots(TyOrient *orient, GError **error) {
  gsize n = orient->source->n;
  g_autoptr(GArray) slots = g_array_new(FALSE, FALSE, sizeof(Slot));

  if (!collect_slots(orient, slots, error))
    return FALSE;
  orient->n_slots = slots->len;
  orient->stride = (MAX(orient->n_slots, 1) + TY_LANES - 1) / TY_LANES * TY_LANES;
  orient->vertex = g_new0(guint32, orient->stride);
  orient->window = g_new0(guint32, orient->stride);
  orient->slots_from = g_new0(guint32, n + 1);
  orient->slots = g_new(guint32, orient->stride);
  for (guint32 s = 0; s < slots->len; s++) {
    const Slot *slot = &g_array_index(slots, Slot, s);
    orient->vertex[s] = slot->vertex;
    orient->window[s] = slot->window;
    orient->slots_from[slot->vertex + 1]++;
  }
  for (gsize v = 0; v < n; v++)
    orient->slots_from[v + 1] += orient->slots_from[v];
  for (guint32 s = 0; s < slots->len; s++)
    orient->slots[orient->slots_from[orient->vertex[s]] + orient->window[s]] = s;
  return TRUE;
}

static gint32 travel_between(const TyOrienteering *problem, guint32 a, guint32 b) {
  if (a == b)
    return 0;
  return MIN(problem->travel[(gsize) a * problem->n + b], TY_FAR);
}

static void fill_travel(TyOrient *orient) {
  const TyOrienteering *problem = orient->source;
  gsize stride = orient->stride, n_nodes = stride + 2 * orient->n_kinds;
  g_autofree guint32 *vertex = g_new0(guint32, n_nodes);
  gboolean symmetric = TRUE;

  memcpy(vertex, orient->vertex, orient->n_slots * sizeof *vertex);
  orient->direct = g_new(gint32, orient->n_kinds);
  for (gsize k = 0; k < orient->n_kinds; k++) {
    const TyOrienteeringDay *day = &problem->days[orient->day_of_kind[k]];
    vertex[stride + 2 * k] = day->start;
    vertex[stride + 2 * k + 1] = day->end;
    orient->direct[k] = travel_between(problem, day->start, day->end);
  }
  for (guint32 a = 0; a < problem->n && symmetric; a++)
    for (guint32 b = 0; b < a && symmetric; b++)
      symmetric = travel_between(problem, a, b) == travel_between(problem, b, a);

  orient->to = g_new(gint32, n_nodes * stride);
  orient->from = symmetric ? orient->to : g_new(gint32, n_nodes * stride);
  orient->service = g_new0(gint32, n_nodes);
  for (gsize i = 0; i < n_nodes; i++)
    for (gsize s = 0; s < stride; s++) {
      gboolean used = s < orient->n_slots && (i < orient->n_slots || i >= stride);
      orient->to[i * stride + s] = used ? travel_between(problem, vertex[i], vertex[s]) : TY_FAR;
      if (!symmetric)
        orient->from[i * stride + s] =
            used ? travel_between(problem, vertex[s], vertex[i]) : TY_FAR;
    }
  for (gsize s = 0; s < orient->n_slots; s++)
    orient->service[s] = problem->service[vertex[s]];
}

static void fill_scores(TyOrient *orient) {
  const TyOrienteering *problem = orient->source;
  gsize cells = orient->n_kinds * orient->stride;
  double most = 0;

  for (guint32 v = 0; v < problem->n; v++) {
    double highest = 0;
    for (gsize k = 0; k < orient->n_kinds; k++)
      highest = MAX(highest, score_of(problem, orient->day_of_kind[k], v));
    orient->bonus += highest;
    most = MAX(most, highest);
    if (problem->must && problem->must[v])
      orient->n_must++;
  }
  orient->bonus = exp2(ceil(log2(orient->bonus + 1)));
  orient->score = g_new0(double, cells);
  orient->weight = g_new0(float, TY_N_POWERS *cells);
  for (gsize k = 0; k < orient->n_kinds; k++)
    for (gsize s = 0; s < orient->n_slots; s++) {
      guint32 v = orient->vertex[s];
      double score = score_of(problem, orient->day_of_kind[k], v);
      gboolean must = problem->must && problem->must[v];
      gsize cell = k * orient->stride + s;
      orient->score[cell] = score + (must ? orient->bonus : 0);
      for (gsize p = 0; p < TY_N_POWERS; p++)
        orient->weight[p * cells + cell] =
            (float) (pow(MAX(score / (most > 0 ? most : 1), 1e-3), 1 + p * 0.25) *
                     (must ? 0x1p20 : 1));
    }
}

static void fill_windows(TyOrient *orient) {
  const TyOrienteering *problem = orient->source;
  gsize cells = orient->n_kinds * orient->stride;

  orient->open = g_new(gint32, cells);
  orient->close = g_new(gint32, cells);
  orient->day_from = g_new(gint32, orient->n_kinds);
  orient->day_until = g_new(gint32, orient->n_kinds);
  for (gsize i = 0; i < cells; i++) {
    orient->open[i] = 0;
    orient->close[i] = -1;
  }
  for (gsize k = 0; k < orient->n_kinds; k++) {
    guint32 d = orient->day_of_kind[k];
    orient->day_from[k] = problem->days[d].from;
    orient->day_until[k] = problem->days[d].until;
    for (gsize s = 0; s < orient->n_slots; s++) {
      guint32 v = orient->vertex[s];
      gsize row = window_row(problem, d, v);
      guint32 w = problem->windows_from[row] + orient->window[s];
      if (w < problem->windows_from[row + 1]) {
        orient->open[k * orient->stride + s] = problem->windows[w].open;
        orient->close[k * orient->stride + s] = problem->windows[w].close;
      }
    }
  }
  orient->block_open = g_new(gint32, cells / TY_LANES);
  orient->block_close = g_new(gint32, cells / TY_LANES);
  for (gsize block = 0; block < cells / TY_LANES; block++) {
    gint32 open = G_MAXINT32, close = -1;
    for (gsize i = block * TY_LANES; i < (block + 1) * TY_LANES; i++)
      if (orient->close[i] >= 0) {
        open = MIN(open, orient->open[i]);
        close = MAX(close, orient->close[i]);
      }
    orient->block_open[block] = open;
    orient->block_close[block] = close;
  }
}

/* How far slot b is after slot a: travel and the wait that cannot be avoided. */
static gint64 distance_after(const TyOrient *orient, gsize kind, guint32 a, guint32 b) {
  const gint32 *open = orient->open + kind * orient->stride;
  const gint32 *close = orient->close + kind * orient->stride;
  gint64 way = (gint64) orient->service[a] + ty_orient_travel(orient, a, b);

  if (open[a] + way > close[b])
    return (gint64) TY_FAR + open[a] + way - close[b];
  return way - orient->service[a] + MAX(0, open[b] - (close[a] + way));
}

static void find_near(TyOrient *orient) {
  gsize n = orient->n_slots, most = MIN(n > 0 ? n - 1 : 0, TY_N_NEAR);
  g_autofree gint64 *distance = g_new(gint64, most + 1);

  orient->n_near = most;
  orient->near = g_new(guint32, n * most + 1);
  for (guint32 a = 0; a < n; a++) {
    guint32 *near = orient->near + a * most;
    gsize filled = 0;
    for (guint32 b = 0; b < n; b++) {
      gint64 here = G_MAXINT64;
      if (a == b)
        continue;
      for (gsize k = 0; k < MIN(orient->n_kinds, 3); k++)
        here = MIN(here, MIN(distance_after(orient, k, a, b), distance_after(orient, k, b, a)));
      if (filled == most && here >= distance[most - 1])
        continue;
      gsize at = filled < most ? filled++ : most - 1;
      for (; at > 0 && distance[at - 1] > here; at--) {
        distance[at] = distance[at - 1];
        near[at] = near[at - 1];
      }
      distance[at] = here;
      near[at] = b;
    }
  }
}

TyOrient *ty_orient_new(const TyOrienteering *problem, GError **error) {
  if (!check_problem(problem, error))
    return NULL;
  g_autoptr(TyOrient) orient = g_new0(TyOrient, 1);

  orient->source = problem;
  orient->n_days = problem->n_days;
  find_kinds(orient);
  if (!find_slots(orient, error))
    return NULL;
  fill_travel(orient);
  fill_scores(orient);
  fill_windows(orient);
  find_near(orient);
#ifdef __x86_64__
  gboolean avx2 = __builtin_cpu_supports("avx2");
  orient->scan = avx2 ? ty_orient_scan_avx2 : ty_orient_scan_any;
  orient->choose = avx2 ? ty_orient_choose_avx2 : ty_orient_choose_any;
#else
  orient->scan = ty_orient_scan_any;
  orient->choose = ty_orient_choose_any;
#endif
  return g_steal_pointer(&orient);
}

void ty_orient_free(TyOrient *orient) {
  if (!orient)
    return;
  if (orient->from != orient->to)
    g_free(orient->from);
  g_free(orient->to);
  g_free(orient->vertex);
  g_free(orient->window);
  g_free(orient->slots_from);
  g_free(orient->slots);
  g_free(orient->block_open);
  g_free(orient->block_close);
  g_free(orient->kind);
  g_free(orient->day_of_kind);
  g_free(orient->direct);
  g_free(orient->service);
  g_free(orient->open);
  g_free(orient->close);
  g_free(orient->day_from);
  g_free(orient->day_until);
  g_free(orient->score);
  g_free(orient->weight);
  g_free(orient->near);
  g_free(orient);
}
