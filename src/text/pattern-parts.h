/* SPDX-License-Identifier: Apache-2.0 */
/** Inside patterns: what the parser makes and the matcher walks. */
#pragma once
#include "text/pattern.h"

typedef enum {
  TY_PART_WORDS, /* one of `words`; "" among them: or nothing */
  TY_PART_NAME,  /* a name of one of `kinds`, or several in a list */
  TY_PART_VALUE,
  TY_PART_NOUN,  /* one to three nouns in a row */
  TY_PART_GAP,   /* at most `most` characters, no name, no comma */
  TY_PART_LEAP,  /* at most `most` characters of the sentence */
  TY_PART_BEGIN, /* a clause begins */
  TY_PART_END,   /* a clause ends */
  TY_PART_FIRST, /* the sentence begins */
} TyPartType;

typedef enum {
  TY_SLOT_SUBJECT,
  TY_SLOT_OBJECT,
  TY_SLOT_VALUE,
  TY_SLOT_FROM, /* a year since when it holds */
  TY_SLOT_TO,
  TY_SLOT_QUALIFIER,
  TY_SLOT_OTHER, /* stands there, and is nothing of the fact */
  TY_N_SLOTS
} TySlot;

typedef struct {
  TyPartType type;
  TySlot slot;
  char **words;
  guint64 kinds;
  gboolean is_list;
  gboolean is_loose; /* members of the list may have another name before them */
  TyQuantityType quantity;
  guint most;
  gboolean is_optional, is_not; /* is_not: what must not stand here */
} TyPart;

typedef struct {
  char *id, *predicate;
  double confidence;
  TyPart parts[TY_PATTERN_PARTS];
  gsize n_parts;
  gboolean is_value; /* of a predicate that has values */
  char *unit;        /* of the value that it gives */
  char *said;        /* the value or the object's name that the pattern itself gives: =0 */
  char *qualifier;   /* likewise: @冬季 */
} TyPattern;

typedef struct {
  char *word;
  double factor;
} TyHearsay;

struct TyPatterns {
  GPtrArray *list;      /* of TyPattern */
  GHashTable *words;    /* name → alternatives (char **) */
  GHashTable *negation; /* normalised words */
  GPtrArray *denial;    /* phrases that take a sentence back */
  GArray *hearsay;      /* of TyHearsay */
};

/** What patterns are looked for in: one sentence. Offsets are bytes of `text`, the normalised text.
 */
typedef struct {
  const char *text;
  gsize begin, end; /* the sentence */
  const TyToken *tokens;
  const guint8 *flags;     /* by byte of `text` */
  const guint32 *token_at; /* by byte: index of the token that begins there */
  const guint32 *name_at;  /* by byte: index + 1 of the name that begins there */
  const TyPatternName *names;
  const gsize *name_end; /* by name: where it ends in `text` */
} TyPatternSentence;

enum {
  TY_AT_TOKEN = 1, /* a token begins */
  TY_AT_STOP = 2,  /* a comma or its like begins */
  TY_AT_NOT = 4,   /* a word of negation begins */
  TY_AT_SPACE = 8,
  TY_AT_QUOTE = 16, /* marks around names */
};

#define TY_LIST_MOST 24

/** Where a pattern was found. */
typedef struct {
  gsize begin, end;
  guint names[TY_N_SLOTS][TY_LIST_MOST]; /* indexes of names by slot */
  gsize n_names[TY_N_SLOTS];
  gsize value_at[TY_N_SLOTS], value_end[TY_N_SLOTS];
  TyQuantity values[TY_N_SLOTS];
  gboolean has_value[TY_N_SLOTS];
  guint steps;
} TyPatternMatch;

/** Where the nouns that begin at `at` end, at most three; `at` when there is none. */
gsize ty_pattern_noun_end(const TyPatternSentence *sentence, gsize at);

/** Whether the pattern matches from `at` on: the first way in order. */
gboolean ty_pattern_match(const TyPattern *pattern, const TyPatternSentence *sentence, gsize at,
                          TyPatternMatch *match);
