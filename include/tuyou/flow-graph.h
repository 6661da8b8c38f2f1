/* SPDX-License-Identifier: Apache-2.0 */
/** Use cases: entities and what is known of them: names, cards, contradictions, review,
 * surroundings, explanations, questions in SPARQL and SQL, likeness. A part of flow.h, where the
 * rules of all are. */
#pragma once
#include <tuyou/flow-workspace.h>

G_BEGIN_DECLS

/* Names --------------------------------------------------------------------------------------- */

/** Where to look for names. Zero-initialised members mean "as usual". */
typedef struct {
  TyDocumentFilter filter; /**< texts to search; its kind is the documents' kind */
  gboolean new_words;      /**< words by statistics alone, instead of names */
  const char *kind;        /**< only names of this kind (guess) */
  gsize top;               /**< 0: 20 */
  guint least;             /**< occurrences; 0: 1, of new words 3 */
  guint contexts;          /**< told of each; 0: 2 */
  const char *forms;       /**< endings; NULL: name-forms.txt of the data folder */
  const char *command;     /**< what the commands in the answer begin with; NULL: "tuyou names" */
} TyNamesOptions;

/** Entities that texts name: {"names": [{"name", "kind", "county", "mentions", "documents"}]},
 * those named most first. */
json_t *ty_names_known(TyWorkspace *workspace, const char *kind, GError **error);

/** Names in texts that the atlas does not know, and nobody has decided on: {"documents", "searched"
 * (fewer than documents in a sample), "candidates": [{"rank", "name" (as written where first),
 * "kind", "alias_of", "reason" (why an alias), "count", "documents", "score", "contexts":
 * [{"document", "file", "line", "start", "end", "quote", "before", "after"}], "accept", "reject"
 * (commands)}], "found" (candidates in all)}. Advertisements and furniture are left out. */
json_t *ty_names_unknown(TyWorkspace *workspace, const TyNamesOptions *options, GError **error);

/** Decides on a name and acts on it: an entity of `decision`'s kind (and county), an alias of an
 * entity, a word of the atlas's lexicon, or nothing at all. The key is set here. The texts are
 * linked anew, so that the places where it stands become its mentions; what is said of an entity
 * (its county) has the user's decision as its source. A build repeats what was decided.
 * @return {"name", "verdict", "of", "kind", "mentions"}; TY_ERROR_USAGE when it was accepted before
 *         or the atlas knows it, TY_ERROR_NOT_FOUND for an unknown kind or entity */
json_t *ty_names_decide(TyWorkspace *workspace, const TyDecision *decision, GError **error);

/* The heritage graph -------------------------------------------------------------------------- */

/** Entities: {"entities": [{"name", "kind", "category", "county", "mentions"}]} */
json_t *ty_entities(TyWorkspace *workspace, const char *kind, const char *county, GError **error);

/** The entities that the whole graph points to most, by PageRank over all relations from subject to
 * object (ty_graph_pagerank), the highest first, then by id: {"entities": [{"name", "kind",
 * "category", "county", "score"}], "of": how many there are of that kind and county}. Scores of all
 * entities sum to 1. `top` 0: 20; `kind` and `county` NULL for all. O(facts); 12 bytes a relation.
 */
json_t *ty_rank(TyWorkspace *workspace, const char *kind, const char *county, guint top,
                GError **error);

/** One entity with all that is known: {"name", "kind", "kind_label", "aliases", "county",
 * "coordinates": […], "facts": [{"predicate", "label", "object" | "value", "unit", "qualifier",
 * "confidence", "weaker", "evidence": [{"file", "row" | "document", "start", "end", "quote",
 * "citation"}]}], "of": [facts with it as object], "mentions", "themes": […], "contradictions": as
 * ty_contradictions tells them}. TY_ERROR_NOT_FOUND names the nearest names; see ty_show_forms. */
json_t *ty_show(TyWorkspace *workspace, const char *name, GError **error);
/** The same card without contradictions, with only some facts: those of the predicates that a list
 * names (joined by commas; NULL: all), and those that hold on a day (YYYY, YYYY-MM or YYYY-MM-DD;
 * NULL: at any time); what says no time holds always. */
json_t *ty_show_facts(TyWorkspace *workspace, const char *name, const char *predicates,
                      const char *on, GError **error);

/** What is known of a name that no entity has, but that names of kinds of things end in: 观音 is
 * the head of 千手观音 and 水月观音. Kinds of things are entities whose kind is E55_Type in
 * CIDOC-CRM (motifs, crafts, foods …); facts are selected as by ty_show_facts.
 * @return {"name", "forms": [{"name", "kind", "kind_label", "facts", "of": as ty_show tells them}]
 *         in order of kind and name, "others": [{"name", "kind"}] (what else has it in its name),
 *         "cut": whether there are more than 50 of either}; TY_ERROR_NOT_FOUND when there is no
 *         form. O(names), and the facts of the forms */
json_t *ty_show_forms(TyWorkspace *workspace, const char *name, const char *predicates,
                      const char *on, GError **error);

/** Where sources disagree, about one thing (NULL: about all): {"contradictions": [{"subject",
 * "kind": "value" (of a predicate that has one), "validity" (since when it holds) or "coordinate",
 * "predicate", "label", "qualifier", "why" (which wins, and why; or that none does), "claims":
 * [{"value", "unit", "qualifier", "valid_from", "valid_to", "confidence", "curated", "wins",
 * "evidence": [{"file", "row" | "line", "document", "start", "end" (bytes), "quote", "citation",
 * "note", "pattern", "confidence"}]}], the best first; of coordinates {"lat", "lon", "crs",
 * "wgs84_lat", "wgs84_lon", "confidence", "wins", "row", "citation", "apart_km" (from the best),
 * "near": {"name", "km"} (another thing that a losing one lies beside)}}]}. Values that a hedge
 * makes agree (二十多 and 23) do not contradict, nor do texts one of which says more exactly what
 * the other says (海慧路, 安岳县海慧路). */
json_t *ty_contradictions(TyWorkspace *workspace, const char *name, GError **error);

/** Which facts that were read out of texts. Zero-initialised members do not select. */
typedef struct {
  const char *predicate, *entity; /**< the entity as subject or object */
  double below;                   /**< only those with less confidence */
  gboolean all;                   /**< those too that a table says or that were decided on */
  gsize top;                      /**< at most so many are told; 0: all */
  guint quotes;                   /**< documents quoted of each; 0: 1 */
} TyReviewOptions;

/** What was read out of texts: {"facts": [{"id" (the same in every build), "state": "new",
 * "curated" (a table says so too), "accepted" or "rejected", "subject", "predicate", "label",
 * "object" | "value", "unit", "qualifier", "valid_from", "valid_to", "confidence", "weaker",
 * "documents" (how many say it), "evidence": [{"file", "line", "document", "start", "end" (bytes),
 * "before", "quote", "after" (they make the sentence), "pattern", "note", "confidence"}]}],
 * "found": how many there are}. TY_ERROR_NOT_FOUND for an unknown entity or predicate. */
json_t *ty_review(TyWorkspace *workspace, const TyReviewOptions *options, GError **error);

/** Accepts or rejects facts that were read out of texts. What is accepted stands as what a table
 * says; what is rejected goes, and no build or import brings it back. A later verdict takes the
 * place of an earlier one.
 * @param verdict  "accepted" or "rejected"
 * @param ids      of facts, or beginnings of at least four digits; NULL: all that `filter` selects
 * @return {"verdict", "decided", "facts": [{"id", "subject", "predicate", "object" | "value" …}]};
 *         TY_ERROR_NOT_FOUND for an unknown id, TY_ERROR_USAGE for one that several have */
json_t *ty_review_decide(TyWorkspace *workspace, const char *verdict, const char *const *ids,
                         const TyReviewOptions *filter, GError **error);

/** What to tell of an entity's surroundings. Zero-initialised members mean "as usual". */
typedef struct {
  const char *predicate; /**< only this relation, by its name or its inverse's; NULL: all */
  guint depth;           /**< how many steps away; 0: 1 */
  gboolean infer;        /**< also what follows for the entity itself */
  gsize most;            /**< neighbours; 0: 1000 */
  double seconds;        /**< of wall time; 0: 10 */
} TyNeighbourOptions;

/** What stands around an entity, breadth first: {"name", "kind", "neighbours": [{"name", "kind",
 * "predicate", "label", "direction", "from", "distance" (steps), "confidence", "valid_from",
 * "valid_to" (of the surest statement that has a time; absent where none has)}], "cut": whether
 * there are more}. What follows by rules comes after what is stated and has also "inferred": true,
 * "rule", "says" and "because": [the premises, each with "subject", "predicate", "label", "object",
 * "confidence", "valid_from", "valid_to" and either its "fact" and "sources" or "because" of its
 * own], and the answer "ring", where a transitive relation goes round ("A part_of B part_of A": no
 * thing is told to be a part of itself). Each ring of neighbours is read by index: O(relations of
 * its entities). */
json_t *ty_neighbours(TyWorkspace *workspace, const char *name, const TyNeighbourOptions *options,
                      GError **error);

/** Zero-initialised members mean "as usual". */
typedef struct {
  guint k;        /**< how many explanations; 0: 3 */
  gboolean infer; /**< steps may also be what follows by rules (not by closure alone) */
  double seconds; /**< of wall time, for reading what lies around both; 0: 10 */
} TyPathOptions;

/** The best explanations of why two entities belong together: {"from", "to", "paths": [{"cost",
 * "steps": [{"from", "predicate", "label", "to", "direction", "confidence"}]}], "cut": whether
 * something was left out: a hub's relations beyond 5,000, or what lies far from both when there are
 * more than 100,000 relations}. A step costs (1 + log2(d) / 4) · (2 − confidence), d being the
 * relations of the busier end, so that what many share explains little; a step that follows from n
 * facts (it has "inferred", "rule", "says" and "because") costs (3 + n) / 4 times as much. No two
 * explanations rest on the same facts. */
json_t *ty_paths(TyWorkspace *workspace, const char *from, const char *to,
                 const TyPathOptions *options, GError **error);

/** What an entity may belong to though nothing says so: a guess, never a fact. By common neighbours
 * (Adamic–Adar) and personalised PageRank, see ty_graph_possible_links.
 * @param top  0: 10
 * @return {"name", "possible": [{"name", "kind", "score", "adamic_adar", "rank", "common": [names,
 *         the rarest first], "perhaps": {"predicate", "label", "direction"}: the relation that such
 *         kinds have most often, where there is one}], "cut"} */
json_t *ty_possible(TyWorkspace *workspace, const char *name, gsize top, GError **error);

/** How a question in SPARQL or SQL is asked. Zero-initialised members mean "as usual". */
typedef struct {
  gsize most_rows; /**< 0: 10000 */
  double seconds;  /**< of wall time; 0: 10 */
  gboolean infer;  /**< of SPARQL: also what follows by closures and rules */
} TyQuestionOptions;

/** Where names in SPARQL begin: entities, kinds and predicates are TY_NAMESPACE and their name. */
#define TY_NAMESPACE "urn:tuyou:"

/** Asks in SPARQL 1.1, as far as librasqal evaluates it: SELECT, ASK, CONSTRUCT and DESCRIBE,
 * FILTER, OPTIONAL, UNION, BIND, GROUP BY with aggregates, HAVING, ORDER BY, LIMIT.
 * What it does not evaluate, or wrongly, is refused: VALUES, MINUS, EXISTS, property paths, GRAPH,
 * SERVICE, FROM, updates, sub-queries, an OPTIONAL that begins its group or has a variable that
 * stands outside but not before it, a FILTER on a variable that its group does not name.
 *
 * Prefixes that need no declaration: tuyou:, crm:, schema:, geo: (GeoSPARQL), rdf:, rdfs:, skos:,
 * xsd:. What is there to match:
 *  - entity a kind: tuyou:site, and by their names crm:E27_Site, schema:TouristAttraction
 *  - entity predicate entity or value: tuyou:located_in, its inverse tuyou:contains, and by their
 *    names crm:P89_falls_within, schema:containedInPlace; values that are numbers are numbers
 *  - entity rdfs:label name · skos:altLabel alias · tuyou:county name
 *  - entity geo:asWKT "POINT(lon lat)" (WGS-84, the most trusted) · tuyou:lat · tuyou:lon
 *  - fact rdf:subject, rdf:predicate, rdf:object, tuyou:confidence, tuyou:unit, tuyou:qualifier,
 *    tuyou:valid_from, tuyou:valid_to, tuyou:weaker, tuyou:source ("file:line"), tuyou:citation,
 *    tuyou:quote; the IRI of a fact is TY_NAMESPACE fact: and its number. What was inferred has
 *    TY_NAMESPACE inferred: and a number, and tuyou:rule, tuyou:because (its premises)
 * Entities are found by alias too (tuyou:安岳石窟群); answers have their names.
 *
 * @return {"form": "select", "variables": [names], "rows": [[cell]]}, {"form": "ask", "answer":
 *         true} or {"form": "graph", "triples": [[cell, cell, cell]]}, with "cut": why not all came
 *         ("10 seconds", "10000 rows") or null, and "ring" as ty_neighbours tells it. A cell is
 * null or {"type": "iri", "value", "text": short} or {"type": "literal", "value", "datatype"}. NULL
 * with TY_ERROR_USAGE (the query's line is named) or TY_ERROR_NOT_FOUND (a predicate, kind, prefix
 * or entity that is not there; near ones are named) */
json_t *ty_sparql(TyWorkspace *workspace, const char *query, const TyQuestionOptions *options,
                  GError **error);

/** Asks in SQL over the views that atlas.h describes (see ty_atlas_sql).
 * @return {"form": "select", "variables", "rows": [[string, number or null]], "cut"} */
json_t *ty_sql(TyWorkspace *workspace, const char *query, const TyQuestionOptions *options,
               GError **error);

/* Likeness ------------------------------------------------------------------------------------ */

/** What likeness is. Zero-initialised members mean "as usual". */
typedef struct {
  const char *by; /**< of entities text, graph, topic or all; of documents text or topic */
  const char
      *weights;   /**< of entities: "text=0.4,graph=0.4,topic=0.2"; they are made to sum to 1 */
  gsize n;        /**< how many; 0: 10 */
  guint n_topics; /**< 0: 4 */
  guint64 seed;
} TySimilarOptions;

/** Entities of the same kind most like one. `score` is the weighted mean of the parts: `text` by
 * the words of the sentences that name them (cosine), `graph` by shared facts (Jaccard), `topic` by
 * the topics of the documents that name them (1 − Jensen–Shannon divergence). Usually text and
 * graph by half; `all` is 0.4, 0.4, 0.2.
 * @return {"name", "weights": {part: number}, "similar": [{"name", "kind", "score", "text",
 * "graph", "topic" (where it has weight), "shared": […]}]} */
json_t *ty_similar(TyWorkspace *workspace, const char *name, const TySimilarOptions *options,
                   GError **error);

/** Documents most like one among those selected: `text` by the cosine of their TF-IDF vectors,
 * `topic` by 1 − the Jensen–Shannon divergence of their topics.
 * @param document  its id, or "FILE:LINE"; of FILE the last parts of the path do. One that repeats
 *                  another stands for that one
 * @return {"document": {as below}, "by", "documents" (compared with), "similar": [{"document",
 *          "file", "line", "title", "date", "platform", "url", "score"}]}; NULL with
 *          TY_ERROR_NOT_FOUND (no such document, or not among those selected), TY_ERROR_INPUT (it
 *          may be several, or has no words) or TY_ERROR_USAGE */
json_t *ty_similar_documents(TyWorkspace *workspace, const char *document,
                             const TyDocumentFilter *filter, const TySimilarOptions *options,
                             GError **error);

/** All pairs of the documents selected whose cosine is `at_least` or more, as CSV with a heading
 * ("a,b,cosine,a_file,a_line,b_file,b_line"), by a, then b.
 * @return NULL with TY_ERROR_USAGE (not in (0, 1]) or as ty_keywords */
GBytes *ty_similar_pairs(TyWorkspace *workspace, const TyDocumentFilter *filter, double at_least,
                         GError **error);

G_END_DECLS
