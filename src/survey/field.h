/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the questionnaires: one column on its way to a field. */
#pragma once
#include "survey/scale.h"

/** The answers of a column: `cell` is n_rows texts, trimmed, NULL for none. */
typedef struct {
  const TyScales *scales;
  gsize n_rows;
  const char **cell;
} TyColumn;

/** What parts the options of a multiple question; NULL when the column is none. */
const char *ty_column_separator(const TyColumn *column);

/** The options of an answer, trimmed, empty ones dropped; to be freed by g_strfreev. */
char **ty_split_options(const char *answer, const char *separator);

/** A cell as a number, with the unit behind it if it has one ("3天", "1,000元").
 * @param unit  the beginning of the unit, within `text`; may be NULL */
gboolean ty_cell_number(const char *text, double *value, const char **unit);

/** Fills in kind and answers of `field`, whose name stands. @return FALSE with TY_ERROR_INPUT when
 * the column cannot be of the kind given (TY_N_FIELD_KINDS: any) */
gboolean ty_field_fill(TyField *field, const TyColumn *column, TyFieldKind given, GError **error);
void ty_field_clear(TyField *field);
