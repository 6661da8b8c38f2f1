/* SPDX-License-Identifier: Apache-2.0 */
/** The one line on a terminal's standard error that says how far a work is. */
#pragma once
#include <glib.h>

/** Whether it is time to draw again: not more than ten times a second. `drawn_us`: when it was last
 * drawn, 0: not yet; set to now when it is time. */
gboolean ty_status_is_due(gint64 *drawn_us);

/** A line being made: the bar of the share done, 0–1. */
void ty_status_append_bar(GString *line, double share);
/** "  1:05 left" */
void ty_status_append_left(GString *line, double seconds);

/** Draws the line over the one before. */
void ty_status_draw(const GString *line);
/** Takes it away. */
void ty_status_erase(void);
