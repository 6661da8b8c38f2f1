/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a word by the kinds of things that are named after it. The head of a Chinese
 * compound comes last: 千手观音 is a 观音, 十二圆觉菩萨 is no 圆觉. */
#include "flow/card.h"
#include "flow/key.h"

#include <string.h>

enum { MOST = 50 };

typedef struct {
  gint64 id;
  char *name, *kind;
} Named;

typedef struct {
  TyWorkspace *workspace;
  const char *key;
  GHashTable *types;      /* kinds whose entities are kinds of things */
  gint64 last;            /* the entity taken last: its other names are passed over */
  GArray *forms, *others; /* of Named */
} Gathering;

static void clear_named(gpointer data) {
  Named *named = data;
  g_free(named->name);
  g_free(named->kind);
}

static gboolean take_type(const TyEntityKind *kind, gpointer data, GError **error) {
  (void) error;
  if (g_strcmp0(kind->crm, "E55_Type") == 0)
    g_hash_table_add(data, g_strdup(kind->id));
  return TRUE;
}

static gboolean note(const TyEntity *entity, gpointer data, GError **error) {
  Named *named = data;
  (void) error;
  named->name = g_strdup(entity->name);
  named->kind = g_strdup(entity->kind);
  return TRUE;
}

static gboolean take_name(gint64 entity, const char *alias, gpointer data, GError **error) {
  Gathering *gathering = data;
  g_autofree char *key = ty_name_key(alias);

  if (entity == gathering->last || !strstr(key, gathering->key))
    return TRUE;
  Named named = {entity, NULL, NULL};
  if (!ty_atlas_entity(gathering->workspace->atlas, entity, note, &named, error))
    return FALSE;
  gathering->last = entity;
  if (g_str_has_suffix(key, gathering->key) && g_hash_table_contains(gathering->types, named.kind))
    g_array_append_val(gathering->forms, named);
  else
    g_array_append_val(gathering->others, named);
  return TRUE;
}

static int by_kind_and_name(gconstpointer a, gconstpointer b) {
  const Named *x = a, *y = b;
  int by_kind = strcmp(x->kind, y->kind);
  return by_kind ? by_kind : strcmp(x->name, y->name);
}

static json_t *tell_form(TyWorkspace *workspace, const Named *form, char *const *predicates,
                         const char *on, GError **error) {
  g_autofree char *label = ty_atlas_label(workspace->atlas, form->kind);
  json_t *facts = json_array(), *of = json_array();
  json_t *told = json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", form->name, "kind", form->kind,
                           "kind_label", label, "facts", facts, "of", of);

  if (ty_card_facts(workspace, form->id, FALSE, predicates, on, facts, error) &&
      ty_card_facts(workspace, form->id, TRUE, predicates, on, of, error))
    return told;
  json_decref(told);
  return NULL;
}

static json_t *tell(const Gathering *gathering, const char *name, char *const *predicates,
                    const char *on, GError **error) {
  json_t *forms = json_array(), *others = json_array();
  json_t *answer = json_pack("{s:s, s:o, s:o, s:b}", "name", name, "forms", forms, "others", others,
                             "cut", gathering->forms->len > MOST || gathering->others->len > MOST);

  for (guint i = 0; i < MIN(gathering->forms->len, MOST); i++) {
    json_t *told = tell_form(gathering->workspace, &g_array_index(gathering->forms, Named, i),
                             predicates, on, error);
    if (!told) {
      json_decref(answer);
      return NULL;
    }
    json_array_append_new(forms, told);
  }
  for (guint i = 0; i < MIN(gathering->others->len, MOST); i++) {
    const Named *other = &g_array_index(gathering->others, Named, i);
    json_array_append_new(others,
                          json_pack("{s:s, s:s}", "name", other->name, "kind", other->kind));
  }
  return answer;
}

json_t *ty_show_forms(TyWorkspace *workspace, const char *name, const char *predicates,
                      const char *on, GError **error) {
  g_auto(GStrv) list = predicates ? g_strsplit(predicates, ",", -1) : NULL;
  g_autofree char *key = ty_name_key(name);
  g_autoptr(GHashTable) types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) forms = g_array_new(FALSE, FALSE, sizeof(Named));
  g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(Named));
  Gathering gathering = {workspace, key, types, 0, forms, others};

  g_array_set_clear_func(forms, clear_named);
  g_array_set_clear_func(others, clear_named);
  if (!ty_card_check_predicates(workspace, list, error) ||
      !ty_atlas_each_kind(workspace->atlas, take_type, types, error) ||
      (*key && !ty_atlas_each_alias(workspace->atlas, 0, take_name, &gathering, error)))
    return NULL;
  if (forms->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "%s: found no kind of things named after it",
                name);
    return NULL;
  }
  g_array_sort(forms, by_kind_and_name);
  return tell(&gathering, name, list, on, error);
}
