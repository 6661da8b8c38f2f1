/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <tuyou/topics.h>

/* ln(p(a, b) / (p(a) p(b))) / −ln p(a, b): −1 for words that never meet, 1 for words that always
 * do. */
static double npmi_of_pair(double both, double a, double b, double n_docs) {
  if (both <= 0)
    return -1;
  if (both >= n_docs)
    return 1;
  return log(both * n_docs / (a * b)) / -log(both / n_docs);
}

double ty_topics_npmi(const TyTokenMatrix *tokens, const guint32 *words, gsize n) {
  g_autofree guint32 *place = g_new0(guint32, MAX(tokens->n_words, 1)); /* in `words`, + 1 */
  g_autofree guint32 *joint = g_new0(guint32, MAX(n * n, 1));
  g_autofree guint32 *seen = g_new(guint32, MAX(n, 1));
  g_autofree gsize *seen_in = g_new0(gsize, MAX(n, 1)); /* document + 1 */
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    place[words[i]] = (guint32) i + 1;
  for (gsize d = 0; d < tokens->n_docs; d++) {
    gsize n_seen = 0;
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++) {
      guint32 p = place[tokens->word[i]];
      if (p == 0 || seen_in[p - 1] == d + 1)
        continue;
      seen_in[p - 1] = d + 1;
      seen[n_seen++] = p - 1;
    }
    for (gsize i = 0; i < n_seen; i++)
      for (gsize j = 0; j < n_seen; j++)
        joint[seen[i] * n + seen[j]]++;
  }
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      sum += npmi_of_pair(joint[i * n + j], joint[i * n + i], joint[j * n + j],
                          (double) tokens->n_docs);
  return n < 2 ? 0 : sum / ((double) n * (double) (n - 1) / 2);
}

double ty_topics_diversity(const guint32 *words, gsize n_topics, gsize n) {
  g_autoptr(GHashTable) different = g_hash_table_new(NULL, NULL);

  for (gsize i = 0; i < n_topics * n; i++)
    g_hash_table_add(different, GUINT_TO_POINTER(words[i]));
  return n_topics * n == 0 ? 1 : (double) g_hash_table_size(different) / (double) (n_topics * n);
}
