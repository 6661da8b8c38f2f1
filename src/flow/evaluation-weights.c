/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "flow/evaluation.h"

#include <string.h>

static const char *const names[TY_N_TERMS][2] = {
    {"attention", "关注"}, {"papers", "论文"}, {"lists", "名录"},   {"access", "可达"},
    {"crowding", "拥挤"},  {"level", "级别"},  {"exposure", "暴露"}};
static const char *const goals[] = {"potential", "protection"};

const char *ty_evaluation_term(guint term) { return names[term][0]; }
const char *ty_evaluation_label(guint term) { return names[term][1]; }

static GPtrArray *read_comparisons(const char *path, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  g_autoptr(GPtrArray) blocks = file ? ty_ahp_read(path, g_mapped_file_get_contents(file),
                                                   g_mapped_file_get_length(file), error)
                                     : NULL;

  for (guint i = 0; blocks && i < blocks->len; i++)
    if (!ty_ahp_check(blocks->pdata[i], path, error))
      return NULL;
  return g_steal_pointer(&blocks);
}

static const TyAhp *block_of(const TyEvaluationWeights *weights, const char *goal) {
  for (int i = 0; i < 2; i++) {
    const TyAhp *found =
        weights->comparisons[i] ? ty_ahp_of_goal(weights->comparisons[i], goal) : NULL;
    if (found)
      return found;
  }
  return NULL;
}

/* Hands the weight of a goal down to its terms. */
static gboolean spread(TyEvaluationWeights *weights, int score, const char *goal, double weight,
                       int depth, GError **error) {
  const TyAhp *block = block_of(weights, goal);

  for (guint i = 0; block && depth < 8 && i < block->n; i++)
    if (!spread(weights, score, block->names[i], weight * block->weight[i], depth + 1, error))
      return FALSE;
  if (block && depth < 8)
    return TRUE;
  for (guint t = 0; t < TY_N_TERMS; t++)
    if (g_str_equal(goal, names[t][0]) || g_str_equal(goal, names[t][1])) {
      weights->of[score][t] += weight;
      return TRUE;
    }
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found '%s' under [%s], expected attention, papers, lists, access, crowding, "
              "level, exposure, or a goal with a matrix of its own",
              weights->file[0] ? weights->file[0] : weights->file[1], goal, goals[score]);
  return FALSE;
}

gboolean ty_evaluation_weights(const char *data_folder, const char *file,
                               TyEvaluationWeights *weights, GError **error) {
  g_autofree char *own = g_build_filename(data_folder, "evaluation.csv", NULL);

  *weights = (TyEvaluationWeights){.file = {file, "evaluation.csv"}};
  if (file && !(weights->comparisons[0] = read_comparisons(file, error)))
    return FALSE;
  weights->comparisons[1] = read_comparisons(own, error);
  if (!weights->comparisons[1])
    return FALSE;
  if (file && !ty_ahp_of_goal(weights->comparisons[0], goals[0]) &&
      !ty_ahp_of_goal(weights->comparisons[0], goals[1])) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found no matrix for potential or protection, expected [potential] or "
                "[protection] before one",
                file);
    return FALSE;
  }
  for (int s = 0; s < 2; s++)
    if (!spread(weights, s, goals[s], 1, 0, error))
      return FALSE;
  return TRUE;
}

void ty_evaluation_weights_clear(TyEvaluationWeights *weights) {
  for (int i = 0; i < 2; i++)
    g_clear_pointer(&weights->comparisons[i], g_ptr_array_unref);
}

/* The weight of a goal in the whole: 1 for one that is no item of a block before. */
static double total_of(const GPtrArray *comparisons, guint block, const char *goal) {
  for (guint b = block; b-- > 0;) {
    const TyAhp *ahp = comparisons->pdata[b];
    for (guint i = 0; i < ahp->n; i++)
      if (g_str_equal(ahp->names[i], goal))
        return ahp->weight[i] * total_of(comparisons, b, ahp->goal);
  }
  return 1;
}

json_t *ty_comparisons_json(const GPtrArray *comparisons, const char *file) {
  json_t *list = json_array();

  for (guint b = 0; b < comparisons->len; b++) {
    const TyAhp *ahp = comparisons->pdata[b];
    double total = total_of(comparisons, b, ahp->goal);
    json_t *items = json_array();
    for (guint i = 0; i < ahp->n; i++)
      json_array_append_new(items, json_pack("{s:s, s:o, s:o}", "name", ahp->names[i], "weight",
                                             ty_json_number(ahp->weight[i], 4), "total",
                                             ty_json_number(total * ahp->weight[i], 4)));
    json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:o, s:o, s:o, s:o}", "goal", ahp->goal,
                                          "file", file, "line", (json_int_t) ahp->line, "lambda",
                                          ty_json_number(ahp->lambda, 4), "index",
                                          ty_json_number(ahp->index, 4), "ratio",
                                          ty_json_number(ahp->ratio, 4), "items", items));
  }
  return list;
}

json_t *ty_ahp_weights(const char *file, GError **error) {
  g_autoptr(GPtrArray) comparisons = read_comparisons(file, error);

  return comparisons ? json_pack("{s:o}", "comparisons", ty_comparisons_json(comparisons, file))
                     : NULL;
}
