/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: papers with the names that they carry, numbered. */
#pragma once
#include "flow/workspace.h"

typedef enum {
  TY_PAPER_VENUE,
  TY_PAPER_INSTITUTION,
  TY_PAPER_KEYWORD,
  TY_PAPER_AUTHOR
} TyPaperRole;
#define TY_N_PAPER_ROLES (TY_PAPER_AUTHOR + 1)

/** The names of one role: paper p carries name[start[p]] … name[start[p + 1] - 1], each once, in
 * the paper's order. */
typedef struct {
  GPtrArray *names;     /**< of char *: as written first; an author's hash */
  GHashTable *ids;      /**< how a name compares → its number + 1 */
  GArray *start, *name; /**< of guint32 */
} TyPaperNames;

typedef struct {
  GArray *documents; /**< of gint64: the atlas's ids */
  GArray *year;      /**< of gint; 0: not dated */
  TyPaperNames roles[TY_N_PAPER_ROLES];
} TyPapers;

/** The papers selected; `author`: only those of the author with that hash; NULL: all. O(papers).
 * @return NULL with TY_ERROR_USAGE when the filter asks for another kind */
TyPapers *ty_papers_new(TyWorkspace *workspace, const TyDocumentFilter *filter, const char *author,
                        GError **error);
void ty_papers_free(TyPapers *papers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyPapers, ty_papers_free)
