/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the word lists of the data folder, whose heads say what their columns are.
 */
#pragma once
#include <tuyou/base.h>

/** An entry of a list. */
typedef struct {
  const char *role; /**< word, stopword, furniture, advertisement */
  const char *file; /**< heritage.txt, stopwords.txt … */
  gsize line;
  const char *word; /**< as it is written there */
  const char *tag;  /**< of a word; NULL where none is given */
  double points;    /**< of an advertisement's mark, else NAN */
} TyListedWord;

/** The roles, NULL-terminated. */
extern const char *const ty_word_roles[];

/** Reads one line of a list of that role: a word in jieba's form, or columns parted by tabs.
 * @param line   is written to
 * @param entry  word NULL: the line is empty or a comment; strings are parts of `line`
 * @return FALSE with `*reason`, to be freed, when the line cannot be used */
gboolean ty_word_line_parse(const char *role, char *line, TyListedWord *entry, char **reason);

/** FALSE with `error` set stops. */
typedef gboolean (*TyListedWordFunc)(const TyListedWord *entry, gpointer data, GError **error);

/** Calls `func` for each entry of the lists of a role (NULL: of all roles), as they stand.
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_INPUT (file and line) or the error of `func` */
gboolean ty_word_lists_each(const char *folder, const char *role, TyListedWordFunc func,
                            gpointer data, GError **error);

/** The text of a list of the user's own, decoded where it is in UTF-16 or GB18030. UTF-8 comes as
 * it is, broken bytes too, and so does what is in no encoding: the reader of the lines rejects
 * them. A compiled lexicon is handed to `reject` as its first line, and the text is empty.
 * @param reject  may be NULL
 * @return to be freed; NULL with TY_ERROR_MISSING. O(size) */
char *ty_word_file_read(const char *path, gsize *length, TyRejectFunc reject, gpointer data,
                        gsize *n_rejected, GError **error);
