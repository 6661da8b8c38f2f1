/* SPDX-License-Identifier: Apache-2.0 */
/* A point is filled in from evidence or by experts, or left open: the standard's bands of points
 * for what is known of the world, the nation or the province are evidence for two of the items. */
#include "base/csv.h"
#include "flow/evaluation.h"

#include <string.h>

/* Bands of points by the highest list: below the province, province, nation, world. */
static const int science_bands[][2] = {{1, 5}, {6, 12}, {13, 19}, {20, 25}};
static const int fame_bands[][2] = {{1, 2}, {3, 4}, {5, 7}, {8, 10}};

/* The mean of the experts' points; their number. */
static guint by_experts(const GArray *experts, const char *resource, int item, double *points) {
  guint n = 0;

  *points = 0;
  for (guint i = 0; experts && i < experts->len; i++) {
    const TySheetPoints *one = &g_array_index(experts, TySheetPoints, i);
    if (one->item == item && g_str_equal(one->resource, resource)) {
      *points += one->points;
      n++;
    }
  }
  *points = n ? *points / n : 0;
  return n;
}

static json_t *item_json(const TyResource *resource, int i, const GArray *experts, double *least,
                         double *most) {
  const TySheetItem *item = &ty_sheet_items[i];
  const int(*bands)[2] = g_str_equal(item->id, "science") ? science_bands
                         : g_str_equal(item->id, "fame")  ? fame_bands
                                                          : NULL;
  double points;
  guint n = by_experts(experts, resource->name, i, &points);
  g_autofree char *evidence = NULL;
  json_t *answer = json_pack("{s:s, s:s, s:s, s:[i, i]}", "item", item->id, "factor", item->factor,
                             "name", item->name, "range", item->least, item->most);

  if (n > 0) {
    evidence = g_strdup_printf("专家 %u 人", n);
    *least += points;
    *most += points;
    json_object_set_new(answer, "points", ty_json_number(points, 2));
    json_object_set_new(answer, "band", json_null());
  } else if (bands && resource->list > 0) {
    const int *band = bands[resource->list - 1];
    evidence = g_strdup_printf("%s：标准中这一级 %d–%d 分，取下限", resource->list_source, band[0],
                               band[1]);
    *least += band[0];
    *most += band[1];
    json_object_set_new(answer, "points", json_integer(band[0]));
    json_object_set_new(answer, "band", json_pack("[i, i]", band[0], band[1]));
  } else {
    *least += item->least;
    *most += item->most;
    json_object_set_new(answer, "points", json_null());
    json_object_set_new(answer, "band", json_null());
  }
  json_object_set_new(answer, "evidence",
                      evidence ? json_string(evidence) : json_string("未评：待专家填写"));
  return answer;
}

json_t *ty_sheet_json(const TyResource *resource, const GArray *experts) {
  g_autofree char *word = NULL;
  const TySheetType *type = ty_sheet_type(resource->category, resource->name, &word);
  json_t *items = json_array();
  double least = 0, most = 0;

  for (int i = 0; i < TY_SHEET_ITEMS; i++)
    json_array_append_new(items, item_json(resource, i, experts, &least, &most));
  g_autofree char *why = word ? g_strdup_printf("类别或名称“%s”", word) : NULL;
  json_t *class_json = type ? json_pack("{s:s, s:s, s:s, s:s}", "code", type->code, "type",
                                        type->type, "class", type->class_name, "why", why)
                            : json_null();
  gboolean decided = g_str_equal(ty_sheet_grade(least), ty_sheet_grade(most));
  return json_pack("{s:o, s:o, s:o, s:o, s:s?}", "class", class_json, "items", items, "least",
                   ty_json_number(least, 2), "most", ty_json_number(most, 2), "grade",
                   decided ? ty_sheet_grade(least) : NULL);
}

static void append_row(GString *out, const char *resource, const char *class_name,
                       const json_t *item) {
  const json_t *points = json_object_get(item, "points"), *range = json_object_get(item, "range");
  gboolean by_expert =
      g_str_has_prefix(json_string_value(json_object_get(item, "evidence")), "专家");
  const char *texts[] = {resource, class_name, json_string_value(json_object_get(item, "item")),
                         json_string_value(json_object_get(item, "name"))};

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *cell = ty_sheet_cell(texts[i]);
    ty_csv_append(out, cell, i == 0);
  }
  g_string_append_printf(out, ",%" JSON_INTEGER_FORMAT ",%" JSON_INTEGER_FORMAT ",",
                         json_integer_value(json_array_get(range, 0)),
                         json_integer_value(json_array_get(range, 1)));
  if (json_is_number(points)) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(number, sizeof number, "%g", json_number_value(points)));
  }
  g_autofree char *evidence = ty_sheet_cell(json_string_value(json_object_get(item, "evidence")));
  ty_csv_append(out, evidence, FALSE);
  ty_csv_append(out, by_expert ? "平均" : "", FALSE);
  g_string_append_c(out, '\n');
}

GBytes *ty_evaluation_sheet(const json_t *evaluation) {
  GString *out = g_string_new("\xef\xbb\xbf"
                              "resource,class,item,name,least,most,points,evidence,expert\n");
  json_t *resource, *item;
  gsize i, k;

  json_array_foreach(json_object_get(evaluation, "resources"), i, resource) {
    const json_t *sheet = json_object_get(resource, "sheet");
    const json_t *class_json = json_object_get(sheet, "class");
    g_autofree char *class_name =
        json_is_object(class_json)
            ? g_strdup_printf("%s %s", json_string_value(json_object_get(class_json, "code")),
                              json_string_value(json_object_get(class_json, "type")))
            : g_strdup("");
    json_array_foreach(json_object_get(sheet, "items"), k, item)
        append_row(out, json_string_value(json_object_get(resource, "resource")), class_name, item);
  }
  return g_string_free_to_bytes(out);
}
