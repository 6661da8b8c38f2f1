/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/likeness.h"

#include <string.h>

typedef struct {
  char *key;
  const char *name; /* of its entity, in `own` */
} Known;

struct TyLikeNames {
  GArray *known;        /* of Known, in order of entity */
  GPtrArray *places;    /* keys of places; NULL-terminated */
  GHashTable *own;      /* entity → name */
  GHashTable *is_place; /* entities */
  TyLikeName found;
};

static void clear_known(gpointer known) { g_free(((Known *) known)->key); }

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyLikeNames *names = data;
  (void) error;

  g_hash_table_insert(names->own, g_memdup2(&entity->id, sizeof entity->id),
                      g_strdup(entity->name));
  if (g_str_equal(entity->kind, "place"))
    g_hash_table_add(names->is_place, g_memdup2(&entity->id, sizeof entity->id));
  return TRUE;
}

static gboolean take_alias(gint64 entity, const char *alias, gpointer data, GError **error) {
  TyLikeNames *names = data;
  Known known = {ty_name_key(alias), g_hash_table_lookup(names->own, &entity)};
  (void) error;

  if (g_hash_table_contains(names->is_place, &entity))
    g_ptr_array_add(names->places, g_strdup(known.key));
  g_array_append_val(names->known, known);
  return TRUE;
}

TyLikeNames *ty_like_names_open(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyLikeNames) names = g_new0(TyLikeNames, 1);

  names->known = g_array_new(FALSE, FALSE, sizeof(Known));
  g_array_set_clear_func(names->known, clear_known);
  names->places = g_ptr_array_new_with_free_func(g_free);
  names->own = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  names->is_place = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_entity, names, error) ||
      !ty_atlas_each_alias(workspace->atlas, 0, take_alias, names, error))
    return NULL;
  g_ptr_array_add(names->places, NULL);
  return g_steal_pointer(&names);
}

void ty_like_names_free(TyLikeNames *names) {
  if (!names)
    return;
  g_array_unref(names->known);
  g_ptr_array_unref(names->places);
  g_hash_table_unref(names->own);
  g_hash_table_unref(names->is_place);
  g_free(names);
}

const TyLikeName *ty_like_names_find(TyLikeNames *names, const char *key,
                                     const TyNameForms *forms) {
  const char *const *places = (const char *const *) names->places->pdata;
  gsize longest = 0;

  names->found = (TyLikeName){NULL, TY_LIKE_NONE};
  for (guint i = 0; i < names->known->len; i++) {
    const Known *known = &g_array_index(names->known, Known, i);
    TyLikeness likeness = ty_name_likeness(key, known->key, forms, places);
    gsize length = strlen(known->key);
    if (likeness == TY_LIKE_NONE || !known->name ||
        (names->found.name && (likeness > names->found.likeness ||
                               (likeness == names->found.likeness && length <= longest))))
      continue;
    names->found = (TyLikeName){known->name, likeness};
    longest = length;
  }
  return names->found.name ? &names->found : NULL;
}
