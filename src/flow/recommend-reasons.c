/* SPDX-License-Identifier: Apache-2.0 */
/* Why something is advised, in words, each with where it is written. */
#include "flow/recommend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FACTS = 3, MOST_WORDS = 4, MOST_SOURCES = 4 };
/* Likeness below these is not worth a word. */
#define LEAST_TEXT .05
#define LEAST_TOPIC .8

typedef struct {
  const TyAdvice *advice;
  gsize candidate;
  guint32 node;
  json_t *list;
  GError *fault;
} Telling;

static const char *name_of(const TyAdvice *advice, guint32 node) {
  return advice->relations->names->pdata[node];
}

static guint32 seed_node(const TyAdvice *advice, guint32 seed) {
  return g_array_index(advice->seeds, TySeed, seed).node;
}

static void tell(Telling *telling, const char *part, const char *text, json_t *sources) {
  json_array_append_new(
      telling->list, json_pack("{s:s, s:s, s:o}", "part", part, "text", text, "sources", sources));
}

/* Each source once, in the order of telling. */
static void add_source(json_t *sources, const char *source) {
  json_t *known;
  gsize i;

  if (!source || !*source || json_array_size(sources) >= MOST_SOURCES)
    return;
  json_array_foreach(sources, i, known) if (g_str_equal(json_string_value(known), source)) return;
  json_array_append_new(sources, json_string(source));
}

/* Facts -----------------------------------------------------------------------------------------
 */

typedef struct {
  TyNeighbour of_candidate, of_seed;
  double term;
} Shared;

static void take_shared(const TyNeighbour *of_a, const TyNeighbour *of_b, double term,
                        gpointer data) {
  Shared shared = {*of_a, *of_b, term};
  g_array_append_val((GArray *) data, shared);
}

static int by_term(gconstpointer a, gconstpointer b) {
  const Shared *x = a, *y = b;

  if (x->term != y->term)
    return x->term > y->term ? -1 : 1;
  return (x->of_candidate.node > y->of_candidate.node) -
         (x->of_candidate.node < y->of_candidate.node);
}

typedef struct {
  json_t *sources;
  gboolean first;
} Sourcing;

/* The best evidence of a fact. */
static gboolean take_evidence(const TyEvidence *evidence, const char *file, const char *quote,
                              gpointer data, GError **error) {
  Sourcing *sourcing = data;
  (void) quote, (void) error;

  if (sourcing->first && file) {
    g_autofree char *source = evidence->line > 0
                                  ? g_strdup_printf("%s:%" G_GINT64_FORMAT, file, evidence->line)
                                  : g_strdup(file);
    add_source(sourcing->sources, source);
  }
  sourcing->first = FALSE;
  return TRUE;
}

static void source_fact(Telling *telling, const TyNeighbour *neighbour, json_t *sources) {
  const TyRelation *relation =
      &g_array_index(telling->advice->relations->relations, TyRelation, neighbour->relation);
  Sourcing sourcing = {sources, TRUE};

  if (!telling->fault)
    ty_atlas_each_evidence(telling->advice->workspace->atlas, relation->fact, take_evidence,
                           &sourcing, &telling->fault);
}

/* "位于 安岳县"; told from the other end "含 …" where the predicate has such a label. */
static char *fact_text(const TyAdvice *advice, guint32 node, const TyNeighbour *neighbour) {
  const TyRelation *relation =
      &g_array_index(advice->relations->relations, TyRelation, neighbour->relation);
  TyAtlas *atlas = advice->workspace->atlas;
  gboolean forward = relation->from == node;
  g_autofree char *inverse = forward ? NULL : ty_atlas_inverse_label(atlas, relation->predicate);
  g_autofree char *label = ty_atlas_label(atlas, relation->predicate);

  return g_strdup_printf("%s %s", inverse ? inverse : label, name_of(advice, neighbour->node));
}

static void tell_facts(Telling *telling) {
  const TyAdvice *advice = telling->advice;
  guint32 other = seed_node(advice, advice->best[TY_PART_GRAPH][telling->candidate]);
  g_autoptr(GArray) shared = g_array_new(FALSE, FALSE, sizeof(Shared));
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *sources = json_array();

  ty_neighbours_shared(advice->neighbours, telling->node, other, take_shared, shared);
  if (shared->len > 0)
    g_array_sort(shared, by_term);
  g_string_printf(text, "与%s有共同的事实：", name_of(advice, other));
  for (guint i = 0; i < MIN(shared->len, MOST_FACTS); i++) {
    const Shared *one = &g_array_index(shared, Shared, i);
    g_autofree char *fact = fact_text(advice, telling->node, &one->of_candidate);
    g_string_append_printf(text, "%s%s", i ? "、" : "", fact);
    source_fact(telling, &one->of_candidate, sources);
    source_fact(telling, &one->of_seed, sources);
  }
  if (shared->len > MOST_FACTS)
    g_string_append_printf(text, " 等 %u 项", shared->len);
  tell(telling, "graph", text->str, sources);
}

/* Words -----------------------------------------------------------------------------------------
 */

typedef struct {
  guint32 word;
  double term;
} Common;

static int by_weight(gconstpointer a, gconstpointer b) {
  const Common *x = a, *y = b;

  if (x->term != y->term)
    return x->term > y->term ? -1 : 1;
  return (x->word > y->word) - (x->word < y->word);
}

static GArray *common_words(const TyTfidf *tfidf, guint32 a, guint32 b) {
  GArray *common = g_array_new(FALSE, FALSE, sizeof(Common));

  for (guint32 i = tfidf->start[a], j = tfidf->start[b];
       i < tfidf->start[a + 1] && j < tfidf->start[b + 1];) {
    Common one = {tfidf->word[i], (double) tfidf->weight[i] * (double) tfidf->weight[j]};
    guint32 left = tfidf->word[i], right = tfidf->word[j];
    if (left == right)
      g_array_append_val(common, one);
    i += left <= right;
    j += right <= left;
  }
  if (common->len > 0)
    g_array_sort(common, by_weight);
  return common;
}

typedef struct {
  GHashTable *wanted; /* document → itself */
  guint left;         /* of them */
  json_t *sources;
} Locating;

static gboolean locate(const TyStoredDocument *document, gpointer data, GError **error) {
  Locating *locating = data;

  if (!g_hash_table_contains(locating->wanted, &document->id))
    return TRUE;
  g_autofree char *source = g_strdup_printf("%s:%" G_GINT64_FORMAT, document->file, document->line);
  add_source(locating->sources, source);
  if (--locating->left > 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "found all");
  return FALSE;
}

/* Documents that name the candidate and have the word. */
static json_t *documents_with(Telling *telling, guint32 row, guint32 word) {
  const TyEntityTexts *texts = telling->advice->texts;
  const GArray *mentions = texts->mentions->pdata[row];
  const guint32 *start = (const guint32 *) texts->words->start->data;
  const guint32 *all = (const guint32 *) texts->words->word->data;
  g_autoptr(GHashTable) wanted = g_hash_table_new(g_int64_hash, g_int64_equal);
  Locating locating = {wanted, 0, json_array()};
  TyDocumentFilter filter = {0};
  g_autoptr(GError) why = NULL;

  for (guint i = 0; i < mentions->len && g_hash_table_size(wanted) < MOST_SOURCES; i++) {
    guint32 document = g_array_index(mentions, guint32, i);
    for (guint32 at = start[document]; at < start[document + 1]; at++)
      if (all[at] == word) {
        gint64 *id = &g_array_index(texts->words->documents, gint64, document);
        if (g_hash_table_add(wanted, id) && locating.left++ == 0)
          filter.after = *id - 1;
        break;
      }
  }
  if (locating.left > 0 &&
      !ty_atlas_each_document(telling->advice->workspace->atlas, &filter, locate, &locating,
                              &why) &&
      why->code != TY_ERROR_CANCELLED && !telling->fault)
    telling->fault = g_steal_pointer(&why);
  return locating.sources;
}

static gboolean is_seed_name(const TyAdvice *advice, const char *word) {
  for (guint32 s = 0; s < advice->seeds->len; s++)
    if (g_str_equal(name_of(advice, seed_node(advice, s)), word))
      return TRUE;
  return FALSE;
}

static void tell_words(Telling *telling) {
  const TyAdvice *advice = telling->advice;
  guint32 other = seed_node(advice, advice->best[TY_PART_TEXT][telling->candidate]);
  guint32 row = advice->texts->row_of[telling->node];
  g_autoptr(GArray) common = common_words(advice->texts->tfidf, row, advice->texts->row_of[other]);
  g_autoptr(GString) text = g_string_new(NULL);
  guint told = 0, first = 0;

  g_string_printf(text, "写到它和写到%s的文字都说到：", name_of(advice, other));
  for (guint i = 0; i < common->len && told < MOST_WORDS; i++) {
    guint32 id = g_array_index(common, Common, i).word;
    const char *word = advice->texts->words->vocabulary->pdata[id];
    if (g_str_equal(word, name_of(advice, telling->node)) || is_seed_name(advice, word))
      continue;
    first = told ? first : id;
    g_string_append_printf(text, "%s%s", told++ ? "、" : "", word);
  }
  if (told > 0)
    tell(telling, "text", text->str, documents_with(telling, row, first));
}

static void tell_topics(Telling *telling) {
  const TyAdvice *advice = telling->advice;
  g_autofree char *text = g_strdup_printf(
      "提到它的文档与提到%s的主题相近（相似度 %.2f）",
      name_of(advice, seed_node(advice, advice->best[TY_PART_TOPIC][telling->candidate])),
      advice->part[TY_PART_TOPIC][telling->candidate]);
  tell(telling, "topic", text, json_array());
}

/* Places, themes, popularity --------------------------------------------------------------------
 */

static gboolean take_coordinate(const TyCoordinate *coordinate, const char *name, gpointer data,
                                GError **error) {
  Sourcing *sourcing = data;
  (void) name, (void) error;

  if (sourcing->first && coordinate->confidence >= TY_POSITION_TRUST) {
    add_source(sourcing->sources, coordinate->citation);
    sourcing->first = FALSE;
  }
  return TRUE;
}

static void tell_place(Telling *telling) {
  const TyAdvice *advice = telling->advice;
  gsize c = telling->candidate;
  const char *from = advice->near
                         ? advice->near_name
                         : name_of(advice, seed_node(advice, advice->best[TY_PART_PLACE][c]));
  gboolean by_seat = advice->by_seat[c];
  g_autofree char *text = g_strdup_printf("距%s直线约 %.1f 公里%s", from, advice->km[c],
                                          by_seat ? "（位置为估算，可差 20 公里）" : "");
  Sourcing sourcing = {json_array(), TRUE};

  if (!by_seat && !telling->fault)
    ty_atlas_each_coordinate(advice->workspace->atlas,
                             g_array_index(advice->relations->ids, gint64, telling->node),
                             take_coordinate, &sourcing, &telling->fault);
  tell(telling, "place", text, sourcing.sources);
}

typedef struct {
  const TyAdvice *advice;
  gint64 entity, source, line;
  char *theme;
  double weight;
} Theming;

static gboolean find_theme(const TyThemeSite *site, gpointer data, GError **error) {
  Theming *theming = data;
  double weight = ty_profile_weight(theming->advice->wish->themes, site->theme);
  (void) error;

  if (site->entity == theming->entity && weight > theming->weight) {
    g_free(theming->theme);
    theming->theme = g_strdup(site->theme);
    theming->weight = weight;
    theming->source = site->source;
    theming->line = site->line;
  }
  return TRUE;
}

typedef struct {
  gint64 id;
  char *name;
} Named;

static void find_source(const TySource *source, gint64 n_rows, gint64 n_rejected, gpointer data) {
  Named *named = data;
  (void) n_rows, (void) n_rejected;
  if (source->id == named->id)
    named->name = g_strdup(source->name);
}

static void tell_taste(Telling *telling) {
  const TyAdvice *advice = telling->advice;
  Theming theming = {.advice = advice,
                     .entity = g_array_index(advice->relations->ids, gint64, telling->node)};
  json_t *sources = json_array();
  g_autoptr(GString) text = g_string_new(NULL);
  const char *kind = advice->relations->kinds->pdata[telling->node];
  double weight = ty_profile_weight(advice->wish->kinds, kind);

  if (!telling->fault)
    ty_atlas_each_theme_site(advice->workspace->atlas, NULL, find_theme, &theming, &telling->fault);
  if (theming.theme) {
    Named named = {theming.source, NULL};
    ty_atlas_each_source(advice->workspace->atlas, find_source, &named, NULL);
    g_autofree char *source =
        named.name ? g_strdup_printf("%s:%" G_GINT64_FORMAT, named.name, theming.line) : NULL;
    add_source(sources, source);
    g_free(named.name);
    g_string_append_printf(text, "属于喜好的主题 %s（权重 %.2f）", theming.theme, theming.weight);
  }
  if (weight > 0) {
    g_autofree char *label = ty_atlas_label(advice->workspace->atlas, kind);
    g_string_append_printf(text, "%s属于喜好的类别 %s（权重 %.2f）", text->len ? "；" : "", label,
                           weight);
  }
  g_free(theming.theme);
  tell(telling, "taste", text->str, sources);
}

json_t *ty_advice_reasons(const TyAdvice *advice, gsize candidate, gboolean little_known,
                          GError **error) {
  Telling telling = {advice, candidate, g_array_index(advice->candidates, guint32, candidate),
                     json_array(), NULL};

  if (advice->part[TY_PART_TASTE] && advice->part[TY_PART_TASTE][candidate] > 0)
    tell_taste(&telling);
  if (advice->part[TY_PART_GRAPH] && advice->part[TY_PART_GRAPH][candidate] > 0)
    tell_facts(&telling);
  if (advice->part[TY_PART_TEXT] && advice->part[TY_PART_TEXT][candidate] >= LEAST_TEXT)
    tell_words(&telling);
  if (advice->part[TY_PART_TOPIC] && advice->part[TY_PART_TOPIC][candidate] >= LEAST_TOPIC)
    tell_topics(&telling);
  if (advice->part[TY_PART_PLACE] && !isnan(advice->km[candidate]))
    tell_place(&telling);
  if (little_known && advice->novelty > 0) {
    guint documents = ty_documents_of(advice->documents,
                                      g_array_index(advice->relations->ids, gint64, telling.node));
    g_autofree char *text =
        g_strdup_printf("较少人知：%u 篇文档提到它，在候选中属较少的一半", documents);
    tell(&telling, "novelty", text, json_array());
  }
  if (telling.fault) {
    g_propagate_error(error, telling.fault);
    json_decref(telling.list);
    return NULL;
  }
  return telling.list;
}
