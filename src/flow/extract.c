/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/extract.h"

#include "base/file.h"

#include <string.h>

static gboolean note_kind(const TyEntityKind *kind, gpointer data, GError **error) {
  (void) error;
  g_ptr_array_add(data, g_strdup(kind->id));
  return TRUE;
}

static guint kind_number(const GPtrArray *kinds, const char *kind) {
  guint i = 0;
  while (i < kinds->len && !g_str_equal(kinds->pdata[i], kind))
    i++;
  return i;
}

static gboolean note_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyExtraction *extraction = data;
  guint kind = kind_number(extraction->kinds, entity->kind);
  (void) error;

  if (kind < MIN(extraction->kinds->len, TY_PATTERN_KINDS))
    g_hash_table_insert(extraction->kind_of, g_memdup2(&entity->id, sizeof entity->id),
                        GUINT_TO_POINTER(kind + 1));
  return TRUE;
}

typedef struct {
  const GPtrArray *kinds;
  GArray *predicates; /* of TyPatternPredicate, ids to be freed */
} World;

/* site|component as a set; 0 for any, and for kinds that nobody knows. */
static guint64 kind_set(const GPtrArray *kinds, const char *text) {
  g_auto(GStrv) names = g_strsplit(text ? text : "", "|", -1);
  guint64 set = 0;

  for (char **name = names; *name; name++) {
    guint kind = kind_number(kinds, *name);
    if (kind < MIN(kinds->len, TY_PATTERN_KINDS))
      set |= (guint64) 1 << kind;
  }
  return set;
}

static gboolean note_predicate(const TyPredicate *predicate, gpointer data, GError **error) {
  World *world = data;
  TyPatternPredicate known = {.id = g_strdup(predicate->id),
                              .is_value = g_str_equal(predicate->kind, "value"),
                              .domain = kind_set(world->kinds, predicate->domain),
                              .range = kind_set(world->kinds, predicate->range)};
  (void) error;
  g_array_append_val(world->predicates, known);
  return TRUE;
}

static void predicate_clear(gpointer data) { g_free((char *) ((TyPatternPredicate *) data)->id); }

typedef struct {
  TyPatterns *patterns;
  const TyPatternWorld *world;
  const char *but; /* a list that is about to be replaced */
} Reading;

static gboolean read_own(const char *name, const char *text, gpointer data, GError **error) {
  const Reading *reading = data;
  return g_strcmp0(name, reading->but) == 0 ||
         ty_patterns_read(reading->patterns, name, text, strlen(text), reading->world, error);
}

/* The patterns of the program, the atlas's own (but the one of that name), and `text` last. */
static TyPatterns *read_patterns(TyWorkspace *workspace, const GPtrArray *kinds, const char *but,
                                 const char *text, gsize length, GError **error) {
  g_autoptr(GArray) predicates = g_array_new(FALSE, FALSE, sizeof(TyPatternPredicate));
  g_autofree char *path = g_build_filename(workspace->data_folder, "patterns.txt", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  g_autoptr(TyPatterns) patterns = ty_patterns_new();
  World world = {kinds, predicates};

  g_array_set_clear_func(predicates, predicate_clear);
  if (!file || !ty_atlas_each_predicate(workspace->atlas, note_predicate, &world, error))
    return NULL;
  TyPatternWorld known = {(const char *const *) kinds->pdata, kinds->len,
                          &g_array_index(predicates, TyPatternPredicate, 0), predicates->len};
  Reading reading = {patterns, &known, but};
  if (!ty_patterns_read(patterns, path, g_mapped_file_get_contents(file),
                        g_mapped_file_get_length(file), &known, error) ||
      !ty_atlas_each_pattern_list(workspace->atlas, read_own, &reading, error) ||
      (text && !ty_patterns_read(patterns, but, text, length, &known, error)))
    return NULL;
  return g_steal_pointer(&patterns);
}

TyExtraction *ty_extraction_new(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyExtraction) extraction = g_new0(TyExtraction, 1);

  extraction->kinds = g_ptr_array_new_with_free_func(g_free);
  extraction->kind_of = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  if (!ty_atlas_each_kind(workspace->atlas, note_kind, extraction->kinds, error) ||
      !ty_atlas_each_entity(workspace->atlas, NULL, NULL, note_entity, extraction, error))
    return NULL;
  extraction->patterns = read_patterns(workspace, extraction->kinds, NULL, NULL, 0, error);
  return extraction->patterns ? g_steal_pointer(&extraction) : NULL;
}

void ty_extraction_free(TyExtraction *extraction) {
  if (!extraction)
    return;
  ty_patterns_free(extraction->patterns);
  g_ptr_array_unref(extraction->kinds);
  g_hash_table_unref(extraction->kind_of);
  g_free(extraction);
}

void ty_extraction_find(const TyExtraction *extraction, const TyToken *tokens, gsize n_tokens,
                        const TyMention *mentions, gsize n_mentions, GArray *facts) {
  g_autofree TyPatternName *names = g_new(TyPatternName, MAX(n_mentions, 1));
  gsize n = 0;

  for (gsize i = 0; i < n_mentions; i++) {
    guint kind = GPOINTER_TO_UINT(g_hash_table_lookup(extraction->kind_of, &mentions[i].id));
    if (kind > 0)
      names[n++] = (TyPatternName){mentions[i].id, mentions[i].start, mentions[i].end,
                                   (guint8) (kind - 1), mentions[i].confidence};
  }
  ty_patterns_find(extraction->patterns, tokens, n_tokens, names, n, facts);
}

gboolean ty_keep_patterns(TyWorkspace *workspace, const char *name, const char *text, gsize length,
                          GError **error) {
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);

  if (!ty_atlas_each_kind(workspace->atlas, note_kind, kinds, error))
    return FALSE;
  g_autoptr(TyPatterns) patterns = read_patterns(workspace, kinds, name, text, length, error);
  g_autofree char *copy = g_strndup(text, length);
  return patterns && ty_atlas_add_pattern_list(workspace->atlas, name, copy, error);
}
