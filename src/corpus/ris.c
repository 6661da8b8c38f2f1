/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* JF is the journal's full name, T2 the same in files of later years, JO mostly short. EndNote
 * writes all but the first keyword on lines without a tag. */
static const TyLineName names[] = {
    {"TY", TY_LINE_START, TY_N_FIELDS, 0},        {"ER", TY_LINE_END, TY_N_FIELDS, 0},
    {"TI", TY_LINE_FIELD, TY_FIELD_TITLE, 0},     {"T1", TY_LINE_FIELD, TY_FIELD_TITLE, 1},
    {"CT", TY_LINE_FIELD, TY_FIELD_TITLE, 2},     {"AU", TY_LINE_LIST, TY_FIELD_AUTHOR, 0},
    {"A1", TY_LINE_LIST, TY_FIELD_AUTHOR, 1},     {"AB", TY_LINE_FIELD, TY_FIELD_TEXT, 0},
    {"N2", TY_LINE_FIELD, TY_FIELD_TEXT, 1},      {"DA", TY_LINE_FIELD, TY_FIELD_DATE, 0},
    {"PY", TY_LINE_FIELD, TY_FIELD_DATE, 1},      {"Y1", TY_LINE_FIELD, TY_FIELD_DATE, 2},
    {"JF", TY_LINE_FIELD, TY_FIELD_VENUE, 0},     {"T2", TY_LINE_FIELD, TY_FIELD_VENUE, 1},
    {"JO", TY_LINE_FIELD, TY_FIELD_VENUE, 2},     {"BT", TY_LINE_FIELD, TY_FIELD_VENUE, 3},
    {"JA", TY_LINE_FIELD, TY_FIELD_VENUE, 4},     {"PB", TY_LINE_FIELD, TY_FIELD_VENUE, 5},
    {"KW", TY_LINE_LIST, TY_FIELD_TAGS, 0},       {"AD", TY_LINE_LIST, TY_FIELD_ORGAN, 0},
    {"DO", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0}, {"AN", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1},
    {"UR", TY_LINE_FIELD, TY_FIELD_URL, 0},       {"DP", TY_LINE_SOURCE, TY_N_FIELDS, 0},
    {"DB", TY_LINE_SOURCE, TY_N_FIELDS, 0},
};

gboolean ty_line_ris(const char *line, gsize length, gsize *name, const char **value) {
  if (length < 5 || !g_ascii_isupper(line[0]) ||
      !(g_ascii_isupper(line[1]) || g_ascii_isdigit(line[1])) || memcmp(line + 2, "  -", 3) != 0 ||
      (length > 5 && line[5] != ' '))
    return FALSE;
  *name = 2;
  *value = line + 5;
  return TRUE;
}

gboolean ty_ris_read(TyReader *reader, const char *text, gsize length, GError **error) {
  static const TyLineForm form = {
      .is_field = ty_line_ris, .names = names, .n_names = G_N_ELEMENTS(names), .is_marked = TRUE};
  return ty_lines_read(reader, text, length, &form, error);
}
