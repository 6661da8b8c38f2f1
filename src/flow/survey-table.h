/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the atlas's questionnaires as one table. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/survey.h>

/** What stands for an answer that tells a person from others: that there was one. */
#define TY_NOT_KEPT "(not kept)"

/** The scales of the data folder, read once. NULL with `error` set. */
const TyScales *ty_survey_scales(TyWorkspace *workspace, GError **error);

/** Respondents as rows, and where each stands. */
typedef struct {
  TyQuestionnaire *questionnaire;
  GPtrArray *files;    /**< of char *: different files */
  GArray *file, *line; /**< of guint and gint64, a row each: index of files, line */
} TySurveyTable;

/** NULL with TY_ERROR_NOT_FOUND (no questionnaire, no such field), TY_ERROR_USAGE (types) or
 * TY_ERROR_INPUT (no answers, a field that is not as the user says). */
TySurveyTable *ty_survey_table_new(TyWorkspace *workspace, const TySurveyOptions *options,
                                   GError **error);
void ty_survey_table_free(TySurveyTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TySurveyTable, ty_survey_table_free)

/** The cards of the segments for an answer: "list" of ty_survey. */
json_t *ty_survey_cards(TyWorkspace *workspace, const TySurveyTable *table,
                        const TySegments *segments, GError **error);

/** The profile of a segment: what its answers say by profile-words.txt. */
json_t *ty_segment_profile(TyWorkspace *workspace, const TyQuestionnaire *questionnaire,
                           const TySegments *segments, guint32 segment, const char *label,
                           GError **error);

/** A number with `digits` digits that count. */
json_t *ty_json_digits(double value, int digits);
