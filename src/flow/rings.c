/* SPDX-License-Identifier: Apache-2.0 */
/* What leads nowhere cannot lie on a ring: things without a way on are taken away until none is
 * left (Kahn 1962); of the rest, following any way on comes back to where one has been. */
#include "flow/rings.h"

typedef struct {
  gint64 subject, object;
} Edge;

static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Edge edge = {fact->subject, fact->object};
  (void) error;

  if (!fact->object)
    return TRUE;
  g_array_append_val((GArray *) data, edge);
  return TRUE;
}

static gboolean take_name(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  g_string_append(data, entity->name);
  return TRUE;
}

static gint64 *copy_id(gint64 id) { return g_memdup2(&id, sizeof id); }

/* The edges between things that have a way on, until nothing changes. */
static void take_dead_ends(GArray *edges) {
  guint before = 0;

  while (before != edges->len) {
    g_autoptr(GHashTable) leads = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    guint kept = 0;
    before = edges->len;
    for (guint i = 0; i < edges->len; i++)
      g_hash_table_add(leads, copy_id(g_array_index(edges, Edge, i).subject));
    for (guint i = 0; i < edges->len; i++)
      if (g_hash_table_contains(leads, &g_array_index(edges, Edge, i).object))
        g_array_index(edges, Edge, kept++) = g_array_index(edges, Edge, i);
    g_array_set_size(edges, kept);
  }
}

/* Goes on from `start` until a thing comes again, and tells the ring that it closes. */
static gboolean tell_ring(TyWorkspace *workspace, const char *predicate, GHashTable *next,
                          GHashTable *seen, gint64 start, TyFindingFunc func, gpointer data,
                          GError **error) {
  g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GString) told = g_string_new(NULL), first = g_string_new(NULL);
  gint64 at = start;
  guint from = 0;

  while (!g_hash_table_contains(seen, &at)) {
    g_hash_table_add(seen, copy_id(at));
    g_array_append_val(way, at);
    at = *(const gint64 *) g_hash_table_lookup(next, &at);
  }
  while (from < way->len && g_array_index(way, gint64, from) != at)
    from++;
  if (from == way->len) /* it ran into a ring that was told before */
    return TRUE;
  for (guint i = from; i <= way->len; i++) {
    gint64 id = i < way->len ? g_array_index(way, gint64, i) : at;
    if (i > from)
      g_string_append_printf(told, " %s ", predicate);
    if (!ty_atlas_entity(workspace->atlas, id, take_name, told, error) ||
        (i == from && !ty_atlas_entity(workspace->atlas, id, take_name, first, error)))
      return FALSE;
  }
  func("ring", first->str, told->str, data);
  return TRUE;
}

static gboolean find_in(TyWorkspace *workspace, const char *predicate, TyFindingFunc func,
                        gpointer data, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Edge));
  g_autoptr(GHashTable) next = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

  if (!ty_atlas_each_fact(workspace->atlas, 0, predicate, 0, take_fact, list, error))
    return FALSE;
  take_dead_ends(list);
  for (guint i = 0; i < list->len; i++) {
    const Edge *edge = &g_array_index(list, Edge, i);
    if (!g_hash_table_contains(next, &edge->subject))
      g_hash_table_insert(next, copy_id(edge->subject), copy_id(edge->object));
  }
  for (guint i = 0; i < list->len; i++)
    if (!tell_ring(workspace, predicate, next, seen, g_array_index(list, Edge, i).subject, func,
                   data, error))
      return FALSE;
  return TRUE;
}

static gboolean note_transitive(const TyPredicate *predicate, gpointer data, GError **error) {
  (void) error;
  if (predicate->transitive)
    g_ptr_array_add(data, g_strdup(predicate->id));
  return TRUE;
}

gboolean ty_find_rings(TyWorkspace *workspace, TyFindingFunc func, gpointer data, GError **error) {
  g_autoptr(GPtrArray) predicates = g_ptr_array_new_with_free_func(g_free);

  if (!ty_atlas_each_predicate(workspace->atlas, note_transitive, predicates, error))
    return FALSE;
  for (guint i = 0; i < predicates->len; i++)
    if (!find_in(workspace, predicates->pdata[i], func, data, error))
      return FALSE;
  return TRUE;
}
