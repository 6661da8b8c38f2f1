/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/periods.h"

#include <stdlib.h>
#include <string.h>

/* Beyond this many a picture of months says nothing, and one mistyped year makes thousands. */
enum { MAX_MONTHS = 240, MAX_YEARS = 1000 };

typedef struct {
  const TyWords *words;
  gsize next;   /* document of the words that comes next */
  GArray *year; /* of gint: 0 without a date */
  GArray *month /* of gint: 0 without one */;
} Dating;

/* Documents come in order of id, as they stand in the words; some are left out of the words. */
static gboolean take_date(const TyStoredDocument *document, gpointer data, GError **error) {
  Dating *dating = data;
  const char *date = document->date ? document->date : "";
  gint year = 0, month = 0;
  (void) error;

  if (dating->next == dating->words->documents->len ||
      g_array_index(dating->words->documents, gint64, dating->next) != document->id)
    return TRUE;
  if (strspn(date, "0123456789") == 4) {
    year = atoi(date);
    if (date[4] == '-' && strspn(date + 5, "0123456789") == 2)
      month = atoi(date + 5);
  }
  g_array_append_val(dating->year, year);
  g_array_append_val(dating->month, month);
  dating->next++;
  return TRUE;
}

/* The period of document d before counting from the first; −1 when it has none. */
static gint absolute(const Dating *dating, gsize d, gboolean months) {
  gint year = g_array_index(dating->year, gint, d), month = g_array_index(dating->month, gint, d);
  if (year == 0 || (months && (month < 1 || month > 12)))
    return -1;
  return months ? year * 12 + month - 1 : year;
}

static gboolean span(const Dating *dating, gboolean months, gint *first, gint *last) {
  *first = G_MAXINT;
  *last = -1;
  for (gsize d = 0; d < dating->year->len; d++) {
    gint at = absolute(dating, d, months);
    if (at >= 0) {
      *first = MIN(*first, at);
      *last = MAX(*last, at);
    }
  }
  return *last >= 0;
}

static gboolean months_fit(const Dating *dating) {
  gint first, last;

  for (gsize d = 0; d < dating->year->len; d++)
    if (absolute(dating, d, FALSE) >= 0 && absolute(dating, d, TRUE) < 0)
      return FALSE;
  return span(dating, TRUE, &first, &last) && last - first >= 2 && last - first < MAX_MONTHS;
}

static TyPeriods *count(const Dating *dating, gboolean months, GError **error) {
  gint first, last, most = months ? MAX_MONTHS * 10 : MAX_YEARS;

  if (!span(dating, months, &first, &last)) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no document with a %s among %u, expected at least one",
                months ? "month" : "date", dating->year->len);
    return NULL;
  }
  if (last - first >= most) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found dates from %d to %d, expected at most %d years: choose with --since and "
                "--until",
                months ? first / 12 : first, months ? last / 12 : last, months ? most / 12 : most);
    return NULL;
  }
  TyPeriods *periods = g_new0(TyPeriods, 1);
  periods->months = months;
  periods->first = first;
  periods->n = (guint) (last - first + 1);
  periods->documents = g_new0(guint32, periods->n);
  periods->of = g_new(gint32, dating->year->len);
  for (gsize d = 0; d < dating->year->len; d++) {
    gint at = absolute(dating, d, months);
    periods->of[d] = at < 0 ? -1 : at - first;
    if (at < 0)
      periods->n_undated++;
    else
      periods->documents[at - first]++;
  }
  return periods;
}

TyPeriods *ty_periods_new(TyWorkspace *workspace, const TyDocumentFilter *filter,
                          const TyWords *words, const char *unit, GError **error) {
  g_autoptr(GArray) year = g_array_new(FALSE, FALSE, sizeof(gint));
  g_autoptr(GArray) month = g_array_new(FALSE, FALSE, sizeof(gint));
  Dating dating = {words, 0, year, month};

  if (unit && !g_str_equal(unit, "month") && !g_str_equal(unit, "year")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the unit %s, expected month or year", unit);
    return NULL;
  }
  if (!ty_atlas_each_document(workspace->atlas, filter, take_date, &dating, error))
    return NULL;
  return count(&dating, unit ? g_str_equal(unit, "month") : months_fit(&dating), error);
}

void ty_periods_free(TyPeriods *periods) {
  g_free(periods->documents);
  g_free(periods->of);
  g_free(periods);
}

char *ty_period_name(const TyPeriods *periods, gsize period) {
  gint at = periods->first + (gint) period;
  return periods->months ? g_strdup_printf("%04d-%02d", at / 12, at % 12 + 1)
                         : g_strdup_printf("%04d", at);
}
