/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv-guard.h"

#include "base/csv.h"

gboolean ty_csv_is_risky(const char *text) {
  switch (g_utf8_get_char(text)) {
  case '=':
  case '+':
  case '-':
  case '@':
  case '\t':
  case '\r':
  case '\n':
  case '\'':
  case 0xff1d: /* ＝ */
  case 0xff0b: /* ＋ */
  case 0xff0d: /* － */
  case 0xff20: /* ＠ */
    return TRUE;
  default:
    return FALSE;
  }
}

void ty_csv_append_guarded(GString *out, const char *text, gboolean first) {
  if (!ty_csv_is_risky(text)) {
    ty_csv_append(out, text, first);
    return;
  }
  g_autofree char *guarded = g_strconcat("'", text, NULL);
  ty_csv_append(out, guarded, first);
}

const char *ty_csv_unguard(const char *text) {
  return *text == '\'' && ty_csv_is_risky(text + 1) ? text + 1 : text;
}
