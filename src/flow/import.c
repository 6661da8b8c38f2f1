/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/import.h"

#include "base/file.h"
#include "flow/column-map.h"
#include "flow/column-names.h"
#include "flow/documents.h"
#include "flow/extract.h"
#include "flow/index.h"
#include "flow/link.h"

#include <glib/gstdio.h>
#include <string.h>
#include <tuyou/corpus.h>

/* Progress is told each so many rows. */
#define PROGRESS_ROWS 1000
/* A file larger than this, with more documents than there are when each has so many bytes, is read
 * in bulk. */
#define BULK_BYTES (8 << 20)
#define BULK_DOCUMENT_BYTES 300

static const TyTableKind table_kinds[] = {
    {"ontology", "id,label,kind", ty_take_ontology, 0},
    {"kinds", "id,label", ty_take_kind, 0},
    {"rules", "name,if,then", ty_take_rule, 0},
    {"entities", "name,kind", ty_take_entity, 20},
    {"sites", "name", ty_take_site, 0},
    {"facts", "subject,predicate", ty_take_fact, 40},
    {"legs", "from,to,km", ty_take_leg, 0},
    {"themes", "theme,site", ty_take_theme, 0},
    {"calendar", "event,calendar,from", ty_take_calendar, 0},
    {"survey", "", ty_take_survey, 0},
    {"patterns", "", NULL, 0}, /* no table */
    {"graph", "", NULL, 0},    /* no table: see read_graph */
};

/* One file on its way into the atlas. */
typedef struct {
  TyWorkspace *workspace;
  const TyImportOptions *options;
  const char *file;        /* its name in messages and in the atlas */
  const char *path;        /* where it is */
  const char *before;      /* where the file before it is; NULL */
  const TyTableKind *kind; /* NULL: documents */
  gint64 source;
  gint64 rows, rejected;
  TyDocuments *documents; /* the way of documents into the atlas */
  TyDocumentCounts counts;
  TyProgress progress;
  gboolean bulk; /* more than there is */
  GError *fault; /* of the atlas, met while rejecting */
  TyColumnMap map;
  TyRowColumn columns[TY_ROW_COLUMNS];
  char **names; /* of a table's columns, as its kind calls them; NULL before the first row */
} Import;

static void on_reject(const TyReject *found, gpointer data) {
  Import *import = data;
  TyReject kept = *found;
  const TyReject *reject = &kept;

  if (!import->kind) /* the record of a post may name its author: file and line must do */
    kept.raw = NULL;

  import->rejected++;
  if (import->options->message) {
    g_autofree char *message =
        reject->line ? g_strdup_printf("%s:%zu: %s", import->file, reject->line, reject->reason)
                     : g_strdup_printf("%s: %s", import->file, reject->reason);
    import->options->message(message, import->options->message_data);
  }
  if (import->documents)
    ty_documents_reject(import->documents, reject, import->fault ? NULL : &import->fault);
  else if (!import->fault)
    ty_atlas_add_reject(import->workspace->atlas, import->source, reject, &import->fault);
}

/* Tables ----------------------------------------------------------------------------------------
 */

static gboolean check_columns(const Import *import, const TyRow *row, GError **error) {
  g_auto(GStrv) needed = g_strsplit(import->kind->needed, ",", -1);

  for (char **heading = needed; *heading; heading++) {
    if (!**heading || g_strv_contains((const char *const *) import->names, *heading))
      continue;
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *usual = ty_column_usual(import->kind->kind, *heading);
    for (gsize i = 0; i < row->n; i++)
      g_string_append_printf(list, "%s%s", i ? ", " : "", row->heading[i]);
    g_set_error(
        error, TY_ERROR, TY_ERROR_INPUT,
        "%s:1: found the columns %s; the column %s is missing, expected %s (%s%sor a map such"
        " as %s=%s)",
        import->file, list->str, *heading, import->kind->needed, usual ? usual : "",
        usual ? " … " : "", *heading, row->n > 0 ? row->heading[0] : "COLUMN");
    return FALSE;
  }
  return TRUE;
}

/* What the columns of the table are, by the map or by usual names. */
static gboolean name_columns(Import *import, const TyRow *row, GError **error) {
  g_autofree char *where = g_strdup_printf("%s:1", import->file);

  import->names = ty_column_names_of(import->kind->kind, import->map.map, row->n,
                                     (const char *const *) row->heading, where, error);
  return import->names && check_columns(import, row, error);
}

static char *join_cells(const TyRow *row) {
  g_autoptr(GString) raw = g_string_new(NULL);

  for (gsize i = 0; i < row->n; i++)
    g_string_append_printf(raw, "%s%s", i ? "," : "", row->cells[i]);
  return g_string_free(g_steal_pointer(&raw), FALSE);
}

static gboolean on_row(gsize line, gsize n, char *const *heading, char *const *cells, gpointer data,
                       GError **error) {
  Import *import = data;
  TyAtlas *atlas = import->workspace->atlas;
  TyRow row = {import->file, import->source, line, n, heading, cells, import->columns};
  g_autoptr(GError) why = NULL;

  if (!import->names && !name_columns(import, &row, error))
    return FALSE;
  row.heading = import->names;
  if (!import->bulk && !ty_atlas_begin_row(atlas, error))
    return FALSE;
  if (import->kind->take(import->workspace, &row, &why)) {
    import->rows++;
    return import->bulk || ty_atlas_keep_row(atlas, error);
  }
  if (why->code != TY_ERROR_INPUT && why->code != TY_ERROR_NOT_FOUND) {
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
  }
  if (!import->bulk && !ty_atlas_drop_row(atlas, error))
    return FALSE;
  g_autofree char *raw = join_cells(&row);
  TyReject reject = {import->file, line, why->message, raw};
  on_reject(&reject, import);
  return TRUE;
}

/* Documents -------------------------------------------------------------------------------------
 */

/* Crawlers are asked for "资阳旅行" where the place is 资阳: the term is 旅行. */
static const char *term_of(const TyDocument *document) {
  const char *term = document->term, *place = document->place;
  gsize n = place ? strlen(place) : 0;

  if (!term || n == 0 || !g_str_has_prefix(term, place) || !term[n])
    return term;
  return term + n + strspn(term + n, " ");
}

/* Tells how far the reading is, now and then. */
static void tell_progress(Import *import) {
  TyProgress *progress = &import->progress;

  if (!import->options->progress || import->rows % PROGRESS_ROWS != 0)
    return;
  progress->rows = import->rows;
  import->options->progress(progress, import->options->progress_data);
}

static gboolean on_document(const TyDocument *found, gpointer data, GError **error) {
  Import *import = data;
  TyDocument document = *found;

  if (import->fault)
    return FALSE;
  document.term = term_of(found);
  import->rows++;
  tell_progress(import);
  return ty_documents_take(import->documents, &document, error);
}

/* Files -----------------------------------------------------------------------------------------
 */

static gboolean read_documents(Import *import, const char *kind, GError **error) {
  TyReadOptions options = {.kind =
                               g_str_equal(kind, "papers") ? TY_DOCUMENT_PAPER : TY_DOCUMENT_POST,
                           .place = import->options->place,
                           .term = import->options->term,
                           .platform = import->options->platform,
                           .map = import->map.map,
                           .position = &import->progress.bytes};
  TyWorkspace *workspace = import->workspace;

  import->documents = ty_documents_new(workspace, import->source, workspace->n_threads, error);
  if (!import->documents)
    return FALSE;
  gboolean read = ty_corpus_read(import->path, &options, on_document, on_reject, import, error);
  gboolean written = ty_documents_end(g_steal_pointer(&import->documents), !read || import->fault,
                                      &import->counts, error);
  return read && written;
}

/* Few documents go into the indexes as they come; for many it is cheaper to make those anew. */
static gboolean is_bulk(const Import *import) {
  gint64 held = ty_atlas_last_document(import->workspace->atlas);

  return import->progress.total > BULK_BYTES && import->progress.total / BULK_DOCUMENT_BYTES > held;
}

/* The documents of a file, their words, the names in them, all in one transaction. */
static gboolean read_corpus(Import *import, const char *kind, GError **error) {
  TyWorkspace *workspace = import->workspace;
  TyAtlas *atlas = workspace->atlas;
  gboolean bulk = import->bulk;

  return (!bulk || ty_atlas_begin_bulk(atlas, error)) && read_documents(import, kind, error) &&
         (!bulk || ty_atlas_end_bulk(atlas, error)) &&
         (ty_atlas_index_is_current(atlas) || ty_atlas_rebuild_index(atlas, error));
}

static gboolean is_entities(const Import *import) { return import->kind->take == ty_take_entity; }

static gboolean is_bulk_table(const Import *import) {
  TyAtlas *atlas = import->workspace->atlas;
  gsize bytes = import->kind->bulk_row_bytes;

  return bytes > 0 && import->progress.total > BULK_BYTES &&
         import->progress.total / (gint64) bytes >
             (is_entities(import) ? ty_atlas_last_entity(atlas) : ty_atlas_last_fact(atlas));
}

static gboolean read_table(Import *import, GError **error) {
  TyWorkspace *workspace = import->workspace;

  if (!import->bulk)
    return ty_corpus_read_table(import->path, on_row, on_reject, import, error);
  workspace->found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gboolean read = ty_atlas_begin_table(workspace->atlas, is_entities(import), error) &&
                  ty_corpus_read_table(import->path, on_row, on_reject, import, error) &&
                  ty_atlas_end_table(workspace->atlas, error);
  g_clear_pointer(&workspace->found, g_hash_table_unref);
  return read;
}

/* A file of patterns is kept as it is, when it can be read. */
static gboolean read_pattern_file(Import *import, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(import->path, error);

  return file && ty_keep_patterns(import->workspace, import->file, g_mapped_file_get_contents(file),
                                  g_mapped_file_get_length(file), error);
}

static void refuse_edge(gsize line, const char *reason, gpointer data) {
  Import *import = data;
  TyReject reject = {import->file, line, reason, NULL};
  on_reject(&reject, import);
}

static gboolean read_graph(Import *import, GError **error) {
  return ty_take_graph(import->workspace, import->path, import->before, import->source,
                       import->options, refuse_edge, import, &import->rows, error);
}

static gboolean read_file(Import *import, const char *kind, GError **error) {
  if (import->kind && !import->kind->take)
    return g_str_equal(kind, "graph") ? read_graph(import, error)
                                      : read_pattern_file(import, error);
  return import->kind ? read_table(import, error) : read_corpus(import, kind, error);
}

/* A source of the same name and kind gives way: that must not happen in silence. */
static void say_what_is_replaced(const Import *import, const char *kind, const char *digest) {
  g_autofree char *before = ty_atlas_source_digest(import->workspace->atlas, import->file, kind);

  if (before && !g_str_equal(before, digest) && import->options->message) {
    g_autofree char *message = g_strdup_printf(
        "%s: takes the place of the %s read before from a file of that name", import->file, kind);
    import->options->message(message, import->options->message_data);
  }
}

/* What was imported by hand is in no project file. */
static gboolean note_imported(const Import *import, GError **error) {
  TyAtlas *atlas = import->workspace->atlas;
  g_autofree char *before = ty_atlas_get_meta(atlas, "imported");
  g_auto(GStrv) names = g_strsplit(before ? before : "", ", ", -1);

  if (import->options->declared || g_strv_contains((const char *const *) names, import->file))
    return TRUE;
  g_autofree char *all = before ? g_strconcat(before, ", ", import->file, NULL) : NULL;
  return ty_atlas_set_meta(atlas, "imported", all ? all : import->file, error);
}

static gboolean import_source(Import *import, const char *kind, const TySource *source,
                              GError **error) {
  TyAtlas *atlas = import->workspace->atlas;

  if (!ty_atlas_begin(atlas, error))
    return FALSE;
  say_what_is_replaced(import, kind, source->digest);
  import->source = ty_atlas_add_source(atlas, source, error);
  if (import->source == 0 ||
      (!(import->kind && !import->kind->take) &&
       !ty_column_map_find(atlas, import->options, kind, import->file, import->path, &import->map,
                           error)) ||
      !read_file(import, kind, error) || import->fault ||
      !ty_column_map_keep(atlas, kind, &import->map, error) ||
      (import->kind && !ty_atlas_rank_facts(atlas, error)) || !note_imported(import, error) ||
      !ty_atlas_commit(atlas, error)) {
    if (import->fault)
      g_propagate_error(error, g_steal_pointer(&import->fault));
    ty_atlas_rollback(atlas);
    return FALSE;
  }
  return TRUE;
}

static gboolean import_file(Import *import, const char *kind, GError **error) {
  TyAtlas *atlas = import->workspace->atlas;
  g_autofree char *digest = ty_file_digest(import->path, error);
  GStatBuf status;
  if (!digest ||
      !ty_column_map_forget(atlas, import->options, kind, import->file, import->path, error))
    return FALSE;
  import->progress.file = import->file;
  import->progress.total = g_stat(import->path, &status) == 0 ? status.st_size : 0;
  TySource source = {0, import->file, kind, digest, import->options->grade};

  import->bulk = import->kind ? is_bulk_table(import) : is_bulk(import);
  if (import->bulk)
    ty_atlas_use_journal(atlas, TRUE);
  gboolean read = import_source(import, kind, &source, error);
  if (import->bulk)
    ty_atlas_use_journal(atlas, FALSE);
  return read;
}

/* What became of a file. */
static json_t *describe(const Import *import, const char *kind) {
  json_t *answer = json_pack("{s:s, s:s, s:I, s:I}", "file", import->file, "kind", kind, "rows",
                             (json_int_t) import->rows, "rejected", (json_int_t) import->rejected);

  if (import->kind)
    return answer;
  json_object_set_new(answer, "exact", json_integer(import->counts.exact));
  json_object_set_new(answer, "near", json_integer(import->counts.near));
  json_object_set_new(answer, "reposts", json_integer(import->counts.reposts));
  return answer;
}

/* New names are words that the texts were not indexed by. Where there are no texts and no words
 * were asked for, the names need not be read. */
static gboolean bring_words_up(TyWorkspace *workspace, GError **error) {
  if (!workspace->lexicon && ty_atlas_last_document(workspace->atlas) == 0)
    return TRUE;
  return (workspace->lexicon ? ty_workspace_refresh(workspace, error)
                             : ty_workspace_need_words(workspace, error)) &&
         (ty_index_is_current(workspace) || ty_index_rebuild(workspace, error));
}

static const TyTableKind *find_kind(const char *kind) {
  for (gsize i = 0; i < G_N_ELEMENTS(table_kinds); i++)
    if (g_str_equal(table_kinds[i].kind, kind))
      return &table_kinds[i];
  return NULL;
}

/* Reading the files one after the other. */
typedef struct {
  json_t *list, *unread; /* the answer's */
  gint64 rows, rejected;
  GError *held; /* why the file before cannot be read, not told so far */
} Files;

/* Faults of a file itself, as against those of the atlas, the disk or the call. */
static gboolean is_of_file(const GError *why) {
  return why->domain == TY_ERROR && (why->code == TY_ERROR_MISSING || why->code == TY_ERROR_INPUT ||
                                     why->code == TY_ERROR_ENCODING);
}

static void tell_unread(Files *files, const TyImportOptions *options) {
  if (files->held && options->message) {
    g_autofree char *message = g_strdup_printf("%s; the file is left out", files->held->message);
    options->message(message, options->message_data);
  }
  g_clear_error(&files->held);
}

/* Keeps why a file is not read. @return FALSE when that must end the import */
static gboolean pass_over(Files *files, const char *file, const TyImportOptions *options,
                          GError *why) {
  if (!options->pass_over || !is_of_file(why))
    return FALSE;
  json_array_append_new(files->unread,
                        json_pack("{s:s, s:s}", "file", file, "reason", why->message));
  files->rejected++;
  files->held = why;
  return TRUE;
}

static gboolean read_one(TyWorkspace *workspace, Files *files, const char *kind, const char *file,
                         char **before, const TyImportOptions *options, GError **error) {
  g_autofree char *path = options->folder && !g_path_is_absolute(file)
                              ? g_build_filename(options->folder, file, NULL)
                              : g_strdup(file);
  Import import = {.workspace = workspace,
                   .options = options,
                   .file = file,
                   .path = path,
                   .before = *before,
                   .kind = find_kind(kind)};
  GError *why = NULL;

  tell_unread(files, options);
  gboolean done = import_file(&import, kind, &why);
  ty_column_map_clear(&import.map);
  g_strfreev(import.names);
  if (!done) {
    if (pass_over(files, file, options, why))
      return TRUE;
    g_propagate_error(error, why);
    return FALSE;
  }
  json_array_append_new(files->list, describe(&import, kind));
  g_free(*before);
  *before = g_steal_pointer(&path);
  files->rows += import.rows;
  files->rejected += import.rejected;
  return TRUE;
}

/* Where no file could be read, the last one's reason is the error. */
static gboolean read_all(TyWorkspace *workspace, Files *files, const char *kind,
                         const char *const *names, const TyImportOptions *options, GError **error) {
  g_autofree char *before = NULL;

  for (const char *const *name = names; *name; name++)
    if (!read_one(workspace, files, kind, *name, &before, options, error))
      return FALSE;
  if (files->held && json_array_size(files->list) == 0) {
    g_propagate_error(error, g_steal_pointer(&files->held));
    return FALSE;
  }
  tell_unread(files, options);
  return TRUE;
}

json_t *ty_import(TyWorkspace *workspace, const char *kind, const char *const *files,
                  const TyImportOptions *options, GError **error) {
  static const TyImportOptions usual = {0};
  const TyTableKind *table = find_kind(kind);

  if (!table && !g_str_equal(kind, "posts") && !g_str_equal(kind, "papers")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the kind '%s', expected posts, papers, entities, sites, facts, legs, themes,"
                " calendar, survey, graph, ontology, kinds, rules or patterns",
                kind);
    return NULL;
  }
  if (!table && !ty_workspace_need_words(workspace, error))
    return NULL;
  Files read = {.list = json_array(), .unread = json_array()};
  if (!read_all(workspace, &read, kind, files, options ? options : &usual, error) ||
      (table && !bring_words_up(workspace, error))) {
    json_decref(read.list);
    json_decref(read.unread);
    g_clear_error(&read.held);
    return NULL;
  }
  return json_pack("{s:o, s:o, s:I, s:I}", "files", read.list, "unread", read.unread, "rows",
                   (json_int_t) read.rows, "rejected", (json_int_t) read.rejected);
}

gboolean ty_new_atlas(const char *path, const char *data_folder, GError **error) {
  g_autofree char *folder = ty_data_folder(data_folder);
  TyWorkspaceOptions opening = {.writable = TRUE, .data_folder = folder};
  TyImportOptions options = {.folder = folder, .declared = TRUE};
  const char *ontology[] = {"ontology.csv", NULL}, *kinds[] = {"kinds.csv", NULL},
             *rules[] = {"rules.csv", NULL};
  g_autoptr(TyAtlas) atlas = ty_atlas_create(path, error);

  if (!atlas)
    return FALSE;
  g_clear_pointer(&atlas, ty_atlas_free);
  g_autoptr(TyWorkspace) workspace = ty_workspace_open(path, &opening, error);
  json_t *first = workspace ? ty_import(workspace, "kinds", kinds, &options, error) : NULL;
  json_t *second = first ? ty_import(workspace, "ontology", ontology, &options, error) : NULL;
  json_t *third = second ? ty_import(workspace, "rules", rules, &options, error) : NULL;
  gboolean made = third != NULL;
  json_decref(first);
  json_decref(second);
  json_decref(third);
  if (!made)
    g_unlink(path);
  return made;
}
