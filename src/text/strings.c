/* SPDX-License-Identifier: Apache-2.0 */
#include "text/strings.h"

#include "base/random.h"
#include "text/fold.h"

#include <string.h>

#define USUAL_CAPACITY (4u << 20)

TyStrings *ty_strings_new(gsize capacity) {
  TyStrings *strings = g_new0(TyStrings, 1);

  strings->capacity = capacity ? MIN(capacity, G_MAXINT32) : USUAL_CAPACITY;
  strings->characters = g_array_new(FALSE, FALSE, sizeof(TyCharacter));
  strings->texts = g_array_new(FALSE, FALSE, sizeof(guint32));
  strings->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
  g_array_append_vals(strings->characters, &(TyCharacter){0}, 1);
  return strings;
}

void ty_strings_free(TyStrings *strings) {
  if (!strings)
    return;
  g_array_unref(strings->characters);
  g_array_unref(strings->texts);
  g_array_unref(strings->starts);
  g_free(strings);
}

gsize ty_strings_kept(const TyStrings *strings) { return strings->texts->len; }

gsize ty_strings_text(const TyStrings *strings, gsize at) {
  gsize low = 0, high = strings->starts->len;

  while (high - low > 1) {
    gsize middle = (low + high) / 2;
    if (g_array_index(strings->starts, gsize, middle) <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Thinning: by a hash of their number, so that what is kept does not depend on when memory ran out.
 */
static gboolean is_kept(const TyStrings *strings, guint64 number) {
  return (ty_mix64(number + 1) & ((G_GUINT64_CONSTANT(1) << strings->thinning) - 1)) == 0;
}

static void thin(TyStrings *strings) {
  TyCharacter *characters = (TyCharacter *) (gpointer) strings->characters->data;
  gsize to = 1, kept = 0, n = strings->texts->len;

  strings->thinning++;
  for (gsize i = 0; i < n; i++) {
    guint32 number = g_array_index(strings->texts, guint32, i);
    gsize from = g_array_index(strings->starts, gsize, i);
    gsize end = i + 1 < n ? g_array_index(strings->starts, gsize, i + 1) : strings->characters->len;
    if (!is_kept(strings, number))
      continue;
    memmove(characters + to, characters + from, (end - from) * sizeof *characters);
    g_array_index(strings->texts, guint32, kept) = number;
    g_array_index(strings->starts, gsize, kept++) = to;
    to += end - from;
  }
  g_array_set_size(strings->texts, (guint) kept);
  g_array_set_size(strings->starts, (guint) kept);
  g_array_set_size(strings->characters, (guint) to);
}

static TyPart part_of(const TyToken *token) {
  const char *tag = token->tag ? token->tag : "";

  if (token->type == TY_TOKEN_NUMBER)
    return TY_PART_NUMERAL;
  if (token->type != TY_TOKEN_WORD)
    return TY_PART_TIME;
  switch (tag[0]) {
  case 'n':
    return tag[1] == 's'                                     ? TY_PART_PLACE
           : tag[1] == 'r' || tag[1] == 't' || tag[1] == 'z' ? TY_PART_NAME
                                                             : TY_PART_NOUN;
  case 'v':
    return tag[1] == 'n' ? TY_PART_ACTION : TY_PART_VERB;
  case 'a':
  case 'b':
  case 'z':
    return tag[1] == 'n' ? TY_PART_NOUN : TY_PART_QUALITY;
  case 'm':
    return TY_PART_NUMERAL;
  case 'q':
    return TY_PART_MEASURE;
  case 't':
    return TY_PART_TIME;
  case 'f':
  case 's':
    return TY_PART_SIDE;
  case 'i':
  case 'l':
    return TY_PART_IDIOM;
  case 'p':
  case 'c':
  case 'u':
  case 'd':
  case 'r':
  case 'y':
  case 'e':
  case 'o':
    return TY_PART_FUNCTION;
  default:
    return TY_PART_NOUN;
  }
}

/* Whether all of the token is Han, as far as its first and last characters tell: a date or a number
 * in digits is none. */
static gboolean is_han(const TyToken *token) {
  const guchar *p = (const guchar *) token->text, *end = p + token->length;

  if (token->type > TY_TOKEN_TIME || token->type == TY_TOKEN_LATIN)
    return FALSE;
  while (p < end) {
    guint32 cp;
    p += ty_utf8_decode(p, end, &cp);
    if ((ty_class_of(cp) & TY_CLASS_MASK) != TY_CLASS_HAN)
      return FALSE;
  }
  return token->length > 0;
}

static void append_break(TyStrings *strings, const TyToken *token) {
  const guchar *p = (const guchar *) token->text;
  guint32 cp = 0;

  if (token->length > 0)
    ty_utf8_decode(p, p + token->length, &cp);
  g_array_append_vals(strings->characters,
                      &(TyCharacter){.at = token->start, .sign = (guint16) (cp < 65536 ? cp : 0)},
                      1);
}

/* A character of the token for one of the source; where they do not go in step, a break. */
static void append_token(TyStrings *strings, const char *source, const TyToken *token,
                         gboolean known) {
  const guchar *p = (const guchar *) token->text, *end = p + token->length;
  const guchar *q = (const guchar *) source + token->start;
  const guchar *q_end = (const guchar *) source + token->end;
  guint first = strings->characters->len;
  guint8 part = (guint8) part_of(token);

  while (p < end && q < q_end) {
    guint32 cp, written;
    p += ty_utf8_decode(p, end, &cp);
    guint bytes = ty_utf8_decode(q, q_end, &written);
    TyCharacter character = {cp, (guint32) (q - (const guchar *) source),
                             (guint8) (part | (known ? TY_MARK_KNOWN : 0)), (guint8) bytes, 0};
    q += bytes;
    g_array_append_val(strings->characters, character);
  }
  if (p < end || q < q_end) {
    g_array_set_size(strings->characters, first);
    append_break(strings, token);
    return;
  }
  TyCharacter *made = &g_array_index(strings->characters, TyCharacter, first);
  guint n = strings->characters->len - first;
  made[0].mark |= TY_MARK_START | (n == 1 ? TY_MARK_SINGLE : 0);
  made[n - 1].mark |= TY_MARK_END;
}

void ty_strings_add(TyStrings *strings, const char *source, const TyToken *tokens, gsize n_tokens,
                    TyTokenTest is_known, gpointer data) {
  guint64 number = strings->n_texts++;
  gsize start = strings->characters->len;

  if (!is_kept(strings, number))
    return;
  for (gsize i = 0; i < n_tokens; i++)
    if (is_han(&tokens[i]))
      append_token(strings, source, &tokens[i], is_known && is_known(&tokens[i], data));
    else
      append_break(strings, &tokens[i]);
  g_array_append_vals(strings->characters, &(TyCharacter){0}, 1);
  g_array_append_vals(strings->texts, &(guint32){(guint32) number}, 1);
  g_array_append_val(strings->starts, start);
  while (strings->characters->len > strings->capacity && strings->texts->len > 1)
    thin(strings);
}
