/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* "(#br)" stands for a line break in what CNKI writes. */
#define BREAK "(#br)"

typedef struct {
  TyReader *reader;
  const TyLineForm *form;
  TyRecord record;
  const TyLineName *now; /* the field that a line without a name goes on with, or NULL */
  gboolean is_open;      /* the record has had a line */
  gboolean seen_title;
  gboolean is_cnki;
  GString *value;
} Lines;

const TyLineName *ty_line_name(const TyLineName *names, gsize n_names, const char *name,
                               gsize length) {
  for (gsize i = 0; i < n_names; i++)
    if (strlen(names[i].name) == length && g_ascii_strncasecmp(names[i].name, name, length) == 0)
      return &names[i];
  return NULL;
}

gboolean ty_line_offer(TyRecord *record, const TyLineName *name, const char *value) {
  gboolean is_list = name->role == TY_LINE_LIST || name->role == TY_LINE_WRAPPED;
  const char *before;

  if ((!is_list && name->role != TY_LINE_FIELD) || !*value)
    return FALSE;
  before = ty_record_get(record, name->field);
  if (before && record->field[name->field].rank < name->rank + !is_list)
    return FALSE;
  if (!is_list) {
    /* RIS leaves the slashes of what it does not know: 2019/05//. */
    g_autofree char *date = name->field == TY_FIELD_DATE ? g_strdup(value) : NULL;
    for (gsize n = date ? strlen(date) : 0; n > 0 && strchr("/ ", date[n - 1]); n--)
      date[n - 1] = '\0';
    value = date ? date : value;
    ty_record_offer(record, name->field, name->rank, value);
    return ty_record_get(record, name->field) && record->field[name->field].rank == name->rank;
  }
  if (before && record->field[name->field].rank > name->rank)
    g_string_truncate(record->field[name->field].value, 0);
  ty_record_append(record, name->field, ";", value);
  record->field[name->field].rank = name->rank;
  return TRUE;
}

static void set_value(Lines *lines, const char *value, gsize length) {
  g_string_truncate(lines->value, 0);
  for (gsize at = 0; at < length;) {
    if (length - at >= strlen(BREAK) && memcmp(value + at, BREAK, strlen(BREAK)) == 0) {
      g_string_append_c(lines->value, '\n');
      at += strlen(BREAK);
    } else
      g_string_append_c(lines->value, value[at++]);
  }
  g_strstrip(lines->value->str);
  g_string_truncate(lines->value, strlen(lines->value->str));
}

static gboolean finish(Lines *lines, GError **error) {
  if (!lines->is_open)
    return TRUE;
  lines->is_open = FALSE;
  lines->now = NULL;
  if (lines->form->tidy)
    lines->form->tidy(&lines->record);
  return ty_reader_emit(lines->reader, &lines->record, TY_DOCUMENT_PAPER,
                        lines->is_cnki ? "cnki" : lines->form->platform, error);
}

static void open_record(Lines *lines, gsize line) {
  if (lines->is_open)
    return;
  ty_record_begin(&lines->record, line);
  lines->is_open = TRUE;
  lines->seen_title = lines->is_cnki = FALSE;
}

/* A line that goes on with the field before it is told only when that field's value is in use. */
static void take_field(Lines *lines, const TyLineName *name) {
  const char *value = lines->value->str;

  if (name && name->role == TY_LINE_CNKI)
    lines->is_cnki = TRUE;
  else if (name && name->role == TY_LINE_SOURCE)
    lines->is_cnki = lines->is_cnki || strstr(value, "CNKI") || strstr(value, "知网");
  else if (name && (!*value || ty_line_offer(&lines->record, name, value)))
    lines->now = name;
}

/* What parts a text of two lines: nothing between Chinese characters. */
static const char *gap(const char *before, const char *after) {
  gsize n = strlen(before);
  return n > 0 && (before[n - 1] & 0x80) && (*after & 0x80) ? "" : " ";
}

static void take_more(Lines *lines) {
  const TyLineName *name = lines->now;
  const char *more = lines->value->str, *before;

  if (!name || !*more ||
      (name->role != TY_LINE_FIELD && name->role != TY_LINE_LIST && name->role != TY_LINE_WRAPPED))
    return;
  before = ty_record_get(&lines->record, name->field);
  if (!before || name->role == TY_LINE_LIST)
    (void) ty_line_offer(&lines->record, name, more);
  else if (name->field == TY_FIELD_TEXT)
    ty_record_append(&lines->record, name->field, lines->form->joiner ? lines->form->joiner : "\n",
                     more);
  else if (name->field != TY_FIELD_DATE)
    ty_record_append(&lines->record, name->field, gap(before, more), more);
}

static gboolean take_line(Lines *lines, const char *line, gsize length, gsize number,
                          GError **error) {
  const TyLineForm *form = lines->form;
  gsize name_length;
  const char *value;

  if (!form->is_field(line, length, &name_length, &value)) {
    set_value(lines, line, length);
    if (lines->is_open)
      take_more(lines);
    else if (*lines->value->str)
      ty_reader_reject(lines->reader, number, line, length,
                       "found a line outside of any record, expected a field");
    return TRUE;
  }
  const TyLineName *name =
      ty_line_name(form->names, form->n_names, line + form->name_offset, name_length);
  TyLineRole role = name ? name->role : TY_LINE_FIELD;
  gboolean is_title = name && role == TY_LINE_FIELD && name->field == TY_FIELD_TITLE;
  gboolean is_next = is_title && lines->seen_title && !form->is_marked;
  lines->now = NULL;
  if ((role == TY_LINE_START || role == TY_LINE_END || is_next) && !finish(lines, error))
    return FALSE;
  if (role == TY_LINE_END || role == TY_LINE_HEADER)
    return TRUE;
  open_record(lines, number);
  lines->seen_title = lines->seen_title || is_title;
  set_value(lines, value, length - (gsize) (value - line));
  take_field(lines, name);
  return TRUE;
}

gboolean ty_lines_read(TyReader *reader, const char *text, gsize length, const TyLineForm *form,
                       GError **error) {
  Lines lines = {.reader = reader, .form = form, .value = g_string_new(NULL)};
  gboolean done = TRUE;
  gsize number = 0;

  for (const char *at = text, *end = text + length; at < end && done;) {
    const char *stop = memchr(at, '\n', (gsize) (end - at));
    gsize bytes = (gsize) ((stop ? stop : end) - at);
    done = take_line(&lines, at, bytes > 0 && at[bytes - 1] == '\r' ? bytes - 1 : bytes, ++number,
                     error);
    at = stop ? stop + 1 : end;
  }
  done = done && finish(&lines, error);
  ty_record_clear(&lines.record);
  g_string_free(lines.value, TRUE);
  return done;
}
