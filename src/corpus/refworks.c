/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* A3 is a thesis's supervisor, A2 and A4 are editors: no authors. */
static const TyLineName names[] = {
    {"RT", TY_LINE_START, TY_N_FIELDS, 0},        {"T1", TY_LINE_FIELD, TY_FIELD_TITLE, 0},
    {"A1", TY_LINE_LIST, TY_FIELD_AUTHOR, 0},     {"AD", TY_LINE_LIST, TY_FIELD_ORGAN, 0},
    {"JF", TY_LINE_FIELD, TY_FIELD_VENUE, 0},     {"JO", TY_LINE_FIELD, TY_FIELD_VENUE, 1},
    {"T2", TY_LINE_FIELD, TY_FIELD_VENUE, 2},     {"PB", TY_LINE_FIELD, TY_FIELD_VENUE, 3},
    {"FD", TY_LINE_FIELD, TY_FIELD_DATE, 0},      {"YR", TY_LINE_FIELD, TY_FIELD_DATE, 1},
    {"K1", TY_LINE_LIST, TY_FIELD_TAGS, 0},       {"AB", TY_LINE_FIELD, TY_FIELD_TEXT, 0},
    {"DO", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0}, {"AN", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1},
    {"LK", TY_LINE_FIELD, TY_FIELD_URL, 0},       {"UL", TY_LINE_FIELD, TY_FIELD_URL, 1},
    {"DS", TY_LINE_SOURCE, TY_N_FIELDS, 0},       {"DB", TY_LINE_SOURCE, TY_N_FIELDS, 0},
};

/* All tags of the format, those read above and those passed over. */
static const char tags[] =
    "A1 A2 A3 A4 A5 A6 AB AD AN AU AV CL CN CR CT DB DO DS ED FD ID IP IS J1 J2 JF JO K1 LA LK LL "
    "NO NT OL OP OT PB PM PP PS PY RD RP RT SF SL SN SP SR ST T1 T2 T3 TA U1 U2 U3 U4 U5 UL VO WP "
    "WT WV YR ";

gboolean ty_line_refworks(const char *line, gsize length, gsize *name, const char **value) {
  if (length < 2 || (length > 2 && line[2] != ' ') || !g_ascii_isupper(line[0]))
    return FALSE;
  for (const char *tag = tags; *tag; tag += 3)
    if (tag[0] == line[0] && tag[1] == line[1]) {
      *name = 2;
      *value = line + 2;
      return TRUE;
    }
  return FALSE;
}

gboolean ty_refworks_read(TyReader *reader, const char *text, gsize length, GError **error) {
  static const TyLineForm form = {.is_field = ty_line_refworks,
                                  .names = names,
                                  .n_names = G_N_ELEMENTS(names),
                                  .is_marked = TRUE};
  return ty_lines_read(reader, text, length, &form, error);
}
