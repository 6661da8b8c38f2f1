/* SPDX-License-Identifier: Apache-2.0 */
/* Forward inference, best first. A conclusion waits in a heap until nothing surer is left; then it
 * is final, is linked into the chains "facts with this predicate and subject (object)", and is
 * tried in every place of every rule against the facts that are final:
 *
 *   rule      X performed_at Y & Y located_in Z ⇒ X present_in Z
 *   new fact            戏楼 located_in 镇          fits the second atom: Y = 戏楼, Z = 镇
 *   chain     (performed_at, object 戏楼): 川剧     X = 川剧 ⇒ 川剧 present_in 镇
 *
 * As a conclusion is never surer than its premises, no better derivation can come later. */
#include <tuyou/graph.h>

#include <string.h>

#define NONE G_MAXUINT32
enum { LOOK_EVERY = 4096 };

/* Derived facts, waiting or final. */
typedef struct {
  TyTriple triple;
  guint32 rule, size; /* size: given facts below it, counted with repetition */
  guint32 premise[TY_RULE_ATOMS];
  guint32 final; /* its number among the final facts; NONE: waiting */
} Derived;

/* (predicate, node) → the first of a chain of final facts. */
typedef struct {
  guint64 *key; /* + 1; 0: free */
  guint32 *first;
  gsize n, size; /* size a power of two */
} Chains;

typedef struct {
  float confidence;
  guint32 size, derived;
} Waiting;

struct TyInference {
  const TyTriple *given;
  gsize n_given;
  const TyRule *rules;
  gsize n_rules;
  GArray *derived; /* of Derived */
  GArray *final;   /* of guint32: which derived facts are final, in order */
  GArray *next[2]; /* of guint32, a fact each: the next in its chain by subject, by object */
  Chains chains[2];
  guint32 *same; /* open addressing: fact + 1 (given, or n_given + derived), by triple and days */
  gsize n_same, same_size;
  GArray *heap; /* of Waiting */
  TyInferenceLimits limits;
  guint64 steps;
  gboolean cut;
};

static guint64 mix(guint64 x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/* Chains ----------------------------------------------------------------------------------------
 */

static guint32 *chain_at(Chains *chains, guint32 predicate, guint32 node) {
  guint64 key = ((guint64) predicate << 32 | node) + 1;
  gsize at = mix(key) & (chains->size - 1);

  while (chains->key[at] && chains->key[at] != key)
    at = (at + 1) & (chains->size - 1);
  if (!chains->key[at]) {
    chains->key[at] = key;
    chains->first[at] = NONE;
    chains->n++;
  }
  return &chains->first[at];
}

static void chains_init(Chains *chains, gsize size) {
  *chains = (Chains){g_new0(guint64, size), g_new(guint32, size), 0, size};
}

static void chains_clear(Chains *chains) {
  g_free(chains->key);
  g_free(chains->first);
}

static void chains_grow(Chains *chains) {
  Chains larger;

  if (chains->n * 2 < chains->size)
    return;
  chains_init(&larger, chains->size * 2);
  for (gsize i = 0; i < chains->size; i++)
    if (chains->key[i])
      *chain_at(&larger, (guint32) ((chains->key[i] - 1) >> 32), (guint32) (chains->key[i] - 1)) =
          chains->first[i];
  chains_clear(chains);
  *chains = larger;
}

static guint32 first_of(const Chains *chains, guint32 predicate, guint32 node) {
  guint64 key = ((guint64) predicate << 32 | node) + 1;

  for (gsize at = mix(key) & (chains->size - 1); chains->key[at];
       at = (at + 1) & (chains->size - 1))
    if (chains->key[at] == key)
      return chains->first[at];
  return NONE;
}

static void link_fact(TyInference *inference, const TyTriple *triple, guint32 fact) {
  for (int end = 0; end < 2; end++) {
    chains_grow(&inference->chains[end]);
    guint32 *first = chain_at(&inference->chains[end], triple->predicate,
                              end ? triple->object : triple->subject);
    g_array_append_val(inference->next[end], *first);
    *first = fact;
  }
}

/* Which facts are known -------------------------------------------------------------------------
 */

static const TyTriple *triple_by_key(const TyInference *inference, guint32 known) {
  return known < inference->n_given
             ? &inference->given[known]
             : &g_array_index(inference->derived, Derived, known - inference->n_given).triple;
}

static gboolean same_triple(const TyTriple *a, const TyTriple *b) {
  return a->subject == b->subject && a->predicate == b->predicate && a->object == b->object &&
         a->from_day == b->from_day && a->to_day == b->to_day;
}

static guint64 triple_hash(const TyTriple *t) {
  return mix(mix((guint64) t->subject << 32 | t->object) + t->predicate) +
         mix((guint64) (guint32) t->from_day << 32 | (guint32) t->to_day);
}

static guint32 *same_at(TyInference *inference, const TyTriple *triple) {
  gsize at = triple_hash(triple) & (inference->same_size - 1);

  while (inference->same[at] &&
         !same_triple(triple_by_key(inference, inference->same[at] - 1), triple))
    at = (at + 1) & (inference->same_size - 1);
  return &inference->same[at];
}

static void same_grow(TyInference *inference) {
  if (inference->n_same * 2 < inference->same_size)
    return;
  g_autofree guint32 *old = inference->same;
  gsize old_size = inference->same_size;
  inference->same_size *= 2;
  inference->same = g_new0(guint32, inference->same_size);
  for (gsize i = 0; i < old_size; i++)
    if (old[i])
      *same_at(inference, triple_by_key(inference, old[i] - 1)) = old[i];
}

/* What is waiting -------------------------------------------------------------------------------
 */

static gboolean before(const Waiting *a, const Waiting *b) {
  if (a->confidence != b->confidence)
    return a->confidence > b->confidence;
  return a->size != b->size ? a->size < b->size : a->derived < b->derived;
}

static void heap_push(GArray *heap, Waiting waiting) {
  guint at = heap->len;

  g_array_append_val(heap, waiting);
  Waiting *all = (Waiting *) (void *) heap->data;
  for (; at > 0 && before(&waiting, &all[(at - 1) / 2]); at = (at - 1) / 2)
    all[at] = all[(at - 1) / 2];
  all[at] = waiting;
}

static Waiting heap_pop(GArray *heap) {
  Waiting *all = (Waiting *) (void *) heap->data;
  Waiting top = all[0], last = all[heap->len - 1];
  guint at = 0, n = heap->len - 1;

  for (guint child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && before(&all[child + 1], &all[child]))
      child++;
    if (!before(&all[child], &last))
      break;
    all[at] = all[child];
  }
  all[at] = last;
  g_array_set_size(heap, n);
  return top;
}

/* Applying rules --------------------------------------------------------------------------------
 */

typedef struct {
  const TyRule *rule;
  guint32 number;
  gsize fixed; /* the atom that the new fact stands for */
  guint32 value[TY_RULE_VARIABLES];
  guint32 premise[TY_RULE_ATOMS];
} Matching;

static const TyTriple *fact_triple(const TyInference *inference, guint32 fact) {
  if (fact < inference->n_given)
    return &inference->given[fact];
  guint32 derived = g_array_index(inference->final, guint32, fact - inference->n_given);
  return &g_array_index(inference->derived, Derived, derived).triple;
}

static guint32 fact_size(const TyInference *inference, guint32 fact) {
  if (fact < inference->n_given)
    return 1;
  guint32 derived = g_array_index(inference->final, guint32, fact - inference->n_given);
  return g_array_index(inference->derived, Derived, derived).size;
}

static void conclude(TyInference *inference, const Matching *matching) {
  const TyRule *rule = matching->rule;
  double confidence = rule->confidence;
  guint64 size = 0;
  Derived made = {.triple = {.subject = matching->value[rule->head.subject],
                             .predicate = rule->head.predicate,
                             .object = matching->value[rule->head.object],
                             .from_day = G_MININT32,
                             .to_day = G_MAXINT32},
                  .rule = matching->number,
                  .final = NONE};

  for (gsize i = 0; i < rule->n_body; i++) {
    const TyTriple *premise = fact_triple(inference, matching->premise[i]);
    confidence *= (double) premise->confidence;
    made.triple.from_day = MAX(made.triple.from_day, premise->from_day);
    made.triple.to_day = MIN(made.triple.to_day, premise->to_day);
    size += fact_size(inference, matching->premise[i]);
  }
  made.triple.confidence = (float) confidence;
  made.size = (guint32) MIN(size, G_MAXUINT32);
  memcpy(made.premise, matching->premise, sizeof made.premise);
  if (made.triple.subject == made.triple.object || made.triple.from_day > made.triple.to_day ||
      made.triple.confidence <= 0)
    return;
  guint32 *same = same_at(inference, &made.triple);
  if (*same && *same <= inference->n_given)
    return;
  guint32 at;
  if (*same) {
    at = *same - 1 - (guint32) inference->n_given;
    Derived *known = &g_array_index(inference->derived, Derived, at);
    if (known->final != NONE || known->triple.confidence > made.triple.confidence ||
        (known->triple.confidence == made.triple.confidence && known->size <= made.size))
      return;
    *known = made;
  } else {
    if (inference->n_given + inference->derived->len >= NONE - 2) {
      inference->cut = TRUE;
      return;
    }
    at = inference->derived->len;
    g_array_append_val(inference->derived, made);
    *same = (guint32) inference->n_given + at + 1;
    inference->n_same++;
    same_grow(inference);
  }
  heap_push(inference->heap, (Waiting){made.triple.confidence, made.size, at});
}

static gboolean look(TyInference *inference) {
  if (!inference->cut && ++inference->steps % LOOK_EVERY == 0 && inference->limits.stop &&
      inference->limits.stop(inference->limits.stop_data))
    inference->cut = TRUE;
  return !inference->cut;
}

/* Takes a fact for an atom. @return which variables it bound, or -1 when it does not fit */
static int bind_atom(Matching *matching, const TyRuleAtom *atom, const TyTriple *triple) {
  int bound = 0;

  if (matching->value[atom->subject] == NONE) {
    matching->value[atom->subject] = triple->subject;
    bound |= 1;
  } else if (matching->value[atom->subject] != triple->subject)
    return -1;
  if (matching->value[atom->object] == NONE) {
    matching->value[atom->object] = triple->object;
    bound |= 2;
  } else if (matching->value[atom->object] != triple->object) {
    if (bound)
      matching->value[atom->subject] = NONE;
    return -1;
  }
  return bound;
}

static void unbind_atom(Matching *matching, const TyRuleAtom *atom, int bound) {
  if (bound & 1)
    matching->value[atom->subject] = NONE;
  if (bound & 2)
    matching->value[atom->object] = NONE;
}

/* Fills the atoms that are left, each time one with a known end: as atoms hang together there
 * always is one. */
static void match_rest(TyInference *inference, Matching *matching, guint filled) {
  const TyRule *rule = matching->rule;
  gsize atom = 0;

  while (atom < rule->n_body &&
         ((filled >> atom & 1) || (matching->value[rule->body[atom].subject] == NONE &&
                                   matching->value[rule->body[atom].object] == NONE)))
    atom++;
  if (atom == rule->n_body) {
    conclude(inference, matching);
    return;
  }
  const TyRuleAtom *next = &rule->body[atom];
  int end = matching->value[next->subject] == NONE;
  guint32 fact = first_of(&inference->chains[end], next->predicate,
                          matching->value[end ? next->object : next->subject]);
  for (; fact != NONE && look(inference);
       fact = g_array_index(inference->next[end], guint32, fact)) {
    int bound = bind_atom(matching, next, fact_triple(inference, fact));
    if (bound < 0)
      continue;
    matching->premise[atom] = fact;
    match_rest(inference, matching, filled | 1U << atom);
    unbind_atom(matching, next, bound);
  }
}

static void try_fact(TyInference *inference, guint32 fact) {
  TyTriple triple = *fact_triple(inference, fact);

  for (gsize r = 0; r < inference->n_rules; r++)
    for (gsize atom = 0; atom < inference->rules[r].n_body; atom++)
      if (inference->rules[r].body[atom].predicate == triple.predicate && look(inference)) {
        Matching matching = {.rule = &inference->rules[r], .number = (guint32) r};
        memset(matching.value, 0xff, sizeof matching.value);
        if (bind_atom(&matching, &inference->rules[r].body[atom], &triple) < 0)
          continue;
        matching.premise[atom] = fact;
        match_rest(inference, &matching, 1U << atom);
      }
}

/* All given facts are final before the first is tried: trying each as the first atom is enough. */
static void try_given(TyInference *inference) {
  for (gsize i = 0; i < inference->n_given && !inference->cut; i++) {
    const TyTriple *triple = &inference->given[i];
    for (gsize r = 0; r < inference->n_rules; r++)
      if (inference->rules[r].body[0].predicate == triple->predicate && look(inference)) {
        Matching matching = {.rule = &inference->rules[r], .number = (guint32) r};
        memset(matching.value, 0xff, sizeof matching.value);
        if (bind_atom(&matching, &inference->rules[r].body[0], triple) < 0)
          continue;
        matching.premise[0] = (guint32) i;
        match_rest(inference, &matching, 1);
      }
  }
}

TyInference *ty_infer(const TyTriple *given, gsize n_given, const TyRule *rules, gsize n_rules,
                      const TyInferenceLimits *limits) {
  TyInference *inference = g_new0(TyInference, 1);
  gsize size = 64;

  inference->given = given;
  inference->n_given = n_given;
  inference->rules = g_memdup2(rules, n_rules * sizeof *rules);
  inference->n_rules = n_rules;
  inference->derived = g_array_new(FALSE, FALSE, sizeof(Derived));
  inference->final = g_array_new(FALSE, FALSE, sizeof(guint32));
  inference->heap = g_array_new(FALSE, FALSE, sizeof(Waiting));
  if (limits)
    inference->limits = *limits;
  while (size < 3 * n_given)
    size *= 2;
  for (int end = 0; end < 2; end++) {
    inference->next[end] = g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint) n_given);
    chains_init(&inference->chains[end], 64);
  }
  inference->same = g_new0(guint32, size);
  inference->same_size = size;
  for (gsize i = 0; i < n_given; i++) {
    guint32 *same = same_at(inference, &given[i]);
    if (!*same) {
      *same = (guint32) i + 1;
      inference->n_same++;
    }
    link_fact(inference, &given[i], (guint32) i);
  }
  try_given(inference);
  while (inference->heap->len > 0 && !inference->cut) {
    Waiting top = heap_pop(inference->heap);
    Derived *derived = &g_array_index(inference->derived, Derived, top.derived);
    if (derived->final != NONE || derived->triple.confidence != top.confidence ||
        derived->size != top.size)
      continue;
    if (inference->limits.most_derived && inference->final->len == inference->limits.most_derived) {
      inference->cut = TRUE;
      break;
    }
    guint32 fact = (guint32) n_given + inference->final->len;
    TyTriple triple = derived->triple;
    derived->final = fact;
    g_array_append_val(inference->final, top.derived);
    link_fact(inference, &triple, fact);
    try_fact(inference, fact);
  }
  g_array_set_size(inference->heap, 0);
  return inference;
}

void ty_inference_free(TyInference *inference) {
  for (int end = 0; end < 2; end++) {
    g_array_unref(inference->next[end]);
    chains_clear(&inference->chains[end]);
  }
  g_array_unref(inference->derived);
  g_array_unref(inference->final);
  g_array_unref(inference->heap);
  g_free((TyRule *) inference->rules);
  g_free(inference->same);
  g_free(inference);
}

gsize ty_inference_length(const TyInference *inference) {
  return inference->n_given + inference->final->len;
}

const TyTriple *ty_inference_triple(const TyInference *inference, gsize fact) {
  return fact_triple(inference, (guint32) fact);
}

gboolean ty_inference_is_cut(const TyInference *inference) { return inference->cut; }

gboolean ty_inference_derivation(const TyInference *inference, gsize fact,
                                 TyDerivation *derivation) {
  if (fact < inference->n_given)
    return FALSE;
  guint32 at = g_array_index(inference->final, guint32, fact - inference->n_given);
  const Derived *derived = &g_array_index(inference->derived, Derived, at);
  *derivation =
      (TyDerivation){.rule = derived->rule, .n_premises = inference->rules[derived->rule].n_body};
  memcpy(derivation->premise, derived->premise, sizeof derived->premise);
  return TRUE;
}
