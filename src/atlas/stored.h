/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: how queries select documents and read them. */
#pragma once
#include "atlas/statement.h"

/** The columns of a TyStoredDocument, of document joined with source. */
#define TY_STORED_COLUMNS                                                                          \
  "document.id, source.name, document.line, kind, platform, native_id, document.title,"            \
  " document.text, date, place, term, url, document.tags, venue, organ, ifnull(duplicate_of, 0)"
#define TY_N_STORED_COLUMNS 16 /* what comes after them */

/** A TyDocumentFilter as a condition; its values are ?1 to ?9. */
#define TY_FILTER_CONDITION                                                                        \
  "(?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR place = ?2)"                                       \
  " AND (?3 IS NULL OR platform = ?3) AND (?4 IS NULL OR term = ?4)"                               \
  " AND (?5 IS NULL OR date >= ?5) AND (?6 IS NULL OR substr(date, 1, length(?6)) <= ?6)"          \
  " AND (?7 OR duplicate_of IS NULL OR (?8 AND duplicate_kind <> 'exact'))"                        \
  " AND document.id > ?9"
#define TY_FILTER_FORMAT "ttttttbbi"
#define TY_FILTER_VALUES(filter)                                                                   \
  (filter)->kind, (filter)->place, (filter)->platform, (filter)->term, (filter)->since,            \
      (filter)->until, (filter)->duplicates, (filter)->near_duplicates, (filter)->after

/** The row at hand; its strings live until the next step. */
TyStoredDocument ty_stored_document(sqlite3_stmt *row);
