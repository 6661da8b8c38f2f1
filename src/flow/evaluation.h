/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what the evaluation of resources rests on. */
#pragma once
#include "flow/perception.h"
#include "survey/ahp.h"
#include "survey/resource-sheet.h"

/** What is known of a resource, each from 0 to 1. */
typedef enum {
  TY_TERM_ATTENTION, /**< posts that name it */
  TY_TERM_PAPERS,    /**< papers that name it */
  TY_TERM_LISTS,     /**< the highest list that it is on */
  TY_TERM_ACCESS,    /**< the way from the nearest station or county seat */
  TY_TERM_CROWDING,  /**< complaints of the crowd */
  TY_TERM_LEVEL,     /**< as lists: what is at stake */
  TY_TERM_EXPOSURE,  /**< open to weather and hands */
  TY_N_TERMS
} TyEvaluationTerm;

/** Name of a term ("attention") and its label in Chinese. */
const char *ty_evaluation_term(guint term);
const char *ty_evaluation_label(guint term);

typedef struct {
  gint64 id;
  char *name, *category;
  double value[TY_N_TERMS]; /**< NAN: not known */
  char *source[TY_N_TERMS]; /**< where from, or what is missing */
  int list;                 /**< 4 world, 3 nation, 2 province, 1 below; 0: on no list */
  char *list_source;
} TyResource;

/** Resources (sites, nature, experience bases) in order of id, of TyResource; `only` NULL: all,
 * else keys gint64. */
GArray *ty_resources(TyWorkspace *workspace, GHashTable *only, GError **error);

/** The weights of the terms for "potential" (first) and "protection" by the comparisons of a file
 * (NULL: of the data folder alone); blocks that it leaves out are those of the data folder. */
typedef struct {
  double of[2][TY_N_TERMS];
  GPtrArray *comparisons[2]; /**< of TyAhp: the user's (or NULL), the data folder's */
  const char *file[2];
} TyEvaluationWeights;
gboolean ty_evaluation_weights(const char *data_folder, const char *file,
                               TyEvaluationWeights *weights, GError **error);
void ty_evaluation_weights_clear(TyEvaluationWeights *weights);
/** {"source", "blocks": [{"goal", "lambda", "index", "ratio", "source", "items": […]}]} */
json_t *ty_comparisons_json(const GPtrArray *comparisons, const char *file);

/** The sheet of a resource with what experts said of it (may be NULL): see ty_evaluate. */
json_t *ty_sheet_json(const TyResource *resource, const GArray *experts);
