/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that cannot all be true, side by side: none is averaged away. Of values the better
 * attested one wins: a table before texts, then the greater confidence. */
#include "flow/contradictions.h"

#include "text/quantity.h"

#include <string.h>

typedef struct {
  gint64 fact;
  char *value, *unit, *qualifier, *from, *to;
  double confidence;
  gboolean is_curated;
} Claim;

/* Claims about one thing, as facts come in order of subject and predicate. */
typedef struct {
  TyWorkspace *workspace;
  GHashTable *single; /* predicates */
  json_t *list;
  gint64 subject;
  char *subject_name, *predicate;
  GHashTable *groups; /* what the claims are of → GPtrArray of Claim */
  GPtrArray *order;   /* keys of groups, borrowed */
} Gathering;

static void claim_free(gpointer data) {
  Claim *claim = data;
  g_free(claim->value);
  g_free(claim->unit);
  g_free(claim->qualifier);
  g_free(claim->from);
  g_free(claim->to);
  g_free(claim);
}

static void put(json_t *object, const char *key, const char *text) {
  if (text && *text)
    json_object_set_new(object, key, json_string(text));
}

static char *plain(const char *qualifier) {
  static const char *const hedges[] = {"（余）", "（约）", "余", "约"};
  g_autoptr(GString) text = g_string_new(qualifier);

  for (gsize i = 0; i < G_N_ELEMENTS(hedges); i++)
    g_string_replace(text, hedges[i], "", 0);
  return g_strstrip(g_string_free(g_steal_pointer(&text), FALSE));
}

/* Whether two values may both be right: 20余 and 23 may. */
static gboolean may_agree(const Claim *a, const Claim *b) {
  double low, high, other_low, other_high;

  if (g_str_equal(a->value, b->value))
    return TRUE;
  return ty_quantity_interval(a->value, a->qualifier, &low, &high) &&
         ty_quantity_interval(b->value, b->qualifier, &other_low, &other_high) &&
         low <= other_high && other_low <= high;
}

/* Whether two times since when one thing holds cannot both be right. Times written less exactly
 * agree (2006, 2006-05); what ended before the other begins is another time. */
static gboolean times_differ(const Claim *a, const Claim *b) {
  gsize n = a->from && b->from ? MIN(strlen(a->from), strlen(b->from)) : 0;

  return n > 0 && strncmp(a->from, b->from, n) != 0 && !(a->to && strcmp(a->to, b->from) <= 0) &&
         !(b->to && strcmp(b->to, a->from) <= 0);
}

static double grade(const Claim *claim) { return claim->confidence + claim->is_curated; }

static int by_grade(gconstpointer a, gconstpointer b) {
  const Claim *x = *(const Claim *const *) a, *y = *(const Claim *const *) b;
  double gx = grade(x), gy = grade(y);
  return gx != gy ? (gx < gy ? 1 : -1) : (x->fact > y->fact) - (x->fact < y->fact);
}

static gboolean add_source(const TyEvidence *evidence, const char *file, const char *quote,
                           gpointer data, GError **error) {
  json_t *item =
      json_pack("{s:s, s:I, s:o}", "file", file, quote ? "line" : "row",
                (json_int_t) evidence->line, "confidence", ty_json_number(evidence->confidence, 2));
  (void) error;

  put(item, "quote", quote);
  put(item, "citation", evidence->citation);
  put(item, "note", evidence->note);
  put(item, "pattern", evidence->pattern);
  json_array_append_new(data, item);
  return TRUE;
}

/* Why the first of the claims, in order of grade, wins; "" when none does. */
static char *why_first_wins(const Claim *best, const Claim *second) {
  if (best->is_curated && !second->is_curated)
    return g_strdup("a table outranks what is read out of texts");
  if (best->confidence > second->confidence)
    return g_strdup_printf("confidence %.2f against %.2f", best->confidence, second->confidence);
  return NULL;
}

static gboolean tell(const Gathering *gathering, const char *kind, GPtrArray *claims,
                     GError **error) {
  TyAtlas *atlas = gathering->workspace->atlas;
  g_autofree char *label = ty_atlas_label(atlas, gathering->predicate);
  json_t *told = json_array();

  g_ptr_array_sort(claims, by_grade);
  const Claim *best = claims->pdata[0], *rival = NULL;
  for (guint i = 1; i < claims->len && !rival; i++)
    if (g_str_equal(kind, "validity") ? times_differ(best, claims->pdata[i])
                                      : !may_agree(best, claims->pdata[i]))
      rival = claims->pdata[i];
  g_autofree char *why = rival ? why_first_wins(best, rival) : NULL;
  g_autofree char *qualifier = plain(best->qualifier);
  for (guint i = 0; i < claims->len; i++) {
    const Claim *claim = claims->pdata[i];
    json_t *item = json_object(), *evidence = json_array();
    put(item, "value", claim->value);
    put(item, "unit", claim->unit);
    put(item, "qualifier", claim->qualifier);
    put(item, "valid_from", claim->from);
    put(item, "valid_to", claim->to);
    json_object_set_new(item, "confidence", ty_json_number(claim->confidence, 2));
    json_object_set_new(item, "curated", json_boolean(claim->is_curated));
    json_object_set_new(item, "wins", json_boolean(i == 0 && why));
    json_object_set_new(item, "evidence", evidence);
    json_array_append_new(told, item);
    if (!ty_atlas_each_evidence(atlas, claim->fact, add_source, evidence, error)) {
      json_decref(told);
      return FALSE;
    }
  }
  json_t *item = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "subject", gathering->subject_name,
                           "kind", kind, "predicate", gathering->predicate, "label", label, "why",
                           why ? why : "they are equally well attested", "claims", told);
  put(item, "qualifier", qualifier);
  json_array_append_new(gathering->list, item);
  return TRUE;
}

static gboolean tell_group(const Gathering *gathering, GPtrArray *claims, GError **error) {
  gboolean values = FALSE, times = FALSE;

  for (guint i = 0; i < claims->len; i++)
    for (guint k = i + 1; k < claims->len; k++) {
      const Claim *a = claims->pdata[i], *b = claims->pdata[k];
      values |= a->value && b->value && !may_agree(a, b);
      times |= times_differ(a, b);
    }
  for (guint i = 0; i < claims->len; i++) {
    const Claim *claim = claims->pdata[i];
    times |= claim->from && claim->to && strcmp(claim->from, claim->to) > 0 &&
             strlen(claim->from) == strlen(claim->to);
  }
  return (!values || tell(gathering, "value", claims, error)) &&
         (!times || tell(gathering, "validity", claims, error));
}

static gboolean end_groups(Gathering *gathering, GError **error) {
  gboolean told = TRUE;

  for (guint i = 0; i < gathering->order->len && told; i++)
    told = tell_group(gathering, g_hash_table_lookup(gathering->groups, gathering->order->pdata[i]),
                      error);
  g_ptr_array_set_size(gathering->order, 0);
  g_hash_table_remove_all(gathering->groups);
  return told;
}

static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Gathering *gathering = data;
  gboolean valued = !fact->object && g_hash_table_contains(gathering->single, fact->predicate);

  if (fact->subject != gathering->subject ||
      g_strcmp0(fact->predicate, gathering->predicate) != 0) {
    if (!end_groups(gathering, error))
      return FALSE;
    g_free(gathering->subject_name);
    g_free(gathering->predicate);
    gathering->subject = fact->subject;
    gathering->subject_name = g_strdup(fact->subject_name);
    gathering->predicate = g_strdup(fact->predicate);
  }
  if (!valued && !(fact->object && fact->valid_from))
    return TRUE;
  g_autofree char *qualifier = plain(fact->qualifier);
  char *key = valued ? g_strdup_printf("%s\t%s", qualifier, fact->unit ? fact->unit : "")
                     : g_strdup_printf("%s\t%s\t%s", qualifier, fact->object_name,
                                       fact->value ? fact->value : "");
  GPtrArray *claims = g_hash_table_lookup(gathering->groups, key);
  if (!claims) {
    claims = g_ptr_array_new_with_free_func(claim_free);
    g_hash_table_insert(gathering->groups, key, claims);
    g_ptr_array_add(gathering->order, key);
  } else {
    g_free(key);
  }
  Claim *claim = g_new0(Claim, 1);
  *claim = (Claim){fact->id,
                   g_strdup(valued ? fact->value : NULL),
                   g_strdup(fact->unit),
                   g_strdup(fact->qualifier),
                   g_strdup(fact->valid_from),
                   g_strdup(fact->valid_to),
                   fact->confidence,
                   ty_atlas_fact_is_curated(gathering->workspace->atlas, fact->id)};
  g_ptr_array_add(claims, claim);
  return TRUE;
}

static gboolean note_single(const TyPredicate *predicate, gpointer data, GError **error) {
  (void) error;
  if (predicate->single_valued)
    g_hash_table_add(data, g_strdup(predicate->id));
  return TRUE;
}

gboolean ty_contradicting_values(TyWorkspace *workspace, gint64 entity, json_t *list,
                                 GError **error) {
  g_autoptr(GHashTable) single = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) groups =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  Gathering gathering = {workspace, single, list, 0, NULL, NULL, groups, order};
  gboolean done =
      ty_atlas_each_predicate(workspace->atlas, note_single, single, error) &&
      ty_atlas_each_fact(workspace->atlas, entity, NULL, 0, take_fact, &gathering, error) &&
      end_groups(&gathering, error);

  g_free(gathering.subject_name);
  g_free(gathering.predicate);
  return done;
}

json_t *ty_contradictions_of(TyWorkspace *workspace, gint64 entity, GError **error) {
  json_t *list = json_array();

  if (ty_contradicting_values(workspace, entity, list, error) &&
      ty_contradicting_places(workspace, entity, list, error))
    return list;
  json_decref(list);
  return NULL;
}

json_t *ty_contradictions(TyWorkspace *workspace, const char *name, GError **error) {
  gint64 entity = name ? ty_workspace_entity(workspace, name, error) : 0;
  json_t *list = name && !entity ? NULL : ty_contradictions_of(workspace, entity, error);

  return list ? json_pack("{s:o}", "contradictions", list) : NULL;
}
