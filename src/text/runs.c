/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

/* Positions that continue a cluster count as the cluster: `after` steps over them. */
static guint after(const TySegmenter *s, guint i) {
  for (i++; i < s->n && s->inner[i];)
    i++;
  return i;
}

static void add_run(TySegmenter *s, guint at, guint end, TyTokenType type, const char *tag,
                    gboolean fixed) {
  s->runs[s->n_runs++] =
      (TyRun){(guint16) at, (guint16) (end - at), (guint8) type, fixed, TY_NO_WORD, tag};
}

static gboolean is_ascii(const TySegmenter *s, guint i) { return s->text[s->offset[i]] < 0x80; }

static guint skip_class(const TySegmenter *s, guint i, guint end, TyClass class) {
  guint limit = MIN(end, i + TY_RUN_MAX);
  while (i < limit && s->class[i] == class)
    i = after(s, i);
  return i;
}

static gboolean is_alphanumeric(const TySegmenter *s, guint i) {
  return s->class[i] == TY_CLASS_LETTER || s->class[i] == TY_CLASS_DIGIT || s->cp[i] == '_';
}

static gboolean has_prefix(const TySegmenter *s, guint i, guint end, const char *prefix) {
  for (; *prefix; prefix++, i++)
    if (i >= end || s->cp[i] != (guint32) *prefix)
      return FALSE;
  return TRUE;
}

/* Web addresses ------------------------------------------------------------------------------- */

static guint url_end(const TySegmenter *s, guint at, guint end) {
  guint i = at, limit = MIN(end, at + TY_RUN_MAX);

  if (!has_prefix(s, at, end, "http://") && !has_prefix(s, at, end, "https://") &&
      !has_prefix(s, at, end, "www."))
    return at;
  while (i < limit && is_ascii(s, i) && s->cp[i] > ' ' && s->cp[i] < 0x7f && s->cp[i] != '"' &&
         s->cp[i] != '\'' && s->cp[i] != '<' && s->cp[i] != '>')
    i = after(s, i);
  while (i > at && s->cp[i - 1] < 0x80 && strchr(".,;:!?)]}", (int) s->cp[i - 1]))
    i--;
  return i;
}

/* Labels parted by dots, of which the last is made of letters: a.b.com. The first begins with a
 * letter, but in an address of mail (163.com) need not. */
static guint domain_end(const TySegmenter *s, guint at, guint end, gboolean of_mail) {
  guint i = at, labels = 0, good = at;
  guint limit = MIN(end, at + TY_RUN_MAX);

  for (;;) {
    guint start = i;
    while (i < limit && (is_alphanumeric(s, i) || s->cp[i] == '-'))
      i = after(s, i);
    if (i == start || (labels == 0 && !of_mail && s->class[start] != TY_CLASS_LETTER))
      break;
    labels++;
    if (labels > 1 && s->class[start] == TY_CLASS_LETTER)
      good = i;
    if (i + 1 >= limit || s->cp[i] != '.')
      break;
    i++;
  }
  return good;
}

static gboolean has_known_ending(const TySegmenter *s, guint at, guint end) {
  static const char *const endings[] = {".com", ".cn", ".net", ".org", ".gov", ".edu"};

  for (gsize e = 0; e < G_N_ELEMENTS(endings); e++) {
    guint length = (guint) strlen(endings[e]);
    if (end - at > length && has_prefix(s, end - length, end, endings[e]))
      return TRUE;
  }
  return FALSE;
}

static guint mail_end(const TySegmenter *s, guint at, guint end) {
  guint i = at, limit = MIN(end, at + 64);

  if (!s->has_at)
    return at;

  while (i < limit && (is_alphanumeric(s, i) ||
                       (s->cp[i] < 0x80 && s->cp[i] > 0 && strchr(".-+", (int) s->cp[i]))))
    i = after(s, i);
  if (i >= limit || s->cp[i] != '@')
    return at;
  guint domain = domain_end(s, i + 1, end, TRUE);
  return domain > i + 1 ? domain : at;
}

/* Letters and digits -------------------------------------------------------------------------- */

static gboolean joins_letters(guint32 cp) {
  return cp == '-' || cp == '\'' || cp == '&' || cp == 0x2019;
}

static guint alphanumeric_end(const TySegmenter *s, guint i, guint end) {
  guint limit = MIN(end, i + TY_RUN_MAX);

  while (i < limit) {
    if (is_alphanumeric(s, i))
      i = after(s, i);
    else if (joins_letters(s->cp[i]) && i + 1 < limit && s->class[i + 1] == TY_CLASS_LETTER &&
             !s->inner[i + 1] && s->class[i - 1] == TY_CLASS_LETTER)
      i++;
    else
      break;
  }
  return i;
}

static gboolean is_unit(const TySegmenter *s, guint at, guint end) {
  static const char *const units[] = {"km", "m", "cm",  "mm", "m2", "km2", "m3", "kg", "g",
                                      "mg", "t", "l",   "ml", "h",  "min", "s",  "ha", "kw",
                                      "w",  "v", "kwh", "hz", "mb", "gb",  "tb", "kb"};
  for (gsize u = 0; u < G_N_ELEMENTS(units); u++)
    if (strlen(units[u]) == end - at && has_prefix(s, at, end, units[u]))
      return TRUE;
  return FALSE;
}

/* 100RMB */
static gboolean is_currency_code(const TySegmenter *s, guint at, guint end) {
  static const char *const codes[] = {"rmb", "cny", "usd", "hkd", "twd", "jpy", "eur", "gbp"};

  for (gsize c = 0; c < G_N_ELEMENTS(codes); c++)
    if (end - at == 3 && has_prefix(s, at, end, codes[c]))
      return TRUE;
  return FALSE;
}

/* The end of ² or ³ behind m, cm, km; else `at`. */
static guint power_end(const TySegmenter *s, guint unit, guint at, guint end) {
  gboolean is_power = at < end && s->class[at] == TY_CLASS_SYMBOL && !s->inner[at + 1] &&
                      (s->cp[at] == '2' || s->cp[at] == '3');
  return is_power && at > unit && at - unit <= 2 && s->cp[at - 1] == 'm' ? at + 1 : at;
}

static guint value_of(const TySegmenter *s, guint at, guint end) {
  guint value = 0;
  for (guint i = at; i < end && value < 100000; i = after(s, i))
    value = value * 10 + (s->cp[i] - '0');
  return value;
}

/* Up to `most` digits at i with a value in [low, high]. @return where they end, 0 when not so */
static guint digits_in(const TySegmenter *s, guint i, guint end, guint most, guint low,
                       guint high) {
  guint stop = skip_class(s, i, end, TY_CLASS_DIGIT);
  guint value = value_of(s, i, stop);

  return stop > i && stop - i <= most && value >= low && value <= high ? stop : 0;
}

/* 2024-05-01, 2024/5/1, 2024.5.1 */
static guint date_end(const TySegmenter *s, guint at, guint end) {
  guint year = digits_in(s, at, end, 4, 1000, 2999);
  if (!year || year >= end || s->cp[year] == 0 || s->cp[year] > 0x7f ||
      !strchr("-/.", (int) s->cp[year]))
    return at;
  guint month = digits_in(s, year + 1, end, 2, 1, 12);
  if (!month || month >= end || s->cp[month] != s->cp[year])
    return at;
  guint day = digits_in(s, month + 1, end, 2, 1, 31);
  return day ? day : at;
}

/* 9:30, 09:30:15 */
static guint time_end(const TySegmenter *s, guint at, guint end) {
  guint hour = digits_in(s, at, end, 2, 0, 24);
  if (!hour || hour >= end || s->cp[hour] != ':')
    return at;
  guint minute = digits_in(s, hour + 1, end, 2, 0, 59);
  if (!minute || minute != hour + 3)
    return at;
  guint second = minute < end && s->cp[minute] == ':' ? digits_in(s, minute + 1, end, 2, 0, 59) : 0;
  return second == minute + 3 ? second : minute;
}

/* 36.5℃, 36.5°C */
static guint degrees_end(const TySegmenter *s, guint i, guint end) {
  if (i + 1 >= end || s->cp[i] != 0xb0 || s->cp[i + 1] != 'c')
    return i;
  guint stop = after(s, i);
  return stop == i + 1 ? after(s, stop) : stop;
}

/* 12, 1,000, 3.5, 1/3, 50% */
static guint number_end(const TySegmenter *s, guint at, guint end) {
  guint i = skip_class(s, at, end, TY_CLASS_DIGIT), stop;

  if (i - at <= 3)
    while (i + 3 < end && s->cp[i] == ',' &&
           (stop = skip_class(s, i + 1, end, TY_CLASS_DIGIT)) == i + 4)
      i = stop;
  while (i + 1 < end && (s->cp[i] == '.' || s->cp[i] == 0xb7) &&
         s->class[i + 1] == TY_CLASS_DIGIT && is_ascii(s, i) == is_ascii(s, i + 1))
    i = skip_class(s, i + 1, end, TY_CLASS_DIGIT);
  if (i + 1 < end && s->cp[i] == '/' && s->class[i + 1] == TY_CLASS_DIGIT)
    i = skip_class(s, i + 1, end, TY_CLASS_DIGIT);
  if (i < end && (s->cp[i] == '%' || s->cp[i] == 0x2030))
    i++;
  return i;
}

static guint digit_run(TySegmenter *s, guint at, guint end) {
  guint stop = skip_class(s, at, end, TY_CLASS_DIGIT);

  if (stop == end) { /* most numbers are not more than that */
    add_run(s, at, stop, TY_TOKEN_NUMBER, "m", FALSE);
    return stop;
  }
  stop = date_end(s, at, end);

  if (stop > at && (stop == end || !is_alphanumeric(s, stop))) {
    add_run(s, at, stop, TY_TOKEN_DATE, "t", FALSE);
    return stop;
  }
  if ((stop = time_end(s, at, end)) > at && (stop == end || s->class[stop] != TY_CLASS_DIGIT)) {
    add_run(s, at, stop, TY_TOKEN_TIME, "t", FALSE);
    return stop;
  }
  if ((stop = mail_end(s, at, end)) > at) {
    add_run(s, at, stop, TY_TOKEN_URL, "x", TRUE);
    return stop;
  }
  stop = number_end(s, at, end);
  guint letters = alphanumeric_end(s, stop, end), degrees = degrees_end(s, stop, end);
  if (degrees > stop && (degrees == end || !is_alphanumeric(s, degrees))) {
    add_run(s, at, degrees, TY_TOKEN_MEASURE, "mq", FALSE);
    return degrees;
  }
  if (letters == stop) {
    add_run(s, at, stop, TY_TOKEN_NUMBER, "m", FALSE);
  } else if (is_unit(s, stop, letters)) {
    letters = power_end(s, stop, letters, end);
    add_run(s, at, letters, TY_TOKEN_MEASURE, "mq", FALSE);
  } else if (is_currency_code(s, stop, letters)) {
    add_run(s, at, letters, TY_TOKEN_MONEY, "m", FALSE);
  } else
    add_run(s, at, letters, TY_TOKEN_LATIN, "eng", FALSE);
  return letters;
}

/* The end of the amount behind the letters of US$35.5, HK$88; else where the letters end. */
static guint dollars_end(const TySegmenter *s, guint at, guint letters, guint end) {
  static const char *const places[] = {"us", "hk", "nt", "au", "ca", "sg"};
  gboolean is_place = FALSE;

  for (gsize p = 0; p < G_N_ELEMENTS(places); p++)
    is_place |= letters - at == 2 && has_prefix(s, at, end, places[p]);
  if (!is_place || letters + 1 >= end || s->cp[letters] != '$' ||
      s->class[letters + 1] != TY_CLASS_DIGIT)
    return letters;
  guint stop = number_end(s, letters + 1, end);
  return stop == end || !is_alphanumeric(s, stop) ? stop : letters;
}

static guint letter_run(TySegmenter *s, guint at, guint end) {
  guint stop = url_end(s, at, end);

  if (stop == at)
    stop = mail_end(s, at, end);
  if (stop == at && (stop = domain_end(s, at, end, FALSE)) > at && !has_known_ending(s, at, stop))
    stop = at;
  if (stop > at) {
    add_run(s, at, stop, TY_TOKEN_URL, "x", TRUE);
    return stop;
  }
  stop = alphanumeric_end(s, at, end);
  guint amount = dollars_end(s, at, stop, end);
  if (amount > stop) {
    add_run(s, at, amount, TY_TOKEN_MONEY, "m", FALSE);
    return amount;
  }
  add_run(s, at, stop, TY_TOKEN_LATIN, "eng", FALSE);
  return stop;
}

/* Names, symbols, emoji ----------------------------------------------------------------------- */

/* Whether an address begins at a position, which names of users stop at. */
static gboolean begins_url(const TySegmenter *s, guint at) {
  const char *text = (const char *) s->text + s->offset[at];
  gsize left = s->offset[s->n] - s->offset[at];
  return left >= 6 && (memcmp(text, "http:/", 6) == 0 || memcmp(text, "https:", 6) == 0);
}

/* @name ends at a space or a sign; of at most 30 characters. It may reach beyond the region. */
static guint user_run(TySegmenter *s, guint at) {
  guint i = at + 1;

  while (i < s->n && i <= at + 30) {
    guint32 cp;
    ty_utf8_decode(s->text + s->offset[i], s->text + s->offset[s->n], &cp);
    guint class = ty_class_of(cp) & TY_CLASS_MASK;
    if (class != TY_CLASS_HAN && class != TY_CLASS_LETTER && class != TY_CLASS_DIGIT &&
        class != TY_CLASS_KANA && cp != '_' && cp != '-')
      break;
    if (cp == 'h' && begins_url(s, i))
      break;
    for (i++; i < s->n && s->offset[i] == s->offset[i - 1];)
      i++;
  }
  if (i == at + 1)
    add_run(s, at, i, TY_TOKEN_PUNCTUATION, "w", TRUE);
  else
    add_run(s, at, i, TY_TOKEN_USER, "x", TRUE);
  return i;
}

static gboolean is_flag_letter(guint32 cp) { return cp >= 0x1f1e6 && cp <= 0x1f1ff; }

static guint emoji_run(TySegmenter *s, guint at, guint end) {
  guint i = after(s, at), limit = MIN(end, at + TY_RUN_MAX);

  if (is_flag_letter(s->cp[at]) && i < end && is_flag_letter(s->cp[i]))
    i = after(s, i);
  while (i < limit && s->cp[i - 1] == 0x200d && s->class[i] == TY_CLASS_EMOJI)
    i = after(s, i);
  add_run(s, at, i, TY_TOKEN_EMOJI, "x", TRUE);
  return i;
}

/* A sign, with what repeats it. */
static guint symbol_run(TySegmenter *s, guint at, guint end, TyTokenType type, const char *tag) {
  guint i = after(s, at), limit = MIN(end, at + TY_RUN_MAX);

  if (s->class[at] != TY_CLASS_BRACKET && s->class[at] != TY_CLASS_HAN)
    while (i < limit && s->class[i] == s->class[at] && s->cp[i] == s->cp[at] &&
           s->inner[at + 1] == (i + 1 < s->n && s->inner[i + 1]))
      i = after(s, i);
  add_run(s, at, i, type, tag, FALSE);
  return i;
}

static guint currency_run(TySegmenter *s, guint at, guint end) {
  if (at + 1 < end && s->class[at + 1] == TY_CLASS_DIGIT) {
    guint stop = number_end(s, at + 1, end);
    if (stop == end || !is_alphanumeric(s, stop)) {
      add_run(s, at, stop, TY_TOKEN_MONEY, "m", FALSE);
      return stop;
    }
  }
  return symbol_run(s, at, end, TY_TOKEN_PUNCTUATION, "w");
}

static gboolean is_keycap(const TySegmenter *s, guint at) {
  for (guint i = at + 1; i < s->n && s->inner[i]; i++)
    if (s->cp[i] == 0x20e3)
      return TRUE;
  return FALSE;
}

static guint region_run(TySegmenter *s, guint at, guint end) {
  if (is_keycap(s, at))
    return emoji_run(s, at, end);
  switch ((TyClass) s->class[at]) {
  case TY_CLASS_LETTER:
    return letter_run(s, at, end);
  case TY_CLASS_DIGIT:
    return digit_run(s, at, end);
  case TY_CLASS_KANA: {
    guint stop = skip_class(s, at, end, TY_CLASS_KANA);
    add_run(s, at, stop, TY_TOKEN_WORD, "x", FALSE);
    return stop;
  }
  case TY_CLASS_CURRENCY:
    return currency_run(s, at, end);
  case TY_CLASS_EMOJI:
    return emoji_run(s, at, end);
  case TY_CLASS_HAN:
    return symbol_run(s, at, end, TY_TOKEN_WORD, "x");
  case TY_CLASS_SPACE:
    return symbol_run(s, at, end, TY_TOKEN_SPACE, "x");
  case TY_CLASS_SYMBOL:
  case TY_CLASS_MARK:
  case TY_CLASS_CONTROL:
    return symbol_run(s, at, end, TY_TOKEN_PUNCTUATION, "x");
  default:
    if (s->cp[at] == '@' && !s->inner[at + 1])
      return user_run(s, at);
    return symbol_run(s, at, end, TY_TOKEN_PUNCTUATION, "w");
  }
}

/* Regions that are one number or one word of letters, as most are. */
static gboolean is_plain_run(TySegmenter *s, const TyRegion *region) {
  gboolean is_number = region->classes == 1u << TY_CLASS_DIGIT;

  if ((!is_number && region->classes != 1u << TY_CLASS_LETTER) ||
      region->end - region->at > TY_RUN_MAX)
    return FALSE;
  add_run(s, region->at, region->end, is_number ? TY_TOKEN_NUMBER : TY_TOKEN_LATIN,
          is_number ? "m" : "eng", FALSE);
  return TRUE;
}

static guint32 source_character(const TySegmenter *s, guint at) {
  guint32 cp;
  ty_utf8_decode(s->text + s->offset[at], s->text + s->offset[s->n], &cp);
  return cp;
}

static gboolean is_space_at(const TySegmenter *s, guint at) {
  return (ty_class_of(source_character(s, at)) & TY_CLASS_MASK) == TY_CLASS_SPACE;
}

/* Whether a # stands as in #宝顶山 #北山: behind white space, and before a letter. */
static gboolean begins_tag(const TySegmenter *s, guint at) {
  if ((at > 0 && !ty_is_line_end(s, at - 1) && !is_space_at(s, at - 1)) || at + 1 >= s->n)
    return FALSE;
  guint class = ty_class_of(source_character(s, at + 1)) & TY_CLASS_MASK;
  return class == TY_CLASS_HAN || class == TY_CLASS_LETTER || class == TY_CLASS_KANA;
}

static void mark_topic(TyRun *run) {
  run->type = TY_TOKEN_TOPIC;
  run->tag = "x";
}

static gboolean on_one_line(const TySegmenter *s, guint at, guint end) {
  return !memchr(s->text + s->offset[at], '\n', s->offset[end] - s->offset[at]);
}

/* #topic#: both marks in one line and chunk, with 1 to 140 characters and no third mark between;
 * and #tag, where another tag or nothing follows. */
static void pair_topics(TySegmenter *s) {
  TyRun *open = NULL;

  for (guint r = 0; r < s->n_runs; r++) {
    TyRun *run = &s->runs[r];
    if (run->length != 1 || run->type != TY_TOKEN_PUNCTUATION || s->class[run->at] > 3 ||
        s->cp[run->at] != '#')
      continue;
    gboolean is_tag = begins_tag(s, run->at);
    if (open && !is_tag && run->at > open->at + 1 && run->at <= open->at + 141 &&
        on_one_line(s, open->at, run->at)) {
      mark_topic(open);
      mark_topic(run);
      open = NULL;
    } else {
      if (open && begins_tag(s, open->at))
        mark_topic(open);
      open = run;
    }
  }
  if (open && begins_tag(s, open->at))
    mark_topic(open);
}

/* Takes the codes of a run away, lest a word end or begin within it. */
static void close_run(TySegmenter *s, const TyRun *run) {
  guint end = run->at + run->length;

  memset(s->code + run->at, 0, run->length * sizeof *s->code);
  for (guint i = run->at; i <= end; i++)
    s->place[i] = ty_base_before(s, i) + s->code[i];
}

void ty_find_runs(TySegmenter *s) {
  guint from = 0;

  s->n_runs = 0;
  s->has_at = FALSE;
  for (guint g = 0; g < s->n_regions && !s->has_at; g++)
    for (guint i = s->regions[g].at; i < s->regions[g].end; i++)
      s->has_at |= s->cp[i] == '@';
  for (guint g = 0; g < s->n_regions; g++) {
    TyRegion region = s->regions[g];
    if (from <= region.at && is_plain_run(s, &region))
      continue;
    for (guint at = MAX(region.at, from); at < region.end;) {
      guint class = s->class[at];
      gboolean single = !s->inner[at + 1] && s->cp[at] != '@' && s->cp[at] != '#';
      if (class <= TY_CLASS_SPACE && class != TY_CLASS_HAN && single)
        at++; /* punctuation: a word of one character */
      else
        at = region_run(s, at, region.end);
      from = at;
    }
  }
  pair_topics(s);
  if (s->lexicon->own)
    ty_find_own_words(s);
  for (guint r = 0; r < s->n_runs; r++)
    if (s->runs[r].fixed)
      close_run(s, &s->runs[r]);
}
