/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"
#include "text/lexicon.h"

#include <string.h>

static gboolean is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* The last field of text[0 .. *end), which ends there; *end moves to the end of what is before it.
 * NULL when there is but one field. */
static const char *last_field(const char *text, gsize *end, gsize *length) {
  gsize start = *end;

  while (start > 0 && !is_blank(text[start - 1]))
    start--;
  if (start == 0)
    return NULL;
  *length = *end - start;
  for (*end = start; *end > 0 && is_blank(text[*end - 1]);)
    --*end;
  return text + start;
}

static gboolean is_tag(const char *field, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower(field[i]))
      return FALSE;
  return length > 0 && length < sizeof((TyListEntry *) 0)->tag;
}

/* Whether a field is meant as a number, well or badly written; 3D艺术馆 is not. */
static gboolean looks_numeric(const char *field, gsize length) {
  for (gsize i = 0; i < length; i++)
    if ((guchar) field[i] >= 0x80)
      return FALSE;
  return g_ascii_isdigit(*field) || strchr("+-.", *field);
}

static gboolean parse_frequency(const char *field, gsize length, TyListEntry *entry,
                                const char **reason) {
  char copy[32], *end;

  *reason = "expected a frequency, a number of at least 0";
  if (length >= sizeof copy)
    return FALSE;
  memcpy(copy, field, length);
  copy[length] = '\0';
  entry->frequency = g_ascii_strtod(copy, &end);
  return *end == '\0' && entry->frequency >= 0 && entry->frequency <= 1e15;
}

/* Whether what is left is more than one field: a word with blanks in it, or a line that is no
 * entry.
 */
static gboolean has_blank(const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (is_blank(text[i]))
      return TRUE;
  return FALSE;
}

/* Whether two fields within a word with blanks are a frequency and a tag: then an entry ends there,
 * and more follows. */
static gboolean has_entry_within(const char *text, gsize length) {
  gboolean after_number = FALSE;
  gsize i = 0;

  while (i < length) {
    gsize start = i, n_digits = 0;
    while (i < length && !is_blank(text[i]))
      n_digits += g_ascii_isdigit(text[i++]) != 0;
    if (after_number && is_tag(text + start, i - start))
      return TRUE;
    after_number = start > 0 && n_digits == i - start;
    while (i < length && is_blank(text[i]))
      i++;
  }
  return FALSE;
}

gboolean ty_list_parse(const char *line, gsize length, TyListEntry *entry, const char **reason) {
  gboolean has_frequency;
  gsize field_length;

  memset(entry, 0, sizeof *entry);
  while (length > 0 && is_blank(line[length - 1]))
    length--;
  while (length > 0 && is_blank(*line)) {
    line++;
    length--;
  }
  entry->word = line;
  if (length == 0 || line[0] == '#')
    return TRUE;

  gsize end = entry->length = length;
  const char *field = last_field(line, &end, &field_length);
  if (field && is_tag(field, field_length)) {
    memcpy(entry->tag, field, field_length);
    entry->length = end;
    field = last_field(line, &end, &field_length);
  }
  has_frequency = field && looks_numeric(field, field_length);
  if (has_frequency) {
    if (!parse_frequency(field, field_length, entry, reason))
      return FALSE;
    entry->length = end;
  }
  *reason = "expected `word [frequency] [tag]`: a tag of at most 7 small letters, and a frequency"
            " behind a word with spaces";
  return has_frequency ? !has_entry_within(line, entry->length) : !has_blank(line, entry->length);
}

void ty_word_append(GArray *characters, const char *word, gsize length) {
  const guchar *p = (const guchar *) word, *end = p + length;
  guint start = characters->len;

  while (p < end) {
    TyCluster cluster;
    p += ty_cluster_read(p, end, &cluster);
    if (cluster.class == TY_CLASS_SPACE && (characters->len == start || p == end))
      continue;
    g_array_append_vals(characters, cluster.cp, cluster.n);
  }
}

GArray *ty_word_characters(const char *word, gsize length) {
  GArray *characters = g_array_new(FALSE, FALSE, sizeof(guint32));

  ty_word_append(characters, word, length);
  return characters;
}
