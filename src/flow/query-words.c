/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/query-words.h"

#include "flow/index-words.h"

#include <string.h>

/* One thing asked for. */
typedef struct {
  char *text;
  gboolean excluded, quoted;
} Term;

static void clear_term(gpointer term) { g_free(((Term *) term)->text); }

static void free_phrases(gpointer data) {
  GArray *phrases = data;

  for (guint i = 0; i < phrases->len; i++)
    g_strfreev((char **) g_array_index(phrases, TyPhrase, i).words);
  g_array_unref(phrases);
}

void ty_query_free(TyQuery *query) {
  g_array_unref(query->clauses);
  g_ptr_array_unref(query->phrases);
  g_free(query);
}

static gsize quote_bytes(const char *p) {
  if (*p == '"')
    return 1;
  return g_str_has_prefix(p, "“") || g_str_has_prefix(p, "”") || g_str_has_prefix(p, "＂") ? 3 : 0;
}

static gsize space_bytes(const char *p) {
  if (g_ascii_isspace(*p))
    return 1;
  return g_str_has_prefix(p, "\u3000") ? 3 : 0;
}

static gsize minus_bytes(const char *p) {
  if (*p == '-')
    return 1;
  return g_str_has_prefix(p, "－") || g_str_has_prefix(p, "–") ? 3 : 0;
}

/* Reads the term at *at, which is no space. */
static gboolean read_term(const char **at, Term *term, GError **error) {
  const char *p = *at;
  gsize minus = minus_bytes(p);

  *term = (Term){.excluded = minus > 0};
  p += minus;
  gsize quote = quote_bytes(p);
  const char *start = p += quote;
  while (*p && !(quote ? quote_bytes(p) : space_bytes(p) || quote_bytes(p)))
    p = g_utf8_next_char(p);
  term->quoted = quote > 0;
  if (quote && !*p) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found a quote that is never closed in “%s”, expected a second one", *at);
    return FALSE;
  }
  term->text = g_strndup(start, (gsize) (p - start));
  *at = p + (quote ? quote_bytes(p) : 0);
  return TRUE;
}

static GArray *read_terms(const char *text, GError **error) {
  GArray *terms = g_array_new(FALSE, FALSE, sizeof(Term));

  g_array_set_clear_func(terms, clear_term);
  while (*text) {
    gsize space = space_bytes(text);
    Term term;
    if (space) {
      text += space;
      continue;
    }
    if (!read_term(&text, &term, error)) {
      g_array_unref(terms);
      return NULL;
    }
    g_array_append_val(terms, term);
  }
  return terms;
}

static gboolean is_or(const Term *term) {
  return !term->quoted && !term->excluded && g_str_equal(term->text, "OR");
}

/* Adds a term to the clause that is open (`go_on`), or as a new one. */
static gboolean add_term(TyQuery *query, TySegmenter *segmenter, const Term *term, gboolean go_on,
                         GError **error) {
  char *whole;
  TyPhrase phrase = {(const char *const *) ty_index_phrase(segmenter, term->text, &whole), 0};

  phrase.n_words = g_strv_length((char **) phrase.words);
  if (phrase.n_words == 0) {
    g_strfreev((char **) phrase.words);
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found “%s”, in which there is no word, expected words to look for", term->text);
    return FALSE;
  }
  if (!go_on) {
    TySearchClause clause = {.excluded = term->excluded};
    g_array_append_val(query->clauses, clause);
    g_ptr_array_add(query->phrases, g_array_new(FALSE, FALSE, sizeof(TyPhrase)));
  }
  GArray *phrases = query->phrases->pdata[query->phrases->len - 1];
  g_array_append_val(phrases, phrase);
  if (whole) {
    char *words[] = {whole, NULL};
    TyPhrase one = {(const char *const *) g_memdup2(words, sizeof words), 1};
    g_array_append_val(phrases, one);
  }
  TySearchClause *clause = &g_array_index(query->clauses, TySearchClause, query->clauses->len - 1);
  clause->phrases = (const TyPhrase *) (const void *) phrases->data;
  clause->n_phrases = phrases->len;
  return TRUE;
}

static gboolean add_terms(TyQuery *query, TySegmenter *segmenter, const GArray *terms,
                          GError **error) {
  gboolean go_on = FALSE, wanted = FALSE;

  for (guint i = 0; i < terms->len; i++) {
    const Term *term = &g_array_index(terms, Term, i);
    if (is_or(term)) {
      const Term *before = i > 0 ? term - 1 : NULL, *after = i + 1 < terms->len ? term + 1 : NULL;
      if (!before || !after || before->excluded || after->excluded || is_or(after)) {
        g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                    "found OR without a word on each side, expected A OR B");
        return FALSE;
      }
      go_on = TRUE;
      continue;
    }
    if (!add_term(query, segmenter, term, go_on, error))
      return FALSE;
    go_on = FALSE;
    wanted |= !term->excluded;
  }
  if (!wanted)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s",
                terms->len ? "found only words to leave out, expected at least one to look for"
                           : "found nothing to look for, expected words");
  return wanted;
}

TyQuery *ty_query_parse(TySegmenter *segmenter, const char *text, GError **error) {
  const char *end;

  if (!g_utf8_validate(text, -1, &end)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found no UTF-8 at byte %zu of what is to be found, expected text",
                (gsize) (end - text) + 1);
    return NULL;
  }
  g_autoptr(GArray) terms = read_terms(text, error);
  if (!terms)
    return NULL;
  g_autoptr(TyQuery) query = g_new0(TyQuery, 1);

  query->clauses = g_array_new(FALSE, FALSE, sizeof(TySearchClause));
  query->phrases = g_ptr_array_new_with_free_func(free_phrases);
  return add_terms(query, segmenter, terms, error) ? g_steal_pointer(&query) : NULL;
}
