/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include <string.h>

typedef struct {
  TyDocumentFilter filter;
  TyPlanRequest plan;
  TyDrawOptions draw;
  const char *output;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyDrawOptions draw = options->draw;
  (void) exit_code;

  const char *dot = options->output ? strrchr(options->output, '.') : NULL;
  if (!draw.format && dot && !g_str_equal(dot, ".svg") && !g_str_equal(dot, ".png")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "-o %s: found the ending %s, expected .svg or .png", options->output, dot);
    return FALSE;
  }
  if (!draw.format)
    draw.format = options->output && g_str_has_suffix(options->output, ".png") ? "png" : "svg";
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  g_autoptr(GBytes) picture =
      workspace ? ty_draw(workspace, call->rest[1], &options->filter, &options->plan, &draw, error)
                : NULL;
  gsize length = 0;
  const char *bytes = picture ? g_bytes_get_data(picture, &length) : NULL;
  return bytes && ty_write_output(options->output, bytes, length, error);
}

static const TyOption options[] = {
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "where to (standard output); .png or .svg tells the format"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, draw.format), "svg|png", "format"},
    {"width", 0, TY_OPTION_COUNT, offsetof(Options, draw.width_px), "PX",
     "width in pixels (1200 for png)"},
    {"dark", 0, TY_OPTION_FLAG, offsetof(Options, draw.dark), NULL, "dark colours"},
    {"words", 'w', TY_OPTION_TEXT, offsetof(Options, draw.trends.words), "A,B,…",
     "of trends and bursts: only these words"},
    {"by", 0, TY_OPTION_TEXT, offsetof(Options, draw.trends.unit), "month|year",
     "of trends and bursts: length of a period"},
    {"topics", 'k', TY_OPTION_COUNT, offsetof(Options, draw.trends.n_topics), "K",
     "of topic-trends: number of topics (4)"},
    {"of", 0, TY_OPTION_TEXT, offsetof(Options, draw.network.of), "words|entities",
     "of network: whose"},
    {"within", 0, TY_OPTION_TEXT, offsetof(Options, draw.network.within), "document|sentence|N",
     "of network: in what words meet"},
    {"measure", 0, TY_OPTION_TEXT, offsetof(Options, draw.network.measure),
     "count|association|cosine|jaccard|pmi", "of network: what an edge weighs"},
    {"prune", 0, TY_OPTION_TEXT, offsetof(Options, draw.network.prune),
     "edges|backbone|pathfinder|none", "of network: which edges stay"},
    {"resolution", 0, TY_OPTION_NUMBER, offsetof(Options, draw.network.resolution), "R",
     "of network: of the communities (1)"},
    {"overlay", 0, TY_OPTION_TEXT, offsetof(Options, draw.overlay), "year",
     "of network: colour by the mean year, not by community"},
    {"site", 0, TY_OPTION_TEXT, offsetof(Options, draw.perception.site), "NAME",
     "of perception: one site, by aspect (all sites); of evaluation: it and its parts"},
    {"field", 0, TY_OPTION_TEXT, offsetof(Options, draw.field), "NAME",
     "of survey: which question (the first)"},
    {"fields", 0, TY_OPTION_TEXT, offsetof(Options, draw.survey.fields), "A,B,…",
     "of correlations and segments: only these questions"},
    {"clusters", 0, TY_OPTION_TEXT, offsetof(Options, draw.survey.clusters), "auto|K",
     "of segments: how many"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    TY_PLAN_OPTIONS(offsetof(Options, plan)),
};

const TyCommand ty_command_draw = {
    "draw",
    "ATLAS PICTURE ",
    "Draw a picture",
    "PICTURE is wordcloud, keywords, topics, topic-choice, network, trends, topic-trends, "
    "bursts,\n"
    "papers, keyword-timeline or perception (of the documents selected), evaluation (of the\n"
    "sites), survey, correlations or segments (of the questionnaires), map or strip (of the tour\n"
    "asked for).\n\n"
    "  tuyou draw ziyang-dazu.atlas wordcloud --place 资阳 -o words.svg\n"
    "  tuyou draw ziyang-dazu.atlas map --theme 石刻 -o map.png",
    TY_N(options),
    sizeof(Options),
    2,
    2,
    run};
