/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/hits.h"
#include "flow/query-words.h"
#include "flow/workspace.h"

#include <string.h>

#define SNIPPET_CHARACTERS 60
#define USUAL_TOP 10

typedef struct {
  TySegmenter *segmenter;
  const TyQuery *query;
  json_t *documents;
} Search;

static gboolean skip_found(const TyStoredDocument *document, double score, gpointer data,
                           GError **error) {
  (void) document, (void) score, (void) data, (void) error;
  return TRUE;
}

static json_t *json_hits(const char *field, const GArray *hits, json_t *list) {
  for (guint i = 0; i < hits->len; i++) {
    const TySpan *hit = &g_array_index(hits, TySpan, i);
    json_array_append_new(list, json_pack("{s:s, s:I, s:I}", "field", field, "start",
                                          (json_int_t) hit->start, "end", (json_int_t) hit->end));
  }
  return list;
}

static json_t *json_snippet(const char *field, const char *text, const GArray *hits) {
  TySpan part = ty_choose_snippet(text, (const TySpan *) (const void *) hits->data, hits->len,
                                  SNIPPET_CHARACTERS);
  json_t *marks = json_array();

  for (guint i = 0; i < hits->len; i++) {
    const TySpan *hit = &g_array_index(hits, TySpan, i);
    if (hit->start >= part.start && hit->end <= part.end)
      json_array_append_new(marks, json_pack("[I, I]", (json_int_t) (hit->start - part.start),
                                             (json_int_t) (hit->end - part.start)));
  }
  return json_pack("{s:s, s:I, s:I, s:s%, s:o}", "field", field, "start", (json_int_t) part.start,
                   "end", (json_int_t) part.end, "text", text + part.start,
                   (size_t) (part.end - part.start), "marks", marks);
}

static gboolean take_found(const TyStoredDocument *document, double score, gpointer data,
                           GError **error) {
  Search *search = data;
  const char *const fields[] = {"text", "title", "tags"};
  const char *const texts[] = {document->text, document->title, document->tags};
  json_t *hits = json_array(), *snippet = NULL;
  (void) error;

  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(TySpan));
    if (!texts[i] || !*texts[i])
      continue;
    ty_find_hits(search->segmenter, texts[i],
                 (const TySearchClause *) (const void *) search->query->clauses->data,
                 search->query->clauses->len, found);
    json_hits(fields[i], found, hits);
    if (!snippet && found->len > 0)
      snippet = json_snippet(fields[i], texts[i], found);
  }
  json_array_append_new(
      search->documents,
      json_pack("{s:I, s:o, s:I, s:s?, s:I, s:s, s:s?, s:s?, s:s?, s:s?, s:o, s:o}", "rank",
                (json_int_t) json_array_size(search->documents) + 1, "score",
                ty_json_number(score, 4), "document", (json_int_t) document->id, "file",
                document->file, "line", (json_int_t) document->line, "kind", document->kind,
                "platform", document->platform, "place", document->place, "date", document->date,
                "title", document->title, "hits", hits, "snippet",
                snippet ? snippet : json_null()));
  return TRUE;
}

/* Nothing has all: how many have each of the things asked for. */
static json_t *count_alone(TyWorkspace *workspace, const TyQuery *query,
                           const TyDocumentFilter *filter) {
  json_t *list = json_array();

  for (guint c = 0; c < query->clauses->len; c++) {
    const TySearchClause *clause = &g_array_index(query->clauses, TySearchClause, c);
    g_autoptr(GString) words = g_string_new(NULL);
    gint64 n = 0;
    if (clause->excluded)
      continue;
    for (gsize p = 0; p < clause->n_phrases; p++) {
      g_autofree char *phrase = g_strjoinv("", (char **) clause->phrases[p].words);
      if (!g_str_has_suffix(words->str, phrase)) /* a word by itself and by its parts is one */
        g_string_append_printf(words, "%s%s", p ? " OR " : "", phrase);
    }
    if (ty_atlas_search(workspace->atlas, clause, 1, filter, 1, skip_found, NULL, &n, NULL))
      json_array_append_new(list,
                            json_pack("{s:s, s:I}", "words", words->str, "found", (json_int_t) n));
  }
  return list;
}

/* Nothing is found but texts that repeat another: how many, and what shows them. */
static gboolean count_repeats(TyWorkspace *workspace, const TyQuery *query,
                              const TyDocumentFilter *filter, json_t *answer, GError **error) {
  TyDocumentFilter wider = filter ? *filter : (TyDocumentFilter){0};
  const char *shown_by = "--near-duplicates";
  const TySearchClause *clauses = (const TySearchClause *) (const void *) query->clauses->data;
  gint64 n = 0;

  wider.near_duplicates = TRUE;
  if (!ty_atlas_search(workspace->atlas, clauses, query->clauses->len, &wider, 1, skip_found, NULL,
                       &n, error))
    return FALSE;
  wider.duplicates = TRUE;
  if (n == 0) {
    shown_by = "--duplicates";
    if (!ty_atlas_search(workspace->atlas, clauses, query->clauses->len, &wider, 1, skip_found,
                         NULL, &n, error))
      return FALSE;
  }
  if (n > 0) {
    json_object_set_new(answer, "repeats", json_integer(n));
    json_object_set_new(answer, "shown_by", json_string(shown_by));
  }
  return TRUE;
}

json_t *ty_search(TyWorkspace *workspace, const char *query, const TyDocumentFilter *filter,
                  gsize top, GError **error) {
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(workspace->lexicon);
  g_autoptr(TyQuery) parsed = ty_query_parse(segmenter, query, error);
  gint64 n_found = 0;
  if (!parsed)
    return NULL;
  Search search = {segmenter, parsed, json_array()};

  if (!ty_atlas_search(workspace->atlas,
                       (const TySearchClause *) (const void *) parsed->clauses->data,
                       parsed->clauses->len, filter, top ? top : USUAL_TOP, take_found, &search,
                       &n_found, error)) {
    json_decref(search.documents);
    return NULL;
  }
  json_t *answer = json_pack("{s:s, s:I, s:o}", "query", query, "found", (json_int_t) n_found,
                             "documents", search.documents);
  if (n_found > 0)
    return answer;
  json_object_set_new(answer, "alone", count_alone(workspace, parsed, filter));
  if (count_repeats(workspace, parsed, filter, answer, error))
    return answer;
  json_decref(answer);
  return NULL;
}
