/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords of lines and of an atlas, by each method. */
#include "support.h"
#include "text-fixture.h"

#include <math.h>

static const char *const methods[] = {"tfidf", "textrank", "terms"};

/* Of lines ------------------------------------------------------------------------------------ */

typedef struct {
  const char *text; /* all lines */
  gsize length, line, at;
  GString *all; /* what was handed over, as text */
} Seen;

static void check_line(const char *line, gsize length, const TyKeyword *keywords, gsize n) {
  for (gsize i = 0; i < n; i++) {
    const TyKeyword *keyword = &keywords[i];
    g_assert_true(keyword->text == line + keyword->start);
    g_assert_cmpuint(keyword->start + keyword->length, <=, length);
    g_assert_cmpuint(keyword->length, >, 0);
    g_assert_cmpuint(keyword->count, >=, 1);
    g_assert_true(isfinite(keyword->weight) && keyword->weight >= 0);
    g_assert_true(
        i == 0 || keywords[i - 1].weight > keyword->weight ||
        (keywords[i - 1].weight == keyword->weight &&
         (keywords[i - 1].start < keyword->start ||
          (keywords[i - 1].start == keyword->start && keywords[i - 1].length < keyword->length))));
  }
}

static gboolean see_line(gsize line, const TyKeyword *keywords, gsize n, gpointer data,
                         GError **error) {
  Seen *seen = data;
  (void) error;

  g_assert_cmpuint(line, ==, ++seen->line);
  g_string_append_printf(seen->all, "%zu:", line);
  for (gsize i = 0; i < n; i++) {
    g_string_append_printf(seen->all, " %u,%u,%.6g,", keywords[i].start, keywords[i].count,
                           keywords[i].weight);
    g_string_append_len(seen->all, keywords[i].text, (gssize) keywords[i].length);
  }
  g_string_append_c(seen->all, '\n');
  if (seen->text) {
    const char *text = seen->text + seen->at;
    const char *end = memchr(text, '\n', seen->length - seen->at);
    gsize length = end ? (gsize) (end - text) : seen->length - seen->at;
    TyKeyword *here = g_memdup2(keywords, n * sizeof *keywords);
    for (gsize i = 0; i < n; i++) { /* the bytes are those of our copy */
      g_assert_cmpmem(here[i].text, here[i].length, text + here[i].start, here[i].length);
      here[i].text = text + here[i].start;
    }
    check_line(text, length, here, n);
    g_free(here);
    seen->at += length + 1;
  }
  return TRUE;
}

/* What was handed over for the lines of `text`, to be freed. */
static char *keywords_of(const char *text, gsize length, const TyKeywordOptions *options,
                         guint n_threads, gsize *n_lines) {
  g_autofree char *file = test_path("lines.txt");
  g_autoptr(GError) error = NULL;
  TyLineKeywordRequest request = {
      .file = file, .options = *options, .data_folder = data_folder(), .n_threads = n_threads};
  Seen seen = {.text = text, .length = length, .all = g_string_new(NULL)};

  g_assert_true(g_file_set_contents(file, text, (gssize) length, NULL));
  g_assert_true(ty_keywords_of_lines(&request, see_line, &seen, &error));
  g_assert_no_error(error);
  if (n_lines)
    *n_lines = seen.line;
  return g_string_free(seen.all, FALSE);
}

static const char abstract[] =
    "为了解资阳石窟的保护现状,调查了安岳石窟的摩崖造像.摩崖造像的风化与砂岩的孔隙率有关,"
    "提出了摩崖造像的修复方法. 安岳石窟摩崖造像的风化与修复\n";

static void test_terms_are_phrases(void) {
  TyKeywordOptions terms = {.method = "terms", .top = 3}, words = {.method = "tfidf"};
  gsize n_lines;
  g_autofree char *found = keywords_of(abstract, strlen(abstract), &terms, 1, &n_lines);
  g_autofree char *single = keywords_of(abstract, strlen(abstract), &words, 1, NULL);

  g_assert_cmpuint(n_lines, ==, 1);
  assert_contains(found, ",摩崖造像");
  assert_contains(found, ",安岳石窟");
  assert_contains(single, ",风化");
}

static void test_weights_of_tfidf(void) {
  const char *text = "剪纸 剪纸 石刻\n\n剪纸\n石刻";
  TyKeywordOptions options = {.method = "tfidf", .idf = "corpus"};
  gsize n_lines;
  g_autofree char *found = keywords_of(text, strlen(text), &options, 1, &n_lines);
  /* Both words stand in two of four lines: the vector is (2, 1) / √5. */
  g_assert_cmpuint(n_lines, ==, 4);
  g_assert_cmpstr(found, ==,
                  "1: 0,2,0.894427,剪纸 14,1,0.447214,石刻\n2:\n3: 0,1,1,剪纸\n"
                  "4: 0,1,1,石刻\n");
}

static void test_keeps_the_spelling(void) {
  const char *text = "用XML描述空间元数据，XML与xml相同。大足石刻，大足臥佛院。\n";
  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m]};
    g_autofree char *found = keywords_of(text, strlen(text), &options, 1, NULL);
    assert_contains(found, ",XML");
    g_assert_null(strstr(found, ",xml ")); /* the same word */
  }
}

static void test_latin_phrases(void) {
  const char *text = "support vector machine\n4G network 与 deep learning\nimage\n";
  TyKeywordOptions options = {.method = "terms"};
  g_autofree char *found = keywords_of(text, strlen(text), &options, 1, NULL);
  assert_contains(found, ",support vector machine");
  assert_contains(found, ",deep learning");
  g_assert_null(strstr(found, "network 与"));
}

static void test_counts_are_left_at_numbers(void) {
  const char *text = "附子中6种生物碱的裂解机制，三种生物碱。\n";
  TyKeywordOptions options = {.method = "terms"};
  g_autofree char *found = keywords_of(text, strlen(text), &options, 1, NULL);
  assert_contains(found, ",生物碱");
  g_assert_null(strstr(found, "种生物碱"));
}

/* Texts of every script and broken bytes: as many lines, the same on any number of threads. */
static void test_random_lines(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);

  for (int round = 0; round < 12; round++) {
    GString *text = random_text(random, round == 0 ? 0 : 3000);
    TyKeywordOptions options = {.method = methods[round % 3],
                                .top = (gsize) round,
                                .idf = round % 6 == 3 ? "corpus" : NULL};
    g_string_append(text, round % 2 ? "\n" : "石刻");
    /* Bytes that are no text in any encoding are refused as a whole: see ty_corpus_decode_file. */
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize) text->len);
    gsize one_line = 0, two_lines = 0, expected = 0;
    for (const char *p = valid; *p; p++)
      expected += *p == '\n' || p[1] == '\0';
    g_autofree char *one = keywords_of(valid, strlen(valid), &options, 1, &one_line);
    g_autofree char *two = keywords_of(valid, strlen(valid), &options, 2, &two_lines);
    g_assert_cmpstr(one, ==, two);
    g_assert_cmpuint(one_line, ==, expected);
    g_assert_cmpuint(two_lines, ==, expected);
    g_string_free(text, TRUE);
  }
}

static void test_blocks_of_many_lines(void) {
  g_autoptr(GString) text = g_string_new(NULL);

  for (int i = 0; i < 4000; i++)
    g_string_append_printf(text, "%s%s", i % 7 ? "" : "\n", abstract);
  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m], .top = 4};
    gsize n_lines;
    g_autofree char *one = keywords_of(text->str, text->len, &options, 1, &n_lines);
    g_autofree char *three = keywords_of(text->str, text->len, &options, 3, NULL);
    g_assert_cmpuint(n_lines, ==, 4000 + 572);
    g_assert_cmpstr(one, ==, three);
  }
}

static void test_nothing(void) {
  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m]};
    gsize n_lines;
    g_autofree char *none = keywords_of("", 0, &options, 2, &n_lines);
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpuint(n_lines, ==, 0);
    g_autofree char *blank = keywords_of("\n，\n的", strlen("\n，\n的"), &options, 2, &n_lines);
    g_assert_cmpstr(blank, ==, "1:\n2:\n3:\n");
  }
}

/* A line of ten megabytes, without a full stop or without any mark at all. */
static void test_one_long_line(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  g_autoptr(GString) text = g_string_new(NULL);

  while (text->len < 10 * 1000 * 1000) {
    g_string_append(text, "摩崖造像");
    g_string_append_unichar(text, (gunichar) g_rand_int_range(random, 0x4e00, 0x9fa5));
    g_string_append_unichar(text, (gunichar) g_rand_int_range(random, 0x4e00, 0x9fa5));
  }
  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m], .top = 5};
    gsize n_lines;
    g_autofree char *found = keywords_of(text->str, text->len, &options, 1, &n_lines);
    g_assert_cmpuint(n_lines, ==, 1);
    assert_contains(found, "造像");
  }
}

static gboolean stop(gsize line, const TyKeyword *keywords, gsize n, gpointer data,
                     GError **error) {
  (void) keywords, (void) n, (void) data;
  if (line < 3)
    return TRUE;
  g_set_error_literal(error, TY_ERROR, TY_ERROR_CANCELLED, "stopped");
  return FALSE;
}

static void test_errors_of_lines(void) {
  g_autofree char *file = test_file("some.txt", "石刻\n剪纸\n石刻\n剪纸\n");
  g_autofree char *missing = test_path("no-such-file.txt");
  g_autoptr(GError) error = NULL;
  TyLineKeywordRequest request = {.file = file, .data_folder = data_folder()};

  g_assert_false(ty_keywords_of_lines(&request, stop, NULL, &error));
  assert_fails(&error, TY_ERROR_CANCELLED, "stopped");
  request.options.method = "bm25";
  g_assert_false(ty_keywords_of_lines(&request, stop, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found bm25, expected tfidf, textrank or terms");
  request.options = (TyKeywordOptions){.method = "tfidf", .idf = "file"};
  g_assert_false(ty_keywords_of_lines(&request, stop, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found file, expected corpus or background");
  request.options = (TyKeywordOptions){.method = "terms", .idf = "corpus"};
  g_assert_false(ty_keywords_of_lines(&request, stop, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "--idf: found it with --method terms, expected tfidf");
  request = (TyLineKeywordRequest){.file = missing, .data_folder = data_folder()};
  g_assert_false(ty_keywords_of_lines(&request, stop, NULL, &error));
  assert_fails(&error, TY_ERROR_MISSING, "no-such-file.txt");
}

static void test_own_words(void) {
  g_autofree char *list = test_file("own.txt", "浮世千像图\n");
  g_autofree char *file = test_file("own-lines.txt", "走到浮世千像图前面\n");
  const char *const lists[] = {list, NULL};
  g_autoptr(GString) all = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  Seen seen = {.all = all};
  TyLineKeywordRequest request = {.file = file,
                                  .options = {.method = "tfidf"},
                                  .word_lists = lists,
                                  .data_folder = data_folder()};

  g_assert_true(ty_keywords_of_lines(&request, see_line, &seen, &error));
  g_assert_no_error(error);
  assert_contains(all->str, ",浮世千像图");
}

/* Of an atlas --------------------------------------------------------------------------------- */

static void check_keywords(const json_t *answer) {
  double before = G_MAXDOUBLE;
  json_t *keyword;
  gsize i;

  json_array_foreach(json_object_get(answer, "keywords"), i, keyword) {
    g_assert_cmpfloat(number_of(keyword, "rank"), ==, i + 1);
    g_assert_cmpfloat(number_of(keyword, "weight"), <=, before);
    g_assert_cmpfloat(number_of(keyword, "documents"), <=, number_of(answer, "documents"));
    before = number_of(keyword, "weight");
  }
}

static void test_methods_of_an_atlas(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyDocumentFilter filter = {.place = "资阳"};

  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m], .top = 30};
    g_autoptr(GError) error = NULL;
    g_auto_json answer = ty_keywords_by(workspace, &filter, &options, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text_of(answer, "method"), ==, methods[m]);
    g_assert_cmpuint(size_of(answer, "keywords"), ==, 30);
    g_assert_nonnull(item_with(answer, "keywords", "word", "安岳石刻"));
    g_assert_nonnull(item_with(answer, "keywords", "word", "圆觉洞"));
    check_keywords(answer);
  }
}

/* The default is the study's TF-IDF. */
static void test_default_of_an_atlas(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyDocumentFilter filter = {.place = "大足"};
  TyKeywordOptions usual = {0}, background = {.idf = "background"};
  g_auto_json plain = ty_keywords(workspace, &filter, 20, NULL);
  g_auto_json by_default = ty_keywords_by(workspace, &filter, &usual, NULL);
  g_auto_json general = ty_keywords_by(workspace, &filter, &background, NULL);

  g_assert_true(
      json_equal(json_object_get(plain, "keywords"), json_object_get(by_default, "keywords")));
  g_assert_cmpstr(text_of(by_default, "idf"), ==, "corpus");
  g_assert_cmpstr(text_of(general, "idf"), ==, "background");
  g_assert_false(
      json_equal(json_object_get(plain, "keywords"), json_object_get(general, "keywords")));
  check_keywords(general);
}

static void test_each_document(void) {
  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m], .top = 6};
    TyDocumentFilter filter = {.kind = "post"};
    json_t *answers[2], *document, *keyword;
    gsize i, k;
    for (guint t = 0; t < 2; t++) {
      g_autoptr(TyWorkspace) workspace = open_workspace(sample_on(1), FALSE, t + 1);
      answers[t] = ty_keywords_of_each(workspace, &filter, &options, NULL);
    }
    g_assert_true(json_equal(answers[0], answers[1]));
    g_assert_cmpuint(size_of(answers[0], "documents"), >, 200);
    json_array_foreach(json_object_get(answers[0], "documents"), i, document) {
      double before = G_MAXDOUBLE;
      g_assert_cmpuint(size_of(document, "keywords"), <=, 6);
      json_array_foreach(json_object_get(document, "keywords"), k, keyword) {
        g_assert_cmpfloat(number_of(keyword, "weight"), <=, before);
        before = number_of(keyword, "weight");
      }
    }
    json_decref(answers[0]);
    json_decref(answers[1]);
  }
}

/* Of each document with an idf of all: the rows of the matrix that the selection's weights sum. */
static void test_each_document_sums_to_all(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("sums.atlas");
  import_all(workspace, "posts", "正文\n石刻 剪纸 剪纸\n石刻 川剧\n柠檬\n");
  TyKeywordOptions options = {.top = 10};
  g_auto_json all = ty_keywords_by(workspace, NULL, &options, NULL);
  g_auto_json each = ty_keywords_of_each(workspace, NULL, &options, NULL);
  json_t *document, *keyword;
  gsize i, k;
  double sum = 0;

  json_array_foreach(json_object_get(each, "documents"), i, document)
      json_array_foreach(json_object_get(document, "keywords"), k,
                         keyword) if (g_str_equal(text_of(keyword, "word"), "石刻")) sum +=
      number_of(keyword, "weight");
  g_assert_cmpfloat_with_epsilon(
      sum, number_of(item_with(all, "keywords", "word", "石刻"), "weight"), 2e-6);
}

static void test_nothing_selected(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyDocumentFilter filter = {.place = "成都"};
  g_autoptr(GError) error = NULL;

  for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
    TyKeywordOptions options = {.method = methods[m]};
    g_assert_null(ty_keywords_by(workspace, &filter, &options, &error));
    assert_fails(&error, TY_ERROR_NOT_FOUND, "found no document");
    g_assert_null(ty_keywords_of_each(workspace, &filter, &options, &error));
    assert_fails(&error, TY_ERROR_NOT_FOUND, "found no document");
  }
}

/* On real abstracts, where they are at hand: what is promised of authors' keywords. */
static void test_author_keywords(void) {
  static const char path[] = "../shared/data/text/csl/keywords-dev.tsv";
  g_autofree char *file = source_path(path), *text = NULL;

  if (!g_file_get_contents(file, &text, NULL, NULL)) {
    g_test_skip("no abstracts here");
    return;
  }
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GString) texts = g_string_new(NULL);
  for (gsize i = 0; lines[i] && *lines[i]; i++) {
    g_auto(GStrv) columns = g_strsplit(lines[i], "\t", 3);
    g_string_append_printf(texts, "%s\n", columns[1]);
  }
  TyKeywordOptions options = {.method = "terms", .top = 5};
  g_autofree char *found = keywords_of(texts->str, texts->len, &options, 0, NULL);
  g_auto(GStrv) found_lines = g_strsplit(found, "\n", -1);
  double hits = 0, n_found = 0, n_wanted = 0;
  for (gsize i = 0; lines[i] && *lines[i]; i++) {
    g_auto(GStrv) columns = g_strsplit(lines[i], "\t", 3);
    g_auto(GStrv) wanted = g_strsplit(columns[2], "_", -1);
    g_auto(GStrv) terms = g_strsplit(found_lines[i], " ", -1);
    n_wanted += g_strv_length(wanted);
    for (gsize k = 1; terms[k]; k++) {
      const char *term = strrchr(terms[k], ',');
      n_found++;
      hits += term && g_strv_contains((const char *const *) wanted, term + 1);
    }
  }
  g_assert_cmpfloat(2 * hits / (n_found + n_wanted), >, 0.25);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/keywords/terms-are-phrases", test_terms_are_phrases);
  g_test_add_func("/keywords/weights-of-tfidf", test_weights_of_tfidf);
  g_test_add_func("/keywords/keeps-the-spelling", test_keeps_the_spelling);
  g_test_add_func("/keywords/latin-phrases", test_latin_phrases);
  g_test_add_func("/keywords/counts-are-left-at-numbers", test_counts_are_left_at_numbers);
  g_test_add_func("/keywords/random-lines", test_random_lines);
  g_test_add_func("/keywords/blocks-of-many-lines", test_blocks_of_many_lines);
  g_test_add_func("/keywords/nothing", test_nothing);
  g_test_add_func("/keywords/one-long-line", test_one_long_line);
  g_test_add_func("/keywords/errors-of-lines", test_errors_of_lines);
  g_test_add_func("/keywords/own-words", test_own_words);
  g_test_add_func("/keywords/methods-of-an-atlas", test_methods_of_an_atlas);
  g_test_add_func("/keywords/default-of-an-atlas", test_default_of_an_atlas);
  g_test_add_func("/keywords/each-document", test_each_document);
  g_test_add_func("/keywords/each-document-sums-to-all", test_each_document_sums_to_all);
  g_test_add_func("/keywords/nothing-selected", test_nothing_selected);
  g_test_add_func("/keywords/author-keywords", test_author_keywords);
  return run_tests();
}
