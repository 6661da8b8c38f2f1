/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/source.h"

#include "base/file.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((gsize) 1 << 16)

gboolean ty_source_open(const char *path, TySource *source, GError **error) {
  *source = (TySource){.file = path, .fd = ty_file_open(path, error), .block = BLOCK_BYTES};
  return source->fd >= 0;
}

void ty_source_of_bytes(const char *file, const char *bytes, gsize length, TySource *source) {
  *source =
      (TySource){.file = file, .fd = -1, .bytes = bytes, .length = length, .block = BLOCK_BYTES};
}

void ty_source_of_stream(const char *file, int fd, const char *head, gsize length,
                         TySource *source) {
  char *copy = g_malloc(length + 1);

  if (length > 0)
    memcpy(copy, head, length);
  ty_source_of_bytes(file, copy, length, source);
  source->head = copy;
  source->fd = fd;
}

void ty_source_clear(TySource *source) {
  if (source->file && source->fd >= 0 && !source->head)
    close(source->fd);
  g_free(source->head);
  *source = (TySource){.fd = -1};
}

gssize ty_source_read(TySource *source, char *buffer, gsize room, GError **error) {
  gsize n = MIN(room, source->length - source->at);

  if (n > 0)
    memcpy(buffer, source->bytes + source->at, n);
  source->at += n;
  if (source->fd < 0 || n == room)
    return (gssize) n;
  gssize more = ty_file_read(source->fd, source->file, buffer + n, room - n, error);
  return more < 0 ? more : (gssize) n + more;
}

gsize ty_source_size(const TySource *source) {
  struct stat about;

  if (source->head)
    return G_MAXSIZE;
  if (source->fd < 0)
    return source->length;
  return fstat(source->fd, &about) == 0 && S_ISREG(about.st_mode) ? (gsize) about.st_size
                                                                  : G_MAXSIZE;
}

gboolean ty_source_seek(TySource *source, gsize at, GError **error) {
  if (source->fd < 0) {
    source->at = MIN(at, source->length);
    return TRUE;
  }
  if (!source->head && lseek(source->fd, (off_t) at, SEEK_SET) >= 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM,
              "%s: cannot be read twice (%s), expected a file on a disk", source->file,
              source->head ? g_strerror(ESPIPE) : g_strerror(errno));
  return FALSE;
}
