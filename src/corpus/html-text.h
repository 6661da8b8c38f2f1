/* SPDX-License-Identifier: Apache-2.0 */
/** The text of a parsed HTML page: what a reader sees of its running text. */
#pragma once
#include <glib.h>
#include <libxml/HTMLparser.h>

/** Whether a class, an id or the like has the word: "post-title main" has "title". */
gboolean ty_html_has_word(const char *names, const char *word);

/** Whether the element's class, id, itemprop or rel has one of the words (separated by spaces). */
gboolean ty_html_is_called(const xmlNode *element, const char *words);

/** Whether the element is one of the names (separated by spaces). */
gboolean ty_html_is_element(const xmlNode *node, const char *names);

/** Frees what libxml2 returns as text of the caller's. */
void ty_html_free_text(void *text);

/** Navigation, scripts, styles, forms, footers, comments and such: not the author's text. */
gboolean ty_html_is_furniture(const xmlNode *node);

/** Appends the text of a node without furniture and without the nodes in `without` (may be NULL; a
 * set of xmlNode): blocks on lines of their own, spaces collapsed, images by nothing. */
void ty_html_append_text(GString *out, const xmlNode *node, GHashTable *without);

/** Adds to `without` what is furniture by its text: blocks that are mostly links (two or more), and
 * short ones with a copyright or the like. For pages that do not mark their articles. */
void ty_html_mark_furniture(const xmlNode *node, GHashTable *without);

/** The main element and, in the page's order, those of its name and class that have text too: the
 * posts of a thread. Free with g_ptr_array_unref. */
GPtrArray *ty_html_alike(const xmlNode *root, const xmlNode *main);

/** The element with the most running text: each paragraph counts its bytes outside links for its
 * parent, and half for that one's parent (after Kohlschütter, Fankhauser, Nejdl 2010, WSDM: text
 * density and link density tell text from furniture). NULL when there is no text. */
const xmlNode *ty_html_main(const xmlNode *root);
