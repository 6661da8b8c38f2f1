/* SPDX-License-Identifier: Apache-2.0 */
#include "text/lexicon.h"

#include "base/file.h"
#include "text/fold.h"
#include "text/wordlist.h"

#include <math.h>
#include <string.h>

G_STATIC_ASSERT(sizeof(TyLexiconHead) == 48);
G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN);

static inline guint64 mix(guint64 lane, guint64 bytes) {
  lane += bytes * G_GUINT64_CONSTANT(0xc2b2ae3d27d4eb4f);
  return (lane << 31 | lane >> 33) * G_GUINT64_CONSTANT(0x9e3779b185ebca87);
}

guint64 ty_checksum(const void *bytes, gsize length, guint64 seed) {
  guint64 lane[4] = {seed, seed + 1, seed + 2, seed + 3}, word;
  const guchar *p = bytes;

  for (; length >= 32; length -= 32, p += 32)
    for (int i = 0; i < 4; i++) {
      memcpy(&word, p + 8 * i, 8);
      lane[i] = mix(lane[i], word);
    }
  for (; length > 0; length--, p++)
    lane[0] = mix(lane[0], *p);
  return mix(mix(mix(lane[0], lane[1]), lane[2]), lane[3]);
}

static guint64 checksum_of(const TyLexiconHead *head, const void *rest, gsize length) {
  TyLexiconHead blank = *head;

  blank.checksum = 0;
  return ty_checksum(rest, length, ty_checksum(&blank, sizeof blank, 0));
}

static gboolean refuse(GError **error, const char *path, const char *found, const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected %s", path, found, expected);
  return FALSE;
}

/* A checksum speaks of accidents only: the numbers that lead to addresses are looked at as well. */
static gboolean leads_outside(const TyLexicon *lexicon) {
  guint base = 0, check = 0;

  for (gsize i = 0; i < lexicon->head->n_cells; i++)
    base = MAX(base, ty_cell_base(lexicon->cells[i]));
  for (guint i = 0; i < lexicon->head->n_codes; i++)
    check |= ty_cell_check(lexicon->cells[i]) != TY_CHECK_NONE;
  for (guint c = 0; c < 65536; c++)
    check |= (lexicon->codes[c] & TY_CODE_MASK) >= lexicon->head->n_codes;
  for (guint tag = 0; tag < TY_N_TAGS; tag++)
    check |= lexicon->tags[tag][sizeof(TyTagName) - 1] != '\0';
  return check || base + (gsize) lexicon->head->n_codes > lexicon->head->n_cells;
}

static gboolean examine(TyLexicon *lexicon, const char *path, GError **error) {
  const char *bytes = g_mapped_file_get_contents(lexicon->file);
  gsize length = g_mapped_file_get_length(lexicon->file);
  const TyLexiconHead *head = lexicon->head = (const void *) bytes;
  gsize fixed = sizeof *head + sizeof(TyTagName) * TY_N_TAGS + 65536 * sizeof(guint16);

  if (length < sizeof *head || memcmp(head->magic, TY_LEXICON_MAGIC, sizeof head->magic) != 0)
    return refuse(error, path, "something else", "a compiled lexicon");
  if (head->version != TY_LEXICON_VERSION)
    return refuse(error, path, "a lexicon of another version", "one compiled by this program");
  if (length < fixed || head->n_cells > (length - fixed) / 8 ||
      length != fixed + head->n_cells * 8 || head->n_codes < TY_CODE_FIRST ||
      head->n_codes > head->n_cells || head->n_codes > TY_CHECK_NONE || head->total == 0)
    return refuse(error, path, "a lexicon of another length than its head says", "a whole one");
  if (checksum_of(head, bytes + sizeof *head, length - sizeof *head) != head->checksum)
    return refuse(error, path, "a damaged lexicon", "one whose checksum holds");
  lexicon->tags = (const void *) (bytes + sizeof *head);
  lexicon->codes = (const void *) (lexicon->tags + TY_N_TAGS);
  lexicon->cells = (const void *) (lexicon->codes + 65536);
  lexicon->unknown_cost = ty_cell_cost(lexicon->cells[TY_CODE_UNKNOWN]);
  if (leads_outside(lexicon))
    return refuse(error, path, "a damaged lexicon", "cells within the file");
  return TRUE;
}

TyLexicon *ty_lexicon_open(const char *path, GError **error) {
  g_autoptr(TyLexicon) lexicon = g_new0(TyLexicon, 1);

  lexicon->file = ty_file_map(path, error);
  if (!lexicon->file || !examine(lexicon, path, error))
    return NULL;
  for (guint c = 0; c < 128; c++) {
    guint class = ty_class_table[c];
    gboolean plain =
        class >= TY_CLASS_PUNCTUATION && class <= TY_CLASS_SPACE && c != '@' && c != '#';
    lexicon->ascii[c] = plain ? lexicon->codes[c] & TY_CODE_MASK : TY_CODE_SPECIAL;
  }
  return g_steal_pointer(&lexicon);
}

void ty_lexicon_free(TyLexicon *lexicon) {
  if (!lexicon)
    return;
  g_clear_pointer(&lexicon->file, g_mapped_file_unref);
  ty_trie_free(lexicon->own);
  g_clear_pointer(&lexicon->own_words, g_array_unref);
  g_clear_pointer(&lexicon->own_tags, g_ptr_array_unref);
  g_free(lexicon);
}

/* The cell of a word of the compiled file, TY_NO_WORD when it is not there. */
static guint32 find_compiled(const TyLexicon *lexicon, const GArray *cp) {
  guint32 at = 0;

  if (cp->len == 0)
    return TY_NO_WORD;
  for (guint i = 0; i < cp->len; i++) {
    guint32 c = g_array_index(cp, guint32, i);
    guint code = c < 65536 ? lexicon->codes[c] & TY_CODE_MASK : TY_CODE_UNKNOWN;
    at = i == 0 ? code : ty_cell_base(lexicon->cells[at]) + code;
    if (code < TY_CODE_FIRST || (i > 0 && ty_cell_check(lexicon->cells[at]) != code))
      return TY_NO_WORD;
  }
  guint64 cell = lexicon->cells[at];
  return ty_cell_cost(cell) != TY_COST_NONE && ty_cell_tag(cell) != TY_TAG_UNKNOWN ? at
                                                                                   : TY_NO_WORD;
}

guint32 ty_lexicon_n_words(const TyLexicon *lexicon) {
  return (guint32) lexicon->head->n_cells + (lexicon->own_words ? lexicon->own_words->len : 0);
}

guint32 ty_lexicon_word(const TyLexicon *lexicon, const char *word, gsize length) {
  g_autoptr(GArray) cp = ty_word_characters(word, length);
  guint32 prefix = 0, value = 0;

  if (lexicon->own && cp->len > 0) {
    for (guint i = 0; i < cp->len; i++)
      if (!(prefix = ty_trie_step(lexicon->own, prefix, g_array_index(cp, guint32, i), &value)))
        break;
    if (prefix && value)
      return g_array_index(lexicon->own_words, TyOwnWord, value - 1).id;
  }
  return find_compiled(lexicon, cp);
}

static guint32 own_tag(TyLexicon *lexicon, const char *tag) {
  for (guint i = 0; i < lexicon->own_tags->len; i++)
    if (g_str_equal(g_ptr_array_index(lexicon->own_tags, i), tag))
      return i;
  g_ptr_array_add(lexicon->own_tags, g_strdup(tag));
  return lexicon->own_tags->len - 1;
}

static void add(TyLexicon *lexicon, const char *word, gsize length, const char *tag) {
  g_autoptr(GArray) cp = ty_word_characters(word, length);

  if (cp->len == 0)
    return;
  if (!lexicon->own) {
    lexicon->own = ty_trie_new();
    lexicon->own_words = g_array_new(FALSE, FALSE, sizeof(TyOwnWord));
    lexicon->own_tags = g_ptr_array_new_with_free_func(g_free);
  }
  guint32 *value = ty_trie_value(lexicon->own, (const guint32 *) (void *) cp->data, cp->len);
  if (*value == 0) {
    guint32 compiled = find_compiled(lexicon, cp);
    TyOwnWord own = {compiled != TY_NO_WORD ? compiled : ty_lexicon_n_words(lexicon), 0};
    g_array_append_val(lexicon->own_words, own);
    *value = lexicon->own_words->len;
  }
  g_array_index(lexicon->own_words, TyOwnWord, *value - 1).tag =
      own_tag(lexicon, tag && *tag ? tag : "nz");
}

gsize ty_lexicon_match_own(const TyLexicon *lexicon, const guint32 *cp, const guint8 *inner,
                           gsize n, const TyOwnWord **word) {
  guint32 prefix = 0, value;
  gsize longest = 0;

  for (gsize i = 0; i < n && (prefix = ty_trie_step(lexicon->own, prefix, cp[i], &value)); i++)
    if (value && !inner[i + 1]) {
      longest = i + 1;
      *word = &g_array_index(lexicon->own_words, TyOwnWord, value - 1);
    }
  return longest;
}

void ty_lexicon_add(TyLexicon *lexicon, const char *word, const char *tag) {
  add(lexicon, word, strlen(word), tag);
}

gboolean ty_lexicon_add_list(TyLexicon *lexicon, const char *file, const char *text, gsize length,
                             GError **error) {
  if (length == 0) /* as an empty mapped file, which has no text at all */
    return TRUE;
  const char *end = text + length;
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  for (gsize line = 1; text < end; line++) {
    const char *stop = memchr(text, '\n', (gsize) (end - text)), *reason;
    TyListEntry entry;
    stop = stop ? stop : end;
    if (!ty_list_parse(text, (gsize) (stop - text), &entry, &reason)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found '%.*s', %s", file, line,
                  (int) MIN(stop - text, 60), text, reason);
      return FALSE;
    }
    if (entry.length > 0)
      add(lexicon, entry.word, entry.length, entry.tag);
    text = stop + 1;
  }
  return TRUE;
}

gboolean ty_lexicon_find(const TyLexicon *lexicon, const char *word, gsize length,
                         double *log_probability, const char **tag) {
  g_autoptr(GArray) cp = ty_word_characters(word, length);
  guint32 id = find_compiled(lexicon, cp);
  gboolean found = id != TY_NO_WORD;
  guint64 cell = found ? lexicon->cells[id] : 0;

  if (log_probability)
    *log_probability =
        -(double) (found ? ty_cell_cost(cell) : lexicon->unknown_cost) / TY_COST_UNIT;
  if (tag)
    *tag = found ? lexicon->tags[ty_cell_tag(cell)] : NULL;
  return found;
}

gboolean ty_lexicon_compile(const char *const *lists, gsize n_lists, const char *path,
                            GError **error) {
  g_autoptr(TyWordList) list = ty_word_list_read(lists, n_lists, error);
  if (!list)
    return FALSE;
  gsize n_cells;
  g_autofree guint64 *cells = ty_double_array_build(list, &n_cells);
  if (!cells) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found %u words, too many for one lexicon",
                list->words->len);
    return FALSE;
  }
  g_autoptr(GByteArray) rest = g_byte_array_new();
  g_byte_array_append(rest, (const guint8 *) list->tags, sizeof list->tags);
  g_byte_array_append(rest, (const guint8 *) list->codes, 65536 * sizeof(guint16));
  g_byte_array_append(rest, (const guint8 *) cells, (guint) (n_cells * sizeof *cells));
  TyLexiconHead head = {.version = TY_LEXICON_VERSION,
                        .n_codes = list->n_codes,
                        .n_cells = n_cells,
                        .n_words = list->words->len,
                        .total = (guint64) llround(list->total)};
  memcpy(head.magic, TY_LEXICON_MAGIC, sizeof head.magic);
  head.checksum = checksum_of(&head, rest->data, rest->len);
  g_byte_array_prepend(rest, (const guint8 *) &head, sizeof head);
  return ty_file_write(path, (const char *) rest->data, rest->len, error);
}
