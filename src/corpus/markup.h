/* SPDX-License-Identifier: Apache-2.0 */
/** Traces of HTML in the text of posts. */
#pragma once
#include <glib.h>

/** Appends `text` with its entities resolved (`&lt;`, `&#39;`, `&nbsp;` as a space) and its tags
 * taken out: `<br>` and the ends of paragraphs become line breaks, `<img alt="[心]">` its alt text,
 * scripts and styles nothing. Only the names of HTML elements make a tag: "<安岳石窟>" and "3 < 5"
 * stay as they are. Spaces at both ends are dropped. */
void ty_markup_append_plain(GString *out, const char *text);
