/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "flow/evaluation.h"

#include <math.h>

/* A term counts so much at least: nothing is worth nothing for one term. */
#define LEAST_VALUE .05

/* The weighted geometric mean of the terms known, with their weights made to sum to 1. */
static json_t *score_json(const TyResource *resource, const double *weight) {
  double sum = 0, known = 0;
  json_t *terms = json_array();

  for (guint t = 0; t < TY_N_TERMS; t++) {
    if (weight[t] <= 0)
      continue;
    gboolean there = isfinite(resource->value[t]);
    if (there) {
      sum += weight[t] * log(MAX(resource->value[t], LEAST_VALUE));
      known += weight[t];
    }
    json_array_append_new(
        terms, json_pack("{s:s, s:s, s:o, s:o, s:s}", "term", ty_evaluation_term(t), "label",
                         ty_evaluation_label(t), "value",
                         there ? ty_json_number(resource->value[t], 3) : json_null(), "weight",
                         ty_json_number(weight[t], 4), "source", resource->source[t]));
  }
  return json_pack("{s:o, s:o, s:o}", "score",
                   known > 0 ? ty_json_number(exp(sum / known), 3) : json_null(), "known",
                   ty_json_number(known, 3), "terms", terms);
}

static json_t *weights_json(const TyEvaluationWeights *weights) {
  json_t *list = json_array();

  for (int i = 0; i < 2; i++)
    if (weights->comparisons[i]) {
      json_t *blocks = ty_comparisons_json(weights->comparisons[i], weights->file[i]), *block;
      gsize b;
      json_array_foreach(
          blocks, b, block) if (i == 0 || !weights->comparisons[0] ||
                                !ty_ahp_of_goal(weights->comparisons[0],
                                                json_string_value(json_object_get(block, "goal"))))
          json_array_append(list, block);
      json_decref(blocks);
    }
  return list;
}

static GArray *read_experts(const char *path, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);

  return file ? ty_sheet_read(path, g_mapped_file_get_contents(file),
                              g_mapped_file_get_length(file), error)
              : NULL;
}

/* Every resource of the experts' sheet must be one of the atlas. */
static gboolean check_experts(TyWorkspace *workspace, const GArray *experts, const char *file,
                              GError **error) {
  for (guint i = 0; i < experts->len; i++) {
    const TySheetPoints *one = &g_array_index(experts, TySheetPoints, i);
    if (ty_atlas_entity_by_name(workspace->atlas, one->resource) == 0) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:%zu: found the resource '%s', expected the name of one in the atlas", file,
                  one->line, one->resource);
      return FALSE;
    }
  }
  return TRUE;
}

static json_t *evaluate(TyWorkspace *workspace, const TyEvaluateOptions *options,
                        const TyEvaluationWeights *weights, GError **error) {
  g_autoptr(GArray) experts = NULL;
  g_autoptr(GHashTable) only = NULL;
  json_t *list = json_array();

  if (options->sheet && (!(experts = read_experts(options->sheet, error)) ||
                         !check_experts(workspace, experts, options->sheet, error))) {
    json_decref(list);
    return NULL;
  }
  if (options->site) {
    gint64 site = ty_workspace_entity(workspace, options->site, error);
    only = site ? ty_entity_parts(workspace, site, error) : NULL;
  }
  g_autoptr(GArray) resources =
      options->site && !only ? NULL : ty_resources(workspace, only, error);
  if (resources && resources->len == 0)
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no site%s%s, expected one or more sites, nature or experience bases",
                options->site ? " under " : "", options->site ? options->site : "");
  if (!resources || resources->len == 0) {
    json_decref(list);
    return NULL;
  }
  for (guint i = 0; i < resources->len; i++) {
    const TyResource *resource = &g_array_index(resources, TyResource, i);
    json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "resource", resource->name,
                                          "category", resource->category, "potential",
                                          score_json(resource, weights->of[0]), "protection",
                                          score_json(resource, weights->of[1]), "sheet",
                                          ty_sheet_json(resource, experts)));
  }
  return json_pack("{s:o, s:o}", "weights", weights_json(weights), "resources", list);
}

json_t *ty_evaluate(TyWorkspace *workspace, const TyEvaluateOptions *options, GError **error) {
  static const TyEvaluateOptions usual = {0};
  TyEvaluationWeights weights;

  options = options ? options : &usual;
  json_t *answer = ty_evaluation_weights(workspace->data_folder, options->ahp, &weights, error)
                       ? evaluate(workspace, options, &weights, error)
                       : NULL;
  ty_evaluation_weights_clear(&weights);
  return answer;
}
