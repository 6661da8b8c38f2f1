/* SPDX-License-Identifier: Apache-2.0 */
/** One reader a format, behind ty_corpus_read. Each takes a whole file, hands over its documents
 * and rejects, and returns FALSE with an error when the file as a whole cannot be used or the
 * receiver stopped the reading. Text is UTF-8 without NUL: whole and NUL-terminated, or in a window
 * that has its beginning and moves over the rest. */
#pragma once
#include "base/window.h"
#include "corpus/lines.h"
#include "corpus/record.h"

/** Posts or papers in a table with known or mapped headings: text, or the bytes of a workbook
 * (NULL: the file that the reader names). */
gboolean ty_posts_read_text(TyReader *reader, TyWindow *window, GError **error);
gboolean ty_posts_read_xlsx(TyReader *reader, const char *bytes, gsize length, GError **error);

/** Posts or papers in a table written as XML (xml-rows.h): an element a row, its attributes and the
 * elements in it its columns, by local names; texts of elements within a column are joined by
 * blanks. A text with a document type is refused, so there are no entities but those of XML. What
 * is broken ends the reading, and is rejected with its line when there were rows before it. A row
 * has at most 16 MiB, one text in it 10 MB. */
gboolean ty_posts_read_xml(TyReader *reader, TyWindow *window, GError **error);

/** Posts as JSON: an array of records, JSON lines, one record, or an object that holds the array
 * (weibo-crawler: {"user": …, "weibo": […]}). A record that is broken is rejected with its line;
 * reading goes on at the next line that looks like the beginning of a record. */
gboolean ty_json_read(TyReader *reader, TyWindow *window, GError **error);

/** A text without fields, as it is cut out of the pages of a PDF file or written by hand: lines
 * joined, page furniture left out (page-lines.h, page-join.h), and parted into sections of some 400
 * to 20,000 characters by its headings, else by its pages. Each is a document with the heading as
 * its title and the line where it starts. */
gboolean ty_plain_read(TyReader *reader, TyWindow *window, GError **error);

/** Posts from a saved page: each <article> one; without any, the part of the page with the most
 * running text. */
gboolean ty_html_read(TyReader *reader, const char *text, gsize length, GError **error);
