/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <tuyou/corpus.h>

/** ty_corpus_read_bags of text in memory; `path` names it in messages. */
gboolean ty_bags_parse(const char *path, const char *text, gsize length, gsize n_words,
                       GArray *start, GArray *word, GError **error);
