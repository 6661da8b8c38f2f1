/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the imports: what the columns of curated tables are called. */
#pragma once
#include <glib.h>

/** The columns that a kind of table may have, "name", "lat" …, NULL-terminated, to be freed by
 * g_free alone; NULL for a survey, which has any. */
const char **ty_column_names(const char *kind);

/** For each heading of a file the column that it stands for: by the map, else by its own name in
 * any case of letters, else by a usual Chinese name (名称, 区县, 纬度 …; brackets around a unit
 * make no difference). What stands for none keeps its own name; what the map has given to another
 * heading is
 * "".
 * @param map    "name=景名,lat=维" or NULL
 * @param where  "sites.csv:1", for messages
 * @return to be freed by g_strfreev; NULL with TY_ERROR_USAGE when the map is not well formed or
 * names a column that the kind does not have, TY_ERROR_INPUT when it names a heading that is not
 *         among them */
char **ty_column_names_of(const char *kind, const char *map, gsize n, const char *const *headings,
                          const char *where, GError **error);

/** Some usual Chinese names of a column, for messages; NULL when there are none. To be freed. */
char *ty_column_usual(const char *kind, const char *column);

/** Whether ty_column_value may give another word for a cell of that column. */
gboolean ty_column_has_words(const char *column);
/** What a cell under `column` means where people write it in Chinese (calendar 农历 is lunar,
 * optional 是 is 1, origin 推算 is inferred); the cell itself when it is none of these. */
const char *ty_column_value(const char *column, const char *cell);
