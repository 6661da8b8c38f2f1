/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"
#include "text/trie.h"

#include <string.h>
#include <tuyou/text.h>

/* One entity that a name may stand for. */
typedef struct {
  gint64 id;
  GPtrArray *context; /* normalised words */
} Reading;

struct TyGazetteer {
  TyTrie *names;       /* value: index into readings + 1 */
  GPtrArray *readings; /* GArray of Reading, one a name */
};

static void reading_clear(gpointer data) { g_ptr_array_unref(((Reading *) data)->context); }
static void readings_free(gpointer data) { g_array_unref(data); }

TyGazetteer *ty_gazetteer_new(void) {
  TyGazetteer *gazetteer = g_new0(TyGazetteer, 1);

  gazetteer->names = ty_trie_new();
  gazetteer->readings = g_ptr_array_new_with_free_func(readings_free);
  return gazetteer;
}

void ty_gazetteer_free(TyGazetteer *gazetteer) {
  if (!gazetteer)
    return;
  ty_trie_free(gazetteer->names);
  g_ptr_array_unref(gazetteer->readings);
  g_free(gazetteer);
}

static void add_context(Reading *reading, const char *context) {
  g_auto(GStrv) words = g_strsplit(context ? context : "", "|", -1);

  for (char **word = words; *word; word++) {
    TyNormalised normal = ty_normalise(g_strstrip(*word), strlen(*word));
    gboolean known = normal.length == 0;
    for (guint i = 0; i < reading->context->len && !known; i++)
      known = g_str_equal(g_ptr_array_index(reading->context, i), normal.text);
    if (!known)
      g_ptr_array_add(reading->context, g_steal_pointer(&normal.text));
    ty_normalised_clear(&normal);
  }
}

void ty_gazetteer_add(TyGazetteer *gazetteer, const char *name, gint64 id, const char *context) {
  g_autofree char *copy = g_strstrip(g_strdup(name));
  TyNormalised normal = ty_normalise(copy, strlen(copy));
  glong n = 0;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(normal.text, (glong) normal.length, &n);

  ty_normalised_clear(&normal);
  if (n == 0)
    return;
  guint32 *value = ty_trie_value(gazetteer->names, cp, (gsize) n);
  if (*value == 0) {
    GArray *readings = g_array_new(FALSE, FALSE, sizeof(Reading));
    g_array_set_clear_func(readings, reading_clear);
    g_ptr_array_add(gazetteer->readings, readings);
    *value = gazetteer->readings->len;
  }
  GArray *readings = g_ptr_array_index(gazetteer->readings, *value - 1);
  Reading *reading = NULL;
  for (guint i = 0; i < readings->len && !reading; i++)
    if (g_array_index(readings, Reading, i).id == id)
      reading = &g_array_index(readings, Reading, i);
  if (!reading) {
    g_array_append_vals(readings, &(Reading){id, g_ptr_array_new_with_free_func(g_free)}, 1);
    reading = &g_array_index(readings, Reading, readings->len - 1);
  }
  add_context(reading, context);
}

/* The longest name that begins with token `at` and ends with a token.
 * @return how many tokens it has, 0 when there is none; `*value` is set */
static gsize longest_name(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n, gsize at,
                          guint32 *value) {
  guint32 prefix = 0, found = 0;
  gsize longest = 0;

  for (gsize i = at; i < n; i++) {
    const guchar *p = (const guchar *) tokens[i].text, *end = p + tokens[i].length;
    while (p < end) {
      guint32 cp;
      p += ty_utf8_decode(p, end, &cp);
      prefix = ty_trie_step(gazetteer->names, prefix, cp, &found);
      if (prefix == 0)
        return longest;
    }
    if (found) {
      longest = i - at + 1;
      *value = found;
    }
  }
  return longest;
}

static GString *join(const TyToken *tokens, gsize n) {
  GString *text = g_string_new(NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_len(text, tokens[i].text, tokens[i].length);
  return text;
}

/* The reading whose context the text has most of; NULL on a tie. */
static const Reading *choose(const GArray *readings, const GString *text, double *confidence) {
  const Reading *best = NULL;
  guint most = 0, second = 0;

  for (guint i = 0; i < readings->len; i++) {
    const Reading *reading = &g_array_index(readings, Reading, i);
    guint score = 0;
    for (guint w = 0; w < reading->context->len; w++) {
      const char *word = g_ptr_array_index(reading->context, w);
      score += memmem(text->str, text->len, word, strlen(word)) != NULL;
    }
    if (score > most) {
      second = most;
      most = score;
      best = reading;
    } else {
      second = MAX(second, score);
    }
  }
  *confidence = (most + 1.0) / (most + second + 2.0);
  return most > second ? best : NULL;
}

void ty_gazetteer_find(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                       TyMentionFunc func, gpointer data) {
  GString *text = NULL; /* only where a name is ambiguous */

  for (gsize at = 0; at < n_tokens;) {
    guint32 value = 0;
    gsize length = longest_name(gazetteer, tokens, n_tokens, at, &value);
    if (length == 0) {
      at++;
      continue;
    }
    const GArray *readings = g_ptr_array_index(gazetteer->readings, value - 1);
    const Reading *reading = &g_array_index(readings, Reading, 0);
    double confidence = 1;
    if (readings->len > 1) {
      text = text ? text : join(tokens, n_tokens);
      reading = choose(readings, text, &confidence);
    }
    if (reading) {
      TyMention mention = {reading->id, tokens[at].start, tokens[at + length - 1].end, confidence};
      func(&mention, data);
    }
    at += length;
  }
  if (text)
    g_string_free(text, TRUE);
}
