/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences of a text, and what all patterns read out of each. */
#include "text/pattern-parts.h"

#include <string.h>

/* A row of words without an end is cut after so many bytes. */
#define SENTENCE_BYTES 1500

/* A text as the matcher sees it, by bytes of the normalised text. */
typedef struct {
  const TyPatterns *patterns;
  const TyToken *tokens;
  GString *text;
  GByteArray *flags;
  guint32 *token_at, *name_at;
  gsize *name_end;
  const TyPatternName *names;
  gsize n_names;
} Text;

/* A fact of the sentence with what decides between it and its rivals. */
typedef struct {
  TyPatternFact fact;
  gsize length;   /* of all that the pattern covers */
  gsize value_at; /* where the value or the object stands, + 1; 0: nowhere */
  gsize apart;    /* from the subject to there */
  guint match;    /* of one match all hold, of two that go for one value the nearer */
  gboolean best;  /* none of the others makes it needless */
} Candidate;

void ty_pattern_fact_clear(TyPatternFact *fact) {
  g_free(fact->value);
  g_free(fact->qualifier);
  g_free(fact->valid_from);
  g_free(fact->valid_to);
}

static gboolean is_one_of(const TyToken *token, const char *const *marks) {
  for (; *marks; marks++)
    if (token->length >= strlen(*marks) && memcmp(token->text, *marks, strlen(*marks)) == 0)
      return TRUE;
  return FALSE;
}

static gboolean ends_sentence(const TyToken *token) {
  static const char *const ends[] = {"。", "!", "?", ";", "...", "\n", "\r", NULL};
  return token->type == TY_TOKEN_TOPIC ||
         ((token->type == TY_TOKEN_PUNCTUATION || token->type == TY_TOKEN_SPACE) &&
          is_one_of(token, ends));
}

static guint8 flags_of(const TyPatterns *patterns, const TyToken *token) {
  static const char *const stops[] = {",", ":", "(", ")", "|", "→", "[", "]", NULL};
  static const char *const quotes[] = {"《", "》", "“", "”", "‘", "’", "\"", "'", "「", "」", NULL};
  guint8 flags = TY_AT_TOKEN;

  if (token->type == TY_TOKEN_SPACE)
    flags |= TY_AT_SPACE;
  if (token->type == TY_TOKEN_PUNCTUATION) {
    flags |= is_one_of(token, stops) ? TY_AT_STOP : 0;
    flags |= is_one_of(token, quotes) ? TY_AT_QUOTE : 0;
  }
  if (token->type == TY_TOKEN_EMOJI)
    flags |= TY_AT_STOP;
  g_autofree char *word = g_strndup(token->text, token->length);
  if (g_hash_table_contains(patterns->negation, word))
    flags |= TY_AT_NOT;
  return flags;
}

/* The texts of the tokens, one after the other, with what begins where. */
static void join_tokens(Text *text, gsize n_tokens) {
  gsize total = 0;

  for (gsize i = 0; i < n_tokens; i++)
    total += text->tokens[i].length;
  g_byte_array_set_size(text->flags, (guint) total + 1);
  memset(text->flags->data, 0, total + 1);
  text->token_at = g_new(guint32, total + 1);
  text->name_at = g_new0(guint32, total + 1);
  for (gsize i = 0; i < n_tokens; i++) {
    const TyToken *token = &text->tokens[i];
    gsize at = text->text->len;
    guint8 flags = flags_of(text->patterns, token);
    g_string_append_len(text->text, token->text, token->length);
    for (gsize k = at; k < text->text->len; k++) {
      text->flags->data[k] = flags & (TY_AT_SPACE | TY_AT_STOP | TY_AT_QUOTE);
      text->token_at[k] = (guint32) i;
    }
    if (token->length > 0)
      text->flags->data[at] = flags;
  }
  text->token_at[total] = (guint32) n_tokens;
}

static gboolean is_mark(const TyToken *token, const char *mark) {
  return token->length == strlen(mark) && memcmp(token->text, mark, token->length) == 0;
}

/* Names stand on the boundaries of tokens; one that does not is left out, and so is one that is
 * only a part of a title: 《资阳市安岳石刻保护条例》 says nothing of either. */
static void place_names(Text *text, gsize n_tokens) {
  gsize at = 0, name = 0;
  gboolean in_title = FALSE;

  text->name_end = g_new0(gsize, text->n_names + 1);
  for (gsize i = 0; i < n_tokens && name < text->n_names; i++) {
    const TyToken *token = &text->tokens[i];
    in_title = is_mark(token, "《") ||
               (in_title && !is_mark(token, "》") && !memchr(token->text, '\n', token->length));
    while (name < text->n_names && text->names[name].start < token->start)
      name++;
    if (name < text->n_names && text->names[name].start == token->start) {
      gsize end = at, last = i;
      while (last < n_tokens && text->tokens[last].end <= text->names[name].end)
        end += text->tokens[last++].length;
      gboolean whole = !in_title || (i > 0 && is_mark(token - 1, "《") && last < n_tokens &&
                                     is_mark(&text->tokens[last], "》"));
      if (end > at && whole && text->tokens[last - 1].end == text->names[name].end) {
        text->name_at[at] = (guint32) name + 1;
        text->name_end[name] = end;
      }
      name++;
    }
    at += token->length;
  }
}

/* Where a match stands in the source. */
static TySpan source_span(const Text *text, gsize begin, gsize end) {
  return (TySpan){text->tokens[text->token_at[begin]].start,
                  text->tokens[text->token_at[end - 1]].end};
}

/* 不是圆觉洞在大足: a word of negation right before what the pattern covers. */
static gboolean is_negated(const TyPatternSentence *s, gsize begin) {
  for (guint back = 0; back < 2 && begin > s->begin; back++) {
    do
      begin--;
    while (begin > s->begin && !(s->flags[begin] & TY_AT_TOKEN));
    if (s->flags[begin] & TY_AT_NOT)
      return TRUE;
    if (s->flags[begin] & TY_AT_STOP)
      return FALSE;
  }
  return FALSE;
}

/* Facts ------------------------------------------------------------------------------------------
 */

static char *copy_part(const TyPatternSentence *s, gsize begin, gsize end) {
  return g_strstrip(g_strndup(s->text + begin, end - begin));
}

/* What is counted or measured, and how sure the number is: 造像（余）. */
static char *qualifier_of(const TyPattern *pattern, const TyPatternSentence *s,
                          const TyPatternMatch *m) {
  const TyQuantity *value = m->has_value[TY_SLOT_VALUE] ? &m->values[TY_SLOT_VALUE] : NULL;
  g_autofree char *what = g_strdup(pattern->qualifier);

  if (!what && m->has_value[TY_SLOT_QUALIFIER]) {
    const char *ordinal = m->values[TY_SLOT_QUALIFIER].value;
    what = *ordinal ? g_strdup(ordinal)
                    : copy_part(s, m->value_at[TY_SLOT_QUALIFIER], m->value_end[TY_SLOT_QUALIFIER]);
  }
  if (!what && value && *value->counted) {
    gsize end = ty_pattern_noun_end(s, m->value_end[TY_SLOT_VALUE]);
    what = end > m->value_end[TY_SLOT_VALUE] ? copy_part(s, m->value_end[TY_SLOT_VALUE], end)
                                             : g_strdup(value->counted);
  }
  if (!value || !value->hedge)
    return g_steal_pointer(&what);
  return what ? g_strconcat(what, "（", value->hedge, "）", NULL) : g_strdup(value->hedge);
}

static void add_candidate(const Text *text, const TyPattern *pattern, gsize index,
                          const TyPatternSentence *s, const TyPatternMatch *m, guint subject,
                          const guint *object, gboolean first, GArray *candidates) {
  const TyPatternName *names = s->names;
  Candidate c = {.length = m->end - m->begin};
  TyPatternFact *fact = &c.fact;

  if (object && names[subject].entity == names[*object].entity)
    return;
  fact->pattern = index;
  fact->predicate = pattern->predicate;
  fact->subject = names[subject].entity;
  fact->confidence = pattern->confidence * names[subject].confidence;
  c.match =
      candidates->len > 0 ? g_array_index(candidates, Candidate, candidates->len - 1).match : 0;
  c.match += first;
  if (object) {
    gsize at = s->name_end[*object];
    c.value_at = at + 1;
    c.apart = at >= s->name_end[subject] ? at - s->name_end[subject] : s->name_end[subject] - at;
    fact->object = names[*object].entity;
    fact->confidence *= names[*object].confidence;
  } else if (!pattern->is_value) {
    fact->object_name = pattern->said;
  }
  if (m->has_value[TY_SLOT_VALUE]) {
    gsize at = m->value_at[TY_SLOT_VALUE], end = s->name_end[subject];
    fact->value = g_strdup(m->values[TY_SLOT_VALUE].value);
    fact->unit = m->values[TY_SLOT_VALUE].unit;
    c.value_at = at + 1;
    c.apart = at >= end ? at - end : end - at;
  } else if (pattern->is_value) {
    fact->value = g_strdup(pattern->said);
    fact->unit = pattern->unit;
  }
  fact->qualifier = qualifier_of(pattern, s, m);
  if (m->has_value[TY_SLOT_FROM])
    fact->valid_from = g_strdup(m->values[TY_SLOT_FROM].value);
  if (m->has_value[TY_SLOT_TO])
    fact->valid_to = g_strdup(m->values[TY_SLOT_TO].value);
  fact->span = source_span(text, m->begin, m->end);
  fact->sentence = source_span(text, s->begin, s->end);
  g_array_append_val(candidates, c);
}

static void add_match(const Text *text, gsize index, const TyPatternSentence *s,
                      const TyPatternMatch *m, GArray *candidates) {
  const TyPattern *pattern = text->patterns->list->pdata[index];
  gsize n_objects = m->n_names[TY_SLOT_OBJECT];

  for (gsize i = 0; i < m->n_names[TY_SLOT_SUBJECT]; i++) {
    guint subject = m->names[TY_SLOT_SUBJECT][i];
    for (gsize k = 0; k < MAX(n_objects, 1); k++)
      add_candidate(text, pattern, index, s, m, subject,
                    n_objects > 0 ? &m->names[TY_SLOT_OBJECT][k] : NULL, i == 0 && k == 0,
                    candidates);
  }
}

/* Whether `a` makes `b` needless: the same fact, or the same value of a thing that stands nearer.
 */
static gboolean outdoes(const Candidate *a, const Candidate *b) {
  const TyPatternFact *x = &a->fact, *y = &b->fact;

  if (!g_str_equal(x->predicate, y->predicate))
    return FALSE;
  if (a->value_at && a->value_at == b->value_at && x->subject != y->subject &&
      a->match != b->match && (x->value || x->pattern == y->pattern))
    return a->apart < b->apart;
  return x->subject == y->subject && x->object == y->object &&
         g_strcmp0(x->object_name, y->object_name) == 0 && g_strcmp0(x->value, y->value) == 0 &&
         (x->confidence > y->confidence ||
          (x->confidence == y->confidence && a->length <= b->length));
}

/* All are compared before any is given away or freed. */
static void keep_best(GArray *candidates, double factor, GArray *facts) {
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *c = &g_array_index(candidates, Candidate, i);
    c->best = TRUE;
    for (guint k = 0; k < candidates->len && c->best; k++) {
      const Candidate *other = &g_array_index(candidates, Candidate, k);
      c->best = k == i || !outdoes(other, c) || (outdoes(c, other) && i < k);
    }
  }
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *c = &g_array_index(candidates, Candidate, i);
    if (c->best) {
      c->fact.hearsay = factor < 1;
      c->fact.confidence *= factor;
      g_array_append_val(facts, c->fact);
    } else {
      ty_pattern_fact_clear(&c->fact);
    }
  }
  g_array_set_size(candidates, 0);
}

/* Sentences --------------------------------------------------------------------------------------
 */

static gboolean holds(const TyPatternSentence *s, const char *phrase) {
  return g_strstr_len(s->text + s->begin, (gssize) (s->end - s->begin), phrase) != NULL;
}

/* What is said by hearsay is believed less: the least factor of all words that say so; 0: the
 * sentence is a question, or takes back what it says. */
static double belief(const TyPatterns *patterns, const TyPatternSentence *s) {
  static const char *const asking[] = {"吗", "呢"};
  double factor = 1;

  if (s->text[s->end] == '?')
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS(asking); i++) {
    gsize n = strlen(asking[i]);
    if (s->end - s->begin > n && memcmp(s->text + s->end - n, asking[i], n) == 0)
      return 0;
  }
  for (guint i = 0; i < patterns->denial->len; i++)
    if (holds(s, patterns->denial->pdata[i]))
      return 0;
  for (guint i = 0; i < patterns->hearsay->len; i++) {
    const TyHearsay *hearsay = &g_array_index(patterns->hearsay, TyHearsay, i);
    if (hearsay->factor < factor && holds(s, hearsay->word))
      factor = hearsay->factor;
  }
  return factor;
}

static gboolean may_begin(const TyPart *part, const TyPatternSentence *s, gsize at) {
  return part->type != TY_PART_NAME || s->name_at[at] || (s->flags[at] & TY_AT_QUOTE);
}

static void search_sentence(const Text *text, const TyPatternSentence *s, GArray *candidates,
                            GArray *facts) {
  double factor = belief(text->patterns, s);
  TyPatternMatch match = {0};

  if (factor == 0)
    return;
  for (guint p = 0; p < text->patterns->list->len; p++) {
    const TyPattern *pattern = text->patterns->list->pdata[p];
    for (gsize at = s->begin; at < s->end; at++) {
      if (!(s->flags[at] & TY_AT_TOKEN) || (s->flags[at] & TY_AT_SPACE) ||
          !may_begin(&pattern->parts[0], s, at) || !ty_pattern_match(pattern, s, at, &match) ||
          match.end == match.begin || is_negated(s, at))
        continue;
      add_match(text, p, s, &match, candidates);
      const TyPart *first = &pattern->parts[0];
      if (first->type == TY_PART_NAME && first->is_list) /* the rest of it is read already */
        at = s->name_end[match.names[first->slot][match.n_names[first->slot] - 1]] - 1;
    }
  }
  keep_best(candidates, factor, facts);
}

static gboolean has_name(const Text *text, gsize begin, gsize end) {
  for (gsize at = begin; at < end; at++)
    if (text->name_at[at])
      return TRUE;
  return FALSE;
}

void ty_patterns_find(const TyPatterns *patterns, const TyToken *tokens, gsize n_tokens,
                      const TyPatternName *names, gsize n_names, GArray *facts) {
  g_autoptr(GString) joined = g_string_new(NULL);
  g_autoptr(GByteArray) flags = g_byte_array_new();
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  Text text = {patterns, tokens, joined, flags, NULL, NULL, NULL, names, n_names};
  gsize begin = 0, at = 0;
  gboolean in_topic = FALSE;

  if (n_names == 0 || patterns->list->len == 0)
    return;
  join_tokens(&text, n_tokens);
  place_names(&text, n_tokens);
  for (gsize i = 0; i <= n_tokens; i++) {
    gboolean last = i == n_tokens, ends = last || ends_sentence(&tokens[i]);
    if (ends || at - begin > SENTENCE_BYTES) {
      if (!in_topic && has_name(&text, begin, at)) {
        TyPatternSentence s = {joined->str,   begin,        at,    tokens,       flags->data,
                               text.token_at, text.name_at, names, text.name_end};
        search_sentence(&text, &s, candidates, facts);
      }
      begin = at + (ends && !last ? tokens[i].length : 0);
    }
    if (!last) {
      if (tokens[i].type == TY_TOKEN_TOPIC)
        in_topic = !in_topic;
      else if (ends && memchr(tokens[i].text, '\n', tokens[i].length))
        in_topic = FALSE;
      at += tokens[i].length;
    }
  }
  g_free(text.token_at);
  g_free(text.name_at);
  g_free(text.name_end);
}
