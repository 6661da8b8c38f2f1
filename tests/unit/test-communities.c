/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <tuyou/graph.h>

#define GROUPS 4

/* Groups of 30, 20, 15 and 10 nodes, dense within and thin between; the nodes are dealt out so that
 * neighbours in number are seldom of one group. */
typedef struct {
  TyNetwork network;
  guint32 from[3000], to[3000], group[75];
  double weight[3000];
} Planted;

static void plant(Planted *planted, guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  const guint32 ends[GROUPS] = {30, 50, 65, 75};
  gsize n = 0;

  for (guint32 i = 0; i < 75; i++) {
    guint32 at = i * 31 % 75, g = 0;
    while (at >= ends[g])
      g++;
    planted->group[i] = g;
  }
  for (guint32 a = 0; a < 75; a++)
    for (guint32 b = a + 1; b < 75; b++) {
      gboolean same = planted->group[a] == planted->group[b];
      if (g_rand_double(random) > (same ? .5 : .03))
        continue;
      planted->from[n] = a;
      planted->to[n] = b;
      planted->weight[n++] = same ? 2 : 1;
    }
  planted->network = (TyNetwork){75, n, planted->from, planted->to, planted->weight};
}

/* The planted groups come back, numbered by size. */
static void test_finds_the_planted(void) {
  g_autofree Planted *planted = g_new(Planted, 1);
  guint32 community[75], again[75];

  for (guint32 seed = 1; seed <= 10; seed++) {
    g_autoptr(GError) error = NULL;
    plant(planted, seed);
    g_assert_cmpuint(ty_network_communities(&planted->network, 1, seed, community, &error), ==,
                     GROUPS);
    g_assert_no_error(error);
    for (int i = 0; i < 75; i++)
      g_assert_cmpuint(community[i], ==, planted->group[i]);
    g_assert_cmpuint(ty_network_communities(&planted->network, 1, seed, again, NULL), ==, GROUPS);
    g_assert_cmpmem(community, sizeof community, again, sizeof again);
  }
}

/* Of two pairs and a loner: equal sizes by the lowest node, and more resolution splits more. */
static void test_numbers_and_resolution(void) {
  guint32 from[] = {0, 1}, to[] = {4, 3};
  double weight[] = {1, 1};
  const TyNetwork pairs = {5, 2, from, to, weight};
  const guint32 expected[] = {0, 1, 2, 1, 0};
  guint32 community[5];

  g_assert_cmpuint(ty_network_communities(&pairs, 1, 5, community, NULL), ==, 3);
  g_assert_cmpmem(community, sizeof community, expected, sizeof expected);
  g_assert_cmpuint(ty_network_communities(&pairs, 100, 5, community, NULL), ==, 5);
}

static void test_bad_input(void) {
  const double bad[] = {0, -1, NAN, INFINITY};
  const TyNetwork none = {0}, loners = {3, 0, NULL, NULL, NULL};
  guint32 community[3];

  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_cmpuint(ty_network_communities(&loners, bad[i], 1, community, &error), ==, 0);
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
  g_assert_cmpuint(ty_network_communities(&none, 1, 1, community, NULL), ==, 0);
  g_assert_cmpuint(ty_network_communities(&loners, 1, 1, community, NULL), ==, 3);
  g_assert_cmpuint(community[2], ==, 2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/graph/communities/finds-the-planted", test_finds_the_planted);
  g_test_add_func("/graph/communities/numbers-and-resolution", test_numbers_and_resolution);
  g_test_add_func("/graph/communities/bad-input", test_bad_input);
  return g_test_run();
}
