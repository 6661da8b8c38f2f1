/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* A thesis has its university as publisher, a conference paper its conference as secondary title.
 * The date of a paper is better than its year. */
static const TyLineName names[] = {
    {"Reference Type", TY_LINE_START, TY_N_FIELDS, 0},
    {"Title", TY_LINE_FIELD, TY_FIELD_TITLE, 0},
    {"Author", TY_LINE_LIST, TY_FIELD_AUTHOR, 0},
    {"Author Address", TY_LINE_LIST, TY_FIELD_ORGAN, 0},
    {"Journal", TY_LINE_FIELD, TY_FIELD_VENUE, 0},
    {"Secondary Title", TY_LINE_FIELD, TY_FIELD_VENUE, 1},
    {"Tertiary Title", TY_LINE_FIELD, TY_FIELD_VENUE, 2},
    {"Publisher", TY_LINE_FIELD, TY_FIELD_VENUE, 3},
    {"Date", TY_LINE_FIELD, TY_FIELD_DATE, 0},
    {"Year", TY_LINE_FIELD, TY_FIELD_DATE, 1},
    {"TryDate", TY_LINE_FIELD, TY_FIELD_DATE, 2}, /* of a standard */
    {"Keywords", TY_LINE_LIST, TY_FIELD_TAGS, 0},
    {"Abstract", TY_LINE_FIELD, TY_FIELD_TEXT, 0},
    {"DOI", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0},
    {"Accession Number", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1},
    {"URL", TY_LINE_FIELD, TY_FIELD_URL, 0},
    {"Link", TY_LINE_FIELD, TY_FIELD_URL, 1},
    {"Database Provider", TY_LINE_SOURCE, TY_N_FIELDS, 0},
    {"SrcDatabase", TY_LINE_CNKI, TY_N_FIELDS, 0},
};

gboolean ty_line_noteexpress(const char *line, gsize length, gsize *name, const char **value) {
  if (length < 4 || line[0] != '{' || !g_ascii_isupper(line[1]))
    return FALSE;
  const char *close = memchr(line, '}', MIN(length, 64));
  if (!close || close + 1 >= line + length)
    return FALSE;
  gsize colon = close[1] == ':' ? 1 : 0;
  if (colon == 0 && length - (gsize) (close + 1 - line) >= 3 && memcmp(close + 1, "：", 3) == 0)
    colon = 3;
  if (colon == 0 || memchr(line, '"', (gsize) (close - line)))
    return FALSE;
  *name = (gsize) (close - line) - 1;
  *value = close + 1 + colon;
  return TRUE;
}

gboolean ty_noteexpress_read(TyReader *reader, const char *text, gsize length, GError **error) {
  static const TyLineForm form = {.is_field = ty_line_noteexpress,
                                  .name_offset = 1,
                                  .names = names,
                                  .n_names = G_N_ELEMENTS(names)};
  return ty_lines_read(reader, text, length, &form, error);
}
