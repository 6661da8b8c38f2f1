/* SPDX-License-Identifier: Apache-2.0 */
/* The atlas's entities and facts as a graph for other programs. */
#include "flow/heritage-graph.h"

#include "flow/position.h"

#include <math.h>
#include <string.h>

typedef struct {
  TyWorkspace *workspace;
  TyGraphData *graph;
  GHashTable *node_of; /* entity → node + 1 */
  GArray *facts;       /* of gint64: the fact of each edge */
  GArray *entities;    /* of gint64 */
  guint32 category, county, aliases, sure;
  guint32 value, unit, qualifier, weaker;
  guint edge; /* whose evidence is read */
} Making;

static gboolean take_kind(const TyEntityKind *kind, gpointer data, GError **error) {
  TyGraphTerm term = {kind->id, kind->label, kind->crm, kind->schema_org};
  (void) error;
  ty_graph_data_add_kind(((Making *) data)->graph, &term);
  return TRUE;
}

static gboolean take_predicate(const TyPredicate *predicate, gpointer data, GError **error) {
  TyGraphTerm term = {predicate->id, predicate->label, predicate->crm, predicate->schema_org};
  (void) error;
  ty_graph_data_add_predicate(((Making *) data)->graph, &term);
  return TRUE;
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  Making *of = data;
  gssize node = ty_graph_data_add_node(of->graph, entity->name, NULL, entity->kind, error);

  if (node < 0)
    return FALSE;
  g_hash_table_insert(of->node_of, GSIZE_TO_POINTER((gsize) entity->id),
                      GSIZE_TO_POINTER((gsize) node + 1));
  g_array_append_val(of->entities, entity->id);
  ty_graph_data_set_node(of->graph, (gsize) node, of->category, entity->category);
  ty_graph_data_set_node(of->graph, (gsize) node, of->county, entity->county);
  return TRUE;
}

static gssize node_of(const Making *of, gint64 entity) {
  return GPOINTER_TO_INT(g_hash_table_lookup(of->node_of, GSIZE_TO_POINTER((gsize) entity))) - 1;
}

static gboolean take_alias(gint64 entity, const char *alias, gpointer data, GError **error) {
  Making *of = data;
  gssize at = node_of(of, entity);
  (void) error;

  if (at < 0 || g_str_equal(ty_graph_data_node(of->graph, (gsize) at)->label, alias))
    return TRUE;
  const char *before =
      ty_graph_value(ty_graph_data_node(of->graph, (gsize) at)->values, of->aliases);
  g_autofree char *all = before ? g_strconcat(before, "|", alias, NULL) : g_strdup(alias);
  ty_graph_data_set_node(of->graph, (gsize) at, of->aliases, all);
  return TRUE;
}

static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Making *of = data;
  gssize from = node_of(of, fact->subject), to = fact->object ? node_of(of, fact->object) : -1;
  (void) error;

  if (from < 0 || (fact->object && to < 0))
    return TRUE;
  if (!fact->object)
    to = ty_graph_data_literal(of->graph, fact->value ? fact->value : "", NULL, NULL);
  gsize at = ty_graph_data_add_edge(of->graph, (guint32) from, (guint32) to, fact->predicate);
  TyGraphEdge *edge = ty_graph_data_edge(of->graph, at);
  edge->weight = fact->weight;
  edge->confidence = fact->confidence;
  edge->since = ty_graph_data_text(of->graph, fact->valid_from);
  edge->until = ty_graph_data_text(of->graph, fact->valid_to);
  if (fact->object)
    ty_graph_data_set_edge(of->graph, at, of->value, fact->value);
  ty_graph_data_set_edge(of->graph, at, of->unit, fact->unit);
  ty_graph_data_set_edge(of->graph, at, of->qualifier, fact->qualifier);
  if (fact->weaker)
    ty_graph_data_set_edge(of->graph, at, of->weaker, "true");
  g_array_append_val(of->facts, fact->id);
  return TRUE;
}

static gboolean take_evidence(const TyEvidence *evidence, const char *file, const char *quote,
                              gpointer data, GError **error) {
  Making *of = data;
  TyGraphEvidence own = {.source = file,
                         .citation = evidence->citation,
                         .note = evidence->note,
                         .quote = quote,
                         .line = evidence->line,
                         .confidence = evidence->confidence > 0 ? evidence->confidence : NAN};
  (void) error;

  ty_graph_data_add_evidence(of->graph, of->edge, &own);
  return TRUE;
}

static gboolean set_positions(Making *of, GError **error) {
  g_autofree TyPosition *positions = ty_positions_of(
      of->workspace, (const gint64 *) (const void *) of->entities->data, of->entities->len, error);

  if (!positions)
    return of->entities->len == 0;
  guint32 lat = ty_graph_data_node_column(of->graph, "lat", TY_COLUMN_REAL);
  guint32 lon = ty_graph_data_node_column(of->graph, "lon", TY_COLUMN_REAL);
  for (guint i = 0; i < of->entities->len; i++)
    if (isfinite(positions[i].lat_deg)) {
      ty_graph_data_set_number(of->graph, i, lat, positions[i].lat_deg);
      ty_graph_data_set_number(of->graph, i, lon, positions[i].lon_deg);
      ty_graph_data_set_number(of->graph, i, of->sure, positions[i].confidence);
    }
  return TRUE;
}

static gboolean fill(Making *of, GError **error) {
  TyAtlas *atlas = of->workspace->atlas;

  if (!ty_atlas_each_kind(atlas, take_kind, of, error) ||
      !ty_atlas_each_predicate(atlas, take_predicate, of, error) ||
      !ty_atlas_each_entity(atlas, NULL, NULL, take_entity, of, error) ||
      !ty_atlas_each_alias(atlas, 0, take_alias, of, error) || !set_positions(of, error) ||
      !ty_atlas_each_fact(atlas, 0, NULL, 0, take_fact, of, error))
    return FALSE;
  for (of->edge = 0; of->edge < of->facts->len; of->edge++)
    if (!ty_atlas_each_evidence(atlas, g_array_index(of->facts, gint64, of->edge), take_evidence,
                                of, error))
      return FALSE;
  return TRUE;
}

TyGraphData *ty_heritage_graph(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);
  g_autoptr(GHashTable) nodes = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) entities = g_array_new(FALSE, FALSE, sizeof(gint64));
  Making of = {
      .workspace = workspace,
      .graph = graph,
      .node_of = nodes,
      .facts = facts,
      .entities = entities,
      .category = ty_graph_data_node_column(graph, "category", TY_COLUMN_TEXT),
      .county = ty_graph_data_node_column(graph, "county", TY_COLUMN_TEXT),
      .aliases = ty_graph_data_node_column(graph, "aliases", TY_COLUMN_TEXT),
      .sure = ty_graph_data_node_column(graph, "coordinate_confidence", TY_COLUMN_REAL),
      .value = ty_graph_data_edge_column(graph, "value", TY_COLUMN_TEXT),
      .unit = ty_graph_data_edge_column(graph, "unit", TY_COLUMN_TEXT),
      .qualifier = ty_graph_data_edge_column(graph, "qualifier", TY_COLUMN_TEXT),
      .weaker = ty_graph_data_edge_column(graph, "weaker", TY_COLUMN_BOOLEAN),
  };

  return fill(&of, error) ? g_steal_pointer(&graph) : NULL;
}
