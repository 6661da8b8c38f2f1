/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/table.h"

#include "base/csv-guard.h"
#include "base/csv.h"
#include "base/number.h"

#include <stdarg.h>
#include <stdio.h>
#include <utf8proc.h>

struct TyTable {
  char **headings;
  gboolean *right;
  gsize n_columns;
  GPtrArray *cells; /* row after row */
};

int ty_display_width(const char *text) {
  int width = 0;

  for (; *text; text = g_utf8_next_char(text))
    width += utf8proc_charwidth((utf8proc_int32_t) g_utf8_get_char(text));
  return width;
}

TyTable *ty_table_new(const char *headings) {
  TyTable *table = g_new0(TyTable, 1);

  table->headings = g_strsplit(headings, "|", -1);
  table->n_columns = g_strv_length(table->headings);
  table->right = g_new0(gboolean, table->n_columns);
  table->cells = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < table->n_columns; i++)
    if (*table->headings[i] == '>') {
      g_autofree char *marked = table->headings[i];
      table->right[i] = TRUE;
      table->headings[i] = g_strdup(marked + 1);
    }
  return table;
}

void ty_table_add_cell(TyTable *table, char *cell) {
  g_ptr_array_add(table->cells, cell ? cell : g_strdup(""));
}

void ty_table_add(TyTable *table, ...) {
  va_list cells;

  va_start(cells, table);
  for (gsize i = 0; i < table->n_columns; i++) {
    ty_table_add_cell(table,
                      va_arg(cells, char *)); /* NOLINT(clang-analyzer-valist.Uninitialized) */
  }
  va_end(cells);
}

static void print_cell(const TyTable *table, gsize column, const char *cell, int width) {
  int pad = width - ty_display_width(cell);
  gboolean last = column + 1 == table->n_columns;

  if (column > 0)
    fputs("  ", stdout);
  if (table->right[column])
    printf("%*s%s", pad, "", cell);
  else
    printf("%s%*s", cell, last ? 0 : pad, "");
  if (last)
    putchar('\n');
}

static void free_table(TyTable *table) {
  g_strfreev(table->headings);
  g_free(table->right);
  g_ptr_array_unref(table->cells);
  g_free(table);
}

void ty_table_print(TyTable *table) {
  g_autofree int *width = g_new0(int, table->n_columns);

  for (gsize i = 0; i < table->n_columns; i++)
    width[i] = ty_display_width(table->headings[i]);
  for (guint i = 0; i < table->cells->len; i++)
    width[i % table->n_columns] =
        MAX(width[i % table->n_columns], ty_display_width(table->cells->pdata[i]));
  for (gsize i = 0; i < table->n_columns; i++)
    print_cell(table, i, table->headings[i], width[i]);
  for (guint i = 0; i < table->cells->len; i++)
    print_cell(table, i % table->n_columns, table->cells->pdata[i], width[i % table->n_columns]);
  free_table(table);
}

/* A number may begin with a sign; any other text that a spreadsheet would run is guarded. */
static void append_guarded(GString *text, const char *cell, gboolean first) {
  double number;
  if (ty_number_parse(cell, &number))
    ty_csv_append(text, cell, first);
  else
    ty_csv_append_guarded(text, cell, first);
}

void ty_table_print_csv(TyTable *table) {
  g_autoptr(GString) text = g_string_new(NULL);

  for (gsize i = 0; i < table->n_columns; i++)
    append_guarded(text, table->headings[i], i == 0);
  g_string_append_c(text, '\n');
  for (guint i = 0; i < table->cells->len; i++) {
    append_guarded(text, table->cells->pdata[i], i % table->n_columns == 0);
    if (i % table->n_columns + 1 == table->n_columns)
      g_string_append_c(text, '\n');
  }
  fputs(text->str, stdout);
  free_table(table);
}
