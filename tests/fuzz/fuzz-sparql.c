/* SPDX-License-Identifier: Apache-2.0 */
/** Queries in SPARQL from any text, over a small atlas: an answer or an error, in bounded time. */
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <tuyou/flow.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const char *__lsan_default_suppressions(void);

/* The parser of librasqal 0.9.33 does not release what it read before a syntax error. */
const char *__lsan_default_suppressions(void) { return "leak:librasqal\nleak:libraptor2\n"; }

static TyWorkspace *workspace;
static char *folder;

static void clean(void) {
  static const char *const files[] = {"a", "a-wal", "a-shm"};

  ty_workspace_free(workspace);
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

static void add_fact(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object,
                     const char *value, gint64 source) {
  TyFact fact = {.subject = subject,
                 .predicate = predicate,
                 .object = object,
                 .value = value,
                 .confidence = .9};
  TyEvidence evidence = {.source = source, .line = 2};

  ty_atlas_add_fact(atlas, &fact, &evidence, NULL);
}

static void open_small(void) {
  static const char *const names[] = {"a", "b", "c", "d", "e"};
  TyWorkspaceOptions options = {.graph_only = TRUE};
  gint64 ids[5];

  folder = g_dir_make_tmp("tuyou-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "a", NULL);
  g_autoptr(TyAtlas) atlas = ty_atlas_create(path, NULL);
  TyPredicate part = {.id = "part_of",
                      .label = "part",
                      .kind = "relation",
                      .inverse = "has_part",
                      .transitive = TRUE,
                      .crm = "P46i",
                      .schema_org = "isPartOf"};
  TyPredicate height = {.id = "height_m", .label = "height", .kind = "value"};
  ty_atlas_begin(atlas, NULL);
  ty_atlas_add_predicate(atlas, &part, NULL);
  ty_atlas_add_predicate(atlas, &height, NULL);
  ty_atlas_add_kind(atlas, "site", "site", "E27_Site", "Place", NULL);
  TySource file = {.name = "f.csv", .role = "facts", .grade = "public"};
  gint64 source = ty_atlas_add_source(atlas, &file, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    TyEntity entity = {.name = names[i], .kind = "site"};
    ids[i] = ty_atlas_add_entity(atlas, &entity, NULL);
    if (i > 0)
      add_fact(atlas, ids[i - 1], "part_of", ids[i], NULL, source);
    add_fact(atlas, ids[i], "height_m", 0, i % 2 ? "6.5" : "about 7", source);
  }
  ty_atlas_commit(atlas, NULL);
  workspace = ty_workspace_open(path, &options, NULL);
  atexit(clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_strndup((const char *) data, size);
  TyQuestionOptions options = {.most_rows = 100, .seconds = .2, .infer = size & 1};
  g_autoptr(GError) error = NULL;

  if (!workspace)
    open_small();
  json_t *answer = ty_sparql(workspace, text, &options, &error);
  if ((answer == NULL) == (error == NULL) || (error && !g_utf8_validate(error->message, -1, NULL)))
    __builtin_trap();
  json_decref(answer);
  return 0;
}
