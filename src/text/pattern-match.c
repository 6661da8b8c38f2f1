/* SPDX-License-Identifier: Apache-2.0 */
/* One pattern at one place, by backtracking: parts in order, each tried in its ways, the shortest
 * gaps first. The number of steps is bounded, so that no list of patterns can make a text endless.
 */
#include "text/numeral.h"
#include "text/pattern-parts.h"

#include <string.h>

#define STEPS_MOST 4000
#define LIST_GAP_CHARACTERS 8

typedef struct {
  const TyPattern *pattern;
  const TyPatternSentence *s;
  TyPatternMatch *m;
} Match;

static gboolean go(Match *match, gsize part, gsize at);

static gsize next_character(const char *text, gsize at) {
  return at + (gsize) (g_utf8_next_char(text + at) - (text + at));
}

static gsize skip(const TyPatternSentence *s, gsize at, guint8 flag) {
  while (at < s->end && (s->flags[at] & flag))
    at = next_character(s->text, at);
  return at;
}

static gboolean is_numeral(const TyPatternSentence *s, gsize at) {
  TyNumeral numeral;
  return at < s->end && ty_numeral_read(s->text + at, s->end - at, &numeral) > 0;
}

/* A word of one character must be a token of its own: 在 is not in 现在. Before a number it may be
 * cut otherwise by the segmenter, as longer words may: 高三|米. */
static gboolean stands_alone(const TyPatternSentence *s, gsize at, gsize end) {
  return next_character(s->text, at) < end ||
         ((s->flags[at] & TY_AT_TOKEN) &&
          (end == s->end || (s->flags[end] & TY_AT_TOKEN) || is_numeral(s, end)));
}

static gboolean try_words(Match *match, gsize part, gsize at) {
  const TyPatternSentence *s = match->s;
  char **words = match->pattern->parts[part].words;

  for (char **word = words; *word; word++) {
    gsize n = strlen(*word);
    if (n <= s->end - at && memcmp(s->text + at, *word, n) == 0 &&
        (n == 0 || stands_alone(s, at, at + n)) && go(match, part + 1, at + n))
      return TRUE;
  }
  return FALSE;
}

/* The index of the name at `at` (marks around it skipped) when it is of one of the kinds; -1. */
static gint64 name_at(const TyPatternSentence *s, guint64 kinds, gsize *at) {
  gsize begin = skip(s, *at, TY_AT_QUOTE);

  if (begin >= s->end || !s->name_at[begin])
    return -1;
  guint name = s->name_at[begin] - 1;
  if (!(kinds >> s->names[name].kind & 1))
    return -1;
  *at = skip(s, s->name_end[name], TY_AT_QUOTE);
  return name;
}

/* Where the next member of a list begins: behind 、 和 与 及 以及 + or a comma; 0 for none. */
static gsize behind_joint(const TyPatternSentence *s, gsize at) {
  static const char *const joints[] = {"、", "以及", "和", "与", "及", "+", "跟", "/", NULL};

  for (const char *const *joint = joints; *joint; joint++) {
    gsize n = strlen(*joint);
    if (n <= s->end - at && memcmp(s->text + at, *joint, n) == 0)
      return at + n;
  }
  return 0;
}

/* The names of a list that begins at `at`; what is no name of those kinds is passed over where it
 * is a member too (剪纸、糖画、变脸). `ends[i]`: where the list would end with its first i + 1. */
static gsize read_list(const TyPatternSentence *s, const TyPart *wanted, gsize at, guint *names,
                       gsize *ends) {
  gsize n = 0, p = at;

  while (n < TY_LIST_MOST) {
    gsize behind = p;
    gint64 name = name_at(s, wanted->kinds, &behind);
    if (name < 0 && wanted->is_loose && p < s->end && s->name_at[p]) { /* 安岳毗卢洞与大足宝顶山 */
      behind = s->name_end[s->name_at[p] - 1];
      name = name_at(s, wanted->kinds, &behind);
    }
    if (name >= 0) {
      names[n] = (guint) name;
      ends[n++] = behind;
    } else if (n == 0) {
      return 0;
    } else {
      behind = p;
      for (guint k = 0; k < LIST_GAP_CHARACTERS && behind < s->end && !behind_joint(s, behind) &&
                        !(s->flags[behind] & TY_AT_STOP);
           k++)
        behind = s->name_at[behind] ? s->name_end[s->name_at[behind] - 1]
                                    : next_character(s->text, behind);
    }
    p = behind < s->end ? behind_joint(s, behind) : 0;
    if (p == 0)
      break;
    p = skip(s, p, TY_AT_SPACE);
  }
  return n;
}

static gboolean try_name(Match *match, gsize part, gsize at) {
  const TyPart *wanted = &match->pattern->parts[part];
  TyPatternMatch *m = match->m;
  guint names[TY_LIST_MOST];
  gsize ends[TY_LIST_MOST], n = 1;

  ends[0] = at;
  if (wanted->is_list) {
    n = read_list(match->s, wanted, at, names, ends);
  } else {
    gint64 name = name_at(match->s, wanted->kinds, &ends[0]);
    n = name >= 0;
    names[0] = (guint) MAX(name, 0);
  }
  for (; n > 0; n--) { /* the whole list first */
    memcpy(m->names[wanted->slot], names, n * sizeof *names);
    m->n_names[wanted->slot] = n;
    if (go(match, part + 1, ends[n - 1]))
      return TRUE;
  }
  m->n_names[wanted->slot] = 0;
  return FALSE;
}

static gboolean try_value(Match *match, gsize part, gsize at) {
  const TyPatternSentence *s = match->s;
  const TyPart *wanted = &match->pattern->parts[part];
  TyPatternMatch *m = match->m;

  gboolean behind_word = part > 0 && match->pattern->parts[part - 1].type == TY_PART_WORDS;
  /* 正月 may be a festival's name too. */
  if (!((s->flags[at] & TY_AT_TOKEN) || behind_word) ||
      (s->name_at[at] && wanted->quantity != TY_QUANTITY_DAY))
    return FALSE;
  gsize n = ty_quantity_read(wanted->quantity, s->text + at, s->end - at, &m->values[wanted->slot]);
  if (n == 0)
    return FALSE;
  TyQuantity read = m->values[wanted->slot];
  m->value_at[wanted->slot] = at;
  m->value_end[wanted->slot] = at + n;
  m->has_value[wanted->slot] = TRUE;
  if (go(match, part + 1, at + n)) {
    m->values[wanted->slot] = read;
    return TRUE;
  }
  m->has_value[wanted->slot] = FALSE;
  return FALSE;
}

gsize ty_pattern_noun_end(const TyPatternSentence *s, gsize at) {
  for (guint i = 0; i < 3 && at < s->end && (s->flags[at] & TY_AT_TOKEN); i++) {
    const TyToken *token = &s->tokens[s->token_at[at]];
    if (token->type != TY_TOKEN_WORD || !token->tag || token->tag[0] != 'n' ||
        token->length > s->end - at)
      break;
    at += token->length;
  }
  return at;
}

static gboolean try_noun(Match *match, gsize part, gsize at) {
  TyPatternMatch *m = match->m;
  gsize end = ty_pattern_noun_end(match->s, at);

  m->values[TY_SLOT_QUALIFIER] = (TyQuantity){.value = ""}; /* it is a word, not a value */
  while (end > at) {                                        /* all of them first */
    m->value_at[TY_SLOT_QUALIFIER] = at;
    m->value_end[TY_SLOT_QUALIFIER] = end;
    m->has_value[TY_SLOT_QUALIFIER] = TRUE;
    if (go(match, part + 1, end))
      return TRUE;
    do
      end--;
    while (end > at && !(match->s->flags[end] & TY_AT_TOKEN));
  }
  m->has_value[TY_SLOT_QUALIFIER] = FALSE;
  return FALSE;
}

/* A gap never passes over a word of negation: 圆觉洞并不在大足. */
static gboolean try_gap(Match *match, gsize part, gsize at) {
  const TyPatternSentence *s = match->s;
  const TyPart *wanted = &match->pattern->parts[part];
  gboolean leaps = wanted->type == TY_PART_LEAP;

  for (guint n = 0;; n++) {
    if ((at == s->end || (s->flags[at] & TY_AT_TOKEN)) && go(match, part + 1, at))
      return TRUE;
    if (n == wanted->most || at >= s->end || (s->flags[at] & TY_AT_NOT) ||
        (!leaps && (s->name_at[at] || (s->flags[at] & TY_AT_STOP))))
      return FALSE;
    at = next_character(s->text, at);
  }
}

/* Whether what a part forbids is there. */
static gboolean stands_here(const Match *match, gsize part, gsize at) {
  const TyPatternSentence *s = match->s;
  const TyPart *forbidden = &match->pattern->parts[part];

  if (forbidden->type == TY_PART_NAME)
    return at < s->end && name_at(s, forbidden->kinds, &at) >= 0;
  for (char **word = forbidden->words; word && *word; word++)
    if (**word && strlen(*word) <= s->end - at && memcmp(s->text + at, *word, strlen(*word)) == 0)
      return TRUE;
  return FALSE;
}

static gboolean go(Match *match, gsize part, gsize at) {
  const TyPatternSentence *s = match->s;

  if (++match->m->steps > STEPS_MOST)
    return FALSE;
  if (part == match->pattern->n_parts) {
    match->m->end = at;
    return TRUE;
  }
  const TyPart *wanted = &match->pattern->parts[part];
  if (wanted->is_not)
    return !stands_here(match, part, skip(s, at, TY_AT_SPACE)) && go(match, part + 1, at);
  if (wanted->type == TY_PART_BEGIN || wanted->type == TY_PART_FIRST) {
    gsize before = at;
    while (before > s->begin && (s->flags[before - 1] & TY_AT_SPACE))
      before--;
    const char *last = before > s->begin ? g_utf8_prev_char(s->text + before) : NULL;
    return (!last || (wanted->type == TY_PART_BEGIN && (s->flags[last - s->text] & TY_AT_STOP))) &&
           go(match, part + 1, at);
  }
  at = skip(s, at, TY_AT_SPACE);
  if (wanted->type == TY_PART_END)
    return (at == s->end || (s->flags[at] & TY_AT_STOP)) && go(match, part + 1, at);
  if (wanted->type == TY_PART_WORDS)
    return try_words(match, part, at);
  if (wanted->type == TY_PART_GAP || wanted->type == TY_PART_LEAP)
    return try_gap(match, part, at);
  if (at < s->end && ((wanted->type == TY_PART_NAME && try_name(match, part, at)) ||
                      (wanted->type == TY_PART_VALUE && try_value(match, part, at)) ||
                      (wanted->type == TY_PART_NOUN && try_noun(match, part, at))))
    return TRUE;
  return wanted->is_optional && go(match, part + 1, at);
}

gboolean ty_pattern_match(const TyPattern *pattern, const TyPatternSentence *sentence, gsize at,
                          TyPatternMatch *m) {
  Match match = {pattern, sentence, m};

  memset(m->n_names, 0, sizeof m->n_names);
  memset(m->has_value, 0, sizeof m->has_value);
  m->steps = 0;
  m->begin = at;
  return go(&match, 0, at);
}
