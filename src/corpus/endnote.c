/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* A thesis has its university as publisher (%I), a conference paper its conference as %B. */
static const TyLineName names[] = {
    {"0", TY_LINE_START, TY_N_FIELDS, 0},        {"T", TY_LINE_FIELD, TY_FIELD_TITLE, 0},
    {"A", TY_LINE_LIST, TY_FIELD_AUTHOR, 0},     {"+", TY_LINE_LIST, TY_FIELD_ORGAN, 0},
    {"J", TY_LINE_FIELD, TY_FIELD_VENUE, 0},     {"B", TY_LINE_FIELD, TY_FIELD_VENUE, 1},
    {"S", TY_LINE_FIELD, TY_FIELD_VENUE, 2},     {"I", TY_LINE_FIELD, TY_FIELD_VENUE, 3},
    {"8", TY_LINE_FIELD, TY_FIELD_DATE, 0},      {"D", TY_LINE_FIELD, TY_FIELD_DATE, 1},
    {"K", TY_LINE_LIST, TY_FIELD_TAGS, 0},       {"X", TY_LINE_FIELD, TY_FIELD_TEXT, 0},
    {"R", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0}, {"M", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1},
    {"U", TY_LINE_FIELD, TY_FIELD_URL, 0},       {"W", TY_LINE_SOURCE, TY_N_FIELDS, 0},
    {"~", TY_LINE_SOURCE, TY_N_FIELDS, 0},
};

gboolean ty_line_endnote(const char *line, gsize length, gsize *name, const char **value) {
  if (length < 2 || line[0] != '%' || (length > 2 && line[2] != ' ') ||
      !(g_ascii_isupper(line[1]) || g_ascii_isdigit(line[1]) ||
        (line[1] && strchr("?@!#$]&()*+^><[=~", line[1]))))
    return FALSE;
  *name = 1;
  *value = line + 2;
  return TRUE;
}

gboolean ty_endnote_read(TyReader *reader, const char *text, gsize length, GError **error) {
  static const TyLineForm form = {.is_field = ty_line_endnote,
                                  .name_offset = 1,
                                  .names = names,
                                  .n_names = G_N_ELEMENTS(names)};
  return ty_lines_read(reader, text, length, &form, error);
}
