/* SPDX-License-Identifier: Apache-2.0 */
/* What an ambiguous name stands for in one text: each reading gets the weights of the words that
 * speak for it, more for those in the same sentence, and of neighbours in a list of its kind. */
#include "text/gazetteer.h"

#include <string.h>

#define SAME_SENTENCE 2.0 /* against 1 elsewhere in the text */
#define SAME_KIND 2.0     /* of a neighbour in a list (…、…), which are of one kind */
#define NEVER_SAME 1e-9   /* scores nearer than this are equal */

typedef struct {
  guint32 cue;
  gsize first, end;
  gsize sentence; /* 0: stands about the text, not in it */
} Cue;

typedef struct {
  const TyGazetteer *gazetteer;
  GArray *cues;     /* of Cue, in order of cue, then sentence */
  gsize *sentences; /* by token, from 1 */
  gsize at, sentence;
} Context;

static gboolean is_one_of(const TyToken *token, const char *const *texts) {
  for (; *texts; texts++)
    if (strlen(*texts) == token->length && memcmp(*texts, token->text, token->length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean ends_sentence(const TyToken *token) {
  static const char *const ends[] = {"。", "!", "?", ";", "…", "\n", NULL};
  TyToken first = *token;

  if (token->length == 0 || (token->type != TY_TOKEN_PUNCTUATION && token->type != TY_TOKEN_SPACE))
    return FALSE;
  first.length = (guint32) MIN(token->length, (guchar) token->text[0] < 0x80 ? 1 : 3);
  return is_one_of(&first, ends);
}

static gboolean joins_list(const TyToken *token) {
  static const char *const joins[] = {"、", "和", "与", "及", "+", "/", "-", "—", "→", NULL};
  return is_one_of(token, joins);
}

static void note_cue(gsize end, guint32 value, gpointer data) {
  Context *context = data;
  Cue cue = {value, context->at, end, context->sentence};
  g_array_append_val(context->cues, cue);
}

static void note_cues(Context *context, const TyToken *tokens, gsize n, const gsize *sentences) {
  for (context->at = 0; context->at < n; context->at++) {
    context->sentence = sentences ? sentences[context->at] : 0;
    if (ty_may_match(context->gazetteer->cues, tokens, n, context->at))
      ty_match_tokens(context->gazetteer->cues, tokens, n, context->at, note_cue, context);
  }
}

static int compare_cues(gconstpointer a, gconstpointer b) {
  const Cue *one = a, *other = b;

  if (one->cue != other->cue)
    return one->cue < other->cue ? -1 : 1;
  return one->first < other->first ? -1 : one->first > other->first;
}

/* What the places of one cue are worth for a hit: nothing when it is the name itself. */
static double worth(const Context *context, guint from, guint to, const TyHit *hit,
                    gboolean is_near) {
  double most = 0;

  for (guint i = from; i < to; i++) {
    const Cue *cue = &g_array_index(context->cues, Cue, i);
    gboolean inside = cue->sentence > 0;
    if (inside && cue->first < hit->end && hit->first < cue->end) {
      if (cue->first == hit->first && cue->end == hit->end)
        return 0;
      continue;
    }
    gboolean same = inside && cue->sentence == context->sentences[hit->first];
    if (same || !is_near)
      most = MAX(most, same ? SAME_SENTENCE : 1);
  }
  return most;
}

static double score(const Context *context, const TyNamed *named, const TyHit *hit,
                    gboolean is_near) {
  double sum = 0;
  guint k = 0;

  for (guint i = 0; i < context->cues->len && k < named->context->len;) {
    guint32 cue = g_array_index(context->cues, Cue, i).cue;
    guint next = i;
    while (next < context->cues->len && g_array_index(context->cues, Cue, next).cue == cue)
      next++;
    while (k < named->context->len && g_array_index(named->context, TyCueWeight, k).cue < cue)
      k++;
    if (k < named->context->len && g_array_index(named->context, TyCueWeight, k).cue == cue)
      sum += g_array_index(named->context, TyCueWeight, k).weight *
             worth(context, i, next, hit, is_near);
    i = next;
  }
  return sum;
}

/* Whether the hit `other` stands beside `hit` in a list and can only be of that kind. */
static gboolean is_listed(const TyGazetteer *gazetteer, const TyToken *tokens, const TyHit *hit,
                          const TyHit *other, const char *kind) {
  gsize between = other->end < hit->first ? other->end : hit->end;
  gsize next = MAX(hit->first, other->first);

  if (next != between + 1 || !joins_list(&tokens[between]))
    return FALSE;
  for (guint i = 0; i < other->readings->len; i++) {
    const TyReading *reading = &g_array_index(other->readings, TyReading, i);
    const char *its = g_array_index(gazetteer->named, TyNamed, reading->named).kind;
    if (!its || !g_str_equal(its, kind))
      return FALSE;
  }
  return TRUE;
}

static void resolve(const Context *context, const TyToken *tokens, GArray *hits, guint at) {
  TyHit *hit = &g_array_index(hits, TyHit, at);
  double most = 0, second = 0;
  const TyReading *best = NULL;

  for (guint i = 0; i < hit->readings->len; i++) {
    const TyReading *reading = &g_array_index(hit->readings, TyReading, i);
    const TyNamed *named = &g_array_index(context->gazetteer->named, TyNamed, reading->named);
    double found = score(context, named, hit, reading->is_brief);
    if (named->kind && at > 0 && is_listed(context->gazetteer, tokens, hit, hit - 1, named->kind))
      found += SAME_KIND;
    if (named->kind && at + 1 < hits->len &&
        is_listed(context->gazetteer, tokens, hit, hit + 1, named->kind))
      found += SAME_KIND;
    if (found > most + NEVER_SAME) {
      second = most;
      most = found;
      best = reading;
    } else {
      second = MAX(second, found);
    }
  }
  hit->reading = most > second + NEVER_SAME ? best : NULL;
  hit->confidence = (most + 1) / (most + second + 2);
}

void ty_resolve_hits(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                     const TyToken *about, gsize n_about, GArray *hits) {
  g_autofree gsize *sentences = g_new(gsize, n_tokens);
  g_autoptr(GArray) cues = g_array_new(FALSE, FALSE, sizeof(Cue));
  Context context = {gazetteer, cues, sentences, 0, 0};
  gsize sentence = 1;

  for (gsize i = 0; i < n_tokens; i++) {
    sentences[i] = sentence;
    sentence += ends_sentence(&tokens[i]);
  }
  note_cues(&context, tokens, n_tokens, sentences);
  note_cues(&context, about, n_about, NULL);
  g_array_sort(cues, compare_cues);
  for (guint i = 0; i < hits->len; i++)
    if (!g_array_index(hits, TyHit, i).reading)
      resolve(&context, tokens, hits, i);
}
