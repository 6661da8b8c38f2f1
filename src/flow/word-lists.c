/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/word-lists.h"

#include "base/file.h"
#include "base/number.h"
#include "corpus/decode.h"
#include "text/lexicon.h"

#include <math.h>
#include <string.h>

const char *const ty_word_roles[] = {"word", "stopword", "furniture", "advertisement", NULL};
static const char *const list_files[] = {"heritage.txt", "stopwords.txt", "furniture.txt",
                                         "advertisement.txt"};

/* `word [frequency] [tag]` */
static gboolean parse_word(char *line, TyListedWord *entry, char **reason) {
  TyListEntry word;
  const char *why;

  if (!ty_list_parse(line, strlen(line), &word, &why)) {
    *reason = g_strdup_printf("found '%s', %s", line, why);
    return FALSE;
  }
  entry->tag = *word.tag ? g_intern_string(word.tag) : NULL;
  entry->word = word.word;
  line[word.word - line + (gssize) word.length] = '\0';
  return TRUE;
}

/* Columns parted by tabs: the phrase, and the points of a mark. */
static gboolean parse_columns(gboolean has_points, char *line, TyListedWord *entry, char **reason) {
  char *tab = strchr(line, '\t');

  entry->word = line;
  entry->points = has_points ? 1 : NAN;
  if (!tab)
    return TRUE;
  *tab = '\0';
  char *points = tab + 1, *next = strchr(points, '\t');
  if (next)
    *next = '\0';
  if (!has_points || ty_number_parse(points, &entry->points))
    return TRUE;
  *reason = g_strdup_printf("found the points '%s', expected a number", points);
  return FALSE;
}

gboolean ty_word_line_parse(const char *role, char *line, TyListedWord *entry, char **reason) {
  *entry = (TyListedWord){.role = role, .points = NAN};
  g_strstrip(line);
  if (!*line || *line == '#')
    return TRUE;
  return g_str_equal(role, "word")
             ? parse_word(line, entry, reason)
             : parse_columns(g_str_equal(role, "advertisement"), line, entry, reason);
}

static gboolean read_list(const char *folder, gsize list, TyListedWordFunc func, gpointer data,
                          GError **error) {
  g_autofree char *path = g_build_filename(folder, list_files[list], NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return FALSE;
  g_autofree char *text =
      g_strndup(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

  for (gsize i = 0; lines[i]; i++) {
    TyListedWord entry;
    g_autofree char *reason = NULL;
    if (!ty_word_line_parse(ty_word_roles[list], lines[i], &entry, &reason)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", path, i + 1, reason);
      return FALSE;
    }
    entry.file = list_files[list];
    entry.line = i + 1;
    if (entry.word && !func(&entry, data, error))
      return FALSE;
  }
  return TRUE;
}

gboolean ty_word_lists_each(const char *folder, const char *role, TyListedWordFunc func,
                            gpointer data, GError **error) {
  for (gsize list = 0; list < G_N_ELEMENTS(list_files); list++)
    if ((!role || g_str_equal(role, ty_word_roles[list])) &&
        !read_list(folder, list, func, data, error))
      return FALSE;
  return TRUE;
}

char *ty_word_file_read(const char *path, gsize *length, TyRejectFunc reject, gpointer data,
                        gsize *n_rejected, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  g_auto(TyDecoded) decoded = {0};
  if (!file)
    return NULL;
  const char *bytes = g_mapped_file_get_contents(file);

  *length = g_mapped_file_get_length(file);
  if (*length >= strlen(TY_LEXICON_MAGIC) &&
      memcmp(bytes, TY_LEXICON_MAGIC, strlen(TY_LEXICON_MAGIC)) == 0) {
    if (reject)
      reject(&(TyReject){path, 1, "found a compiled lexicon, expected a list of words", NULL},
             data);
    ++*n_rejected;
    *length = 0;
  }
  if (*length > 0 && ty_encoding_decode(path, bytes, *length, &decoded, NULL) &&
      !g_str_equal(decoded.encoding, "UTF-8")) {
    *length = decoded.length;
    return g_steal_pointer(&decoded.text);
  }
  char *copy = g_malloc(*length + 1);
  if (*length > 0)
    memcpy(copy, bytes, *length);
  copy[*length] = '\0';
  return copy;
}
