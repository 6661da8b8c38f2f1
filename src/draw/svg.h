/* SPDX-License-Identifier: Apache-2.0 */
/** What Cairo's SVG still needs: colours by role, halos, a title for readers of the screen, ids
 * that do not depend on how many surfaces the process has made. */
#pragma once
#include "draw/palette.h"

/** Stands for a role in what Cairo draws; the last one for a halo around text. */
#define TY_SVG_HALO TY_N_ROLES
void ty_svg_role_rgb(guint role, double rgb[3]);

/** Rewrites an SVG that was drawn in the colours of ty_svg_role_rgb.
 * @param title  text for readers of the screen; NULL or "": none
 * @return the new text */
GString *ty_svg_finish(const char *svg, gsize length, gboolean is_inline, gboolean dark,
                       const char *title);
