/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

/** `text` in the form that names and texts are compared in: normalised, without white space; to be
 * freed. */
char *ty_name_key(const char *text);
