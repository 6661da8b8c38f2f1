/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/index-words.h"

#include <string.h>

static gsize cut(const char *text, gsize length) {
  if (length <= TY_INDEX_WORD_BYTES)
    return length;
  length = TY_INDEX_WORD_BYTES;
  while (length > 0 && ((guchar) text[length] & 0xC0) == 0x80)
    length--;
  return length;
}

static gboolean tell(const TyToken *token, gboolean beside, TyIndexWordFunc func, gpointer data) {
  TySpan span = {token->start, token->end};
  return func(token->text, cut(token->text, token->length), span, beside, data);
}

/* The shortest of the inner words that begin at `start`; NULL when none does. */
static const TyToken *part_at(const TyToken *inner, gsize n, guint32 start) {
  const TyToken *part = NULL;

  for (gsize i = 0; i < n; i++)
    if (inner[i].start == start && (!part || inner[i].end < part->end))
      part = &inner[i];
  return part;
}

/* Where the next part begins after `start`: up to there it is what is left over. */
static guint32 next_start(const TyToken *inner, gsize n, guint32 start, guint32 end) {
  for (gsize i = 0; i < n; i++)
    if (inner[i].start > start && inner[i].start < end)
      end = inner[i].start;
  return end;
}

/* Tells the source bytes [start, end), a part of `word` that is no word itself, normalised. */
static gboolean tell_left_over(const char *text, const TyToken *word, guint32 start, guint32 end,
                               TyIndexWordFunc func, gpointer data) {
  TyToken rest = {.text = text + start, .length = end - start, .start = start, .end = end};

  if (word->text == text + word->start && word->length == word->end - word->start)
    return tell(&rest, FALSE, func, data);
  TyNormalised normalised = ty_normalise(text + start, end - start);
  rest.text = normalised.text;
  rest.length = (guint32) normalised.length;
  gboolean goes_on = rest.length == 0 || tell(&rest, FALSE, func, data);
  ty_normalised_clear(&normalised);
  return goes_on;
}

/* A word with the shorter words inside it, which follow it in `inner`. */
static gboolean tell_parts(const char *text, const TyToken *word, const TyToken *inner, gsize n,
                           TyIndexWordFunc func, gpointer data) {
  for (guint32 start = word->start, end; start < word->end; start = end) {
    const TyToken *part = part_at(inner, n, start);
    end = part ? part->end : next_start(inner, n, start, word->end);
    if (part ? !tell(part, FALSE, func, data) : !tell_left_over(text, word, start, end, func, data))
      return FALSE;
    if (start == word->start && !tell(word, TRUE, func, data))
      return FALSE;
    for (gsize i = 0; i < n; i++)
      if (&inner[i] != part && inner[i].start >= start && inner[i].start < end &&
          !tell(&inner[i], TRUE, func, data))
        return FALSE;
  }
  return TRUE;
}

void ty_index_words(TySegmenter *segmenter, const char *text, gsize length, TyIndexWordFunc func,
                    gpointer data) {
  gsize n;
  const TyToken *tokens = ty_segmenter_tokens(segmenter, text, length, TY_SEGMENT_SEARCH, &n);

  for (gsize i = 0, next; i < n; i = next) {
    const TyToken *word = &tokens[i];
    for (next = i + 1; next < n && tokens[next].start < word->end;)
      next++;
    if (word->type >= TY_TOKEN_PUNCTUATION || word->type == TY_TOKEN_TOPIC || word->length == 0)
      continue;
    if (next == i + 1 ? !tell(word, FALSE, func, data)
                      : !tell_parts(text, word, word + 1, next - i - 1, func, data))
      return;
  }
}

typedef struct {
  GPtrArray *parts;
  char *whole;   /* the word that stands beside the first part */
  guint n_whole; /* how many parts are within it */
  TySpan span;
} Phrase;

static gboolean take_part(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data) {
  Phrase *phrase = data;

  if (!beside)
    g_ptr_array_add(phrase->parts, g_strndup(word, length));
  else if (!phrase->whole && phrase->parts->len == 1) {
    phrase->whole = g_strndup(word, length);
    phrase->span = span;
  }
  phrase->n_whole += !beside && (!phrase->whole || span.end <= phrase->span.end);
  return TRUE;
}

char **ty_index_phrase(TySegmenter *segmenter, const char *text, char **whole) {
  Phrase phrase = {.parts = g_ptr_array_new()};

  ty_index_words(segmenter, text, strlen(text), take_part, &phrase);
  gboolean is_one = phrase.whole && phrase.n_whole == phrase.parts->len;
  *whole = is_one ? g_steal_pointer(&phrase.whole) : NULL;
  g_free(phrase.whole);
  g_ptr_array_add(phrase.parts, NULL);
  return (char **) g_ptr_array_free(phrase.parts, FALSE);
}
