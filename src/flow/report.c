/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"

#include <math.h>
#include <string.h>

/* What one report shows of each body of documents. */
#define REPORT_WORDS 20
#define REPORT_TOPICS 4

/* Everything that the report's arrays borrow lives as long as this. */
typedef struct {
  TyWorkspace *workspace;
  GStringChunk *texts;
  GPtrArray *blocks;  /* arrays that members of the report point into */
  GPtrArray *answers; /* of json_t */
  GPtrArray *bytes;   /* of GBytes: pictures */
  GPtrArray *trips;
  GArray *sources;       /* of TyReportSource */
  GHashTable *source_of; /* text → index + 1 */
  GArray *tours, *corpora, *entities;
} TyReportDraft;

static void draft_free(TyReportDraft *draft) {
  g_ptr_array_unref(draft->trips);
  g_ptr_array_unref(draft->bytes);
  g_ptr_array_unref(draft->answers);
  g_ptr_array_unref(draft->blocks);
  g_array_unref(draft->sources);
  g_hash_table_unref(draft->source_of);
  g_array_unref(draft->tours);
  g_array_unref(draft->corpora);
  g_array_unref(draft->entities);
  g_string_chunk_free(draft->texts);
  g_free(draft);
}

static void release_answer(gpointer answer) { json_decref(answer); }
static void release_bytes(gpointer bytes) { g_bytes_unref(bytes); }
static void release_trip(gpointer trip) { ty_trip_free(trip); }

static TyReportDraft *draft_new(TyWorkspace *workspace) {
  TyReportDraft *draft = g_new0(TyReportDraft, 1);

  draft->workspace = workspace;
  draft->texts = g_string_chunk_new(4096);
  draft->blocks = g_ptr_array_new_with_free_func(g_free);
  draft->answers = g_ptr_array_new_with_free_func(release_answer);
  draft->bytes = g_ptr_array_new_with_free_func(release_bytes);
  draft->trips = g_ptr_array_new_with_free_func(release_trip);
  draft->sources = g_array_new(FALSE, TRUE, sizeof(TyReportSource));
  draft->source_of = g_hash_table_new(g_str_hash, g_str_equal);
  draft->tours = g_array_new(FALSE, TRUE, sizeof(TyReportTour));
  draft->corpora = g_array_new(FALSE, TRUE, sizeof(TyReportCorpus));
  draft->entities = g_array_new(FALSE, TRUE, sizeof(TyReportEntity));
  return draft;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyReportDraft, draft_free)

/* A text that lives as long as the draft. */
static const char *keep(TyReportDraft *draft, const char *text) {
  return g_string_chunk_insert_const(draft->texts, text);
}

G_GNUC_PRINTF(2, 3)
static const char *keepf(TyReportDraft *draft, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return keep(draft, text);
}

/* The elements of a GArray, handed over to the draft. */
static gconstpointer keep_array(TyReportDraft *draft, GArray *array) {
  gpointer elements = g_array_free(array, FALSE);
  g_ptr_array_add(draft->blocks, elements);
  return elements;
}

static const char *text_of(const json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}

static guint32 source_index(TyReportDraft *draft, const char *title, const char *detail) {
  const char *key = keepf(draft, "%s\n%s", title, detail);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(draft->source_of, key));

  if (index == 0) {
    TyReportSource source = {.title = keep(draft, title), .detail = keep(draft, detail)};
    g_array_append_val(draft->sources, source);
    index = draft->sources->len;
    g_hash_table_insert(draft->source_of, (gpointer) key, GUINT_TO_POINTER(index));
  }
  return index - 1;
}

/* Footnotes of a fact: the table rows and the spans of documents that it rests on. */
static TyReportNotes notes_of(TyReportDraft *draft, const json_t *fact) {
  GArray *notes = g_array_new(FALSE, FALSE, sizeof(guint32));
  json_t *evidence;
  gsize i;

  json_array_foreach(json_object_get(fact, "evidence"), i, evidence) {
    const char *citation = text_of(evidence, "citation");
    const char *file = text_of(evidence, "file");
    gboolean span = json_object_get(evidence, "document") != NULL;
    g_autofree char *title =
        g_strdup_printf("%s 第 %" JSON_INTEGER_FORMAT " 行", file,
                        json_integer_value(json_object_get(evidence, span ? "line" : "row")));
    g_autofree char *detail =
        span ? g_strdup_printf("文档 %" JSON_INTEGER_FORMAT "，字节 %" JSON_INTEGER_FORMAT
                               "–%" JSON_INTEGER_FORMAT "：“%s”",
                               json_integer_value(json_object_get(evidence, "document")),
                               json_integer_value(json_object_get(evidence, "start")),
                               json_integer_value(json_object_get(evidence, "end")),
                               text_of(evidence, "quote"))
             : g_strdup(citation ? citation : "");
    guint32 index = source_index(draft, title, detail);
    if (i < 3)
      g_array_append_val(notes, index);
  }
  gsize n = notes->len;
  return (TyReportNotes){keep_array(draft, notes), n};
}

static const char *keep_picture(TyReportDraft *draft, GBytes *picture) {
  gsize length;
  const char *svg = g_bytes_get_data(picture, &length);
  g_autofree char *text = g_strndup(svg, length);

  g_bytes_unref(picture);
  return keep(draft, text);
}

/* Tours -----------------------------------------------------------------------------------------
 */

/* "宋代 · 国保 · 造像 1933" in a line: what the best facts say of a site. */
static const char *describe_site(TyReportDraft *draft, const json_t *card, TyReportNotes *notes) {
  static const char *const told[] = {"era",      "depicts", "height_m",
                                     "length_m", "count",   "offers_experience"};
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *fact;
  gsize i;
  guint n = 0;

  *notes = (TyReportNotes){0};
  for (gsize t = 0; t < G_N_ELEMENTS(told); t++)
    json_array_foreach(json_object_get(card, "facts"), i, fact) {
      const char *object = text_of(fact, "object"), *value = text_of(fact, "value");
      const char *unit = text_of(fact, "unit"), *qualifier = text_of(fact, "qualifier");
      if (n >= 5 || (t == 0 && n >= 1) || !g_str_equal(text_of(fact, "predicate"), told[t]) ||
          json_is_true(json_object_get(fact, "weaker")))
        continue;
      g_string_append_printf(text, "%s%s%s%s%s%s", n ? "；" : "",
                             qualifier && !object ? qualifier : text_of(fact, "label"),
                             g_str_equal(told[t], "era") || object ? "：" : " ",
                             object ? object : value,
                             object ? ""
                             : unit ? " "
                                    : "",
                             object || !unit ? "" : unit);
      if (n == 0)
        *notes = notes_of(draft, fact);
      n++;
    }
  return n ? keepf(draft, "%s。", text->str) : NULL;
}

static const char *opening_of(TyReportDraft *draft, const json_t *card) {
  json_t *fact;
  gsize i;

  json_array_foreach(json_object_get(card, "facts"), i,
                     fact) if (g_str_equal(text_of(fact, "predicate"), "open_hours") &&
                               !json_is_true(json_object_get(
                                   fact, "weaker"))) return keep(draft, text_of(fact, "value"));
  return NULL;
}

static gboolean add_stop(TyReportDraft *draft, GArray *stops, const TyTripStop *from,
                         GError **error) {
  json_t *card = ty_show(draft->workspace, from->name, error);
  if (!card)
    return FALSE;
  g_ptr_array_add(draft->answers, card);
  TyReportStop stop = {.name = from->name,
                       .opening = opening_of(draft, card),
                       .arrive_s = from->arrive_s,
                       .depart_s = from->depart_s,
                       .dwell_s = from->dwell_s,
                       .leg_m = from->leg_m,
                       .leg_s = from->leg_s,
                       .leg_origin = from->leg_origin};
  stop.text = describe_site(draft, card, &stop.notes);
  g_array_append_val(stops, stop);
  return TRUE;
}

static gboolean add_days(TyReportDraft *draft, const TyPlannedTrip *trip, TyReportTour *tour,
                         GError **error) {
  GArray *days = g_array_new(FALSE, TRUE, sizeof(TyReportDay));

  for (guint i = 0; i < trip->stops->len;) {
    GArray *stops = g_array_new(FALSE, TRUE, sizeof(TyReportStop));
    guint day = ty_trip_stop(trip, i)->day;
    gboolean added = TRUE;
    while (added && i < trip->stops->len && ty_trip_stop(trip, i)->day == day)
      added = add_stop(draft, stops, ty_trip_stop(trip, i++), error);
    TyReportDay made = {.n_stops = stops->len};
    made.stops = keep_array(draft, stops);
    g_array_append_val(days, made);
    if (!added) {
      g_array_unref(days);
      return FALSE;
    }
  }
  tour->n_days = days->len;
  tour->days = keep_array(draft, days);
  return TRUE;
}

static const char *reason_in_chinese(const char *reason) {
  static const char *const table[][2] = {
      {"no leg leads there", "里程表里没有通到那里的路段"},
      {"closed on every day of the tour", "行程各日都不开放"},
      {"alone it does not fit into a day", "单独一处也放不进一天"},
      {"the days are full; the stops chosen are worth more together",
       "日程已满，所选各处合计更有价值"},
      {"avoided, as asked", "按要求避开"},
      {"not in the order given", "不在给定的顺序里"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    if (g_str_equal(reason, table[i][0]))
      return table[i][1];
  return g_str_has_prefix(reason, "optional") ? "可选停留点，未要求" : reason;
}

static void add_left_out(TyReportDraft *draft, const json_t *answer, TyReportTour *tour) {
  GArray *list = g_array_new(FALSE, TRUE, sizeof(TyReportLeftOut));
  json_t *item;
  gsize i;

  json_array_foreach(json_object_get(answer, "left_out"), i, item) {
    TyReportLeftOut left = {text_of(item, "name"), reason_in_chinese(text_of(item, "reason"))};
    g_array_append_val(list, left);
  }
  tour->n_left_out = list->len;
  tour->left_out = keep_array(draft, list);
}

static void add_figures(TyReportDraft *draft, const json_t *answer, TyReportTour *tour) {
  GArray *figures = g_array_new(FALSE, TRUE, sizeof(TyReportFigure));
  gboolean proven = json_is_true(json_object_get(answer, "proven_optimal"));
  TyReportFigure all[] = {
      {"总里程", keepf(draft, "%g 公里", json_number_value(json_object_get(answer, "total_km")))},
      {"天数", keepf(draft, "%zu 天", json_array_size(json_object_get(answer, "days")))},
      {"停留点", keepf(draft, "%zu 处", json_array_size(json_object_get(answer, "stops")))},
      {proven ? "最短路线" : "下界",
       proven
           ? "已证明"
           : keepf(draft, "%g 公里", json_number_value(json_object_get(answer, "lower_bound_km")))},
  };

  g_array_append_vals(figures, all, G_N_ELEMENTS(all));
  tour->n_figures = figures->len;
  tour->figures = keep_array(draft, figures);
}

static gboolean add_tour(TyReportDraft *draft, const char *theme, GError **error) {
  TyPlanRequest request = {.theme = theme};
  TyPictureOptions inline_svg = {.format = TY_PICTURE_SVG_INLINE};
  TyPlannedTrip *trip = ty_trip_new(draft->workspace, &request, error);
  TyReportTour tour = {.title = keepf(draft, "%s主题线路", theme)};

  if (!trip)
    return FALSE;
  g_ptr_array_add(draft->trips, trip);
  GBytes *map = ty_picture_map(draft->workspace, trip, &inline_svg, NULL);
  GBytes *strip = ty_picture_strip(draft->workspace, trip, &inline_svg, error);
  GArray *pictures = g_array_new(FALSE, TRUE, sizeof(TyReportPicture));
  if (map) {
    TyReportPicture picture = {keep_picture(draft, map),
                               "虚线圈的位置按里程推算，只供示意，不可导航。"};
    g_array_append_val(pictures, picture);
  }
  if (strip) {
    TyReportPicture picture = {keep_picture(draft, strip), NULL};
    g_array_append_val(pictures, picture);
  }
  tour.n_pictures = pictures->len;
  tour.pictures = keep_array(draft, pictures);
  tour.summary = keepf(draft, "从%s出发", text_of(trip->answer, "start"));
  add_figures(draft, trip->answer, &tour);
  add_left_out(draft, trip->answer, &tour);
  if (!strip || !add_days(draft, trip, &tour, error))
    return FALSE;
  g_array_append_val(draft->tours, tour);
  return TRUE;
}

/* Documents -------------------------------------------------------------------------------------
 */

static gboolean add_corpus(TyReportDraft *draft, const char *kind, const char *place,
                           GError **error) {
  TyDocumentFilter filter = {.kind = kind, .place = place};
  TyPictureOptions inline_svg = {.format = TY_PICTURE_SVG_INLINE};
  gboolean papers = g_str_equal(kind, "paper");
  json_t *keywords = ty_keywords(draft->workspace, &filter, 200, error);
  json_t *topics = keywords ? ty_topics(draft->workspace, &filter, NULL, error) : NULL;
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
  GBytes *picture = papers ? ty_picture_network(network, &inline_svg, error)
                           : ty_picture_words(keywords, &inline_svg, error);
  if (!picture)
    return FALSE;

  TyReportCorpus corpus = {.title = keepf(draft, "%s · %s", place, papers ? "论文" : "帖子")};
  GArray *words = g_array_new(FALSE, TRUE, sizeof(TyReportWord));
  GArray *list = g_array_new(FALSE, TRUE, sizeof(TyReportTopic));
  GArray *pictures = g_array_new(FALSE, TRUE, sizeof(TyReportPicture));
  TyReportPicture drawn = {keep_picture(draft, picture), papers ? "共词网络" : "词云"};
  g_array_append_val(pictures, drawn);
  json_array_foreach(json_object_get(keywords, "keywords"), i, item) if (i < REPORT_WORDS) {
    TyReportWord one = {text_of(item, "word"), json_number_value(json_object_get(item, "weight"))};
    g_array_append_val(words, one);
  }
  json_array_foreach(json_object_get(topics, "topics"), i, item) if (i < REPORT_TOPICS) {
    g_autoptr(GString) text = g_string_new(NULL);
    json_array_foreach(json_object_get(item, "words"), k, word)
        g_string_append_printf(text, "%s%s", k ? " " : "", text_of(word, "word"));
    TyReportTopic topic = {.words = keep(draft, text->str),
                           .share = json_number_value(json_object_get(item, "share"))};
    g_array_append_val(list, topic);
  }
  corpus.summary = keepf(draft,
                         "%" JSON_INTEGER_FORMAT " 篇，%" JSON_INTEGER_FORMAT
                         " 个不同的词；另有 %" JSON_INTEGER_FORMAT " 篇广告不计",
                         json_integer_value(json_object_get(keywords, "documents")),
                         json_integer_value(json_object_get(keywords, "words")),
                         json_integer_value(json_object_get(keywords, "advertisements")));
  corpus.n_words = words->len;
  corpus.words = keep_array(draft, words);
  corpus.n_topics = list->len;
  corpus.topics = keep_array(draft, list);
  corpus.n_pictures = pictures->len;
  corpus.pictures = keep_array(draft, pictures);
  g_array_append_val(draft->corpora, corpus);
  return TRUE;
}

static gboolean note_body(const TyStoredDocument *document, gpointer data, GError **error) {
  GPtrArray *bodies = data;
  g_autofree char *body = g_strconcat(document->kind, "\n", document->place, NULL);
  (void) error;

  for (guint i = 0; i < bodies->len; i++)
    if (g_str_equal(bodies->pdata[i], body))
      return TRUE;
  if (document->place)
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
    if (!add_corpus(draft, parts[0], parts[1], &why) && why->code != TY_ERROR_NOT_FOUND &&
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
    const char *object = text_of(fact, "object"), *value = text_of(fact, "value");
    const char *unit = text_of(fact, "unit"), *qualifier = text_of(fact, "qualifier");
    TyReportFact told = {
        .predicate = text_of(fact, "label"),
        .object =
            keepf(draft, "%s%s%s%s%s%s%s%s", object ? object : "", object && value ? " " : "",
                  value ? value : "", value && unit ? " " : "", value && unit ? unit : "",
                  qualifier ? "（" : "", qualifier ? qualifier : "",
                  qualifier ? (json_is_true(json_object_get(fact, "weaker")) ? "；另一说）" : "）")
                  : json_is_true(json_object_get(fact, "weaker")) ? "（另一说）"
                                                                  : ""),
        .notes = notes_of(draft, fact)};
    g_array_append_val(facts, told);
  }
  g_autoptr(GString) aliases = g_string_new(NULL);
  json_array_foreach(json_object_get(card, "aliases"), i, fact)
      g_string_append_printf(aliases, "%s%s", i ? "、" : "", json_string_value(fact));
  TyReportEntity entity = {.name = text_of(card, "name"),
                           .kind = text_of(card, "category") ? text_of(card, "category")
                                                             : text_of(card, "kind_label"),
                           .aliases = aliases->len ? keep(draft, aliases->str) : NULL,
                           .n_facts = facts->len};
  entity.facts = keep_array(draft, facts);
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
    if (!add_tour(draft, *theme, error))
      return FALSE;
  if (themes)
    return TRUE;
  if (!ty_atlas_each_theme_site(draft->workspace->atlas, NULL, note_theme, all, error))
    return FALSE;
  for (guint i = 0; i < all->len; i++) {
    g_autoptr(GError) why = NULL;
    if (!add_tour(draft, all->pdata[i], &why) && why->code != TY_ERROR_INFEASIBLE) {
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
  }
  return TRUE;
}

GBytes *ty_report(TyWorkspace *workspace, const char *const *themes, GError **error) {
  static const char *const method[] = {
      "文本先规范化，再按词典求概率最大的切分；词的权重是各篇 TF-IDF 向量（长度为 "
      "1）之和，主题由隐含狄利克雷分布的"
      "吉布斯采样得到，同一种子结果相同。",
      "线路先用迪杰斯特拉算法求各处之间的最短里程，再求访问次序（不超过 20 "
      "处时证明最短），然后按停留、开放、午餐和余量"
      "分到各日。",
      "每个数字带来源标记：● 已发布，◆ 按道路，◐ 推算，○ 估算。里程没有行车时间时按每小时 40 "
      "公里估计。",
  };
  g_autoptr(TyReportDraft) draft = draft_new(workspace);
  g_autofree char *title = ty_atlas_get_meta(workspace->atlas, "title");
  g_autofree char *name = ty_atlas_get_meta(workspace->atlas, "name");
  g_autofree char *light = ty_palette_css(FALSE), *dark = ty_palette_css(TRUE), *latest = NULL;
  json_t *counts = json_object();

  g_ptr_array_add(draft->answers, counts);
  if (!ty_atlas_count(workspace->atlas, count_table, counts, error) ||
      !ty_atlas_each_document(workspace->atlas, NULL, note_date, &latest, error) ||
      !add_tours(draft, themes, error) || !add_corpora(draft, error) || !add_entities(draft, error))
    return NULL;
  TyReportFigure figures[] = {{"文档", text_of(counts, "document")},
                              {"实体", text_of(counts, "entity")},
                              {"事实", text_of(counts, "fact")},
                              {"证据", text_of(counts, "evidence")}};
  TyReport report = {.title = title  ? title
                              : name ? name
                                     : "文化遗产线路",
                     .subtitle = "每个事实都注明出处的线路与知识图谱",
                     .data_date = latest,
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
