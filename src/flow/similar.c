/* SPDX-License-Identifier: Apache-2.0 */
/* Likeness of entities: by the words of the sentences that name them (cosine of TF-IDF), and by the
 * facts that they share (Jaccard over predicate–object pairs, rare pairs counting for more). */
#include "flow/explain.h"
#include "flow/keywords.h"

#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

#define TEXT_SHARE .5

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

json_t *ty_similar(TyWorkspace *workspace, const char *name, gsize n, GError **error) {
  gint64 id = ty_workspace_entity(workspace, name, error);
  g_autoptr(TyRelations) relations = id ? ty_relations_new(workspace, error) : NULL;
  if (!relations)
    return NULL;
  guint n_nodes = relations->ids->len;
  guint32 target = ty_relations_node(relations, id);
  g_autofree double *text = g_new0(double, n_nodes), *graph = g_new0(double, n_nodes),
                    *score = g_new0(double, n_nodes);
  if (!text_likeness(workspace, relations, target, text, error))
    return NULL;

  g_autoptr(GHashTable) commonness = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree GHashTable **features = features_of(relations, commonness);
  double own = sum_rarity(features[target], commonness, NULL);
  for (guint i = 0; i < n_nodes; i++) {
    if (i == target || !g_str_equal(relations->kinds->pdata[i], relations->kinds->pdata[target]))
      continue;
    double both = sum_rarity(features[i], commonness, features[target]);
    double either = own + sum_rarity(features[i], commonness, NULL) - both;
    graph[i] = either > 0 ? both / either : 0;
    score[i] = TEXT_SHARE * text[i] + (1 - TEXT_SHARE) * graph[i];
  }

  g_autofree guint32 *order = ty_order_by_weight(score, n_nodes);
  json_t *list = json_array();
  for (gsize i = 0; i < MIN(n ? n : 10, n_nodes) && score[order[i]] > 0; i++)
    json_array_append_new(
        list,
        json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "name", relations->names->pdata[order[i]],
                  "kind", relations->kinds->pdata[order[i]], "score",
                  ty_json_number(score[order[i]], 4), "text", ty_json_number(text[order[i]], 4),
                  "graph", ty_json_number(graph[order[i]], 4), "shared",
                  shared_features(workspace, relations, features[target], features[order[i]])));
  for (guint i = 0; i < n_nodes; i++)
    g_hash_table_unref(features[i]);
  return json_pack("{s:s, s:o}", "name", relations->names->pdata[target], "similar", list);
}
