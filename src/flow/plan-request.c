/* SPDX-License-Identifier: Apache-2.0 */
/* A request for a tour as a JSON object: the names of the command line's options, with _ or -. */
#include "flow/plan.h"

#include <math.h>
#include <string.h>

typedef enum { TEXT, LIST, COUNT, NUMBER, FLAG, SEED } Type;

static const struct {
  const char *key;
  Type type;
  gsize offset;
} members[] = {
    {"theme", TEXT, offsetof(TyPlanRequest, theme)},
    {"start", TEXT, offsetof(TyPlanRequest, start)},
    {"end", TEXT, offsetof(TyPlanRequest, end)},
    {"return", FLAG, offsetof(TyPlanRequest, back_to_start)},
    {"rule", TEXT, offsetof(TyPlanRequest, rule)},
    {"legs", TEXT, offsetof(TyPlanRequest, legs)},
    {"roads", TEXT, offsetof(TyPlanRequest, roads)},
    {"order", LIST, offsetof(TyPlanRequest, order)},
    {"include", LIST, offsetof(TyPlanRequest, include)},
    {"avoid", LIST, offsetof(TyPlanRequest, avoid)},
    {"optional", FLAG, offsetof(TyPlanRequest, optional)},
    {"days", COUNT, offsetof(TyPlanRequest, n_days)},
    {"date", TEXT, offsetof(TyPlanRequest, date)},
    {"day_hours", NUMBER, offsetof(TyPlanRequest, day_hours)},
    {"day_start", TEXT, offsetof(TyPlanRequest, day_start)},
    {"max_stops", COUNT, offsetof(TyPlanRequest, max_stops)},
    {"min_stops", COUNT, offsetof(TyPlanRequest, min_stops)},
    {"dwell_hours", NUMBER, offsetof(TyPlanRequest, dwell_hours)},
    {"speed", NUMBER, offsetof(TyPlanRequest, speed_kmh)},
    {"slack", NUMBER, offsetof(TyPlanRequest, slack)},
    {"seed", SEED, offsetof(TyPlanRequest, seed)},
    {"choose", FLAG, offsetof(TyPlanRequest, choose)},
    {"prefer", LIST, offsetof(TyPlanRequest, prefer)},
    {"at_least", LIST, offsetof(TyPlanRequest, at_least)},
    {"at_most", LIST, offsetof(TyPlanRequest, at_most)},
    {"at", LIST, offsetof(TyPlanRequest, pins)},
    {"before", LIST, offsetof(TyPlanRequest, before)},
    {"evening", TEXT, offsetof(TyPlanRequest, evening)},
    {"hotels", LIST, offsetof(TyPlanRequest, hotels)},
    {"budget", NUMBER, offsetof(TyPlanRequest, budget_cny)},
    {"mode", TEXT, offsetof(TyPlanRequest, mode)},
    {"people", COUNT, offsetof(TyPlanRequest, people)},
    {"alternatives", FLAG, offsetof(TyPlanRequest, alternatives)},
    {"profile", TEXT, offsetof(TyPlanRequest, profile)},
    {"keep", TEXT, offsetof(TyPlanRequest, keep)},
    {"effort", COUNT, offsetof(TyPlanRequest, effort)},
    {"seconds", NUMBER, offsetof(TyPlanRequest, seconds)},
};

/* ["A", "B"] as "A,B"; {"A": 2, "B": "09:30"} as "A=2,B=09:30". */
static char *list_text(const json_t *value) {
  g_autoptr(GString) text = g_string_new(NULL);
  const char *key;
  json_t *item;
  gsize i;

  if (json_is_string(value))
    return g_strdup(json_string_value(value));
  json_array_foreach(value, i, item) {
    if (!json_is_string(item))
      return NULL;
    g_string_append_printf(text, "%s%s", text->len ? "," : "", json_string_value(item));
  }
  json_object_foreach((json_t *) value, key, item) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (!json_is_string(item) && !json_is_number(item))
      return NULL;
    g_ascii_formatd(number, sizeof number, "%g", json_number_value(item));
    g_string_append_printf(text, "%s%s=%s", text->len ? "," : "", key,
                           json_is_string(item) ? json_string_value(item) : number);
  }
  return json_is_array(value) || json_is_object(value)
             ? g_string_free(g_steal_pointer(&text), FALSE)
             : NULL;
}

static const char *expected(Type type) {
  static const char *const names[] = {"a text",        "a text, a list of texts or an object",
                                      "0, 1, 2 …",     "a number",
                                      "true or false", "0, 1, 2 …"};
  return names[type];
}

/* Sets one member, unless it is set; texts are kept in `texts`. FALSE: of another type. */
static gboolean set_member(TyPlanRequest *request, gsize m, const json_t *value, GPtrArray *texts) {
  char *at = (char *) request + members[m].offset;
  json_int_t count = json_integer_value(value);

  switch (members[m].type) {
  case TEXT:
  case LIST: {
    char *text = members[m].type == LIST ? list_text(value) : g_strdup(json_string_value(value));
    if (!text)
      return FALSE;
    g_ptr_array_add(texts, text);
    if (!*(const char **) (void *) at)
      *(const char **) (void *) at = text;
    return TRUE;
  }
  case COUNT:
    if (!*(guint *) (void *) at)
      *(guint *) (void *) at = (guint) CLAMP(count, 0, G_MAXINT32);
    return json_is_integer(value) && count >= 0;
  case SEED:
    if (!*(guint64 *) (void *) at)
      *(guint64 *) (void *) at = (guint64) count;
    return json_is_integer(value) && count >= 0;
  case NUMBER:
    if (!(*(double *) (void *) at < 0 || *(double *) (void *) at > 0))
      *(double *) (void *) at = json_number_value(value);
    return json_is_number(value);
  default:
    *(gboolean *) (void *) at |= json_is_true(value);
    return json_is_boolean(value);
  }
}

gboolean ty_plan_request_read(TyPlanRequest *request, const char *name, const char *text,
                              gsize length, GPtrArray *texts, GError **error) {
  json_error_t where;
  json_t *object = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);
  const char *key;
  json_t *value;

  if (!json_is_object(object)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%d: found %s, expected a JSON object", name,
                object ? 1 : where.line, object ? "other JSON" : where.text);
    json_decref(object);
    return FALSE;
  }
  json_object_foreach(object, key, value) {
    g_autofree char *plain = g_strdelimit(g_strdup(key), "-", '_');
    gsize m = 0;
    while (m < G_N_ELEMENTS(members) && !g_str_equal(members[m].key, plain))
      m++;
    if (m < G_N_ELEMENTS(members) && set_member(request, m, value, texts))
      continue;
    g_autoptr(GString) keys = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(members); i++)
      g_string_append_printf(keys, "%s%s", i ? ", " : "", members[i].key);
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: %s: expected %s%s", name, key,
                m < G_N_ELEMENTS(members) ? expected(members[m].type) : "one of ",
                m < G_N_ELEMENTS(members) ? "" : keys->str);
    json_decref(object);
    return FALSE;
  }
  json_decref(object);
  return TRUE;
}
