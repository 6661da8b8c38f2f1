/* SPDX-License-Identifier: Apache-2.0 */
/** Rows of arcs that may not be gone along one after the other, as an automaton. */
#pragma once
#include <glib.h>

/** State 0 is that of no ban; the others stand for the first arcs of one or more. */
typedef struct TyBans TyBans;

TyBans *ty_bans_new(void);
void ty_bans_free(TyBans *bans);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyBans, ty_bans_free)

/** @param arcs  n ≥ 2 */
void ty_bans_add(TyBans *bans, const guint32 *arcs, guint32 n);

/** To be called once, after the last. */
void ty_bans_finish(TyBans *bans);

/** How many states there are beside state 0, numbered from 1 as they were added. */
guint32 ty_bans_n(const TyBans *bans);

/** The arc that one has come along in a state other than 0. */
guint32 ty_bans_arc(const TyBans *bans, guint32 state);

/** Whether an arc may not follow. O(length of the longest ban) */
gboolean ty_bans_forbid(const TyBans *bans, guint32 state, guint32 arc);

/** The state after an arc that may follow. */
guint32 ty_bans_next(const TyBans *bans, guint32 state, guint32 arc);
