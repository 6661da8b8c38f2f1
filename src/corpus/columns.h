/* SPDX-License-Identifier: Apache-2.0 */
/** Which field of a document a column heading or JSON key stands for. */
#pragma once
#include <tuyou/corpus.h>

/** The fields of TyDocument that are text, in its order. */
typedef enum {
  TY_FIELD_PLATFORM,
  TY_FIELD_NATIVE_ID,
  TY_FIELD_TITLE,
  TY_FIELD_TEXT,
  TY_FIELD_AUTHOR,
  TY_FIELD_DATE,
  TY_FIELD_PLACE,
  TY_FIELD_TERM,
  TY_FIELD_URL,
  TY_FIELD_TAGS,
  TY_FIELD_VENUE,
  TY_FIELD_ORGAN,
} TyField;

#define TY_N_FIELDS (TY_FIELD_ORGAN + 1)

/** "platform", "native_id" … as in TyDocument. */
const char *ty_field_name(TyField field);

/** What headings mean: the usual names, and those of the caller's map. */
typedef struct TyColumns TyColumns;

/** @param map  "title=标题,text=正文" or NULL; a field that it names is known by that heading only
 *  @return NULL with TY_ERROR_USAGE when the map is not well formed */
TyColumns *ty_columns_new(TyDocumentKind kind, const char *map, GError **error);
void ty_columns_free(TyColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyColumns, ty_columns_free)

/** The field that `heading` stands for. Several headings may stand for one field (完整日期, 日期):
 * the lower rank is the better one. Case, spaces, '_' and '-' make no difference.
 * @return FALSE when it stands for none */
gboolean ty_columns_find(const TyColumns *columns, const char *heading, TyField *field,
                         guint *rank);

/** Checks that the headings name all that the map names, and a text (or, for papers, a title).
 * @param where  "posts.csv:1", for the message
 * @return FALSE with TY_ERROR_INPUT that names what was found and what was expected */
gboolean ty_columns_check(const TyColumns *columns, const char *where, gsize n,
                          const char *const *headings, GError **error);

/** The platform whose crawler writes such headings, by those that only it has; NULL when unknown.
 */
const char *ty_columns_platform(gsize n, const char *const *headings);

/** Whether it takes part in telling the platform. */
gboolean ty_columns_is_sign(const char *heading);
