/* SPDX-License-Identifier: Apache-2.0 */
/** Readers: posts and papers in the formats that crawlers and databases write, each record as one
 * TyDocument. The format is told by the content, not by the file's name; text in UTF-8 (with or
 * without byte order mark), UTF-16 and GB18030/GBK is found out and decoded.
 *
 * A file with broken bytes that is neither UTF-16 nor GB18030 is UTF-8 when at most one sequence in
 * sixteen bytes is broken (one always may be), or well-formed ones outweigh them (four to one, or
 * more of three bytes and longer); those bytes and NULs are then read as U+FFFD. It is binary, and
 * refused, where more than a quarter of its bytes are NUL or other control bytes (one always may
 * be), or more than one in fifty, and one, is one right after another. */
#pragma once
#include <tuyou/base.h>
#include <tuyou/graphdata.h>

G_BEGIN_DECLS

/** Receives each document; FALSE with `error` set stops the reading. */
typedef gboolean (*TyDocumentFunc)(const TyDocument *document, gpointer data, GError **error);

/** What the caller knows about a file. Zero-initialised is "nothing". */
typedef struct {
  TyDocumentKind kind;
  const char *place, *term, *platform; /**< defaults for records that do not say */
  const char *map; /**< "title=标题,text=正文,…" for tables with unknown columns: fields of
                      TyDocument by name. A field that it names is taken from that column (or JSON
                       key) only, the others by the usual names; NULL: all by the usual names.
                       Formats whose fields have names of their own do not look at it */
  gsize *position; /**< if not NULL, kept at how many bytes of the text were read, roughly, where
                       the format is read as it comes */
} TyReadOptions;

/** Reads every record of a file: weibo-crawler and weibo-search CSV, MediaCrawler CSV, JSON and
 * JSONL (Weibo, Xiaohongshu), any CSV or XLSX with known or mapped columns, a table as XML
 * (an element a row, its attributes and the elements in it the columns), an HTML page with
 * articles; papers as CNKI writes them (NoteExpress, E-Study, EndNote, RefWorks, NoteFirst), as
 * RIS, BibTeX, EndNote's XML and Web of Science (tagged text, tab-delimited table); and text
 * without fields, as it is cut out of the pages of a PDF file: lines are joined again, page
 * numbers, running heads and tables of contents left out, and each section is a document with its
 * heading as the title.
 *
 * Of a paper: title, abstract (text), authors, institutions (organ) and keywords (tags) joined by
 * ';', year or date, journal, conference or university (venue), DOI or accession number
 * (native_id), url. A paper without an abstract is kept, its title is what it says; one without
 * either is rejected.
 *
 * A platform is the record's own, else the one whose crawler writes such headings or whose address
 * the record has, else the options'. Formats of papers give papers whatever the options say.
 *
 * @param path     the file; its name is used in messages as given
 * @param options  NULL is "nothing"
 * @param func     receives each document in the order of the file
 * @param reject   receives each record that cannot be used (no text, broken JSON, wrong number of
 *                 fields); the rest is read on. May be NULL. Of a record whose fields are known,
 *                 `raw` leaves the author out; of one that is not well formed it may hold a name.
 *                 A text with a few bytes that fit no encoding is read with U+FFFD in their place,
 *                 and one reject without `raw` says where the first is and that the records were
 *                 kept
 * @return FALSE when the file as a whole cannot be used: TY_ERROR_MISSING, TY_ERROR_ENCODING,
 *         TY_ERROR_INPUT (empty, format unknown, a network of Pajek – which is called .net like
 * CNKI's exports –, needed columns missing: found and expected are named), TY_ERROR_USAGE (the map
 * is not well formed), or with the error of `func`
 *
 * O(size) time. Tables, JSON, XML, workbooks and running text are read as a stream: memory for one
 * record, which may have 16 MiB (longer ones are rejected). The other formats are read whole, up to
 * 256 MiB. */
gboolean ty_corpus_read(const char *path, const TyReadOptions *options, TyDocumentFunc func,
                        TyRejectFunc reject, gpointer data, GError **error);

/** What a file calls its columns, in its order: the heading row of a table, the keys of the first
 * record in JSON, the columns of the first row in XML. Only the beginning of these is looked at.
 * @param first  out: NULL-terminated, to be freed by g_strfreev; NULL when the format has names of
 * its own, or the table no rows
 * @param all    out: the same, and the keys that only later records near the beginning have
 * @return FALSE with TY_ERROR_MISSING; what else is wrong with the file shows when it is read */
gboolean ty_corpus_headings(const char *path, TyDocumentKind kind, char ***first, char ***all,
                            GError **error);

/** Whether a map for documents is well formed, names columns among `headings`, and leaves a text.
 * @param file  its name, for messages
 * @return FALSE with TY_ERROR_USAGE or TY_ERROR_INPUT that names what was found and expected */
gboolean ty_corpus_check_map(const char *file, TyDocumentKind kind, const char *map,
                             const char *const *headings, GError **error);

/** Reads a file of text in any of the known encodings.
 * @param encoding  out: "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030"; may be NULL
 * @return UTF-8 text without byte order mark, NUL-terminated, to be freed; NULL with
 * TY_ERROR_MISSING or TY_ERROR_ENCODING (with the byte offset of what fits no encoding) */
char *ty_corpus_decode_file(const char *path, gsize *length, const char **encoding, GError **error);

/** Receives each row of a table: cells by column, NUL-terminated, borrowed; FALSE with `error`
 * stops. */
typedef gboolean (*TyTableFunc)(gsize line, gsize n_columns, char *const *heading,
                                char *const *cells, gpointer data, GError **error);

/** Reads a table, CSV or XLSX (its first sheet), told apart by content; as for ty_corpus_read. For
 * tables that are not documents: sites, legs, facts, themes, questionnaires. */
gboolean ty_corpus_read_table(const char *path, TyTableFunc func, TyRejectFunc reject,
                              gpointer data, GError **error);

/** Reads documents as word ids: one document a line ("897 2236 …"), LDA-C ("n id:count …") or UCI
 * docword (three counts, then "document word count", from 1), told apart by the first lines.
 *
 * @param n_words  size of the vocabulary, 0 when unknown
 * @param start    out: of guint32, n_docs + 1 offsets into `word`; what it held goes
 * @param word     out: of guint32, the documents' tokens one after the other
 * @return FALSE with TY_ERROR_MISSING or TY_ERROR_INPUT (line, found, expected). O(size) */
gboolean ty_corpus_read_bags(const char *path, gsize n_words, GArray *start, GArray *word,
                             GError **error);

/** Reads a graph in any format of ty_export_graph, told by its content, also as other programs
 * write it: GraphML with keys of any name, GEXF 1.1 to 1.3, Pajek with arcs, edges, lists or a
 * matrix, Turtle and JSON-LD of any vocabulary (IRIs are the ids of nodes then, triples edges,
 * literals nodes of the kind "value"), Neo4j's headings with types and id spaces. No document type,
 * no entity, no context from the network is followed.
 *
 * @param nodes   for a file of edges alone (Neo4j's relationships, VOSviewer's network): the file
 * of its nodes; else NULL
 * @param format  out: what it is; may be NULL
 * @return NULL with TY_ERROR_MISSING, TY_ERROR_ENCODING or TY_ERROR_INPUT: file, line, what was
 *         found and expected (broken syntax, an id twice, an edge to no node, a number that is
 * none, brackets or elements too deep). O(bytes) time and memory */
TyGraphData *ty_corpus_read_graph(const char *path, const char *nodes, TyGraphFormat *format,
                                  GError **error);

G_END_DECLS
