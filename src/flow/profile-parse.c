/* SPDX-License-Identifier: Apache-2.0 */
/* A profile from text: what it may say, and within what bounds. */
#include <math.h>
#include <string.h>
#include <tuyou/flow.h>

enum { MAX_BYTES = 1 << 20, MAX_ID = 100 };

static gboolean fail(const char *where, const char *found, const char *expected, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected %s", where, found, expected);
  return FALSE;
}

typedef enum { IS_TEXT, IS_WEIGHTS, IS_NAMES, IS_SHARE, IS_HOURS, IS_DAYS, IS_MONEY } Form;

static const struct {
  const char *name;
  Form form;
} members[] = {{"id", IS_TEXT},        {"label", IS_TEXT},      {"source", IS_TEXT},
               {"themes", IS_WEIGHTS}, {"kinds", IS_WEIGHTS},   {"modes", IS_WEIGHTS},
               {"likes", IS_NAMES},    {"novelty", IS_SHARE},   {"visit_hours", IS_HOURS},
               {"days", IS_DAYS},      {"budget_cny", IS_MONEY}};

static gboolean in_bounds(const json_t *value, double least, double most) {
  double number = json_number_value(value);
  return json_is_number(value) && number >= least && number <= most;
}

static gboolean check_weights(const char *where, const char *name, const json_t *value,
                              GError **error) {
  const char *key;
  json_t *weight;
  g_autofree char *found = g_strdup_printf("\"%s\" that is not as it should be", name);

  if (!json_is_object(value))
    return fail(where, found, "an object of weights from 0 to 1", error);
  json_object_foreach(
      (json_t *) value, key,
      weight) if (!*key || !in_bounds(weight, 0, 1)) return fail(where, found,
                                                                 "names with weights from 0 to 1",
                                                                 error);
  return TRUE;
}

static gboolean check_names(const char *where, const json_t *value, GError **error) {
  json_t *name;
  gsize i;

  if (!json_is_array(value))
    return fail(where, "\"likes\" that is no list", "a list of names", error);
  json_array_foreach(
      value, i, name) if (!json_is_string(name) ||
                          !*json_string_value(
                              name)) return fail(where, "\"likes\" with something that is no name",
                                                 "a list of names", error);
  return TRUE;
}

static gboolean check_member(const char *where, const char *name, Form form, const json_t *value,
                             GError **error) {
  static const struct {
    double least, most;
    const char *expected;
  } bounds[] = {[IS_SHARE] = {0, 1, "a number from 0 to 1"},
                [IS_HOURS] = {.1, 24, "hours from 0.1 to 24"},
                [IS_DAYS] = {1, 366, "whole days from 1 to 366"},
                [IS_MONEY] = {0, 1e9, "yuan from 0"}};
  g_autofree char *found = g_strdup_printf("\"%s\" that is not as it should be", name);

  switch (form) {
  case IS_TEXT:
    return json_is_string(value) || fail(where, found, "a text", error);
  case IS_WEIGHTS:
    return check_weights(where, name, value, error);
  case IS_NAMES:
    return check_names(where, value, error);
  default:
    return (in_bounds(value, bounds[form].least, bounds[form].most) &&
            (form != IS_DAYS || json_number_value(value) == floor(json_number_value(value)))) ||
           fail(where, found, bounds[form].expected, error);
  }
}

static gboolean check_id(const char *where, const char *id, GError **error) {
  gboolean good = id && *id && strlen(id) <= MAX_ID;

  for (const char *at = id; good && *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    good = g_unichar_isalnum(c) || c == '-' || c == '_';
  }
  g_autofree char *found = g_strdup_printf("the id “%s”", id ? id : "");
  return good || fail(where, found, "letters, digits, \"-\" and \"_\", at most 100 bytes", error);
}

static gboolean check(const char *where, const json_t *profile, GError **error) {
  const char *key;
  json_t *value;

  if (!json_is_object(profile))
    return fail(where, "JSON that is no object",
                "a profile such as {\"id\": \"…\", \"themes\": "
                "{\"石刻\": 0.8}, \"novelty\": 0.3}",
                error);
  json_object_foreach((json_t *) profile, key, value) {
    gsize i = 0;
    while (i < G_N_ELEMENTS(members) && !g_str_equal(members[i].name, key))
      i++;
    if (i == G_N_ELEMENTS(members)) {
      g_autofree char *found = g_strdup_printf("the member \"%s\"", key);
      return fail(where, found,
                  "id, label, source, themes, kinds, modes, likes, novelty, visit_hours, days and "
                  "budget_cny only: a profile describes no person and sets no price",
                  error);
    }
    if (!check_member(where, key, members[i].form, value, error))
      return FALSE;
  }
  return check_id(where, json_string_value(json_object_get(profile, "id")), error);
}

json_t *ty_profile_parse(const char *where, const char *text, gsize length, GError **error) {
  json_error_t why;

  if (length > MAX_BYTES) {
    fail(where, "more than 1 MiB", "a profile", error);
    return NULL;
  }
  json_t *profile = json_loadb(text, length, JSON_REJECT_DUPLICATES, &why);
  if (!profile) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%d: %s; expected a profile as JSON", where,
                why.line, why.text);
    return NULL;
  }
  if (!check(where, profile, error)) {
    json_decref(profile);
    return NULL;
  }
  if (!json_object_get(profile, "label"))
    json_object_set(profile, "label", json_object_get(profile, "id"));
  return profile;
}
