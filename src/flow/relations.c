/* SPDX-License-Identifier: Apache-2.0 */
/* Relations of an atlas in memory: all, or those around some entities. */
#include "flow/explain.h"
#include "flow/inference.h"

#include <math.h>
#include <string.h>

/* What is asked for around entities: an entity with more relations than the first is read in part,
 * and reading ends after the second, or with the time for the question. */
enum { MOST_OF_ONE = 5000, MOST_AROUND = 100000, HUB_COUNT = 100000 };

typedef struct {
  TyRelations *relations;
  GHashTable *known; /* "from predicate to" → relation + 1 */
} Reading;

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

guint32 ty_relations_node(const TyRelations *relations, gint64 entity) {
  guint node = 0;
  gboolean found = g_array_binary_search(relations->ids, &entity, by_id, &node);
  g_return_val_if_fail(found, 0);
  return node;
}

static TyRelations *new_relations(void) {
  TyRelations *relations = g_new0(TyRelations, 1);

  relations->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  relations->names = g_ptr_array_new_with_free_func(g_free);
  relations->kinds = g_ptr_array_new_with_free_func(g_free);
  relations->relations = g_array_new(FALSE, FALSE, sizeof(TyRelation));
  return relations;
}

void ty_relations_free(TyRelations *relations) {
  g_array_unref(relations->ids);
  g_ptr_array_unref(relations->names);
  g_ptr_array_unref(relations->kinds);
  g_array_unref(relations->relations);
  g_free(relations->degree);
  g_free(relations);
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyRelations *relations = data;
  (void) error;
  g_array_append_val(relations->ids, entity->id);
  g_ptr_array_add(relations->names, g_strdup(entity->name));
  g_ptr_array_add(relations->kinds, g_strdup(entity->kind));
  return TRUE;
}

/* The same relation under other qualifiers (the batch of a list) is one, as sure as the surest. */
static void add_relation(Reading *reading, TyRelation relation) {
  TyRelations *relations = reading->relations;
  g_autofree char *key =
      g_strdup_printf("%u %s %u", relation.from, relation.predicate, relation.to);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(reading->known, key));

  if (before) {
    TyRelation *same = &g_array_index(relations->relations, TyRelation, before - 1);
    if (same->confidence < relation.confidence) {
      gint64 first = same->order;
      *same = relation;
      same->order = first;
    }
    return;
  }
  g_array_append_val(relations->relations, relation);
  g_hash_table_insert(reading->known, g_steal_pointer(&key),
                      GUINT_TO_POINTER(relations->relations->len));
}

static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Reading *reading = data;
  (void) error;

  if (fact->object && fact->object != fact->subject)
    add_relation(reading, (TyRelation){ty_relations_node(reading->relations, fact->subject),
                                       ty_relations_node(reading->relations, fact->object),
                                       fact->id, g_intern_string(fact->predicate), fact->confidence,
                                       fact->id, TY_NOT_DERIVED, ty_day_from(fact->valid_from),
                                       ty_day_to(fact->valid_to)});
  return TRUE;
}

TyRelations *ty_relations_new(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyRelations) relations = new_relations();
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = {relations, known};

  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_entity, relations, error) ||
      !ty_atlas_each_fact(workspace->atlas, 0, NULL, 0, take_fact, &reading, error))
    return NULL;
  return g_steal_pointer(&relations);
}

/* Around entities -------------------------------------------------------------------------------
 */

/* Nodes are numbered as they are met, and by id in the end. */
typedef struct {
  Reading reading;
  GHashTable *node;  /* entity → node + 1 */
  GArray *cost;      /* of double: the nearest seed, hubs in between costing more */
  GArray *degree;    /* of guint32: as far as counted; 0: not */
  GArray *waiting;   /* of guint32: a heap of nodes */
  GHashTable *ranks; /* predicate → its place in the ontology + 1 */
  TyWorkspace *workspace;
} Around;

static gboolean nearer(const Around *around, guint32 a, guint32 b) {
  double x = g_array_index(around->cost, double, a), y = g_array_index(around->cost, double, b);
  return x != y ? x < y : a < b;
}

static void push(Around *around, guint32 node) {
  guint at = around->waiting->len;

  g_array_append_val(around->waiting, node);
  guint32 *heap = (guint32 *) (void *) around->waiting->data;
  for (; at > 0 && nearer(around, node, heap[(at - 1) / 2]); at = (at - 1) / 2)
    heap[at] = heap[(at - 1) / 2];
  heap[at] = node;
}

static guint32 pop(Around *around) {
  guint32 *heap = (guint32 *) (void *) around->waiting->data;
  guint n = around->waiting->len - 1, at = 0;
  guint32 top = heap[0], last = heap[n];

  for (guint child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && nearer(around, heap[child + 1], heap[child]))
      child++;
    if (!nearer(around, heap[child], last))
      break;
    heap[at] = heap[child];
  }
  heap[at] = last;
  g_array_set_size(around->waiting, n);
  return top;
}

/* A node's cost is that of the first way there: it only says what is read first. */
static guint32 meet(Around *around, gint64 id, double cost) {
  guint32 node = GPOINTER_TO_UINT(g_hash_table_lookup(around->node, GSIZE_TO_POINTER(id)));
  guint32 none = 0;

  if (node)
    return node - 1;
  node = around->cost->len;
  g_hash_table_insert(around->node, GSIZE_TO_POINTER(id), GUINT_TO_POINTER(node + 1));
  g_array_append_val(around->reading.relations->ids, id);
  g_array_append_val(around->cost, cost);
  g_array_append_val(around->degree, none);
  push(around, node);
  return node;
}

static gboolean read_side(Around *around, guint32 node, gboolean as_object, double cost,
                          GError **error) {
  TyRelations *relations = around->reading.relations;
  gint64 id = g_array_index(relations->ids, gint64, node);
  TyMatchPattern pattern = {
      .kind = TY_MATCH_RELATION, .subject = as_object ? 0 : id, .object = as_object ? id : 0};
  g_autoptr(TyMatch) match = ty_atlas_match(around->workspace->atlas, &pattern, error);
  GError *why = NULL;
  TyMatchRow row;

  if (!match)
    return FALSE;
  for (guint n = 0; ty_match_next(match, &row, &why); n++) {
    if (n == MOST_OF_ONE) {
      relations->cut = TRUE;
      break;
    }
    if (row.fact.object == row.fact.subject)
      continue;
    guint32 other = meet(around, as_object ? row.fact.subject : row.fact.object, cost);
    add_relation(&around->reading,
                 (TyRelation){as_object ? other : node, as_object ? node : other, row.fact.id,
                              g_intern_string(row.fact.predicate), row.fact.confidence, row.fact.id,
                              TY_NOT_DERIVED, ty_day_from(row.fact.valid_from),
                              ty_day_to(row.fact.valid_to)});
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

static gboolean expand(Around *around, guint32 node, GError **error) {
  gint64 id = g_array_index(around->reading.relations->ids, gint64, node);
  gint64 degree = ty_atlas_degree(around->workspace->atlas, id, HUB_COUNT);
  double cost = g_array_index(around->cost, double, node) + 1 + log2((double) MAX(degree, 1)) / 4;

  g_array_index(around->degree, guint32, node) = (guint32) degree;
  return read_side(around, node, FALSE, cost, error) && read_side(around, node, TRUE, cost, error);
}

static gboolean note_rank(const TyPredicate *predicate, gpointer data, GError **error) {
  (void) error;
  g_hash_table_insert(data, (gpointer) g_intern_string(predicate->id),
                      GUINT_TO_POINTER(g_hash_table_size(data) + 1));
  return TRUE;
}

static int by_telling(gconstpointer a, gconstpointer b, gpointer ranks) {
  const TyRelation *x = a, *y = b;
  guint p = GPOINTER_TO_UINT(g_hash_table_lookup(ranks, x->predicate));
  guint q = GPOINTER_TO_UINT(g_hash_table_lookup(ranks, y->predicate));

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (p != q)
    return p < q ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

/* Nodes by id, relations as all of an atlas would be told, names for both. */
static gboolean put_in_order(Around *around, GError **error) {
  TyRelations *relations = around->reading.relations;
  guint n = relations->ids->len;
  g_autofree guint32 *place = g_new(guint32, MAX(n, 1));
  g_autoptr(GArray) met = g_array_copy(relations->ids);

  g_array_sort(relations->ids, by_id);
  relations->degree = g_new0(guint32, MAX(n, 1));
  for (guint i = 0; i < n; i++) {
    place[i] = ty_relations_node(relations, g_array_index(met, gint64, i));
    relations->degree[place[i]] = g_array_index(around->degree, guint32, i);
  }
  for (guint i = 0; i < relations->relations->len; i++) {
    TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    relation->from = place[relation->from];
    relation->to = place[relation->to];
  }
  g_array_sort_with_data(relations->relations, by_telling, around->ranks);
  for (guint i = 0; i < n; i++) {
    TyMatchPattern pattern = {.kind = TY_MATCH_ENTITY,
                              .subject = g_array_index(relations->ids, gint64, i)};
    g_autoptr(TyMatch) match = ty_atlas_match(around->workspace->atlas, &pattern, error);
    TyMatchRow row = {0};
    if (!match || !ty_match_next(match, &row, error))
      return FALSE;
    g_ptr_array_add(relations->names, g_strdup(row.fact.subject_name));
    g_ptr_array_add(relations->kinds, g_strdup(row.fact.predicate));
  }
  return TRUE;
}

TyRelations *ty_relations_around(TyWorkspace *workspace, const gint64 *seeds, gsize n_seeds,
                                 GError **error) {
  g_autoptr(TyRelations) relations = new_relations();
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) node = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) ranks = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) cost = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) degree = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(guint32));
  Around around = {{relations, known}, node, cost, degree, waiting, ranks, workspace};
  GError *why = NULL;

  if (!ty_atlas_each_predicate(workspace->atlas, note_rank, ranks, error))
    return NULL;
  for (gsize i = 0; i < n_seeds; i++)
    meet(&around, seeds[i], 0);
  while (waiting->len > 0 && !relations->cut && !why) {
    if (relations->relations->len >= MOST_AROUND || ty_atlas_is_out_of_time(workspace->atlas)) {
      relations->cut = TRUE;
      break;
    }
    gboolean hub_before = relations->cut;
    expand(&around, pop(&around), &why);
    if (g_error_matches(why, TY_ERROR, TY_ERROR_CANCELLED)) {
      g_clear_error(&why);
      relations->cut = TRUE;
      break;
    }
    /* One hub read in part does not end the reading. */
    relations->partial |= relations->cut;
    relations->cut = hub_before;
  }
  relations->cut |= relations->partial;
  if (why) {
    g_propagate_error(error, why);
    return NULL;
  }
  return put_in_order(&around, error) ? g_steal_pointer(&relations) : NULL;
}
