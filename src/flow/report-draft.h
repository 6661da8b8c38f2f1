/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: a report in the making. */
#pragma once
#include "flow/picture.h"

/** Everything that the report's arrays borrow lives as long as this. */
typedef struct {
  TyWorkspace *workspace;
  GStringChunk *texts;
  GPtrArray *blocks;  /* arrays that members of the report point into */
  GPtrArray *answers; /* of json_t */
  GPtrArray *bytes;   /* of GBytes: pictures */
  GPtrArray *trips;
  GArray *sources;       /* of TyReportSource */
  GHashTable *source_of; /* text → index + 1 */
  GArray *tours, *corpora, *entities;
} TyReportDraft;

TyReportDraft *ty_draft_new(TyWorkspace *workspace);
void ty_draft_free(TyReportDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyReportDraft, ty_draft_free)

/** A text that lives as long as the draft. */
const char *ty_draft_keep(TyReportDraft *draft, const char *text);
const char *ty_draft_printf(TyReportDraft *draft, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** The elements of an array, which the draft takes over. */
gconstpointer ty_draft_keep_array(TyReportDraft *draft, GArray *array);

/** The text of an inline picture, which the draft takes over. */
const char *ty_draft_keep_picture(TyReportDraft *draft, GBytes *picture);

/** Footnotes of a fact of an answer of ty_show: the table rows and the spans that it rests on. */
TyReportNotes ty_draft_notes(TyReportDraft *draft, const json_t *fact);

/** A text member of an answer, NULL when there is none. */
const char *ty_draft_text(const json_t *object, const char *key);

/** Plans the tour of a theme and adds it to the draft. */
gboolean ty_draft_add_tour(TyReportDraft *draft, const char *theme, GError **error);
