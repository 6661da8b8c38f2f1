/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* AF has the authors' full names, C3 the institutions alone, DE the authors' keywords (ID those
 * that the data base adds). */
static const TyLineName names[] = {
    {"PT", TY_LINE_START, TY_N_FIELDS, 0},        {"ER", TY_LINE_END, TY_N_FIELDS, 0},
    {"FN", TY_LINE_HEADER, TY_N_FIELDS, 0},       {"VR", TY_LINE_HEADER, TY_N_FIELDS, 0},
    {"EF", TY_LINE_END, TY_N_FIELDS, 0},          {"TI", TY_LINE_FIELD, TY_FIELD_TITLE, 0},
    {"AF", TY_LINE_LIST, TY_FIELD_AUTHOR, 0},     {"AU", TY_LINE_LIST, TY_FIELD_AUTHOR, 1},
    {"C3", TY_LINE_WRAPPED, TY_FIELD_ORGAN, 0},   {"C1", TY_LINE_LIST, TY_FIELD_ORGAN, 1},
    {"SO", TY_LINE_FIELD, TY_FIELD_VENUE, 0},     {"SE", TY_LINE_FIELD, TY_FIELD_VENUE, 1},
    {"PY", TY_LINE_FIELD, TY_FIELD_DATE, 0},      {"DE", TY_LINE_WRAPPED, TY_FIELD_TAGS, 0},
    {"ID", TY_LINE_WRAPPED, TY_FIELD_TAGS, 1},    {"AB", TY_LINE_FIELD, TY_FIELD_TEXT, 0},
    {"DI", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0}, {"UT", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1},
};

#define ADDRESS_RANK 1

gboolean ty_line_web_of_science(const char *line, gsize length, gsize *name, const char **value) {
  if (length < 2 || !g_ascii_isupper(line[0]) ||
      !(g_ascii_isupper(line[1]) || g_ascii_isdigit(line[1])) || (length > 2 && line[2] != ' '))
    return FALSE;
  *name = 2;
  *value = line + 2;
  return TRUE;
}

/* "[Zhang, San; Li, Si] Sichuan Univ, Sch Hist, Chengdu, Peoples R China.;…" to "Sichuan Univ;…".
 */
static void tidy_addresses(TyRecord *record) {
  const char *p = ty_record_get(record, TY_FIELD_ORGAN);
  if (!p || record->field[TY_FIELD_ORGAN].rank != ADDRESS_RANK)
    return;
  g_autoptr(GString) out = g_string_new(NULL);
  while (*p) {
    p += strspn(p, " ;\n");
    if (*p == '[') {
      const char *close = strchr(p, ']');
      p = close ? close + 1 : p + strlen(p);
      continue;
    }
    gsize whole = strcspn(p, ";\n["), n = MIN(whole, strcspn(p, ","));
    gsize kept = n > 0 && p[n - 1] == '.' ? n - 1 : n;
    if (kept > 0)
      g_string_append_printf(out, "%s%.*s", out->len > 0 ? ";" : "", (int) kept, p);
    p += whole;
  }
  g_string_assign(record->field[TY_FIELD_ORGAN].value, out->str);
}

gboolean ty_web_of_science_read(TyReader *reader, const char *text, gsize length, GError **error) {
  static const TyLineForm form = {.is_field = ty_line_web_of_science,
                                  .platform = "wos",
                                  .names = names,
                                  .n_names = G_N_ELEMENTS(names),
                                  .is_marked = TRUE,
                                  .joiner = " ",
                                  .tidy = tidy_addresses};
  return ty_lines_read(reader, text, length, &form, error);
}

/* The table ------------------------------------------------------------------------------------ */

/* Cells have no line breaks or tabs. Only those that need no other reading are unquoted: a title
 * may begin with a quotation. */
static void unquote(char *cell) {
  gsize n = strlen(cell), out = 0;

  if (n < 2 || cell[0] != '"' || cell[n - 1] != '"')
    return;
  for (gsize i = 1; i + 1 < n; i++)
    if (cell[i] == '"' && cell[++i] != '"')
      return;
    else if (i + 1 >= n)
      return;
  for (gsize i = 1; i + 1 < n; i++) {
    cell[out++] = cell[i];
    i += cell[i] == '"';
  }
  cell[out] = '\0';
}

static gboolean take_row(TyReader *reader, TyRecord *record, char *const *tags, char *line,
                         gsize number, GError **error) {
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  guint n = g_strv_length(cells), expected = g_strv_length((char **) tags);

  for (guint last = n; last > expected && !*g_strstrip(cells[last - 1]); last--)
    n = last - 1;
  if (n > expected) {
    ty_reader_reject(reader, number, NULL, 0, "found %u fields, expected %u as in the heading", n,
                     expected);
    return TRUE;
  }
  ty_record_begin(record, number);
  for (guint i = 0; i < n; i++) {
    const TyLineName *name = ty_line_name(names, G_N_ELEMENTS(names), tags[i], strlen(tags[i]));
    unquote(g_strstrip(cells[i]));
    if (name)
      (void) ty_line_offer(record, name, cells[i]);
  }
  tidy_addresses(record);
  return ty_reader_emit(reader, record, TY_DOCUMENT_PAPER, "wos", error);
}

gboolean ty_web_of_science_read_table(TyReader *reader, const char *text, gsize length,
                                      GError **error) {
  g_auto(GStrv) tags = NULL;
  g_auto(TyRecord) record = {0};
  gboolean done = TRUE;
  gsize number = 0;

  for (const char *at = text, *end = text + length; at < end && done;) {
    const char *stop = memchr(at, '\n', (gsize) (end - at));
    gsize bytes = (gsize) ((stop ? stop : end) - at);
    g_autofree char *line = g_strndup(at, bytes > 0 && at[bytes - 1] == '\r' ? bytes - 1 : bytes);
    number++;
    at = stop ? stop + 1 : end;
    if (strspn(line, " \t") == strlen(line))
      continue;
    if (tags)
      done = take_row(reader, &record, tags, line, number, error);
    else
      tags = g_strsplit(line, "\t", -1);
  }
  return done;
}
