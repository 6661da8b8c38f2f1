/* SPDX-License-Identifier: Apache-2.0 */
#include "text/opinion-match.h"

#include <math.h>

/* How near words must stand, in words. */
#define NEGATION_REACH 4
#define DEGREE_REACH 2
#define WITH_REACH 6
#define LACK_REACH 2

/* What shifts an opinion; chosen by reason, not fitted to any corpus. */
#define PRAISE_NEGATED (-.9)
#define COMPLAINT_NEGATED (-.5)
#define STRONG_NEGATED .7 /* 不很好 */
#define NEGATED_TWICE .8
#define LACKING (-1.2)
#define STRONGEST 4.0
#define FAINTEST .2

struct TyOpinionFinder {
  const TyOpinionLexicon *lexicon;
  TySegmenter *segmenter;
  TyOpinionSentence sentence;
  GArray *found;    /* of TyOpinion */
  GArray *used;     /* of gboolean: items of the sentence that belong to an opinion */
  guint8 *hopeless; /* and this: see TyOpinionReader */
  guint64 *inner;
};

static guint64 *inner_of(const TyTrie *trie) {
  guint64 *inner = g_new0(guint64, trie->n_edges / 64 + 1);

  for (gsize i = 0; i < trie->n_slots; i++)
    if (trie->edges[i].key != 0) {
      guint64 prefix = (trie->edges[i].key - 1) >> 21;
      inner[prefix / 64] |= (guint64) 1 << prefix % 64;
    }
  return inner;
}

TyOpinionFinder *ty_opinion_finder_new(const TyOpinionLexicon *opinions, const TyLexicon *lexicon) {
  TyOpinionFinder *finder = g_new0(TyOpinionFinder, 1);

  finder->lexicon = opinions;
  finder->segmenter = ty_segmenter_new(lexicon);
  finder->inner = inner_of(opinions->trie);
  finder->hopeless = g_new0(guint8, ty_lexicon_n_words(lexicon));
  finder->sentence.items = g_array_new(FALSE, FALSE, sizeof(TyOpinionItem));
  finder->found = g_array_new(FALSE, FALSE, sizeof(TyOpinion));
  finder->used = g_array_new(FALSE, TRUE, sizeof(gboolean));
  return finder;
}

void ty_opinion_finder_free(TyOpinionFinder *finder) {
  if (!finder)
    return;
  ty_segmenter_free(finder->segmenter);
  g_array_unref(finder->sentence.items);
  g_array_unref(finder->found);
  g_array_unref(finder->used);
  g_free(finder->hopeless);
  g_free(finder->inner);
  g_free(finder);
}

static const TyOpinionItem *item_at(const TyOpinionFinder *finder, guint i) {
  return &g_array_index(finder->sentence.items, TyOpinionItem, i);
}

static gboolean says(const TyOpinionItem *item, guint32 role) {
  return (item->word->roles & role) != 0;
}

/* Words between two items, the first before the second; a clause's end is far. */
static guint32 gap(const TyOpinionItem *a, const TyOpinionItem *b) {
  if (a->clause != b->clause)
    return G_MAXUINT32;
  return b->first > a->last ? b->first - a->last - 1 : 0;
}

static const TyOpinionClass *class_at(const TyOpinionFinder *finder, const TyOpinionItem *item) {
  return ty_opinion_class(finder->lexicon, item->word->target);
}

/* What it is about -------------------------------------------------------------------------------
 */

/* The word's opinion of the target's class; 0: none. */
static double with(const TyOpinionFinder *finder, const TyOpinionItem *item,
                   const TyOpinionItem *target) {
  for (gint32 w = item->word->with; w >= 0;) {
    const TyOpinionWith *one = &g_array_index(finder->lexicon->with, TyOpinionWith, w);
    if (one->of == target->word->target)
      return one->polarity;
    w = one->next;
  }
  return 0;
}

/* The nearest target that the word says something of by being beside it; −1: none. */
static int find_with(const TyOpinionFinder *finder, guint i, double *polarity) {
  const TyOpinionItem *item = item_at(finder, i);
  guint n = finder->sentence.items->len;
  gboolean own_target = FALSE;

  if (item->word->with < 0)
    return -1;
  if (item->attributive && i + 1 < n && item_at(finder, i + 1)->word->target >= 0 &&
      gap(item, item_at(finder, i + 1)) <= 1 &&
      (*polarity = with(finder, item, item_at(finder, i + 1))) != 0)
    return (int) i + 1;
  for (guint j = i; j-- > 0;) {
    const TyOpinionItem *target = item_at(finder, j);
    if (item->first > target->last + WITH_REACH || target->clause + 1 < item->clause)
      break;
    if (target->word->target < 0 || says(target, TY_SAYS_NEUTRAL))
      continue;
    if (target->clause < item->clause && own_target)
      break;
    own_target = TRUE;
    if ((*polarity = with(finder, item, target)) != 0)
      return (int) j;
  }
  return -1;
}

/* The target of a word that says nothing of what it is about; −1: none. */
static int find_target(const TyOpinionFinder *finder, guint i) {
  const TyOpinionItem *item = item_at(finder, i);
  guint n = finder->sentence.items->len;
  int before = -1, earlier = -1;

  for (guint j = i + 1; item->attributive && j < n && j <= i + 3; j++) {
    const TyOpinionItem *next = item_at(finder, j);
    if (gap(item, next) > 3)
      break;
    if (next->word->target >= 0 && !class_at(finder, next)->bound)
      return (int) j;
  }
  for (guint j = i; j-- > 0 && before < 0;) {
    const TyOpinionItem *target = item_at(finder, j);
    if (target->word->target < 0 || class_at(finder, target)->bound)
      continue;
    if (target->clause == item->clause)
      before = (int) j;
    else if (earlier < 0)
      earlier = (int) j;
  }
  if (before >= 0)
    return before;
  for (guint j = i + 1; j < n; j++) {
    const TyOpinionItem *target = item_at(finder, j);
    if (gap(item, target) > 4)
      break;
    if (target->word->target >= 0 && !class_at(finder, target)->bound)
      return (int) j;
  }
  return earlier;
}

/* Sets aspect and target. `beside`: from find_with. */
static void set_aspect(const TyOpinionFinder *finder, guint i, int beside, TyOpinion *opinion) {
  const TyOpinionWord *word = item_at(finder, i)->word;
  int target = beside >= 0 ? beside : find_target(finder, i);

  opinion->aspect = -1;
  if (beside < 0 && word->about >= 0) {
    const TyOpinionClass *about = ty_opinion_class(finder->lexicon, word->about);
    const TyOpinionItem *named = target >= 0 ? item_at(finder, (guint) target) : NULL;
    opinion->aspect = about->aspect;
    if (named && class_at(finder, named)->aspect != about->aspect &&
        (!about->soft || named->clause != item_at(finder, i)->clause ||
         class_at(finder, named)->aspect < 0))
      target = -1;
  }
  if (target >= 0) {
    const TyOpinionItem *named = item_at(finder, (guint) target);
    opinion->aspect = class_at(finder, named)->aspect;
    opinion->target_start = named->start;
    opinion->target_end = named->end;
  }
}

/* What shifts it ---------------------------------------------------------------------------------
 */

/* Whether the item is an opinion where it stands; a word of degree or a negator with an opinion
 * right after it is none. */
static double polarity_of(const TyOpinionFinder *finder, guint i, int *beside) {
  const TyOpinionItem *item = item_at(finder, i);
  guint n = finder->sentence.items->len;
  double polarity = 0;

  *beside = -1;
  if (says(item, TY_SAYS_NEUTRAL) || (says(item, TY_SAYS_FINAL) && !item->final &&
                                      !(item->attributive && item->word->polarity < 0)))
    return 0;
  *beside = find_with(finder, i, &polarity);
  if (polarity == 0)
    polarity = item->word->polarity;
  if (polarity == 0 || (item->word->degree == 0 && !says(item, TY_SAYS_NOT)))
    return polarity;
  if (i + 1 < n) {
    const TyOpinionItem *next = item_at(finder, i + 1);
    double unused;
    guint reach = says(item, TY_SAYS_NOT) ? LACK_REACH : 0;
    if (gap(item, next) <= reach && !says(next, TY_SAYS_NEUTRAL) &&
        (next->word->polarity != 0 || find_with(finder, i + 1, &unused) >= 0 ||
         (next->word->degree > 0 && gap(item, next) == 0)))
      return 0;
  }
  return polarity;
}

/* Multiplies in the degrees and negators around item i; moves start and end over them. */
static double shift(TyOpinionFinder *finder, guint i, double polarity, TyOpinion *opinion) {
  const TyOpinionItem *anchor = item_at(finder, i);
  double inner = 1, outer = 1;
  guint negators = 0, n = finder->sentence.items->len;

  for (guint j = i; j-- > 0;) {
    const TyOpinionItem *item = item_at(finder, j);
    gboolean *used = &g_array_index(finder->used, gboolean, j);
    if (item->clause != anchor->clause || *used)
      break;
    if (says(item, TY_SAYS_NOT) && gap(item, anchor) <= NEGATION_REACH) {
      negators++;
    } else if (item->word->degree > 0 && !says(item, TY_SAYS_AFTER) &&
               gap(item, anchor) <= DEGREE_REACH) {
      *(negators ? &outer : &inner) *= item->word->degree;
    } else {
      if (says(item, TY_SAYS_NEUTRAL) || gap(item, anchor) > NEGATION_REACH)
        break;
      continue;
    }
    *used = TRUE;
    anchor = item;
    if (negators > 0 || item->word->degree != 1) /* 觉得, 还是 and the like are passed over */
      opinion->start = item->start;
  }
  if (i + 1 < n) {
    const TyOpinionItem *after = item_at(finder, i + 1);
    if (says(after, TY_SAYS_AFTER) && gap(item_at(finder, i), after) == 0) {
      inner *= after->word->degree;
      opinion->end = after->end;
    }
  }
  if (negators == 0)
    return polarity * inner;
  if (negators % 2 == 0)
    return polarity * NEGATED_TWICE * outer;
  double turned = polarity * (polarity > 0 ? PRAISE_NEGATED : COMPLAINT_NEGATED) * outer;
  return inner > 1.1 ? turned * STRONG_NEGATED : turned;
}

/* What holds of an opinion's clause and sentence. */
typedef struct {
  gboolean wished, wished_before, granted, asked, ironic, after_but, before_but, excepted, summary;
} Setting;

static Setting setting_of(const TyOpinionFinder *finder, guint i) {
  const TyOpinionItem *opinion = item_at(finder, i);
  Setting setting = {.asked = finder->sentence.question};

  for (guint j = 0; j < finder->sentence.items->len; j++) {
    const TyOpinionItem *item = item_at(finder, j);
    gboolean here = item->clause == opinion->clause, before = j < i;
    setting.wished |= here && before && says(item, TY_SAYS_IF);
    setting.wished_before |= before && !here && says(item, TY_SAYS_IF);
    setting.granted |= here && before && says(item, TY_SAYS_ALTHOUGH);
    setting.asked |= here && says(item, TY_SAYS_ASK);
    setting.ironic |= here && before && says(item, TY_SAYS_IRONY);
    setting.after_but |= before && says(item, TY_SAYS_BUT);
    setting.excepted |= before && says(item, TY_SAYS_EXCEPT);
    setting.before_but |= !before && item->clause > opinion->clause && says(item, TY_SAYS_BUT);
    setting.summary |= before && says(item, TY_SAYS_OVERALL);
  }
  return setting;
}

static double settle(const TyOpinionFinder *finder, guint i, double strength, double *weight) {
  Setting setting = setting_of(finder, i);

  if (strength > 0 && (item_at(finder, i)->quoted || setting.ironic))
    strength *= -.5;
  if (setting.wished)
    strength *= strength > 0 ? 0 : .4;
  else if (setting.wished_before)
    strength *= .7;
  if (setting.asked)
    strength *= strength > 0 ? .1 : .6;
  if (setting.granted)
    strength *= .6;
  *weight = (setting.after_but ? 1.25 : 1) * (setting.before_but ? .7 : 1) *
            (setting.excepted ? .6 : 1) * (setting.summary ? 1.6 : 1);
  return CLAMP(strength, -STRONGEST, STRONGEST);
}

/* Sentences --------------------------------------------------------------------------------------
 */

static void keep(TyOpinionFinder *finder, guint i, TyOpinion *opinion, double strength) {
  opinion->strength = settle(finder, i, strength, &opinion->weight);
  if (fabs(opinion->strength) >= FAINTEST)
    g_array_append_val(finder->found, *opinion);
}

/* 没有停车场, 停车场都没有: a lack of what is wanted, when nothing else is said of it. */
static gboolean take_lack(TyOpinionFinder *finder, guint i) {
  const TyOpinionItem *lack = item_at(finder, i);
  guint n = finder->sentence.items->len;

  if (!says(lack, TY_SAYS_LACK))
    return FALSE;
  const TyOpinionItem *next = i + 1 < n ? item_at(finder, i + 1) : NULL;
  const TyOpinionItem *last = i > 0 ? item_at(finder, i - 1) : NULL;
  const TyOpinionItem *thing = NULL;
  if (next && gap(lack, next) <= LACK_REACH && next->word->target >= 0 && next->word->polarity == 0)
    thing = next;
  else if (last && (!next || next->clause != lack->clause) && gap(last, lack) <= 1 &&
           last->word->target >= 0 && last->word->polarity == 0)
    thing = last;
  if (!thing || !class_at(finder, thing)->wanted)
    return FALSE;
  const TyOpinionItem *after = thing == next && i + 2 < n ? item_at(finder, i + 2) : NULL;
  if (after && gap(next, after) == 0 && after->word->polarity != 0)
    return FALSE;
  g_array_index(finder->used, gboolean, i) = TRUE;
  TyOpinion opinion = {.start = MIN(lack->start, thing->start),
                       .end = MAX(lack->end, thing->end),
                       .sentence_start = finder->sentence.start,
                       .sentence_end = finder->sentence.end,
                       .target_start = thing->start,
                       .target_end = thing->end,
                       .aspect = class_at(finder, thing)->aspect};
  keep(finder, i, &opinion, LACKING);
  return TRUE;
}

static void take_sentence(TyOpinionFinder *finder) {
  guint n = finder->sentence.items->len;

  g_array_set_size(finder->used, 0);
  g_array_set_size(finder->used, n);
  for (guint i = 0; i < n; i++) {
    const TyOpinionItem *item = item_at(finder, i);
    int beside;
    if (take_lack(finder, i))
      continue;
    double polarity = polarity_of(finder, i, &beside);
    if (polarity == 0)
      continue;
    TyOpinion opinion = {.start = item->start,
                         .end = item->end,
                         .sentence_start = finder->sentence.start,
                         .sentence_end = finder->sentence.end};
    set_aspect(finder, i, beside, &opinion);
    double strength = shift(finder, i, polarity, &opinion);
    g_array_index(finder->used, gboolean, i) = TRUE;
    keep(finder, i, &opinion, strength);
  }
}

static int by_start(gconstpointer a, gconstpointer b) {
  const TyOpinion *left = a, *right = b;
  return left->start != right->start ? (left->start > right->start) - (left->start < right->start)
                                     : (left->end > right->end) - (left->end < right->end);
}

const TyOpinion *ty_opinions(TyOpinionFinder *finder, const char *text, gsize length, gsize *n) {
  gsize n_tokens;
  const TyToken *tokens =
      ty_segmenter_tokens(finder->segmenter, text, length, TY_SEGMENT_PRECISE, &n_tokens);
  TyOpinionReader reader = {finder->lexicon, tokens,           n_tokens,     0,
                            FALSE,           finder->hopeless, finder->inner};

  g_array_set_size(finder->found, 0);
  while (ty_opinion_next_sentence(&reader, &finder->sentence))
    if (finder->sentence.items->len > 0)
      take_sentence(finder);
  for (guint i = 1; i < finder->found->len; i++) /* spans grow to the left: seldom out of order */
    if (by_start(&g_array_index(finder->found, TyOpinion, i - 1),
                 &g_array_index(finder->found, TyOpinion, i)) > 0) {
      g_array_sort(finder->found, by_start);
      break;
    }
  *n = finder->found->len;
  return (const TyOpinion *) (gconstpointer) finder->found->data;
}

double ty_opinion_score(const TyOpinion *opinions, gsize n) {
  double sum = 0, all = 1;

  for (gsize i = 0; i < n; i++) {
    sum += opinions[i].weight * opinions[i].strength;
    all += fabs(opinions[i].weight * opinions[i].strength);
  }
  return sum / all;
}
