/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/noise.h"

#include "flow/key.h"
#include "flow/word-lists.h"

#include <math.h>
#include <string.h>

typedef struct {
  char *phrase;
  double points;
} Mark;

struct TyNoise {
  GHashTable *stopwords; /* normalised */
  GHashTable *furniture; /* normalised, without spaces */
  GArray *marks;         /* of Mark */
};

/* The mark of a phrase, NULL when there is none. */
static Mark *find_mark(const TyNoise *noise, const char *phrase, guint *at) {
  for (*at = 0; *at < noise->marks->len; ++*at)
    if (g_str_equal(g_array_index(noise->marks, Mark, *at).phrase, phrase))
      return &g_array_index(noise->marks, Mark, *at);
  return NULL;
}

static void set_mark(TyNoise *noise, const char *phrase, double points, gboolean is_there) {
  guint at;
  Mark *mark = find_mark(noise, phrase, &at);

  if (mark && !is_there) {
    g_array_remove_index(noise->marks, at);
  } else if (mark) {
    mark->points = points;
  } else if (is_there) {
    Mark added = {g_strdup(phrase), points};
    g_array_append_val(noise->marks, added);
  }
}

void ty_noise_set(TyNoise *noise, const char *role, const char *key, double points,
                  gboolean is_there) {
  GHashTable *set = g_str_equal(role, "stopword")    ? noise->stopwords
                    : g_str_equal(role, "furniture") ? noise->furniture
                                                     : NULL;

  if (g_str_equal(role, "advertisement"))
    set_mark(noise, key, isnan(points) ? 1 : points, is_there);
  else if (set && is_there)
    g_hash_table_add(set, g_strdup(key));
  else if (set)
    g_hash_table_remove(set, key);
}

static gboolean take_listed(const TyListedWord *entry, gpointer data, GError **error) {
  g_autofree char *key = ty_name_key(entry->word);
  (void) error;
  ty_noise_set(data, entry->role, key, entry->points, TRUE);
  return TRUE;
}

static void clear_mark(gpointer mark) { g_free(((Mark *) mark)->phrase); }

TyNoise *ty_noise_open(const char *folder, GError **error) {
  g_autoptr(TyNoise) noise = g_new0(TyNoise, 1);

  noise->stopwords = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  noise->furniture = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  noise->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  g_array_set_clear_func(noise->marks, clear_mark);
  for (gsize i = 1; ty_word_roles[i]; i++) /* all but words, which the lexicon holds */
    if (!ty_word_lists_each(folder, ty_word_roles[i], take_listed, noise, error))
      return NULL;
  return g_steal_pointer(&noise);
}

void ty_noise_free(TyNoise *noise) {
  g_hash_table_unref(noise->stopwords);
  g_hash_table_unref(noise->furniture);
  g_array_unref(noise->marks);
  g_free(noise);
}

gsize ty_noise_furniture(const TyNoise *noise, const TyToken *tokens, gsize n) {
  char spelt[TY_FURNITURE_BYTES + 1];
  gsize length = 0, longest = 0;

  if (n == 0 || tokens[0].type == TY_TOKEN_SPACE)
    return 0;
  for (gsize i = 0; i < MIN(n, TY_FURNITURE_TOKENS); i++) {
    if (tokens[i].type == TY_TOKEN_SPACE)
      continue;
    if (length + tokens[i].length > TY_FURNITURE_BYTES)
      break;
    memcpy(spelt + length, tokens[i].text, tokens[i].length);
    length += tokens[i].length;
    spelt[length] = '\0';
    if (g_hash_table_contains(noise->furniture, spelt))
      longest = i + 1;
  }
  return longest;
}

static gboolean is_alone(const TyToken *tokens, gsize n, gsize at) {
  return (at == 0 || tokens[at - 1].type != TY_TOKEN_WORD) &&
         (at + 1 == n || tokens[at + 1].type != TY_TOKEN_WORD);
}

void ty_noise_part(const TyNoise *noise, TyToken *tokens, gsize n) {
  for (gsize i = 0; i < n;) {
    gsize furniture = ty_noise_furniture(noise, tokens + i, n - i);
    if (furniture == 1 && g_utf8_strlen(tokens[i].text, (gssize) tokens[i].length) == 1 &&
        !is_alone(tokens, n, i))
      furniture = 0;
    for (gsize k = 0; k < furniture; k++)
      tokens[i + k].type = TY_TOKEN_PUNCTUATION;
    i += MAX(furniture, 1);
  }
}

gboolean ty_noise_stops(const TyNoise *noise, const char *word, gsize length) {
  g_autofree char *text = g_strndup(word, length);
  return g_hash_table_contains(noise->stopwords, text);
}

gboolean ty_noise_counts(const TyNoise *noise, const TyToken *token) {
  if (token->type != TY_TOKEN_WORD && token->type != TY_TOKEN_LATIN)
    return FALSE;
  g_autofree char *word = g_strndup(token->text, token->length);
  return g_utf8_strlen(word, -1) >= 2 && !g_hash_table_contains(noise->stopwords, word);
}

gboolean ty_noise_advertises(const TyNoise *noise, const char *text) {
  g_autofree char *key = ty_name_key(text);
  double points = 0;

  for (guint i = 0; i < noise->marks->len; i++) {
    const Mark *mark = &g_array_index(noise->marks, Mark, i);
    if (strstr(key, mark->phrase))
      points += mark->points;
  }
  return points >= TY_ADVERTISING_POINTS;
}

static void each_key(GHashTable *words, TyNoiseWordFunc func, gpointer data) {
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init(&iter, words);
  while (g_hash_table_iter_next(&iter, &word, NULL))
    func(word, data);
}

void ty_noise_each_stopword(const TyNoise *noise, TyNoiseWordFunc func, gpointer data) {
  each_key(noise->stopwords, func, data);
}

void ty_noise_each_furniture(const TyNoise *noise, TyNoiseWordFunc func, gpointer data) {
  each_key(noise->furniture, func, data);
}

void ty_noise_each_phrase(const TyNoise *noise, TyNoisePhraseFunc func, gpointer data) {
  for (guint i = 0; i < noise->marks->len; i++) {
    const Mark *mark = &g_array_index(noise->marks, Mark, i);
    func(mark->phrase, mark->points, data);
  }
}
