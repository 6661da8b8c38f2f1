/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: a tour chosen from all sites, on its way from request to answer. */
#pragma once
#include "flow/plan.h"
#include "flow/profile.h"
#include <tuyou/itinerary.h>

/** A site that may be visited. */
typedef struct {
  gint64 id;
  char *name;
  double level;     /**< 1 to 5, by what lists it */
  double score;     /**< level, times what is preferred */
  guint64 themes;   /**< of TyChoice.themes */
  gint theme;       /**< the one that counts; −1: none */
  gboolean evening; /**< an evening's twin of a site */
  gboolean nature;
  gboolean asked;     /**< by name */
  gint64 n_documents; /**< that name it */
} TyChoiceSite;

/** Themes that every region has beside its own. */
typedef enum {
  TY_THEME_NATURE,
  TY_THEME_CULTURE,
  TY_THEME_FAMOUS,
  TY_THEME_LITTLE_KNOWN
} TyUsualTheme;
#define TY_N_USUAL_THEMES 4

typedef struct {
  TyWorkspace *workspace;
  const TyPlanRequest *request;
  const TyProfile *profile; /**< NULL: none */
  GPtrArray *themes;        /**< of char *: the usual ones, then the atlas's */
  GArray *candidates;       /**< of TyChoiceSite: the stops, and twins of evenings after them */
  GHashTable *by_id;        /**< gint64 → its candidate + 1 */
  GPtrArray
      *left_out;  /**< of char *: name, reason, name, reason … of those that never were stops */
  GArray *places; /**< of gint64: start, end, hotels: the nodes after the stops */
  gssize start, end;     /**< of them; −1: anywhere */
  GArray *wishes;        /**< of TyItineraryWish */
  GPtrArray *wish_texts; /**< of char *: each wish in words; NULL: goes without saying */
  gint evening_theme;    /**< theme of the evening's twins; −1: no evening is wished for */
  gint32 evening_s;      /**< when the evening begins */
  TyReach *reach;
  GArray *place_of_node; /**< of guint32: the reach's place of each node */
  GPtrArray *events;     /**< for each stop and day what happens there, a text or NULL */
  gint32 *way_s;
  double *way_m, *way_cny, *way_co2_kg, *day_factor, *hotel_cny;
  double *day_cny; /**< for each stop and day the ticket; 0 on days of free entry */
  TyOpening *openings;
  TyItineraryStop *stops;
  TyItineraryDay *days;
  guint32 *hotels;
  TyItinerary problem; /**< over all these */
} TyChoice;

/** Reads candidates and themes: every site, place of nature and experience base, and all that a
 * theme names; of more than TY_CHOICE_MOST those asked for by name and the best. */
#define TY_CHOICE_MOST 400
gboolean ty_choice_candidates(TyChoice *choice, GError **error);

/** Finds the places that the request names and the ways between all; leaves out the sites that none
 * leads to. */
gboolean ty_choice_reach(TyChoice *choice, GError **error);

/** Reads what is wished for: texts of the request to wishes over candidates; adds the evening's
 * twins. */
gboolean ty_choice_wishes(TyChoice *choice, GError **error);

/** Finds hours, prices and days, and puts the problem together. */
gboolean ty_choice_problem(TyChoice *choice, GError **error);
void ty_choice_clear(TyChoice *choice);

/** What ways are reckoned with, in words; to be freed. */
char *ty_choice_vehicle_note(const TyChoice *choice);

/** The entity of a node. */
gint64 ty_choice_entity(const TyChoice *choice, gssize node);
const char *ty_choice_name(const TyChoice *choice, gssize node);

/** A list "A,B" (both commas, 、 too) as an array of texts, trimmed, empty ones left out. */
GStrv ty_choice_list(const char *text);

/** A theme by name; −1 with TY_ERROR_NOT_FOUND that names all of them. */
gint ty_choice_theme(const TyChoice *choice, const char *name, GError **error);

/** The candidate of a name; −1 with `error` when it is none. */
gssize ty_choice_candidate(TyChoice *choice, const char *name, GError **error);

/** The answer about a plan: see ty_plan. */
json_t *ty_choice_answer(TyChoice *choice, const TyItineraryPlan *plan, GError **error);

/** A tour chosen from all sites; `profile` may be NULL. */
json_t *ty_choose(TyWorkspace *workspace, const TyPlanRequest *request, const TyProfile *profile,
                  GError **error);
