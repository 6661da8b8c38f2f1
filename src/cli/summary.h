/* SPDX-License-Identifier: Apache-2.0 */
/** What build and import print. */
#pragma once
#include <glib.h>
#include <jansson.h>

/** A TyMessageFunc: one line on standard error. */
void ty_print_message(const char *message, gpointer data);
/** The files of an answer with their rows, as a table. */
void ty_print_files(const json_t *answer);
/** How many documents of an answer repeat others, one line; nothing when none does. */
void ty_print_repeats(const json_t *answer);
/** The counts of an answer, one line. */
void ty_print_counts(const json_t *answer);
