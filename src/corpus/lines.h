/* SPDX-License-Identifier: Apache-2.0 */
/** Records written as lines that begin with the name of a field: NoteExpress, E-Study, RIS,
 * EndNote, RefWorks, Web of Science. One reader; each form is a table of names and a way to tell a
 * field. */
#pragma once
#include "corpus/record.h"

/** Whether a line begins a field of NoteExpress, `{Title}: …`.
 * @param name   out: bytes of the name, which starts at line + 1
 * @param value  out: where the value starts */
gboolean ty_line_noteexpress(const char *line, gsize length, gsize *name, const char **value);

/** Whether a line begins a field of E-Study, `Title-题名: …`, or its unpaired `DataType: …`.
 * @param name   out: bytes of the English name, which starts at the line's start
 * @param value  out: where the value starts */
gboolean ty_line_estudy(const char *line, gsize length, gsize *name, const char **value);

/** Whether a line begins a field of RIS, `TI  - …`; the name is the two characters at its start. */
gboolean ty_line_ris(const char *line, gsize length, gsize *name, const char **value);

/** Whether a line begins a field of EndNote, `%T …`; the name is the character at line + 1. */
gboolean ty_line_endnote(const char *line, gsize length, gsize *name, const char **value);

/** Whether a line begins a field of RefWorks, `T1 …`. Only its own tags: a text's line may well
 * begin with two capitals. */
gboolean ty_line_refworks(const char *line, gsize length, gsize *name, const char **value);

/** Whether a line begins a field of Web of Science, `TI …` or `ER`. */
gboolean ty_line_web_of_science(const char *line, gsize length, gsize *name, const char **value);

/** What a name of a field means. */
typedef enum {
  TY_LINE_FIELD,   /**< text for `field` */
  TY_LINE_LIST,    /**< a list for `field`; further lines, of that name or of none, add to it */
  TY_LINE_WRAPPED, /**< a list whose lines of no name go on in the middle of an item */
  TY_LINE_START,   /**< begins a record */
  TY_LINE_END,     /**< ends it */
  TY_LINE_HEADER,  /**< of the file, not of a record */
  TY_LINE_SOURCE,  /**< the data base: cnki when it says so */
  TY_LINE_CNKI,    /**< a name that only CNKI writes */
} TyLineRole;

typedef struct {
  const char *name;
  TyLineRole role;
  TyField field;
  guint rank; /**< of several names for one field, the lower is the better */
} TyLineName;

typedef gboolean (*TyLineFunc)(const char *line, gsize length, gsize *name, const char **value);

/** A form of records as lines. */
typedef struct {
  TyLineFunc is_field;     /**< tells where a field begins */
  gsize name_offset;       /**< bytes of the line before the name */
  const char *platform;    /**< of all records; NULL: only of those that say so */
  const TyLineName *names; /**< what the names mean; others are passed over */
  gsize n_names;
  gboolean is_marked;             /**< only a START begins a record: a second title does not */
  const char *joiner;             /**< between the lines of a text; NULL is a line break */
  void (*tidy)(TyRecord *record); /**< before the record is handed over; may be NULL */
} TyLineForm;

/** The meaning of a name, in any case of letters; NULL when it has none. */
const TyLineName *ty_line_name(const TyLineName *names, gsize n_names, const char *name,
                               gsize length);

/** Gives a value to its field, which keeps what a better name has said; lists are added to.
 * @return FALSE when the record has no use for it */
gboolean ty_line_offer(TyRecord *record, const TyLineName *name, const char *value);

/** Reads papers written as lines. A record ends where an END or START name comes or, in forms that
 * are not marked, a title that the record has had; empty lines do not end it. A line that begins no
 * field goes on with the field before. A record without an abstract is a paper by its title; one
 * without either is rejected.
 * @return FALSE with the receiver's error. O(length) */
gboolean ty_lines_read(TyReader *reader, const char *text, gsize length, const TyLineForm *form,
                       GError **error);

/** Papers of CNKI in NoteExpress form (.net) and in E-Study form; as for ty_corpus_read. */
gboolean ty_noteexpress_read(TyReader *reader, const char *text, gsize length, GError **error);
gboolean ty_estudy_read(TyReader *reader, const char *text, gsize length, GError **error);

/** Papers as RIS (`TY  - JOUR` … `ER  - `), as EndNote's tagged file (`%0 Journal Article`) and as
 * RefWorks' (`RT Journal Article`), the last two also as CNKI writes them. */
gboolean ty_ris_read(TyReader *reader, const char *text, gsize length, GError **error);
gboolean ty_endnote_read(TyReader *reader, const char *text, gsize length, GError **error);
gboolean ty_refworks_read(TyReader *reader, const char *text, gsize length, GError **error);

/** Papers of Web of Science: its tagged text (`PT J` … `ER`), and its table with a tag over each
 * column, parted by tabs. Institutions are the first part of an address, the authors in brackets
 * before it left out; dates are years. */
gboolean ty_web_of_science_read(TyReader *reader, const char *text, gsize length, GError **error);
gboolean ty_web_of_science_read_table(TyReader *reader, const char *text, gsize length,
                                      GError **error);
