/* SPDX-License-Identifier: Apache-2.0 */
/** Use cases: roads, distances, tours for one party and for many. A part of flow.h, where the rules
 * of all are. */
#pragma once
#include <tuyou/flow-workspace.h>

G_BEGIN_DECLS

/* Routes -------------------------------------------------------------------------------------- */

/** What to make a road file of. */
typedef struct {
  const char *file;    /**< .osm, .osm.gz, .osm.pbf; or a graph: .gr, .gr.gz, .gr.xz */
  const char *output;  /**< the road file */
  const char *profile; /**< car, bicycle, foot; NULL: car */
  guint64 seed;        /**< of weights for a graph that has none */
  guint n_threads;
} TyRoadsRequest;

/** Makes a road file. @return {"kind": "map" or "graph", "nodes", "arcs"}, of a map also
 * {"profile", "segments", "points", "bounds", and all counts of TyRoadsSummary} */
json_t *ty_make_roads(const TyRoadsRequest *request, GError **error);

/** Tells of a road file, and distances in it: `from`, `to` are "47.1,9.5;47.2,9.5", or numbers of a
 * graph's nodes from 1, "17;18"; both NULL: none. @return as ty_make_roads, and "table": [{"from",
 * "to", "seconds", "metres", "from_road_m", "to_road_m"}], of a graph [{"from", "to", "weight"}];
 * null where no way leads */
json_t *ty_ask_roads(const char *file, const char *from, const char *to, guint n_threads,
                     GError **error);

/** Lets the roads of a file count in all that follows, where no leg is known. NULL: none any more.
 * @return FALSE with an error of ty_roads_open */
gboolean ty_workspace_use_roads(TyWorkspace *workspace, const char *path, GError **error);

/** Distances of all pairs of sites (NULL: all of the atlas): over published legs (and inferred
 * ones), else on roads, else estimated; `legs` as in TyPlanRequest, NULL: estimated.
 * @return {"places": [{"name", "lat", "lon", "road_m"}], "metres": [[…]], "seconds": [[…]],
 * "origins": [[…]]}, row by row; null where nothing is known and between a place and itself */
json_t *ty_table_of_sites(TyWorkspace *workspace, const char *const *sites, const char *legs,
                          GError **error);

/** Distance of two places: {"from", "to", "km", "minutes", "origin", "legs": […]}; `legs` as in
 * TyPlanRequest. With roads also "from_road_m" and "to_road_m", how far the places lie from them.
 */
json_t *ty_distance(TyWorkspace *workspace, const char *from, const char *to, const char *legs,
                    GError **error);

/** What a tour is to be. Zero-initialised members mean "as usual". */
typedef struct {
  const char *theme;
  const char *start, *end; /**< names; start NULL: the theme's */
  gboolean back_to_start;
  const char *rule;  /**< nearest, exact, ant, search; NULL: exact up to 20 sites, else search */
  const char *legs;  /**< published, inferred (default: also inferred), estimated (all) */
  const char *roads; /**< a road file that counts where no leg is known; NULL: none, or the
                        workspace's */
  const char *order; /**< "A,B,…": measure this order */
  const char *include, *avoid; /**< "A,B": must be in; stay out */
  gboolean optional;           /**< also the theme's optional stops */
  guint n_days;                /**< 0: as many as it takes */
  const char *date;            /**< first day, 2026-04-05; NULL: no weekday, no season */
  double day_hours;            /**< 0: 9 */
  const char *day_start;       /**< "09:00" */
  guint max_stops;             /**< a day; 0: 3 */
  guint min_stops;             /**< a day, wished for; 0: 2 */
  double dwell_hours;          /**< where a site's own is unknown; 0: 2.5, kept within 2–4 */
  double speed_kmh;            /**< where a leg's minutes are unknown; 0: 40 */
  double slack;                /**< share of driving kept free; < 0: none, 0: 0.1 */
  guint64 seed;
  /* A tour chosen from all sites, instead of through those of a theme: */
  gboolean choose;
  const char *prefer;   /**< "石刻=2,川剧": themes that count more; chooses */
  const char *at_least; /**< "川剧=1,自然=2": stops of a theme, at least */
  const char *at_most;  /**< at most */
  const char *pins;    /**< "北山=2@09:30,圆觉洞=10:00,毗卢洞=3": a day, an hour, or both */
  const char *before;  /**< "北山<宝顶山": order, where both are visited */
  const char *evening; /**< "川剧@19:30": one evening with a theme or a site */
  const char *hotels; /**< "大足城区=280,安岳县城": where the nights may be, with CNY a night */
  double budget_cny;     /**< for tickets, ways and nights of one traveller; 0: none */
  const char *mode;      /**< car or coach; NULL: car */
  guint people;          /**< who share the vehicle; 0: 2 in a car, 30 in a coach */
  gboolean alternatives; /**< also classic, ecological, theme and deep ones */
  const char *keep;      /**< file with an earlier answer to change as little as can be */
  guint effort;          /**< thousands of steps of the search; 0: 5 */
  double seconds;        /**< of processor time at most; an answer that it cut says so; 0: none */
  const char *file;      /**< JSON object with any of these; what is set here outranks it */
  const char *profile; /**< weighs the sites, and says days and hours that are not said here: the id
                          of one that is kept, or a file that ends in .json */
} TyPlanRequest;

/** A tour: {"theme", "start", "rule", "total_km", "proven_optimal", "lower_bound_km", "gap",
 * "stops": [names], "left_out": [{"name", "reason"}], "profile" (when one was given), "legs":
 * [{"from", "to", "km", "minutes", "origin", "via", "sources"}], "n_days", "days": [{"day", "date",
 * "km", "driving_minutes", "back_at", "stops": [{"name", "arrive", "begin", "depart",
 * "dwell_minutes"}], "events"}], "notes": [sentences]}.
 *
 * With `choose`, or any member below it down to `keep`, the stops are chosen from all sites that
 * legs lead to (estimated ones count, unless `legs` says less), see ty_itinerary_plan; a theme is
 * then preferred. Beside the usual ones (自然 nature, 人文 culture, 知名 famous, 小众 little-known)
 * themes are those of the atlas. The answer has "rule": "choose", "feasible", "total_km", "score"
 * (levels 1 to 5 times what is preferred, festivals count 1.5 times, more of one theme less and
 * less), "value" (score less .3 an hour on the way), "cost_cny", "co2_kg" (of one traveller),
 * "stops", "legs" (between stops), "n_days", "days" (with "sets_out_from", "sleeps_at" or
 * "ends_at", "ends"; stops with "way_minutes", "why": [reasons], "evening"), "wishes": [{"wish",
 * "met", "costs": score that it takes}], "conflict": [wishes that cannot all come true, any one
 * fewer can], "left_out", "notes"; with `alternatives` "alternatives": [{"name", "overlap"
 * (Jaccard), and all of the above}]; with `keep` "changes": {"added", "removed", "moved"}. A plan
 * passes ty_itinerary_check.
 *
 * TY_ERROR_NOT_FOUND for an unknown theme or place, TY_ERROR_INFEASIBLE when
 * no site of the theme can be reached. */
json_t *ty_plan(TyWorkspace *workspace, const TyPlanRequest *request, GError **error);

/** Many groups that want the same tour. */
typedef struct {
  TyPlanRequest plan;   /**< what each wants, as in ty_plan with `choose` */
  guint n_groups;       /**< 0: 100 */
  const char *capacity; /**< "宝顶山=60,北山=40": groups that have room in the same hour */
} TyDivertRequest;

/** Tours for all groups at once that no site's hour is overfull with, against everyone's best tour:
 * tours that visit the contested sites on other days, at other hours or not at all, shared out by
 * ty_divert. @return {"groups", "feasible" (no site is overfull), "n_days", "sites": [{"name",
 * "capacity", "peak_before", "peak_after", "before": [[groups by hour] by day], "after"}],
 * "value_before" (of everyone's best tour), "value_after" (mean), "loss" (share), "plans":
 * [{"plan", "groups", "value", "days":
 * [[{"name", "begin", "depart"}]]}], "assignment": [plan of each group]}; NULL as ty_plan */
json_t *ty_divert_groups(TyWorkspace *workspace, const TyDivertRequest *request, GError **error);

/** Loads before and after, hour by hour, of up to three sites of that answer. @param format svg or
 * png */
GBytes *ty_picture_diversion(const json_t *answer, const char *format, GError **error);

/** An instance file of the field, to compare with other solvers. */
typedef struct {
  const char *file;
  const char *format; /**< optw or tsp; NULL: told by the content */
  guint n_days;       /**< optw: 0 means 1 */
  guint64 iterations; /**< steps of the search; 0: as usual when there are no seconds either */
  double seconds;     /**< of processor time, for the search and what prepares it; 0: no limit.
                         With it the answer depends on the clock */
  guint64 seed;
  guint decimals; /**< optw: see ty_optw_read; 0: told by the coordinates */
} TySolveRequest;

/** Solves it. @return of optw {"format", "seed", "days", "decimals", "score", "proven", "routes":
 * [[numbers of vertices in order, without the depot]], "iterations", "seconds" (processor time;
 * only with a limit of seconds)}, checked by ty_orienteering_check; of tsp {"format", "seed",
 * "name", "cost", "lower_bound", "proven", "tour": [numbers of nodes]} */
json_t *ty_solve(const TySolveRequest *request, GError **error);

G_END_DECLS
