/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/decision-check.h"

#include <string.h>

enum { LEAST_CHARACTERS = 2, MOST_CHARACTERS = 100, N_NEAR = 5 };

gboolean ty_check_name(const TyDecision *decision, GError **error) {
  gboolean is_line = g_utf8_validate(decision->name, -1, NULL);

  for (const char *p = decision->name; is_line && *p; p = g_utf8_next_char(p))
    is_line = !g_unichar_iscntrl(g_utf8_get_char(p));
  if (is_line && g_utf8_strlen(decision->key, -1) >= LEAST_CHARACTERS &&
      g_utf8_strlen(decision->name, -1) <= MOST_CHARACTERS)
    return TRUE;
  g_autofree char *valid = g_utf8_make_valid(decision->name, -1);
  g_autofree char *shown = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), 30));
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found the name '%s'%s, expected %d to %d characters in one line",
              g_strdelimit(shown, "\r\n\t", ' '), strlen(shown) < strlen(valid) ? "…" : "",
              LEAST_CHARACTERS, MOST_CHARACTERS);
  return FALSE;
}

/* Known names ---------------------------------------------------------------------------------- */

typedef struct {
  const char *key;
  char *any; /* an entity that is called so */
  char *own; /* one whose own name it is, with its kind */
} Known;

static gboolean take_known(const TyEntity *entity, gpointer data, GError **error) {
  Known *known = data;
  g_autofree char *key = ty_name_key(entity->name);
  (void) error;

  if (!known->any)
    known->any = g_strdup(entity->name);
  if (!known->own && g_str_equal(key, known->key))
    known->own = g_strdup_printf("%s, %s", entity->name, entity->kind);
  return TRUE;
}

static gboolean is_free(const TyDecision *decision, const Known *known, GError **error) {
  gboolean is_alias = g_str_equal(decision->verdict, "alias");

  if (is_alias && known->own)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "%s is an entity of its own (%s), expected a name that none has; no command merges"
                " entities: give one up in the table of entities and name it among the other's"
                " aliases",
                decision->name, known->own);
  else if (!is_alias && known->any)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s is a name that the atlas knows (%s)",
                decision->name, known->any);
  else
    return TRUE;
  return FALSE;
}

/* Counties --------------------------------------------------------------------------------------
 */

typedef struct {
  char *name;
  guint n_shared; /* characters */
} Near;

typedef struct {
  const char *wanted;
  char *found;
  GHashTable *names; /* that were met */
  GArray *near;      /* of Near */
} Counties;

static void clear_near(gpointer near) { g_free(((Near *) near)->name); }

static guint count_shared(const char *a, const char *b) {
  guint n = 0;

  for (; *a; a = g_utf8_next_char(a))
    n += g_utf8_strchr(b, -1, g_utf8_get_char(a)) != NULL;
  return n;
}

static void offer(Counties *counties, const char *name) {
  if (!name || !*name || !g_hash_table_add(counties->names, g_strdup(name)))
    return;
  Near near = {g_strdup(name), count_shared(counties->wanted, name)};
  g_array_append_val(counties->near, near);
  if (!counties->found && g_str_equal(name, counties->wanted))
    counties->found = g_strdup(name);
}

static gboolean take_county(const TyEntity *entity, gpointer data, GError **error) {
  Counties *counties = data;
  (void) error;

  offer(counties, entity->county);
  return TRUE;
}

static gboolean take_place(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  if (!*(char **) data && g_str_equal(entity->kind, "place"))
    *(char **) data = g_strdup(entity->name);
  return TRUE;
}

static int nearest_first(gconstpointer a, gconstpointer b) {
  const Near *x = a, *y = b;

  if (x->n_shared != y->n_shared)
    return x->n_shared < y->n_shared ? 1 : -1;
  return strcmp(x->name, y->name);
}

static void tell_unknown(Counties *counties, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);

  g_array_sort(counties->near, nearest_first);
  for (guint i = 0; i < MIN(counties->near->len, N_NEAR); i++)
    g_string_append_printf(list, "%s%s", i ? "、" : "",
                           g_array_index(counties->near, Near, i).name);
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "found the county '%s', expected one that the atlas knows: %s", counties->wanted,
              list->str);
}

/* An atlas that knows no county takes any. */
static gboolean find_county(TyWorkspace *workspace, const char *wanted, char **county,
                            GError **error) {
  g_autofree char *key = ty_name_key(wanted);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(Near));
  Counties counties = {wanted, NULL, names, near};

  g_array_set_clear_func(near, clear_near);
  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_county, &counties, error))
    return FALSE;
  if (!counties.found &&
      !ty_atlas_each_named(workspace->atlas, key, take_place, &counties.found, error))
    return FALSE;
  *county = counties.found ? counties.found : near->len == 0 ? g_strdup(wanted) : NULL;
  if (!*county)
    tell_unknown(&counties, error);
  return *county != NULL;
}

gboolean ty_check_decision(TyWorkspace *workspace, TyDecision *decision, char **county,
                           GError **error) {
  Known known = {.key = decision->key};
  gboolean is_entity = g_str_equal(decision->verdict, "entity");
  gboolean good = ty_atlas_each_named(workspace->atlas, decision->key, take_known, &known, error) &&
                  is_free(decision, &known, error);

  g_free(known.any);
  g_free(known.own);
  if (!good)
    return FALSE;
  if (is_entity && (!decision->kind || !ty_atlas_has_kind(workspace->atlas, decision->kind))) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found the kind '%s', expected one of graphs/kinds.csv: site, ich, food …",
                decision->kind ? decision->kind : "");
    return FALSE;
  }
  if (!is_entity || !decision->county || !*decision->county)
    return TRUE;
  if (!find_county(workspace, decision->county, county, error))
    return FALSE;
  decision->county = *county;
  return TRUE;
}
