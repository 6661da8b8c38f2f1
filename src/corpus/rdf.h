/* SPDX-License-Identifier: Apache-2.0 */
/** Triples, in any order, on their way to a graph. */
#pragma once
#include "base/rdf.h"
#include "corpus/graph-file.h"

typedef struct TyTriples TyTriples;

TyTriples *ty_triples_new(void);
void ty_triples_free(TyTriples *triples);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTriples, ty_triples_free)

void ty_triples_add(TyTriples *triples, const TyTerm *subject, const char *predicate,
                    const TyTerm *object);

/** Makes the graph: IRIs and blank nodes become nodes, rdf:type their kind, rdfs:label their label,
 * all else edges; what export/rdf.h wrote beside that becomes what it was. A triple that a
 * statement about it repeats, or that follows from it by the counterparts that the file declares,
 * is no edge of its own. O(triples) */
gboolean ty_triples_to_graph(TyTriples *triples, const char *file, TyGraphData *graph,
                             GError **error);
