/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"
#include "unit/graph-sample.h"

#include <igraph.h>
#include <tuyou/corpus.h>
#include <tuyou/export.h>

/* Writes the files of a graph into the folder. @return the path of the last, to be freed */
static char *save(const TyGraphData *graph, TyGraphFormat format, char **nodes) {
  g_autoptr(GError) error = NULL;
  const TyGraphFormatInfo *info = ty_graph_format(format);
  g_auto(GStrv) names = g_strsplit(info->files ? info->files : "", ",", 2);
  g_autoptr(GHashTable) files = ty_export_graph(graph, format, &error);
  char *path = NULL;

  g_assert_no_error(error);
  g_assert_cmpuint(g_hash_table_size(files), ==, info->files ? 2 : 1);
  *nodes = NULL;
  for (gsize i = 0; i < (info->files ? 2 : 1); i++) {
    gsize length;
    GBytes *bytes = g_hash_table_lookup(files, info->files ? names[i] : "");
    const char *text = g_bytes_get_data(bytes, &length);
    g_autofree char *name = g_strdup_printf("graph-%zu.%s", i, info->name);
    if (i == 1)
      *nodes = path;
    path = test_path(name);
    g_file_set_contents(path, text ? text : "", (gssize) length, &error);
    g_assert_no_error(error);
  }
  return path;
}

static void test_round_trips(gconstpointer data) {
  const TyGraphFormatInfo *info = data;
  g_autoptr(GRand) random = g_rand_new_with_seed(info->format + 1);

  for (int round = 0; round < 120; round++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *nodes = NULL;
    g_autoptr(TyGraphData) graph = sample_graph(random, info->holds);
    TyGraphFormat format;

    /* Where edges are the last lines, none at all cannot be told from a cut file. */
    if (info->format == TY_GRAPH_VOSVIEWER && graph->edges->len == 0)
      continue;
    g_autofree char *left_out = ty_graph_left_out(graph, info->format);
    g_assert_cmpstr(left_out, ==, NULL);
    g_autoptr(GHashTable) files = ty_export_graph(graph, info->format, &error);
    if (!files) { /* refused, and said why */
      g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
      g_assert_nonnull(strstr(error->message, "expected"));
      g_test_message("%s", error->message);
      g_assert_true(g_str_equal(info->name, "vosviewer") || strstr(error->message, "value"));
      continue;
    }
    g_autofree char *path = save(graph, info->format, &nodes);
    g_autoptr(TyGraphData) again = ty_corpus_read_graph(path, nodes, &format, &error);
    g_assert_no_error(error);
    g_autofree char *before = dump_graph(graph, (info->holds & TY_HOLDS_NODE_ID) != 0);
    g_autofree char *after = dump_graph(again, (info->holds & TY_HOLDS_NODE_ID) != 0);
    g_assert_cmpstr(before, ==, after);
    if (graph->edges->len > 0 && info->format != TY_GRAPH_GEXF_1_2)
      g_assert_true(format == info->format ||
                    (format == TY_GRAPH_TURTLE && info->format == TY_GRAPH_NTRIPLES) ||
                    (format == TY_GRAPH_NTRIPLES && info->format == TY_GRAPH_TURTLE));
    g_autoptr(GHashTable) twice = ty_export_graph(graph, info->format, NULL);
    g_autofree char *first = g_strdup(info->files ? info->files : "");
    *strchrnul(first, ',') = '\0';
    g_assert_true(
        g_bytes_equal(g_hash_table_lookup(files, first), g_hash_table_lookup(twice, first)));
  }
}

static void test_nothing_is_lost_in_silence(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);

  ty_graph_data_add_node(graph, "a", "bell\x07", "site", NULL);
  ty_graph_data_add_node(graph, "b", "two\nlines", NULL, NULL);
  ty_graph_data_add_edge(graph, 0, 1, "near");
  ty_graph_data_add_edge(graph, 1, 0, "near");
  g_autofree char *pajek = ty_graph_left_out(graph, TY_GRAPH_PAJEK);
  g_assert_cmpstr(pajek, ==, "ids of nodes, kinds");
  g_autofree char *links = ty_graph_left_out(graph, TY_GRAPH_VOSVIEWER_JSON);
  g_assert_cmpstr(links, ==, "kinds, predicates, parallel edges (added up), directions");
  g_autoptr(GHashTable) files = ty_export_graph(graph, TY_GRAPH_GRAPHML, &error);
  g_assert_null(files);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "node 1: found the character U+0007"));
  g_clear_error(&error);
  g_assert_null(ty_export_graph(graph, TY_GRAPH_VOSVIEWER, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

static TyGraphData *small_graph(void) {
  TyGraphData *graph = ty_graph_data_new(TRUE);

  ty_graph_data_add_node(graph, "圆觉洞", "圆觉洞 〈石窟〉 <&>", "site", NULL);
  ty_graph_data_add_node(graph, "安岳县", NULL, "place", NULL);
  ty_graph_data_add_node(graph, "=cmd()", NULL, "site", NULL);
  ty_graph_data_set_number(graph, 0, ty_graph_data_node_column(graph, "lat", TY_COLUMN_REAL),
                           30.25);
  ty_graph_data_set_number(graph, 0, ty_graph_data_node_column(graph, "lon", TY_COLUMN_REAL),
                           105.5);
  gsize edge = ty_graph_data_add_edge(graph, 0, 1, "located_in");
  ty_graph_data_edge(graph, edge)->since = ty_graph_data_text(graph, "1956");
  ty_graph_data_edge(graph, edge)->weight = 2.5;
  ty_graph_data_add_edge(graph, 2, 1, "located_in");
  return graph;
}

/* The same files as other programs see them. */
static void test_igraph_opens(void) {
  g_autoptr(TyGraphData) graph = small_graph();
  static const TyGraphFormat formats[] = {TY_GRAPH_GRAPHML, TY_GRAPH_PAJEK};

  igraph_set_attribute_table(&igraph_cattribute_table);
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_autofree char *nodes = NULL, *path = save(graph, formats[i], &nodes);
    gboolean graphml = formats[i] == TY_GRAPH_GRAPHML;
    FILE *file = fopen(path, "r");
    igraph_t read;
    g_assert_nonnull(file);
    g_assert_cmpint(graphml ? igraph_read_graph_graphml(&read, file, 0)
                            : igraph_read_graph_pajek(&read, file),
                    ==, IGRAPH_SUCCESS);
    fclose(file);
    g_assert_cmpint(igraph_vcount(&read), ==, 3);
    g_assert_cmpint(igraph_ecount(&read), ==, 2);
    g_assert_true(igraph_is_directed(&read));
    g_assert_cmpfloat(igraph_cattribute_EAN(&read, "weight", 0), ==, 2.5);
    g_assert_cmpstr(igraph_cattribute_VAS(&read, graphml ? "label" : "id", 0), ==,
                    "圆觉洞 〈石窟〉 <&>");
    if (graphml) {
      g_assert_cmpstr(igraph_cattribute_EAS(&read, "predicate", 0), ==, "located_in");
      g_assert_cmpfloat(igraph_cattribute_VAN(&read, "lat", 0), ==, 30.25);
    }
    igraph_destroy(&read);
  }
}

/* @return FALSE when the test is to be skipped, and says so */
static gboolean run_program(const char *probe, char **argv, char **out) {
  g_autoptr(GError) error = NULL;
  g_autofree char *told = NULL, *found = g_find_program_in_path(argv[0]);
  int status = 0;

  if (!found || (probe && system(probe) != 0)) {
    g_test_skip(argv[0]);
    return FALSE;
  }
  g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, out, &told, &status, &error);
  g_assert_no_error(error);
  if (status != 0)
    g_test_message("%s: %s", argv[0], told);
  g_assert_cmpint(status, ==, 0);
  return TRUE;
}

static void test_networkx_opens(gconstpointer data) {
  TyGraphFormat format = (TyGraphFormat) GPOINTER_TO_INT(data);
  static const char read[] =
      "import sys, networkx as nx, networkx.readwrite.gexf as g\n"
      /* Older ones do not know the namespace of 1.3, which else is read like 1.2. */
      "if '1.3' not in g.GEXF.versions:\n"
      "  g.GEXF.versions['1.3'] = {k: v.replace('www.gexf.net/1.2draft', 'gexf.net/1.3')"
      " for k, v in g.GEXF.versions['1.2draft'].items()}\n"
      "f, p = sys.argv[1:]\n"
      "G = nx.read_graphml(p) if f == 'graphml' else nx.read_pajek(p) if f == 'pajek'"
      " else nx.read_gexf(p, version='1.3' if f == 'gexf' else '1.2draft')\n"
      "print(len(G), G.number_of_edges(), G.is_directed(), sorted(float(d.get('weight', 1))"
      " for _, _, d in G.edges(data=True)))\n"
      "print(sorted(d.get('label', n) for n, d in G.nodes(data=True)))\n";
  g_autoptr(TyGraphData) graph = small_graph();
  g_autofree char *nodes = NULL, *path = save(graph, format, &nodes), *out = NULL;
  char *argv[] = {
      "/usr/bin/python3", "-c", (char *) read, (char *) ty_graph_format(format)->name, path, NULL};

  if (run_program("/usr/bin/python3 -c 'import networkx' 2>/dev/null", argv, &out))
    g_assert_cmpstr(out, ==, "3 2 True [1.0, 2.5]\n['=cmd()', '圆觉洞 〈石窟〉 <&>', '安岳县']\n");
}

static void test_serdi_opens(void) {
  g_autoptr(TyGraphData) graph = small_graph();
  g_autofree char *nodes = NULL, *path = save(graph, TY_GRAPH_TURTLE, &nodes), *out = NULL;
  char *argv[] = {"serdi", "-i", "turtle", "-o", "turtle", path, NULL};

  if (!run_program(NULL, argv, &out))
    return;
  g_assert_nonnull(strstr(out, "\"POINT(105.5 30.25)\"^^geo:wktLiteral"));
  g_assert_nonnull(strstr(out, "tuyou:located_in"));
}

static void test_jsonld_parses(void) {
  g_autoptr(TyGraphData) graph = small_graph();
  g_autoptr(GHashTable) files = ty_export_graph(graph, TY_GRAPH_JSONLD, NULL);
  gsize length;
  const char *text = g_bytes_get_data(g_hash_table_lookup(files, ""), &length);
  json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);

  g_assert_nonnull(root);
  g_assert_cmpstr(json_string_value(json_object_get(json_object_get(root, "@context"), "schema")),
                  ==, "https://schema.org/");
  json_decref(root);
}

/* A spreadsheet shows the formula's text and runs nothing. */
static void test_libreoffice_opens(void) {
  g_autoptr(TyGraphData) graph = small_graph();
  g_autofree char *nodes = NULL, *path = save(graph, TY_GRAPH_XLSX, &nodes), *out = NULL;
  g_autofree char *csv = test_path("graph-0.csv"), *text = NULL;
  g_autofree char *home = g_strconcat("-env:UserInstallation=file://", test_folder(), "/lo", NULL);
  char *argv[] = {"soffice", home,       "--headless",           "--convert-to",
                  "csv",     "--outdir", (char *) test_folder(), path,
                  NULL};

  if (!run_program(NULL, argv, &out))
    return;
  g_assert_true(g_file_get_contents(csv, &text, NULL, NULL));
  g_assert_nonnull(strstr(text, "\n=cmd(),"));
  g_assert_nonnull(strstr(text, "30.25,105.5"));
}

static void test_no_formula_in_csv(void) {
  static const TyGraphFormat formats[] = {TY_GRAPH_TRIPLES, TY_GRAPH_NEO4J};

  for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
    g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);
    for (gsize i = 0; i < G_N_ELEMENTS(awkward); i++)
      if (*awkward[i] != '"')
        ty_graph_data_add_node(graph, awkward[i], NULL, NULL, NULL);
    ty_graph_data_edge(graph, ty_graph_data_add_edge(graph, 0, 1, "=1+1"))->weight = 3;
    g_autoptr(GHashTable) files = ty_export_graph(graph, formats[f], NULL);
    GHashTableIter iterator;
    gpointer bytes;
    g_hash_table_iter_init(&iterator, files);
    while (g_hash_table_iter_next(&iterator, NULL, &bytes)) {
      gsize length;
      const char *text = g_bytes_get_data(bytes, &length);
      gboolean quoted = FALSE, start = TRUE;
      for (gsize i = 0; i < length; i++) {
        if (start && text[i] != '"')
          g_assert_null(strchr("=+-@\t", text[i]));
        start = start && text[i] == '"' && !quoted;
        quoted ^= text[i] == '"';
        if (!quoted && (text[i] == ',' || text[i] == '\n'))
          start = TRUE;
      }
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (int f = 0; f < TY_N_GRAPH_FORMATS; f++) {
    const TyGraphFormatInfo *info = ty_graph_format((TyGraphFormat) f);
    g_autofree char *name = g_strconcat("/graph-files/round-trip/", info->name, NULL);
    g_test_add_data_func(name, info, test_round_trips);
  }
  g_test_add_func("/graph-files/nothing-lost-in-silence", test_nothing_is_lost_in_silence);
  g_test_add_func("/graph-files/igraph", test_igraph_opens);
  static const TyGraphFormat read[] = {TY_GRAPH_GRAPHML, TY_GRAPH_GEXF, TY_GRAPH_GEXF_1_2,
                                       TY_GRAPH_PAJEK};
  for (gsize i = 0; i < G_N_ELEMENTS(read); i++) {
    g_autofree char *name =
        g_strconcat("/graph-files/networkx/", ty_graph_format(read[i])->name, NULL);
    g_test_add_data_func(name, GINT_TO_POINTER(read[i]), test_networkx_opens);
  }
  g_test_add_func("/graph-files/serdi", test_serdi_opens);
  g_test_add_func("/graph-files/json-ld", test_jsonld_parses);
  g_test_add_func("/graph-files/libreoffice", test_libreoffice_opens);
  g_test_add_func("/graph-files/no-formula-in-csv", test_no_formula_in_csv);
  return g_test_run();
}
