/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/cell-format.h"
#include "corpus/shared-text.h"
#include "corpus/table.h"
#include "corpus/workbook.h"

#include <string.h>

#define MAX_ROW_BYTES ((gsize) 16 << 20)
#define MAX_COLUMNS 16384
#define MAX_ROWS 1048576
#define RAW_MAX 300
#define MAX_TYPE_BYTES 16 /* "inlineStr", "65490" */

typedef struct {
  const char *file;
  const char *wanted; /* name of the sheet; NULL: the first */
  const TyTableSink *sink;
  TySharedText shared;
  GString *value; /* of the cell being read */
  GArray *styles;
  gboolean is_1904;
  GString **cells; /* of the row being read; n_cells of them, reused */
  gsize n_cells;   /* cells that there is room for */
  gsize width;     /* 1 + the last column with a value in this row */
  gsize touched;   /* 1 + the last column of this row */
  gsize row_bytes;
  gsize row, column; /* 1-based row, 0-based column of the cell being read */
  char **heading;    /* NULL until the first row that is not empty */
  gsize n_heading;
} Sheet;

/* Excel writes what XML cannot hold as _x000D_. */
static void append_unescaped(GString *out, const char *text) {
  while (*text) {
    gunichar c = 0;
    gboolean is_escape = text[0] == '_' && text[1] == 'x';
    for (int i = 2; is_escape && i < 6; i++) {
      is_escape = g_ascii_isxdigit(text[i]);
      c = c * 16 + (is_escape ? (gunichar) g_ascii_xdigit_value(text[i]) : 0);
    }
    is_escape = is_escape && text[6] == '_';
    if (!is_escape || !g_unichar_validate(c)) {
      g_string_append_c(out, *text++);
      continue;
    }
    if (c == '\n' || c == '\t' || c >= 0x20)
      g_string_append_unichar(out, c);
    text += 7;
  }
}

/* Reads on to the end of the element that the reader stands at, appending the text of the elements
 * `text_name` in it but not the phonetic signs. FALSE with the error. */
static gboolean read_text(TyPart *part, const char *text_name, GString *out, GError **error) {
  int depth = xmlTextReaderDepth(part->reader), more, phonetic = -1;
  gboolean in_text = ty_part_at(part, text_name);

  if (xmlTextReaderIsEmptyElement(part->reader))
    return TRUE;
  while ((more = ty_part_next(part, error)) == 1) {
    int type = xmlTextReaderNodeType(part->reader), now = xmlTextReaderDepth(part->reader);
    if (type == XML_READER_TYPE_END_ELEMENT && now == depth)
      return TRUE;
    if (type == XML_READER_TYPE_ELEMENT && ty_part_at(part, "rPh") && phonetic < 0)
      phonetic = now;
    else if (type == XML_READER_TYPE_END_ELEMENT && now == phonetic)
      phonetic = -1;
    if (type == XML_READER_TYPE_ELEMENT && ty_part_at(part, text_name))
      in_text = !xmlTextReaderIsEmptyElement(part->reader);
    else if (type == XML_READER_TYPE_END_ELEMENT && ty_part_at(part, text_name))
      in_text = FALSE;
    else if (in_text && phonetic < 0 &&
             (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
              type == XML_READER_TYPE_WHITESPACE || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE))
      append_unescaped(out, (const char *) xmlTextReaderConstValue(part->reader));
    if (out->len > MAX_ROW_BYTES)
      break;
  }
  if (more == 1)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found a text of more than 16 MiB in its part %s, expected shorter ones",
                part->file, part->name);
  else if (more == 0)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found its part %s cut short", part->file,
                part->name);
  return FALSE;
}

static gboolean read_shared(TyWorkbook *workbook, Sheet *sheet, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) why = NULL;
  TyPart part;

  if (!ty_part_open(workbook, "xl/sharedStrings.xml", &part, &why)) {
    if (why)
      g_propagate_error(error, g_steal_pointer(&why));
    return !why && (!error || !*error);
  }
  while (ty_part_next(&part, &why) == 1) {
    if (xmlTextReaderNodeType(part.reader) != XML_READER_TYPE_ELEMENT || !ty_part_at(&part, "si"))
      continue;
    g_string_truncate(text, 0);
    if (!read_text(&part, "t", text, &why) ||
        !ty_shared_text_add(&sheet->shared, sheet->file, text->str, text->len, &why))
      break;
  }
  ty_part_close(&part);
  if (!why)
    return ty_shared_text_end(&sheet->shared, sheet->file, error);
  g_propagate_error(error, g_steal_pointer(&why));
  return FALSE;
}

/* "BC12" → column 54, row 12; FALSE when it is no such reference. */
static gboolean read_reference(const char *reference, gsize *column, gsize *row) {
  gsize letters = 0;

  for (; g_ascii_isalpha(*reference) && letters < MAX_COLUMNS; reference++)
    letters = letters * 26 + (gsize) (g_ascii_toupper(*reference) - 'A') + 1;
  guint64 number = g_ascii_strtoull(reference, NULL, 10);
  if (letters == 0 || letters > MAX_COLUMNS || number == 0 || number > MAX_ROWS)
    return FALSE;
  *column = letters - 1;
  *row = (gsize) number;
  return TRUE;
}

static GString *cell_at(Sheet *sheet, gsize column) {
  if (column >= sheet->n_cells) {
    gsize room = MAX(column + 1, sheet->n_cells * 2);
    sheet->cells = g_renew(GString *, sheet->cells, room);
    while (sheet->n_cells < room)
      sheet->cells[sheet->n_cells++] = g_string_new(NULL);
  }
  return sheet->cells[column];
}

static void set_cell(Sheet *sheet, GString *cell, const char *type, const char *style,
                     const GString *value) {
  if (g_str_equal(type, "s")) {
    const char *text = ty_shared_text_get(&sheet->shared, g_ascii_strtoull(value->str, NULL, 10));
    if (text)
      g_string_append(cell, text);
  } else if (g_str_equal(type, "b"))
    g_string_append(cell, g_str_equal(value->str, "1") ? "TRUE" : "FALSE");
  else if (!g_str_equal(type, "n"))
    g_string_append_len(cell, value->str, (gssize) value->len);
  else if (value->len > 0) {
    guint64 number = g_ascii_strtoull(style, NULL, 10);
    TyCellKind kind = number < sheet->styles->len ? g_array_index(sheet->styles, TyCellKind, number)
                                                  : TY_CELL_NUMBER;
    ty_cell_append(cell, value->str, kind, sheet->is_1904);
  }
}

static gboolean too_large(Sheet *sheet, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s:%zu: found a row of more than 16 MiB, expected shorter ones", sheet->file,
              sheet->row);
  return FALSE;
}

/* Of an attribute, as much as there is room for; what is longer is of no known kind. */
static void copy_attribute(TyPart *part, const char *name, char to[MAX_TYPE_BYTES]) {
  const char *value = ty_part_peek(part, name);
  if (value)
    g_strlcpy(to, value, MAX_TYPE_BYTES);
}

/* Reads the cell that the reader stands at. */
static gboolean read_cell(TyPart *part, Sheet *sheet, GError **error) {
  const char *reference = ty_part_peek(part, "r");
  char type[MAX_TYPE_BYTES] = "n", style[MAX_TYPE_BYTES] = "";
  GString *value = sheet->value;
  gsize row = sheet->row;

  g_string_truncate(value, 0);
  /* Reading on voids what was peeked at. */
  copy_attribute(part, "t", type);
  copy_attribute(part, "s", style);
  gboolean is_inline = g_str_equal(type, "inlineStr");
  if (reference && !read_reference(reference, &sheet->column, &row)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s:%zu: found a cell called %.20s, expected A1 to XFD1048576", sheet->file,
                sheet->row, reference);
    return FALSE;
  }
  if (sheet->column >= MAX_COLUMNS)
    return too_large(sheet, error);
  if (!read_text(part, is_inline ? "t" : "v", value, error))
    return FALSE;
  GString *cell = cell_at(sheet, sheet->column);
  g_string_truncate(cell, 0);
  set_cell(sheet, cell, type, style, value);
  sheet->row_bytes += cell->len;
  if (sheet->row_bytes > MAX_ROW_BYTES)
    return too_large(sheet, error);
  sheet->column++;
  sheet->touched = MAX(sheet->touched, sheet->column);
  if (cell->len > 0)
    sheet->width = MAX(sheet->width, sheet->column);
  return TRUE;
}

static gboolean take_heading(Sheet *sheet, GError **error) {
  sheet->n_heading = sheet->width;
  sheet->heading = g_new0(char *, sheet->width + 1);
  for (gsize i = 0; i < sheet->width; i++) {
    sheet->heading[i] = g_strstrip(g_strdup(sheet->cells[i]->str));
    for (gsize before = 0; before < i; before++)
      if (*sheet->heading[i] && g_str_equal(sheet->heading[before], sheet->heading[i])) {
        g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                    "%s:%zu: found the column %s twice, expected each heading once", sheet->file,
                    sheet->row, sheet->heading[i]);
        return FALSE;
      }
  }
  return !sheet->sink->heading || sheet->sink->heading(sheet->row, sheet->n_heading, sheet->heading,
                                                       sheet->heading, sheet->sink->data, error);
}

static void refuse_row(Sheet *sheet) {
  if (!sheet->sink->reject)
    return;
  g_autoptr(GString) raw = g_string_new(NULL);
  for (gsize i = 0; i < sheet->width && raw->len < RAW_MAX; i++) {
    const GString *cell = sheet->cells[i];
    gsize n = MIN(cell->len, RAW_MAX);
    while (n < cell->len && n > 0 && ((unsigned char) cell->str[n] & 0xC0) == 0x80)
      n--;
    g_string_append_printf(raw, "%s%.*s", i > 0 ? "," : "", (int) n, cell->str);
  }
  g_autofree char *reason = g_strdup_printf("found %zu cells, expected %zu as in the heading",
                                            sheet->width, sheet->n_heading);
  TyReject reject = {sheet->file, sheet->row, reason, raw->str};
  sheet->sink->reject(&reject, sheet->sink->data);
}

static gboolean end_row(Sheet *sheet, GError **error) {
  if (sheet->width == 0)
    return TRUE;
  if (!sheet->heading)
    return take_heading(sheet, error);
  if (sheet->width > sheet->n_heading) {
    refuse_row(sheet);
    return TRUE;
  }
  g_autofree char **cells = g_new(char *, sheet->n_heading);
  for (gsize i = 0; i < sheet->n_heading; i++)
    cells[i] = cell_at(sheet, i)->str;
  return sheet->sink->row(sheet->row, sheet->n_heading, sheet->heading, cells, sheet->sink->data,
                          error);
}

static gboolean begin_row(TyPart *part, Sheet *sheet, GError **error) {
  const char *number = ty_part_peek(part, "r");

  for (gsize i = 0; i < sheet->touched; i++)
    g_string_truncate(sheet->cells[i], 0);
  sheet->row = number ? (gsize) g_ascii_strtoull(number, NULL, 10) : sheet->row + 1;
  sheet->column = sheet->width = sheet->touched = sheet->row_bytes = 0;
  if (sheet->row >= 1 && sheet->row <= MAX_ROWS)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found a row numbered %.20s, expected 1 to 1048576", sheet->file,
              number ? number : "beyond the last");
  return FALSE;
}

static gboolean read_rows(TyPart *part, Sheet *sheet, GError **error) {
  int more;

  while ((more = ty_part_next(part, error)) == 1) {
    int type = xmlTextReaderNodeType(part->reader);
    gboolean is_start = type == XML_READER_TYPE_ELEMENT, is_row = ty_part_at(part, "row");
    gboolean is_empty = is_start && xmlTextReaderIsEmptyElement(part->reader);
    if (is_start && is_row && !begin_row(part, sheet, error))
      return FALSE;
    if (is_row && !is_empty && type == XML_READER_TYPE_END_ELEMENT && !end_row(sheet, error))
      return FALSE;
    if (is_start && ty_part_at(part, "c") && sheet->row > 0 && !read_cell(part, sheet, error))
      return FALSE;
    if (type == XML_READER_TYPE_END_ELEMENT && ty_part_at(part, "sheetData"))
      return TRUE; /* what follows is about the page */
  }
  return more == 0;
}

static gboolean read_sheet(TyWorkbook *workbook, Sheet *sheet, GError **error) {
  g_autoptr(GError) why = NULL;
  g_autofree char *name = ty_workbook_sheet(workbook, sheet->wanted, &sheet->is_1904, error);
  TyPart part;

  if (!name || !(sheet->styles = ty_cell_styles(workbook, error)) ||
      !read_shared(workbook, sheet, error))
    return FALSE;
  if (!ty_part_open(workbook, name, &part, &why)) {
    if (why)
      g_propagate_error(error, g_steal_pointer(&why));
    else
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s: found a workbook without its sheet %s, expected a sheet with a heading",
                  sheet->file, name);
    return FALSE;
  }
  gboolean done = read_rows(&part, sheet, error);
  ty_part_close(&part);
  if (done && !sheet->heading)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found an empty sheet, expected a heading and rows", sheet->file);
  return done && sheet->heading;
}

gboolean ty_table_read_xlsx(const char *file, const char *bytes, gsize length,
                            const TyTableSink *sink, GError **error) {
  return ty_table_read_sheet(file, bytes, length, NULL, sink, error);
}

gboolean ty_table_read_sheet(const char *file, const char *bytes, gsize length, const char *name,
                             const TyTableSink *sink, GError **error) {
  Sheet sheet = {.file = file, .wanted = name, .sink = sink};
  TyWorkbook workbook;

  if (!ty_workbook_open(file, bytes, length, &workbook, error))
    return FALSE;
  ty_shared_text_init(&sheet.shared);
  sheet.value = g_string_new(NULL);
  gboolean done = read_sheet(&workbook, &sheet, error);
  for (gsize i = 0; i < sheet.n_cells; i++)
    g_string_free(sheet.cells[i], TRUE);
  g_free(sheet.cells);
  g_strfreev(sheet.heading);
  if (sheet.styles)
    g_array_unref(sheet.styles);
  ty_shared_text_clear(&sheet.shared);
  g_string_free(sheet.value, TRUE);
  ty_workbook_close(&workbook);
  return done;
}
