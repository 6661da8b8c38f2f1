/* SPDX-License-Identifier: Apache-2.0 */
/** The bytes of a file or of memory, from the beginning as often as is wanted. */
#pragma once
#include <tuyou/base.h>

typedef struct {
  const char *file; /**< for messages */
  int fd;           /**< -1: memory alone */
  char *head;       /**< of a descriptor that is borrowed: `bytes`, which come before; owned */
  const char *bytes;
  gsize length, at;
  gsize block; /**< bytes that are decoded at a time; tests make it small */
} TySource;

/** @return FALSE with TY_ERROR_MISSING */
gboolean ty_source_open(const char *path, TySource *source, GError **error);

/** @param bytes  borrowed */
void ty_source_of_bytes(const char *file, const char *bytes, gsize length, TySource *source);

/** Bytes of a descriptor that may be a pipe, with those that were read of it before them: to be
 * read once.
 * @param fd    borrowed
 * @param head  copied */
void ty_source_of_stream(const char *file, int fd, const char *head, gsize length,
                         TySource *source);

void ty_source_clear(TySource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TySource, ty_source_clear)

/** Reads until `room` bytes are there or nothing follows.
 * @return bytes, fewer than `room` only at the end; -1 with TY_ERROR_SYSTEM */
gssize ty_source_read(TySource *source, char *buffer, gsize room, GError **error);

/** Bytes of all; G_MAXSIZE when that is not known. */
gsize ty_source_size(const TySource *source);

/** Goes to a byte. @return FALSE with TY_ERROR_SYSTEM when the file cannot be read twice (a pipe)
 */
gboolean ty_source_seek(TySource *source, gsize at, GError **error);
