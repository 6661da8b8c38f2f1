/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/posting.h"

#include "atlas/varint.h"
#include "base/random.h"

#include <string.h>

enum { FEWEST_SLOTS = 512, MOST_KEPT_BYTES = 1 << 20, MOST_KEPT_ITEMS = 1 << 17 };

TyPostings *ty_postings_new(void) {
  TyPostings *postings = g_new0(TyPostings, 1);

  postings->documents = g_array_new(FALSE, FALSE, sizeof(TyPostedDocument));
  postings->postings = g_array_new(FALSE, FALSE, sizeof(TyPosting));
  postings->words = g_byte_array_new();
  postings->lists = g_byte_array_new();
  postings->n_slots = FEWEST_SLOTS;
  postings->slots = g_new0(TyPostedSlot, postings->n_slots);
  postings->number = 1;
  return postings;
}

void ty_postings_free(TyPostings *postings) {
  g_array_unref(postings->documents);
  g_array_unref(postings->postings);
  g_byte_array_unref(postings->words);
  g_byte_array_unref(postings->lists);
  g_free(postings->tokens);
  g_free(postings->chains);
  g_free(postings->slots);
  g_free(postings);
}

/* `array` with room for one item more than `n`. */
static gpointer room_for(gpointer array, gsize n, gsize *room, gsize size) {
  if (n < *room)
    return array;
  *room = MAX(*room * 2, 64);
  return g_realloc_n(array, *room, size);
}

/* Words -----------------------------------------------------------------------------------------
 */

static guint32 hash_word(const char *word, gsize length) {
  guint64 hash = length, chunk = 0;

  for (; length >= sizeof chunk; word += sizeof chunk, length -= sizeof chunk) {
    memcpy(&chunk, word, sizeof chunk);
    hash = ty_mix64(hash ^ chunk);
  }
  chunk = 0;
  for (gsize i = 0; i < length; i++)
    chunk = chunk << 8 | (guint8) word[i];
  return (guint32) ty_mix64(hash ^ chunk);
}

static void fill_slot(TyPostings *postings, guint32 posting) {
  gsize slot = g_array_index(postings->postings, TyPosting, posting).hash & (postings->n_slots - 1);

  while (postings->slots[slot].document == postings->number)
    slot = (slot + 1) & (postings->n_slots - 1);
  postings->slots[slot] = (TyPostedSlot){postings->number, posting};
}

static void set_slots(TyPostings *postings, gsize n_slots) {
  g_free(postings->slots);
  postings->n_slots = n_slots;
  postings->slots = g_new0(TyPostedSlot, n_slots);
  postings->number = 1;
  for (gsize i = postings->document.from; i < postings->postings->len; i++)
    fill_slot(postings, (guint32) i);
}

static gboolean is_word(const TyPostings *postings, const TyPosting *posting, guint32 hash,
                        const char *word, gsize length) {
  return posting->hash == hash && posting->word_length == length &&
         memcmp(postings->words->data + posting->word, word, length) == 0;
}

/* The posting of a word in the document at hand; a new one is empty. */
static guint32 find_posting(TyPostings *postings, const char *word, gsize length) {
  guint32 hash = hash_word(word, length);
  gsize mask = postings->n_slots - 1, slot = hash & mask;

  for (; postings->slots[slot].document == postings->number; slot = (slot + 1) & mask) {
    guint32 at = postings->slots[slot].posting;
    if (is_word(postings, &g_array_index(postings->postings, TyPosting, at), hash, word, length))
      return at;
  }
  guint32 at = postings->postings->len;
  gsize chain = at - postings->document.from;
  TyPosting posting = {hash, postings->words->len, (guint32) length, 0, 0};
  g_byte_array_append(postings->words, (const guint8 *) word, (guint) length);
  g_array_append_val(postings->postings, posting);
  postings->chains =
      room_for(postings->chains, chain, &postings->chain_room, sizeof *postings->chains);
  postings->chains[chain] = (TyPostedChain){0};
  postings->slots[slot] = (TyPostedSlot){postings->number, at};
  if ((at + 1 - postings->document.from) * 2 > postings->n_slots)
    set_slots(postings, postings->n_slots * 2);
  return at;
}

void ty_postings_begin_column(TyPostings *postings, TyIndexColumn column) {
  postings->column = column;
}

gboolean ty_postings_take(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data) {
  TyPostings *postings = data;
  guint32 *n_places = &postings->document.n_places[postings->column];
  (void) span;

  *n_places += !beside || *n_places == 0;
  gsize at = find_posting(postings, word, length) - postings->document.from;
  TyPostedChain *chain = &postings->chains[at];
  postings->tokens = room_for(postings->tokens, postings->n_tokens, &postings->token_room,
                              sizeof *postings->tokens);
  postings->tokens[postings->n_tokens++] =
      (TyPostedToken){0, *n_places - 1, (guint8) postings->column};
  guint32 token = (guint32) postings->n_tokens;
  *(chain->last ? &postings->tokens[chain->last - 1].next : &chain->first) = token;
  chain->last = token;
  return TRUE;
}

/* Lists -----------------------------------------------------------------------------------------
 */

/* A list of places: each as its distance from the one before, plus 2; before those of another
 * column a 1 and the column's number. @return its bytes */
static gsize put_places(const TyPostings *postings, const TyPostedChain *chain, guint8 *out) {
  guint32 before = 0;
  guint8 column = 0;
  gsize n = 0;

  for (guint32 at = chain->first; at;) {
    const TyPostedToken *token = &postings->tokens[at - 1];
    if (token->column != column) {
      column = token->column;
      out[n++] = 1;
      out[n++] = column;
      before = 0;
    }
    n += ty_put_varint(out + n, (guint64) (token->place - before) + 2);
    before = token->place;
    at = token->next;
  }
  return n;
}

/* Twice the list's size, as FTS5 keeps a mark in the lowest bit, and the list. */
static void put_list(const TyPostings *postings, TyPosting *posting, const TyPostedChain *chain,
                     gsize at) {
  guint8 *out = postings->lists->data + at, size[TY_VARINT_BYTES];
  gsize n = put_places(postings, chain, out + 1), n_size = ty_put_varint(size, n * 2);

  if (n_size > 1)
    memmove(out + n_size, out + 1, n);
  memcpy(out, size, n_size);
  posting->list = at;
  posting->list_length = n_size + n;
}

static void put_lists(TyPostings *postings) {
  enum { MOST_PLACE_BYTES = 5, MOST_LIST_BYTES = TY_VARINT_BYTES + 2 * TY_INDEX_COLUMNS };
  gsize n_postings = postings->document.to - postings->document.from, at = postings->lists->len;
  gsize room = postings->n_tokens * MOST_PLACE_BYTES + n_postings * MOST_LIST_BYTES;

  g_byte_array_set_size(postings->lists, (guint) (at + room));
  for (gsize i = 0; i < n_postings; i++) {
    TyPosting *posting = &g_array_index(postings->postings, TyPosting, postings->document.from + i);
    put_list(postings, posting, &postings->chains[i], at);
    at += posting->list_length;
  }
  g_byte_array_set_size(postings->lists, (guint) at);
}

static void begin_document(TyPostings *postings) {
  postings->document = (TyPostedDocument){.from = postings->postings->len};
  postings->n_tokens = 0;
  postings->column = TY_INDEX_TITLE;
  if (++postings->number == 0 || postings->n_slots > FEWEST_SLOTS)
    set_slots(postings, FEWEST_SLOTS);
}

gsize ty_postings_end(TyPostings *postings) {
  postings->document.to = postings->postings->len;
  put_lists(postings);
  g_array_append_val(postings->documents, postings->document);
  begin_document(postings);
  return postings->documents->len - 1;
}

static void give_back(GByteArray **bytes) {
  if ((*bytes)->len <= MOST_KEPT_BYTES)
    return;
  g_byte_array_unref(*bytes);
  *bytes = g_byte_array_new();
}

/* What long texts have taken is given back: there are many postings, and few long texts. */
static void shrink(TyPostings *postings) {
  give_back(&postings->words);
  give_back(&postings->lists);
  if (postings->postings->len > MOST_KEPT_ITEMS) {
    g_array_unref(postings->postings);
    postings->postings = g_array_new(FALSE, FALSE, sizeof(TyPosting));
  }
  if (postings->token_room > MOST_KEPT_ITEMS) {
    postings->token_room = 0;
    g_clear_pointer(&postings->tokens, g_free);
  }
  if (postings->chain_room > MOST_KEPT_ITEMS) {
    postings->chain_room = 0;
    g_clear_pointer(&postings->chains, g_free);
  }
}

void ty_postings_clear(TyPostings *postings) {
  shrink(postings);
  g_array_set_size(postings->documents, 0);
  g_array_set_size(postings->postings, 0);
  g_byte_array_set_size(postings->words, 0);
  g_byte_array_set_size(postings->lists, 0);
  begin_document(postings);
}
