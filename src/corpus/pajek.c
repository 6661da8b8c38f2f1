/* SPDX-License-Identifier: Apache-2.0 */
/* Pajek's .net: *Vertices, then *Arcs, *Edges, *Arcslist, *Edgeslist or *Matrix. */
#include "base/number.h"
#include "corpus/graph-file.h"

#include <string.h>

/* A file may name more vertices than it has lines for, but not any number of them. */
#define MOST_UNNAMED 1000000

typedef enum { NOTHING, VERTICES, ARCS, EDGES, ARCS_LIST, EDGES_LIST, MATRIX, OTHER } Section;

typedef struct {
  const char *file;
  TyGraphData *graph;
  gsize line;
  Section section;
  char *relation;   /* of "*Arcs :2 "cites"", or NULL */
  gsize n_vertices; /* as *Vertices says */
  gboolean has_vertices;
  gsize row; /* of *Matrix */
  gboolean has_arcs, has_edges;
  GPtrArray *words; /* of the line */
} Reading;

/* A character within quotes: \" and \\, as igraph writes them, and &#34; stand for one. @return the
 * bytes that it takes */
static gsize take_character(GString *word, const char *at, const char *end) {
  char *stop = NULL;
  guint64 number = 0;

  if (end - at > 3 && at[0] == '&' && at[1] == '#' && g_ascii_isdigit(at[2]))
    number = g_ascii_strtoull(at + 2, &stop, 10);
  if (stop && stop < end && *stop == ';' && number > 0 && number < 0x110000 &&
      g_unichar_validate((gunichar) number)) {
    g_string_append_unichar(word, (gunichar) number);
    return (gsize) (stop + 1 - at);
  }
  gboolean escaped = *at == '\\' && at + 1 < end && (at[1] == '"' || at[1] == '\\');
  g_string_append_c(word, at[escaped]);
  return escaped ? 2 : 1;
}

/* Cuts a line into words; those in quotes are unescaped. FALSE when a quote is left open. */
static gboolean cut(Reading *of, const char *line, const char *end, GError **error) {
  g_ptr_array_set_size(of->words, 0);
  while (line < end) {
    g_autoptr(GString) word = g_string_new(NULL);
    if (g_ascii_isspace(*line)) {
      line++;
      continue;
    }
    if (*line != '"') {
      while (line < end && !g_ascii_isspace(*line))
        g_string_append_c(word, *line++);
      g_ptr_array_add(of->words, g_strdup(word->str));
      continue;
    }
    for (line++; line < end && *line != '"';)
      line += take_character(word, line, end);
    if (line == end)
      return ty_graph_fail(error, of->file, of->line, "found a quote without its end");
    line++;
    g_ptr_array_add(of->words, g_strdup(word->str));
  }
  return TRUE;
}

static const char *word(const Reading *of, guint i) { return of->words->pdata[i]; }

/* A vertex by its number; −1 with the error. */
static gint64 number_of(const Reading *of, const char *text, GError **error) {
  char *end;
  guint64 number = g_ascii_strtoull(text, &end, 10);

  if (g_ascii_isdigit(*text) && !*end && number >= 1 && number <= of->n_vertices)
    return (gint64) number;
  ty_graph_fail(error, of->file, of->line,
                "found the vertex \"%.40s\", expected a number from 1 to %zu", text,
                of->n_vertices);
  return -1;
}

/* The node of a vertex, made where the file does not name it; its id is its number. */
static gboolean vertex(Reading *of, const char *text, guint32 *node, GError **error) {
  gint64 number = number_of(of, text, error);
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, number);
  gssize found = ty_graph_data_find(of->graph, id);

  if (number < 0)
    return FALSE;
  if (found < 0)
    found = ty_graph_data_add_node(of->graph, id, NULL, NULL, error);
  *node = (guint32) found;
  return TRUE;
}

/* A section's head: "*Vertices 12", "*Arcs :2 "cites"". */
static gboolean begin_section(Reading *of, gsize length, GError **error) {
  static const struct {
    const char *name;
    Section section;
  } names[] = {{"*vertices", VERTICES},    {"*arcs", ARCS},
               {"*edges", EDGES},          {"*arcslist", ARCS_LIST},
               {"*edgeslist", EDGES_LIST}, {"*matrix", MATRIX},
               {"*network", OTHER},        {"*events", OTHER}};
  const char *called = word(of, 0);
  double n;

  of->section = NOTHING;
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_ascii_strcasecmp(called, names[i].name) == 0)
      of->section = names[i].section;
  g_clear_pointer(&of->relation, g_free);
  if (of->section == NOTHING)
    return ty_graph_fail(error, of->file, of->line,
                         "found %.40s, expected *Vertices, *Arcs, *Edges, *Arcslist, *Edgeslist "
                         "or *Matrix",
                         called);
  if (of->section > VERTICES && of->section != OTHER && !of->has_vertices)
    return ty_graph_fail(error, of->file, of->line, "found %.40s, expected *Vertices first",
                         called);
  of->has_arcs |= of->section == ARCS || of->section == ARCS_LIST || of->section == MATRIX;
  of->has_edges |= of->section == EDGES || of->section == EDGES_LIST;
  if (of->words->len > 2 && *word(of, 1) == ':')
    of->relation = g_strdup(word(of, 2));
  if (of->section != VERTICES)
    return TRUE;
  if (of->has_vertices)
    return ty_graph_fail(error, of->file, of->line, "found *Vertices again, expected one network");
  if (of->words->len < 2 || !ty_number_parse(word(of, 1), &n) || n < 0 ||
      n != (double) (gint64) n || (n > MOST_UNNAMED && n > (double) length))
    return ty_graph_fail(error, of->file, of->line,
                         "found *Vertices %.40s, expected how many there are",
                         of->words->len < 2 ? "" : word(of, 1));
  of->n_vertices = (gsize) n;
  of->has_vertices = TRUE;
  return TRUE;
}

/* 3 "安岳" 0.1 0.5 0.5 ic Red */
static gboolean read_vertex(Reading *of, GError **error) {
  static const char *const axes[] = {"x", "y", "z"};
  gint64 number = number_of(of, word(of, 0), error);
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, number);
  double place;

  if (number < 0)
    return FALSE;
  if (ty_graph_data_find(of->graph, id) >= 0)
    return ty_graph_fail(error, of->file, of->line,
                         "found the vertex %.40s a second time, expected each once", word(of, 0));
  gsize node = (gsize) ty_graph_data_add_node(of->graph, id,
                                              of->words->len > 1 ? word(of, 1) : NULL, NULL, NULL);
  ty_graph_data_node(of->graph, node)->line = of->line;
  for (guint i = 0; i < 3 && i + 2 < of->words->len && ty_number_parse(word(of, i + 2), &place);
       i++)
    ty_graph_data_set_node(of->graph, node,
                           ty_graph_data_node_column(of->graph, axes[i], TY_COLUMN_REAL),
                           word(of, i + 2));
  return TRUE;
}

static gsize add_edge(Reading *of, guint32 from, guint32 to) {
  gsize edge = ty_graph_data_add_edge(of->graph, from, to, of->relation);

  ty_graph_data_edge(of->graph, edge)->line = of->line;
  if (of->has_arcs && (of->section == EDGES || of->section == EDGES_LIST))
    ty_graph_data_set_edge(of->graph, edge,
                           ty_graph_data_edge_column(of->graph, "directed", TY_COLUMN_BOOLEAN),
                           "false");
  return edge;
}

/* 1 2 0.5 l "cites" */
static gboolean read_line(Reading *of, GError **error) {
  guint32 from, to;

  if (of->words->len < 2)
    return ty_graph_fail(error, of->file, of->line, "found one vertex, expected two");
  if (!vertex(of, word(of, 0), &from, error) || !vertex(of, word(of, 1), &to, error))
    return FALSE;
  TyGraphEdge *edge = ty_graph_data_edge(of->graph, add_edge(of, from, to));
  if (of->words->len > 2 &&
      !ty_graph_number(of->file, of->line, "weight", word(of, 2), &edge->weight, error))
    return FALSE;
  for (guint i = 3; i + 1 < of->words->len; i++)
    if (g_str_equal(word(of, i), "l"))
      edge->predicate = ty_graph_data_text(of->graph, word(of, i + 1));
  return TRUE;
}

/* 1 2 3 4: lines from 1 to the others. */
static gboolean read_list(Reading *of, GError **error) {
  guint32 from, to;

  if (!vertex(of, word(of, 0), &from, error))
    return FALSE;
  for (guint i = 1; i < of->words->len; i++) {
    if (!vertex(of, word(of, i), &to, error))
      return FALSE;
    add_edge(of, from, to);
  }
  return TRUE;
}

static gboolean read_row(Reading *of, GError **error) {
  guint32 from, to;
  double weight;

  if (of->row >= of->n_vertices || of->words->len != of->n_vertices)
    return ty_graph_fail(error, of->file, of->line,
                         "found %u numbers in row %zu, expected %zu rows of as many",
                         of->words->len, of->row + 1, of->n_vertices);
  g_autofree char *own = g_strdup_printf("%zu", ++of->row);
  if (!vertex(of, own, &from, error))
    return FALSE;
  for (guint i = 0; i < of->words->len; i++) {
    g_autofree char *other = g_strdup_printf("%u", i + 1);
    if (!ty_graph_number(of->file, of->line, "weight", word(of, i), &weight, error) ||
        !vertex(of, other, &to, error))
      return FALSE;
    if (weight != 0)
      ty_graph_data_edge(of->graph, add_edge(of, from, to))->weight = weight;
  }
  return TRUE;
}

static gboolean take_line(Reading *of, gsize length, GError **error) {
  if (*word(of, 0) == '*')
    return begin_section(of, length, error);
  switch (of->section) {
  case VERTICES:
    return read_vertex(of, error);
  case ARCS:
  case EDGES:
    return read_line(of, error);
  case ARCS_LIST:
  case EDGES_LIST:
    return read_list(of, error);
  case MATRIX:
    return read_row(of, error);
  case OTHER:
    return TRUE;
  default:
    return ty_graph_fail(error, of->file, of->line, "found \"%.40s\", expected *Vertices",
                         word(of, 0));
  }
}

static gboolean read_lines(Reading *of, const char *text, gsize length, GError **error) {
  const char *end = text + length;

  for (const char *at = text; at < end;) {
    const char *stop = memchr(at, '\n', (gsize) (end - at));
    const char *next = stop ? stop + 1 : end;
    of->line++;
    if (*at != '%') {
      if (!cut(of, at, stop ? stop : end, error))
        return FALSE;
      if (of->words->len > 0 && !take_line(of, length, error))
        return FALSE;
    }
    at = next;
  }
  return of->has_vertices ||
         ty_graph_fail(error, of->file, 0, "found no *Vertices, expected a network");
}

gboolean ty_graph_read_pajek(const char *file, const char *text, gsize length, TyGraphData *graph,
                             GError **error) {
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  Reading of = {.file = file, .graph = graph, .words = words};
  gboolean done = read_lines(&of, text, length, error);

  /* Vertices that nothing names are there all the same. */
  for (gsize i = 1; done && i <= of.n_vertices; i++) {
    g_autofree char *id = g_strdup_printf("%zu", i);
    if (ty_graph_data_find(graph, id) < 0)
      done = ty_graph_data_add_node(graph, id, NULL, NULL, error) >= 0;
  }
  graph->directed = of.has_arcs || !of.has_edges;
  g_free(of.relation);
  return done;
}
