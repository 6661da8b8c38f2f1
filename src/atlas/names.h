/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: entities by their exact name, in memory, for loads that ask for millions. */
#pragma once
#include <tuyou/base.h>

typedef struct TyNames TyNames;

TyNames *ty_names_new(void);
void ty_names_free(TyNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNames, ty_names_free)

/** Adds a name that is not there yet; `id` is not 0. */
void ty_names_add(TyNames *names, const char *name, gint64 id);
/** @return the entity, 0 when there is none of that name. O(length), two reads of far memory */
gint64 ty_names_find(const TyNames *names, const char *name);
