/* SPDX-License-Identifier: Apache-2.0 */
/** The lines of a text that was cut out of pages, and which of them belong to the page, not to the
 * text: page numbers, running heads, the table of contents. */
#pragma once
#include <glib.h>

typedef struct {
  const char *text; /**< without spaces around, never empty; borrowed */
  gsize length;
  gsize number; /**< 1-based line in the file */
  guint width;  /**< columns */
  guint indent; /**< columns of space before */
  guint blanks; /**< empty lines before; 0 where only furniture of the page stood between */
  gboolean begins_page;
  gboolean is_furniture;
} TyPageLine;

/** What the lines have in common. */
typedef struct {
  guint width;          /**< columns of a full line; 0 when lines are not broken by width */
  gboolean is_spaced;   /**< an empty line after every line, so that it says nothing */
  guint indent;         /**< columns of space before a line that begins no paragraph */
  gboolean has_indents; /**< paragraphs begin further in than that */
} TyPageShape;

/** @param first   the number of the first line
 *  @return an array of TyPageLine; form feeds end lines and pages. O(length) */
GArray *ty_page_lines_split(const char *text, gsize length, gsize first);

/** Marks the furniture and the beginnings of pages.
 *
 * - a line with a row of dots and a number after it stands in a table of contents, and so does the
 *   short line between two such lines;
 * - 第 3 页, - 3 -, Page 3 of 9 are page numbers when the text has two of them; a number alone is
 *   when it is one of at least three that count up by one, five lines or more apart, in a text
 *   without dressed ones, or when a form feed stands beside it;
 * - a line that recurs at least three times, its figures apart, is a running head wherever it
 *   stands beside a page number, a page's beginning or a gap, if four in five times it does; its
 *   first time too, unless it looks like a heading.
 * O(n log n) */
void ty_page_lines_mark(GArray *lines);

/** The shape of the lines that are no furniture. O(n) */
TyPageShape ty_page_lines_shape(const GArray *lines);
