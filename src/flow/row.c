/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"
#include "base/random.h"
#include "flow/column-names.h"
#include "flow/import.h"

#include <math.h>

static gssize column_of(const TyRow *row, const char *heading) {
  for (gsize i = 0; i < row->n; i++)
    if (g_str_equal(row->heading[i], heading))
      return (gssize) i;
  return -1;
}

const char *ty_row_get(const TyRow *row, const char *heading) {
  TyRowColumn found = {0}, *known = &found;

  if (row->columns)
    known = &row->columns[ty_mix64((guintptr) heading) % TY_ROW_COLUMNS];
  if (known->heading != heading)
    *known = (TyRowColumn){heading, column_of(row, heading), ty_column_has_words(heading)};
  if (known->column < 0)
    return "";
  const char *cell = row->cells[known->column];
  return known->has_words ? ty_column_value(heading, cell) : cell;
}

gboolean ty_row_number(const TyRow *row, const char *heading, const char *name, double least,
                       double most, double *value, GError **error) {
  const char *cell = ty_row_get(row, heading);

  *value = NAN;
  if (!*cell)
    return TRUE;
  if (!ty_number_parse(cell, value)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s is %s, expected a number", name, cell);
    return FALSE;
  }
  if (*value < least || *value > most) {
    g_autoptr(GString) range = g_string_new("[");
    ty_number_append(range, least, 0);
    g_string_append(range, ", ");
    ty_number_append(range, most, 0);
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s %s is out of range %s]", name, cell,
                range->str);
    return FALSE;
  }
  return TRUE;
}

gboolean ty_row_confidence(const TyRow *row, const char *heading, double *confidence,
                           GError **error) {
  const char *cell = ty_row_get(row, heading);

  if (g_str_equal(cell, "A"))
    *confidence = .95;
  else if (g_str_equal(cell, "B"))
    *confidence = .8;
  else if (g_str_equal(cell, "C") || !*cell)
    *confidence = .5;
  else if (g_str_equal(cell, "X"))
    *confidence = .05;
  else if (!ty_number_parse(cell, confidence) || *confidence <= 0 || *confidence > 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s is %s, expected A, B, C, X or a number in (0, 1]", heading, cell);
    return FALSE;
  }
  return TRUE;
}
