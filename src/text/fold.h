/* SPDX-License-Identifier: Apache-2.0 */
/** Characters made comparable: the tables behind ty_normalise, and the reading of clusters.
 *
 * A cluster is what normalisation may not tear: a character and what belongs to it (combining
 * marks, the later letters of a Hangul syllable, variation selectors). The NFKC of a text is that
 * of its clusters, one after the other, so each keeps its place in the source. The tables are
 * written by tools/fold.c while building: utf8proc's NFKC and lower case, ICU's
 * Traditional-Simplified a character at a time. */
#pragma once
#include <glib.h>

/** What kind of character it is; the low bits of ty_class_table. */
typedef enum {
  TY_CLASS_HAN,
  TY_CLASS_PUNCTUATION, /**< repeated, they make one token: —— !!! */
  TY_CLASS_BRACKET,     /**< and quotation marks: each stands alone */
  TY_CLASS_SPACE,
  TY_CLASS_LETTER, /**< of any alphabet but kana */
  TY_CLASS_KANA,
  TY_CLASS_DIGIT, /**< 0–9, of any width */
  TY_CLASS_CURRENCY,
  TY_CLASS_SYMBOL,
  TY_CLASS_EMOJI,
  TY_CLASS_MARK,
  TY_CLASS_CONTROL,
} TyClass;

#define TY_CLASS_MASK 0x0f
#define TY_CLASS_GLUE 0x10    /**< belongs to the character before it */
#define TY_CLASS_COMPLEX 0x20 /**< its normalised form is not one character of the plane */

/** Of each character of the Basic Multilingual Plane: its normalised form (itself when complex),
 * its class and flags. Surrogates stand for nothing. */
extern const guint16 ty_fold_table[65536];
extern const guint8 ty_class_table[65536];

/** A cluster has at most so many characters in the source; more marks begin another. */
#define TY_CLUSTER_SOURCE_MAX 16
/** No character has a normalised form of more than 18 characters. */
#define TY_CLUSTER_MAX (TY_CLUSTER_SOURCE_MAX * 18)

typedef struct {
  guint32 cp[TY_CLUSTER_MAX]; /**< the normalised characters */
  guint n;                    /**< how many, at least 1 */
  TyClass class;              /**< of the first character in the source */
} TyCluster;

/** The same for any character. */
guint ty_utf8_decode_any(const guchar *p, const guchar *end, guint32 *cp);

/** Decodes one character; an invalid byte is U+FFFD by itself.
 * @return its bytes, 1 to 4. p < end */
static inline guint ty_utf8_decode(const guchar *p, const guchar *end, guint32 *cp) {
  if (*p < 0x80) {
    *cp = *p;
    return 1;
  }
  /* Most of Chinese: U+1000 to U+CFFF. */
  if (*p > 0xe0 && *p < 0xed && end - p >= 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
    *cp = (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    return 3;
  }
  return ty_utf8_decode_any(p, end, cp);
}

/** Encodes one character. @return its bytes */
static inline guint ty_utf8_encode(guint32 cp, char *out) {
  return (guint) g_unichar_to_utf8(cp, out);
}

/** The class and flags of a character beyond the Basic Multilingual Plane. */
guint ty_class_of_high(guint32 cp);

/** The class and flags of any character. */
static inline guint ty_class_of(guint32 cp) {
  return cp < 0x10000 ? ty_class_table[cp] : ty_class_of_high(cp);
}

/** Reads the cluster at p < end.
 * @return its bytes in the source */
gsize ty_cluster_read(const guchar *p, const guchar *end, TyCluster *cluster);
