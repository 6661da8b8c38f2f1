/* SPDX-License-Identifier: Apache-2.0 */
/* From a request to the sites it means. */
#include "flow/plan.h"

#include <stdio.h>
#include <string.h>

static void clear_wish(gpointer data) { g_free(((TyWish *) data)->name); }

static TyWish *find_wish(TyWishes *wishes, gint64 id) {
  for (guint i = 0; i < wishes->wishes->len; i++)
    if (g_array_index(wishes->wishes, TyWish, i).id == id)
      return &g_array_index(wishes->wishes, TyWish, i);
  return NULL;
}

static gboolean take_name(const TyEntity *entity, gpointer data, GError **error) {
  TyWish *wish = data;
  (void) error;
  wish->name = g_strdup(entity->name);
  return TRUE;
}

static TyWish *add_wish(TyWorkspace *workspace, TyWishes *wishes, gint64 id, GError **error) {
  TyWish wish = {.id = id, .weight = 1};

  if (!ty_atlas_entity(workspace->atlas, id, take_name, &wish, error))
    return NULL;
  g_array_append_val(wishes->wishes, wish);
  return find_wish(wishes, id);
}

typedef struct {
  TyWishes *wishes;
  gboolean optional;
} ThemeReading;

static gboolean take_site(const TyThemeSite *site, gpointer data, GError **error) {
  ThemeReading *reading = data;
  TyWish wish = {.id = site->entity, .name = g_strdup(site->name), .weight = site->weight};
  (void) error;

  if (site->optional && !reading->optional)
    wish.left_out = "optional stop; ask for it with --optional or --include";
  g_array_append_val(reading->wishes->wishes, wish);
  return TRUE;
}

static gboolean note_theme(const TyThemeSite *site, gpointer data, GError **error) {
  GString *themes = data;
  g_autofree char *quoted = g_strconcat("、", site->theme, "、", NULL);
  (void) error;
  if (!strstr(themes->str, quoted))
    g_string_append_printf(themes, "%s、", site->theme);
  return TRUE;
}

static gboolean read_theme(TyWorkspace *workspace, TyWishes *wishes, const TyPlanRequest *request,
                           GError **error) {
  ThemeReading reading = {wishes, request->optional};

  if (!ty_atlas_each_theme_site(workspace->atlas, request->theme, take_site, &reading, error))
    return FALSE;
  if (wishes->wishes->len > 0)
    return TRUE;
  g_autoptr(GString) themes = g_string_new("、");
  if (!ty_atlas_each_theme_site(workspace->atlas, NULL, note_theme, themes, error))
    return FALSE;
  g_string_truncate(themes, themes->len - strlen("、"));
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: no such theme in the atlas, expected one of: %s", request->theme,
              themes->len ? themes->str + strlen("、") : "(none)");
  return FALSE;
}

/* Calls for each name of a list; both commas part names. */
static gboolean each_name(TyWorkspace *workspace, const char *list, GArray *ids, GError **error) {
  g_auto(GStrv) halves = g_strsplit(list ? list : "", "，", -1);
  g_autofree char *joined = g_strjoinv(",", halves);
  g_auto(GStrv) names = g_strsplit(joined, ",", -1);

  for (char **name = names; *name; name++) {
    if (!*g_strstrip(*name))
      continue;
    gint64 id = ty_workspace_entity(workspace, *name, error);
    if (id == 0)
      return FALSE;
    g_array_append_val(ids, id);
  }
  return TRUE;
}

static gboolean read_lists(TyWorkspace *workspace, TyWishes *wishes, const TyPlanRequest *request,
                           GError **error) {
  g_autoptr(GArray) include = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) avoid = g_array_new(FALSE, FALSE, sizeof(gint64));

  if (!each_name(workspace, request->include, include, error) ||
      !each_name(workspace, request->avoid, avoid, error))
    return FALSE;
  for (guint i = 0; i < include->len; i++) {
    gint64 id = g_array_index(include, gint64, i);
    TyWish *wish = find_wish(wishes, id);
    if (!wish && !(wish = add_wish(workspace, wishes, id, error)))
      return FALSE;
    wish->must = TRUE;
    wish->left_out = NULL;
  }
  for (guint i = 0; i < avoid->len; i++) {
    gint64 id = g_array_index(avoid, gint64, i);
    TyWish *wish = find_wish(wishes, id);
    if (!wish && !(wish = add_wish(workspace, wishes, id, error)))
      return FALSE;
    wish->avoid = TRUE;
    wish->left_out = "avoided, as asked";
  }
  return TRUE;
}

/* A given order names the sites itself. */
static gboolean read_order(TyWorkspace *workspace, TyWishes *wishes, const char *order,
                           GError **error) {
  wishes->given = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!each_name(workspace, order, wishes->given, error))
    return FALSE;
  for (guint i = 0; i < wishes->wishes->len; i++)
    g_array_index(wishes->wishes, TyWish, i).left_out = "not in the order given";
  for (guint i = 0; i < wishes->given->len; i++) {
    gint64 id = g_array_index(wishes->given, gint64, i);
    for (guint before = 0; before < i; before++)
      if (g_array_index(wishes->given, gint64, before) == id) {
        g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                    "--order: found %s twice, expected each site once",
                    find_wish(wishes, id)->name);
        return FALSE;
      }
    TyWish *wish = find_wish(wishes, id);
    if (!wish && !(wish = add_wish(workspace, wishes, id, error)))
      return FALSE;
    wish->left_out = NULL;
  }
  if (wishes->given->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--order: found no site, expected A,B,…");
    return FALSE;
  }
  wishes->start = g_array_index(wishes->given, gint64, 0);
  return TRUE;
}

static gboolean read_ends(TyWorkspace *workspace, TyWishes *wishes, const TyPlanRequest *request,
                          GError **error) {
  g_autofree char *key = g_strconcat("start ", request->theme ? request->theme : "", NULL);
  g_autofree char *usual = ty_atlas_get_meta(workspace->atlas, key);
  const char *names[] = {request->start ? request->start : usual, request->end};
  gint64 *ids[] = {&wishes->start, &wishes->end};
  gint64 first = wishes->start; /* of the order given */

  if (request->end && request->back_to_start) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --end and --return, expected one of them");
    return FALSE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    if (!names[i] || (first && i == 0 && !request->start))
      continue;
    gint64 id = ty_workspace_entity(workspace, names[i], error);
    if (id == 0)
      return FALSE;
    TyWish *wish = find_wish(wishes, id);
    if (wish && wish->avoid && i == 0 && !request->start)
      continue; /* the theme's usual start gives way */
    if (!wish && !(wish = add_wish(workspace, wishes, id, error)))
      return FALSE;
    *ids[i] = id;
    wish->left_out = NULL;
    wish->must = TRUE;
  }
  for (guint i = 0; i < wishes->wishes->len && !wishes->start; i++)
    if (!g_array_index(wishes->wishes, TyWish, i).left_out)
      wishes->start = g_array_index(wishes->wishes, TyWish, i).id;
  return TRUE;
}

/* What is wished for and ruled out at once. */
static gboolean check_wishes(const TyWishes *wishes, const TyPlanRequest *request, GError **error) {
  const GArray *given = wishes->given;

  for (guint i = 0; i < wishes->wishes->len; i++) {
    const TyWish *wish = &g_array_index(wishes->wishes, TyWish, i);
    gboolean named = FALSE;
    for (guint g = 0; given && g < given->len; g++)
      named = named || g_array_index(given, gint64, g) == wish->id;
    if (wish->avoid && (wish->must || named)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                  "%s is both to be visited and to be avoided, expected one of them", wish->name);
      return FALSE;
    }
    if (given && wish->must && !named) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                  "%s is to be visited, but the order given does not name it", wish->name);
      return FALSE;
    }
  }
  if (given && request->start && wishes->start != g_array_index(given, gint64, 0)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                "the order given does not begin with %s, expected it first", request->start);
    return FALSE;
  }
  if (given && wishes->end && wishes->end != g_array_index(given, gint64, given->len - 1)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                "the order given does not end with %s, expected it last", request->end);
    return FALSE;
  }
  if (wishes->end && wishes->end == wishes->start && wishes->wishes->len > 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the start %s as --end, expected another place, or --return", request->end);
    return FALSE;
  }
  return TRUE;
}

TyWishes *ty_wishes_new(TyWorkspace *workspace, const TyPlanRequest *request, GError **error) {
  g_autoptr(TyWishes) wishes = g_new0(TyWishes, 1);

  wishes->wishes = g_array_new(FALSE, TRUE, sizeof(TyWish));
  g_array_set_clear_func(wishes->wishes, clear_wish);
  if (request->theme && !*request->theme) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--theme: found an empty name, expected a theme");
    return NULL;
  }
  if (!request->theme && !request->order && !request->include) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found neither --theme nor --order nor --include, expected what to visit");
    return NULL;
  }
  if ((request->theme && !read_theme(workspace, wishes, request, error)) ||
      !read_lists(workspace, wishes, request, error) ||
      (request->order && !read_order(workspace, wishes, request->order, error)) ||
      !read_ends(workspace, wishes, request, error) || !check_wishes(wishes, request, error))
    return NULL;
  return g_steal_pointer(&wishes);
}

void ty_wishes_free(TyWishes *wishes) {
  g_array_unref(wishes->wishes);
  g_clear_pointer(&wishes->given, g_array_unref);
  g_free(wishes);
}
