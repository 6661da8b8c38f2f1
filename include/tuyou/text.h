/* SPDX-License-Identifier: Apache-2.0 */
/** Words: normalisation, lexicon, segmentation, names. All byte offsets lead to the untouched
 * source; where a file was GB18030 or UTF-16, that is its text decoded to UTF-8, not the file. */
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
 * a text it is one token, unless an own word that begins before it, or is longer, covers or
 * overlaps it, or it is a part only of a typed run (5A in 15AB). `tag` as in jieba ("n", "ns",
 * "nz" …), NULL for "nz". Words are normalised first. O(characters) time. */
void ty_lexicon_add(TyLexicon *lexicon, const char *word, const char *tag);

/** Takes a word out, compiled or own, as if no list had it: its characters and the shorter words in
 * it stay. A word of one character stays a word. O(own words) time; the first time one of the
 * compiled words goes, the table of the file is copied (some MB). */
void ty_lexicon_remove(TyLexicon *lexicon, const char *word);

/** Adds the words of a list in jieba's form (`word [frequency] [tag]`, `#` comments). The tag is of
 * at most 7 small letters; a word with spaces in it needs its frequency, so that it is told from a
 * line that is broken. A line that cannot be used (a frequency that is no number, fields that are
 * neither frequency nor tag, a word of more than 1,000 characters or not in UTF-8) is handed to
 * `reject`, which may be NULL; the others are added: every command treats the lists it is given so.
 * A compiled lexicon given as a list is one such line, and nothing is added; one that is torn, or
 * whose checksum does not hold, is an error where it is opened (ty_lexicon_open).
 * @param file  its name, for messages
 * @return how many lines were rejected. O(length) time: a million words a second and more */
gsize ty_lexicon_add_list(TyLexicon *lexicon, const char *file, const char *text, gsize length,
                          TyRejectFunc reject, gpointer data);

/** Compiles word lists into one file (several: later ones add or replace). Words without a
 * frequency get the one that they need to stand against their parts. Deterministic.
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_INPUT (list and line) or TY_ERROR_SYSTEM */
gboolean ty_lexicon_compile(const char *const *lists, gsize n_lists, const char *path,
                            GError **error);

/** What the compiled file knows of one word, own words aside.
 * @param log_probability  natural logarithm; of a word that is not there, that of a frequency of 1
 * @param tag              borrowed from the lexicon; NULL when the word is not there
 * @return whether the word is there */
gboolean ty_lexicon_find(const TyLexicon *lexicon, const char *word, gsize length,
                         double *log_probability, const char **tag);

/** The number of a token that is no word of the lexicon. */
#define TY_NO_WORD G_MAXUINT32

/** One more than the greatest number that a word has: the size of arrays by word. Not every number
 * below it is a word's. O(1) time. */
guint32 ty_lexicon_n_words(const TyLexicon *lexicon);

/** The number of a word, compiled or own; TY_NO_WORD when it is not there. Own words that are added
 * change no number; a word that is own and compiled has one. The word is normalised first.
 * O(length) time. */
guint32 ty_lexicon_word(const TyLexicon *lexicon, const char *word, gsize length);

/* Segmentation -------------------------------------------------------------------------------- */

typedef enum {
  TY_TOKEN_WORD,    /**< also a run of kana, or a character that no list has */
  TY_TOKEN_LATIN,   /**< a run of letters of any alphabet, digits, and - ' & _ between them */
  TY_TOKEN_NUMBER,  /**< 12, 3.5, 1,000, 50%, 1/3, 三百, 第三, 百分之五, 5万 */
  TY_TOKEN_DATE,    /**< 2024年, 5月, 1日, 二○○一年, 2024-05-01 */
  TY_TOKEN_TIME,    /**< 9:30, 9时, 30分 (after an hour) */
  TY_TOKEN_MONEY,   /**< ¥115 */
  TY_TOKEN_MEASURE, /**< 12km, 120m2 */
  TY_TOKEN_URL,     /**< also an address of electronic mail */
  TY_TOKEN_USER,    /**< @name */
  TY_TOKEN_TOPIC,   /**< the # marks of #topic#; the words between are tokens of their own */
  TY_TOKEN_EMOJI,
  TY_TOKEN_PUNCTUATION, /**< also symbols, control characters and invalid bytes; repeated, one */
  TY_TOKEN_SPACE,
} TyTokenType;

/** "word", "latin", … */
const char *ty_token_type_name(TyTokenType type);

typedef struct {
  const char *text;   /**< the normalised token, not NUL-terminated; borrowed, see the function */
  guint32 length;     /**< its bytes */
  guint32 start, end; /**< its span in the source */
  TyTokenType type;
  /** the number of the word in the lexicon, see ty_lexicon_word: tokens with one text have one
   * number; TY_NO_WORD for tokens of other types than word, and words that no list has */
  guint32 id;
  const char *tag; /**< part of speech as in jieba; m, t, mq, eng for typed tokens, w, x */
} TyToken;

typedef enum {
  TY_SEGMENT_PRECISE, /**< each character in one token */
  TY_SEGMENT_SEARCH,  /**< as precise, and after each word the shorter words inside it */
  TY_SEGMENT_COARSE, /**< as precise, but 2024年5月1日, 上午9点, 115元, 23米 are one token */
} TySegmentMode;

/** Segments for one lexicon on one thread: holds the memory that it needs between calls. */
typedef struct TySegmenter TySegmenter;

/** @param lexicon  borrowed, and not to be added to while the segmenter lives */
TySegmenter *ty_segmenter_new(const TyLexicon *lexicon);
void ty_segmenter_free(TySegmenter *segmenter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TySegmenter, ty_segmenter_free)

/** Segments text into words: the most probable path through the lattice of words of the lexicon
 * (unigram, dynamic programming from right to left); own words by rule; numbers, dates and the like
 * merged by type; no guessing of words that no list holds.
 *
 * Spans are in order, each begins where the one before ends, and together they cover the text (the
 * words inside a word of TY_SEGMENT_SEARCH aside); the texts of the tokens join to what
 * ty_normalise makes of the whole. Every line end is a token. A run that has no end is cut after
 * some thousand characters, a line without punctuation too.
 *
 * O(length · longest word) time. The memory is kept for the next call: none is allocated for a
 * token.
 * @param text    at most 4 GiB, also when it is not valid UTF-8 or holds NULs
 * @return `*n_tokens` tokens, with their texts the segmenter's until its next call; the texts are
 *         parts of `text` where normalisation changes nothing */
const TyToken *ty_segmenter_tokens(TySegmenter *segmenter, const char *text, gsize length,
                                   TySegmentMode mode, gsize *n_tokens);

/** A token without its text: 16 bytes, for counting. */
typedef struct {
  guint32 id;         /**< as in TyToken */
  guint32 start, end; /**< its span in the source */
  guint32 type;       /**< TyTokenType */
} TyBareToken;

/** The tokens of ty_segmenter_tokens in precise mode, in two thirds of its time.
 * @param table  an array by the words' numbers that the caller will look at next: what the tokens
 *               need of it is fetched into the cache meanwhile; NULL: none
 * @return `*n_tokens` tokens, the segmenter's until its next call */
const TyBareToken *ty_segmenter_bare(TySegmenter *segmenter, const char *text, gsize length,
                                     const guint32 *table, gsize *n_tokens);

/** The normalised text of a token of the last call of ty_segmenter_bare.
 * @return `*length` bytes, a part of the text given there or the segmenter's until the next call */
const char *ty_segmenter_token_text(TySegmenter *segmenter, const TyBareToken *token,
                                    guint32 *length);

/** Appends the text to `out` with a space between any two tokens, white space left out, line ends
 * kept: the fastest way to words in a row. The words are parts of the source as they stand there,
 * or normalised (`normalised`). */
void ty_segmenter_lines(TySegmenter *segmenter, const char *text, gsize length, TySegmentMode mode,
                        gboolean normalised, GString *out);

/** Where to end a block of about `wanted` bytes so that blocks can be segmented one by one with the
 * same result as the whole: after the last line end in text[0 .. wanted), else after the next one;
 * in a line of more than 4 · `wanted` bytes, after punctuation or, without any, a character.
 * @return 0 < end <= length (0 for an empty text) */
gsize ty_segment_block_end(const char *text, gsize length, gsize wanted);

/** Receives each token in order; its text is borrowed for the call. */
typedef void (*TyTokenFunc)(const TyToken *token, gpointer data);

/** Segments one text with a segmenter of its own: for texts now and then. The tokens of long texts
 * come piece by piece; memory is bounded. */
void ty_segment(const TyLexicon *lexicon, const char *text, gsize length, TySegmentMode mode,
                TyTokenFunc func, gpointer data);

/* Names --------------------------------------------------------------------------------------- */

/** Names of entities to be found in text. */
typedef struct TyGazetteer TyGazetteer;

TyGazetteer *ty_gazetteer_new(void);
void ty_gazetteer_free(TyGazetteer *gazetteer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyGazetteer, ty_gazetteer_free)

/** Says that `name` (a name or an alias, any script) stands for entity `id`. `context` holds words
 * that speak for this entity where the name is ambiguous (its county, its parent), joined by '|',
 * each of weight 1; may be NULL. The same name may be given to several ids. */
void ty_gazetteer_add(TyGazetteer *gazetteer, const char *name, gint64 id, const char *context);

/** Says that `name` is a short form of a name of entity `id` (石羊 of 石羊镇): it counts only where
 * the context speaks for the entity; where it has but two characters, that of its sentence. */
void ty_gazetteer_add_short(TyGazetteer *gazetteer, const char *name, gint64 id);

/** Says that `word` speaks for entity `id`, where one of its names has to be decided. Said again,
 * the greater weight holds. */
void ty_gazetteer_add_context(TyGazetteer *gazetteer, gint64 id, const char *word, double weight);
/** Says of which kind an entity is: names beside each other in a list (南山、石门山) are of one. */
void ty_gazetteer_set_kind(TyGazetteer *gazetteer, gint64 id, const char *kind);
/** Forgets all context; names and kinds stay. */
void ty_gazetteer_clear_context(TyGazetteer *gazetteer);

/** Whether the name, in any script, stands for some entity, not only as a short form. */
gboolean ty_gazetteer_has_name(const TyGazetteer *gazetteer, const char *name);

typedef void (*TyUnsureFunc)(gint64 id, gpointer data);
/** Calls `func` for each entity with a name that is ambiguous or short: those that need context. */
void ty_gazetteer_each_unsure(const TyGazetteer *gazetteer, TyUnsureFunc func, gpointer data);

/** A place in a text where an entity is named. */
typedef struct {
  gint64 id;
  guint32 start, end; /**< bytes of the source */
  double confidence;  /**< 1 for a name that only one entity has; less where context decided */
} TyMention;

/** Receives each mention in order of start. */
typedef void (*TyMentionFunc)(const TyMention *mention, gpointer data);

/** Finds the entities named in a text that has been segmented (ty_segmenter_tokens, precise): the
 * longest names that begin and end with a token, simplified or traditional; mentions do not
 * overlap. Names are found whole when the lexicon has them as own words (the caller adds them).
 *
 * An ambiguous name goes to the entity with the greatest sum of weights of context words that the
 * text has, each counted once, those in the name's own sentence twice; a neighbour in a list that
 * can only be of the entity's kind counts like one word in the sentence. On a tie, or when nothing
 * speaks for any, the name is left out. O(tokens) time, and where a name is to be decided,
 * O(context words found · readings). Many threads may find with one gazetteer. */
void ty_gazetteer_find(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                       TyMentionFunc func, gpointer data);

/** The same, with words from elsewhere that speak about the text (its title, its place): they count
 * once, and nothing is found in them. */
void ty_gazetteer_find_about(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                             const TyToken *about, gsize n_about, TyMentionFunc func,
                             gpointer data);

/* New words and unknown names ----------------------------------------------------------------- */

/** No string longer than this many characters is looked at. */
#define TY_STRING_MAX 12

/** The strings of a corpus: segmented texts, one after the other. */
typedef struct TyStrings TyStrings;

/** @param capacity  characters to keep at most; 0: 4 194 304. A search takes some 70 bytes each
 * (300 MB). When there are more, half of the texts are dropped by a hash of their number, as often
 * as need be: counts are then those of a sample, the same one whenever the texts are the same */
TyStrings *ty_strings_new(gsize capacity);
void ty_strings_free(TyStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyStrings, ty_strings_free)

typedef gboolean (*TyTokenTest)(const TyToken *token, gpointer data);

/** Adds a text. Only runs of Han characters are looked into; Latin, digits, emoji, punctuation and
 * line ends part them. O(length) time.
 * @param source    the text that the tokens come from (ty_segmenter_tokens, precise)
 * @param is_known  whether a token is a name that need not be found; may be NULL */
void ty_strings_add(TyStrings *strings, const char *source, const TyToken *tokens, gsize n_tokens,
                    TyTokenTest is_known, gpointer data);

/** How many texts are kept: fewer than were added when the capacity is passed. */
gsize ty_strings_kept(const TyStrings *strings);

/** Where a candidate stands. */
typedef struct {
  guint32 text;       /**< the text's number, in the order of adding, from 0 */
  guint32 start, end; /**< bytes of its source */
} TyPlace;

/** A string that may be a word or a name. */
typedef struct {
  char *text;         /**< normalised */
  const char *kind;   /**< what it seems to name, borrowed from the endings; NULL: no guess */
  guint count;        /**< how often it stands for itself */
  guint documents;    /**< in how many texts */
  double score;       /**< 0–1: higher is likelier */
  double cohesion;    /**< see ty_new_words; NAN when it is too rare to tell */
  double left, right; /**< branching entropies in nats; NAN likewise */
  TyPlace *places;    /**< the first ones, in order of text and start */
  guint n_places;
} TyCandidate;

void ty_candidate_free(TyCandidate *candidate);

typedef struct {
  guint least;    /**< occurrences; 0: 3 (ty_new_words), 1 (ty_unknown_names) */
  guint longest;  /**< characters; 0: 8 */
  guint n_places; /**< places told of each; 0: 3 */
} TyDiscoveryOptions;

/** How names look: their endings with the kind of thing, and the words around them. */
typedef struct TyNameForms TyNameForms;

/** Reads a list such as name-forms.txt, whose head says what its lines are.
 * @return NULL with TY_ERROR_INPUT (file and line) */
TyNameForms *ty_name_forms_read(const char *file, const char *text, gsize length, GError **error);
void ty_name_forms_free(TyNameForms *forms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNameForms, ty_name_forms_free)

/** New words: strings of 2 to `longest` characters that come `least` times or more, hang together
 * and are free on both sides; no word of the lexicon, and across no break.
 *
 * Cohesion is the least pointwise mutual information over the ways to cut the string in two, the
 * share of it the part of what so rare a string could have at most (normalised pointwise mutual
 * information; Bouma 2009). Freedom is the lesser of the branching entropies of the characters
 * before and after it (Jin and Tanaka-Ishii 2006), each break a neighbour of its own. A word has a
 * share of at least 0.5 and 0.4 of the entropy that so many places could have, begins and ends with
 * a token in a third of its places, holds no words of grammar, and is not there only as part of
 * longer ones. Its score is share · freedom / (1 + freedom).
 *
 * O(characters · longest) time, some 70 bytes of memory a character; `strings` has a limit.
 * @param forms  words that phrases begin or end with ("before")
 * @return TyCandidate, in order of score, count, text; to be unreferenced */
GPtrArray *ty_new_words(const TyStrings *strings, const TyLexicon *lexicon,
                        const TyNameForms *forms, const TyDiscoveryOptions *options);

/** Unknown names: strings that end as names end, and strings as ty_new_words finds them that are
 * put together as names are, and those of which their surroundings say so: items of a list
 * 甲、乙、丙 in which other items are names, a surname and a given name beside a title (传承人…,
 * …爷爷), what stands after words such as 又叫. Where a name begins is told by parts of speech, by
 * names that are known, by the words of `forms` and by what stands before it elsewhere. One that
 * stands only once can be found by its ending alone.
 *
 * The score is a logistic of what speaks for a name: the weight of its ending, cohesion, count, how
 * rare its words are in the lexicon, whether both sides are plainly outside, quotation marks and
 * lists. Candidates have a score of 0.5 and more. Time and memory as ty_new_words.
 * @param forms  must outlive the candidates, whose kinds it holds
 * @return TyCandidate, in order of score, count, text; to be unreferenced */
GPtrArray *ty_unknown_names(const TyStrings *strings, const TyLexicon *lexicon,
                            const TyNameForms *forms, const TyDiscoveryOptions *options);

/** Why a name may be another for a known one. */
typedef enum {
  TY_LIKE_NONE,
  TY_LIKE_SPELLING,  /**< the same when normalised */
  TY_LIKE_ENDING,    /**< one has an ending more: 圆觉洞摩崖造像, 圆觉洞 */
  TY_LIKE_PLACE,     /**< one has a place before it: 安岳圆觉洞 */
  TY_LIKE_CHARACTER, /**< of three characters and more one differs: 圆觉洞, 园觉洞 */
} TyNameLikeness;

/** @param candidate,known  normalised
 * @param places  normalised names of places; NULL-terminated, or NULL */
TyNameLikeness ty_name_likeness(const char *candidate, const char *known, const TyNameForms *forms,
                                const char *const *places);

/** In words; NULL for none. */
const char *ty_name_likeness_reason(TyNameLikeness likeness);

/* Opinions ------------------------------------------------------------------------------------ */

/** Words of opinion, what they speak of, and what turns them round: see the head of opinions.txt.
 * Not to be changed while a finder uses it; then safe to share. */
typedef struct TyOpinionLexicon TyOpinionLexicon;

TyOpinionLexicon *ty_opinion_lexicon_new(void);
void ty_opinion_lexicon_free(TyOpinionLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOpinionLexicon, ty_opinion_lexicon_free)

/** Adds what a list says. A word that an earlier list had is taken anew, with all it says.
 * @param file  its name, for messages
 * @return FALSE with TY_ERROR_INPUT (file and line); then the lexicon holds the lines before.
 * O(length) time */
gboolean ty_opinion_lexicon_read(TyOpinionLexicon *lexicon, const char *file, const char *text,
                                 gsize length, GError **error);
/** How many words it has, of any role. */
gsize ty_opinion_lexicon_n_words(const TyOpinionLexicon *lexicon);
/** Aspects in the order of the lists, numbered from 0, with their ids ("guide") and labels. */
gsize ty_opinion_n_aspects(const TyOpinionLexicon *lexicon);
const char *ty_opinion_aspect_id(const TyOpinionLexicon *lexicon, gsize aspect);
const char *ty_opinion_aspect_label(const TyOpinionLexicon *lexicon, gsize aspect);

/** One opinion in a text. Spans are bytes of the source. */
typedef struct {
  guint32 start, end; /**< its words, with the words of negation and degree that belong to it */
  guint32 sentence_start, sentence_end;
  guint32 target_start, target_end; /**< what it is about, where the text names it; else equal */
  int aspect;                       /**< −1: none of the lexicon's, or the whole */
  double strength; /**< > 0 praise, < 0 complaint; at most 4 either way, mostly 0.5 to 3 */
  double weight; /**< what it counts for the text as a whole: more after 但是 and in a summary */
} TyOpinion;

/** Finds opinions for one lexicon on one thread: holds the memory that it needs between calls. */
typedef struct TyOpinionFinder TyOpinionFinder;

/** @param opinions,lexicon  borrowed, and not to be added to while the finder lives */
TyOpinionFinder *ty_opinion_finder_new(const TyOpinionLexicon *opinions, const TyLexicon *lexicon);
void ty_opinion_finder_free(TyOpinionFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOpinionFinder, ty_opinion_finder_free)

/** Finds what a text praises and complains of: aspect-based sentiment analysis by a lexicon and
 * rules, after Hu and Liu (2004) and the shifters of Polanyi and Zaenen (2006).
 *
 * Words of the lexicon are found where they begin and end with tokens of the segmenter, the longest
 * first. An opinion word takes the words of degree before it (or right after) as factors; an odd
 * number of negators up to some tokens before it turns it round: praise into complaint (0.9), a
 * complaint into faint praise (0.5), 不很好 less than 不好, 很不好 more. What is wished for, asked
 * about, conditional or granted (虽然) counts less or not; praise in quotation marks or after words
 * of irony turns into a faint complaint. To lack what is wanted (没有停车场) is a complaint.
 *
 * An opinion is about: the class that its word names itself; else the target before it in its
 * clause, or the one right after 的; else one after it; else the last one of its sentence before
 * it. Text between # marks (topics) is passed over.
 * @return `*n` opinions in order of start, the finder's until its next call. O(length) time */
const TyOpinion *ty_opinions(TyOpinionFinder *finder, const char *text, gsize length, gsize *n);

/** The whole of a text: the weighted sum s of its opinions as s / (1 + Σ|…|), in (−1, 1); 0 when
 * there are none or they hold each other the balance. */
double ty_opinion_score(const TyOpinion *opinions, gsize n);

G_END_DECLS
