/* SPDX-License-Identifier: Apache-2.0 */
/** Text for XML and HTML. */
#pragma once
#include <glib.h>

/** A copy of `text` without what XML 1.0 cannot hold (control characters, U+FFFE, U+FFFF), which
 * becomes a blank. `text` is UTF-8. */
char *ty_xml_clean(const char *text);

/** Appends `text`, cleaned, with & < > " ' as entities: safe between tags and in attributes. */
void ty_html_append(GString *out, const char *text);
