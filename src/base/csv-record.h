/* SPDX-License-Identifier: Apache-2.0 */
/** Where the fields of one record of comma-separated values stand. */
#pragma once
#include <glib.h>

typedef struct {
  gsize start, end;    /**< within the text, without the quotes around */
  gboolean has_quotes; /**< it holds quotes that stand for one each when doubled */
} TyCsvSpan;

/** Zero-initialised is empty; reused from record to record. */
typedef struct {
  TyCsvSpan *field;
  gsize n, room;
} TyCsvRecord;

void ty_csv_record_clear(TyCsvRecord *record);

typedef enum {
  TY_CSV_WHOLE,
  TY_CSV_CUT,      /**< the text ends before the record; never when the text is the last */
  TY_CSV_UNCLOSED, /**< a quote of its first line is never closed; that line is whole in the text */
} TyCsvState;

/** Finds the record that starts at byte `at` of `text`, which is not an empty line's end.
 *
 * Quotes are strict as in RFC 4180 over several lines. In a record that shows a quote out of place
 * on its first line, that line is a record of its own and the quote stands for itself.
 *
 * @param is_last  nothing follows after `length` bytes
 * @param end      out: of a whole record, the byte after its line end (LF, CRLF, CR)
 * O(end − at) time. */
TyCsvState ty_csv_record_find(TyCsvRecord *record, const char *text, gsize at, gsize length,
                              gboolean is_last, char delimiter, gsize *end);

/** A field of a whole record as a NUL-terminated string, made in place: the byte after it is
 * overwritten (that after the text's last too). To be called once for each field. */
char *ty_csv_record_take(const TyCsvRecord *record, char *text, gsize i);

/** Bytes of the physical line at `at`, with its LF, CRLF or CR; 0 when the text ends before. */
gsize ty_csv_line_bytes(const char *text, gsize at, gsize length, gboolean is_last);

/** Physical lines that end in the text. O(length) */
gsize ty_csv_count_lines(const char *text, gsize length);
