/* SPDX-License-Identifier: Apache-2.0 */
/* Turtle and N-Triples, read by serd. */
#include "corpus/rdf.h"

#include <serd/serd.h>
#include <string.h>

/* serd goes a level deeper for each open bracket. */
#define DEEPEST 500

typedef struct {
  const char *file;
  TyTriples *triples;
  SerdEnv *env;
  GError *error; /* the first */
} Reading;

static SerdStatus note_error(void *data, const SerdError *found) {
  Reading *of = data;

  if (!of->error) {
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    g_autofree char *what = g_strdup_vprintf(found->fmt, *found->args);
    G_GNUC_END_IGNORE_DEPRECATIONS
    ty_graph_fail(&of->error, of->file, found->line, "found %s", g_strstrip(what));
  }
  return SERD_SUCCESS;
}

static SerdStatus take_base(void *data, const SerdNode *base) {
  return serd_env_set_base_uri(((Reading *) data)->env, base);
}

static SerdStatus take_prefix(void *data, const SerdNode *name, const SerdNode *iri) {
  return serd_env_set_prefix(((Reading *) data)->env, name, iri);
}

/* A term with its IRI written out; `own` is to be freed. FALSE for an unknown prefix. */
static gboolean term_of(const Reading *of, const SerdNode *node, SerdNode *own, TyTerm *term) {
  *own = SERD_NODE_NULL;
  if (node->type == SERD_CURIE || node->type == SERD_URI) {
    *own = serd_env_expand_node(of->env, node);
    if (!own->buf && node->type == SERD_CURIE)
      return FALSE;
  }
  *term = (TyTerm){node->type == SERD_LITERAL ? TY_TERM_LITERAL
                   : node->type == SERD_BLANK ? TY_TERM_BLANK
                                              : TY_TERM_IRI,
                   (const char *) (own->buf ? own->buf : node->buf), NULL, NULL};
  return TRUE;
}

static SerdStatus take_triple(void *data, SerdStatementFlags flags, const SerdNode *graph,
                              const SerdNode *subject, const SerdNode *predicate,
                              const SerdNode *object, const SerdNode *datatype,
                              const SerdNode *language) {
  Reading *of = data;
  const SerdNode *nodes[] = {subject, predicate, object, datatype};
  SerdNode own[4] = {SERD_NODE_NULL, SERD_NODE_NULL, SERD_NODE_NULL, SERD_NODE_NULL};
  TyTerm terms[4] = {{0}};
  gboolean known = TRUE;
  (void) flags, (void) graph;

  for (gsize i = 0; i < G_N_ELEMENTS(nodes); i++)
    if (nodes[i] && nodes[i]->buf && !term_of(of, nodes[i], &own[i], &terms[i])) {
      known = FALSE;
      if (!of->error)
        ty_graph_fail(&of->error, of->file, 0, "found %.100s, expected a prefix that was declared",
                      (const char *) nodes[i]->buf);
    }
  if (known) {
    terms[2].datatype = terms[3].value;
    terms[2].language = language && language->buf ? (const char *) language->buf : NULL;
    ty_triples_add(of->triples, &terms[0], terms[1].value, &terms[2]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
    serd_node_free(&own[i]);
  return known ? SERD_SUCCESS : SERD_ERR_BAD_CURIE;
}

/* The line where brackets stand deeper than serd is to go; 0 when they do not. Strings and IRIs are
 * passed over; a broken one ends the looking, for serd will say so. */
static gsize too_deep(const char *text) {
  gsize line = 1, depth = 0;

  for (const char *at = text; *at; at++) {
    if (*at == '#') {
      at += strcspn(at, "\n");
      at -= !*at;
    } else if (*at == '"' || *at == '\'') {
      char quote[4] = {*at, *at, *at, 0};
      gboolean is_long = strncmp(at, quote, 3) == 0;
      for (at += is_long ? 3 : 1; *at && (is_long ? strncmp(at, quote, 3) != 0 : *at != *quote);
           at++) {
        line += *at == '\n';
        at += *at == '\\' && at[1];
      }
      if (!*at)
        return 0;
      at += is_long ? 2 : 0;
    } else if (*at == '[' || *at == '(') {
      if (++depth > DEEPEST)
        return line;
    } else if ((*at == ']' || *at == ')') && depth) {
      depth--;
    }
    line += *at == '\n';
  }
  return 0;
}

gboolean ty_graph_read_turtle(const char *file, const char *text, gsize length, TyGraphData *graph,
                              GError **error) {
  g_autoptr(TyTriples) triples = ty_triples_new();
  Reading of = {.file = file, .triples = triples};
  gsize deep = too_deep(text);
  (void) length;

  if (deep)
    return ty_graph_fail(error, file, deep, "found brackets more than %d deep, expected fewer",
                         DEEPEST);
  of.env = serd_env_new(NULL);
  SerdReader *reader =
      serd_reader_new(SERD_TURTLE, &of, NULL, take_base, take_prefix, take_triple, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, note_error, &of);
  SerdStatus status = serd_reader_read_string(reader, (const guint8 *) text);
  serd_reader_free(reader);
  serd_env_free(of.env);
  if (!of.error && status)
    ty_graph_fail(&of.error, file, 0, "found %s, expected Turtle or N-Triples",
                  (const char *) serd_strerror(status));
  if (of.error) {
    g_propagate_error(error, of.error);
    return FALSE;
  }
  return ty_triples_to_graph(triples, file, graph, error);
}
