/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of workbooks: an XLSX file made of the parts given, in memory. */
#pragma once
#include <glib.h>
#include <string.h>
#include <zip.h>

typedef struct {
  const char *name, *text; /* the text "" is an empty part; NULL ends the list */
} SheetPart;

#define SHEET_NAMESPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define SHEET_WORKBOOK                                                                             \
  "<workbook xmlns=\"" SHEET_NAMESPACE "\" xmlns:r=\"http://schemas.openxmlformats.org/"           \
  "officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/>"    \
  "</sheets></workbook>"
#define SHEET_RELATIONS                                                                            \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"         \
  "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
#define SHEET_XML(rows)                                                                            \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"" SHEET_NAMESPACE                  \
  "\"><sheetData>" rows "</sheetData></worksheet>"

/** The bytes of the archive, to be freed; NULL when libzip cannot make it. */
static inline char *sheet_archive(const SheetPart *parts, gsize *length) {
  zip_error_t why;
  zip_error_init(&why);
  zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
  zip_source_keep(source);
  zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, &why);
  for (; archive && parts->name; parts++)
    zip_file_add(archive, parts->name,
                 zip_source_buffer(archive, parts->text, strlen(parts->text), 0), ZIP_FL_OVERWRITE);
  char *bytes = NULL;
  *length = 0;
  if (archive && zip_close(archive) == 0 && zip_source_open(source) == 0) {
    zip_source_seek(source, 0, SEEK_END);
    *length = (gsize) zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    bytes = g_malloc(*length + 1);
    zip_source_read(source, bytes, *length);
    zip_source_close(source);
  }
  zip_source_free(source);
  zip_error_fini(&why);
  return bytes;
}
