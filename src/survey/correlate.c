/* SPDX-License-Identifier: Apache-2.0 */
/* Every pair of questions by the measure that fits. */
#include "base/parallel.h"
#include "base/random.h"
#include "survey/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As many draws as it takes to see 0.01 behind Holm's correction of all pairs, within bounds. */
enum { LEAST_DRAWS = 19999, MOST_DRAWS = 99999, DRAWS_A_PAIR = 100 };
enum { ENOUGH_AS_EXTREME = 20, LEAST_ROWS = 3 };
#define ROUNDING 1e-9

static const char *const measure_names[TY_N_MEASURES] = {"cramer_v", "spearman", "eta", "rank_eta"};

const char *ty_measure_name(TyMeasure measure) { return measure_names[measure]; }

/* A field, or an option of a multiple one. */
typedef struct {
  guint32 field;
  gint32 option;
} Variable;

typedef struct {
  guint32 a, b; /* variables */
} Pair;

typedef struct {
  const TyQuestionnaire *questionnaire;
  const TyCorrelateOptions *options;
  const Variable *variable;
  const Pair *pair;
  guint most_draws;
  TyCorrelation *found; /* a pair each; n 0: not compared */
} Comparing;

static gboolean has_places(const TyField *field) {
  return field->kind == TY_FIELD_ORDINAL || field->kind == TY_FIELD_NUMERIC;
}

/* Whether multiple questions were answered at all does not show when nothing is ticked: a row with
 * no tick gave no answer. */
static gboolean has_ticks(const TyField *field, gsize row) {
  return memchr(field->ticked + row * field->option->len, 1, field->option->len) != NULL;
}

static guint32 code_of(const TyField *field, gint32 option, gsize row) {
  if (field->kind == TY_FIELD_MULTIPLE)
    return has_ticks(field, row) ? field->ticked[row * field->option->len + (gsize) option]
                                 : TY_NO_ANSWER;
  return field->code[row];
}

/* One pair ------------------------------------------------------------------------------------
 */

/* Both sides of a pair over the rows that answered both. */
typedef struct {
  guint32 *code_a, *code_b;
  double *value_a, *value_b;
  gsize n, n_a, n_b; /* rows; different codes, 0 where there are places */
} Sides;

static void sides_clear(Sides *sides) {
  g_free(sides->code_a);
  g_free(sides->code_b);
  g_free(sides->value_a);
  g_free(sides->value_b);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sides, sides_clear)

/* Codes that do not occur are closed up. @return how many there are */
static gsize close_up(guint32 *code, gsize n) {
  guint32 most = 0, next = 0;

  for (gsize i = 0; i < n; i++)
    most = MAX(most, code[i]);
  g_autofree guint32 *now = g_new0(guint32, (gsize) most + 1);
  for (gsize i = 0; i < n; i++)
    now[code[i]] = 1;
  for (guint32 c = 0; c <= most; c++)
    now[c] = now[c] ? next++ : 0;
  for (gsize i = 0; i < n; i++)
    code[i] = now[code[i]];
  return next;
}

static gboolean is_constant(const double *value, gsize n) {
  for (gsize i = 1; i < n; i++)
    if (value[i] != value[0])
      return FALSE;
  return TRUE;
}

static gboolean gather(const Comparing *comparing, const Pair *pair, Sides *sides) {
  const TyQuestionnaire *all = comparing->questionnaire;
  const Variable *a = &comparing->variable[pair->a], *b = &comparing->variable[pair->b];
  const TyField *field_a = &all->field[a->field], *field_b = &all->field[b->field];
  gboolean places_a = has_places(field_a), places_b = has_places(field_b);

  *sides = (Sides){g_new(guint32, all->n_rows), g_new(guint32, all->n_rows),
                   g_new(double, all->n_rows), g_new(double, all->n_rows)};
  for (gsize i = 0; i < all->n_rows; i++) {
    gsize n = sides->n;
    sides->code_a[n] = places_a ? 0 : code_of(field_a, a->option, i);
    sides->code_b[n] = places_b ? 0 : code_of(field_b, b->option, i);
    sides->value_a[n] = places_a ? field_a->value[i] : 0;
    sides->value_b[n] = places_b ? field_b->value[i] : 0;
    sides->n += sides->code_a[n] != TY_NO_ANSWER && sides->code_b[n] != TY_NO_ANSWER &&
                !isnan(sides->value_a[n]) && !isnan(sides->value_b[n]);
  }
  if (sides->n < LEAST_ROWS)
    return FALSE;
  sides->n_a = places_a ? 0 : close_up(sides->code_a, sides->n);
  sides->n_b = places_b ? 0 : close_up(sides->code_b, sides->n);
  return sides->n_a != 1 && sides->n_b != 1 &&
         !(places_a && is_constant(sides->value_a, sides->n)) &&
         !(places_b && is_constant(sides->value_b, sides->n));
}

static void shuffle(Sides *sides, TyRandom *random) {
  for (gsize i = sides->n - 1; i > 0; i--) {
    gsize j = ty_random_below(random, i + 1);
    guint32 code = sides->code_b[i];
    double value = sides->value_b[i];
    sides->code_b[i] = sides->code_b[j];
    sides->code_b[j] = code;
    sides->value_b[i] = sides->value_b[j];
    sides->value_b[j] = value;
  }
}

/* Scratch of one pair's permutations. */
typedef struct {
  TyMeasure measure;
  guint *row, *column, *cells; /* of tables; NULL else */
} Drawing;

/* What grows with the strength of the relation, for a table and values with fixed margins. */
static double strength(const Sides *sides, const Drawing *drawing) {
  switch (drawing->measure) {
  case TY_MEASURE_CRAMER_V:
    return ty_table_chi_squared(sides->code_a, drawing->row, sides->n_a, sides->code_b,
                                drawing->column, sides->n_b, sides->n, drawing->cells);
  case TY_MEASURE_SPEARMAN:
    return fabs(ty_measure_spearman(sides->value_a, sides->value_b, sides->n).effect);
  default:
    return sides->n_a
               ? ty_measure_eta(sides->code_a, sides->n_a, sides->value_b, sides->n, TRUE).effect
               : ty_measure_eta(sides->code_b, sides->n_b, sides->value_a, sides->n, TRUE).effect;
  }
}

/* Sequential: draws end when enough were as extreme (Besag, Clifford 1991). */
static double permuted_p(Sides *sides, TyMeasure measure, guint most, TyRandom random) {
  gboolean table = measure == TY_MEASURE_CRAMER_V;
  g_autofree guint *row = table ? ty_code_counts(sides->code_a, sides->n_a, sides->n) : NULL;
  g_autofree guint *column = table ? ty_code_counts(sides->code_b, sides->n_b, sides->n) : NULL;
  g_autofree guint *cells = g_new(guint, MAX(sides->n_a * sides->n_b, 1));
  Drawing drawing = {measure, row, column, cells};
  double found = strength(sides, &drawing);
  guint as_extreme = 0, draws = 0;

  while (draws < most && as_extreme < ENOUGH_AS_EXTREME) {
    shuffle(sides, &random);
    as_extreme += strength(sides, &drawing) >= found * (1 - ROUNDING);
    draws++;
  }
  return as_extreme == ENOUGH_AS_EXTREME ? (double) as_extreme / draws
                                         : (as_extreme + 1.0) / (draws + 1.0);
}

static TyMeasured measure(Sides *sides, const TyField *a, const TyField *b, TyMeasure *chosen) {
  if (sides->n_a && sides->n_b) {
    *chosen = TY_MEASURE_CRAMER_V;
    return ty_measure_cramer(sides->code_a, sides->n_a, sides->code_b, sides->n_b, sides->n);
  }
  if (!sides->n_a && !sides->n_b) {
    *chosen = TY_MEASURE_SPEARMAN;
    ty_mid_ranks(sides->value_a, sides->n, sides->value_a);
    ty_mid_ranks(sides->value_b, sides->n, sides->value_b);
    return ty_measure_spearman(sides->value_a, sides->value_b, sides->n);
  }
  double *value = sides->n_a ? sides->value_b : sides->value_a;
  const guint32 *group = sides->n_a ? sides->code_a : sides->code_b;
  const TyField *field = sides->n_a ? b : a;
  gboolean ranks = field->kind == TY_FIELD_ORDINAL || ty_is_skewed(value, sides->n);
  *chosen = ranks ? TY_MEASURE_RANK_ETA : TY_MEASURE_ETA;
  if (ranks)
    ty_mid_ranks(value, sides->n, value);
  return ty_measure_eta(group, MAX(sides->n_a, sides->n_b), value, sides->n, ranks);
}

static void compare(gsize task, guint thread, gpointer data) {
  const Comparing *comparing = data;
  const Pair *pair = &comparing->pair[task];
  const Variable *a = &comparing->variable[pair->a], *b = &comparing->variable[pair->b];
  const TyField *field = comparing->questionnaire->field;
  g_auto(Sides) sides = {0};
  TyCorrelation *found = &comparing->found[task];
  (void) thread;

  if (!gather(comparing, pair, &sides))
    return;
  *found = (TyCorrelation){a->field, b->field, a->option, b->option, .n = sides.n};
  TyMeasured measured = measure(&sides, &field[a->field], &field[b->field], &found->measure);
  found->effect = measured.effect;
  found->statistic = measured.statistic;
  found->df1 = measured.df1;
  found->df2 = measured.df2;
  found->p = measured.p;
  found->permuted = measured.weak;
  if (measured.weak)
    found->p = permuted_p(&sides, found->measure, comparing->most_draws,
                          ty_random(comparing->options->seed, task));
}

/* All pairs -----------------------------------------------------------------------------------
 */

static GArray *list_variables(const TyQuestionnaire *questionnaire) {
  GArray *variables = g_array_new(FALSE, FALSE, sizeof(Variable));

  for (guint32 f = 0; f < questionnaire->n_fields; f++) {
    const TyField *field = &questionnaire->field[f];
    gint32 n = field->kind == TY_FIELD_MULTIPLE ? (gint32) field->option->len : 0;
    Variable whole = {f, -1};
    if (ty_field_kind_counts(field->kind) && n == 0)
      g_array_append_val(variables, whole);
    for (gint32 option = 0; option < n; option++) {
      Variable one = {f, option};
      g_array_append_val(variables, one);
    }
  }
  return variables;
}

static GArray *list_pairs(const GArray *variables) {
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));

  for (guint32 a = 0; a < variables->len; a++)
    for (guint32 b = a + 1; b < variables->len; b++) {
      Pair pair = {a, b};
      if (g_array_index(variables, Variable, a).field !=
          g_array_index(variables, Variable, b).field)
        g_array_append_val(pairs, pair);
    }
  return pairs;
}

static int by_certainty(gconstpointer x, gconstpointer y) {
  const TyCorrelation *a = x, *b = y;

  if (a->p_adjusted != b->p_adjusted)
    return a->p_adjusted < b->p_adjusted ? -1 : 1;
  if (a->p != b->p)
    return a->p < b->p ? -1 : 1;
  if (fabs(a->effect) != fabs(b->effect))
    return fabs(a->effect) > fabs(b->effect) ? -1 : 1;
  if (a->a != b->a)
    return a->a < b->a ? -1 : 1;
  if (a->option_a != b->option_a)
    return a->option_a < b->option_a ? -1 : 1;
  if (a->b != b->b)
    return a->b < b->b ? -1 : 1;
  return (a->option_b > b->option_b) - (a->option_b < b->option_b);
}

GArray *ty_correlate(const TyQuestionnaire *questionnaire, const TyCorrelateOptions *options,
                     GError **error) {
  static const TyCorrelateOptions usual = {0};
  const TyCorrelateOptions *wanted = options ? options : &usual;
  g_autoptr(GArray) variables = list_variables(questionnaire);

  if ((guint64) variables->len * variables->len / 2 > TY_MAX_PAIRS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %u questions and options to compare, expected at most %d: name the fields "
                "that matter",
                variables->len, (int) sqrt(2.0 * TY_MAX_PAIRS));
    return NULL;
  }
  g_autoptr(GArray) pairs = list_pairs(variables);
  guint draws = wanted->n_permutations
                    ? wanted->n_permutations
                    : (guint) CLAMP((guint64) DRAWS_A_PAIR * pairs->len, LEAST_DRAWS, MOST_DRAWS);
  g_autofree TyCorrelation *found = g_new0(TyCorrelation, pairs->len + 1);
  Comparing comparing = {
      questionnaire, wanted, (const Variable *) variables->data, (const Pair *) pairs->data,
      draws,         found};
  GArray *list = g_array_new(FALSE, FALSE, sizeof(TyCorrelation));

  ty_parallel_for(wanted->n_threads, pairs->len, compare, &comparing);
  for (guint i = 0; i < pairs->len; i++)
    if (found[i].n > 0)
      g_array_append_val(list, found[i]);
  g_autofree double *p = g_new(double, list->len + 1);
  for (guint i = 0; i < list->len; i++)
    p[i] = g_array_index(list, TyCorrelation, i).p;
  ty_adjust_p(p, list->len, wanted->adjustment, p);
  for (guint i = 0; i < list->len; i++)
    g_array_index(list, TyCorrelation, i).p_adjusted = p[i];
  if (list->len > 0)
    g_array_sort(list, by_certainty);
  return list;
}
