/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/decision.h"
#include "flow/word-lists.h"
#include "flow/workspace.h"

#include <math.h>
#include <string.h>

static const char *checked_role(const char *role, GError **error) {
  if (!role)
    return ty_word_roles[0];
  if (g_strv_contains(ty_word_roles, role))
    return role;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "--as: found %s, expected word, stopword, furniture or advertisement", role);
  return NULL;
}

/* Looking up ------------------------------------------------------------------------------------
 */

typedef struct {
  const char *key;
  gboolean is_listed;
} Search;

static gboolean compare_listed(const TyListedWord *entry, gpointer data, GError **error) {
  Search *search = data;
  g_autofree char *key = ty_name_key(entry->word);
  (void) error;
  search->is_listed |= g_str_equal(key, search->key);
  return TRUE;
}

static gboolean mark_found(const TyLexiconWord *word, gpointer found, GError **error) {
  (void) error;
  *(int *) found = word->taken_out ? 2 : 1;
  return TRUE;
}

/* Whether the atlas has it: 0 no, 1 as an entry, 2 as taken out; −1 on error. */
static int kept_as(TyWorkspace *workspace, const char *role, const char *key, GError **error) {
  int found = 0;
  return ty_atlas_each_word(workspace->atlas, role, key, mark_found, &found, error) ? found : -1;
}

/* Whether a list of the program has it, or the compiled lexicon or the names of the atlas do. */
static gboolean is_listed(TyWorkspace *workspace, const char *role, const char *word,
                          const char *key, gboolean *listed, GError **error) {
  Search search = {key, FALSE};

  if (!ty_word_lists_each(workspace->data_folder, role, compare_listed, &search, error))
    return FALSE;
  *listed =
      search.is_listed || (g_str_equal(role, "word") &&
                           (ty_lexicon_find(workspace->lexicon, word, strlen(word), NULL, NULL) ||
                            g_hash_table_contains(workspace->spelling, key)));
  return TRUE;
}

/* Adding ----------------------------------------------------------------------------------------
 */

typedef struct {
  TyWorkspace *workspace;
  const TyUserWordOptions *options;
  const char *role;
  gint64 added, replaced, rejected;
} Adding;

static gboolean check_options(const Adding *adding, GError **error) {
  const TyUserWordOptions *options = adding->options;
  gboolean has_tag = g_str_equal(adding->role, "word"),
           has_points = g_str_equal(adding->role, "advertisement");

  if (options->tag && (!has_tag || !*options->tag || strlen(options->tag) > 7 ||
                       strspn(options->tag, "abcdefghijklmnopqrstuvwxyz") != strlen(options->tag)))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "--tag: found %s for a %s, expected at most 7 small letters for a word",
                options->tag, adding->role);
  else if (!isnan(options->points) &&
           (!has_points || !(options->points > 0) || options->points > 1000))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "--points: found %g for a %s, expected a number above 0 for an advertisement",
                options->points, adding->role);
  else
    return TRUE;
  return FALSE;
}

/* FALSE with `*reason`, to be freed, or with `error` set. */
static gboolean add_one(Adding *adding, const TyListedWord *entry, char **reason, GError **error) {
  const TyUserWordOptions *options = adding->options;
  g_autofree char *key = ty_name_key(entry->word);
  glong length = g_utf8_strlen(key, -1);
  gboolean is_word = g_str_equal(adding->role, "word");

  if (length == 0 || length > 200 || strpbrk(entry->word, "\t\n")) {
    *reason = g_strdup_printf("found '%s', expected 1 to 200 characters in one line", entry->word);
    return FALSE;
  }
  int before = kept_as(adding->workspace, adding->role, key, error);
  if (before < 0)
    return FALSE;
  TyLexiconWord word = {.role = adding->role,
                        .key = key,
                        .word = entry->word,
                        .tag = !is_word       ? NULL
                               : options->tag ? options->tag
                                              : entry->tag,
                        .points = isnan(options->points) ? entry->points : options->points,
                        .note = options->note};
  adding->added += before != 1;
  adding->replaced += before == 1;
  return ty_atlas_add_word(adding->workspace->atlas, &word, error);
}

static gboolean add_words(Adding *adding, const char *const *words, GError **error) {
  gboolean has_points = g_str_equal(adding->role, "advertisement");

  for (; words && *words; words++) {
    TyListedWord entry = {.word = *words, .points = has_points ? 1 : NAN};
    g_autofree char *reason = NULL;
    GError *why = NULL;
    if (!g_utf8_validate(*words, -1, NULL)) {
      g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                          "found a word that is not UTF-8, expected UTF-8");
      return FALSE;
    }
    if (add_one(adding, &entry, &reason, &why))
      continue;
    if (reason)
      g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE, reason);
    else
      g_propagate_error(error, why);
    return FALSE;
  }
  return TRUE;
}

static gboolean add_line(Adding *adding, char *line, gsize number, GError **error) {
  const TyUserWordOptions *options = adding->options;
  g_autofree char *raw = g_utf8_make_valid(line, -1), *reason = NULL;
  TyListedWord entry = {0};
  gboolean valid = g_utf8_validate(line, -1, NULL);
  GError *why = NULL;

  if (!valid)
    reason = g_strdup_printf("found '%.60s', which is not UTF-8", raw);
  else if (strstr(line, "\xef\xbf\xbd"))
    reason = g_strdup_printf("found '%s', expected a line without broken characters", raw);
  else if (ty_word_line_parse(adding->role, line, &entry, &reason) &&
           (!entry.word || add_one(adding, &entry, &reason, &why)))
    return TRUE;
  if (why) {
    g_propagate_error(error, why);
    return FALSE;
  }
  adding->rejected++;
  if (options->reject)
    options->reject(&(TyReject){options->file, number, reason, raw}, options->reject_data);
  return TRUE;
}

static gboolean add_file(Adding *adding, GError **error) {
  const TyUserWordOptions *options = adding->options;
  gsize length, start = 0, n_rejected = 0;
  g_autofree char *text = ty_word_file_read(options->file, &length, options->reject,
                                            options->reject_data, &n_rejected, error);
  if (!text)
    return FALSE;
  adding->rejected += (gint64) n_rejected;
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    start = 3;
  for (gsize number = 1; start < length; number++) {
    const char *end = memchr(text + start, '\n', length - start);
    gsize stop = end ? (gsize) (end - text) : length;
    g_autofree char *line = g_strndup(text + start, stop - start);
    if (!add_line(adding, line, number, error))
      return FALSE;
    start = stop + 1;
  }
  return TRUE;
}

/* The workspace goes on with what the atlas holds now. */
static gboolean finish(TyWorkspace *workspace, gboolean done, GError **error) {
  if (done && ty_atlas_commit(workspace->atlas, error))
    return ty_workspace_refresh(workspace, error);
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}

json_t *ty_user_words_add(TyWorkspace *workspace, const TyUserWordOptions *options,
                          const char *const *words, GError **error) {
  Adding adding = {workspace, options, checked_role(options->role, error), 0, 0, 0};

  if (!adding.role || !check_options(&adding, error) || !ty_atlas_begin(workspace->atlas, error))
    return NULL;
  gboolean done = add_words(&adding, words, error) && (!options->file || add_file(&adding, error));
  if (!finish(workspace, done, error))
    return NULL;
  return json_pack("{s:s, s:I, s:I, s:I}", "role", adding.role, "added", (json_int_t) adding.added,
                   "replaced", (json_int_t) adding.replaced, "rejected",
                   (json_int_t) adding.rejected);
}

/* Removing --------------------------------------------------------------------------------------
 */

static gboolean note_word(const TyDecision *decision, gpointer is_word, GError **error) {
  (void) error;
  *(gboolean *) is_word = g_str_equal(decision->verdict, "word");
  return TRUE;
}

/* A word that was accepted by name may be accepted again, and no build brings it back. */
static gboolean forget_accepted(TyAtlas *atlas, const char *key, GError **error) {
  gboolean is_word = FALSE;

  return ty_atlas_each_decision(atlas, key, note_word, &is_word, error) &&
         (!is_word || ty_atlas_undo_decision(atlas, key, error));
}

static gboolean remove_one(TyWorkspace *workspace, const char *role, const char *word,
                           gint64 counts[2], GError **error) {
  g_autofree char *key = ty_name_key(word);
  gboolean was_there = FALSE, listed = FALSE;
  int kept = kept_as(workspace, role, key, error);

  if (kept < 0 ||
      (kept == 1 && !ty_atlas_drop_word(workspace->atlas, role, key, &was_there, error)) ||
      (g_str_equal(role, "word") && !forget_accepted(workspace->atlas, key, error)))
    return FALSE;
  if (!is_listed(workspace, role, word, key, &listed, error))
    return FALSE;
  counts[0] += was_there;
  if (kept == 2 || (!listed && was_there))
    return TRUE;
  if (!listed) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no %s %s, neither in the atlas nor in a list", role, word);
    return FALSE;
  }
  counts[1]++;
  TyLexiconWord taken_out = {
      .role = role, .key = key, .word = word, .points = NAN, .taken_out = TRUE};
  return ty_atlas_add_word(workspace->atlas, &taken_out, error);
}

json_t *ty_user_words_remove(TyWorkspace *workspace, const char *role, const char *const *words,
                             GError **error) {
  gint64 counts[2] = {0};
  gboolean done = TRUE;

  if (!(role = checked_role(role, error)) || !ty_atlas_begin(workspace->atlas, error))
    return NULL;
  for (; *words && done; words++)
    done = remove_one(workspace, role, *words, counts, error);
  if (!finish(workspace, done, error))
    return NULL;
  return json_pack("{s:s, s:I, s:I}", "role", role, "removed", (json_int_t) counts[0], "taken_out",
                   (json_int_t) counts[1]);
}

/* Listing ---------------------------------------------------------------------------------------
 */

static void set_text(json_t *item, const char *name, const char *text) {
  if (text)
    json_object_set_new(item, name, json_string(text));
}

static void list_word(json_t *list, const TyLexiconWord *word, const char *from) {
  json_t *item = json_pack("{s:s, s:s, s:s, s:b}", "role", word->role, "word", word->word, "from",
                           from, "taken_out", word->taken_out);
  set_text(item, "tag", word->tag);
  set_text(item, "note", word->note);
  if (!isnan(word->points))
    json_object_set_new(item, "points", ty_json_number(word->points, 3));
  json_array_append_new(list, item);
}

static gboolean list_own(const TyLexiconWord *word, gpointer list, GError **error) {
  (void) error;
  list_word(list, word, "atlas");
  return TRUE;
}

typedef struct {
  TyWorkspace *workspace;
  json_t *list;
} Listing;

/* What the atlas says of an entry is told by the atlas's own line. */
static gboolean list_listed(const TyListedWord *entry, gpointer data, GError **error) {
  Listing *listing = data;
  g_autofree char *key = ty_name_key(entry->word);
  g_autofree char *from = g_strdup_printf("%s:%zu", entry->file, entry->line);
  int kept = kept_as(listing->workspace, entry->role, key, error);
  TyLexiconWord word = {.role = entry->role,
                        .word = entry->word,
                        .tag = entry->tag,
                        .points = entry->points,
                        .taken_out = kept == 2};

  if (kept >= 0 && kept != 1)
    list_word(listing->list, &word, from);
  return kept >= 0;
}

json_t *ty_user_words_list(TyWorkspace *workspace, const char *role, GError **error) {
  Listing listing = {workspace, json_array()};
  const char *known = checked_role(role, error);

  if (known && ty_atlas_each_word(workspace->atlas, role, NULL, list_own, listing.list, error) &&
      (!role || ty_word_lists_each(workspace->data_folder, role, list_listed, &listing, error)))
    return json_pack("{s:o}", "words", listing.list);
  json_decref(listing.list);
  return NULL;
}
