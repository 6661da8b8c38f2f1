/* SPDX-License-Identifier: Apache-2.0 */
/** Use cases: an atlas opened for work, and words. A part of flow.h, where the rules of all are. */
#pragma once
#include <jansson.h>
#include <tuyou/atlas.h>
#include <tuyou/text.h>

G_BEGIN_DECLS

/* Workspace ----------------------------------------------------------------------------------- */

/** An atlas opened for work. One workspace belongs to one thread. */
typedef struct TyWorkspace TyWorkspace;

/** How to open it. Zero-initialised is the default. */
typedef struct {
  gboolean writable;
  const char *data_folder;       /**< where lexicon.bin and stopwords.txt lie; NULL: look for it */
  const char *const *word_lists; /**< further own words, jieba's form; NULL-terminated, or NULL */
  TyRejectFunc reject; /**< receives lines of word lists that cannot be used, which are passed
                            over; may be NULL. Kept until the lists are read */
  gpointer reject_data;
  guint n_threads;     /**< 0: as many as processors */
  gboolean graph_only; /**< opened at once, however many names there are: for ty_entities, ty_rank,
                            ty_show, ty_show_facts, ty_show_forms, ty_check, ty_import, ty_link,
                            ty_mine, ty_neighbours, ty_paths, ty_possible, ty_sparql, ty_sql and
                            ty_draw_around only */
} TyWorkspaceOptions;

TyWorkspace *ty_workspace_open(const char *atlas, const TyWorkspaceOptions *options,
                               GError **error);
void ty_workspace_free(TyWorkspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyWorkspace, ty_workspace_free)

/** The atlas inside, borrowed. */
TyAtlas *ty_workspace_atlas(TyWorkspace *workspace);

/** The data folder: `preferred` when not NULL, else $TUYOU_DATA, share/tuyou beside or above the
 * program or the shared library, or the folder it was built for. To be freed. */
char *ty_data_folder(const char *preferred);

/** Receives messages for people: rejected rows. */
typedef void (*TyMessageFunc)(const char *message, gpointer data);

/* Words of any text --------------------------------------------------------------------------- */

typedef enum {
  TY_SEGMENT_WORDS,   /**< a line a line, words parted by single spaces */
  TY_SEGMENT_TAGGED,  /**< the same, each word as word/part-of-speech */
  TY_SEGMENT_OFFSETS, /**< a token a line: start, end (bytes of the file), type, tag, text */
  TY_SEGMENT_JSON,    /**< the same as a JSON object a line */
} TySegmentOutput;

/** What to segment into what. Zero-initialised is the default. */
typedef struct {
  const char *const *files; /**< UTF-8, UTF-16 or GB18030; none or NULL: UTF-8 of standard input */
  const char *const *word_lists; /**< own words in jieba's form; NULL-terminated, or NULL */
  const char *data_folder;       /**< NULL: look for it */
  TySegmentMode mode;
  TySegmentOutput output;
  gboolean normalised; /**< words as they are compared, not as they stand in the text */
  guint n_threads;     /**< 0: as many as processors */
  /** Receives lines of word lists that cannot be used, and (as line 0) files that cannot be read;
   * they are passed over. When NULL, such lines are passed over silently and such a file ends it.
   */
  TyRejectFunc reject;
  gpointer reject_data;
} TySegmentRequest;

typedef struct {
  gsize n_bytes;       /**< read */
  gsize n_rejected;    /**< lines of word lists */
  gsize n_missed;      /**< files that could not be read */
  double seconds;      /**< from the lexicon being ready to the end */
  double user_seconds; /**< of all threads, in that time */
  double load_ms;      /**< until the lexicon was ready */
  guint n_threads;
} TySegmentStatistics;

/** Receives the next part of the output; FALSE with `error` set stops. */
typedef gboolean (*TyOutputFunc)(const char *bytes, gsize length, gpointer data, GError **error);

/** Segments files, a block of lines at a time: memory does not grow with the input. Files in
 * UTF-16 and GB18030 are read some times, to be sure of it, then decoded as they are segmented; of
 * standard input the first half MiB tells its encoding. Offsets into such text count the bytes of
 * its UTF-8. Invalid bytes of UTF-8 are kept as they are. Same output on any number of threads.
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_ENCODING, TY_ERROR_SYSTEM or the error of `func` */
gboolean ty_segment_files(const TySegmentRequest *request, TyOutputFunc func, gpointer data,
                          TySegmentStatistics *statistics, GError **error);

/* The user's own words ------------------------------------------------------------------------ */

/** What words or phrases are added as. Zero-initialised but for `points` (NAN) is the default. */
typedef struct {
  const char *role; /**< word (NULL), stopword, furniture or advertisement */
  const char *tag;  /**< part of speech of words as in jieba; NULL: the line's own, else "nz" */
  double points;    /**< of advertisements' marks, > 0; NAN: the line's own, else 1 */
  const char *note;
  const char *file;    /**< further ones, a line each as in the program's own lists; may be NULL */
  TyRejectFunc reject; /**< receives lines of the file that cannot be used; may be NULL */
  gpointer reject_data;
} TyUserWordOptions;

/** Adds words and rules to the atlas, above those of the program's lists: whole words for the
 * segmenter, or what no count takes. They are kept when the atlas is built anew.
 * @param words  NULL-terminated
 * @return {"role", "added", "replaced", "rejected"}; NULL with TY_ERROR_USAGE (role, tag or
 * points), TY_ERROR_INPUT or TY_ERROR_MISSING; then nothing is added */
json_t *ty_user_words_add(TyWorkspace *workspace, const TyUserWordOptions *options,
                          const char *const *words, GError **error);

/** Takes words and rules out: those that were added are forgotten, those of the program's lists
 * remembered as taken out. All or none.
 * @return {"role", "removed", "taken_out"}; NULL with TY_ERROR_NOT_FOUND, which names what nobody
 *         added and no list has */
json_t *ty_user_words_remove(TyWorkspace *workspace, const char *role, const char *const *words,
                             GError **error);

/** The user's own words and rules and, when `role` is not NULL, those of the program's list of that
 * role. Own words come first, in order of role and word; the list's in their order.
 * @return {"words": [{"role", "word", "tag", "points", "note", "from": "atlas" or
 * "stopwords.txt:12", "taken_out"}]}: tag, points and note only where there are any */
json_t *ty_user_words_list(TyWorkspace *workspace, const char *role, GError **error);

G_END_DECLS
