/* SPDX-License-Identifier: Apache-2.0 */
/** Which earlier document a document repeats. */
#pragma once
#include "flow/workspace.h"
#include "text/repeats.h"
#include <tuyou/atlas.h>
#include <tuyou/text.h>

/** What is to be known of a document's words to judge it. */
typedef struct {
  guint64 text_hash;
  TySketch sketch;
  const guint32 *features;
  gsize n_features;
  const char *body; /**< the text of which they are; borrowed */
} TyWording;

/** The documents of an atlas, by their wording. */
typedef struct TyJudge TyJudge;

/** Takes in all documents of the atlas, in a transaction of the caller: those of an atlas of an
 * older version get their likeness, those whose original went are judged again.
 * @param workspace  borrowed; its names tell texts apart that differ in a name only
 * @return NULL with the error of the atlas, or of the list of name forms */
TyJudge *ty_judge_new(const TyWorkspace *workspace, GError **error);
void ty_judge_free(TyJudge *judge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyJudge, ty_judge_free)

/** Hints at a document that is judged soon. */
void ty_judge_expect(const TyJudge *judge, const TyWording *wording);
/** How a document repeats one of those noted, and which (0: none, or not in the atlas): the first
 * with the same text; else the most like of the originals, when it is like enough and short texts
 * do not name different things (ty_names_differ); else, of a repost, that which begins as what it
 * passes on. */
TyRepeat ty_judge(TyJudge *judge, const TyWording *wording, gint64 *original);

/** Notes a document that was judged and added. */
void ty_judge_note(TyJudge *judge, gint64 id, const TyWording *wording, TyRepeat repeat,
                   gint64 original);

/** The hash that same texts have: of title and text, normalised, without white space. */
guint64 ty_text_hash(const char *title, const char *text);
/** As ty_text_hash, of a text that is normalised already. */
guint64 ty_text_hash_normalised(const char *title, const TyNormalised *text);
