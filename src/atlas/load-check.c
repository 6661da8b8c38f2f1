/* SPDX-License-Identifier: Apache-2.0 */
/* What the ontology allows, from memory: which kinds a predicate joins, and no rings, among facts
 * of the atlas and those gathered. */
#include "atlas/load.h"

#include <string.h>

static TyLoadPredicate *predicate_new(const TyPredicate *of, guint number) {
  TyLoadPredicate *predicate = g_new0(TyLoadPredicate, 1);

  predicate->id = g_strdup(of->id);
  predicate->kind = g_str_equal(of->kind, "relation") ? "relation" : "value";
  predicate->number = number;
  predicate->transitive = of->transitive;
  return predicate;
}

void ty_load_predicate_free(gpointer data) {
  TyLoadPredicate *predicate = data;

  g_free(predicate->id);
  g_free(predicate->subjects);
  g_free(predicate->objects);
  g_clear_pointer(&predicate->arcs, ty_acyclic_free);
  g_free(predicate);
}

/* By number of kind, which of a|b|c it is; NULL for any. */
static guint8 *kinds_in(const TyLoad *load, const char *kinds) {
  g_auto(GStrv) list = g_strsplit(kinds ? kinds : "", "|", -1);
  guint8 *allowed = kinds && *kinds ? g_new0(guint8, TY_LOAD_KINDS) : NULL;

  for (char **kind = list; allowed && *kind; kind++)
    allowed[GPOINTER_TO_UINT(g_hash_table_lookup(load->kinds, *kind))] = TRUE;
  if (allowed) /* not known here: whoever asks looks into the atlas */
    allowed[0] = FALSE;
  return allowed;
}

static gboolean take_kind(const TyEntityKind *kind, gpointer data, GError **error) {
  TyLoad *load = data;
  guint number = g_hash_table_size(load->kinds) + 1;
  (void) error;

  if (number < TY_LOAD_KINDS)
    g_hash_table_insert(load->kinds, g_strdup(kind->id), GUINT_TO_POINTER(number));
  return TRUE;
}

static gboolean take_predicate(const TyPredicate *of, gpointer data, GError **error) {
  TyLoad *load = data;
  TyLoadPredicate *predicate = predicate_new(of, load->predicates->len);
  (void) error;

  predicate->subjects = kinds_in(load, of->domain);
  predicate->objects = kinds_in(load, of->range);
  g_ptr_array_add(load->predicates, predicate);
  g_hash_table_insert(load->by_id, predicate->id, predicate);
  return TRUE;
}

void ty_load_note_entity(TyLoad *load, gint64 id, const char *name, const char *kind) {
  guint8 number = (guint8) GPOINTER_TO_UINT(g_hash_table_lookup(load->kinds, kind));

  ty_names_add(load->names, name, id);
  if ((gsize) id >= load->kind_of->len)
    g_byte_array_set_size(load->kind_of, (guint) id + 1);
  load->kind_of->data[id] = number;
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  ty_load_note_entity(data, entity->id, entity->name, entity->kind);
  return TRUE;
}

gboolean ty_load_read_ontology(TyAtlas *atlas, TyLoad *load, GError **error) {
  return ty_atlas_each_kind(atlas, take_kind, load, error) &&
         ty_atlas_each_predicate(atlas, take_predicate, load, error) &&
         ty_atlas_each_entity(atlas, NULL, NULL, take_entity, load, error);
}

static gboolean joins(const TyLoad *load, const guint8 *allowed, gint64 entity) {
  return !allowed ||
         ((guint64) entity < load->kind_of->len && allowed[load->kind_of->data[entity]]);
}

gboolean ty_load_allows(TyAtlas *atlas, const TyFact *fact) {
  const TyLoad *load = atlas->load;
  const TyLoadPredicate *predicate = ty_load_predicate(load, fact->predicate);
  gboolean has_value = fact->value && *fact->value;

  return predicate && joins(load, predicate->subjects, fact->subject) &&
         (!fact->object ||
          (joins(load, predicate->objects, fact->object) &&
           (has_value || g_str_equal(predicate->kind, "relation")) &&
           !(predicate->transitive &&
             ty_load_would_ring(atlas, fact->subject, fact->predicate, fact->object))));
}

/* What the atlas and the load say with a predicate, as arcs. */
static TyAcyclic *read_arcs(TyAtlas *atlas, const TyLoadPredicate *predicate) {
  const TyLoad *load = atlas->load;
  TyAcyclic *arcs = ty_acyclic_new();
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, NULL,
      "SELECT subject, object FROM fact WHERE predicate = ? AND object IS NOT NULL ORDER BY id",
      "s", predicate->id);

  while (row && ty_atlas_next(atlas, row, NULL))
    ty_acyclic_add(arcs, (guint32) sqlite3_column_int64(row, 0),
                   (guint32) sqlite3_column_int64(row, 1));
  for (gsize i = 0; i < load->n_facts; i++)
    if (load->facts[i].predicate == predicate->number && load->facts[i].object)
      ty_acyclic_add(arcs, (guint32) load->facts[i].subject, (guint32) load->facts[i].object);
  return arcs;
}

static TyAcyclic *arcs_of(TyAtlas *atlas, const char *predicate) {
  TyLoadPredicate *of = ty_load_predicate(atlas->load, predicate);

  if (of && !of->arcs)
    of->arcs = read_arcs(atlas, of);
  return of ? of->arcs : NULL;
}

gboolean ty_load_would_ring(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object) {
  TyAcyclic *arcs = arcs_of(atlas, predicate);
  return arcs && ty_acyclic_would_ring(arcs, (guint32) subject, (guint32) object);
}

void ty_load_objects(TyAtlas *atlas, gint64 subject, const char *predicate, GArray *objects) {
  const TyAcyclic *arcs = arcs_of(atlas, predicate);
  g_autoptr(GArray) heads = g_array_new(FALSE, FALSE, sizeof(guint32));

  if (arcs)
    ty_acyclic_heads(arcs, (guint32) subject, heads);
  for (guint i = 0; i < heads->len; i++) {
    gint64 object = g_array_index(heads, guint32, i);
    g_array_append_val(objects, object);
  }
}
