/* SPDX-License-Identifier: Apache-2.0 */
/* Names by what stands around them, for those without an ending of their own:
 *
 *     宝顶山、小佛湾、云居山      items of a list of names are names
 *     传承人是何定模              a surname and a given name beside a title
 *     又叫观音市。                what something is called, up to where it plainly ends */
#include "text/findings.h"

#include <string.h>

#define LIST_SIGN 0x3001
#define SHORTEST 2
#define LONGEST 8
#define LEAST_ITEMS 3
/* Of a list's items, one in so many must be a name. */
#define ITEMS_A_NAME 3

typedef struct {
  const TySearch *search;
  const TyCharacter *c;
  guint32 length;
  GHashTable *found;     /* text → TyFinding, with what has an ending */
  const TyForm **begins; /* by place: the form of a name found by its ending that begins there */
  const TyForm **ends;   /* the same, of one that ends before it */
} Context;

static guint32 token_end(const Context *x, guint32 at) {
  while (!(x->c[at].mark & TY_MARK_END))
    at++;
  return at + 1;
}

static guint32 token_start(const Context *x, guint32 last) {
  while (!(x->c[last].mark & TY_MARK_START))
    last--;
  return last;
}

static TyPart part_at(const Context *x, guint32 at) { return x->c[at].mark & TY_MARK_PART; }

static gboolean has_form(const Context *x, TyFormRole role, guint32 from, guint32 to) {
  guint32 cp[TY_STRING_MAX];

  if (to - from > TY_STRING_MAX)
    return FALSE;
  for (guint32 i = from; i < to; i++)
    cp[i - from] = x->c[i].code;
  return ty_name_forms_has(x->search->forms, role, cp, to - from);
}

static void note(Context *x, guint32 from, guint32 to, const char *kind, gboolean is_person) {
  g_autofree char *text = ty_strings_slice(x->search->strings, from, to - from);
  TyFinding *finding = g_hash_table_lookup(x->found, text);

  if (!finding) {
    finding = g_new0(TyFinding, 1);
    finding->text = g_steal_pointer(&text);
    finding->n = to - from;
    finding->first = from;
    finding->kind = kind;
    finding->at = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_hash_table_insert(x->found, finding->text, finding);
  }
  if (!finding->form) {
    finding->count++;
    g_array_append_val(finding->at, from);
  }
  finding->told++;
  finding->is_person |= !finding->form && is_person;
}

/* Whether [from, to) may be a name as a whole: no word of the lexicon, nothing known, no grammar.
 */
static gboolean may_be_name(const Context *x, guint32 from, guint32 to) {
  guint tokens = 0;

  if (to < from + SHORTEST || to > from + LONGEST)
    return FALSE;
  for (guint32 at = from; at < to; tokens++) {
    guint32 end = token_end(x, at);
    TyPart part = part_at(x, at);
    gboolean is_long = end - at > 1;
    if (part == TY_PART_FUNCTION || part == TY_PART_IDIOM || (is_long && part == TY_PART_VERB) ||
        (is_long && part == TY_PART_TIME) || (at > from && part == TY_PART_NUMERAL) ||
        (at == from && part == TY_PART_VERB) || (end == to && part == TY_PART_ACTION) ||
        has_form(x, TY_FORM_BEFORE, at, end) || end > to)
      return FALSE;
    at = end;
  }
  return tokens > 1 && !has_form(x, TY_FORM_NEVER, from, to);
}

/* Where what begins at `from` ends at the latest: before a break or a word that no name holds. */
static guint32 reach(const Context *x, guint32 from) {
  while (x->c[from].code && !ty_is_outside(x->search, from, TRUE))
    from = token_end(x, from);
  return from;
}

/* Lists ---------------------------------------------------------------------------------------- */

static gboolean is_list_sign(const Context *x, guint32 at) {
  return !x->c[at].code && x->c[at].sign == LIST_SIGN;
}

static guint32 next_break(const Context *x, guint32 at) {
  while (at < x->length && x->c[at].code)
    at++;
  return at;
}

/* Whether a name that is known, or has an ending, lies at [from, to). */
static gboolean is_name(const Context *x, guint32 from, guint32 to, const char **kind) {
  const TyForm *form = x->begins[from] && x->begins[from] == x->ends[to] ? x->begins[from] : NULL;

  if (form && !*kind)
    *kind = form->kind;
  return form || ((x->c[from].mark & TY_MARK_KNOWN) && token_end(x, from) == to);
}

/* The list whose first sign is at `sign`; gives its end. */
static guint32 read_list(Context *x, guint32 sign) {
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 end = next_break(x, sign + 1);
  const char *kind = x->ends[sign] ? x->ends[sign]->kind : NULL;
  guint names, items;

  while (end < x->length && is_list_sign(x, end)) {
    g_array_append_val(ends, end);
    end = next_break(x, end + 1);
  }
  guint32 last = sign;
  if (ends->len > 0)
    last = g_array_index(ends, guint32, ends->len - 1);
  guint32 stop = last + 1 < x->length && x->c[last + 1].code ? reach(x, last + 1) : last + 1;
  if (x->c[last + 1].code && (x->c[last + 1].mark & TY_MARK_KNOWN))
    stop = token_end(x, last + 1);
  if (x->c[stop].code && part_at(x, stop) != TY_PART_FUNCTION)
    stop = last + 1; /* where the last one ends is not plain */
  names = x->c[sign - 1].code &&
          (x->ends[sign] || (x->c[token_start(x, sign - 1)].mark & TY_MARK_KNOWN));
  items = ends->len + 2;
  guint32 from = sign + 1;
  for (guint i = 0; i <= ends->len; i++) {
    guint32 to = i < ends->len ? g_array_index(ends, guint32, i) : stop;
    names += to > from && is_name(x, from, to, &kind);
    from = i < ends->len ? to + 1 : from;
  }
  if (items < LEAST_ITEMS || names == 0 || names * ITEMS_A_NAME < items)
    return end;
  from = sign + 1;
  for (guint i = 0; i <= ends->len; i++) {
    guint32 to = i < ends->len ? g_array_index(ends, guint32, i) : stop;
    const char *own = NULL;
    if (to > from && !is_name(x, from, to, &own) && may_be_name(x, from, to))
      note(x, from, to, kind, FALSE);
    from = to + 1;
  }
  return end;
}

/* Persons -------------------------------------------------------------------------------------- */

/* The length of the surname that begins at `from`; 0: none. */
static guint surname_at(const Context *x, guint32 from) {
  if (!x->c[from].code || !(x->c[from].mark & TY_MARK_START))
    return 0;
  if (x->c[from + 1].code && has_form(x, TY_FORM_SURNAME, from, from + 2))
    return 2;
  return has_form(x, TY_FORM_SURNAME, from, from + 1);
}

/* Whether [from, to), a surname and what follows, is put together as a person's name. */
static gboolean looks_personal(const Context *x, guint32 from, guint32 to) {
  guint surname = surname_at(x, from), tokens = 0;

  if (!surname || to <= from + surname || to > from + surname + 2)
    return FALSE;
  for (guint32 i = from; i < to; i++)
    if (!x->c[i].code || (x->c[i].mark & TY_MARK_KNOWN))
      return FALSE;
  if (!(x->c[to - 1].mark & TY_MARK_END) ||
      (!(x->c[from].mark & TY_MARK_END) && part_at(x, from) == TY_PART_VERB)) /* 谢幕时 */
    return FALSE;
  for (guint32 at = from; at < to; tokens++) {
    guint32 end = token_end(x, at);
    TyPart part = part_at(x, at);
    if (at > from && (part == TY_PART_FUNCTION || has_form(x, TY_FORM_BEFORE, at, end) ||
                      (end - at > 1 && (part == TY_PART_VERB || part_at(x, from) == TY_PART_VERB))))
      return FALSE;
    at = end;
  }
  return tokens > 1;
}

/* Where the person's name ends that begins at `from`; 0: there is none. The longer one, unless its
 * last character is a verb of its own: 贾岛|写. */
static guint32 person_end(const Context *x, guint32 from) {
  guint surname = surname_at(x, from);
  guint32 shorter = from + surname + 1, longer = shorter + 1;

  if (!surname)
    return 0;
  if (looks_personal(x, from, longer) &&
      !((x->c[longer - 1].mark & TY_MARK_SINGLE) && part_at(x, longer - 1) == TY_PART_VERB &&
        x->c[longer].code && !ty_is_outside(x->search, longer, TRUE)))
    return longer;
  return looks_personal(x, from, shorter) ? shorter : 0;
}

/* Where the person's name begins that ends before `to`; 0: there is none. */
static guint32 person_start(const Context *x, guint32 to) {
  for (guint n = 4; n >= 2; n--) {
    guint32 from = to > n ? to - n : 0;
    if (from == 0 || !looks_personal(x, from, to))
      continue;
    if (!x->c[from - 1].code || ty_is_outside(x->search, token_start(x, from - 1), FALSE) ||
        part_at(x, from - 1) == TY_PART_TIME)
      return from;
  }
  return 0;
}

/* 传承人是…, 传承人：…; not across a sentence. */
static guint32 after_link(const Context *x, guint32 at) {
  if (!x->c[at].code)
    return x->c[at].sign == ':' || x->c[at].sign == 0xff1a || x->c[at].sign == 0x201c ? at + 1 : at;
  guint32 end = token_end(x, at);
  return has_form(x, TY_FORM_CALLED, at, end) ? end : at;
}

/* The same of one that may be known already. */
static guint32 listed_end(const Context *x, guint32 from) {
  return surname_at(x, from) && (x->c[from].mark & TY_MARK_KNOWN) ? token_end(x, from)
                                                                  : person_end(x, from);
}

static guint32 listed_start(const Context *x, guint32 to) {
  guint32 from = x->c[to - 1].code ? token_start(x, to - 1) : 0;

  return from && surname_at(x, from) && (x->c[from].mark & TY_MARK_KNOWN) ? from
                                                                          : person_start(x, to);
}

static void note_person(Context *x, guint32 from, guint32 to) {
  if (!(x->c[from].mark & TY_MARK_KNOWN))
    note(x, from, to, "person", TRUE);
}

/* Those named after a title, and before it: 甲、乙父子. */
static void read_title(Context *x, guint32 at, guint32 end) {
  guint32 from = after_link(x, end), to = listed_end(x, from);

  while (to) {
    note_person(x, from, to);
    from = to + 1;
    to = is_list_sign(x, to) ? listed_end(x, from) : 0;
  }
  to = at;
  from = x->c[at - 1].code ? listed_start(x, at) : 0;
  while (from) {
    note_person(x, from, to);
    to = from - 1;
    from = is_list_sign(x, to) ? listed_start(x, to) : 0;
  }
}

/* What is called so ---------------------------------------------------------------------------- */

static void read_called(Context *x, guint32 from) {
  if (!x->c[from].code &&
      (x->c[from].sign == 0x201c || x->c[from].sign == 0x300c || x->c[from].sign == 0x300a))
    from++;
  if (!x->c[from].code)
    return;
  guint32 to = reach(x, from);
  gboolean is_over = !x->c[to].code || part_at(x, to) == TY_PART_FUNCTION;
  if (is_over && !x->begins[from] && may_be_name(x, from, to))
    note(x, from, to, NULL, FALSE);
}

static void mark_structured(Context *x) {
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init(&iter, x->found);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const TyFinding *f = value;
    for (guint k = 0; !f->is_none && k < f->at->len; k++) {
      guint32 at = g_array_index(f->at, guint32, k);
      x->begins[at] = x->ends[at + f->n] = f->form;
    }
  }
}

void ty_find_by_context(const TySearch *search, GHashTable *found) {
  guint32 length = search->strings->characters->len;
  g_autofree const TyForm **begins = g_new0(const TyForm *, length + 1);
  g_autofree const TyForm **ends = g_new0(const TyForm *, length + 1);
  Context x = {search, search->c, length, found, begins, ends};

  mark_structured(&x);
  for (guint32 at = 1; at < length;) {
    if (is_list_sign(&x, at)) {
      at = read_list(&x, at);
    } else {
      at++;
    }
  }
  for (guint32 at = 1; at < length; at++) {
    if (!x.c[at].code || !(x.c[at].mark & TY_MARK_START))
      continue;
    guint32 end = token_end(&x, at);
    guint32 further = x.c[end].code ? token_end(&x, end) : end; /* 又|叫 */
    if (has_form(&x, TY_FORM_TITLE, at, end))
      read_title(&x, at, end);
    if (further > end && has_form(&x, TY_FORM_CALLED, at, further))
      read_called(&x, further);
    else if (end - at > 1 && has_form(&x, TY_FORM_CALLED, at, end))
      read_called(&x, end);
  }
}
