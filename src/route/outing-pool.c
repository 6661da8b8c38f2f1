/* SPDX-License-Identifier: Apache-2.0 */
#include "route/outing-clock.h"
struct TyOutingPool { int x; };
TyOutingPool *ty_outing_pool_new(const TyOutingGround *ground) { (void) ground; return g_new0(TyOutingPool, 1); }
void ty_outing_pool_free(TyOutingPool *pool) { g_free(pool); }
void ty_outing_pool_add_all(TyOutingPool *pool, const TyOutingGround *ground,
                            const TyOuting *outing) { (void)pool; (void)ground; (void)outing; }
gboolean ty_outing_pool_recombine(TyOutingPool *pool, const TyOutingGround *ground,
                                  TyOuting *outing) { (void)pool; (void)ground; (void)outing; return FALSE; }
