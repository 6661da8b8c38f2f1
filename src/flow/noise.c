/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/noise.h"

#include "base/file.h"
#include "base/number.h"
#include "flow/key.h"

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

/* Takes the columns of one line; FALSE with `error` set. */
typedef gboolean (*ColumnsFunc)(TyNoise *noise, char **columns, GError **error);

static gboolean take_stopword(TyNoise *noise, char **columns, GError **error) {
  (void) error;
  g_hash_table_add(noise->stopwords, ty_name_key(columns[0]));
  return TRUE;
}

static gboolean take_furniture(TyNoise *noise, char **columns, GError **error) {
  (void) error;
  g_hash_table_add(noise->furniture, ty_name_key(columns[0]));
  return TRUE;
}

static gboolean take_mark(TyNoise *noise, char **columns, GError **error) {
  Mark mark = {.points = 1};

  if (columns[1] && !ty_number_parse(columns[1], &mark.points)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found the points '%s', expected a number",
                columns[1]);
    return FALSE;
  }
  mark.phrase = ty_name_key(columns[0]);
  g_array_append_val(noise->marks, mark);
  return TRUE;
}

static gboolean read_list(TyNoise *noise, const char *folder, const char *name, ColumnsFunc take,
                          GError **error) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return FALSE;
  g_autofree char *text =
      g_strndup(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

  for (gsize i = 0; lines[i]; i++) {
    g_auto(GStrv) columns = g_strsplit(g_strstrip(lines[i]), "\t", -1);
    if (!columns[0] || !*columns[0] || *columns[0] == '#')
      continue;
    if (!take(noise, columns, error)) {
      g_prefix_error(error, "%s:%zu: ", path, i + 1);
      return FALSE;
    }
  }
  return TRUE;
}

static void clear_mark(gpointer mark) { g_free(((Mark *) mark)->phrase); }

TyNoise *ty_noise_open(const char *folder, GError **error) {
  g_autoptr(TyNoise) noise = g_new0(TyNoise, 1);

  noise->stopwords = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  noise->furniture = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  noise->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  g_array_set_clear_func(noise->marks, clear_mark);
  if (!read_list(noise, folder, "stopwords.txt", take_stopword, error) ||
      !read_list(noise, folder, "furniture.txt", take_furniture, error) ||
      !read_list(noise, folder, "advertisement.txt", take_mark, error))
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
