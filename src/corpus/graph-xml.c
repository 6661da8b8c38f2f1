/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/graph-xml.h"

#include "corpus/html-text.h"

#include <limits.h>
#include <string.h>

/* Of libxml2's many complaints the first tells most. */
static void note_fault(void *data, xmlErrorPtr fault) {
  TyGraphXml *xml = data;

  if (xml->fault || !fault || fault->level < XML_ERR_ERROR)
    return;
  xml->fault = g_strstrip(g_utf8_make_valid(fault->message ? fault->message : "not XML", -1));
  xml->fault_line = (gsize) MAX(fault->line, 0);
}

/* The line of a document type before the root; 0 when there is none. */
static gsize document_type(const char *text) {
  const char *at = text;
  gsize line = 1;

  while (*at) {
    gboolean comment = g_str_has_prefix(at, "<!--"), other = g_str_has_prefix(at, "<?");
    const char *end = comment ? strstr(at + 4, "-->") : other ? strstr(at + 2, "?>") : at + 1;
    if (!comment && !other && *at == '<')
      return at[1] == '!' ? line : 0;
    if (!end)
      return 0;
    for (; at < end; at++)
      line += *at == '\n';
  }
  return 0;
}

gboolean ty_graph_xml_open(TyGraphXml *xml, const char *file, const char *text, gsize length,
                           GError **error) {
  gsize type = document_type(text);

  *xml = (TyGraphXml){.file = file};
  if (type)
    return ty_graph_fail(error, file, type,
                         "found a document type, expected none: it may hold entities that grow "
                         "without end");
  if (length > INT_MAX)
    return ty_graph_fail(error, file, 0, "found more than 2 GiB, expected less");
  xml->reader = xmlReaderForMemory(text, (int) length, file, "UTF-8",
                                   XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
  if (!xml->reader)
    return ty_graph_fail(error, file, 0, "cannot be read as XML");
  xmlTextReaderSetStructuredErrorHandler(xml->reader, note_fault, xml);
  return TRUE;
}

void ty_graph_xml_close(TyGraphXml *xml) {
  if (xml->reader)
    xmlFreeTextReader(xml->reader);
  g_free(xml->fault);
}

int ty_graph_xml_next(TyGraphXml *xml, GError **error) {
  int more = xmlTextReaderRead(xml->reader);

  if (more >= 0 && !xml->fault)
    return more;
  ty_graph_fail(error, xml->file, xml->fault ? xml->fault_line : ty_graph_xml_line(xml),
                "found %s, expected well-formed XML", xml->fault ? xml->fault : "something else");
  return -1;
}

static gboolean is_at(const TyGraphXml *xml, int type, const char *name) {
  return xmlTextReaderNodeType(xml->reader) == type &&
         g_strcmp0((const char *) xmlTextReaderConstLocalName(xml->reader), name) == 0;
}

gboolean ty_graph_xml_starts(const TyGraphXml *xml, const char *name) {
  return is_at(xml, XML_READER_TYPE_ELEMENT, name);
}

gboolean ty_graph_xml_ends(const TyGraphXml *xml, const char *name) {
  return is_at(xml, XML_READER_TYPE_END_ELEMENT, name) ||
         (is_at(xml, XML_READER_TYPE_ELEMENT, name) && xmlTextReaderIsEmptyElement(xml->reader));
}

gsize ty_graph_xml_line(const TyGraphXml *xml) {
  return (gsize) MAX(xmlTextReaderGetParserLineNumber(xml->reader), 0);
}

char *ty_graph_xml_attribute(const TyGraphXml *xml, const char *name) {
  xmlChar *value = xmlTextReaderGetAttribute(xml->reader, BAD_CAST name);
  char *own = g_strdup((const char *) value);

  ty_html_free_text(value);
  return own;
}

char *ty_graph_xml_needed(const TyGraphXml *xml, const char *name, GError **error) {
  char *value = ty_graph_xml_attribute(xml, name);

  if (!value)
    ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                  "found <%s> without %s, expected that attribute",
                  (const char *) xmlTextReaderConstLocalName(xml->reader), name);
  return value;
}

char *ty_graph_xml_text(TyGraphXml *xml, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  int depth = xmlTextReaderDepth(xml->reader), more;

  if (xmlTextReaderIsEmptyElement(xml->reader))
    return g_strdup("");
  while ((more = ty_graph_xml_next(xml, error)) == 1) {
    int type = xmlTextReaderNodeType(xml->reader);
    if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml->reader) == depth)
      return g_string_free(g_steal_pointer(&text), FALSE);
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
        type == XML_READER_TYPE_WHITESPACE || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
      g_string_append(text, (const char *) xmlTextReaderConstValue(xml->reader));
  }
  if (more == 0)
    ty_graph_fail(error, xml->file, ty_graph_xml_line(xml), "found the end within an element");
  return NULL;
}

TyColumnType ty_graph_xml_type(const char *name) {
  static const struct {
    const char *name;
    TyColumnType type;
  } types[] = {
      {"int", TY_COLUMN_INTEGER},   {"integer", TY_COLUMN_INTEGER}, {"long", TY_COLUMN_INTEGER},
      {"short", TY_COLUMN_INTEGER}, {"byte", TY_COLUMN_INTEGER},    {"float", TY_COLUMN_REAL},
      {"double", TY_COLUMN_REAL},   {"bigdecimal", TY_COLUMN_REAL}, {"boolean", TY_COLUMN_BOOLEAN}};

  for (gsize i = 0; name && i < G_N_ELEMENTS(types); i++)
    if (g_ascii_strcasecmp(name, types[i].name) == 0)
      return types[i].type;
  return TY_COLUMN_TEXT;
}
