/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what a traveller's profile says, and how much of it holds for a site. */
#pragma once
#include "flow/workspace.h"

/** What a profile, or a wish without one, says. */
typedef struct {
  char *id; /**< NULL: no profile */
  GHashTable *themes /**< char * → double * */, *kinds;
  GPtrArray *likes;            /**< of char * */
  double novelty, visit_hours; /**< NAN: not said */
  guint days;                  /**< 0: not said */
} TyProfile;

/** The profile that `name` stands for: the id of one that is kept, or a file that ends in .json.
 * NULL with TY_ERROR_NOT_FOUND, TY_ERROR_MISSING or TY_ERROR_INPUT. */
TyProfile *ty_profile_open(TyWorkspace *workspace, const char *name, GError **error);
/** One that says nothing. */
TyProfile *ty_profile_empty(void);
void ty_profile_free(TyProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyProfile, ty_profile_free)

/** 0 … 1; 0 where the profile does not name it. */
double ty_profile_weight(GHashTable *weights, const char *name);

/** Fills in what a request does not say of days, hours and theme; it borrows the profile's texts.
 */
void ty_profile_fill(const TyProfile *profile, TyPlanRequest *request);

struct TyWishes;
/** Weighs the sites wished for: by (0.5 + taste) · (0.5 + fit), where taste is the highest weight
 * of the site's themes and its kind, and fit lies between how well known a site is (novelty 0) and
 * how little (novelty 1). */
gboolean ty_profile_weigh(TyWorkspace *workspace, const TyProfile *profile, struct TyWishes *wishes,
                          GError **error);

/** How often texts name entities: documents that mention each. */
GHashTable *ty_documents_of_entities(TyWorkspace *workspace, GError **error);

/** The count of an entity in that table. */
guint ty_documents_of(GHashTable *documents, gint64 entity);
