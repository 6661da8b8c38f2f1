/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/document-keywords.h"
#include "unit/text-fixture.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static TySieve *sieve_of(const TyLexicon *lexicon) {
  g_autofree char *folder = g_dir_make_tmp("tuyou-fuzz-XXXXXX", NULL);
  const char *const lists[][2] = {{"stopwords.txt", "我们\n研究\n"},
                                  {"furniture.txt", "大足 看\n"},
                                  {"advertisement.txt", "微信\t5\n"}};
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_autofree char *path = g_build_filename(folder, lists[i][0], NULL);
    g_assert_true(g_file_set_contents(path, lists[i][1], -1, NULL));
  }
  TyNoise *noise = ty_noise_open(folder, NULL); /* lives as long as the fuzzer */
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_autofree char *path = g_build_filename(folder, lists[i][0], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  return ty_sieve_new(noise, lexicon);
}

/* The first byte chooses the method and how many keywords; the rest is one document. */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size) {
  static TyDocumentKeywords *makers[3];
  TyTerm terms[64];

  if (!makers[0]) {
    TyLexicon *lexicon = lexicon_of(small_list);
    TySieve *sieve = sieve_of(lexicon);
    for (int i = 0; i < 3; i++)
      makers[i] = ty_document_keywords_new(lexicon, sieve, (TyKeywordMethod) i, NULL);
  }
  if (size == 0)
    return 0;
  g_autofree char *text = g_memdup2(data + 1, size - 1);
  TyDocumentKeywords *maker = makers[data[0] % 3];
  gsize wanted = data[0] >> 2;

  ty_document_keywords_add(maker, text, size - 1, 0);
  gsize n = ty_document_keywords_finish(maker, terms, wanted);
  g_assert_cmpuint(n, <=, wanted);
  for (gsize i = 0; i < n; i++) {
    g_assert_cmpuint(terms[i].start, <, terms[i].end);
    g_assert_cmpuint(terms[i].end, <=, size - 1);
    g_assert_true(g_utf8_validate_len(text + terms[i].start, terms[i].end - terms[i].start, NULL));
    g_assert_true(isfinite(terms[i].score) && terms[i].score >= 0);
    g_assert_true(i == 0 || ty_term_best_first(&terms[i - 1], &terms[i]) < 0);
  }
  return 0;
}
