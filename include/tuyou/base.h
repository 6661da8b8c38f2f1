/* SPDX-License-Identifier: Apache-2.0 */
/** What every room of the library shares: errors, spans of text, documents, the version.
 *
 * Conventions of all headers. Strings are UTF-8 and NUL-terminated unless a length stands beside
 * them. A function that can fail takes `GError **error` last and says in its `@return` how failure
 * shows; all errors are of the domain TY_ERROR. What a function returns with `g_autoptr` support is
 * the caller's; `const` pointers are borrowed. Units stand in names: `_m`, `_s`, `_deg`, `_cny`.
 * No function of the library prints, exits or aborts on bad input, or keeps state between calls
 * outside the objects it hands out. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define TY_VERSION "0.1.0"

/** Why something could not be done. Each code has one sentence (ty_error_sentence) and one exit
 * code of the program (ty_error_exit_code). */
typedef enum {
  TY_ERROR_NOT_FOUND,  /**< what was asked for is not there */
  TY_ERROR_INFEASIBLE, /**< no answer can satisfy all the wishes */
  TY_ERROR_USAGE,      /**< the call or the command line is not well formed */
  TY_ERROR_INPUT,      /**< the input is there but not as it must be */
  TY_ERROR_ENCODING,   /**< the bytes are not text in any known encoding */
  TY_ERROR_MISSING,    /**< an input file cannot be opened */
  TY_ERROR_DAMAGED,    /**< the atlas is not an atlas, or is damaged */
  TY_ERROR_SYSTEM,     /**< the disk, the memory or a library failed */
  TY_ERROR_CANCELLED,  /**< the user stopped the work */
} TyErrorCode;

#define TY_N_ERRORS (TY_ERROR_CANCELLED + 1)
#define TY_ERROR (ty_error_quark())
GQuark ty_error_quark(void);

/** The sentence that explains `code` to a person, without a full stop. */
const char *ty_error_sentence(TyErrorCode code);

/** The program's exit code for `error`: 1 nothing found or infeasible, 2 wrong usage, 3 bad input,
 * 4 damaged atlas, 5 system fault (also for errors of other domains); 0 for NULL. */
int ty_error_exit_code(const GError *error);

/** A half-open range of bytes `[start, end)` in some text. */
typedef struct {
  gsize start, end;
} TySpan;

/** A row or record that a reader could not use. All strings are borrowed for the call. */
typedef struct {
  const char *file;   /**< as it was named to the reader */
  gsize line;         /**< 1-based line where the record starts; 0 when the file has no lines */
  const char *reason; /**< what was found and what was expected */
  const char *raw;    /**< the record as read, cut to a few hundred bytes; may be NULL */
} TyReject;

/** Receives each rejected record. */
typedef void (*TyRejectFunc)(const TyReject *reject, gpointer data);

typedef enum { TY_DOCUMENT_POST, TY_DOCUMENT_PAPER } TyDocumentKind;

/** "post" or "paper". */
const char *ty_document_kind_name(TyDocumentKind kind);

/** One post or paper. Strings are borrowed for the call and NULL where the source says nothing.
 * `author` is personal information: who receives it hashes it at once (ty_atlas_add_document does).
 */
typedef struct {
  TyDocumentKind kind;
  const char *platform;  /**< weibo, xiaohongshu, mafengwo, cnki …; NULL when unknown */
  const char *native_id; /**< the platform's own number */
  const char *title;
  const char *text; /**< body or abstract, as written (entities and tags of HTML resolved) */
  const char *author;
  const char *date;  /**< ISO 8601 as exact as the source: 2024, 2024-05, 2024-05-01,
                        2024-05-01T09:30:00 (zone not said), 2024-05-01T09:30:00+08:00 */
  const char *place; /**< the region it was gathered for: the record's own, else the options' */
  const char *term;  /**< the search term it was found by: the record's own, else the options' */
  const char *url;
  const char *tags;  /**< hashtags or keywords, joined by ';' */
  const char *venue; /**< journal or publisher of a paper */
  const char *organ; /**< authors' institutions of a paper, joined by ';' */
  gsize line;        /**< 1-based line (or sheet row) where the record starts */
} TyDocument;

/** The single authors of a paper's `author`, in order, each once: parted at ';', '|', line ends and
 * "、", "；", " and ", "&"; at a comma too between Chinese names, and where nothing else parts and
 * every part has several words ("Li Si, John Smith", but not "Smith, John"). Marks of notes
 * after a name ("张三1,2*") and "等", "et al." are left out; white space is one blank.
 * @return NULL-terminated, to be freed by g_strfreev; none for NULL. O(bytes) */
char **ty_author_names(const char *authors);

/** Where a figure comes from, the most trusted first: the length of a leg, a position, a price. */
typedef enum {
  TY_ORIGIN_PUBLISHED,
  TY_ORIGIN_ROAD,      /**< routed on a road network */
  TY_ORIGIN_INFERRED,  /**< follows from other published figures */
  TY_ORIGIN_ESTIMATED, /**< great circle × a detour factor */
} TyOrigin;

#define TY_N_ORIGINS (TY_ORIGIN_ESTIMATED + 1)

/** "published", "road", "inferred", "estimated", and back: FALSE for any other name, or NULL. */
const char *ty_origin_name(TyOrigin origin);
gboolean ty_origin_parse(const char *name, TyOrigin *origin);

/** The mark that stands beside a figure, "●" "◆" "◐" "○", and its word in the legend, "已发布"
 * "按道路" "推算" "估算". */
const char *ty_origin_mark(TyOrigin origin);
const char *ty_origin_label(TyOrigin origin);

G_END_DECLS
