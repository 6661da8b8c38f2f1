/* SPDX-License-Identifier: Apache-2.0 */
#include "export/xml-text.h"

static gboolean is_char(gunichar c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0x7f) ||
         (c > 0x9f && c < 0xfffe) || c > 0xffff;
}

char *ty_xml_clean(const char *text) {
  GString *clean = g_string_new(NULL);

  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    g_string_append_unichar(clean, is_char(c) ? c : ' ');
  }
  return g_string_free(clean, FALSE);
}

void ty_html_append(GString *out, const char *text) {
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    switch (c) {
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '>':
      g_string_append(out, "&gt;");
      break;
    case '"':
      g_string_append(out, "&quot;");
      break;
    case '\'':
      g_string_append(out, "&#39;");
      break;
    default:
      g_string_append_unichar(out, is_char(c) ? c : ' ');
    }
  }
}
