/* SPDX-License-Identifier: Apache-2.0 */
/** Words: normalisation, lexicon, segmentation, names. All byte offsets lead to the untouched
 * source. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/* Normalisation ------------------------------------------------------------------------------- */

/** Text made comparable, with the way back. `source[i]` is the byte of the source at which the
 * character holding normalised byte i starts; source[length] is the source's length. */
typedef struct {
  char *text;
  gsize length;
  guint32 *source; /**< length + 1 offsets */
} TyNormalised;

/** Normalises UTF-8: NFKC, full width → half width, upper → lower case, traditional → simplified
 * (a character at a time, for matching). Invalid bytes become U+FFFD, one a byte. Every normalised
 * character comes from one span of source characters; lines stay lines.
 * @return a value to be cleared with ty_normalised_clear. O(length) time. */
TyNormalised ty_normalise(const char *text, gsize length);
void ty_normalised_clear(TyNormalised *normalised);

/* Lexicon ------------------------------------------------------------------------------------- */

/** Words with frequencies and part-of-speech tags: one compiled, memory-mapped, checksummed file
 * and layers of own words above it. Immutable while a segmenter uses it; then safe to share. */
typedef struct TyLexicon TyLexicon;

/** Maps a compiled lexicon.
 * @return NULL with TY_ERROR_MISSING, or TY_ERROR_INPUT when it is not one, of another version or
 *         its checksum does not hold. O(1) but for the checksum. */
TyLexicon *ty_lexicon_open(const char *path, GError **error);
void ty_lexicon_free(TyLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyLexicon, ty_lexicon_free)

/** Adds an own word: it wins over the frequencies of the compiled file by rule: where it stands in
 * a text it is one token, unless a longer own word covers or overlaps it. `tag` as in jieba ("n",
 * "ns", "nz" …), NULL for "nz". `frequency` 0: as high as needed. Words are normalised first. */
void ty_lexicon_add(TyLexicon *lexicon, const char *word, double frequency, const char *tag);

/** Adds the words of a list in jieba's form (`word [frequency] [tag]`, `#` comments).
 * @return FALSE with TY_ERROR_INPUT (file and line) on a frequency that is no number */
gboolean ty_lexicon_add_list(TyLexicon *lexicon, const char *file, const char *text, gsize length,
                             GError **error);

/** Compiles word lists into one file (several: later ones add or replace). Deterministic. */
gboolean ty_lexicon_compile(const char *const *lists, gsize n_lists, const char *path,
                            GError **error);

/* Segmentation -------------------------------------------------------------------------------- */

typedef enum {
  TY_TOKEN_WORD,
  TY_TOKEN_LATIN,   /**< a run of Latin letters and digits that begins with a letter */
  TY_TOKEN_NUMBER,  /**< 12, 3.5, 1,000, 50%, 三百 */
  TY_TOKEN_DATE,    /**< 2024年5月1日, 2024-05-01, 农历二月十九 */
  TY_TOKEN_TIME,    /**< 9:30, 上午9点 */
  TY_TOKEN_MONEY,   /**< ¥115, 115元 */
  TY_TOKEN_MEASURE, /**< 23米, 12公里 */
  TY_TOKEN_URL,
  TY_TOKEN_USER,  /**< @name */
  TY_TOKEN_TOPIC, /**< the # marks of #topic#; the words between are tokens of their own */
  TY_TOKEN_EMOJI,
  TY_TOKEN_PUNCTUATION,
  TY_TOKEN_SPACE,
} TyTokenType;

/** "word", "latin", … */
const char *ty_token_type_name(TyTokenType type);

typedef struct {
  const char *text;   /**< the normalised token, not NUL-terminated; borrowed for the call */
  guint32 length;     /**< its bytes */
  guint32 start, end; /**< its span in the source */
  TyTokenType type;
  const char *tag; /**< part of speech, "x" for what is no word */
} TyToken;

typedef enum {
  TY_SEGMENT_PRECISE, /**< each character in one token */
  TY_SEGMENT_SEARCH,  /**< as precise, plus the shorter words inside long ones */
} TySegmentMode;

/** Receives each token in order. */
typedef void (*TyTokenFunc)(const TyToken *token, gpointer data);

/** Segments text into words: the most probable path through the lattice of words of the lexicon
 * (unigram, Viterbi), own words by rule; numbers, dates and the like merged by type; no guessing of
 * words that no list holds. The tokens' texts join to the normalised text. Thread-safe.
 * O(length · longest word) time, no allocation per token. */
void ty_segment(const TyLexicon *lexicon, const char *text, gsize length, TySegmentMode mode,
                TyTokenFunc func, gpointer data);

/* Names --------------------------------------------------------------------------------------- */

/** Names of entities to be found in text. */
typedef struct TyGazetteer TyGazetteer;

TyGazetteer *ty_gazetteer_new(void);
void ty_gazetteer_free(TyGazetteer *gazetteer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyGazetteer, ty_gazetteer_free)

/** Says that `name` (a name or an alias, any script) stands for entity `id`. `context` holds words
 * that speak for this entity where the name is ambiguous (its county, its parent), joined by '|';
 * may be NULL. The same name may be given to several ids. */
void ty_gazetteer_add(TyGazetteer *gazetteer, const char *name, gint64 id, const char *context);

/** A place in a text where an entity is named. */
typedef struct {
  gint64 id;
  guint32 start, end; /**< bytes of the source */
  double confidence;  /**< 1 for a name that only one entity has; less where context decided */
} TyMention;

/** Receives each mention in order of start. */
typedef void (*TyMentionFunc)(const TyMention *mention, gpointer data);

/** Finds the entities named in a text: the longest names whose ends are token boundaries of
 * ty_segment, simplified or traditional; mentions do not overlap. An ambiguous name goes to the
 * entity with the most context words in the same text; on a tie it is left out.
 * @param lexicon  holds the gazetteer's names as own words (the caller adds them) */
void ty_gazetteer_find(const TyGazetteer *gazetteer, const TyLexicon *lexicon, const char *text,
                       gsize length, TyMentionFunc func, gpointer data);

G_END_DECLS
