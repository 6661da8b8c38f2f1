/* SPDX-License-Identifier: Apache-2.0 */
/** Whole files in and out, with errors that name the file. */
#pragma once
#include <tuyou/base.h>

/** The bytes of a file, mapped read-only where the system can, never followed by a NUL.
 * @return a GMappedFile (g_mapped_file_unref); NULL with TY_ERROR_MISSING when it cannot be opened
 *         or is a directory */
GMappedFile *ty_file_map(const char *path, GError **error);

/** Opens a file to be read in blocks, from its beginning.
 * @return a file descriptor, to be closed; -1 with TY_ERROR_MISSING when it cannot be opened or is
 * a directory */
int ty_file_open(const char *path, GError **error);

/** Reads until `room` bytes are there or the file ends.
 * @param path  its name, for messages
 * @return bytes read, fewer than `room` only at the end; -1 with TY_ERROR_SYSTEM */
gssize ty_file_read(int fd, const char *path, char *buffer, gsize room, GError **error);

/** All of standard input, in memory.
 * @return bytes, to be freed; NULL with TY_ERROR_SYSTEM */
char *ty_file_read_input(gsize *length, GError **error);

/** The SHA-256 of a file, in 64 hexadecimal digits, to be freed; read in blocks, so that memory is
 * constant.
 * @return NULL with TY_ERROR_MISSING or TY_ERROR_SYSTEM. O(size) time (by nettle, which uses the
 *         processor's own instructions where it has them) */
char *ty_file_digest(const char *path, GError **error);

/** Writes `length` bytes to `path` so that afterwards the file is there whole or is as it was: a
 * temporary file beside it is written, flushed to the disk and renamed. `path` "-" is standard
 * output.
 * @return FALSE with TY_ERROR_SYSTEM and the system's reason (full disk, no permission) */
gboolean ty_file_write(const char *path, const char *bytes, gsize length, GError **error);

/** Opens a temporary file beside `path` for a writer that wants a file name (Cairo, SQLite): write
 * to the returned name, then call ty_file_commit, or ty_file_discard to leave `path` as it was.
 * @return the temporary name, to be freed */
char *ty_file_begin(const char *path, GError **error);
gboolean ty_file_commit(const char *temporary, const char *path, GError **error);
void ty_file_discard(const char *temporary);
