/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"
#include "flow/evaluation.h"
#include "flow/position.h"
#include "flow/reach.h"

#include <math.h>
#include <string.h>

#define HALF_ACCESS_KM 20.0 /* what is so far from a station has half the access */
#define DETOUR 1.3          /* of roads against the great circle */
#define SPEED_KMH 40.0

typedef struct {
  TyWorkspace *workspace;
  GArray *resources;
  GHashTable *index;   /* id → index + 1 */
  GHashTable *site_of; /* see ty_sites_of_entities */
  GHashTable *kinds;   /* document → kind: 1 post, 2 paper */
  guint n_documents[3];
} Collecting;

static void resource_clear(gpointer data) {
  TyResource *resource = data;
  g_free(resource->name);
  g_free(resource->category);
  g_free(resource->list_source);
  for (guint t = 0; t < TY_N_TERMS; t++)
    g_free(resource->source[t]);
}

static gint64 *key_of(gint64 id) { return g_memdup2(&id, sizeof id); }

static TyResource *resource_at(const Collecting *collecting, guint i) {
  return &g_array_index(collecting->resources, TyResource, i);
}

static void say(TyResource *resource, guint term, double value, char *source) {
  resource->value[term] = value;
  g_free(resource->source[term]);
  resource->source[term] = source;
}

/* Resources --------------------------------------------------------------------------------------
 */

static gboolean take_resource(const TyEntity *entity, gpointer data, GError **error) {
  Collecting *collecting = data;
  TyResource one = {.id = entity->id,
                    .name = g_strdup(entity->name),
                    .category = g_strdup(entity->category ? entity->category : "")};
  (void) error;

  for (guint t = 0; t < TY_N_TERMS; t++)
    one.value[t] = NAN;
  g_array_append_val(collecting->resources, one);
  return TRUE;
}

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 left = ((const TyResource *) a)->id, right = ((const TyResource *) b)->id;
  return (left > right) - (left < right);
}

static gboolean collect(Collecting *collecting, GHashTable *only, GError **error) {
  static const char *const kinds[] = {"site", "nature", "experience_base"};

  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (!ty_atlas_each_entity(collecting->workspace->atlas, kinds[i], NULL, take_resource,
                              collecting, error))
      return FALSE;
  g_array_sort(collecting->resources, by_id);
  for (guint i = collecting->resources->len; only && i-- > 0;)
    if (!g_hash_table_contains(only, &resource_at(collecting, i)->id))
      g_array_remove_index(collecting->resources, i);
  for (guint i = 0; i < collecting->resources->len; i++)
    g_hash_table_insert(collecting->index, key_of(resource_at(collecting, i)->id),
                        GUINT_TO_POINTER(i + 1));
  return TRUE;
}

/* Posts and papers -------------------------------------------------------------------------------
 */

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Collecting *collecting = data;
  guint kind = g_strcmp0(document->kind, "paper") == 0 ? 2 : 1;
  (void) error;

  if (kind == 1 && ty_noise_advertises(collecting->workspace->noise, document->text))
    return TRUE;
  collecting->n_documents[kind]++;
  g_hash_table_insert(collecting->kinds, key_of(document->id), GUINT_TO_POINTER(kind));
  return TRUE;
}

typedef struct {
  Collecting *collecting;
  GHashTable *counts[3]; /* site → documents that name it or its components */
  GHashTable *seen;      /* sites of the document at hand */
  gint64 document;
} Naming;

static gboolean take_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Naming *naming = data;
  guint kind = GPOINTER_TO_UINT(g_hash_table_lookup(naming->collecting->kinds, &document));
  const gint64 *site = g_hash_table_lookup(naming->collecting->site_of, &entity);
  (void) span, (void) error;

  if (document != naming->document)
    g_hash_table_remove_all(naming->seen);
  naming->document = document;
  if (kind == 0 || !site || !g_hash_table_add(naming->seen, key_of(*site)))
    return TRUE;
  GHashTable *counts = naming->counts[kind];
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, site)) + 1;
  g_hash_table_insert(counts, key_of(*site), GUINT_TO_POINTER(n));
  return TRUE;
}

static void set_counts(Collecting *collecting, GHashTable *counts, guint kind, guint term) {
  const char *label = kind == 1 ? "帖子" : "论文";
  GHashTableIter iter;
  gpointer n;
  guint most = 0;

  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, NULL, &n))
    most = MAX(most, GPOINTER_TO_UINT(n));
  for (guint i = 0; i < collecting->resources->len; i++) {
    TyResource *resource = resource_at(collecting, i);
    guint named = GPOINTER_TO_UINT(g_hash_table_lookup(counts, &resource->id));
    if (most == 0)
      say(resource, term, NAN, g_strdup_printf("图谱中没有提到景点的%s", label));
    else
      say(resource, term, log1p(named) / log1p(most),
          g_strdup_printf("%u 篇%s中 %u 篇提到（最多的 %u 篇）", collecting->n_documents[kind],
                          label, named, most));
  }
}

static gboolean count_documents(Collecting *collecting, GError **error) {
  TyAtlas *atlas = collecting->workspace->atlas;
  TyDocumentFilter originals = {0};
  Naming naming = {.collecting = collecting};
  gboolean done;

  for (int k = 1; k < 3; k++)
    naming.counts[k] = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  naming.seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  done = ty_atlas_each_document(atlas, &originals, take_document, collecting, error) &&
         ty_atlas_each_mention(atlas, 0, 0, take_mention, &naming, error);
  if (done) {
    set_counts(collecting, naming.counts[1], 1, TY_TERM_ATTENTION);
    set_counts(collecting, naming.counts[2], 2, TY_TERM_PAPERS);
  }
  for (int k = 1; k < 3; k++)
    g_hash_table_unref(naming.counts[k]);
  g_hash_table_unref(naming.seen);
  return done;
}

/* Lists ------------------------------------------------------------------------------------------
 */

static const struct {
  const char *words;
  int list;
  double value;
} lists[] = {{"世界遗产", 4, 1}, {"国保", 3, .8}, {"5A", 3, .8},  {"国家", 3, .75},
             {"全国", 3, .75},   {"4A", 2, .6},   {"省", 2, .5},  {"中国", 3, .6},
             {"3A", 1, .4},      {"市", 1, .35},  {"2A", 1, .25}, {"县", 1, .2},
             {"区级", 1, .2}};

typedef struct {
  TyAtlas *atlas;
  double value;
  int list;
  char *source;
} Level;

/* The first is the best: "sites.csv:3". */
static gboolean take_evidence(const TyEvidence *evidence, const char *file, const char *quote,
                              gpointer data, GError **error) {
  char **where = data;
  (void) quote, (void) error;
  if (!*where)
    *where = g_strdup_printf("%s:%" G_GINT64_FORMAT, file ? file : "", evidence->line);
  return TRUE;
}

static gboolean take_level(const TyFact *fact, gpointer data, GError **error) {
  Level *level = data;

  for (gsize i = 0; fact->value && !fact->weaker && i < G_N_ELEMENTS(lists); i++)
    if (strstr(fact->value, lists[i].words)) {
      if (lists[i].value > level->value) {
        level->value = lists[i].value;
        level->list = lists[i].list;
        g_autofree char *where = NULL;
        if (!ty_atlas_each_evidence(level->atlas, fact->id, take_evidence, &where, error))
          return FALSE;
        g_free(level->source);
        level->source = g_strdup_printf("级别：%s（%s）", fact->value, where ? where : "–");
      }
      break;
    }
  return TRUE;
}

static gboolean set_levels(Collecting *collecting, GError **error) {
  for (guint i = 0; i < collecting->resources->len; i++) {
    TyResource *resource = resource_at(collecting, i);
    Level level = {.atlas = collecting->workspace->atlas};
    if (!ty_atlas_each_fact(collecting->workspace->atlas, resource->id, "level", 0, take_level,
                            &level, error)) {
      g_free(level.source);
      return FALSE;
    }
    resource->list = level.list;
    double value = level.list ? level.value : NAN;
    say(resource, TY_TERM_LISTS, value,
        level.source ? g_strdup(level.source) : g_strdup("没有级别的事实"));
    say(resource, TY_TERM_LEVEL, value, g_strdup(resource->source[TY_TERM_LISTS]));
    resource->list_source = level.source;
  }
  return TRUE;
}

/* Access -----------------------------------------------------------------------------------------
 */

typedef struct {
  GArray *ids;      /* of gint64: stations and county seats */
  GPtrArray *names; /* theirs */
} Gates;

static gboolean take_gate(const TyEntity *entity, gpointer data, GError **error) {
  Gates *gates = data;
  (void) error;

  if (g_strcmp0(entity->kind, "hub") == 0 || ty_is_county_seat(entity->name)) {
    g_array_append_val(gates->ids, entity->id);
    g_ptr_array_add(gates->names, g_strdup(entity->name));
  }
  return TRUE;
}

static void say_access(TyResource *resource, double metres, const char *gate, const char *origin) {
  say(resource, TY_TERM_ACCESS, 1 / (1 + metres / 1000 / HALF_ACCESS_KM),
      g_strdup_printf("距%s %.1f 公里（%s）", gate, metres / 1000, origin));
}

static gboolean set_access(Collecting *collecting, GError **error) {
  guint n = collecting->resources->len;
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) gate_ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  Gates gates = {gate_ids, names};

  if (!ty_atlas_each_entity(collecting->workspace->atlas, NULL, NULL, take_gate, &gates, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    g_array_append_val(wanted, resource_at(collecting, i)->id);
  g_array_append_vals(wanted, gate_ids->data, gate_ids->len);
  g_autoptr(TyReach) reach =
      ty_reach_new(collecting->workspace, "inferred", wanted, SPEED_KMH, error);
  g_autofree TyPosition *positions =
      reach ? ty_positions_of(collecting->workspace, (const gint64 *) (gconstpointer) wanted->data,
                              wanted->len, error)
            : NULL;
  if (!positions)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    TyResource *resource = resource_at(collecting, i);
    double by_leg = INFINITY, by_air = INFINITY;
    guint leg = 0, air = 0;
    for (guint g = 0; g < gate_ids->len; g++) {
      double metres = ty_reach_m(reach, i, n + g);
      double straight = ty_position_distance_m(&positions[i], &positions[n + g]);
      if (metres < by_leg) {
        by_leg = metres;
        leg = g;
      }
      if (straight < by_air) {
        by_air = straight;
        air = g;
      }
    }
    if (isfinite(by_leg))
      say_access(resource, by_leg, names->pdata[leg], "已有路段");
    else if (isfinite(by_air))
      say_access(resource, by_air * DETOUR, names->pdata[air], "按坐标估算");
    else
      say(resource, TY_TERM_ACCESS, NAN, g_strdup("到车站或县城的路段和坐标都没有"));
  }
  return TRUE;
}

/* Crowding and exposure --------------------------------------------------------------------------
 */

typedef struct {
  guint praise, complaint;
} Count;

static gboolean set_crowding(Collecting *collecting, GError **error) {
  g_autoptr(TyOpinionLexicon) lexicon =
      ty_open_opinions(collecting->workspace->data_folder, NULL, error);
  g_autofree Count *counts = g_new0(Count, MAX(collecting->resources->len, 1));
  int crowd = -1;

  if (!lexicon)
    return FALSE;
  for (gsize a = 0; a < ty_opinion_n_aspects(lexicon); a++)
    if (g_str_equal(ty_opinion_aspect_id(lexicon, a), "crowd"))
      crowd = (int) a;
  g_autoptr(TyPlacedOpinions) placed = NULL;
  if (collecting->n_documents[1] > 0) {
    placed = ty_placed_opinions(collecting->workspace, lexicon, NULL, NULL, error);
    if (!placed)
      return FALSE;
  }
  for (guint i = 0; placed && i < placed->opinions->len; i++) {
    const TyPlacedOpinion *one = &g_array_index(placed->opinions, TyPlacedOpinion, i);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(collecting->index, &one->site));
    if (at == 0 || one->opinion.aspect != crowd)
      continue;
    counts[at - 1].praise += one->opinion.strength > 0;
    counts[at - 1].complaint += one->opinion.strength < 0;
  }
  for (guint i = 0; i < collecting->resources->len; i++) {
    TyResource *resource = resource_at(collecting, i);
    guint all = counts[i].praise + counts[i].complaint;
    if (all == 0)
      say(resource, TY_TERM_CROWDING, NAN, g_strdup("没有帖子谈到人流"));
    else
      say(resource, TY_TERM_CROWDING, (counts[i].complaint + .5) / (all + 1.0),
          g_strdup_printf("帖子谈人流 %u 次，其中抱怨 %u 次", all, counts[i].complaint));
  }
  return TRUE;
}

static const struct {
  const char *words; /* that end a category or name */
  double value;
  const char *why;
} exposures[] = {{"摩崖造像", 1, "露天崖面"},
                 {"摩崖石刻", 1, "露天崖面"},
                 {"大佛", 1, "露天崖面"},
                 {"卧佛院", .9, "露天崖面"},
                 {"石刻", .9, "多为露天崖面"},
                 {"石窟", .8, "龛窟敞口"},
                 {"石窟群", .8, "龛窟敞口"},
                 {"洞", .7, "龛窟敞口"},
                 {"遗址", .8, "露天遗迹"},
                 {"古道遗存", .8, "露天遗迹"},
                 {"古墓葬", .7, "露天墓葬"},
                 {"名人墓", .7, "露天墓葬"},
                 {"古塔", .7, "露天建筑"},
                 {"塔", .7, "露天建筑"},
                 {"古镇", .5, "建筑群，有人居住"},
                 {"街区", .4, "建筑群"},
                 {"古建筑", .5, "木构建筑"},
                 {"寺观", .4, "殿宇之内"},
                 {"寺", .4, "殿宇之内"},
                 {"故居", .4, "殿宇之内"},
                 {"博物馆", .1, "馆内"},
                 {"纪念馆", .1, "馆内"},
                 {"馆", .1, "馆内"}};

static void set_exposure(TyResource *resource) {
  const char *const texts[] = {resource->name, resource->category};

  for (gsize t = 0; t < 2; t++)
    for (gsize i = 0; i < G_N_ELEMENTS(exposures); i++)
      if (g_str_has_suffix(texts[t], exposures[i].words)) {
        say(resource, TY_TERM_EXPOSURE, exposures[i].value,
            g_strdup_printf("%s“%s”：%s", t ? "类别" : "名称", exposures[i].words,
                            exposures[i].why));
        return;
      }
  say(resource, TY_TERM_EXPOSURE, NAN, g_strdup("名称和类别不说明是否露天"));
}

GArray *ty_resources(TyWorkspace *workspace, GHashTable *only, GError **error) {
  g_autoptr(GArray) resources = g_array_new(FALSE, FALSE, sizeof(TyResource));
  g_autoptr(GHashTable) index = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) kinds = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) site_of = ty_sites_of_entities(workspace, error);
  Collecting collecting = {workspace, resources, index, site_of, kinds, {0}};

  g_array_set_clear_func(resources, resource_clear);
  if (!site_of || !collect(&collecting, only, error) || !count_documents(&collecting, error) ||
      !set_levels(&collecting, error) || !set_access(&collecting, error) ||
      !set_crowding(&collecting, error))
    return NULL;
  for (guint i = 0; i < resources->len; i++)
    set_exposure(resource_at(&collecting, i));
  return g_steal_pointer(&resources);
}
