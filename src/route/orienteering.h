/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the orienteering solver: the problem as flat arrays, and days that know for every slot
 * what it costs to put it in.
 *
 * A vertex with several windows is several *slots*, one a window, of which at most one is visited;
 * so every slot has one window and inserting it is a matter of a few additions:
 *
 *     ── i ────────────── j ──        begin(v) = max(begin(i) + service(i) + travel(i, v), open(v))
 *         ╲            ╱              must be ≤ close(v), and begin(v) + service(v) + travel(v, j)
 *          ╲── v ─────╱               must be ≤ latest(j), the latest arrival at j that the rest
 *                                     of the day can bear; the *shift* is how much later one is at
 * j
 *
 * Days that are equal in all respects (where, when, windows, scores) share a *kind*. Slots are
 * padded to `stride` with ones that are never open. */
#pragma once
#include "base/random.h"

#include <tuyou/route.h>

/** Slots a vector instruction works on at once; stride is a multiple of it. */
#define TY_LANES 8
/** Shift of what cannot be inserted. */
#define TY_NO_SHIFT (G_MAXINT32 / 2)
/** Longer than any day: what TY_NO_WAY becomes. */
#define TY_FAR (TY_ORIENTEERING_LATEST + 1)
/** Powers of the score that insertion weighs by: 1, 1.25, … 3.5. */
#define TY_N_POWERS 11
/** Near slots kept of each. */
#define TY_N_NEAR 64

typedef struct TyOrient TyOrient;
typedef struct TyOrientDay TyOrientDay;
typedef struct TyOrientState TyOrientState;

/** Where to insert what. */
typedef struct {
  guint32 day, slot;
  float worth; /**< weight / shift; 0: nothing fits */
} TyOrientChoice;

/** Works out live blocks, shift and gap of a day. @param narrow  it was scanned before an
 * insertion: what did not fit then does not now (as detours do not save time), only live blocks are
 * looked at */
typedef void (*TyOrientScan)(const TyOrient *orient, TyOrientDay *day, gboolean narrow);
/** The best insertion on days scanned. @param weight kinds × stride  @param blink  stride: slots to
 * pass over have 0, others 1 */
typedef TyOrientChoice (*TyOrientChoose)(const TyOrient *orient, const TyOrientState *state,
                                         const float *weight, const float *blink);
void ty_orient_scan_any(const TyOrient *orient, TyOrientDay *day, gboolean narrow);
void ty_orient_scan_avx2(const TyOrient *orient, TyOrientDay *day, gboolean narrow);
TyOrientChoice ty_orient_choose_any(const TyOrient *orient, const TyOrientState *state,
                                    const float *weight, const float *blink);
TyOrientChoice ty_orient_choose_avx2(const TyOrient *orient, const TyOrientState *state,
                                     const float *weight, const float *blink);

struct TyOrient {
  const TyOrienteering *source;
  TyOrientScan scan;
  TyOrientChoose choose;
  gsize n_slots, stride, n_days, n_kinds;
  guint32 *vertex; /**< slot → vertex; slots stand in order of time, so that those of one block
                      of TY_LANES have windows near each other */
  guint32 *window; /**< slot → which window of the vertex */
  guint32 *slots_from; /**< n + 1: slots[slots_from[v] … slots_from[v + 1]) are those of vertex v */
  guint32 *slots;
  guint32 *kind;        /**< day → kind */
  guint32 *day_of_kind; /**< kind → its first day */
  /* Nodes are slots, then start and end of each kind: stride + 2 kind, stride + 2 kind + 1. */
  gint32 *to;           /**< nodes × stride: travel from node to slot */
  gint32 *from;         /**< nodes × stride: travel from slot to node; may be the same as `to` */
  gint32 *direct;       /**< kind: from start to end */
  gint32 *service;      /**< nodes */
  gint32 *open, *close; /**< kind × stride */
  gint32 *block_open, *block_close; /**< kind × blocks: earliest opening, latest closing */
  gint32 *day_from, *day_until;     /**< kind */
  double *score;                    /**< kind × stride; includes `bonus` for a must */
  float *weight; /**< TY_N_POWERS × kind × stride: score to the power, for insertion */
  double bonus;  /**< more than all scores together */
  guint32 n_must;
  guint32 *near; /**< slots × n_near: other slots by travel and waiting */
  gsize n_near;
};

TyOrient *ty_orient_new(const TyOrienteering *problem, GError **error);
void ty_orient_free(TyOrient *orient);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOrient, ty_orient_free)

static inline guint32 ty_orient_start(const TyOrient *orient, guint32 kind) {
  return (guint32) orient->stride + 2 * kind;
}

static inline gint32 ty_orient_travel(const TyOrient *orient, guint32 i, guint32 j) {
  if (j < orient->stride)
    return orient->to[(gsize) i * orient->stride + j];
  if (i < orient->stride)
    return orient->from[(gsize) j * orient->stride + i];
  return orient->direct[(i - orient->stride) / 2];
}

/* A day -------------------------------------------------------------------------------------- */

struct TyOrientDay {
  guint32 kind;
  guint32 n;      /**< stops; node[0] is the start, node[n + 1] the end */
  guint32 *node;  /**< slots in order */
  gint32 *begin;  /**< of the visit; at the end: arrival */
  gint32 *latest; /**< that the visit may begin */
  gint32 *shift;  /**< stride: least shift of inserting a slot, TY_NO_SHIFT when it does not fit */
  gint32 *gap;    /**< stride: after which position */
  guint32 *live;  /**< numbers of the blocks in which something fits; shift and gap of others are
                     not defined */
  guint32 n_live;
  gint32 *leave, *base; /**< scratch of the scan, a gap each */
  const gint32 **rows;  /**< likewise, two a gap */
  double score;
  gint64 travel;  /**< total */
  gboolean stale; /**< shift and gap are of an earlier state */
};

/** Days and who is on them. */
struct TyOrientState {
  gsize n_days;
  TyOrientDay *day; /**< n_days */
  gint32 *day_of;   /**< vertex → day, −1 when not visited */
  float *left;      /**< stride: 1 for slots of vertices not visited, else 0 */
  double score;
  gint64 travel;
};

TyOrientState *ty_orient_state_new(const TyOrient *orient);
void ty_orient_state_free(TyOrientState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOrientState, ty_orient_state_free)

/** Makes `into` equal to `state`. */
void ty_orient_state_copy(const TyOrient *orient, TyOrientState *into, const TyOrientState *state);
/** The day's part of it; `day_of` and sums are left. */
void ty_orient_day_copy(const TyOrient *orient, TyOrientDay *into, const TyOrientDay *day);

/** Works out times, score and travel of a day whose nodes were changed, in order.
 * @return n + 2 when it is feasible, else the position that is reached too late */
guint32 ty_orient_day_update(const TyOrient *orient, TyOrientDay *day);

/** Puts a slot in after position `gap`, where it fits. */
void ty_orient_insert(const TyOrient *orient, TyOrientState *state, guint32 day, guint32 slot,
                      guint32 gap);

/** Takes out of a day what is marked (by slot), and what can no longer be reached in time then,
 * which happens only where a detour saves time. */
void ty_orient_remove(const TyOrient *orient, TyOrientState *state, guint32 day,
                      const guint8 *marked);

/** Makes a day of these slots, of vertices not visited on other days; what cannot be reached in
 * time is left out. */
void ty_orient_set_day(const TyOrient *orient, TyOrientState *state, guint32 day,
                       const guint32 *slots, guint32 n);
