/* SPDX-License-Identifier: Apache-2.0 */
/* Turtle and N-Triples, written by serd. */
#include "export/rdf.h"

#include <serd/serd.h>

static size_t append(const void *bytes, size_t length, void *stream) {
  g_string_append_len(stream, bytes, (gssize) length);
  return length;
}

static SerdNode node_of(const TyTerm *term) {
  static const SerdType types[] = {SERD_URI, SERD_BLANK, SERD_LITERAL};
  return serd_node_from_string(types[term->type], (const guint8 *) term->value);
}

static gboolean write_triple(const TyTerm *subject, const char *predicate, const TyTerm *object,
                             gpointer data, GError **error) {
  SerdNode s = node_of(subject), o = node_of(object);
  SerdNode p = serd_node_from_string(SERD_URI, (const guint8 *) predicate);
  SerdNode datatype = serd_node_from_string(SERD_URI, (const guint8 *) object->datatype);
  SerdNode language = serd_node_from_string(SERD_LITERAL, (const guint8 *) object->language);
  SerdStatus status =
      serd_writer_write_statement(data, 0, NULL, &s, &p, &o, object->datatype ? &datatype : NULL,
                                  object->language ? &language : NULL);

  if (status)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%.100s %.100s: cannot be written: %s",
                subject->value, predicate, (const char *) serd_strerror(status));
  return !status;
}

gboolean ty_write_turtle(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                         GError **error) {
  gboolean turtle = format == TY_GRAPH_TURTLE;
  SerdEnv *env = serd_env_new(NULL);
  SerdWriter *writer =
      serd_writer_new(turtle ? SERD_TURTLE : SERD_NTRIPLES,
                      turtle ? SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED : (SerdStyle) 0, env,
                      NULL, append, files[0]);

  for (gsize i = 0; turtle && i < TY_N_RDF_PREFIXES; i++) {
    SerdNode name = serd_node_from_string(SERD_LITERAL, (const guint8 *) ty_rdf_prefixes[i].name);
    SerdNode iri = serd_node_from_string(SERD_URI, (const guint8 *) ty_rdf_prefixes[i].iri);
    serd_env_set_prefix(env, &name, &iri);
    serd_writer_set_prefix(writer, &name, &iri);
  }
  gboolean done = ty_graph_triples(graph, write_triple, writer, error);
  serd_writer_finish(writer);
  serd_writer_free(writer);
  serd_env_free(env);
  return done;
}
