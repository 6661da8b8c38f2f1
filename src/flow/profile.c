/* SPDX-License-Identifier: Apache-2.0 */
/* Profiles of travellers: kept, listed, read for use. */
#include "flow/profile.h"

#include "base/file.h"

#include <math.h>
#include <string.h>

/* Reading for use -------------------------------------------------------------------------------
 */

TyProfile *ty_profile_empty(void) {
  TyProfile *profile = g_new0(TyProfile, 1);

  profile->themes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  profile->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  profile->likes = g_ptr_array_new_with_free_func(g_free);
  profile->novelty = profile->visit_hours = NAN;
  return profile;
}

void ty_profile_free(TyProfile *profile) {
  g_free(profile->id);
  g_hash_table_unref(profile->themes);
  g_hash_table_unref(profile->kinds);
  g_ptr_array_unref(profile->likes);
  g_free(profile);
}

static void take_weights(const json_t *weights, GHashTable *table) {
  const char *key;
  json_t *weight;

  json_object_foreach((json_t *) weights, key, weight) {
    double value = json_number_value(weight);
    g_hash_table_insert(table, g_strdup(key), g_memdup2(&value, sizeof value));
  }
}

static double number_or_nan(const json_t *profile, const char *key) {
  const json_t *number = json_object_get(profile, key);
  return number ? json_number_value(number) : NAN;
}

static TyProfile *profile_of(const json_t *json) {
  TyProfile *profile = ty_profile_empty();
  json_t *name;
  gsize i;

  profile->id = g_strdup(json_string_value(json_object_get(json, "id")));
  take_weights(json_object_get(json, "themes"), profile->themes);
  take_weights(json_object_get(json, "kinds"), profile->kinds);
  json_array_foreach(json_object_get(json, "likes"), i, name)
      g_ptr_array_add(profile->likes, g_strdup(json_string_value(name)));
  profile->novelty = number_or_nan(json, "novelty");
  profile->visit_hours = number_or_nan(json, "visit_hours");
  profile->days = (guint) json_number_value(json_object_get(json, "days"));
  return profile;
}

double ty_profile_weight(GHashTable *weights, const char *name) {
  const double *weight = name ? g_hash_table_lookup(weights, name) : NULL;
  return weight ? *weight : 0;
}

static json_t *read_file(const char *path, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  const char *text = file ? g_mapped_file_get_contents(file) : NULL;

  return file ? ty_profile_parse(path, text ? text : "", g_mapped_file_get_length(file), error)
              : NULL;
}

/* Profiles kept ---------------------------------------------------------------------------------
 */

static gboolean list_profile(const TyProfileRow *row, gpointer data, GError **error) {
  json_t *profile = ty_profile_parse(row->id, row->content, strlen(row->content), error);
  return profile && json_array_append_new(data, profile) == 0;
}

static gboolean fail_unknown(TyWorkspace *workspace, const char *id, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);
  json_t *all = json_array(), *profile;
  gsize i;

  if (ty_atlas_each_profile(workspace->atlas, NULL, list_profile, all, NULL))
    json_array_foreach(all, i, profile) g_string_append_printf(
        list, "%s%s", i ? "、" : "", json_string_value(json_object_get(profile, "id")));
  json_decref(all);
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: no such profile in the atlas, expected a file that ends in .json or one of: %s",
              id, list->len ? list->str : "(none; `tuyou survey ATLAS --keep` makes some)");
  return FALSE;
}

json_t *ty_profiles(TyWorkspace *workspace, const char *id, GError **error) {
  json_t *list = json_array();

  if (!ty_atlas_each_profile(workspace->atlas, id, list_profile, list, error) ||
      (id && json_array_size(list) == 0 && !fail_unknown(workspace, id, error))) {
    json_decref(list);
    return NULL;
  }
  return json_pack("{s:o}", "profiles", list);
}

TyProfile *ty_profile_open(TyWorkspace *workspace, const char *name, GError **error) {
  gboolean is_file = g_str_has_suffix(name, ".json");
  json_t *answer = is_file ? read_file(name, error) : ty_profiles(workspace, name, error);

  if (!answer)
    return NULL;
  TyProfile *profile =
      profile_of(is_file ? answer : json_array_get(json_object_get(answer, "profiles"), 0));
  json_decref(answer);
  return profile;
}

static gboolean keep(TyWorkspace *workspace, const json_t *profile, GError **error) {
  g_autofree char *content = json_dumps(profile, JSON_COMPACT);
  const char *source = json_string_value(json_object_get(profile, "source"));
  TyProfileRow row = {json_string_value(json_object_get(profile, "id")),
                      json_string_value(json_object_get(profile, "label")), source ? source : "",
                      content};

  return ty_atlas_add_profile(workspace->atlas, &row, error);
}

static gboolean keep_alone(TyWorkspace *workspace, const json_t *profile, GError **error) {
  if (!ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (keep(workspace, profile, error) && ty_atlas_commit(workspace->atlas, error))
    return TRUE;
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}

json_t *ty_profile_drop(TyWorkspace *workspace, const char *id, GError **error) {
  gboolean was_there = FALSE;

  if (!ty_atlas_drop_profile(workspace->atlas, id, &was_there, error) ||
      (!was_there && !fail_unknown(workspace, id, error)))
    return NULL;
  return json_pack("{s:s}", "removed", id);
}

/* From wishes -----------------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *liked;  /* entity → itself */
  GHashTable *themes; /* theme → number liked */
} Tallying;

static gboolean tally_theme(const TyThemeSite *site, gpointer data, GError **error) {
  Tallying *tallying = data;
  (void) error;

  if (g_hash_table_contains(tallying->liked, &site->entity)) {
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(tallying->themes, site->theme));
    g_hash_table_insert(tallying->themes, g_strdup(site->theme), GUINT_TO_POINTER(n + 1));
  }
  return TRUE;
}

static gboolean tally_kind(const TyEntity *entity, gpointer data, GError **error) {
  GHashTable *kinds = data;
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(kinds, entity->kind));
  (void) error;
  g_hash_table_insert(kinds, g_strdup(entity->kind), GUINT_TO_POINTER(n + 1));
  return TRUE;
}

static json_t *shares_of(GHashTable *counts, guint of) {
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc) strcmp);
  json_t *shares = json_object();

  for (GList *key = keys; key; key = key->next)
    json_object_set_new(
        shares, key->data,
        ty_json_number(GPOINTER_TO_UINT(g_hash_table_lookup(counts, key->data)) / (double) of, 4));
  return shares;
}

static gboolean take_likes(TyWorkspace *workspace, const char *like, json_t *profile,
                           GError **error) {
  g_auto(GStrv) names = g_strsplit_set(like, ",", -1);
  g_autoptr(GHashTable) liked = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) themes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Tallying tallying = {liked, themes};
  json_t *likes = json_array();

  json_object_set_new(profile, "likes", likes);
  for (char **name = names; *name; name++) {
    if (!*g_strstrip(*name))
      continue;
    gint64 id = ty_workspace_entity(workspace, *name, error);
    if (id == 0 || !ty_atlas_entity(workspace->atlas, id, tally_kind, kinds, error))
      return FALSE;
    g_hash_table_add(liked, g_memdup2(&id, sizeof id));
    json_array_append_new(likes, json_string(*name));
  }
  guint n = g_hash_table_size(liked);
  if (n > 0 && !ty_atlas_each_theme_site(workspace->atlas, NULL, tally_theme, &tallying, error))
    return FALSE;
  json_object_set_new(profile, "themes", shares_of(themes, n));
  json_object_set_new(profile, "kinds", shares_of(kinds, (guint) json_array_size(likes)));
  return TRUE;
}

static gboolean note_theme(const TyThemeSite *site, gpointer data, GError **error) {
  (void) error;
  g_hash_table_add(data, g_strdup(site->theme));
  return TRUE;
}

static gboolean take_themes(TyWorkspace *workspace, const char *list, json_t *profile,
                            GError **error) {
  g_auto(GStrv) names = g_strsplit(list, ",", -1);
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  json_t *themes = json_object_get(profile, "themes");

  if (!themes)
    json_object_set_new(profile, "themes", themes = json_object());
  if (!ty_atlas_each_theme_site(workspace->atlas, NULL, note_theme, known, error))
    return FALSE;
  for (char **name = names; *name; name++) {
    if (!*g_strstrip(*name))
      continue;
    if (!g_hash_table_contains(known, *name)) {
      g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "%s: no such theme in the atlas", *name);
      return FALSE;
    }
    json_object_set_new(themes, *name, json_real(1));
  }
  return TRUE;
}

static json_t *from_wishes(TyWorkspace *workspace, const TyProfileRequest *request,
                           GError **error) {
  json_t *made = json_pack("{s:s, s:s, s:s}", "id", request->id ? request->id : "", "label",
                           request->id ? request->id : "", "source",
                           request->like && request->theme ? "likes and themes"
                           : request->like                 ? "likes"
                                                           : "themes");
  json_t *checked = NULL;

  if (!isnan(request->novelty))
    json_object_set_new(made, "novelty", json_real(request->novelty));
  if ((!request->like || take_likes(workspace, request->like, made, error)) &&
      (!request->theme || take_themes(workspace, request->theme, made, error))) {
    g_autofree char *text = json_dumps(made, 0);
    checked = ty_profile_parse("profile", text, strlen(text), error);
  }
  json_decref(made);
  return checked;
}

json_t *ty_profile_keep(TyWorkspace *workspace, const TyProfileRequest *request, GError **error) {
  gboolean wishes = request->like || request->theme;

  if (wishes == (request->file != NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "expected either a file or sites and themes that please");
    return NULL;
  }
  json_t *profile =
      wishes ? from_wishes(workspace, request, error) : read_file(request->file, error);
  if (profile && !wishes && request->id) {
    json_object_set_new(profile, "id", json_string(request->id));
    g_autofree char *text = json_dumps(profile, 0);
    json_decref(profile);
    profile = ty_profile_parse("profile", text, strlen(text), error);
  }
  if (profile && !keep_alone(workspace, profile, error)) {
    json_decref(profile);
    return NULL;
  }
  return profile;
}

/* From segments ---------------------------------------------------------------------------------
 */

static gboolean drop_segments(TyWorkspace *workspace, GError **error) {
  json_t *all = json_array(), *profile;
  gboolean done = ty_atlas_each_profile(workspace->atlas, NULL, list_profile, all, error), was;
  gsize i;

  json_array_foreach(all, i, profile) {
    const char *id = json_string_value(json_object_get(profile, "id"));
    if (done && g_str_has_prefix(id, "segment-"))
      done = ty_atlas_drop_profile(workspace->atlas, id, &was, error);
  }
  json_decref(all);
  return done;
}

static gboolean keep_segments(TyWorkspace *workspace, const json_t *cards, json_t *list,
                              GError **error) {
  json_t *card;
  gsize i;

  if (!drop_segments(workspace, error))
    return FALSE;
  json_array_foreach(cards, i, card) {
    json_t *profile = json_object_get(card, "profile");
    if (!keep(workspace, profile, error))
      return FALSE;
    json_array_append(list, profile);
  }
  return TRUE;
}

json_t *ty_profiles_from_survey(TyWorkspace *workspace, const json_t *survey, GError **error) {
  const json_t *cards = json_object_get(json_object_get(survey, "segments"), "list");
  json_t *list = json_array();

  if (!cards)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found no segments to keep, expected some: leave "
                "out --clusters none");
  else if (ty_atlas_begin(workspace->atlas, error)) {
    if (keep_segments(workspace, cards, list, error) && ty_atlas_commit(workspace->atlas, error))
      return json_pack("{s:o}", "profiles", list);
    ty_atlas_rollback(workspace->atlas);
  }
  json_decref(list);
  return NULL;
}
