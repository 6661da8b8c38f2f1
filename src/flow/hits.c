/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/hits.h"

#include "flow/index-words.h"

#include <string.h>

/* A word of the text at its place. */
typedef struct {
  guint place;
  TySpan span;
  gsize from, length; /* of its bytes */
} Word;

typedef struct {
  GArray *words; /* of Word */
  GByteArray *bytes;
  guint n_places;
} Places;

static gboolean take_word(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data) {
  Places *places = data;
  places->n_places += !beside;
  Word taken = {places->n_places - 1, span, places->bytes->len, length};

  g_array_append_val(places->words, taken);
  g_byte_array_append(places->bytes, (const guint8 *) word, (guint) length);
  return TRUE;
}

static Places places_of(TySegmenter *segmenter, const char *text) {
  Places places = {g_array_new(FALSE, FALSE, sizeof(Word)), g_byte_array_new(), 0};
  ty_index_words(segmenter, text, strlen(text), take_word, &places);
  return places;
}

static void places_clear(Places *places) {
  g_array_unref(places->words);
  g_byte_array_unref(places->bytes);
}

static gboolean is_word(const Places *places, const Word *word, const char *wanted) {
  return word->length == strlen(wanted) &&
         memcmp(places->bytes->data + word->from, wanted, word->length) == 0;
}

/* The span of a phrase whose first word is words[at]; FALSE when it does not stand there. */
static gboolean phrase_at(const Places *places, guint at, const TyPhrase *phrase, TySpan *span) {
  const Word *words = (const Word *) (const void *) places->words->data;
  guint place = words[at].place;

  if (!is_word(places, &words[at], phrase->words[0]))
    return FALSE;
  *span = words[at].span;
  for (gsize i = 1; i < phrase->n_words; i++) {
    gboolean found = FALSE;
    for (guint w = at; w < places->words->len && words[w].place <= place + i && !found; w++)
      if (words[w].place == place + i && is_word(places, &words[w], phrase->words[i])) {
        span->end = MAX(span->end, words[w].span.end);
        found = TRUE;
      }
    if (!found)
      return FALSE;
  }
  return TRUE;
}

gboolean ty_text_has_phrase(TySegmenter *segmenter, const char *text, const TyPhrase *phrase) {
  Places places = places_of(segmenter, text);
  gboolean has = FALSE;
  TySpan span;

  for (guint at = 0; at < places.words->len && !has; at++)
    has = phrase_at(&places, at, phrase, &span);
  places_clear(&places);
  return has;
}

static int by_start(gconstpointer a, gconstpointer b) {
  const TySpan *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (x->end < y->end) - (x->end > y->end);
}

void ty_find_hits(TySegmenter *segmenter, const char *text, const TySearchClause *clauses,
                  gsize n_clauses, GArray *hits) {
  Places places = places_of(segmenter, text);
  guint old = hits->len, n;

  for (guint at = 0; at < places.words->len; at++)
    for (gsize c = 0; c < n_clauses; c++)
      for (gsize p = 0; !clauses[c].excluded && p < clauses[c].n_phrases; p++) {
        TySpan span;
        if (phrase_at(&places, at, &clauses[c].phrases[p], &span))
          g_array_append_val(hits, span);
      }
  places_clear(&places);
  TySpan *span = &g_array_index(hits, TySpan, old);
  if (hits->len - old > 1)
    qsort(span, hits->len - old, sizeof *span, by_start);
  n = MIN(hits->len - old, 1);
  for (guint i = 1; i < hits->len - old; i++)
    if (span[i].end > span[n - 1].end)
      span[n++] = span[i];
  g_array_set_size(hits, old + n);
}

/* Snippets --------------------------------------------------------------------------------------
 */

static gboolean ends_sentence(const char *p) {
  static const char *const marks[] = {"。", "！", "？", "\n"};

  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(p, marks[i]))
      return TRUE;
  return FALSE;
}

/* Goes up to `n` characters back from `at`, but not over the end of a sentence. */
static const char *go_back(const char *text, const char *at, gsize n) {
  for (; n > 0 && at > text; n--) {
    const char *before = g_utf8_find_prev_char(text, at);
    if (!before || ends_sentence(before))
      break;
    at = before;
  }
  return at;
}

static const char *go_on(const char *at, gsize n) {
  for (; n > 0 && *at; n--)
    at = g_utf8_next_char(at);
  return at;
}

TySpan ty_choose_snippet(const char *text, const TySpan *hits, gsize n_hits, gsize n_characters) {
  gsize best = 0, most = 0;

  for (gsize i = 0; i < n_hits; i++) {
    const char *end = go_on(text + hits[i].start, n_characters * 2 / 3);
    gsize n = 0;
    while (i + n < n_hits && text + hits[i + n].end <= end)
      n++;
    if (n > most) {
      most = n;
      best = i;
    }
  }
  const char *start = n_hits ? go_back(text, text + hits[best].start, n_characters / 3) : text;
  const char *end = go_on(start, n_characters);
  if (n_hits && end < text + hits[best].end)
    end = text + hits[best].end;
  return (TySpan){(gsize) (start - text), (gsize) (end - text)};
}
