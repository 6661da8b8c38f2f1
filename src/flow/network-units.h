/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: in what words stand together – documents, sentences or windows. */
#pragma once
#include "flow/words.h"

/** Units as sets of nodes, in compressed rows. */
typedef struct {
  GArray *start, *node; /**< of guint32 */
  gsize n;              /**< units, those without any node too */
} TyNetworkUnits;

/** @param within  document (NULL), sentence, or the words of a window: "5"
 *  @return FALSE with TY_ERROR_USAGE for anything else; `width`: 0, 1 of sentences, or the window's
 */
gboolean ty_network_within(const char *within, guint *width, GError **error);

/** @param words  with gaps where `width` is 1
 *  @param place  node of each word; −1: takes no part. A window is so many counted words after each
 *                other in a document, whatever stands between them; each word begins one. */
void ty_network_units(const TyWords *words, const gint32 *place, guint width,
                      TyNetworkUnits *units);
void ty_network_units_clear(TyNetworkUnits *units);

/** How many units hold each of `n_nodes`; to be freed. */
guint32 *ty_network_units_frequency(const TyNetworkUnits *units, gsize n_nodes);
