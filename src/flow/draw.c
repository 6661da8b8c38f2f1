/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"

/* "资阳 · 帖子 · 关键词" */
static char *title_line(const char *what, const TyDocumentFilter *filter) {
  static const char *const names[][2] = {{"wordcloud", "关键词"},
                                         {"keywords", "关键词"},
                                         {"topics", "主题"},
                                         {"network", "共词网络"},
                                         {"trends", "词语趋势"},
                                         {"bursts", "突现词"},
                                         {"topic-trends", "主题趋势"},
                                         {"topic-choice", "主题数的选择"},
                                         {"papers", "历年论文"},
                                         {"keyword-timeline", "关键词时间线"},
                                         {"perception", "游客评价（条）"},
                                         {"evaluation", "潜力与保护需要"},
                                         {"survey", "问卷"},
                                         {"correlations", "问卷题目的相关"},
                                         {"segments", "问卷分群"}};
  g_autoptr(GString) title = g_string_new(NULL);

  if (filter && filter->place)
    g_string_append_printf(title, "%s · ", filter->place);
  if (filter && filter->kind)
    g_string_append_printf(title, "%s · ", g_str_equal(filter->kind, "paper") ? "论文" : "帖子");
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(what, names[i][0]))
      g_string_append(title, names[i][1]);
  return g_string_free(g_steal_pointer(&title), FALSE);
}

/* What the atlas is called, as the line below a picture. */
static char *source_line(TyWorkspace *workspace) {
  g_autofree char *name = ty_atlas_get_meta(workspace->atlas, "name");
  return g_strdup_printf("来源：%s", name ? name : "atlas");
}

static GBytes *draw_trends(TyWorkspace *workspace, const char *what, const TyDocumentFilter *filter,
                           const TyDrawOptions *options, guint64 seed,
                           const TyPictureOptions *picture, GError **error) {
  TyTrendOptions wanted = options->trends;
  gboolean topics = g_str_equal(what, "topic-trends");

  wanted.seed = seed;
  wanted.n_topics = topics ? (wanted.n_topics ? wanted.n_topics : 4) : 0;
  json_t *answer = ty_trends(workspace, filter, &wanted, error);
  GBytes *drawn = NULL;
  if (answer)
    drawn = g_str_equal(what, "bursts")
                ? ty_picture_bursts(answer, picture, error)
                : ty_picture_trends(answer, topics ? "topics" : "words", picture, error);
  json_decref(answer);
  return drawn;
}

static GBytes *draw_papers(TyWorkspace *workspace, const char *what, const TyDocumentFilter *filter,
                           const TyPictureOptions *picture, GError **error) {
  TyBibliometricsOptions wanted = {.top = 20};
  json_t *answer = ty_bibliometrics(workspace, filter, &wanted, error);
  GBytes *drawn = NULL;

  if (answer)
    drawn = g_str_equal(what, "papers") ? ty_picture_papers(answer, picture, error)
                                        : ty_picture_keyword_timeline(answer, picture, error);
  json_decref(answer);
  return drawn;
}

static GBytes *draw_perception(TyWorkspace *workspace, const TyDocumentFilter *filter,
                               const TyPerceptionOptions *options, TyPictureOptions *picture,
                               GError **error) {
  g_autofree char *title =
      options->site ? g_strdup_printf("%s · %s", options->site, picture->title) : NULL;
  json_t *answer = ty_perception(workspace, filter, options, error);
  GBytes *drawn = NULL;

  picture->title = title ? title : picture->title;
  if (answer)
    drawn = ty_picture_perception(answer, options->site != NULL, picture, error);
  json_decref(answer);
  return drawn;
}

/* The atlas and the questionnaires. */
static char *survey_source(const json_t *survey, const char *source) {
  g_autoptr(GString) line = g_string_new(source);
  json_t *file;
  gsize i;

  g_string_append_printf(line, "；问卷 %" JSON_INTEGER_FORMAT " 份：",
                         json_integer_value(json_object_get(survey, "respondents")));
  json_array_foreach(json_object_get(survey, "files"), i, file) {
    g_autofree char *name = g_path_get_basename(json_string_value(file));
    g_string_append_printf(line, "%s%s", i ? "、" : "", name);
  }
  return g_string_free(g_steal_pointer(&line), FALSE);
}

static GBytes *draw_survey(TyWorkspace *workspace, const char *what, const TyDrawOptions *options,
                           guint64 seed, const TyPictureOptions *picture, GError **error) {
  TySurveyOptions wanted = options->survey;

  wanted.seed = seed;
  if (!g_str_equal(what, "segments"))
    wanted.clusters = "none";
  json_t *answer = ty_survey(workspace, &wanted, error);
  if (!answer)
    return NULL;
  g_autofree char *source = survey_source(answer, picture->source);
  TyPictureOptions named = *picture;
  named.source = source;
  GBytes *drawn = g_str_equal(what, "survey")
                      ? ty_picture_question(answer, options->field, &named, error)
                  : g_str_equal(what, "segments") ? ty_picture_segments(answer, &named, error)
                                                  : ty_picture_correlations(answer, &named, error);
  json_decref(answer);
  return drawn;
}

static GBytes *draw_documents(TyWorkspace *workspace, const char *what,
                              const TyDocumentFilter *filter, const TyDrawOptions *options,
                              guint64 seed, const TyPictureOptions *picture, GError **error) {
  gboolean choice = g_str_equal(what, "topic-choice");
  TyTopicOptions topics = {.seed = seed, .choose = choice ? "auto" : NULL};
  TyNetworkOptions network = options->network;
  network.seed = seed;
  json_t *answer =
      g_str_equal(what, "network") ? ty_keyword_network(workspace, filter, &network, error)
      : choice || g_str_equal(what, "topics") ? ty_topics(workspace, filter, &topics, NULL, error)
                                              : ty_keywords(workspace, filter, 200, error);
  GBytes *drawn = NULL;

  if (answer)
    drawn = g_str_equal(what, "network")
                ? ty_picture_network(answer, options->overlay != NULL, picture, error)
            : choice ? ty_picture_topic_choice(json_object_get(answer, "choice"), picture, error)
            : g_str_equal(what, "topics")   ? ty_picture_topics(answer, picture, error)
            : g_str_equal(what, "keywords") ? ty_picture_bars(answer, picture, error)
                                            : ty_picture_words(answer, picture, error);
  json_decref(answer);
  return drawn;
}

GBytes *ty_draw(TyWorkspace *workspace, const char *what, const TyDocumentFilter *filter,
                const TyPlanRequest *request, const TyDrawOptions *options, GError **error) {
  static const char *const of_documents[] = {"wordcloud",    "network",  "topics",
                                             "topic-choice", "keywords", "perception",
                                             "evaluation",   NULL};
  static const char *const of_time[] = {"trends", "topic-trends", "bursts", NULL};
  static const char *const of_papers[] = {"papers", "keyword-timeline", NULL};
  static const char *const of_surveys[] = {"survey", "correlations", "segments", NULL};
  gboolean tour = g_str_equal(what, "map") || g_str_equal(what, "strip");
  gboolean time = g_strv_contains(of_time, what), papers = g_strv_contains(of_papers, what);
  gboolean survey = g_strv_contains(of_surveys, what);
  gboolean png = g_strcmp0(options->format, "png") == 0;

  if (!tour && !time && !papers && !survey && !g_strv_contains(of_documents, what)) {
    g_set_error(
        error, TY_ERROR, TY_ERROR_USAGE,
        "found the picture %s, expected wordcloud, keywords, topics, topic-choice, network, "
        "trends, topic-trends, bursts, papers, keyword-timeline, perception, evaluation, survey, "
        "correlations, segments, map or strip",
        what);
    return NULL;
  }
  if (options->format && !png && !g_str_equal(options->format, "svg")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the format %s, expected svg or png",
                options->format);
    return NULL;
  }
  if (options->overlay && !g_str_equal(options->overlay, "year")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the overlay %s, expected year",
                options->overlay);
    return NULL;
  }
  g_autofree char *source = source_line(workspace);
  TyPictureOptions picture = {
      .format = png ? TY_PICTURE_PNG : TY_PICTURE_SVG, .dark = options->dark, .source = source};
  if (options->width_px) /* the picture keeps its proportions: it is scaled, not laid out anew */
    picture.scale = options->width_px / 960.0;
  else if (png)
    picture.scale = 1.25;
  gboolean entities =
      g_str_equal(what, "network") && g_strcmp0(options->network.of, "entities") == 0;
  g_autofree char *title = entities ? g_strdup("遗产图谱") : title_line(what, filter);
  picture.title = title;
  if (time)
    return draw_trends(workspace, what, filter, options, request->seed, &picture, error);
  if (g_str_equal(what, "perception"))
    return draw_perception(workspace, filter, &options->perception, &picture, error);
  if (g_str_equal(what, "evaluation")) {
    TyEvaluateOptions wanted = {.site = options->perception.site};
    json_t *answer = ty_evaluate(workspace, &wanted, error);
    GBytes *drawn = answer ? ty_picture_evaluation(answer, &picture, error) : NULL;
    json_decref(answer);
    return drawn;
  }
  if (papers)
    return draw_papers(workspace, what, filter, &picture, error);
  if (survey)
    return draw_survey(workspace, what, options, request->seed, &picture, error);
  if (!tour)
    return draw_documents(workspace, what, filter, options, request->seed, &picture, error);
  g_autoptr(TyPlannedTrip) trip = ty_trip_new(workspace, request, error);
  if (!trip)
    return NULL;
  picture.title = trip->name;
  return g_str_equal(what, "map") ? ty_picture_map(workspace, trip, &picture, error)
                                  : ty_picture_strip(workspace, trip, &picture, error);
}
