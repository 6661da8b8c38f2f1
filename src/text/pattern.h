/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the text room: patterns over tokens and names that read facts out of sentences. A list of
 * patterns is a text file, see the head of graphs/patterns.txt for its form. */
#pragma once
#include "text/quantity.h"
#include <tuyou/text.h>

/** At most so many kinds of entities are told apart; at most so many slots a pattern has. */
#define TY_PATTERN_KINDS 64
#define TY_PATTERN_PARTS 24

/** What a predicate may join, as patterns must know it: `domain` and `range` are sets of kinds
 * (bits by their index in `kinds`), 0 for any. */
typedef struct {
  const char *id;
  gboolean is_value;
  guint64 domain, range;
} TyPatternPredicate;

/** What patterns may speak of; borrowed for the call. */
typedef struct {
  const char *const *kinds;
  gsize n_kinds;
  const TyPatternPredicate *predicates;
  gsize n_predicates;
} TyPatternWorld;

typedef struct TyPatterns TyPatterns;

TyPatterns *ty_patterns_new(void);
void ty_patterns_free(TyPatterns *patterns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyPatterns, ty_patterns_free)

/** Adds the patterns of a file; one with an id that is there already takes its place, `drop ID`
 * takes it away.
 * @param world  what kinds and predicates there are
 * @return FALSE with TY_ERROR_INPUT and file:line: a word, slot, kind, predicate or value that is
 *         not known, kinds outside the predicate's domain or range. O(length) */
gboolean ty_patterns_read(TyPatterns *patterns, const char *file, const char *text, gsize length,
                          const TyPatternWorld *world, GError **error);
gsize ty_patterns_count(const TyPatterns *patterns);
const char *ty_patterns_id(const TyPatterns *patterns, gsize pattern);

/** Where an entity is named, with the index of its kind. */
typedef struct {
  gint64 entity;
  guint32 start, end; /**< bytes of the source, on token boundaries */
  guint8 kind;
  double confidence;
} TyPatternName;

/** A fact that a text says. Strings are the caller's to free with ty_pattern_fact_clear; `unit` and
 * `predicate` are constant or borrowed from the patterns. */
typedef struct {
  gsize pattern;
  const char *predicate;
  gint64 subject, object;  /**< `object` 0: a value, or what `object_name` says */
  const char *object_name; /**< that the pattern itself gives; NULL */
  char *value;             /**< NULL when there is an object without one */
  const char *unit;
  char *qualifier, *valid_from, *valid_to; /**< NULL: none */
  double confidence;
  gboolean hearsay;
  TySpan span;     /**< of the source: all that the pattern covers */
  TySpan sentence; /**< the sentence that it stands in */
} TyPatternFact;

void ty_pattern_fact_clear(TyPatternFact *fact);

/** Finds what the patterns read out of a text: facts in order of sentence, each once a sentence (by
 * the pattern of most confidence, then of least length). No pattern crosses the end of a sentence
 * or a hashtag; none reads a question, or what is said not to be so. What is said by hearsay has
 * less confidence.
 * @param tokens  of the whole text, precise
 * @param names   in order of start, not overlapping
 * @param facts   of TyPatternFact; what is found is appended. The array's clear function is the
 *                caller's. O(tokens · patterns) where gaps are short */
void ty_patterns_find(const TyPatterns *patterns, const TyToken *tokens, gsize n_tokens,
                      const TyPatternName *names, gsize n_names, GArray *facts);
