/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/readers.h"
#include "corpus/table.h"

#include <string.h>

typedef struct {
  gboolean is_known;
  TyField field;
  guint rank;
} Meaning;

typedef struct {
  TyReader *reader;
  const TyColumns *columns;
  Meaning *meanings; /* one a column */
  gsize passed_on;   /* the column with the text that a repost passes on; G_MAXSIZE for none */
  const char *platform;
  TyRecord record;
} Posts;

/* weibo-crawler writes what a repost passes on into a column of its own. */
static gboolean is_passed_on(const char *heading) {
  static const char *const names[] = {"源微博正文", "源微博内容", "原微博正文", "原微博内容"};

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(heading, names[i]))
      return TRUE;
  return FALSE;
}

/* What Weibo puts where who passes a post on says nothing. */
static gboolean says_nothing(const char *text) {
  static const char *const words[] = {"转发微博", "轉發微博", "转发", "Repost"};

  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(text, words[i]))
      return TRUE;
  return FALSE;
}

/* A repost that says nothing itself is what it passes on: joined as Weibo itself writes it, so that
 * repeats of the source are told as such; its author is left out. */
static void add_passed_on(TyRecord *record, const char *cell) {
  const char *text = ty_record_get(record, TY_FIELD_TEXT);

  if (!cell[strspn(cell, " \t\r\n")] || (text && !says_nothing(text)))
    return;
  if (!text)
    ty_record_append(record, TY_FIELD_TEXT, "", "转发微博");
  ty_record_append(record, TY_FIELD_TEXT, "//@原文:", cell);
}

static gboolean on_heading(gsize line, gsize n, char *const *heading, char *const *cells,
                           gpointer data, GError **error) {
  Posts *posts = data;
  g_autofree char *where = g_strdup_printf("%s:%zu", posts->reader->file, line);
  const char *const *names = (const char *const *) heading;
  (void) cells;

  if (!ty_columns_check(posts->columns, where, n, names, error))
    return FALSE;
  posts->meanings = g_new0(Meaning, n);
  for (gsize i = 0; i < n; i++) {
    Meaning *meaning = &posts->meanings[i];
    meaning->is_known =
        ty_columns_find(posts->columns, heading[i], &meaning->field, &meaning->rank);
    if (!meaning->is_known && is_passed_on(heading[i]))
      posts->passed_on = i;
  }
  posts->platform = ty_columns_platform(n, names);
  return TRUE;
}

static gboolean on_row(gsize line, gsize n, char *const *heading, char *const *cells, gpointer data,
                       GError **error) {
  Posts *posts = data;
  (void) heading;

  ty_record_begin(&posts->record, line);
  for (gsize i = 0; i < n; i++)
    if (posts->meanings[i].is_known)
      ty_record_offer(&posts->record, posts->meanings[i].field, posts->meanings[i].rank, cells[i]);
  if (posts->passed_on < n)
    add_passed_on(&posts->record, cells[posts->passed_on]);
  return ty_reader_emit(posts->reader, &posts->record, posts->reader->options.kind, posts->platform,
                        error);
}

static void on_reject(const TyReject *reject, gpointer data) {
  const TyReader *reader = ((Posts *) data)->reader;
  if (reader->reject)
    reader->reject(reject, reader->data);
}

/* Of text in a window, or of a workbook when there is none. */
static gboolean read_posts(TyReader *reader, TyWindow *window, const char *bytes, gsize length,
                           GError **error) {
  g_autoptr(TyColumns) columns = ty_columns_new(reader->options.kind, reader->options.map, error);
  if (!columns)
    return FALSE;
  Posts posts = {.reader = reader, .columns = columns, .passed_on = G_MAXSIZE};
  TyTableSink sink = {on_heading, on_row, on_reject, &posts};
  gboolean done = window ? ty_table_read_text(reader->file, window, &sink, error)
                         : ty_table_read_xlsx(reader->file, bytes, length, &sink, error);
  g_free(posts.meanings);
  ty_record_clear(&posts.record);
  return done;
}

gboolean ty_posts_read_text(TyReader *reader, TyWindow *window, GError **error) {
  return read_posts(reader, window, NULL, 0, error);
}

gboolean ty_posts_read_xlsx(TyReader *reader, const char *bytes, gsize length, GError **error) {
  return read_posts(reader, NULL, bytes, length, error);
}
