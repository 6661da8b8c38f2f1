/* SPDX-License-Identifier: Apache-2.0 */
/** Reading answers for printing. */
#pragma once
#include <glib.h>
#include <jansson.h>

/** A text member, "" when there is none; borrowed. */
const char *ty_answer_text(const json_t *answer, const char *key);
/** A number with at most `decimals` digits after the point, "–" when there is none; to be freed. */
char *ty_answer_number(const json_t *answer, const char *key, int decimals);
/** The texts of an array joined, to be freed. */
char *ty_answer_join(const json_t *array, const char *separator);
