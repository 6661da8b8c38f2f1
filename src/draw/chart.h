/* SPDX-License-Identifier: Apache-2.0 */
/** What charts share. */
#pragma once
#include "draw/canvas.h"

/** A copy of the options whose title names the unit: "关键词（权重）", or is the unit. `title`:
 * out, to be freed.
 */
TyPictureOptions ty_chart_options(const TyPictureOptions *options, const char *unit, char **title);

/** The least of 1, 2, 2.5, 5 × 10^k with at most `n_steps` steps up to `highest` ≥ 0. */
double ty_chart_step(double highest, int n_steps);

/** Moves heights of texts apart so that neighbours keep `gap`, within [top, bottom], in their
 * order; each stays as near to where it was as that allows. `y`: n, ascending. */
void ty_chart_spread(double *y, gsize n, double gap, double top, double bottom);
