/* SPDX-License-Identifier: Apache-2.0 */
/* The tokenizer of the index, as FTS5 wants it: the atlas's own calls whoever knows the words. A
 * question comes as single words of the index (search.c): each is its own token. */
#include "atlas/statement.h"

static int create(void *atlas, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer) {
  (void) arguments, (void) n_arguments;
  *tokenizer = atlas;
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer) { (void) tokenizer; }

typedef struct {
  void *context;
  int (*token)(void *context, int flags, const char *token, int n, int start, int end);
  int code;
} Sink;

static gboolean take_word(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data) {
  Sink *sink = data;

  sink->code = sink->token(sink->context, beside ? FTS5_TOKEN_COLOCATED : 0, word, (int) length,
                           (int) span.start, (int) span.end);
  return sink->code == SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n,
                    int (*token)(void *context, int flags, const char *token, int n, int start,
                                 int end)) {
  const TyAtlas *atlas = (const TyAtlas *) tokenizer;
  Sink sink = {context, token, SQLITE_OK};

  if (flags & FTS5_TOKENIZE_QUERY)
    return token(context, 0, text, n, 0, n);
  if (!atlas->tokenizer.words)
    return SQLITE_MISUSE;
  if (text && n > 0)
    atlas->tokenizer.words(text, (gsize) n, take_word, &sink, atlas->tokenizer.data);
  return sink.code;
}

gboolean ty_atlas_register_tokenizer(TyAtlas *atlas, GError **error) {
  static fts5_tokenizer functions = {create, destroy, tokenize};
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, error, "SELECT fts5(?1)", "");
  fts5_api *api = NULL;

  if (!row)
    return FALSE;
  sqlite3_bind_pointer(row, 1, &api, "fts5_api_ptr", NULL);
  if (sqlite3_step(row) == SQLITE_ROW && api &&
      api->xCreateTokenizer(api, "tuyou", atlas, &functions, NULL) == SQLITE_OK)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM,
              "%s: found a SQLite without full-text search (FTS5), expected one with it",
              atlas->path);
  return FALSE;
}
