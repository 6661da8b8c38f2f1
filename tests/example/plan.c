/* SPDX-License-Identifier: Apache-2.0 */
<<<<<<< HEAD
/* A program against libtuyou: plans the stone carvings of an atlas for three days and prints what
 * one would hand to a traveller. Compile an installed library's user like this:
 *
 *     cc plan.c $(pkg-config --cflags --libs tuyou) -o plan
=======
/* The library in forty lines: opens an atlas, plans the stone carvings (石刻) for three days and
 * prints where one is when.
 *
 *     cc plan.c $(pkg-config --cflags --libs tuyou) -o plan && ./plan ziyang-dazu.atlas
>>>>>>> refs/heads/tests
 */
#include <stdio.h>
#include <tuyou/flow.h>

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
<<<<<<< HEAD
  g_autoptr(TyWorkspace) workspace = argc == 2 ? ty_workspace_open(argv[1], NULL, &error) : NULL;
=======
>>>>>>> refs/heads/tests

  if (argc != 2) {
    fprintf(stderr, "usage: plan ATLAS\n");
    return 2;
  }
<<<<<<< HEAD
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
=======
  /* A workspace is an open atlas with its words; NULL: the usual options. */
  g_autoptr(TyWorkspace) workspace = ty_workspace_open(argv[1], NULL, &error);
  /* What the tour is to be: members left out mean "as usual". */
  TyPlanRequest request = {.theme = "石刻", .n_days = 3};
  json_t *answer = workspace ? ty_plan(workspace, &request, &error) : NULL;
  json_t *day, *stop;
  size_t d, s;

  if (!answer) {
    fprintf(stderr, "plan: %s\n", error->message);
    return ty_error_exit_code(error);
  }
  printf("%.2f km\n", json_number_value(json_object_get(answer, "total_km")));
  json_array_foreach(json_object_get(answer, "days"), d, day)
      json_array_foreach(json_object_get(day, "stops"), s, stop) {
    printf("%zu  %s–%s  %s\n", d + 1, json_string_value(json_object_get(stop, "begin")),
           json_string_value(json_object_get(stop, "depart")),
           json_string_value(json_object_get(stop, "name")));
  }
  json_decref(answer); /* answers are the caller's */
>>>>>>> refs/heads/tests
  return 0;
}
