/* SPDX-License-Identifier: Apache-2.0 */
/* Words are walked a character at a time through the trie, over the borders of tokens, and count
 * where they end at one. A token that no list has whole but that begins with a negator or a word of
 * degree is cut there: 不高 is 不, 高. */
#include "text/opinion-match.h"

#include <string.h>

/* What the trie has from some byte of a token on. */
typedef struct {
  const TyOpinionWord *word;
  gsize end_token;              /* the token after it */
  const TyOpinionWord *shifter; /* the longest negator or degree inside the first token */
  guint32 shifter_bytes;
} Match;

static gboolean is_word(const TyToken *token) {
  return token->type != TY_TOKEN_SPACE && token->type != TY_TOKEN_PUNCTUATION &&
         token->type != TY_TOKEN_TOPIC;
}

/* Whether a token is one character. */
static gboolean is_character(const TyToken *token, gunichar cp) {
  return token->length > 0 && g_utf8_get_char(token->text) == cp &&
         token->length == (guint32) g_unichar_to_utf8(cp, NULL);
}

/* @return FALSE when the lexicon has nothing that begins with the rest of token `at` */
static gboolean match_at(const TyOpinionReader *reader, gsize at, guint32 offset, Match *match) {
  guint32 prefix = 0, value = 0;

  *match = (Match){0};
  for (gsize t = at; t < reader->n; t++) {
    const TyToken *token = &reader->tokens[t];
    if (t > at && !is_word(token))
      break;
    const char *p = token->text + (t == at ? offset : 0);
    const char *end = token->text + token->length, *begin = p;
    while (p < end) {
      guint32 cp = g_utf8_get_char(p);
      p = g_utf8_next_char(p);
      if (prefix == 0 && !ty_trie_has_first(reader->lexicon->trie, cp))
        return FALSE;
      prefix = ty_trie_step(reader->lexicon->trie, prefix, cp, &value);
      if (prefix == 0)
        return t > at || match->shifter;
      if (value && t == at && p < end) {
        const TyOpinionWord *word = ty_opinion_word(reader->lexicon, value);
        if ((word->roles & TY_SAYS_NOT) || word->degree > 0) {
          match->shifter = word;
          match->shifter_bytes = (guint32) (p - begin);
        }
      }
    }
    if (value) {
      match->word = ty_opinion_word(reader->lexicon, value);
      match->end_token = t + 1;
    }
    if (!(reader->inner[prefix / 64] >> prefix % 64 & 1))
      break;
  }
  return TRUE;
}

/* The source byte `bytes` into a token's text, where both have the same length; else its start. */
static guint32 source_at(const TyToken *token, guint32 bytes) {
  return token->end - token->start == token->length ? token->start + bytes : token->start;
}

static void add_item(TyOpinionSentence *sentence, const TyOpinionWord *word, guint32 start,
                     guint32 end, guint32 first, guint32 last, guint32 clause) {
  TyOpinionItem item = {word, start, end, first, last, clause, FALSE, FALSE, FALSE};
  g_array_append_val(sentence->items, item);
}

/* Adds what begins at the reader's token; moves it behind that. */
static void take_words(TyOpinionReader *reader, guint32 *place, guint32 clause,
                       TyOpinionSentence *sentence) {
  const TyToken *token = &reader->tokens[reader->at];
  guint before = sentence->items->len;
  guint32 offset = 0;
  gboolean known = token->id != TY_NO_WORD;
  Match match = {0};

  if (!known || !reader->hopeless[token->id]) {
    gboolean hopeful = match_at(reader, reader->at, 0, &match);
    if (known && !hopeful)
      reader->hopeless[token->id] = 1;
  }
  while (!match.word && match.shifter) {
    guint32 start = source_at(token, offset);
    offset += match.shifter_bytes;
    add_item(sentence, match.shifter, start, source_at(token, offset), *place, *place, clause);
    match_at(reader, reader->at, offset, &match);
  }
  if (!match.word) {
    g_array_set_size(sentence->items, before);
    reader->at++;
    ++*place;
    return;
  }
  guint32 last = *place + (guint32) (match.end_token - reader->at) - 1;
  add_item(sentence, match.word, source_at(token, offset), reader->tokens[match.end_token - 1].end,
           *place, last, clause);
  reader->at = match.end_token;
  *place = last + 1;
}

typedef enum { MARK_NONE, MARK_CLAUSE, MARK_SENTENCE, MARK_QUESTION } Mark;

static Mark mark_of(const TyToken *token) {
  Mark mark = MARK_CLAUSE;

  if (token->type == TY_TOKEN_SPACE)
    return memchr(token->text, '\n', token->length) ? MARK_SENTENCE : MARK_CLAUSE;
  if (token->type != TY_TOKEN_PUNCTUATION)
    return MARK_NONE;
  for (const char *p = token->text, *end = p + token->length; p < end; p = g_utf8_next_char(p))
    switch (g_utf8_get_char(p)) {
    case '?':
      return MARK_QUESTION;
    case 0x3002: /* 。 */
    case '!':
    case ';':
    case 0x2026: /* … */
    case '~':
    case '\n':
      mark = MARK_SENTENCE;
      break;
    case '"':
    case '\'':
    case 0x201c: /* “ */
    case 0x201d:
    case 0x2018:
    case 0x2019:
    case 0x300c: /* 「 */
    case 0x300d:
    case '-':
      mark = mark == MARK_CLAUSE ? MARK_NONE : mark;
      break;
    default:
      break;
    }
  return mark;
}

static gboolean is_quote(const TyToken *token) {
  static const gunichar quotes[] = {'"', 0x201c, 0x201d, 0x300c, 0x300d, 0x2018, 0x2019, '\''};

  for (gsize i = 0; token->type == TY_TOKEN_PUNCTUATION && i < G_N_ELEMENTS(quotes); i++)
    if (is_character(token, quotes[i]))
      return TRUE;
  return FALSE;
}

#define CP_DE 0x7684 /* 的 */

/* Whether the clause ends before the reader's token, particles of tone aside. */
static gboolean ends_clause(const TyOpinionReader *reader) {
  /* 的 了 吧 啊 啦 哦 呢 哈 呀 */
  static const gunichar particles[] = {CP_DE,  0x4e86, 0x5427, 0x554a, 0x5566,
                                       0x54e6, 0x5462, 0x54c8, 0x5440};

  for (gsize at = reader->at; at < reader->n && is_word(&reader->tokens[at]); at++) {
    gboolean particle = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(particles) && !particle; i++)
      particle = is_character(&reader->tokens[at], particles[i]);
    if (!particle)
      return FALSE;
  }
  return TRUE;
}

/* What stands around the item that ends before the reader's token and began at token `begin`. */
static void look_around(const TyOpinionReader *reader, gsize begin, TyOpinionItem *item) {
  const TyToken *after = reader->at < reader->n ? &reader->tokens[reader->at] : NULL;

  item->quoted = begin > 0 && after && is_quote(&reader->tokens[begin - 1]) && is_quote(after);
  item->attributive = after && is_character(after, CP_DE);
  item->final = !(item->word->roles & TY_SAYS_FINAL) || ends_clause(reader);
}

gboolean ty_opinion_next_sentence(TyOpinionReader *reader, TyOpinionSentence *sentence) {
  const TyToken *tokens = reader->tokens;
  guint32 place = 0, clause = 0;

  g_array_set_size(sentence->items, 0);
  while (reader->at < reader->n && tokens[reader->at].type == TY_TOKEN_SPACE)
    reader->at++;
  if (reader->at >= reader->n)
    return FALSE;
  sentence->start = tokens[reader->at].start;
  sentence->question = FALSE;
  while (reader->at < reader->n) {
    const TyToken *token = &tokens[reader->at];
    if (token->type == TY_TOKEN_TOPIC)
      reader->hidden = !reader->hidden;
    Mark mark = mark_of(token);
    sentence->end = token->type == TY_TOKEN_SPACE ? sentence->end : token->end;
    if (mark == MARK_SENTENCE || mark == MARK_QUESTION) {
      sentence->question = mark == MARK_QUESTION;
      reader->hidden &= token->type != TY_TOKEN_SPACE; /* a mark that is never closed */
      reader->at++;
      break;
    }
    clause += mark == MARK_CLAUSE;
    if (reader->hidden || !is_word(token)) {
      reader->at++;
      continue;
    }
    gsize begin = reader->at;
    guint before = sentence->items->len;
    take_words(reader, &place, clause, sentence);
    sentence->end = tokens[reader->at - 1].end;
    if (sentence->items->len > before)
      look_around(reader, begin,
                  &g_array_index(sentence->items, TyOpinionItem, sentence->items->len - 1));
  }
  return TRUE;
}
