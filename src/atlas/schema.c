/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/schema.h"

/* The number that the first 16 hexadecimal digits of text_key stand for. */
#define HEX_DIGIT(at) "((instr('0123456789abcdef', substr(text_key, " #at ", 1)) - 1) & 15)"
#define HEX_DIGITS_4(a, b, c, d)                                                                   \
  "(" HEX_DIGIT(a) " << 12 | " HEX_DIGIT(b) " << 8 | " HEX_DIGIT(c) " << 4 | " HEX_DIGIT(d) ")"
#define HEX_DIGITS_16                                                                              \
  "(" HEX_DIGITS_4(1, 2, 3, 4) " << 48 | " HEX_DIGITS_4(5, 6, 7, 8) " << 32 | " HEX_DIGITS_4(      \
      9, 10, 11, 12) " << 16 | " HEX_DIGITS_4(13, 14, 15, 16) ")"

/* Each entry brings an atlas from version i to version i + 1; PRAGMA user_version counts them. An
 * entry is never changed once released: a new one is added. */
static const char *const migrations[] = {
    /* meta: name, title, salt (of author hashes), defaults of themes.
     * source: every input file with its digest and grade (public, internal, personal).
     * rejected: what a reader could not use. */
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,"
    " digest TEXT, grade TEXT NOT NULL DEFAULT 'public'"
    "   CHECK (grade IN ('public', 'internal', 'personal')), UNIQUE (name, role));"
    "CREATE TABLE rejected (id INTEGER PRIMARY KEY,"
    " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
    " line INTEGER, reason TEXT NOT NULL, raw TEXT);"
    "CREATE INDEX rejected_source ON rejected (source);"

    /* document: one post or paper. author: SHA-256 of salt and name, never the name.
     * duplicate_of: the first document with the same text. */
    "CREATE TABLE document (id INTEGER PRIMARY KEY,"
    " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, line INTEGER,"
    " kind TEXT NOT NULL CHECK (kind IN ('post', 'paper')), platform TEXT, native_id TEXT,"
    " title TEXT, text TEXT NOT NULL, author TEXT, date TEXT, place TEXT, term TEXT, url TEXT,"
    " tags TEXT, venue TEXT, organ TEXT, text_key TEXT NOT NULL,"
    " duplicate_of INTEGER REFERENCES document ON DELETE SET NULL);"
    "CREATE INDEX document_source ON document (source);"
    "CREATE INDEX document_text ON document (text_key);"
    "CREATE INDEX document_duplicate ON document (duplicate_of) WHERE duplicate_of IS NOT NULL;"
    "CREATE INDEX document_author ON document (author) WHERE author IS NOT NULL;"
    "CREATE INDEX document_place ON document (kind, place, term);"

    /* kind, predicate: the ontology; rank is the order in which facts are told. entity: a thing;
     * alias: its names, its own name with rank 0; key is the normalised form. */
    "CREATE TABLE kind (id TEXT PRIMARY KEY, label TEXT NOT NULL, crm TEXT, schema_org TEXT)"
    " WITHOUT ROWID;"
    "CREATE TABLE predicate (id TEXT PRIMARY KEY, rank INTEGER NOT NULL, label TEXT NOT NULL,"
    " kind TEXT NOT NULL CHECK (kind IN ('relation', 'value')), inverse TEXT, inverse_label TEXT,"
    " transitive INTEGER NOT NULL, symmetric INTEGER NOT NULL, domain TEXT, range TEXT, unit TEXT,"
    " crm TEXT, schema_org TEXT) WITHOUT ROWID;"
    "CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
    " category TEXT, county TEXT);"
    "CREATE INDEX entity_kind ON entity (kind);"
    "CREATE TABLE alias (entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,"
    " rank INTEGER NOT NULL, alias TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (entity, alias))"
    " WITHOUT ROWID;"
    "CREATE INDEX alias_key ON alias (key);"

    /* fact: subject – predicate – object and/or value. evidence: a row of a table (source, line) or
     * a span of bytes of a document's text. mention: an entity named in a document. */
    "CREATE TABLE fact (id INTEGER PRIMARY KEY,"
    " subject INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,"
    " predicate TEXT NOT NULL REFERENCES predicate,"
    " object INTEGER REFERENCES entity ON DELETE CASCADE, value TEXT, unit TEXT, qualifier TEXT,"
    " valid_from TEXT, valid_to TEXT, weight REAL NOT NULL DEFAULT 1 CHECK (weight > 0),"
    " confidence REAL NOT NULL CHECK (confidence > 0 AND confidence <= 1),"
    " weaker INTEGER NOT NULL DEFAULT 0, CHECK (object IS NOT NULL OR value IS NOT NULL));"
    "CREATE UNIQUE INDEX fact_same ON fact (subject, predicate, ifnull(object, 0),"
    " ifnull(value, ''), ifnull(unit, ''), ifnull(qualifier, ''), ifnull(valid_from, ''),"
    " ifnull(valid_to, ''));"
    "CREATE INDEX fact_object ON fact (object) WHERE object IS NOT NULL;"
    "CREATE TABLE evidence (id INTEGER PRIMARY KEY,"
    " fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,"
    " source INTEGER REFERENCES source ON DELETE CASCADE, line INTEGER, citation TEXT, note TEXT,"
    " document INTEGER REFERENCES document ON DELETE CASCADE, start INTEGER, stop INTEGER,"
    " confidence REAL NOT NULL, CHECK ((source IS NULL) <> (document IS NULL)));"
    "CREATE INDEX evidence_fact ON evidence (fact);"
    "CREATE INDEX evidence_source ON evidence (source) WHERE source IS NOT NULL;"
    "CREATE INDEX evidence_document ON evidence (document) WHERE document IS NOT NULL;"
    "CREATE TABLE mention (document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,"
    " start INTEGER NOT NULL, stop INTEGER NOT NULL,"
    " entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE, confidence REAL NOT NULL,"
    " PRIMARY KEY (document, start)) WITHOUT ROWID;"
    "CREATE INDEX mention_entity ON mention (entity);"

    /* coordinate: every statement of where an entity is, in its own reference system and in WGS-84.
     * leg: a way between two places; origin says where its length comes from. */
    "CREATE TABLE coordinate (id INTEGER PRIMARY KEY,"
    " entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE, lat_deg REAL NOT NULL,"
    " lon_deg REAL NOT NULL, crs TEXT NOT NULL, wgs84_lat_deg REAL NOT NULL,"
    " wgs84_lon_deg REAL NOT NULL, confidence REAL NOT NULL, citation TEXT,"
    " source INTEGER REFERENCES source ON DELETE CASCADE, line INTEGER);"
    "CREATE INDEX coordinate_entity ON coordinate (entity);"
    "CREATE INDEX coordinate_source ON coordinate (source);"
    "CREATE TABLE leg (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES entity"
    " ON DELETE CASCADE, b INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,"
    " length_m REAL NOT NULL CHECK (length_m >= 0), duration_s REAL, mode TEXT NOT NULL,"
    " origin TEXT NOT NULL CHECK (origin IN ('published', 'road', 'inferred', 'estimated')),"
    " confidence REAL NOT NULL, citation TEXT, theme TEXT, note TEXT,"
    " source INTEGER REFERENCES source ON DELETE CASCADE, line INTEGER);"
    "CREATE INDEX leg_a ON leg (a);"
    "CREATE INDEX leg_b ON leg (b);"
    "CREATE INDEX leg_source ON leg (source);"
    "CREATE TABLE theme_site (id INTEGER PRIMARY KEY, theme TEXT NOT NULL,"
    " entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE, optional INTEGER NOT NULL,"
    " weight REAL NOT NULL, source INTEGER REFERENCES source ON DELETE CASCADE, line INTEGER,"
    " UNIQUE (theme, entity));"
    "CREATE INDEX theme_site_entity ON theme_site (entity);"
    "CREATE INDEX theme_site_source ON theme_site (source);"
    "CREATE TABLE calendar (id INTEGER PRIMARY KEY, event TEXT NOT NULL, kind TEXT,"
    " entity INTEGER REFERENCES entity ON DELETE CASCADE, county TEXT,"
    " calendar TEXT NOT NULL CHECK (calendar IN ('solar', 'lunar')), first TEXT NOT NULL,"
    " last TEXT NOT NULL, hours TEXT, confidence REAL NOT NULL, citation TEXT, note TEXT,"
    " source INTEGER REFERENCES source ON DELETE CASCADE, line INTEGER);"
    "CREATE INDEX calendar_entity ON calendar (entity);"
    "CREATE INDEX calendar_source ON calendar (source);"

    /* answer: questionnaires, a row a field. keyword, topic_word, document_topic: results of mining
     * under a scope such as post/资阳. plan: empty, nothing is kept there. */
    "CREATE TABLE answer (source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
    " respondent INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (source, respondent, field)) WITHOUT ROWID;"
    "CREATE TABLE keyword (scope TEXT NOT NULL, word TEXT NOT NULL, weight REAL NOT NULL,"
    " documents INTEGER NOT NULL, PRIMARY KEY (scope, word)) WITHOUT ROWID;"
    "CREATE TABLE topic_word (scope TEXT NOT NULL, topic INTEGER NOT NULL, rank INTEGER NOT NULL,"
    " word TEXT NOT NULL, probability REAL NOT NULL, PRIMARY KEY (scope, topic, rank))"
    " WITHOUT ROWID;"
    "CREATE TABLE document_topic (scope TEXT NOT NULL,"
    " document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, topic INTEGER NOT NULL,"
    " share REAL NOT NULL, PRIMARY KEY (scope, document, topic)) WITHOUT ROWID;"
    "CREATE INDEX document_topic_document ON document_topic (document);"
    "CREATE TABLE plan (name TEXT PRIMARY KEY, request TEXT NOT NULL, answer TEXT NOT NULL)"
    " WITHOUT ROWID;",

    /* column_map: which columns of unknown tables are which fields ("title=标题,text=正文"), by the
     * kind of import and the headings, sorted, one a line. */
    "CREATE TABLE column_map (kind TEXT NOT NULL, headings TEXT NOT NULL, map TEXT NOT NULL,"
    " PRIMARY KEY (kind, headings)) WITHOUT ROWID;",

    /* lexicon_word: words and phrases of the user's own, above the lists that come with the
     * program. key is the normalised form; taken_out: one of those lists has it, and it is not to
     * count. */
    "CREATE TABLE lexicon_word (role TEXT NOT NULL"
    "   CHECK (role IN ('word', 'stopword', 'furniture', 'advertisement')),"
    " key TEXT NOT NULL, word TEXT NOT NULL, tag TEXT, points REAL, note TEXT,"
    " taken_out INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (role, key)) WITHOUT ROWID;",

    /* decision: what the user said of a name that was found in texts: that it is an entity, another
     * name of one, a word, or nothing. A build carries them over and acts on them again. */
    "CREATE TABLE decision (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    " verdict TEXT NOT NULL CHECK (verdict IN ('entity', 'alias', 'word', 'rejected')),"
    " kind TEXT, county TEXT, of TEXT);",

    /* likeness: what tells same and like texts: hash of the whole normalised text, hash of its
     * opening, sketch (see text/sketch.h; NULL until computed). Of the old text_key, SHA-256 in
     * hexadecimal, the first 64 bits are the hash.
     * document.duplicate_kind: exact (the same text), near (much of the same text), repost (of
     * duplicate_of, or of a post that is not here).
     * document_index: words of documents for full-text search, made with the lexicon that
     * meta.index is the stamp of; no such value: the index is not complete. Its tokenizer is
     * tuyou's own: other programs can read all tables but this one. */
    "CREATE TABLE likeness (document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,"
    " text_hash INTEGER NOT NULL, opening INTEGER NOT NULL DEFAULT 0, sketch BLOB);"
    "INSERT INTO likeness (document, text_hash) SELECT id, " HEX_DIGITS_16 " FROM document;"
    "ALTER TABLE document ADD COLUMN duplicate_kind TEXT"
    " CHECK (duplicate_kind IN ('exact', 'near', 'repost'));"
    "UPDATE document SET duplicate_kind = 'exact' WHERE duplicate_of IS NOT NULL;"
    "DROP INDEX document_text;"
    "ALTER TABLE document DROP COLUMN text_key;"
    "CREATE VIRTUAL TABLE document_index USING fts5 (title, text, tags, content = 'document',"
    " content_rowid = 'id', tokenize = 'tuyou');"
    "INSERT INTO document_index (document_index, rank) VALUES ('hashsize', 100000000);"
    "INSERT INTO document_index (document_index, rank) VALUES ('automerge', 0);",

    /* paper_author: who wrote a paper, one row an author, as document.author is kept; rank from
     * 1. Papers read before have none until their file is read again. */
    "CREATE TABLE paper_author (document INTEGER NOT NULL REFERENCES document"
    " ON DELETE CASCADE, rank INTEGER NOT NULL, author TEXT NOT NULL,"
    " PRIMARY KEY (document, rank)) WITHOUT ROWID;"
    "CREATE INDEX paper_author_author ON paper_author (author);",

    /* topic: what a topic of a scope is called, and its mean share in the scope's documents. */
    "CREATE TABLE topic (scope TEXT NOT NULL, topic INTEGER NOT NULL, label TEXT NOT NULL,"
    " share REAL NOT NULL, PRIMARY KEY (scope, topic)) WITHOUT ROWID;",

    /* The words that await being written stay within the caches of a processor; the parts of an
     * index so written are many, and seldom merged. */
    "INSERT INTO document_index (document_index, rank) VALUES ('hashsize', 8000000);"
    "INSERT INTO document_index (document_index, rank) VALUES ('crisismerge', 256);",

    /* rule: what follows from facts, besides the closures that predicates declare: "if" and "then"
     * as in graphs/rules.csv. Facts by object and predicate and by predicate and value, so that
     * every pattern with one known part is a look-up. v_…: what questions in SQL may read: no
     * hashes of authors, no salt, no answers of people. */
    "CREATE TABLE rule (id TEXT PRIMARY KEY, rank INTEGER NOT NULL, condition TEXT NOT NULL,"
    " conclusion TEXT NOT NULL, confidence REAL NOT NULL CHECK (confidence > 0 AND confidence <= "
    "1),"
    " note TEXT) WITHOUT ROWID;"
    "DROP INDEX fact_object;"
    "CREATE INDEX fact_object ON fact (object, predicate) WHERE object IS NOT NULL;"
    "CREATE INDEX fact_predicate ON fact (predicate, value);"
    "CREATE VIEW v_entities AS SELECT id, name, kind, category, county FROM entity;"
    "CREATE VIEW v_names AS SELECT entity, rank, alias AS name FROM alias;"
    "CREATE VIEW v_kinds AS SELECT id, label, crm, schema_org FROM kind;"
    "CREATE VIEW v_predicates AS SELECT id, label, kind, inverse, inverse_label, transitive,"
    " symmetric, domain, range, unit, crm, schema_org FROM predicate;"
    "CREATE VIEW v_rules AS SELECT id, condition, conclusion, confidence, note FROM rule;"
    "CREATE VIEW v_facts AS SELECT fact.id, fact.subject AS subject_id, s.name AS subject,"
    " fact.predicate, fact.object AS object_id, o.name AS object, fact.value, fact.unit,"
    " fact.qualifier, fact.valid_from, fact.valid_to, fact.weight, fact.confidence, fact.weaker"
    " FROM fact JOIN entity AS s ON s.id = fact.subject LEFT JOIN entity AS o"
    " ON o.id = fact.object;"
    "CREATE VIEW v_evidence AS SELECT evidence.id, evidence.fact, source.name AS file,"
    " ifnull(evidence.line, document.line) AS line, evidence.citation, evidence.note,"
    " evidence.document, evidence.start, evidence.stop, evidence.confidence FROM evidence"
    " LEFT JOIN document ON document.id = evidence.document"
    " JOIN source ON source.id = ifnull(evidence.source, document.source);"
    "CREATE VIEW v_sources AS SELECT id, name AS file, role, digest, grade FROM source;"
    "CREATE VIEW v_documents AS SELECT document.id, source.name AS file, document.line,"
    " document.kind, document.platform, document.title,"
    " CASE WHEN source.grade = 'personal' THEN NULL ELSE document.text END AS text,"
    " document.date, document.place, document.term, document.url, document.tags, document.venue,"
    " document.duplicate_of, document.duplicate_kind FROM document"
    " JOIN source ON source.id = document.source;"
    "CREATE VIEW v_mentions AS SELECT mention.document, mention.entity AS entity_id,"
    " entity.name AS entity, mention.start, mention.stop, mention.confidence FROM mention"
    " JOIN entity ON entity.id = mention.entity;"
    "CREATE VIEW v_places AS SELECT coordinate.entity AS entity_id, entity.name AS entity,"
    " entity.kind, entity.county, coordinate.wgs84_lat_deg AS lat_deg,"
    " coordinate.wgs84_lon_deg AS lon_deg, coordinate.crs, coordinate.confidence,"
    " coordinate.citation FROM coordinate JOIN entity ON entity.id = coordinate.entity;"
    "CREATE VIEW v_legs AS SELECT leg.id, a.name AS place_a, b.name AS place_b, leg.length_m,"
    " leg.duration_s, leg.mode, leg.origin, leg.confidence, leg.citation, leg.theme, leg.note"
    " FROM leg JOIN entity AS a ON a.id = leg.a JOIN entity AS b ON b.id = leg.b;"
    "CREATE VIEW v_themes AS SELECT theme_site.theme, theme_site.entity AS entity_id,"
    " entity.name AS entity, theme_site.optional, theme_site.weight FROM theme_site"
    " JOIN entity ON entity.id = theme_site.entity;"
    "CREATE VIEW v_calendar AS SELECT calendar.event, calendar.kind, calendar.entity AS entity_id,"
    " entity.name AS entity, calendar.county, calendar.calendar, calendar.first, calendar.last,"
    " calendar.hours, calendar.confidence, calendar.citation, calendar.note FROM calendar"
    " LEFT JOIN entity ON entity.id = calendar.entity;"
    "CREATE VIEW v_keywords AS SELECT scope, word, weight, documents FROM keyword;"
    "CREATE VIEW v_topics AS SELECT scope, topic, label, share FROM topic;",
    /* evidence.pattern: which pattern read the fact out of the text.
     * predicate.single_valued: two values of one thing contradict each other.
     * review: what the user said of a fact that was read out of texts; id is a hash of what the
     * fact says. A build carries them over and acts on them again.
     * pattern_list: files of patterns of the user's own, above those that come with the program. */
    "ALTER TABLE evidence ADD COLUMN pattern TEXT;"
    "ALTER TABLE predicate ADD COLUMN single_valued INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE review (id TEXT NOT NULL UNIQUE, number INTEGER PRIMARY KEY,"
    " verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')), subject TEXT NOT NULL,"
    " predicate TEXT NOT NULL, object TEXT, value TEXT, unit TEXT, qualifier TEXT, valid_from TEXT,"
    " valid_to TEXT);"
    "CREATE TABLE pattern_list (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;",
    /* survey_field: the questions of a questionnaire in the order of its columns, also those that
     * nobody answered. profile: kinds of travellers, as JSON (see flow.h); they hold no person. */
    "CREATE TABLE survey_field (source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
    " rank INTEGER NOT NULL, field TEXT NOT NULL, PRIMARY KEY (source, rank)) WITHOUT ROWID;"
    "CREATE TABLE profile (id TEXT PRIMARY KEY, label TEXT NOT NULL, source TEXT NOT NULL,"
    " content TEXT NOT NULL) WITHOUT ROWID;",
    /* fact.same: a hash of object, value, unit, qualifier, valid_from and valid_to, by which same
     * facts are found and then compared (see atlas/same.c). What evidence a source gave is asked
     * only when the source goes: no index for that. fact_object holds all that a walk through the
     * graph asks for. */
    "ALTER TABLE fact ADD COLUMN same INTEGER NOT NULL DEFAULT 0;"
    "UPDATE fact SET same = tuyou_same(object, value, unit, qualifier, valid_from, valid_to);"
    "DROP INDEX fact_same;"
    "CREATE INDEX fact_same ON fact (subject, predicate, same);"
    "DROP INDEX evidence_source;"
    "DROP INDEX fact_object;"
    "CREATE INDEX fact_object ON fact (object, predicate, subject) WHERE object IS NOT NULL;",
};

const char *ty_schema_migration(gsize version) {
  return version < G_N_ELEMENTS(migrations) ? migrations[version] : NULL;
}

gsize ty_schema_version(void) { return G_N_ELEMENTS(migrations); }
