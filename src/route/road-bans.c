/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-bans.h"

typedef struct {
  guint32 arc;    /* the last that one has come along */
  guint32 parent; /* without it */
  guint32 depth;
  guint32 shorter; /* the longest state that this one ends with */
} State;

struct TyBans {
  GArray *states;       /* of State; state 0 is none */
  GHashTable *children; /* state and arc → state */
  GHashTable *last;     /* state and arc that completes a ban */
};

static gint64 *key_of(guint32 state, guint32 arc) {
  gint64 key = (gint64) ((guint64) state << 32 | arc);
  return g_memdup2(&key, sizeof key);
}

static State *state_at(const TyBans *bans, guint32 state) {
  return &g_array_index(bans->states, State, state);
}

TyBans *ty_bans_new(void) {
  TyBans *bans = g_new(TyBans, 1);
  State none = {0};

  bans->states = g_array_new(FALSE, TRUE, sizeof(State));
  bans->children = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  bans->last = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_array_append_val(bans->states, none);
  return bans;
}

void ty_bans_free(TyBans *bans) {
  g_array_unref(bans->states);
  g_hash_table_unref(bans->children);
  g_hash_table_unref(bans->last);
  g_free(bans);
}

static guint32 child_of(const TyBans *bans, guint32 state, guint32 arc) {
  gint64 key = (gint64) ((guint64) state << 32 | arc);
  return GPOINTER_TO_UINT(g_hash_table_lookup(bans->children, &key));
}

void ty_bans_add(TyBans *bans, const guint32 *arcs, guint32 n) {
  guint32 state = 0;

  for (guint32 i = 0; i + 1 < n; i++) {
    guint32 child = child_of(bans, state, arcs[i]);
    if (!child) {
      State made = {arcs[i], state, state_at(bans, state)->depth + 1, 0};
      child = bans->states->len;
      g_array_append_val(bans->states, made);
      g_hash_table_insert(bans->children, key_of(state, arcs[i]), GUINT_TO_POINTER(child));
    }
    state = child;
  }
  g_hash_table_add(bans->last, key_of(state, arcs[n - 1]));
}

guint32 ty_bans_next(const TyBans *bans, guint32 state, guint32 arc) {
  for (;; state = state_at(bans, state)->shorter) {
    guint32 child = child_of(bans, state, arc);
    if (child || state == 0)
      return child;
  }
}

gboolean ty_bans_forbid(const TyBans *bans, guint32 state, guint32 arc) {
  for (; state; state = state_at(bans, state)->shorter) {
    gint64 key = (gint64) ((guint64) state << 32 | arc);
    if (g_hash_table_contains(bans->last, &key))
      return TRUE;
  }
  return FALSE;
}

/* Level by level: what a state ends with is found by what its parent does. */
void ty_bans_finish(TyBans *bans) {
  guint32 deepest = 0;

  for (guint32 s = 1; s < bans->states->len; s++)
    deepest = MAX(deepest, state_at(bans, s)->depth);
  for (guint32 depth = 2; depth <= deepest; depth++)
    for (guint32 s = 1; s < bans->states->len; s++) {
      State *state = state_at(bans, s);
      if (state->depth == depth)
        state->shorter = ty_bans_next(bans, state_at(bans, state->parent)->shorter, state->arc);
    }
}

guint32 ty_bans_n(const TyBans *bans) { return bans->states->len - 1; }

guint32 ty_bans_arc(const TyBans *bans, guint32 state) { return state_at(bans, state)->arc; }
