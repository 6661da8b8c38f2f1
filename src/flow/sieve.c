/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sieve.h"

#include "text/fold.h"

#include <string.h>

static void put(TyCharacterSet *set, guint32 cp) {
  if (cp < 65536)
    set->bits[cp / 64] |= G_GUINT64_CONSTANT(1) << cp % 64;
}

/* Whether a character of the source is one character when normalised, whatever stands around. */
static gboolean is_plain(guint32 cp) {
  return cp < 65536 && (cp < 0xd800 || cp >= 0xe000) &&
         !(ty_class_table[cp] & (TY_CLASS_COMPLEX | TY_CLASS_GLUE));
}

/* From normalised characters to those of sources. */
static void complete(TyCharacterSet *set) {
  TyCharacterSet normal = *set;

  for (guint32 cp = 0; cp < 65536; cp++) {
    guint32 folded = ty_fold_table[cp];
    if (G_LIKELY(folded == cp && !(ty_class_table[cp] & (TY_CLASS_COMPLEX | TY_CLASS_GLUE))))
      continue;
    guint64 bit = G_GUINT64_CONSTANT(1) << cp % 64;
    if (!is_plain(cp) || normal.bits[folded / 64] >> folded % 64 & 1)
      set->bits[cp / 64] |= bit;
    else
      set->bits[cp / 64] &= ~bit;
  }
  memset(&set->bits[0xd800 / 64], 0xff, (0xe000 - 0xd800) / 8);
}

/* Furniture ----------------------------------------------------------------------------------- */

/* A prefix of a phrase. */
typedef struct {
  guint32 parent, cp, depth;
} Node;

typedef struct {
  TySieve *sieve;
  const TyLexicon *lexicon;
  GArray *nodes; /* of Node: the prefixes of phrases */
} Compiling;

/* An entry, and the words that it may begin with. */
static void add_furniture(const char *entry, gpointer data) {
  Compiling *compiling = data;
  TySieve *sieve = compiling->sieve;
  glong n;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(entry, -1, &n);

  if (n == 0 || strlen(entry) > TY_FURNITURE_BYTES)
    return;
  *ty_trie_value(sieve->furniture, cp, (gsize) n) = 1;
  put(&sieve->furniture_start, cp[0]);
  for (glong i = 1; i < n; i++)
    put(&sieve->furniture_inside, cp[i]);
  for (const char *end = entry; *end;) {
    end = g_utf8_next_char(end);
    guint32 id = ty_lexicon_word(compiling->lexicon, entry, (gsize) (end - entry));
    if (id == TY_NO_WORD)
      continue;
    g_array_append_val(sieve->furniture_ids, id);
    if (*end == '\0')
      g_array_append_val(sieve->furniture_words, id);
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

static void add_phrase(const char *phrase, double points, gpointer data) {
  Compiling *compiling = data;
  TySieve *sieve = compiling->sieve;
  GArray *nodes = compiling->nodes;
  glong n;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(phrase, -1, &n);
  TySieveMark mark = {0, points};

  if (n > 0) {
    *ty_trie_value(sieve->phrases, cp, (gsize) n) = 1;
    put(&sieve->phrase_start, cp[0]);
    if (n > 1)
      put(&sieve->phrase_second, cp[1]);
    else /* whatever comes next */
      memset(&sieve->phrase_second, 0xff, sizeof sieve->phrase_second);
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

/* The characters of sources that may stand second: white space is passed over, and marks may change
 * what is neither Han nor punctuation. */
static void complete_second(TyCharacterSet *set) {
  complete(set);
  for (guint32 cp = 0; cp < 65536; cp++) {
    guint class = ty_class_table[cp] & TY_CLASS_MASK;
    if ((class != TY_CLASS_HAN && class != TY_CLASS_PUNCTUATION && class != TY_CLASS_BRACKET) ||
        cp == '<' || cp == '=' || cp == '>')
      put(set, cp);
  }
}

/* Goes on to the next character that a phrase may begin with or that needs a closer look. */
static const guchar *skip(const TySieve *sieve, const guchar *p, const guchar *end) {
  const guchar *start = p;
  const guint64 *bits = sieve->phrase_start.bits;

  guint32 bytes, cp;

  while (end - p >= 6) { /* of the character at p: its 64 neighbours, and which of them it is */
    guint64 row;
    gsize length = 3;
    memcpy(&bytes, p, 4);
    if (G_LIKELY((bytes & 0xc0c0f0) == 0x8080e0)) {
      row = bits[(bytes & 0xf) << 6 | (bytes >> 8 & 0x3f)] >> (bytes >> 16 & 63);
    } else if (bytes & 0x80) {
      break;
    } else {
      row = bits[bytes >> 6 & 1] >> (bytes & 63);
      length = 1;
    }
    if (G_UNLIKELY(row & 1) && (ty_sieve_may_be(&sieve->phrase_second, (const char *) p + length) ||
                                (ty_utf8_decode(p, end, &cp), !is_plain(cp))))
      break;
    p += length;
  }
  if (p < end && p > start && ty_utf8_decode(p, end, &cp) && ty_class_of(cp) & TY_CLASS_GLUE)
    do /* it belongs to the character before it */
      p--;
    while ((*p & 0xc0) == 0x80);
  return p;
}

static double points_of(const TySieve *sieve, const TySieveScratch *scratch) {
  double points = 0;

  if (scratch->text != scratch->last)
    return sieve->least_points;
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
        scratch->seen[found] = scratch->last = scratch->text;
    }
  }
  return points_of(sieve, scratch) >= TY_ADVERTISING_POINTS;
}

/* Both ---------------------------------------------------------------------------------------- */

static void add_stopword(const char *word, gpointer data) {
  Compiling *compiling = data;
  guint32 id = ty_lexicon_word(compiling->lexicon, word, strlen(word));

  if (id != TY_NO_WORD)
    g_array_append_val(compiling->sieve->stop_ids, id);
}

TySieve *ty_sieve_new(const TyNoise *noise, const TyLexicon *lexicon) {
  TySieve *sieve = g_new0(TySieve, 1);
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(Node));
  Compiling compiling = {sieve, lexicon, nodes};

  sieve->noise = noise;
  sieve->stop_ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  sieve->furniture_ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  sieve->furniture_words = g_array_new(FALSE, FALSE, sizeof(guint32));
  sieve->marks = g_array_new(FALSE, FALSE, sizeof(TySieveMark));
  sieve->furniture = ty_trie_new();
  sieve->phrases = ty_trie_new();
  ty_noise_each_stopword(noise, add_stopword, &compiling);
  ty_noise_each_furniture(noise, add_furniture, &compiling);
  ty_noise_each_phrase(noise, add_phrase, &compiling);
  link_suffixes(sieve, nodes);
  for (guint m = 0; m < sieve->marks->len; m++) {
    const TySieveMark *mark = &g_array_index(sieve->marks, TySieveMark, m);
    sieve->least_points += mark->node == 0 ? mark->points : 0;
  }
  complete(&sieve->furniture_start);
  complete(&sieve->furniture_inside);
  complete(&sieve->phrase_start);
  complete_second(&sieve->phrase_second);
  return sieve;
}

void ty_sieve_free(TySieve *sieve) {
  if (!sieve)
    return;
  g_array_unref(sieve->stop_ids);
  g_array_unref(sieve->furniture_ids);
  g_array_unref(sieve->furniture_words);
  g_array_unref(sieve->marks);
  ty_trie_free(sieve->furniture);
  ty_trie_free(sieve->phrases);
  g_free(sieve->suffix);
  g_free(sieve->whole);
  g_free(sieve->is_phrase);
  g_free(sieve);
}
