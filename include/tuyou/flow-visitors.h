/* SPDX-License-Identifier: Apache-2.0 */
/** Use cases: who comes and what for: questionnaires, profiles, advice; what resources are worth. A
 * part of flow.h, where the rules of all are. */
#pragma once
#include <tuyou/flow-workspace.h>

G_BEGIN_DECLS

/* Surveys ------------------------------------------------------------------------------------- */

/** What to find in the questionnaires. Zero-initialised is the default. */
typedef struct {
  const char *file;     /**< only this one (its name, or how its path ends); NULL: all together */
  const char *fields;   /**< "A,B": only these questions */
  const char *types;    /**< "A=ordinal,B=text": what the user says of questions; see survey.h */
  const char *adjust;   /**< bh (NULL) or holm: how p values are corrected for being many */
  const char *clusters; /**< a number from 2, "auto" (NULL): by silhouette, "none" */
  double gamma;         /**< see TySegmentOptions; 0: chosen */
  guint64 seed;
} TySurveyOptions;

/** Questionnaires: fields, correlations, segments (see survey.h for the methods).
 * @return {"files", "respondents", "seed", "fields": [{"name", "kind", "why", "answered",
 * "missing", of words "options": [{"option", "count", "share"}] (ordinal: in order), of numbers
 * "mean", "deviation", "least", "median", "most"}], "correlations": {"adjustment", "tests",
 * "significant" (adjusted p < .05), "pairs": [{"a", "b", "option_a", "option_b" (of multiple
 * questions), "measure", "effect", "n", "statistic", "df", "df2" (of F), "by": "distribution" or
 * "permutation", "p", "p_adjusted"}]}, "segments": {"k", "chosen": "silhouette" or "given",
 * "gamma", "silhouette", "choices": [{"k", "cost", "silhouette", "stability"}], "list":
 * [{"segment": from 1, "label", "size", "share", "silhouette", "typical": {field: answer},
 * "marks": [{"field", "option", "share", "overall", "lift" or "mean", "overall", then "effect",
 * "p", "p_adjusted"}], "profile": as of ty_profiles}], "members": [{"file", "line", "segment"}]},
 * "notes": [sentences]}; "segments" is missing with clusters "none". p values have three digits
 * that count. NULL with TY_ERROR_NOT_FOUND (no questionnaire, no such field), TY_ERROR_USAGE, or
 * TY_ERROR_INPUT: nothing to compare, more segments than respondents, too many fields */
json_t *ty_survey(TyWorkspace *workspace, const TySurveyOptions *options, GError **error);

/** The answer of ty_survey as tables: fields.csv, options.csv, correlations.csv, segments.csv,
 * marks.csv, members.csv → GBytes. A text that a spreadsheet would take for a formula begins with
 * an apostrophe. */
GHashTable *ty_survey_tables(const json_t *survey);

/* Profiles ------------------------------------------------------------------------------------ */

/** Checks a traveller's profile: {"id", "label", "source", "themes": {theme: 0 … 1}, "kinds":
 * {kind: 0 … 1}, "likes": [names], "novelty": 0 (famous sites) … 1 (little-known ones),
 * "visit_hours", "days", "budget_cny", "modes": {mode: 0 … 1}}; id is needed (letters, digits, "-"
 * and "_" of any script), the rest may be missing. It describes a kind of traveller: members that
 * are not these are refused, so that no person and no price comes in. A profile weighs what is
 * offered; it changes no price.
 * @param where  names the text in messages
 * @return the profile; NULL with TY_ERROR_INPUT */
json_t *ty_profile_parse(const char *where, const char *text, gsize length, GError **error);

/** Where a profile comes from: one of `file`, `segments` and the wishes. */
typedef struct {
  const char *id;    /**< of a profile from wishes; of a file NULL: its own */
  const char *file;  /**< JSON, as above */
  const char *like;  /**< "A,B": sites that please: their themes and kinds, by share */
  const char *theme; /**< "A,B": themes that please */
  double novelty;    /**< of wishes; NAN: not said */
} TyProfileRequest;

/** Keeps a profile in the atlas; one of the same id gives way. @return the profile */
json_t *ty_profile_keep(TyWorkspace *workspace, const TyProfileRequest *request, GError **error);
/** Keeps the segments of a survey as profiles "segment-1" …, in place of those kept before.
 * @return as ty_profiles */
json_t *ty_profiles_from_survey(TyWorkspace *workspace, const json_t *survey, GError **error);
/** Profiles kept, by id; `id` NULL for all.
 * @return {"profiles": [as above]}; NULL with TY_ERROR_NOT_FOUND for an id that is not kept */
json_t *ty_profiles(TyWorkspace *workspace, const char *id, GError **error);
/** Forgets a profile. @return {"removed": id}; NULL with TY_ERROR_NOT_FOUND */
json_t *ty_profile_drop(TyWorkspace *workspace, const char *id, GError **error);

/* Advice -------------------------------------------------------------------------------------- */

/** What advice is asked for: at least one of profile, like, theme, near. */
typedef struct {
  const char *profile; /**< the id of one that is kept, or a file that ends in .json */
  const char *like;    /**< "A,B": sites that please */
  const char *theme;   /**< "A,B" */
  const char *near;    /**< a place */
  const char *kind;    /**< of what is advised; NULL: site, nature and experience_base */
  double novelty;      /**< 0 … 1; NAN: the profile's, else 0.2 */
  const char *weights; /**< "text=0.3,topic=0.1,graph=0.3,place=0.15,taste=0.15" (the default) */
  guint n;             /**< 0: 10 */
  guint64 seed;        /**< of the topics */
} TyRecommendRequest;

/** Advice with reasons. The seeds are the sites liked, else those of the themes; what is liked, its
 * wholes and its parts are not advised. A candidate's
 * parts, each in [0, 1], the first three as the mean over the three seeds most alike (by the
 * weights of their themes), itself left out: `text`, the cosine of the TF-IDF vectors of the
 * documents that name each; `topic`, 1 − the Jensen–Shannon divergence of their topics; `graph`,
 * the neighbours shared in the heritage graph, each counting 1 / ln (1 + its degree) times its
 * facts' confidence (Adamic, Adar 2003, Social Networks 25:211), over the geometric mean of both
 * sites' own sums; `place`, exp(− distance / 20 km) from the place asked for, else from the nearest
 * seed (from a county's seat or the middle of a place, where a position is not known: √(km² + 20²)
 * then); `taste`, how much themes and kinds of the profile or the themes asked for hold for it.
 * Parts that nothing was asked of have no weight; the others' weights are scaled to 1. With novelty
 * ν, score = Σ weight · part + 0.2 · ν · (1 − popularity); popularity is ln (1 + documents that
 * name it) over the highest. The list is the set of highest total score in which at least the share
 * ν (rounded down) is little-known: of the lower half by documents. Raising ν never raises the mean
 * popularity of the list.
 * @return {"like", "themes", "near", "profile" (those asked for), "weights": {part: number},
 * "novelty", "candidates", "list": [{"rank", "name", "kind", "county", "score", "contributions":
 * {part and "novelty": number}, which add up to the score but for rounding, "parts": {part:
 * number}, "documents", "popularity", "little_known", "km" (from the place or nearest seed),
 * "reasons": [{"part", "text": Chinese, "sources": ["file:line"]}]}], "notes"}; NULL with
 * TY_ERROR_NOT_FOUND (an unknown site: near names are named) or TY_ERROR_USAGE */
json_t *ty_recommend(TyWorkspace *workspace, const TyRecommendRequest *request, GError **error);

/* Evaluation ---------------------------------------------------------------------------------- */

/** What to evaluate. Zero-initialised is the default. */
typedef struct {
  const char *site;  /**< only this resource and its parts; NULL: all */
  const char *ahp;   /**< a file of pairwise comparisons (see ty_ahp_weights) with the goals
                          [potential], [protection] or both; NULL: evaluation.csv */
  const char *sheet; /**< a sheet that experts have filled in; NULL: none */
} TyEvaluateOptions;

/** Potential and need of protection of each resource (site, nature, experience base), and its sheet
 * by GB/T 18972-2017.
 *
 * Terms are from 0 to 1: `attention` ln(1 + posts that name it) / ln(1 + the most), `papers`
 * likewise, `lists` by its highest list (世界遗产 1, 国保 and 5A 0.8 … 县级 0.2), `access` 1 / (1 +
 * km / 20) from the nearest station or county seat; `crowding` (complaints of the crowd + ½) / (all
 * said of it + 1), `level` as lists, `exposure` by category or name (摩崖造像 1 … 博物馆 0.1).
 * Their weights come from pairwise comparisons; a score is the geometric mean by weight of the
 * terms that are known (each counting 0.05 at least). A term that is not known is null, not 0, and
 * its source says what is missing; `known` is the share of the weights that is there.
 *
 * In the sheet a point stands only where a list is evidence of it (the lower end of the standard's
 * band) or experts gave it (their mean); the rest is open. `least` and `most` are the sums that are
 * still possible, `grade` is null while they are of different grades; `class` is a proposal.
 * @return {"weights": [as "comparisons" of ty_ahp_weights], "resources": [{"resource", "category",
 * "potential": {"score" (null: nothing known), "known", "terms": [{"term", "label", "value",
 * "weight", "source"}]}, "protection": the same, "sheet": {"class": {"code", "type", "class",
 * "why"} or null, "items": [{"item", "factor", "name", "range": [least, most], "points" (null:
 * open), "band": [least, most] or null, "evidence"}], "least", "most", "grade"}}]} in order of id;
 * TY_ERROR_INPUT names what is wrong in a file, also judgements that contradict each other */
json_t *ty_evaluate(TyWorkspace *workspace, const TyEvaluateOptions *options, GError **error);

/** The sheets of an answer of ty_evaluate as one CSV table for experts to fill in: resource, class,
 * item, name, least, most, points, evidence, expert; a row a resource and item; UTF-8 with a byte
 * order mark. Texts that a spreadsheet would run as formulas begin with '. */
GBytes *ty_evaluation_sheet(const json_t *evaluation);

/** Weights by the analytic hierarchy process (Saaty 1977): the principal eigenvector of each matrix
 * of pairwise comparisons, with λ, consistency index (λ − n) / (n − 1) and ratio.
 * @param file  blocks of [goal], a heading of names and a square matrix of judgements from 1/9 to 9
 *              (fractions or decimals; an empty cell is the reciprocal of the one across), cells
 *              parted by commas or tabs; 1 to 15 items; a goal that is an item of a block before
 *              shares its weight out
 * @return {"comparisons": [{"goal", "file", "line", "lambda", "index", "ratio", "items": [{"name",
 *         "weight", "total" (in the whole hierarchy)}]}]}; NULL with TY_ERROR_INPUT: not
 * reciprocal, square or in range (line), or a ratio above 0.1 with the three items most at odds */
json_t *ty_ahp_weights(const char *file, GError **error);

G_END_DECLS
