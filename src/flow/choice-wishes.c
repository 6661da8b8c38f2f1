/* SPDX-License-Identifier: Apache-2.0 */
/* What must come true, from the texts of a request. */
#include "flow/choice.h"
#include "flow/clock.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define USUAL_EVENING_S (19 * 3600 + 1800)

static gboolean refuse(GError **error, const char *option, const char *found,
                       const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: found %s, expected %s", option, found,
              expected);
  return FALSE;
}

static void add_wish(TyChoice *choice, TyItineraryWish wish, char *text) {
  g_array_append_val(choice->wishes, wish);
  g_ptr_array_add(choice->wish_texts, text);
}

static gboolean read_visits(TyChoice *choice, GError **error) {
  g_auto(GStrv) names = ty_choice_list(choice->request->include);

  for (char **name = names; *name; name++) {
    gssize stop = ty_choice_candidate(choice, *name, error);
    if (stop < 0)
      return FALSE;
    add_wish(choice, (TyItineraryWish){.kind = TY_WISH_VISIT, .a = (guint32) stop, .day = -1},
             g_strdup_printf("visit %s", *name));
  }
  return TRUE;
}

/* "北山=2@09:30", "北山=09:30", "北山=2" */
static gboolean read_pin(TyChoice *choice, char *pin, GError **error) {
  static const char expected[] = "SITE=DAY, SITE=HH:MM or SITE=DAY@HH:MM, a day of the tour";
  char *equals = strchr(pin, '='), *at = equals ? strchr(equals, '@') : NULL, *end = NULL;
  TyItineraryWish wish = {.kind = TY_WISH_VISIT, .day = -1};
  g_autofree char *whole = g_strdup(pin);
  gint32 time_s = 0;
  gboolean has_time = FALSE, has_day;

  if (!equals)
    return refuse(error, "--at", pin, expected);
  *equals++ = '\0';
  if (at)
    *at++ = '\0';
  has_time = at || strchr(equals, ':');
  has_day = at || !has_time;
  if (has_time && !ty_clock_read(g_strstrip(at ? at : equals), &time_s))
    return refuse(error, "--at", whole, expected);
  if (has_day) {
    wish.day = (gint) g_ascii_strtoll(equals, &end, 10) - 1;
    if (end == equals || *g_strstrip(end) || wish.day < 0 ||
        wish.day >= (gint) MAX(choice->request->n_days, 1))
      return refuse(error, "--at", whole, expected);
  }
  if (has_time)
    wish.from_s = wish.until_s = time_s;
  gssize stop = ty_choice_candidate(choice, g_strstrip(pin), error);
  if (stop < 0)
    return FALSE;
  wish.a = (guint32) stop;
  g_autoptr(GString) text = g_string_new("visit ");
  g_string_append(text, pin);
  if (has_day)
    g_string_append_printf(text, " on day %d", wish.day + 1);
  if (has_time) {
    g_autofree char *time = ty_clock_text(time_s);
    g_string_append_printf(text, " at %s", time);
  }
  add_wish(choice, wish, g_string_free(g_steal_pointer(&text), FALSE));
  return TRUE;
}

static gboolean read_counts(TyChoice *choice, const char *option, const char *list, TyWishKind kind,
                            GError **error) {
  g_auto(GStrv) parts = ty_choice_list(list);

  for (char **part = parts; *part; part++) {
    char *equals = strchr(*part, '='), *end = NULL;
    guint64 n = equals ? g_ascii_strtoull(equals + 1, &end, 10) : 0;
    if (!equals || end == equals + 1 || *end || strchr(equals, '-') || n > 1000)
      return refuse(error, option, *part, "THEME=N, 0 to 1000");
    *equals = '\0';
    gint theme = ty_choice_theme(choice, g_strstrip(*part), error);
    if (theme < 0)
      return FALSE;
    add_wish(choice,
             (TyItineraryWish){.kind = kind, .a = (guint32) theme, .day = -1, .amount = (double) n},
             g_strdup_printf("%s %" G_GUINT64_FORMAT " of %s",
                             kind == TY_WISH_AT_LEAST ? "at least" : "at most", n, *part));
  }
  return TRUE;
}

static gboolean read_orders(TyChoice *choice, GError **error) {
  g_auto(GStrv) parts = ty_choice_list(choice->request->before);

  for (char **part = parts; *part; part++) {
    char *sign = strchr(*part, '<');
    if (!sign || strchr(sign + 1, '<'))
      return refuse(error, "--before", *part, "A<B");
    *sign = '\0';
    gssize a = ty_choice_candidate(choice, g_strstrip(*part), error);
    gssize b = a < 0 ? -1 : ty_choice_candidate(choice, g_strstrip(sign + 1), error);
    if (b < 0)
      return FALSE;
    if (a == b)
      return refuse(error, "--before", *part, "two different sites");
    add_wish(
        choice,
        (TyItineraryWish){.kind = TY_WISH_BEFORE, .a = (guint32) a, .b = (guint32) b, .day = -1},
        g_strdup_printf("%s before %s", *part, g_strstrip(sign + 1)));
  }
  return TRUE;
}

/* Whoever wishes for a site, on whichever day, and for an evening with it, means one visit. */
static void serve_in_the_evening(TyChoice *choice, guint32 site, guint32 twin) {
  for (guint i = 0; i < choice->wishes->len; i++) {
    TyItineraryWish *wish = &g_array_index(choice->wishes, TyItineraryWish, i);
    gboolean any_hour = wish->kind == TY_WISH_VISIT && !wish->from_s && !wish->until_s;
    if (wish->a == site && (any_hour || wish->kind == TY_WISH_BEFORE))
      wish->a = twin;
    if (wish->b == site && wish->kind == TY_WISH_BEFORE)
      wish->b = twin;
  }
}

/* A twin of each site of the evening's theme, visited in the evening instead of the site itself. */
static gboolean read_evening(TyChoice *choice, GError **error) {
  g_autofree char *text = g_strdup(choice->request->evening);
  char *at = text ? strchr(text, '@') : NULL;
  guint n = choice->candidates->len, n_twins = 0;
  g_autoptr(GError) no_theme = NULL, no_site = NULL;
  gssize site = -1;

  choice->evening_theme = -1;
  choice->evening_s = USUAL_EVENING_S;
  if (!text)
    return TRUE;
  if (at)
    *at++ = '\0';
  if (at && (!ty_clock_read(g_strstrip(at), &choice->evening_s) || choice->evening_s < 17 * 3600))
    return refuse(error, "--evening", choice->request->evening,
                  "THEME or SITE, or one of them @HH:MM, 17:00 or later");
  gint theme = ty_choice_theme(choice, g_strstrip(text), &no_theme);
  if (theme < 0 && (site = ty_choice_candidate(choice, text, &no_site)) < 0) {
    gboolean known = g_error_matches(no_site, TY_ERROR, TY_ERROR_INFEASIBLE);
    g_propagate_error(error, known ? g_steal_pointer(&no_site) : g_steal_pointer(&no_theme));
    return FALSE;
  }
  choice->evening_theme = (gint) choice->themes->len;
  g_ptr_array_add(choice->themes, g_strdup("夜间"));
  for (guint i = 0; i < n; i++) {
    TyChoiceSite twin = g_array_index(choice->candidates, TyChoiceSite, i);
    if (theme >= 0 ? !(twin.themes >> theme & 1) : (gssize) i != site)
      continue;
    twin.name = g_strdup(twin.name);
    twin.evening = TRUE;
    twin.themes |= (guint64) 1 << choice->evening_theme;
    g_array_append_val(choice->candidates, twin);
    n_twins++;
  }
  if (site >= 0)
    serve_in_the_evening(choice, (guint32) site, n);
  const TyItineraryWish wish = {
      .kind = TY_WISH_AT_LEAST, .a = (guint32) choice->evening_theme, .day = -1, .amount = 1};
  g_autofree char *time = ty_clock_text(choice->evening_s);
  add_wish(choice, wish, g_strdup_printf("one evening with %s at %s", text, time));
  TyItineraryWish once = wish;
  once.kind = TY_WISH_AT_MOST;
  add_wish(choice, once, NULL); /* goes without saying */
  return n_twins > 0 || refuse(error, "--evening", text, "a theme with sites");
}

gboolean ty_choice_wishes(TyChoice *choice, GError **error) {
  const TyPlanRequest *request = choice->request;
  g_auto(GStrv) pins = ty_choice_list(request->pins);

  choice->wishes = g_array_new(FALSE, TRUE, sizeof(TyItineraryWish));
  choice->wish_texts = g_ptr_array_new_with_free_func(g_free);
  if (!read_visits(choice, error))
    return FALSE;
  for (char **pin = pins; *pin; pin++)
    if (!read_pin(choice, *pin, error))
      return FALSE;
  if (!read_counts(choice, "--at-least", request->at_least, TY_WISH_AT_LEAST, error) ||
      !read_counts(choice, "--at-most", request->at_most, TY_WISH_AT_MOST, error) ||
      !read_orders(choice, error) || !read_evening(choice, error))
    return FALSE;
  if (!(request->budget_cny >= 0))
    return refuse(error, "--budget", "a negative number", "0 or more CNY");
  if (request->budget_cny > 0)
    add_wish(choice,
             (TyItineraryWish){.kind = TY_WISH_BUDGET, .day = -1, .amount = request->budget_cny},
             g_strdup_printf("spend %.0f CNY or less", request->budget_cny));
  return TRUE;
}
