/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of what is said of sites. */
#include "flow/picture.h"

#define MOST_SITES 20

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
