/* SPDX-License-Identifier: Apache-2.0 */
/** JSON cut into values by its brackets, in a window that moves over the text: what is broken need
 * not be understood to be passed over. */
#pragma once
#include "base/window.h"

/** Begins with the window, line 1 and is_alone; else zero-initialised. */
typedef struct {
  TyWindow *window;
  GError *fault;     /**< of the window's source; owned by whoever made this */
  gsize at;          /**< in the window, where reading is; what is before it is done with */
  gsize counted;     /**< lines are counted up to here */
  gsize line;        /**< 1-based line of `counted` */
  gboolean is_alone; /**< only spaces stand between the line's start and `at` … */
  gsize indent;      /**< … so many */
  guint64 scanned;   /**< bytes looked at so far, again and again */
  gboolean is_cut;   /**< what was looked for may stand after the window */
} TyJsonText;

/** The line of a byte of the window. */
gsize ty_json_line(TyJsonText *json, gsize at);

/** Lets go of what is before `at` and reads on. @return FALSE when nothing more is to be had: at
 * the end, when the window is full, or with the fault of the source */
gboolean ty_json_more(TyJsonText *json);

/** The byte at `at`; NUL at the end of the text (or with its fault). */
char ty_json_here(TyJsonText *json);

/** Moves over spaces; to a byte of the window; to the line's end, however far it is. */
void ty_json_pass_space(TyJsonText *json);
void ty_json_pass_to(TyJsonText *json, gsize at);
void ty_json_pass_line(TyJsonText *json);

/** In [p, end): the first byte that is no space; the line's end. */
const char *ty_json_skip_space(const char *p, const char *end);
const char *ty_json_line_end(const char *p, const char *end);

/** The end of the string that starts at `p`; NULL when a line break or the end comes first. */
const char *ty_json_string_end(const char *p, const char *end);

/** The end of the value that starts at `p`, by its brackets; NULL with `fault` ("found …") when it
 * has none: then `is_cut` says whether it may have one after `end`. */
const char *ty_json_value_end(TyJsonText *json, const char *p, const char *end, const char **fault);

/** Bytes of the value at `at`, which then is whole in the window; 0 with `fault` when it has no end
 * within TY_RECORD_MAX_BYTES. */
gsize ty_json_find_value(TyJsonText *json, const char **fault);

/** Moves from the broken record at `at` to where reading goes on: after it when it has an end
 * (`length` bytes on, else 0) and holds no line that looks like a record; else to the next "},{" of
 * its line, else to the next line that begins like it, else to the end. */
void ty_json_pass_broken(TyJsonText *json, gsize length);
