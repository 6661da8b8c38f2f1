/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the atlas as triples, for librasqal.
 *
 *   sparql.c          a query: prepared, run, its answer as JSON
 *   sparql-check.c    what is not evaluated here, or not in the atlas, is refused
 *   sparql-terms.c    names ↔ IRIs, values ↔ literals
 *   sparql-scans.c    a pattern of terms → look-ups in the atlas and in what was inferred: its
 *                     parts are told in sparql-scan.h
 *   sparql-source.c   librasqal's triples source: one pattern after the other, bound as it comes
 */
#pragma once
#include "flow/inference.h"
#include <rasqal.h>

/** What a term stands for. */
typedef enum {
  TY_TERM_ANY,
  TY_TERM_ENTITY,   /**< id */
  TY_TERM_FACT,     /**< id */
  TY_TERM_INFERRED, /**< id: its number among what was inferred */
  TY_TERM_IRI,      /**< text: anything else */
  TY_TERM_LITERAL,  /**< text */
} TyRdfType;

typedef struct {
  TyRdfType type;
  gint64 id;
  char *text;       /* owned: the IRI; the literal's characters */
  gboolean numeric; /* a literal that may be written in several ways */
} TyRdfTerm;

void ty_term_clear(TyRdfTerm *term);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyRdfTerm, ty_term_clear)

/** One question. */
typedef struct {
  TyWorkspace *workspace;
  TyRuleBook *book;
  raptor_world *raptor;
  rasqal_world *world;
  rasqal_query *query;
  GHashTable *kinds;    /* kind → itself */
  GHashTable *same;     /* IRI of CIDOC-CRM or schema.org → GPtrArray of predicates or kinds */
  GHashTable *entities; /* name → id, as far as looked up */
  GHashTable *names;    /* id → name, likewise */
  GHashTable *siblings; /* rasqal_triple → GPtrArray of the triples of its group */
  GHashTable *active;   /* rasqal_triple → its match, while librasqal goes through it */
  GHashTable *totals;   /* names of variables that are 0 over no rows */
  GPtrArray *matched;   /* of rasqal_variable: those that triples may bind */
  gboolean sums;        /* aggregates are asked for */
  GHashTable *kept;     /* pattern → GPtrArray of literals; NULL: read once only */
  gsize n_kept;
  gboolean infer;
  TyInferred *inferred; /* made when first asked for */
  struct TyDerivedIndex *index;
  GError *error;  /* the first fault that was met inside librasqal */
  gboolean ended; /* out of time, or a fault */
} TySparql;

/* Terms ----------------------------------------------------------------------------------------
 */

#define TY_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define TY_RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define TY_SKOS "http://www.w3.org/2004/02/skos/core#"
#define TY_GEO "http://www.opengis.net/ont/geosparql#"
#define TY_XSD "http://www.w3.org/2001/XMLSchema#"
#define TY_CRM "http://www.cidoc-crm.org/cidoc-crm/"
#define TY_SCHEMA "https://schema.org/"

/** Prefixes that need no declaration, as "PREFIX a: <…> ". */
extern const char ty_sparql_prefixes[];

/** The IRI of a name, characters that no IRI has escaped; to be freed. */
char *ty_sparql_iri(const char *name);
/** What stands after a namespace, unescaped; NULL when the IRI is of another; to be freed. */
char *ty_sparql_local(const char *iri, const char *name_space);
/** An IRI as short as prefixes make it; to be freed. */
char *ty_sparql_short(const char *iri);

/** What a literal of librasqal stands for; a variable for its value. */
TyRdfTerm ty_sparql_term(TySparql *sparql, rasqal_literal *literal);
/** The id of an entity by name or alias; 0 when there is none. */
gint64 ty_sparql_entity(TySparql *sparql, const char *name);
/** The name of an entity; borrowed. */
const char *ty_sparql_name(TySparql *sparql, gint64 entity);

/** Literals for librasqal, the caller's. A value that looks like a number or a day gets that type.
 */
rasqal_literal *ty_sparql_new_iri(const TySparql *sparql, const char *iri);
rasqal_literal *ty_sparql_new_value(const TySparql *sparql, const char *value);
rasqal_literal *ty_sparql_new_typed(const TySparql *sparql, const char *value, const char *type);

/* Checks ---------------------------------------------------------------------------------------
 */

/** Whether a query is short enough, and its brackets shallow enough, for librasqal's parser. */
gboolean ty_sparql_check_text(const char *text, GError **error);
/** Whether all of the query, which is prepared, is evaluated here, and the atlas has what it names;
 * notes which triples stand in one group. */
gboolean ty_sparql_check(TySparql *sparql, GError **error);
/** Whether the atlas has the entity that an IRI names, where it names one. */
gboolean ty_sparql_check_thing(TySparql *sparql, rasqal_literal *literal, GError **error);

/** Whether the groups are such that librasqal gives the rows of SPARQL.
 * @return FALSE with TY_ERROR_USAGE, naming the variable */
gboolean ty_sparql_check_scopes(rasqal_graph_pattern *pattern, GError **error);

/** Rewrites aggregates and orders, and notes which there are (totals, sums).
 * @return FALSE with TY_ERROR_USAGE for what cannot be rewritten */
gboolean ty_sparql_mend_sums(TySparql *sparql, GError **error);
/** Sets the error of something that is not evaluated. @return FALSE */
gboolean ty_sparql_refuse(const char *what, const char *instead, GError **error);

/* Scans ----------------------------------------------------------------------------------------
 */

/** Triples that match three terms, one after the other. */
typedef struct TyScan TyScan;

TyScan *ty_scan_open(TySparql *sparql, const TyRdfTerm *subject, const TyRdfTerm *predicate,
                     const TyRdfTerm *object);
/** Moves to the next (at first to the first). @return FALSE at the end, or when the question ended
 */
gboolean ty_scan_next(TyScan *scan);
/** Subject (0), predicate (1) or object (2) of the triple at hand; borrowed. */
rasqal_literal *ty_scan_part(TyScan *scan, int part);
void ty_scan_free(TyScan *scan);

/** Sees to it that what follows is known, when it was asked for. */
gboolean ty_sparql_infer(TySparql *sparql);
void ty_derived_index_free(struct TyDerivedIndex *index);

/** Keeps the first fault, and ends the question. */
void ty_sparql_fail(TySparql *sparql, GError *error);
/** Whether the question has ended, or its time is over. */
gboolean ty_sparql_has_ended(TySparql *sparql);

/* Source ---------------------------------------------------------------------------------------
 */

/** Registers the atlas as the world's source of triples. */
gboolean ty_sparql_register(TySparql *sparql);
