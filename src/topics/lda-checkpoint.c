/* SPDX-License-Identifier: Apache-2.0 */
/* A training's state as bytes, all numbers little-endian:
 *
 *      0  "tuyouLDA"
 *      8  u32 version, u32 sweeps done
 *     16  u64 length of it all
 *     24  SHA-256 of the corpus
 *     56  u64 seed, f64 α and f64 β as asked for
 *     80  u32 topics, u32 blocks
 *     88  u32 which priors are optimised, u32 from which sweep on
 *     96  f64 β, f64 log-likelihood of the last sweep
 *    112  f32 α of each topic
 *         u16 topic of each token, in the order in which they are sampled
 *         of each document u16 n, then the topics of its 16 n entries: u16, 0 a hole
 *         SHA-256 of all before
 *
 * Dense counts have no lists. Holes and the order of entries are kept because draws depend on them.
 * The counts of entries are not: they follow from the tokens, and so prove that both fit together.
 */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

#define MAGIC "tuyouLDA"
#define VERSION 1
#define HEADER 112
#define DIGEST 32

enum { LENGTH_AT = 16, CORPUS_AT = 24 };

/* Bytes out and in ------------------------------------------------------------------------------
 */

static void put(guint8 **out, gconstpointer bytes, gsize n) {
  memcpy(*out, bytes, n);
  *out += n;
}

static void put16(guint8 **out, guint16 value) {
  value = GUINT16_TO_LE(value);
  put(out, &value, sizeof value);
}

static void put32(guint8 **out, guint32 value) {
  value = GUINT32_TO_LE(value);
  put(out, &value, sizeof value);
}

static void put64(guint8 **out, guint64 value) {
  value = GUINT64_TO_LE(value);
  put(out, &value, sizeof value);
}

static void put_double(guint8 **out, double value) {
  guint64 bits;
  memcpy(&bits, &value, sizeof bits);
  put64(out, bits);
}

static guint16 get16(const guint8 *at) { return (guint16) (at[0] | at[1] << 8); }

static guint32 get32(const guint8 *at) { return get16(at) | (guint32) get16(at + 2) << 16; }

static guint64 get64(const guint8 *at) { return get32(at) | (guint64) get32(at + 4) << 32; }

static double get_double(const guint8 *at) {
  guint64 bits = get64(at);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void digest_of(const guint8 *bytes, gsize length, guint8 digest[DIGEST]) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  gsize size = DIGEST;

  for (; length > G_MAXSSIZE / 2; bytes += G_MAXSSIZE / 2, length -= G_MAXSSIZE / 2)
    g_checksum_update(sum, bytes, G_MAXSSIZE / 2);
  g_checksum_update(sum, bytes, (gssize) length);
  g_checksum_get_digest(sum, digest, &size);
}

static void corpus_digest(const TyTokenMatrix *tokens, guint8 digest[DIGEST]) {
  enum { AT_ONCE = 4096 };
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint64 size[] = {GUINT64_TO_LE(tokens->n_docs), GUINT64_TO_LE(tokens->n_words)};
  gsize n[] = {tokens->n_docs + 1, tokens->start[tokens->n_docs]}, length = DIGEST;
  const guint32 *numbers[] = {tokens->start, tokens->word};
  guint32 part[AT_ONCE];

  g_checksum_update(sum, (const guint8 *) size, sizeof size);
  for (int array = 0; array < 2; array++)
    for (gsize i = 0; i < n[array]; i += AT_ONCE) {
      gsize m = MIN(AT_ONCE, n[array] - i);
      for (gsize j = 0; j < m; j++)
        part[j] = GUINT32_TO_LE(numbers[array][i + j]);
      g_checksum_update(sum, (const guint8 *) part, (gssize) (m * sizeof *part));
    }
  g_checksum_get_digest(sum, digest, &length);
}

/* Writing ---------------------------------------------------------------------------------------
 */

static guint32 which_optimised(const TyLdaOptions *options) {
  return (options->optimise_alpha ? 1 : 0) | (options->optimise_beta ? 2 : 0);
}

static guint32 priors_from(const TyLdaOptions *options) {
  return which_optimised(options) ? ty_lda_priors_from(options) : 0;
}

static gsize length_of(const TyLdaState *s) {
  gsize n_entries = 0;

  for (gsize d = 0; d < s->n_docs && s->docs; d++)
    n_entries += 1 + (gsize) s->docs[d].used * TY_LDA_LANES;
  return HEADER + 4 * (gsize) s->n_topics + 2 * (s->n_tokens + n_entries) + DIGEST;
}

GBytes *ty_lda_checkpoint_write(const TyLdaState *s, const TyTokenMatrix *tokens,
                                const TyLdaOptions *options, guint n_sweeps,
                                double log_likelihood) {
  guint32 topics = (1u << s->shift) - 1;
  gsize length = length_of(s);
  guint8 digest[DIGEST], *bytes = g_malloc(length), *at = bytes;

  corpus_digest(tokens, digest);
  put(&at, MAGIC, strlen(MAGIC));
  put32(&at, VERSION);
  put32(&at, n_sweeps);
  put64(&at, length);
  put(&at, digest, DIGEST);
  put64(&at, options->seed);
  put_double(&at, options->alpha);
  put_double(&at, options->beta);
  put32(&at, s->n_topics);
  put32(&at, s->n_blocks);
  put32(&at, which_optimised(options));
  put32(&at, priors_from(options));
  put_double(&at, s->beta);
  put_double(&at, log_likelihood);
  for (guint k = 1; k <= s->n_topics; k++) {
    guint32 bits;
    memcpy(&bits, &s->alpha[k], sizeof bits);
    put32(&at, bits);
  }
  for (gsize i = 0; i < s->n_tokens; i++)
    put16(&at, s->token_topic[i]);
  for (gsize d = 0; d < s->n_docs && s->docs; d++) {
    const guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES;
    put16(&at, (guint16) s->docs[d].used);
    for (guint32 i = 0; i < s->docs[d].used * TY_LDA_LANES; i++)
      put16(&at, (guint16) (entry[i] & topics));
  }
  digest_of(bytes, length - DIGEST, digest);
  put(&at, digest, DIGEST);
  return g_bytes_new_take(bytes, length);
}

/* Reading ---------------------------------------------------------------------------------------
 */

static gboolean damaged(GError **error, const char *how) {
  g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED, "checkpoint is damaged: %s", how);
  return FALSE;
}

static gboolean other(GError **error, const char *what, double found, double expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "checkpoint is of another training: found %s %.12g, expected %.12g", what, found,
              expected);
  return FALSE;
}

/* Whether the bytes are a whole checkpoint of a version known here. */
static gboolean check_envelope(const guint8 *data, gsize length, GError **error) {
  guint8 digest[DIGEST];

  if (length < strlen(MAGIC) || memcmp(data, MAGIC, strlen(MAGIC)) != 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "checkpoint does not begin with '%s': found another kind of file", MAGIC);
    return FALSE;
  }
  if (length >= 12 && get32(data + 8) > VERSION) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "checkpoint is of version %u, expected at most %d: a newer tuyou wrote it",
                get32(data + 8), VERSION);
    return FALSE;
  }
  guint64 expected = length >= HEADER + DIGEST ? get64(data + LENGTH_AT) : HEADER + DIGEST;
  if (length != expected) {
    g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED,
                "checkpoint is torn: found %zu bytes, expected %" G_GUINT64_FORMAT, length,
                expected);
    return FALSE;
  }
  digest_of(data, length - DIGEST, digest);
  if (memcmp(digest, data + length - DIGEST, DIGEST) != 0)
    return damaged(error, "its checksum does not fit its bytes");
  return TRUE;
}

/* Whether it is of this corpus and of these options. */
static gboolean check_training(const TyLdaState *s, const TyTokenMatrix *tokens,
                               const TyLdaOptions *options, const guint8 *data, GError **error) {
  guint8 digest[DIGEST];

  corpus_digest(tokens, digest);
  if (memcmp(digest, data + CORPUS_AT, DIGEST) != 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "checkpoint is of another corpus than the %zu documents with %zu words found here",
                tokens->n_docs, s->n_tokens);
    return FALSE;
  }
  if (get32(data + 80) != s->n_topics)
    return other(error, "K", get32(data + 80), s->n_topics);
  if (get_double(data + 64) != options->alpha)
    return other(error, "alpha", get_double(data + 64), options->alpha);
  if (get_double(data + 72) != options->beta)
    return other(error, "beta", get_double(data + 72), options->beta);
  if (get64(data + 56) != options->seed) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "checkpoint is of another training: found seed %" G_GUINT64_FORMAT
                ", expected %" G_GUINT64_FORMAT,
                get64(data + 56), options->seed);
    return FALSE;
  }
  if (get32(data + 88) != which_optimised(options)) {
    static const char *const names[] = {"neither prior", "alpha", "beta", "alpha and beta"};
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "checkpoint is of another training: found %s optimised, expected %s",
                names[get32(data + 88) & 3], names[which_optimised(options)]);
    return FALSE;
  }
  if (get32(data + 92) != priors_from(options))
    return other(error, "priors optimised from sweep", get32(data + 92), priors_from(options));
  if (get32(data + 12) > options->n_sweeps)
    return other(error, "sweeps", get32(data + 12), options->n_sweeps);
  return get32(data + 84) == s->n_blocks || other(error, "blocks", get32(data + 84), s->n_blocks);
}

/* The priors as they were. NULL error: what is wrong is said by the caller. */
static gboolean read_priors(TyLdaState *s, const guint8 *header, const guint8 *alpha) {
  s->beta = get_double(header + 96);
  for (guint k = 1; k <= s->n_topics; k++, alpha += 4) {
    guint32 bits = get32(alpha);
    memcpy(&s->alpha[k], &bits, sizeof bits);
    /* The limits as floats may lie just outside those as doubles. */
    if (!(s->alpha[k] >= (float) TY_LDA_LEAST_PRIOR && s->alpha[k] <= (float) TY_LDA_MOST_PRIOR))
      return FALSE;
  }
  return s->beta >= TY_LDA_LEAST_PRIOR && s->beta <= TY_LDA_MOST_PRIOR;
}

static gboolean read_entries(TyLdaState *s, const guint8 *at, const guint8 *end) {
  for (gsize d = 0; d < s->n_docs && s->docs; d++) {
    guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES;
    guint used = end - at >= 2 ? get16(at) : 0;
    at += 2;
    if (used < 1 || used > ty_lda_state_room(s, d) ||
        (gsize) (end - at) < (gsize) used * TY_LDA_LANES * 2)
      return FALSE;
    for (guint i = 0; i < used * TY_LDA_LANES; i++, at += 2) {
      entry[i] = get16(at);
      if (entry[i] > s->n_topics)
        return FALSE;
    }
    s->docs[d].used = used;
  }
  return at == end;
}

/* Counts a token of topic `mark` in a document, where its list must have the topic. */
static gboolean count_in_doc(TyLdaState *s, gsize d, guint32 mark) {
  guint32 topics = (1u << s->shift) - 1, at = 0;

  if (s->count) {
    s->count[d * s->n_padded + mark]++;
    return TRUE;
  }
  guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES;
  guint32 n = s->docs[d].used * TY_LDA_LANES;
  while (at < n && (entry[at] & topics) != mark)
    at++;
  if (at == n)
    return FALSE;
  entry[at] += 1u << s->shift;
  return TRUE;
}

static gboolean count_tokens(TyLdaState *s) {
  for (gsize r = 0; r < s->n_used_words * s->n_blocks; r++)
    for (guint32 i = s->run[r]; i < s->run[r + 1]; i++) {
      guint32 mark = s->token_topic[i];
      if (mark < 1 || mark > s->n_topics ||
          !count_in_doc(s, s->doc_block[r % s->n_blocks] + s->token_doc[i], mark))
        return FALSE;
      s->total[mark]++;
    }
  return TRUE;
}

/* Whether every entry has tokens: none stands twice, none without. */
static gboolean all_counted(const TyLdaState *s) {
  for (gsize d = 0; d < s->n_docs && s->docs; d++) {
    const guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES;
    for (guint32 i = 0; i < s->docs[d].used * TY_LDA_LANES; i++)
      if (entry[i] != 0 && entry[i] >> s->shift == 0)
        return FALSE;
  }
  return TRUE;
}

gboolean ty_lda_checkpoint_read(TyLdaState *s, const TyTokenMatrix *tokens,
                                const TyLdaOptions *options, GBytes *bytes, guint *n_sweeps,
                                double *log_likelihood, GError **error) {
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);

  if (!check_envelope(data, length, error) || !check_training(s, tokens, options, data, error))
    return FALSE;
  const guint8 *end = data + length - DIGEST, *at = data + HEADER;
  if ((gsize) (end - at) < (gsize) s->n_topics * 4 + s->n_tokens * 2)
    return damaged(error, "it has fewer topics than the corpus has words");
  if (!read_priors(s, data, at))
    return damaged(error, "its priors are out of range");
  at += (gsize) s->n_topics * 4;
  for (gsize i = 0; i < s->n_tokens; i++, at += 2)
    s->token_topic[i] = get16(at);
  if (!read_entries(s, at, end) || !count_tokens(s) || !all_counted(s))
    return damaged(error, "its documents do not fit its words");
  *n_sweeps = get32(data + 12);
  *log_likelihood = get_double(data + 104);
  return TRUE;
}
