/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/decide.h"
#include "flow/review.h"

#include "base/file.h"

#include <glib/gstdio.h>
#include <string.h>

/* The tables of a project in the order in which one needs the other. */
static const char *const table_order[] = {"kinds",    "ontology", "rules", "entities",
                                          "sites",    "facts",    "legs",  "themes",
                                          "calendar", "patterns", NULL};
static const char *const document_kinds[] = {"posts", "papers", "survey"};

typedef struct {
  const char *path; /* of the project file */
  char *folder;
  GKeyFile *keys;
  const TyBuildOptions *options;
  json_t *files;
  gint64 rows, rejected;
} Build;

/* Section "posts 资阳" has the kind "posts". NULL when it declares no documents. */
static const char *document_kind(const char *section) {
  for (gsize i = 0; i < G_N_ELEMENTS(document_kinds); i++)
    if (g_str_has_prefix(section, document_kinds[i]) &&
        (section[strlen(document_kinds[i])] == ' ' || !section[strlen(document_kinds[i])]))
      return document_kinds[i];
  return NULL;
}

/* The keys that a section may have; NULL for a section that no project file has. */
static const char *const *keys_of(const char *section) {
  static const char *const project[] = {"name", "title", "version", "map-source", NULL};
  static const char *const theme[] = {"start", NULL};
  static const char *const documents[] = {"files", "place", "term", "platform",
                                          "map",   "grade", NULL};

  return g_str_equal(section, "project")       ? project
         : g_str_equal(section, "tables")      ? table_order
         : g_str_has_prefix(section, "theme ") ? theme
         : document_kind(section)              ? documents
                                               : NULL;
}

/* What is declared in words that nobody reads would be passed over in silence. */
static gboolean check_sections(const Build *build, GError **error) {
  g_auto(GStrv) sections = g_key_file_get_groups(build->keys, NULL);

  for (char **section = sections; *section; section++) {
    const char *const *known = keys_of(*section);
    g_auto(GStrv) keys = g_key_file_get_keys(build->keys, *section, NULL, NULL);
    if (!known) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s: found the section [%s], expected [project], [tables], [theme NAME],"
                  " [posts NAME], [papers NAME] or [survey NAME]",
                  build->path, *section);
      return FALSE;
    }
    for (char **key = keys; *key; key++)
      if (!g_strv_contains(known, *key)) {
        g_autofree char *list = g_strjoinv(", ", (char **) known);
        char *comma = strrchr(list, ',');
        g_autofree char *last = g_strdup(comma ? comma + 2 : "");
        if (comma)
          *comma = '\0';
        g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                    "%s: found the key %s in [%s], expected %s%s%s", build->path, *key, *section,
                    list, comma ? " or " : "", last);
        return FALSE;
      }
  }
  return TRUE;
}

static gboolean open_project(Build *build, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(build->path, error);
  g_autoptr(GError) why = NULL;

  if (!file)
    return FALSE;
  if (!g_key_file_load_from_data(build->keys, g_mapped_file_get_contents(file),
                                 g_mapped_file_get_length(file), G_KEY_FILE_NONE, &why)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: %s; expected a project file with [project]",
                build->path, why->message);
    return FALSE;
  }
  if (!g_key_file_has_group(build->keys, "project")) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no section [project], expected one",
                build->path);
    return FALSE;
  }
  return check_sections(build, error);
}

/* The files that a key lists, empty names dropped. */
static char **file_list(const Build *build, const char *section, const char *key) {
  g_auto(GStrv) all = g_key_file_get_string_list(build->keys, section, key, NULL, NULL);
  GPtrArray *files = g_ptr_array_new();

  for (char **file = all; file && *file; file++)
    if (*g_strstrip(*file))
      g_ptr_array_add(files, g_strdup(*file));
  g_ptr_array_add(files, NULL);
  return (char **) g_ptr_array_free(files, FALSE);
}

/* Fingerprint -----------------------------------------------------------------------------------
 */

static gboolean hash_file(GChecksum *sum, const char *folder, const char *name, GError **error) {
  g_autofree char *path =
      !folder || g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(folder, name, NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);

  if (!file)
    return FALSE;
  g_checksum_update(sum, (const guchar *) name, (gssize) strlen(name) + 1);
  g_checksum_update(sum, (const guchar *) g_mapped_file_get_contents(file),
                    (gssize) g_mapped_file_get_length(file));
  return TRUE;
}

static gboolean hash_list(GChecksum *sum, const Build *build, const char *section, const char *key,
                          GError **error) {
  g_auto(GStrv) files = file_list(build, section, key);

  for (char **file = files; *file; file++)
    if (!hash_file(sum, build->folder, *file, error))
      return FALSE;
  return TRUE;
}

/* SHA-256 over the program's version, its word lists, the project file and all that it names; every
 * missing file is found here, before anything is written. */
static char *fingerprint(const Build *build, const char *data_folder, GError **error) {
  static const char *const words[] = {
      "lexicon.bin",  "stopwords.txt", "furniture.txt", "advertisement.txt", "patterns.txt",
      "ontology.csv", "kinds.csv",     "naming.csv",    "heritage.txt",      "rules.csv"};
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree char *seed = g_strdup_printf(TY_VERSION " %" G_GUINT64_FORMAT, build->options->seed);
  g_autofree char *project = g_path_get_basename(build->path);
  g_auto(GStrv) sections = g_key_file_get_groups(build->keys, NULL);

  g_checksum_update(sum, (const guchar *) seed, -1);
  if (!hash_file(sum, build->folder, project, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (!hash_file(sum, data_folder, words[i], error))
      return NULL;
  for (gsize i = 0; table_order[i]; i++)
    if (!hash_list(sum, build, "tables", table_order[i], error))
      return NULL;
  const char *own[] = {build->options->kinds, build->options->ontology, build->options->patterns};
  for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
    if (own[i] && !hash_file(sum, NULL, own[i], error))
      return NULL;
  for (char **section = sections; *section; section++)
    if (document_kind(*section) && !hash_list(sum, build, *section, "files", error))
      return NULL;
  return g_strdup(g_checksum_get_string(sum));
}

/* Importing -------------------------------------------------------------------------------------
 */

/* What an import tells, added up; FALSE for NULL. */
static gboolean take_answer(Build *build, json_t *answer) {
  if (!answer)
    return FALSE;
  json_array_extend(build->files, json_object_get(answer, "files"));
  build->rows += json_integer_value(json_object_get(answer, "rows"));
  build->rejected += json_integer_value(json_object_get(answer, "rejected"));
  json_decref(answer);
  return TRUE;
}

static gboolean import(Build *build, TyWorkspace *workspace, const char *kind, const char *section,
                       const char *key, GError **error) {
  g_auto(GStrv) files = file_list(build, section, key);
  g_autofree char *place = g_key_file_get_string(build->keys, section, "place", NULL);
  g_autofree char *term = g_key_file_get_string(build->keys, section, "term", NULL);
  g_autofree char *platform = g_key_file_get_string(build->keys, section, "platform", NULL);
  g_autofree char *map = g_key_file_get_string(build->keys, section, "map", NULL);
  g_autofree char *grade = g_key_file_get_string(build->keys, section, "grade", NULL);
  TyImportOptions options = {.place = place,
                             .term = term,
                             .platform = platform,
                             .map = map,
                             .grade = grade,
                             .folder = build->folder,
                             .declared = TRUE,
                             .message = build->options->message,
                             .message_data = build->options->message_data};

  return take_answer(build,
                     ty_import(workspace, kind, (const char *const *) files, &options, error));
}

/* [project] and the themes' starts become values of the atlas. */
static gboolean keep_settings(const Build *build, TyAtlas *atlas, GError **error) {
  static const char *const settings[] = {"name", "title", "version", "map-source"};
  g_auto(GStrv) sections = g_key_file_get_groups(build->keys, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(settings); i++) {
    g_autofree char *value = g_key_file_get_string(build->keys, "project", settings[i], NULL);
    if (value && !ty_atlas_set_meta(atlas, settings[i], value, error))
      return FALSE;
  }
  for (char **section = sections; *section; section++) {
    if (!g_str_has_prefix(*section, "theme "))
      continue;
    g_autofree char *key = g_strconcat("start ", *section + strlen("theme "), NULL);
    g_autofree char *start = g_key_file_get_string(build->keys, *section, "start", NULL);
    if (start && !ty_atlas_set_meta(atlas, key, start, error))
      return FALSE;
  }
  return TRUE;
}

/* A file that the caller adds to what the project declares; NULL: none. */
static gboolean import_own(Build *build, TyWorkspace *workspace, const char *kind, const char *file,
                           GError **error) {
  const char *files[] = {file, NULL};
  TyImportOptions options = {.declared = TRUE,
                             .message = build->options->message,
                             .message_data = build->options->message_data};
  return !file || take_answer(build, ty_import(workspace, kind, files, &options, error));
}

static gboolean import_tables(Build *build, TyWorkspace *workspace, GError **error) {
  const TyBuildOptions *options = build->options;

  for (gsize i = 0; table_order[i]; i++) {
    const char *kind = table_order[i];
    const char *own = g_str_equal(kind, "kinds")      ? options->kinds
                      : g_str_equal(kind, "ontology") ? options->ontology
                      : g_str_equal(kind, "patterns") ? options->patterns
                                                      : NULL;
    if (!import(build, workspace, kind, "tables", kind, error) ||
        !import_own(build, workspace, kind, own, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean fill(Build *build, TyWorkspace *workspace, GError **error) {
  g_auto(GStrv) sections = g_key_file_get_groups(build->keys, NULL);

  if (!import_tables(build, workspace, error))
    return FALSE;
  for (char **section = sections; *section; section++) {
    const char *kind = document_kind(*section);
    if (kind && !import(build, workspace, kind, *section, "files", error))
      return FALSE;
  }
  return keep_settings(build, workspace->atlas, error) &&
         ty_apply_decisions(workspace, build->options->message, build->options->message_data,
                            error) &&
         ty_apply_reviews(workspace, build->options->message, build->options->message_data,
                          error) &&
         ty_mine(workspace, build->options->seed, error);
}

static void count_table(const char *kind, const char *table, const char *count, gpointer data) {
  (void) kind;
  json_object_set_new(data, table, json_integer(g_ascii_strtoll(count, NULL, 10)));
}

static json_t *summary(const Build *build, TyAtlas *atlas, const char *path, gboolean up_to_date,
                       GError **error) {
  json_t *counts = json_object();

  if (!ty_atlas_count(atlas, count_table, counts, error)) {
    json_decref(counts);
    return NULL;
  }
  return json_pack("{s:s, s:b, s:O, s:I, s:I, s:o}", "atlas", path, "up_to_date", up_to_date,
                   "files", build->files, "rows", (json_int_t) build->rows, "rejected",
                   (json_int_t) build->rejected, "counts", counts);
}

static gboolean copy_word(const TyLexiconWord *word, gpointer atlas, GError **error) {
  return ty_atlas_add_word(atlas, word, error);
}

static gboolean copy_profile(const TyProfileRow *profile, gpointer atlas, GError **error) {
  return ty_atlas_add_profile(atlas, profile, error);
}

static gboolean copy_decision(const TyDecision *decision, gpointer atlas, GError **error) {
  return ty_atlas_add_decision(atlas, decision, error);
}

static gboolean copy_review(const TyReview *review, gpointer atlas, GError **error) {
  return ty_atlas_add_review(atlas, review, error);
}

static gboolean copy_map(const char *kind, const char *headings, const char *map, gpointer atlas,
                         GError **error) {
  return ty_atlas_set_column_map(atlas, kind, headings, map, error);
}

/* What is the user's own in the atlas that is replaced: its salt (its author hashes stay the same),
 * its words, the columns of its tables, and what was decided on names and facts. */
static gboolean keep_own(const char *old, const char *path, GError **error) {
  if (!g_file_test(old, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr(TyAtlas) atlas = ty_atlas_open(path, TRUE, error);
  if (!atlas)
    return FALSE;
  g_autoptr(TyAtlas) before =
      ty_atlas_open(old, TRUE, NULL); /* an older one is brought up to date */
  if (!before)
    return TRUE;
  g_autofree char *salt = ty_atlas_get_meta(before, "salt");
  return ty_atlas_begin(atlas, error) && (!salt || ty_atlas_set_meta(atlas, "salt", salt, error)) &&
         ty_atlas_each_word(before, NULL, NULL, copy_word, atlas, error) &&
         ty_atlas_each_decision(before, NULL, copy_decision, atlas, error) &&
         ty_atlas_each_review(before, copy_review, atlas, error) &&
         ty_atlas_each_profile(before, NULL, copy_profile, atlas, error) &&
         ty_atlas_each_column_map(before, copy_map, atlas, error) && ty_atlas_commit(atlas, error);
}

static gboolean hash_word(const TyLexiconWord *word, gpointer sum, GError **error) {
  g_autofree char *line =
      g_strdup_printf("%s\t%s\t%s\t%s\t%g\t%d\n", word->role, word->key, word->word,
                      word->tag ? word->tag : "", word->points, word->taken_out);
  (void) error;
  g_checksum_update(sum, (const guchar *) line, -1);
  return TRUE;
}

/* The fingerprint with the user's own words, which count like those of the lists. */
static char *mark_with_words(const char *mark, TyAtlas *atlas, GError **error) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

  g_checksum_update(sum, (const guchar *) mark, -1);
  return ty_atlas_each_word(atlas, NULL, NULL, hash_word, sum, error)
             ? g_strdup(g_checksum_get_string(sum))
             : NULL;
}

static json_t *build_at(Build *build, const char *temporary, const char *path, const char *mark,
                        const char *data_folder, GError **error) {
  TyWorkspaceOptions options = {
      .writable = TRUE, .data_folder = data_folder, .n_threads = build->options->n_threads};

  if (!ty_new_atlas(temporary, data_folder, error) || !keep_own(path, temporary, error))
    return NULL;
  g_autoptr(TyWorkspace) workspace = ty_workspace_open(temporary, &options, error);
  g_autofree char *whole = workspace ? mark_with_words(mark, workspace->atlas, error) : NULL;
  if (!whole || !fill(build, workspace, error) ||
      !ty_atlas_set_meta(workspace->atlas, "fingerprint", whole, error))
    return NULL;
  return summary(build, workspace->atlas, path, FALSE, error);
}

/* The atlas that is being written has a passing name, which tells a reader nothing. */
static void name_atlas(GError *error, const char *temporary, const char *path) {
  if (!g_str_has_prefix(error->message, temporary))
    return;
  char *message = g_strconcat(path, error->message + strlen(temporary), NULL);
  g_free(error->message);
  error->message = message;
}

static json_t *build_anew(Build *build, const char *path, const char *mark, const char *data_folder,
                          GError **error) {
  g_autofree char *temporary = ty_file_begin(path, error);
  g_autofree char *wal = NULL, *shm = NULL;

  if (!temporary)
    return NULL;
  ty_file_discard(temporary); /* SQLite makes the file itself */
  GError *why = NULL;
  json_t *answer = build_at(build, temporary, path, mark, data_folder, &why);
  if (why) {
    name_atlas(why, temporary, path);
    g_propagate_error(error, why);
  }
  wal = g_strconcat(temporary, "-wal", NULL);
  shm = g_strconcat(temporary, "-shm", NULL);
  if (answer && !ty_file_commit(temporary, path, error))
    g_clear_pointer(&answer, json_decref);
  if (!answer)
    g_unlink(temporary);
  g_unlink(wal);
  g_unlink(shm);
  return answer;
}

/* Builds at `path`, where an earlier build may be; nothing else is written over. */
static json_t *build_over(Build *build, const char *path, const char *mark, const char *data_folder,
                          GError **error) {
  g_autoptr(TyAtlas) atlas = NULL;

  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    atlas = ty_atlas_open(path, FALSE, error);
    if (!atlas)
      return NULL;
    g_autofree char *imported = ty_atlas_get_meta(atlas, "imported");
    if (imported) {
      g_set_error(
          error, TY_ERROR, TY_ERROR_USAGE,
          "%s: found rows that were imported by hand (%s), which a build would drop: declare "
          "the files in the project, or build to another file",
          path, imported);
      return NULL;
    }
    g_autofree char *before = ty_atlas_get_meta(atlas, "fingerprint");
    g_autofree char *whole = mark_with_words(mark, atlas, error);
    if (!whole)
      return NULL;
    if (g_strcmp0(before, whole) == 0)
      return summary(build, atlas, path, TRUE, error);
    g_clear_pointer(&atlas, ty_atlas_free);
  }
  return build_anew(build, path, mark, data_folder, error);
}

json_t *ty_build(const char *project, const char *atlas, const TyBuildOptions *options,
                 GError **error) {
  static const TyBuildOptions usual = {0};
  g_autoptr(GKeyFile) keys = g_key_file_new();
  g_autofree char *folder = g_path_get_dirname(project);
  Build build = {project, folder, keys, options ? options : &usual, NULL, 0, 0};
  g_autofree char *data_folder = ty_data_folder(build.options->data_folder);

  if (!open_project(&build, error))
    return NULL;
  g_autofree char *mark = fingerprint(&build, data_folder, error);
  if (!mark)
    return NULL;
  build.files = json_array();
  json_t *answer = build_over(&build, atlas, mark, data_folder, error);
  json_decref(build.files);
  return answer;
}
