/* SPDX-License-Identifier: Apache-2.0 */
/* Questions as people type them, or not: a question is refused with a sentence, or has clauses that
 * can be asked and looked for in a text. */
#include "flow/hits.h"
#include "flow/index-words.h"
#include "flow/query-words.h"
#include "unit/text-fixture.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void check_phrase(TySegmenter *segmenter, const TyPhrase *phrase, const char *text) {
  g_assert_cmpuint(phrase->n_words, >, 0);
  for (gsize i = 0; i < phrase->n_words; i++) {
    g_assert_true(*phrase->words[i]);
    g_assert_cmpuint(strlen(phrase->words[i]), <=, TY_INDEX_WORD_BYTES);
    g_assert_true(g_utf8_validate(phrase->words[i], -1, NULL));
  }
  ty_text_has_phrase(segmenter, text, phrase);
}

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size) {
  static TySegmenter *segmenter;
  if (!segmenter) {
    TyLexicon *lexicon = lexicon_of(small_list);
    ty_lexicon_add(lexicon, "大足石刻千手观音造像", NULL);
    segmenter = ty_segmenter_new(lexicon);
  }
  g_autofree char *text = g_strndup((const char *) data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(TySpan));
  gsize n_wanted = 0;

  g_autoptr(TyQuery) query = ty_query_parse(segmenter, text, &error);
  if (!query) {
    g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
    return 0;
  }
  g_assert_no_error(error);
  g_assert_cmpuint(query->clauses->len, ==, query->phrases->len);
  for (guint c = 0; c < query->clauses->len; c++) {
    const TySearchClause *clause = &g_array_index(query->clauses, TySearchClause, c);
    g_assert_cmpuint(clause->n_phrases, >, 0);
    n_wanted += !clause->excluded;
    for (gsize p = 0; p < clause->n_phrases; p++)
      check_phrase(segmenter, &clause->phrases[p], text);
  }
  g_assert_cmpuint(n_wanted, >, 0);

  ty_find_hits(segmenter, text, (const TySearchClause *) (const void *) query->clauses->data,
               query->clauses->len, hits);
  for (guint i = 0; i < hits->len; i++) {
    const TySpan *hit = &g_array_index(hits, TySpan, i);
    g_assert_true(hit->start < hit->end && hit->end <= strlen(text));
    g_assert_true(i == 0 || (hit->start > (hit - 1)->start && hit->end > (hit - 1)->end));
  }
  TySpan part = ty_choose_snippet(text, (const TySpan *) (const void *) hits->data, hits->len, 12);
  g_assert_true(part.start <= part.end && part.end <= strlen(text));
  return 0;
}
