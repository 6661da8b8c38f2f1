/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of the readers: a temporary file, and what was read of it. */
#pragma once
#include <glib/gstdio.h>
#include <string.h>
#include <tuyou/corpus.h>

/** What was read. Documents are copied whole. */
typedef struct {
  GPtrArray *documents; /* TyDocument */
  GPtrArray *rejects;   /* "LINE: reason" */
  GPtrArray *raws;      /* what the rejects looked like, "" for none */
  GPtrArray *rows;      /* of a table: "LINE|heading=cell|…" */
  gsize stop_after;     /* documents or rows after which the receiver stops; 0: never */
  gboolean done;
  GError *error;
} Reading;

static inline void document_free(gpointer data) {
  TyDocument *document = data;
  const char **strings[] = {&document->platform, &document->native_id, &document->title,
                            &document->text,     &document->author,    &document->date,
                            &document->place,    &document->term,      &document->url,
                            &document->tags,     &document->venue,     &document->organ};
  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free((char *) *strings[i]);
  g_free(document);
}

static inline gboolean keep_document(const TyDocument *document, gpointer data, GError **error) {
  Reading *reading = data;
  TyDocument *copy = g_memdup2(document, sizeof *document);
  const char **strings[] = {&copy->platform, &copy->native_id, &copy->title, &copy->text,
                            &copy->author,   &copy->date,      &copy->place, &copy->term,
                            &copy->url,      &copy->tags,      &copy->venue, &copy->organ};
  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++) {
    g_assert_true(!*strings[i] || g_utf8_validate(*strings[i], -1, NULL));
    g_assert_true(!*strings[i] || **strings[i]); /* NULL, never "" */
    *strings[i] = g_strdup(*strings[i]);
  }
  g_assert_true(copy->title || copy->text);
  g_ptr_array_add(reading->documents, copy);
  if (reading->documents->len != reading->stop_after)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "stopped by the test");
  return FALSE;
}

static inline gboolean keep_row(gsize line, gsize n, char *const *heading, char *const *cells,
                                gpointer data, GError **error) {
  Reading *reading = data;
  GString *row = g_string_new(NULL);

  g_string_append_printf(row, "%zu", line);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf(row, "|%s=%s", heading[i], cells[i]);
  g_ptr_array_add(reading->rows, g_string_free(row, FALSE));
  if (reading->rows->len != reading->stop_after)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "stopped by the test");
  return FALSE;
}

static inline void keep_reject(const TyReject *reject, gpointer data) {
  Reading *reading = data;

  g_assert_nonnull(reject->file);
  g_assert_true(!reject->raw || g_utf8_validate(reject->raw, -1, NULL));
  g_assert_true(!reject->raw || strlen(reject->raw) <= 700);
  g_ptr_array_add(reading->rejects, g_strdup_printf("%zu: %s", reject->line, reject->reason));
  g_ptr_array_add(reading->raws, g_strdup(reject->raw ? reject->raw : ""));
}

static inline void reading_clear(Reading *reading) {
  g_ptr_array_unref(reading->documents);
  g_ptr_array_unref(reading->rejects);
  g_ptr_array_unref(reading->raws);
  g_ptr_array_unref(reading->rows);
  g_clear_error(&reading->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static inline Reading reading_new(void) {
  return (Reading){.documents = g_ptr_array_new_with_free_func(document_free),
                   .rejects = g_ptr_array_new_with_free_func(g_free),
                   .raws = g_ptr_array_new_with_free_func(g_free),
                   .rows = g_ptr_array_new_with_free_func(g_free)};
}

/** A temporary file that holds the bytes; to be removed and freed. */
static inline char *temporary_file(const char *bytes, gsize length) {
  char *path = NULL;
  int fd = g_file_open_tmp("tuyou-XXXXXX", &path, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_assert_true(
      g_file_set_contents_full(path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_true(g_close(fd, NULL));
  return path;
}

static inline void finish(Reading *reading) {
  /* A failure has an error of ours with a message, a success has none. */
  g_assert_true(reading->done == !reading->error);
  if (reading->error) {
    g_assert_true(reading->error->domain == TY_ERROR);
    g_assert_true(g_utf8_validate(reading->error->message, -1, NULL));
  }
}

static inline Reading read_bytes(const char *bytes, gsize length, const TyReadOptions *options) {
  Reading reading = reading_new();
  g_autofree char *path = temporary_file(bytes, length);

  reading.done =
      ty_corpus_read(path, options, keep_document, keep_reject, &reading, &reading.error);
  g_remove(path);
  finish(&reading);
  return reading;
}

static inline Reading read_text(const char *text) { return read_bytes(text, strlen(text), NULL); }

static inline Reading read_table(const char *bytes, gsize length) {
  Reading reading = reading_new();
  g_autofree char *path = temporary_file(bytes, length);

  reading.done = ty_corpus_read_table(path, keep_row, keep_reject, &reading, &reading.error);
  g_remove(path);
  finish(&reading);
  return reading;
}

static inline const TyDocument *document_at(const Reading *reading, guint i) {
  g_assert_cmpuint(i, <, reading->documents->len);
  return reading->documents->pdata[i];
}

/** The strings of an array, as one line for each. */
static inline char *joined(const GPtrArray *strings) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf(out, "%s\n", (char *) strings->pdata[i]);
  return g_string_free(out, FALSE);
}

static inline void assert_lines(const GPtrArray *strings, const char *expected) {
  g_autofree char *found = joined(strings);
  g_assert_cmpstr(found, ==, expected);
}

static inline void assert_failed(const Reading *reading, int code, const char *part) {
  g_assert_error(reading->error, TY_ERROR, code);
  if (!strstr(reading->error->message, part))
    g_error("found the message “%s”, expected “%s” in it", reading->error->message, part);
}

/** `text` in another encoding, to be freed. */
static inline char *encoded(const char *text, const char *encoding, gsize *length) {
  g_autoptr(GError) error = NULL;
  char *bytes = g_convert(text, -1, encoding, "UTF-8", NULL, length, &error);
  g_assert_no_error(error);
  return bytes;
}
