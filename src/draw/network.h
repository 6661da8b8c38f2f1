/* SPDX-License-Identifier: Apache-2.0 */
/** Where the discs and names of a network stand. */
#pragma once
#include "draw/labels.h"

typedef struct {
  gsize n;
  double *x, *y, *radius; /**< of each node's disc, in the canvas; the areas are proportional */
  TyLabel *labels;        /**< n_labels, heaviest first; label_node[i] is the node of label i */
  gsize n_labels;
  guint32 *label_node;
  GArray *placed; /**< of TyPlacedLabel */
} TyNetworkLayout;

/** @param bottom_px  kept free at the foot of the frame */
TyNetworkLayout *ty_netdraw_layout_above(TyCanvas *canvas, double bottom_px,
                                         const TyNetworkNode *nodes, gsize n_nodes,
                                         guint max_labels);
TyNetworkLayout *ty_netdraw_layout(TyCanvas *canvas, const TyNetworkNode *nodes, gsize n_nodes,
                                   guint max_labels);
void ty_netdraw_layout_free(TyNetworkLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNetworkLayout, ty_netdraw_layout_free)
