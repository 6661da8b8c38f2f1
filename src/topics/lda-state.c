/* SPDX-License-Identifier: Apache-2.0 */
#include "topics/lda-sampler.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define MOST_BLOCKS 64
#define ONE_CELL 16384     /* tokens of a corpus that is sampled as one cell */
#define TOKENS_A_RUN 48    /* of a word in a document block, on average, at least */
#define DOCS_A_BLOCK 65536 /* at most: token_doc has 16 bits */
#define LARGE_PAGE ((gsize) 2 << 20)
#define FIRST_TOPICS 2 /* of a document before the first sweep */
#define DOC_STREAMS                                                                                \
  (G_GUINT64_CONSTANT(1) << 63) /* of random numbers, beyond those of the cells                    \
                                 */
#define LEAST_SHIFT 8           /* so that a count stays a whole number as a float */

static guint32 blocks_for(guint32 n_entries) {
  return (n_entries + TY_LDA_LANES - 1) / TY_LDA_LANES;
}

typedef struct {
  guint32 size, id;
} Sized;

static int largest_first(const void *a, const void *b) {
  const Sized *x = a, *y = b;
  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

/* The ids with a size above 0, largest first. */
static Sized *sort_by_size(const guint32 *size, gsize n, gsize *n_sized) {
  Sized *sized = g_new(Sized, n);

  *n_sized = 0;
  for (guint32 i = 0; i < n; i++)
    if (size[i] > 0)
      sized[(*n_sized)++] = (Sized){size[i], i};
  qsort(sized, *n_sized, sizeof *sized, largest_first);
  return sized;
}

static guint advised_blocks(gsize n_tokens, gsize n_words, gsize n_docs) {
  guint n_blocks = 1;

  if (n_tokens > ONE_CELL)
    for (n_blocks = 4; n_blocks < MOST_BLOCKS && n_tokens >= 2 * n_blocks * n_words * TOKENS_A_RUN;)
      n_blocks *= 2;
  while (n_docs > (gsize) n_blocks * DOCS_A_BLOCK)
    n_blocks *= 2;
  return n_blocks;
}

/* Deals the ids out to blocks of like size, each to the block that is smallest so far. Fills id,
 * block by block, and the B + 1 offsets of the blocks. */
static void deal(const Sized *sized, gsize n, guint n_blocks, gboolean smallest_first, guint32 *id,
                 guint32 *block_start) {
  g_autofree guint64 *load = g_new0(guint64, n_blocks);
  g_autofree guint32 *block = g_new(guint32, MAX(n, 1));
  g_autofree guint32 *at = g_new(guint32, n_blocks);

  memset(block_start, 0, (n_blocks + 1) * sizeof *block_start);
  for (gsize i = 0; i < n; i++) {
    guint32 least = 0;
    for (guint32 b = 1; b < n_blocks; b++)
      if (load[b] < load[least])
        least = b;
    block[i] = least;
    load[least] += sized[i].size;
    block_start[least + 1]++;
  }
  for (guint b = 0; b < n_blocks; b++) {
    at[b] = block_start[b];
    block_start[b + 1] += block_start[b];
  }
  for (gsize i = 0; i < n; i++) {
    gsize next = smallest_first ? n - 1 - i : i;
    id[at[block[next]]++] = sized[next].id;
  }
}

/* Zeros for counts met at random, from the start of a large page on where they fill one: large
 * pages spare most misses of the processor's page tables. */
static gpointer zeros(TyLdaState *s, gsize size) {
  gsize alignment = size < LARGE_PAGE ? 64 : LARGE_PAGE;
  gpointer start;

  s->entry_memory = g_malloc(size + alignment);
  start = (gpointer) (((guintptr) s->entry_memory + alignment - 1) & ~(alignment - 1));
  if (size >= LARGE_PAGE)
    (void) madvise(start, size / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE); /* else small pages */
  return memset(start, 0, size);
}

/* Documents by length; room for their counts. */
static gboolean lay_out_docs(TyLdaState *s, const TyTokenMatrix *tokens, guint n_blocks,
                             GError **error) {
  g_autofree guint32 *length = g_new(guint32, tokens->n_docs);
  gboolean lists = (n_blocks & TY_LDA_LISTS) != 0;
  gsize longest = 0;
  guint64 row = 0;

  n_blocks &= ~TY_LDA_LISTS;
  for (gsize d = 0; d < tokens->n_docs; d++) {
    length[d] = tokens->start[d + 1] - tokens->start[d];
    longest = length[d] > length[longest] ? d : longest;
  }
  s->shift =
      length[longest] <= G_MAXUINT16 ? TY_LDA_HALF : MAX(g_bit_storage(s->n_topics), LEAST_SHIFT);
  if ((guint64) length[longest] >> (32 - s->shift)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "document %zu has %u words, expected fewer than %u for %u topics: cut it into "
                "parts",
                longest, length[longest], 1u << (32 - s->shift), s->n_topics);
    return FALSE;
  }
  g_autofree Sized *sized = sort_by_size(length, tokens->n_docs, &s->n_docs);
  s->n_blocks = n_blocks ? n_blocks : advised_blocks(s->n_tokens, s->n_used_words, s->n_docs);
  s->doc_id = g_new(guint32, s->n_docs);
  s->doc_block = g_new(guint32, s->n_blocks + 1);
  deal(sized, s->n_docs, s->n_blocks, FALSE, s->doc_id, s->doc_block);
  if (s->n_topics < TY_LDA_FEW && !lists && sized[0].size <= G_MAXUINT16) {
    s->count = zeros(s, s->n_docs * s->n_padded * sizeof *s->count);
    return TRUE;
  }
  s->docs = g_new(TyLdaDoc, s->n_docs);
  for (gsize d = 0; d < s->n_docs; d++) {
    s->docs[d] = (TyLdaDoc){(guint32) row, 0};
    row += blocks_for(MIN(length[s->doc_id[d]], s->n_topics));
  }
  s->n_rows = (guint32) row;
  s->entry = zeros(s, row * TY_LDA_LANES * sizeof *s->entry);
  return TRUE;
}

/* Tokens word by word, within a word by document in our order. Rare words come first: they tell
 * more of the topic, and the chain settles sooner and better than with frequent words first. */
static void lay_out_tokens(TyLdaState *s, const TyTokenMatrix *tokens, const Sized *words) {
  gsize n_runs = s->n_used_words * s->n_blocks;
  g_autofree guint32 *place = g_new(guint32, tokens->n_words);
  guint32 *run = g_new0(guint32, n_runs + 2);

  s->word_id = g_new(guint32, s->n_used_words);
  s->word_block = g_new(guint32, s->n_blocks + 1);
  deal(words, s->n_used_words, s->n_blocks, TRUE, s->word_id, s->word_block);
  for (guint32 w = 0; w < s->n_used_words; w++)
    place[s->word_id[w]] = w;
  for (int pass = 0; pass < 2; pass++) {
    for (guint32 b = 0; b < s->n_blocks; b++)
      for (guint32 d = s->doc_block[b]; d < s->doc_block[b + 1]; d++)
        for (guint32 i = tokens->start[s->doc_id[d]]; i < tokens->start[s->doc_id[d] + 1]; i++) {
          gsize r = (gsize) place[tokens->word[i]] * s->n_blocks + b;
          if (pass == 0)
            run[r + 2]++;
          else
            s->token_doc[run[r + 1]++] = (guint16) (d - s->doc_block[b]);
        }
    if (pass == 0)
      for (gsize r = 2; r < n_runs + 2; r++)
        run[r] += run[r - 1];
  }
  s->run = run;
}

/* Counts a token of topic `mark` in a document, at the end of the list when it is the first. */
static void count_in_doc(TyLdaState *s, gsize d, guint32 mark) {
  guint32 topics = (1u << s->shift) - 1, at = 0;

  if (s->count) {
    s->count[d * s->n_padded + mark]++;
    return;
  }
  TyLdaDoc *doc = &s->docs[d];
  guint32 *entry = s->entry + (gsize) doc->row * TY_LDA_LANES;
  while (entry[at] && (entry[at] & topics) != mark)
    if (++at == doc->used * TY_LDA_LANES)
      break;
  if (at >= doc->used * TY_LDA_LANES)
    doc->used = blocks_for(at + 1);
  entry[at] = ((entry[at] & ~topics) + (1u << s->shift)) | mark;
}

/* The topics that each document starts with, FIRST_TOPICS a document. */
static guint16 *first_topics(const TyLdaState *s) {
  guint16 *first = g_new(guint16, s->n_docs * FIRST_TOPICS);

  for (gsize d = 0; d < s->n_docs; d++) {
    TyRandom random = ty_random(s->seed, DOC_STREAMS + (guint64) d);
    for (int i = 0; i < FIRST_TOPICS; i++)
      first[d * FIRST_TOPICS + i] = (guint16) (ty_random_below(&random, s->n_topics) + 1);
  }
  return first;
}

/* A topic at random for each token, of a few that its document starts with: the chain settles
 * better than from topics all over, and the first sweeps have shorter lists to weigh. */
void ty_lda_state_assign(TyLdaState *s) {
  g_autofree guint16 *first = first_topics(s);
  TyRandom random = ty_random(s->seed, 0);

  for (gsize r = 0; r < s->n_used_words * s->n_blocks; r++)
    for (guint32 i = s->run[r]; i < s->run[r + 1]; i++) {
      gsize d = s->doc_block[r % s->n_blocks] + s->token_doc[i];
      guint16 mark = first[d * FIRST_TOPICS + ty_random_below(&random, FIRST_TOPICS)];

      s->token_topic[i] = mark;
      s->total[mark]++;
    }
  for (gsize b = 0; b < s->n_blocks; b++)
    for (gsize r = b; r < s->n_used_words * s->n_blocks; r += s->n_blocks)
      for (guint32 i = s->run[r]; i < s->run[r + 1]; i++)
        count_in_doc(s, s->doc_block[b] + s->token_doc[i], s->token_topic[i]);
}

guint32 ty_lda_state_room(const TyLdaState *s, gsize doc) {
  return (doc + 1 < s->n_docs ? s->docs[doc + 1].row : s->n_rows) - s->docs[doc].row;
}

gboolean ty_lda_state_init(TyLdaState *s, const TyTokenMatrix *tokens, const TyLdaOptions *options,
                           guint n_blocks, GError **error) {
  g_autofree guint32 *frequency = g_new0(guint32, tokens->n_words);

  *s = (TyLdaState){.n_topics = options->n_topics,
                    .n_words = tokens->n_words,
                    .n_tokens = tokens->start[tokens->n_docs],
                    .seed = options->seed,
                    .beta = options->beta};
  s->n_padded = (s->n_topics + TY_LDA_LANES) / TY_LDA_LANES * TY_LDA_LANES;
  for (gsize i = 0; i < s->n_tokens; i++)
    frequency[tokens->word[i]]++;
  g_autofree Sized *words = sort_by_size(frequency, tokens->n_words, &s->n_used_words);
  if (!lay_out_docs(s, tokens, n_blocks, error))
    return FALSE;
  s->token_doc = g_new(guint16, s->n_tokens);
  s->token_topic = g_new(guint16, s->n_tokens);
  lay_out_tokens(s, tokens, words);
  s->alpha = g_new0(float, s->n_padded);
  s->total = g_new0(guint32, s->n_padded);
  for (guint k = 1; k <= s->n_topics; k++)
    s->alpha[k] = (float) options->alpha;
  return TRUE;
}

void ty_lda_state_clear(TyLdaState *s) {
  g_free(s->word_id);
  g_free(s->word_block);
  g_free(s->run);
  g_free(s->token_doc);
  g_free(s->token_topic);
  g_free(s->doc_id);
  g_free(s->doc_block);
  g_free(s->docs);
  g_free(s->entry_memory);
  g_free(s->alpha);
  g_free(s->total);
  *s = (TyLdaState){0};
}

void ty_lda_state_pack(TyLdaState *s, gsize from, gsize to) {
  for (gsize d = from; d < to; d++) {
    guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES, n = 0;
    if (s->docs[d].used < 2)
      continue;
    for (guint32 i = 0; i < s->docs[d].used * TY_LDA_LANES; i++) {
      guint32 x = entry[i];
      entry[i] = 0;
      entry[n] = x;
      n += x != 0;
    }
    s->docs[d].used = blocks_for(n);
  }
}

/* Row by row: `fill` gives the topics of a row in any order, with repeats, as counts in `dense`. */
typedef struct {
  guint32 *dense;
  guint16 *met;
  guint n_met;
} Row;

static void row_add(Row *row, guint topic, guint32 count) {
  if (row->dense[topic] == 0)
    row->met[row->n_met++] = (guint16) topic;
  row->dense[topic] += count;
}

static int by_topic(const void *a, const void *b) {
  guint16 x = *(const guint16 *) a, y = *(const guint16 *) b;
  return (x > y) - (x < y);
}

/* Writes a row at `to` and empties it. */
static void row_write(Row *row, TyTopicCounts *counts, guint32 to) {
  qsort(row->met, row->n_met, sizeof *row->met, by_topic);
  for (guint i = 0; i < row->n_met; i++) {
    counts->topic[to + i] = row->met[i];
    counts->count[to + i] = row->dense[row->met[i]];
    row->dense[row->met[i]] = 0;
  }
  row->n_met = 0;
}

static void row_drop(Row *row) {
  for (guint i = 0; i < row->n_met; i++)
    row->dense[row->met[i]] = 0;
  row->n_met = 0;
}

static void add_word(const TyLdaState *s, gsize w, Row *row) {
  for (guint32 i = s->run[w * s->n_blocks]; i < s->run[(w + 1) * s->n_blocks]; i++)
    row_add(row, s->token_topic[i] - 1, 1);
}

static void add_doc(const TyLdaState *s, gsize d, Row *row) {
  for (guint k = 1; s->count && k <= s->n_topics; k++)
    if (s->count[d * s->n_padded + k])
      row_add(row, k - 1, s->count[d * s->n_padded + k]);
  if (s->count)
    return;
  const guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES;
  guint32 topics = (1u << s->shift) - 1;
  for (guint32 i = 0; i < s->docs[d].used * TY_LDA_LANES; i++)
    if (entry[i])
      row_add(row, (entry[i] & topics) - 1, entry[i] >> s->shift);
}

/* Compresses `n_ours` rows of ours, row i being row id[i] of `n_rows`. */
static void compress(const TyLdaState *s, void (*add)(const TyLdaState *, gsize, Row *),
                     const guint32 *id, gsize n_ours, gsize n_rows, TyTopicCounts *counts) {
  g_autofree guint32 *dense = g_new0(guint32, s->n_topics);
  g_autofree guint16 *met = g_new(guint16, s->n_topics);
  Row row = {dense, met, 0};

  counts->start = g_new0(guint32, n_rows + 1);
  for (gsize i = 0; i < n_ours; i++) {
    add(s, i, &row);
    counts->start[id[i] + 1] = row.n_met;
    row_drop(&row);
  }
  for (gsize r = 0; r < n_rows; r++)
    counts->start[r + 1] += counts->start[r];
  counts->topic = g_new(guint16, counts->start[n_rows]);
  counts->count = g_new(guint32, counts->start[n_rows]);
  for (gsize i = 0; i < n_ours; i++) {
    add(s, i, &row);
    row_write(&row, counts, counts->start[id[i]]);
  }
}

void ty_lda_state_finish(TyLdaState *s, TyLda *lda) {
  compress(s, add_word, s->word_id, s->n_used_words, lda->n_words, &lda->words);
  g_clear_pointer(&s->token_doc, g_free);
  g_clear_pointer(&s->token_topic, g_free);
  compress(s, add_doc, s->doc_id, s->n_docs, lda->n_docs, &lda->docs);
}
