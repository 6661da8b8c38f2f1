/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: what limits the question that runs. */
#pragma once
#include "atlas/statement.h"

typedef struct TyBound {
  double seconds;
  gint64 until_us; /* of the monotonic clock */
} TyBound;
