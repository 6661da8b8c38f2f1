/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include "text/wordlist.h"

#include <string.h>

/* The characters of ty_number_units, as an index into unit_code. */
enum {
  YEAR,
  MONTH,
  DAY,
  HOUR,
  CLOCK,
  MINUTE,
  OF,
  PORTION,
  AGE,
  DEGREE,
  GRADE,
  NUMBERED,
  HALF,
  N_UNITS
};

/* What a character is to a number before it. */
enum { GOES_ON = 1, NUMERAL = 2 };

void ty_prepare_numbers(TySegmenter *s) {
  const guint16 *codes = s->lexicon->codes;

  s->numeral = g_new0(guint8, TY_CODE_MASK + 1);
  for (guint u = 0; u < N_UNITS; u++)
    s->unit_code[u] = codes[ty_number_units[u]] & TY_CODE_MASK;
  for (guint u = 0; u < N_UNITS; u++)
    s->numeral[s->unit_code[u]] = GOES_ON;
  for (const gunichar2 *cp = ty_numerals; *cp; cp++)
    if ((codes[*cp] & TY_CODE_MASK) >= TY_CODE_FIRST)
      s->numeral[codes[*cp] & TY_CODE_MASK] = GOES_ON | NUMERAL;
}

guint ty_token_at(const TySegmenter *s, guint at, guint *run, guint *tag) {
  guint length = ty_way_length(s->way[at]);

  while (*run < s->n_runs && s->runs[*run].at < at)
    ++*run;
  *tag = length ? ty_way_tag(s->way[at]) : TY_TAG_UNKNOWN;
  return length ? length : s->runs[*run].length;
}

/* Whether the character at `at`, where a token may begin, is that unit (and not part of a run). */
static gboolean is_unit_at(const TySegmenter *s, guint at, guint unit) {
  return at < s->n && s->code[at] == s->unit_code[unit] && s->code[at] >= TY_CODE_FIRST &&
         ty_way_length(s->way[at]) != 0;
}

/* The end of the token at `at` when it is made of numerals or is a typed number; else `at`. Behind
 * a number, or 第 (`inside`), the numeral that begins a counting word counts as well: 二十|一个. */
static guint numeral_end(const TySegmenter *s, guint at, guint run, gboolean inside) {
  guint tag, i = at;

  if (at >= s->n)
    return at;
  guint length = ty_token_at(s, at, &run, &tag);
  if (ty_way_length(s->way[at]) == 0)
    return s->runs[run].type == TY_TOKEN_NUMBER ? at + length : at;
  while (i < at + length && s->numeral[s->code[i]] & NUMERAL)
    i++;
  return i == at + length || (inside && strchr("mt", s->lexicon->tags[tag][0])) ? i : at;
}

typedef struct {
  guint value;       /* 10,000 and above: 10,000; of what is no whole number: 10,000 as well */
  guint digits;      /* how many, when it is written by digits alone */
  gboolean is_ascii; /* 2024, not 二○二四 */
} Number;

static guint32 character_at(const TySegmenter *s, guint at) {
  TyCluster cluster;
  ty_cluster_read(s->text + s->offset[at], s->text + s->offset[s->n], &cluster);
  return cluster.cp[0];
}

static Number read_number(const TySegmenter *s, guint at, guint end) {
  static const gunichar2 digits[] = u"零一二三四五六七八九";
  Number number = {0, 0, FALSE};
  guint value = 0, digit = 1, n_digits = 0;

  for (guint i = at; i < end; i++) {
    guint32 cp = character_at(s, i);
    guint d = cp == 0x3007 || cp == 0x25cb ? 0 : 10;
    for (guint k = 0; k < 10; k++)
      if (cp == digits[k] || cp == '0' + k)
        d = k;
    if (d < 10) {
      number.is_ascii |= cp < 0x80;
      value = n_digits > 0 ? MIN(value * 10 + d, 10000) : value + d;
      digit = d;
      n_digits++;
      number.digits++;
    } else if (cp == 0x5341 /* 十 */ && value < 10) {
      value = (n_digits > 0 ? digit : 1) * 10;
      n_digits = 0;
      number.digits = 99;
    } else {
      return (Number){10000, 99, number.is_ascii};
    }
  }
  number.value = value;
  return number;
}

/* 三分之二, 百分之九点五, 三点五: what goes on behind a number with 分之 or 点. */
static guint fraction_end(const TySegmenter *s, guint end, guint run) {
  guint more = 0;

  if (is_unit_at(s, end, MINUTE) && is_unit_at(s, end + 1, OF))
    more = 2;
  else if (is_unit_at(s, end, CLOCK) && s->numeral[s->code[end - 1]] & NUMERAL)
    more = 1;
  if (!more)
    return end;
  guint stop = numeral_end(s, end + more, run, FALSE);
  return stop > end + more ? stop : end;
}

/* Whether the two characters before a position are one of these pairs. */
static gboolean follows_pair(const TySegmenter *s, guint at, const gunichar2 *pairs) {
  if (at < 2)
    return FALSE;
  guint32 first = character_at(s, at - 2), second = character_at(s, at - 1);
  for (; *pairs; pairs += 2)
    if (pairs[0] == first && pairs[1] == second)
      return TRUE;
  return FALSE;
}

/* 九点 is a time only in company: 上午九点, 九点半; else it may be nine points. */
static gboolean is_clock(const TySegmenter *s, guint at, guint end, gboolean is_ascii) {
  return is_ascii || is_unit_at(s, end + 1, HALF) ||
         follows_pair(s, at, u"上午下午早上晚上凌晨中午清晨傍晚早晨夜里深夜");
}

/* The end of the unit that makes a date or a time of a number, or `end`. */
static guint date_unit_end(const TySegmenter *s, guint at, guint end, guint run,
                           TyTokenType *type) {
  guint tag, word = end < s->n ? ty_token_at(s, end, &run, &tag) : 0;
  Number number = read_number(s, at, end);

  *type = TY_TOKEN_DATE;
  gboolean sure = word == 1 || end - at > 1; /* 十二月|底, but 二|月亮 */
  gboolean of_years = word == 2 && (is_unit_at(s, end + 1, AGE) || is_unit_at(s, end + 1, DEGREE) ||
                                    is_unit_at(s, end + 1, GRADE)); /* 1990|年代 */
  if (is_unit_at(s, end, YEAR) && !of_years &&
      ((number.digits == 4 && number.value >= 1000 && number.value < 3000) ||
       (number.digits == 2 && word == 1 && (!number.is_ascii || number.value >= 50)) ||
       (number.value < 3000 && follows_pair(s, at, u"公元元前"))))
    return end + 1;
  if (is_unit_at(s, end, MONTH) && number.value >= 1 && number.value <= 12) {
    if (is_unit_at(s, end + 1, PORTION))
      return end + 2;
    return sure || number.is_ascii ? end + 1 : end;
  }
  if (number.value >= 1 && number.value <= 31 &&
      ((is_unit_at(s, end, DAY) && (sure || number.is_ascii)) ||
       (word == 1 && is_unit_at(s, end, NUMBERED) && at > 0 && is_unit_at(s, at - 1, MONTH))))
    return end + 1;
  *type = TY_TOKEN_TIME;
  if (word == 1 && is_unit_at(s, end, HOUR) && number.value <= 24 && number.digits > 0)
    return end + 1;
  if (word == 1 && is_unit_at(s, end, CLOCK) && number.value <= 24 && number.digits > 0 &&
      is_clock(s, at, end, number.is_ascii))
    return is_unit_at(s, end + 1, HALF) && ty_way_length(s->way[end + 1]) == 1 ? end + 2 : end + 1;
  if (word == 1 && is_unit_at(s, end, MINUTE) && number.value < 60 && at > 0 &&
      (is_unit_at(s, at - 1, HOUR) || is_unit_at(s, at - 1, CLOCK)))
    return end + 1;
  return end;
}

void ty_extend_number(const TySegmenter *s, gboolean ordinal, TyPiece *piece) {
  guint end = piece->end, stop;
  TyTokenType type;

  /* Nearly always so: neither a numeral or unit follows, nor a run. */
  if (end >= s->n || (ty_way_length(s->way[end]) != 0 && !s->numeral[s->code[end]]))
    return;
  if (ordinal) {
    if ((end = numeral_end(s, piece->end, piece->run, TRUE)) == piece->end)
      return;
    piece->type = TY_TOKEN_NUMBER;
  }
  while ((stop = numeral_end(s, end, piece->run, TRUE)) > end)
    end = stop;
  if (!ordinal) {
    while ((stop = fraction_end(s, end, piece->run)) > end) {
      end = stop;
      while ((stop = numeral_end(s, end, piece->run, TRUE)) > end)
        end = stop;
    }
    stop = date_unit_end(s, piece->at, end, piece->run, &type);
    if (stop > end) {
      piece->type = (guint8) type;
      piece->tag = "t";
      end = stop;
    }
  }
  piece->end = end;
}
