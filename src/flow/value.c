/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/value.h"

typedef struct {
  char *value;
  double confidence;
} Best;

static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Best *best = data;
  (void) error;

  if (!fact->weaker && fact->value && fact->confidence > best->confidence) {
    g_free(best->value);
    best->value = g_strdup(fact->value);
    best->confidence = fact->confidence;
  }
  return TRUE;
}

gboolean ty_best_value(TyWorkspace *workspace, gint64 entity, const char *predicate, char **value,
                       GError **error) {
  Best best = {NULL, 0};
  gboolean read =
      ty_atlas_each_fact(workspace->atlas, entity, predicate, 0, take_fact, &best, error);

  *value = best.value;
  return read;
}
