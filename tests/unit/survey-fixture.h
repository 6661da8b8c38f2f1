/* SPDX-License-Identifier: Apache-2.0 */
/** Questionnaires written in a test. */
#pragma once
#include "support.h"
#include <math.h>
#include <tuyou/survey.h>

/** The scales that come with the program. */
static inline TyScales *usual_scales(void) {
  g_autofree char *path = source_path("corpus/lexicon/survey-scales.txt");
  gsize length;
  g_autofree char *text = read_file(path, &length);
  g_autoptr(GError) error = NULL;
  TyScales *scales = ty_scales_new("survey-scales.txt", text, length, &error);
  g_assert_no_error(error);
  return scales;
}

/** A questionnaire from lines of cells parted by ',', the first the headings; "" is no answer. */
static inline TyQuestionnaire *try_questionnaire(const char *table, const TyFieldKind *kinds,
                                                 GError **error) {
  g_autoptr(TyScales) scales = usual_scales();
  g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
  g_auto(GStrv) names = g_strsplit(lines[0], ",", -1);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  gsize n_fields = g_strv_length(names), n_rows = 0;

  for (char **line = lines + 1; *line && **line; line++, n_rows++) {
    g_auto(GStrv) row = g_strsplit(*line, ",", -1);
    g_assert_cmpuint(g_strv_length(row), ==, n_fields);
    for (char **cell = row; *cell; cell++)
      g_ptr_array_add(cells, g_strdup(*cell));
  }
  return ty_questionnaire_new(scales, (const char *const *) names,
                              (const char *const *) cells->pdata, n_rows, n_fields, kinds, error);
}

static inline TyQuestionnaire *new_questionnaire(const char *table) {
  g_autoptr(GError) error = NULL;
  TyQuestionnaire *questionnaire = try_questionnaire(table, NULL, &error);
  g_assert_no_error(error);
  return questionnaire;
}
