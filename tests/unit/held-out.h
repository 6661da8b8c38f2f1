/* SPDX-License-Identifier: Apache-2.0 */
/** The experiment of the names taken out, on the sample region or on texts marked by hand
 * (other-region.txt): of the entities that the texts name, a
 * third is forgotten (every name of theirs goes from the word lists and from the names known), and
 * what ty_unknown_names finds is held against them.
 *
 * A name stands for itself where the full gazetteer finds it, in its normalised form. Recall counts
 * forms: a form is found when a candidate is exactly that string. Precision counts candidates: one
 * is right when it is a name of the removed, or a name of anything in the tables, or stands in
 * tests/unit/true-names.txt, where names are listed that the texts have and the tables have not. */
#pragma once
#include "base/random.h"
#include "flow/noise.h"
#include "support.h"
#include <tuyou/text.h>

typedef struct {
  gint64 entity;
  char *key;
  guint count; /* mentions of the form; 0: not in the texts */
} HeldName;

typedef struct {
  TyAtlas *atlas;
  GPtrArray *documents; /* texts */
  GArray *names;        /* of HeldName: all names of all entities */
  GArray *entities;     /* gint64: those that texts name */
  GHashTable *truth;    /* every form that is a name of something */
  GHashTable *counts;   /* key of a form → mentions */
  TyNameForms *forms;
  char *lexicon; /* file: no name of those entities is in it */
  TyNoise *noise;
  /* of one run */
  GHashTable *removed; /* forms that are looked for */
  GHashTable *known;
} HeldOut;

typedef struct {
  guint n_removed, n_found;           /* forms in the texts */
  guint n_repeated, n_repeated_found; /* those of two mentions and more */
  guint n_candidates, n_right;
} HeldResult;

static inline char *held_key(const char *text, gsize length) {
  TyNormalised normal = ty_normalise(text, length);
  g_free(normal.source);
  return normal.text;
}

static inline gboolean held_document(const TyStoredDocument *document, gpointer data,
                                     GError **error) {
  (void) error;
  g_ptr_array_add(((HeldOut *) data)->documents, g_strdup(document->text));
  return TRUE;
}

static inline gboolean held_alias(gint64 entity, const char *alias, gpointer data, GError **error) {
  HeldOut *held = data;
  HeldName name = {entity, held_key(alias, strlen(alias)), 0};
  (void) error;
  if (g_utf8_strlen(name.key, -1) >= 2) {
    g_array_append_val(held->names, name);
    g_hash_table_add(held->truth, g_strdup(name.key));
  } else {
    g_free(name.key);
  }
  return TRUE;
}

typedef struct {
  HeldOut *held;
  const char *text;
  GHashTable *seen; /* entities */
} HeldReading;

static inline gboolean held_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                                    GError **error) {
  HeldReading *reading = data;
  g_autofree char *key = held_key(reading->text + span.start, span.end - span.start);
  gpointer count = g_hash_table_lookup(reading->held->counts, key);
  (void) document, (void) error;

  g_hash_table_insert(reading->held->counts, g_steal_pointer(&key),
                      GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
  if (g_hash_table_add(reading->seen, g_memdup2(&entity, sizeof entity)))
    g_array_append_val(reading->held->entities, entity);
  return TRUE;
}

static inline gboolean held_mentions(const TyStoredDocument *document, gpointer data,
                                     GError **error) {
  HeldReading *reading = data;
  reading->text = document->text;
  return ty_atlas_each_mention(reading->held->atlas, document->id, 0, held_mention, reading, error);
}

/* The list without the names of entities in the texts. */
static inline char *held_list(HeldOut *held, const char *path, const char *name) {
  gsize length;
  g_autofree char *text = read_file(path, &length);
  g_autoptr(GHashTable) drop = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GString) kept = g_string_sized_new(length);

  for (guint i = 0; i < held->names->len; i++) {
    const HeldName *one = &g_array_index(held->names, HeldName, i);
    for (guint k = 0; k < held->entities->len; k++)
      if (g_array_index(held->entities, gint64, k) == one->entity)
        g_hash_table_add(drop, one->key);
  }
  for (char *line = text; *line;) {
    gsize n = strcspn(line, "\n"), word = strcspn(line, " \t\n");
    g_autofree char *key = g_strndup(line, word);
    if (!g_hash_table_contains(drop, key))
      g_string_append_printf(kept, "%.*s\n", (int) n, line);
    line += n + (line[n] == '\n');
  }
  return test_file(name, kept->str);
}

/* What does not depend on where the texts come from. */
static inline void held_equip(HeldOut *held, const char *dict) {
  g_autoptr(GError) error = NULL;
  g_autofree char *heritage = source_path("corpus/lexicon/heritage.txt");
  g_autofree char *forms = source_path("corpus/lexicon/name-forms.txt");
  gsize length;

  held->noise = ty_noise_open(data_folder(), &error);
  g_assert_no_error(error);
  g_autofree char *list = read_file(forms, &length);
  held->forms = ty_name_forms_read(forms, list, length, &error);
  g_assert_no_error(error);
  g_autofree char *first = held_list(held, dict, "dict.txt");
  g_autofree char *second = held_list(held, heritage, "heritage.txt");
  const char *lists[] = {first, second};
  held->lexicon = test_path("held.bin");
  g_assert_true(ty_lexicon_compile(lists, 2, held->lexicon, &error));
}

static inline HeldOut *held_new(void) {
  HeldOut *held = g_new0(HeldOut, 1);

  held->documents = g_ptr_array_new_with_free_func(g_free);
  held->names = g_array_new(FALSE, FALSE, sizeof(HeldName));
  held->entities = g_array_new(FALSE, FALSE, sizeof(gint64));
  held->truth = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  held->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return held;
}

/** The sample region. */
static inline HeldOut *held_open(const char *dict) {
  g_autoptr(GError) error = NULL;
  HeldOut *held = held_new();
  g_autofree char *project = source_path("graphs/ziyang-dazu/project.ini");
  g_autofree char *labels = source_path("tests/unit/true-names.txt");
  g_autofree char *path = test_path("held.atlas");
  TyBuildOptions options = {.data_folder = data_folder()};
  json_t *built = ty_build(project, path, &options, &error);

  g_assert_no_error(error);
  json_decref(built);
  held->atlas = ty_atlas_open(path, FALSE, &error);
  g_assert_no_error(error);
  TyDocumentFilter originals = {0};
  HeldReading reading = {held, NULL,
                         g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL)};
  g_assert_true(ty_atlas_each_document(held->atlas, &originals, held_document, held, &error) &&
                ty_atlas_each_alias(held->atlas, 0, held_alias, held, &error) &&
                ty_atlas_each_document(held->atlas, &originals, held_mentions, &reading, &error));
  g_hash_table_unref(reading.seen);

  gsize length;
  g_autofree char *real = read_file(labels, &length);
  g_auto(GStrv) lines = g_strsplit(real, "\n", -1);
  for (char **line = lines; *line; line++) {
    (*line)[strcspn(*line, " \t#")] = '\0';
    if (**line)
      g_hash_table_add(held->truth, held_key(*line, strlen(*line)));
  }
  held_equip(held, dict);
  return held;
}

/* A name in braces: each is an entity of its own. */
static inline void held_mark(HeldOut *held, const char *name, gsize length) {
  g_autofree char *key = held_key(name, length);
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(held->counts, key));

  g_hash_table_insert(held->counts, g_strdup(key), GUINT_TO_POINTER(count + 1));
  if (count > 0)
    return;
  HeldName one = {held->names->len + 1, g_strdup(key), 0};
  g_array_append_val(held->names, one);
  g_array_append_val(held->entities, one.entity);
  g_hash_table_add(held->truth, g_strdup(key));
}

/** Texts with their names in {braces}, one a line; `#` and a space begin a comment. */
static inline HeldOut *held_open_marked(const char *dict, const char *name) {
  g_autofree char *path = source_path(name);
  gsize length;
  g_autofree char *all = read_file(path, &length);
  g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
  HeldOut *held = held_new();

  for (char **line = lines; *line; line++) {
    GString *plain = g_string_new(NULL);
    if (!**line || g_str_has_prefix(*line, "# ")) {
      g_string_free(plain, TRUE);
      continue;
    }
    for (const char *p = *line; *p; p++)
      if (*p == '{')
        held_mark(held, p + 1, strcspn(p + 1, "}"));
      else if (*p != '}')
        g_string_append_c(plain, *p);
    g_ptr_array_add(held->documents, g_string_free(plain, FALSE));
  }
  held_equip(held, dict);
  return held;
}

static inline gboolean held_is_known(const TyToken *token, gpointer data) {
  g_autofree char *key = g_strndup(token->text, token->length);
  return g_hash_table_contains(((HeldOut *) data)->known, key);
}

/* Which third an entity goes with, under a seed: the entities shuffled, then dealt out. */
static inline GHashTable *held_deal(const HeldOut *held, guint64 seed, guint third) {
  GHashTable *gone = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GArray) order = g_array_copy(held->entities);
  TyRandom random = ty_random(seed, 0);

  for (guint i = order->len; i > 1; i--) {
    guint j = (guint) ty_random_below(&random, i);
    gint64 swap = g_array_index(order, gint64, i - 1);
    g_array_index(order, gint64, i - 1) = g_array_index(order, gint64, j);
    g_array_index(order, gint64, j) = swap;
  }
  for (guint i = third; i < order->len; i += 3)
    for (guint k = 0; k < held->entities->len; k++)
      if (g_array_index(held->entities, gint64, k) == g_array_index(order, gint64, i))
        g_hash_table_add(gone, &g_array_index(held->entities, gint64, k));
  return gone;
}

typedef void (*HeldFunc)(const TyCandidate *candidate, gboolean removed, gboolean right,
                         gpointer data);

/** One run: the third number `third` (0, 1, 2) of the shuffle `seed`. */
static inline HeldResult held_run(HeldOut *held, guint64 seed, guint third, HeldFunc func,
                                  gpointer data) {
  g_autoptr(GError) error = NULL;
  HeldResult result = {0};
  g_autoptr(GHashTable) gone = held_deal(held, seed, third);
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(held->lexicon, &error);
  g_autoptr(TyStrings) strings = ty_strings_new(0);
  g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);

  g_assert_no_error(error);
  held->removed = g_hash_table_new(g_str_hash, g_str_equal);
  held->known = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < held->names->len; i++) {
    const HeldName *name = &g_array_index(held->names, HeldName, i);
    if (g_hash_table_contains(gone, &name->entity))
      continue;
    ty_lexicon_add(lexicon, name->key, "nz");
    g_hash_table_add(held->known, name->key);
  }
  for (guint i = 0; i < held->names->len; i++) {
    const HeldName *name = &g_array_index(held->names, HeldName, i);
    if (g_hash_table_contains(gone, &name->entity) &&
        !g_hash_table_contains(held->known, name->key) &&
        g_hash_table_contains(held->counts, name->key))
      g_hash_table_add(held->removed, name->key);
  }
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  for (guint i = 0; i < held->documents->len; i++) {
    const char *text = held->documents->pdata[i];
    gsize n;
    const TyToken *tokens =
        ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);
    g_autofree TyToken *own = g_memdup2(tokens, n * sizeof *tokens);
    ty_noise_part(held->noise, own, n);
    ty_strings_add(strings, text, own, n, held_is_known, held);
  }
  g_autoptr(GPtrArray) candidates = ty_unknown_names(strings, lexicon, held->forms, NULL);
  for (guint i = 0; i < candidates->len; i++) {
    const TyCandidate *candidate = candidates->pdata[i];
    gboolean removed = g_hash_table_contains(held->removed, candidate->text);
    gboolean right = removed || g_hash_table_contains(held->truth, candidate->text);
    g_hash_table_add(found, candidate->text);
    result.n_candidates++;
    result.n_right += right;
    if (func)
      func(candidate, removed, right, data);
  }
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init(&iter, held->removed);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    gboolean repeated = GPOINTER_TO_UINT(g_hash_table_lookup(held->counts, key)) >= 2;
    gboolean hit = g_hash_table_contains(found, key);
    result.n_removed++;
    result.n_found += hit;
    result.n_repeated += repeated;
    result.n_repeated_found += repeated && hit;
    if (func && !hit) {
      TyCandidate missed = {.text = key,
                            .count = GPOINTER_TO_UINT(g_hash_table_lookup(held->counts, key))};
      func(&missed, TRUE, FALSE, data);
    }
  }
  g_hash_table_unref(held->removed);
  g_hash_table_unref(held->known);
  return result;
}

static inline void held_close(HeldOut *held) {
  if (held->atlas)
    ty_atlas_free(held->atlas);
  g_ptr_array_unref(held->documents);
  for (guint i = 0; i < held->names->len; i++)
    g_free(g_array_index(held->names, HeldName, i).key);
  g_array_unref(held->names);
  g_array_unref(held->entities);
  g_hash_table_unref(held->truth);
  g_hash_table_unref(held->counts);
  ty_name_forms_free(held->forms);
  ty_noise_free(held->noise);
  g_free(held->lexicon);
  g_free(held);
}
