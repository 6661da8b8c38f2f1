/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

/** The indices 0 … n − 1 by falling weight, ties by index; to be freed. */
guint32 *ty_order_by_weight(const double *weight, gsize n);
