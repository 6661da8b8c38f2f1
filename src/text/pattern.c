/* SPDX-License-Identifier: Apache-2.0 */
/* The file of patterns: a line a directive or a pattern, parts parted by white space. */
#include "base/number.h"
#include "text/pattern-parts.h"

#include <string.h>

static void pattern_free(gpointer data) {
  TyPattern *pattern = data;

  for (gsize i = 0; i < pattern->n_parts; i++)
    g_strfreev(pattern->parts[i].words);
  g_free(pattern->id);
  g_free(pattern->predicate);
  g_free(pattern->said);
  g_free(pattern->unit);
  g_free(pattern->qualifier);
  g_free(pattern);
}

static void hearsay_clear(gpointer data) { g_free(((TyHearsay *) data)->word); }

TyPatterns *ty_patterns_new(void) {
  TyPatterns *patterns = g_new0(TyPatterns, 1);

  patterns->list = g_ptr_array_new_with_free_func(pattern_free);
  patterns->words =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  patterns->negation = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  patterns->denial = g_ptr_array_new_with_free_func(g_free);
  patterns->hearsay = g_array_new(FALSE, FALSE, sizeof(TyHearsay));
  g_array_set_clear_func(patterns->hearsay, hearsay_clear);
  return patterns;
}

void ty_patterns_free(TyPatterns *patterns) {
  if (!patterns)
    return;
  g_ptr_array_unref(patterns->list);
  g_hash_table_unref(patterns->words);
  g_hash_table_unref(patterns->negation);
  g_ptr_array_unref(patterns->denial);
  g_array_unref(patterns->hearsay);
  g_free(patterns);
}

gsize ty_patterns_count(const TyPatterns *patterns) { return patterns->list->len; }

const char *ty_patterns_id(const TyPatterns *patterns, gsize pattern) {
  return ((const TyPattern *) patterns->list->pdata[pattern])->id;
}

static char *normal(const char *word) {
  TyNormalised normalised = ty_normalise(word, strlen(word));
  char *text = g_strndup(normalised.text, normalised.length);
  ty_normalised_clear(&normalised);
  return text;
}

static gboolean fail(GError **error, const char *what, const char *found, const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found the %s '%s', expected %s", what, found,
              expected);
  return FALSE;
}

/* The alternatives of a|b|c, normalised. */
static char **alternatives(const char *text, gsize length) {
  g_autofree char *copy = g_strndup(text, length);
  char **words = g_strsplit(copy, "|", -1);

  for (char **word = words; *word; word++) {
    char *plain = normal(*word);
    g_free(*word);
    *word = plain;
  }
  return words;
}

/* Parts of templates ------------------------------------------------------------------------------
 */

typedef struct {
  const TyPatterns *patterns;
  const TyPatternWorld *world;
  const TyPatternPredicate *predicate;
  TyPattern *pattern;
} Reading;

/* site|component as a set; 0 with `error` set. */
static guint64 read_kinds(const Reading *reading, const char *text, GError **error) {
  g_auto(GStrv) kinds = g_strsplit(text, "|", -1);
  guint64 set = 0;

  for (char **kind = kinds; *kind; kind++) {
    gsize i = 0;
    while (i < reading->world->n_kinds && !g_str_equal(reading->world->kinds[i], *kind))
      i++;
    if (i == reading->world->n_kinds || i >= TY_PATTERN_KINDS) {
      fail(error, "kind", *kind, "one of the ontology's (graphs/kinds.csv)");
      return 0;
    }
    set |= (guint64) 1 << i;
  }
  if (set == 0) /* {S:} */
    fail(error, "kind", text, "one of the ontology's (graphs/kinds.csv)");
  return set;
}

/* {S}, {S+}, {S*}, {O:place|site}: `spec` is what stands between the braces. */
static gboolean read_name(const Reading *reading, const char *spec, TySlot slot, TyPart *part,
                          GError **error) {
  guint64 whole = slot == TY_SLOT_SUBJECT  ? reading->predicate->domain
                  : slot == TY_SLOT_OBJECT ? reading->predicate->range
                                           : 0;

  part->type = TY_PART_NAME;
  part->slot = slot;
  spec++;
  if (*spec == '+' || *spec == '*') {
    part->is_list = TRUE;
    part->is_loose = *spec == '*';
    spec++;
  }
  part->kinds = whole ? whole : G_MAXUINT64;
  if (*spec == '\0')
    return TRUE;
  if (*spec != ':')
    return fail(error, "slot", spec, "{S}, {S+} or {S:KIND|KIND}");
  part->kinds = read_kinds(reading, spec + 1, error);
  if (part->kinds == 0)
    return FALSE;
  if (whole && (part->kinds & ~whole)) {
    g_autoptr(GString) outside = g_string_new(NULL);
    for (gsize i = 0; i < reading->world->n_kinds; i++)
      if ((part->kinds & ~whole) >> i & 1)
        g_string_append_printf(outside, "%s%s", outside->len ? "|" : "", reading->world->kinds[i]);
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the kind '%s', expected kinds within the %s of %s", outside->str,
                slot == TY_SLOT_SUBJECT ? "domain" : "range", reading->predicate->id);
    return FALSE;
  }
  return TRUE;
}

static gboolean read_value(const char *spec, TySlot slot, TyPart *part, GError **error) {
  part->type = TY_PART_VALUE;
  part->slot = slot;
  if (spec[1] != ':' || !ty_quantity_parse_name(spec + 2, &part->quantity))
    return fail(error, "value", spec,
                "{V:TYPE}, {F:TYPE}, {T:TYPE} or {Q:TYPE} of length, area, count, number, price,"
                " year, hours, day or ordinal");
  return TRUE;
}

static gboolean read_slot(const Reading *reading, const char *spec, TyPart *part, GError **error) {
  static const struct {
    char letter;
    TySlot slot;
  } slots[] = {{'S', TY_SLOT_SUBJECT},  {'O', TY_SLOT_OBJECT}, {'X', TY_SLOT_OTHER},
               {'V', TY_SLOT_VALUE},    {'F', TY_SLOT_FROM},   {'T', TY_SLOT_TO},
               {'Q', TY_SLOT_QUALIFIER}};

  if (g_str_equal(spec, "N")) {
    part->type = TY_PART_NOUN;
    part->slot = TY_SLOT_QUALIFIER;
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(slots); i++)
    if (*spec == slots[i].letter)
      return i < 3 ? read_name(reading, spec, slots[i].slot, part, error)
                   : read_value(spec, slots[i].slot, part, error);
  return fail(error, "slot", spec, "S, O, X, V, F, T, Q or N in braces");
}

static gboolean read_part(const Reading *reading, const char *text, TyPart *part, GError **error) {
  part->is_not = *text == '!' && text[1];
  text += part->is_not;
  gsize n = strlen(text);
  gboolean optional = n > 1 && text[n - 1] == '?';

  n -= optional;
  part->is_optional = optional;
  if (*text == '{') {
    g_autofree char *spec = g_strndup(text + 1, n > 1 ? n - 2 : 0);
    if (n < 3 || text[n - 1] != '}')
      return fail(error, "slot", text, "a closing brace");
    return read_slot(reading, spec, part, error);
  }
  if ((*text == '_' || *text == '~') && n > 1) {
    double most;
    if (!ty_number_parse(text + 1, &most) || most < 1 || most > 60 || most != (guint) most)
      return fail(error, "gap", text, "_N or ~N of 1 to 60 characters");
    part->type = *text == '_' ? TY_PART_GAP : TY_PART_LEAP;
    part->most = (guint) most;
    return TRUE;
  }
  if (g_str_equal(text, "^") || g_str_equal(text, "^^") || g_str_equal(text, "$")) {
    part->type = *text == '$' ? TY_PART_END : text[1] ? TY_PART_FIRST : TY_PART_BEGIN;
    return TRUE;
  }
  part->type = TY_PART_WORDS;
  if (*text == '<') {
    g_autofree char *name = g_strndup(text + 1, n > 1 ? n - 2 : 0);
    char **words = text[n - 1] == '>' ? g_hash_table_lookup(reading->patterns->words, name) : NULL;
    if (!words)
      return fail(error, "list of words", text, "<NAME> of a line `words NAME …` above");
    part->words = g_strdupv(words);
  } else {
    part->words = alternatives(text, n);
  }
  if (optional) { /* nothing comes last: what stands there is taken */
    guint count = g_strv_length(part->words);
    part->words = g_renew(char *, part->words, count + 2);
    part->words[count] = g_strdup("");
    part->words[count + 1] = NULL;
  }
  return TRUE;
}

/* Patterns ----------------------------------------------------------------------------------------
 */

static gboolean has_slot(const TyPattern *pattern, TySlot slot) {
  for (gsize i = 0; i < pattern->n_parts; i++)
    if (pattern->parts[i].slot == slot &&
        (pattern->parts[i].type == TY_PART_NAME || pattern->parts[i].type == TY_PART_VALUE) &&
        !pattern->parts[i].is_optional && !pattern->parts[i].is_not)
      return TRUE;
  return FALSE;
}

/* A pattern must give what its predicate needs, and begin with something to look for. */
static gboolean check_pattern(const TyPattern *pattern, GError **error) {
  const TyPart *first = &pattern->parts[0];

  if (pattern->n_parts == 0 || first->type == TY_PART_GAP || first->type == TY_PART_LEAP ||
      first->is_optional || first->is_not)
    return fail(error, "pattern", pattern->id, "a word, a name or a value to begin with");
  if (!has_slot(pattern, TY_SLOT_SUBJECT))
    return fail(error, "pattern", pattern->id, "a subject {S}");
  if (pattern->is_value && !pattern->said && !has_slot(pattern, TY_SLOT_VALUE))
    return fail(error, "pattern", pattern->id, "a value {V:TYPE} or =VALUE");
  if (pattern->is_value && has_slot(pattern, TY_SLOT_OBJECT))
    return fail(error, "pattern", pattern->id, "no object {O}: its predicate has values");
  if (!pattern->is_value && !pattern->said && !has_slot(pattern, TY_SLOT_OBJECT))
    return fail(error, "pattern", pattern->id, "an object {O} or =NAME");
  return TRUE;
}

static const TyPatternPredicate *find_predicate(const TyPatternWorld *world, const char *id) {
  for (gsize i = 0; i < world->n_predicates; i++)
    if (g_str_equal(world->predicates[i].id, id))
      return &world->predicates[i];
  return NULL;
}

static void drop_pattern(TyPatterns *patterns, const char *id) {
  for (guint i = 0; i < patterns->list->len; i++)
    if (g_str_equal(ty_patterns_id(patterns, i), id)) {
      g_ptr_array_remove_index(patterns->list, i);
      return;
    }
}

/* ID PREDICATE CONFIDENCE PART… [=SAID] [@QUALIFIER] */
static gboolean take_pattern(TyPatterns *patterns, const TyPatternWorld *world, char **columns,
                             guint n, GError **error) {
  Reading reading = {patterns, world, NULL, NULL};
  TyPattern *pattern = g_new0(TyPattern, 1);

  if (n < 4) {
    pattern_free(pattern);
    return fail(error, "line", columns[0], "ID PREDICATE CONFIDENCE and a pattern");
  }
  reading.predicate = find_predicate(world, columns[1]);
  reading.pattern = pattern;
  pattern->id = g_strdup(columns[0]);
  pattern->predicate = g_strdup(columns[1]);
  gboolean taken = TRUE;
  if (!reading.predicate)
    taken = fail(error, "predicate", columns[1], "one of the ontology (graphs/ontology.csv)");
  else if (!ty_number_parse(columns[2], &pattern->confidence) || !(pattern->confidence > 0) ||
           pattern->confidence > 1)
    taken = fail(error, "confidence", columns[2], "a number in (0, 1]");
  for (guint i = 3; i < n && taken; i++) {
    if (columns[i][0] == '=' && columns[i][1]) {
      gsize number = reading.predicate->is_value ? strspn(columns[i] + 1, "0123456789.-") : 0;
      g_free(pattern->said);
      g_free(pattern->unit);
      pattern->said = number > 0 ? g_strndup(columns[i] + 1, number) : g_strdup(columns[i] + 1);
      pattern->unit =
          number > 0 && columns[i][1 + number] ? g_strdup(columns[i] + 1 + number) : NULL;
    } else if (columns[i][0] == '@' && columns[i][1]) {
      g_free(pattern->qualifier);
      pattern->qualifier = g_strdup(columns[i] + 1);
    } else if (pattern->n_parts == TY_PATTERN_PARTS) {
      taken = fail(error, "pattern", columns[0], "at most " G_STRINGIFY(TY_PATTERN_PARTS) " parts");
    } else {
      taken = read_part(&reading, columns[i], &pattern->parts[pattern->n_parts++], error);
    }
  }
  if (taken) {
    pattern->is_value = reading.predicate->is_value;
    taken = check_pattern(pattern, error);
  }
  if (!taken) {
    pattern_free(pattern);
    return FALSE;
  }
  drop_pattern(patterns, pattern->id);
  g_ptr_array_add(patterns->list, pattern);
  return TRUE;
}

/* Lines -------------------------------------------------------------------------------------------
 */

static gboolean take_hearsay(TyPatterns *patterns, char **columns, guint n, GError **error) {
  double factor;

  if (n < 3 || !ty_number_parse(columns[1], &factor) || !(factor > 0) || factor > 1)
    return fail(error, "factor of hearsay", n > 1 ? columns[1] : "",
                "a number in (0, 1] and words");
  for (guint i = 2; i < n; i++) {
    TyHearsay hearsay = {normal(columns[i]), factor};
    g_array_append_val(patterns->hearsay, hearsay);
  }
  return TRUE;
}

static gboolean take_line(TyPatterns *patterns, const TyPatternWorld *world, char **columns,
                          guint n, GError **error) {
  if (g_str_equal(columns[0], "negation")) {
    for (guint i = 1; i < n; i++)
      g_hash_table_add(patterns->negation, normal(columns[i]));
  } else if (g_str_equal(columns[0], "denial")) {
    for (guint i = 1; i < n; i++)
      g_ptr_array_add(patterns->denial, normal(columns[i]));
  } else if (g_str_equal(columns[0], "hearsay")) {
    return take_hearsay(patterns, columns, n, error);
  } else if (g_str_equal(columns[0], "words")) {
    if (n != 3)
      return fail(error, "line", columns[0], "words NAME WORD|WORD|…");
    g_hash_table_replace(patterns->words, g_strdup(columns[1]),
                         alternatives(columns[2], strlen(columns[2])));
  } else if (g_str_equal(columns[0], "drop")) {
    if (n != 2)
      return fail(error, "line", columns[0], "drop ID");
    drop_pattern(patterns, columns[1]);
  } else {
    return take_pattern(patterns, world, columns, n, error);
  }
  return TRUE;
}

gboolean ty_patterns_read(TyPatterns *patterns, const char *file, const char *text, gsize length,
                          const TyPatternWorld *world, GError **error) {
  gsize line = 0;

  for (const char *p = text, *end = text + length; p < end;) {
    const char *stop = memchr(p, '\n', (gsize) (end - p));
    stop = stop ? stop : end;
    g_autofree char *copy = g_strndup(p, (gsize) (stop - p));
    p = stop + 1;
    line++;
    copy[strcspn(copy, "#")] = '\0';
    if (!g_utf8_validate(copy, -1, NULL)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found bytes that are no UTF-8", file,
                  line);
      return FALSE;
    }
    g_auto(GStrv) columns = g_strsplit_set(copy, " \t\r", -1);
    guint n = 0;
    for (guint i = 0; columns[i]; i++) {
      char *column = columns[i];
      columns[i] = NULL;
      if (*column)
        columns[n++] = column;
      else
        g_free(column);
    }
    if (n > 0 && !take_line(patterns, world, columns, n, error)) {
      g_prefix_error(error, "%s:%zu: ", file, line);
      return FALSE;
    }
  }
  return TRUE;
}
