/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a column's cells are lists of options, and what parts them. */
#include "survey/field.h"

#include "base/number.h"

#include <string.h>

/* Most different options that a list to tick may have. */
enum { MAX_OPTIONS = 200, LEAST_USES = 2 };

char **ty_split_options(const char *answer, const char *separator) {
  g_auto(GStrv) parts = g_strsplit(answer, separator, -1);
  GPtrArray *options = g_ptr_array_new();

  for (char **part = parts; *part; part++)
    if (*g_strstrip(*part))
      g_ptr_array_add(options, g_strdup(*part));
  g_ptr_array_add(options, NULL);
  return (char **) g_ptr_array_free(options, FALSE);
}

typedef struct {
  gsize n_lists;     /* cells with the separator */
  gsize n_uses;      /* options, all told */
  gsize n_repeated;  /* cells that name an option twice */
  gsize n_words;     /* options that begin with no digit */
  GHashTable *parts; /* different options */
  GHashTable *cells; /* different cells */
} Splitting;

static void split_all(const TyColumn *column, const char *separator, Splitting *splitting) {
  for (gsize i = 0; i < column->n_rows; i++) {
    if (!column->cell[i])
      continue;
    g_auto(GStrv) options = ty_split_options(column->cell[i], separator);
    gsize n = g_strv_length(options);
    splitting->n_lists += strstr(column->cell[i], separator) != NULL;
    splitting->n_uses += n;
    for (gsize k = 0; k < n; k++) {
      splitting->n_words += !g_ascii_isdigit(*options[k]);
      for (gsize before = 0; before < k && before < MAX_OPTIONS; before++)
        if (g_str_equal(options[before], options[k])) {
          splitting->n_repeated++;
          break;
        }
      if (g_hash_table_size(splitting->parts) <= MAX_OPTIONS)
        g_hash_table_add(splitting->parts, g_strdup(options[k]));
    }
    if (g_hash_table_size(splitting->cells) <= MAX_OPTIONS)
      g_hash_table_add(splitting->cells, (gpointer) column->cell[i]);
  }
}

/* Lists recombine a few options: there are more different lists than options, or each option is
 * used again and again, and some stand alone or with different company. */
static gboolean recombines(const Splitting *splitting) {
  gsize parts = g_hash_table_size(splitting->parts), cells = g_hash_table_size(splitting->cells);

  return splitting->n_lists >= 2 && splitting->n_repeated == 0 && parts >= 2 &&
         parts <= MAX_OPTIONS && parts < cells && splitting->n_uses >= LEAST_USES * parts;
}

const char *ty_column_separator(const TyColumn *column) {
  static const char *const separators[] = {"┋", ";", "；", "|", "､", "、", "，", ",", "/", "\n"};
  const char *found = NULL;

  for (gsize s = 0; s < G_N_ELEMENTS(separators) && !found; s++) {
    g_autoptr(GHashTable) parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) cells = g_hash_table_new(g_str_hash, g_str_equal);
    Splitting splitting = {.parts = parts, .cells = cells};
    split_all(column, separators[s], &splitting);
    gboolean dates = g_str_equal(separators[s], "/") && splitting.n_words == 0;
    if (!dates && recombines(&splitting))
      found = separators[s];
  }
  return found;
}

gboolean ty_cell_number(const char *text, double *value, const char **unit) {
  const char *end = text;
  GString *digits;

  end += *end == '-' || *end == '+';
  while (g_ascii_isdigit(*end) || *end == '.' ||
         (*end == ',' && g_ascii_isdigit(end[1]) && g_ascii_isdigit(end[2]) &&
          g_ascii_isdigit(end[3]) && !g_ascii_isdigit(end[4])))
    end++;
  if ((*end == 'e' || *end == 'E') && (g_ascii_isdigit(end[1]) || strchr("+-", end[1])))
    end = text + strlen(text);
  digits = g_string_new_len(text, end - text);
  g_string_replace(digits, ",", "", 0);
  gboolean read = ty_number_parse(digits->str, value);
  g_string_free(digits, TRUE);
  if (unit)
    *unit = end;
  return read;
}
