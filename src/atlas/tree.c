/* SPDX-License-Identifier: Apache-2.0 */
/* Each level has one page in the making. A leaf that is full goes to its number, which becomes a
 * cell of the level above; so on upwards. A page never goes without a cell: the first of an inner
 * page is there as soon as the page is. */
#include "atlas/tree.h"

#include "atlas/varint.h"

#include <string.h>

enum {
  TABLE_INNER = 0x05,
  TABLE_LEAF = 0x0d,
  INDEX_INNER = 0x02,
  INDEX_LEAF = 0x0a,
  LEAF_HEAD = 8,
  INNER_HEAD = 12,
  MOST_LEVELS = 20,
  PAGE_NUMBER = 4
};

typedef struct {
  guint8 *bytes;
  guint n_cells;
  gsize head;    /* bytes of its head: LEAF_HEAD or INNER_HEAD */
  gsize content; /* where cells begin: they grow downwards */
} Page;

struct TyTree {
  TyTreePages pages;
  gboolean rows;
  Page levels[MOST_LEVELS]; /* [0]: the leaf */
  guint n_levels;
  gint64 last;  /* the last row's id */
  guint8 *cell; /* scratch */
  gsize cell_room;
};

static void put_number(guint8 *at, guint32 value, guint n_bytes) {
  for (guint i = 0; i < n_bytes; i++)
    at[i] = (guint8) (value >> (8 * (n_bytes - 1 - i)));
}

static guint get_offset(const guint8 *at) { return (guint) at[0] << 8 | at[1]; }

static void clear_page(const TyTree *tree, Page *page) {
  memset(page->bytes, 0, tree->pages.page_bytes);
  page->n_cells = 0;
  page->content = tree->pages.page_bytes;
}

static void add_level(TyTree *tree) {
  guint level = tree->n_levels++;
  Page *page = &tree->levels[level];

  g_assert(level < MOST_LEVELS);
  page->bytes = g_malloc(tree->pages.page_bytes);
  page->head = level ? INNER_HEAD : LEAF_HEAD;
  clear_page(tree, page);
}

TyTree *ty_tree_new(const TyTreePages *pages, gboolean rows) {
  TyTree *tree = g_new0(TyTree, 1);

  tree->pages = *pages;
  tree->rows = rows;
  add_level(tree);
  return tree;
}

static gboolean has_room(const Page *page, gsize n) {
  return page->content >= page->head + 2 * (gsize) (page->n_cells + 1) + n;
}

static void add_cell(Page *page, const guint8 *cell, gsize n) {
  page->content -= n;
  memcpy(page->bytes + page->content, cell, n);
  put_number(page->bytes + page->head + 2 * (gsize) page->n_cells, (guint32) page->content, 2);
  page->n_cells++;
}

/* Takes the last cell off, which is where the content begins. */
static const guint8 *drop_cell(const TyTree *tree, Page *page, gsize *n) {
  guint8 *pointers = page->bytes + page->head;
  const guint8 *cell = page->bytes + page->content;
  gsize end = --page->n_cells > 0 ? get_offset(pointers + 2 * (gsize) (page->n_cells - 1)) : 0;

  end = end ? end : tree->pages.page_bytes;
  *n = end - page->content;
  memset(pointers + 2 * (gsize) page->n_cells, 0, 2);
  page->content = end;
  return cell;
}

static void seal(const TyTree *tree, guint level, guint32 right) {
  const Page *page = &tree->levels[level];
  guint8 *head = page->bytes;

  head[0] =
      level ? (tree->rows ? TABLE_INNER : INDEX_INNER) : (tree->rows ? TABLE_LEAF : INDEX_LEAF);
  put_number(head + 1, 0, 2);
  put_number(head + 3, page->n_cells, 2);
  /* 0 stands for 65536. */
  put_number(head + 5, (guint32) (page->content & 0xffff), 2);
  head[7] = 0;
  if (level)
    put_number(head + LEAF_HEAD, right, PAGE_NUMBER);
}

static guint32 send(TyTree *tree, guint level, guint32 right) {
  guint32 number = tree->pages.take(tree->pages.data);

  seal(tree, level, right);
  if (number)
    tree->pages.put(number, tree->levels[level].bytes, tree->pages.data);
  clear_page(tree, &tree->levels[level]);
  return number;
}

/* `cell` without its child's number, which comes first. */
static void add_child(TyTree *tree, guint level, guint32 child, const guint8 *cell, gsize n) {
  if (level == tree->n_levels)
    add_level(tree);
  Page *page = &tree->levels[level];
  g_autofree guint8 *with_child = g_malloc(PAGE_NUMBER + n);

  put_number(with_child, child, PAGE_NUMBER);
  memcpy(with_child + PAGE_NUMBER, cell, n);
  if (!has_room(page, PAGE_NUMBER + n)) {
    /* The last child goes to the right of all, what stood behind it one level up. */
    gsize n_last;
    const guint8 *last = drop_cell(tree, page, &n_last);
    guint32 right = (guint32) last[0] << 24 | (guint32) last[1] << 16 | (guint32) last[2] << 8 |
                    (guint32) last[3];
    g_autofree guint8 *above = g_memdup2(last + PAGE_NUMBER, n_last - PAGE_NUMBER);
    memset(page->bytes + page->content - n_last, 0, n_last);
    guint32 number = send(tree, level, right);
    add_child(tree, level + 1, number, above, n_last - PAGE_NUMBER);
  }
  add_cell(page, with_child, PAGE_NUMBER + n);
}

/* A leaf that is full. What parts two leaves of an index stands in neither. */
static void end_leaf(TyTree *tree) {
  Page *page = &tree->levels[0];
  guint8 key[TY_VARINT_BYTES];

  if (tree->rows) {
    gsize n = ty_put_varint(key, (guint64) tree->last);
    guint32 number = send(tree, 0, 0);
    add_child(tree, 1, number, key, n);
    return;
  }
  gsize n;
  const guint8 *last = drop_cell(tree, page, &n);
  g_autofree guint8 *between = g_memdup2(last, n);
  memset(page->bytes + page->content - n, 0, n);
  guint32 number = send(tree, 0, 0);
  add_child(tree, 1, number, between, n);
}

/* How much of a record stands in its cell: all, or what the format says. */
static gsize local_bytes(const TyTree *tree, gsize n) {
  gsize usable = tree->pages.page_bytes;
  gsize most = tree->rows ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  gsize least = (usable - 12) * 32 / 255 - 23;

  if (n <= most)
    return n;
  gsize local = least + (n - least) % (usable - PAGE_NUMBER);
  return local <= most ? local : least;
}

/* Writes what does not stand in the cell. @return the first of its pages */
static guint32 add_overflow(TyTree *tree, const guint8 *bytes, gsize n) {
  gsize each = tree->pages.page_bytes - PAGE_NUMBER;
  guint32 first = tree->pages.take(tree->pages.data), number = first;
  g_autofree guint8 *page = g_malloc0(tree->pages.page_bytes);

  for (gsize at = 0; at < n && number; at += each) {
    guint32 next = at + each < n ? tree->pages.take(tree->pages.data) : 0;
    gsize here = MIN(each, n - at);
    put_number(page, next, PAGE_NUMBER);
    memcpy(page + PAGE_NUMBER, bytes + at, here);
    memset(page + PAGE_NUMBER + here, 0, each - here);
    tree->pages.put(number, page, tree->pages.data);
    number = next;
  }
  return first;
}

void ty_tree_add(TyTree *tree, gint64 id, const guint8 *record, gsize n) {
  gsize local = local_bytes(tree, n), at;

  if (tree->cell_room < local + 3 * TY_VARINT_BYTES) {
    tree->cell_room = 2 * (local + 3 * TY_VARINT_BYTES);
    tree->cell = g_realloc(tree->cell, tree->cell_room);
  }
  at = ty_put_varint(tree->cell, n);
  if (tree->rows)
    at += ty_put_varint(tree->cell + at, (guint64) id);
  memcpy(tree->cell + at, record, local);
  at += local;
  if (local < n) {
    put_number(tree->cell + at, add_overflow(tree, record + local, n - local), PAGE_NUMBER);
    at += PAGE_NUMBER;
  }
  if (!has_room(&tree->levels[0], at))
    end_leaf(tree);
  add_cell(&tree->levels[0], tree->cell, at);
  tree->last = id;
}

void ty_tree_finish(TyTree *tree, guint32 root) {
  guint32 right = 0;

  for (guint level = 0; level + 1 < tree->n_levels; level++)
    right = send(tree, level, right);
  seal(tree, tree->n_levels - 1, right);
  tree->pages.put(root, tree->levels[tree->n_levels - 1].bytes, tree->pages.data);
  for (guint level = 0; level < tree->n_levels; level++)
    g_free(tree->levels[level].bytes);
  g_free(tree->cell);
  g_free(tree);
}
