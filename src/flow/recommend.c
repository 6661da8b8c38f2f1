/* SPDX-License-Identifier: Apache-2.0 */
/* Advice: from a wish to seeds and candidates, from these to parts, a list, reasons. */
#include "flow/recommend.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { USUAL_N = 10, NEAREST_SEEDS = 3 };
#define USUAL_NOVELTY .2
#define USUAL_WEIGHTS "text=0.3,topic=0.1,graph=0.3,place=0.15,taste=0.15"

const char *const ty_part_names[TY_N_PARTS] = {"text", "topic", "graph", "place", "taste"};

static void advice_clear(TyAdvice *advice) {
  g_clear_pointer(&advice->relations, ty_relations_free);
  g_clear_pointer(&advice->wish, ty_profile_free);
  g_clear_pointer(&advice->seeds, g_array_unref);
  g_clear_pointer(&advice->candidates, g_array_unref);
  g_clear_pointer(&advice->texts, ty_entity_texts_free);
  g_clear_pointer(&advice->neighbours, ty_neighbours_free);
  g_clear_pointer(&advice->documents, g_hash_table_unref);
  for (guint part = 0; part < TY_N_PARTS; part++) {
    g_free(advice->part[part]);
    g_free(advice->best[part]);
  }
  g_free(advice->km);
  g_free(advice->by_seat);
  g_free(advice->near_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyAdvice, advice_clear)

double ty_advice_mean(const TyAdvice *advice, guint32 node, const double *like, guint32 *best) {
  guint32 nearest[NEAREST_SEEDS];
  double sum = 0, weights = 0;
  guint n = 0;

  /* The seeds most alike, ties by place: an insertion sort of few. */
  for (guint32 s = 0; s < advice->seeds->len; s++) {
    guint at = n;
    if (g_array_index(advice->seeds, TySeed, s).node == node)
      continue;
    while (at > 0 && like[nearest[at - 1]] < like[s])
      at--;
    if (at == NEAREST_SEEDS)
      continue;
    n = MIN(n + 1, NEAREST_SEEDS);
    memmove(nearest + at + 1, nearest + at, (n - at - 1) * sizeof *nearest);
    nearest[at] = s;
  }
  for (guint i = 0; i < n; i++) {
    double weight = g_array_index(advice->seeds, TySeed, nearest[i]).weight;
    sum += weight * like[nearest[i]];
    weights += weight;
  }
  *best = n > 0 ? nearest[0] : 0;
  return weights > 0 ? sum / weights : 0;
}

/* The wish ------------------------------------------------------------------------------------
 */

/* Calls for each name of a list, parted by commas of both kinds. */
typedef gboolean (*NameFunc)(TyAdvice *advice, const char *name, GError **error);
static gboolean each_name(TyAdvice *advice, const char *list, NameFunc func, GError **error) {
  g_auto(GStrv) halves = g_strsplit(list ? list : "", "，", -1);
  g_autofree char *joined = g_strjoinv(",", halves);
  g_auto(GStrv) names = g_strsplit(joined, ",", -1);

  for (char **name = names; *name; name++)
    if (*g_strstrip(*name) && !func(advice, *name, error))
      return FALSE;
  return TRUE;
}

static TySeed *find_seed(TyAdvice *advice, guint32 node) {
  for (guint s = 0; s < advice->seeds->len; s++)
    if (g_array_index(advice->seeds, TySeed, s).node == node)
      return &g_array_index(advice->seeds, TySeed, s);
  return NULL;
}

static gboolean take_like(TyAdvice *advice, const char *name, GError **error) {
  gint64 id = ty_workspace_entity(advice->workspace, name, error);
  if (id == 0)
    return FALSE;
  TySeed seed = {ty_relations_node(advice->relations, id), 1};
  if (!find_seed(advice, seed.node))
    g_array_append_val(advice->seeds, seed);
  return TRUE;
}

static gboolean take_theme(TyAdvice *advice, const char *name, GError **error) {
  double one = 1;
  (void) error;
  g_hash_table_insert(advice->wish->themes, g_strdup(name), g_memdup2(&one, sizeof one));
  return TRUE;
}

typedef struct {
  TyAdvice *advice;
  GHashTable *known; /* themes met */
  gboolean seeds;
} Theming;

/* A theme's own sites are its seeds, by the weight of the theme. */
static gboolean take_theme_site(const TyThemeSite *site, gpointer data, GError **error) {
  Theming *theming = data;
  double weight = ty_profile_weight(theming->advice->wish->themes, site->theme);
  (void) error;

  g_hash_table_add(theming->known, g_strdup(site->theme));
  if (!theming->seeds || site->optional || weight <= 0)
    return TRUE;
  TySeed seed = {ty_relations_node(theming->advice->relations, site->entity), weight};
  TySeed *before = find_seed(theming->advice, seed.node);
  if (before)
    before->weight = MAX(before->weight, weight);
  else
    g_array_append_val(theming->advice->seeds, seed);
  return TRUE;
}

/* Themes asked for must be there; those of a profile may be another region's. */
static gboolean check_theme(TyAdvice *advice, const char *name, GHashTable *known, GError **error) {
  if (g_hash_table_contains(known, name))
    return TRUE;
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(known), (GCompareFunc) strcmp);
  g_autoptr(GString) list = g_string_new(NULL);
  (void) advice;
  for (GList *key = keys; key; key = key->next)
    g_string_append_printf(list, "%s%s", list->len ? "、" : "", (const char *) key->data);
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: no such theme in the atlas, expected one of: %s", name,
              list->len ? list->str : "(none)");
  return FALSE;
}

static gboolean read_themes(TyAdvice *advice, GError **error) {
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Theming theming = {advice, known, !advice->liked};
  g_autoptr(TyProfile) asked = ty_profile_empty();
  TyProfile *wish = advice->wish;

  advice->wish = asked; /* what is asked for, alone, to be checked */
  gboolean read = each_name(advice, advice->request->theme, take_theme, error);
  advice->wish = wish;
  if (!read || !each_name(advice, advice->request->theme, take_theme, error) ||
      !ty_atlas_each_theme_site(advice->workspace->atlas, NULL, take_theme_site, &theming, error))
    return FALSE;
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(asked->themes), (GCompareFunc) strcmp);
  for (GList *name = names; name; name = name->next)
    if (!check_theme(advice, name->data, known, error))
      return FALSE;
  return TRUE;
}

static gboolean check_request(const TyRecommendRequest *request, GError **error) {
  if (!request->profile && !request->like && !request->theme && !request->near) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found no wish, expected --profile, --like, --theme or --near");
    return FALSE;
  }
  if (!isnan(request->novelty) && !(request->novelty >= 0 && request->novelty <= 1)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--novelty: found %g, expected 0 to 1",
                request->novelty);
    return FALSE;
  }
  return TRUE;
}

static gboolean take_near_name(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  *(char **) data = g_strdup(entity->name);
  return TRUE;
}

static gboolean read_wish(TyAdvice *advice, GError **error) {
  const TyRecommendRequest *request = advice->request;

  advice->wish = request->profile ? ty_profile_open(advice->workspace, request->profile, error)
                                  : ty_profile_empty();
  if (!advice->wish)
    return FALSE;
  advice->seeds = g_array_new(FALSE, FALSE, sizeof(TySeed));
  if (!each_name(advice, request->like, take_like, error))
    return FALSE;
  for (guint i = 0; !request->like && i < advice->wish->likes->len; i++)
    if (!take_like(advice, advice->wish->likes->pdata[i], error)) {
      g_prefix_error(error, "profile %s: ", advice->wish->id);
      return FALSE;
    }
  advice->liked = advice->seeds->len > 0;
  if (request->near) {
    advice->near = ty_workspace_entity(advice->workspace, request->near, error);
    if (advice->near == 0 || !ty_atlas_entity(advice->workspace->atlas, advice->near,
                                              take_near_name, &advice->near_name, error))
      return FALSE;
  }
  advice->novelty = !isnan(request->novelty)        ? request->novelty
                    : !isnan(advice->wish->novelty) ? advice->wish->novelty
                                                    : USUAL_NOVELTY;
  return read_themes(advice, error);
}

/* Candidates and weights ------------------------------------------------------------------------
 */

/* A whole or a part of what is liked is no advice: 安岳石窟 to who likes its 圆觉洞. */
static GHashTable *parts_of_likes(TyAdvice *advice) {
  const GArray *relations = advice->relations->relations;
  GHashTable *nodes = g_hash_table_new(NULL, NULL);

  for (guint i = 0; advice->liked && i < relations->len; i++) {
    const TyRelation *relation = &g_array_index(relations, TyRelation, i);
    if (!g_str_equal(relation->predicate, "part_of"))
      continue;
    if (find_seed(advice, relation->from))
      g_hash_table_add(nodes, GUINT_TO_POINTER(relation->to));
    if (find_seed(advice, relation->to))
      g_hash_table_add(nodes, GUINT_TO_POINTER(relation->from));
  }
  return nodes;
}

static gboolean find_candidates(TyAdvice *advice, GError **error) {
  static const char *const places[] = {"site", "nature", "experience_base", NULL};
  const char *wanted = advice->request->kind;
  guint32 n = advice->relations->ids->len;

  if (wanted && !ty_atlas_has_kind(advice->workspace->atlas, wanted)) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "%s: no such kind in the ontology; see graphs/kinds.csv", wanted);
    return FALSE;
  }
  g_autoptr(GHashTable) parts = parts_of_likes(advice);
  advice->candidates = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint32 node = 0; node < n; node++) {
    const char *kind = advice->relations->kinds->pdata[node];
    gboolean fits = wanted ? g_str_equal(kind, wanted) : g_strv_contains(places, kind);
    gboolean is_near = g_array_index(advice->relations->ids, gint64, node) == advice->near;
    if (fits && !is_near && !(advice->liked && find_seed(advice, node)) &&
        !g_hash_table_contains(parts, GUINT_TO_POINTER(node)))
      g_array_append_val(advice->candidates, node);
  }
  return TRUE;
}

static gboolean fail_weights(const char *weights, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found the weights %s, expected some such as " USUAL_WEIGHTS, weights);
  return FALSE;
}

static gboolean parse_weights(const char *weights, double *weight, GError **error) {
  g_auto(GStrv) parts = g_strsplit(weights, ",", -1);

  for (char **part = parts; *part; part++) {
    char *equals = strchr(*part, '=');
    guint which = 0;
    double value;
    if (!equals || !ty_number_parse(equals + 1, &value) || !(value >= 0 && value <= 1e6))
      return fail_weights(weights, error);
    *equals = '\0';
    while (which < TY_N_PARTS && !g_str_equal(ty_part_names[which], g_strstrip(*part)))
      which++;
    if (which == TY_N_PARTS)
      return fail_weights(weights, error);
    weight[which] = value;
  }
  return TRUE;
}

/* Parts that nothing was asked of get no weight; the rest sums to 1. */
static gboolean choose_weights(TyAdvice *advice, GError **error) {
  const char *weights = advice->request->weights ? advice->request->weights : USUAL_WEIGHTS;
  gboolean seeds = advice->seeds->len > 0;
  gboolean taste =
      g_hash_table_size(advice->wish->themes) > 0 || g_hash_table_size(advice->wish->kinds) > 0;
  const gboolean asked[TY_N_PARTS] = {seeds, seeds, seeds, advice->near || advice->liked, taste};
  double sum = 0;

  if (!parse_weights(weights, advice->weight, error))
    return FALSE;
  for (guint part = 0; part < TY_N_PARTS; part++) {
    advice->weight[part] = asked[part] ? advice->weight[part] : 0;
    sum += advice->weight[part];
  }
  if (!(sum > 0)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "the weights %s leave nothing that the wish can be measured by, expected weight on "
                "%s",
                weights,
                seeds          ? "text, topic, graph or place"
                : advice->near ? "place"
                               : "taste");
    return FALSE;
  }
  for (guint part = 0; part < TY_N_PARTS; part++) {
    advice->weight[part] /= sum;
    if (advice->weight[part] > 0 || (part == TY_PART_TOPIC && advice->weight[TY_PART_TEXT] > 0) ||
        (part == TY_PART_TEXT && advice->weight[TY_PART_TOPIC] > 0)) {
      advice->part[part] = g_new0(double, advice->candidates->len + 1);
      advice->best[part] = g_new0(guint32, advice->candidates->len + 1);
    }
  }
  return TRUE;
}

/* The answer ----------------------------------------------------------------------------------
 */

typedef struct {
  const double *value, *popularity;
  const gboolean *little_known;
} Scores;

static json_t *describe(const TyAdvice *advice, const Scores *scores, gsize rank, guint32 c,
                        GError **error) {
  guint32 node = g_array_index(advice->candidates, guint32, c);
  gint64 id = g_array_index(advice->relations->ids, gint64, node);
  double unknown = TY_NOVELTY_WEIGHT * advice->novelty * (1 - scores->popularity[c]);
  json_t *reasons = ty_advice_reasons(advice, c, scores->little_known[c], error);
  json_t *parts = json_object(), *contributions = json_object();

  for (guint part = 0; part < TY_N_PARTS; part++)
    if (advice->weight[part] > 0) {
      double value = advice->part[part][c];
      json_object_set_new(parts, ty_part_names[part], ty_json_number(value, 4));
      json_object_set_new(contributions, ty_part_names[part],
                          ty_json_number(advice->weight[part] * value, 4));
    }
  json_object_set_new(contributions, "novelty", ty_json_number(unknown, 4));
  json_t *one = json_pack(
      "{s:I, s:s, s:s, s:o, s:o, s:o, s:I, s:o, s:b}", "rank", (json_int_t) rank + 1, "name",
      advice->relations->names->pdata[node], "kind", advice->relations->kinds->pdata[node], "score",
      ty_json_number(scores->value[c] + unknown, 4), "contributions", contributions, "parts", parts,
      "documents", (json_int_t) ty_documents_of(advice->documents, id), "popularity",
      ty_json_number(scores->popularity[c], 4), "little_known", scores->little_known[c]);
  if (advice->km && !isnan(advice->km[c]))
    json_object_set_new(one, "km", ty_json_number(advice->km[c], 2));
  if (!reasons) {
    json_decref(one);
    return NULL;
  }
  json_object_set_new(one, "reasons", reasons);
  return one;
}

/* ln (1 + documents) over the highest. */
static double *popularity_of(const TyAdvice *advice) {
  guint n = advice->candidates->len;
  double *popularity = g_new(double, n + 1), most = 0;

  for (guint c = 0; c < n; c++) {
    guint32 node = g_array_index(advice->candidates, guint32, c);
    popularity[c] = log1p(
        ty_documents_of(advice->documents, g_array_index(advice->relations->ids, gint64, node)));
    most = MAX(most, popularity[c]);
  }
  for (guint c = 0; c < n; c++)
    popularity[c] = most > 0 ? popularity[c] / most : 0;
  return popularity;
}

static json_t *list_names(const TyAdvice *advice) {
  json_t *names = json_array();
  for (guint s = 0; advice->liked && s < advice->seeds->len; s++)
    json_array_append_new(
        names,
        json_string(advice->relations->names->pdata[g_array_index(advice->seeds, TySeed, s).node]));
  return names;
}

static json_t *list_weights(GHashTable *weights) {
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(weights), (GCompareFunc) strcmp);
  json_t *list = json_object();
  for (GList *key = keys; key; key = key->next)
    json_object_set_new(list, key->data, ty_json_number(ty_profile_weight(weights, key->data), 4));
  return list;
}

static json_t *head_of(const TyAdvice *advice, json_t *list) {
  json_t *weights = json_object(), *notes = json_array();
  json_t *answer = json_pack("{s:o, s:o}", "like", list_names(advice), "themes",
                             list_weights(advice->wish->themes));

  if (advice->near)
    json_object_set_new(answer, "near", json_string(advice->near_name));
  if (advice->wish->id)
    json_object_set_new(answer, "profile", json_string(advice->wish->id));
  for (guint part = 0; part < TY_N_PARTS; part++)
    if (advice->weight[part] > 0)
      json_object_set_new(weights, ty_part_names[part], ty_json_number(advice->weight[part], 4));
  json_array_append_new(
      notes, json_sprintf("at least %g %% of the list is of the half that fewer documents name, as "
                          "far as there is; --novelty sets that share",
                          ty_number_round(100 * advice->novelty, 2)));
  json_object_set_new(answer, "weights", weights);
  json_object_set_new(answer, "novelty", ty_json_number(advice->novelty, 4));
  json_object_set_new(answer, "candidates", json_integer(advice->candidates->len));
  json_object_set_new(answer, "list", list);
  json_object_set_new(answer, "notes", notes);
  return answer;
}

static json_t *answer_of(const TyAdvice *advice, GError **error) {
  guint n = advice->candidates->len;
  g_autofree double *value = g_new0(double, n + 1), *popularity = popularity_of(advice);
  g_autofree gboolean *little_known = g_new0(gboolean, n + 1);
  json_t *list = json_array();

  for (guint part = 0; part < TY_N_PARTS; part++)
    for (guint c = 0; advice->part[part] && c < n; c++)
      value[c] += advice->weight[part] * advice->part[part][c];
  g_autoptr(GArray) chosen =
      ty_advice_select(value, popularity, n, advice->novelty,
                       advice->request->n ? advice->request->n : USUAL_N, little_known);
  Scores scores = {value, popularity, little_known};
  for (guint i = 0; i < chosen->len; i++) {
    json_t *one = describe(advice, &scores, i, g_array_index(chosen, guint32, i), error);
    if (!one) {
      json_decref(list);
      return NULL;
    }
    json_array_append_new(list, one);
  }
  return head_of(advice, list);
}

json_t *ty_recommend(TyWorkspace *workspace, const TyRecommendRequest *request, GError **error) {
  g_auto(TyAdvice) advice = {.workspace = workspace, .request = request};

  if (!check_request(request, error))
    return NULL;
  advice.relations = ty_relations_new(workspace, error);
  if (!advice.relations || !read_wish(&advice, error) || !find_candidates(&advice, error) ||
      !choose_weights(&advice, error))
    return NULL;
  if (advice.candidates->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found nothing to advise besides what was named, expected sites in the atlas");
    return NULL;
  }
  advice.documents = ty_documents_of_entities(workspace, error);
  if (!advice.documents || (advice.part[TY_PART_TEXT] && !ty_advise_by_text(&advice, error)) ||
      (advice.part[TY_PART_GRAPH] && !ty_advise_by_graph(&advice, error)) ||
      (advice.part[TY_PART_PLACE] && !ty_advise_by_place(&advice, error)) ||
      (advice.part[TY_PART_TASTE] && !ty_advise_by_taste(&advice, error)))
    return NULL;
  return answer_of(&advice, error);
}
