/* SPDX-License-Identifier: Apache-2.0 */
/* The heritage graph as lists and cards: entities, one entity with its sources, its neighbours. */
#include "flow/contradictions.h"

#include <string.h>

/* Adds a text member where there is a text. */
static void put(json_t *object, const char *key, const char *text) {
  if (text && *text)
    json_object_set_new(object, key, json_string(text));
}

/* Entities --------------------------------------------------------------------------------------
 */

static gboolean count_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                              GError **error) {
  gint64 n = GPOINTER_TO_SIZE(g_hash_table_lookup(data, GSIZE_TO_POINTER(entity)));
  (void) document, (void) span, (void) error;
  g_hash_table_insert(data, GSIZE_TO_POINTER(entity), GSIZE_TO_POINTER(n + 1));
  return TRUE;
}

typedef struct {
  GHashTable *mentions;
  json_t *list;
} Listing;

static gboolean list_entity(const TyEntity *entity, gpointer data, GError **error) {
  Listing *listing = data;
  json_t *item = json_pack("{s:s, s:s}", "name", entity->name, "kind", entity->kind);
  (void) error;

  put(item, "category", entity->category);
  put(item, "county", entity->county);
  json_object_set_new(item, "mentions",
                      json_integer(GPOINTER_TO_SIZE(
                          g_hash_table_lookup(listing->mentions, GSIZE_TO_POINTER(entity->id)))));
  json_array_append_new(listing->list, item);
  return TRUE;
}

json_t *ty_entities(TyWorkspace *workspace, const char *kind, const char *county, GError **error) {
  g_autoptr(GHashTable) mentions = g_hash_table_new(NULL, NULL);
  Listing listing = {mentions, json_array()};

  if (!ty_atlas_each_mention(workspace->atlas, 0, 0, count_mention, mentions, error) ||
      !ty_atlas_each_entity(workspace->atlas, kind, county, list_entity, &listing, error)) {
    json_decref(listing.list);
    return NULL;
  }
  if (json_array_size(listing.list) == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no entity%s%s%s%s; see graphs/kinds.csv for the kinds there are",
                kind ? " of kind " : "", kind ? kind : "", county ? " in " : "",
                county ? county : "");
    json_decref(listing.list);
    return NULL;
  }
  return json_pack("{s:o}", "entities", listing.list);
}

/* One card --------------------------------------------------------------------------------------
 */

static gboolean add_evidence(const TyEvidence *evidence, const char *file, const char *quote,
                             gpointer data, GError **error) {
  json_t *item = json_object();
  (void) error;

  put(item, "file", file);
  json_object_set_new(item, quote ? "line" : "row", json_integer(evidence->line));
  if (quote) {
    json_object_set_new(item, "document", json_integer(evidence->document));
    json_object_set_new(item, "start", json_integer((json_int_t) evidence->start));
    json_object_set_new(item, "end", json_integer((json_int_t) evidence->end));
    put(item, "quote", quote);
  }
  put(item, "citation", evidence->citation);
  put(item, "note", evidence->note);
  json_object_set_new(item, "confidence", ty_json_number(evidence->confidence, 2));
  json_array_append_new(data, item);
  return TRUE;
}

typedef struct {
  TyWorkspace *workspace;
  json_t *list;
  gboolean inverse;        /* the facts are told from their object */
  char *const *predicates; /* only these; NULL: all */
  const char *on;          /* only what holds on that day; NULL: at any time */
} FactListing;

/* Whether a time lies before another, as far as both are said: 2006 is not before 2006-05. */
static gboolean is_before(const char *a, const char *b) {
  return strncmp(a, b, MIN(strlen(a), strlen(b))) < 0;
}

static gboolean is_asked_for(const FactListing *listing, const TyFact *fact) {
  if (listing->predicates &&
      !g_strv_contains((const char *const *) listing->predicates, fact->predicate))
    return FALSE;
  return !listing->on || ((!fact->valid_from || !is_before(listing->on, fact->valid_from)) &&
                          (!fact->valid_to || is_before(listing->on, fact->valid_to)));
}

static gboolean add_fact(const TyFact *fact, gpointer data, GError **error) {
  FactListing *listing = data;
  TyAtlas *atlas = listing->workspace->atlas;

  if (!is_asked_for(listing, fact))
    return TRUE;
  json_t *item = json_object(), *evidence = json_array();
  g_autofree char *inverse =
      listing->inverse ? ty_atlas_inverse_label(atlas, fact->predicate) : NULL;
  g_autofree char *forward = ty_atlas_label(atlas, fact->predicate);
  g_autofree char *label = !listing->inverse ? g_strdup(forward)
                           : inverse         ? g_strdup(inverse)
                                             : g_strconcat("←", forward, NULL);

  json_array_append_new(listing->list, item);
  put(item, "predicate", fact->predicate);
  put(item, "label", label);
  put(item, listing->inverse ? "subject" : "object",
      listing->inverse ? fact->subject_name : fact->object_name);
  put(item, "value", fact->value);
  put(item, "unit", fact->unit);
  put(item, "qualifier", fact->qualifier);
  put(item, "valid_from", fact->valid_from);
  put(item, "valid_to", fact->valid_to);
  json_object_set_new(item, "confidence", ty_json_number(fact->confidence, 2));
  json_object_set_new(item, "weaker", json_boolean(fact->weaker));
  json_object_set_new(item, "evidence", evidence);
  return ty_atlas_each_evidence(atlas, fact->id, add_evidence, evidence, error);
}

static gboolean add_alias(gint64 entity, const char *alias, gpointer data, GError **error) {
  (void) entity, (void) error;
  json_array_append_new(data, json_string(alias));
  return TRUE;
}

static gboolean add_coordinate(const TyCoordinate *coordinate, const char *name, gpointer data,
                               GError **error) {
  json_t *item = json_pack(
      "{s:o, s:o, s:s, s:o, s:o, s:o, s:I}", "lat", ty_json_number(coordinate->lat_deg, 6), "lon",
      ty_json_number(coordinate->lon_deg, 6), "crs", coordinate->crs, "wgs84_lat",
      ty_json_number(coordinate->wgs84_lat_deg, 6), "wgs84_lon",
      ty_json_number(coordinate->wgs84_lon_deg, 6), "confidence",
      ty_json_number(coordinate->confidence, 2), "row", (json_int_t) coordinate->line);
  (void) name, (void) error;

  put(item, "citation", coordinate->citation);
  json_array_append_new(data, item);
  return TRUE;
}

static gboolean add_theme(const TyThemeSite *site, gpointer data, GError **error) {
  json_t *card = data;
  json_t *themes = json_object_get(card, "themes");
  (void) error;

  if (g_str_equal(site->name, json_string_value(json_object_get(card, "name"))))
    json_array_append_new(themes, json_string(site->theme));
  return TRUE;
}

static gboolean describe(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  put(data, "name", entity->name);
  put(data, "kind", entity->kind);
  put(data, "category", entity->category);
  put(data, "county", entity->county);
  return TRUE;
}

static gboolean fill_card(TyWorkspace *workspace, gint64 id, char *const *predicates,
                          const char *on, json_t *card, GError **error) {
  TyAtlas *atlas = workspace->atlas;
  json_t *aliases = json_array(), *coordinates = json_array(), *facts = json_array(),
         *of = json_array();
  FactListing own = {workspace, facts, FALSE, predicates, on},
              others = {workspace, of, TRUE, predicates, on};
  g_autoptr(GHashTable) mentions = g_hash_table_new(NULL, NULL);

  if (!ty_atlas_entity(atlas, id, describe, card, error))
    return FALSE;
  g_autofree char *label = ty_atlas_label(atlas, json_string_value(json_object_get(card, "kind")));
  put(card, "kind_label", label);
  json_object_set_new(card, "aliases", aliases);
  json_object_set_new(card, "themes", json_array());
  json_object_set_new(card, "coordinates", coordinates);
  json_object_set_new(card, "facts", facts);
  json_object_set_new(card, "of", of);
  if (!ty_atlas_each_alias(atlas, id, add_alias, aliases, error) ||
      !ty_atlas_each_theme_site(atlas, NULL, add_theme, card, error) ||
      !ty_atlas_each_coordinate(atlas, id, add_coordinate, coordinates, error) ||
      !ty_atlas_each_fact(atlas, id, NULL, 0, add_fact, &own, error) ||
      !ty_atlas_each_fact(atlas, 0, NULL, id, add_fact, &others, error) ||
      !ty_atlas_each_mention(atlas, 0, id, count_mention, mentions, error))
    return FALSE;
  json_array_remove(aliases, 0); /* the name itself */
  json_object_set_new(
      card, "mentions",
      json_integer(GPOINTER_TO_SIZE(g_hash_table_lookup(mentions, GSIZE_TO_POINTER(id)))));
  return TRUE;
}

static gboolean check_predicates(TyWorkspace *workspace, char *const *predicates, GError **error) {
  for (; predicates && *predicates; predicates++)
    if (!ty_atlas_predicate_kind(workspace->atlas, *predicates)) {
      g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                  "found the predicate '%s', expected one of the ontology: part_of, listed …",
                  *predicates);
      return FALSE;
    }
  return TRUE;
}

json_t *ty_show_facts(TyWorkspace *workspace, const char *name, const char *predicates,
                      const char *on, GError **error) {
  g_auto(GStrv) list = predicates ? g_strsplit(predicates, ",", -1) : NULL;
  gint64 id = ty_workspace_entity(workspace, name, error);

  if (id == 0 || !check_predicates(workspace, list, error))
    return NULL;
  json_t *card = json_object();
  if (!fill_card(workspace, id, list, on, card, error))
    g_clear_pointer(&card, json_decref);
  return card;
}

json_t *ty_show(TyWorkspace *workspace, const char *name, GError **error) {
  json_t *card = ty_show_facts(workspace, name, NULL, NULL, error);
  gint64 id = card ? ty_workspace_entity(workspace, name, error) : 0;
  json_t *list = id ? ty_contradictions_of(workspace, id, error) : NULL;

  if (!list)
    g_clear_pointer(&card, json_decref);
  else
    json_object_set_new(card, "contradictions", list);
  return card;
}
