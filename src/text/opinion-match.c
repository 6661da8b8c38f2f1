/* SPDX-License-Identifier: Apache-2.0 */
/* Words are walked a character at a time through the trie, over the borders of tokens, and count
 * where they end at one. A token that no list has whole but that begins with a negator or a word of
 * degree is cut there: 不高 is 不, 高. */
#include "text/opinion-match.h"

#include <string.h>

typedef struct {
  const TyToken *tokens;
  gsize n, at;
  guint32 offset; /* in the text of token `at` */
} Cursor;

/* What the trie has from a cursor on. */
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

static gboolean token_is(const TyToken *token, const char *text) {
  return token->length == strlen(text) && memcmp(token->text, text, token->length) == 0;
}

static void match_at(const TyOpinionLexicon *lexicon, const Cursor *from, Match *match) {
  guint32 prefix = 0, value = 0;

  *match = (Match){0};
  for (gsize t = from->at; t < from->n; t++) {
    const TyToken *token = &from->tokens[t];
    if (t > from->at && !is_word(token))
      return;
    const char *p = token->text + (t == from->at ? from->offset : 0);
    const char *end = token->text + token->length, *begin = p;
    while (p < end) {
      guint32 cp = g_utf8_get_char(p);
      p = g_utf8_next_char(p);
      if (prefix == 0 && !ty_trie_has_first(lexicon->trie, cp))
        return;
      prefix = ty_trie_step(lexicon->trie, prefix, cp, &value);
      if (prefix == 0)
        return;
      if (value && t == from->at && p < end) {
        const TyOpinionWord *word = ty_opinion_word(lexicon, value);
        if ((word->roles & TY_SAYS_NOT) || word->degree > 0) {
          match->shifter = word;
          match->shifter_bytes = (guint32) (p - begin);
        }
      }
    }
    if (value) {
      match->word = ty_opinion_word(lexicon, value);
      match->end_token = t + 1;
    }
  }
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

/* Adds what begins at token `at`; moves `*at` behind it. */
static void take_words(const TyOpinionLexicon *lexicon, const TyToken *tokens, gsize n, gsize *at,
                       guint32 *place, guint32 clause, TyOpinionSentence *sentence) {
  Cursor cursor = {tokens, n, *at, 0};
  guint before = sentence->items->len;
  Match match;

  match_at(lexicon, &cursor, &match);
  while (!match.word && match.shifter) {
    const TyToken *token = &tokens[*at];
    guint32 start = source_at(token, cursor.offset);
    cursor.offset += match.shifter_bytes;
    add_item(sentence, match.shifter, start, source_at(token, cursor.offset), *place, *place,
             clause);
    match_at(lexicon, &cursor, &match);
  }
  if (!match.word) {
    g_array_set_size(sentence->items, before);
    ++*at;
    ++*place;
    return;
  }
  guint32 last = *place + (guint32) (match.end_token - *at) - 1;
  add_item(sentence, match.word, source_at(&tokens[*at], cursor.offset),
           tokens[match.end_token - 1].end, *place, last, clause);
  *at = match.end_token;
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
  static const char *const quotes[] = {"\"", "“", "”", "「", "」", "‘", "’", "'"};
  for (gsize i = 0; i < G_N_ELEMENTS(quotes); i++)
    if (token_is(token, quotes[i]))
      return TRUE;
  return FALSE;
}

/* Whether the clause ends before token `at`, particles of tone aside. */
static gboolean ends_clause(const TyToken *tokens, gsize n, gsize at) {
  static const char *const particles[] = {"的", "了", "吧", "啊", "啦",
                                          "哦", "呢", "吖", "哈", "呀"};

  for (; at < n && is_word(&tokens[at]); at++) {
    gboolean particle = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(particles) && !particle; i++)
      particle = token_is(&tokens[at], particles[i]);
    if (!particle)
      return FALSE;
  }
  return TRUE;
}

gboolean ty_opinion_next_sentence(const TyOpinionLexicon *lexicon, const TyToken *tokens, gsize n,
                                  gsize *at, gboolean *hidden, TyOpinionSentence *sentence) {
  guint32 place = 0, clause = 0;

  g_array_set_size(sentence->items, 0);
  while (*at < n && tokens[*at].type == TY_TOKEN_SPACE)
    ++*at;
  if (*at >= n)
    return FALSE;
  sentence->start = tokens[*at].start;
  sentence->question = FALSE;
  while (*at < n) {
    const TyToken *token = &tokens[*at];
    if (token->type == TY_TOKEN_TOPIC)
      *hidden = !*hidden;
    Mark mark = mark_of(token);
    sentence->end = token->type == TY_TOKEN_SPACE ? sentence->end : token->end;
    if (mark == MARK_SENTENCE || mark == MARK_QUESTION) {
      sentence->question = mark == MARK_QUESTION;
      *hidden = *hidden && token->type != TY_TOKEN_SPACE; /* a mark that is never closed */
      ++*at;
      break;
    }
    clause += mark == MARK_CLAUSE;
    if (*hidden || !is_word(token)) {
      ++*at;
      continue;
    }
    gsize begin = *at;
    guint before = sentence->items->len;
    take_words(lexicon, tokens, n, at, &place, clause, sentence);
    sentence->end = tokens[*at - 1].end;
    if (sentence->items->len > before) {
      TyOpinionItem *item =
          &g_array_index(sentence->items, TyOpinionItem, sentence->items->len - 1);
      item->quoted = begin > 0 && *at < n && is_quote(&tokens[begin - 1]) && is_quote(&tokens[*at]);
      item->attributive = *at < n && token_is(&tokens[*at], "的");
      item->final = !(item->word->roles & TY_SAYS_FINAL) || ends_clause(tokens, n, *at);
    }
  }
  return TRUE;
}
