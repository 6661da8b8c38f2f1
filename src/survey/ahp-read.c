/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"
#include "survey/ahp.h"

#include <math.h>
#include <string.h>

#define HIGHEST 9.0
#define RECIPROCAL_WITHIN .02
#define MOST_BLOCKS 100

typedef struct {
  const char *file;
  gsize line;
  GPtrArray *blocks; /* of TyAhp: complete */
  TyAhp *open;       /* the block at hand; its names are there, not all its rows */
  char *goal;        /* said for the next block */
  guint n_rows;
} Reading;

static void fail(const Reading *reading, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static void fail(const Reading *reading, GError **error, const char *format, ...) {
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", reading->file, reading->line, message);
}

/* "3", "1/3", "0.5"; FALSE when it is none, or no number from 1/9 to 9. */
static gboolean read_cell(const char *cell, double *value) {
  g_auto(GStrv) parts = g_strsplit(cell, "/", 2);
  double below = 1;

  if (!parts[0] || !ty_number_parse(parts[0], value) ||
      (parts[1] && (!ty_number_parse(parts[1], &below) || !(below > 0))))
    return FALSE;
  *value /= below;
  return *value >= 1 / HIGHEST - 1e-3 && *value <= HIGHEST + 1e-9;
}

static gboolean begin_block(Reading *reading, char **cells, guint n, GError **error) {
  if (n < 2 || *cells[0]) {
    fail(reading, error,
         "found '%s', expected the heading of a matrix: an empty cell and the names of what is "
         "compared",
         cells[0]);
    return FALSE;
  }
  if (n - 1 > TY_AHP_MOST) {
    fail(reading, error, "found %u items, expected 1 to %d: group them under fewer", n - 1,
         TY_AHP_MOST);
    return FALSE;
  }
  for (guint i = 1; i < n; i++) {
    gboolean again = FALSE;
    for (guint j = 1; j < i; j++)
      again |= g_str_equal(cells[i], cells[j]);
    if (!*cells[i] || again) {
      fail(reading, error, "found the name '%s' %s, expected names that differ", cells[i],
           again ? "twice" : "in a column");
      return FALSE;
    }
  }
  TyAhp *ahp = g_new0(TyAhp, 1);
  ahp->n = n - 1;
  ahp->line = reading->line;
  ahp->goal = reading->goal ? g_steal_pointer(&reading->goal) : g_strdup("");
  ahp->names = g_strdupv(cells + 1);
  ahp->matrix = g_new(double, ahp->n * ahp->n);
  reading->open = ahp;
  reading->n_rows = 0;
  return TRUE;
}

static gboolean take_row(Reading *reading, char **cells, guint n, GError **error) {
  TyAhp *ahp = reading->open;
  guint i = reading->n_rows;

  if (!g_str_equal(cells[0], ahp->names[i])) {
    fail(reading, error, "found the row '%s', expected '%s': rows in the order of the columns",
         cells[0], ahp->names[i]);
    return FALSE;
  }
  if (n != ahp->n + 1) {
    fail(reading, error, "found %u judgements, expected %u: the matrix is square", n - 1, ahp->n);
    return FALSE;
  }
  for (guint j = 0; j < ahp->n; j++) {
    double *cell = &ahp->matrix[i * ahp->n + j];
    *cell = NAN;
    if (*cells[j + 1] && !read_cell(cells[j + 1], cell)) {
      fail(reading, error, "found '%s' for %s : %s, expected a number from 1/9 to 9", cells[j + 1],
           ahp->names[i], ahp->names[j]);
      return FALSE;
    }
  }
  double *own = &ahp->matrix[i * ahp->n + i];
  if (isnan(*own))
    *own = 1;
  if (fabs(*own - 1) > 1e-9) {
    fail(reading, error, "found '%s' for %s with itself, expected 1", cells[i + 1], ahp->names[i]);
    return FALSE;
  }
  reading->n_rows++;
  return TRUE;
}

/* Both cells of each pair from those that are said. */
static gboolean close_block(Reading *reading, GError **error) {
  TyAhp *ahp = reading->open;
  guint n = ahp->n;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++) {
      double *above = &ahp->matrix[i * n + j], *below = &ahp->matrix[j * n + i];
      if (isnan(*above) && isnan(*below)) {
        fail(reading, error, "found no judgement of %s : %s, expected one", ahp->names[i],
             ahp->names[j]);
        return FALSE;
      }
      if (isnan(*above))
        *above = 1 / *below;
      else if (isnan(*below))
        *below = 1 / *above;
      if (fabs(*above * *below - 1) > RECIPROCAL_WITHIN) {
        fail(reading, error, "found %s : %s = %g and %s : %s = %g, expected reciprocals (%g)",
             ahp->names[i], ahp->names[j], *above, ahp->names[j], ahp->names[i], *below,
             1 / *above);
        return FALSE;
      }
      if (*above >= 1)
        *below = 1 / *above;
      else
        *above = 1 / *below;
    }
  ty_ahp_weigh(ahp);
  g_ptr_array_add(reading->blocks, g_steal_pointer(&reading->open));
  return TRUE;
}

static gboolean take_goal(Reading *reading, const char *text, GError **error) {
  gsize length = strlen(text);

  if (length < 3 || text[length - 1] != ']' || reading->goal) {
    fail(reading, error, "found '%s', expected a goal as [goal] and its matrix", text);
    return FALSE;
  }
  g_autofree char *goal = g_strndup(text + 1, length - 2);
  g_strstrip(goal);
  for (guint i = 0; i < reading->blocks->len; i++)
    if (g_str_equal(((TyAhp *) reading->blocks->pdata[i])->goal, goal)) {
      fail(reading, error, "found the goal '%s' twice, expected one matrix for it", goal);
      return FALSE;
    }
  reading->goal = g_steal_pointer(&goal);
  return TRUE;
}

static gboolean take_line(Reading *reading, char *text, GError **error) {
  text[strcspn(text, "#")] = '\0';
  const char *bare = text + strspn(text, " ");

  if (strspn(bare, ",\t\r ") == strlen(bare)) /* nothing, or the empty cells of a table's end */
    return TRUE;
  if (*bare == '[') {
    g_autofree char *goal = g_strdup(bare);
    goal[strcspn(goal, "]") + (strchr(goal, ']') ? 1 : 0)] = '\0';
    if (reading->open) {
      fail(reading, error, "found the goal %s after %u rows, expected %u rows", goal,
           reading->n_rows, reading->open->n);
      return FALSE;
    }
    return take_goal(reading, goal, error);
  }
  g_auto(GStrv) cells = g_strsplit_set(text, ",\t", -1);
  guint n = g_strv_length(cells);
  for (guint i = 0; i < n; i++)
    g_strstrip(cells[i]);
  if (!reading->open) {
    while (n > 2 && !*cells[n - 1])
      g_clear_pointer(&cells[--n], g_free);
    if (reading->blocks->len >= MOST_BLOCKS) {
      fail(reading, error, "found more than %d matrices", MOST_BLOCKS);
      return FALSE;
    }
    return begin_block(reading, cells, n, error);
  }
  while (n > reading->open->n + 1 && !*cells[n - 1]) /* a table wider than this matrix */
    g_clear_pointer(&cells[--n], g_free);
  return take_row(reading, cells, n, error) &&
         (reading->n_rows < reading->open->n || close_block(reading, error));
}

static gboolean read_lines(Reading *reading, const char *text, gsize length, GError **error) {
  for (const char *p = text, *end = text + length; p < end;) {
    const char *stop = memchr(p, '\n', (gsize) (end - p));
    stop = stop ? stop : end;
    g_autofree char *line = g_strndup(p, (gsize) (stop - p));
    p = stop + 1;
    reading->line++;
    if (!g_utf8_validate(line, -1, NULL)) {
      fail(reading, error, "found bytes that are no UTF-8");
      return FALSE;
    }
    char *start = line + (reading->line == 1 && g_str_has_prefix(line, "\xef\xbb\xbf") ? 3 : 0);
    if (!take_line(reading, start, error))
      return FALSE;
  }
  return TRUE;
}

GPtrArray *ty_ahp_read(const char *file, const char *text, gsize length, GError **error) {
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func((GDestroyNotify) ty_ahp_free);
  Reading reading = {.file = file, .blocks = blocks};
  gboolean whole = read_lines(&reading, text, length, error);

  if (whole && reading.open) {
    fail(&reading, error, "found the end after %u rows, expected %u: the matrix is square",
         reading.n_rows, reading.open->n);
    whole = FALSE;
  } else if (whole && (blocks->len == 0 || reading.goal)) {
    fail(&reading, error, "found no matrix%s%s, expected one", reading.goal ? " for " : "",
         reading.goal ? reading.goal : "");
    whole = FALSE;
  }
  ty_ahp_free(reading.open);
  g_free(reading.goal);
  return whole ? g_steal_pointer(&blocks) : NULL;
}
