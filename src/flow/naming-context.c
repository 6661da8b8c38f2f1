/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/naming.h"

#include <math.h>

#define KIND_WORD 0.25  /* the weight of a word of the kind; that of a name is at most 1 */
#define MAX_ANCESTORS 8 /* steps up: 千手观音 → 大佛湾 → 宝顶山 → 大足石刻 … */

typedef struct {
  gint64 subject, object;
  gboolean is_upward; /* the subject belongs to the object */
} Tie;

typedef struct {
  TyNaming *naming;
  GHashTable *upward; /* predicates by which one thing belongs to another */
  GHashTable *tied;   /* gint64 → GArray of index into ties */
  GArray *ties;
  gint64 entity; /* whose context is being gathered */
} Gathering;

static gboolean note_predicate(const TyPredicate *predicate, gpointer data, GError **error) {
  (void) error;
  if (predicate->transitive)
    g_hash_table_add(data, g_strdup(predicate->id));
  return TRUE;
}

static void note_end(Gathering *gathering, gint64 id, guint tie) {
  GArray *list = g_hash_table_lookup(gathering->tied, &id);

  if (!list) {
    list = g_array_new(FALSE, FALSE, sizeof tie);
    g_hash_table_insert(gathering->tied, g_memdup2(&id, sizeof id), list);
  }
  g_array_append_val(list, tie);
}

static gboolean note_tie(const TyFact *fact, gpointer data, GError **error) {
  Gathering *gathering = data;
  Tie tie = {fact->subject, fact->object,
             g_hash_table_contains(gathering->upward, fact->predicate)};
  (void) error;

  if (!fact->object || fact->object == fact->subject ||
      !ty_atlas_fact_is_curated(gathering->naming->workspace->atlas, fact->id))
    return TRUE;
  note_end(gathering, fact->subject, gathering->ties->len);
  note_end(gathering, fact->object, gathering->ties->len);
  g_array_append_val(gathering->ties, tie);
  return TRUE;
}

/* Each name of `other` speaks for the entity. */
static void add_names(Gathering *gathering, gint64 other) {
  const TyNamedEntity *named = g_hash_table_lookup(gathering->naming->named, &other);
  const GArray *ties = g_hash_table_lookup(gathering->tied, &other);
  double weight = 1 / (1 + log(ties ? MAX(ties->len, 1) : 1));

  for (guint i = 0; named && i < named->names->len; i++)
    ty_gazetteer_add_context(gathering->naming->workspace->gazetteer, gathering->entity,
                             g_ptr_array_index(named->names, i), weight);
}

static void add_ancestors(Gathering *gathering, gint64 id, guint steps) {
  const GArray *list = g_hash_table_lookup(gathering->tied, &id);

  for (guint i = 0; list && steps > 0 && i < list->len; i++) {
    const Tie *tie = &g_array_index(gathering->ties, Tie, g_array_index(list, guint, i));
    if (!tie->is_upward || tie->subject != id)
      continue;
    add_names(gathering, tie->object);
    add_ancestors(gathering, tie->object, steps - 1);
  }
}

static void add_context(gint64 id, gpointer data) {
  Gathering *gathering = data;
  TyGazetteer *gazetteer = gathering->naming->workspace->gazetteer;
  const TyNamedEntity *named = g_hash_table_lookup(gathering->naming->named, &id);
  const GArray *list = g_hash_table_lookup(gathering->tied, &id);
  const TyNameKind *kind;

  if (!named)
    return;
  gathering->entity = id;
  kind = g_hash_table_lookup(gathering->naming->kinds, named->kind);
  for (char **word = kind ? kind->words : NULL; word && *word; word++)
    ty_gazetteer_add_context(gazetteer, id, *word, KIND_WORD);
  for (guint i = 0; list && i < list->len; i++) {
    const Tie *tie = &g_array_index(gathering->ties, Tie, g_array_index(list, guint, i));
    add_names(gathering, tie->subject == id ? tie->object : tie->subject);
  }
  add_ancestors(gathering, id, MAX_ANCESTORS);
}

gboolean ty_naming_add_context(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyNaming) naming = ty_naming_new(workspace, error);
  g_autoptr(GHashTable) upward = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) tied =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr(GArray) ties = g_array_new(FALSE, FALSE, sizeof(Tie));
  Gathering gathering = {.naming = naming, .upward = upward, .tied = tied, .ties = ties};

  if (!naming || !ty_atlas_each_predicate(workspace->atlas, note_predicate, upward, error) ||
      !ty_atlas_each_fact(workspace->atlas, 0, NULL, 0, note_tie, &gathering, error))
    return FALSE;
  ty_gazetteer_clear_context(workspace->gazetteer);
  for (guint i = 0; i < naming->order->len; i++) {
    const TyNamedEntity *named = g_ptr_array_index(naming->order, i);
    ty_gazetteer_set_kind(workspace->gazetteer, named->id, named->kind);
  }
  ty_gazetteer_each_unsure(workspace->gazetteer, add_context, &gathering);
  return TRUE;
}
