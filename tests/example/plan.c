/* SPDX-License-Identifier: Apache-2.0 */
/* A program against libtuyou: plans the stone carvings of an atlas for three days and prints what
 * one would hand to a traveller. Compile an installed library's user like this:
 *
 *     cc plan.c $(pkg-config --cflags --libs tuyou) -o plan
 */
#include <stdio.h>
#include <tuyou/flow.h>

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyWorkspace) workspace = argc == 2 ? ty_workspace_open(argv[1], NULL, &error) : NULL;

  if (argc != 2) {
    fprintf(stderr, "usage: plan ATLAS\n");
    return 2;
  }
  TyPlanRequest request = {.theme = "石刻", .n_days = 3};
  json_t *tour = workspace ? ty_plan(workspace, &request, &error) : NULL;
  if (!tour) {
    fprintf(stderr, "plan: %s\n", error->message);
    return ty_error_exit_code(error);
  }

  json_t *day, *stop;
  gsize d, i;
  printf("%g km\n", json_number_value(json_object_get(tour, "total_km")));
  json_array_foreach(json_object_get(tour, "days"), d, day)
      json_array_foreach(json_object_get(day, "stops"), i, stop)
          printf("day %zu  %s–%s  %s\n", d + 1, json_string_value(json_object_get(stop, "arrive")),
                 json_string_value(json_object_get(stop, "depart")),
                 json_string_value(json_object_get(stop, "name")));
  json_decref(tour);
  return 0;
}
