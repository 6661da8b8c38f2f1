/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs of other programs into the atlas: nodes by their labels, edges as facts. */
#include "flow/import.h"

#include <math.h>
#include <string.h>
#include <tuyou/corpus.h>

/* Of what a file does not say. */
#define USUAL_CONFIDENCE .5
#define USUAL_KIND "keyword"
#define USUAL_PREDICATE "related_to"

typedef struct {
  TyWorkspace *workspace;
  TyGraphData *graph;
  gint64 source;
  TyGraphRefuse refuse;
  gpointer data;
  GHashTable *counterparts; /* "crm P89_falls_within" → id, of predicates or kinds */
  gint64 *entity;           /* of each node; 0: a value, or refused */
  gint64 *rows;
} Taking;

static void remember(Taking *of, const char *type, const char *space, const char *local,
                     const char *id) {
  char *key = g_strdup_printf("%s %s %s", type, space, local ? local : "");

  if (local && *local && !g_hash_table_contains(of->counterparts, key))
    g_hash_table_insert(of->counterparts, key, g_strdup(id));
  else
    g_free(key);
}

static gboolean note_kind(const TyEntityKind *kind, gpointer data, GError **error) {
  (void) error;
  remember(data, "kind", "crm", kind->crm, kind->id);
  remember(data, "kind", "schema", kind->schema_org, kind->id);
  return TRUE;
}

static gboolean note_predicate(const TyPredicate *predicate, gpointer data, GError **error) {
  (void) error;
  remember(data, "predicate", "crm", predicate->crm, predicate->id);
  remember(data, "predicate", "schema", predicate->schema_org, predicate->id);
  return TRUE;
}

/* What an IRI of CIDOC-CRM or schema.org is called here: NULL for others. */
static const char *counterpart(const Taking *of, const char *type, const char *iri) {
  const char *cut = MAX(strrchr(iri, '/'), strrchr(iri, '#'));
  const char *space = strstr(iri, "cidoc-crm")    ? "crm"
                      : strstr(iri, "schema.org") ? "schema"
                                                  : NULL;
  g_autofree char *key = g_strdup_printf("%s %s %s", type, space ? space : "", cut ? cut + 1 : "");

  return space ? g_hash_table_lookup(of->counterparts, key) : NULL;
}

static const char *attribute(const Taking *of, const TyGraphNode *node, const char *name) {
  for (guint i = 0; i < of->graph->node_columns->len; i++)
    if (g_str_equal(g_array_index(of->graph->node_columns, TyGraphColumn, i).name, name))
      return ty_graph_value(node->values, i);
  return NULL;
}

static gboolean number(const Taking *of, const TyGraphNode *node, const char *name, double least,
                       double most, double *value) {
  const char *text = attribute(of, node, name);

  *value = text ? g_ascii_strtod(text, NULL) : NAN;
  return *value >= least && *value <= most;
}

static gboolean add_position(const Taking *of, const TyGraphNode *node, gint64 entity,
                             GError **error) {
  double lat_deg, lon_deg, sure;

  if (!number(of, node, "lat", -90, 90, &lat_deg) || !number(of, node, "lon", -180, 180, &lon_deg))
    return TRUE;
  if (!number(of, node, "coordinate_confidence", 1e-6, 1, &sure))
    sure = USUAL_CONFIDENCE;
  TyCoordinate coordinate = {.entity = entity,
                             .lat_deg = lat_deg,
                             .lon_deg = lon_deg,
                             .crs = "WGS84",
                             .wgs84_lat_deg = lat_deg,
                             .wgs84_lon_deg = lon_deg,
                             .confidence = sure,
                             .source = of->source,
                             .line = (gint64) node->line};
  return ty_atlas_add_coordinate(of->workspace->atlas, &coordinate, error);
}

static gboolean add_aliases(const Taking *of, const TyGraphNode *node, gint64 entity,
                            GError **error) {
  const char *all = attribute(of, node, "aliases");
  g_autofree char *joined = g_strconcat(node->label, "|", all ? all : "", NULL);
  g_auto(GStrv) aliases = g_strsplit(joined, "|", -1);

  for (char **alias = aliases; *alias; alias++) {
    g_autofree char *key = ty_name_key(*alias);
    if (*key && !ty_atlas_add_alias(of->workspace->atlas, entity, *alias, key, error))
      return FALSE;
  }
  return TRUE;
}

/* The entity of a node, in the atlas or new. 0 without `error`: refused. */
static gint64 take_node(const Taking *of, const TyGraphNode *node, GError **error) {
  TyAtlas *atlas = of->workspace->atlas;
  gint64 found = ty_atlas_entity_by_name(atlas, node->label);
  const char *kind = node->kind ? node->kind : USUAL_KIND;

  if (!ty_atlas_has_kind(atlas, kind))
    kind = counterpart(of, "kind", kind);
  if (!found && !kind) {
    g_autofree char *reason =
        g_strdup_printf("%.100s: found the kind %.100s, expected one of the ontology (import "
                        "--as kinds adds some)",
                        node->label, node->kind);
    of->refuse(node->line, reason, of->data);
    return 0;
  }
  TyEntity entity = {0, node->label, kind ? kind : USUAL_KIND, attribute(of, node, "category"),
                     attribute(of, node, "county")};
  gint64 id = ty_atlas_add_entity(atlas, &entity, error);
  return id && add_aliases(of, node, id, error) && add_position(of, node, id, error) ? id : 0;
}

static const char *edge_text(const Taking *of, const TyGraphEdge *edge, const char *name) {
  for (guint i = 0; i < of->graph->edge_columns->len; i++)
    if (g_str_equal(g_array_index(of->graph->edge_columns, TyGraphColumn, i).name, name))
      return ty_graph_value(edge->values, i);
  return NULL;
}

static gboolean add_fact(const Taking *of, const TyGraphEdge *edge, TyFact *fact, GError **error) {
  double usual =
      edge->confidence > 0 && edge->confidence <= 1 ? edge->confidence : USUAL_CONFIDENCE;

  for (guint i = 0; i < (edge->evidence ? edge->evidence->len : 1); i++) {
    const TyGraphEvidence *known =
        edge->evidence ? &g_array_index(edge->evidence, TyGraphEvidence, i) : NULL;
    g_autofree char *place =
        known && known->source && known->line
            ? g_strdup_printf("%s:%" G_GINT64_FORMAT, known->source, known->line)
            : g_strdup(known ? known->source : NULL);
    const char *citation = known && known->citation ? known->citation : place;
    TyEvidence evidence = {.source = of->source,
                           .line = (gint64) edge->line,
                           .citation = citation,
                           .note = !known        ? NULL
                                   : known->note ? known->note
                                                 : known->quote};
    fact->confidence =
        known && known->confidence > 0 && known->confidence <= 1 ? known->confidence : usual;
    if (!ty_atlas_add_fact(of->workspace->atlas, fact, &evidence, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean take_edge(const Taking *of, const TyGraphEdge *edge, GError **error) {
  const TyGraphNode *to = ty_graph_data_node(of->graph, edge->to);
  const char *predicate = edge->predicate ? edge->predicate : USUAL_PREDICATE;

  if (!of->entity[edge->from] || (!to->is_literal && !of->entity[edge->to])) {
    of->refuse(edge->line, "found an edge of a node that was refused", of->data);
    return TRUE;
  }
  if (!ty_atlas_predicate_kind(of->workspace->atlas, predicate))
    predicate = counterpart(of, "predicate", predicate);
  if (!predicate) {
    g_autofree char *reason = g_strdup_printf(
        "%.60s → %.60s: found the predicate %.100s, expected one of the ontology (import "
        "--as ontology adds some)",
        ty_graph_data_node(of->graph, edge->from)->label, to->label, edge->predicate);
    of->refuse(edge->line, reason, of->data);
    return TRUE;
  }
  TyFact fact = {.subject = of->entity[edge->from],
                 .predicate = predicate,
                 .object = to->is_literal ? 0 : of->entity[edge->to],
                 .value = to->is_literal ? to->label : edge_text(of, edge, "value"),
                 .unit = edge_text(of, edge, "unit"),
                 .qualifier = edge_text(of, edge, "qualifier"),
                 .valid_from = edge->since,
                 .valid_to = edge->until,
                 .weight = edge->weight > 0 ? edge->weight : 1};
  ++*of->rows;
  return add_fact(of, edge, &fact, error);
}

/* Attributes that the atlas has no place for are named once. */
static void say_left_out(const Taking *of, const char *file, const TyImportOptions *options) {
  static const char *const taken[] = {"category", "county",   "aliases",  "lat",
                                      "lon",      "datatype", "language", "coordinate_confidence",
                                      NULL};
  g_autoptr(GString) names = g_string_new(NULL);

  for (guint i = 0; i < of->graph->node_columns->len; i++) {
    const char *name = g_array_index(of->graph->node_columns, TyGraphColumn, i).name;
    if (!g_strv_contains(taken, name))
      g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
  }
  if (names->len && options->message) {
    g_autofree char *message = g_strdup_printf(
        "%s: the atlas has no place for the attributes %s of nodes", file, names->str);
    options->message(message, options->message_data);
  }
}

static gboolean take_all(Taking *of, GError **error) {
  g_autoptr(GError) why = NULL;
  g_autofree gboolean *joined = g_new0(gboolean, of->graph->nodes->len + 1);

  for (guint i = 0; i < of->graph->edges->len; i++)
    joined[ty_graph_data_edge(of->graph, i)->from] = joined[ty_graph_data_edge(of->graph, i)->to] =
        TRUE;
  for (guint i = 0; i < of->graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(of->graph, i);
    of->entity[i] = node->is_literal ? 0 : take_node(of, node, &why);
    if (why) {
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
    *of->rows += !joined[i] && of->entity[i];
  }
  for (guint i = 0; i < of->graph->edges->len; i++)
    if (!take_edge(of, ty_graph_data_edge(of->graph, i), error))
      return FALSE;
  return TRUE;
}

gboolean ty_take_graph(TyWorkspace *workspace, const char *path, const char *nodes, gint64 source,
                       const TyImportOptions *options, TyGraphRefuse refuse, gpointer data,
                       gint64 *rows, GError **error) {
  g_autoptr(TyGraphData) graph = ty_corpus_read_graph(path, nodes, NULL, error);
  g_autoptr(GHashTable) counterparts =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  if (!graph)
    return FALSE;
  g_autofree gint64 *entity = g_new0(gint64, graph->nodes->len + 1);
  Taking of = {workspace, graph, source, refuse, data, counterparts, entity, rows};
  if (!ty_atlas_each_kind(workspace->atlas, note_kind, &of, error) ||
      !ty_atlas_each_predicate(workspace->atlas, note_predicate, &of, error))
    return FALSE;
  say_left_out(&of, path, options);
  return take_all(&of, error);
}
