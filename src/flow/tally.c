/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/tally.h"

#include "base/pages.h"
#include "flow/words.h"

#include <string.h>

/* What an array or a slot says of a word: unmet, left out, or its number in the tally + COUNTS.
 * FURNITURE is added where an entry of furniture may begin with it, WHOLE where it is one. */
enum { UNMET, LEFT_OUT, COUNTS };
#define FURNITURE 0x80000000u
#define WHOLE 0x40000000u
#define NUMBER 0x3fffffffu

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
  tally->state = ty_pages_new0((tally->n_ids + TY_TOKEN_SPACE + 1) * sizeof *tally->state);
  tally->words = g_array_new(FALSE, FALSE, sizeof(TyTallyWord));
  tally->texts = g_byte_array_new();
  tally->n_slots = LEAST_SLOTS;
  tally->slots = g_new0(TyTallySlot, tally->n_slots);
  for (guint i = 0; i < sieve->stop_ids->len; i++)
    tally->state[g_array_index(sieve->stop_ids, guint32, i)] = LEFT_OUT;
  for (guint i = 0; i < sieve->furniture_ids->len; i++)
    tally->state[g_array_index(sieve->furniture_ids, guint32, i)] |= FURNITURE;
  for (guint i = 0; i < sieve->furniture_words->len; i++)
    tally->state[g_array_index(sieve->furniture_words, guint32, i)] |= WHOLE;
  for (guint type = 0; type <= TY_TOKEN_SPACE; type++)
    tally->state[tally->n_ids + type] = type == TY_TOKEN_WORD || type == TY_TOKEN_LATIN ? UNMET
                                        : type == TY_TOKEN_SPACE                        ? LEFT_OUT
                                                                 : LEFT_OUT | FURNITURE;
  return tally;
}

void ty_tally_free(TyTally *tally) {
  if (!tally)
    return;
  ty_segmenter_free(tally->segmenter);
  g_free(tally->scratch.seen);
  g_aligned_free(tally->state);
  g_array_unref(tally->words);
  g_clear_pointer(&tally->texts, g_byte_array_unref);
  g_free(tally->slots);
  g_free(tally->look);
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

  g_byte_array_set_size(tally->texts, at + (guint) length + 1);
  memcpy(tally->texts->data + at, text, length);
  tally->texts->data[at + length] = '\0';
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

/* Up to eight bytes as a number. */
static guint64 head_of(const char *text, guint32 length) {
  guint64 head = 0;
  memcpy(&head, text, MIN(length, 8));
  return head;
}

static guint32 hash_of(const char *text, guint32 length) {
  guint64 hash = length;

  for (guint32 at = 0; at < length; at += 8) {
    hash = (hash ^ head_of(text + at, length - at)) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  return (guint32) hash;
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
  *slot = (TyTallySlot){head_of(token->text, token->length),
                        hash,
                        token->length,
                        keep_text(tally, token->text, token->length) + 1,
                        ty_lexicon_word(tally->lexicon, token->text, token->length),
                        UNMET};
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

/* The first reading: what the array says of each token. @return how many to look at, their places
 * in `look` */
static gsize read_states(const TyTally *tally, const TyBareToken *tokens, gsize n, guint32 *is,
                         guint32 *look) {
  const guint32 *state = tally->state;
  guint32 n_ids = tally->n_ids;
  gsize n_look = 0;

  for (gsize i = 0; i < n; i++) {
    is[i] = state[MIN(tokens[i].id, n_ids + tokens[i].type)];
    /* No branch, here and below: which tokens count cannot be guessed. */
    look[n_look] = (guint32) i;
    n_look += is[i] - LEFT_OUT >= FURNITURE - LEFT_OUT;
  }
  return n_look;
}

/* Whether furniture may begin at a token of some state, judged by its first character where it is
 * no word, and by that of the next token. */
static gboolean may_be_furniture(const TySieve *sieve, const char *text, const TyBareToken *token,
                                 gsize n, guint32 state) {
  if (token->id == TY_NO_WORD)
    return ty_sieve_may_be(&sieve->furniture_start, text + token->start);
  return state & WHOLE ||
         (n > 1 && (token[1].type == TY_TOKEN_SPACE ||
                    ty_sieve_may_be(&sieve->furniture_inside, text + token[1].start)));
}

/* The second reading: words that are met for the first time, words of no list, furniture. `place`
 * is that of tokens[0]. */
static void look_closer(TyTally *tally, const char *text, const TyBareToken *tokens, gsize n,
                        guint32 *is, const guint32 *look, gsize n_look, guint64 place) {
  gsize done = 0;

  for (gsize k = 0; k < n_look; k++) {
    gsize i = look[k], length = 0;
    const TyBareToken *token = &tokens[i];
    guint32 *state = &is[i], id = token->id;
    if (i < done) /* within furniture */
      continue;
    if (id != TY_NO_WORD)
      state = &tally->state[id];
    else if (*state == UNMET)
      state = find_unknown(tally, token, &id);
    if (*state & FURNITURE && may_be_furniture(tally->sieve, text, token, n - i, *state))
      length = ty_sieve_furniture(tally->sieve, text, token, n - i);
    if (length == 0 && (*state & NUMBER) == UNMET)
      *state |= meet(tally, token, id, place + i);
    is[i] = length == 0 ? *state & NUMBER : LEFT_OUT;
    for (done = i + length; length > 1; length--)
      is[done - length + 1] = LEFT_OUT;
  }
}

/* A sign is a character, or the same one several times. */
static gboolean ends_sentence(const char *sign) {
  static const char *const signs[] = {"。", "！", "？", "；", "…"};

  if (strchr(".!?;", *sign))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
    if (strncmp(sign, signs[i], 3) == 0)
      return TRUE;
  return FALSE;
}

/* What a token that is left out makes of the gap. */
static guint gap_of(const char *text, const TyBareToken *token) {
  static const guint8 gaps[] = {TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_WORDS,
                                TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_WORDS, TY_GAP_BREAK,
                                TY_GAP_BREAK, TY_GAP_BREAK, TY_GAP_BREAK, TY_GAP_BREAK,
                                TY_GAP_SPACE};

  gboolean ends = token->type == TY_TOKEN_SPACE
                      ? text[token->start] == '\n'
                      : token->type == TY_TOKEN_PUNCTUATION && ends_sentence(text + token->start);
  return ends ? TY_GAP_END : gaps[token->type];
}

/* The third reading: the numbers of those that count, in place. */
static void keep(TyTokenList *list, gsize n) {
  guint32 *out = list->word + list->n, *is = out;
  gsize to = 0;

  for (gsize i = 0; i < n; i++) {
    guint32 state = is[i];
    out[to] = state - COUNTS;
    to += state >= COUNTS;
  }
  list->n += to;
}

static void note_gaps(const TyTokenList *list, const char *text, const TyBareToken *tokens,
                      gsize n) {
  const guint32 *is = list->word + list->n;
  guint8 *out = list->gap + list->n;
  guint gap = TY_GAP_END;
  gsize to = 0;

  for (gsize i = 0; i < n; i++) {
    guint wider = gap_of(text, &tokens[i]);
    out[to] = (guint8) gap;
    to += is[i] >= COUNTS;
    gap = is[i] >= COUNTS ? TY_GAP_NONE : MAX(gap, wider);
  }
}

static void make_room(TyTally *tally, TyTokenList *list, gsize n, gboolean gaps) {
  if (n + 1 > tally->look_room) {
    tally->look_room = n * 3 / 2 + 64;
    tally->look = g_renew(guint32, tally->look, tally->look_room);
  }
  if (list->n + n + 1 <= list->room)
    return;
  list->room = (list->n + n) * 3 / 2 + 64;
  list->word = g_renew(guint32, list->word, list->room);
  if (gaps)
    list->gap = g_renew(guint8, list->gap, list->room);
}

void ty_tally_text(TyTally *tally, const char *text, gsize length, guint32 document,
                   TyTokenList *list, gboolean gaps) {
  if (tally->place >> 32 != document)
    tally->place = (guint64) document << 32;
  while (length > 0) {
    gsize n, piece = ty_segment_block_end(text, length, PIECE_BYTES);
    const TyBareToken *tokens = ty_segmenter_bare(tally->segmenter, text, piece, tally->state, &n);
    make_room(tally, list, n, gaps);
    guint32 *is = list->word + list->n;
    gsize n_look = read_states(tally, tokens, n, is, tally->look);
    look_closer(tally, text, tokens, n, is, tally->look, n_look, tally->place);
    if (gaps)
      note_gaps(list, text, tokens, n);
    keep(list, n);
    tally->place += n;
    text += piece;
    length -= piece;
  }
}
