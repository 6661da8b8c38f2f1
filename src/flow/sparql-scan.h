/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: a scan, and the shapes of its pattern. A pattern of three terms is a list
 * of shapes, each one look-up:
 *
 *   ?x tuyou:contains ?y           facts located_in, the ends swapped
 *   ?x crm:P62_depicts tuyou:观音   facts with each predicate of that name, object 观音
 *   tuyou:圆觉洞 ?p ?o              its kind, names, county, place; facts with it as subject
 *
 *   sparql-shapes.c    the shapes of a pattern
 *   sparql-derived.c   what was inferred, in the orders it is looked up by
 *   sparql-rows.c      the triple that a row of a shape tells
 *   sparql-scans.c     one shape after the other; scans that are kept
 */
#pragma once
#include "flow/sparql.h"

typedef enum {
  TY_SHAPE_FACT,
  TY_SHAPE_DERIVED,
  TY_SHAPE_KIND,
  TY_SHAPE_NAME,
  TY_SHAPE_ALIAS,
  TY_SHAPE_COUNTY,
  TY_SHAPE_WKT,
  TY_SHAPE_LAT,
  TY_SHAPE_LON,
  TY_SHAPE_ABOUT_FACT,    /* one property of a stated fact */
  TY_SHAPE_ABOUT_DERIVED, /* of an inferred one */
  TY_SHAPE_EVIDENCE,      /* source, citation, quote */
} TyShapeType;

typedef struct {
  TyShapeType type;
  guint32 number; /* of the predicate; TY_NO_PREDICATE: any */
  char *iri;      /* what stands as predicate; NULL: told by the row */
  char *kind;     /* of TY_SHAPE_KIND: only this one */
  char *object;   /* of TY_SHAPE_KIND: the IRI that stands for it; NULL: by the row */
  gboolean swapped;
} TyShape;

#define TY_NO_PREDICATE G_MAXUINT32
struct TyScan {
  TySparql *sparql;
  TyRdfTerm terms[3];
  GArray *shapes; /* of TyShape */
  guint at;       /* the shape at hand, + 1; 0: none yet */
  TyMatch *match;
  TyMatchRow row;
  gsize place, end; /* of derived facts: in the index */
  const guint32 *derived;
  guint property;        /* of facts and evidence: which one is at hand */
  gboolean row_is_there; /* more properties of the same row may follow */
  rasqal_literal *part[3];
  char *key;            /* of the pattern; NULL: not worth keeping */
  GPtrArray *recording; /* of literals, three a triple: what was told so far; NULL: not recorded */
  GPtrArray *kept;      /* what a scan of the same pattern told before; NULL: none */
  guint next_kept;
};

/** What is said of a fact, and of its evidence, in order: IRIs. */
enum { TY_FACT_PROPERTIES = 14, TY_EVIDENCE_PROPERTIES = 3 };
extern const char *const ty_fact_properties[TY_FACT_PROPERTIES];
extern const char *const ty_evidence_properties[TY_EVIDENCE_PROPERTIES];

/** Adds the shapes of the scan's terms. */
void ty_scan_add_shapes(TyScan *scan);
void ty_shape_clear(gpointer shape);
/** The look-up of a shape that the atlas answers. */
TyMatchPattern ty_shape_pattern(const TyScan *scan, const TyShape *shape);

/** Sets the places of the derived facts that a shape (DERIVED or ABOUT_DERIVED) may tell. */
void ty_scan_open_derived(TyScan *scan, const TyShape *shape);

/** Fills the parts, which are empty, with what the row at hand tells; of a row of properties with
 * the next one. @return FALSE when it tells nothing (more) that was asked for */
gboolean ty_scan_tell(TyScan *scan, const TyShape *shape);
/** Whether the parts are what was asked for; look-ups have seen to most. */
gboolean ty_scan_fits(const TyScan *scan, const TyShape *shape);
