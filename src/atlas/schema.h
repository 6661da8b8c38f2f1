/* SPDX-License-Identifier: Apache-2.0 */
/** The tables of the atlas. The file's format is this text: schema.c says what each table holds. */
#pragma once
#include <glib.h>

/** "Tuyo": PRAGMA application_id of every atlas. */
#define TY_ATLAS_APPLICATION_ID 0x5475796f

/** The version that this program writes. */
gsize ty_schema_version(void);

/** The SQL that brings an atlas from `version` to `version` + 1; NULL when it is the newest. */
const char *ty_schema_migration(gsize version);
