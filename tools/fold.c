/* SPDX-License-Identifier: Apache-2.0 */
/* Writes src/text/fold.h's tables as C: what each character of the Basic Multilingual Plane becomes
 * when normalised, and its class. Runs once, while building, so that no program has to load ICU for
 * it. usage: fold OUT.c */
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/utrans.h>
#include <utf8proc.h>

enum { N = 0x10000 };

static UTransliterator *simplifier;

static gboolean is_han(guint32 cp) {
  return (cp >= 0x3400 && cp <= 0x4dbf) || (cp >= 0x4e00 && cp <= 0x9fff) ||
         (cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0x20000 && cp <= 0x3ffff) || cp == 0x3005 ||
         cp == 0x3007 || cp == 0x25cb; /* 々 〇 ○, the zero of 二○○一 */
}

/* One character in simplified form, when that is one character. */
static guint32 simplify(guint32 cp) {
  if (!is_han(cp)) /* ICU would exchange quotation marks as well */
    return cp;
  UErrorCode status = U_ZERO_ERROR;
  UChar text[16];
  int32_t length = 0;

  U16_APPEND_UNSAFE(text, length, cp);
  int32_t limit = length;
  utrans_transUChars(simplifier, text, &length, G_N_ELEMENTS(text), 0, &limit, &status);
  if (U_FAILURE(status))
    return cp;
  int32_t at = 0;
  UChar32 simple;
  U16_NEXT(text, at, length, simple);
  return at == length ? (guint32) simple : cp;
}

static gboolean is_kana(guint32 cp) {
  return (cp >= 0x3041 && cp <= 0x30ff && cp != 0x30fb) || (cp >= 0x31f0 && cp <= 0x31ff) ||
         (cp >= 0xff66 && cp <= 0xff9f);
}

static guint class_of(guint32 cp, gint32 first) {
  const utf8proc_property_t *property = utf8proc_get_property((gint32) cp);

  if (cp == '\n')
    return TY_CLASS_CONTROL;
  if ((cp >= 9 && cp <= 13) || (cp >= 0x1c && cp <= 0x20) || cp == 0x85)
    return TY_CLASS_SPACE;
  if ((cp >= 0x3371 && cp <= 0x337a) || (cp >= 0x3380 && cp <= 0x33df))
    return TY_CLASS_LETTER; /* ㎡ ㎞: units that are one character */
  if (cp == '"' || cp == '\'' || cp == 0xff02 || cp == 0xff07)
    return TY_CLASS_BRACKET;
  if (cp < 0x80 && property->category >= UTF8PROC_CATEGORY_SM &&
      property->category <= UTF8PROC_CATEGORY_SO && cp != '$')
    return TY_CLASS_PUNCTUATION;
  if (is_han(cp))
    return TY_CLASS_HAN;
  if (is_kana(cp))
    return TY_CLASS_KANA;
  if (cp > 0x2190 && (property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
                      property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR))
    return TY_CLASS_EMOJI;
  switch (property->category) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL:
    return TY_CLASS_LETTER;
  case UTF8PROC_CATEGORY_ND:
    return first >= '0' && first <= '9' ? TY_CLASS_DIGIT : TY_CLASS_LETTER;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return TY_CLASS_MARK;
  case UTF8PROC_CATEGORY_PS:
  case UTF8PROC_CATEGORY_PE:
  case UTF8PROC_CATEGORY_PI:
  case UTF8PROC_CATEGORY_PF:
    return TY_CLASS_BRACKET;
  case UTF8PROC_CATEGORY_PC:
  case UTF8PROC_CATEGORY_PD:
  case UTF8PROC_CATEGORY_PO:
    return TY_CLASS_PUNCTUATION;
  case UTF8PROC_CATEGORY_SC:
    return TY_CLASS_CURRENCY;
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return TY_CLASS_SPACE;
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
    return TY_CLASS_CONTROL;
  default:
    return first == '+' || first == '~' || first == '=' || first == '<' || first == '>' ||
                   first == '|' || first == '^' || first == '`'
               ? TY_CLASS_PUNCTUATION /* their wide forms */
               : TY_CLASS_SYMBOL;
  }
}

/* Whether a character belongs to the one before it: marks, the later letters of a Hangul syllable,
 * what makes one emoji of several. */
static gboolean glues(guint32 cp, gint32 first) {
  const utf8proc_property_t *property = utf8proc_get_property(first);

  return property->combining_class != 0 || property->category == UTF8PROC_CATEGORY_MN ||
         property->category == UTF8PROC_CATEGORY_MC || property->category == UTF8PROC_CATEGORY_ME ||
         (first >= 0x1160 && first <= 0x11ff) || cp == 0x200d || (cp >= 0x1f3fb && cp <= 0x1f3ff) ||
         (cp >= 0xe0020 && cp <= 0xe007f);
}

/* The class of a character with its flags; *folded is its normalised form where that is one
 * character of the plane (else the flag TY_CLASS_COMPLEX is set). */
static guint describe(guint32 cp, guint32 *folded) {
  gint32 buffer[64];
  gssize n = utf8proc_decompose_char((gint32) cp, buffer, 64,
                                     UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE,
                                     &(int){UTF8PROC_BOUNDCLASS_START});
  if (n <= 0)
    buffer[0] = (gint32) cp;
  guint class = class_of(cp, buffer[0]);
  if (glues(cp, buffer[0]))
    class |= TY_CLASS_GLUE;
  n = n <= 0 ? 1 : utf8proc_normalize_utf32(buffer, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  *folded = n == 1 ? simplify((guint32) utf8proc_tolower(buffer[0])) : N;
  if (*folded >= N)
    class |= TY_CLASS_COMPLEX;
  return class;
}

int main(int argc, char **argv) {
  UErrorCode status = U_ZERO_ERROR;
  static const UChar id[] = u"Traditional-Simplified";

  simplifier = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
  if (U_FAILURE(status) || !out) {
    fprintf(stderr, "fold: %s\n",
            U_FAILURE(status) ? u_errorName(status) : "expected a file to write to");
    return EXIT_FAILURE;
  }
  fputs("/* Written by tools/fold.c. */\n#include \"text/fold.h\"\n\n", out);
  static guint class[N];
  static guint32 folded[N];
  for (guint32 cp = 0; cp < N; cp++)
    class[cp] = describe(cp, &folded[cp]);
  /* Folding has to be done once for all: what the fold of a character folds to. */
  for (guint32 cp = 0; cp < N; cp++)
    for (int i = 0; i < 4 && folded[cp] < N && folded[folded[cp]] < N; i++)
      folded[cp] = folded[folded[cp]];

  fputs("const guint16 ty_fold_table[65536] = {\n", out);
  for (guint32 cp = 0; cp < N; cp++)
    fprintf(out, "%u,%s", class[cp] & TY_CLASS_COMPLEX ? cp : folded[cp],
            cp % 16 == 15 ? "\n" : "");
  fputs("};\n\nconst guint8 ty_class_table[65536] = {\n", out);
  for (guint32 cp = 0; cp < N; cp++)
    fprintf(out, "%u,%s", class[cp], cp % 16 == 15 ? "\n" : "");
  fputs("};\n", out);
  utrans_close(simplifier);
  return fclose(out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
