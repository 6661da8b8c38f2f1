/* SPDX-License-Identifier: Apache-2.0 */
/** What the files of latent Dirichlet allocation share. */
#pragma once
#include <tuyou/topics.h>

/** TRUE when the offsets ascend and every id is below `n_words`; else sets TY_ERROR_INPUT. */
gboolean ty_tokens_check(const TyTokenMatrix *tokens, gsize n_words, GError **error);

/** Count of `topic` in row `row`. */
guint32 ty_topic_counts_get(const TyTopicCounts *counts, gsize row, gsize topic);
