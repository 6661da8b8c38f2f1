/* SPDX-License-Identifier: Apache-2.0 */
/* Where a chosen tour starts, ends and sleeps, and the ways between all its places. */
#include "flow/choice.h"

#include <math.h>
#include <string.h>

static gssize add_place(TyChoice *choice, const char *name, GError **error) {
  gint64 id = ty_workspace_entity(choice->workspace, name, error);

  if (!id)
    return -1;
  g_array_append_val(choice->places, id);
  return (gssize) choice->places->len - 1;
}

/* "大足城区=280,安岳县城": the price is of one night, for one traveller. */
static gboolean read_hotels(TyChoice *choice, GError **error) {
  g_auto(GStrv) parts = ty_choice_list(choice->request->hotels);
  guint n = g_strv_length(parts);

  choice->hotels = g_new(guint32, n + 1);
  choice->hotel_cny = g_new0(double, n + 1);
  for (guint i = 0; i < n; i++) {
    char *equals = strchr(parts[i], '='), *end = NULL;
    if (equals) {
      choice->hotel_cny[i] = g_ascii_strtod(equals + 1, &end);
      if (*end || end == equals + 1 || !(choice->hotel_cny[i] >= 0)) {
        g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                    "--hotels: found %s, expected PLACE or PLACE=CNY, the price of a night",
                    parts[i]);
        return FALSE;
      }
      *equals = '\0';
    }
    gssize place = add_place(choice, g_strstrip(parts[i]), error);
    if (place < 0)
      return FALSE;
    choice->hotels[i] = (guint32) place;
  }
  choice->problem.n_hotels = n;
  return TRUE;
}

static gboolean read_places(TyChoice *choice, GError **error) {
  const TyPlanRequest *request = choice->request;

  choice->places = g_array_new(FALSE, FALSE, sizeof(gint64));
  choice->start = choice->end = -1;
  if (request->end && request->back_to_start) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --end and --return, expected one of them");
    return FALSE;
  }
  if (request->back_to_start && !request->start) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found --return without --start, expected where to come back to");
    return FALSE;
  }
  if (request->start && (choice->start = add_place(choice, request->start, error)) < 0)
    return FALSE;
  if (request->end && (choice->end = add_place(choice, request->end, error)) < 0)
    return FALSE;
  if (request->back_to_start)
    choice->end = choice->start;
  return read_hotels(choice, error);
}

/* The place that all others must be joined to: the start, or the best site from which most can be
 * reached. */
static guint32 anchor(const TyChoice *choice, guint n) {
  guint32 best = 0;
  guint best_count = 0;

  if (choice->start >= 0)
    return g_array_index(choice->place_of_node, guint32, n + (guint) choice->start);
  for (guint32 a = 0; a < n; a++) {
    guint count = 0;
    for (guint32 b = 0; b < n; b++)
      count += isfinite(ty_reach_m(choice->reach, a, b));
    if (count > best_count) {
      best = a;
      best_count = count;
    }
  }
  return best;
}

gboolean ty_choice_reach(TyChoice *choice, GError **error) {
  const TyPlanRequest *request = choice->request;
  guint n = choice->candidates->len, kept = 0;
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GHashTable) place_of = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

  if (!read_places(choice, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    g_array_append_val(wanted, g_array_index(choice->candidates, TyChoiceSite, i).id);
  g_array_append_vals(wanted, choice->places->data, choice->places->len);
  choice->reach = ty_reach_new(choice->workspace, request->legs ? request->legs : "estimated",
                               wanted, request->speed_kmh, error);
  if (!choice->reach)
    return FALSE;
  for (guint32 place = 0; place < choice->reach->ids->len; place++) {
    gint64 id = g_array_index(choice->reach->ids, gint64, place);
    g_hash_table_insert(place_of, g_memdup2(&id, sizeof id), GUINT_TO_POINTER(place));
  }
  choice->place_of_node = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint i = 0; i < wanted->len; i++) {
    guint32 place =
        GPOINTER_TO_UINT(g_hash_table_lookup(place_of, &g_array_index(wanted, gint64, i)));
    g_array_append_val(choice->place_of_node, place);
  }
  guint32 from = n ? anchor(choice, n) : 0;
  for (guint i = 0; i < n; i++) {
    TyChoiceSite *site = &g_array_index(choice->candidates, TyChoiceSite, kept);
    guint32 place = g_array_index(choice->place_of_node, guint32, kept);
    kept++;
    if (site->asked || isfinite(ty_reach_m(choice->reach, from, place)))
      continue;
    g_ptr_array_add(choice->left_out, g_strdup(site->name));
    g_ptr_array_add(choice->left_out, g_strdup("no leg leads there"));
    g_array_remove_index(choice->candidates, --kept);
    g_array_remove_index(choice->place_of_node, kept);
  }
  g_hash_table_remove_all(choice->by_id);
  for (guint i = 0; i < choice->candidates->len; i++) {
    gint64 id = g_array_index(choice->candidates, TyChoiceSite, i).id;
    g_hash_table_insert(choice->by_id, g_memdup2(&id, sizeof id), GUINT_TO_POINTER(i + 1));
  }
  if (choice->candidates->len)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
              "no site can be reached%s%s over %s legs: found 0, expected 1 or more",
              request->start ? " from " : "", request->start ? request->start : "",
              request->legs ? request->legs : "estimated");
  return FALSE;
}

gint64 ty_choice_entity(const TyChoice *choice, gssize node) {
  return g_array_index(choice->reach->ids, gint64,
                       g_array_index(choice->place_of_node, guint32, node));
}

const char *ty_choice_name(const TyChoice *choice, gssize node) {
  return choice->reach->names->pdata[g_array_index(choice->place_of_node, guint32, node)];
}
