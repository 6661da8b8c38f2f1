/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/shared-text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HELD_BYTES ((gsize) 16 << 20)

void ty_shared_text_init(TySharedText *shared) {
  *shared = (TySharedText){
      .held = g_string_new(NULL), .start = g_array_new(FALSE, FALSE, sizeof(guint32)), .fd = -1};
}

void ty_shared_text_clear(TySharedText *shared) {
  if (shared->mapped)
    munmap(shared->mapped, shared->n_bytes);
  if (shared->fd >= 0)
    close(shared->fd);
  g_string_free(shared->held, TRUE);
  g_array_unref(shared->start);
}

static gboolean fail(const char *file, const char *doing, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: cannot %s in %s: %s", file, doing,
              g_get_tmp_dir(), g_strerror(errno));
  return FALSE;
}

static gboolean write_held(TySharedText *shared, const char *file, GError **error) {
  if (shared->fd < 0) {
    g_autofree char *name = NULL;
    shared->fd = g_file_open_tmp("tuyou-XXXXXX", &name, NULL);
    if (shared->fd < 0)
      return fail(file, "open a temporary file", error);
    g_unlink(name);
  }
  for (gsize at = 0; at < shared->held->len;) {
    gssize n = write(shared->fd, shared->held->str + at, shared->held->len - at);
    if (n < 0 && errno != EINTR)
      return fail(file, "write its texts", error);
    at += (gsize) MAX(n, 0);
  }
  g_string_truncate(shared->held, 0);
  return TRUE;
}

gboolean ty_shared_text_add(TySharedText *shared, const char *file, const char *text, gsize length,
                            GError **error) {
  guint32 start = (guint32) shared->n_bytes;

  if (shared->n_bytes + length + 1 > TY_SHARED_MAX_BYTES ||
      shared->start->len >= TY_SHARED_MAX_TEXTS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found more than 2 GiB of texts or 16 million of them, expected a smaller "
                "workbook",
                file);
    return FALSE;
  }
  g_array_append_val(shared->start, start);
  g_string_append_len(shared->held, text, (gssize) length);
  g_string_append_c(shared->held, '\0');
  shared->n_bytes += length + 1;
  return shared->held->len < HELD_BYTES || write_held(shared, file, error);
}

gboolean ty_shared_text_end(TySharedText *shared, const char *file, GError **error) {
  if (shared->fd < 0)
    return TRUE;
  if (!write_held(shared, file, error))
    return FALSE;
  void *mapped = mmap(NULL, shared->n_bytes, PROT_READ, MAP_PRIVATE, shared->fd, 0);
  if (mapped == MAP_FAILED)
    return fail(file, "map its texts", error);
  shared->mapped = mapped;
  return TRUE;
}

const char *ty_shared_text_get(TySharedText *shared, guint64 number) {
  if (number >= shared->start->len)
    return NULL;
  guint32 start = g_array_index(shared->start, guint32, number);
  if (!shared->mapped)
    return shared->held->str + start;
  gsize end = number + 1 < shared->start->len ? g_array_index(shared->start, guint32, number + 1)
                                              : shared->n_bytes;
  shared->n_looked_at += MAX(end - start, 4096); /* a page at least */
  if (shared->n_looked_at > HELD_BYTES) {
    (void) madvise(shared->mapped, shared->n_bytes, MADV_DONTNEED);
    shared->n_looked_at = 0;
  }
  return shared->mapped + start;
}
