/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/likeness.h"

#include <string.h>

typedef struct {
  char *key;
  const TyEntity *entity; /* in `own` */
} Known;

struct TyLikeNames {
  GArray *known;     /* of Known, in order of entity */
  GPtrArray *places; /* keys of places; NULL-terminated */
  GHashTable *own;   /* number → TyEntity with name and kind */
  TyLikeName found;
};

static void clear_known(gpointer known) { g_free(((Known *) known)->key); }

static void free_entity(gpointer data) {
  TyEntity *entity = data;

  g_free((char *) entity->name);
  g_free((char *) entity->kind);
  g_free(entity);
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyLikeNames *names = data;
  TyEntity *own = g_new0(TyEntity, 1);
  (void) error;

  own->id = entity->id;
  own->name = g_strdup(entity->name);
  own->kind = g_strdup(entity->kind);
  g_hash_table_insert(names->own, &own->id, own);
  return TRUE;
}

static gboolean take_alias(gint64 id, const char *alias, gpointer data, GError **error) {
  TyLikeNames *names = data;
  Known known = {ty_name_key(alias), g_hash_table_lookup(names->own, &id)};
  (void) error;

  if (known.entity && g_str_equal(known.entity->kind, "place"))
    g_ptr_array_add(names->places, g_strdup(known.key));
  g_array_append_val(names->known, known);
  return TRUE;
}

TyLikeNames *ty_like_names_open(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyLikeNames) names = g_new0(TyLikeNames, 1);

  names->known = g_array_new(FALSE, FALSE, sizeof(Known));
  g_array_set_clear_func(names->known, clear_known);
  names->places = g_ptr_array_new_with_free_func(g_free);
  names->own = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, free_entity);
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
  g_free(names);
}

/* Whether two kinds may name one thing: a cave is a site to some, a component to others. */
static gboolean alike_kinds(const char *a, const char *b) {
  static const char *const spots[] = {"site", "component", "nature", "experience_base", NULL};

  return !a || g_str_equal(a, b) || (g_strv_contains(spots, a) && g_strv_contains(spots, b));
}

const TyLikeName *ty_like_names_find(TyLikeNames *names, const char *key, const char *kind,
                                     const TyNameForms *forms) {
  const char *const *places = (const char *const *) names->places->pdata;
  gsize longest = 0;

  names->found = (TyLikeName){NULL, TY_LIKE_NONE};
  for (guint i = 0; i < names->known->len; i++) {
    const Known *known = &g_array_index(names->known, Known, i);
    TyNameLikeness likeness = ty_name_likeness(key, known->key, forms, places);
    gsize length = strlen(known->key);
    if (likeness == TY_LIKE_NONE || !known->entity ||
        (likeness == TY_LIKE_ENDING && !alike_kinds(kind, known->entity->kind)) ||
        (names->found.name && (likeness > names->found.likeness ||
                               (likeness == names->found.likeness && length <= longest))))
      continue;
    names->found = (TyLikeName){known->entity->name, likeness};
    longest = length;
  }
  return names->found.name ? &names->found : NULL;
}
