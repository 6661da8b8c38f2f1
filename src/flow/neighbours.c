/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around an entity: rings of indexed look-ups, so that a question costs what its answer
 * is long, not what the atlas is large. */
#include "flow/inference.h"

#include <string.h>

enum { USUAL_MOST = 1000, READ_EACH_ANSWER = 20 };

typedef struct {
  gint64 from, to, fact;
  guint rank;
  const char *predicate; /* interned */
  double confidence;
} Step;

typedef struct {
  TyWorkspace *workspace;
  const TyRuleBook *book;
  const char *predicate;
  GHashTable *ring; /* entity → its ring + 1 */
  GArray *steps;    /* of Step, of the ring at hand */
  gsize most, most_read;
  gboolean cut;
} Rings;

static guint ring_of(const Rings *rings, gint64 entity) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(rings->ring, GSIZE_TO_POINTER(entity)));
}

static gboolean read_side(Rings *rings, gint64 entity, gboolean as_object, GError **error) {
  TyMatchPattern pattern = {.kind = TY_MATCH_RELATION,
                            .subject = as_object ? 0 : entity,
                            .predicate = rings->predicate,
                            .object = as_object ? entity : 0,
                            .once = TRUE};
  g_autoptr(TyMatch) match = ty_atlas_match(rings->workspace->atlas, &pattern, error);
  GError *why = NULL;
  TyMatchRow row;

  if (!match)
    return FALSE;
  while (ty_match_next(match, &row, &why)) {
    if (rings->steps->len >= rings->most_read) {
      rings->cut = TRUE;
      break;
    }
    Step step = {
        row.fact.subject,   row.fact.object, row.fact.id, 0, g_intern_string(row.fact.predicate),
        row.fact.confidence};
    gboolean swapped;
    ty_rule_book_predicate(rings->book, step.predicate, &step.rank, &swapped);
    g_array_append_val(rings->steps, step);
  }
  if (g_error_matches(why, TY_ERROR, TY_ERROR_CANCELLED)) {
    g_clear_error(&why);
    rings->cut = TRUE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

static int by_telling(gconstpointer a, gconstpointer b) {
  const Step *x = a, *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return (x->fact > y->fact) - (x->fact < y->fact);
}

static json_t *name_and_kind(TyWorkspace *workspace, gint64 entity) {
  TyMatchPattern pattern = {.kind = TY_MATCH_ENTITY, .subject = entity};
  g_autoptr(TyMatch) match = ty_atlas_match(workspace->atlas, &pattern, NULL);
  TyMatchRow row;

  return match && ty_match_next(match, &row, NULL)
             ? json_pack("{s:s, s:s}", "name", row.fact.subject_name, "kind", row.fact.predicate)
             : json_pack("{s:s, s:s}", "name", "", "kind", "");
}

/* How sure the surest statement of a step is: the same may stand under several qualifiers. */
static double surest(const Rings *rings, const Step *step) {
  TyMatchPattern pattern = {.kind = TY_MATCH_RELATION,
                            .subject = step->from,
                            .predicate = step->predicate,
                            .object = step->to};
  g_autoptr(TyMatch) match = ty_atlas_match(rings->workspace->atlas, &pattern, NULL);
  double confidence = step->confidence;
  TyMatchRow row;

  while (match && ty_match_next(match, &row, NULL))
    confidence = MAX(confidence, row.fact.confidence);
  return confidence;
}

static void tell(Rings *rings, guint at, gboolean out, guint ring, json_t *list) {
  const Step *step = &g_array_index(rings->steps, Step, at);
  json_t *one = name_and_kind(rings->workspace, out ? step->to : step->from);
  json_t *from = name_and_kind(rings->workspace, out ? step->from : step->to);

  json_object_set_new(one, "predicate", json_string(step->predicate));
  json_object_set_new(one, "label", json_string(rings->book->labels->pdata[step->rank]));
  json_object_set_new(one, "direction", json_string(out ? "out" : "in"));
  json_object_set(one, "from", json_object_get(from, "name"));
  json_object_set_new(one, "distance", json_integer(ring));
  json_object_set_new(one, "confidence", ty_json_number(surest(rings, step), 2));
  json_array_append_new(list, one);
  json_decref(from);
}

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

/* One ring; `here`: the entities of the last one, which those of this one replace. */
static gboolean walk_ring(Rings *rings, guint ring, GArray *here, json_t *list, GError **error) {
  g_array_set_size(rings->steps, 0);
  g_array_sort(here, by_id);
  for (guint i = 0; i < here->len && !rings->cut; i++)
    for (int side = 0; side < 2; side++)
      if (!read_side(rings, g_array_index(here, gint64, i), side, error))
        return FALSE;
  g_array_sort(rings->steps, by_telling);
  g_array_set_size(here, 0);
  for (guint i = 0; i < rings->steps->len; i++) {
    const Step *step = &g_array_index(rings->steps, Step, i);
    gboolean out = ring_of(rings, step->from) == ring, in = ring_of(rings, step->to) == ring;
    gint64 other = out ? step->to : step->from;
    guint known = ring_of(rings, other);
    if (out == in || (known && known <= ring))
      continue;
    if (json_array_size(list) == rings->most) {
      rings->cut = TRUE;
      return TRUE;
    }
    if (!known) {
      g_hash_table_insert(rings->ring, GSIZE_TO_POINTER(other), GUINT_TO_POINTER(ring + 1));
      g_array_append_val(here, other);
    }
    tell(rings, i, out, ring, list);
  }
  return TRUE;
}

/* What follows for the entity itself, and is not stated. */
static gboolean add_inferred(TyWorkspace *workspace, gint64 id, const char *predicate, json_t *list,
                             gsize most, gboolean *cut, GError **error) {
  g_autoptr(TyRelations) relations = ty_relations_around(workspace, &id, 1, error);
  TyRuleBook *book = relations ? ty_rule_book_open(workspace, error) : NULL;
  if (!book)
    return FALSE;
  g_autoptr(TyInferred) inferred = ty_inferred_around(workspace, book, relations);
  *cut |= inferred->cut;
  for (gsize i = inferred->given->len; i < ty_inference_length(inferred->inference); i++) {
    const TyTriple *triple = ty_inference_triple(inferred->inference, i);
    gboolean out = triple->subject == (guint32) id;
    /* A symmetric relation is told from both ends already. */
    if (ty_inferred_is_closure(inferred, i) && ty_inferred_size(inferred, i) == 1)
      continue;
    if ((!out && triple->object != (guint32) id) ||
        (predicate && !g_str_equal(book->predicates->pdata[triple->predicate], predicate)))
      continue;
    if (json_array_size(list) == most) {
      *cut = TRUE;
      break;
    }
    json_t *told = ty_inferred_tell(inferred, i, error);
    if (!told)
      return FALSE;
    json_t *one = name_and_kind(workspace, out ? triple->object : triple->subject);
    json_object_set_new(one, "direction", json_string(out ? "out" : "in"));
    json_object_set(one, "from", json_object_get(told, out ? "subject" : "object"));
    json_object_set_new(one, "distance", json_integer(1));
    json_object_update_missing(one, told);
    json_object_del(one, "subject");
    json_object_del(one, "object");
    json_decref(told);
    json_array_append_new(list, one);
  }
  return TRUE;
}

/* Predicates that hold the one looked for or begin alike. */
static void fail_predicate(const TyRuleBook *book, const char *predicate, GError **error) {
  g_autoptr(GString) near = g_string_new(NULL);

  for (guint i = 0; i < book->predicates->len; i++) {
    const char *id = book->predicates->pdata[i], *label = book->labels->pdata[i];
    gsize alike = 0;
    while (id[alike] && id[alike] == predicate[alike])
      alike++;
    if (alike >= 3 || strstr(id, predicate) || g_str_equal(label, predicate))
      g_string_append_printf(near, "%s%s", near->len ? ", " : " (near: ", id);
  }
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: no such predicate in the ontology%s%s; see "
              "graphs/ontology.csv",
              predicate, near->str, near->len ? ")" : "");
}

json_t *ty_neighbours(TyWorkspace *workspace, const char *name, const TyNeighbourOptions *options,
                      GError **error) {
  static const TyNeighbourOptions usual = {0};
  const TyNeighbourOptions *wanted = options ? options : &usual;
  g_autoptr(GHashTable) ring = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(Step));
  g_autoptr(GArray) here = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 id = ty_workspace_entity(workspace, name, error);
  g_autoptr(TyRuleBook) book = id ? ty_rule_book_open(workspace, error) : NULL;
  gsize most = wanted->most ? wanted->most : USUAL_MOST;
  guint32 number;
  gboolean swapped;

  if (!book)
    return NULL;
  if (wanted->predicate && (!ty_rule_book_predicate(book, wanted->predicate, &number, &swapped))) {
    fail_predicate(book, wanted->predicate, error);
    return NULL;
  }
  const char *predicate = wanted->predicate ? book->predicates->pdata[number] : NULL;
  Rings rings = {workspace, book, predicate, ring, steps, most, most * READ_EACH_ANSWER, FALSE};
  json_t *list = json_array(), *self = name_and_kind(workspace, id);
  gboolean done = TRUE;
  g_hash_table_insert(ring, GSIZE_TO_POINTER(id), GUINT_TO_POINTER(1));
  g_array_append_val(here, id);
  ty_atlas_limit_seconds(workspace->atlas, wanted->seconds > 0 ? wanted->seconds : 10);
  for (guint i = 1; done && i <= MAX(wanted->depth, 1) && here->len > 0 && !rings.cut; i++)
    done = walk_ring(&rings, i, here, list, error);
  if (done && wanted->infer)
    done = add_inferred(workspace, id, predicate, list, most, &rings.cut, error);
  ty_atlas_limit_seconds(workspace->atlas, 0);
  json_t *answer = json_pack("{s:O, s:O, s:o, s:b}", "name", json_object_get(self, "name"), "kind",
                             json_object_get(self, "kind"), "neighbours", list, "cut", rings.cut);
  json_decref(self);
  if (done)
    return answer;
  json_decref(answer);
  return NULL;
}
