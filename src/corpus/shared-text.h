/* SPDX-License-Identifier: Apache-2.0 */
/** The texts that the cells of a workbook refer to by number: as many as a full sheet has, in
 * little memory. Beyond 16 MiB they are kept in a temporary file without a name, which is mapped;
 * of that, pages that were looked at are let go again. */
#pragma once
#include <tuyou/base.h>

#define TY_SHARED_MAX_BYTES ((gsize) 2 << 30) /**< a million rows of 2 KiB each */
#define TY_SHARED_MAX_TEXTS ((gsize) 16 << 20)

typedef struct {
  GString *held; /**< what is not in the file yet, or all */
  GArray *start; /**< of guint32: where each text begins */
  gsize n_bytes;
  int fd; /**< -1: none needed so far */
  char *mapped;
  gsize n_looked_at; /**< bytes since pages were let go */
} TySharedText;

void ty_shared_text_init(TySharedText *shared);
void ty_shared_text_clear(TySharedText *shared);

/** @param file  the workbook's name, for messages
 *  @return FALSE with TY_ERROR_INPUT (too many bytes or texts) or TY_ERROR_SYSTEM (full disk) */
gboolean ty_shared_text_add(TySharedText *shared, const char *file, const char *text, gsize length,
                            GError **error);

/** Ends the adding. @return FALSE with TY_ERROR_SYSTEM */
gboolean ty_shared_text_end(TySharedText *shared, const char *file, GError **error);

/** A text, borrowed; NULL when there is no such number. */
const char *ty_shared_text_get(TySharedText *shared, guint64 number);
