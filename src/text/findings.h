/* SPDX-License-Identifier: Apache-2.0 */
/** Inside text: strings that may be names, on the way from the corpus to the list of candidates. */
#pragma once
#include "text/name-forms.h"
#include "text/strings.h"

/** One string with what speaks for it. */
typedef struct {
  char *text;
  guint n;              /* characters */
  guint32 first;        /* a place where its parts are as they mostly are */
  const TyForm *form;   /* its ending; NULL: none */
  guint32 count;        /* places where it stands for itself */
  guint32 quoted;       /* of them between quotation marks, or one of a list 甲、乙 */
  const char *kind;     /* what its surroundings say that it is; NULL: nothing */
  gboolean is_person;   /* a surname and a given name beside a title, and no ending */
  guint32 told;         /* places whose surroundings say that it is a name */
  gboolean is_none;     /* a common noun, or one that the list says is no name */
  gboolean is_placed;   /* no more than a name before an ending: 安岳竹编 */
  gboolean is_repeated; /* the corpus has it often enough for the following */
  double cohesion, left, right;
  double score;
  GArray *at; /* guint32: where it stands, in order */
} TyFinding;

void ty_finding_free(gpointer finding);

/** A corpus being searched; what is found goes by its text. */
typedef struct {
  const TyStrings *strings;
  const TyCharacter *c; /* the characters of `strings` */
  const TyLexicon *lexicon;
  const TyNameForms *forms;
  const TyGrams *grams;
  GHashTable *found; /* text → TyFinding */
} TySearch;

/** Whether the token at `from` stands outside a name: a break, a word of grammar, a known name; on
 * the right (`after`) also what is done with the named or where in it. */
gboolean ty_is_outside(const TySearch *search, guint32 from, gboolean after);

/** Whether the characters [from, end) stand alone between marks that set names off: 《》, “”, 「」,
 * a topic's ##, or as one of a list 甲、乙. */
gboolean ty_is_listed(const TyCharacter *c, guint32 from, guint32 end);

/** What a string is made of. */
typedef struct {
  guint tokens, singles, known, names, verbs, functions, numerals, sides;
  gboolean edge;    /* begins or ends with a word that stands before names */
  gboolean counted; /* a numeral and its measure */
} TyParts;

/** Of the characters [at, at + n), which begin and end with a token. */
TyParts ty_parts_of(const TySearch *search, guint32 at, guint n);

/** Adds the strings that come `least` times or more, are no word of the lexicon, hang together and
 * are free on both sides. */
void ty_find_by_statistics(const TySearch *search, guint least);

/** Gives a finding the statistics of gram g of n characters. */
void ty_take_statistics(const TySearch *search, guint n, guint32 g, TyFinding *finding);

/** Of findings, which get sorted, those that are there not only as part of longer ones. */
GPtrArray *ty_independent(const TySearch *search, GPtrArray *findings);

/** The text of characters [at, at + n), to be freed. */
char *ty_strings_slice(const TyStrings *strings, gsize at, guint n);

/** Adds to `found` (text → TyFinding) what ends as names end. `shown` has, for each character,
 * where the name begins that ends before it and that the corpus itself has shown, 0 for none; or is
 * NULL.
 */
void ty_find_by_structure(const TyStrings *strings, const TyNameForms *forms, guint longest,
                          const guint32 *shown, GHashTable *found);

/** Adds to `found`, which has what was found by structure, what lists, titles of persons and words
 * such as 又叫 say are names. O(characters) time. */
void ty_find_by_context(const TySearch *search, GHashTable *found);

/** How much more tightly a string of `count` places hangs together than by chance, against the most
 * that so many places allow: cohesion as normalised pointwise mutual information (Bouma 2009). */
double ty_cohesion_share(double cohesion, guint count, gsize n_characters);

/** The mean rareness of the tokens of [at, at + n) in the language at large: −ln of their
 * probability in the lexicon. */
double ty_rareness(const TyStrings *strings, const TyLexicon *lexicon, gsize at, guint n);

/** Makes candidates of findings, the likeliest first; takes what it needs from them. */
GPtrArray *ty_candidates(const TyStrings *strings, GPtrArray *findings, guint n_places);
