/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: pages of the file that whoever makes a B-tree fills himself.
 *
 * Within a transaction, SQLite is asked for pages at the file's end: by values of zeros, whose
 * pages follow each other. They are filled through SQLite's own file, where no rollback looks: it
 * cuts the file off where it ended. New tables lend their roots: the new trees' roots stand there,
 * and the catalogue is told so. What was borrowed and not used is given back. */
#pragma once
#include "atlas/statement.h"
#include "atlas/tree.h"

typedef struct TyRoom TyRoom;

/** @param n_bytes  about how many will be asked for
 * @return NULL without an error where it cannot be: no rollback journal, or free pages in the
 * middle of the file */
TyRoom *ty_room_open(TyAtlas *atlas, gsize n_bytes, GError **error);
void ty_room_free(TyRoom *room);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRoom, ty_room_free)

/** To make trees with, one after the other. */
const TyTreePages *ty_room_pages(const TyRoom *room);
/** The page that is to be the root of a table or index of the atlas that is empty; 0 with a fault.
 */
guint32 ty_room_root(TyRoom *room, const char *name);
/** Puts all in its place; the atlas can be read then. */
gboolean ty_room_settle(TyRoom *room, GError **error);
