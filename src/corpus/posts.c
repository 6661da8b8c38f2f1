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
  const char *platform;
  TyRecord record;
} Posts;

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
  Posts posts = {.reader = reader, .columns = columns};
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
