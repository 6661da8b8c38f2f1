/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/xml-rows.h"

#include "corpus/html-text.h"
#include <limits.h>
#include <string.h>

#define MAX_CANDIDATES 64
#define MAX_COLUMNS 256

/* Elements of one name at one place, which may be rows. */
typedef struct {
  char *wrapper, *name;
  gsize n, n_first; /* how often; columns of the first */
  gboolean has_text;
  GPtrArray *columns;
} Candidate;

void ty_xml_rows_clear(TyXmlRows *rows) {
  g_clear_pointer(&rows->wrapper, g_free);
  g_clear_pointer(&rows->name, g_free);
  g_clear_pointer(&rows->first, g_strfreev);
  g_clear_pointer(&rows->all, g_strfreev);
}

const char *ty_xml_root(const char *text, gsize length, gboolean *is_typed) {
  const char *p = text, *end = text + length;

  *is_typed = FALSE;
  for (;;) {
    while (p < end && g_ascii_isspace(*p))
      p++;
    gsize left = (gsize) (end - p);
    if (left < 2 || *p != '<')
      return NULL;
    const char *close = left > 3 && memcmp(p, "<!--", 4) == 0 ? "-->" : p[1] == '?' ? "?>" : NULL;
    if (!close) {
      *is_typed = p[1] == '!';
      return *is_typed ? NULL : p;
    }
    p = g_strstr_len(p, (gssize) left, close);
    if (!p)
      return NULL;
    p += strlen(close);
  }
}

const char *ty_xml_name(xmlTextReaderPtr reader) {
  const char *name = (const char *) xmlTextReaderConstLocalName(reader);
  const char *colon = name ? strchr(name, ':') : NULL; /* of a prefix that nothing declares */

  return !name ? "" : colon && colon[1] ? colon + 1 : name;
}

char *ty_xml_column(xmlTextReaderPtr reader) {
  const char *name = ty_xml_name(reader);
  gboolean is_named = g_str_equal(name, "field") || g_str_equal(name, "column");
  xmlChar *own = is_named ? xmlTextReaderGetAttribute(reader, BAD_CAST "name") : NULL;
  char *column = g_strdup(own && *own ? (const char *) own : name);

  ty_html_free_text(own);
  return column;
}

static void candidate_free(gpointer data) {
  Candidate *candidate = data;

  g_free(candidate->wrapper);
  g_free(candidate->name);
  g_ptr_array_unref(candidate->columns);
  g_free(candidate);
}

static Candidate *find_candidate(GPtrArray *candidates, const char *wrapper, const char *name) {
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = candidates->pdata[i];
    if (g_strcmp0(candidate->wrapper, wrapper) == 0 && g_strcmp0(candidate->name, name) == 0)
      return candidate;
  }
  if (candidates->len == MAX_CANDIDATES)
    return NULL;
  Candidate *candidate = g_new0(Candidate, 1);
  candidate->wrapper = g_strdup(wrapper);
  candidate->name = g_strdup(name);
  candidate->columns = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(candidates, candidate);
  return candidate;
}

static void add_column(Candidate *candidate, const TyColumns *columns, char *name) {
  TyField field;
  guint rank;

  if (candidate->columns->len == MAX_COLUMNS ||
      g_ptr_array_find_with_equal_func(candidate->columns, name, g_str_equal, NULL)) {
    g_free(name);
    return;
  }
  candidate->has_text |= ty_columns_find(columns, name, &field, &rank) && field == TY_FIELD_TEXT;
  g_ptr_array_add(candidate->columns, name);
  if (candidate->n == 1)
    candidate->n_first = candidate->columns->len;
}

static void add_attributes(Candidate *candidate, const TyColumns *columns,
                           xmlTextReaderPtr reader) {
  while (xmlTextReaderMoveToNextAttribute(reader) == 1)
    if (!xmlTextReaderIsNamespaceDecl(reader))
      add_column(candidate, columns, g_strdup(ty_xml_name(reader)));
  (void) xmlTextReaderMoveToElement(reader);
}

/* An element that has nothing in it yet counts as a row only when something comes. */
typedef struct {
  const TyColumns *columns;
  GPtrArray *candidates;
  char *under[3];      /* names of the open elements under the root, by depth */
  gboolean counted[3]; /* whether the one at that depth was counted */
} Look;

/* The open element at `depth`, counted as a row. */
static Candidate *counted(Look *look, int depth) {
  Candidate *candidate =
      find_candidate(look->candidates, depth == 2 ? look->under[1] : NULL, look->under[depth]);

  if (candidate && !look->counted[depth])
    candidate->n++;
  look->counted[depth] = TRUE;
  return candidate;
}

static void look_at(Look *look, xmlTextReaderPtr reader) {
  int depth = xmlTextReaderDepth(reader);

  if (depth == 2 || depth == 3) {
    Candidate *outer = counted(look, depth - 1);
    if (outer)
      add_column(outer, look->columns, ty_xml_column(reader));
  }
  if (depth != 1 && depth != 2)
    return;
  g_free(look->under[depth]);
  look->under[depth] = g_strdup(ty_xml_name(reader));
  look->counted[depth] = FALSE;
  if (xmlTextReaderHasAttributes(reader) != 1)
    return;
  Candidate *own = counted(look, depth);
  if (own)
    add_attributes(own, look->columns, reader);
}

static void pass_fault(void *data, xmlErrorPtr fault) { (void) data, (void) fault; }

static guint worth(const Candidate *candidate) {
  return !candidate->has_text ? 0 : (candidate->n > 1 ? 4U : 2U) + !candidate->wrapper;
}

static gboolean is_better(const Candidate *a, const Candidate *b) {
  if (worth(a) != worth(b))
    return worth(a) > worth(b);
  return a->n != b->n ? a->n > b->n : !a->wrapper && b->wrapper;
}

static char **names_of(const Candidate *candidate, gsize n) {
  char **names = g_new0(char *, n + 1);

  for (gsize i = 0; i < n; i++)
    names[i] = g_strdup(candidate->columns->pdata[i]);
  return names;
}

gboolean ty_xml_rows_find(const char *text, gsize length, const TyColumns *columns,
                          TyXmlRows *rows) {
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(candidate_free);
  Look look = {.columns = columns, .candidates = candidates};
  xmlTextReaderPtr reader =
      xmlReaderForMemory(text, (int) MIN(length, INT_MAX), NULL, "UTF-8",
                         XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA);
  const Candidate *best = NULL;

  if (!reader)
    return FALSE;
  xmlTextReaderSetStructuredErrorHandler(reader, pass_fault, NULL);
  while (xmlTextReaderRead(reader) == 1 &&
         xmlTextReaderNodeType(reader) != XML_READER_TYPE_DOCUMENT_TYPE)
    if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
      look_at(&look, reader);
  xmlFreeTextReader(reader);
  for (gsize i = 0; i < G_N_ELEMENTS(look.under); i++)
    g_free(look.under[i]);
  for (guint i = 0; i < candidates->len; i++)
    if (!best || is_better(candidates->pdata[i], best))
      best = candidates->pdata[i];
  if (!best)
    return FALSE;
  rows->wrapper = g_strdup(best->wrapper);
  rows->name = g_strdup(best->name);
  rows->first = names_of(best, best->n_first);
  rows->all = names_of(best, best->columns->len);
  return TRUE;
}
