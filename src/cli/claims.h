/* SPDX-License-Identifier: Apache-2.0 */
/** Printing where sources disagree. */
#pragma once
#include <glib.h>
#include <jansson.h>

/** One contradiction as ty_contradictions tells it: what it is about (`with_subject`: its subject
 * too), why which claim wins, and the claims, each with where it stands and, once, who says so. */
void ty_print_contradiction(const json_t *told, gboolean with_subject, int indent);
