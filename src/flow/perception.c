/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/perception.h"

#include <string.h>

enum { TOP_WORDS = 8, MONTH_BYTES = 7, YEAR_BYTES = 4 };

typedef struct {
  guint praise, complaint;
} Count;

typedef struct {
  const TyPlacedOpinions *placed;
  const TyOpinionLexicon *lexicon;
  const TyPerceptionOptions *options;
  gsize n_aspects; /* with the whole, which comes last */
  int only;        /* the aspect asked for, −1: all */
  gsize period_bytes;
} Perception;

/* What was found of one site. */
typedef struct {
  gint64 site;
  GArray *opinions; /* of guint: indices */
  Count all;
} Site;

static void site_free(gpointer data) {
  Site *site = data;
  g_array_unref(site->opinions);
  g_free(site);
}

static const TyPlacedOpinion *opinion_at(const Perception *perception, guint i) {
  return &g_array_index(perception->placed->opinions, TyPlacedOpinion, i);
}

static gsize aspect_at(const Perception *perception, guint i) {
  int aspect = opinion_at(perception, i)->opinion.aspect;
  return aspect < 0 ? perception->n_aspects - 1 : (gsize) aspect;
}

static void count(Count *count, const TyPlacedOpinion *opinion) {
  count->praise += opinion->opinion.strength > 0;
  count->complaint += opinion->opinion.strength < 0;
}

static const char *aspect_id(const Perception *perception, gsize aspect) {
  return aspect + 1 == perception->n_aspects ? "whole"
                                             : ty_opinion_aspect_id(perception->lexicon, aspect);
}

static const char *aspect_label(const Perception *perception, gsize aspect) {
  return aspect + 1 == perception->n_aspects ? "整体"
                                             : ty_opinion_aspect_label(perception->lexicon, aspect);
}

static gboolean find_aspect(Perception *perception, GError **error) {
  const char *wanted = perception->options->aspect;
  g_autoptr(GString) known = g_string_new(NULL);

  perception->only = -1;
  if (!wanted)
    return TRUE;
  for (gsize a = 0; a < perception->n_aspects; a++) {
    if (g_str_equal(wanted, aspect_id(perception, a)) ||
        g_str_equal(wanted, aspect_label(perception, a))) {
      perception->only = (int) a;
      return TRUE;
    }
    g_string_append_printf(known, "%s%s", a ? ", " : "", aspect_id(perception, a));
  }
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the aspect %s, expected one of %s", wanted,
              known->str);
  return FALSE;
}

/* Words ------------------------------------------------------------------------------------------
 */

typedef struct {
  const char *word;
  guint count;
  gboolean praise;
} WordCount;

static int by_count(gconstpointer a, gconstpointer b) {
  const WordCount *left = a, *right = b;
  if (left->count != right->count)
    return left->count < right->count ? 1 : -1;
  return strcmp(left->word, right->word);
}

static json_t *list_words(const Perception *perception, const GArray *opinions, gboolean praise) {
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(WordCount));
  json_t *list = json_array();
  GHashTableIter iter;
  gpointer word, n;

  for (guint i = 0; i < opinions->len; i++) {
    const TyPlacedOpinion *one = opinion_at(perception, g_array_index(opinions, guint, i));
    if ((one->opinion.strength > 0) == praise)
      g_hash_table_insert(
          counts, one->words,
          GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, one->words)) + 1));
  }
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, &word, &n)) {
    WordCount one = {word, GPOINTER_TO_UINT(n), praise};
    g_array_append_val(order, one);
  }
  g_array_sort(order, by_count);
  for (guint i = 0; i < MIN(order->len, TOP_WORDS); i++) {
    const WordCount *one = &g_array_index(order, WordCount, i);
    json_array_append_new(
        list, json_pack("{s:s, s:I}", "word", one->word, "count", (json_int_t) one->count));
  }
  return list;
}

/* Answers ----------------------------------------------------------------------------------------
 */

static json_t *describe_opinion(const Perception *perception, guint i) {
  const TyPlacedOpinion *one = opinion_at(perception, i);
  const TyOpinionDocument *document =
      &g_array_index(perception->placed->documents, TyOpinionDocument, one->document);

  return json_pack("{s:s, s:o, s:s, s:[I, I], s:s, s:[I, I], s:I, s:s, s:I, s:s?}", "polarity",
                   one->opinion.strength > 0 ? "praise" : "complaint", "strength",
                   ty_json_number(one->opinion.strength, 2), "words", one->words, "span",
                   (json_int_t) one->opinion.start, (json_int_t) one->opinion.end, "sentence",
                   one->sentence, "sentence_span", (json_int_t) one->opinion.sentence_start,
                   (json_int_t) one->opinion.sentence_end, "document", (json_int_t) document->id,
                   "file", document->file, "line", (json_int_t) document->line, "date",
                   document->date);
}

static json_t *balance_of(Count count) {
  double all = count.praise + count.complaint;
  return all > 0 ? ty_json_number(((double) count.praise - count.complaint) / all, 3) : json_null();
}

static json_t *list_aspects(const Perception *perception, const Site *site) {
  json_t *list = json_array();

  for (gsize a = 0; a < perception->n_aspects; a++) {
    g_autoptr(GArray) here = g_array_new(FALSE, FALSE, sizeof(guint));
    json_t *opinions = json_array();
    Count counted = {0};
    for (guint i = 0; i < site->opinions->len; i++) {
      guint index = g_array_index(site->opinions, guint, i);
      if (aspect_at(perception, index) != a)
        continue;
      g_array_append_val(here, index);
      count(&counted, opinion_at(perception, index));
      if (perception->options->top == 0 || here->len <= perception->options->top)
        json_array_append_new(opinions, describe_opinion(perception, index));
    }
    if (here->len == 0) {
      json_decref(opinions);
      continue;
    }
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:I, s:I, s:o, s:o, s:o, s:o}", "aspect",
                                    aspect_id(perception, a), "label", aspect_label(perception, a),
                                    "praise", (json_int_t) counted.praise, "complaint",
                                    (json_int_t) counted.complaint, "balance", balance_of(counted),
                                    "praised", list_words(perception, here, TRUE), "complained",
                                    list_words(perception, here, FALSE), "opinions", opinions));
  }
  return list;
}

static int by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Periods in which there is an opinion, and how many there were. */
static json_t *list_periods(const Perception *perception, const Site *site) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func(g_free);
  json_t *list = json_array();

  for (guint i = 0; i < site->opinions->len; i++) {
    const TyPlacedOpinion *one = opinion_at(perception, g_array_index(site->opinions, guint, i));
    const char *date =
        g_array_index(perception->placed->documents, TyOpinionDocument, one->document).date;
    if (!date || strlen(date) < perception->period_bytes)
      continue;
    g_autofree char *period = g_strndup(date, perception->period_bytes);
    Count *counted = g_hash_table_lookup(counts, period);
    if (!counted) {
      counted = g_new0(Count, 1);
      g_hash_table_insert(counts, period, counted);
      g_ptr_array_add(order, g_steal_pointer(&period));
    }
    count(counted, one);
  }
  g_ptr_array_sort(order, by_text);
  for (guint i = 0; i < order->len; i++) {
    const Count *counted = g_hash_table_lookup(counts, order->pdata[i]);
    json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:o}", "period", order->pdata[i],
                                          "praise", (json_int_t) counted->praise, "complaint",
                                          (json_int_t) counted->complaint, "balance",
                                          balance_of(*counted)));
  }
  return list;
}

static gboolean take_name(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  *(char **) data = g_strdup(entity->name);
  return TRUE;
}

static json_t *describe_site(TyWorkspace *workspace, const Perception *perception, const Site *site,
                             GError **error) {
  g_autofree char *name = NULL;

  if (!ty_atlas_entity(workspace->atlas, site->site, take_name, &name, error))
    return NULL;
  return json_pack("{s:s, s:I, s:I, s:o, s:o, s:o}", "site", name ? name : "", "praise",
                   (json_int_t) site->all.praise, "complaint", (json_int_t) site->all.complaint,
                   "balance", balance_of(site->all), "aspects", list_aspects(perception, site),
                   "periods", list_periods(perception, site));
}

static int by_opinions(gconstpointer a, gconstpointer b) {
  const Site *left = *(const Site *const *) a, *right = *(const Site *const *) b;
  if (left->opinions->len != right->opinions->len)
    return left->opinions->len < right->opinions->len ? 1 : -1;
  return (left->site > right->site) - (left->site < right->site);
}

static GPtrArray *group(const Perception *perception) {
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  GPtrArray *sites = g_ptr_array_new_with_free_func(site_free);

  for (guint i = 0; i < perception->placed->opinions->len; i++) {
    const TyPlacedOpinion *one = opinion_at(perception, i);
    if (perception->only >= 0 && aspect_at(perception, i) != (gsize) perception->only)
      continue;
    Site *site = g_hash_table_lookup(by_id, &one->site);
    if (!site) {
      site = g_new0(Site, 1);
      site->site = one->site;
      site->opinions = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(by_id, &site->site, site);
      g_ptr_array_add(sites, site);
    }
    g_array_append_val(site->opinions, i);
    count(&site->all, one);
  }
  g_ptr_array_sort(sites, by_opinions);
  return sites;
}

static json_t *answer_of(TyWorkspace *workspace, const Perception *perception, GError **error) {
  const TyPlacedOpinions *placed = perception->placed;
  g_autoptr(GPtrArray) sites = group(perception);
  json_t *list = json_array();
  guint n_opinions = 0;

  for (guint i = 0; i < sites->len; i++) {
    const Site *site = sites->pdata[i];
    json_t *one = describe_site(workspace, perception, site, error);
    if (!one) {
      json_decref(list);
      return NULL;
    }
    n_opinions += site->opinions->len;
    json_array_append_new(list, one);
  }
  return json_pack("{s:I, s:I, s:I, s:I, s:s, s:o}", "documents", (json_int_t) placed->n_documents,
                   "advertisements", (json_int_t) placed->n_advertisements, "opinions",
                   (json_int_t) n_opinions, "unplaced", (json_int_t) placed->n_unplaced, "unit",
                   perception->period_bytes == MONTH_BYTES ? "month" : "year", "sites", list);
}

json_t *ty_perception(TyWorkspace *workspace, const TyDocumentFilter *filter,
                      const TyPerceptionOptions *options, GError **error) {
  static const TyPerceptionOptions usual = {0};
  g_autoptr(GHashTable) wanted = NULL;

  options = options ? options : &usual;
  if (options->unit && !g_str_equal(options->unit, "month") &&
      !g_str_equal(options->unit, "year")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the period %s, expected month or year",
                options->unit);
    return NULL;
  }
  g_autoptr(TyOpinionLexicon) lexicon =
      ty_open_opinions(workspace->data_folder, options->lexicon, error);
  if (!lexicon)
    return NULL;
  Perception perception = {.lexicon = lexicon,
                           .options = options,
                           .n_aspects = ty_opinion_n_aspects(lexicon) + 1,
                           .period_bytes =
                               g_strcmp0(options->unit, "month") == 0 ? MONTH_BYTES : YEAR_BYTES};
  if (!find_aspect(&perception, error))
    return NULL;
  if (options->site) {
    gint64 site = ty_workspace_entity(workspace, options->site, error);
    wanted = site ? ty_entity_parts(workspace, site, error) : NULL;
    if (!wanted)
      return NULL;
  }
  g_autoptr(TyPlacedOpinions) placed =
      ty_placed_opinions(workspace, lexicon, filter, wanted, error);
  if (!placed)
    return NULL;
  perception.placed = placed;
  return answer_of(workspace, &perception, error);
}
