/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/claims.h"
#include "cli/command.h"
#include "cli/derivation.h"

#include <stdio.h>

typedef struct {
  const char *predicates, *on;
} Options;

static void print_evidence(const json_t *fact) {
  json_t *evidence;
  gsize i;

  json_array_foreach(json_object_get(fact, "evidence"), i, evidence) {
    const char *citation = ty_answer_text(evidence, "citation");
    const char *note = ty_answer_text(evidence, "note");
    if (json_object_get(evidence, "document"))
      printf(
          "      ← %s:%" JSON_INTEGER_FORMAT ", document %" JSON_INTEGER_FORMAT
          ", bytes %" JSON_INTEGER_FORMAT "–%" JSON_INTEGER_FORMAT " “%s”",
          ty_answer_text(evidence, "file"), json_integer_value(json_object_get(evidence, "line")),
          json_integer_value(json_object_get(evidence, "document")),
          json_integer_value(json_object_get(evidence, "start")),
          json_integer_value(json_object_get(evidence, "end")), ty_answer_text(evidence, "quote"));
    else
      printf("      ← %s, row %" JSON_INTEGER_FORMAT, ty_answer_text(evidence, "file"),
             json_integer_value(json_object_get(evidence, "row")));
    printf("%s%s%s%s%s\n", *citation ? " (" : "", citation, *citation ? ")" : "",
           *note ? " · " : "", note);
  }
}

static void print_fact(const json_t *fact) {
  const char *other = *ty_answer_text(fact, "object") ? ty_answer_text(fact, "object")
                                                      : ty_answer_text(fact, "subject");
  const char *value = ty_answer_text(fact, "value"), *qualifier = ty_answer_text(fact, "qualifier");
  const char *from = ty_answer_text(fact, "valid_from"), *to = ty_answer_text(fact, "valid_to");
  g_autofree char *confidence = ty_answer_number(fact, "confidence", 2);

  printf("  %s: %s%s%s%s", ty_answer_text(fact, "label"), other, *other && *value ? " " : "", value,
         ty_answer_text(fact, "unit"));
  if (*qualifier && !g_str_equal(qualifier, value))
    printf(" (%s)", qualifier);
  if (*from || *to)
    printf(" [%s%s%s%s]", *to ? "" : "since ", from, *to ? "–" : "", to);
  printf("  %s%s\n", confidence, json_is_true(json_object_get(fact, "weaker")) ? " weaker" : "");
  print_evidence(fact);
}

static void print_facts(const char *heading, const json_t *facts) {
  json_t *fact;
  gsize i;

  if (json_array_size(facts) > 0 && heading)
    printf("\n%s\n", heading);
  json_array_foreach(facts, i, fact) print_fact(fact);
}

static void print_coordinates(const json_t *card) {
  json_t *coordinate;
  gsize i;

  json_array_foreach(json_object_get(card, "coordinates"), i, coordinate) {
    g_autofree char *lat = ty_answer_number(coordinate, "lat", 6);
    g_autofree char *lon = ty_answer_number(coordinate, "lon", 6);
    g_autofree char *confidence = ty_answer_number(coordinate, "confidence", 2);
    printf("coordinate: %s, %s %s  %s%s (%s)\n", lat, lon, ty_answer_text(coordinate, "crs"),
           confidence, i > 0 ? " weaker" : "", ty_answer_text(coordinate, "citation"));
  }
}

static void print_contradictions(const json_t *list) {
  const json_t *told;
  gsize i;

  if (json_array_size(list) > 0)
    printf("\nsources disagree\n");
  json_array_foreach(list, i, told) ty_print_contradiction(told, FALSE, 2);
}

static void print_card(const json_t *card) {
  g_autofree char *aliases = ty_answer_join(json_object_get(card, "aliases"), "、");
  g_autofree char *themes = ty_answer_join(json_object_get(card, "themes"), "、");
  const char *county = ty_answer_text(card, "county"), *category = ty_answer_text(card, "category");
  printf("%s  %s%s%s%s%s\n", ty_answer_text(card, "name"), ty_answer_text(card, "kind_label"),
         *category ? " · " : "", category, *county ? " · " : "", county);
  if (*aliases)
    printf("aliases: %s\n", aliases);
  if (*themes)
    printf("themes: %s\n", themes);
  printf("mentions: %" JSON_INTEGER_FORMAT "\n",
         json_integer_value(json_object_get(card, "mentions")));
  print_coordinates(card);
  print_facts("facts", json_object_get(card, "facts"));
  print_facts("facts of others about it", json_object_get(card, "of"));
  print_contradictions(json_object_get(card, "contradictions"));
}

/* A name that no entity has, but that kinds of things are named after. */
static void print_forms(const json_t *answer) {
  const json_t *form, *other;
  gsize i;

  printf("%s  no entity of its own; kinds of it:\n", ty_answer_text(answer, "name"));
  json_array_foreach(json_object_get(answer, "forms"), i, form) {
    g_autofree char *heading =
        g_strdup_printf("%s  %s", ty_answer_text(form, "name"), ty_answer_text(form, "kind_label"));
    print_facts(heading, json_object_get(form, "facts"));
    if (json_array_size(json_object_get(form, "facts")) > 0)
      g_clear_pointer(&heading, g_free);
    print_facts(heading, json_object_get(form, "of"));
  }
  if (json_array_size(json_object_get(answer, "others")) > 0)
    printf("\nalso in names: ");
  json_array_foreach(json_object_get(answer, "others"), i, other)
      printf("%s%s", i ? "、" : "", ty_answer_text(other, "name"));
  if (json_array_size(json_object_get(answer, "others")) > 0)
    putchar('\n');
  ty_warn_cut(json_object_get(answer, "cut"));
}

static gboolean give_forms(const TyCall *call, TyWorkspace *workspace, GError **why,
                           GError **error) {
  const Options *options = call->options;
  json_t *answer = ty_show_forms(workspace, call->rest[1], options->predicates, options->on, NULL);

  if (!answer)
    g_propagate_error(error, g_steal_pointer(why));
  return ty_give_answer(call, answer, print_forms, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(GError) why = NULL;
  g_autoptr(TyWorkspace) workspace = ty_call_graph(call, FALSE, error);
  json_t *card =
      !workspace ? NULL
      : options->predicates || options->on
          ? ty_show_facts(workspace, call->rest[1], options->predicates, options->on, &why)
          : ty_show(workspace, call->rest[1], &why);
  (void) exit_code;
  if (g_error_matches(why, TY_ERROR, TY_ERROR_NOT_FOUND))
    return give_forms(call, workspace, &why, error);
  if (why)
    g_propagate_error(error, g_steal_pointer(&why));
  return ty_give_answer(call, card, print_card, error);
}

static const TyOption options[] = {
    {"predicate", 0, TY_OPTION_TEXT, offsetof(Options, predicates), "PREDICATE,…",
     "only these facts: part_of,listed"},
    {"on", 0, TY_OPTION_DATE, offsetof(Options, on), "DATE",
     "only facts that hold then: protected units merge and split"},
};

const TyCommand ty_command_show = {
    "show",
    "ATLAS NAME ",
    "Show one entity, each fact with its source",
    "NAME is a name or an alias, simplified or traditional. Where\n"
    "sources disagree, all that they say is shown, and what wins. Of a word\n"
    "that kinds of things are named after (观音: 千手观音, 水月观音) those are shown.\n\n"
    "  tuyou show ziyang-dazu.atlas 圆觉洞\n"
    "  tuyou show ziyang-dazu.atlas 卧佛院 --predicate "
    "part_of,listed --on 2000",
    TY_N(options),
    sizeof(Options),
    2,
    2,
    run};
