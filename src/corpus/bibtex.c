/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/bibtex.h"

#include "corpus/latex-text.h"
#include <stdlib.h>
#include <string.h>

/* Texts made of @string names could grow without bound (each twice the one before). */
#define MAX_MACRO_BYTES 4096
#define MAX_MADE_BYTES 65536

typedef struct {
  TyReader *reader;
  const char *p, *end;
  const char *counted; /* lines are counted up to here */
  gsize line;
  GHashTable *macros; /* name in lower case → text */
  TyRecord record;
  GString *value;  /* of the field at hand */
  char *year;      /* of the record, or NULL */
  int month;       /* 0 when it has none */
  const char *why; /* what broke the entry */
} Bibtex;

/* A thesis has its university as venue and as institution. */
static const TyLineName names[] = {
    {"title", TY_LINE_FIELD, TY_FIELD_TITLE, 0},
    {"author", TY_LINE_LIST, TY_FIELD_AUTHOR, 0},
    {"abstract", TY_LINE_FIELD, TY_FIELD_TEXT, 0},
    {"journal", TY_LINE_FIELD, TY_FIELD_VENUE, 0},
    {"journaltitle", TY_LINE_FIELD, TY_FIELD_VENUE, 0},
    {"booktitle", TY_LINE_FIELD, TY_FIELD_VENUE, 1},
    {"school", TY_LINE_FIELD, TY_FIELD_VENUE, 2},
    {"institution", TY_LINE_FIELD, TY_FIELD_VENUE, 2},
    {"publisher", TY_LINE_FIELD, TY_FIELD_VENUE, 3},
    {"date", TY_LINE_FIELD, TY_FIELD_DATE, 0},
    {"keywords", TY_LINE_LIST, TY_FIELD_TAGS, 0},
    {"keyword", TY_LINE_LIST, TY_FIELD_TAGS, 0},
    {"affiliation", TY_LINE_LIST, TY_FIELD_ORGAN, 0},
    {"school", TY_LINE_LIST, TY_FIELD_ORGAN, 1},
    {"institution", TY_LINE_LIST, TY_FIELD_ORGAN, 1},
    {"doi", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0},
    {"eprint", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1},
    {"url", TY_LINE_FIELD, TY_FIELD_URL, 0},
};

static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

static gsize line_of(Bibtex *bibtex, const char *at) {
  for (; bibtex->counted < at; bibtex->counted++)
    bibtex->line += *bibtex->counted == '\n';
  return bibtex->line;
}

static void skip_space(Bibtex *bibtex) {
  while (bibtex->p < bibtex->end && g_ascii_isspace(*bibtex->p))
    bibtex->p++;
}

gsize ty_bibtex_entry_start(const char *p, const char *end, gsize *type) {
  const char *at = p;

  if (at == end || *at++ != '@')
    return 0;
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  const char *word = at;
  while (at < end && g_ascii_isalpha(*at))
    at++;
  *type = (gsize) (at - word);
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return *type > 0 && at < end && (*at == '{' || *at == '(') ? (gsize) (at - p) + 1 : 0;
}

/* Whether an entry begins on the line after `p`, a line break: then the one at hand never ended. */
static gboolean is_next_entry(const Bibtex *bibtex, const char *p) {
  gsize type;
  for (p++; p < bibtex->end && (*p == ' ' || *p == '\t'); p++)
    ;
  return p < bibtex->end && *p == '@' && ty_bibtex_entry_start(p, bibtex->end, &type) > 0;
}

static gboolean broken(Bibtex *bibtex, const char *why) {
  bibtex->why = why;
  return FALSE;
}

/* Appends what stands up to `close`, braces inside in pairs, and goes past it. */
static gboolean read_delimited(Bibtex *bibtex, char close, GString *out) {
  const char *start = bibtex->p;
  int depth = 0;

  for (; bibtex->p < bibtex->end; bibtex->p++) {
    char c = *bibtex->p;
    if (c == '\n' && is_next_entry(bibtex, bibtex->p))
      return broken(bibtex, "found the next entry inside a text");
    if (depth == 0 && c == close) {
      if (out)
        g_string_append_len(out, start, (gssize) (bibtex->p - start));
      bibtex->p++;
      return TRUE;
    } else if (c == '{')
      depth++;
    else if (c == '}' && depth-- == 0)
      return broken(bibtex, "found a closing brace inside a quoted text");
  }
  return broken(bibtex, "found the end of the file inside a text");
}

/* A number or the name of a text. */
static gsize word_bytes(const Bibtex *bibtex) {
  gsize n = 0;
  while (bibtex->p + n < bibtex->end && !g_ascii_isspace(bibtex->p[n]) &&
         !strchr("{}(),=#\"%@", bibtex->p[n]))
    n++;
  return n;
}

/* A value into bibtex->value: texts in braces or quotes, numbers and names joined by '#'. */
static gboolean read_value(Bibtex *bibtex) {
  GString *out = bibtex->value;
  gsize made = 0;

  g_string_truncate(out, 0);
  for (gboolean more = TRUE; more;) {
    skip_space(bibtex);
    char first = bibtex->p < bibtex->end ? *bibtex->p : '\0';
    if (first == '{' || first == '"') {
      bibtex->p++;
      if (!read_delimited(bibtex, first == '{' ? '}' : '"', out))
        return FALSE;
    } else {
      gsize n = word_bytes(bibtex);
      if (n == 0)
        return broken(bibtex, "found no value after '='");
      g_autofree char *word = g_strndup(bibtex->p, n);
      g_autofree char *name = g_ascii_strdown(word, -1);
      const char *text = g_hash_table_lookup(bibtex->macros, name);
      g_string_append(out, text ? text : word);
      bibtex->p += n;
      made += text ? strlen(text) : 0;
      if (made > MAX_MADE_BYTES)
        return broken(bibtex, "found a text of more than 64 KiB made of @string names");
    }
    skip_space(bibtex);
    more = bibtex->p < bibtex->end && *bibtex->p == '#';
    bibtex->p += more;
  }
  return TRUE;
}

/* Fields ----------------------------------------------------------------------------------------
 */

static int month_of(const char *value) {
  while (*value && !g_ascii_isalnum(*value))
    value++;
  if (g_ascii_isdigit(*value)) {
    int month = atoi(value);
    return month >= 1 && month <= 12 ? month : 0;
  }
  if (strlen(value) < 3)
    return 0;
  g_autofree char *name = g_ascii_strdown(value, 3);
  for (int i = 0; i < 12; i++)
    if (strncmp(months + 3 * i, name, 3) == 0)
      return i + 1;
  return 0;
}

static gboolean has_wide(const char *text) {
  for (; *text; text++)
    if ((unsigned char) *text >= 0xE3) /* from U+3000 on: Chinese */
      return TRUE;
  return FALSE;
}

/* Bytes of the " and " at `p`, in any white space; 0 when there is none. */
static gsize and_bytes(const char *p) {
  if (!g_ascii_isspace(*p))
    return 0;
  gsize before = strspn(p, " \t\r\n");
  return g_ascii_strncasecmp(p + before, "and", 3) == 0 && g_ascii_isspace(p[before + 3])
             ? before + 4
             : 0;
}

/* Bytes of the comma at `p`, 0 when it is none. */
static gsize comma_bytes(const char *p) {
  if (*p == ',')
    return 1;
  return g_str_has_prefix(p, "，") || g_str_has_prefix(p, "、") ? strlen("，") : 0;
}

/* The value with ';' where its items part: names at "and" (Chinese ones at commas when there is no
 * "and"), keywords at commas when there is no ';'; never inside braces. */
static char *part_items(const char *value, gboolean is_author) {
  g_autoptr(GString) out = g_string_new(NULL);
  gboolean by_comma = is_author ? has_wide(value) && !strstr(value, " and ")
                                : !strchr(value, ';') && !strstr(value, "；");
  int depth = 0;

  for (const char *p = value; *p;) {
    depth += (*p == '{') - (*p == '}');
    gsize n = depth > 0 ? 0 : is_author ? and_bytes(p) : 0;
    if (n == 0 && depth <= 0 && by_comma)
      n = comma_bytes(p);
    if (n > 0)
      g_string_append_c(out, ';');
    else
      g_string_append_c(out, *p);
    p += MAX(n, 1);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *without_others(const char *authors) {
  g_auto(GStrv) items = g_strsplit(authors, ";", -1);
  g_autoptr(GString) out = g_string_new(NULL);

  for (guint i = 0; items[i]; i++)
    if (g_ascii_strcasecmp(g_strstrip(items[i]), "others") != 0)
      g_string_append_printf(out, "%s%s", out->len > 0 ? ";" : "", items[i]);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void take_field(Bibtex *bibtex, const char *name, gsize length) {
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    const TyLineName *meaning = &names[i];
    if (ty_line_name(meaning, 1, name, length) != meaning)
      continue;
    gboolean is_author = meaning->field == TY_FIELD_AUTHOR;
    gboolean is_parted = is_author || meaning->field == TY_FIELD_TAGS;
    g_autofree char *items = is_parted ? part_items(bibtex->value->str, is_author) : NULL;
    g_autoptr(GString) plain = g_string_new(NULL);
    ty_latex_append_plain(plain, items ? items : bibtex->value->str,
                          meaning->field == TY_FIELD_URL || meaning->field == TY_FIELD_NATIVE_ID);
    g_autofree char *kept = is_author ? without_others(plain->str) : NULL;
    (void) ty_line_offer(&bibtex->record, meaning, kept ? kept : plain->str);
  }
  if (length == 4 && g_ascii_strncasecmp(name, "year", 4) == 0) {
    g_free(bibtex->year);
    bibtex->year = g_strstrip(g_strdup(bibtex->value->str));
  } else if (length == 5 && g_ascii_strncasecmp(name, "month", 5) == 0)
    bibtex->month = month_of(bibtex->value->str);
}

/* The year and, when it is one of twelve, the month. */
static void offer_year(Bibtex *bibtex) {
  if (!bibtex->year)
    return;
  gboolean is_year = strlen(bibtex->year) == 4 && strspn(bibtex->year, "0123456789") == 4;
  if (is_year && bibtex->month > 0) {
    g_autofree char *date = g_strdup_printf("%s-%02d", bibtex->year, bibtex->month);
    ty_record_offer(&bibtex->record, TY_FIELD_DATE, 1, date);
  } else
    ty_record_offer(&bibtex->record, TY_FIELD_DATE, 1, bibtex->year);
}

/* Entries ---------------------------------------------------------------------------------------
 */

/* The name before '=' at `p`, which moves past the '='. */
static gboolean read_name(Bibtex *bibtex, const char **name, gsize *length) {
  skip_space(bibtex);
  *name = bibtex->p;
  *length = word_bytes(bibtex);
  bibtex->p += *length;
  skip_space(bibtex);
  if (*length == 0 || bibtex->p == bibtex->end || *bibtex->p != '=')
    return broken(bibtex, "found no '=' after the name of a field");
  bibtex->p++;
  return TRUE;
}

/* @string{name = text}, past its opening brace. */
static gboolean read_macro(Bibtex *bibtex, char close) {
  const char *name;
  gsize length;

  if (!read_name(bibtex, &name, &length) || !read_value(bibtex))
    return FALSE;
  if (bibtex->p == bibtex->end || *bibtex->p != close)
    return broken(bibtex, "found no end of the @string");
  bibtex->p++;
  if (bibtex->value->len > MAX_MACRO_BYTES)
    return broken(bibtex, "found a @string of more than 4 KiB");
  g_autofree char *key = g_strndup(name, length);
  g_hash_table_replace(bibtex->macros, g_ascii_strdown(key, -1), g_strdup(bibtex->value->str));
  return TRUE;
}

/* The key and the fields, past the opening brace and up to the closing one. */
static gboolean read_fields(Bibtex *bibtex, char close) {
  const char *name;
  gsize length;

  while (bibtex->p < bibtex->end && !strchr(",}=\n", *bibtex->p) && *bibtex->p != close)
    bibtex->p++;
  for (;;) {
    skip_space(bibtex);
    if (bibtex->p == bibtex->end)
      return broken(bibtex, "found the end of the file inside an entry");
    if (*bibtex->p == close) {
      bibtex->p++;
      return TRUE;
    }
    if (*bibtex->p != ',')
      return broken(bibtex, "found no ',' between two fields");
    bibtex->p++;
    skip_space(bibtex);
    if (bibtex->p < bibtex->end && *bibtex->p == close)
      continue; /* a comma after the last field */
    if (!read_name(bibtex, &name, &length) || !read_value(bibtex))
      return FALSE;
    take_field(bibtex, name, length);
  }
}

static gboolean is_type(const char *type, gsize length, const char *name) {
  return strlen(name) == length && g_ascii_strncasecmp(type, name, length) == 0;
}

/* A broken entry is passed over up to the next line that begins one. */
static void reject(Bibtex *bibtex, const char *start) {
  gsize line = line_of(bibtex, start);
  const char *stop = memchr(start, '\n', (gsize) (bibtex->end - start));

  ty_reader_reject(bibtex->reader, line, start, (gsize) ((stop ? stop : bibtex->end) - start),
                   "%s, expected an entry of BibTeX", bibtex->why);
  while (bibtex->p > start && g_ascii_isspace(bibtex->p[-1]))
    bibtex->p--;
  while (bibtex->p < bibtex->end && !(*bibtex->p == '\n' && is_next_entry(bibtex, bibtex->p)))
    bibtex->p++;
}

/* The entry at `p`, an '@'. */
static gboolean read_entry(Bibtex *bibtex, gsize opening, gsize type_length, GError **error) {
  const char *start = bibtex->p, *type = start + 1 + strspn(start + 1, " \t");
  char close = start[opening - 1] == '{' ? '}' : ')';

  bibtex->p = start + opening;
  if (is_type(type, type_length, "comment") || is_type(type, type_length, "preamble")) {
    if (!read_delimited(bibtex, close, NULL))
      reject(bibtex, start);
    return TRUE;
  }
  if (is_type(type, type_length, "string")) {
    if (!read_macro(bibtex, close))
      reject(bibtex, start);
    return TRUE;
  }
  ty_record_begin(&bibtex->record, line_of(bibtex, start));
  g_clear_pointer(&bibtex->year, g_free);
  bibtex->month = 0;
  if (!read_fields(bibtex, close)) {
    reject(bibtex, start);
    return TRUE;
  }
  offer_year(bibtex);
  return ty_reader_emit(bibtex->reader, &bibtex->record, TY_DOCUMENT_PAPER, NULL, error);
}

static void add_months(GHashTable *macros) {
  for (int i = 0; i < 12; i++)
    g_hash_table_insert(macros, g_strndup(months + 3 * i, 3), g_strndup(months + 3 * i, 3));
}

gboolean ty_bibtex_read(TyReader *reader, const char *text, gsize length, GError **error) {
  Bibtex bibtex = {.reader = reader,
                   .p = text,
                   .end = text + length,
                   .counted = text,
                   .line = 1,
                   .macros = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                   .value = g_string_new(NULL)};
  gboolean done = TRUE, is_comment = FALSE;

  add_months(bibtex.macros);
  for (gboolean at_start = TRUE; bibtex.p < bibtex.end && done;) {
    gsize type, opening = 0;
    is_comment = at_start ? *bibtex.p == '%' : is_comment;
    if (*bibtex.p == '@' && !is_comment &&
        (bibtex.p == text || g_ascii_isspace(bibtex.p[-1]) || bibtex.p[-1] == '}'))
      opening = ty_bibtex_entry_start(bibtex.p, bibtex.end, &type);
    if (opening > 0)
      done = read_entry(&bibtex, opening, type, error);
    else
      bibtex.p++;
    at_start = bibtex.p > text && bibtex.p[-1] == '\n';
  }
  ty_record_clear(&bibtex.record);
  g_free(bibtex.year);
  g_string_free(bibtex.value, TRUE);
  g_hash_table_unref(bibtex.macros);
  return done;
}
