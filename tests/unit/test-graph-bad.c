/* SPDX-License-Identifier: Apache-2.0 */
/* Files of graphs that are broken, hostile or just large. */
#include "support.h"

#include <math.h>
#include <tuyou/corpus.h>
#include <tuyou/export.h>

static TyGraphData *read_text(const char *text, GError **error) {
  g_autofree char *path = test_file("bad", text);
  return ty_corpus_read_graph(path, NULL, NULL, error);
}

static void refuse(const char *text, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyGraphData) graph = read_text(text, &error);

  g_assert_null(graph);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_test_message("%s", error->message);
  if (!strstr(error->message, part))
    g_error("%s: expected %s", error->message, part);
}

#define GRAPHML "<graphml><graph edgedefault='directed'>"

static void test_says_where(void) {
  refuse("nothing of the kind", "found no graph, expected CSV triples");
  refuse(GRAPHML "\n<node id='a'/>\n<node id='a'/></graph></graphml>",
         "bad:3: found the id a a second");
  refuse(GRAPHML "<node id='a'/>\n\n<edge source='a' target='b'/></graph></graphml>",
         "bad:3: found an edge with the end \"b\"");
  refuse(GRAPHML "\n<node id='a'></graph></graphml>", "expected well-formed XML");
  refuse(GRAPHML "\n<node/></graph></graphml>", "bad:2: found <node> without id");
  refuse(GRAPHML "<node id='a'><data key='k'>x</data></node></graph></graphml>",
         "found data for the key k, expected one of the keys");
  refuse(GRAPHML "<hyperedge/></graph></graphml>", "many ends");
  refuse("<gexf><graph><nodes>\n<node id='a'/><node id='a'/></nodes></graph></gexf>",
         "bad:2: found the id a");
  refuse(
      "<gexf><graph><nodes><node id='a'/></nodes><edges>\n<edge source='a' target='a' weight='x'/>"
      "</edges></graph></gexf>",
      "bad:2: found the weight \"x\", expected a number");
  refuse("<gexf><graph><nodes><node id='a'><attvalues>\n<attvalue for='9' value='1'/>"
         "</attvalues></node></nodes></graph></gexf>",
         "bad:2: found a value of the attribute \"9\"");
  refuse("@prefix e: <http://e/> .\ne:a e:b .\n", "bad:2: found");
  refuse("@prefix e: <http://e/> .\nf:a e:b e:c .\n", "prefix");
  refuse("*Vertices 2\n1 \"a\"\n1 \"b\"\n", "bad:3: found the vertex 1 a second time");
  refuse("*Vertices 2\n*Arcs\n1 3\n",
         "bad:3: found the vertex \"3\", expected a number from 1 to 2");
  refuse("*Vertices 2\n*Arcs\n1 2 heavy\n", "bad:3: found the weight \"heavy\"");
  refuse("*Vertices 2\n1 \"a\n", "bad:2: found a quote without its end");
  refuse("*Vertices 99999999999\n", "bad:1: found *Vertices 99999999999");
  refuse("*Arcs\n1 2\n", "bad:1: found *Arcs, expected *Vertices first");
  refuse("id\tlabel\tx\n1\ta\n", "bad:2: found 2 columns, expected 3");
  refuse("id\tlabel\n1\ta\n1\tb\n", "bad:3: found the id 1 a second time");
  refuse("{\"network\": {\"items\": [{\"id\": 1}],\n\"links\": [{\"source_id\": 1, \"target_id\": "
         "2}]}}",
         "link 1: found the end \"2\"");
  refuse("{\"network\": {\"items\": [\n{]", "bad:2:");
  refuse("id:ID,name\na,b,c\n", "bad:2: found 3");
  refuse("id:ID\na\na\n", "bad:3: found the id a a second time");
  refuse(":START_ID,:END_ID\na,b\n", "found edges alone, expected the file of their nodes");
  refuse("subject,predicate,object,confidence\na,near,b,sure\n",
         "bad:2: found the confidence \"sure\"");
  refuse("{\"@context\": \"http://example.org/context\", \"@id\": \"a\"}",
         "context to be fetched from");
  refuse("{\"@context\": {}, \"@id\": \"a:a\", \"near\": 1}", "found the member near");
}

static void test_refuses_what_grows(void) {
  g_autoptr(GString) deep = g_string_new(GRAPHML);
  g_autoptr(GString) turtle = g_string_new("<a:a> <a:b> ");
  g_autoptr(GString) json = g_string_new("{\"@graph\": [");

  refuse("<?xml version='1.0'?>\n<!DOCTYPE graphml [<!ENTITY a 'ha'><!ENTITY b "
         "'&a;&a;&a;'>]>\n" GRAPHML "<node id='&b;'/></graph></graphml>",
         "bad:2: found a document type");
  refuse("<!-- a -->\n<!DOCTYPE gexf SYSTEM 'file:///etc/passwd'><gexf/>",
         "bad:2: found a document type");
  for (int i = 0; i < 100000; i++)
    g_string_append(deep, "<a>");
  refuse(deep->str, "expected well-formed XML");
  for (int i = 0; i < 100000; i++)
    g_string_append(turtle, "[ <a:c> ");
  refuse(turtle->str, "found brackets more than 500 deep");
  for (int i = 0; i < 1000; i++)
    g_string_append(json, "{\"http://a/b\": ");
  g_string_append(json, "1");
  for (int i = 0; i < 1000; i++)
    g_string_append(json, "}");
  g_string_append(json, "]}");
  refuse(json->str, "deep, expected fewer");
}

/* A node with a million edges is nothing special. */
static void test_reads_a_hub(void) {
  const guint n = g_test_slow() ? 1000000 : 100000;
  static const TyGraphFormat formats[] = {TY_GRAPH_GRAPHML, TY_GRAPH_TURTLE, TY_GRAPH_PAJEK};
  g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);

  for (guint i = 0; i <= n; i++) {
    g_autofree char *id = g_strdup_printf("n%u", i);
    ty_graph_data_add_node(graph, id, NULL, NULL, NULL);
  }
  for (guint i = 1; i <= n; i++)
    ty_graph_data_add_edge(graph, 0, i, "near");
  for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GHashTable) files = ty_export_graph(graph, formats[f], &error);
    gsize length;
    const char *bytes = g_bytes_get_data(g_hash_table_lookup(files, ""), &length);
    g_autofree char *path = test_path("hub");
    g_assert_true(g_file_set_contents(path, bytes, (gssize) length, NULL));
    g_autoptr(TyGraphData) again = ty_corpus_read_graph(path, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->nodes->len, ==, n + 1);
    g_assert_cmpuint(again->edges->len, ==, n);
  }
}

/* What other programs write, not only our own. */
static void test_reads_foreign_files(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyGraphData) turtle =
      read_text("@prefix s: <https://schema.org/> .\n@prefix rdfs: "
                "<http://www.w3.org/2000/01/rdf-schema#> .\n"
                "<http://e/a> a s:Place ; rdfs:label \"甲\"@zh ; s:name \"A\"@en ; s:near "
                "<http://e/b> , <http://e/c> .\n",
                &error);
  g_assert_no_error(error);
  g_assert_cmpuint(turtle->nodes->len, ==, 4);
  g_assert_cmpuint(turtle->edges->len, ==, 3);
  const TyGraphNode *place = ty_graph_data_node(turtle, 0);
  g_assert_cmpstr(place->id, ==, "http://e/a");
  g_assert_cmpstr(place->label, ==, "甲");
  g_assert_cmpstr(place->kind, ==, "https://schema.org/Place");
  g_autoptr(TyGraphData) pajek = read_text("% made by hand\r\n*Vertices 3\r\n1 \"a\" ic Red\r\n3 "
                                           "\"c\" 0.5 0.25\r\n*Edgeslist\r\n1 2 3\r\n",
                                           &error);
  g_assert_no_error(error);
  g_assert_cmpuint(pajek->nodes->len, ==, 3);
  g_assert_cmpuint(pajek->edges->len, ==, 2);
  g_assert_false(pajek->directed);
  g_autoptr(TyGraphData) gexf = read_text(
      "<gexf xmlns='http://www.gexf.net/1.2draft'><graph><attributes class='edge'>"
      "<attribute id='w' title='sure' type='float'><default>0.5</default></attribute></attributes>"
      "<nodes><node id='0' label='x'/><node id='1'/></nodes><edges><edge id='e' source='0' "
      "target='1' "
      "type='directed'/></edges></graph></gexf>",
      &error);
  g_assert_no_error(error);
  g_assert_cmpuint(gexf->edges->len, ==, 1);
  g_assert_cmpstr(ty_graph_value(ty_graph_data_edge(gexf, 0)->values, 1), ==, "0.5");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/graph-bad/says-where", test_says_where);
  g_test_add_func("/graph-bad/refuses-what-grows", test_refuses_what_grows);
  g_test_add_func("/graph-bad/hub", test_reads_a_hub);
  g_test_add_func("/graph-bad/foreign", test_reads_foreign_files);
  return g_test_run();
}
