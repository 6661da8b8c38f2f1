/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/record.h"

#include "corpus/date.h"
#include "corpus/markup.h"
#include "corpus/platform.h"
#include <string.h>

#define RAW_MAX 300

void ty_record_begin(TyRecord *record, gsize line) {
  record->line = line;
  for (int i = 0; i < TY_N_FIELDS; i++)
    if (record->field[i].value)
      g_string_truncate(record->field[i].value, 0);
}

void ty_record_clear(TyRecord *record) {
  for (int i = 0; i < TY_N_FIELDS; i++)
    if (record->field[i].value)
      g_string_free(record->field[i].value, TRUE);
  memset(record, 0, sizeof *record);
}

const char *ty_record_get(const TyRecord *record, TyField field) {
  const GString *value = record->field[field].value;
  return value && value->len > 0 ? value->str : NULL;
}

static GString *field_value(TyRecord *record, TyField field) {
  if (!record->field[field].value)
    record->field[field].value = g_string_new(NULL);
  return record->field[field].value;
}

static void append_stripped(GString *out, const char *value) {
  while (g_ascii_isspace(*value))
    value++;
  gsize n = strlen(value);
  while (n > 0 && g_ascii_isspace(value[n - 1]))
    n--;
  g_string_append_len(out, value, (gssize) n);
}

void ty_record_offer(TyRecord *record, TyField field, guint rank, const char *value) {
  GString *now = field_value(record, field);

  while (g_ascii_isspace(*value))
    value++;
  if (!*value || (now->len > 0 && record->field[field].rank <= rank))
    return;
  g_autofree char *date = field == TY_FIELD_DATE ? ty_date_normalise(value) : NULL;
  if (field == TY_FIELD_DATE && !date)
    return;
  g_string_truncate(now, 0);
  append_stripped(now, date ? date : value);
  record->field[field].rank = rank;
}

void ty_record_append(TyRecord *record, TyField field, const char *separator, const char *value) {
  GString *now = field_value(record, field);

  if (now->len > 0)
    g_string_append(now, separator);
  append_stripped(now, value);
}

/* Bytes of the separator at `p`, 0 when there is none. */
static gsize separator_bytes(const char *p, gboolean loose) {
  static const char *const marks[] = {"；", "、", "，", "＃", "\u3000"};

  if ((unsigned char) *p < 0x80)
    return strchr(";|\n\r\t", *p) || (loose && strchr("#, ", *p));
  if (*p != '\xE3' && *p != '\xEF') /* the leads of the marks */
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if ((loose || i == 0) && g_str_has_prefix(p, marks[i]))
      return strlen(marks[i]);
  return 0;
}

void ty_list_append(GString *out, const char *list, gboolean loose) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gsize start = out->len;

  while (*list) {
    gsize n = separator_bytes(list, loose);
    if (n > 0) {
      list += n;
      continue;
    }
    while (list[n] && separator_bytes(list + n, loose) == 0)
      n++;
    char *item = g_strstrip(g_strndup(list, n));
    list += n;
    if (!*item)
      g_free(item);
    else if (g_hash_table_add(seen, item)) {
      if (out->len > start)
        g_string_append_c(out, ';');
      g_string_append(out, item);
    }
  }
}

void ty_reader_reject(TyReader *reader, gsize line, const char *raw, gsize raw_length,
                      const char *reason, ...) {
  if (!reader->reject)
    return;
  gsize length = MIN(raw_length, RAW_MAX);
  while (length < raw_length && length > 0 && ((unsigned char) raw[length] & 0xC0) == 0x80)
    length--;
  va_list arguments;
  va_start(arguments, reason);
  g_autofree char *sentence = g_strdup_vprintf(reason, arguments);
  va_end(arguments);
  g_autofree char *start = raw ? g_strndup(raw, length) : NULL;
  TyReject reject = {reader->file, line, sentence, start};
  reader->reject(&reject, reader->data);
}

/* The record's own value, else the caller's. */
static const char *value_or(const char *value, const char *otherwise) {
  return value ? value : otherwise && *otherwise ? otherwise : NULL;
}

/* What a record without title and text does say, but not who wrote it. */
static void reject_empty(TyReader *reader, const TyRecord *record) {
  g_autoptr(GString) raw = g_string_new(NULL);

  for (int i = 0; i < TY_N_FIELDS; i++)
    if (i != TY_FIELD_AUTHOR && ty_record_get(record, (TyField) i))
      g_string_append_printf(raw, "%s%s=%s", raw->len > 0 ? ", " : "", ty_field_name((TyField) i),
                             ty_record_get(record, (TyField) i));
  ty_reader_reject(reader, record->line, raw->str, raw->len,
                   "found neither title nor text, expected one of them");
}

static char *plain(const char *markup) {
  if (!markup)
    return NULL;
  g_autoptr(GString) out = g_string_sized_new(strlen(markup));
  ty_markup_append_plain(out, markup);
  return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

static char *joined(const char *list, gboolean loose) {
  if (!list)
    return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  ty_list_append(out, list, loose);
  return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

/* Institutions without the numbers that journals print before them: "1.四川大学;2.…". */
static char *without_numbers(const char *list) {
  if (!list)
    return NULL;
  g_auto(GStrv) items = g_strsplit(list, ";", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; items[i]; i++) {
    gsize digits = strspn(items[i], "0123456789");
    gboolean is_number = digits > 0 && digits < 3 && items[i][digits] == '.';
    const char *name = g_strchug(items[i] + (is_number ? digits + 1 : 0));
    if (*name)
      g_string_append_printf(out, "%s%s", out->len > 0 ? ";" : "", name);
  }
  return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

gboolean ty_reader_emit(TyReader *reader, TyRecord *record, TyDocumentKind kind,
                        const char *platform, GError **error) {
  const TyReadOptions *options = &reader->options;
  gboolean is_post = kind == TY_DOCUMENT_POST;
  g_autofree char *title = plain(ty_record_get(record, TY_FIELD_TITLE));
  g_autofree char *text = plain(ty_record_get(record, TY_FIELD_TEXT));

  if (!title && !text) {
    reject_empty(reader, record);
    return TRUE;
  }
  const char *url = ty_record_get(record, TY_FIELD_URL);
  const char *own_platform = ty_record_get(record, TY_FIELD_PLATFORM);
  if (!own_platform && !platform && url)
    platform = ty_platform_of_url(url);
  own_platform = value_or(own_platform ? own_platform : platform, options->platform);
  g_autofree char *platform_name = own_platform ? ty_platform_of_name(own_platform) : NULL;
  g_autofree char *tags = joined(ty_record_get(record, TY_FIELD_TAGS), is_post);
  g_autofree char *organs = joined(ty_record_get(record, TY_FIELD_ORGAN), FALSE);
  g_autofree char *organ = without_numbers(organs);
  const char *writer = ty_record_get(record, TY_FIELD_AUTHOR);
  g_autofree char *authors = is_post ? g_strdup(writer) : joined(writer, FALSE);
  TyDocument document = {.kind = kind,
                         .platform = platform_name,
                         .native_id = ty_record_get(record, TY_FIELD_NATIVE_ID),
                         .title = title,
                         .text = text,
                         .author = authors,
                         .date = ty_record_get(record, TY_FIELD_DATE),
                         .place = value_or(ty_record_get(record, TY_FIELD_PLACE), options->place),
                         .term = value_or(ty_record_get(record, TY_FIELD_TERM), options->term),
                         .url = url,
                         .tags = tags,
                         .venue = ty_record_get(record, TY_FIELD_VENUE),
                         .organ = organ,
                         .line = record->line};
  reader->n_documents++;
  if (options->position && reader->window)
    *options->position = reader->window->offset;
  return reader->func(&document, reader->data, error);
}
