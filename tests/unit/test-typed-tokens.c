/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers, dates, prices and their like against a table of examples. */
#include "support.h"
#include <tuyou/text.h>

/* The tokens of a text as the table writes them. */
static char *tokens_of(TySegmenter *segmenter, const char *text, TySegmentMode mode) {
  GString *out = g_string_new(NULL);
  gsize n;
  const TyToken *tokens = ty_segmenter_tokens(segmenter, text, strlen(text), mode, &n);

  for (gsize i = 0; i < n; i++) {
    if (tokens[i].type == TY_TOKEN_SPACE)
      continue;
    if (out->len > 0)
      g_string_append_c(out, ' ');
    g_string_append_len(out, text + tokens[i].start, (gssize) (tokens[i].end - tokens[i].start));
    if (tokens[i].type != TY_TOKEN_WORD)
      g_string_append_printf(out, "|%s", ty_token_type_name(tokens[i].type));
  }
  return g_string_free(out, FALSE);
}

static void test_the_table(void) {
  g_autofree char *path = source_path("tests/unit/typed-tokens.txt"),
                  *table = read_file(path, NULL);
  g_autofree char *words = g_build_filename(data_folder(), "lexicon.bin", NULL);
  g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(words, &error);
  g_assert_no_error(error);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  guint n = 0;

  for (char **line = lines; *line; line++) {
    g_auto(GStrv) columns = g_strsplit(*line, "\t", -1);
    if (!**line || g_str_has_prefix(*line, "# "))
      continue;
    g_assert_cmpuint(g_strv_length(columns), >=, 2);
    g_autofree char *precise = tokens_of(segmenter, columns[0], TY_SEGMENT_PRECISE);
    g_autofree char *coarse = tokens_of(segmenter, columns[0], TY_SEGMENT_COARSE);
    g_assert_cmpstr(precise, ==, columns[1]);
    g_assert_cmpstr(coarse, ==, columns[2] ? columns[2] : columns[1]);
    n++;
  }
  g_assert_cmpuint(n, >=, 150);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/typed-tokens/table", test_the_table);
  return run_tests();
}
