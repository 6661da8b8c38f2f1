/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/term-words.h"

#include <string.h>

#define CACHE_BITS 14

/* What depends on a word of the lexicon only. */
typedef struct {
  TyTermWord word;
  guint32 id; /* TY_NO_WORD: free */
  gboolean begins_furniture;
} Known;

struct TyTermWords {
  const TyLexicon *lexicon;
  const TySieve *sieve;
  Known *cache; /* the slot of a word is the low bits of its number */
  GArray *words;
};

TyTermWords *ty_term_words_new(const TyLexicon *lexicon, const TySieve *sieve) {
  TyTermWords *maker = g_new(TyTermWords, 1);

  maker->lexicon = lexicon;
  maker->sieve = sieve;
  maker->cache = g_new(Known, 1 << CACHE_BITS);
  for (gsize i = 0; i < 1 << CACHE_BITS; i++)
    maker->cache[i].id = TY_NO_WORD;
  maker->words = g_array_new(FALSE, FALSE, sizeof(TyTermWord));
  return maker;
}

void ty_term_words_free(TyTermWords *maker) {
  g_free(maker->cache);
  g_array_unref(maker->words);
  g_free(maker);
}

/* By the tags of jieba's list: n… nouns, v… verbs (vn: verbal nouns), a… adjectives, d adverbs, t
 * times, f directions, u particles, p prepositions, c conjunctions, r pronouns, y e o exclamations,
 * l i set phrases, j abbreviations, g morphemes, q measure words. */
static TyWordKind kind_of(const char *tag, gboolean stops_short) {
  if (g_str_equal(tag, "ns"))
    return TY_WORD_PLACE;
  if (g_str_equal(tag, "vn") || g_str_equal(tag, "eng") || strchr("nljgq", tag[0]))
    return TY_WORD_NOUN;
  if (strchr("upcryeo", tag[0]))
    return TY_WORD_BREAK;
  if (stops_short && strchr("vf", tag[0])) /* 是, 有, 中, 上 */
    return TY_WORD_BREAK;
  return tag[0] == 'v' ? TY_WORD_VERB : TY_WORD_OTHER;
}

static gboolean begins_furniture(const TyTermWords *maker, const TyToken *token) {
  return ty_sieve_begins_furniture(maker->sieve, token->text, token->length);
}

/* Of a token that is a word, Latin run or number, all but its span. */
static Known look_up(const TyTermWords *maker, const TyToken *token) {
  gboolean stops = ty_noise_stops(maker->sieve->noise, token->text, token->length);
  gsize n_characters = (gsize) g_utf8_strlen(token->text, token->length);
  double log_probability;
  const char *tag;
  TyTermWord word = {.flags = stops ? TY_WORD_STOPS : 0};

  if (token->type == TY_TOKEN_NUMBER)
    word.kind = TY_WORD_NUMBER;
  else
    word.kind = (guint8) kind_of(token->tag, stops && n_characters == 1);
  if (word.kind != TY_WORD_NUMBER && !stops && n_characters >= 2)
    word.flags |= TY_WORD_COUNTS;
  /* A Latin word is long in letters, not in what it says. */
  word.n_characters = (guint8) MIN(n_characters, token->type == TY_TOKEN_LATIN ? 2 : 255);
  word.hash = ty_term_hash(token->text, token->length, &word.power);
  ty_lexicon_find(maker->lexicon, token->text, token->length, &log_probability, &tag);
  word.rarity = (float) -log_probability;
  return (Known){word, token->id, begins_furniture(maker, token)};
}

static Known known(TyTermWords *maker, const TyToken *token) {
  if (token->id == TY_NO_WORD)
    return look_up(maker, token);
  Known *slot = &maker->cache[token->id & ((1 << CACHE_BITS) - 1)];
  if (slot->id != token->id)
    *slot = look_up(maker, token);
  return *slot;
}

static gboolean begins_with_one_of(const TyToken *token, const char *const *marks) {
  for (; *marks; marks++)
    if (token->length >= strlen(*marks) && memcmp(token->text, *marks, strlen(*marks)) == 0)
      return TRUE;
  return FALSE;
}

/* Of punctuation. A point is a full stop: those within numbers and Latin runs are parts of them. */
static TyTermWord mark_of(const TyToken *token) {
  static const char *const ends[] = {"。", ".", "!", "?", ";", "…", NULL};
  TyTermWord word = {.kind = TY_WORD_BREAK};

  word.hash = ty_term_hash(token->text, token->length, &word.power);
  word.flags = begins_with_one_of(token, ends) ? TY_WORD_ENDS_SENTENCE : 0;
  return word;
}

static gboolean is_latin(const TyToken *token) {
  return token->type == TY_TOKEN_LATIN || token->type == TY_TOKEN_NUMBER;
}

/* The word that a token is, and whether furniture may begin with it. */
static Known word_of(TyTermWords *maker, const TyToken *token) {
  switch (token->type) {
  case TY_TOKEN_WORD:
  case TY_TOKEN_LATIN:
  case TY_TOKEN_NUMBER:
    return known(maker, token);
  case TY_TOKEN_PUNCTUATION:
    return (Known){mark_of(token), TY_NO_WORD, begins_furniture(maker, token)};
  case TY_TOKEN_SPACE:
    return (Known){{.kind = TY_WORD_BREAK, .flags = TY_WORD_ENDS_LINE}, TY_NO_WORD, FALSE};
  default:
    return (Known){{.kind = TY_WORD_BREAK}, TY_NO_WORD, begins_furniture(maker, token)};
  }
}

/* A blank within a Latin phrase: 4G network. */
static gboolean is_glue(const TyToken *token) {
  return token->type == TY_TOKEN_SPACE && *token->text == ' ' && is_latin(token - 1) &&
         is_latin(token + 1);
}

const TyTermWord *ty_term_words(TyTermWords *maker, const TyToken *tokens, gsize n, gsize offset,
                                gsize *n_words) {
  g_array_set_size(maker->words, 0);
  for (gsize i = 0; i < n;) {
    const TyToken *token = &tokens[i];
    if (i > 0 && i + 1 < n && is_glue(token)) {
      i++;
      continue;
    }
    Known found = word_of(maker, token);
    if (i > 0 && token[-1].type == TY_TOKEN_NUMBER && token->type == TY_TOKEN_WORD &&
        found.word.n_characters == 1) /* 6种生物碱, 三片叶子 */
      found.word.kind = TY_WORD_BREAK;
    gsize furniture =
        found.begins_furniture ? ty_noise_furniture(maker->sieve->noise, token, n - i) : 0;
    if (furniture > 0)
      found.word = (TyTermWord){.kind = TY_WORD_BREAK};
    found.word.start = (guint32) (offset + token->start);
    found.word.end = (guint32) (offset + token->end);
    g_array_append_val(maker->words, found.word);
    i += MAX(furniture, 1);
  }
  *n_words = maker->words->len;
  return (const TyTermWord *) (void *) maker->words->data;
}
