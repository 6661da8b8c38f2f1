/* SPDX-License-Identifier: Apache-2.0 */
/* Names by their endings. The ending is easy to see; where the name begins is not:
 *
 *     去 参观 了 圣 | 寿 | 寺        "before" words and parts of speech end the walk to the left
 *     安岳 | 玄妙 | 观               so do names that are known: they are where it is
 *     大 钟 | 寺、古 | 钟 | 寺        what stands before it in other places says which cut is right
 */
#include "text/findings.h"

#include <string.h>

#define MAX_CUTS 8
/* An institution may have a long name: 红岩重型汽车博物馆. */
#define LONG_ENDING 3
#define LONG_STEM 6
#define SHORT_STEM 4
#define LEAST_GENERIC 3
#define LEAST_SIDE_WEIGHT 0.5

typedef struct {
  const TyStrings *strings;
  const TyNameForms *forms;
  const TyCharacter *c;
  guint longest;
  const guint32 *shown; /* by place: where the name begins that ends before it; may be NULL */
  GHashTable *counts;   /* text of each possible cut → how often */
} Structure;

/* The possible beginnings of one name, the nearest first. */
typedef struct {
  guint32 end, ending; /* one past its last character; where the ending begins */
  const TyForm *form;
  guint n;
  guint32 cut[MAX_CUTS];
  gboolean soft[MAX_CUTS]; /* what the cut adds is mostly no part of a name */
  gboolean named;          /* the last cut is before a name of its own */
} Walk;

char *ty_strings_slice(const TyStrings *strings, gsize at, guint n) {
  GString *text = g_string_sized_new(n * 3 + 1);

  for (guint i = 0; i < n; i++)
    g_string_append_unichar(text, g_array_index(strings->characters, TyCharacter, at + i).code);
  return g_string_free(text, FALSE);
}

static TyPart part_at(const Structure *s, gsize at) { return s->c[at].mark & TY_MARK_PART; }

static guint32 token_start(const Structure *s, guint32 at) {
  while (!(s->c[at].mark & TY_MARK_START))
    at--;
  return at;
}

static gboolean has_form(const Structure *s, TyFormRole role, gsize from, gsize to) {
  guint32 cp[TY_STRING_MAX];

  if (to - from > TY_STRING_MAX)
    return FALSE;
  for (gsize i = from; i < to; i++)
    cp[i - from] = s->c[i].code;
  return ty_name_forms_has(s->forms, role, cp, to - from);
}

/* The longest ending that the token ending at `last` closes; it begins with a token or lies within
 * that one. */
static const TyForm *ending_at(const Structure *s, guint32 last, guint32 *begins) {
  const TyForm *form = NULL;
  guint32 prefix = 0, value = 0, start = token_start(s, last);

  for (guint32 i = last; s->c[i].code; i--) {
    prefix = ty_trie_step(s->forms->words[TY_FORM_ENDING], prefix, s->c[i].code, &value);
    if (prefix == 0)
      break;
    if (value && (i >= start || (s->c[i].mark & TY_MARK_START))) {
      form = &g_array_index(s->forms->forms, TyForm, value - 1);
      *begins = i;
    }
  }
  return form;
}

/* 三, 十二; not 第二, 一条, 十余. */
static gboolean is_number(const Structure *s, guint32 from, guint32 to) {
  static const gunichar digits[] = U"二三四五六七八九十百千万";

  for (guint32 i = from; i < to; i++) {
    gboolean found = i > from && s->c[i].code == 0x4e00;
    for (const gunichar *digit = digits; *digit && !found; digit++)
      found = *digit == s->c[i].code;
    if (!found)
      return FALSE;
  }
  return TRUE;
}

/* 万岁, 三身: a word that begins with a number and does not end with what is counted. */
static gboolean is_numeral_word(const Structure *s, guint32 from, guint32 to) {
  return to - from > 1 && !is_number(s, from, to) && !has_form(s, TY_FORM_BEFORE, to - 1, to) &&
         !has_form(s, TY_FORM_BEFORE, from, from + 1) && s->c[from].code != 0x4e00;
}

/* Whether the token [from, to) may be part of a name: freely; only where nothing else makes sense
 * or the corpus says so; or never. */
typedef enum { FREE, SOFT, NEVER } Belonging;

static Belonging belonging(const Structure *s, guint32 from, guint32 to) {
  gboolean is_single = to - from == 1;

  if (has_form(s, TY_FORM_BEFORE, from, to))
    return is_single ? SOFT : NEVER;
  if (is_single && s->c[from - 1].code == 0x4e00 /* 一, and then what is counted */)
    return NEVER;
  switch (part_at(s, from)) {
  case TY_PART_FUNCTION:
  case TY_PART_VERB:
  case TY_PART_SIDE:
    return is_single ? SOFT : NEVER;
  case TY_PART_ACTION:
    return SOFT;
  case TY_PART_IDIOM:
  case TY_PART_TIME:
    return NEVER;
  case TY_PART_MEASURE:
    return s->c[from - 1].code && part_at(s, from - 1) == TY_PART_NUMERAL ? NEVER : SOFT;
  case TY_PART_NUMERAL:
    if (is_number(s, from, to))
      return part_at(s, to) != TY_PART_MEASURE ? FREE : NEVER;
    return is_numeral_word(s, from, to) ? SOFT : NEVER;
  default:
    return FREE;
  }
}

/* Where the name begins that ends before `at`: one that is known, or that the corpus itself has
 * shown; 0 for none. */
static guint32 named_before(const Structure *s, guint32 at) {
  guint32 from = token_start(s, at - 1);

  if (s->shown && s->shown[at])
    return s->shown[at];
  return (s->c[from].mark & TY_MARK_KNOWN) || (part_at(s, from) == TY_PART_PLACE && at - from > 1)
             ? from
             : 0;
}

/* 石羊镇茗山寺: a name of its own ends before `at`. */
static gboolean is_other_name(const Structure *s, guint32 from, guint32 at) {
  guint32 begins = 0;
  const TyForm *form = ending_at(s, at - 1, &begins);

  return form && (at - from == 1 || g_str_equal(form->kind, "place")) && s->c[begins - 1].code;
}

/* The beginnings of the name that ends with `walk->form`. */
static void walk_left(const Structure *s, Walk *walk) {
  guint32 at = token_start(s, walk->ending);
  guint n_soft = 0;

  walk->n = 0;
  walk->named = FALSE;
  while (walk->n < MAX_CUTS && s->c[at - 1].code) {
    gboolean has_stem = at < walk->ending;
    guint32 named = named_before(s, at), from = named ? named : token_start(s, at - 1);
    Belonging belongs = named ? FREE : belonging(s, from, at);
    if (walk->end - from > s->longest || belongs == NEVER || (has_stem && named) ||
        (belongs == SOFT && n_soft++ == 2))
      break;
    walk->soft[walk->n] = belongs == SOFT || (walk->ending - at >= 2 && is_other_name(s, from, at));
    walk->named = named != 0;
    walk->cut[walk->n++] = from;
    if (named) /* 安岳竹编: the place is all that there is before the ending */
      break;
    at = from;
  }
}

/* Whether the name that ends at `last` is only the beginning of a longer ending: 鲤鱼灯 of
 * 鲤鱼灯舞.
 */
static gboolean goes_on(const Structure *s, guint32 last) {
  guint32 next = last + 1, begins = 0;

  if (!s->c[next].code)
    return FALSE;
  while (!(s->c[next].mark & TY_MARK_END))
    next++;
  return ending_at(s, next, &begins) && begins <= last;
}

/* Whether the ending belongs to a word that is more than the ending, and is either a name already
 * or none that names end with (扫墓). */
static gboolean is_whole(const Structure *s, const Walk *walk, guint32 last) {
  guint32 start = token_start(s, last);

  TyPart part = part_at(s, start);
  gboolean is_noun = part == TY_PART_NOUN || (part == TY_PART_NAME && last - start < 2);

  return walk->ending > start && ((s->c[start].mark & TY_MARK_KNOWN) || !is_noun);
}

/* 云居|山上: the ending may begin the word that says where. */
static gboolean is_before_side(const Structure *s, guint32 last) {
  return (s->c[last].mark & TY_MARK_START) && !(s->c[last].mark & TY_MARK_END) &&
         part_at(s, last) == TY_PART_SIDE;
}

static gboolean find_walk(const Structure *s, guint32 last, Walk *walk) {
  gboolean is_side = s->c[last].code && is_before_side(s, last);

  if (!s->c[last].code || (!(s->c[last].mark & TY_MARK_END) && !is_side))
    return FALSE;
  walk->form = ending_at(s, last, &walk->ending);
  if (walk->form && is_side && walk->form->weight < LEAST_SIDE_WEIGHT)
    return FALSE;
  if (!walk->form || goes_on(s, last) || is_whole(s, walk, last))
    return FALSE;
  walk->end = last + 1;
  walk_left(s, walk);
  return walk->n > 0;
}

static guint count_of(const Structure *s, const Walk *walk, guint i) {
  g_autofree char *text = ty_strings_slice(s->strings, walk->cut[i], walk->end - walk->cut[i]);
  return GPOINTER_TO_UINT(g_hash_table_lookup(s->counts, text));
}

static gboolean is_generic(const Structure *s, const Walk *walk, guint32 from) {
  for (guint32 at = from; at < walk->ending;) {
    guint32 to = at + 1;
    while (!(s->c[to - 1].mark & TY_MARK_END) && to < walk->ending)
      to++;
    if (!has_form(s, TY_FORM_GENERIC, at, to))
      return FALSE;
    at = to;
  }
  return TRUE;
}

/* Which beginning is right. */
static guint choose(const Structure *s, const Walk *walk) {
  guint best = 0, count = count_of(s, walk, 0);

  for (guint i = 1; i < walk->n; i++) {
    guint32 from = walk->cut[i], before = walk->cut[i - 1];
    guint more = count_of(s, walk, i), stem = walk->ending - before;
    gboolean parted = count >= 2 && more * 2 <= count; /* others stand before it as well */
    gboolean together = more >= 2 && more * 10 >= count * 7;
    gboolean soft = walk->soft[i];
    gboolean loose =
        before - from == 1 && (s->c[before].mark & TY_MARK_SINGLE) && stem < SHORT_STEM;
    gboolean institution = walk->form->n >= LONG_ENDING && stem < LONG_STEM;
    gboolean scant = stem < 2 || is_generic(s, walk, before);
    if (soft ? !(together && more >= 3) && !(stem < 2 && !parted)
             : !together && (parted || (!loose && !institution && !scant)))
      break;
    best = i;
    count = more;
  }
  return best;
}

/* Whether what stands right before the ending is a word of grammar, or a number: 有桥, 十五窟. */
static gboolean is_grammar(const Structure *s, const Walk *walk) {
  TyPart part = part_at(s, walk->cut[0]);

  return part == TY_PART_FUNCTION ||
         (part == TY_PART_NUMERAL && walk->ending - walk->cut[0] > 1 &&
          is_number(s, walk->cut[0], walk->ending)) ||
         has_form(s, TY_FORM_BEFORE, walk->cut[0], walk->ending);
}

static void keep(const Structure *s, const Walk *walk, guint32 from, gboolean is_none,
                 GHashTable *found) {
  guint n = walk->end - from;
  g_autofree char *text = ty_strings_slice(s->strings, from, n);
  TyFinding *finding = g_hash_table_lookup(found, text);

  if (!finding) {
    finding = g_new0(TyFinding, 1);
    finding->text = g_steal_pointer(&text);
    finding->n = n;
    finding->first = from;
    finding->form = walk->form;
    finding->is_placed = walk->named && from == walk->cut[walk->n - 1];
    finding->at = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_hash_table_insert(found, finding->text, finding);
  }
  finding->is_none |= is_none;
  finding->count++;
  finding->quoted += ty_is_listed(s->c, from, walk->end);
  g_array_append_val(finding->at, from);
}

void ty_find_by_structure(const TyStrings *strings, const TyNameForms *forms, guint longest,
                          const guint32 *shown, GHashTable *found) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Structure s = {strings, forms, (const TyCharacter *) (gconstpointer) strings->characters->data,
                 longest, shown, counts};
  guint32 length = strings->characters->len;
  Walk walk;

  for (guint32 last = 1; last < length; last++) {
    if (!find_walk(&s, last, &walk))
      continue;
    for (guint i = 0; i < walk.n; i++) {
      char *text = ty_strings_slice(strings, walk.cut[i], walk.end - walk.cut[i]);
      gpointer before = g_hash_table_lookup(counts, text);
      g_hash_table_insert(counts, text, GUINT_TO_POINTER(GPOINTER_TO_UINT(before) + 1));
    }
  }
  for (guint32 last = 1; last < length; last++) {
    if (!find_walk(&s, last, &walk))
      continue;
    /* A loose word before an ending that is a word itself is no name: 看石刻. */
    if (walk.soft[0] && (walk.form->n > 1 || is_grammar(&s, &walk)) &&
        count_of(&s, &walk, 0) < LEAST_GENERIC)
      continue;
    guint32 from = walk.cut[choose(&s, &walk)];
    gboolean is_none = has_form(&s, TY_FORM_NEVER, from, walk.end);
    /* 十五窟 is a number of caves. */
    is_none |= walk.ending - from > 1 && is_number(&s, from, walk.ending) &&
               count_of(&s, &walk, 0) < LEAST_GENERIC;
    /* 大佛湾: said again and again, it is a name though 大 could be said of any. */
    if (is_generic(&s, &walk, from))
      is_none |= walk.ending - from > 1 || count_of(&s, &walk, 0) < LEAST_GENERIC;
    keep(&s, &walk, from, is_none, found);
  }
}
