/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the facts between entities as one graph in memory. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/graph.h>

#define TY_NOT_DERIVED G_MAXSIZE

/** A relation between two entities. */
typedef struct {
  guint32 from, to;      /**< nodes */
  gint64 fact;           /**< 0: derived */
  const char *predicate; /**< interned */
  double confidence;
  gint64 order;            /**< by which relations of one subject and predicate are told */
  gsize derived;           /**< its number in the inference; TY_NOT_DERIVED: it is stated */
  gint32 from_day, to_day; /**< see TyTriple */
} TyRelation;

/** Relations of an atlas. Node i is entity ids[i] with the name names[i]. */
typedef struct {
  GArray *ids;       /**< of gint64, ascending */
  GPtrArray *names;  /**< of char * */
  GPtrArray *kinds;  /**< of char * */
  GArray *relations; /**< of TyRelation, in order of subject, predicate */
  guint32
      *degree;  /**< relations of each node in the atlas, 0 where not counted; NULL: all are here */
  gboolean cut; /**< there are more than were read */
  gboolean partial;
} TyRelations;

/** All of them. */
TyRelations *ty_relations_new(TyWorkspace *workspace, GError **error);
/** Those around entities, the nearest first, where a step from a hub counts for more: all that hang
 * together with them, up to 100,000 relations, of one entity 5,000 each way. */
TyRelations *ty_relations_around(TyWorkspace *workspace, const gint64 *seeds, gsize n_seeds,
                                 GError **error);
void ty_relations_free(TyRelations *relations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRelations, ty_relations_free)

/** The node of an entity. */
guint32 ty_relations_node(const TyRelations *relations, gint64 entity);
