/* SPDX-License-Identifier: Apache-2.0 */
/** Files that may be packed. */
#pragma once
#include <tuyou/base.h>

/** The content of a file, unpacked when it is .gz or .xz by its first bytes.
 * @param most  bytes it may have unpacked
 * @return NULL with TY_ERROR_MISSING, TY_ERROR_SYSTEM, or TY_ERROR_INPUT (torn, damaged, larger) */
GBytes *ty_file_unpack(const char *path, gsize most, GError **error);
