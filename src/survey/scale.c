/* SPDX-License-Identifier: Apache-2.0 */
/* Known scales from a reviewable list, and ranges of numbers, which order themselves. */
#include "survey/scale.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  char *name;
  char ***steps; /* n_steps, each a NULL-terminated list of words */
  guint n_steps;
} Scale;

struct TyScales {
  GPtrArray *scales; /* of Scale */
  GHashTable *missing;
  GPtrArray *personal, *numbers; /* of char * */
};

static void scale_free(gpointer data) {
  Scale *scale = data;

  for (guint i = 0; i < scale->n_steps; i++)
    g_strfreev(scale->steps[i]);
  g_free(scale->steps);
  g_free(scale->name);
  g_free(scale);
}

void ty_scales_free(TyScales *scales) {
  g_ptr_array_unref(scales->scales);
  g_hash_table_unref(scales->missing);
  g_ptr_array_unref(scales->personal);
  g_ptr_array_unref(scales->numbers);
  g_free(scales);
}

/* Words parted by '|', trimmed; NULL when one is empty. */
static char **split_words(const char *text) {
  char **words = g_strsplit(text, "|", -1);

  for (char **word = words; *word; word++)
    if (!*g_strstrip(*word)) {
      g_strfreev(words);
      return NULL;
    }
  return words;
}

static gboolean take_list(TyScales *scales, const char *name, const char *text) {
  g_auto(GStrv) words = split_words(text);
  GPtrArray *list = g_str_equal(name, "personal") ? scales->personal : scales->numbers;

  for (char **word = words; word && *word; word++) {
    g_autofree char *folded = g_ascii_strdown(*word, -1);
    if (g_str_equal(name, "missing"))
      g_hash_table_add(scales->missing, g_steal_pointer(&folded));
    else
      g_ptr_array_add(list, g_steal_pointer(&folded));
  }
  return words && *words;
}

static gboolean take_scale(TyScales *scales, const char *name, const char *text) {
  g_auto(GStrv) steps = g_strsplit(text, "<", -1);
  Scale *scale = g_new0(Scale, 1);

  g_ptr_array_add(scales->scales, scale);
  scale->name = g_strdup(name);
  scale->steps = g_new0(char **, g_strv_length(steps) + 1);
  for (char **step = steps; *step; step++) {
    char **words = split_words(*step);
    if (!words)
      return FALSE;
    scale->steps[scale->n_steps++] = words;
    if (!*words)
      return FALSE;
  }
  return scale->n_steps >= 2;
}

static gboolean take_line(TyScales *scales, char *line) {
  if (!*g_strstrip(line) || *line == '#')
    return TRUE;
  char *colon = strchr(line, ':');
  if (!colon || colon == line)
    return FALSE;
  *colon = '\0';
  g_strstrip(line);
  return g_str_equal(line, "missing") || g_str_equal(line, "personal") ||
                 g_str_equal(line, "number")
             ? take_list(scales, line, colon + 1)
             : take_scale(scales, line, colon + 1);
}

TyScales *ty_scales_new(const char *file, const char *text, gsize length, GError **error) {
  g_autofree char *copy = g_strndup(text, length);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  g_autoptr(TyScales) scales = g_new0(TyScales, 1);

  scales->scales = g_ptr_array_new_with_free_func(scale_free);
  scales->missing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  scales->personal = g_ptr_array_new_with_free_func(g_free);
  scales->numbers = g_ptr_array_new_with_free_func(g_free);
  if (!g_utf8_validate(text, (gssize) length, NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING, "%s: found bytes that are not UTF-8", file);
    return NULL;
  }
  for (gsize i = 0; lines[i]; i++) {
    g_autofree char *line = g_strdup(lines[i]);
    if (!take_line(scales, line)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:%zu: found “%s”, expected “name: least < … < most”, or a list “missing: a | "
                  "b”",
                  file, i + 1, g_strstrip(lines[i]));
      return NULL;
    }
  }
  return g_steal_pointer(&scales);
}

gboolean ty_scales_is_missing(const TyScales *scales, const char *answer) {
  g_autofree char *folded = g_ascii_strdown(answer, -1);
  return !*g_strstrip(folded) || g_hash_table_contains(scales->missing, folded);
}

static gboolean holds_any(const GPtrArray *words, const char *heading, gboolean whole) {
  g_autofree char *folded = g_ascii_strdown(heading, -1);

  g_strstrip(folded);
  for (guint i = 0; i < words->len; i++)
    if (whole ? g_str_equal(folded, words->pdata[i]) : strstr(folded, words->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean ty_scales_is_personal(const TyScales *scales, const char *heading) {
  return holds_any(scales->personal, heading, FALSE);
}

gboolean ty_scales_is_number(const TyScales *scales, const char *heading) {
  return holds_any(scales->numbers, heading, TRUE);
}

/* Orders ----------------------------------------------------------------------------------------
 */

/* The step that an answer is a word of, G_MAXUINT for none. */
static guint step_of(const Scale *scale, const char *answer) {
  g_autofree char *trimmed = g_strstrip(g_strdup(answer));

  for (guint step = 0; step < scale->n_steps; step++)
    if (g_strv_contains((const char *const *) scale->steps[step], trimmed))
      return step;
  return G_MAXUINT;
}

static gboolean order_by_scale(const Scale *scale, const char *const *answers, gsize n,
                               guint *order) {
  g_autofree guint *at = g_new(guint, scale->n_steps);

  memset(at, 0xff, scale->n_steps * sizeof *at);
  for (gsize i = 0; i < n; i++) {
    guint step = step_of(scale, answers[i]);
    if (step == G_MAXUINT || at[step] != G_MAXUINT) /* two words of one step have no order */
      return FALSE;
    at[step] = (guint) i;
  }
  for (guint step = 0, place = 0; step < scale->n_steps; step++)
    if (at[step] != G_MAXUINT)
      order[place++] = at[step];
  return TRUE;
}

typedef struct {
  double from, to;
  guint answer;
} Range;

static int by_start(gconstpointer a, gconstpointer b) {
  const Range *x = a, *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return (x->to > y->to) - (x->to < y->to);
}

/* At least one is a true range; neighbours may share a bound (0-2, 2-4). */
static gboolean order_by_range(const char *const *answers, gsize n, guint *order) {
  g_autofree Range *ranges = g_new(Range, n);
  g_autofree char *unit = NULL;
  gboolean any = FALSE;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *own = NULL;
    ranges[i].answer = (guint) i;
    if (!ty_range_parse(answers[i], &ranges[i].from, &ranges[i].to, &own) ||
        (unit && *unit && *own && !g_str_equal(unit, own)))
      return FALSE;
    if (!unit || !*unit) {
      g_free(unit);
      unit = g_steal_pointer(&own);
    }
    any = any || ranges[i].from < ranges[i].to;
  }
  qsort(ranges, n, sizeof *ranges, by_start);
  for (gsize i = 0; i < n; i++) {
    if (i > 0 && (ranges[i].from < ranges[i - 1].to ||
                  (ranges[i].from == ranges[i - 1].from && ranges[i].to == ranges[i - 1].to)))
      return FALSE;
    order[i] = ranges[i].answer;
  }
  return any;
}

gboolean ty_scales_order(const TyScales *scales, const char *const *answers, gsize n, guint *order,
                         const char **scale) {
  if (n < 2)
    return FALSE;
  for (guint i = 0; i < scales->scales->len; i++) {
    const Scale *known = scales->scales->pdata[i];
    *scale = known->name;
    if (n <= known->n_steps && order_by_scale(known, answers, n, order))
      return TRUE;
  }
  *scale = "ranges";
  return order_by_range(answers, n, order);
}
