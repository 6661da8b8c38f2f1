/* SPDX-License-Identifier: Apache-2.0 */
/** A line on standard error that says how far an import is. */
#pragma once
#include <tuyou/flow.h>

/** What draws the line; NULL when standard error is no terminal: logs get none. */
TyProgressFunc ty_progress_function(void);

/** Takes the line away until it is drawn next: before a message. */
void ty_hide_progress(void);

/** Takes the line away for good. */
void ty_end_progress(void);
