/* SPDX-License-Identifier: Apache-2.0 */
#include "text/lexicon.h"

#include "base/checksum.h"
#include "base/file.h"
#include "text/fold.h"
#include "text/wordlist.h"

#include <math.h>
#include <string.h>

G_STATIC_ASSERT(sizeof(TyLexiconHead) == 48);
G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN);

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
  const guint64 *cells = lexicon->cells;
  gsize n_cells = lexicon->head->n_cells;
  guint64 highest = 0, other = 0; /* the base stands highest in a cell */
  guint check = 0;

  for (gsize i = 0; i + 1 < n_cells; i += 2) {
    highest = MAX(highest, cells[i]);
    other = MAX(other, cells[i + 1]);
  }
  highest = MAX(MAX(highest, other), cells[n_cells - 1]);
  for (guint i = 0; i < lexicon->head->n_codes; i++)
    check |= ty_cell_check(cells[i]) != TY_CHECK_NONE;
  for (guint c = 0; c < 65536; c++)
    check |= (lexicon->codes[c] & TY_CODE_MASK) >= lexicon->head->n_codes;
  for (guint tag = 0; tag < TY_N_TAGS; tag++)
    check |= lexicon->tags[tag][sizeof(TyTagName) - 1] != '\0';
  return check || ty_cell_base(highest) + (gsize) lexicon->head->n_codes > n_cells;
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
  g_free(lexicon->own_cells);
  ty_own_words_free(lexicon->own);
  g_free(lexicon);
}

/* The cell of a word of the compiled file, TY_NO_WORD when it is not there. */
static guint32 find_compiled(const TyLexicon *lexicon, const guint32 *cp, gsize n) {
  guint32 at = 0;

  if (n == 0)
    return TY_NO_WORD;
  for (gsize i = 0; i < n; i++) {
    guint code = cp[i] < 65536 ? lexicon->codes[cp[i]] & TY_CODE_MASK : TY_CODE_UNKNOWN;
    at = i == 0 ? code : ty_cell_base(lexicon->cells[at]) + code;
    if (code < TY_CODE_FIRST || (i > 0 && ty_cell_check(lexicon->cells[at]) != code))
      return TY_NO_WORD;
  }
  guint64 cell = lexicon->cells[at];
  return ty_cell_cost(cell) != TY_COST_NONE && ty_cell_tag(cell) != TY_TAG_UNKNOWN ? at
                                                                                   : TY_NO_WORD;
}

static const guint32 *characters(const GArray *cp) {
  return (const guint32 *) (const void *) cp->data;
}

guint32 ty_lexicon_n_words(const TyLexicon *lexicon) {
  return (guint32) lexicon->head->n_cells + (lexicon->own ? lexicon->own->words->len : 0);
}

/* The own word that is just these characters; NULL when there is none. */
static const TyOwnWord *find_own(const TyLexicon *lexicon, const GArray *cp) {
  if (!lexicon->own || cp->len == 0)
    return NULL;
  g_autofree guint8 *inner = g_malloc(cp->len + 1); /* it may end nowhere but at the end */
  guint32 first = g_array_index(cp, guint32, 0);
  guint code = first < 65536 ? lexicon->codes[first] & TY_CODE_MASK : TY_CODE_UNKNOWN;
  memset(inner, 1, cp->len);
  inner[cp->len] = 0;
  ty_own_words_prepare(lexicon->own, lexicon->codes);
  guint32 found = ty_own_words_match(lexicon->own, characters(cp), code, inner, cp->len);
  return found ? &g_array_index(lexicon->own->words, TyOwnWord, found - 1) : NULL;
}

guint32 ty_lexicon_word(const TyLexicon *lexicon, const char *word, gsize length) {
  g_autoptr(GArray) cp = ty_word_characters(word, length);
  const TyOwnWord *own = find_own(lexicon, cp);

  return own ? own->id : find_compiled(lexicon, characters(cp), cp->len);
}

static gboolean add(TyLexicon *lexicon, const char *word, gsize length, const char *tag) {
  if (!lexicon->own)
    lexicon->own = ty_own_words_new();
  TyOwnWords *own = lexicon->own;
  guint number = own->words->len;
  if (!ty_own_words_add(own, word, length, tag && *tag ? tag : "nz"))
    return FALSE;
  if (own->words->len > number) {
    TyOwnWord *added = &g_array_index(own->words, TyOwnWord, number);
    guint32 compiled =
        find_compiled(lexicon, &g_array_index(own->cp, guint32, added->start), added->n);
    added->id = compiled != TY_NO_WORD ? compiled : (guint32) lexicon->head->n_cells + number;
  }
  return TRUE;
}

void ty_lexicon_add(TyLexicon *lexicon, const char *word, const char *tag) {
  add(lexicon, word, strlen(word), tag);
}

gsize ty_lexicon_add_list(TyLexicon *lexicon, const char *file, const char *text, gsize length,
                          TyRejectFunc reject, gpointer data) {
  if (length == 0) /* as an empty mapped file, which has no text at all */
    return 0;
  const char *end = text + length;
  gsize n_rejected = 0;
  if (length >= sizeof(TyLexiconHead) && memcmp(text, TY_LEXICON_MAGIC, 8) == 0) {
    if (reject)
      reject(&(TyReject){file, 1, "found a compiled lexicon, expected a list of words", NULL},
             data);
    return 1;
  }
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  for (gsize line = 1; text < end; line++) {
    const char *stop = memchr(text, '\n', (gsize) (end - text)), *reason;
    TyListEntry entry;
    stop = stop ? stop : end;
    gboolean good = ty_list_parse(text, (gsize) (stop - text), &entry, &reason);
    if (good && (!g_utf8_validate(entry.word, (gssize) entry.length, NULL) ||
                 memmem(entry.word, entry.length, "\xef\xbf\xbd", 3))) {
      good = FALSE;
      reason = "expected a word in UTF-8";
    }
    if (good && entry.length > 0 && !add(lexicon, entry.word, entry.length, entry.tag)) {
      good = FALSE;
      reason = "expected a word of at most 1000 characters";
    }
    n_rejected += !good;
    if (!good && reject) {
      g_autofree char *raw = g_strndup(text, (gsize) MIN(stop - text, 60));
      g_autofree char *shown = g_utf8_make_valid(raw, -1);
      g_autofree char *message = g_strdup_printf("found '%s', %s", shown, reason);
      reject(&(TyReject){file, line, message, raw}, data);
    }
    text = stop + 1;
  }
  return n_rejected;
}

void ty_lexicon_remove(TyLexicon *lexicon, const char *word) {
  g_autoptr(GArray) cp = ty_word_characters(word, strlen(word));
  guint32 at = cp->len > 1 ? find_compiled(lexicon, characters(cp), cp->len) : TY_NO_WORD;

  if (lexicon->own)
    ty_own_words_remove(lexicon->own, characters(cp), cp->len);
  if (at == TY_NO_WORD)
    return;
  if (!lexicon->own_cells)
    lexicon->cells = lexicon->own_cells =
        g_memdup2(lexicon->cells, lexicon->head->n_cells * sizeof *lexicon->cells);
  guint64 cell = lexicon->cells[at];
  lexicon->own_cells[at] = ty_cell(TY_COST_NONE, 0, ty_cell_base(cell), ty_cell_check(cell));
}

gboolean ty_lexicon_find(const TyLexicon *lexicon, const char *word, gsize length,
                         double *log_probability, const char **tag) {
  g_autoptr(GArray) cp = ty_word_characters(word, length);
  guint32 at = find_compiled(lexicon, characters(cp), cp->len);
  gboolean found = at != TY_NO_WORD;

  if (log_probability)
    *log_probability =
        -(double) (found ? ty_cell_cost(lexicon->cells[at]) : lexicon->unknown_cost) / TY_COST_UNIT;
  if (tag)
    *tag = found ? lexicon->tags[ty_cell_tag(lexicon->cells[at])] : NULL;
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
