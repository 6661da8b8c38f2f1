/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word-lines.h"

#include <string.h>
#include <tuyou/base.h>

gboolean ty_word_lines_read(const char *file, const char *text, gsize length,
                            TyWordLineFunc take_line, gpointer data, GError **error) {
  gsize line = 0;

  for (const char *p = text, *end = text + length; p < end;) {
    const char *stop = memchr(p, '\n', (gsize) (end - p));
    stop = stop ? stop : end;
    g_autofree char *copy = g_strndup(p, (gsize) (stop - p));
    p = stop + 1;
    line++;
    copy[strcspn(copy, "#")] = '\0';
    if (!g_utf8_validate(copy, -1, NULL)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found bytes that are no UTF-8", file,
                  line);
      return FALSE;
    }
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (char *rest = copy, *word; (word = strtok_r(rest, " \t\r\f\v", &rest));)
      g_ptr_array_add(words, word);
    guint n = words->len;
    g_ptr_array_add(words, NULL);
    if (n > 0 && !take_line((char **) words->pdata, n, data, error)) {
      g_prefix_error(error, "%s:%zu: ", file, line);
      return FALSE;
    }
  }
  return TRUE;
}
