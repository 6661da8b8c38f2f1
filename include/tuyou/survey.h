/* SPDX-License-Identifier: Apache-2.0 */
/** Questionnaires: what kind of answer each question has, which answers go together, and which
 * groups of people answer alike. Plain arrays in and out; the same for the same seed on any number
 * of threads. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/* Scales -------------------------------------------------------------------------------------- */

/** The ordered answers that are known by their words (非常不满意 < … < 非常满意), and the words
 * that stand for no answer. */
typedef struct TyScales TyScales;

/** Reads scales from text: a line each, "name: least < … < most", words of one step parted by '|';
 * the line "missing: a | b" lists what counts as no answer, "personal: a | b" parts of headings
 * that ask for personal information, "number: a | b" headings of running numbers; a line that
 * begins with '#' is a comment.
 * @return NULL with TY_ERROR_INPUT, which names `file` and the line. O(bytes) */
TyScales *ty_scales_new(const char *file, const char *text, gsize length, GError **error);
void ty_scales_free(TyScales *scales);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyScales, ty_scales_free)

/** Whether an answer stands for none ("(跳过)", "N/A", white space). */
gboolean ty_scales_is_missing(const TyScales *scales, const char *answer);

/** Whether a heading asks for what tells a person from others: a name, a number, an address. */
gboolean ty_scales_is_personal(const TyScales *scales, const char *heading);

/** Reads a range of numbers with its unit: 18-25岁, 18岁以下, 60岁以上, 2～4小时, 不到1000元,
 * 1万以上, 三天, 3天及以上. Open ends are infinite; a single number is both ends. `unit` (may be
 * NULL) gets the rest, to be freed.
 * @return FALSE when it is none. O(bytes) */
gboolean ty_range_parse(const char *text, double *from, double *to, char **unit);

/** The order of `n` different answers, when they are steps of one known scale, or ranges of one
 * unit that do not overlap: order[i] is the index of the answer at place i, from least to most.
 * `scale`: the scale's name, "ranges" for ranges; borrowed.
 * @return FALSE when they have none. O(n · steps + n log n) */
gboolean ty_scales_order(const TyScales *scales, const char *const *answers, gsize n, guint *order,
                         const char **scale);

/* Fields -------------------------------------------------------------------------------------- */

typedef enum {
  TY_FIELD_EMPTY,      /**< nobody answered */
  TY_FIELD_CONSTANT,   /**< all gave the same answer */
  TY_FIELD_PERSONAL,   /**< asks for personal information */
  TY_FIELD_IDENTIFIER, /**< runs through the respondents */
  TY_FIELD_TEXT,       /**< free text: nearly all answers differ */
  TY_FIELD_NOMINAL,    /**< one of several answers */
  TY_FIELD_ORDINAL,    /**< one of several in order */
  TY_FIELD_MULTIPLE,   /**< any of several */
  TY_FIELD_NUMERIC,    /**< a number */
} TyFieldKind;

#define TY_N_FIELD_KINDS (TY_FIELD_NUMERIC + 1)

/** "empty", "constant", … and back: FALSE for any other name. */
const char *ty_field_kind_name(TyFieldKind kind);
gboolean ty_field_kind_parse(const char *name, TyFieldKind *kind);
/** Whether answers of that kind are compared: the last four kinds. */
gboolean ty_field_kind_counts(TyFieldKind kind);

/** No answer, among codes. */
#define TY_NO_ANSWER G_MAXUINT32

/** A question with all its answers. */
typedef struct {
  char *name;
  TyFieldKind kind;
  char *why;         /**< what told the kind, for people: "scale: 满意度", "given" */
  gsize n_answered;  /**< of the rows */
  GPtrArray *option; /**< of char *: of ordinal ones in order, else by falling count, then bytes;
                        empty for other kinds */
  guint *count;      /**< how often each option was given */
  guint32 *code;     /**< nominal, ordinal: the option of each row, or TY_NO_ANSWER; else NULL */
  guint8 *ticked;    /**< multiple: row · options + option → 0 or 1; else NULL */
  double *value;     /**< numeric: the number, ordinal: the place from 0; NAN for none; else NULL */
  char *separator;   /**< multiple: what parts the options; else NULL */
} TyField;

/** A questionnaire: each of `n_fields` fields has an answer for each of `n_rows` rows. */
typedef struct {
  gsize n_rows, n_fields;
  TyField *field;
} TyQuestionnaire;

/** Finds out what the fields are.
 * @param names    n_fields, all different
 * @param cells    n_rows × n_fields, row by row; NULL: no answer. Borrowed for the call
 * @param kinds    n_fields: what the user says of a field, TY_N_FIELD_KINDS: nothing; may be NULL
 * @return NULL with TY_ERROR_INPUT when a field cannot be what the user says (a numeric one with
 *         words), or two have the same name. O(cells · log cells) */
TyQuestionnaire *ty_questionnaire_new(const TyScales *scales, const char *const *names,
                                      const char *const *cells, gsize n_rows, gsize n_fields,
                                      const TyFieldKind *kinds, GError **error);
void ty_questionnaire_free(TyQuestionnaire *questionnaire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyQuestionnaire, ty_questionnaire_free)

/* Correlations -------------------------------------------------------------------------------- */

typedef enum {
  TY_MEASURE_CRAMER_V, /**< nominal with nominal: V corrected for its bias (Bergsma 2013, Journal of
                          the Korean Statistical Society 42:323), p by χ² */
  TY_MEASURE_SPEARMAN, /**< ordinal or numeric with the same: ρ with ties, p by t */
  TY_MEASURE_ETA,      /**< nominal with numeric: √(between / total sum of squares), p by F */
  TY_MEASURE_RANK_ETA, /**< nominal with ordinal, or with a skewed number: η of the ranks,
                          √(H / (n − 1)) of Kruskal and Wallis, p by χ² */
} TyMeasure;

#define TY_N_MEASURES (TY_MEASURE_RANK_ETA + 1)
/** "cramer_v", "spearman", "eta", "rank_eta". */
const char *ty_measure_name(TyMeasure measure);

typedef enum {
  TY_ADJUST_BH,   /**< Benjamini, Hochberg 1995: the share of false findings */
  TY_ADJUST_HOLM, /**< Holm 1979: the chance of any false finding */
} TyAdjustment;

/** Corrects `n` p values for being many. `adjusted`: n, may be `p`; NAN stays and is no test.
 * O(n log n) */
void ty_adjust_p(const double *p, gsize n, TyAdjustment adjustment, double *adjusted);

/** Two questions, or options of multiple ones, that were compared. */
typedef struct {
  guint32 a, b;              /**< fields, a < b */
  gint32 option_a, option_b; /**< of a multiple field; −1: the field as a whole */
  TyMeasure measure;
  gsize n;           /**< who answered both */
  double effect;     /**< [0, 1]; of Spearman [−1, 1] */
  double statistic;  /**< χ², t, F or H */
  double df1, df2;   /**< degrees of freedom; 0: none */
  gboolean permuted; /**< p by permutation: too few expected in a cell, or too small a group */
  double p, p_adjusted;
} TyCorrelation;

/** Zero-initialised is the default. */
typedef struct {
  TyAdjustment adjustment;
  guint n_permutations; /**< at most; 0: 100 a pair compared, within 19999 and 99999 */
  guint64 seed;
  guint n_threads;
} TyCorrelateOptions;

/** Most pairs of variables that are compared. */
#define TY_MAX_PAIRS 2000000

/** Compares all pairs of fields that can be compared, an option of a multiple field as a question
 * of its own (not with its sisters). Rows without both answers are left out; a pair that fewer than
 * three rows answer, or where one side is constant then, is left out. Where more than a fifth of
 * the expected counts are below 5, or one is below 1 (Cochran 1954), or ranks are of fewer than 5 a
 * group or 10 in all, p comes from permutations: as many as it takes to see 20 as extreme, at most
 * `n_permutations` (Besag, Clifford 1991, Biometrika 78:301).
 * @return a GArray of TyCorrelation by falling certainty (p adjusted, then p, then strength, then
 *         fields); NULL with TY_ERROR_INPUT beyond TY_MAX_PAIRS.
 * O(pairs · rows · log rows), and rows for each permutation */
GArray *ty_correlate(const TyQuestionnaire *questionnaire, const TyCorrelateOptions *options,
                     GError **error);

/* Segments ------------------------------------------------------------------------------------ */

/** Zero-initialised is the default. */
typedef struct {
  guint k;        /**< how many segments; 0: the best by silhouette */
  guint most;     /**< with k 0: at most; 0: 8 */
  guint n_starts; /**< 0: 24 */
  double gamma;   /**< weight of an answer that differs against a squared number; 0: chosen */
  guint64 seed;
  guint n_threads;
} TySegmentOptions;

/** What a number of segments came to. */
typedef struct {
  guint k;
  double cost;       /**< of the best start */
  double silhouette; /**< mean, by Gower's distance */
  double stability;  /**< mean adjusted Rand index of the other starts to the best */
} TySegmentChoice;

/** Rows by segment. */
typedef struct {
  gsize n_rows;
  guint k;
  double gamma;
  guint32 *segment;   /**< n_rows: 0 … k − 1, the largest segment first */
  double *silhouette; /**< n_rows: in [−1, 1]; NAN where not computed (beyond TY_SILHOUETTE_ROWS) */
  GArray *choice;     /**< of TySegmentChoice, by k */
} TySegments;

/** Silhouettes are computed for so many rows, drawn with the seed when there are more. */
#define TY_SILHOUETTE_ROWS 3000

/** Groups people who answer alike by k-prototypes (Huang 1998, Data Mining and Knowledge Discovery
 * 2:283): numbers and places on scales, each scaled to variance 1, by squared difference to the
 * mean; answers by whether they are the most given one, times γ; a multiple question's options
 * together weigh as one. γ, where not given, is the mean variance of the numbers (1) over the mean
 * variance of the answers, 1 − Σ share² (Szepannek 2018, The R Journal 10:200). What was not
 * answered counts for nothing. Several starts, drawn as k-means++ draws them; the least cost wins.
 * With `k` 0 the number is that of the highest mean silhouette over Gower's distance.
 * @return NULL with TY_ERROR_INPUT (no field to compare by, fewer rows than segments, more segments
 *         than different rows) or TY_ERROR_USAGE (k 1, γ not a positive number).
 * O(starts · rounds · rows · k · fields + min(rows, TY_SILHOUETTE_ROWS)² · fields) */
TySegments *ty_segments_new(const TyQuestionnaire *questionnaire, const TySegmentOptions *options,
                            GError **error);
void ty_segments_free(TySegments *segments);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TySegments, ty_segments_free)

/** Agreement of two partitions of `n` things, corrected for chance (Hubert, Arabie 1985): 1 the
 * same, around 0 by chance. Labels are any numbers below `n`. O(n) and labels² memory at worst. */
double ty_adjusted_rand_index(const guint32 *a, const guint32 *b, gsize n);

/** What marks a segment against all: an option given more or less often, a number higher or lower.
 */
typedef struct {
  guint32 segment, field;
  gint32 option;  /**< −1: the field's number or place on its scale */
  double inside;  /**< share in the segment, or mean */
  double overall; /**< share, or mean, of all */
  double lift;    /**< inside / overall; NAN for numbers */
  double effect;  /**< difference to the others: of shares Cohen's h, of numbers Cohen's d */
  double p,
      p_adjusted; /**< of shares Fisher's exact test, of numbers Mann and Whitney's, two-sided */
} TyMark;

/** All marks, by segment, then p adjusted, then falling strength of the effect. p values are
 * corrected together (Benjamini, Hochberg); of fields that made the segments they describe, they do
 * not prove. A GArray of TyMark. O(fields · options · (rows + k) + rows log rows) */
GArray *ty_segments_marks(const TyQuestionnaire *questionnaire, const TySegments *segments);

G_END_DECLS
