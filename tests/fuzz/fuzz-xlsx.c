/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/cell-format.h"
#include "corpus/table.h"
#include "fuzz/drive.h"
#include "unit/sheet.h"

static void read_workbook(const char *bytes, gsize length) {
  g_autoptr(GError) error = NULL;
  Driven driven = {0};
  TyReader reader = {.file = "f", .func = drive_document, .reject = drive_reject, .data = &driven};

  gboolean done = ty_posts_read_xlsx(&reader, bytes, length, &error);
  g_assert_true(done == !error);
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
}

/* Bytes of an archive as they are; other input as one of the parts of an archive, as its first byte
 * says, since damage to packed bytes seldom reaches what is in them. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  static const char sheet[] =
      SHEET_XML("<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>x</t></is></c></row>"
                "<row><c s=\"0\"><v>45413.5</v></c><c t=\"s\"><v>1</v></c></row>");
  static const char shared[] = "<sst><si><t>text</t></si><si><t>y</t></si></sst>";
  static const char styles[] = "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>";

  if (size >= 2 && memcmp(data, "PK", 2) == 0) {
    read_workbook((const char *) data, size);
    return 0;
  }
  if (size == 0)
    return 0;
  g_autofree char *part = g_strndup((const char *) data + 1, size - 1);
  SheetPart parts[] = {
      {"xl/workbook.xml", SHEET_WORKBOOK}, {"xl/_rels/workbook.xml.rels", SHEET_RELATIONS},
      {"xl/sharedStrings.xml", shared},    {"xl/styles.xml", styles},
      {"xl/worksheets/sheet1.xml", sheet}, {NULL, NULL}};
  parts[data[0] % 5].text =
      part; /* '2' the workbook, '3' its relations, '4' texts, '5' styles, '6' sheet */
  gsize length;
  g_autofree char *bytes = sheet_archive(parts, &length);
  if (bytes)
    read_workbook(bytes, length);
  (void) ty_cell_kind_of_format(part);
  return 0;
}
