/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-search.h"

/* The nodes of one side from where it set out up to the meeting, in reverse; returns the end. */
static guint32 trace_back(const TyRoadSearch *search, int side, GArray *nodes) {
  const TyRoadTraces *traces = &search->traces[side];
  guint32 v = search->meeting;

  g_array_append_val(nodes, v);
  for (gsize i = traces->n; i-- > 0;) {
    if (traces->trace[i].node != v)
      continue;
    v = traces->trace[i].from;
    if (v & TY_VIA_ARC)
      return v & ~TY_VIA_ARC;
    g_array_append_val(nodes, v);
  }
  return 0;
}

/* A way to be gone along its row or against it; or an arc, with TY_VIA_ARC. */
typedef struct {
  guint32 at;
  gboolean back;
} Part;

static gboolean append_arc(const TyRoadHierarchy *hierarchy, guint32 part, GArray *arcs) {
  guint32 arc = part & ~TY_VIA_ARC;

  if (arc >= hierarchy->n_arcs || arcs->len >= hierarchy->n)
    return FALSE;
  g_array_append_val(arcs, arc);
  return TRUE;
}

/* Appends the arcs of the way from one neighbour to another. What a shortcut is made of stands
 * behind it, and a shortest way passes no node twice: it is otherwise in a file that was tampered
 * with only. */
static gboolean unpack(const TyRoadHierarchy *hierarchy, guint32 from, guint32 to, GArray *stack,
                       GArray *arcs) {
  Part part = {ty_way_find(hierarchy, MAX(from, to), MIN(from, to)), to > from};

  g_array_set_size(stack, 0);
  if (part.at == G_MAXUINT32)
    return FALSE;
  for (;;) {
    if (part.at & TY_VIA_ARC) {
      if (!append_arc(hierarchy, part.at, arcs))
        return FALSE;
      if (stack->len == 0)
        return TRUE;
      part = g_array_index(stack, Part, stack->len - 1);
      g_array_set_size(stack, stack->len - 1);
      continue;
    }
    const guint32 *parts = part.back ? hierarchy->via[part.at].back : hierarchy->via[part.at].out;
    for (int i = 0; i < 2; i++)
      if (!(parts[i] & TY_VIA_ARC) && (parts[i] <= part.at || parts[i] >= hierarchy->m))
        return FALSE;
    if (parts[1] != TY_VIA_NONE) {
      if (!(parts[1] & TY_VIA_ARC))
        __builtin_prefetch(&hierarchy->via[parts[1]]);
      g_array_append_val(stack, ((Part){parts[1], FALSE}));
    }
    part = (Part){parts[0], TRUE};
  }
}

GArray *ty_road_search_way(const TyRoadSearch *search, gsize *source, gsize *target) {
  if (search->best == TY_ROAD_FAR)
    return NULL;
  g_autoptr(GArray) up = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) down = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(Part));
  g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 begin = trace_back(search, 0, up), end = trace_back(search, 1, down);

  if (source)
    *source = begin;
  if (target)
    *target = end;
  for (guint i = up->len - 1; i > 0; i--)
    if (!unpack(search->hierarchy, g_array_index(up, guint32, i), g_array_index(up, guint32, i - 1),
                stack, arcs))
      return NULL;
  for (guint i = 0; i + 1 < down->len; i++)
    if (!unpack(search->hierarchy, g_array_index(down, guint32, i),
                g_array_index(down, guint32, i + 1), stack, arcs))
      return NULL;
  return g_steal_pointer(&arcs);
}
