/* SPDX-License-Identifier: Apache-2.0 */
/** Whether bytes are those that were written: for files that the program maps. */
#pragma once
#include <glib.h>

/** A checksum of 64 bits, several bytes a cycle: four lanes of multiply and rotate. It finds what
 * went wrong, not what was meant to deceive.
 * @param seed  0, or the checksum of what stands before */
guint64 ty_checksum(const void *bytes, gsize length, guint64 seed);
