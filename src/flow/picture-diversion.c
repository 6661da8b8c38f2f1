/* SPDX-License-Identifier: Apache-2.0 */
/* Loads of contested sites before and after groups were shared out. */
#include <tuyou/draw.h>
#include <tuyou/flow.h>

enum { FIRST_HOUR = 8, LAST_HOUR = 21, MOST_SITES = 3 };

GBytes *ty_picture_diversion(const json_t *answer, const char *format, GError **error) {
  const json_t *sites = json_object_get(answer, "sites");
  gsize n_days = (gsize) json_integer_value(json_object_get(answer, "n_days"));
  gsize n_sites = MIN(json_array_size(sites), MOST_SITES), n_x = n_days * (LAST_HOUR - FIRST_HOUR);
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autofree double *values = g_new(double, 2 * n_sites * n_x + 1);
  TySeries series[2 * MOST_SITES];
  TyPictureOptions options = {.title = "各团分流前后的时段负荷"};

  if (!g_str_equal(format, "svg") && !g_str_equal(format, "png")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the format %s, expected svg or png",
                format);
    return NULL;
  }
  options.format = g_str_equal(format, "png") ? TY_PICTURE_PNG : TY_PICTURE_SVG;
  for (gsize x = 0; x < n_x; x++)
    g_ptr_array_add(labels, g_strdup_printf("%zu日%zu时", x / (LAST_HOUR - FIRST_HOUR) + 1,
                                            x % (LAST_HOUR - FIRST_HOUR) + FIRST_HOUR));
  for (gsize s = 0; s < 2 * n_sites; s++) {
    const json_t *site = json_array_get(sites, s / 2);
    const json_t *loads = json_object_get(site, s % 2 ? "after" : "before");
    double *row = values + s * n_x;
    for (gsize x = 0; x < n_x; x++)
      row[x] = json_number_value(json_array_get(json_array_get(loads, x / (LAST_HOUR - FIRST_HOUR)),
                                                x % (LAST_HOUR - FIRST_HOUR) + FIRST_HOUR));
    g_ptr_array_add(names,
                    g_strdup_printf("%s %s", json_string_value(json_object_get(site, "name")),
                                    s % 2 ? "分流后" : "分流前"));
    series[s] = (TySeries){names->pdata[s], row};
  }
  return ty_draw_lines((const char *const *) labels->pdata, n_x, series, 2 * n_sites, "团",
                       &options, error);
}
