/* SPDX-License-Identifier: Apache-2.0 */
/** For fuzzers of the readers: receivers that check what every reader promises. */
#pragma once
#include "corpus/decode.h"
#include "corpus/readers.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

typedef struct {
  gsize n_documents, n_rejects, last_line;
} Driven;

static inline void check_text(const char *text) {
  if (!text)
    return;
  g_assert_true(*text);
  g_assert_true(g_utf8_validate(text, -1, NULL));
}

static inline gboolean drive_document(const TyDocument *document, gpointer data, GError **error) {
  Driven *driven = data;
  const char *const strings[] = {document->platform, document->native_id, document->title,
                                 document->text,     document->author,    document->date,
                                 document->place,    document->term,      document->url,
                                 document->tags,     document->venue,     document->organ};
  (void) error;
  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
    check_text(strings[i]);
  g_assert_true(document->title || document->text);
  g_assert_true(!document->date || g_ascii_isdigit(*document->date));
  driven->n_documents++;
  driven->last_line = document->line;
  return TRUE;
}

static inline gboolean drive_row(gsize line, gsize n, char *const *heading, char *const *cells,
                                 gpointer data, GError **error) {
  Driven *driven = data;
  (void) error;
  g_assert_cmpuint(line, >, driven->last_line);
  driven->last_line = line;
  for (gsize i = 0; i < n; i++)
    g_assert_true(g_utf8_validate(heading[i], -1, NULL) && g_utf8_validate(cells[i], -1, NULL));
  return TRUE;
}

static inline void drive_reject(const TyReject *reject, gpointer data) {
  Driven *driven = data;
  check_text(reject->reason);
  g_assert_true(!reject->raw || g_utf8_validate(reject->raw, -1, NULL));
  driven->n_rejects++;
}

typedef gboolean (*DriveFunc)(TyReader *reader, const char *text, gsize length, GError **error);

typedef gboolean (*DriveWindowFunc)(TyReader *reader, TyWindow *window, GError **error);

/** Reads bytes as text in a window by one reader: at once, and a few bytes at a time (after the
 * first `first` bytes) with the same result. */
static inline int drive_window(DriveWindowFunc read, const guint8 *data, gsize size, gsize first) {
  g_auto(TyDecoded) decoded = {0};
  gsize n_documents = 0, n_rejects = 0;

  if (!ty_encoding_decode("f", (const char *) data, size, &decoded, NULL))
    return 0;
  for (gsize step = 0; step <= 16; step += 16) {
    g_auto(TyWindow) window;
    g_autoptr(GError) error = NULL;
    Driven driven = {0};
    TyReader reader = {
        .file = "f", .func = drive_document, .reject = drive_reject, .data = &driven};
    TyWindowText text = {decoded.text, decoded.length};
    ty_window_init(&window, ty_window_read_text, &text, step, 0);
    do
      g_assert_true(ty_window_more(&window, 0, NULL));
    while (!window.is_last && (step == 0 || window.length < first));
    gboolean done = read(&reader, &window, &error);
    g_assert_true(done == !error);
    g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
    g_assert_cmpuint(driven.n_documents, ==, reader.n_documents);
    if (step > 0) {
      g_assert_cmpuint(driven.n_documents, ==, n_documents);
      g_assert_cmpuint(driven.n_rejects, ==, n_rejects);
    }
    n_documents = driven.n_documents;
    n_rejects = driven.n_rejects;
  }
  return 0;
}

/** Reads bytes as text, after decoding, by one reader. */
static inline int drive_reader(DriveFunc read, const guint8 *data, gsize size) {
  g_auto(TyDecoded) decoded = {0};
  g_autoptr(GError) error = NULL;
  Driven driven = {0};
  TyReader reader = {.file = "f", .func = drive_document, .reject = drive_reject, .data = &driven};

  if (!ty_encoding_decode("f", (const char *) data, size, &decoded, NULL))
    return 0;
  gboolean done = read(&reader, decoded.text, decoded.length, &error);
  g_assert_true(done == !error);
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  g_assert_cmpuint(driven.n_documents, ==, reader.n_documents);
  return 0;
}
