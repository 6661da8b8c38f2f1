/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: time cut into years or months, without gaps. */
#pragma once
#include "flow/words.h"

/** Periods from the first dated document to the last. */
typedef struct {
  gboolean months;    /**< else years */
  gint first;         /**< year, or year · 12 + month − 1 */
  guint n;            /**< 0: nothing is dated */
  guint32 *documents; /**< n: how many documents fall into each */
  gint32 *of;         /**< period of each document of the words; −1: not dated as exactly */
  guint n_undated;
} TyPeriods;

/** @param unit  month, year, or NULL: months where all dates that there are name one and make at
 * least three, else years
 * @return NULL with TY_ERROR_USAGE for another unit, TY_ERROR_NOT_FOUND when nothing is dated */
TyPeriods *ty_periods_new(TyWorkspace *workspace, const TyDocumentFilter *filter,
                          const TyWords *words, const char *unit, GError **error);
void ty_periods_free(TyPeriods *periods);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyPeriods, ty_periods_free)

/** "2024-05" or "2024"; to be freed. */
char *ty_period_name(const TyPeriods *periods, gsize period);
