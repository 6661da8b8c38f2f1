/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of what is said of sites. */
#include "flow/picture.h"

#define MOST_SITES 20
#define LEAST_KNOWN 1.2 /* of the weights of both scores, 2 together: less says too little */

static TyDivergingBar bar_of(const json_t *counted, const char *label) {
  return (TyDivergingBar){label, (double) json_integer_value(json_object_get(counted, "complaint")),
                          (double) json_integer_value(json_object_get(counted, "praise"))};
}

/* Adds the aspects of one site to those before, by label. */
static void add_aspects(GArray *bars, const json_t *site) {
  json_t *aspect;
  gsize i;

  json_array_foreach(json_object_get(site, "aspects"), i, aspect) {
    TyDivergingBar bar = bar_of(aspect, json_string_value(json_object_get(aspect, "label")));
    gboolean known = FALSE;
    for (guint b = 0; b < bars->len && !known; b++) {
      TyDivergingBar *old = &g_array_index(bars, TyDivergingBar, b);
      known = g_str_equal(old->label, bar.label);
      old->left += known ? bar.left : 0;
      old->right += known ? bar.right : 0;
    }
    if (!known)
      g_array_append_val(bars, bar);
  }
}

static int by_both(gconstpointer a, gconstpointer b) {
  const TyDivergingBar *left = a, *right = b;
  double difference = right->left + right->right - left->left - left->right;
  return difference != 0 ? (difference > 0) - (difference < 0)
                         : g_strcmp0(left->label, right->label);
}

GBytes *ty_picture_perception(const json_t *perception, gboolean by_aspect,
                              const TyPictureOptions *options, GError **error) {
  g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(TyDivergingBar));
  json_t *site;
  gsize i;

  json_array_foreach(json_object_get(perception, "sites"), i, site) {
    if (by_aspect)
      add_aspects(bars, site);
    else if (i < MOST_SITES) {
      TyDivergingBar bar = bar_of(site, json_string_value(json_object_get(site, "site")));
      g_array_append_val(bars, bar);
    }
  }
  if (bars->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no opinion in the documents selected, expected one or more");
    return NULL;
  }
  if (by_aspect)
    g_array_sort(bars, by_both);
  return ty_draw_diverging((const TyDivergingBar *) (gconstpointer) bars->data, bars->len, "抱怨",
                           "称赞", options, error);
}

typedef struct {
  TyScatterPoint point;
  double rank;
} Ranked;

static int by_rank(gconstpointer a, gconstpointer b) {
  const Ranked *left = a, *right = b;
  return left->rank != right->rank ? (left->rank < right->rank ? 1 : -1)
                                   : g_strcmp0(left->point.label, right->point.label);
}

GBytes *ty_picture_evaluation(const json_t *evaluation, const TyPictureOptions *options,
                              GError **error) {
  g_autoptr(GArray) ranked = g_array_new(FALSE, FALSE, sizeof(Ranked));
  json_t *resource;
  gsize i;

  json_array_foreach(json_object_get(evaluation, "resources"), i, resource) {
    const json_t *potential = json_object_get(resource, "potential");
    const json_t *protection = json_object_get(resource, "protection");
    const json_t *x = json_object_get(potential, "score");
    const json_t *y = json_object_get(protection, "score");
    if (!json_is_number(x) || !json_is_number(y))
      continue;
    double known = json_number_value(json_object_get(potential, "known")) +
                   json_number_value(json_object_get(protection, "known"));
    if (known < LEAST_KNOWN)
      continue;
    Ranked one = {{json_string_value(json_object_get(resource, "resource")), json_number_value(x),
                   json_number_value(y), known < 2 - 1e-6},
                  json_number_value(x) + json_number_value(y)};
    g_array_append_val(ranked, one);
  }
  g_array_sort(ranked, by_rank);
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TyScatterPoint));
  for (guint k = 0; k < ranked->len; k++)
    g_array_append_val(points, g_array_index(ranked, Ranked, k).point);
  if (points->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no site of which enough is known for both scores, expected one or more");
    return NULL;
  }
  return ty_draw_scatter((const TyScatterPoint *) (gconstpointer) points->data, points->len,
                         "潜力（空心：有的项未知；所知太少的不画）", "保护需要", options, error);
}
