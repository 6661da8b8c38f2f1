/* SPDX-License-Identifier: Apache-2.0 */
/** Records written as lines of "name: value": NoteExpress and E-Study. */
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

/** What a name of a field means. */
typedef enum {
  TY_LINE_FIELD,  /**< text for `field` */
  TY_LINE_LIST,   /**< a list for `field`; further lines of that name add to it */
  TY_LINE_START,  /**< begins a record */
  TY_LINE_SOURCE, /**< the data base: cnki when it says so */
} TyLineRole;

typedef struct {
  const char *name;
  TyLineRole role;
  TyField field;
  guint rank; /**< of several names for one field, the lower is the better */
} TyLineName;

typedef gboolean (*TyLineFunc)(const char *line, gsize length, gsize *name, const char **value);

/** Reads papers written as lines. A record ends where a START name comes, or a name that the record
 * has had and that may come only once (a title); empty lines do not end it. A line that begins no
 * field goes on with the field before.
 *
 * @param is_field     tells where a field begins
 * @param name_offset  bytes of the line before the name
 * @param platform     of all records; NULL: only of those that say so
 * @param names        what the names mean; others are passed over
 * @return FALSE with the receiver's error */
gboolean ty_lines_read(TyReader *reader, const char *text, gsize length, TyLineFunc is_field,
                       gsize name_offset, const char *platform, const TyLineName *names,
                       gsize n_names, GError **error);

/** Papers of CNKI in NoteExpress form (.net) and in E-Study form; as for ty_corpus_read. */
gboolean ty_noteexpress_read(TyReader *reader, const char *text, gsize length, GError **error);
gboolean ty_estudy_read(TyReader *reader, const char *text, gsize length, GError **error);
