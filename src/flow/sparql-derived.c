/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sparql-scan.h"

/* Derived facts by (predicate, subject), (subject, predicate) and (object, predicate). */
typedef struct TyDerivedIndex {
  GArray *orders[3]; /* of guint32 */
} TyDerivedIndex;

enum { BY_PREDICATE, BY_SUBJECT, BY_OBJECT };

static void key_of(const TyTriple *triple, int order, guint32 key[2]) {
  key[0] = order == BY_PREDICATE ? triple->predicate
           : order == BY_SUBJECT ? triple->subject
                                 : triple->object;
  key[1] = order == BY_PREDICATE ? triple->subject : triple->predicate;
}

typedef struct {
  const TyInference *inference;
  int order;
} Ordering;

static int by_key(gconstpointer a, gconstpointer b, gpointer data) {
  const Ordering *ordering = data;
  guint32 x[2], y[2], i = *(const guint32 *) a, k = *(const guint32 *) b;

  key_of(ty_inference_triple(ordering->inference, i), ordering->order, x);
  key_of(ty_inference_triple(ordering->inference, k), ordering->order, y);
  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  if (x[1] != y[1])
    return x[1] < y[1] ? -1 : 1;
  const TyTriple *s = ty_inference_triple(ordering->inference, i);
  const TyTriple *t = ty_inference_triple(ordering->inference, k);
  guint64 u = (guint64) s->subject << 32 | s->object, v = (guint64) t->subject << 32 | t->object;
  return u != v ? (u < v ? -1 : 1) : (i > k) - (i < k);
}

/* Predicates that the query names; all when a variable may be one. */
static gboolean *wanted_predicates(TySparql *sparql) {
  const TyRuleBook *book = sparql->book;
  gboolean *wanted = g_new0(gboolean, book->predicates->len + 1);
  raptor_sequence *triples = rasqal_query_get_triple_sequence(sparql->query);
  int n = triples ? raptor_sequence_size(triples) : 0;

  for (guint p = 0; p < book->predicates->len && n == 0; p++)
    wanted[p] = TRUE;
  for (int i = 0; i < n; i++) {
    const rasqal_triple *triple = raptor_sequence_get_at(triples, i);
    gboolean is_iri = triple->predicate->type == RASQAL_LITERAL_URI;
    const char *iri =
        is_iri ? (const char *) raptor_uri_as_string(triple->predicate->value.uri) : NULL;
    /* Through a fact's own properties any predicate may be meant. */
    gboolean any = !iri || g_str_has_prefix(iri, TY_RDF "subject") ||
                   g_str_has_prefix(iri, TY_RDF "predicate") ||
                   g_str_has_prefix(iri, TY_RDF "object") || g_str_has_suffix(iri, ":rule") ||
                   g_str_has_suffix(iri, ":because");
    g_autofree char *local = iri ? ty_sparql_local(iri, TY_NAMESPACE) : NULL;
    const GPtrArray *same = iri ? g_hash_table_lookup(sparql->same, iri) : NULL;
    guint32 number;
    gboolean swapped;
    if (local && ty_rule_book_predicate(book, local, &number, &swapped))
      wanted[number] = TRUE;
    for (guint p = 0; p < book->predicates->len; p++)
      wanted[p] |=
          any || (same && g_ptr_array_find_with_equal_func(
                              (GPtrArray *) same, book->predicates->pdata[p], g_str_equal, NULL));
  }
  return wanted;
}

gboolean ty_sparql_infer(TySparql *sparql) {
  if (!sparql->infer || sparql->index)
    return sparql->infer;
  GError *error = NULL;
  g_autofree gboolean *wanted = wanted_predicates(sparql);
  TyRuleBook *book = ty_rule_book_open(sparql->workspace, &error);
  sparql->inferred = book ? ty_inferred_all(sparql->workspace, book, wanted, &error) : NULL;
  sparql->index = g_new0(TyDerivedIndex, 1);
  for (int order = 0; order < 3; order++)
    sparql->index->orders[order] = g_array_new(FALSE, FALSE, sizeof(guint32));
  if (!sparql->inferred) {
    ty_sparql_fail(sparql, error);
    return FALSE;
  }
  gsize n = ty_inference_length(sparql->inferred->inference);
  for (int order = 0; order < 3; order++) {
    Ordering ordering = {sparql->inferred->inference, order};
    for (guint32 i = sparql->inferred->given->len; i < n; i++)
      g_array_append_val(sparql->index->orders[order], i);
    g_array_sort_with_data(sparql->index->orders[order], by_key, &ordering);
  }
  return TRUE;
}

void ty_derived_index_free(TyDerivedIndex *index) {
  for (int order = 0; order < 3; order++)
    g_array_unref(index->orders[order]);
  g_free(index);
}

/* The first place in an order that is not before (a, b). */
static gsize place_of(const TySparql *sparql, int order, guint64 a, guint64 b) {
  const GArray *list = sparql->index->orders[order];
  gsize low = 0, high = list->len;

  while (low < high) {
    gsize middle = (low + high) / 2;
    guint32 key[2];
    key_of(ty_inference_triple(sparql->inferred->inference, g_array_index(list, guint32, middle)),
           order, key);
    if (key[0] < a || (key[0] == a && key[1] < b))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void open_related(TyScan *scan, const TyShape *shape) {
  TySparql *sparql = scan->sparql;
  const TyRdfTerm *subject = &scan->terms[shape->swapped ? 2 : 0];
  const TyRdfTerm *object = &scan->terms[shape->swapped ? 0 : 2];
  int order = subject->type == TY_TERM_ENTITY  ? BY_SUBJECT
              : object->type == TY_TERM_ENTITY ? BY_OBJECT
                                               : BY_PREDICATE;
  gboolean any = shape->number == TY_NO_PREDICATE;
  guint64 a = order == BY_SUBJECT ? (guint64) subject->id : (guint64) object->id;

  if (!ty_sparql_infer(sparql))
    return;
  scan->derived = (const guint32 *) (void *) sparql->index->orders[order]->data;
  if (order == BY_PREDICATE) {
    scan->place = any ? 0 : place_of(sparql, order, shape->number, 0);
    scan->end = any ? sparql->index->orders[order]->len
                    : place_of(sparql, order, (guint64) shape->number + 1, 0);
  } else {
    scan->place = place_of(sparql, order, a, any ? 0 : shape->number);
    scan->end = any ? place_of(sparql, order, a + 1, 0)
                    : place_of(sparql, order, a, (guint64) shape->number + 1);
  }
}

static void open_described(TyScan *scan) {
  if (!ty_sparql_infer(scan->sparql))
    return;
  gsize n = ty_inference_length(scan->sparql->inferred->inference);
  gsize one = (gsize) scan->terms[0].id + scan->sparql->inferred->given->len - 1;
  gboolean all = scan->terms[0].type == TY_TERM_ANY;
  scan->derived = NULL;
  scan->place = all ? scan->sparql->inferred->given->len : MIN(one, n);
  scan->end = all ? n : MIN(one + 1, n);
}

void ty_scan_open_derived(TyScan *scan, const TyShape *shape) {
  if (shape->type == TY_SHAPE_DERIVED)
    open_related(scan, shape);
  else
    open_described(scan);
}
