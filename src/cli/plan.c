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

/* Tours chosen from all sites -------------------------------------------------------------------
 */

static void print_lines(const char *before, const json_t *texts) {
  json_t *text;
  gsize i;

  json_array_foreach(texts, i, text) printf("%s%s\n", before, json_string_value(text));
}

static void print_chosen_days(const json_t *answer) {
  TyTable *table = ty_table_new(">day|date|stop|from|until|>minutes|>way|why");
  json_t *day, *stop;
  gsize d, i;

  json_array_foreach(json_object_get(answer, "days"), d, day) {
    const char *night = ty_answer_text(day, "sleeps_at"), *end = ty_answer_text(day, "ends_at");
    json_array_foreach(json_object_get(day, "stops"), i, stop) ty_table_add(
        table, i == 0 ? ty_answer_number(day, "day", 0) : NULL,
        i == 0 ? g_strdup(ty_answer_text(day, "date")) : NULL,
        g_strdup(ty_answer_text(stop, "name")), g_strdup(ty_answer_text(stop, "begin")),
        g_strdup(ty_answer_text(stop, "depart")), ty_answer_number(stop, "dwell_minutes", 0),
        ty_answer_number(stop, "way_minutes", 0),
        ty_answer_join(json_object_get(stop, "why"), "; "));
    ty_table_add(table, i == 0 ? ty_answer_number(day, "day", 0) : NULL, NULL,
                 *night || *end ? g_strdup_printf("(%s)", *night ? night : end) : NULL, NULL,
                 g_strdup(ty_answer_text(day, "ends")), NULL, NULL, NULL);
  }
  ty_table_print(table);
}

static void print_summary(const json_t *answer) {
  g_autofree char *km = ty_answer_number(answer, "total_km", 1);
  g_autofree char *cny = ty_answer_number(answer, "cost_cny", 0);
  g_autofree char *co2 = ty_answer_number(answer, "co2_kg", 1);
  g_autofree char *score = ty_answer_number(answer, "score", 2);

  printf("%zu stops, %s km, %s CNY and %s kg CO₂ a traveller, score %s\n",
         json_array_size(json_object_get(answer, "stops")), km, cny, co2, score);
}

static void print_wishes(const json_t *answer) {
  json_t *wish;
  gsize i;

  json_array_foreach(json_object_get(answer, "wishes"), i, wish) {
    g_autofree char *costs = ty_answer_number(wish, "costs", 2);
    gboolean met = json_is_true(json_object_get(wish, "met"));
    printf("%s %s%s%s\n", met ? "✓" : "✗", ty_answer_text(wish, "wish"),
           met ? ", costs " : ": not possible", met ? costs : "");
  }
  if (json_array_size(json_object_get(answer, "conflict")) > 0) {
    printf("these cannot all come true; any one fewer can:\n");
    print_lines("  · ", json_object_get(answer, "conflict"));
    printf("the nearest tour that can is the one above\n");
  }
}

static void print_alternatives(const json_t *answer) {
  json_t *other;
  gsize i;

  if (json_array_size(json_object_get(answer, "alternatives")) == 0)
    return;
  TyTable *table = ty_table_new("alternative|>stops|>km|>CNY|>kg CO₂|>in common|stops in order");
  json_array_foreach(json_object_get(answer, "alternatives"), i, other)
      ty_table_add(table, g_strdup(ty_answer_text(other, "name")),
                   g_strdup_printf("%zu", json_array_size(json_object_get(other, "stops"))),
                   ty_answer_number(other, "total_km", 1), ty_answer_number(other, "cost_cny", 0),
                   ty_answer_number(other, "co2_kg", 1), ty_answer_number(other, "overlap", 2),
                   ty_answer_join(json_object_get(other, "stops"), "、"));
  ty_table_print(table);
}

static void print_changes(const json_t *answer) {
  const json_t *changes = json_object_get(answer, "changes");
  json_t *moved;
  gsize i;

  print_lines("+ ", json_object_get(changes, "added"));
  print_lines("− ", json_object_get(changes, "removed"));
  json_array_foreach(json_object_get(changes, "moved"), i, moved)
      printf("↔ %s: from day %" JSON_INTEGER_FORMAT " to day %" JSON_INTEGER_FORMAT "\n",
             ty_answer_text(moved, "name"), json_integer_value(json_object_get(moved, "from_day")),
             json_integer_value(json_object_get(moved, "to_day")));
}

/* Those without ways, which are many, in one line. */
static void print_left_out(const json_t *answer) {
  g_autoptr(GString) no_way = g_string_new(NULL);
  json_t *item;
  gsize i, n_no_way = 0;

  json_array_foreach(json_object_get(answer, "left_out"), i, item) {
    const char *name = ty_answer_text(item, "name"), *reason = ty_answer_text(item, "reason");
    if (!g_str_equal(reason, "no leg leads there")) {
      printf("– left out: %s (%s)\n", name, reason);
      continue;
    }
    g_string_append_printf(no_way, "%s%s", n_no_way++ ? "、" : "", name);
  }
  if (n_no_way)
    printf("– left out: %zu sites that no leg leads to: %s\n", n_no_way, no_way->str);
}

static void print_choice(const json_t *answer) {

  print_summary(answer);
  print_chosen_days(answer);
  print_wishes(answer);
  print_changes(answer);
  print_alternatives(answer);
  print_lines("· ", json_object_get(answer, "notes"));
  print_left_out(answer);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_plan(workspace, call->options, error) : NULL;
  gboolean chosen = json_object_get(answer, "wishes") != NULL;

  if (chosen && !json_is_true(json_object_get(answer, "feasible")))
    *exit_code = 1;
  return ty_give_answer(call, answer, chosen ? print_choice : print_answer, error);
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
