/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the advice: what goes through its stations from wish to answer. Values "a candidate each"
 * and "a seed each" are in the order of those arrays. */
#pragma once
#include "flow/explain.h"
#include "flow/position.h"
#include "flow/profile.h"
#include "flow/words.h"

/** What a score is made of, in the order of answers. */
typedef enum {
  TY_PART_TEXT,
  TY_PART_TOPIC,
  TY_PART_GRAPH,
  TY_PART_PLACE,
  TY_PART_TASTE,
} TyPart;
#define TY_N_PARTS (TY_PART_TASTE + 1)
extern const char *const ty_part_names[TY_N_PARTS];

/** What was asked to be like; weights sum to 1. */
typedef struct {
  guint32 node;
  double weight;
} TySeed;

/** What is written about entities. */
typedef struct {
  TyWords *words;
  TyTfidf *tfidf; /**< a row an entity that counts here */
  double *theta;  /**< rows × topics; NULL: not asked for */
  gsize n_topics;
  guint32 *row_of;     /**< a node each: its row, or G_MAXUINT32 */
  GPtrArray *mentions; /**< a row each: GArray of guint32, documents of the words that name it */
} TyEntityTexts;

/** A neighbour in the heritage graph, by its surest fact. */
typedef struct {
  guint32 node, relation;
  double confidence;
} TyNeighbour;

/** Neighbours of every node: those of node i are at start[i] … start[i + 1] − 1, by node. */
typedef struct {
  guint32 *start;
  TyNeighbour *neighbour;
  double *own; /**< a node each: what it has in common with itself */
} TyNeighbours;

typedef struct {
  TyWorkspace *workspace;
  const TyRecommendRequest *request;
  TyRelations *relations;
  TyProfile *wish;    /**< themes, kinds and novelty of profile and request */
  GArray *seeds;      /**< of TySeed */
  GArray *candidates; /**< of guint32: nodes */
  gboolean liked;     /**< seeds are sites liked, not a theme's */
  gint64 near;        /**< 0: no place asked for */
  char *near_name;
  TyEntityTexts *texts;
  TyNeighbours *neighbours;
  GHashTable *documents;    /**< see ty_documents_of_entities */
  double *part[TY_N_PARTS]; /**< a candidate each; NULL: nothing was asked of it */
  guint32
      *best[TY_N_PARTS]; /**< a candidate each: the seed most alike (text, topic, graph, place) */
  double *km;            /**< a candidate each; NAN: not known; NULL: nowhere to measure from */
  gboolean *by_seat; /**< a candidate each: a position is estimated: the county's seat, a centre */
  double weight[TY_N_PARTS]; /**< sum 1 */
  double novelty;
} TyAdvice;

/** The mean likeness to the three seeds most alike, by their weights, itself left out, and the most
 * alike of them. `like`: seeds. */
double ty_advice_mean(const TyAdvice *advice, guint32 node, const double *like, guint32 *best);

/** Each fills in its part. */
gboolean ty_advise_by_text(TyAdvice *advice, GError **error);
gboolean ty_advise_by_graph(TyAdvice *advice, GError **error);
gboolean ty_advise_by_place(TyAdvice *advice, GError **error);
gboolean ty_advise_by_taste(TyAdvice *advice, GError **error);

void ty_entity_texts_free(TyEntityTexts *texts);
void ty_neighbours_free(TyNeighbours *neighbours);

/** What two nodes share: Σ over common neighbours. `func` (may be NULL) gets each with its term. */
typedef void (*TySharedFunc)(const TyNeighbour *of_a, const TyNeighbour *of_b, double term,
                             gpointer data);
double ty_neighbours_shared(const TyNeighbours *neighbours, guint32 a, guint32 b, TySharedFunc func,
                            gpointer data);

/** How much full novelty counts against full likeness in a score. */
#define TY_NOVELTY_WEIGHT .2

/** The list: indices of candidates, best first. Of all sets of `n` in which at least
 * ⌊novelty · n⌋ are little-known (as far as there are so many), the one with the highest sum of
 * scores value + TY_NOVELTY_WEIGHT · novelty · (1 − popularity); ties by index. Raising novelty
 * never raises the sum of popularity: value and popularity are sums over the list, so that more
 * weight against popularity cannot bring in more of it, and asking for more of the half that is
 * less popular puts out only what is at least as popular.
 * @param little_known  gets which candidates are: the half (rounded down) with the least
 *                      popularity, ties by index; may be NULL
 * @return a GArray of guint32 */
GArray *ty_advice_select(const double *value, const double *popularity, gsize n_candidates,
                         double novelty, gsize n, gboolean *little_known);

/** Why a candidate is in the list: [{"part", "text", "sources"}]. */
json_t *ty_advice_reasons(const TyAdvice *advice, gsize candidate, gboolean little_known,
                          GError **error);
