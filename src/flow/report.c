/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/report-draft.h"

#include <string.h>

/* What one report shows of each body of documents. */
#define REPORT_WORDS 20
#define REPORT_TOPICS 4

/* Documents -------------------------------------------------------------------------------------
 */

static gboolean add_corpus(TyReportDraft *draft, const char *kind, const char *place,
                           GError **error) {
  TyDocumentFilter filter = {.kind = kind, .place = place};
  TyPictureOptions inline_svg = {.format = TY_PICTURE_SVG_INLINE};
  gboolean papers = g_str_equal(kind, "paper");
  json_t *keywords = ty_keywords(draft->workspace, &filter, 200, error);
  json_t *topics = keywords ? ty_topics(draft->workspace, &filter, NULL, NULL, error) : NULL;
  json_t *network =
      topics && papers ? ty_keyword_network(draft->workspace, &filter, NULL, error) : NULL;
  json_t *item, *word;
  gsize i, k;

  if (keywords)
    g_ptr_array_add(draft->answers, keywords);
  if (topics)
    g_ptr_array_add(draft->answers, topics);
  if (network)
    g_ptr_array_add(draft->answers, network);
  if (!topics || (papers && !network))
    return FALSE;
  GBytes *picture = papers ? ty_picture_network(network, FALSE, &inline_svg, error)
                           : ty_picture_words(keywords, &inline_svg, error);
  if (!picture)
    return FALSE;

  TyReportCorpus corpus = {.title = ty_draft_printf(draft, "%s%s%s", place ? place : "",
                                                    place ? " · " : "", papers ? "论文" : "帖子")};
  GArray *words = g_array_new(FALSE, TRUE, sizeof(TyReportWord));
  GArray *list = g_array_new(FALSE, TRUE, sizeof(TyReportTopic));
  GArray *pictures = g_array_new(FALSE, TRUE, sizeof(TyReportPicture));
  TyReportPicture drawn = {ty_draft_keep_picture(draft, picture), papers ? "共词网络" : "词云"};
  g_array_append_val(pictures, drawn);
  json_array_foreach(json_object_get(keywords, "keywords"), i, item) if (i < REPORT_WORDS) {
    TyReportWord one = {ty_draft_text(item, "word"),
                        json_number_value(json_object_get(item, "weight"))};
    g_array_append_val(words, one);
  }
  json_array_foreach(json_object_get(topics, "topics"), i, item) if (i < REPORT_TOPICS) {
    g_autoptr(GString) text = g_string_new(NULL);
    json_array_foreach(json_object_get(item, "words"), k, word)
        g_string_append_printf(text, "%s%s", k ? " " : "", ty_draft_text(word, "word"));
    TyReportTopic topic = {.words = ty_draft_keep(draft, text->str),
                           .share = json_number_value(json_object_get(item, "share"))};
    g_array_append_val(list, topic);
  }
  corpus.summary = ty_draft_printf(draft,
                                   "%" JSON_INTEGER_FORMAT " 篇，%" JSON_INTEGER_FORMAT
                                   " 个不同的词；另有 %" JSON_INTEGER_FORMAT " 篇广告不计",
                                   json_integer_value(json_object_get(keywords, "documents")),
                                   json_integer_value(json_object_get(keywords, "words")),
                                   json_integer_value(json_object_get(keywords, "advertisements")));
  corpus.n_words = words->len;
  corpus.words = ty_draft_keep_array(draft, words);
  corpus.n_topics = list->len;
  corpus.topics = ty_draft_keep_array(draft, list);
  corpus.n_pictures = pictures->len;
  corpus.pictures = ty_draft_keep_array(draft, pictures);
  g_array_append_val(draft->corpora, corpus);
  return TRUE;
}

static gboolean note_body(const TyStoredDocument *document, gpointer data, GError **error) {
  GPtrArray *bodies = data;
  g_autofree char *body =
      g_strconcat(document->kind, "\n", document->place ? document->place : "", NULL);
  (void) error;

  for (guint i = 0; i < bodies->len; i++)
    if (g_str_equal(bodies->pdata[i], body))
      return TRUE;
  g_ptr_array_add(bodies, g_steal_pointer(&body));
  return TRUE;
}

static gboolean add_corpora(TyReportDraft *draft, GError **error) {
  g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func(g_free);

  if (!ty_atlas_each_document(draft->workspace->atlas, NULL, note_body, bodies, error))
    return FALSE;
  for (guint i = 0; i < bodies->len; i++) {
    g_auto(GStrv) parts = g_strsplit(bodies->pdata[i], "\n", 2);
    g_autoptr(GError) why = NULL;
    if (!add_corpus(draft, parts[0], *parts[1] ? parts[1] : NULL, &why) &&
        why->code != TY_ERROR_NOT_FOUND &&
        why->code != TY_ERROR_INPUT) { /* texts without words have no section */
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
  }
  return TRUE;
}

/* Sites -----------------------------------------------------------------------------------------
 */

static gboolean add_entity(TyReportDraft *draft, const char *name, GError **error) {
  json_t *card = ty_show(draft->workspace, name, error), *fact;
  GArray *facts;
  gsize i;

  if (!card)
    return FALSE;
  g_ptr_array_add(draft->answers, card);
  facts = g_array_new(FALSE, TRUE, sizeof(TyReportFact));
  json_array_foreach(json_object_get(card, "facts"), i, fact) {
    const char *object = ty_draft_text(fact, "object"), *value = ty_draft_text(fact, "value");
    const char *unit = ty_draft_text(fact, "unit"), *qualifier = ty_draft_text(fact, "qualifier");
    TyReportFact told = {
        .predicate = ty_draft_text(fact, "label"),
        .object = ty_draft_printf(
            draft, "%s%s%s%s%s%s%s%s", object ? object : "", object && value ? " " : "",
            value ? value : "", value && unit ? " " : "", value && unit ? unit : "",
            qualifier ? "（" : "", qualifier ? qualifier : "",
            qualifier ? (json_is_true(json_object_get(fact, "weaker")) ? "；另一说）" : "）")
            : json_is_true(json_object_get(fact, "weaker")) ? "（另一说）"
                                                            : ""),
        .notes = ty_draft_notes(draft, fact)};
    g_array_append_val(facts, told);
  }
  g_autoptr(GString) aliases = g_string_new(NULL);
  json_array_foreach(json_object_get(card, "aliases"), i, fact)
      g_string_append_printf(aliases, "%s%s", i ? "、" : "", json_string_value(fact));
  TyReportEntity entity = {.name = ty_draft_text(card, "name"),
                           .kind = ty_draft_text(card, "category")
                                       ? ty_draft_text(card, "category")
                                       : ty_draft_text(card, "kind_label"),
                           .aliases = aliases->len ? ty_draft_keep(draft, aliases->str) : NULL,
                           .n_facts = facts->len};
  entity.facts = ty_draft_keep_array(draft, facts);
  g_array_append_val(draft->entities, entity);
  return TRUE;
}

/* The sites of all tours, each once. */
static gboolean add_entities(TyReportDraft *draft, GError **error) {
  g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint t = 0; t < draft->trips->len; t++) {
    const TyPlannedTrip *trip = draft->trips->pdata[t];
    for (guint i = 0; i < trip->stops->len; i++) {
      const char *name = ty_trip_stop(trip, i)->name;
      if (g_hash_table_add(known, (gpointer) name) && !add_entity(draft, name, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* The page --------------------------------------------------------------------------------------
 */

static void count_table(const char *kind, const char *table, const char *count, gpointer data) {
  (void) kind;
  json_object_set_new(data, table, json_string(count));
}

static gboolean note_date(const TyStoredDocument *document, gpointer data, GError **error) {
  char **latest = data;
  (void) error;
  if (document->date && (!*latest || strncmp(document->date, *latest, 10) > 0)) {
    g_free(*latest);
    *latest = g_strndup(document->date, 10);
  }
  return TRUE;
}

static gboolean note_theme(const TyThemeSite *site, gpointer data, GError **error) {
  GPtrArray *themes = data;
  (void) error;
  for (guint i = 0; i < themes->len; i++)
    if (g_str_equal(themes->pdata[i], site->theme))
      return TRUE;
  g_ptr_array_add(themes, g_strdup(site->theme));
  return TRUE;
}

/* A theme without legs has no tour; when the caller did not name it, the report goes on. */
static gboolean add_tours(TyReportDraft *draft, const char *const *themes, GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

  for (const char *const *theme = themes; theme && *theme; theme++)
    if (!ty_draft_add_tour(draft, *theme, error))
      return FALSE;
  if (themes)
    return TRUE;
  if (!ty_atlas_each_theme_site(draft->workspace->atlas, NULL, note_theme, all, error))
    return FALSE;
  for (guint i = 0; i < all->len; i++) {
    g_autoptr(GError) why = NULL;
    if (!ty_draft_add_tour(draft, all->pdata[i], &why) && why->code != TY_ERROR_INFEASIBLE) {
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
  }
  return TRUE;
}

/* How the figures were made, a paragraph each. */
#define METHOD_TEXT                                                                                                           \
  "文本先规范化，再按词典求概率最大的切分；词的权重是各篇 TF-IDF 向量（长度为 1）之和，" \
  "主题由隐含狄利克雷分布的吉布斯采样得到，同一种子结果相同。"
#define METHOD_TOURS                                                                                                             \
  "线路先用迪杰斯特拉算法求各处之间的最短里程，再求访问次序（不超过 20 处时证明最短），" \
  "然后按停留、开放、午餐和余量分到各日。"
#define METHOD_ORIGINS                                                                             \
  "每个数字带来源标记：● 已发布，◆ 按道路，◐ 推算，○ 估算。"       \
  "里程没有行车时间时按每小时 40 公里估计。"

GBytes *ty_report(TyWorkspace *workspace, const char *const *themes, GError **error) {
  static const char *const method[] = {METHOD_TEXT, METHOD_TOURS, METHOD_ORIGINS};
  g_autoptr(TyReportDraft) draft = ty_draft_new(workspace);
  g_autofree char *title = ty_atlas_get_meta(workspace->atlas, "title");
  g_autofree char *name = ty_atlas_get_meta(workspace->atlas, "name");
  g_autofree char *light = ty_palette_css(FALSE), *dark = ty_palette_css(TRUE), *latest = NULL;
  json_t *counts = json_object();

  g_ptr_array_add(draft->answers, counts);
  if (!ty_atlas_count(workspace->atlas, count_table, counts, error) ||
      !ty_atlas_each_document(workspace->atlas, NULL, note_date, &latest, error) ||
      !add_tours(draft, themes, error) || !add_corpora(draft, error) || !add_entities(draft, error))
    return NULL;
  TyReportFigure figures[] = {{"文档", ty_draft_text(counts, "document")},
                              {"实体", ty_draft_text(counts, "entity")},
                              {"事实", ty_draft_text(counts, "fact")},
                              {"证据", ty_draft_text(counts, "evidence")}};
  TyReport report = {.title = title  ? title
                              : name ? name
                                     : "文化遗产线路",
                     .subtitle = "每个事实都注明出处的线路与知识图谱",
                     .data_date = latest ? latest : "（无日期）",
                     .figures = figures,
                     .n_figures = G_N_ELEMENTS(figures),
                     .tours = (const TyReportTour *) draft->tours->data,
                     .n_tours = draft->tours->len,
                     .corpora = (const TyReportCorpus *) draft->corpora->data,
                     .n_corpora = draft->corpora->len,
                     .entities = (const TyReportEntity *) draft->entities->data,
                     .n_entities = draft->entities->len,
                     .method = method,
                     .n_method = G_N_ELEMENTS(method),
                     .sources = (const TyReportSource *) draft->sources->data,
                     .n_sources = draft->sources->len};
  return ty_export_report(&report, light, dark, error);
}
