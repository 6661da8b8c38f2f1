/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sieve.h"

#include "text/fold.h"

#include <string.h>

static gboolean has(const TyCharacterSet *set, guint32 cp) {
  return set->bits[cp / 64] >> cp % 64 & 1;
}

/* Whether a character of the source is one character when normalised, whatever stands around. */
static gboolean is_plain(guint32 cp) {
  return cp < 65536 && (cp < 0xd800 || cp >= 0xe000) &&
         !(ty_class_table[cp] & (TY_CLASS_COMPLEX | TY_CLASS_GLUE));
}

/* `starts` holds the first characters, normalised. */
static void fill_set(TyCharacterSet *set, GHashTable *starts) {
  for (guint32 cp = 0; cp < 65536; cp++)
    if (!is_plain(cp) || g_hash_table_contains(starts, GUINT_TO_POINTER((guint) ty_fold_table[cp])))
      set->bits[cp / 64] |= G_GUINT64_CONSTANT(1) << cp % 64;
}

/* Furniture ----------------------------------------------------------------------------------- */

/* The words that begin an entry, and the entry itself. */
static void add_furniture(const char *entry, gpointer data) {
  TySieve *sieve = ((gpointer *) data)[0];
  const TyLexicon *lexicon = ((gpointer *) data)[1];
  GHashTable *starts = ((gpointer *) data)[2];
  glong n;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(entry, -1, &n);

  if (n == 0 || strlen(entry) > TY_FURNITURE_BYTES)
    return;
  *ty_trie_value(sieve->furniture, cp, (gsize) n) = 1;
  g_hash_table_add(starts, GUINT_TO_POINTER(cp[0]));
  guint class = ty_class_of(cp[0]) & TY_CLASS_MASK;
  sieve->furniture_signs |= class != TY_CLASS_HAN && class != TY_CLASS_LETTER &&
                            class != TY_CLASS_KANA && class != TY_CLASS_DIGIT;
  for (const char *end = entry; *end;) {
    end = g_utf8_next_char(end);
    guint32 id = ty_lexicon_word(lexicon, entry, (gsize) (end - entry));
    if (id != TY_NO_WORD)
      g_array_append_val(sieve->furniture_ids, id);
  }
}

gboolean ty_sieve_begins_furniture(const TySieve *sieve, const char *text, gsize length) {
  const guchar *p = (const guchar *) text, *end = p + length;
  guint32 prefix = 0, cp, value;

  while (p < end) {
    p += ty_utf8_decode(p, end, &cp);
    if (!(prefix = ty_trie_step(sieve->furniture, prefix, cp, &value)))
      return FALSE;
  }
  return TRUE;
}

gboolean ty_sieve_may_begin(const TySieve *sieve, const char *text, const TyBareToken *token) {
  guint32 cp;

  ty_utf8_decode((const guchar *) text + token->start, (const guchar *) text + token->end, &cp);
  return cp > 65535 || has(&sieve->furniture_start, cp);
}

gsize ty_sieve_furniture(const TySieve *sieve, const char *text, const TyBareToken *tokens,
                         gsize n) {
  guint32 prefix = 0, value = 0;
  gsize longest = 0;

  for (gsize i = 0; i < MIN(n, TY_FURNITURE_TOKENS); i++) {
    const guchar *p = (const guchar *) text + tokens[i].start,
                 *end = (const guchar *) text + tokens[i].end;
    if (tokens[i].type == TY_TOKEN_SPACE && i > 0)
      continue;
    while (p < end) {
      TyCluster cluster;
      p += ty_cluster_read(p, end, &cluster);
      for (guint k = 0; k < cluster.n; k++)
        if (!(prefix = ty_trie_step(sieve->furniture, prefix, cluster.cp[k], &value)))
          return longest;
    }
    if (value)
      longest = i + 1;
  }
  return longest;
}

/* Advertisements ------------------------------------------------------------------------------ */

typedef struct {
  guint32 parent, cp, depth;
} Node;

static void add_phrase(const char *phrase, double points, gpointer data) {
  TySieve *sieve = ((gpointer *) data)[0];
  GHashTable *starts = ((gpointer *) data)[2];
  GArray *nodes = ((gpointer *) data)[3];
  glong n;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(phrase, -1, &n);
  TySieveMark mark = {0, points};

  if (n > 0) {
    *ty_trie_value(sieve->phrases, cp, (gsize) n) = 1;
    g_hash_table_add(starts, GUINT_TO_POINTER(cp[0]));
  }
  for (glong i = 0; i < n; i++) { /* prefixes are numbered as they come */
    guint32 parent = mark.node, value;
    mark.node = ty_trie_step(sieve->phrases, parent, cp[i], &value);
    if (mark.node > nodes->len)
      g_array_append_vals(nodes, &(Node){parent, cp[i], (guint32) i + 1}, 1);
  }
  g_array_append_val(sieve->marks, mark);
}

/* From a prefix, or the longest suffix of it that goes on so, by one character. */
static guint32 follow(const TySieve *sieve, guint32 prefix, guint32 cp) {
  guint32 value, next;

  while (!(next = ty_trie_step(sieve->phrases, prefix, cp, &value)) && prefix)
    prefix = sieve->suffix[prefix];
  return next;
}

/* Shorter prefixes first: a suffix is shorter than what it is a suffix of. */
static void link_suffixes(TySieve *sieve, const GArray *nodes) {
  guint deepest = 0;

  sieve->n_nodes = nodes->len + 1;
  sieve->suffix = g_new0(guint32, sieve->n_nodes);
  sieve->whole = g_new0(guint32, sieve->n_nodes);
  sieve->is_phrase = g_new0(guint8, sieve->n_nodes);
  for (guint m = 0; m < sieve->marks->len; m++)
    sieve->is_phrase[g_array_index(sieve->marks, TySieveMark, m).node] = TRUE;
  sieve->is_phrase[0] = FALSE;
  for (guint i = 0; i < nodes->len; i++)
    deepest = MAX(deepest, g_array_index(nodes, Node, i).depth);
  for (guint depth = 2; depth <= deepest; depth++)
    for (guint i = 0; i < nodes->len; i++) {
      const Node *node = &g_array_index(nodes, Node, i);
      if (node->depth != depth)
        continue;
      guint32 suffix = follow(sieve, sieve->suffix[node->parent], node->cp);
      sieve->suffix[i + 1] = suffix;
      sieve->whole[i + 1] = sieve->is_phrase[suffix] ? suffix : sieve->whole[suffix];
    }
}

/* One character of a source that could be more than one when normalised, or begins a phrase. */
static inline gboolean begins_pair(const TySieve *sieve, const guchar *p, const guchar *end) {
  guint32 cp[2];
  guint first = ty_utf8_decode(p, end, &cp[0]);

  if (!is_plain(cp[0]) || p + first == end)
    return TRUE;
  ty_utf8_decode(p + first, end, &cp[1]);
  if (!is_plain(cp[1]) || (ty_class_table[cp[1]] & TY_CLASS_MASK) != TY_CLASS_HAN)
    return TRUE;
  cp[0] = ty_fold_table[cp[0]];
  cp[1] = ty_fold_table[cp[1]];
  return ty_trie_may_begin(sieve->phrases, cp, 2);
}

/* Goes on to the next character that a phrase may begin with or that needs a closer look. */
static const guchar *skip(const TySieve *sieve, const guchar *p, const guchar *end) {
  const guchar *start = p;

  while (p < end) {
    guint32 cp = *p;
    gsize bytes = 1;
    if (cp >= 0x80) {
      if (end - p < 3 || (p[0] & 0xf0) != 0xe0 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
        break;
      cp = (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
      bytes = 3;
      if (cp < 0x800)
        break;
    }
    if (G_UNLIKELY(has(&sieve->phrase_start, cp)) && begins_pair(sieve, p, end))
      break;
    p += bytes;
  }
  guint32 cp;
  if (p < end && p > start && ty_utf8_decode(p, end, &cp) && ty_class_of(cp) & TY_CLASS_GLUE)
    do /* it belongs to the character before it */
      p--;
    while ((*p & 0xc0) == 0x80);
  return p;
}

static double points_of(const TySieve *sieve, const TySieveScratch *scratch) {
  double points = 0;

  for (guint m = 0; m < sieve->marks->len; m++) {
    const TySieveMark *mark = &g_array_index(sieve->marks, TySieveMark, m);
    if (mark->node == 0 || scratch->seen[mark->node] == scratch->text)
      points += mark->points;
  }
  return points;
}

gboolean ty_sieve_advertises(const TySieve *sieve, TySieveScratch *scratch, const char *text,
                             gsize length) {
  const guchar *p = (const guchar *) text, *end = p + length;
  guint32 prefix = 0;

  scratch->text++;
  while (p < end) {
    TyCluster cluster;
    if (prefix == 0 && (p = skip(sieve, p, end)) == end)
      break;
    p += ty_cluster_read(p, end, &cluster);
    for (guint i = 0; i < cluster.n; i++) {
      if (cluster.cp[i] < 0x80 && g_ascii_isspace((char) cluster.cp[i]))
        continue;
      prefix = follow(sieve, prefix, cluster.cp[i]);
      for (guint32 found = sieve->is_phrase[prefix] ? prefix : sieve->whole[prefix]; found;
           found = sieve->whole[found])
        scratch->seen[found] = scratch->text;
    }
  }
  return points_of(sieve, scratch) >= TY_ADVERTISING_POINTS;
}

/* Both ---------------------------------------------------------------------------------------- */

static void add_stopword(const char *word, gpointer data) {
  TySieve *sieve = ((gpointer *) data)[0];
  guint32 id = ty_lexicon_word(((gpointer *) data)[1], word, strlen(word));

  if (id != TY_NO_WORD)
    g_array_append_val(sieve->stop_ids, id);
}

TySieve *ty_sieve_new(const TyNoise *noise, const TyLexicon *lexicon) {
  TySieve *sieve = g_new0(TySieve, 1);
  g_autoptr(GHashTable) furniture_starts = g_hash_table_new(NULL, NULL),
                        phrase_starts = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(Node));
  gpointer furniture[] = {sieve, (gpointer) lexicon, furniture_starts},
           phrases[] = {sieve, NULL, phrase_starts, nodes};

  sieve->noise = noise;
  sieve->stop_ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  sieve->furniture_ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  sieve->marks = g_array_new(FALSE, FALSE, sizeof(TySieveMark));
  sieve->furniture = ty_trie_new();
  sieve->phrases = ty_trie_new();
  ty_noise_each_stopword(noise, add_stopword, furniture);
  ty_noise_each_furniture(noise, add_furniture, furniture);
  ty_noise_each_phrase(noise, add_phrase, phrases);
  link_suffixes(sieve, nodes);
  fill_set(&sieve->furniture_start, furniture_starts);
  fill_set(&sieve->phrase_start, phrase_starts);
  return sieve;
}

void ty_sieve_free(TySieve *sieve) {
  if (!sieve)
    return;
  g_array_unref(sieve->stop_ids);
  g_array_unref(sieve->furniture_ids);
  g_array_unref(sieve->marks);
  ty_trie_free(sieve->furniture);
  ty_trie_free(sieve->phrases);
  g_free(sieve->suffix);
  g_free(sieve->whole);
  g_free(sieve->is_phrase);
  g_free(sieve);
}
