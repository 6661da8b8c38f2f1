/* SPDX-License-Identifier: Apache-2.0 */
/** Memory for large tables that are read at random: in pages of 2 MB where the system has them, for
 * of small ones the processor cannot remember where enough of them are. */
#pragma once
#include <glib.h>

/** `bytes` zeros; to be freed with g_aligned_free. */
gpointer ty_pages_new0(gsize bytes);
/** Such memory of `bytes`, with the first `used` of `old`, which is freed; `old` may be NULL. What
 * is behind is not set, and takes no memory before it is. */
gpointer ty_pages_grow(gpointer old, gsize used, gsize bytes);
