/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/readers.h"

#include <jansson.h>
#include <string.h>

/* Records are cut out of the text by their brackets and parsed one at a time, so that memory is for
 * one record and a broken one costs no other. */

#define MAX_DEPTH 64
#define MAX_CONTAINER_LEVEL 2
#define MAX_READINGS 16 /* broken records may cost this many readings of the file */

typedef struct {
  TyReader *reader;
  const TyColumns *columns;
  const char *text, *end;
  const char *counted; /* lines are counted up to here */
  gsize line;          /* 1-based line of `counted` */
  gsize scanned;       /* bytes looked at so far, again and again */
  gsize n_records;     /* parsed */
  GError *missing;     /* why the first record without a text cannot be used */
  char *first_fault;   /* why the first broken record is broken */
  TyRecord record;
} Json;

static gsize line_of(Json *json, const char *at) {
  if (at < json->counted) {
    json->counted = json->text;
    json->line = 1;
  }
  for (const char *p = json->counted; p < at; p++)
    json->line += *p == '\n';
  json->counted = at;
  return json->line;
}

static const char *skip_space(const char *p, const char *end) {
  while (p < end && g_ascii_isspace(*p))
    p++;
  return p;
}

static const char *line_end(const char *p, const char *end) {
  const char *lf = p < end ? memchr(p, '\n', (gsize) (end - p)) : NULL;
  return lf ? lf : end;
}

/* The end of the string that starts at `p`; NULL when a line break or the end comes first. */
static const char *string_end(const char *p, const char *end) {
  for (p++; p < end && *p != '\n'; p++)
    if (*p == '"')
      return p + 1;
    else if (*p == '\\' && p + 1 < end)
      p++;
  return NULL;
}

/* The end of the value that starts at `p`, by its brackets; NULL with `fault` when it has none. */
static const char *value_end(Json *json, const char *p, const char *end, const char **fault) {
  const char *start = p;
  int depth = 0;

  *fault = NULL;
  while (p < end && !*fault) {
    if (*p == '"') {
      const char *close = string_end(p, end);
      if (!close)
        *fault = "found a text without its closing quote";
      else
        p = close;
    } else if (*p == '{' || *p == '[') {
      depth++;
      p++;
      if (depth > MAX_DEPTH)
        *fault = "found more than 64 levels of nesting";
    } else if (*p == '}' || *p == ']') {
      if (depth-- <= 0)
        break;
      p++;
    } else if (depth == 0 && (*p == ',' || *p == '\n'))
      break;
    else
      p++;
    if (depth == 0 && p > start && (p[-1] == '}' || p[-1] == ']' || p[-1] == '"'))
      break;
  }
  json->scanned += (gsize) (p - start);
  if (!*fault && (depth > 0 || p == start))
    *fault = p >= end ? "found the end of the file inside a record" : "found no value";
  return *fault ? NULL : p;
}

static void reject(Json *json, const char *start, const char *end, const char *fault) {
  gsize line = line_of(json, start);

  if (!json->first_fault)
    json->first_fault = g_strdup_printf("%zu: %s", line, fault);
  ty_reader_reject(json->reader, line, start, (gsize) (line_end(start, end) - start),
                   "%s, expected a JSON object", fault);
}

/* A scalar as text, appended; a NUL in it ends no text. */
static void append_scalar(GString *out, const json_t *value) {
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (json_is_string(value)) {
    const char *text = json_string_value(value);
    for (gsize i = 0, n = json_string_length(value); i < n; i++)
      if (text[i])
        g_string_append_c(out, text[i]);
  } else if (json_is_integer(value))
    g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  else if (json_is_real(value))
    g_string_append(out, g_ascii_dtostr(number, sizeof number, json_real_value(value)));
}

/* What an object is called: a topic {"name": …}, a user {"screen_name": …}. */
static const json_t *name_of(const json_t *object) {
  static const char *const keys[] = {"name", "screen_name", "nickname", "title", "topic", "text"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    const json_t *name = json_object_get(object, keys[i]);
    if (json_is_string(name))
      return name;
  }
  return NULL;
}

static void append_value(GString *out, const json_t *value) {
  if (json_is_object(value))
    append_scalar(out, name_of(value));
  else if (json_is_array(value))
    for (gsize i = 0; i < json_array_size(value); i++) {
      const json_t *item = json_array_get(value, i);
      if (out->len > 0)
        g_string_append_c(out, ';');
      append_scalar(out, json_is_object(item) ? name_of(item) : item);
    }
  else
    append_scalar(out, value);
}

/* Offers the object's values to the record; whether one of its keys is for a title or text. */
static gboolean take_object(Json *json, json_t *object, GString *value) {
  gboolean has_text = FALSE;
  const char *key;
  json_t *item;

  json_object_foreach(object, key, item) {
    gboolean is_wrapped =
        json_is_object(item) && (g_str_equal(key, "mblog") || g_str_equal(key, "note_card"));
    TyField field;
    guint rank;
    if (is_wrapped) {
      has_text |= take_object(json, item, value);
      continue;
    }
    if (!ty_columns_find(json->columns, key, &field, &rank))
      continue;
    has_text |= field == TY_FIELD_TEXT || field == TY_FIELD_TITLE;
    g_string_truncate(value, 0);
    append_value(value, item);
    ty_record_offer(&json->record, field, rank, value->str);
  }
  return has_text;
}

static gboolean take_record(Json *json, json_t *object, const char *start, GError **error) {
  gsize n = json_object_size(object), i = 0, line = line_of(json, start);
  g_autofree const char **keys = g_new(const char *, n + 1);
  g_autoptr(GString) value = g_string_new(NULL);
  const char *key;
  json_t *item;

  json_object_foreach(object, key, item) keys[i++] = key;
  json->n_records++;
  ty_record_begin(&json->record, line);
  if (take_object(json, object, value))
    return ty_reader_emit(json->reader, &json->record, json->reader->options.kind,
                          ty_columns_platform(n, keys), error);
  if (!json->missing) {
    g_autofree char *where = g_strdup_printf("%s:%zu", json->reader->file, line);
    (void) ty_columns_check(json->columns, where, n, keys, &json->missing);
  }
  ty_reader_reject(json->reader, line, NULL, 0,
                   "found a record of %zu values without title and text, expected one of them", n);
  return TRUE;
}

/* Whether the value at `p` is the array of records that a container holds under the name. */
static gboolean is_container(const char *name, gsize n, const char *p, const char *end) {
  static const char *const names[] = {"weibo", "data", "items",   "notes",
                                      "posts", "list", "records", "results"};
  const char *first = p < end && *p == '[' ? skip_space(p + 1, end) : end;
  gboolean is_filled = first < end && *first == '{', is_empty = first < end && *first == ']';

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
      return is_filled || (is_empty && i == 0);
  return FALSE;
}

/* The array of records that the object at `p` holds under a usual name, as text; NULL when it holds
 * none, or has a title or text before: then it is a record itself. */
static const char *find_container(Json *json, const char *p, const char *end, int level) {
  const char *fault;

  p = skip_space(p + 1, end);
  while (p < end && *p == '"') {
    const char *name = p + 1;
    TyField field;
    guint rank;
    p = string_end(p, end);
    if (!p)
      return NULL;
    gsize n = (gsize) (p - name) - 1;
    p = skip_space(p, end);
    if (p == end || *p != ':')
      return NULL;
    p = skip_space(p + 1, end);
    if (is_container(name, n, p, end))
      return p;
    const char *inner = p < end && *p == '{' && level < MAX_CONTAINER_LEVEL
                            ? find_container(json, p, end, level + 1)
                            : NULL;
    if (inner)
      return inner;
    g_autofree char *key = g_strndup(name, n);
    if (ty_columns_find(json->columns, key, &field, &rank) &&
        (field == TY_FIELD_TEXT || field == TY_FIELD_TITLE))
      return NULL;
    p = value_end(json, p, end, &fault);
    if (!p)
      return NULL;
    p = skip_space(p, end);
    if (p < end && *p == ',')
      p = skip_space(p + 1, end);
  }
  return NULL;
}

/* Hands over the record [start, stop). `is_json` tells whether it was one at all. */
static gboolean parse_record(Json *json, const char *start, const char *stop, gboolean *is_json,
                             GError **error) {
  json_error_t why;
  json_t *value = json_loadb(start, (gsize) (stop - start), JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
  gboolean done = TRUE;

  *is_json = value != NULL;
  if (json_is_object(value))
    done = take_record(json, value, start, error);
  else {
    g_autofree char *text = g_utf8_make_valid(why.text, -1); /* it may cut a character */
    g_autofree char *fault = value ? g_strdup("found a value that is no object")
                                   : g_strdup_printf("found what is no JSON (%s)", text);
    reject(json, start, stop, fault);
  }
  json_decref(value);
  return done;
}

/* Where to read on after the broken record at `start`: on its own line the next "},{", else the
 * next line that begins like it; `end` when there is none. */
static const char *next_record(Json *json, const char *start, const char *end) {
  const char *line = start, *stop = line_end(start, end);

  while (line > json->text && line[-1] != '\n')
    line--;
  for (const char *p = start; p + 2 < stop; p++)
    if (p[0] == '}' && p[1] == ',') {
      const char *brace = skip_space(p + 2, stop);
      if (brace < stop && *brace == '{')
        return brace;
    }
  gboolean is_alone = skip_space(line, end) == start;
  for (const char *p = stop; p < end; p = line_end(p, end)) {
    p++;
    const char *text = skip_space(p, line_end(p, end));
    json->scanned += (gsize) (line_end(text, end) - p) + 1;
    if (text < end && *text == '{' && (!is_alone || text - p == start - line))
      return text;
  }
  return end;
}

/* Records one after another up to ']' or the end, with commas or without. */
static gboolean read_records(Json *json, const char *p, GError **error) {
  const char *end = json->end, *fault;
  gsize budget = ((gsize) (end - json->text) + 1024) * MAX_READINGS;

  for (p = skip_space(p, end); p < end && *p != ']'; p = skip_space(p, end)) {
    const char *stop = value_end(json, p, end, &fault);
    gboolean is_json = FALSE;
    if (!stop)
      reject(json, p, end, fault);
    else if (!parse_record(json, p, stop, &is_json, error))
      return FALSE;
    if (json->scanned > budget) {
      reject(json, p, end, "found too many broken records, read no further");
      return TRUE;
    }
    if (!is_json) { /* what is broken may have swallowed the next record */
      const char *next = next_record(json, p, end);
      p = !stop || (next < stop && next > line_end(p, end)) ? next : stop;
    } else
      p = stop;
    p = skip_space(p, end);
    if (p < end && *p == ',')
      p++;
  }
  return TRUE;
}

/* One object, or the records in it. */
static gboolean read_object(Json *json, const char *p, const char *stop, GError **error) {
  const char *container = find_container(json, p, stop, 0);
  gboolean is_json;
  return container ? read_records(json, container + 1, error)
                   : parse_record(json, p, stop, &is_json, error);
}

static gboolean read_lines(Json *json, const char *p, GError **error) {
  for (const char *stop; p < json->end; p = stop) {
    p = skip_space(p, json->end);
    stop = line_end(p, json->end);
    const char *last = stop;
    while (last > p && g_ascii_isspace(last[-1]))
      last--;
    if (last == p)
      continue;
    const char *fault, *end = value_end(json, p, last, &fault);
    gboolean done = TRUE;
    if (!end)
      reject(json, p, last,
             g_str_has_prefix(fault, "found the end") ? "found the end of the line inside a record"
                                                      : fault);
    else if (end < last && !(end + 1 == last && *end == ','))
      reject(json, p, last, "found more than one value in the line");
    else
      done = read_object(json, p, end, error);
    if (!done)
      return FALSE;
  }
  return TRUE;
}

/* JSON lines: the first line holds a whole object, or the second begins one. */
static gboolean is_lines(const char *p, const char *end) {
  const char *stop = line_end(p, end), *last = stop;

  while (last > p && g_ascii_isspace(last[-1]))
    last--;
  const char *next = skip_space(stop, end);
  return last[-1] == '}' || (!strchr("[{,:", last[-1]) && next < end && *next == '{');
}

gboolean ty_json_read(TyReader *reader, const char *text, gsize length, GError **error) {
  g_autoptr(TyColumns) columns = ty_columns_new(reader->options.kind, reader->options.map, error);
  if (!columns)
    return FALSE;
  Json json = {.reader = reader,
               .columns = columns,
               .text = text,
               .end = text + length,
               .counted = text,
               .line = 1};
  const char *p = skip_space(text, json.end);
  gboolean done = p < json.end;

  if (done && *p == '[')
    done = read_records(&json, p + 1, error);
  else if (done && is_lines(p, json.end))
    done = read_lines(&json, p, error);
  else if (done) {
    const char *container = find_container(&json, p, json.end, 0);
    done = read_records(&json, container ? container + 1 : p, error);
  }
  if (p == json.end)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found nothing, expected JSON", reader->file);
  if (done && reader->n_documents == 0 && json.missing) {
    g_propagate_error(error, g_steal_pointer(&json.missing));
    done = FALSE;
  } else if (done && json.n_records == 0 && json.first_fault) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%s, expected JSON", reader->file,
                json.first_fault);
    done = FALSE;
  }
  g_clear_error(&json.missing);
  g_free(json.first_fault);
  ty_record_clear(&json.record);
  return done;
}
