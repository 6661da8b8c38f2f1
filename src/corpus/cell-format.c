/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/cell-format.h"

#include "base/number.h"
#include <math.h>
#include <string.h>

#define DAY_S 86400
#define DAYS_1900_TO_1970 25569
#define DAYS_1904_TO_1970 24107
#define LAST_DAY 2958465 /* 9999-12-31 */
#define MAX_STYLES 65536

/* "h]", "mm]": hours, minutes or seconds that go on counting. */
static gboolean is_elapsed(const char *p) {
  gsize n = 0;
  while (p[n] && g_ascii_tolower(p[n]) == g_ascii_tolower(p[0]))
    n++;
  return strchr("hms", g_ascii_tolower(p[0])) && p[n] == ']';
}

TyCellKind ty_cell_kind_of_format(const char *format) {
  gboolean has_day = FALSE, has_time = FALSE;

  for (const char *p = format; *p && *p != ';'; p++) {
    char c = g_ascii_tolower(*p);
    if (*p == '"' || *p == '[') {
      const char *close = strchr(p + 1, *p == '"' ? '"' : ']');
      has_time |= *p == '[' && is_elapsed(p + 1);
      if (!close)
        break;
      p = close;
    } else if (*p == '\\' || *p == '_' || *p == '*') {
      if (!*++p)
        break;
    } else if (c == 'y' || c == 'd' || (c == 'e' && (p[1] == '"' || (p[1] & 0x80))))
      has_day = TRUE; /* e"年" is a year too, unlike the e of General and 0.0E+00 */
    else if (c == 'h' || c == 's')
      has_time = TRUE;
    else if (c == 'm' && !has_time) {
      /* m is months unless hours stand before it or seconds after it. */
      const char *next = p;
      while (g_ascii_tolower(*next) == 'm' || *next == ':' || *next == ' ')
        next++;
      if (g_ascii_tolower(*next) == 's')
        has_time = TRUE;
      else
        has_day = TRUE;
    }
  }
  return has_day ? TY_CELL_DATE : has_time ? TY_CELL_TIME : TY_CELL_NUMBER;
}

TyCellKind ty_cell_kind_of_number(guint id) {
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
      id == 56)
    return TY_CELL_TIME;
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return TY_CELL_DATE;
  return TY_CELL_NUMBER;
}

static guint number_attribute(const TyPart *part, const char *name) {
  g_autofree char *text = ty_part_attribute(part, name);
  guint64 value = text ? g_ascii_strtoull(text, NULL, 10) : 0;
  return value > G_MAXUINT ? 0 : (guint) value;
}

static gboolean read_styles(TyPart *part, GArray *styles, GHashTable *own, GError **error) {
  gboolean in_cells = FALSE;
  int more;

  while ((more = ty_part_next(part, error)) == 1) {
    int type = xmlTextReaderNodeType(part->reader);
    if (ty_part_at(part, "cellXfs"))
      in_cells = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement(part->reader);
    if (type != XML_READER_TYPE_ELEMENT)
      continue;
    guint id = number_attribute(part, "numFmtId");
    if (ty_part_at(part, "numFmt")) {
      g_autofree char *code = ty_part_attribute(part, "formatCode");
      if (code && g_hash_table_size(own) < MAX_STYLES)
        g_hash_table_insert(own, GUINT_TO_POINTER(id),
                            GUINT_TO_POINTER(ty_cell_kind_of_format(code)));
    } else if (in_cells && ty_part_at(part, "xf") && styles->len < MAX_STYLES) {
      gpointer kind;
      TyCellKind found = g_hash_table_lookup_extended(own, GUINT_TO_POINTER(id), NULL, &kind)
                             ? (TyCellKind) GPOINTER_TO_UINT(kind)
                             : ty_cell_kind_of_number(id);
      g_array_append_val(styles, found);
    }
  }
  return more == 0;
}

GArray *ty_cell_styles(TyWorkbook *workbook, GError **error) {
  g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(TyCellKind));
  g_autoptr(GHashTable) own = g_hash_table_new(NULL, NULL);
  g_autoptr(GError) why = NULL;
  TyPart part;

  if (!ty_part_open(workbook, "xl/styles.xml", &part, &why)) {
    if (!why)
      return g_steal_pointer(&styles);
    g_propagate_error(error, g_steal_pointer(&why));
    return NULL;
  }
  gboolean done = read_styles(&part, styles, own, error);
  ty_part_close(&part);
  return done ? g_steal_pointer(&styles) : NULL;
}

/* "09:30", and the seconds when there are any. */
static void append_time(GString *out, gint64 second, gboolean always_seconds) {
  g_string_append_printf(out, "%02d:%02d", (int) (second / 3600), (int) (second / 60 % 60));
  if (always_seconds || second % 60)
    g_string_append_printf(out, ":%02d", (int) (second % 60));
}

/* Day 60 of Excel is 29 February 1900, which was not; the days before are one off. */
static gboolean append_date(GString *out, double day, gboolean is_1904) {
  if (!is_1904 && day < 60)
    day++;
  gint64 second =
      (gint64) llround((day - (is_1904 ? DAYS_1904_TO_1970 : DAYS_1900_TO_1970)) * DAY_S);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(second);
  if (!time)
    return FALSE;
  g_string_append_printf(out, "%04d-%02d-%02d", g_date_time_get_year(time),
                         g_date_time_get_month(time), g_date_time_get_day_of_month(time));
  gint64 of_day = second - (gint64) floor((double) second / DAY_S) * DAY_S;
  if (of_day > 0) {
    g_string_append_c(out, 'T');
    append_time(out, of_day, TRUE);
  }
  return TRUE;
}

void ty_cell_append(GString *out, const char *value, TyCellKind kind, gboolean is_1904) {
  double number;

  if (!ty_number_parse(value, &number)) {
    g_string_append(out, value);
    return;
  }
  gboolean is_day = number >= 0 && number <= LAST_DAY;
  if (kind == TY_CELL_TIME && is_day) {
    append_time(out, llround(number * DAY_S), FALSE);
    return;
  }
  if (kind == TY_CELL_DATE && is_day && append_date(out, number, is_1904))
    return;
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean is_whole = fabs(number) < 0x1p53 && number == floor(number);
  g_string_append(out, g_ascii_formatd(text, sizeof text, is_whole ? "%.0f" : "%.15g",
                                       number == 0 ? 0 : number));
}
