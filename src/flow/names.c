/* SPDX-License-Identifier: Apache-2.0 */
/* Names that texts have: those the atlas knows, and candidates that it does not. */
#include "flow/likeness.h"

#include "base/file.h"

#include <string.h>

#define USUAL_TOP 20
#define USUAL_CONTEXTS 2
/* What is quoted around a candidate, each side. */
#define CONTEXT_CHARACTERS 12

/* Known names ---------------------------------------------------------------------------------- */

static gboolean list_name(const TyEntity *entity, gint64 n_mentions, gint64 n_documents,
                          gpointer data, GError **error) {
  json_t *item = json_pack("{s:s, s:s}", "name", entity->name, "kind", entity->kind);
  (void) error;

  if (entity->county && *entity->county)
    json_object_set_new(item, "county", json_string(entity->county));
  json_object_set_new(item, "mentions", json_integer(n_mentions));
  json_object_set_new(item, "documents", json_integer(n_documents));
  json_array_append_new(data, item);
  return TRUE;
}

json_t *ty_names_known(TyWorkspace *workspace, const char *kind, GError **error) {
  json_t *list = json_array();

  if (!ty_atlas_each_named_count(workspace->atlas, kind, list_name, list, error)) {
    json_decref(list);
    return NULL;
  }
  return json_pack("{s:o}", "names", list);
}

/* Reading the texts -----------------------------------------------------------------------------
 */

typedef struct {
  TyWorkspace *workspace;
  TySegmenter *segmenter;
  TyStrings *strings;
  GArray *tokens; /* of TyToken, of the text at hand */
  gsize n_documents;
} Reading;

static gboolean is_known(const TyToken *token, gpointer data) {
  const TyWorkspace *workspace = data;
  g_autofree char *key = g_strndup(token->text, token->length);
  return g_hash_table_contains(workspace->spelling, key);
}

static gboolean is_left_out(const Reading *reading, const TyStoredDocument *document) {
  return ty_noise_advertises(reading->workspace->noise, document->text);
}

static gboolean read_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Reading *reading = data;
  gsize n;
  (void) error;

  if (is_left_out(reading, document))
    return TRUE;
  const TyToken *tokens = ty_segmenter_tokens(reading->segmenter, document->text,
                                              strlen(document->text), TY_SEGMENT_PRECISE, &n);
  g_array_set_size(reading->tokens, 0);
  g_array_append_vals(reading->tokens, tokens, (guint) n);
  TyToken *own = (TyToken *) (gpointer) reading->tokens->data;
  ty_noise_part(reading->workspace->noise, own, n);
  ty_strings_add(reading->strings, document->text, own, n, is_known, reading->workspace);
  reading->n_documents++;
  return TRUE;
}

static TyNameForms *open_forms(const TyWorkspace *workspace, const char *path, GError **error) {
  g_autofree char *usual = g_build_filename(workspace->data_folder, "name-forms.txt", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path ? path : usual, error);

  return file ? ty_name_forms_read(path ? path : usual, g_mapped_file_get_contents(file),
                                   g_mapped_file_get_length(file), error)
              : NULL;
}

/* Choosing --------------------------------------------------------------------------------------
 */

static gboolean note_decided(const TyDecision *decision, gpointer data, GError **error) {
  (void) error;
  g_hash_table_add(data, g_strdup(decision->key));
  return TRUE;
}

/* Takes out what is known, decided, or of another kind than asked for. */
static gboolean sift(TyWorkspace *workspace, const TyNamesOptions *options, GPtrArray *candidates,
                     GError **error) {
  g_autoptr(GHashTable) decided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint kept = 0;

  if (!ty_atlas_each_decision(workspace->atlas, NULL, note_decided, decided, error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++) {
    TyCandidate *candidate = candidates->pdata[i];
    if (g_hash_table_contains(decided, candidate->text) ||
        g_hash_table_contains(workspace->spelling, candidate->text) ||
        (options->kind && g_strcmp0(candidate->kind, options->kind) != 0))
      continue;
    candidates->pdata[i] = candidates->pdata[kept];
    candidates->pdata[kept++] = candidate;
  }
  g_ptr_array_set_size(candidates, (int) kept);
  return TRUE;
}

/* Telling ---------------------------------------------------------------------------------------
 */

typedef struct {
  Reading *reading;
  GPtrArray *candidates;
  json_t *list;       /* an item a candidate */
  GHashTable *wanted; /* number of a text → GArray of indices into candidates */
  gsize number;
} Quoting;

static const char *back(const char *text, const char *from, guint n) {
  while (n-- > 0 && from > text) {
    const char *before = g_utf8_find_prev_char(text, from);
    if (!before || *before == '\n')
      break;
    from = before;
  }
  return from;
}

static const char *forth(const char *from, guint n) {
  while (n-- > 0 && *from && *from != '\n')
    from = g_utf8_next_char(from);
  return from;
}

static char *valid(const char *from, const char *end) {
  return g_utf8_make_valid(from, end - from);
}

static json_t *quote(const TyStoredDocument *document, const TyPlace *place) {
  const char *start = document->text + place->start, *end = document->text + place->end;
  g_autofree char *written = valid(start, end);
  g_autofree char *before = valid(back(document->text, start, CONTEXT_CHARACTERS), start);
  g_autofree char *after = valid(end, forth(end, CONTEXT_CHARACTERS));

  return json_pack("{s:I, s:s, s:I, s:I, s:I, s:s, s:s, s:s}", "document",
                   (json_int_t) document->id, "file", document->file, "line",
                   (json_int_t) document->line, "start", (json_int_t) place->start, "end",
                   (json_int_t) place->end, "quote", written, "before", before, "after", after);
}

static gboolean quote_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Quoting *quoting = data;
  (void) error;

  if (is_left_out(quoting->reading, document))
    return TRUE;
  gsize number = quoting->number++;
  const GArray *indices = g_hash_table_lookup(quoting->wanted, GSIZE_TO_POINTER(number));
  for (guint i = 0; indices && i < indices->len; i++) {
    guint index = g_array_index(indices, guint, i);
    const TyCandidate *candidate = quoting->candidates->pdata[index];
    json_t *item = json_array_get(quoting->list, index);
    for (guint p = 0; p < candidate->n_places; p++)
      if (candidate->places[p].text == number)
        json_array_append_new(json_object_get(item, "contexts"),
                              quote(document, &candidate->places[p]));
  }
  return TRUE;
}

static gboolean add_contexts(Quoting *quoting, const TyNamesOptions *options, GError **error) {
  for (guint i = 0; i < json_array_size(quoting->list); i++) {
    const TyCandidate *candidate = quoting->candidates->pdata[i];
    for (guint p = 0; p < candidate->n_places; p++) {
      gpointer key = GSIZE_TO_POINTER((gsize) candidate->places[p].text);
      GArray *indices = g_hash_table_lookup(quoting->wanted, key);
      if (!indices) {
        indices = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(quoting->wanted, key, indices);
      }
      if (indices->len == 0 || g_array_index(indices, guint, indices->len - 1) != i)
        g_array_append_val(indices, i);
    }
  }
  return ty_atlas_each_document(quoting->reading->workspace->atlas, &options->filter,
                                quote_document, quoting, error);
}

static char *shell_word(const char *text) {
  return strpbrk(text, " \t\n'\"\\$`!*?[](){}<>|&;#~") ? g_shell_quote(text) : g_strdup(text);
}

/* As it stands in the texts: simplified where one of them has it so. */
static const char *written_name(const json_t *item, const char *text) {
  const char *first = NULL;
  json_t *context;
  gsize i;

  json_array_foreach(json_object_get(item, "contexts"), i, context) {
    const char *quoted = json_string_value(json_object_get(context, "quote"));
    if (g_str_equal(quoted, text))
      return text;
    first = first ? first : quoted;
  }
  return first ? first : text;
}

/* The name as it is written, what it is taken for, and what to say about it. */
static void finish(json_t *item, const TyNamesOptions *options, const TyCandidate *candidate,
                   const TyLikeName *like) {
  const char *command = options->command ? options->command : "tuyou names";
  const char *written = written_name(item, candidate->text);
  g_autofree char *name = shell_word(written);
  g_autofree char *of = like ? shell_word(like->name) : NULL;
  g_autoptr(GString) accept = g_string_new(command);
  g_autofree char *reject = g_strdup_printf("%s --reject %s", command, name);

  json_object_set_new(item, "name", json_string(written));
  g_string_append_printf(accept, " --accept %s", name);
  if (options->new_words)
    g_string_append(accept, " --word");
  else if (like)
    g_string_append_printf(accept, " --alias-of %s", of);
  else
    g_string_append_printf(accept, " --kind %s", candidate->kind ? candidate->kind : "KIND");
  json_object_set_new(item, "accept", json_string(accept->str));
  json_object_set_new(item, "reject", json_string(reject));
}

static json_t *describe(const TyCandidate *candidate, guint rank, const TyLikeName *like) {
  json_t *item = json_pack("{s:I, s:s}", "rank", (json_int_t) rank, "name", candidate->text);

  if (candidate->kind)
    json_object_set_new(item, "kind", json_string(candidate->kind));
  if (like) {
    json_object_set_new(item, "alias_of", json_string(like->name));
    json_object_set_new(item, "reason", json_string(ty_name_likeness_reason(like->likeness)));
  }
  json_object_set_new(item, "count", json_integer(candidate->count));
  json_object_set_new(item, "documents", json_integer(candidate->documents));
  json_object_set_new(item, "score", ty_json_number(candidate->score, 3));
  json_object_set_new(item, "contexts", json_array());
  return item;
}

static json_t *tell(Reading *reading, const TyNamesOptions *options, const TyNameForms *forms,
                    GPtrArray *candidates, GError **error) {
  gsize top = MIN(options->top ? options->top : USUAL_TOP, candidates->len);
  g_autoptr(GHashTable) wanted =
      g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr(TyLikeNames) names = ty_like_names_open(reading->workspace, error);
  json_t *list = json_array();
  Quoting quoting = {reading, candidates, list, wanted, 0};

  for (guint i = 0; names && i < top; i++) {
    const TyCandidate *candidate = candidates->pdata[i];
    const TyLikeName *like =
        options->new_words ? NULL
                           : ty_like_names_find(names, candidate->text, candidate->kind, forms);
    json_array_append_new(list, describe(candidate, i + 1, like));
  }
  if (!names || !add_contexts(&quoting, options, error)) {
    json_decref(list);
    return NULL;
  }
  for (guint i = 0; i < top; i++) {
    const TyCandidate *candidate = candidates->pdata[i];
    finish(json_array_get(list, i), options, candidate,
           options->new_words ? NULL
                              : ty_like_names_find(names, candidate->text, candidate->kind, forms));
  }
  return json_pack("{s:I, s:I, s:o, s:I}", "documents", (json_int_t) reading->n_documents,
                   "searched", (json_int_t) ty_strings_kept(reading->strings), "candidates", list,
                   "found", (json_int_t) candidates->len);
}

json_t *ty_names_unknown(TyWorkspace *workspace, const TyNamesOptions *options, GError **error) {
  static const TyNamesOptions usual = {0};
  const TyNamesOptions *wanted = options ? options : &usual;
  g_autoptr(TyNameForms) forms = open_forms(workspace, wanted->forms, error);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(workspace->lexicon);
  g_autoptr(TyStrings) strings = ty_strings_new(0);
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(TyToken));
  Reading reading = {workspace, segmenter, strings, tokens, 0};
  TyDiscoveryOptions discovery = {.least = wanted->least,
                                  .n_places = wanted->contexts ? wanted->contexts : USUAL_CONTEXTS};

  if (!forms ||
      !ty_atlas_each_document(workspace->atlas, &wanted->filter, read_document, &reading, error))
    return NULL;
  g_autoptr(GPtrArray) candidates =
      wanted->new_words ? ty_new_words(strings, workspace->lexicon, forms, &discovery)
                        : ty_unknown_names(strings, workspace->lexicon, forms, &discovery);
  if (!sift(workspace, wanted, candidates, error))
    return NULL;
  return tell(&reading, wanted, forms, candidates, error);
}
