/* SPDX-License-Identifier: Apache-2.0 */
#include "base/checksum.h"
#include "flow/word-lists.h"
#include "text/lexicon.h"
#include "unit/text-fixture.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* An even first byte: the rest is a list, to be compiled, opened and added. An odd one: the rest is
 * laid over a good file at the place that the next four bytes say, and its checksum made to hold.
 */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size) {
  g_autofree char *path = temporary_path(), *bytes = NULL;
  gsize length;

  if (size > 5 && data[0] & 1) {
    g_autofree char *list = temporary_path();
    g_file_set_contents(list, "天 5 n\n天地 3 n\n", -1, NULL);
    ty_lexicon_compile((const char *const[]){list}, 1, path, NULL);
    g_unlink(list);
    g_file_get_contents(path, &bytes, &length, NULL);
    gsize at = (data[1] | data[2] << 8 | data[3] << 16) % length;
    memcpy(bytes + at, data + 5, MIN(size - 5, length - at));
    TyLexiconHead *head = (void *) bytes;
    head->checksum = 0;
    guint64 seed = ty_checksum(head, sizeof *head, 0);
    head->checksum = ty_checksum(bytes + sizeof *head, length - sizeof *head, seed);
    g_file_set_contents(path, bytes, (gssize) length, NULL);
  } else if (size > 0) {
    g_autofree char *list = temporary_path();
    g_file_set_contents(list, (const char *) data + 1, (gssize) size - 1, NULL);
    if (!ty_lexicon_compile((const char *const[]){list}, 1, path, NULL))
      g_file_set_contents(path, (const char *) data, (gssize) size, NULL);
    g_unlink(list);
  }
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(path, NULL);
  g_unlink(path);
  if (!lexicon)
    return 0;
  for (gsize role = 0; ty_word_roles[role]; role++) {
    g_autofree char *line = g_strndup((const char *) data, size), *reason = NULL;
    TyListedWord entry;
    if (!ty_word_line_parse(ty_word_roles[role], line, &entry, &reason) && !reason)
      g_error("a line is refused without a reason");
  }
  ty_lexicon_add_list(lexicon, "fuzz", (const char *) data, size, NULL, NULL);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  g_autoptr(GString) out = g_string_new(NULL);
  static const char text[] = "天地人 天 abc 12 三百年2024年\n";
  ty_segmenter_lines(segmenter, text, strlen(text), TY_SEGMENT_SEARCH, TRUE, out);
  ty_segmenter_lines(segmenter, (const char *) data, size, TY_SEGMENT_PRECISE, FALSE, out);
  return 0;
}
