/* SPDX-License-Identifier: Apache-2.0 */
/** A question in words, as people type it, made into clauses over words of the index. */
#pragma once
#include <tuyou/atlas.h>
#include <tuyou/text.h>

typedef struct {
  GArray *clauses;    /**< of TySearchClause */
  GPtrArray *phrases; /**< of GArray * of TyPhrase: of each clause */
} TyQuery;

/** Reads `千手观音 "石刻 造像" 大足 OR 安岳 -门票`. "-", “-” before a word and “–” are the same;
 * quotes are " or “ ”.
 * @return NULL with TY_ERROR_USAGE: a quote that is never closed, OR without a word on each side,
 * no word that must be there, bytes that are no UTF-8 */
TyQuery *ty_query_parse(TySegmenter *segmenter, const char *text, GError **error);
void ty_query_free(TyQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyQuery, ty_query_free)
