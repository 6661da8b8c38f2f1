/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/resource-sheet.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Sheets that experts filled in. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_utf8_make_valid((const char *) data, (gssize) size);
  g_autoptr(GArray) points = ty_sheet_read("f", text, strlen(text), &error);

  g_assert_true((points != NULL) == (error == NULL));
  for (guint i = 0; points && i < points->len; i++) {
    const TySheetPoints *one = &g_array_index(points, TySheetPoints, i);
    g_assert_true(one->item >= 0 && one->item < TY_SHEET_ITEMS && *one->resource);
    g_assert_true(one->points >= ty_sheet_items[one->item].least &&
                  one->points <= ty_sheet_items[one->item].most);
    g_autofree char *cell = ty_sheet_cell(one->resource);
    g_assert_null(strchr("=+-@\t\r", *cell));
  }
  return 0;
}
