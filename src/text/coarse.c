/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

/* The normalised piece, when it is short; "" otherwise. */
static void short_text(const TySegmenter *s, const TyPiece *piece, char out[32]) {
  const guchar *p = s->text + s->offset[piece->at], *end = s->text + s->offset[piece->end];
  gsize n = 0;

  if (end - p <= 16)
    while (p < end && n < 24) {
      TyCluster cluster;
      p += ty_cluster_read(p, end, &cluster);
      n += ty_utf8_encode(cluster.cp[0], out + n);
    }
  out[n] = '\0';
}

static gboolean is_one_of(const char *word, const char *const *list, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (strcmp(word, list[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean is_day_word(const char *word) {
  static const char *const words[] = {"农历", "阴历", "阳历", "公历", "公元", "公元前",
                                      "上午", "下午", "晚上", "早上", "凌晨", "中午",
                                      "清晨", "傍晚", "早晨", "夜里", "深夜", "每年"};
  return is_one_of(word, words, G_N_ELEMENTS(words));
}

static gboolean is_currency(const char *word) {
  static const char *const words[] = {"元",   "块",   "角",   "万元", "亿元", "美元", "欧元",
                                      "日元", "港元", "块钱", "元钱", "英镑", "港币", "人民币",
                                      "毛",   "毛钱", "分钱", "美金", "万块", "多块", "多元",
                                      "余元", "元整", "台币", "韩元"};
  return is_one_of(word, words, G_N_ELEMENTS(words));
}

/* Months of the lunar year that are words. */
static gboolean is_lunar_month(const char *word) {
  static const char *const words[] = {"正月", "冬月", "腊月", "正月初", "腊月初", "冬月初"};
  return is_one_of(word, words, G_N_ELEMENTS(words));
}

/* Units that stand behind a number without being a word: 10万㎡. */
static gboolean is_letter_unit(const char *word) {
  static const char *const words[] = {"m2", "km2", "m3", "km", "m", "cm",
                                      "mm", "kg",  "g",  "h",  "ml"};
  return is_one_of(word, words, G_N_ELEMENTS(words));
}

static gboolean is_of_time(const TyPiece *piece) {
  return piece->type == TY_TOKEN_DATE || piece->type == TY_TOKEN_TIME;
}

/* What two neighbours make together: a type; TY_TOKEN_SPACE when they stay apart. */
static TyTokenType together(const TySegmenter *s, const TyPiece *piece, const TyPiece *next) {
  char word[32], other[32];

  if (is_of_time(piece) && is_of_time(next))
    return piece->type == TY_TOKEN_DATE ? TY_TOKEN_DATE : (TyTokenType) next->type;
  short_text(s, piece, word);
  short_text(s, next, other);
  if (piece->type == TY_TOKEN_WORD && is_of_time(next) && is_day_word(word))
    return (TyTokenType) next->type;
  if (piece->type == TY_TOKEN_DATE && next->type == TY_TOKEN_WORD && is_day_word(other))
    return TY_TOKEN_DATE;
  if (piece->type == TY_TOKEN_DATE && g_str_has_suffix(word, "月") &&
      (next->type == TY_TOKEN_NUMBER || g_str_has_prefix(other, "初")) && strlen(other) <= 9)
    return TY_TOKEN_DATE;
  if (piece->type == TY_TOKEN_WORD && is_lunar_month(word) &&
      (next->type == TY_TOKEN_NUMBER || g_str_has_prefix(other, "初")) && strlen(other) <= 9)
    return TY_TOKEN_DATE;
  if (piece->type == TY_TOKEN_MONEY && g_str_has_suffix(word, "块") &&
      next->type == TY_TOKEN_NUMBER && strlen(other) <= 3) /* 15块5 */
    return TY_TOKEN_MONEY;
  if (piece->type == TY_TOKEN_NUMBER && next->type == TY_TOKEN_LATIN && is_letter_unit(other))
    return TY_TOKEN_MEASURE;
  if (piece->type == TY_TOKEN_NUMBER && next->type == TY_TOKEN_WORD &&
      !g_str_has_prefix(word, "第")) {
    if (is_currency(other))
      return TY_TOKEN_MONEY;
    if (next->tag[0] == 'q' || strcmp(other, "岁") == 0 || strcmp(other, "年") == 0)
      return TY_TOKEN_MEASURE;
  }
  return TY_TOKEN_SPACE;
}

void ty_join_coarse(TySegmenter *s, TyPiece *piece) {
  while (piece->end < s->n) {
    TyPiece next = {.at = piece->end, .run = piece->run};
    ty_next_piece(s, &next);
    TyTokenType type = together(s, piece, &next);
    if (type == TY_TOKEN_SPACE)
      return;
    piece->end = next.end;
    piece->type = (guint8) type;
    piece->tag = type == TY_TOKEN_MONEY ? "m" : type == TY_TOKEN_MEASURE ? "mq" : "t";
  }
}
