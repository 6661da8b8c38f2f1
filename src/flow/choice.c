/* SPDX-License-Identifier: Apache-2.0 */
/* The sites that a tour is chosen from, and what each is worth. */
#include "flow/choice.h"

#include <string.h>

/* What a site without any theme that is preferred counts, against one with. */
#define OTHER_THEMES .5
/* Named in so many documents a site is well known. */
#define FAMOUS_DOCUMENTS 10
#define FAMOUS_LEVEL 4

static const char *const usual_themes[TY_N_USUAL_THEMES] = {"自然", "人文", "知名", "小众"};

static void clear_candidate(gpointer data) { g_free(((TyChoiceSite *) data)->name); }

GStrv ty_choice_list(const char *text) {
  g_auto(GStrv) parts = g_regex_split_simple("[,，、;；]", text ? text : "", 0, 0);
  GPtrArray *list = g_ptr_array_new();

  for (char **part = parts; *part; part++)
    if (*g_strstrip(*part))
      g_ptr_array_add(list, g_strdup(*part));
  g_ptr_array_add(list, NULL);
  return (GStrv) g_ptr_array_free(list, FALSE);
}

/* Themes ----------------------------------------------------------------------------------------
 */

static gint find_theme(const TyChoice *choice, const char *name) {
  for (guint t = 0; t < choice->themes->len; t++)
    if (g_str_equal(choice->themes->pdata[t], name))
      return (gint) t;
  return -1;
}

gint ty_choice_theme(const TyChoice *choice, const char *name, GError **error) {
  gint theme = find_theme(choice, name);

  if (theme >= 0)
    return theme;
  g_autoptr(GString) known = g_string_new(NULL);
  for (guint t = 0; t < choice->themes->len; t++)
    g_string_append_printf(known, "%s%s", t ? "、" : "", (char *) choice->themes->pdata[t]);
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: no such theme in the atlas, expected one of: %s", name, known->str);
  return -1;
}

/* Candidates ------------------------------------------------------------------------------------
 */

static void enter(const TyChoice *choice, guint i) {
  gint64 id = g_array_index(choice->candidates, TyChoiceSite, i).id;
  g_hash_table_insert(choice->by_id, g_memdup2(&id, sizeof id), GUINT_TO_POINTER(i + 1));
}

static TyChoiceSite *find_candidate(const TyChoice *choice, gint64 id) {
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(choice->by_id, &id));
  return number ? &g_array_index(choice->candidates, TyChoiceSite, number - 1) : NULL;
}

gssize ty_choice_candidate(TyChoice *choice, const char *name, GError **error) {
  gint64 id = ty_workspace_entity(choice->workspace, name, error);
  const TyChoiceSite *found = id ? find_candidate(choice, id) : NULL;

  if (found)
    return found - (const TyChoiceSite *) (void *) choice->candidates->data;
  if (id)
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                "%s is no place that a tour can stop at, or is to be avoided", name);
  return -1;
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyChoice *choice = data;
  TyChoiceSite candidate = {.id = entity->id,
                            .name = g_strdup(entity->name),
                            .level = 1,
                            .theme = -1,
                            .nature = g_str_equal(entity->kind, "nature")};
  (void) error;
  g_array_append_val(choice->candidates, candidate);
  enter(choice, choice->candidates->len - 1);
  return TRUE;
}

static gboolean take_level(const TyFact *fact, gpointer data, GError **error) {
  TyChoiceSite *candidate = find_candidate(data, fact->subject);
  (void) error;

  if (!fact->value || !candidate)
    return TRUE;
  double *level = &candidate->level;
  if (strstr(fact->value, "世界遗产"))
    *level = MAX(*level, 5);
  else if (strstr(fact->value, "国保"))
    *level = MAX(*level, 4);
  else if (strstr(fact->value, "省保") || strstr(fact->value, "市级") ||
           strstr(fact->value, "4A") || strstr(fact->value, "5A") || strstr(fact->value, "国家"))
    *level = MAX(*level, 3);
  else
    *level = MAX(*level, 2);
  return TRUE;
}

static gboolean take_theme_site(const TyThemeSite *site, gpointer data, GError **error) {
  TyChoice *choice = data;
  gint theme = find_theme(choice, site->theme);
  TyChoiceSite *candidate = find_candidate(choice, site->entity);

  if (theme < 0 && choice->themes->len < 63) {
    theme = (gint) choice->themes->len;
    g_ptr_array_add(choice->themes, g_strdup(site->theme));
  }
  if (!candidate) {
    if (!ty_atlas_entity(choice->workspace->atlas, site->entity, take_entity, choice, error))
      return FALSE;
    candidate = find_candidate(choice, site->entity);
  }
  if (candidate && theme >= 0) {
    candidate->level = MAX(candidate->level, site->weight);
    candidate->themes |= (guint64) 1 << theme;
    candidate->nature |= g_str_equal(site->theme, "生态");
  }
  return TRUE;
}

static gboolean take_count(const TyEntity *entity, gint64 n_mentions, gint64 n_documents,
                           gpointer data, GError **error) {
  TyChoiceSite *candidate = find_candidate(data, entity->id);
  (void) error;
  (void) n_mentions;
  if (candidate)
    candidate->n_documents = n_documents;
  return TRUE;
}

static void set_usual_themes(TyChoiceSite *candidate) {
  gboolean famous = candidate->level >= FAMOUS_LEVEL || candidate->n_documents >= FAMOUS_DOCUMENTS;

  candidate->themes |= 1U << (candidate->nature ? TY_THEME_NATURE : TY_THEME_CULTURE);
  candidate->themes |= 1U << (famous ? TY_THEME_FAMOUS : TY_THEME_LITTLE_KNOWN);
}

/* What is preferred, "石刻=2,川剧": a weight for each theme, 0 for those not named. */
static gboolean read_preferences(const TyChoice *choice, double *weights, GError **error) {
  g_auto(GStrv) parts = ty_choice_list(choice->request->prefer);

  for (char **part = parts; *part; part++) {
    char *equals = strchr(*part, '='), *end = NULL;
    double weight = equals ? g_ascii_strtod(equals + 1, &end) : 1;
    if (equals && (*end || end == equals + 1 || !(weight > 0) || weight > 100)) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "--prefer: found %s, expected THEME or THEME=WEIGHT, a weight from 0 to 100",
                  *part);
      return FALSE;
    }
    if (equals)
      *equals = '\0';
    gint theme = ty_choice_theme(choice, g_strstrip(*part), error);
    if (theme < 0)
      return FALSE;
    weights[theme] = weight;
  }
  return TRUE;
}

static void set_score(const TyChoice *choice, const double *weights, gboolean any,
                      TyChoiceSite *candidate) {
  double best = 0;

  for (guint t = 0; t < choice->themes->len; t++)
    if (candidate->themes >> t & 1 && weights[t] > best) {
      best = weights[t];
      candidate->theme = (gint) t;
    }
  for (guint t = TY_N_USUAL_THEMES; t < choice->themes->len && candidate->theme < 0; t++)
    if (candidate->themes >> t & 1)
      candidate->theme = (gint) t;
  candidate->score = candidate->level * (best > 0 ? best : any ? OTHER_THEMES : 1);
}

static int by_score(gconstpointer a, gconstpointer b) {
  const TyChoiceSite *one = a, *two = b;
  if (one->score != two->score)
    return one->score < two->score ? 1 : -1;
  return (one->id > two->id) - (one->id < two->id);
}

/* Calls for the candidate of each name of a list. */
static gboolean each_named(TyChoice *choice, const char *list, void (*mark)(TyChoiceSite *),
                           GError **error) {
  g_auto(GStrv) names = ty_choice_list(list);

  for (char **name = names; *name; name++) {
    g_auto(GStrv) sides = g_regex_split_simple("[=<]", *name, 0, 0);
    for (char **side = sides; *side; side++) {
      gboolean is_name = side == sides || strchr(*name, '<');
      gint64 id = is_name ? ty_workspace_entity(choice->workspace, g_strstrip(*side), error) : 1;
      if (!id)
        return FALSE;
      TyChoiceSite *candidate = is_name ? find_candidate(choice, id) : NULL;
      if (candidate)
        mark(candidate);
    }
  }
  return TRUE;
}

static void mark_asked(TyChoiceSite *candidate) { candidate->asked = TRUE; }
static void mark_avoided(TyChoiceSite *candidate) { candidate->score = -1; }

/* Keeps what was asked for by name and, of the others, the best. */
static void keep_best(TyChoice *choice) {
  GArray *candidates = choice->candidates;

  for (guint i = candidates->len; i--;) {
    const TyChoiceSite *candidate = &g_array_index(candidates, TyChoiceSite, i);
    if (candidate->score < 0) {
      g_ptr_array_add(choice->left_out, g_strdup(candidate->name));
      g_ptr_array_add(choice->left_out, g_strdup("avoided, as asked"));
    } else if (candidates->len <= TY_CHOICE_MOST || candidate->asked)
      continue;
    g_array_remove_index(candidates, i);
  }
  g_hash_table_remove_all(choice->by_id);
  for (guint i = 0; i < candidates->len; i++)
    enter(choice, i);
}

/* A profile weighs candidates as it weighs the wishes of a theme's tour. */
static gboolean weigh_by_profile(TyChoice *choice, GError **error) {
  g_autoptr(GArray) weighed = g_array_new(FALSE, TRUE, sizeof(TyWish));
  TyWishes wishes = {.wishes = weighed};

  for (guint i = 0; i < choice->candidates->len; i++) {
    const TyChoiceSite *site = &g_array_index(choice->candidates, TyChoiceSite, i);
    TyWish wish = {.id = site->id, .name = site->name, .weight = site->score};
    g_array_append_val(weighed, wish);
  }
  if (!ty_profile_weigh(choice->workspace, choice->profile, &wishes, error))
    return FALSE;
  for (guint i = 0; i < choice->candidates->len; i++)
    g_array_index(choice->candidates, TyChoiceSite, i).score =
        g_array_index(weighed, TyWish, i).weight;
  return TRUE;
}

gboolean ty_choice_candidates(TyChoice *choice, GError **error) {
  static const char *const kinds[] = {"site", "nature", "experience_base"};
  TyAtlas *atlas = choice->workspace->atlas;
  double weights[64] = {0};

  choice->themes = g_ptr_array_new_with_free_func(g_free);
  choice->left_out = g_ptr_array_new_with_free_func(g_free);
  choice->candidates = g_array_new(FALSE, TRUE, sizeof(TyChoiceSite));
  g_array_set_clear_func(choice->candidates, clear_candidate);
  choice->by_id = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (gsize t = 0; t < TY_N_USUAL_THEMES; t++)
    g_ptr_array_add(choice->themes, g_strdup(usual_themes[t]));
  for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
    if (!ty_atlas_each_entity(atlas, kinds[k], NULL, take_entity, choice, error))
      return FALSE;
  if (!ty_atlas_each_fact(atlas, 0, "level", 0, take_level, choice, error) ||
      !ty_atlas_each_theme_site(atlas, NULL, take_theme_site, choice, error) ||
      !ty_atlas_each_named_count(atlas, NULL, take_count, choice, error))
    return FALSE;
  for (guint i = 0; i < choice->candidates->len; i++)
    set_usual_themes(&g_array_index(choice->candidates, TyChoiceSite, i));
  if (!read_preferences(choice, weights, error))
    return FALSE;
  for (guint i = 0; i < choice->candidates->len; i++)
    set_score(choice, weights, choice->request->prefer != NULL,
              &g_array_index(choice->candidates, TyChoiceSite, i));
  if ((choice->profile && !weigh_by_profile(choice, error)) ||
      !each_named(choice, choice->request->include, mark_asked, error) ||
      !each_named(choice, choice->request->pins, mark_asked, error) ||
      !each_named(choice, choice->request->before, mark_asked, error) ||
      !each_named(choice, choice->request->avoid, mark_avoided, error))
    return FALSE;
  g_array_sort(choice->candidates, by_score);
  keep_best(choice);
  return TRUE;
}

void ty_choice_clear(TyChoice *choice) {
  g_clear_pointer(&choice->themes, g_ptr_array_unref);
  g_clear_pointer(&choice->candidates, g_array_unref);
  g_clear_pointer(&choice->by_id, g_hash_table_unref);
  g_clear_pointer(&choice->left_out, g_ptr_array_unref);
  g_clear_pointer(&choice->places, g_array_unref);
  g_clear_pointer(&choice->wishes, g_array_unref);
  g_clear_pointer(&choice->wish_texts, g_ptr_array_unref);
  g_clear_pointer(&choice->reach, ty_reach_free);
  g_clear_pointer(&choice->place_of_node, g_array_unref);
  g_clear_pointer(&choice->events, g_ptr_array_unref);
  g_clear_pointer(&choice->way_s, g_free);
  g_clear_pointer(&choice->way_m, g_free);
  g_clear_pointer(&choice->way_cny, g_free);
  g_clear_pointer(&choice->way_co2_kg, g_free);
  g_clear_pointer(&choice->day_factor, g_free);
  g_clear_pointer(&choice->day_cny, g_free);
  g_clear_pointer(&choice->hotel_cny, g_free);
  g_clear_pointer(&choice->openings, g_free);
  g_clear_pointer(&choice->stops, g_free);
  g_clear_pointer(&choice->days, g_free);
  g_clear_pointer(&choice->hotels, g_free);
}
