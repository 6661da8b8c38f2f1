/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/table-look.h"

#include "base/csv-record.h"
#include "corpus/columns.h"
#include "corpus/heading.h"
#include "corpus/table.h"
#include <string.h>

#define RECORDS_LOOKED_AT 20
#define HEADING_MAX_BYTES 80
#define LOOKED_AT_BYTES ((gsize) 1 << 18)

typedef struct {
  const char *text;
  gsize at, length;
  char delimiter;
  TyCsvRecord record;
} Look;

static gboolean next(Look *look) {
  gsize end;

  while (look->at < look->length && strchr("\r\n", look->text[look->at]))
    look->at++;
  if (look->at == look->length ||
      ty_csv_record_find(&look->record, look->text, look->at, look->length, TRUE, look->delimiter,
                         &end) != TY_CSV_WHOLE)
    return FALSE;
  look->at = end;
  return TRUE;
}

/* Whether a cell is one that posts and papers have; `is_short` turns FALSE at a cell too long for
 * a heading. */
static gboolean has_known_heading(const Look *look, gboolean *is_short) {
  g_autoptr(TyColumns) columns = ty_columns_new(TY_DOCUMENT_PAPER, NULL, NULL);
  gboolean is_known = FALSE;
  TyField field;
  guint rank;

  *is_short = TRUE;
  for (gsize i = 0; i < look->record.n; i++) {
    TyCsvSpan span = look->record.field[i];
    g_autofree char *cell =
        g_strndup(look->text + span.start, MIN(span.end - span.start, HEADING_MAX_BYTES + 1));
    gboolean is_sentence;
    (void) ty_text_is_ended(cell, strlen(cell), &is_sentence);
    *is_short = *is_short && span.end - span.start <= HEADING_MAX_BYTES && !is_sentence &&
                !strstr(cell, "。");
    is_known = is_known || ty_columns_find(columns, cell, &field, &rank);
  }
  return is_known;
}

/* "摘要" alone on its line heads a section; "正文" a column, unless an empty line follows. */
static gboolean is_section(const Look *look) {
  static const char *const names[] = {"摘要", "简介", "全文", "标题", "Abstract", "ABSTRACT", NULL};
  TyCsvSpan span = look->record.field[0];
  const char *after = look->text + look->at;

  return look->record.n == 1 &&
         (ty_text_is_one_of(look->text + span.start, span.end - span.start, names) ||
          (look->at < look->length && strchr("\r\n", *after)));
}

/* A line of which no end is in sight is hardly a heading. */
static gboolean is_endless(const Look *look) {
  return look->length == LOOKED_AT_BYTES && !memchr(look->text, '\n', look->length) &&
         !memchr(look->text, '\r', look->length);
}

gboolean ty_looks_like_table(const char *text, gsize length) {
  Look look = {.text = text, .length = MIN(length, LOOKED_AT_BYTES)};
  gboolean is_short, is_table = TRUE;

  look.delimiter = ty_table_delimiter(text, look.length);
  gboolean has_first = next(&look);
  if (has_first && is_section(&look))
    is_table = FALSE;
  else if (has_first && is_endless(&look))
    is_table = has_known_heading(&look, &is_short) && is_short;
  else if (has_first && !has_known_heading(&look, &is_short)) {
    gsize n = look.record.n, same = 0, records = 0;
    while (records < RECORDS_LOOKED_AT && next(&look)) {
      records++;
      same += look.record.n == n;
    }
    is_table = n > 1 && is_short && same * 3 >= records * 2;
  }
  ty_csv_record_clear(&look.record);
  return is_table;
}
