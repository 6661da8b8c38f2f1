/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* The Chinese half of a name differs by kind of paper (Source-刊名, Source-学位授予单位); the
 * English half is the name. */
static const TyLineName names[] = {
    {"DataType", TY_LINE_START, TY_N_FIELDS, 0},  {"Title", TY_LINE_FIELD, TY_FIELD_TITLE, 0},
    {"Author", TY_LINE_LIST, TY_FIELD_AUTHOR, 0}, {"Organ", TY_LINE_LIST, TY_FIELD_ORGAN, 0},
    {"Source", TY_LINE_FIELD, TY_FIELD_VENUE, 0}, {"PubTime", TY_LINE_FIELD, TY_FIELD_DATE, 0},
    {"Year", TY_LINE_FIELD, TY_FIELD_DATE, 1},    {"Keyword", TY_LINE_LIST, TY_FIELD_TAGS, 0},
    {"Summary", TY_LINE_FIELD, TY_FIELD_TEXT, 0}, {"DOI", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0},
    {"Link", TY_LINE_FIELD, TY_FIELD_URL, 0},     {"URL", TY_LINE_FIELD, TY_FIELD_URL, 1},
};

/* Bytes of the ':' or '：' at `p`, else 0. */
static gsize colon_bytes(const char *p, const char *end) {
  if (p < end && *p == ':')
    return 1;
  return end - p >= 3 && memcmp(p, "：", 3) == 0 ? 3 : 0;
}

gboolean ty_line_estudy(const char *line, gsize length, gsize *name, const char **value) {
  const char *end = line + length, *p = line;

  while (p < end && g_ascii_isalpha(*p))
    p++;
  *name = (gsize) (p - line);
  if (*name == strlen("DataType") && memcmp(line, "DataType", *name) == 0 && colon_bytes(p, end)) {
    *value = p + colon_bytes(p, end);
    return TRUE;
  }
  if (*name < 2 || p >= end || *p++ != '-' || !g_ascii_isupper(*line))
    return FALSE;
  const char *chinese = p;
  while (p < end && (unsigned char) *p >= 0x80 && colon_bytes(p, end) == 0)
    p++;
  if (p == chinese && p < end && g_str_has_prefix(line, "DOI-DOI"))
    p += strlen("DOI"); /* the one name whose halves are the same */
  gsize colon = p > chinese ? colon_bytes(p, end) : 0;
  *value = p + colon;
  return colon > 0;
}

gboolean ty_estudy_read(TyReader *reader, const char *text, gsize length, GError **error) {
  static const TyLineForm form = {.is_field = ty_line_estudy,
                                  .platform = "cnki",
                                  .names = names,
                                  .n_names = G_N_ELEMENTS(names)};
  return ty_lines_read(reader, text, length, &form, error);
}
