/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the finder of terms: candidates as they are gathered, and the measures taken of them. */
#pragma once
#include <tuyou/topics.h>

/** A run of words that stands in the document, of one word or more. */
typedef struct {
  guint64 hash;
  guint32 start, end; /**< where it stands first */
  guint32 count;
  guint32 n_whole; /**< times with no word that counts before it or behind it */
  guint32 n_sentences, last_sentence;
  guint32 shorter[2]; /**< the runs without its last and its first word; of two words or more */
  guint32 word[TY_TERM_WORDS]; /**< the runs of its words */
  guint64 neighbours[2];       /**< to the left and right: a bit for each 64th of their hashes */
  guint32 most_inside;         /**< the greatest count of a run one word longer */
  float rarity_least, rarity_sum;
  guint8 n_words, n_characters, n_stops;
  guint8 first_kind, last_kind;
  gboolean in_first; /**< stands in the first sentence */
} TyRun;

/** Of the document, when it has ended. */
typedef struct {
  guint32 last_sentence;
  gboolean first_is_headline, last_is_headline;
} TyTermDocument;

/** A run that ends at the word before: what its end has still to be told. */
typedef struct {
  guint64 left; /* the bit of the word before it */
  guint32 run, start;
  gboolean free_left;
} TyOpenRun;

struct TyTermFinder {
  GArray *runs;    /* of TyRun, as they first stand in the document */
  guint32 *slots;  /* open addressing: index of a run + 1 */
  guint32 n_slots; /* a power of two */
  TyTermDocument document;
  guint32 sentence;          /* the number of this one */
  guint32 words_in_sentence; /* so far */
  TyTermWord previous;       /* a break before the first word */
  TyOpenRun open[TY_TERM_WORDS];
  guint n_open; /* open[k] has k + 1 words */
};

/** The measures that weigh a run; term-measures.c says what each is. */
typedef enum {
  TY_MEASURE_ONE,
  TY_MEASURE_HEADLINE,
  TY_MEASURE_OPENING,
  TY_MEASURE_LEFT,
  TY_MEASURE_RIGHT,
  TY_MEASURE_WHOLE,
  TY_MEASURE_OWN,
  TY_MEASURE_INSIDE,
  TY_MEASURE_REPEATED_WORD,
  TY_MEASURE_RARITY,
  TY_MEASURE_WORD_OF_3,
  TY_MEASURE_OF_4,
  TY_MEASURE_OF_5,
  TY_MEASURE_LONG,
  TY_MEASURE_STOPS,
  TY_MEASURE_BEGINS_VERB,
  TY_MEASURE_ENDS_NOUN,
  TY_MEASURE_ENDS_OTHER,
  TY_MEASURE_PLACE,
  TY_N_MEASURES,
} TyMeasure;

extern const char *const ty_measure_names[TY_N_MEASURES];
extern const double ty_measure_weights[TY_N_MEASURES];

/** Whether a run may be a term at all. */
gboolean ty_run_may_be_term(const TyRun *run);

/** Takes the measures of a run. `runs`: all of the document. */
void ty_run_measure(const TyRun *runs, const TyRun *run, const TyTermDocument *document,
                    double measures[TY_N_MEASURES]);

/** Closes the last run and sentence and completes runs and document. */
void ty_term_finder_close(TyTermFinder *finder);
/** Makes the finder ready for the next document. */
void ty_term_finder_clear(TyTermFinder *finder);
