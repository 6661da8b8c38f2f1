/* SPDX-License-Identifier: Apache-2.0 */
/** One JSON object as the fields of a record, read without building a tree. */
#pragma once
#include "corpus/record.h"

/** What is kept from object to object. */
typedef struct TyJsonFields TyJsonFields;

/** @param columns  borrowed */
TyJsonFields *ty_json_fields_new(const TyColumns *columns);
void ty_json_fields_free(TyJsonFields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyJsonFields, ty_json_fields_free)

/** What an object was. Strings are borrowed until the next one is read. */
typedef struct {
  gboolean has_text;    /**< it has a key for a title or text */
  const char *platform; /**< by its keys, or NULL */
  GPtrArray *keys;      /**< of char *; those of the object itself */
  const char *fault;    /**< "invalid token": why it is no JSON */
} TyJsonObject;

/** Reads the object [p, end) (RFC 8259; UTF-8 is the caller's) and offers what its keys stand for
 * to the record. Of an object as a value the name is taken (a topic {"name": …}, a user
 * {"screen_name": …}), of an array all scalars and names, joined by ';'. What stands under "mblog"
 * and "note_card" belongs to the object itself.
 * @return FALSE with `fault` when it is no JSON, or no object. O(length) time */
gboolean ty_json_fields_read(TyJsonFields *fields, const char *p, const char *end, TyRecord *record,
                             TyJsonObject *object);
