/* SPDX-License-Identifier: Apache-2.0 */
/** Local search on closed tours with symmetric costs. */
#pragma once
#include "base/random.h"
#include "route/candidates.h"

typedef struct TyOrOpt TyOrOpt;

/** Prepares the search from the tour `nodes` (n, as ty_symmetric_nodes writes them); `symmetric`
 * and `candidates` are borrowed. n ≥ 8. */
TyOrOpt *ty_or_opt_new(const TySymmetric *symmetric, const TyCandidates *candidates,
                       const guint32 *nodes);
void ty_or_opt_free(TyOrOpt *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOrOpt, ty_or_opt_free)

/** Improves the tour until no 2-opt or 3-opt move along near neighbours shortens it. */
void ty_or_opt_descend(TyOrOpt *search);

/** `n_kicks` times: two neighbouring short pieces of the tour change places (a double bridge that
 * stays local), the search mends what that broke, and the result is kept unless it is longer.
 * @param until_us  stop earlier when ty_processor_time_us is past this; G_MAXINT64: never
 * @return the kicks done */
guint64 ty_or_opt_kick(TyOrOpt *search, guint64 n_kicks, gint64 until_us, TyRandom *random);

/** The tour (n nodes, borrowed until the next call) and its cost, added up along it. */
const guint32 *ty_or_opt_tour(const TyOrOpt *search);
double ty_or_opt_cost(const TyOrOpt *search);
