/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pages.h"

#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE_BYTES ((gsize) 2 << 20)

gpointer ty_pages_new0(gsize bytes) {
  gsize alignment = bytes >= HUGE_PAGE_BYTES ? HUGE_PAGE_BYTES : 64;
  gsize room = (MAX(bytes, 1) + alignment - 1) / alignment * alignment;
  gpointer pages = g_aligned_alloc(room, 1, alignment);

  if (alignment == HUGE_PAGE_BYTES)
    (void) madvise(pages, room, MADV_HUGEPAGE); /* where it cannot be had, small pages do */
  return memset(pages, 0, bytes);
}
