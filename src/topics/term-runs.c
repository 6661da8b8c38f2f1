/* SPDX-License-Identifier: Apache-2.0 */
/* Gathers the runs of words of a document, each with what is needed to weigh it:
 *
 *   words        基于 | 粮食 安全 视角 | 的
 *   at 安全      open: 安全, 粮食安全            (what stands before them is known)
 *   at 视角      open: 视角, 安全视角, 粮食安全视角; 安全 and 粮食安全 are told what follows them
 */
#include "topics/terms.h"

#include <string.h>

#define FIRST_SLOTS 4096
/* Beyond, the rare ones are dropped. */
#define MAX_RUNS 100000
/* A line without a full stop is a headline when it has as many words. */
#define HEADLINE_WORDS 3
#define NOWHERE G_MAXUINT32
#define HASH_FACTOR G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)

guint64 ty_term_hash(const char *text, gsize length, guint64 *power) {
  guint64 hash = 0;

  *power = 1;
  for (gsize i = 0; i < length; i++) {
    hash = hash * HASH_FACTOR + (guchar) text[i] + 1;
    *power *= HASH_FACTOR;
  }
  return hash;
}

TyTermFinder *ty_term_finder_new(void) {
  TyTermFinder *finder = g_new0(TyTermFinder, 1);

  finder->runs = g_array_new(FALSE, FALSE, sizeof(TyRun));
  finder->n_slots = FIRST_SLOTS;
  finder->slots = g_new0(guint32, FIRST_SLOTS);
  ty_term_finder_clear(finder);
  return finder;
}

void ty_term_finder_free(TyTermFinder *finder) {
  if (!finder)
    return;
  g_array_unref(finder->runs);
  g_free(finder->slots);
  g_free(finder);
}

void ty_term_finder_clear(TyTermFinder *finder) {
  GArray *runs = finder->runs;
  guint32 *slots = finder->slots, n_slots = finder->n_slots;

  if (n_slots >
      FIRST_SLOTS) /* what a long document needed would be slow to clear for a short one */
    slots = g_renew(guint32, slots, n_slots = FIRST_SLOTS);
  memset(slots, 0, n_slots * sizeof *slots);
  g_array_set_size(runs, 0);
  *finder = (TyTermFinder){runs, slots, n_slots, .previous = {.kind = TY_WORD_BREAK}};
}

static inline TyRun *run_at(const TyTermFinder *finder, guint32 i) {
  return &g_array_index(finder->runs, TyRun, i);
}

/* The slot of a run: its own, or the free one where it belongs. */
static guint32 *slot_of(const TyTermFinder *finder, guint64 hash) {
  guint32 mask = finder->n_slots - 1, i = (guint32) ((hash * HASH_FACTOR) >> 32) & mask;

  while (finder->slots[i] && run_at(finder, finder->slots[i] - 1)->hash != hash)
    i = (i + 1) & mask;
  return &finder->slots[i];
}

static void refill_slots(TyTermFinder *finder) {
  memset(finder->slots, 0, finder->n_slots * sizeof *finder->slots);
  for (guint32 i = 0; i < finder->runs->len; i++)
    *slot_of(finder, run_at(finder, i)->hash) = i + 1;
}

/* The run of that hash; `*is_new` when it stands here for the first time. */
static guint32 find_run(TyTermFinder *finder, guint64 hash, gboolean *is_new) {
  guint32 *slot = slot_of(finder, hash);

  *is_new = *slot == 0;
  if (!*is_new)
    return *slot - 1;
  if (finder->runs->len * 2 >= finder->n_slots) {
    finder->n_slots *= 2;
    finder->slots = g_renew(guint32, finder->slots, finder->n_slots);
    refill_slots(finder);
    slot = slot_of(finder, hash);
  }
  TyRun run = {.hash = hash};
  g_array_append_val(finder->runs, run);
  *slot = finder->runs->len;
  return finder->runs->len - 1;
}

/* Drops the runs that stand least often until half of the room is free (lossy counting: Manku,
 * Motwani 2002). No run may be open. */
static void drop_rare_runs(TyTermFinder *finder) {
  g_autofree guint32 *moved = g_new(guint32, finder->runs->len);
  guint32 floor = 0, kept;

  do {
    floor++;
    kept = 0;
    for (guint32 i = 0; i < finder->runs->len; i++)
      kept += run_at(finder, i)->count > floor;
  } while (kept > MAX_RUNS / 2);
  kept = 0;
  for (guint32 i = 0; i < finder->runs->len; i++) {
    moved[i] = NOWHERE;
    if (run_at(finder, i)->count > floor) {
      moved[i] = kept;
      *run_at(finder, kept++) = *run_at(finder, i);
    }
  }
  g_array_set_size(finder->runs, kept);
  for (guint32 i = 0; i < kept; i++) {
    TyRun *run = run_at(finder, i);
    for (guint k = 0; k < run->n_words; k++)
      run->word[k] = moved[run->word[k]] == NOWHERE ? i : moved[run->word[k]];
    for (guint k = 0; k < G_N_ELEMENTS(run->shorter) && run->n_words > 1; k++)
      run->shorter[k] = moved[run->shorter[k]] == NOWHERE ? i : moved[run->shorter[k]];
  }
  refill_slots(finder);
}

static inline gboolean counts(const TyTermWord *word) {
  return word->kind != TY_WORD_BREAK && !(word->flags & TY_WORD_STOPS);
}

/* The bit of a neighbour: linear counting (Whang and others 1990) tells from how many are set how
 * many neighbours there were. */
static inline guint64 bit_of(const TyTermWord *word) {
  return G_GUINT64_CONSTANT(1) << (word->hash * HASH_FACTOR >> 58);
}

/* Tells the open runs what follows them. */
static void close_runs(TyTermFinder *finder, const TyTermWord *next) {
  gboolean free_right = !counts(next);

  for (guint k = 0; k < finder->n_open; k++) {
    const TyOpenRun *open = &finder->open[k];
    TyRun *run = run_at(finder, open->run);
    run->neighbours[1] |= bit_of(next);
    run->n_whole += (guint32) (free_right && open->free_left);
  }
  finder->n_open = 0;
}

/* Fills in a new run: `front` (NULL for one word) and `word`, whose own run is number `single`. */
static void begin_run(TyRun *run, const TyRun *front, const TyTermWord *word, guint32 single) {
  static const TyRun nothing = {.rarity_least = G_MAXFLOAT};
  const TyRun *before = front ? front : &nothing;

  /* find_run has made it: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  run->n_words = before->n_words + 1;
  run->n_characters = (guint8) MIN(255, before->n_characters + word->n_characters);
  run->n_stops = (guint8) (before->n_stops + ((word->flags & TY_WORD_STOPS) != 0));
  run->first_kind = front ? front->first_kind : word->kind;
  run->last_kind = word->kind;
  run->rarity_least = MIN(before->rarity_least, word->rarity);
  run->rarity_sum = before->rarity_sum + word->rarity;
  memcpy(run->word, before->word, sizeof run->word);
  run->word[before->n_words] = single;
}

static void count_run(TyRun *run, const TyOpenRun *open, guint32 sentence) {
  run->count++;
  if (run->n_sentences == 0 || run->last_sentence != sentence) {
    run->n_sentences++;
    run->last_sentence = sentence;
  }
  run->in_first |= sentence == 0;
  run->neighbours[0] |= open->left;
}

/* Opens the runs that end at a word: the word, and it behind each run that ended before it. */
static void open_runs(TyTermFinder *finder, const TyTermWord *word, const TyOpenRun *before,
                      guint n_before) {
  const TyTermWord *previous = &finder->previous;
  TyOpenRun open = {bit_of(previous), 0, word->start, !counts(previous)};
  guint64 hash = word->hash;

  for (guint k = 0;; k++) {
    gboolean is_new;
    open.run = find_run(finder, hash, &is_new);
    TyRun *run = run_at(finder, open.run);
    if (is_new) {
      begin_run(run, k > 0 ? run_at(finder, before[k - 1].run) : NULL, word,
                k > 0 ? finder->open[0].run : open.run);
      run->start = open.start;
      run->end = word->end;
      run->shorter[0] = k > 0 ? before[k - 1].run : 0;
      run->shorter[1] = k > 0 ? finder->open[k - 1].run : 0;
    }
    count_run(run, &open, finder->sentence);
    finder->open[finder->n_open++] = open;
    if (k == n_before)
      return;
    /* The same characters may stand elsewhere cut into more words. */
    const TyRun *front = run_at(finder, before[k].run);
    if (k + 1 == TY_TERM_WORDS || front->n_words == TY_TERM_WORDS ||
        front->n_characters + word->n_characters > TY_TERM_CHARACTERS)
      return;
    hash = front->hash * word->power + word->hash;
    open = before[k];
  }
}

static void end_sentence(TyTermFinder *finder, gboolean marked) {
  gboolean headline = !marked && finder->words_in_sentence >= HEADLINE_WORDS;

  if (finder->words_in_sentence == 0)
    return;
  if (finder->sentence == 0)
    finder->document.first_is_headline = headline;
  finder->document.last_is_headline = headline;
  finder->document.last_sentence = finder->sentence++;
  finder->words_in_sentence = 0;
}

void ty_term_finder_add(TyTermFinder *finder, const TyTermWord *words, gsize n) {
  for (gsize i = 0; i < n; i++) {
    const TyTermWord *word = &words[i];
    TyOpenRun before[TY_TERM_WORDS];
    guint n_before = finder->n_open;
    memcpy(before, finder->open, sizeof before);
    close_runs(finder, word);
    if (finder->runs->len > MAX_RUNS) {
      drop_rare_runs(finder);
      n_before = 0;
    }
    if (word->kind != TY_WORD_BREAK) {
      open_runs(finder, word, before, n_before);
      finder->words_in_sentence++;
    } else if (word->flags & (TY_WORD_ENDS_SENTENCE | TY_WORD_ENDS_LINE)) {
      end_sentence(finder, (word->flags & TY_WORD_ENDS_SENTENCE) != 0);
    }
    finder->previous = *word;
  }
}

void ty_term_finder_close(TyTermFinder *finder) {
  static const TyTermWord end = {.kind = TY_WORD_BREAK};

  close_runs(finder, &end);
  end_sentence(finder, FALSE);
  if (finder->document.last_sentence == 0) /* all there is: it stands over nothing */
    finder->document.first_is_headline = finder->document.last_is_headline = FALSE;
  for (guint32 i = 0; i < finder->runs->len; i++) {
    const TyRun *run = run_at(finder, i);
    for (guint k = 0; k < G_N_ELEMENTS(run->shorter) && run->n_words > 1; k++) {
      TyRun *shorter = run_at(finder, run->shorter[k]);
      if (shorter != run)
        shorter->most_inside = MAX(shorter->most_inside, run->count);
    }
  }
}
