/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: facts of a bulk load, gathered in memory and written in one ordered pass.
 *
 *     ty_atlas_add_fact … → gathered → sorted by subject → the same ones found side by side
 *                                                        → fact, evidence; indexes made again
 *
 * Facts of one subject so stand together in the file, in the order in which they came; the index by
 * subject is sorted from what is sorted. */
#pragma once
#include "atlas/acyclic.h"
#include "atlas/names.h"
#include "atlas/statement.h"

/** A fact with its evidence. `texts`: where in the load's texts value, unit, qualifier,
 * valid_from, valid_to, citation and note stand, each ended by NUL. */
typedef struct {
  gint64 subject, object, source, line;
  gsize texts;
  double weight, confidence;
  double evident; /**< the evidence's own confidence */
  guint32 predicate;
  gint32 same;
} TyLoadFact;

/** More kinds than a number of one byte can tell are looked up in the atlas. */
#define TY_LOAD_KINDS 256

typedef struct {
  char *id;
  const char *kind; /**< "relation" or "value" */
  guint number;
  gboolean transitive;
  guint8 *subjects, *objects; /**< by number of kind: what it joins; NULL: any */
  TyAcyclic *arcs;            /**< what it joins; NULL: nobody asked yet */
} TyLoadPredicate;

typedef struct TyLoad {
  TyLoadFact *facts;
  gsize n_facts, fact_room;
  char *texts;
  gsize n_texts, text_room;
  GPtrArray *predicates; /**< of TyLoadPredicate *, by number */
  GHashTable *by_id;     /**< predicate's id → TyLoadPredicate * */
  GHashTable *kinds;     /**< kind → number from 1 */
  TyNames *names;        /**< of all entities */
  GByteArray *kind_of;   /**< by entity, the number of its kind; 0: not known */
  GPtrArray *indexes;    /**< of char *: SQL of those of entities, to be made again */
} TyLoad;

void ty_load_free(TyLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyLoad, ty_load_free)

void ty_load_predicate_free(gpointer predicate);
/** Reads kinds, predicates and entities of the atlas. */
gboolean ty_load_read_ontology(TyAtlas *atlas, TyLoad *load, GError **error);
void ty_load_note_entity(TyLoad *load, gint64 id, const char *name, const char *kind);
/** NULL: not in the ontology. */
static inline TyLoadPredicate *ty_load_predicate(const TyLoad *load, const char *id) {
  return g_hash_table_lookup(load->by_id, id);
}
/** Whether ty_atlas_check_fact has nothing against a fact. FALSE also where only the atlas knows.
 */
gboolean ty_load_allows(TyAtlas *atlas, const TyFact *fact);
/** As ty_atlas_would_ring, with the facts gathered. */
gboolean ty_load_would_ring(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object);
/** What a subject is joined to by a predicate, in the atlas and gathered: each once, ascending.
 * @param objects  of gint64, to which they are added */
void ty_load_objects(TyAtlas *atlas, gint64 subject, const char *predicate, GArray *objects);

/** Gathers a fact. */
gboolean ty_atlas_gather_fact(TyAtlas *atlas, const TyFact *fact, const TyEvidence *evidence,
                              GError **error);
/** Writes what was gathered, with all indexes; the load is empty then. */
gboolean ty_atlas_write_load(TyAtlas *atlas, GError **error);

/** Drops the indexes of a table that SQL text made. @return their SQL, NULL with `error` set */
GPtrArray *ty_atlas_drop_indexes(TyAtlas *atlas, const char *table, GError **error);
gboolean ty_atlas_make_indexes(TyAtlas *atlas, const GPtrArray *indexes, GError **error);

/** A hash of what a fact says besides subject and predicate: fact.same. */
gint32 ty_fact_same(const TyFact *fact);
/** Makes it known to SQL, for the migration. */
gboolean ty_atlas_register_same(TyAtlas *atlas, GError **error);
/** The fact in the atlas that says the same; 0: none. */
gint64 ty_atlas_find_fact(TyAtlas *atlas, const TyFact *fact, gint32 same);
/** Makes a fact of the atlas as sure and as heavy as `fact`, where it is less. */
gboolean ty_atlas_strengthen_fact(TyAtlas *atlas, gint64 id, const TyFact *fact, GError **error);
/** The fact's subject is to be ranked. */
void ty_atlas_note_rank(TyAtlas *atlas, const TyFact *fact);
