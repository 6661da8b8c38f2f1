/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/graph.h>

#define N_NODES 7

/* Every loopless path, by trying all: cost, then nodes, then arcs decide the order. */
typedef struct {
  double cost;
  guint32 node[N_NODES], arc[N_NODES];
  gsize n_arcs;
} Walk;

typedef struct {
  const TyArc *arcs;
  gsize n_arcs;
  guint32 target;
  Walk here;
  GArray *all;
} Enumeration;

static void enumerate(Enumeration *e) {
  guint32 node = e->here.node[e->here.n_arcs];

  if (node == e->target) {
    g_array_append_val(e->all, e->here);
    return;
  }
  for (guint32 a = 0; a < e->n_arcs; a++) {
    const TyArc *arc = &e->arcs[a];
    guint32 next = arc->from == node ? arc->to : arc->from;
    gboolean seen = arc->from != node && arc->to != node;
    for (gsize i = 0; i <= e->here.n_arcs; i++)
      seen |= e->here.node[i] == next;
    if (seen)
      continue;
    e->here.arc[e->here.n_arcs++] = a;
    e->here.node[e->here.n_arcs] = next;
    e->here.cost += arc->cost;
    enumerate(e);
    e->here.cost -= arc->cost;
    e->here.n_arcs--;
  }
}

static int compare(gconstpointer a, gconstpointer b) {
  const Walk *x = a, *y = b;
  gsize n = MIN(x->n_arcs, y->n_arcs);

  if (fabs(x->cost - y->cost) > 1e-9)
    return x->cost < y->cost ? -1 : 1;
  for (gsize i = 0; i <= n; i++)
    if (x->node[i] != y->node[i])
      return x->node[i] < y->node[i] ? -1 : 1;
  for (gsize i = 0; i < n; i++)
    if (x->arc[i] != y->arc[i])
      return x->arc[i] < y->arc[i] ? -1 : 1;
  return 0;
}

/* Small whole costs make many ties, tenths make sums that differ in the last bit only. */
static void test_against_enumeration(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(2);

  for (int round = 0; round < 400; round++) {
    TyArc arcs[14];
    gsize n_arcs = (gsize) g_rand_int_range(random, 0, 15);
    guint k = (guint) g_rand_int_range(random, 1, 40);
    guint32 source = (guint32) g_rand_int_range(random, 0, N_NODES);
    guint32 target = (source + (guint32) g_rand_int_range(random, 1, N_NODES)) % N_NODES;

    for (gsize a = 0; a < n_arcs; a++)
      arcs[a] = (TyArc){(guint32) g_rand_int_range(random, 0, N_NODES),
                        (guint32) g_rand_int_range(random, 0, N_NODES),
                        g_rand_int_range(random, 1, 5) / (round % 2 ? 1. : 10.)};
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Walk));
    Enumeration e = {arcs, n_arcs, target, {.node = {source}}, all};
    enumerate(&e);
    g_array_sort(all, compare);

    g_autoptr(GPtrArray) paths = ty_graph_paths(arcs, n_arcs, N_NODES, source, target, k);
    g_assert_cmpuint(paths->len, ==, MIN(k, all->len));
    for (guint i = 0; i < paths->len; i++) {
      const GArray *path = g_ptr_array_index(paths, i);
      const Walk *walk = &g_array_index(all, Walk, i);
      g_assert_cmpmem(path->data, path->len * sizeof(guint32), walk->arc,
                      walk->n_arcs * sizeof(guint32));
    }
  }
}

static void test_what_cannot_be_walked(void) {
  const TyArc arcs[] = {{0, 1, 0}, {0, 1, -1}, {0, 1, NAN}, {0, 1, INFINITY},
                        {0, 0, 1}, {0, 7, 1},  {2, 1, 1e9}, {0, 2, 1e-9}};
  g_autoptr(GPtrArray) paths = ty_graph_paths(arcs, G_N_ELEMENTS(arcs), 3, 0, 1, 5);
  g_autoptr(GPtrArray) itself = ty_graph_paths(arcs, G_N_ELEMENTS(arcs), 3, 0, 0, 5);
  g_autoptr(GPtrArray) nowhere = ty_graph_paths(arcs, G_N_ELEMENTS(arcs), 3, 0, 3, 5);
  g_autoptr(GPtrArray) no_arcs = ty_graph_paths(NULL, 0, 3, 0, 1, 5);
  g_autoptr(GPtrArray) none = ty_graph_paths(arcs, G_N_ELEMENTS(arcs), 3, 0, 1, 0);

  g_assert_cmpuint(paths->len, ==, 1);
  const GArray *path = g_ptr_array_index(paths, 0);
  g_assert_cmpuint(path->len, ==, 2);
  g_assert_cmpuint(g_array_index(path, guint32, 0), ==, 7);
  g_assert_cmpuint(g_array_index(path, guint32, 1), ==, 6);
  g_assert_cmpuint(itself->len + nowhere->len + no_arcs->len + none->len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/graph/paths/against-enumeration", test_against_enumeration);
  g_test_add_func("/graph/paths/what-cannot-be-walked", test_what_cannot_be_walked);
  return g_test_run();
}
