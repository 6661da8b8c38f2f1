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

/** Posts as JSON: an array of records, JSON lines, one record, or an object that holds the array
 * (weibo-crawler: {"user": …, "weibo": […]}). A record that is broken is rejected with its line;
 * reading goes on at the next line that looks like the beginning of a record. */
gboolean ty_json_read(TyReader *reader, TyWindow *window, GError **error);

/** Posts from a saved page: each <article> one; without any, the part of the page with the most
 * running text. */
gboolean ty_html_read(TyReader *reader, const char *text, gsize length, GError **error);
