/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/column-map.h"

#include <string.h>
#include <tuyou/corpus.h>

void ty_column_map_clear(TyColumnMap *map) {
  g_clear_pointer(&map->map, g_free);
  g_clear_pointer(&map->headings, g_free);
}

static int compare(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* The headings as a set: sorted, each once, one a line. */
static char *set_of(char *const *headings) {
  gsize n = g_strv_length((char **) headings);
  g_autofree const char **sorted = g_memdup2(headings, n * sizeof *headings);
  GString *out = g_string_new(NULL);

  qsort(sorted, n, sizeof *sorted, compare);
  for (gsize i = 0; i < n; i++)
    if (i == 0 || !g_str_equal(sorted[i], sorted[i - 1]))
      g_string_append_printf(out, "%s%s", out->len > 0 ? "\n" : "", sorted[i]);
  return g_string_free(out, FALSE);
}

static void say(const TyImportOptions *options, const char *file, const char *what,
                const char *map) {
  if (!options->message)
    return;
  g_autofree char *message = g_strdup_printf("%s: %s%s", file, what, map);
  options->message(message, options->message_data);
}

gboolean ty_column_map_find(TyAtlas *atlas, const TyImportOptions *options, const char *kind,
                            const char *file, const char *path, TyColumnMap *out, GError **error) {
  gboolean are_papers = g_str_equal(kind, "papers");
  gboolean are_documents = are_papers || g_str_equal(kind, "posts");
  TyDocumentKind documents = are_papers ? TY_DOCUMENT_PAPER : TY_DOCUMENT_POST;
  g_auto(GStrv) first = NULL, all = NULL;

  if (options->map ? !*options->map : !ty_atlas_has_column_maps(atlas, kind))
    return TRUE;
  if (!ty_corpus_headings(path, documents, &first, &all, error))
    return FALSE;
  g_autofree char *headings = first ? set_of(first) : NULL;
  if (options->map) {
    out->map = g_strdup(options->map);
    if (!headings && are_documents)
      say(options, file, "the map is not used: the file has no columns or keys to name", "");
    else if (headings && are_documents &&
             !ty_corpus_check_map(file, documents, options->map, (const char *const *) all, error))
      return FALSE;
    out->headings = g_steal_pointer(&headings);
    return TRUE;
  }
  out->map = headings ? ty_atlas_column_map(atlas, kind, headings) : NULL;
  if (out->map)
    say(options, file, "read by the map kept for files with these columns: ", out->map);
  return TRUE;
}

gboolean ty_column_map_forget(TyAtlas *atlas, const TyImportOptions *options, const char *kind,
                              const char *file, const char *path, GError **error) {
  TyDocumentKind documents = g_str_equal(kind, "papers") ? TY_DOCUMENT_PAPER : TY_DOCUMENT_POST;
  g_auto(GStrv) first = NULL, all = NULL;

  if (!options->map || *options->map || !ty_atlas_has_column_maps(atlas, kind))
    return TRUE;
  if (!ty_corpus_headings(path, documents, &first, &all, error))
    return FALSE;
  g_autofree char *headings = first ? set_of(first) : NULL;
  g_autofree char *map = headings ? ty_atlas_column_map(atlas, kind, headings) : NULL;
  if (!map)
    return TRUE;
  say(options, file, "forgets the map kept for files with these columns: ", map);
  return ty_atlas_set_column_map(atlas, kind, headings, "", error);
}

gboolean ty_column_map_keep(TyAtlas *atlas, const char *kind, const TyColumnMap *map,
                            GError **error) {
  return !map->headings || ty_atlas_set_column_map(atlas, kind, map->headings, map->map, error);
}
