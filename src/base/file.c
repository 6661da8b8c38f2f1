/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((gsize) 1 << 18)

GMappedFile *ty_file_map(const char *path, GError **error) {
  g_autoptr(GError) why = NULL;

  if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, TY_ERROR, TY_ERROR_MISSING, "%s: found a folder, expected a file", path);
    return NULL;
  }
  GMappedFile *file = g_mapped_file_new(path, FALSE, &why);
  if (!file)
    g_set_error(error, TY_ERROR, TY_ERROR_MISSING, "%s: cannot be opened: %s", path,
                g_strerror(errno ? errno : ENOENT));
  return file;
}

static gboolean fail(GError **error, const char *path, const char *doing, int number) {
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: cannot %s: %s", path, doing,
              g_strerror(number));
  return FALSE;
}

int ty_file_open(const char *path, GError **error) {
  struct stat about;
  int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0), number = errno;

  if (fd >= 0 && fstat(fd, &about) == 0 && !S_ISDIR(about.st_mode)) {
    (void) posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return fd;
  }
  if (fd >= 0) {
    close(fd);
    g_set_error(error, TY_ERROR, TY_ERROR_MISSING, "%s: found a folder, expected a file", path);
  } else
    g_set_error(error, TY_ERROR, TY_ERROR_MISSING, "%s: cannot be opened: %s", path,
                g_strerror(number));
  return -1;
}

gssize ty_file_read(int fd, const char *path, char *buffer, gsize room, GError **error) {
  gsize length = 0;

  while (length < room) {
    gssize n = read(fd, buffer + length, room - length);
    if (n == 0)
      break;
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      fail(error, path, "read", errno);
      return -1;
    }
    length += (gsize) n;
  }
  return (gssize) length;
}

char *ty_file_read_input(gsize *length, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  char buffer[65536];
  gssize n;

  while ((n = ty_file_read(STDIN_FILENO, "-", buffer, sizeof buffer, error)) > 0)
    g_string_append_len(text, buffer, n);
  if (n < 0)
    return NULL;
  *length = text->len;
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *ty_file_digest(const char *path, GError **error) {
  int fd = ty_file_open(path, error);
  if (fd < 0)
    return NULL;
  g_autofree char *block = g_malloc(BLOCK_BYTES);
  guint8 digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx context;
  gssize n;

  sha256_init(&context);
  while ((n = ty_file_read(fd, path, block, BLOCK_BYTES, error)) > 0)
    sha256_update(&context, (gsize) n, (const guint8 *) block);
  close(fd);
  if (n < 0)
    return NULL;
  sha256_digest(&context, sizeof digest, digest);
  GString *text = g_string_sized_new(2 * sizeof digest);
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf(text, "%02x", digest[i]);
  return g_string_free(text, FALSE);
}

static gboolean write_all(int fd, const char *bytes, gsize length) {
  while (length > 0) {
    gssize written = write(fd, bytes, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return FALSE;
    bytes += written;
    length -= (gsize) written;
  }
  return TRUE;
}

static gboolean write_and_close(int fd, const char *path, const char *bytes, gsize length,
                                GError **error) {
  gboolean written = fd >= 0 && write_all(fd, bytes, length);
  int number = errno;

  if (fd >= 0 && close(fd) != 0 && written) {
    number = errno;
    written = FALSE;
  }
  return written || fail(error, path, "write", number);
}

gboolean ty_file_write(const char *path, const char *bytes, gsize length, GError **error) {
  struct stat status;

  if (g_str_equal(path, "-"))
    return write_all(STDOUT_FILENO, bytes, length) ||
           fail(error, "standard output", "write", errno);
  /* A device or a pipe is written to, not replaced; so is what a symbolic link leads to. */
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
    return write_and_close(g_open(path, O_WRONLY, 0), path, bytes, length, error);
  g_autofree char *target = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? realpath(path, NULL) : NULL;
  const char *place = target ? target : path;
  g_autofree char *temporary = ty_file_begin(place, error);

  if (!temporary)
    return FALSE;
  if (!write_and_close(g_open(temporary, O_WRONLY | O_TRUNC, 0), path, bytes, length, error)) {
    ty_file_discard(temporary);
    return FALSE;
  }
  return ty_file_commit(temporary, place, error);
}

char *ty_file_begin(const char *path, GError **error) {
  g_autofree char *temporary = g_strdup_printf("%s.XXXXXX", path);
  int fd = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0) {
    fail(error, path, "create", errno);
    return NULL;
  }
  close(fd);
  return g_steal_pointer(&temporary);
}

gboolean ty_file_commit(const char *temporary, const char *path, GError **error) {
  int fd = g_open(temporary, O_RDONLY | O_CLOEXEC, 0);
  gboolean flushed = fd >= 0 && fsync(fd) == 0;
  int number = errno;

  if (fd >= 0)
    close(fd);
  if (flushed && g_rename(temporary, path) == 0)
    return TRUE;
  if (flushed)
    number = errno;
  ty_file_discard(temporary);
  return fail(error, path, "write", number);
}

void ty_file_discard(const char *temporary) { g_unlink(temporary); }
