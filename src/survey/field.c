/* SPDX-License-Identifier: Apache-2.0 */
/* What kind of question a column is, and its answers as codes. */
#include "survey/field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More different answers than this, and more than half as many as answers: free text. */
enum { MAX_CLOSED = 20, LEAST_RUNNING = 5 };

static const char *const kind_names[TY_N_FIELD_KINDS] = {"empty",      "constant", "personal",
                                                         "identifier", "text",     "nominal",
                                                         "ordinal",    "multiple", "numeric"};

const char *ty_field_kind_name(TyFieldKind kind) { return kind_names[kind]; }

gboolean ty_field_kind_parse(const char *name, TyFieldKind *kind) {
  for (guint i = 0; i < TY_N_FIELD_KINDS; i++)
    if (name && g_str_equal(name, kind_names[i])) {
      *kind = (TyFieldKind) i;
      return TRUE;
    }
  return FALSE;
}

gboolean ty_field_kind_counts(TyFieldKind kind) { return kind >= TY_FIELD_NOMINAL; }

void ty_field_clear(TyField *field) {
  g_free(field->name);
  g_free(field->why);
  g_clear_pointer(&field->option, g_ptr_array_unref);
  g_free(field->count);
  g_free(field->code);
  g_free(field->ticked);
  g_free(field->value);
  g_free(field->separator);
}

/* Options ---------------------------------------------------------------------------------------
 */

typedef struct {
  char *text;
  guint count;
} Counted;

static int by_count(gconstpointer a, gconstpointer b) {
  const Counted *x = a, *y = b;
  return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp(x->text, y->text);
}

static void note_option(GHashTable *counts, const char *option) {
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, option));
  g_hash_table_insert(counts, g_strdup(option), GUINT_TO_POINTER(count + 1));
}

/* Sets the field's options, most given first; `separator` NULL: a cell is one option. */
static void list_options(TyField *field, const TyColumn *column, const char *separator) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Counted));
  GHashTableIter iter;
  gpointer text, count;

  for (gsize i = 0; i < column->n_rows; i++) {
    g_auto(GStrv) parts =
        column->cell[i] && separator ? ty_split_options(column->cell[i], separator) : NULL;
    for (char **part = parts; part && *part; part++)
      note_option(counts, *part);
    if (column->cell[i] && !separator)
      note_option(counts, column->cell[i]);
  }
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, &text, &count)) {
    Counted one = {text, GPOINTER_TO_UINT(count)};
    g_array_append_val(list, one);
  }
  if (list->len > 0)
    g_array_sort(list, by_count);
  field->count = g_new0(guint, list->len + 1);
  for (guint i = 0; i < list->len; i++) {
    g_ptr_array_add(field->option, g_strdup(g_array_index(list, Counted, i).text));
    field->count[i] = g_array_index(list, Counted, i).count;
  }
}

static GHashTable *option_index(const TyField *field) {
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < field->option->len; i++)
    g_hash_table_insert(index, field->option->pdata[i], GUINT_TO_POINTER(i + 1));
  return index;
}

static void code_rows(TyField *field, const TyColumn *column) {
  g_autoptr(GHashTable) index = option_index(field);

  field->code = g_new(guint32, column->n_rows + 1);
  for (gsize i = 0; i < column->n_rows; i++)
    field->code[i] = column->cell[i]
                         ? GPOINTER_TO_UINT(g_hash_table_lookup(index, column->cell[i])) - 1
                         : TY_NO_ANSWER;
}

/* Puts the options into the order found, and counts with them. */
static void reorder(TyField *field, const guint *order) {
  guint n = field->option->len;
  g_autofree gpointer *text = g_memdup2(field->option->pdata, n * sizeof(gpointer));
  g_autofree guint *count = g_memdup2(field->count, n * sizeof(guint));

  for (guint place = 0; place < n; place++) {
    field->option->pdata[place] = text[order[place]];
    field->count[place] = count[order[place]];
  }
}

/* Kinds -----------------------------------------------------------------------------------------
 */

static gboolean fill_numeric(TyField *field, const TyColumn *column, const char **culprit) {
  const char *unit = NULL;

  field->value = g_new(double, column->n_rows + 1);
  for (gsize i = 0; i < column->n_rows; i++) {
    const char *own = NULL;
    field->value[i] = NAN;
    if (!column->cell[i])
      continue;
    if (!ty_cell_number(column->cell[i], &field->value[i], &own) ||
        (unit && !g_str_equal(unit, own))) {
      *culprit = column->cell[i];
      g_clear_pointer(&field->value, g_free);
      return FALSE;
    }
    unit = own;
  }
  return TRUE;
}

static void fill_nominal(TyField *field, const TyColumn *column) { code_rows(field, column); }

static void fill_ordinal(TyField *field, const TyColumn *column, const guint *order) {
  reorder(field, order);
  code_rows(field, column);
  field->value = g_new(double, column->n_rows + 1);
  for (gsize i = 0; i < column->n_rows; i++)
    field->value[i] = field->code[i] == TY_NO_ANSWER ? NAN : field->code[i];
}

static void fill_multiple(TyField *field, const TyColumn *column, const char *separator) {
  g_ptr_array_set_size(field->option, 0);
  g_clear_pointer(&field->count, g_free);
  list_options(field, column, separator);
  g_autoptr(GHashTable) index = option_index(field);
  gsize n = field->option->len;

  field->separator = g_strdup(separator);
  field->ticked = g_malloc0(column->n_rows * n + 1);
  for (gsize i = 0; i < column->n_rows; i++) {
    g_auto(GStrv) parts = column->cell[i] ? ty_split_options(column->cell[i], separator) : NULL;
    for (char **part = parts; part && *part; part++)
      field->ticked[i * n + GPOINTER_TO_UINT(g_hash_table_lookup(index, *part)) - 1] = 1;
  }
  /* Named twice in one cell counts once. */
  memset(field->count, 0, n * sizeof *field->count);
  for (gsize i = 0; i < column->n_rows; i++)
    for (gsize k = 0; k < n; k++)
      field->count[k] += field->ticked[i * n + k];
}

/* All numbers are whole, all different, and go up by one from row to row. */
static gboolean runs(const TyField *field, const TyColumn *column) {
  double before = NAN;

  for (gsize i = 0; i < column->n_rows; i++) {
    if (isnan(field->value[i]) || (i > 0 && field->value[i] != before + 1))
      return FALSE;
    before = field->value[i];
  }
  return column->n_rows >= LEAST_RUNNING;
}

static void say(TyField *field, TyFieldKind kind, const char *why) {
  field->kind = kind;
  g_free(field->why);
  field->why = g_strdup(why);
}

static gboolean is_closed(const TyField *field) {
  return field->option->len <= MAX_CLOSED || field->option->len * 2 <= field->n_answered;
}

static void drop_options(TyField *field) { g_ptr_array_set_size(field->option, 0); }

static void judge_words(TyField *field, const TyColumn *column) {
  guint n = field->option->len;
  g_autofree guint *order = g_new(guint, n);
  const char *scale = NULL, *separator = NULL;

  if (ty_scales_order(column->scales, (const char *const *) field->option->pdata, n, order,
                      &scale)) {
    g_autofree char *why = g_strconcat("scale: ", scale, NULL);
    fill_ordinal(field, column, order);
    say(field, TY_FIELD_ORDINAL, why);
  } else if ((separator = ty_column_separator(column))) {
    g_autofree char *why = g_strconcat("options parted by ", separator, NULL);
    fill_multiple(field, column, separator);
    say(field, TY_FIELD_MULTIPLE, why);
  } else if (!is_closed(field)) {
    drop_options(field);
    say(field, TY_FIELD_TEXT, "nearly all answers differ");
  } else {
    fill_nominal(field, column);
    say(field, TY_FIELD_NOMINAL, "words without an order");
  }
}

static void judge(TyField *field, const TyColumn *column) {
  const char *culprit = NULL;

  if (field->n_answered == 0)
    say(field, TY_FIELD_EMPTY, "no answer");
  else if (ty_scales_is_personal(column->scales, field->name)) {
    drop_options(field);
    say(field, TY_FIELD_PERSONAL, "the heading asks for personal information");
  } else if (field->option->len == 1)
    say(field, TY_FIELD_CONSTANT, "all answers are the same");
  else if (ty_scales_is_number(column->scales, field->name)) {
    drop_options(field);
    say(field, TY_FIELD_IDENTIFIER, "the heading names a running number");
  } else if (field->option->len > 2 && fill_numeric(field, column, &culprit)) {
    gboolean running = runs(field, column);
    drop_options(field);
    if (running)
      g_clear_pointer(&field->value, g_free);
    say(field, running ? TY_FIELD_IDENTIFIER : TY_FIELD_NUMERIC,
        running ? "one more in each row" : "numbers");
  } else
    judge_words(field, column);
}

/* Kinds that the user gives ---------------------------------------------------------------------
 */

/* As written, by numbers where all are numbers: what no known scale orders must order itself. */
static gboolean order_numbers(const TyField *field, guint *order) {
  guint n = field->option->len;

  for (guint i = 0; i < n; i++) {
    double value, other;
    guint place = 0;
    if (!ty_cell_number(field->option->pdata[i], &value, NULL))
      return FALSE;
    for (guint k = 0; k < n; k++) {
      if (!ty_cell_number(field->option->pdata[k], &other, NULL))
        return FALSE;
      place += other < value || (other == value && k < i);
    }
    order[place] = i;
  }
  return TRUE;
}

static gboolean fail_kind(const TyField *field, const char *kind, const char *found,
                          const char *expected, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected %s for a %s field",
              field->name, found, expected, kind);
  return FALSE;
}

static gboolean fill_as(TyField *field, const TyColumn *column, TyFieldKind given, GError **error) {
  g_autofree guint *order = g_new(guint, MAX(field->option->len, 1));
  const char *scale, *culprit = NULL, *separator;

  say(field, given, "given");
  switch (given) {
  case TY_FIELD_NUMERIC:
    if (!fill_numeric(field, column, &culprit))
      return fail_kind(field, "numeric", culprit, "numbers with one unit", error);
    drop_options(field);
    return TRUE;
  case TY_FIELD_ORDINAL:
    if (!ty_scales_order(column->scales, (const char *const *) field->option->pdata,
                         field->option->len, order, &scale) &&
        !order_numbers(field, order))
      return fail_kind(field, "ordinal", field->option->pdata[0],
                       "the steps of a scale in survey-scales.txt, ranges or numbers", error);
    fill_ordinal(field, column, order);
    return TRUE;
  case TY_FIELD_MULTIPLE:
    separator = ty_column_separator(column);
    fill_multiple(field, column, separator ? separator : ";");
    return TRUE;
  case TY_FIELD_NOMINAL:
    fill_nominal(field, column);
    return TRUE;
  default:
    drop_options(field);
    return TRUE;
  }
}

gboolean ty_field_fill(TyField *field, const TyColumn *column, TyFieldKind given, GError **error) {
  field->option = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < column->n_rows; i++)
    field->n_answered += column->cell[i] != NULL;
  list_options(field, column, NULL);
  if (given == TY_N_FIELD_KINDS || field->n_answered == 0 ||
      (ty_field_kind_counts(given) && field->option->len == 1)) {
    judge(field, column);
    return TRUE;
  }
  return fill_as(field, column, given, error);
}
