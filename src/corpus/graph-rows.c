/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/graph-rows.h"

#include "base/csv-guard.h"
#include "corpus/graph-xml.h"

#include <string.h>

/* "name:type(space)" in parts; both to be freed. */
static void part(const char *heading, char **name, char **type) {
  const char *colon = strrchr(heading, ':');

  *name = colon ? g_strndup(heading, (gsize) (colon - heading)) : g_strdup(heading);
  *type = g_strdup(colon ? colon + 1 : "string");
  char *space = strchr(*type, '(');
  if (space)
    *space = '\0';
}

static gboolean has_type(const char *const *heading, gsize n, const char *wanted) {
  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = NULL, *type = NULL;
    part(heading[i], &name, &type);
    if (strchr(heading[i], ':') && g_str_equal(type, wanted))
      return TRUE;
  }
  return FALSE;
}

gboolean ty_graph_is_node_heading(const char *const *heading, gsize n) {
  return has_type(heading, n, "ID");
}

gboolean ty_graph_is_edge_heading(const char *const *heading, gsize n) {
  return has_type(heading, n, "START_ID") && has_type(heading, n, "END_ID");
}

static const char *cell_of(const TyGraphRows *rows, const char *cell) {
  return rows->guarded ? ty_csv_unguard(cell) : cell;
}

/* The cell whose heading has that type; "" when there is none. */
static const char *find(const TyGraphRows *rows, gsize n, char *const *heading, char *const *cells,
                        const char *wanted) {
  for (gsize i = 0; i < n; i++) {
    const char *colon = strrchr(heading[i], ':');
    gsize length = strlen(wanted);
    if (colon && strncmp(colon + 1, wanted, length) == 0 &&
        (!colon[1 + length] || colon[1 + length] == '('))
      return cell_of(rows, cells[i]);
  }
  return "";
}

static gboolean is_structure(const char *type) {
  static const char *const types[] = {"ID", "LABEL", "START_ID", "END_ID", "TYPE", "IGNORE", NULL};
  return g_strv_contains(types, type);
}

gboolean ty_graph_take_node_row(TyGraphRows *rows, gsize line, gsize n, char *const *heading,
                                char *const *cells, GError **error) {
  TyGraphData *graph = rows->graph;
  const char *id = find(rows, n, heading, cells, "ID");
  g_autoptr(GError) why = NULL;
  gssize node =
      ty_graph_data_add_read(graph, id, NULL, find(rows, n, heading, cells, "LABEL"), &why);

  if (node < 0)
    return ty_graph_fail(error, rows->file, line, "%s", why->message);
  ty_graph_data_node(graph, (gsize) node)->line = line;
  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = NULL, *type = NULL;
    part(heading[i], &name, &type);
    const char *value = cell_of(rows, cells[i]);
    if (!is_structure(type) && *value &&
        !ty_graph_set_node_member(graph, (gsize) node, name, value))
      ty_graph_data_set_node(graph, (gsize) node,
                             ty_graph_data_node_column(graph, name, ty_graph_xml_type(type)),
                             value);
  }
  return TRUE;
}

gboolean ty_graph_take_edge_row(TyGraphRows *rows, gsize line, gsize n, char *const *heading,
                                char *const *cells, GError **error) {
  TyGraphData *graph = rows->graph;
  const char *from = find(rows, n, heading, cells, "START_ID");
  const char *to = find(rows, n, heading, cells, "END_ID");
  const char *type = find(rows, n, heading, cells, "TYPE");
  gssize start = ty_graph_data_find(graph, from), end = ty_graph_data_find(graph, to);

  if (start < 0 || end < 0)
    return ty_graph_fail(error, rows->file, line,
                         "found an edge with the end \"%.100s\", expected the id of a node",
                         start < 0 ? from : to);
  gsize edge = ty_graph_data_add_edge(graph, (guint32) start, (guint32) end,
                                      g_str_equal(type, TY_NO_PREDICATE) ? NULL : type);
  ty_graph_data_edge(graph, edge)->line = line;
  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = NULL, *of = NULL;
    part(heading[i], &name, &of);
    const char *value = cell_of(rows, cells[i]);
    if (is_structure(of) || !*value)
      continue;
    if (g_str_equal(name, "id")) {
      ty_graph_data_edge(graph, edge)->id = ty_graph_data_text(graph, value);
    } else if (g_str_equal(name, "directed")) {
      graph->directed = !g_str_equal(value, "false");
    } else {
      int known = g_str_equal(name, "label")
                      ? 0
                      : ty_graph_set_edge_member(rows->file, graph, edge, name, value, error);
      if (known < 0)
        return FALSE;
      if (known == 0)
        ty_graph_data_set_edge(
            graph, edge, ty_graph_data_edge_column(graph, name, ty_graph_xml_type(of)), value);
    }
  }
  return TRUE;
}
