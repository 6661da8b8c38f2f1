/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/counting.h"

#include "base/parallel.h"
#include "flow/tally.h"

#include <string.h>

/* Large enough that threads seldom meet, small enough that texts stay in the cache. */
#define BLOCK_BYTES (128 * 1024)
#define BLOCKS_AT_ONCE 32
/* Documents of a batch whose texts are short. */
#define BATCH_DOCUMENTS 65536

#define NOT_COUNTED G_MAXUINT32

typedef struct {
  const char *text; /* NULL: at `offset` of the batch's copies */
  gsize offset, length;
  gboolean is_the_text;
} Part;

typedef struct {
  gint64 id;
  guint32 part; /* its first */
} Document;

/* A run of documents, counted by one thread. */
typedef struct {
  gsize begin, end;
  TyTokenList tokens;
  GArray *lengths; /* of guint32: tokens of each document; NOT_COUNTED for advertisements */
  guint thread;
} Block;

/* Tokens up to `end` have the numbers of a thread's tally. */
typedef struct {
  gsize end;
  guint thread;
} Stretch;

struct TyCounting {
  const TyLexicon *lexicon;
  TyWordsFlags flags;
  guint n_threads;
  TySieve *sieve;
  TyTally **tallies; /* one a thread, when it has had work */
  TyWords *words;
  GArray *stretches; /* of Stretch */
  guint32 n_before;  /* documents of the batches before, advertisements too */

  GArray *documents; /* of Document: the batch */
  GArray *parts;     /* of Part */
  GString *copies;
  gsize bytes;
  Block blocks[BLOCKS_AT_ONCE * 2];
  gsize n_blocks;
};

TyCounting *ty_counting_new(const TyLexicon *lexicon, const TyNoise *noise, TyWordsFlags flags,
                            guint n_threads) {
  TyCounting *counting = g_new0(TyCounting, 1);
  TyWords *words = counting->words = g_new0(TyWords, 1);
  guint32 zero = 0;

  words->vocabulary = g_ptr_array_new();
  words->texts = g_ptr_array_new_with_free_func(g_free);
  words->documents = g_array_new(FALSE, FALSE, sizeof(gint64));
  words->start = g_array_new(FALSE, FALSE, sizeof(guint32));
  words->word = g_array_new(FALSE, FALSE, sizeof(guint32));
  words->gap = flags & TY_WORDS_GAPS ? g_byte_array_new() : NULL;
  g_array_append_val(words->start, zero);

  counting->lexicon = lexicon;
  counting->flags = flags;
  counting->n_threads = ty_parallel_threads(n_threads);
  counting->sieve = ty_sieve_new(noise, lexicon);
  counting->tallies = g_new0(TyTally *, counting->n_threads);
  counting->stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
  counting->documents = g_array_new(FALSE, FALSE, sizeof(Document));
  counting->parts = g_array_new(FALSE, FALSE, sizeof(Part));
  counting->copies = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(counting->blocks); i++)
    counting->blocks[i].lengths = g_array_new(FALSE, FALSE, sizeof(guint32));
  return counting;
}

void ty_counting_free(TyCounting *counting) {
  if (!counting)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(counting->blocks); i++) {
    ty_token_list_clear(&counting->blocks[i].tokens);
    g_array_unref(counting->blocks[i].lengths);
  }
  for (guint i = 0; i < counting->n_threads; i++)
    ty_tally_free(counting->tallies[i]);
  g_free(counting->tallies);
  g_clear_pointer(&counting->words, ty_words_free);
  g_array_unref(counting->stretches);
  g_array_unref(counting->documents);
  g_array_unref(counting->parts);
  g_string_free(counting->copies, TRUE);
  ty_sieve_free(counting->sieve);
  g_free(counting);
}

/* A batch ------------------------------------------------------------------------------------- */

static const char *text_of(const TyCounting *counting, const Part *part) {
  return part->text ? part->text : counting->copies->str + part->offset;
}

static guint32 part_end(const TyCounting *counting, gsize document) {
  return document + 1 < counting->documents->len
             ? g_array_index(counting->documents, Document, document + 1).part
             : counting->parts->len;
}

static void count_document(TyCounting *counting, TyTally *tally, Block *block, gsize document) {
  guint32 first = g_array_index(counting->documents, Document, document).part;
  guint32 end = part_end(counting, document);
  gsize begin = block->tokens.n;
  guint32 length = NOT_COUNTED;
  gboolean advertises = FALSE;

  for (guint32 p = first; p < end && !(counting->flags & TY_WORDS_ADVERTISEMENTS); p++) {
    const Part *part = &g_array_index(counting->parts, Part, p);
    if (part->is_the_text)
      advertises |=
          ty_sieve_advertises(tally->sieve, &tally->scratch, text_of(counting, part), part->length);
  }
  if (!advertises) {
    for (guint32 p = first; p < end; p++) {
      const Part *part = &g_array_index(counting->parts, Part, p);
      ty_tally_text(tally, text_of(counting, part), part->length,
                    counting->n_before + (guint32) document, &block->tokens,
                    counting->words->gap != NULL);
    }
    length = (guint32) (block->tokens.n - begin);
  }
  g_array_append_val(block->lengths, length);
}

static void count_block(gsize task, guint thread, gpointer data) {
  TyCounting *counting = data;
  Block *block = &counting->blocks[task];

  if (!counting->tallies[thread])
    counting->tallies[thread] = ty_tally_new(counting->sieve, counting->lexicon);
  block->thread = thread;
  block->tokens.n = 0;
  g_array_set_size(block->lengths, 0);
  for (gsize d = block->begin; d < block->end; d++)
    count_document(counting, counting->tallies[thread], block, d);
}

static void cut_blocks(TyCounting *counting) {
  gsize bytes = 0;

  counting->n_blocks = 0;
  for (gsize d = 0, begin = 0; d < counting->documents->len; d++) {
    guint32 end = part_end(counting, d);
    for (guint32 p = g_array_index(counting->documents, Document, d).part; p < end; p++)
      bytes += g_array_index(counting->parts, Part, p).length;
    gboolean last_block = counting->n_blocks + 1 == G_N_ELEMENTS(counting->blocks);
    if (d + 1 < counting->documents->len && (bytes < BLOCK_BYTES || last_block))
      continue;
    Block *block = &counting->blocks[counting->n_blocks++];
    block->begin = begin;
    block->end = begin = d + 1;
    bytes = 0;
  }
}

static void append_block(TyCounting *counting, const Block *block) {
  TyWords *words = counting->words;
  Stretch stretch = {words->word->len + block->tokens.n, block->thread};
  guint32 end = words->word->len;

  for (gsize d = block->begin; d < block->end; d++) {
    guint32 length = g_array_index(block->lengths, guint32, d - block->begin);
    if (length == NOT_COUNTED) {
      words->n_advertisements++;
      continue;
    }
    end += length;
    g_array_append_val(words->documents, g_array_index(counting->documents, Document, d).id);
    g_array_append_val(words->start, end);
  }
  g_array_append_vals(words->word, block->tokens.word, (guint) block->tokens.n);
  if (words->gap)
    g_byte_array_append(words->gap, block->tokens.gap, (guint) block->tokens.n);
  g_array_append_val(counting->stretches, stretch);
}

static void count_batch(TyCounting *counting) {
  cut_blocks(counting);
  ty_parallel_for(counting->n_threads, counting->n_blocks, count_block, counting);
  for (gsize i = 0; i < counting->n_blocks; i++)
    append_block(counting, &counting->blocks[i]);
  counting->n_before += counting->documents->len;
  g_array_set_size(counting->documents, 0);
  g_array_set_size(counting->parts, 0);
  g_string_truncate(counting->copies, 0);
  counting->bytes = 0;
}

void ty_counting_add(TyCounting *counting, gint64 id, const TyTextPart *parts, gsize n) {
  Document document = {id, counting->parts->len};

  g_array_append_val(counting->documents, document);
  for (gsize i = 0; i < n; i++) {
    Part part = {parts[i].borrowed ? parts[i].text : NULL, counting->copies->len, parts[i].length,
                 parts[i].is_the_text};
    if (!parts[i].borrowed)
      g_string_append_len(counting->copies, parts[i].text, (gssize) parts[i].length);
    g_array_append_val(counting->parts, part);
    counting->bytes += parts[i].length;
  }
  if (counting->bytes >= (gsize) BLOCK_BYTES * BLOCKS_AT_ONCE ||
      counting->documents->len >= BATCH_DOCUMENTS)
    count_batch(counting);
}

/* The end ------------------------------------------------------------------------------------- */

/* The words of one thread on their way into the order of all. */
typedef struct {
  TyTally *tally;
  guint next;
  guint32 *number; /* of each of its words, the number among all */
} Merging;

typedef struct {
  TyWords *words;
  Merging *merging;
  const Stretch *stretches;
} Renumbering;

static const TyTallyWord *next_word(const Merging *merging) {
  const GArray *words = merging->tally ? merging->tally->words : NULL;
  return words && merging->next < words->len ? &g_array_index(words, TyTallyWord, merging->next)
                                             : NULL;
}

/* Puts the words of all threads in order of first occurrence: each thread has its own in order,
 * and met each word at the first of the places that it has seen. */
static void merge_words(TyCounting *counting, Merging *merging) {
  g_autofree guint32 *of_id = g_new0(guint32, ty_lexicon_n_words(counting->lexicon));
  g_autoptr(GHashTable) of_text = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *vocabulary = counting->words->vocabulary;

  for (;;) {
    Merging *first = NULL;
    const TyTallyWord *word = NULL;
    for (guint t = 0; t < counting->n_threads; t++) {
      const TyTallyWord *other = next_word(&merging[t]);
      if (other && (!word || other->first < word->first)) {
        word = other;
        first = &merging[t];
      }
    }
    if (!first)
      return;
    char *text = (char *) first->tally->texts->data + word->text;
    guint32 number = word->id != TY_NO_WORD ? of_id[word->id]
                                            : GPOINTER_TO_UINT(g_hash_table_lookup(of_text, text));
    if (number == 0) {
      g_ptr_array_add(vocabulary, text);
      number = vocabulary->len;
      if (word->id != TY_NO_WORD)
        of_id[word->id] = number;
      else
        g_hash_table_insert(of_text, text, GUINT_TO_POINTER(number));
    }
    first->number[first->next++] = number - 1;
  }
}

/* The words of the only thread that has any: their order is that of all. */
static void take_words(TyCounting *counting) {
  for (guint t = 0; t < counting->n_threads; t++) {
    TyTally *tally = counting->tallies[t];
    for (guint w = 0; tally && w < tally->words->len; w++)
      g_ptr_array_add(counting->words->vocabulary,
                      tally->texts->data + g_array_index(tally->words, TyTallyWord, w).text);
  }
}

static void renumber(gsize task, G_GNUC_UNUSED guint thread, gpointer data) {
  const Renumbering *renumbering = data;
  guint32 *word = (guint32 *) (void *) renumbering->words->word->data;
  const Stretch *stretch = &renumbering->stretches[task];
  const guint32 *number = renumbering->merging[stretch->thread].number;

  for (gsize i = task > 0 ? stretch[-1].end : 0; i < stretch->end; i++)
    word[i] = number[word[i]];
}

static void put_in_order(TyCounting *counting) {
  g_autofree Merging *merging = g_new0(Merging, counting->n_threads);
  Renumbering renumbering = {counting->words, merging,
                             (const Stretch *) (void *) counting->stretches->data};
  guint busy = 0;

  for (guint t = 0; t < counting->n_threads; t++) {
    TyTally *tally = merging[t].tally = counting->tallies[t];
    busy += tally && tally->words->len > 0;
    if (tally)
      merging[t].number = g_new(guint32, MAX(tally->words->len, 1));
  }
  if (busy > 1) {
    merge_words(counting, merging);
    ty_parallel_for(counting->n_threads, counting->stretches->len, renumber, &renumbering);
  } else {
    take_words(counting);
  }
  for (guint t = 0; t < counting->n_threads; t++)
    g_free(merging[t].number);
}

static void spell(TyWords *words, TySpellingFunc spelling, gconstpointer data) {
  for (guint w = 0; w < words->vocabulary->len; w++) {
    const char *written = spelling(words->vocabulary->pdata[w], data);
    if (!written || written == words->vocabulary->pdata[w])
      continue;
    words->vocabulary->pdata[w] = g_strdup(written);
    g_ptr_array_add(words->texts, words->vocabulary->pdata[w]);
  }
}

TyWords *ty_counting_finish(TyCounting *counting, TySpellingFunc spelling, gconstpointer data) {
  if (counting->documents->len > 0)
    count_batch(counting);
  put_in_order(counting);
  TyWords *words = g_steal_pointer(&counting->words);
  for (guint t = 0; t < counting->n_threads; t++)
    if (counting->tallies[t])
      g_ptr_array_add(words->texts,
                      g_byte_array_free(g_steal_pointer(&counting->tallies[t]->texts), FALSE));
  if (spelling)
    spell(words, spelling, data);
  ty_counting_free(counting);
  return words;
}
