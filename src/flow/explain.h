/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the facts between entities as one graph in memory. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/graph.h>

/** A relation between two entities. */
typedef struct {
  guint32 from, to; /**< nodes */
  gint64 fact;
  const char *predicate; /**< interned */
  double confidence;
} TyRelation;

/** All relations of an atlas. Node i is entity ids[i] with the name names[i]. */
typedef struct {
  GArray *ids;       /**< of gint64, ascending */
  GPtrArray *names;  /**< of char * */
  GPtrArray *kinds;  /**< of char * */
  GArray *relations; /**< of TyRelation, in order of subject, predicate */
} TyRelations;

TyRelations *ty_relations_new(TyWorkspace *workspace, GError **error);
void ty_relations_free(TyRelations *relations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRelations, ty_relations_free)

/** The node of an entity. */
guint32 ty_relations_node(const TyRelations *relations, gint64 entity);
