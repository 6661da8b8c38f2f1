/* SPDX-License-Identifier: Apache-2.0 */
/* librasqal asks for the patterns of a group in the order of the query, with what earlier ones
 * bound. Where a pattern has only a variable at each end, and a later one of its group names that
 * variable beside constants ("?s a tuyou:site . ?s tuyou:located_in tuyou:乐至县"), the few that
 * the later one allows are looked up first: a join starts with the rare, in whatever order it is
 * written. */
#include "flow/sparql.h"

#include <string.h>

enum { MOST_CANDIDATES = 10000 };

typedef struct {
  TySparql *sparql;
  TyRdfTerm terms[3];
  int driven;            /* which term takes the candidates; −1: none */
  GPtrArray *candidates; /* of rasqal_literal */
  guint next;            /* candidate */
  TyScan *scan;
  const rasqal_triple *triple;
  rasqal_variable *bound[3]; /* by this match; NULL: none */
  rasqal_literal *value[3];  /* to what: librasqal goes on to the next triple at once */
  gboolean there;            /* a triple is at hand */
} Match;

static rasqal_literal *part_of(const rasqal_triple *triple, int i) {
  return i == 0 ? triple->subject : i == 1 ? triple->predicate : triple->object;
}

/* Goes to the next triple, of the next candidate when one's are told. */
static void advance(Match *match) {
  for (;;) {
    match->there = match->scan && ty_scan_next(match->scan);
    if (match->there || match->driven < 0 || match->next == match->candidates->len ||
        ty_sparql_has_ended(match->sparql))
      return;
    g_clear_pointer(&match->scan, ty_scan_free);
    ty_term_clear(&match->terms[match->driven]);
    match->terms[match->driven] =
        ty_sparql_term(match->sparql, match->candidates->pdata[match->next++]);
    match->scan = ty_scan_open(match->sparql, &match->terms[0], &match->terms[1], &match->terms[2]);
  }
}

/* What another pattern allows for the variable that is its only one; NULL: too much. */
static GPtrArray *allowed_by(TySparql *sparql, const rasqal_triple *other, int place) {
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify) rasqal_free_literal);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(TyRdfTerm) s = ty_sparql_term(sparql, place == 0 ? NULL : other->subject);
  g_auto(TyRdfTerm) p = ty_sparql_term(sparql, other->predicate);
  g_auto(TyRdfTerm) o = ty_sparql_term(sparql, place == 2 ? NULL : other->object);
  TyScan *scan = ty_scan_open(sparql, &s, &p, &o);
  gboolean few = TRUE;

  while (few && ty_scan_next(scan)) {
    rasqal_literal *part = ty_scan_part(scan, place);
    const char *text = (const char *) rasqal_literal_as_string(part);
    if (part->type == RASQAL_LITERAL_URI && g_hash_table_add(seen, g_strdup(text)))
      g_ptr_array_add(found, rasqal_new_literal_from_literal(part));
    few = part->type == RASQAL_LITERAL_URI && found->len <= MOST_CANDIDATES;
  }
  ty_scan_free(scan);
  return few && !ty_sparql_has_ended(sparql) ? g_steal_pointer(&found) : NULL;
}

/* Looks among the patterns of the group for one that names `variable` and else only constants, one
 * of them at the other end, and is no mere kind. */
static GPtrArray *candidates_for(TySparql *sparql, const rasqal_triple *triple,
                                 const rasqal_variable *variable) {
  const GPtrArray *group = g_hash_table_lookup(sparql->siblings, triple);
  GPtrArray *best = NULL;

  for (guint i = 0; group && i < group->len; i++) {
    const rasqal_triple *other = group->pdata[i];
    if (other == triple || rasqal_literal_as_variable(other->predicate))
      continue;
    for (int place = 0; place < 3; place += 2) {
      if (rasqal_literal_as_variable(part_of(other, place)) != variable ||
          rasqal_literal_as_variable(part_of(other, 2 - place)))
        continue;
      GPtrArray *found = allowed_by(sparql, other, place);
      if (found && (!best || found->len < best->len)) {
        g_clear_pointer(&best, g_ptr_array_unref);
        best = found;
      } else if (found)
        g_ptr_array_unref(found);
    }
  }
  return best;
}

static void choose_driver(Match *match, const rasqal_triple *triple) {
  if (match->terms[0].type != TY_TERM_ANY)
    return;
  /* A known entity or text at the other end is a look-up already; a kind is not. */
  gboolean kind =
      match->terms[1].type == TY_TERM_IRI && g_str_equal(match->terms[1].text, TY_RDF "type");
  if (match->terms[2].type != TY_TERM_ANY && !kind)
    return;
  for (int place = 0; place < 3; place += 2) {
    const rasqal_variable *variable = rasqal_literal_as_variable(part_of(triple, place));
    if (!variable || variable->value)
      continue;
    GPtrArray *found = candidates_for(match->sparql, triple, variable);
    if (found && (!match->candidates || found->len < match->candidates->len)) {
      g_clear_pointer(&match->candidates, g_ptr_array_unref);
      match->candidates = found;
      match->driven = place;
    } else if (found)
      g_ptr_array_unref(found);
  }
}

/* librasqal's variables are the whole query's: the right side of a join or an OPTIONAL leaves its
 * own values in them, or none, and a group that goes on with its last pattern alone would then make
 * a row without what its first ones bound. So these are set again. */
static void bind_earlier(TySparql *sparql, const rasqal_triple *triple) {
  const GPtrArray *group = g_hash_table_lookup(sparql->siblings, triple);

  for (guint i = 0; group && i < group->len && group->pdata[i] != triple; i++) {
    const Match *match = g_hash_table_lookup(sparql->active, group->pdata[i]);
    for (int part = 0; match && part < 3; part++)
      if (match->bound[part])
        rasqal_variable_set_value(match->bound[part],
                                  rasqal_new_literal_from_literal(match->value[part]));
  }
}

static rasqal_triple_parts bind_match(rasqal_triples_match *rtm, void *user_data,
                                      rasqal_variable *bindings[4], rasqal_triple_parts parts) {
  static const rasqal_triple_parts flags[] = {RASQAL_TRIPLE_SUBJECT, RASQAL_TRIPLE_PREDICATE,
                                              RASQAL_TRIPLE_OBJECT};
  Match *match = user_data;
  int bound = 0;
  (void) rtm;

  bind_earlier(match->sparql, match->triple);
  for (int i = 0; i < 3; i++) {
    if (!bindings[i])
      continue;
    rasqal_literal *part = ty_scan_part(match->scan, i);
    /* The same variable twice in one pattern must be the same thing. */
    for (int k = 0; k < i; k++)
      if (bindings[k] == bindings[i] && !rasqal_literal_equals(ty_scan_part(match->scan, k), part))
        return (rasqal_triple_parts) 0;
    if (!(parts & flags[i]))
      continue;
    rasqal_variable_set_value(bindings[i], rasqal_new_literal_from_literal(part));
    match->bound[i] = bindings[i];
    g_clear_pointer(&match->value[i], rasqal_free_literal);
    match->value[i] = rasqal_new_literal_from_literal(part);
    bound |= (int) flags[i];
  }
  return (rasqal_triple_parts) bound;
}

static void next_match(rasqal_triples_match *rtm, void *user_data) {
  (void) rtm;
  advance(user_data);
}

static int is_end(rasqal_triples_match *rtm, void *user_data) {
  Match *match = user_data;
  (void) rtm;
  return !match->there || ty_sparql_has_ended(match->sparql);
}

static void finish_match(rasqal_triples_match *rtm, void *user_data) {
  Match *match = user_data;
  (void) rtm;

  if (g_hash_table_lookup(match->sparql->active, match->triple) == match)
    g_hash_table_remove(match->sparql->active, match->triple);
  ty_scan_free(match->scan);
  g_clear_pointer(&match->candidates, g_ptr_array_unref);
  for (int i = 0; i < 3; i++) {
    ty_term_clear(&match->terms[i]);
    g_clear_pointer(&match->value[i], rasqal_free_literal);
  }
  g_free(match);
}

static int init_match(rasqal_triples_match *rtm, rasqal_triples_source *source, void *user_data,
                      rasqal_triple_meta *meta, rasqal_triple *triple) {
  Match *match = g_new0(Match, 1);
  (void) source;

  match->sparql = *(TySparql **) user_data;
  match->driven = -1;
  match->triple = triple;
  bind_earlier(match->sparql, triple);
  g_hash_table_insert(match->sparql->active, triple, match);
  for (int i = 0; i < 3; i++) {
    meta->bindings[i] = rasqal_literal_as_variable(part_of(triple, i));
    match->terms[i] = ty_sparql_term(match->sparql, part_of(triple, i));
  }
  rtm->user_data = match;
  rtm->bind_match = bind_match;
  rtm->next_match = next_match;
  rtm->is_end = is_end;
  rtm->finish = finish_match;
  choose_driver(match, triple);
  if (match->driven < 0)
    match->scan = ty_scan_open(match->sparql, &match->terms[0], &match->terms[1], &match->terms[2]);
  advance(match);
  return 0;
}

static int triple_present(rasqal_triples_source *source, void *user_data, rasqal_triple *triple) {
  TySparql *sparql = *(TySparql **) user_data;
  g_auto(TyRdfTerm) s = ty_sparql_term(sparql, triple->subject);
  g_auto(TyRdfTerm) p = ty_sparql_term(sparql, triple->predicate);
  g_auto(TyRdfTerm) o = ty_sparql_term(sparql, triple->object);
  TyScan *scan = ty_scan_open(sparql, &s, &p, &o);
  int present = ty_scan_next(scan);
  (void) source;

  ty_scan_free(scan);
  return present;
}

static void free_source(void *user_data) { (void) user_data; }

static int new_source(rasqal_query *query, void *factory_data, void *user_data,
                      rasqal_triples_source *source) {
  (void) query;
  *(TySparql **) user_data = factory_data;
  source->version = 1;
  source->init_triples_match = init_match;
  source->triple_present = triple_present;
  source->free_triples_source = free_source;
  return 0;
}

static int register_factory(rasqal_triples_source_factory *factory) {
  factory->version = 1;
  factory->user_data_size = sizeof(TySparql *);
  factory->new_triples_source = new_source;
  return 0;
}

gboolean ty_sparql_register(TySparql *sparql) {
  return rasqal_set_triples_source_factory(sparql->world, register_factory, sparql) == 0;
}
