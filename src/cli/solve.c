/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"

#include <stdio.h>

static void print_numbers(const json_t *array) {
  json_t *item;
  gsize i;

  json_array_foreach(array, i, item) printf(" %" JSON_INTEGER_FORMAT, json_integer_value(item));
  printf("\n");
}

static void print_answer(const json_t *answer) {
  const json_t *routes = json_object_get(answer, "routes");
  const char *proven = json_is_true(json_object_get(answer, "proven")) ? " (proven best)" : "";
  json_t *route;
  gsize d;

  if (!routes) {
    g_autofree char *cost = ty_answer_number(answer, "cost", 0);
    g_autofree char *bound = ty_answer_number(answer, "lower_bound", 0);
    printf("length %s%s, at least %s\ntour", cost, proven, bound);
    print_numbers(json_object_get(answer, "tour"));
    return;
  }
  g_autofree char *score = ty_answer_number(answer, "score", 6);
  printf("score %s%s\n", score, proven);
  json_array_foreach(routes, d, route) {
    printf("day %zu", d + 1);
    print_numbers(route);
  }
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  TySolveRequest request = *(const TySolveRequest *) call->options;
  (void) exit_code;

  request.file = call->rest[0];
  json_t *answer = ty_solve(&request, error);
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"format", 0, TY_OPTION_TEXT, offsetof(TySolveRequest, format), "optw|tsp",
     "what the file is (told by its content)"},
    {"days", 'd', TY_OPTION_COUNT, offsetof(TySolveRequest, n_days), "N",
     "optw: tours to be made (1)"},
    {"seconds", 0, TY_OPTION_NUMBER, offsetof(TySolveRequest, seconds), "S",
     "stop after this much processor time; the answer then depends on the clock"},
    {"iterations", 0, TY_OPTION_SEED, offsetof(TySolveRequest, iterations), "N",
     "stop after so many steps; alone, the answer depends on the seed only"},
    {"seed", 0, TY_OPTION_SEED, offsetof(TySolveRequest, seed), "N",
     "seed of the random numbers (0)"},
    {"decimals", 0, TY_OPTION_COUNT, offsetof(TySolveRequest, decimals), "1|2|3",
     "optw: distances are cut to so many (1 when all coordinates are whole numbers, else 2)"},
};

const TyCommand ty_command_solve = {
    "solve",
    "FILE ",
    "Solve a published instance, to compare with other solvers",
    "FILE is an instance of the travelling salesman problem (TSPLIB .tsp) or of the (team)\n"
    "orienteering problem with time windows.\n\n"
    "  tuyou solve berlin52.tsp --seconds 1 --json\n"
    "  tuyou solve c101.txt --days 2 --seconds 10 --seed 1 --json",
    TY_N(options),
    sizeof(TySolveRequest),
    1,
    1,
    run};
