/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

static const char *origin_mark(const char *name) {
  TyOrigin origin;
  return ty_origin_parse(name, &origin) ? ty_origin_mark(origin) : "";
}

static void add_stop(TyTable *table, const json_t *day, gsize index, const json_t *stop,
                     const json_t *leg) {
  g_autofree char *leg_km = leg ? ty_answer_number(leg, "km", 2) : NULL;
  g_autofree char *via = leg ? ty_answer_join(json_object_get(leg, "via"), "、") : NULL;

  ty_table_add(table, index == 0 ? ty_answer_number(day, "day", 0) : NULL,
               index == 0 ? g_strdup(ty_answer_text(day, "date")) : NULL,
               g_strdup(ty_answer_text(stop, "name")), g_strdup(ty_answer_text(stop, "begin")),
               g_strdup(ty_answer_text(stop, "depart")), ty_answer_number(stop, "dwell_minutes", 0),
               leg ? g_strdup_printf("%s %s", leg_km, origin_mark(ty_answer_text(leg, "origin")))
                   : NULL,
               leg ? ty_answer_number(leg, "minutes", 0) : NULL, g_steal_pointer(&via));
}

static void print_days(const json_t *answer) {
  TyTable *table = ty_table_new(">day|date|stop|from|until|>minutes|>km before|>driving|by way of");
  const json_t *legs = json_object_get(answer, "legs");
  json_t *day, *stop;
  gsize d, i, n = 0;

  json_array_foreach(json_object_get(answer, "days"), d, day)
      json_array_foreach(json_object_get(day, "stops"), i, stop) {
    add_stop(table, day, i, stop, n > 0 ? json_array_get(legs, n - 1) : NULL);
    n++;
  }
  if (json_array_size(legs) == n && n > 0) {
    const json_t *leg = json_array_get(legs, n - 1);
    const json_t *last = json_array_get(json_object_get(answer, "days"),
                                        json_array_size(json_object_get(answer, "days")) - 1);
    g_autofree char *km = ty_answer_number(leg, "km", 2);
    ty_table_add(table, NULL, NULL, g_strdup_printf("(%s)", ty_answer_text(leg, "to")),
                 g_strdup(ty_answer_text(last, "back_at")), NULL, NULL,
                 g_strdup_printf("%s %s", km, origin_mark(ty_answer_text(leg, "origin"))),
                 ty_answer_number(leg, "minutes", 0),
                 ty_answer_join(json_object_get(leg, "via"), "、"));
  }
  ty_table_print(table);
}

static void print_rest(const json_t *answer) {
  json_t *item;
  gsize i;

  printf("● published  ◆ routed on roads  ◐ inferred  ○ estimated\n");
  json_array_foreach(json_object_get(answer, "notes"), i, item)
      printf("· %s\n", json_string_value(item));
  json_array_foreach(json_object_get(answer, "left_out"), i, item)
      printf("– left out: %s (%s)\n", ty_answer_text(item, "name"), ty_answer_text(item, "reason"));
}

static void print_answer(const json_t *answer) {
  g_autofree char *km = ty_answer_number(answer, "total_km", 2);
  g_autofree char *bound = ty_answer_number(answer, "lower_bound_km", 2);
  const char *theme = ty_answer_text(answer, "theme");
  printf("%s%sfrom %s: %zu stops, %s km, rule %s, %s\n", theme, *theme ? " " : "",
         ty_answer_text(answer, "start"), json_array_size(json_object_get(answer, "stops")), km,
         ty_answer_text(answer, "rule"),
         json_is_true(json_object_get(answer, "proven_optimal")) ? "proven shortest"
                                                                 : "not proven");
  if (!json_is_true(json_object_get(answer, "proven_optimal")))
    printf("no tour of these stops is shorter than %s km\n", bound);
  print_days(answer);
  print_rest(answer);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_plan(workspace, call->options, error) : NULL;
  (void) exit_code;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {TY_PLAN_OPTIONS(0)};

const TyCommand ty_command_plan = {
    "plan",
    "ATLAS ",
    "Plan a tour of a theme, in days",
    "  tuyou plan ziyang-dazu.atlas --theme 石刻 --start 宝顶山 --rule nearest --legs published\n"
    "  tuyou plan ziyang-dazu.atlas --theme 石刻 --days 3 --date 2026-04-04\n"
    "  tuyou plan ziyang-dazu.atlas --theme 川剧 --return --json",
    TY_N(options),
    sizeof(TyPlanRequest),
    1,
    1,
    run};
