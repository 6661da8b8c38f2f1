/* SPDX-License-Identifier: Apache-2.0 */
/** Tables written as XML: which element is a row, and what its columns are called. */
#pragma once
#include "corpus/columns.h"
#include <libxml/xmlreader.h>

/** What the beginning of a text tells. Zero-initialised is nothing. */
typedef struct {
  char *wrapper; /**< the element under the root that has the rows; NULL: the root itself */
  char *name;    /**< of the element that is a row */
  char **first;  /**< columns of the first row, NULL-terminated */
  char **all;    /**< the same, and those of the other rows looked at */
} TyXmlRows;

void ty_xml_rows_clear(TyXmlRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyXmlRows, ty_xml_rows_clear)

/** Where the root element of an XML text begins, past declaration and comments; NULL when none
 * comes.
 * @param is_typed  out: a document type stands before it; the result is NULL then */
const char *ty_xml_root(const char *text, gsize length, gboolean *is_typed);

/** Finds the row: of the elements under the root, or under one under the root, that have elements
 * or attributes of their own, the outer one that repeats and has a column for the text; else the
 * outer one with such a column; else the one that is there most often.
 * @param text  the beginning of a text without document type; it may end anywhere
 * @return FALSE when no element is like a row */
gboolean ty_xml_rows_find(const char *text, gsize length, const TyColumns *columns,
                          TyXmlRows *rows);

/** The local name of the element or attribute that the reader is at, borrowed until it moves. */
const char *ty_xml_name(xmlTextReaderPtr reader);

/** The column that the element stands for: its local name, or what `name` says where data bases
 * write <field name="…"> or <column name="…">. To be freed. */
char *ty_xml_column(xmlTextReaderPtr reader);
