/* SPDX-License-Identifier: Apache-2.0 */
/** The parts of an XLSX workbook: a zip archive of XML files. Names of elements are compared
 * without their namespace, so that both kinds of OOXML (transitional, strict) are read. */
#pragma once
#include <libxml/xmlreader.h>
#include <tuyou/base.h>
#include <zip.h>

/** An open archive. */
typedef struct {
  const char *file; /**< for messages */
  zip_t *archive;
} TyWorkbook;

/** A part being read as XML, in a stream. */
typedef struct {
  const char *file, *name;
  zip_file_t *zip_file;
  guint64 n_bytes;       /**< read so far */
  guint64 n_packed;      /**< bytes of the part in the archive */
  guint64 n_declared;    /**< bytes that it unpacks to, as the archive says; 0 when it does not */
  GString *head;         /**< its beginning, where a document type would stand */
  xmlTextReader *reader; /**< stands before the root */
  char *fault;           /**< why the part cannot be read on, NULL while it can */
} TyPart;

/** @param bytes  borrowed until ty_workbook_close; NULL: of the file, read as they are needed
 *  @return FALSE with TY_ERROR_INPUT when it is no readable archive */
gboolean ty_workbook_open(const char *file, const char *bytes, gsize length, TyWorkbook *workbook,
                          GError **error);
void ty_workbook_close(TyWorkbook *workbook);

/** Opens a part. No network, no entities: a part with a document type is refused.
 * @return FALSE with `error` unset when there is no such part, or with TY_ERROR_INPUT */
gboolean ty_part_open(TyWorkbook *workbook, const char *name, TyPart *part, GError **error);
void ty_part_close(TyPart *part);

/** Moves on to the next node. @return 1; 0 at the end; -1 with TY_ERROR_INPUT when the part is
 * broken, truncated, larger than 4 GiB, or more than 64 MiB and packed more than 200 times: a sheet
 * of numbers is packed some 15 times, what is made to fill the memory a thousand times */
int ty_part_next(TyPart *part, GError **error);

/** Whether the reader stands at the beginning or end of the element `name`. */
gboolean ty_part_at(const TyPart *part, const char *name);

/** An attribute by its local name, borrowed until the reader moves; NULL when there is none. */
const char *ty_part_peek(const TyPart *part, const char *name);

/** An attribute by its local name, to be freed; NULL when there is none. */
char *ty_part_attribute(const TyPart *part, const char *name);

/** The name of the part that holds the sheet called `wanted`, or (NULL) the first visible one, to
 * be freed.
 * @param is_1904  out: whether dates count from 1904 */
char *ty_workbook_sheet(TyWorkbook *workbook, const char *wanted, gboolean *is_1904,
                        GError **error);
