/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/workspace.h"

#include "base/checksum.h"
#include "base/file.h"
#include "base/number.h"
#include "base/random.h"
#include "flow/index.h"
#include "flow/naming.h"
#include "flow/word-lists.h"
#include "text/lexicon.h"

#include <dlfcn.h>
#include <string.h>
#include <tuyou/survey.h>

json_t *ty_json_number(double value, int decimals) {
  return json_real(ty_number_round(value, decimals));
}

/* share/tuyou beside or above the folder that `file` is in, when the lexicon is there. */
static char *data_near(const char *file) {
  static const char *const beside[] = {"share/tuyou", "../share/tuyou"};
  g_autofree char *folder = g_path_get_dirname(file);

  for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
    g_autofree char *data = g_build_filename(folder, beside[i], NULL);
    g_autofree char *lexicon = g_build_filename(data, "lexicon.bin", NULL);
    if (g_file_test(lexicon, G_FILE_TEST_EXISTS))
      return g_canonicalize_filename(data, NULL);
  }
  return NULL;
}

char *ty_data_folder(const char *preferred) {
  const char *from_environment = g_getenv("TUYOU_DATA");
  Dl_info library;

  if (preferred)
    return g_strdup(preferred);
  if (from_environment && *from_environment)
    return g_strdup(from_environment);
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  char *found = program ? data_near(program) : NULL;
  if (!found && dladdr((gconstpointer) ty_data_folder, &library) && library.dli_fname)
    found = data_near(library.dli_fname);
  return found ? found : g_strdup(TY_DATADIR);
}

TyLexicon *ty_open_lexicon(const char *data_folder, const char *const *word_lists,
                           TyRejectFunc reject, gpointer data, gsize *n_rejected, GError **error) {
  g_autofree char *path = g_build_filename(data_folder, "lexicon.bin", NULL);
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(path, error);

  for (const char *const *list = word_lists; lexicon && list && *list; list++) {
    gsize length, n = 0;
    g_autofree char *text = ty_word_file_read(*list, &length, reject, data, &n, error);
    if (!text)
      return NULL;
    n += ty_lexicon_add_list(lexicon, *list, text, length, reject, data);
    if (n_rejected)
      *n_rejected += n;
  }
  return g_steal_pointer(&lexicon);
}

static gboolean open_words(TyWorkspace *workspace, GError **error) {
  const char *const *lists = (const char *const *) workspace->word_lists;

  for (const char *const *list = lists; list && *list; list++) {
    g_autoptr(GMappedFile) file = ty_file_map(*list, error);
    if (!file)
      return FALSE;
    workspace->listed_words = ty_checksum(g_mapped_file_get_contents(file),
                                          g_mapped_file_get_length(file), workspace->listed_words);
  }
  workspace->lexicon = ty_open_lexicon(workspace->data_folder, lists, workspace->reject,
                                       workspace->reject_data, NULL, error);
  workspace->noise = workspace->lexicon ? ty_noise_open(workspace->data_folder, error) : NULL;
  return workspace->noise != NULL;
}

gboolean ty_workspace_need_words(TyWorkspace *workspace, GError **error) {
  return workspace->lexicon ||
         (open_words(workspace, error) && ty_workspace_refresh(workspace, error));
}

TyWorkspace *ty_workspace_open(const char *atlas, const TyWorkspaceOptions *options,
                               GError **error) {
  static const TyWorkspaceOptions usual = {0};
  const TyWorkspaceOptions *wanted = options ? options : &usual;
  g_autoptr(TyWorkspace) workspace = g_new0(TyWorkspace, 1);

  workspace->data_folder = ty_data_folder(wanted->data_folder);
  workspace->n_threads = wanted->n_threads;
  workspace->spelling = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  workspace->atlas = ty_atlas_open(atlas, wanted->writable, error);
  workspace->word_lists = g_strdupv((char **) wanted->word_lists);
  workspace->reject = wanted->reject;
  workspace->reject_data = wanted->reject_data;
  if (!workspace->atlas || (!wanted->graph_only && !ty_workspace_need_words(workspace, error)))
    return NULL;
  return g_steal_pointer(&workspace);
}

void ty_workspace_free(TyWorkspace *workspace) {
  g_clear_pointer(&workspace->gazetteer, ty_gazetteer_free);
  g_clear_pointer(&workspace->index_segmenter, ty_segmenter_free);
  g_free(workspace->index_stamp);
  g_clear_pointer(&workspace->roads, ty_roads_free);
  g_free(workspace->roads_name);
  g_clear_pointer(&workspace->lexicon, ty_lexicon_free);
  g_clear_pointer(&workspace->atlas, ty_atlas_free);
  g_clear_pointer(&workspace->noise, ty_noise_free);
  g_clear_pointer(&workspace->scales, ty_scales_free);
  g_hash_table_unref(workspace->spelling);
  g_strfreev(workspace->word_lists);
  g_free(workspace->data_folder);
  g_free(workspace);
}

TyAtlas *ty_workspace_atlas(TyWorkspace *workspace) { return workspace->atlas; }

/* Names -----------------------------------------------------------------------------------------
 */

static gboolean note_context(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  if (entity->county)
    g_hash_table_insert(data, g_memdup2(&entity->id, sizeof entity->id), g_strdup(entity->county));
  return TRUE;
}

typedef struct {
  TyWorkspace *workspace;
  GHashTable *counties; /* gint64 id → county, the context that tells same names apart */
  gint64 entity;        /* whose names are being read, and its own name */
  char *own_name;
} Naming;

/* Of several spellings of one key, that which the entity's own name holds is the right one. */
static void note_spelling(Naming *naming, gint64 entity, const char *alias) {
  GHashTable *spelling = naming->workspace->spelling;
  char *key = ty_name_key(alias);

  if (entity != naming->entity) {
    naming->entity = entity;
    g_free(naming->own_name);
    naming->own_name = g_strdup(alias);
  }
  if (!g_hash_table_contains(spelling, key) || strstr(naming->own_name, alias))
    g_hash_table_replace(spelling, key, g_strdup(alias));
  else
    g_free(key);
}

const char *ty_workspace_spelling(const TyWorkspace *workspace, const char *word) {
  const char *written = g_hash_table_lookup(workspace->spelling, word);
  return written ? written : word;
}

void ty_workspace_add_word(TyWorkspace *workspace, const char *word, const char *tag) {
  ty_lexicon_add(workspace->lexicon, word, tag);
  workspace->own_words += ty_mix64(ty_checksum(word, strlen(word), 1));
}

static gboolean take_name(gint64 entity, const char *alias, gpointer data, GError **error) {
  Naming *naming = data;
  (void) error;

  /* One character is no name: 山, 洞 would be found everywhere. */
  if (g_utf8_strlen(alias, -1) < 2)
    return TRUE;
  note_spelling(naming, entity, alias);
  ty_workspace_add_word(naming->workspace, alias, "nz");
  ty_gazetteer_add(naming->workspace->gazetteer, alias, entity,
                   g_hash_table_lookup(naming->counties, &entity));
  return TRUE;
}

/* The user's own words come last: they stand above all that lists and names say. */
static gboolean take_word(const TyLexiconWord *word, gpointer data, GError **error) {
  TyWorkspace *workspace = data;
  (void) error;

  if (!g_str_equal(word->role, "word"))
    ty_noise_set(workspace->noise, word->role, word->key, word->points, !word->taken_out);
  else if (word->taken_out) {
    ty_lexicon_remove(workspace->lexicon, word->word);
    workspace->own_words -= ty_mix64(ty_checksum(word->word, strlen(word->word), 2));
  } else
    ty_workspace_add_word(workspace, word->word, word->tag);
  return TRUE;
}

gboolean ty_workspace_refresh(TyWorkspace *workspace, GError **error) {
  g_autoptr(GHashTable) counties =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  Naming naming = {workspace, counties, 0, NULL};

  g_clear_pointer(&workspace->gazetteer, ty_gazetteer_free);
  workspace->gazetteer = ty_gazetteer_new();
  g_hash_table_remove_all(workspace->spelling);
  g_clear_pointer(&workspace->index_segmenter, ty_segmenter_free);
  workspace->own_words = workspace->listed_words;
  gboolean read =
      ty_atlas_each_entity(workspace->atlas, NULL, NULL, note_context, counties, error) &&
      ty_atlas_each_alias(workspace->atlas, 0, take_name, &naming, error) &&
      ty_naming_keep_whole(workspace, error) && ty_naming_add_short(workspace, error) &&
      ty_atlas_each_word(workspace->atlas, NULL, NULL, take_word, workspace, error);
  g_free(naming.own_name);
  ty_index_set_words(workspace);
  return read;
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  GArray *found = data;
  (void) error;
  g_array_append_val(found, entity->id);
  return TRUE;
}

#define N_NEAR 5

/* Names that hold the one looked for or are held by it, those of nearest length first. */
typedef struct {
  const char *key;
  char *names[N_NEAR];
  gsize apart[N_NEAR];
  guint n;
} Near;

static gboolean take_near(gint64 entity, const char *alias, gpointer data, GError **error) {
  Near *near = data;
  g_autofree char *key = ty_name_key(alias);
  gsize longer = strlen(key), shorter = strlen(near->key), apart;
  guint at = near->n;
  (void) entity, (void) error;

  if (!*near->key || !*key || !(strstr(key, near->key) || strstr(near->key, key)))
    return TRUE;
  apart = longer > shorter ? longer - shorter : shorter - longer;
  while (at > 0 && near->apart[at - 1] > apart)
    at--;
  if (at == N_NEAR)
    return TRUE;
  if (near->n == N_NEAR)
    g_free(near->names[--near->n]);
  for (guint i = near->n++; i > at; i--) {
    near->names[i] = near->names[i - 1];
    near->apart[i] = near->apart[i - 1];
  }
  near->names[at] = g_strdup(alias);
  near->apart[at] = apart;
  return TRUE;
}

gint64 ty_workspace_entity(TyWorkspace *workspace, const char *name, GError **error) {
  gint64 exact = ty_atlas_entity_by_name(workspace->atlas, name);
  if (exact)
    return exact;

  gpointer before = workspace->found ? g_hash_table_lookup(workspace->found, name) : NULL;
  if (before)
    return (gint64) GPOINTER_TO_SIZE(before);

  g_autofree char *key = ty_name_key(name);
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!ty_atlas_each_named(workspace->atlas, key, take_entity, found, error))
    return 0;
  if (found->len > 0) { /* an entity's own name comes before another's alias */
    gint64 first = g_array_index(found, gint64, 0);
    if (workspace->found)
      g_hash_table_insert(workspace->found, g_strdup(name), GSIZE_TO_POINTER(first));
    return first;
  }
  if (workspace->found) { /* to read all names for each row that names none would take for ever */
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "%s: no such entity in the atlas", name);
    return 0;
  }

  Near near = {.key = key};
  g_autoptr(GString) list = g_string_new(NULL);
  gboolean read = ty_atlas_each_alias(workspace->atlas, 0, take_near, &near, error);
  for (guint i = 0; i < near.n; i++) {
    g_string_append_printf(list, "%s%s", i ? "、" : " (near: ", near.names[i]);
    g_free(near.names[i]);
  }
  if (read)
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "%s: no such entity in the atlas%s%s", name,
                list->str, near.n ? ")" : "");
  return 0;
}
