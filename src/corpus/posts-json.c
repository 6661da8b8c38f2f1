/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/json-text.h"
#include "corpus/readers.h"

#include <jansson.h>
#include <string.h>

/* Records are cut out of the text by their brackets and parsed one at a time, so that memory is for
 * one record and a broken one costs no other. */

#define MAX_CONTAINER_LEVEL 2
#define MAX_READINGS 16 /* broken records may cost this many readings of the file */

typedef struct {
  TyReader *reader;
  const TyColumns *columns;
  TyJsonText text;
  gsize n_records;   /* parsed */
  GError *missing;   /* why the first record without a text cannot be used */
  char *first_fault; /* why the first broken record is broken */
  TyRecord record;
} Json;

/* Refuses the record at `at`. */
static void reject(Json *json, const char *fault) {
  const char *start = json->text.window->text + json->text.at,
             *end = json->text.window->text + json->text.window->length;
  gsize line = ty_json_line(&json->text, json->text.at);

  if (!json->first_fault)
    json->first_fault = g_strdup_printf("%zu: %s", line, fault);
  ty_reader_reject(json->reader, line, start, (gsize) (ty_json_line_end(start, end) - start),
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

static gboolean take_record(Json *json, json_t *object, GError **error) {
  gsize n = json_object_size(object), i = 0, line = ty_json_line(&json->text, json->text.at);
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
  const char *first = p < end && *p == '[' ? ty_json_skip_space(p + 1, end) : end;
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

  p = ty_json_skip_space(p + 1, end);
  while (p < end && *p == '"') {
    const char *name = p + 1;
    TyField field;
    guint rank;
    const char *close = ty_json_string_end(p, end);
    if (!close) {
      json->text.is_cut = ty_json_line_end(p, end) == end;
      return NULL;
    }
    p = close;
    gsize n = (gsize) (p - name) - 1;
    p = ty_json_skip_space(p, end);
    json->text.is_cut = p == end;
    if (p == end || *p != ':')
      return NULL;
    p = ty_json_skip_space(p + 1, end);
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
    p = ty_json_value_end(&json->text, p, end, &fault);
    if (!p)
      return NULL;
    p = ty_json_skip_space(p, end);
    if (p < end && *p == ',')
      p = ty_json_skip_space(p + 1, end);
  }
  json->text.is_cut = p == end;
  return NULL;
}

/* Hands over the record of `length` bytes at `start`. `is_json` tells whether it was one at all. */
static gboolean parse_record(Json *json, const char *start, gsize length, gboolean *is_json,
                             GError **error) {
  json_error_t why;
  json_t *value = json_loadb(start, length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
  gboolean done = TRUE;

  *is_json = value != NULL;
  if (json_is_object(value))
    done = take_record(json, value, error);
  else {
    g_autofree char *text = g_utf8_make_valid(why.text, -1); /* it may cut a character */
    g_autofree char *fault = value ? g_strdup("found a value that is no object")
                                   : g_strdup_printf("found what is no JSON (%s)", text);
    reject(json, fault);
  }
  json_decref(value);
  return done;
}

/* Records one after another up to ']' or the end, with commas or without. */
static gboolean read_records(Json *json, GError **error) {
  for (ty_json_pass_space(&json->text);
       ty_json_here(&json->text) != '\0' && ty_json_here(&json->text) != ']';
       ty_json_pass_space(&json->text)) {
    const char *fault;
    gsize length = ty_json_find_value(&json->text, &fault);
    gboolean is_json = FALSE;
    if (length == 0)
      reject(json, fault);
    else if (!parse_record(json, json->text.window->text + json->text.at, length, &is_json, error))
      return FALSE;
    if (json->text.scanned / MAX_READINGS >
        json->text.window->offset + json->text.at + TY_RECORD_MAX_BYTES) {
      reject(json, "found too many broken records, read no further");
      return TRUE;
    }
    if (is_json)
      ty_json_pass_to(&json->text, json->text.at + length);
    else
      ty_json_pass_broken(&json->text, length);
    ty_json_pass_space(&json->text);
    if (ty_json_here(&json->text) == ',')
      ty_json_pass_to(&json->text, json->text.at + 1);
  }
  return TRUE;
}

/* The line at `at`, which holds one object, or the records in it. */
static gboolean read_line(Json *json, gsize length, GError **error) {
  const char *p = json->text.window->text + json->text.at, *last = p + length, *fault;

  while (last > p && g_ascii_isspace(last[-1]))
    last--;
  const char *end = ty_json_value_end(&json->text, p, last, &fault);
  if (!end)
    reject(json, g_str_has_prefix(fault, "found the end")
                     ? "found the end of the line inside a record"
                     : fault);
  else if (end < last && !(end + 1 == last && *end == ','))
    reject(json, "found more than one value in the line");
  else {
    const char *container = find_container(json, p, end, 0);
    gboolean is_json;
    if (!container)
      return parse_record(json, p, (gsize) (end - p), &is_json, error);
    ty_json_pass_to(&json->text, json->text.at + (gsize) (container + 1 - p));
    return read_records(json, error);
  }
  return TRUE;
}

static gboolean read_lines(Json *json, GError **error) {
  const TyWindow *window = json->text.window;

  for (ty_json_pass_space(&json->text); ty_json_here(&json->text) != '\0';
       ty_json_pass_space(&json->text)) {
    const char *p = window->text + json->text.at, *end = window->text + window->length;
    const char *stop = ty_json_line_end(p, end);
    if (stop == end && ty_json_more(&json->text))
      continue;
    if (stop == end && !window->is_last)
      reject(json, "found a line of more than 16 MiB");
    else if (!read_line(json, (gsize) (stop - p), error))
      return FALSE;
    ty_json_pass_line(&json->text);
  }
  return TRUE;
}

/* JSON lines: the first line holds a whole object, or the second begins one. A first line that does
 * not fit in the window is none. */
static gboolean is_lines(Json *json) {
  const TyWindow *window = json->text.window;

  for (;;) {
    const char *p = window->text + json->text.at, *end = window->text + window->length;
    const char *stop = ty_json_line_end(p, end), *last = stop,
               *next = ty_json_skip_space(stop, end);
    if (next == end && ty_json_more(&json->text))
      continue;
    if (stop == end && !window->is_last)
      return FALSE;
    while (last > p && g_ascii_isspace(last[-1]))
      last--;
    return last[-1] == '}' || (!strchr("[{,:", last[-1]) && next < end && *next == '{');
  }
}

/* Moves into the array of records that the object at `at` holds; stays there when it holds none. */
static void enter_container(Json *json) {
  const char *container, *start;

  do {
    json->text.is_cut = FALSE;
    start = json->text.window->text + json->text.at;
    container = find_container(json, start, json->text.window->text + json->text.window->length, 0);
  } while (!container && json->text.is_cut && ty_json_more(&json->text));
  if (container)
    ty_json_pass_to(&json->text, json->text.at + (gsize) (container + 1 - start));
}

static gboolean read_all(Json *json, GError **error) {
  ty_json_pass_space(&json->text);
  if (ty_json_here(&json->text) == '[')
    ty_json_pass_to(&json->text, json->text.at + 1);
  else if (is_lines(json))
    return read_lines(json, error);
  else
    enter_container(json);
  return read_records(json, error);
}

gboolean ty_json_read(TyReader *reader, TyWindow *window, GError **error) {
  g_autoptr(TyColumns) columns = ty_columns_new(reader->options.kind, reader->options.map, error);
  if (!columns)
    return FALSE;
  Json json = {.reader = reader,
               .columns = columns,
               .text = {.window = window, .line = 1, .is_alone = TRUE}};
  gboolean done = FALSE;

  ty_json_pass_space(&json.text);
  if (!json.text.fault && ty_json_here(&json.text) == '\0')
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found nothing, expected JSON", reader->file);
  else
    done = read_all(&json, error);
  if (json.text.fault) {
    if (done)
      g_propagate_error(error, g_steal_pointer(&json.text.fault));
    done = FALSE;
  } else if (done && reader->n_documents == 0 && json.missing) {
    g_propagate_error(error, g_steal_pointer(&json.missing));
    done = FALSE;
  } else if (done && json.n_records == 0 && json.first_fault) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%s, expected JSON", reader->file,
                json.first_fault);
    done = FALSE;
  }
  g_clear_error(&json.text.fault);
  g_clear_error(&json.missing);
  g_free(json.first_fault);
  ty_record_clear(&json.record);
  return done;
}
