/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/headings.h"

#include "base/file.h"
#include "corpus/columns.h"
#include "corpus/decode.h"
#include "corpus/sniff.h"
#include "corpus/xml-rows.h"
#include <jansson.h>
#include <string.h>

/* What is looked at of a file of JSON: some hundred records. */
#define LOOKED_AT_BYTES ((gsize) 1 << 18)
#define MAX_LEVEL 3

/* Names that a list of records goes by in a file of JSON. */
static gboolean is_list_name(const char *name) {
  static const char *const names[] = {"weibo", "data", "items",   "notes",
                                      "posts", "list", "records", "results"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(name, names[i]))
      return TRUE;
  return FALSE;
}

static const char *skip_space(const char *p, const char *end) {
  while (p < end && (g_ascii_isspace(*p) || *p == ','))
    p++;
  return p;
}

/* The end of the string that starts at `p`; `end` when it has none. */
static const char *string_end(const char *p, const char *end) {
  for (p++; p < end; p++)
    if (*p == '\\')
      p++;
    else if (*p == '"')
      return p + 1;
  return end;
}

/* Past the value at `p`. */
static const char *skip_value(const char *p, const char *end) {
  int depth = 0;

  for (; p < end; p++) {
    if (*p == '"') {
      p = string_end(p, end) - 1;
    } else if (*p == '{' || *p == '[')
      depth++;
    else if (*p == '}' || *p == ']') {
      if (depth-- <= 0)
        return p;
    } else if (depth == 0 && *p == ',')
      return p;
    if (depth == 0 && strchr("}]\"", *p))
      return p + 1;
  }
  return end;
}

/* The list of records in the object at `p`, past its bracket; NULL when the object is a record. */
static const char *find_list(const char *p, const char *end, const TyColumns *columns, int level) {
  for (p = skip_space(p + 1, end); p < end && *p == '"'; p = skip_space(p, end)) {
    const char *close = string_end(p, end);
    g_autofree char *name = g_strndup(p + 1, (gsize) MAX(close - p - 2, 0));
    TyField field;
    guint rank;
    p = skip_space(close, end);
    if (p == end || *p != ':')
      return NULL;
    p = skip_space(p + 1, end);
    const char *inner = p < end && *p == '[' ? skip_space(p + 1, end) : end;
    if (inner < end && *inner == '{' && is_list_name(name))
      return inner;
    if (p < end && *p == '{' && level < MAX_LEVEL &&
        (inner = find_list(p, end, columns, level + 1)))
      return inner;
    if (ty_columns_find(columns, name, &field, &rank) &&
        (field == TY_FIELD_TEXT || field == TY_FIELD_TITLE))
      return NULL;
    p = skip_value(p, end);
  }
  return NULL;
}

/* The keys of a record, and those of what its crawler wraps it in. */
static void add_keys(GHashTable *seen, GPtrArray *keys, json_t *object) {
  const char *key;
  json_t *value;

  json_object_foreach(object, key, value) {
    if (json_is_object(value) && (g_str_equal(key, "mblog") || g_str_equal(key, "note_card")))
      add_keys(seen, keys, value);
    else if (g_hash_table_add(seen, g_strdup(key)))
      g_ptr_array_add(keys, g_strdup(key));
  }
}

static char **steal_strings(GPtrArray *strings) {
  g_ptr_array_add(strings, NULL);
  return (char **) g_ptr_array_free(strings, FALSE);
}

void ty_headings_of_json(const char *text, gsize length, TyDocumentKind kind, char ***first,
                         char ***all) {
  g_autoptr(TyColumns) columns = ty_columns_new(kind, NULL, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *keys = g_ptr_array_new();
  const char *end = text + length, *p = skip_space(text, end);

  if (p < end && *p == '[')
    p = skip_space(p + 1, end);
  const char *list = p < end && *p == '{' ? find_list(p, end, columns, 0) : NULL;
  p = list ? list : p;
  while (p < end && *p == '{') {
    json_error_t why;
    json_t *record =
        json_loadb(p, (gsize) (end - p), JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why);
    if (!record)
      break;
    add_keys(seen, keys, record);
    json_decref(record);
    p = skip_space(p + why.position, end);
    if (!*first) {
      g_ptr_array_add(keys, NULL);
      *first = g_strdupv((char **) keys->pdata);
      g_ptr_array_set_size(keys, (int) keys->len - 1);
    }
  }
  *all = steal_strings(keys);
}

static void headings_of_xml(const TyDecoded *decoded, TyDocumentKind kind, char ***first,
                            char ***all) {
  g_autoptr(TyColumns) columns = ty_columns_new(kind, NULL, NULL);
  g_auto(TyXmlRows) rows = {0};
  gboolean is_typed;

  if (!ty_xml_root(decoded->text, decoded->length, &is_typed) ||
      !ty_xml_rows_find(decoded->text, decoded->length, columns, &rows))
    return;
  *first = g_steal_pointer(&rows.first);
  *all = g_steal_pointer(&rows.all);
}

static gboolean keep_heading(gsize line, gsize n, char *const *heading, char *const *cells,
                             gpointer data, GError **error) {
  char ***kept = data;
  GPtrArray *copy = g_ptr_array_new();
  (void) line, (void) cells;

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add(copy, g_strdup(heading[i]));
  *kept = steal_strings(copy);
  g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "the heading is all that is asked for");
  return FALSE;
}

gboolean ty_corpus_headings(const char *path, TyDocumentKind kind, char ***first, char ***all,
                            GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  g_auto(TyDecoded) decoded = {0};

  *first = *all = NULL;
  if (!file)
    return FALSE;
  const char *bytes = g_mapped_file_get_contents(file);
  gsize length = g_mapped_file_get_length(file);
  TyFormat format = ty_sniff_bytes(bytes, length);
  if (format == TY_FORMAT_NONE &&
      ty_encoding_decode(path, bytes, MIN(length, LOOKED_AT_BYTES), &decoded, NULL))
    format = ty_sniff_text(decoded.text, decoded.length);
  if (format == TY_FORMAT_JSON)
    ty_headings_of_json(decoded.text, decoded.length, kind, first, all);
  else if (format == TY_FORMAT_XML)
    headings_of_xml(&decoded, kind, first, all);
  else if (format == TY_FORMAT_TABLE || format == TY_FORMAT_XLSX) {
    (void) ty_corpus_read_table(path, keep_heading, NULL, first, NULL);
    *all = g_strdupv(*first);
  }
  return TRUE;
}

gboolean ty_corpus_check_map(const char *file, TyDocumentKind kind, const char *map,
                             const char *const *headings, GError **error) {
  g_autoptr(TyColumns) columns = ty_columns_new(kind, map, error);
  return columns &&
         ty_columns_check(columns, file, g_strv_length((char **) headings), headings, error);
}
