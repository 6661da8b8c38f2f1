/* SPDX-License-Identifier: Apache-2.0 */
/** The atlas: one SQLite file that holds a region: documents, entities, facts with their evidence,
 * legs, themes, calendar, surveys, results. Any SQLite tool can open it; src/atlas/schema.c
 * describes every table.
 *
 * Writing happens in transactions (ty_atlas_begin … ty_atlas_commit): after a crash or an error an
 * import is there whole or not at all. A failed call leaves the atlas as it was and tells why with
 * TY_ERROR_DAMAGED (no atlas, or a damaged one) or TY_ERROR_SYSTEM (full disk, locked file).
 * One TyAtlas belongs to one thread. Strings in structs are borrowed for the call. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

typedef struct TyAtlas TyAtlas;

/** Makes a new, empty atlas at `path`, where nothing may be; its salt is drawn from the system. */
TyAtlas *ty_atlas_create(const char *path, GError **error);

/** Opens an atlas and brings its schema up to date when `writable`.
 * @return NULL with TY_ERROR_MISSING (no such file) or TY_ERROR_DAMAGED (not an atlas, made by a
 * newer version, or damaged) */
TyAtlas *ty_atlas_open(const char *path, gboolean writable, GError **error);
void ty_atlas_free(TyAtlas *atlas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyAtlas, ty_atlas_free)

gboolean ty_atlas_begin(TyAtlas *atlas, GError **error);
gboolean ty_atlas_commit(TyAtlas *atlas, GError **error);
void ty_atlas_rollback(TyAtlas *atlas);

/** Inside a transaction: what follows, up to ty_atlas_keep_row or ty_atlas_drop_row, is kept or
 * undone together. */
gboolean ty_atlas_begin_row(TyAtlas *atlas, GError **error);
gboolean ty_atlas_keep_row(TyAtlas *atlas, GError **error);
gboolean ty_atlas_drop_row(TyAtlas *atlas, GError **error);

/** A named value of the atlas ("name", "title", "default-start …"). @return a copy, NULL when unset
 */
char *ty_atlas_get_meta(TyAtlas *atlas, const char *key);
gboolean ty_atlas_set_meta(TyAtlas *atlas, const char *key, const char *value, GError **error);

/* Sources ------------------------------------------------------------------------------------- */

/** An input file. `grade`: public, internal or personal. */
typedef struct {
  gint64 id;
  const char *name;   /**< as the user named it */
  const char *role;   /**< posts, papers, sites, … */
  const char *digest; /**< SHA-256 of its bytes, hexadecimal */
  const char *grade;
} TySource;

/** Adds a source, or replaces the one of the same name and role: what came from the old one goes.
 * @return its id, 0 with `error` set */
gint64 ty_atlas_add_source(TyAtlas *atlas, const TySource *source, GError **error);
/** The digest of the source with that name and role, NULL when there is none; to be freed. */
char *ty_atlas_source_digest(TyAtlas *atlas, const char *name, const char *role);
/** Keeps the map of columns to fields for files of a kind with the same headings (`headings`:
 * sorted, one a line), in place of the one before; an empty map forgets it. */
gboolean ty_atlas_set_column_map(TyAtlas *atlas, const char *kind, const char *headings,
                                 const char *map, GError **error);
/** The map kept for them, NULL when there is none; to be freed. */
char *ty_atlas_column_map(TyAtlas *atlas, const char *kind, const char *headings);
/** Whether any map is kept for that kind. */
gboolean ty_atlas_has_column_maps(TyAtlas *atlas, const char *kind);
typedef gboolean (*TyColumnMapFunc)(const char *kind, const char *headings, const char *map,
                                    gpointer data, GError **error);
/** All maps, in order of kind and headings. */
gboolean ty_atlas_each_column_map(TyAtlas *atlas, TyColumnMapFunc func, gpointer data,
                                  GError **error);
/** Keeps a row that could not be used. */
gboolean ty_atlas_add_reject(TyAtlas *atlas, gint64 source, const TyReject *reject, GError **error);

typedef void (*TySourceFunc)(const TySource *source, gint64 n_rows, gint64 n_rejected,
                             gpointer data);
gboolean ty_atlas_each_source(TyAtlas *atlas, TySourceFunc func, gpointer data, GError **error);

/* Documents ----------------------------------------------------------------------------------- */

/** How a document repeats an earlier one. */
typedef enum {
  TY_REPEAT_NONE,  /**< it does not: an original */
  TY_REPEAT_EXACT, /**< the same text, but for case, width, script and white space */
  TY_REPEAT_NEAR,  /**< much of the same text */
  TY_REPEAT_REPOST /**< passes on a post; of an earlier document when that is known */
} TyRepeat;

/** "exact", "near", "repost"; NULL for TY_REPEAT_NONE. */
const char *ty_repeat_name(TyRepeat repeat);

#define TY_SKETCH_BYTES 64

/** What tells same and like texts. */
typedef struct {
  guint64 text_hash;    /**< of the whole text, normalised */
  guint64 opening;      /**< of how the body begins; 0: too short to tell */
  const guint8 *sketch; /**< TY_SKETCH_BYTES bytes; NULL: not known, or an empty body */
} TyLikeness;

/** Adds a document, and its words to the index when the atlas has a tokenizer and a current index;
 * else the index is no longer current. Its author is kept only as SHA-256 of the atlas's salt and
 * the name.
 * @param author_hash   from ty_atlas_hash_author; NULL: computed here from the author's name
 * @param repeat        how it repeats document `original`
 * @param original      0: none, or not in the atlas
 * @return its id, 0 with `error` set */
gint64 ty_atlas_add_document(TyAtlas *atlas, gint64 source, const TyDocument *document,
                             const char *author_hash, const TyLikeness *likeness, TyRepeat repeat,
                             gint64 original, GError **error);
/** The only form in which an author is kept; NULL for none. To be freed. Any thread may call it. */
char *ty_atlas_hash_author(const TyAtlas *atlas, const char *author);

/** FALSE with `error` set stops. `repeat` is that of a document whose original went: it is to be
 * judged anew; TY_REPEAT_NONE with `original` 0: an original. */
typedef gboolean (*TyLikenessFunc)(gint64 document, const TyLikeness *likeness, TyRepeat repeat,
                                   gint64 original, gpointer data, GError **error);
/** Every document's likeness, in order of id. */
gboolean ty_atlas_each_likeness(TyAtlas *atlas, TyLikenessFunc func, gpointer data, GError **error);
gboolean ty_atlas_set_likeness(TyAtlas *atlas, gint64 document, const TyLikeness *likeness,
                               GError **error);
gboolean ty_atlas_set_repeat(TyAtlas *atlas, gint64 document, TyRepeat repeat, gint64 original,
                             GError **error);
/** Whether there are documents that ty_atlas_each_likeness gives as to be judged anew. */
gboolean ty_atlas_has_orphans(TyAtlas *atlas);

/** The title and the text of a document, to be freed; FALSE when there is none. */
gboolean ty_atlas_document_text(TyAtlas *atlas, gint64 document, char **title, char **text);

/** FALSE with `error` set stops. `rank`: 1 for the first author; `author`: its hash. */
typedef gboolean (*TyAuthorFunc)(gint64 document, gint64 rank, const char *author, gpointer data,
                                 GError **error);
/** Who wrote each paper, in order of document and rank. ty_atlas_add_document keeps every author
 * that ty_author_names finds in the paper's. */
gboolean ty_atlas_each_author(TyAtlas *atlas, TyAuthorFunc func, gpointer data, GError **error);

/** Which documents; NULL or 0 members do not select. */
typedef struct {
  const char *kind; /**< "post", "paper" */
  const char *place, *platform, *term;
  const char *since, *until; /**< ISO dates, inclusive, compared as text */
  gboolean duplicates;       /**< also those that repeat an earlier one */
  gboolean near_duplicates;  /**< also those that repeat it in part: near ones and reposts */
  gint64 after;              /**< only those with a greater id */
} TyDocumentFilter;

typedef struct {
  gint64 id;
  const char *file; /**< its source's name */
  gint64 line;
  const char *kind, *platform, *native_id, *title, *text, *date, *place, *term, *url, *tags, *venue,
      *organ;
  gint64 duplicate_of; /**< 0: an original */
} TyStoredDocument;

/** FALSE with `error` set stops. */
typedef gboolean (*TyStoredDocumentFunc)(const TyStoredDocument *document, gpointer data,
                                         GError **error);
/** Calls `func` for each document selected, in order of id. */
gboolean ty_atlas_each_document(TyAtlas *atlas, const TyDocumentFilter *filter,
                                TyStoredDocumentFunc func, gpointer data, GError **error);
/** The greatest id of a document; 0 when there is none. */
gint64 ty_atlas_last_document(TyAtlas *atlas);

/** What went with an author. */
typedef struct {
  gint64 documents, mentions, evidence, facts;
  gint64 coauthored; /**< papers that others wrote too: they stay, without the author */
} TyForgotten;

/** Deletes what an author wrote (right to erasure), with all that was drawn from it: mentions,
 * evidence, facts without other evidence, and the keywords and topics kept, which may hold its
 * words. The index is emptied: it is to be rebuilt. Then ty_atlas_compact takes it out of the file.
 * To be called in a transaction. */
gboolean ty_atlas_forget_author(TyAtlas *atlas, const char *author, TyForgotten *forgotten,
                                GError **error);
/** Writes the file anew, so that nothing deleted is left in it or in its log. Not in a transaction.
 */
gboolean ty_atlas_compact(TyAtlas *atlas, GError **error);

/** Before and after the adding of many documents, in a transaction: indexes that are cheaper to
 * make at once are dropped and made again. When it is rolled back, all is as before. */
gboolean ty_atlas_begin_bulk(TyAtlas *atlas, GError **error);
gboolean ty_atlas_end_bulk(TyAtlas *atlas, GError **error);

/** Before and after the adding of many facts, or of many entities with their facts, from a table:
 * in a transaction, in which nothing else is added. ty_atlas_add_fact only gathers then, and gives
 * 1 as id; ty_atlas_end_table writes all in one pass, by subject and then as they came, which is
 * the order of their ids: the same facts with the same evidence as one by one. Into an atlas
 * without facts, with a rollback journal (ty_atlas_use_journal), they are written as B-trees at
 * once, some twice as fast; a program that dies before it commits leaves the atlas as it was. Facts
 * are checked (ty_atlas_check_fact) against those gathered too. Subjects and objects must be there.
 * Memory: 72 bytes and its texts a fact, up to 48 million facts (then what is gathered is written
 * first), and the names of all entities. A rollback ends it too.
 * @param entities  also the indexes of entities are made anew */
gboolean ty_atlas_begin_table(TyAtlas *atlas, gboolean entities, GError **error);
gboolean ty_atlas_end_table(TyAtlas *atlas, GError **error);
/** How many facts and entities there are, or were, at most: their greatest ids. */
gint64 ty_atlas_last_fact(TyAtlas *atlas);
gint64 ty_atlas_last_entity(TyAtlas *atlas);

/** How the next transactions are kept safe. TRUE: by a rollback journal, so that each new page is
 * written once, but others cannot read meanwhile; only for what adds more than there is, and only
 * when no other program has the atlas open. FALSE, the usual: by a write-ahead log. Not in a
 * transaction. A crash in between leaves the atlas as it was before. */
void ty_atlas_use_journal(TyAtlas *atlas, gboolean rollback);

/* Full-text search ---------------------------------------------------------------------------- */

/** Receives each word of a text in order. A word that stands `beside` the one before has its place
 * in the text too: a longer word that begins with it, or a shorter one inside. FALSE stops. */
typedef gboolean (*TyIndexWordFunc)(const char *word, gsize length, TySpan span, gboolean beside,
                                    gpointer data);

/** How texts become words of the index; borrowed, while the atlas is open. */
typedef struct {
  /** Calls `func` with each word of a text. */
  void (*words)(const char *text, gsize length, TyIndexWordFunc func, gpointer func_data,
                gpointer data);
  gpointer data;
  const char *stamp; /**< of the words known: another one means that the index is to be rebuilt */
} TyTokenizer;

/** Gives the atlas its tokenizer; NULL takes it away. Without one the index can be neither written
 * nor searched. An index of no documents becomes current. */
void ty_atlas_set_tokenizer(TyAtlas *atlas, const TyTokenizer *tokenizer);
/** Whether the index holds every document, by the words of the tokenizer. */
gboolean ty_atlas_index_is_current(TyAtlas *atlas);
/** Makes the index anew from all documents, in a transaction of the caller. O(text). */
gboolean ty_atlas_rebuild_index(TyAtlas *atlas, GError **error);

/** Words of the index that follow each other in a text. */
typedef struct {
  const char *const *words;
  gsize n_words;
} TyPhrase;

/** Phrases of which one must be there; or, when `excluded`, none. */
typedef struct {
  const TyPhrase *phrases;
  gsize n_phrases;
  gboolean excluded;
} TySearchClause;

/** FALSE with `error` set stops. `score` ≥ 0: BM25 over title (weight 3), text (1), tags (2). */
typedef gboolean (*TyFoundFunc)(const TyStoredDocument *document, double score, gpointer data,
                                GError **error);

/** Documents that fulfil every clause (at least one of them not excluded), the best first, then by
 * id.
 * @param top      0: all
 * @param n_found  out: how many there are; may be NULL
 * @return FALSE with TY_ERROR_DAMAGED or TY_ERROR_SYSTEM, or TY_ERROR_USAGE when the index is not
 *         current */
gboolean ty_atlas_search(TyAtlas *atlas, const TySearchClause *clauses, gsize n_clauses,
                         const TyDocumentFilter *filter, gsize top, TyFoundFunc func, gpointer data,
                         gint64 *n_found, GError **error);

/* Entities ------------------------------------------------------------------------------------ */

typedef struct {
  gint64 id;
  const char *name, *kind, *category, *county;
} TyEntity;

/** Adds an entity, or completes the one of that name (empty members do not overwrite).
 * @return its id, 0 with `error` set */
gint64 ty_atlas_add_entity(TyAtlas *atlas, const TyEntity *entity, GError **error);
/** Whether the ontology has that kind. */
gboolean ty_atlas_has_kind(TyAtlas *atlas, const char *kind);
/** Says that `alias` names the entity too. `key` is its normalised form, for look-ups. */
gboolean ty_atlas_add_alias(TyAtlas *atlas, gint64 entity, const char *alias, const char *key,
                            GError **error);
/** The id of the entity with exactly that name; 0 when there is none. */
gint64 ty_atlas_entity_by_name(TyAtlas *atlas, const char *name);

typedef gboolean (*TyEntityFunc)(const TyEntity *entity, gpointer data, GError **error);
/** The entity with that id; `func` is not called when there is none. */
gboolean ty_atlas_entity(TyAtlas *atlas, gint64 id, TyEntityFunc func, gpointer data,
                         GError **error);
/** Entities in order of id; `kind` and `county` NULL for all. */
gboolean ty_atlas_each_entity(TyAtlas *atlas, const char *kind, const char *county,
                              TyEntityFunc func, gpointer data, GError **error);
/** Entities whose name or an alias has the normalised form `key`, names first, in order of id. */
gboolean ty_atlas_each_named(TyAtlas *atlas, const char *key, TyEntityFunc func, gpointer data,
                             GError **error);
typedef gboolean (*TyAliasFunc)(gint64 entity, const char *alias, gpointer data, GError **error);
/** Names and aliases, in order of entity; `entity` 0 for all. The name itself comes first. */
gboolean ty_atlas_each_alias(TyAtlas *atlas, gint64 entity, TyAliasFunc func, gpointer data,
                             GError **error);

/* The ontology -------------------------------------------------------------------------------- */

typedef struct {
  const char *id, *label, *kind /**< relation or value */, *inverse, *inverse_label;
  gboolean transitive, symmetric;
  const char *domain, *range, *unit, *crm, *schema_org;
  gboolean
      single_valued; /**< two values of one thing (under one qualifier) contradict each other */
} TyPredicate;

/** Adds a predicate, or replaces what is known of it; its place in the order stays. */
gboolean ty_atlas_add_predicate(TyAtlas *atlas, const TyPredicate *predicate, GError **error);
gboolean ty_atlas_add_kind(TyAtlas *atlas, const char *id, const char *label, const char *crm,
                           const char *schema_org, GError **error);
/** A kind of entities. */
typedef struct {
  const char *id, *label, *crm, *schema_org;
} TyEntityKind;
typedef gboolean (*TyKindFunc)(const TyEntityKind *kind, gpointer data, GError **error);
/** Kinds in order of id. */
gboolean ty_atlas_each_kind(TyAtlas *atlas, TyKindFunc func, gpointer data, GError **error);
/** "relation" or "value"; NULL when there is no such predicate. */
const char *ty_atlas_predicate_kind(TyAtlas *atlas, const char *id);
/** What a predicate is called when told from its object ("has parts"); NULL when it has no such
 * label; to be freed. */
char *ty_atlas_inverse_label(TyAtlas *atlas, const char *id);
/** Label of a predicate or kind; its id when it has none; to be freed. */
char *ty_atlas_label(TyAtlas *atlas, const char *id);
typedef gboolean (*TyPredicateFunc)(const TyPredicate *predicate, gpointer data, GError **error);
gboolean ty_atlas_each_predicate(TyAtlas *atlas, TyPredicateFunc func, gpointer data,
                                 GError **error);

/* Facts --------------------------------------------------------------------------------------- */

/** Subject – predicate – object or value. */
typedef struct {
  gint64 id;
  gint64 subject;
  const char *predicate;
  gint64 object;     /**< an entity; 0: the fact has a value */
  const char *value; /**< may qualify an object too (the batch of a list) */
  const char *unit, *qualifier, *valid_from, *valid_to;
  double confidence;                      /**< (0, 1]: the best of its evidence */
  double weight;                          /**< > 0 */
  gboolean weaker;                        /**< another value of the same is better attested */
  const char *object_name, *subject_name; /**< when read; ignored when added */
} TyFact;

/** Where a fact comes from: a row of a curated table, or a span of a document. */
typedef struct {
  gint64 source, line;
  const char *citation; /**< what the row names as its source */
  const char *note;
  gint64 document;
  gsize start, end; /**< bytes of the document's text */
  double confidence;
  const char *pattern; /**< what read it out of the text; NULL */
} TyEvidence;

/** Whether the ontology allows a fact: subject and object of the kinds that its predicate joins, no
 * object where it has values, no ring of a transitive relation (a part of its own part). Of what
 * the ontology does not know nothing is said. @return FALSE with TY_ERROR_INPUT */
gboolean ty_atlas_check_fact(TyAtlas *atlas, const TyFact *fact, GError **error);
/** Adds a fact with its evidence; the same fact said again gets one more evidence.
 * @return its id (in a bulk load 1), 0 with `error` set */
gint64 ty_atlas_add_fact(TyAtlas *atlas, const TyFact *fact, const TyEvidence *evidence,
                         GError **error);
/** Marks as weaker, among facts that give one subject and a single-valued predicate different
 * values under the same qualifier (hedges such as （余） aside) and unit, those with less
 * confidence than the best; curated rows outrank extraction. O(facts of the subjects whose values
 * were added to; all when a source or a document went or the ontology changed). To be called in the
 * transaction that changed them. */
gboolean ty_atlas_rank_facts(TyAtlas *atlas, GError **error);

typedef gboolean (*TyFactFunc)(const TyFact *fact, gpointer data, GError **error);
/** Facts with that subject (0: any), predicate (NULL: any) and object (0: any), in order of
 * subject, predicate as the ontology lists them, weaker last, id. */
gboolean ty_atlas_each_fact(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object,
                            TyFactFunc func, gpointer data, GError **error);

typedef void (*TyRelationFunc)(gint64 subject, gint64 object, gpointer data);
/** Every fact that joins two entities, by object; nothing but its ends. */
gboolean ty_atlas_each_relation(TyAtlas *atlas, TyRelationFunc func, gpointer data, GError **error);
/** The entities that `entity` is joined to by a fact, as subject and then as object, at most
 * `n_most` of each, by index: O(log facts + n_most); one may come more than once.
 * @param cut  out: there are more */
gboolean ty_atlas_each_neighbour(TyAtlas *atlas, gint64 entity, gint64 n_most, TyRelationFunc func,
                                 gpointer data, gboolean *cut, GError **error);

/** Whether a row of a table speaks for the fact, not only texts. */
gboolean ty_atlas_fact_is_curated(TyAtlas *atlas, gint64 fact);

/** One more evidence of a fact that is there. */
gboolean ty_atlas_add_evidence(TyAtlas *atlas, gint64 fact, const TyEvidence *evidence,
                               GError **error);
/** Takes from facts what texts say for them; those that nothing else speaks for go. */
gboolean ty_atlas_drop_extracted(TyAtlas *atlas, const gint64 *facts, gsize n, GError **error);
/** Facts that texts speak for, as ty_atlas_each_fact gives them, by id. */
gboolean ty_atlas_each_extracted(TyAtlas *atlas, TyFactFunc func, gpointer data, GError **error);
/** Whether `object` leads back to `subject` by facts of that predicate: one more from `subject` to
 * `object` would make a ring. O(facts on the way) */
gboolean ty_atlas_would_ring(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object);
/** The ring that such a fact closes, in words: "A part_of B part_of A", the shortest one; of a long
 * one the middle is left out. To be freed; NULL when the facts of the atlas hold no way back.
 * O(facts on the way) */
char *ty_atlas_ring(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object);

typedef gboolean (*TyEvidenceFunc)(const TyEvidence *evidence, const char *file, const char *quote,
                                   gpointer data, GError **error);
/** Evidence of a fact, best first: `file` is the table's or the document's source, `quote` the
 * document's bytes of the span (NULL for table rows). */
gboolean ty_atlas_each_evidence(TyAtlas *atlas, gint64 fact, TyEvidenceFunc func, gpointer data,
                                GError **error);

/* Patterns ------------------------------------------------------------------------------------ */

/** What a pattern matches. */
typedef enum {
  TY_MATCH_FACT,     /**< facts, with the names of both ends */
  TY_MATCH_RELATION, /**< facts that join two entities, without names, texts and qualifiers */
  TY_MATCH_ENTITY,   /**< entities: the kind as predicate, the county as value */
  TY_MATCH_ALIAS,    /**< further names of entities as value */
  TY_MATCH_PLACE,    /**< the most trusted coordinate of each entity, in WGS-84 */
  TY_MATCH_EVIDENCE, /**< evidence of a fact: the file as subject_name, the line as object, the
                          citation as value, the text's bytes as unit, the note as qualifier */
} TyMatchKind;

/** What is known of a row; 0 and NULL stand for anything. `text` is the value of a fact, the name
 * of an entity or an alias; `predicate` also the kind of an entity; parts that a kind does not have
 * are passed over. */
typedef struct {
  TyMatchKind kind;
  gint64 fact, subject;
  const char *predicate;
  gint64 object;
  const char *text, *county;
  gboolean once; /**< of facts: the same under other qualifiers or days only once */
} TyMatchPattern;

/** One row, valid until the next. */
typedef struct {
  TyFact fact;
  double lat_deg, lon_deg; /**< of a place */
} TyMatchRow;

/** Rows that are read one by one; several may be open at once. */
typedef struct TyMatch TyMatch;

/** Opens a pattern: one look-up by index when the fact, the subject, the object, the predicate or
 * the text is known, O(log rows) and then O(1) a row; all rows else. Rows come in the order of the
 * index, the same for the same atlas. */
TyMatch *ty_atlas_match(TyAtlas *atlas, const TyMatchPattern *pattern, GError **error);
/** @return FALSE at the end, and on a fault with `error` set */
gboolean ty_match_next(TyMatch *match, TyMatchRow *row, GError **error);
void ty_match_free(TyMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyMatch, ty_match_free)

/** How many facts join an entity to others, counted up to `at_most`. O(at_most) */
gint64 ty_atlas_degree(TyAtlas *atlas, gint64 entity, gint64 at_most);

/** A rule as it is written: see graphs/rules.csv. */
typedef struct {
  const char *id, *condition, *conclusion;
  double confidence; /**< (0, 1] */
  const char *note;
} TyStoredRule;

/** Adds a rule, or replaces the one of that name. */
gboolean ty_atlas_add_rule(TyAtlas *atlas, const TyStoredRule *rule, GError **error);
typedef gboolean (*TyStoredRuleFunc)(const TyStoredRule *rule, gpointer data, GError **error);
/** Rules in the order in which they came. */
gboolean ty_atlas_each_rule(TyAtlas *atlas, TyStoredRuleFunc func, gpointer data, GError **error);

/* Questions in SQL ---------------------------------------------------------------------------- */

/** What a question may take. */
typedef struct {
  gint64 most_rows; /**< 0: 10000 */
  double seconds;   /**< of wall time; 0: 10 */
} TyQuestionLimits;

/** Receives the columns' names first (`row` −1), then each row; a NULL cell is a NULL in the table.
 * Cells of numbers are written as SQLite does; `numeric[i]` says which are. */
typedef gboolean (*TySqlRowFunc)(gint64 row, int n, const char *const *cells,
                                 const gboolean *numeric, gpointer data, GError **error);

/** Asks one question in SQL over the views, which can read nothing else and write nothing:
 *
 *  v_entities (id, name, kind, category, county) · v_names (entity, rank, name) ·
 *  v_kinds (id, label, crm, schema_org) · v_predicates (id, label, kind, inverse, inverse_label,
 *   transitive, symmetric, domain, range, unit, crm, schema_org) ·
 *  v_rules (id, condition, conclusion, confidence, note) ·
 *  v_facts (id, subject_id, subject, predicate, object_id, object, value, unit, qualifier,
 *   valid_from, valid_to, weight, confidence, weaker) ·
 *  v_evidence (id, fact, file, line, citation, note, document, start, stop, confidence) ·
 *  v_sources (id, file, role, digest, grade) ·
 *  v_documents (id, file, line, kind, platform, title, text (NULL where the source is graded
 *   personal), date, place, term, url, tags, venue, duplicate_of, duplicate_kind): no author ·
 *  v_mentions (document, entity_id, entity, start, stop, confidence) ·
 *  v_places (entity_id, entity, kind, county, lat_deg, lon_deg (WGS-84), crs, confidence,
 *   citation) · v_legs (id, place_a, place_b, length_m, duration_s, mode, origin, confidence,
 *   citation, theme, note) · v_themes (theme, entity_id, entity, optional, weight) ·
 *  v_calendar (event, kind, entity_id, entity, county, calendar, first, last, hours, confidence,
 *   citation, note) · v_keywords (scope, word, weight, documents) ·
 *  v_topics (scope, topic, label, share)
 *
 * The views stand in the file, for any SQLite tool. Besides SQLite's functions there is
 * distance_km(lat_a, lon_a, lat_b, lon_b), along the great circle.
 * @param cut  set to NULL, or to why not all rows came ("10 seconds", "10000 rows"); a constant, or
 *             kept by the atlas until the next question
 * @return FALSE with TY_ERROR_USAGE (not one SELECT, something that may not be read, SQLite's
 *         message with line and column) or the error of `func` */
gboolean ty_atlas_sql(TyAtlas *atlas, const char *sql, const TyQuestionLimits *limits,
                      TySqlRowFunc func, gpointer data, const char **cut, GError **error);

/** From now on what is read stops with TY_ERROR_CANCELLED when `seconds` of wall time have passed;
 * 0 lifts the limit. */
void ty_atlas_limit_seconds(TyAtlas *atlas, double seconds);
/** Whether that limit has been reached. */
gboolean ty_atlas_is_out_of_time(const TyAtlas *atlas);

/** An entity named in a document. */
gboolean ty_atlas_add_mention(TyAtlas *atlas, gint64 document, gint64 entity, TySpan span,
                              double confidence, GError **error);
gboolean ty_atlas_clear_mentions(TyAtlas *atlas, GError **error);
typedef gboolean (*TyMentionRowFunc)(gint64 document, gint64 entity, TySpan span, gpointer data,
                                     GError **error);
/** Mentions by document and start; `entity` and `document` 0 for all. */
gboolean ty_atlas_each_mention(TyAtlas *atlas, gint64 document, gint64 entity,
                               TyMentionRowFunc func, gpointer data, GError **error);

/** An entity with how often texts name it. */
typedef gboolean (*TyNamedCountFunc)(const TyEntity *entity, gint64 n_mentions, gint64 n_documents,
                                     gpointer data, GError **error);
/** Entities that texts name, those named most first, then in order of id; `kind` NULL for all. */
gboolean ty_atlas_each_named_count(TyAtlas *atlas, const char *kind, TyNamedCountFunc func,
                                   gpointer data, GError **error);

/* Places -------------------------------------------------------------------------------------- */

/** One statement of where an entity is, in its own reference system and in WGS-84. */
typedef struct {
  gint64 entity;
  double lat_deg, lon_deg;
  const char *crs; /**< WGS84, GCJ02, BD09 */
  double wgs84_lat_deg, wgs84_lon_deg;
  double confidence;
  const char *citation;
  gint64 source, line;
} TyCoordinate;

gboolean ty_atlas_add_coordinate(TyAtlas *atlas, const TyCoordinate *coordinate, GError **error);
typedef gboolean (*TyCoordinateFunc)(const TyCoordinate *coordinate, const char *name,
                                     gpointer data, GError **error);
/** Coordinates by entity, the most trusted first; `entity` 0 for all. */
gboolean ty_atlas_each_coordinate(TyAtlas *atlas, gint64 entity, TyCoordinateFunc func,
                                  gpointer data, GError **error);

/** A leg between two places. */
typedef struct {
  gint64 id, a, b;
  double length_m, duration_s; /**< duration NAN when unknown */
  const char *mode, *origin;
  double confidence;
  const char *citation, *theme, *note;
  gint64 source, line;
  const char *a_name, *b_name; /**< when read */
} TyAtlasLeg;

gboolean ty_atlas_add_leg(TyAtlas *atlas, const TyAtlasLeg *leg, GError **error);
typedef gboolean (*TyAtlasLegFunc)(const TyAtlasLeg *leg, const char *file, gpointer data,
                                   GError **error);
/** Legs in order of id. */
gboolean ty_atlas_each_leg(TyAtlas *atlas, TyAtlasLegFunc func, gpointer data, GError **error);

/** A site's part in a theme. */
typedef struct {
  const char *theme;
  gint64 entity;
  gboolean optional;
  double weight;
  gint64 source, line;
  const char *name; /**< the entity's, when read */
} TyThemeSite;

gboolean ty_atlas_add_theme_site(TyAtlas *atlas, const TyThemeSite *site, GError **error);
typedef gboolean (*TyThemeSiteFunc)(const TyThemeSite *site, gpointer data, GError **error);
/** Sites of a theme (NULL: of all) in the order of the table. */
gboolean ty_atlas_each_theme_site(TyAtlas *atlas, const char *theme, TyThemeSiteFunc func,
                                  gpointer data, GError **error);

/** A festival, or an exception from a site's opening hours. */
typedef struct {
  const char *event, *kind;
  gint64 entity; /**< 0: the whole county */
  const char *county, *calendar /**< solar, lunar */, *from, *to, *hours;
  double confidence;
  const char *citation, *note;
  gint64 source, line;
} TyCalendarRow;

gboolean ty_atlas_add_calendar(TyAtlas *atlas, const TyCalendarRow *row, GError **error);
typedef gboolean (*TyCalendarFunc)(const TyCalendarRow *row, gpointer data, GError **error);
gboolean ty_atlas_each_calendar(TyAtlas *atlas, gint64 entity, TyCalendarFunc func, gpointer data,
                                GError **error);

/* Words --------------------------------------------------------------------------------------- */

/** A word or phrase of the user's own, above the lists that come with the program. */
typedef struct {
  const char *role;   /**< word, stopword, furniture, advertisement */
  const char *key;    /**< its normalised form, which says whether two are the same */
  const char *word;   /**< as the user writes it */
  const char *tag;    /**< part of speech as in jieba; NULL where none was given */
  double points;      /**< of an advertisement's mark; NAN where none were given */
  const char *note;   /**< where it comes from, what it is for; NULL for none */
  gboolean taken_out; /**< a list of the program has it, and it is not to count */
} TyLexiconWord;

/** Adds a word, or replaces the one of that role and key. */
gboolean ty_atlas_add_word(TyAtlas *atlas, const TyLexiconWord *word, GError **error);
/** Forgets a word of the user's own: what the lists say holds again.
 * @param was_there  set to whether there was one; may be NULL */
gboolean ty_atlas_drop_word(TyAtlas *atlas, const char *role, const char *key, gboolean *was_there,
                            GError **error);

typedef gboolean (*TyLexiconWordFunc)(const TyLexiconWord *word, gpointer data, GError **error);
/** Words in order of role and key; `role` and `key` NULL for all. */
gboolean ty_atlas_each_word(TyAtlas *atlas, const char *role, const char *key,
                            TyLexiconWordFunc func, gpointer data, GError **error);

/* Decisions ----------------------------------------------------------------------------------- */

/** What the user said of a name that was found in texts. */
typedef struct {
  gint64 id; /**< when read: in the order of deciding */
  const char *key, *name;
  const char *verdict;       /**< entity, alias, word, rejected */
  const char *kind, *county; /**< of an entity */
  const char *of;            /**< the name of the entity that an alias stands for */
} TyDecision;

/** Keeps a decision; one about the same key gives way. */
gboolean ty_atlas_add_decision(TyAtlas *atlas, const TyDecision *decision, GError **error);
typedef gboolean (*TyDecisionFunc)(const TyDecision *decision, gpointer data, GError **error);
/** Decisions in order of id; `key` NULL for all. */
gboolean ty_atlas_each_decision(TyAtlas *atlas, const char *key, TyDecisionFunc func, gpointer data,
                                GError **error);

/** What the user said of a fact that was read out of texts. */
typedef struct {
  const char *id;      /**< of what the fact says, see ty_review */
  gint64 number;       /**< when read: in the order of deciding */
  const char *verdict; /**< accepted, rejected */
  const char *subject, *predicate, *object, *value, *unit, *qualifier, *valid_from, *valid_to;
} TyReview;

/** Keeps a verdict; one about the same fact gives way. */
gboolean ty_atlas_add_review(TyAtlas *atlas, const TyReview *review, GError **error);
typedef gboolean (*TyReviewFunc)(const TyReview *review, gpointer data, GError **error);
/** Verdicts in the order of deciding. */
gboolean ty_atlas_each_review(TyAtlas *atlas, TyReviewFunc func, gpointer data, GError **error);

/** Keeps a file of patterns of the user's own, in place of the one of that name. */
gboolean ty_atlas_add_pattern_list(TyAtlas *atlas, const char *name, const char *text,
                                   GError **error);
typedef gboolean (*TyPatternListFunc)(const char *name, const char *text, gpointer data,
                                      GError **error);
/** Own files of patterns, by name. */
gboolean ty_atlas_each_pattern_list(TyAtlas *atlas, TyPatternListFunc func, gpointer data,
                                    GError **error);

/* Surveys and results
 * ------------------------------------------------------------------------------ */

/** One answer of a questionnaire. */
gboolean ty_atlas_add_answer(TyAtlas *atlas, gint64 source, gint64 respondent, const char *field,
                             const char *value, GError **error);
/** The questions of a questionnaire in the order of its columns; kept only for the first call of a
 * source. */
gboolean ty_atlas_add_survey_fields(TyAtlas *atlas, gint64 source, const char *const *fields,
                                    gsize n, GError **error);

typedef gboolean (*TySurveyFieldFunc)(const char *field, gpointer data, GError **error);
/** The questions of all questionnaires in the order of files and columns, each once; `file` NULL
 * for all, else what a file's name is or ends in. Of a file read before the columns were kept, by
 * name. */
gboolean ty_atlas_each_survey_field(TyAtlas *atlas, const char *file, TySurveyFieldFunc func,
                                    gpointer data, GError **error);
typedef gboolean (*TyAnswerFunc)(const char *file, gint64 source, gint64 respondent,
                                 const char *field, const char *value, gpointer data,
                                 GError **error);
/** Answers by source, respondent (the line) and field; `file` as above. */
gboolean ty_atlas_each_answer(TyAtlas *atlas, const char *file, TyAnswerFunc func, gpointer data,
                              GError **error);

/** A kind of traveller; `content` is the JSON of flow.h. */
typedef struct {
  const char *id, *label, *source, *content;
} TyProfileRow;

/** Keeps a profile; one of the same id gives way. */
gboolean ty_atlas_add_profile(TyAtlas *atlas, const TyProfileRow *profile, GError **error);
/** @param was_there  set to whether there was one */
gboolean ty_atlas_drop_profile(TyAtlas *atlas, const char *id, gboolean *was_there, GError **error);
typedef gboolean (*TyProfileFunc)(const TyProfileRow *profile, gpointer data, GError **error);
/** Profiles in order of id; `id` NULL for all. */
gboolean ty_atlas_each_profile(TyAtlas *atlas, const char *id, TyProfileFunc func, gpointer data,
                               GError **error);

/** Keeps a result of mining under a scope such as "post/资阳": replaced as a whole. */
/** Drops the keywords and topics of every scope. */
gboolean ty_atlas_clear_results(TyAtlas *atlas, GError **error);
gboolean ty_atlas_clear_result(TyAtlas *atlas, const char *kind, const char *scope, GError **error);
gboolean ty_atlas_add_keyword(TyAtlas *atlas, const char *scope, const char *word, double weight,
                              gint64 documents, GError **error);
gboolean ty_atlas_add_topic_word(TyAtlas *atlas, const char *scope, gint64 topic, gint64 rank,
                                 const char *word, double probability, GError **error);
gboolean ty_atlas_add_topic(TyAtlas *atlas, const char *scope, gint64 topic, const char *label,
                            double share, GError **error);
gboolean ty_atlas_add_document_topic(TyAtlas *atlas, const char *scope, gint64 document,
                                     gint64 topic, double share, GError **error);
/** FALSE with `error` set stops. */
typedef gboolean (*TyTopicFunc)(gint64 topic, const char *label, double share, gpointer data,
                                GError **error);
/** The topics kept under a scope, by number. */
gboolean ty_atlas_each_topic(TyAtlas *atlas, const char *scope, TyTopicFunc func, gpointer data,
                             GError **error);
/** FALSE with `error` set stops. */
typedef gboolean (*TyDocumentTopicFunc)(gint64 document, gint64 topic, double share, gpointer data,
                                        GError **error);
/** The shares of topics in documents kept under a scope, by document and topic. */
gboolean ty_atlas_each_document_topic(TyAtlas *atlas, const char *scope, TyDocumentTopicFunc func,
                                      gpointer data, GError **error);

/* Integrity
 * ---------------------------------------------------------------------------------------- */

/** One finding of ty_atlas_check. */
typedef void (*TyFindingFunc)(const char *kind, const char *subject, const char *message,
                              gpointer data);
/** The structure: SQLite's own check, foreign keys, facts without evidence, spans outside texts.
 * @return FALSE only when the check itself could not run */
gboolean ty_atlas_check(TyAtlas *atlas, TyFindingFunc func, gpointer data, GError **error);

/** Counts of everything, by table name: `func` gets the table as subject, the count as message. */
gboolean ty_atlas_count(TyAtlas *atlas, TyFindingFunc func, gpointer data, GError **error);

G_END_DECLS
