/* SPDX-License-Identifier: Apache-2.0 */
/** The parts of the report; each appends HTML. */
#pragma once
#include "export/xml-text.h"
#include <tuyou/export.h>

/** FALSE with TY_ERROR_INPUT, naming the place, when the report is not as <tuyou/export.h> says. */
gboolean ty_report_check(const TyReport *report, GError **error);

void ty_report_style(GString *out, const char *palette_light, const char *palette_dark);
void ty_report_tour(GString *out, const TyReportTour *tour, gsize index);
void ty_report_corpus(GString *out, const TyReportCorpus *corpus, gsize index);
void ty_report_entities(GString *out, const TyReport *report);

void ty_report_figures(GString *out, const TyReportFigure *figures, gsize n);
void ty_report_pictures(GString *out, const TyReportPicture *pictures, gsize n);
/** "[3]" for each footnote, linked to its source. */
void ty_report_notes(GString *out, const TyReportNotes *notes);

/** Appends `before`, `text` escaped, `after`; nothing when `text` is NULL or empty. */
void ty_report_text(GString *out, const char *before, const char *text, const char *after);
