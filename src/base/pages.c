/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pages.h"

#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE_BYTES ((gsize) 2 << 20)

static gpointer pages_new(gsize bytes) {
  gsize alignment = bytes >= HUGE_PAGE_BYTES ? HUGE_PAGE_BYTES : 64;
  gsize room = (MAX(bytes, 1) + alignment - 1) / alignment * alignment;
  gpointer pages = g_aligned_alloc(room, 1, alignment);

  if (alignment == HUGE_PAGE_BYTES)
    (void) madvise(pages, room, MADV_HUGEPAGE); /* where it cannot be had, small pages do */
  return pages;
}

gpointer ty_pages_new0(gsize bytes) { return memset(pages_new(bytes), 0, bytes); }

gpointer ty_pages_grow(gpointer old, gsize used, gsize bytes) {
  gpointer pages = pages_new(bytes);

  if (used > 0)
    memcpy(pages, old, used);
  g_aligned_free(old);
  return pages;
}
