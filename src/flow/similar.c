/* SPDX-License-Identifier: Apache-2.0 */
/* Likeness of entities: by the words of the sentences that name them (cosine of TF-IDF), by the
 * facts that they share (Jaccard over predicate–object pairs, rare pairs counting for more), and by
 * the topics of the documents that name them. */
#include "flow/similar.h"
#include "flow/keywords.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { USUAL_N = 10 };

/* What a score is made of, in the order of answers. */
typedef enum { BY_TEXT, BY_GRAPH, BY_TOPIC } By;
#define N_BY (BY_TOPIC + 1)

static const char *const by_names[N_BY] = {"text", "graph", "topic"};

typedef struct {
  TyWorkspace *workspace;
  const TyRelations *relations;
  GString **sentences; /* per node: what is written about it; NULL: nothing */
  const TyStoredDocument *document;
} Gathering;

/* The sentence around a span. */
static TySpan sentence_at(const char *text, gsize length, TySpan span) {
  static const char *const ends[] = {"。", "！", "？", "\n", "!", "?"};
  gsize start = span.start, end = span.end;

  for (gboolean inside = TRUE; inside && start > 0; start -= inside)
    for (gsize i = 0; i < G_N_ELEMENTS(ends) && inside; i++) {
      gsize n = strlen(ends[i]);
      inside = start < n || memcmp(text + start - n, ends[i], n) != 0;
    }
  for (gboolean inside = TRUE; inside && end < length; end += inside)
    for (gsize i = 0; i < G_N_ELEMENTS(ends) && inside; i++) {
      gsize n = strlen(ends[i]);
      inside = end + n > length || memcmp(text + end, ends[i], n) != 0;
    }
  return (TySpan){start, end};
}

static gboolean gather_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                               GError **error) {
  Gathering *gathering = data;
  guint32 node = ty_relations_node(gathering->relations, entity);
  const char *text = gathering->document->text;
  TySpan sentence = sentence_at(text, strlen(text), span);
  (void) document, (void) error;

  if (!gathering->sentences[node])
    gathering->sentences[node] = g_string_new(NULL);
  g_string_append_len(gathering->sentences[node], text + sentence.start,
                      (gssize) (sentence.end - sentence.start));
  g_string_append_c(gathering->sentences[node], '\n');
  return TRUE;
}

static gboolean gather_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Gathering *gathering = data;
  gathering->document = document;
  return ty_atlas_each_mention(gathering->workspace->atlas, document->id, 0, gather_mention,
                               gathering, error);
}

typedef struct {
  TyWorkspace *workspace;
  GHashTable *ids;
  GArray *word;
} Segmenting;

static void take_token(const TyToken *token, gpointer data) {
  Segmenting *segmenting = data;

  if (!ty_noise_counts(segmenting->workspace->noise, token))
    return;
  g_autofree char *word = g_strndup(token->text, token->length);
  guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(segmenting->ids, word));
  if (id == 0) {
    id = g_hash_table_size(segmenting->ids) + 1;
    g_hash_table_insert(segmenting->ids, g_steal_pointer(&word), GUINT_TO_POINTER(id));
  }
  id--;
  g_array_append_val(segmenting->word, id);
}

/* Cosine of every entity's sentences to those of `target`; `text`: one value a node. */
static gboolean text_likeness(TyWorkspace *workspace, const TyRelations *relations, guint32 target,
                              double *text, GError **error) {
  guint n = relations->ids->len;
  g_autofree GString **sentences = g_new0(GString *, n);
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) word = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) start = g_array_new(FALSE, FALSE, sizeof(guint32));
  Gathering gathering = {workspace, relations, sentences, NULL};
  Segmenting segmenting = {workspace, ids, word};
  guint32 zero = 0;

  gboolean read =
      ty_atlas_each_document(workspace->atlas, NULL, gather_document, &gathering, error);
  g_array_append_val(start, zero);
  for (guint i = 0; i < n; i++) {
    if (sentences[i]) {
      ty_segment(workspace->lexicon, sentences[i]->str, sentences[i]->len, TY_SEGMENT_PRECISE,
                 take_token, &segmenting);
      g_string_free(sentences[i], TRUE);
    }
    g_array_append_val(start, word->len);
  }
  if (!read)
    return FALSE;
  if (word->len == 0)
    return TRUE;
  TyTokenMatrix matrix = {n, g_hash_table_size(ids), (const guint32 *) start->data,
                          (const guint32 *) word->data};
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&matrix, workspace->n_threads);
  g_autofree guint32 *like = g_new(guint32, n);
  g_autofree float *cosine = g_new(float, n);
  gsize found = ty_tfidf_similar(tfidf, target, n, like, cosine);
  for (gsize i = 0; i < found; i++)
    text[like[i]] = (double) cosine[i];
  return TRUE;
}

/* What a node has in common with others: "predicate>other" and "predicate<other" with a weight that
 * falls with how many have it. */
static GHashTable **features_of(const TyRelations *relations, GHashTable *commonness) {
  guint n = relations->ids->len;
  GHashTable **features = g_new0(GHashTable *, n);

  for (guint i = 0; i < n; i++)
    features[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < relations->relations->len; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    for (int way = 0; way < 2; way++) {
      guint32 node = way ? relation->to : relation->from;
      guint32 other = way ? relation->from : relation->to;
      char *feature = g_strdup_printf("%s%c%u", relation->predicate, way ? '<' : '>', other);
      gpointer count = g_hash_table_lookup(commonness, feature);
      if (g_hash_table_add(features[node], g_strdup(feature)))
        g_hash_table_insert(commonness, feature, GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
      else
        g_free(feature);
    }
  }
  return features;
}

static double rarity(GHashTable *commonness, const char *feature) {
  return 1 / log2(1.0 + GPOINTER_TO_UINT(g_hash_table_lookup(commonness, feature)));
}

static double sum_rarity(GHashTable *features, GHashTable *commonness, GHashTable *also) {
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(features), (GCompareFunc) strcmp);
  double sum = 0;

  for (GList *key = keys; key; key = key->next)
    if (!also || g_hash_table_contains(also, key->data))
      sum += rarity(commonness, key->data);
  return sum;
}

static json_t *shared_features(TyWorkspace *workspace, const TyRelations *relations, GHashTable *a,
                               GHashTable *b) {
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(a), (GCompareFunc) strcmp);
  json_t *list = json_array();

  for (GList *key = keys; key; key = key->next)
    if (g_hash_table_contains(b, key->data)) {
      const char *feature = key->data;
      gsize cut = strcspn(feature, "<>");
      g_autofree char *predicate = g_strndup(feature, cut);
      g_autofree char *label = ty_atlas_label(workspace->atlas, predicate);
      guint64 other = g_ascii_strtoull(feature + cut + 1, NULL, 10);
      json_array_append_new(
          list, json_sprintf("%s %s", label, (const char *) relations->names->pdata[other]));
    }
  return list;
}

static void graph_likeness(const TyRelations *relations, guint32 target,
                           GHashTable *const *features, GHashTable *commonness, double *graph) {
  double own = sum_rarity(features[target], commonness, NULL);

  for (guint i = 0; i < relations->ids->len; i++) {
    double both = sum_rarity(features[i], commonness, features[target]);
    double either = own + sum_rarity(features[i], commonness, NULL) - both;
    graph[i] = either > 0 ? both / either : 0;
  }
}

/* Weights -------------------------------------------------------------------------------------
 */

static gboolean fail_weights(const char *weights, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found the weights %s, expected some such as text=0.4,graph=0.4,topic=0.2", weights);
  return FALSE;
}

static gboolean parse_weights(const char *weights, double *weight, GError **error) {
  g_auto(GStrv) parts = g_strsplit(weights, ",", -1);
  double sum = 0;

  for (char **part = parts; *part; part++) {
    char *equals = strchr(*part, '=');
    gsize which = 0;
    double value;
    if (!equals || !ty_number_parse(equals + 1, &value) || !(value >= 0) || !isfinite(value))
      return fail_weights(weights, error);
    *equals = '\0';
    while (which < N_BY && !g_str_equal(by_names[which], g_strstrip(*part)))
      which++;
    if (which == N_BY)
      return fail_weights(weights, error);
    weight[which] = value;
  }
  for (gsize i = 0; i < N_BY; i++)
    sum += weight[i];
  if (!(sum > 0) || !isfinite(sum))
    return fail_weights(weights, error);
  for (gsize i = 0; i < N_BY; i++)
    weight[i] /= sum;
  return TRUE;
}

/* The weights asked for; half by words and half by facts when nothing is. */
static gboolean choose_weights(const TySimilarOptions *options, double *weight, GError **error) {
  memset(weight, 0, N_BY * sizeof *weight);
  if (options->by && options->weights) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --by and --weights, expected one of them");
    return FALSE;
  }
  if (options->weights)
    return parse_weights(options->weights, weight, error);
  if (!options->by)
    return parse_weights("text=0.5,graph=0.5", weight, error);
  if (g_str_equal(options->by, "all"))
    return parse_weights("text=0.4,graph=0.4,topic=0.2", weight, error);
  for (gsize i = 0; i < N_BY; i++)
    if (g_str_equal(options->by, by_names[i])) {
      weight[i] = 1;
      return TRUE;
    }
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --by %s, expected text, graph, topic or all",
              options->by);
  return FALSE;
}

/* The answer ----------------------------------------------------------------------------------
 */

typedef struct {
  TyWorkspace *workspace;
  const TyRelations *relations;
  guint32 target;
  GHashTable **features;
  double weight[N_BY];
  double *part[N_BY]; /* a value a node */
} Comparison;

/* The topics' part is told only where it counts. */
static json_t *describe(const Comparison *comparison, guint32 node, double score) {
  const TyRelations *relations = comparison->relations;
  json_t *one = json_pack("{s:s, s:s, s:o}", "name", relations->names->pdata[node], "kind",
                          relations->kinds->pdata[node], "score", ty_json_number(score, 4));

  for (gsize by = 0; by < N_BY; by++)
    if (by != BY_TOPIC || comparison->weight[by] > 0)
      json_object_set_new(one, by_names[by], ty_json_number(comparison->part[by][node], 4));
  json_object_set_new(one, "shared",
                      shared_features(comparison->workspace, relations,
                                      comparison->features[comparison->target],
                                      comparison->features[node]));
  return one;
}

/* Only entities of the same kind are alike. */
static json_t *answer_of(const Comparison *comparison, gsize n) {
  const TyRelations *relations = comparison->relations;
  guint n_nodes = relations->ids->len;
  g_autofree double *score = g_new0(double, n_nodes);
  json_t *list = json_array(), *weights = json_object();

  for (guint i = 0; i < n_nodes; i++)
    if (i != comparison->target &&
        g_str_equal(relations->kinds->pdata[i], relations->kinds->pdata[comparison->target]))
      for (gsize by = 0; by < N_BY; by++)
        score[i] += comparison->weight[by] * comparison->part[by][i];
  g_autofree guint32 *order = ty_order_by_weight(score, n_nodes);
  for (gsize i = 0; i < MIN(n, n_nodes) && score[order[i]] > 0; i++)
    json_array_append_new(list, describe(comparison, order[i], score[order[i]]));
  for (gsize by = 0; by < N_BY; by++)
    if (comparison->weight[by] > 0)
      json_object_set_new(weights, by_names[by], ty_json_number(comparison->weight[by], 4));
  return json_pack("{s:s, s:o, s:o}", "name", relations->names->pdata[comparison->target],
                   "weights", weights, "similar", list);
}

json_t *ty_similar(TyWorkspace *workspace, const char *name, const TySimilarOptions *options,
                   GError **error) {
  static const TySimilarOptions usual = {0};
  const TySimilarOptions *wanted = options ? options : &usual;
  Comparison comparison = {.workspace = workspace};
  if (!choose_weights(wanted, comparison.weight, error))
    return NULL;
  gint64 id = ty_workspace_entity(workspace, name, error);
  g_autoptr(TyRelations) relations = id ? ty_relations_new(workspace, error) : NULL;
  if (!relations)
    return NULL;
  guint n_nodes = relations->ids->len;
  g_autofree double *text = g_new0(double, n_nodes), *graph = g_new0(double, n_nodes),
                    *topic = g_new0(double, n_nodes);
  g_autoptr(GHashTable) commonness = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  comparison.relations = relations;
  comparison.target = ty_relations_node(relations, id);
  comparison.part[BY_TEXT] = text;
  comparison.part[BY_GRAPH] = graph;
  comparison.part[BY_TOPIC] = topic;
  if (!text_likeness(workspace, relations, comparison.target, text, error) ||
      (comparison.weight[BY_TOPIC] > 0 &&
       !ty_topic_likeness(workspace, relations, comparison.target, wanted->n_topics, wanted->seed,
                          topic, error)))
    return NULL;
  comparison.features = features_of(relations, commonness);
  graph_likeness(relations, comparison.target, comparison.features, commonness, graph);
  json_t *answer = answer_of(&comparison, wanted->n ? wanted->n : USUAL_N);
  for (guint i = 0; i < n_nodes; i++)
    g_hash_table_unref(comparison.features[i]);
  g_free(comparison.features);
  return answer;
}
