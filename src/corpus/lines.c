/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/lines.h"

#include <string.h>

/* "(#br)" stands for a line break in what CNKI writes. */
#define BREAK "(#br)"

typedef struct {
  TyReader *reader;
  const char *platform;
  const TyLineName *names;
  gsize n_names;
  TyRecord record;
  const TyLineName *now; /* the field that a line without a name goes on with, or NULL */
  gboolean is_open;      /* the record has had a line */
  gboolean seen_title;
  gboolean is_cnki;
  GString *value;
} Lines;

static const TyLineName *find_name(const Lines *lines, const char *name, gsize length) {
  for (gsize i = 0; i < lines->n_names; i++)
    if (strlen(lines->names[i].name) == length &&
        g_ascii_strncasecmp(lines->names[i].name, name, length) == 0)
      return &lines->names[i];
  return NULL;
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
  return ty_reader_emit(lines->reader, &lines->record, TY_DOCUMENT_PAPER,
                        lines->is_cnki ? "cnki" : lines->platform, error);
}

static void open_record(Lines *lines, gsize line) {
  if (lines->is_open)
    return;
  ty_record_begin(&lines->record, line);
  lines->is_open = TRUE;
  lines->seen_title = lines->is_cnki = FALSE;
}

static void take_field(Lines *lines, const TyLineName *name) {
  const char *value = lines->value->str;

  lines->now = name;
  if (!name || !*value)
    return;
  if (name->role == TY_LINE_SOURCE)
    lines->is_cnki = lines->is_cnki || strstr(value, "CNKI") || strstr(value, "知网");
  else if (name->role == TY_LINE_LIST)
    ty_record_append(&lines->record, name->field, ";", value);
  else if (name->role == TY_LINE_FIELD)
    ty_record_offer(&lines->record, name->field, name->rank, value);
}

/* A line that goes on with the field before it, when that field's value is the one in use. */
static void take_more(Lines *lines) {
  const TyLineName *name = lines->now;

  if (!name || !*lines->value->str || name->role == TY_LINE_START || name->role == TY_LINE_SOURCE)
    return;
  if (name->role == TY_LINE_LIST)
    ty_record_append(&lines->record, name->field, ";", lines->value->str);
  else if (name->field != TY_FIELD_DATE && lines->record.field[name->field].rank == name->rank)
    ty_record_append(&lines->record, name->field, "\n", lines->value->str);
}

static gboolean take_line(Lines *lines, TyLineFunc is_field, gsize name_offset, const char *line,
                          gsize length, gsize number, GError **error) {
  gsize name_length;
  const char *value;

  if (!is_field(line, length, &name_length, &value)) {
    set_value(lines, line, length);
    if (lines->is_open)
      take_more(lines);
    else if (*lines->value->str)
      ty_reader_reject(lines->reader, number, line, length,
                       "found a line outside of any record, expected a field");
    return TRUE;
  }
  const TyLineName *name = find_name(lines, line + name_offset, name_length);
  gboolean is_title = name && name->role == TY_LINE_FIELD && name->field == TY_FIELD_TITLE;
  gboolean is_start = name && name->role == TY_LINE_START;
  if ((is_start || (is_title && lines->seen_title)) && !finish(lines, error))
    return FALSE;
  open_record(lines, number);
  lines->seen_title = lines->seen_title || is_title;
  set_value(lines, value, length - (gsize) (value - line));
  take_field(lines, name);
  return TRUE;
}

gboolean ty_lines_read(TyReader *reader, const char *text, gsize length, TyLineFunc is_field,
                       gsize name_offset, const char *platform, const TyLineName *names,
                       gsize n_names, GError **error) {
  Lines lines = {.reader = reader,
                 .platform = platform,
                 .names = names,
                 .n_names = n_names,
                 .value = g_string_new(NULL)};
  gboolean done = TRUE;
  gsize number = 0;

  for (const char *at = text, *end = text + length; at < end && done;) {
    const char *stop = memchr(at, '\n', (gsize) (end - at));
    gsize bytes = (gsize) ((stop ? stop : end) - at);
    done = take_line(&lines, is_field, name_offset, at,
                     bytes > 0 && at[bytes - 1] == '\r' ? bytes - 1 : bytes, ++number, error);
    at = stop ? stop + 1 : end;
  }
  done = done && finish(&lines, error);
  ty_record_clear(&lines.record);
  g_string_free(lines.value, TRUE);
  return done;
}
