/* SPDX-License-Identifier: Apache-2.0 */
/* A workbook with the sheets nodes and edges. Texts are cells of text, never formulas, whatever
 * they begin with. */
#include "export/graph-table.h"

#include "base/number.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define MAX_CHARACTERS 32767

typedef struct {
  lxw_worksheet *sheet;
  const char *name;
  lxw_row_t row;
} Sheet;

/* Programs take _x0041_ in a text for the character with that number: the '_' becomes one itself.
 */
static char *escape(const char *text) {
  GString *out = g_string_new(NULL);

  for (const char *at = text; *at; at++) {
    gboolean escaped = at[0] == '_' && at[1] == 'x';
    for (int i = 2; escaped && i < 6; i++)
      escaped = g_ascii_isxdigit(at[i]);
    if (escaped && at[6] == '_')
      g_string_append(out, "_x005F_");
    else
      g_string_append_c(out, *at);
  }
  return g_string_free(out, FALSE);
}

/* Whole numbers beyond 2⁵³ and others that a cell would round are texts. */
static gboolean is_exact(const char *text, double *value) {
  char again[TY_NUMBER_BYTES];
  return ty_number_parse(text, value) && g_str_equal(ty_number_shortest(*value, again), text) &&
         strspn(text, "-.0123456789") == strlen(text) && strlen(text) <= 15;
}

static gboolean write_row(const char *const *cells, const gboolean *numbers, gsize n, gpointer data,
                          GError **error) {
  Sheet *sheet = data;

  if (sheet->row >= LXW_ROW_MAX || n > LXW_COL_MAX) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found more %s than a sheet holds, expected at most %d rows and %d columns; "
                "neo4j, graphml and turtle hold any number",
                sheet->name, LXW_ROW_MAX - 1, LXW_COL_MAX);
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    lxw_col_t column = (lxw_col_t) i;
    double value;
    if (!cells[i])
      continue;
    if (numbers[i] && is_exact(cells[i], &value)) {
      worksheet_write_number(sheet->sheet, sheet->row, column, value, NULL);
      continue;
    }
    g_autofree char *text = escape(cells[i]);
    if (g_utf8_strlen(text, -1) > MAX_CHARACTERS) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "row %u of %s: found a text of %ld characters, expected at most %d, as a cell "
                  "of a workbook holds; neo4j, graphml and turtle hold longer ones",
                  sheet->row + 1, sheet->name, g_utf8_strlen(text, -1), MAX_CHARACTERS);
      return FALSE;
    }
    if (worksheet_write_string(sheet->sheet, sheet->row, column, text, NULL) != LXW_NO_ERROR) {
      g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "row %u of %s: the workbook refuses the text",
                  sheet->row + 1, sheet->name);
      return FALSE;
    }
  }
  sheet->row++;
  return TRUE;
}

static gboolean fill(lxw_workbook *book, const TyGraphData *graph, GError **error) {
  /* No date of its own: the same graph gives the same bytes. */
  lxw_doc_properties properties = {.created = 946684800};
  Sheet nodes = {workbook_add_worksheet(book, "nodes"), "nodes", 0};
  Sheet edges = {workbook_add_worksheet(book, "edges"), "edges", 0};

  workbook_set_properties(book, &properties);
  worksheet_freeze_panes(nodes.sheet, 1, 0);
  worksheet_freeze_panes(edges.sheet, 1, 0);
  return ty_graph_node_table(graph, write_row, &nodes, error) &&
         ty_graph_edge_table(graph, write_row, &edges, error);
}

gboolean ty_write_xlsx(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                       GError **error) {
  g_autoptr(GError) why = NULL;
  g_autofree char *path = NULL, *bytes = NULL;
  gsize length = 0;
  int fd = g_file_open_tmp("tuyou-XXXXXX.xlsx", &path, &why);
  (void) format;

  if (fd < 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s", why->message);
    return FALSE;
  }
  close(fd);
  lxw_workbook *book = workbook_new(path);
  gboolean filled = book && fill(book, graph, error);
  lxw_error fault = book ? workbook_close(book) : LXW_ERROR_MEMORY_MALLOC_FAILED;
  gboolean done =
      filled && fault == LXW_NO_ERROR && g_file_get_contents(path, &bytes, &length, &why);
  if ((filled || !book) && !done)
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "cannot make a workbook: %s",
                why ? why->message : lxw_strerror(fault));
  if (done)
    g_string_append_len(files[0], bytes, (gssize) length);
  g_unlink(path);
  return done;
}
