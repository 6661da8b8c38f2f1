/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/link.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/number.h"
#include "flow/mentions.h"
#include "flow/naming.h"

#include <string.h>

/* Text between two names longer than this says nothing about both. */
#define MAX_BETWEEN_BYTES 48

typedef struct {
  char *predicate;
  gboolean object_first;
  char **between; /* normalised alternatives */
  char **subject_kinds, **object_kinds;
  double confidence;
} Pattern;

typedef struct {
  TyWorkspace *workspace;
  GHashTable *kinds;   /* gint64 id → kind */
  GHashTable *curated; /* "subject predicate" that tables say something about */
  GHashTable *facts;   /* "subject predicate object" of relations that tables hold */
  GPtrArray *patterns;
} Linking;

static void pattern_free(gpointer data) {
  Pattern *pattern = data;
  g_free(pattern->predicate);
  g_strfreev(pattern->between);
  g_strfreev(pattern->subject_kinds);
  g_strfreev(pattern->object_kinds);
  g_free(pattern);
}

static gboolean take_pattern(const TyCsvRow *row, gpointer data, GError **error) {
  Pattern *pattern = g_new0(Pattern, 1);

  g_ptr_array_add(data, pattern);
  pattern->predicate = g_strdup(ty_csv_get(row, "predicate"));
  pattern->object_first = g_str_equal(ty_csv_get(row, "order"), "object-first");
  pattern->between = g_strsplit(ty_csv_get(row, "between"), "|", -1);
  pattern->subject_kinds = g_strsplit(ty_csv_get(row, "subject_kinds"), "|", -1);
  pattern->object_kinds = g_strsplit(ty_csv_get(row, "object_kinds"), "|", -1);
  if (!pattern->between[0]) { /* "" splits into nothing, but means "side by side" */
    g_strfreev(pattern->between);
    pattern->between = g_strsplit("|", "|", -1);
  }
  if (!ty_number_parse(ty_csv_get(row, "confidence"), &pattern->confidence) ||
      pattern->confidence <= 0 || pattern->confidence > 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s:%zu: confidence is '%s', expected a number in (0, 1]", row->file, row->line,
                ty_csv_get(row, "confidence"));
    return FALSE;
  }
  return TRUE;
}

static gboolean read_patterns(Linking *linking, GError **error) {
  g_autofree char *path = g_build_filename(linking->workspace->data_folder, "patterns.csv", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);

  return file && ty_csv_read(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                             take_pattern, NULL, linking->patterns, error);
}

static gboolean note_kind(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  g_hash_table_insert(data, g_memdup2(&entity->id, sizeof entity->id), g_strdup(entity->kind));
  return TRUE;
}

static char *fact_key(gint64 subject, const char *predicate, gint64 object) {
  return g_strdup_printf("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, subject, predicate, object);
}

static gboolean note_fact(const TyFact *fact, gpointer data, GError **error) {
  Linking *linking = data;
  (void) error;

  /* What texts said before is known, but not curated. */
  if (ty_atlas_fact_is_curated(linking->workspace->atlas, fact->id))
    g_hash_table_add(linking->curated, fact_key(fact->subject, fact->predicate, 0));
  if (fact->object && !fact->value && !fact->qualifier && !fact->valid_from && !fact->valid_to)
    g_hash_table_add(linking->facts, fact_key(fact->subject, fact->predicate, fact->object));
  return TRUE;
}

/* What `pattern` makes of two neighbouring names. */
static gboolean apply(Linking *linking, const Pattern *pattern, gint64 document,
                      const TyMention *first, const TyMention *second, const char *between,
                      GError **error) {
  gint64 subject = pattern->object_first ? second->id : first->id;
  gint64 object = pattern->object_first ? first->id : second->id;
  const char *subject_kind = g_hash_table_lookup(linking->kinds, &subject);
  const char *object_kind = g_hash_table_lookup(linking->kinds, &object);

  if (!g_strv_contains((const char *const *) pattern->subject_kinds, subject_kind) ||
      !g_strv_contains((const char *const *) pattern->object_kinds, object_kind) ||
      !g_strv_contains((const char *const *) pattern->between, between) ||
      !ty_atlas_predicate_kind(linking->workspace->atlas, pattern->predicate))
    return TRUE;

  g_autofree char *key = fact_key(subject, pattern->predicate, object);
  g_autofree char *topic = fact_key(subject, pattern->predicate, 0);
  if (!g_hash_table_contains(linking->facts, key) && g_hash_table_contains(linking->curated, topic))
    return TRUE;
  TyFact fact = {.subject = subject,
                 .predicate = pattern->predicate,
                 .object = object,
                 .confidence = pattern->confidence};
  TyEvidence evidence = {.document = document,
                         .start = first->start,
                         .end = second->end,
                         .confidence = pattern->confidence};
  return ty_atlas_add_fact(linking->workspace->atlas, &fact, &evidence, error) != 0;
}

static gboolean link_document(const TyNamedIn *found, gpointer data, GError **error) {
  Linking *linking = data;

  for (gsize i = 0; i < found->n; i++) {
    const TyMention *mention = &found->mentions[i];
    TySpan span = {mention->start, mention->end};
    if (!ty_atlas_add_mention(linking->workspace->atlas, found->document, mention->id, span,
                              mention->confidence, error))
      return FALSE;
    if (i == 0)
      continue;
    const TyMention *before = mention - 1;
    if (before->id == mention->id || mention->start - before->end > MAX_BETWEEN_BYTES)
      continue;
    g_autofree char *raw = g_strndup(found->text + before->end, mention->start - before->end);
    g_autofree char *between = ty_name_key(raw);
    for (guint p = 0; p < linking->patterns->len; p++)
      if (!apply(linking, linking->patterns->pdata[p], found->document, before, mention, between,
                 error))
        return FALSE;
  }
  return TRUE;
}

gboolean ty_link_documents(TyWorkspace *workspace, gint64 after, GError **error) {
  TyDocumentFilter new = {.near_duplicates = TRUE, .after = after};
  g_autoptr(GHashTable) kinds = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GHashTable) curated = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) patterns = g_ptr_array_new_with_free_func(pattern_free);
  Linking linking = {workspace, kinds, curated, facts, patterns};

  if (after == 0 && !ty_atlas_clear_mentions(workspace->atlas, error))
    return FALSE;
  if (g_hash_table_size(workspace->spelling) == 0) /* no names to find */
    return TRUE;
  return ty_naming_add_context(workspace, error) && read_patterns(&linking, error) &&
         ty_atlas_each_entity(workspace->atlas, NULL, NULL, note_kind, kinds, error) &&
         ty_atlas_each_fact(workspace->atlas, 0, NULL, 0, note_fact, &linking, error) &&
         ty_each_named_in(workspace, &new, link_document, &linking, error);
}
