/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/source.h"

#include "base/file.h"
#include <errno.h>
#include <string.h>
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

void ty_source_clear(TySource *source) {
  if (source->file && source->fd >= 0)
    close(source->fd);
  *source = (TySource){.fd = -1};
}

gssize ty_source_read(TySource *source, char *buffer, gsize room, GError **error) {
  if (source->fd >= 0)
    return ty_file_read(source->fd, source->file, buffer, room, error);
  gsize n = MIN(room, source->length - source->at);
  if (n > 0)
    memcpy(buffer, source->bytes + source->at, n);
  source->at += n;
  return (gssize) n;
}

gboolean ty_source_seek(TySource *source, gsize at, GError **error) {
  if (source->fd < 0) {
    source->at = MIN(at, source->length);
    return TRUE;
  }
  if (lseek(source->fd, (off_t) at, SEEK_SET) >= 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM,
              "%s: cannot be read twice (%s), expected a file on a disk", source->file,
              g_strerror(errno));
  return FALSE;
}
