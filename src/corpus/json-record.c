/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/json-record.h"

#include <string.h>

#define MAX_DEPTH 64
#define MAX_MEANINGS 4096 /* keys remembered; a file has some dozens */

typedef struct {
  gboolean is_known, is_wrapper, is_sign;
  TyField field;
  guint rank;
} Meaning;

struct TyJsonFields {
  const TyColumns *columns;
  GHashTable *meanings; /* key → Meaning */
  GPtrArray *keys, *signs;
  GString *key, *value, *scalar;
};

typedef struct {
  TyJsonFields *fields;
  const char *p, *end;
  const char *fault;
  TyRecord *record;
  gboolean has_text;
} Parser;

TyJsonFields *ty_json_fields_new(const TyColumns *columns) {
  TyJsonFields *fields = g_new0(TyJsonFields, 1);

  fields->columns = columns;
  fields->meanings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  fields->keys = g_ptr_array_new();
  fields->signs = g_ptr_array_new();
  fields->key = g_string_new(NULL);
  fields->value = g_string_new(NULL);
  fields->scalar = g_string_new(NULL);
  return fields;
}

void ty_json_fields_free(TyJsonFields *fields) {
  g_hash_table_unref(fields->meanings);
  g_ptr_array_unref(fields->keys);
  g_ptr_array_unref(fields->signs);
  g_string_free(fields->key, TRUE);
  g_string_free(fields->value, TRUE);
  g_string_free(fields->scalar, TRUE);
  g_free(fields);
}

/* The key as it is remembered, with what it means. */
static const char *find_meaning(TyJsonFields *fields, const char *key, const Meaning **meaning) {
  gpointer name, found;

  if (!g_hash_table_lookup_extended(fields->meanings, key, &name, &found)) {
    Meaning *fresh = g_new0(Meaning, 1);
    fresh->is_known = ty_columns_find(fields->columns, key, &fresh->field, &fresh->rank);
    fresh->is_wrapper = g_str_equal(key, "mblog") || g_str_equal(key, "note_card");
    fresh->is_sign = ty_columns_is_sign(key);
    name = g_strdup(key);
    found = fresh;
    g_hash_table_insert(fields->meanings, name, found);
  }
  *meaning = found;
  return name;
}

static gboolean fail(Parser *parser, const char *fault) {
  parser->fault = fault;
  return FALSE;
}

static void pass_space(Parser *parser) {
  while (parser->p < parser->end && strchr(" \t\n\r", *parser->p) && *parser->p)
    parser->p++;
}

/* Passes over spaces and `c`; FALSE when another comes. */
static gboolean pass(Parser *parser, char c) {
  pass_space(parser);
  if (parser->p == parser->end || *parser->p != c)
    return FALSE;
  parser->p++;
  return TRUE;
}

static gboolean read_four(Parser *parser, gunichar *unit) {
  *unit = 0;
  if (parser->end - parser->p < 4)
    return fail(parser, "invalid escape");
  for (int i = 0; i < 4; i++, parser->p++) {
    int digit = g_ascii_xdigit_value(*parser->p);
    if (digit < 0)
      return fail(parser, "invalid escape");
    *unit = *unit << 4 | (gunichar) digit;
  }
  return TRUE;
}

/* What follows "\u"; a NUL is left out, for it would end the text. */
static gboolean read_unicode(Parser *parser, GString *out) {
  gunichar c, low;

  if (!read_four(parser, &c))
    return FALSE;
  if ((c & 0xFC00) == 0xD800) {
    if (parser->end - parser->p < 2 || parser->p[0] != '\\' || parser->p[1] != 'u')
      return fail(parser, "half a surrogate pair");
    parser->p += 2;
    if (!read_four(parser, &low))
      return FALSE;
    if ((low & 0xFC00) != 0xDC00)
      return fail(parser, "half a surrogate pair");
    c = 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF);
  } else if ((c & 0xFC00) == 0xDC00)
    return fail(parser, "half a surrogate pair");
  if (out && c != 0)
    g_string_append_unichar(out, c);
  return TRUE;
}

static gboolean read_escape(Parser *parser, GString *out) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = parser->p < parser->end ? *parser->p++ : '\0';
  const char *found = c ? strchr(from, c) : NULL;

  if (c == 'u')
    return read_unicode(parser, out);
  if (!found)
    return fail(parser, "invalid escape");
  if (out)
    g_string_append_c(out, to[found - from]);
  return TRUE;
}

/* Reads the string whose opening quote was read; appends it when `out` is given. */
static gboolean read_string(Parser *parser, GString *out) {
  for (;;) {
    const char *start = parser->p;
    while (parser->p < parser->end && *parser->p != '"' && *parser->p != '\\' &&
           (unsigned char) *parser->p >= 0x20)
      parser->p++;
    if (out)
      g_string_append_len(out, start, parser->p - start);
    if (parser->p == parser->end)
      return fail(parser, "a text without its closing quote");
    char c = *parser->p++;
    if (c == '"')
      return TRUE;
    if (c != '\\')
      return fail(parser, "a control character in a text");
    if (!read_escape(parser, out))
      return FALSE;
  }
}

static gboolean pass_digits(Parser *parser) {
  const char *start = parser->p;
  while (parser->p < parser->end && g_ascii_isdigit(*parser->p))
    parser->p++;
  return parser->p > start;
}

static gboolean read_number(Parser *parser, GString *out) {
  const char *start = parser->p;
  gboolean is_real = FALSE;

  parser->p += *parser->p == '-';
  const char *first = parser->p;
  if (!pass_digits(parser) || (*first == '0' && parser->p > first + 1))
    return fail(parser, "an invalid number");
  if (parser->p < parser->end && *parser->p == '.') {
    parser->p++;
    is_real = TRUE;
    if (!pass_digits(parser))
      return fail(parser, "an invalid number");
  }
  if (parser->p < parser->end && (*parser->p == 'e' || *parser->p == 'E')) {
    parser->p++;
    is_real = TRUE;
    if (parser->p < parser->end && (*parser->p == '+' || *parser->p == '-'))
      parser->p++;
    if (!pass_digits(parser))
      return fail(parser, "an invalid number");
  }
  if (!out)
    return TRUE;
  if (is_real) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *text = g_strndup(start, (gsize) (parser->p - start));
    g_string_append(out, g_ascii_dtostr(number, sizeof number, g_ascii_strtod(text, NULL)));
  } else
    g_string_append_len(out, start, parser->p - start);
  return TRUE;
}

static gboolean read_value(Parser *parser, GString *out, int depth);

static gboolean read_word(Parser *parser) {
  static const char *const words[] = {"true", "false", "null"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize n = strlen(words[i]);
    if ((gsize) (parser->end - parser->p) >= n && memcmp(parser->p, words[i], n) == 0) {
      parser->p += n;
      return TRUE;
    }
  }
  return fail(parser, "an invalid token");
}

/* How good a key is for what an object is called; 0 for none. */
static guint name_rank(const char *key, gsize length) {
  static const char *const keys[] = {"name", "screen_name", "nickname", "title", "topic", "text"};
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (strlen(keys[i]) == length && memcmp(key, keys[i], length) == 0)
      return (guint) G_N_ELEMENTS(keys) - i;
  return 0;
}

/* An object as a value: its name is appended. */
static gboolean read_name(Parser *parser, GString *out, int depth) {
  g_autoptr(GString) name = out ? g_string_new(NULL) : NULL;
  guint best = 0;

  if (pass(parser, '}'))
    return TRUE;
  do {
    if (!pass(parser, '"'))
      return fail(parser, "an object without a key");
    const char *key = parser->p;
    if (!read_string(parser, NULL))
      return FALSE;
    guint rank = name ? name_rank(key, (gsize) (parser->p - key) - 1) : 0;
    if (!pass(parser, ':'))
      return fail(parser, "a key without a colon");
    pass_space(parser);
    gboolean is_name = rank > best && parser->p < parser->end && *parser->p == '"';
    if (is_name) {
      best = rank;
      g_string_truncate(name, 0);
    }
    if (!read_value(parser, is_name ? name : NULL, depth + 1))
      return FALSE;
  } while (pass(parser, ','));
  if (name)
    g_string_append_len(out, name->str, (gssize) name->len);
  return pass(parser, '}') || fail(parser, "an object without its closing brace");
}

static gboolean read_array(Parser *parser, GString *out, int depth) {
  if (pass(parser, ']'))
    return TRUE;
  do {
    pass_space(parser);
    gboolean is_array = parser->p < parser->end && *parser->p == '[';
    if (out && out->len > 0)
      g_string_append_c(out, ';');
    if (!read_value(parser, is_array ? NULL : out, depth + 1))
      return FALSE;
  } while (pass(parser, ','));
  return pass(parser, ']') || fail(parser, "an array without its closing bracket");
}

/* Any value; `out` may be NULL. */
static gboolean read_value(Parser *parser, GString *out, int depth) {
  pass_space(parser);
  if (parser->p == parser->end)
    return fail(parser, "no value");
  if (depth > MAX_DEPTH)
    return fail(parser, "more than 64 levels of nesting");
  switch (*parser->p) {
  case '"':
    parser->p++;
    return read_string(parser, out);
  case '{':
    parser->p++;
    return read_name(parser, out, depth);
  case '[':
    parser->p++;
    return read_array(parser, out, depth);
  case 't':
  case 'f':
  case 'n':
    return read_word(parser);
  default:
    return *parser->p == '-' || g_ascii_isdigit(*parser->p) ? read_number(parser, out)
                                                            : fail(parser, "an invalid token");
  }
}

/* The object whose brace was read: the record itself. */
static gboolean read_object(Parser *parser, int depth) {
  TyJsonFields *fields = parser->fields;

  if (pass(parser, '}'))
    return TRUE;
  do {
    const Meaning *meaning;
    g_string_truncate(fields->key, 0);
    if (!pass(parser, '"'))
      return fail(parser, "an object without a key");
    if (!read_string(parser, fields->key))
      return FALSE;
    if (!pass(parser, ':'))
      return fail(parser, "a key without a colon");
    const char *key = find_meaning(fields, fields->key->str, &meaning);
    if (depth == 0)
      g_ptr_array_add(fields->keys, (gpointer) key);
    if (depth == 0 && meaning->is_sign)
      g_ptr_array_add(fields->signs, (gpointer) key);
    pass_space(parser);
    if (meaning->is_wrapper && parser->p < parser->end && *parser->p == '{') {
      parser->p++;
      if (depth >= MAX_DEPTH || !read_object(parser, depth + 1))
        return fail(parser, parser->fault ? parser->fault : "more than 64 levels of nesting");
      continue;
    }
    g_string_truncate(fields->value, 0);
    if (!read_value(parser, meaning->is_known ? fields->value : NULL, depth + 1))
      return FALSE;
    if (!meaning->is_known)
      continue;
    parser->has_text =
        parser->has_text || meaning->field == TY_FIELD_TEXT || meaning->field == TY_FIELD_TITLE;
    ty_record_offer(parser->record, meaning->field, meaning->rank, fields->value->str);
  } while (pass(parser, ','));
  return pass(parser, '}') || fail(parser, "an object without its closing brace");
}

gboolean ty_json_fields_read(TyJsonFields *fields, const char *p, const char *end, TyRecord *record,
                             TyJsonObject *object) {
  Parser parser = {.fields = fields, .p = p, .end = end, .record = record};

  if (g_hash_table_size(fields->meanings) > MAX_MEANINGS)
    g_hash_table_remove_all(fields->meanings);
  g_ptr_array_set_size(fields->keys, 0);
  g_ptr_array_set_size(fields->signs, 0);
  gboolean is_object = pass(&parser, '{');
  gboolean done = is_object ? read_object(&parser, 0) : read_value(&parser, NULL, 0);
  pass_space(&parser);
  if (done && parser.p < end)
    done = fail(&parser, "more after the value");
  *object = (TyJsonObject){.has_text = parser.has_text, .keys = fields->keys};
  if (done && is_object && fields->signs->len > 0)
    object->platform =
        ty_columns_platform(fields->signs->len, (const char *const *) fields->signs->pdata);
  object->fault = done ? NULL : parser.fault;
  return done && is_object;
}
