/* SPDX-License-Identifier: Apache-2.0 */
/** Numbers in and out of text, the same in every locale. */
#pragma once
#include <tuyou/base.h>

/** Reads all of `text` (spaces around it apart) as a finite decimal number.
 * @return FALSE when there is anything else in it, or nothing */
gboolean ty_number_parse(const char *text, double *value);

/** Appends `value` with at most `decimals` (0–9) digits after the point, without trailing zeros:
 * 204.42, 204.4, 204. Negative zero is written 0. */
void ty_number_append(GString *out, double value, int decimals);

/** `value` rounded half away from zero to `decimals` digits after the point. */
double ty_number_round(double value, int decimals);

#define TY_NUMBER_BYTES 40

/** The shortest of %.15g, %.16g and %.17g that reads back as `value`, in `text`, which is returned.
 */
const char *ty_number_shortest(double value, char text[TY_NUMBER_BYTES]);
