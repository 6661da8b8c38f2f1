/* SPDX-License-Identifier: Apache-2.0 */
#include "text/wordlist.h"

#include "base/file.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

static TyListWord *word_new(const guint32 *cp, guint n, double frequency, const char *tag) {
  TyListWord *word = g_new0(TyListWord, 1);

  word->cp = g_memdup2(cp, n * sizeof *cp);
  word->n = n;
  word->frequency = frequency;
  g_strlcpy(word->tag_name, tag, sizeof word->tag_name);
  return word;
}

static void word_free(gpointer data) {
  TyListWord *word = data;
  g_free(word->cp);
  g_free(word->code);
  g_free(word);
}

void ty_word_list_free(TyWordList *list) {
  if (!list)
    return;
  g_ptr_array_unref(list->words);
  g_free(list->codes);
  g_free(list);
}

static guint word_hash(gconstpointer key) {
  const TyListWord *word = key;
  guint hash = 2166136261u;

  for (guint i = 0; i < word->n; i++)
    hash = (hash ^ word->cp[i]) * 16777619u ^ hash >> 15;
  return hash;
}

static gboolean word_equal(gconstpointer a, gconstpointer b) {
  const TyListWord *x = a, *y = b;
  return x->n == y->n && memcmp(x->cp, y->cp, x->n * sizeof *x->cp) == 0;
}

const gunichar2 ty_numerals[] =
    u"〇○零一二三四五六七八九十百千万亿两几廿卅壹贰叁肆伍陆柒捌玖拾佰仟";

static gboolean is_numeral(guint32 cp) {
  for (gsize i = 0; ty_numerals[i]; i++)
    if (ty_numerals[i] == cp)
      return TRUE;
  return FALSE;
}

const gunichar2 ty_number_units[] = u"年月日时点分之份代度级号半";

static guint leading_numerals(const TyListWord *word) {
  guint n = 0;
  while (n < word->n && is_numeral(word->cp[n]))
    n++;
  return n;
}

/* Whether a word is a number: 三百, 第三, 三分之一. */
static gboolean is_number(const TyListWord *word) {
  static const guint32 of[] = {0x5206, 0x4e4b}; /* 分之 */
  guint from = word->cp[0] == 0x7b2c /* 第 */ && word->n > 1 ? 1 : 0;
  TyListWord rest = {.cp = word->cp + from, .n = word->n - from};
  guint n = leading_numerals(&rest);

  if (n > 0 && from == 0 && n + 2 < rest.n && memcmp(rest.cp + n, of, sizeof of) == 0) {
    rest = (TyListWord){.cp = rest.cp + n + 2, .n = rest.n - n - 2};
    n = leading_numerals(&rest);
  }
  return n == rest.n && (word->n == 1 || word->tag_name[0] == 'm');
}

/* Takes a word over into the table: within a list, forms that normalise to one word add up; a later
 * list replaces. */
static void take_word(GHashTable *table, TyListWord *word) {
  TyListWord *old = g_hash_table_lookup(table, word);

  if (old && old->list == word->list) {
    if (word->frequency > old->frequency)
      memcpy(old->tag_name, word->tag_name, sizeof old->tag_name);
    old->frequency += word->frequency;
    word_free(word);
  } else if (old) {
    old->frequency = word->frequency;
    old->list = word->list;
    if (*word->tag_name)
      memcpy(old->tag_name, word->tag_name, sizeof old->tag_name);
    word_free(word);
  } else {
    g_hash_table_add(table, word);
  }
}

static gboolean read_list(GHashTable *table, const char *path, gsize list, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return FALSE;
  const char *text = g_mapped_file_get_contents(file);
  text = text ? text : ""; /* an empty file */
  const char *end = text + g_mapped_file_get_length(file);

  if (end - text >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  for (gsize line = 1; text < end; line++) {
    const char *stop = memchr(text, '\n', (gsize) (end - text));
    TyListEntry entry;
    const char *reason;
    stop = stop ? stop : end;
    if (!ty_list_parse(text, (gsize) (stop - text), &entry, &reason)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found '%.*s', %s", path, line,
                  (int) MIN(stop - text, 60), text, reason);
      return FALSE;
    }
    g_autoptr(GArray) cp = ty_word_characters(entry.word, entry.length);
    text = stop + 1;
    if (cp->len == 0)
      continue;
    if (cp->len > TY_WORD_MAX) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:%zu: found a word of %u characters, expected at most %d", path, line, cp->len,
                  TY_WORD_MAX);
      return FALSE;
    }
    TyListWord *word =
        word_new((const guint32 *) (void *) cp->data, cp->len, entry.frequency, entry.tag);
    word->list = list;
    take_word(table, word);
  }
  return TRUE;
}

static void take_character(GHashTable *table, guint32 cp, const char *tag) {
  TyListWord key = {.cp = &cp, .n = 1};

  if (!g_hash_table_contains(table, &key))
    g_hash_table_add(table, word_new(&cp, 1, 1, tag));
}

/* Every numeral and unit is a word, whether a list has it or not. */
static void take_numerals(GHashTable *table) {
  for (gsize i = 0; ty_numerals[i]; i++)
    take_character(table, ty_fold_table[ty_numerals[i]], "m");
  for (gsize i = 0; ty_number_units[i]; i++)
    take_character(table, ty_number_units[i], "q");
}

/* Punctuation that stands in words (AT&T) is a word too: its code is its own now. */
static void take_punctuation(GHashTable *table) {
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    const TyListWord *word = key;
    for (guint i = 0; i < word->n; i++) {
      guint class = ty_class_of(word->cp[i]) & TY_CLASS_MASK;
      if (class == TY_CLASS_PUNCTUATION || class == TY_CLASS_BRACKET || class == TY_CLASS_SPACE)
        g_ptr_array_add(found, GUINT_TO_POINTER(word->cp[i]));
    }
  }
  for (guint i = 0; i < found->len; i++)
    take_character(table, GPOINTER_TO_UINT(g_ptr_array_index(found, i)), "w");
}

static gboolean holds(const gunichar2 *set, guint32 cp) {
  while (*set && *set != cp)
    set++;
  return *set != 0;
}

/* Whether the segmenter makes the word from its parts: a number and the unit that it counts
 * (三条, 第一次, 五年). It has the whole number before its eyes, the list only some. What is more
 * than a count stays: 一个 where it is an article, 一些, 一起; round numbers without a digit
 * (百年). */
static gboolean is_counted(GHashTable *table, const TyListWord *word) {
  static const gunichar2 round_numbers[] = u"百千万亿", after_one[] = u"个些点下起半会面旁道块时";
  static const gunichar2 units[] = u"位名条件项只张把本支次种块座家间所部台辆架艘双对套副份批群堆层"
                                   u"幅届篇首册集句段株棵颗粒枚朵片根束滴杯碗瓶盒箱袋盘顿场阵趟遍声"
                                   u"口门岁天年步章节";
  guint from = word->cp[0] == 0x7b2c /* 第 */ ? 1 : 0;
  TyListWord rest = {.cp = word->cp + from, .n = word->n - from};
  guint n = leading_numerals(&rest);

  if (n == 0 || n == rest.n || !strchr("mt", word->tag_name[0]) || !word->tag_name[0])
    return FALSE;
  if (from == 0 && n == 1 &&
      (holds(round_numbers, rest.cp[0]) ||
       (rest.cp[0] == 0x4e00 /* 一 */ && holds(after_one, rest.cp[1]))))
    return FALSE;
  rest = (TyListWord){.cp = rest.cp + n, .n = rest.n - n};
  const TyListWord *unit = g_hash_table_lookup(table, &rest);
  return (rest.n == 1 && holds(units, rest.cp[0])) ||
         (unit && (unit->tag_name[0] == 'q' || (unit->n == 1 && unit->tag_name[0] == 'm')));
}

static guint cost_of(double frequency, double total) {
  return (guint) MIN(lround(log(total / frequency) * TY_COST_UNIT), TY_COST_NONE / TY_WORD_MAX);
}

/* Frequencies of words that were given none: as high as needed to stand against their parts. */
static void weigh(GHashTable *table, GPtrArray *words, TyWordList *list) {
  for (guint w = 0; w < words->len; w++)
    list->total += ((TyListWord *) g_ptr_array_index(words, w))->frequency;
  list->total = MAX(list->total, 1);
  list->unknown_cost = MAX(cost_of(1, list->total), 1);

  for (guint w = 0; w < words->len; w++) {
    TyListWord *word = g_ptr_array_index(words, w);
    if (word->frequency > 0) {
      word->cost = MAX(cost_of(word->frequency, list->total), 1);
      continue;
    }
    guint best[TY_WORD_MAX + 1] = {0};
    for (guint i = word->n; i-- > 0;) {
      best[i] = list->unknown_cost + best[i + 1];
      for (guint n = 1; i + n <= word->n; n++) {
        TyListWord part = {.cp = word->cp + i, .n = n};
        const TyListWord *found = g_hash_table_lookup(table, &part);
        if (found && found->frequency > 0)
          best[i] = MIN(best[i], cost_of(found->frequency, list->total) + best[i + n]);
      }
    }
    word->cost = CLAMP(best[0], 2, list->unknown_cost + 1) - 1;
  }
}

typedef struct {
  guint32 cp;
  double weight;
} CharacterWeight;

static gint by_weight(gconstpointer a, gconstpointer b) {
  const CharacterWeight *x = a, *y = b;
  return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1)
                                : (x->cp > y->cp) - (x->cp < y->cp);
}

/* Codes for the characters of words, the frequent ones first; then of all others by class. */
static gboolean give_codes(TyWordList *list, GHashTable *code_of, GError **error) {
  g_autoptr(GArray) weights = g_array_new(FALSE, FALSE, sizeof(CharacterWeight));

  for (guint w = 0; w < list->words->len; w++) {
    const TyListWord *word = g_ptr_array_index(list->words, w);
    for (guint i = 0; i < word->n; i++) {
      gpointer key = GUINT_TO_POINTER(word->cp[i]), at = g_hash_table_lookup(code_of, key);
      if (!at) {
        CharacterWeight weight = {word->cp[i], 0};
        g_array_append_val(weights, weight);
        g_hash_table_insert(code_of, key, at = GUINT_TO_POINTER(weights->len));
      }
      g_array_index(weights, CharacterWeight, GPOINTER_TO_UINT(at) - 1).weight +=
          MAX(word->frequency, 1);
    }
  }
  g_array_sort(weights, by_weight);
  list->n_codes = weights->len + TY_CODE_FIRST;
  if (list->n_codes >= TY_CHECK_NONE) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %u different characters in the words, expected fewer than %d", weights->len,
                TY_CHECK_NONE - TY_CODE_FIRST);
    return FALSE;
  }
  for (guint i = 0; i < weights->len; i++)
    g_hash_table_insert(code_of, GUINT_TO_POINTER(g_array_index(weights, CharacterWeight, i).cp),
                        GUINT_TO_POINTER(i + TY_CODE_FIRST));

  list->codes = g_new0(guint16, 65536);
  for (guint32 c = 0; c < 65536; c++) {
    guint class = ty_class_table[c] & TY_CLASS_MASK;
    gpointer code = g_hash_table_lookup(code_of, GUINT_TO_POINTER((guint) ty_fold_table[c]));
    list->codes[c] = class == TY_CLASS_PUNCTUATION ? TY_CODE_PUNCTUATION
                     : class == TY_CLASS_BRACKET   ? TY_CODE_BRACKET
                     : class == TY_CLASS_SPACE     ? TY_CODE_SPACE
                                                   : TY_CODE_UNKNOWN;
    if (ty_class_table[c] & (TY_CLASS_COMPLEX | TY_CLASS_GLUE))
      list->codes[c] = TY_CODE_SPECIAL;
    else if (code)
      list->codes[c] = (guint16) GPOINTER_TO_UINT(code);
    if (class > TY_CLASS_SPACE || c < 0x800 || ty_fold_table[c] == '@' || ty_fold_table[c] == '#')
      list->codes[c] |= TY_CODE_SPECIAL;
  }
  return TRUE;
}

/* Tags by first appearance in the sorted words, after those with a meaning. */
static gboolean give_tags(TyWordList *list, GError **error) {
  static const char *const fixed[] = {"x", "m", "m", "w", "w", "x"};
  guint n = TY_TAG_FIRST;

  for (guint i = 0; i < TY_TAG_FIRST; i++)
    g_strlcpy(list->tags[i], fixed[i], sizeof(TyTagName));
  for (guint w = 0; w < list->words->len; w++) {
    TyListWord *word = g_ptr_array_index(list->words, w);
    guint class = ty_class_of(word->cp[0]) & TY_CLASS_MASK, tag = TY_TAG_FIRST;
    if (!*word->tag_name)
      g_strlcpy(word->tag_name, "nz", sizeof word->tag_name);
    while (tag < n && strcmp(list->tags[tag], word->tag_name) != 0)
      tag++;
    if (tag == TY_N_TAGS) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "found more than %d different tags, '%s' among them", TY_N_TAGS - TY_TAG_FIRST,
                  word->tag_name);
      return FALSE;
    }
    if (tag == n)
      memcpy(list->tags[n++], word->tag_name, sizeof(TyTagName));
    if (word->n == 1 && class >= TY_CLASS_PUNCTUATION && class <= TY_CLASS_SPACE)
      tag = class == TY_CLASS_PUNCTUATION ? TY_TAG_PUNCTUATION
            : class == TY_CLASS_BRACKET   ? TY_TAG_BRACKET
                                          : TY_TAG_SPACE;
    else if (word->n == 1 && word->cp[0] == 0x7b2c)
      tag = TY_TAG_ORDINAL;
    else if (is_number(word))
      tag = TY_TAG_NUMERAL;
    word->tag = tag;
  }
  return TRUE;
}

static gint by_code(gconstpointer a, gconstpointer b) {
  const TyListWord *x = *(TyListWord *const *) a, *y = *(TyListWord *const *) b;

  for (guint i = 0; i < x->n && i < y->n; i++)
    if (x->code[i] != y->code[i])
      return x->code[i] < y->code[i] ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

static gint by_characters(gconstpointer a, gconstpointer b) {
  const TyListWord *x = *(TyListWord *const *) a, *y = *(TyListWord *const *) b;

  for (guint i = 0; i < x->n && i < y->n; i++)
    if (x->cp[i] != y->cp[i])
      return x->cp[i] < y->cp[i] ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

TyWordList *ty_word_list_read(const char *const *lists, gsize n_lists, GError **error) {
  g_autoptr(TyWordList) list = g_new0(TyWordList, 1);
  g_autoptr(GHashTable) table = g_hash_table_new(word_hash, word_equal);
  g_autoptr(GHashTable) code_of = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) left_out = g_ptr_array_new_with_free_func(word_free);
  gboolean done = TRUE;

  list->words = g_ptr_array_new_with_free_func(word_free);
  for (gsize i = 0; i < n_lists && done; i++)
    done = read_list(table, lists[i], i, error);

  take_numerals(table);
  take_punctuation(table);
  GHashTableIter iter;
  gpointer word;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, &word, NULL))
    g_ptr_array_add(is_counted(table, word) ? left_out : list->words, word);
  if (!done)
    return NULL;
  g_ptr_array_sort(list->words, by_characters);
  weigh(table, list->words, list);
  if (!give_codes(list, code_of, error))
    return NULL;
  for (guint w = 0; w < list->words->len; w++) {
    TyListWord *known = g_ptr_array_index(list->words, w);
    known->code = g_new(guint16, known->n);
    for (guint i = 0; i < known->n; i++)
      known->code[i] =
          (guint16) GPOINTER_TO_UINT(g_hash_table_lookup(code_of, GUINT_TO_POINTER(known->cp[i])));
  }
  if (!give_tags(list, error))
    return NULL;
  g_ptr_array_sort(list->words, by_code);
  return g_steal_pointer(&list);
}
