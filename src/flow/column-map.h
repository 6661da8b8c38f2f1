/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the imports: the map of a file's columns, given by the caller or kept in the atlas from a
 * file of the same kind with the same headings. */
#pragma once
#include "flow/import.h"

/** The map for one file; to be cleared by ty_column_map_clear. */
typedef struct {
  char *map;      /**< "text=正文,…", NULL for none */
  char *headings; /**< what it is kept by; NULL when it is not to be kept */
} TyColumnMap;

void ty_column_map_clear(TyColumnMap *map);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyColumnMap, ty_column_map_clear)

/** Where the options' map is "": takes the map kept for files with these headings out of the atlas
 * at once, outside of a transaction, for that holds also when the file cannot be read without it.
 */
gboolean ty_column_map_forget(TyAtlas *atlas, const TyImportOptions *options, const char *kind,
                              const char *file, const char *path, GError **error);

/** Finds the map for a file: the options', else the one kept, which is said in a message. The file
 * is looked at only when there is a map to give or to find.
 * @param kind  posts, papers, sites …
 * @param file  its name in messages; `path` is where it is
 * @param out   zero-initialised
 * @return FALSE when the options' map does not fit: TY_ERROR_USAGE, TY_ERROR_INPUT */
gboolean ty_column_map_find(TyAtlas *atlas, const TyImportOptions *options, const char *kind,
                            const char *file, const char *path, TyColumnMap *out, GError **error);

/** Keeps a map that the options gave, for the next file with these headings. */
gboolean ty_column_map_keep(TyAtlas *atlas, const char *kind, const TyColumnMap *map,
                            GError **error);
