/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/heading.h"

#include <string.h>

typedef struct {
  const char *p, *end;
} At;

static gunichar peek(const At *at) { return at->p < at->end ? g_utf8_get_char(at->p) : 0; }

static void pass_spaces(At *at) {
  for (gunichar c; (c = peek(at)) == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;)
    at->p = g_utf8_next_char(at->p);
}

static gboolean is_any(gunichar c, const char *set) { return c && g_utf8_strchr(set, -1, c); }

static gboolean pass_any(At *at, const char *set) {
  if (!is_any(peek(at), set))
    return FALSE;
  at->p = g_utf8_next_char(at->p);
  return TRUE;
}

static gboolean pass_word(At *at, const char *word) {
  gsize n = strlen(word);
  if ((gsize) (at->end - at->p) < n || memcmp(at->p, word, n) != 0)
    return FALSE;
  at->p += n;
  return TRUE;
}

static int pass_digits(At *at) {
  int n = 0;
  for (; at->p < at->end && g_ascii_isdigit(*at->p); at->p++)
    n++;
  return n;
}

static int pass_numerals(At *at) {
  int n = 0;
  while (n < 5 && pass_any(at, "一二三四五六七八九十百零〇"))
    n++;
  return n;
}

/* A number in digits or numerals, with spaces around. */
static gboolean pass_number(At *at) {
  pass_spaces(at);
  gboolean is_number = pass_numerals(at) > 0 || pass_digits(at) > 0;
  pass_spaces(at);
  return is_number;
}

gboolean ty_text_is_one_of(const char *text, gsize length, const char *const *words) {
  for (; *words; words++) {
    At at = {text, text + length};
    const char *word = *words;
    pass_spaces(&at);
    while (*word && peek(&at) == g_utf8_get_char(word)) {
      at.p = g_utf8_next_char(at.p);
      word = g_utf8_next_char(word);
      pass_spaces(&at);
    }
    if (!*word && at.p == at.end)
      return TRUE;
  }
  return FALSE;
}

/* "第三章", "课题一", "附录 2": the number with what it counts. */
static int numbered(At *at) {
  static const char *const labels[] = {"课题",     "附录",     "附件",      "专题",
                                       "Chapter ", "CHAPTER ", "Appendix ", "Part "};
  At start = *at;

  if (pass_word(at, "第") && pass_number(at)) {
    if (pass_any(at, "章编篇") || pass_word(at, "部分") || pass_word(at, "单元"))
      return 1;
    if (pass_any(at, "节"))
      return 2;
  }
  *at = start;
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
    if (pass_word(at, labels[i]) && pass_number(at))
      return 1;
  *at = start;
  return 0;
}

static gboolean is_named(const char *text, gsize length) {
  static const char *const names[] = {
      "摘要",         "前言",       "导读",        "导言",       "序言",
      "引言",         "绪论",       "目录",        "结语",       "结论",
      "后记",         "致谢",       "参考文献",    "附录",       "附件",
      "版权声明",     "编写说明",   "编委会",      "Abstract",   "ABSTRACT",
      "Contents",     "CONTENTS",   "References",  "REFERENCES", "Introduction",
      "INTRODUCTION", "Conclusion", "Conclusions", "Preface",    "Acknowledgements",
      "Foreword",     NULL};
  return ty_text_is_one_of(text, length, names);
}

gboolean ty_heading_is_bare(const char *text, gsize length) {
  At at = {text, text + length};
  if (!numbered(&at))
    return FALSE;
  pass_spaces(&at);
  (void) pass_any(&at, "：:、.．");
  pass_spaces(&at);
  return at.p == at.end;
}

/* "1.2.3 标题" → 3, "1.2 万亿" is a figure. */
static int decimal(At *at) {
  int parts = 0, digits;

  do {
    gboolean is_zero = peek(at) == '0';
    digits = pass_digits(at);
    if (digits == 0 || digits > 2 || (is_zero && (digits > 1 || parts > 0)))
      return 0;
    parts++;
  } while (parts < 5 && pass_any(at, ".．") && at->p < at->end && g_ascii_isdigit(*at->p));
  if (parts < 2)
    return 0;
  pass_spaces(at);
  gunichar c = peek(at);
  return c == 0 || g_ascii_isdigit((gchar) MIN(c, 0x7F)) ||
                 is_any(c, "万亿千百%％个倍年月日元米吨公度℃，,。、；)）~—-+×")
             ? 0
             : parts;
}

TyLineStart ty_line_start(const char *text, gsize length, int *level) {
  At at = {text, text + length}, start;
  int ignored = 0;

  level = level ? level : &ignored;
  *level = 0;
  while (pass_any(&at, "#"))
    ++*level;
  if (*level > 0 && peek(&at) == ' ')
    return TY_LINE_HEADING;
  *level = 0;
  at.p = text;
  (void) pass_word(&at, "**");
  pass_spaces(&at);
  start = at;
  if ((*level = numbered(&at)) > 0) {
    gunichar c = peek(&at);
    /* "第三章所述" goes on with a sentence. */
    return is_any(c, "的，。；所中、") ? (*level = 0, TY_LINE_PLAIN) : TY_LINE_HEADING;
  }
  if (is_named(at.p, (gsize) (at.end - at.p))) {
    *level = 1;
    return TY_LINE_HEADING;
  }
  if (pass_numerals(&at) > 0 && pass_any(&at, "、．.") &&
      !is_any(peek(&at), "一二三四五六七八九十")) {
    *level = 2;
    return TY_LINE_HEADING;
  }
  at = start;
  if (pass_any(&at, "（(") && pass_numerals(&at) > 0 && pass_any(&at, "）)")) {
    *level = 3;
    return TY_LINE_HEADING;
  }
  at = start;
  if ((*level = decimal(&at)) > 0) {
    *level = MIN(*level + 1, 6);
    return TY_LINE_HEADING;
  }
  at = start;
  int digits = pass_digits(&at);
  if (digits > 0 && digits <= 2 && pass_any(&at, ".．、") && !g_ascii_isdigit(*at.p)) {
    *level = 4;
    return TY_LINE_ITEM;
  }
  at = start;
  if (pass_any(&at, "（([【") && (digits = pass_digits(&at)) > 0 && digits <= 3 &&
      pass_any(&at, "）)]】")) {
    *level = 5;
    return TY_LINE_ITEM;
  }
  at = start;
  if (pass_any(&at, "①②③④⑤⑥⑦⑧⑨⑩■●◆▲◇○•·➢✓") ||
      ((pass_word(&at, "- ") || pass_word(&at, "* ")) && at.p < at.end)) {
    *level = 6;
    return TY_LINE_ITEM;
  }
  at = start;
  if (pass_any(&at, "图表") || pass_word(&at, "Figure") || pass_word(&at, "Table") ||
      pass_word(&at, "Fig.")) {
    pass_spaces(&at);
    if (pass_digits(&at) > 0 && !is_any(peek(&at), "，。、；个张所中"))
      return TY_LINE_CAPTION;
  }
  return TY_LINE_PLAIN;
}

gsize ty_line_mark_bytes(const char *text, gsize length) {
  At at = {text, text + length};

  while (pass_any(&at, "#"))
    ;
  if (at.p == text || peek(&at) != ' ')
    return 0;
  pass_spaces(&at);
  return (gsize) (at.p - text);
}

gboolean ty_text_is_ended(const char *text, gsize length, gboolean *is_strong) {
  const char *p = text + length;
  gunichar c = 0;

  while (p > text) {
    p = g_utf8_find_prev_char(text, p);
    c = p ? g_utf8_get_char(p) : 0;
    if (!is_any(c, "”’」』）)》】\"'*> "))
      break;
  }
  if (is_strong)
    *is_strong = is_any(c, "。！？!?.…");
  return is_any(c, "。！？!?.…；;：:");
}

guint ty_text_columns(const char *text, gsize length) {
  guint columns = 0;
  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    if ((unsigned char) *p < 0x80)
      columns++;
    else {
      gunichar c = g_utf8_get_char(p);
      columns += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide_cjk(c) ? 2 : 1;
    }
  }
  return columns;
}
