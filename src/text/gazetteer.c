/* SPDX-License-Identifier: Apache-2.0 */
#include "text/gazetteer.h"

#include "text/fold.h"

#include <string.h>

enum { BRIEF = 2 };

static void named_clear(gpointer data) {
  TyNamed *named = data;
  g_free(named->kind);
  g_array_unref(named->context);
}

static void readings_free(gpointer data) { g_array_unref(data); }

TyGazetteer *ty_gazetteer_new(void) {
  TyGazetteer *gazetteer = g_new0(TyGazetteer, 1);

  gazetteer->names = ty_trie_new();
  gazetteer->readings = g_ptr_array_new_with_free_func(readings_free);
  gazetteer->cues = ty_trie_new();
  gazetteer->named = g_array_new(FALSE, FALSE, sizeof(TyNamed));
  g_array_set_clear_func(gazetteer->named, named_clear);
  gazetteer->by_id = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return gazetteer;
}

void ty_gazetteer_free(TyGazetteer *gazetteer) {
  if (!gazetteer)
    return;
  ty_trie_free(gazetteer->names);
  g_ptr_array_unref(gazetteer->readings);
  ty_trie_free(gazetteer->cues);
  g_array_unref(gazetteer->named);
  g_hash_table_unref(gazetteer->by_id);
  g_free(gazetteer);
}

/* Building ------------------------------------------------------------------------------------ */

static guint32 index_of(TyGazetteer *gazetteer, gint64 id) {
  guint known = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->by_id, &id));

  if (known)
    return known - 1;
  TyNamed named = {id, NULL, g_array_new(FALSE, FALSE, sizeof(TyCueWeight))};
  g_array_append_val(gazetteer->named, named);
  g_hash_table_insert(gazetteer->by_id, g_memdup2(&id, sizeof id),
                      GUINT_TO_POINTER(gazetteer->named->len));
  return gazetteer->named->len - 1;
}

/* The value of a word's normalised form without white space around it; NULL when that is empty.
 * @param n  its characters; may be NULL */
static guint32 *value_of(TyTrie *trie, const char *word, glong *n_characters) {
  g_autofree char *copy = g_strstrip(g_strdup(word));
  TyNormalised normal = ty_normalise(copy, strlen(copy));
  glong n = 0;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(normal.text, (glong) normal.length, &n);

  ty_normalised_clear(&normal);
  if (n_characters)
    *n_characters = n;
  return n > 0 ? ty_trie_value(trie, cp, (gsize) n) : NULL;
}

static void add_name(TyGazetteer *gazetteer, const char *name, gint64 id, gboolean is_short) {
  glong n = 0;
  guint32 *value = value_of(gazetteer->names, name, &n);
  TyReading reading = {index_of(gazetteer, id), is_short, is_short && n <= BRIEF};

  if (!value)
    return;
  if (*value == 0) {
    g_ptr_array_add(gazetteer->readings, g_array_new(FALSE, FALSE, sizeof(TyReading)));
    *value = gazetteer->readings->len;
  }
  GArray *readings = g_ptr_array_index(gazetteer->readings, *value - 1);
  for (guint i = 0; i < readings->len; i++) {
    TyReading *old = &g_array_index(readings, TyReading, i);
    if (old->named == reading.named) {
      old->is_short &= reading.is_short;
      old->is_brief &= reading.is_brief;
      return;
    }
  }
  g_array_append_val(readings, reading);
}

void ty_gazetteer_add(TyGazetteer *gazetteer, const char *name, gint64 id, const char *context) {
  g_auto(GStrv) words = g_strsplit(context ? context : "", "|", -1);

  add_name(gazetteer, name, id, FALSE);
  for (char **word = words; *word; word++)
    ty_gazetteer_add_context(gazetteer, id, *word, 1);
}

void ty_gazetteer_add_short(TyGazetteer *gazetteer, const char *name, gint64 id) {
  add_name(gazetteer, name, id, TRUE);
}

void ty_gazetteer_set_kind(TyGazetteer *gazetteer, gint64 id, const char *kind) {
  guint32 at = index_of(gazetteer, id); /* may move the array */
  TyNamed *named = &g_array_index(gazetteer->named, TyNamed, at);

  g_free(named->kind);
  named->kind = g_strdup(kind);
}

void ty_gazetteer_add_context(TyGazetteer *gazetteer, gint64 id, const char *word, double weight) {
  guint32 *cue = value_of(gazetteer->cues, word, NULL);
  guint at = 0;

  if (!cue || weight <= 0)
    return;
  if (*cue == 0)
    *cue = ++gazetteer->n_cues;
  guint32 named = index_of(gazetteer, id);
  GArray *context = g_array_index(gazetteer->named, TyNamed, named).context;
  while (at < context->len && g_array_index(context, TyCueWeight, at).cue < *cue)
    at++;
  TyCueWeight added = {*cue, weight};
  if (at == context->len || g_array_index(context, TyCueWeight, at).cue != *cue)
    g_array_insert_val(context, at, added);
  else
    g_array_index(context, TyCueWeight, at).weight =
        MAX(weight, g_array_index(context, TyCueWeight, at).weight);
}

void ty_gazetteer_clear_context(TyGazetteer *gazetteer) {
  for (guint i = 0; i < gazetteer->named->len; i++)
    g_array_set_size(g_array_index(gazetteer->named, TyNamed, i).context, 0);
}

gboolean ty_gazetteer_has_name(const TyGazetteer *gazetteer, const char *name) {
  TyNormalised normal = ty_normalise(name, strlen(name));
  const guchar *p = (const guchar *) normal.text, *end = p + normal.length;
  guint32 prefix = 0, value = 0, cp;

  while (p < end) {
    p += ty_utf8_decode(p, end, &cp);
    prefix = ty_trie_step(gazetteer->names, prefix, cp, &value);
    if (prefix == 0)
      break;
  }
  ty_normalised_clear(&normal);
  if (prefix == 0 || value == 0)
    return FALSE;
  const GArray *readings = g_ptr_array_index(gazetteer->readings, value - 1);
  for (guint i = 0; i < readings->len; i++)
    if (!g_array_index(readings, TyReading, i).is_short)
      return TRUE;
  return FALSE;
}

void ty_gazetteer_each_unsure(const TyGazetteer *gazetteer, TyUnsureFunc func, gpointer data) {
  g_autofree gboolean *unsure = g_new0(gboolean, gazetteer->named->len + 1);

  for (guint i = 0; i < gazetteer->readings->len; i++) {
    const GArray *readings = g_ptr_array_index(gazetteer->readings, i);
    for (guint r = 0; r < readings->len; r++) {
      const TyReading *reading = &g_array_index(readings, TyReading, r);
      unsure[reading->named] |= readings->len > 1 || reading->is_short;
    }
  }
  for (guint i = 0; i < gazetteer->named->len; i++)
    if (unsure[i])
      func(g_array_index(gazetteer->named, TyNamed, i).id, data);
}

/* Finding ------------------------------------------------------------------------------------- */

/* As ty_utf8_decode, quicker for Han; tokens are valid UTF-8. */
static inline const guchar *next_character(const guchar *p, const guchar *end, guint32 *cp) {
  if (G_LIKELY((p[0] & 0xf0) == 0xe0 && end - p >= 3)) {
    *cp = (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    return p + 3;
  }
  return p + ty_utf8_decode(p, end, cp);
}

/* Goes on from `prefix` by a token. @return the longer prefix, 0 when no word has it */
static inline guint32 step_token(const TyTrie *trie, guint32 prefix, const TyToken *token,
                                 guint32 *value) {
  const guchar *p = (const guchar *) token->text, *end = p + token->length;

  while (p < end) {
    guint32 cp;
    p = next_character(p, end, &cp);
    prefix = ty_trie_step(trie, prefix, cp, value);
    if (prefix == 0)
      return 0;
  }
  return prefix;
}

void ty_match_tokens(const TyTrie *trie, const TyToken *tokens, gsize n, gsize at, TyMatchFunc func,
                     gpointer data) {
  guint32 prefix = 0, value = 0;

  for (gsize i = at; i < n && (prefix = step_token(trie, prefix, &tokens[i], &value)) != 0; i++)
    if (value)
      func(i + 1, value, data);
}

gboolean ty_may_match(const TyTrie *trie, const TyToken *tokens, gsize n, gsize at) {
  const guchar *p = (const guchar *) tokens[at].text, *end = p + tokens[at].length;
  guint32 cp[2];

  if (p == end)
    return FALSE;
  p = next_character(p, end, &cp[0]);
  if (!ty_trie_has_first(trie, cp[0]))
    return FALSE;
  if (p == end && at + 1 < n) {
    p = (const guchar *) tokens[at + 1].text;
    end = p + tokens[at + 1].length;
  }
  if (p == end)
    return ty_trie_may_begin(trie, cp, 1);
  next_character(p, end, &cp[1]);
  return ty_trie_may_begin(trie, cp, 2);
}

/* The longest name that begins with token `at` and ends with a token.
 * @return where it ends, 0 when there is none; `*value` is set */
static inline gsize longest_name(const TyTrie *names, const TyToken *tokens, gsize n, gsize at,
                                 guint32 *value) {
  guint32 prefix = 0, found = 0;
  gsize end = 0;

  for (gsize i = at; i < n && (prefix = step_token(names, prefix, &tokens[i], &found)) != 0; i++)
    if (found) {
      end = i + 1;
      *value = found;
    }
  return end;
}

void ty_gazetteer_find_about(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                             const TyToken *about, gsize n_about, TyMentionFunc func,
                             gpointer data) {
  g_autoptr(GArray) hits = NULL;
  gboolean unsure = FALSE;

  for (gsize at = 0; at < n_tokens;) {
    guint32 value = 0;
    gsize end = 0;
    if (ty_may_match(gazetteer->names, tokens, n_tokens, at))
      end = longest_name(gazetteer->names, tokens, n_tokens, at, &value);
    if (end == 0) {
      at++;
      continue;
    }
    const GArray *readings = g_ptr_array_index(gazetteer->readings, value - 1);
    TyHit hit = {at, end, readings, &g_array_index(readings, TyReading, 0), 1};
    if (readings->len > 1 || hit.reading->is_short)
      hit.reading = NULL;
    unsure |= !hit.reading;
    hits = hits ? hits : g_array_new(FALSE, FALSE, sizeof(TyHit));
    g_array_append_val(hits, hit);
    at = end;
  }
  if (unsure)
    ty_resolve_hits(gazetteer, tokens, n_tokens, about, n_about, hits);
  for (guint i = 0; hits && i < hits->len; i++) {
    const TyHit *hit = &g_array_index(hits, TyHit, i);
    if (!hit->reading)
      continue;
    TyMention mention = {g_array_index(gazetteer->named, TyNamed, hit->reading->named).id,
                         tokens[hit->first].start, tokens[hit->end - 1].end, hit->confidence};
    func(&mention, data);
  }
}

void ty_gazetteer_find(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                       TyMentionFunc func, gpointer data) {
  ty_gazetteer_find_about(gazetteer, tokens, n_tokens, NULL, 0, func, data);
}
