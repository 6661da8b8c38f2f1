/* SPDX-License-Identifier: Apache-2.0 */
/* What tells a term from any run of words, in numbers, and how much each counts. */
#include "topics/terms.h"

#include <math.h>

/* More cannot be told apart: 64 ln 64. */
#define MOST_NEIGHBOURS 266.0

const char *const ty_measure_names[TY_N_MEASURES] = {
    [TY_MEASURE_ONE] = "ONE",
    [TY_MEASURE_HEADLINE] = "HEADLINE",
    [TY_MEASURE_OPENING] = "OPENING",
    [TY_MEASURE_LEFT] = "LEFT",
    [TY_MEASURE_RIGHT] = "RIGHT",
    [TY_MEASURE_WHOLE] = "WHOLE",
    [TY_MEASURE_OWN] = "OWN",
    [TY_MEASURE_INSIDE] = "INSIDE",
    [TY_MEASURE_REPEATED_WORD] = "REPEATED_WORD",
    [TY_MEASURE_RARITY] = "RARITY",
    [TY_MEASURE_WORD_OF_3] = "WORD_OF_3",
    [TY_MEASURE_OF_4] = "OF_4",
    [TY_MEASURE_OF_5] = "OF_5",
    [TY_MEASURE_LONG] = "LONG",
    [TY_MEASURE_STOPS] = "STOPS",
    [TY_MEASURE_BEGINS_VERB] = "BEGINS_VERB",
    [TY_MEASURE_ENDS_NOUN] = "ENDS_NOUN",
    [TY_MEASURE_ENDS_OTHER] = "ENDS_OTHER",
    [TY_MEASURE_PLACE] = "PLACE",
};

/* Printed by tools/term-weights, which says how they were learnt, from 500 abstracts of Chinese
 * journals of all fields with the keywords of their authors (CSL, Li and others 2022, Apache-2.0).
 * They know no word, and none need be learnt anew for other texts. */
const double ty_measure_weights[TY_N_MEASURES] = {
    [TY_MEASURE_ONE] = -4.318,
    [TY_MEASURE_HEADLINE] = 1.064,
    [TY_MEASURE_OPENING] = 0.434,
    [TY_MEASURE_LEFT] = 1.009,
    [TY_MEASURE_RIGHT] = 0.913,
    [TY_MEASURE_WHOLE] = 0.411,
    [TY_MEASURE_OWN] = 0.630,
    [TY_MEASURE_INSIDE] = -0.371,
    [TY_MEASURE_REPEATED_WORD] = -1.015,
    [TY_MEASURE_RARITY] = 0.035,
    [TY_MEASURE_WORD_OF_3] = 1.186,
    [TY_MEASURE_OF_4] = 0.996,
    [TY_MEASURE_OF_5] = 0.706,
    [TY_MEASURE_LONG] = -1.497,
    [TY_MEASURE_STOPS] = -0.875,
    [TY_MEASURE_BEGINS_VERB] = -0.452,
    [TY_MEASURE_ENDS_NOUN] = 0.325,
    [TY_MEASURE_ENDS_OTHER] = -0.555,
    [TY_MEASURE_PLACE] = 1.052,
};

/* About how many different neighbours set the bits, 1 to MOST_NEIGHBOURS. */
static double n_neighbours(guint64 bits) {
  int unset = 64 - __builtin_popcountll(bits);
  return MAX(1, -64 * log(MAX(unset, 1) / 64.0));
}

gboolean ty_run_may_be_term(const TyRun *run) {
  return run->n_characters >= 2 && run->first_kind != TY_WORD_NUMBER && run->n_stops < run->n_words;
}

void ty_run_measure(const TyRun *runs, const TyRun *run, const TyTermDocument *document,
                    double measures[TY_N_MEASURES]) {
  gboolean headline = (document->first_is_headline && run->in_first) ||
                      (document->last_is_headline && run->last_sentence == document->last_sentence);
  double count = run->count, of_words = 0;

  for (guint k = 0; k < run->n_words; k++)
    of_words += runs[run->word[k]].count;
  measures[TY_MEASURE_ONE] = 1;
  /* Where: in a headline, else in the first sentence. */
  measures[TY_MEASURE_HEADLINE] = headline;
  measures[TY_MEASURE_OPENING] = run->in_first && !document->first_is_headline;
  /* How it is used: with how many different neighbours; how often as the whole of what stands
   * between function words, marks and stop words; how often when its words come, and how often of
   * these in one longer run; a single word's repetition says less than a phrase's. */
  measures[TY_MEASURE_LEFT] = log(n_neighbours(run->neighbours[0]));
  measures[TY_MEASURE_RIGHT] = log(n_neighbours(run->neighbours[1]));
  measures[TY_MEASURE_WHOLE] = run->n_whole / count;
  measures[TY_MEASURE_OWN] = log(MIN(1, count * run->n_words / of_words));
  measures[TY_MEASURE_INSIDE] = MIN(1, run->most_inside / count);
  measures[TY_MEASURE_REPEATED_WORD] = run->n_words == 1 ? log(MIN(count, MOST_NEIGHBOURS)) : 0;
  /* How rare its most common word is in general text. */
  measures[TY_MEASURE_RARITY] = run->rarity_least;
  /* Its form: terms of four characters are the most usual, of eight or more they are rare. */
  measures[TY_MEASURE_WORD_OF_3] = run->n_words == 1 && run->n_characters == 3;
  measures[TY_MEASURE_OF_4] = run->n_characters == 4;
  measures[TY_MEASURE_OF_5] = run->n_characters == 5;
  measures[TY_MEASURE_LONG] = run->n_characters >= 8;
  measures[TY_MEASURE_STOPS] = run->n_stops;
  measures[TY_MEASURE_BEGINS_VERB] = run->first_kind == TY_WORD_VERB;
  measures[TY_MEASURE_ENDS_NOUN] =
      run->last_kind == TY_WORD_NOUN || run->last_kind == TY_WORD_PLACE;
  measures[TY_MEASURE_ENDS_OTHER] = run->last_kind == TY_WORD_OTHER;
  measures[TY_MEASURE_PLACE] = run->n_words == 1 && run->first_kind == TY_WORD_PLACE;
}
