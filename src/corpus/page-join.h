/* SPDX-License-Identifier: Apache-2.0 */
/** Lines of pages joined to paragraphs again. */
#pragma once
#include "corpus/heading.h"
#include "corpus/page-lines.h"

typedef struct {
  gsize start, end; /**< bytes in the text of all paragraphs */
  gsize number;     /**< 1-based line in the file where it begins */
  guint n_lines;
  guint width;          /**< columns */
  gboolean begins_page; /**< it is the first of a page */
  TyLineStart kind;     /**< TY_LINE_HEADING only when it is short enough for one */
  int level;            /**< of a heading, 1 to 6 */
} TyParagraph;

/** Joins the lines that are no furniture.
 *
 * In a text whose lines are broken by width, a line goes on with the next one when the next one's
 * first word (in Chinese: character) would not have fitted on it; a paragraph's first line counts
 * four columns less where its indent was lost. A narrow line that ends no sentence goes on with the
 * next one when both are about as wide: a cell of a table. In a text of whole paragraphs only a
 * long line that ends no sentence goes on. Headings, items and captions begin paragraphs. Chinese
 * is joined without a space, Latin words with one, "heri-" and "tage" to one word.
 *
 * @param text  receives the paragraphs one after another, without anything between
 * @return an array of TyParagraph. O(bytes) */
GArray *ty_page_join(const GArray *lines, const TyPageShape *shape, GString *text);
