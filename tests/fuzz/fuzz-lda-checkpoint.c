/* SPDX-License-Identifier: Apache-2.0 */
/* What resumes a training: the input as it is, and as the bytes before a checksum that fits and a
 * length that is right. Whatever is accepted can be trained on. */
#include "topics/lda-sampler.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static const guint32 start[] = {0, 5, 5, 9, 40};
static const guint32 word[] = {0, 1, 2, 1, 0, 3, 4, 3, 3, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5,
                               0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 5, 5, 5, 4, 4, 3, 2};

static void resume(GBytes *state) {
  const TyTokenMatrix tokens = {4, 6, start, word};
  const TyLdaOptions options = {.n_topics = 20,
                                .alpha = .1,
                                .beta = .01,
                                .n_sweeps = 6,
                                .seed = 1,
                                .n_threads = 1,
                                .resume = state};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyLda) lda = ty_lda_train(&tokens, &options, &error);
  guint32 n = 0;

  g_assert_true(!lda == !!error);
  for (guint k = 0; lda && k < options.n_topics; k++)
    n += lda->topic_total[k];
  g_assert_true(!lda || n == start[4]);
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GBytes) as_it_is = g_bytes_new(data, size);
  resume(as_it_is);
  if (size < 24)
    return 0;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  gsize digest = 32;
  guint8 *whole = g_malloc(size + digest);
  guint64 length = GUINT64_TO_LE((guint64) size + digest);
  memcpy(whole, data, size);
  memcpy(whole + 16, &length, sizeof length);
  g_checksum_update(sum, whole, (gssize) size);
  g_checksum_get_digest(sum, whole + size, &digest);
  g_autoptr(GBytes) summed = g_bytes_new_take(whole, size + digest);
  resume(summed);
  return 0;
}
