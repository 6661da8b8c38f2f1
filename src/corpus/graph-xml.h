/* SPDX-License-Identifier: Apache-2.0 */
/** XML of graphs, node by node: no document type, no entities of its own, no network. */
#pragma once
#include "corpus/graph-file.h"
#include <libxml/xmlreader.h>

typedef struct {
  const char *file;
  xmlTextReader *reader;
  char *fault; /**< the first thing that is not well formed */
  gsize fault_line;
} TyGraphXml;

/** @return FALSE with TY_ERROR_INPUT for a document type, which may hold entities that grow without
 * end */
gboolean ty_graph_xml_open(TyGraphXml *xml, const char *file, const char *text, gsize length,
                           GError **error);
void ty_graph_xml_close(TyGraphXml *xml);

/** Moves to the next node. @return 1; 0 at the end; −1 with TY_ERROR_INPUT */
int ty_graph_xml_next(TyGraphXml *xml, GError **error);
/** Whether the reader stands at the beginning of an element with that local name. */
gboolean ty_graph_xml_starts(const TyGraphXml *xml, const char *name);
gboolean ty_graph_xml_ends(const TyGraphXml *xml, const char *name);
/** The line that the reader has come to. */
gsize ty_graph_xml_line(const TyGraphXml *xml);
/** An attribute, to be freed; NULL when there is none. */
char *ty_graph_xml_attribute(const TyGraphXml *xml, const char *name);
/** An attribute that must be there. @return NULL with TY_ERROR_INPUT */
char *ty_graph_xml_needed(const TyGraphXml *xml, const char *name, GError **error);
/** All text to the end of the element that the reader stands at the beginning of.
 * @return NULL with TY_ERROR_INPUT */
char *ty_graph_xml_text(TyGraphXml *xml, GError **error);
/** "long" and the like; TY_COLUMN_TEXT for what is not known. */
TyColumnType ty_graph_xml_type(const char *name);
