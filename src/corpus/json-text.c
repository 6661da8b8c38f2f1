/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/json-text.h"

#include <string.h>

#define MAX_DEPTH 64

gsize ty_json_line(TyJsonText *json, gsize at) {
  const char *text = json->window->text;
  for (const char *p = text + json->counted, *end = text + at;
       p < end && (p = memchr(p, '\n', (gsize) (end - p))); p++)
    json->line++;
  json->counted = MAX(json->counted, at);
  return json->line;
}

/* Lets go of what is before `at` and reads on. FALSE when nothing more is to be had: at the end,
 * when the window is full, or with the fault of the source. */
gboolean ty_json_more(TyJsonText *json) {
  gsize before = json->window->length - json->at;

  (void) ty_json_line(json, json->at);
  json->counted -= json->at;
  gboolean done = ty_window_more(json->window, json->at, json->fault ? NULL : &json->fault);
  json->at = 0;
  return done && json->window->length > before;
}

/* The byte at `at`; NUL at the end of the text. */
char ty_json_here(TyJsonText *json) {
  while (json->at == json->window->length)
    if (!ty_json_more(json))
      return '\0';
  return json->window->text[json->at];
}

void ty_json_pass_space(TyJsonText *json) {
  for (char c; (c = ty_json_here(json)) != '\0' && g_ascii_isspace(c); json->at++) {
    json->is_alone = json->is_alone || c == '\n';
    json->indent = c == '\n' ? 0 : json->indent + 1;
  }
}

/* Moves to a byte of the window within or after a record. */
void ty_json_pass_to(TyJsonText *json, gsize at) {
  json->at = at;
  json->is_alone = FALSE;
}

const char *ty_json_skip_space(const char *p, const char *end) {
  while (p < end && g_ascii_isspace(*p))
    p++;
  return p;
}

const char *ty_json_line_end(const char *p, const char *end) {
  const char *lf = p < end ? memchr(p, '\n', (gsize) (end - p)) : NULL;
  return lf ? lf : end;
}

/* The end of the string that starts at `p`; NULL when a line break or the end comes first. */
const char *ty_json_string_end(const char *p, const char *end) {
  for (p++; p < end && *p != '\n'; p++)
    if (*p == '"')
      return p + 1;
    else if (*p == '\\' && p + 1 < end)
      p++;
  return NULL;
}

/* The end of the value that starts at `p`, by its brackets; NULL with `fault` when it has none. */
const char *ty_json_value_end(TyJsonText *json, const char *p, const char *end,
                              const char **fault) {
  const char *start = p;
  int depth = 0;

  *fault = NULL;
  json->is_cut = FALSE;
  while (p < end && !*fault) {
    if (*p == '"') {
      const char *close = ty_json_string_end(p, end);
      if (!close) {
        *fault = "found a text without its closing quote";
        json->is_cut = ty_json_line_end(p, end) == end;
      } else
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
    if (depth == 0 && p > start && (p[-1] == '}' || p[-1] == ']' || p[-1] == '"')) {
      json->scanned += (gsize) (p - start);
      return *fault ? NULL : p;
    }
  }
  json->scanned += (gsize) (p - start);
  json->is_cut = json->is_cut || p >= end;
  if (!*fault && (depth > 0 || p == start))
    *fault = p >= end ? "found the end of the file inside a record" : "found no value";
  return *fault ? NULL : p;
}

/* Bytes of the value at `at`; 0 with `fault` when it has no end within what a record may have. */
gsize ty_json_find_value(TyJsonText *json, const char **fault) {
  for (;;) {
    const TyWindow *window = json->window;
    const char *start = window->text + json->at, *end = window->text + window->length;
    const char *stop = ty_json_value_end(json, start, end, fault);
    if (!json->is_cut || window->is_last || json->fault)
      return stop ? (gsize) (stop - start) : 0;
    if (!ty_json_more(json) && window->is_full) {
      *fault = "found a record of more than 16 MiB";
      return 0;
    }
  }
}

/* Moves to the line end, however far it is. */
void ty_json_pass_line(TyJsonText *json) {
  const TyWindow *window = json->window;

  while (ty_json_here(json) != '\n' && json->at < window->length) {
    const char *start = window->text + json->at;
    const char *stop = ty_json_line_end(start, window->text + window->length);
    json->scanned += (gsize) (stop - start);
    ty_json_pass_to(json, json->at + (gsize) (stop - start));
  }
}

/* Whether another record begins after "}," in [p, stop): there, else NULL. */
static const char *next_brace(const char *p, const char *stop) {
  for (; p + 2 < stop; p++)
    if (p[0] == '}' && p[1] == ',') {
      const char *brace = ty_json_skip_space(p + 2, stop);
      if (brace < stop && *brace == '{')
        return brace;
    }
  return NULL;
}

/* Moves from a broken record to the next line that begins like it. Of a record that has an end,
 * `length` bytes on, only if that line is in it: what is broken may have swallowed others. */
static void pass_to_like(TyJsonText *json, gsize length) {
  gboolean was_alone = json->is_alone;
  gsize indent = json->indent;
  guint64 stop = json->window->offset + json->at + length;

  do {
    ty_json_pass_line(json);
    ty_json_pass_space(json);
    if (length > 0 && json->window->offset + json->at >= stop)
      return;
  } while (ty_json_here(json) != '\0' &&
           (ty_json_here(json) != '{' || (was_alone && json->indent != indent)));
}

/* Moves from the broken record at `at` to where reading goes on: after it when it has an end and
 * holds no line that looks like a record; else to the next "},{" of its line, else to the next line
 * that begins like it, else to the end. */
void ty_json_pass_broken(TyJsonText *json, gsize length) {
  const char *start = json->window->text + json->at;
  const char *stop = ty_json_line_end(start, json->window->text + json->window->length);
  const char *brace = next_brace(start, stop);

  if (length > 0 && (brace || (gsize) (stop - start) >= length))
    ty_json_pass_to(json, json->at + length);
  else if (brace)
    ty_json_pass_to(json, json->at + (gsize) (brace - start));
  else
    pass_to_like(json, length);
}
