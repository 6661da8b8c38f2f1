/* SPDX-License-Identifier: Apache-2.0 */
/** What headings, list items and captions look like in Chinese and English reports. */
#pragma once
#include <glib.h>

/** How a line begins. */
typedef enum {
  TY_LINE_PLAIN,
  TY_LINE_HEADING, /**< 第一章, 课题一, 一、, （一）, 1.1, "## ", 参考文献 … */
  TY_LINE_ITEM,    /**< （1）, 1., ①, "- ", ■: an item or a small heading */
  TY_LINE_CAPTION, /**< 图 2-5, 表 3, Figure 1 */
} TyLineStart;

/** @param level  out: of a heading or item 1 (a chapter) to 6, else 0; may be NULL */
TyLineStart ty_line_start(const char *text, gsize length, int *level);

/** Bytes of the mark that a line begins with and that says nothing: the "## " of Markdown. */
gsize ty_line_mark_bytes(const char *text, gsize length);

/** Whether a heading is a mere number (课题一, 第二章) whose words stand on the next line. */
gboolean ty_heading_is_bare(const char *text, gsize length);

/** Whether the text is one of the words, apart from spaces: "目 录" is 目录. The list ends with
 * NULL. */
gboolean ty_text_is_one_of(const char *text, gsize length, const char *const *words);

/** Whether a sentence or item ends at the end of the text: 。！？；： and the like, and what closes
 * after them. `is_strong` out: not with ；or ：; may be NULL. */
gboolean ty_text_is_ended(const char *text, gsize length, gboolean *is_strong);

/** Columns that the text is wide: two for a Chinese character, one for a Latin one. */
guint ty_text_columns(const char *text, gsize length);
