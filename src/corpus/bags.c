/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/bags.h"

#include "base/file.h"

#include <stdarg.h>
#include <string.h>

/* No word stands in one document more often: a file of a few bytes must not ask for gigabytes. */
#define MAX_COUNT 10000000

/* Where one stands in a file of whole numbers. */
typedef struct {
  const char *path, *text, *end;
  gsize line;
} Scan;

G_GNUC_PRINTF(3, 4)
static gboolean fail(const Scan *scan, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", scan->path, scan->line, what);
  return FALSE;
}

static void skip_blanks(Scan *scan) {
  while (scan->text < scan->end &&
         (*scan->text == ' ' || *scan->text == '\t' || *scan->text == '\r'))
    scan->text++;
}

static gboolean at_line_end(Scan *scan) {
  skip_blanks(scan);
  return scan->text == scan->end || *scan->text == '\n';
}

static void next_line(Scan *scan) {
  const char *end = memchr(scan->text, '\n', (gsize) (scan->end - scan->text));
  scan->text = end ? end + 1 : scan->end;
  scan->line++;
}

static gboolean take_number(Scan *scan, guint32 *number, GError **error) {
  guint64 value = 0;

  skip_blanks(scan);
  if (scan->text == scan->end || !g_ascii_isdigit(*scan->text))
    return fail(scan, error, "found '%.*s', expected a whole number",
                (int) MIN(scan->end - scan->text, 1), scan->text);
  while (scan->text < scan->end && g_ascii_isdigit(*scan->text)) {
    value = value * 10 + (guint64) (*scan->text++ - '0');
    if (value > G_MAXINT32)
      return fail(scan, error, "found a number above %d, expected a word id or count", G_MAXINT32);
  }
  *number = (guint32) value;
  return TRUE;
}

static gboolean add_token(const Scan *scan, GArray *word, guint32 id, guint32 count, gsize n_words,
                          GError **error) {
  if (n_words && id >= n_words)
    return fail(scan, error, "found word id %u, expected one below the vocabulary's %zu", id,
                n_words);
  if (count > MAX_COUNT)
    return fail(scan, error, "found a word %u times, expected at most %d", count, MAX_COUNT);
  if (word->len + (guint64) count > G_MAXINT32)
    return fail(scan, error, "found more than %d tokens", G_MAXINT32);
  for (guint32 i = 0; i < count; i++)
    g_array_append_val(word, id);
  return TRUE;
}

/* "D\nW\nN\n", then "document word count" a line, both from 1, documents ascending. */
static gboolean read_docword(Scan *scan, GArray *start, GArray *word, gsize n_words,
                             GError **error) {
  gsize n_bytes = (gsize) (scan->end - scan->text);
  guint32 head[3] = {0}, doc = 0, id = 0, count = 0;

  for (int i = 0; i < 3; i++, next_line(scan))
    if (!take_number(scan, &head[i], error))
      return FALSE;
  if (head[0] > n_bytes)
    return fail(scan, error, "found %u documents announced in a file of %zu bytes", head[0],
                n_bytes);
  while (scan->text < scan->end) {
    if (!at_line_end(scan)) {
      if (!take_number(scan, &doc, error) || !take_number(scan, &id, error) ||
          !take_number(scan, &count, error))
        return FALSE;
      if (doc < start->len || doc > head[0] || id < 1 || id > head[1])
        return fail(scan, error, "found document %u, word %u, expected %u–%u, 1–%u", doc, id,
                    start->len, head[0], head[1]);
      for (guint32 at = word->len; start->len < doc;)
        g_array_append_val(start, at);
      if (!add_token(scan, word, id - 1, count, n_words, error))
        return FALSE;
    }
    next_line(scan);
  }
  for (guint32 at = word->len; start->len < head[0] + 1;)
    g_array_append_val(start, at);
  return TRUE;
}

/* "n id:count id:count …" a line. */
static gboolean read_lda_c(Scan *scan, GArray *start, GArray *word, gsize n_words, GError **error) {
  guint32 n = 0, id = 0, count = 0;

  for (; scan->text < scan->end; next_line(scan)) {
    if (at_line_end(scan))
      continue;
    if (!take_number(scan, &n, error))
      return FALSE;
    for (guint32 i = 0; i < n; i++) {
      if (!take_number(scan, &id, error))
        return FALSE;
      if (scan->text == scan->end || *scan->text != ':')
        return fail(scan, error, "found no ':' after word id %u, expected id:count", id);
      scan->text++;
      if (!take_number(scan, &count, error) || !add_token(scan, word, id, count, n_words, error))
        return FALSE;
    }
    if (!at_line_end(scan))
      return fail(scan, error, "found more than the %u pairs that the line announces", n);
    guint32 at = word->len;
    g_array_append_val(start, at);
  }
  return TRUE;
}

/* "id id id …" a line; an empty line is an empty document. */
static gboolean read_ids(Scan *scan, GArray *start, GArray *word, gsize n_words, GError **error) {
  guint32 id = 0;

  for (; scan->text < scan->end; next_line(scan)) {
    while (!at_line_end(scan))
      if (!take_number(scan, &id, error) || !add_token(scan, word, id, 1, n_words, error))
        return FALSE;
    guint32 at = word->len;
    g_array_append_val(start, at);
  }
  return TRUE;
}

/* Three lines of one number each begin docword; a ':' in the first line is LDA-C. */
static gboolean is_docword(const char *text, const char *end) {
  int numbers = 0;

  for (int line = 0; line < 3; line++) {
    gboolean digits = FALSE;
    while (text < end && (g_ascii_isdigit(*text) || *text == '\r'))
      digits = g_ascii_isdigit(*text++) || digits;
    if (text < end && *text == '\n')
      text++;
    numbers += digits && (text == end || text[-1] == '\n');
  }
  return numbers == 3;
}

gboolean ty_bags_parse(const char *path, const char *text, gsize length, gsize n_words,
                       GArray *start, GArray *word, GError **error) {
  Scan scan = {path, text, text + length, 1};
  guint32 zero = 0;

  g_array_set_size(start, 0);
  g_array_set_size(word, 0);
  g_array_append_val(start, zero);
  if (length == 0)
    return fail(&scan, error, "found an empty file, expected a document a line");
  const char *line_end = memchr(text, '\n', length);
  gboolean pairs = memchr(text, ':', line_end ? (gsize) (line_end - text) : length) != NULL;
  return pairs                        ? read_lda_c(&scan, start, word, n_words, error)
         : is_docword(text, scan.end) ? read_docword(&scan, start, word, n_words, error)
                                      : read_ids(&scan, start, word, n_words, error);
}

gboolean ty_corpus_read_bags(const char *path, gsize n_words, GArray *start, GArray *word,
                             GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return FALSE;
  gsize length = g_mapped_file_get_length(file);
  return ty_bags_parse(path, length ? g_mapped_file_get_contents(file) : "", length, n_words, start,
                       word, error);
}
