/* SPDX-License-Identifier: Apache-2.0 */
/* What a profile does to the wishes of a tour: it weighs sites, and fills in days and hours that
 * were not asked for. Nothing in it reaches a price. */
#include "flow/plan.h"
#include "flow/profile.h"

#include <math.h>

static gboolean count_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                              GError **error) {
  GHashTable *documents = data;
  gint64 *count = g_hash_table_lookup(documents, &entity);
  (void) span, (void) error;

  /* Pairs of (documents, the last of them): mentions come by document. */
  if (!count) {
    const gint64 first[2] = {1, document};
    g_hash_table_insert(documents, g_memdup2(&entity, sizeof entity),
                        g_memdup2(first, sizeof first));
  } else if (count[1] != document) {
    count[0]++;
    count[1] = document;
  }
  return TRUE;
}

GHashTable *ty_documents_of_entities(TyWorkspace *workspace, GError **error) {
  g_autoptr(GHashTable) documents =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);

  return ty_atlas_each_mention(workspace->atlas, 0, 0, count_mention, documents, error)
             ? g_steal_pointer(&documents)
             : NULL;
}

guint ty_documents_of(GHashTable *documents, gint64 entity) {
  const gint64 *count = g_hash_table_lookup(documents, &entity);
  return count ? (guint) count[0] : 0;
}

/* Days and hours that were not asked for; the theme that pleases most, by name, when nothing was
 * said of what to visit. */
void ty_profile_fill(const TyProfile *profile, TyPlanRequest *request) {
  g_autoptr(GList) themes =
      g_list_sort(g_hash_table_get_keys(profile->themes), (GCompareFunc) g_strcmp0);
  double most = 0;

  if (request->n_days == 0)
    request->n_days = profile->days;
  if (request->dwell_hours == 0 && !isnan(profile->visit_hours))
    request->dwell_hours = profile->visit_hours;
  if (request->theme || request->order || request->include)
    return;
  for (GList *theme = themes; theme; theme = theme->next) {
    double weight = ty_profile_weight(profile->themes, theme->data);
    if (weight > most) {
      most = weight;
      request->theme = theme->data; /* the profile's: it outlives the request */
    }
  }
}

typedef struct {
  const TyProfile *profile;
  GHashTable *best; /* entity → the highest weight of its themes */
} Tasting;

static gboolean taste_theme(const TyThemeSite *site, gpointer data, GError **error) {
  Tasting *tasting = data;
  double weight = ty_profile_weight(tasting->profile->themes, site->theme);
  const double *before = g_hash_table_lookup(tasting->best, &site->entity);
  (void) error;

  if (!before || *before < weight)
    g_hash_table_insert(tasting->best, g_memdup2(&site->entity, sizeof site->entity),
                        g_memdup2(&weight, sizeof weight));
  return TRUE;
}

static gboolean take_kind(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  *(const char **) data = g_intern_string(entity->kind);
  return TRUE;
}

gboolean ty_profile_weigh(TyWorkspace *workspace, const TyProfile *profile, TyWishes *wishes,
                          GError **error) {
  g_autoptr(GHashTable) documents = ty_documents_of_entities(workspace, error);
  g_autoptr(GHashTable) best = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  Tasting tasting = {profile, best};
  double most = 0, novelty = isnan(profile->novelty) ? .5 : profile->novelty;

  if (!documents || !ty_atlas_each_theme_site(workspace->atlas, NULL, taste_theme, &tasting, error))
    return FALSE;
  for (guint i = 0; i < wishes->wishes->len; i++)
    most =
        MAX(most, log1p(ty_documents_of(documents, g_array_index(wishes->wishes, TyWish, i).id)));
  for (guint i = 0; i < wishes->wishes->len; i++) {
    TyWish *wish = &g_array_index(wishes->wishes, TyWish, i);
    const double *theme = g_hash_table_lookup(best, &wish->id);
    const char *kind = NULL;
    if (!ty_atlas_entity(workspace->atlas, wish->id, take_kind, &kind, error))
      return FALSE;
    double known = most > 0 ? log1p(ty_documents_of(documents, wish->id)) / most : 0;
    double taste = MAX(theme ? *theme : 0, ty_profile_weight(profile->kinds, kind));
    wish->weight *= (.5 + taste) * (.5 + (1 - novelty) * known + novelty * (1 - known));
  }
  return TRUE;
}
