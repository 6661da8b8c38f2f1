/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/network-units.h"

#include "base/number.h"

#define WIDEST 1000

gboolean ty_network_within(const char *within, guint *width, GError **error) {
  double n;

  *width = 0;
  if (!within || g_str_equal(within, "document"))
    return TRUE;
  if (g_str_equal(within, "sentence")) {
    *width = 1;
    return TRUE;
  }
  if (ty_number_parse(within, &n) && n >= 2 && n <= WIDEST && n == (double) (guint) n) {
    *width = (guint) n;
    return TRUE;
  }
  g_set_error(
      error, TY_ERROR, TY_ERROR_USAGE,
      "found --within %s, expected document, sentence or the words of a window, from 2 to %d",
      within, WIDEST);
  return FALSE;
}

static void end_unit(TyNetworkUnits *units) {
  guint32 length = units->node->len;
  g_array_append_val(units->start, length);
  units->n++;
}

static void add_word(TyNetworkUnits *units, const gint32 *place, guint32 word) {
  if (place[word] >= 0) {
    guint32 node = (guint32) place[word];
    g_array_append_val(units->node, node);
  }
}

void ty_network_units(const TyWords *words, const gint32 *place, guint width,
                      TyNetworkUnits *units) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  guint32 zero = 0;

  *units = (TyNetworkUnits){g_array_new(FALSE, FALSE, sizeof(guint32)),
                            g_array_new(FALSE, FALSE, sizeof(guint32)), 0};
  g_array_append_val(units->start, zero);
  for (gsize d = 0; d < matrix.n_docs; d++) {
    guint32 first = matrix.start[d], end = matrix.start[d + 1];
    for (guint32 i = first; i < end; i++) {
      if (width == 1 && i > first && words->gap->data[i] == TY_GAP_END)
        end_unit(units);
      add_word(units, place, matrix.word[i]);
      for (guint32 k = i + 1; width > 1 && k < end && k < i + width; k++)
        add_word(units, place, matrix.word[k]);
      if (width > 1)
        end_unit(units);
    }
    if (width <= 1)
      end_unit(units);
  }
}

void ty_network_units_clear(TyNetworkUnits *units) {
  g_array_unref(units->start);
  g_array_unref(units->node);
}

guint32 *ty_network_units_frequency(const TyNetworkUnits *units, gsize n_nodes) {
  guint32 *frequency = g_new0(guint32, MAX(n_nodes, 1));
  g_autofree gsize *last = g_new0(gsize, MAX(n_nodes, 1));
  const guint32 *start = (const guint32 *) units->start->data;

  for (gsize u = 0; u < units->n; u++)
    for (guint32 i = start[u]; i < start[u + 1]; i++) {
      guint32 node = g_array_index(units->node, guint32, i);
      if (last[node] != u + 1) {
        last[node] = u + 1;
        frequency[node]++;
      }
    }
  return frequency;
}
