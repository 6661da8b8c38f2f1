/* SPDX-License-Identifier: Apache-2.0 */
/** How a graph stands in RDF: the vocabulary that its writers and readers share. */
#pragma once
#include <glib.h>

#define TY_RDF_TUYOU "urn:tuyou:"         /**< predicates of the ontology */
#define TY_RDF_KIND "urn:tuyou:kind:"     /**< its kinds, which may be called like a predicate */
#define TY_RDF_ENTITY "urn:tuyou:entity:" /**< nodes whose id is no IRI */
#define TY_RDF_NODE "urn:tuyou:node:"     /**< attributes of nodes */
#define TY_RDF_EDGE "urn:tuyou:edge:"     /**< attributes of edges */
#define TY_RDF_GRAPH "urn:tuyou:graph:"   /**< weight, confidence, since, until, evidence … */
#define TY_RDF_CRM "http://www.cidoc-crm.org/cidoc-crm/"
#define TY_RDF_SCHEMA "https://schema.org/"
#define TY_RDF_GEO "http://www.opengis.net/ont/geosparql#"
#define TY_RDF_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define TY_RDF_RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define TY_RDF_XSD "http://www.w3.org/2001/XMLSchema#"

/** The prefixes of all files, by pairs of name and IRI. */
typedef struct {
  const char *name, *iri;
} TyRdfPrefix;
#define TY_N_RDF_PREFIXES 12
extern const TyRdfPrefix ty_rdf_prefixes[TY_N_RDF_PREFIXES];

typedef enum { TY_TERM_IRI, TY_TERM_BLANK, TY_TERM_LITERAL } TyTermType;

/** A term of RDF. Texts are borrowed. */
typedef struct {
  TyTermType type;
  const char *value;               /**< the IRI, the blank node's label, the text */
  const char *datatype, *language; /**< of a literal; or NULL */
} TyTerm;

/** The IRI of a name: itself where it is an absolute IRI, else `space` and the name with what an
 * IRI cannot hold as %XX. To be freed. */
char *ty_rdf_iri(const char *space, const char *name);
/** The way back. To be freed. */
char *ty_rdf_name(const char *space, const char *iri);
/** The label of the blank node that the id of a node stands for ("_:b7" → "b7"); NULL for others.
 */
const char *ty_rdf_blank(const char *id);
