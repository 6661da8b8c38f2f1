/* SPDX-License-Identifier: Apache-2.0 */
/** Numbers of a sheet as text: which of them are dates, by their number format. */
#pragma once
#include "corpus/workbook.h"

typedef enum { TY_CELL_NUMBER, TY_CELL_DATE, TY_CELL_TIME } TyCellKind;

/** What a number format such as `yyyy"年"m"月"d"日"`, `[h]:mm` or `0.00` shows. */
TyCellKind ty_cell_kind_of_format(const char *format);

/** What a number format by its built-in number shows; those of the Chinese Excel too. */
TyCellKind ty_cell_kind_of_number(guint id);

/** The kinds of the cell styles of a workbook, by style number; empty when it has no styles.
 * @return an array of TyCellKind, to be freed; NULL with TY_ERROR_INPUT */
GArray *ty_cell_styles(TyWorkbook *workbook, GError **error);

/** Appends the number written in a cell. Dates are 2024-05-01 or 2024-05-01T12:30:00, times of day
 * 09:30 or 09:30:15; other numbers have at most 15 significant digits, as Excel shows them. What is
 * no number is appended as it is. */
void ty_cell_append(GString *out, const char *value, TyCellKind kind, gboolean is_1904);
