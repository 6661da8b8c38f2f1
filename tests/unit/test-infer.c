/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/graph.h>

enum { IN, AT, PRESENT, NEAR, N_PREDICATES };
static const char *const names[] = {"in", "at", "present", "near"};

static gboolean find(const char *name, guint32 *predicate, gboolean *swapped, gpointer data) {
  (void) data;
  *swapped = g_str_equal(name, "contains");
  for (guint32 i = 0; i < N_PREDICATES; i++)
    if (g_str_equal(names[i], *swapped ? "in" : name)) {
      *predicate = i;
      return TRUE;
    }
  return FALSE;
}

static TyRule rule(const char *condition, const char *conclusion, double confidence) {
  TyRule parsed;
  g_autoptr(GError) error = NULL;

  ty_graph_rule_parse(condition, conclusion, find, NULL, &parsed, &error);
  g_assert_no_error(error);
  parsed.confidence = confidence;
  return parsed;
}

static TyTriple fact(guint32 subject, guint32 predicate, guint32 object, double confidence) {
  return (TyTriple){subject, predicate, object, G_MININT32, G_MAXINT32, (float) confidence};
}

static const TyTriple *derived(const TyInference *inference, gsize n_given, guint32 subject,
                               guint32 predicate, guint32 object) {
  for (gsize i = n_given; i < ty_inference_length(inference); i++) {
    const TyTriple *triple = ty_inference_triple(inference, i);
    if (triple->subject == subject && triple->predicate == predicate && triple->object == object)
      return triple;
  }
  return NULL;
}

static void test_concludes_by_a_rule_and_by_closure(void) {
  TyTriple given[] = {fact(1, AT, 2, .8), fact(2, IN, 3, .9), fact(3, IN, 4, 1)};
  TyRule rules[] = {rule("X in Y & Y in Z", "X in Z", 1),
                    rule("X at Y & Y in Z", "X present Z", .5)};
  g_autoptr(TyInference) inference = ty_infer(given, 3, rules, 2, NULL);
  TyDerivation derivation;

  g_assert_cmpuint(ty_inference_length(inference), ==, 6);
  g_assert_cmpfloat_with_epsilon(derived(inference, 3, 2, IN, 4)->confidence, .9, 1e-6);
  g_assert_cmpfloat_with_epsilon(derived(inference, 3, 1, PRESENT, 3)->confidence, .36, 1e-6);
  g_assert_cmpfloat_with_epsilon(derived(inference, 3, 1, PRESENT, 4)->confidence, .36, 1e-6);
  g_assert_false(ty_inference_derivation(inference, 0, &derivation));
  for (gsize i = 3; i < 6; i++) {
    g_assert_true(ty_inference_derivation(inference, i, &derivation));
    g_assert_cmpuint(derivation.n_premises, ==, 2);
    g_assert_cmpuint(derivation.premise[0], <, i);
    g_assert_cmpuint(derivation.premise[1], <, i);
  }
}

static void test_ends_on_cycles(void) {
  TyTriple given[] = {fact(1, IN, 2, 1), fact(2, IN, 3, 1), fact(3, IN, 1, 1), fact(4, IN, 4, 1)};
  TyRule rules[] = {rule("X in Y & Y in Z", "X in Z", 1), rule("X in Y", "Y near X", 1),
                    rule("X near Y", "Y near X", 1)};
  g_autoptr(TyInference) inference = ty_infer(given, 4, rules, 3, NULL);

  /* Each of three in both others, two of which are stated of each pair's ways; and near both ways.
   */
  g_assert_cmpuint(ty_inference_length(inference), ==, 4 + 3 + 6);
  g_assert_null(derived(inference, 4, 1, IN, 1));
}

static void test_holds_only_while_premises_do(void) {
  TyTriple given[] = {{1, AT, 2, 19820101, 20001231, 1},
                      {2, IN, 3, 19950101, G_MAXINT32, 1},
                      {1, AT, 5, 18000101, 18991231, 1},
                      {5, IN, 6, 19000101, G_MAXINT32, 1}};
  TyRule rules[] = {rule("X at Y & Y in Z", "X present Z", 1)};
  g_autoptr(TyInference) inference = ty_infer(given, 4, rules, 1, NULL);

  g_assert_cmpuint(ty_inference_length(inference), ==, 5);
  g_assert_cmpint(ty_inference_triple(inference, 4)->from_day, ==, 19950101);
  g_assert_cmpint(ty_inference_triple(inference, 4)->to_day, ==, 20001231);
}

static void test_takes_the_surest_derivation_then_the_shortest(void) {
  TyTriple given[] = {fact(1, IN, 2, .5), fact(2, IN, 9, 1),  fact(1, IN, 3, .9),
                      fact(3, IN, 4, .9), fact(4, IN, 9, .9), fact(7, IN, 6, 1),
                      fact(6, IN, 5, 1),  fact(5, IN, 8, 1),  fact(6, IN, 8, 1)};
  TyRule rules[] = {rule("X in Y & Y in Z", "X in Z", 1)};
  g_autoptr(TyInference) inference = ty_infer(given, G_N_ELEMENTS(given), rules, 1, NULL);
  TyDerivation derivation;

  g_assert_cmpfloat_with_epsilon(derived(inference, 9, 1, IN, 9)->confidence, .729, 1e-5);
  for (gsize i = 9; i < ty_inference_length(inference); i++)
    if (ty_inference_triple(inference, i)->subject == 7 &&
        ty_inference_triple(inference, i)->object == 8) {
      g_assert_true(ty_inference_derivation(inference, i, &derivation));
      g_assert_cmpuint(derivation.premise[0], ==, 5);
      g_assert_cmpuint(derivation.premise[1], ==, 8);
    }
}

static void test_stops_at_its_limits(void) {
  g_autofree TyTriple *given = g_new(TyTriple, 200);
  TyRule rules[] = {rule("X in Y & Y in Z", "X in Z", 1)};
  TyInferenceLimits limits = {.most_derived = 50};

  for (guint32 i = 0; i < 200; i++)
    given[i] = fact(i, IN, i + 1, 1);
  g_autoptr(TyInference) some = ty_infer(given, 200, rules, 1, &limits);
  g_autoptr(TyInference) all = ty_infer(given, 200, rules, 1, NULL);
  g_assert_true(ty_inference_is_cut(some));
  g_assert_cmpuint(ty_inference_length(some), ==, 250);
  g_assert_false(ty_inference_is_cut(all));
  g_assert_cmpuint(ty_inference_length(all), ==, 201 * 200 / 2);
}

/* Against the plainest of all ways: again and again, until nothing is new. */
static void test_finds_what_trying_all_finds(void) {
  enum { NODES = 9 };
  TyRule rules[] = {rule("X in Y & Y in Z", "X in Z", .9),
                    rule("X at Y & Y in Z", "X present Z", .8),
                    rule("X present Y & X at Z & Z near Y", "Y near Z", .7),
                    rule("X near Y", "Y near X", 1), rule("Y contains X & X near Z", "X in Z", .6)};

  for (guint seed = 0; seed < 40; seed++) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    double best[NODES][N_PREDICATES][NODES] = {{{0}}};
    gboolean stated[NODES][N_PREDICATES][NODES] = {{{0}}};
    TyTriple given[14];
    for (gsize i = 0; i < G_N_ELEMENTS(given); i++) {
      guint32 s = (guint32) g_rand_int_range(random, 0, NODES);
      guint32 p = (guint32) g_rand_int_range(random, 0, N_PREDICATES);
      guint32 o = (guint32) g_rand_int_range(random, 0, NODES);
      given[i] = fact(s, p, o, g_rand_int_range(random, 3, 11) / 10.0);
      best[s][p][o] = MAX(best[s][p][o], (double) given[i].confidence);
      stated[s][p][o] = TRUE;
    }
    for (gboolean changed = TRUE; changed;) {
      changed = FALSE;
      for (gsize r = 0; r < G_N_ELEMENTS(rules); r++)
        for (guint code = 0; code < NODES * NODES * NODES; code++) {
          guint v[3] = {code % NODES, code / NODES % NODES, code / NODES / NODES};
          double product = rules[r].confidence;
          for (gsize a = 0; a < rules[r].n_body; a++)
            product *= best[v[rules[r].body[a].subject]][rules[r].body[a].predicate]
                           [v[rules[r].body[a].object]];
          guint s = v[rules[r].head.subject], o = v[rules[r].head.object];
          double *known = &best[s][rules[r].head.predicate][o];
          if (s != o && !stated[s][rules[r].head.predicate][o] && product > *known * (1 + 1e-6)) {
            *known = product;
            changed = TRUE;
          }
        }
    }
    g_autoptr(TyInference) inference =
        ty_infer(given, G_N_ELEMENTS(given), rules, G_N_ELEMENTS(rules), NULL);
    gsize n = 0, expected = 0;
    for (gsize i = G_N_ELEMENTS(given); i < ty_inference_length(inference); i++, n++) {
      const TyTriple *triple = ty_inference_triple(inference, i);
      g_assert_cmpfloat_with_epsilon((double) triple->confidence,
                                     best[triple->subject][triple->predicate][triple->object],
                                     1e-4);
    }
    for (guint s = 0; s < NODES; s++)
      for (guint p = 0; p < N_PREDICATES; p++)
        for (guint o = 0; o < NODES; o++)
          expected += best[s][p][o] > 0 && !stated[s][p][o];
    g_assert_cmpuint(n, ==, expected);
  }
}

static void test_reads_rules_and_names_what_is_wrong(void) {
  static const struct {
    const char *condition, *conclusion, *message;
  } wrong[] = {
      {"", "X in Y", "condition:1: found its end, expected a variable"},
      {"X in Y &", "X in Y", "condition:9: found its end, expected a variable"},
      {"X eats Y", "X in Y", "condition:3: found eats, expected a relation of the ontology"},
      {"X in Y Z", "X in Y", "condition:8: found Z, expected & or the end"},
      {"X in Y", "X in Z", "conclusion:6: found Z, expected a variable of the condition"},
      {"X in Y", "X near X", "expected two variables"},
      {"X in Y & A at B", "X at B", "condition:9: found"},
      {"A in B & B in C & C in D & D in E & E in F", "A in F", "at most 4 conditions"},
  };
  TyRule parsed = rule(" Site contains Part&Part  at Place ", "Place near Site", 1);

  g_assert_cmpuint(parsed.n_body, ==, 2);
  g_assert_cmpuint(parsed.body[0].predicate, ==, IN);
  g_assert_cmpuint(parsed.body[0].subject, ==, 1);
  g_assert_cmpuint(parsed.body[0].object, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(
        ty_graph_rule_parse(wrong[i].condition, wrong[i].conclusion, find, NULL, &parsed, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    if (!strstr(error->message, wrong[i].message))
      g_error("found “%s”, expected “%s”", error->message, wrong[i].message);
  }
}

static void test_guesses_links_by_rare_neighbours(void) {
  /* 0 and 1 share the rare 2; 0 and 3 share only the hub 4, which everybody has. */
  TyArc arcs[40] = {{0, 2, 1}, {1, 2, 1}, {0, 4, 1}, {3, 4, 1}, {1, 4, 1}, {0, 2, 2}};
  gsize n = 6;

  for (guint32 other = 5; other < 30; other++)
    arcs[n++] = (TyArc){other, 4, 1};
  g_autoptr(GArray) links = ty_graph_possible_links(arcs, n, 30, 0, NULL, 3);
  const TyPossibleLink *first = &g_array_index(links, TyPossibleLink, 0);
  g_assert_cmpuint(links->len, ==, 3);
  g_assert_cmpuint(first->node, ==, 1);
  g_assert_cmpfloat_with_epsilon(first->adamic_adar, 1 / 0.693147 + 1 / 3.332205, 1e-4);
  g_assert_cmpfloat_with_epsilon(first->score, 1, 1e-9);
  g_assert_cmpuint(g_array_index(links, TyPossibleLink, 1).node, ==, 3);
  g_autoptr(GArray) none = ty_graph_possible_links(arcs, 0, 30, 0, NULL, 3);
  g_assert_cmpuint(none->len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/infer/rule-and-closure", test_concludes_by_a_rule_and_by_closure);
  g_test_add_func("/infer/cycles", test_ends_on_cycles);
  g_test_add_func("/infer/days", test_holds_only_while_premises_do);
  g_test_add_func("/infer/surest", test_takes_the_surest_derivation_then_the_shortest);
  g_test_add_func("/infer/limits", test_stops_at_its_limits);
  g_test_add_func("/infer/all", test_finds_what_trying_all_finds);
  g_test_add_func("/infer/rules", test_reads_rules_and_names_what_is_wrong);
  g_test_add_func("/infer/possible-links", test_guesses_links_by_rare_neighbours);
  return g_test_run();
}
