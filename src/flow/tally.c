/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/tally.h"

#include "flow/words.h"

#include <string.h>

/* What an array or a slot says of a word: unmet, left out, or its number in the tally + COUNTS.
 * FURNITURE is added where an entry of furniture may begin with it. */
enum { UNMET, LEFT_OUT, COUNTS };
#define FURNITURE 0x80000000u

/* Longer texts are segmented in pieces of about this many bytes. */
#define PIECE_BYTES (1 << 20)
#define LEAST_SLOTS 1024

TyTally *ty_tally_new(const TySieve *sieve, const TyLexicon *lexicon) {
  TyTally *tally = g_new0(TyTally, 1);

  tally->sieve = sieve;
  tally->lexicon = lexicon;
  tally->segmenter = ty_segmenter_new(lexicon);
  tally->scratch.seen = g_new0(guint32, sieve->n_nodes);
  tally->n_ids = ty_lexicon_n_words(lexicon);
  tally->state = g_new0(guint32, tally->n_ids + TY_TOKEN_SPACE + 1);
  tally->words = g_array_new(FALSE, FALSE, sizeof(TyTallyWord));
  tally->texts = g_byte_array_new();
  tally->n_slots = LEAST_SLOTS;
  tally->slots = g_new0(TyTallySlot, tally->n_slots);
  for (guint i = 0; i < sieve->stop_ids->len; i++)
    tally->state[g_array_index(sieve->stop_ids, guint32, i)] = LEFT_OUT;
  for (guint i = 0; i < sieve->furniture_ids->len; i++)
    tally->state[g_array_index(sieve->furniture_ids, guint32, i)] |= FURNITURE;
  for (guint type = 0; type <= TY_TOKEN_SPACE; type++)
    tally->state[tally->n_ids + type] = type == TY_TOKEN_WORD || type == TY_TOKEN_LATIN ? UNMET
                                        : type == TY_TOKEN_SPACE                        ? LEFT_OUT
                                        : type == TY_TOKEN_PUNCTUATION && !sieve->furniture_signs
                                            ? LEFT_OUT
                                            : LEFT_OUT | FURNITURE;
  return tally;
}

void ty_tally_free(TyTally *tally) {
  if (!tally)
    return;
  ty_segmenter_free(tally->segmenter);
  g_free(tally->scratch.seen);
  g_free(tally->state);
  g_array_unref(tally->words);
  g_clear_pointer(&tally->texts, g_byte_array_unref);
  g_free(tally->slots);
  g_free(tally);
}

void ty_token_list_clear(TyTokenList *tokens) {
  g_free(tokens->word);
  g_free(tokens->gap);
  *tokens = (TyTokenList){0};
}

/* Words that are met for the first time ------------------------------------------------------- */

static guint32 keep_text(TyTally *tally, const char *text, gsize length) {
  guint32 at = tally->texts->len;

  g_byte_array_append(tally->texts, (const guint8 *) text, (guint) length);
  g_byte_array_append(tally->texts, (const guint8 *) "", 1);
  return at;
}

static guint32 number_word(TyTally *tally, guint32 id, guint32 text, guint64 place) {
  g_array_append_vals(tally->words, &(TyTallyWord){place, id, text}, 1);
  return tally->words->len - 1 + COUNTS;
}

static gboolean is_one_character(const char *text, guint32 length) {
  return length == 0 || g_utf8_next_char(text) >= text + length;
}

/* Of a word that is no stop word: those have been marked before. */
static guint32 meet(TyTally *tally, const TyBareToken *token, guint32 id, guint64 place) {
  guint32 length;
  const char *text = ty_segmenter_token_text(tally->segmenter, token, &length);

  if (is_one_character(text, length))
    return LEFT_OUT;
  return number_word(tally, id, keep_text(tally, text, length), place);
}

/* Words of no list ---------------------------------------------------------------------------- */

static guint32 hash_of(const char *text, guint32 length) {
  guint64 hash = length, bytes;

  for (; length >= 8; length -= 8, text += 8) {
    memcpy(&bytes, text, 8);
    hash = (hash ^ bytes) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  bytes = 0;
  memcpy(&bytes, text, length);
  hash = (hash ^ bytes) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  return (guint32) (hash >> 32);
}

static void grow(TyTally *tally) {
  g_autofree TyTallySlot *old = tally->slots;
  gsize n = tally->n_slots, mask = n * 4 - 1;

  tally->n_slots = n * 4;
  tally->slots = g_new0(TyTallySlot, tally->n_slots);
  for (gsize i = 0; i < n; i++)
    if (old[i].text != 0) {
      gsize at = old[i].hash & mask;
      while (tally->slots[at].text != 0)
        at = (at + 1) & mask;
      tally->slots[at] = old[i];
    }
}

static TyTallySlot *slot_of(const TyTally *tally, guint32 hash, const char *text, guint32 length) {
  gsize mask = tally->n_slots - 1, at = hash & mask;

  for (;; at = (at + 1) & mask) {
    TyTallySlot *slot = &tally->slots[at];
    if (slot->text == 0 || (slot->hash == hash && slot->length == length &&
                            memcmp(tally->texts->data + slot->text - 1, text, length) == 0))
      return slot;
  }
}

static void add_unknown(TyTally *tally, TyTallySlot *slot, guint32 hash, const TyToken *token) {
  *slot = (TyTallySlot){hash, token->length, keep_text(tally, token->text, token->length) + 1,
                        ty_lexicon_word(tally->lexicon, token->text, token->length), UNMET};
  if (!ty_noise_counts(tally->sieve->noise, token))
    slot->state = LEFT_OUT;
  if (ty_sieve_begins_furniture(tally->sieve, token->text, token->length))
    slot->state |= FURNITURE;
  tally->n_unknown++;
}

/* Where its state stands. A text that the lexicon has as a word, too, is that word. */
static guint32 *find_unknown(TyTally *tally, const TyBareToken *bare, guint32 *id) {
  TyToken token = {.type = (TyTokenType) bare->type};

  token.text = ty_segmenter_token_text(tally->segmenter, bare, &token.length);
  guint32 hash = hash_of(token.text, token.length);
  TyTallySlot *slot = slot_of(tally, hash, token.text, token.length);
  if (slot->text == 0) {
    if (tally->n_unknown * 2 >= tally->n_slots) {
      grow(tally);
      slot = slot_of(tally, hash, token.text, token.length);
    }
    add_unknown(tally, slot, hash, &token);
  }
  *id = slot->id;
  return slot->id != TY_NO_WORD ? &tally->state[slot->id] : &slot->state;
}

/* Texts --------------------------------------------------------------------------------------- */

/* The state of tokens[*i], which the array alone does not tell; *i moves to the last token of
 * furniture. */
static G_GNUC_NO_INLINE guint32 look(TyTally *tally, const char *text, const TyBareToken *tokens,
                                     gsize n, gsize *i, guint64 place) {
  const TyBareToken *token = &tokens[*i];
  guint32 *state, sign = LEFT_OUT, id = token->id;

  if (id != TY_NO_WORD) {
    state = &tally->state[id];
  } else if (token->type == TY_TOKEN_WORD || token->type == TY_TOKEN_LATIN) {
    state = find_unknown(tally, token, &id);
  } else {
    state = &sign;
    sign |= ty_sieve_may_begin(tally->sieve, text, token) ? FURNITURE : 0;
  }
  if (*state & FURNITURE) {
    gsize length = ty_sieve_furniture(tally->sieve, text, token, n - *i);
    if (length > 0) {
      *i += length - 1;
      return LEFT_OUT;
    }
  }
  if ((*state & ~FURNITURE) == UNMET)
    *state |= meet(tally, token, id, place);
  return *state & ~FURNITURE;
}

/* What a token that is left out makes of the gap. */
static guint gap_of(const char *text, const TyBareToken *token) {
  static const guint8 gaps[] = {TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_WORDS,
                                TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_BREAK,
                                TY_GAP_BREAK, TY_GAP_BREAK, TY_GAP_BREAK, TY_GAP_BREAK,
                                TY_GAP_SPACE};

  return token->type == TY_TOKEN_SPACE && text[token->start] == '\n' ? TY_GAP_BREAK
                                                                     : gaps[token->type];
}

static inline void count(TyTally *tally, const char *text, const TyBareToken *tokens, gsize n,
                         guint64 place, TyTokenList *list, gboolean gaps) {
  const guint32 *state = tally->state;
  guint32 n_ids = tally->n_ids, *out = list->word;
  gsize to = list->n;
  guint gap = TY_GAP_BREAK;

  for (gsize i = 0; i < n; i++) {
    guint32 is = state[MIN(tokens[i].id, n_ids + tokens[i].type)];
    if (G_UNLIKELY(is - LEFT_OUT >= FURNITURE - LEFT_OUT))
      is = look(tally, text, tokens, n, &i, place + to);
    /* No branch on whether it counts: it cannot be guessed. */
    out[to] = is - COUNTS;
    if (gaps) {
      guint wider = MAX(gap, gap_of(text, &tokens[i]));
      list->gap[to] = (guint8) gap;
      gap = is >= COUNTS ? TY_GAP_NONE : wider;
    }
    to += is >= COUNTS;
  }
  list->n = to;
}

static void make_room(TyTokenList *list, gsize n, gboolean gaps) {
  if (list->n + n + 1 <= list->room)
    return;
  list->room = (list->n + n) * 3 / 2 + 64;
  list->word = g_renew(guint32, list->word, list->room);
  if (gaps)
    list->gap = g_renew(guint8, list->gap, list->room);
}

void ty_tally_text(TyTally *tally, const char *text, gsize length, guint32 document, gsize begin,
                   TyTokenList *list, gboolean gaps) {
  guint64 place = ((guint64) document << 32) - begin;

  while (length > 0) {
    gsize n, piece = ty_segment_block_end(text, length, PIECE_BYTES);
    const TyBareToken *tokens = ty_segmenter_bare(tally->segmenter, text, piece, &n);
    make_room(list, n, gaps);
    if (gaps)
      count(tally, text, tokens, n, place, list, TRUE);
    else
      count(tally, text, tokens, n, place, list, FALSE);
    text += piece;
    length -= piece;
  }
}
