/* SPDX-License-Identifier: Apache-2.0 */
/* The index as segments of our own: FTS5 finds nothing wrong with it, and in it what is there. */
#include "atlas/postings.h"
#include "atlas/statement.h"
#include "base/random.h"
#include "support.h"

/* Words are parted by spaces; one that begins with = stands beside the one before. */
static void tell_words(const char *text, gsize length, TyIndexWordFunc func, gpointer func_data,
                       gpointer data) {
  (void) data;
  for (gsize at = 0, end; at < length; at = end + 1) {
    const char *space = memchr(text + at, ' ', length - at);
    end = space ? (gsize) (space - text) : length;
    gboolean beside = text[at] == '=';
    TySpan span = {at, end};
    if (end > at + beside && !func(text + at + beside, end - at - beside, span, beside, func_data))
      return;
  }
}

static TyAtlas *new_atlas(const char *name) {
  static const TyTokenizer tokenizer = {tell_words, NULL, "spaces"};
  g_autofree char *path = test_path(name);
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  TyAtlas *atlas = ty_atlas_create(path, &error);
  g_assert_no_error(error);
  ty_atlas_set_tokenizer(atlas, &tokenizer);
  g_assert_true(ty_atlas_rebuild_index(atlas, &error));
  return atlas;
}

static void run_sql(TyAtlas *atlas, const char *sql) {
  g_autoptr(GError) error = NULL;
  g_assert_true(ty_atlas_run(atlas, sql, &error));
  g_assert_no_error(error);
}

/* FTS5's own check; `with_texts`: that the index holds just the words of the documents. */
static void check_index(TyAtlas *atlas, gboolean with_texts) {
  run_sql(atlas, with_texts ? "INSERT INTO document_index (document_index, rank)"
                              " VALUES ('integrity-check', 1)"
                            : "INSERT INTO document_index (document_index)"
                              " VALUES ('integrity-check')");
}

static gint64 count_found(TyAtlas *atlas, const char *match) {
  return ty_atlas_number(
      atlas, -1, "SELECT count(*) FROM document_index WHERE document_index MATCH ?", "t", match);
}

/* Postings of one document, which is added to the index under `id`. */
static void index_texts(TyAtlas *atlas, gint64 id, TyPostings *postings,
                        const char *const texts[TY_INDEX_COLUMNS]) {
  g_autoptr(GError) error = NULL;

  ty_postings_clear(postings);
  for (TyIndexColumn column = 0; column < TY_INDEX_COLUMNS; column++) {
    ty_postings_begin_column(postings, column);
    if (texts[column])
      tell_words(texts[column], strlen(texts[column]), ty_postings_take, postings, NULL);
  }
  g_assert_true(ty_atlas_index_document(atlas, id, postings, ty_postings_end(postings), &error));
  g_assert_no_error(error);
}

static gint64 add_texts(TyAtlas *atlas, gint64 source, const char *title, const char *text,
                        const char *tags) {
  TyDocument document = {.kind = TY_DOCUMENT_POST, .title = title, .text = text, .tags = tags};
  TyLikeness likeness = {0};
  gint64 id =
      ty_atlas_add_document(atlas, source, &document, NULL, &likeness, TY_REPEAT_NONE, 0, NULL);
  g_assert_cmpint(id, >, 0);
  return id;
}

/* Any texts -------------------------------------------------------------------------------------
 */

/* Few words are frequent, many are rare; some are long, some stand beside others. */
static char *any_text(TyRandom *random, gsize n_words) {
  g_autoptr(GString) text = g_string_new(NULL);

  for (gsize i = 0; i < n_words; i++) {
    double u = ty_random_double(random);
    if (ty_random_below(random, 8) == 0)
      g_string_append_c(text, '=');
    g_string_append_printf(text, "w%d", (int) (20000 * u * u * u * u));
    if (ty_random_below(random, 500) == 0)
      for (gsize n = ty_random_below(random, 240); n > 0; n--)
        g_string_append_c(text, 'x');
    g_string_append_c(text, ' ');
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *text_of_document(TyRandom *random, gsize i) {
  if (i == 700) { /* a list of places that takes many leaves, then a word of few */
    g_autofree char *words = any_text(random, 60000);
    return g_strconcat("begin ", words, NULL);
  }
  return i % 97 == 0 ? NULL : any_text(random, ty_random_below(random, 40));
}

static void add_any(TyAtlas *atlas, gint64 source, guint64 seed, gsize n) {
  g_autoptr(TyPostings) postings = ty_postings_new();
  g_autoptr(GError) error = NULL;
  TyRandom random = ty_random(seed, 0);

  g_assert_true(ty_atlas_begin_postings(atlas, &error));
  for (gsize i = 0; i < n; i++) {
    g_autofree char *title = i % 3 ? NULL : any_text(&random, 5);
    g_autofree char *words = text_of_document(&random, i);
    g_autofree char *text = words ? g_strconcat("all ", words, NULL) : g_strdup("");
    g_autofree char *tags = i % 5 ? NULL : any_text(&random, 3);
    const char *const texts[TY_INDEX_COLUMNS] = {title, text, tags};
    index_texts(atlas, add_texts(atlas, source, title, text, tags), postings, texts);
  }
  g_assert_true(ty_atlas_end_postings(atlas, &error));
  g_assert_no_error(error);
}

static gint64 add_source(TyAtlas *atlas, const char *name) {
  TySource source = {.name = name, .role = "posts", .digest = "00"};
  gint64 id = ty_atlas_add_source(atlas, &source, NULL);
  g_assert_cmpint(id, >, 0);
  return id;
}

/* What is found, before and after FTS5 has made the index anew itself. */
static void check_against_own(TyAtlas *atlas) {
  static const char *const matches[] = {
      "all",       "w0",    "w1 AND w19999", "all AND w19000", "w3 + w4",
      "title: w1", "begin", "w2 NOT all",    "w10 OR w11",     "tags: w0 AND w7"};
  gint64 found[G_N_ELEMENTS(matches)];
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(matches); i++)
    found[i] = count_found(atlas, matches[i]);
  g_assert_true(ty_atlas_begin(atlas, &error));
  g_assert_true(ty_atlas_rebuild_index(atlas, &error));
  for (gsize i = 0; i < G_N_ELEMENTS(matches); i++)
    g_assert_cmpint(count_found(atlas, matches[i]), ==, found[i]);
  ty_atlas_rollback(atlas);
}

static void test_writes_what_fts5_checks(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("postings.atlas");
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_begin(atlas, &error));
  gint64 source = add_source(atlas, "a.csv");
  add_any(atlas, source, 1, 8000);
  g_assert_true(ty_atlas_commit(atlas, &error));
  check_index(atlas, TRUE);
  gint64 before = count_found(atlas, "all");
  check_against_own(atlas);

  /* A second segment is seen by the same connection. */
  g_assert_true(ty_atlas_begin(atlas, &error));
  add_any(atlas, source, 2, 500);
  g_assert_true(ty_atlas_commit(atlas, &error));
  g_assert_cmpint(count_found(atlas, "all"), >, before);
  check_index(atlas, TRUE);
  check_against_own(atlas);

  /* FTS5 can make them one. */
  run_sql(atlas, "INSERT INTO document_index (document_index) VALUES ('optimize')");
  check_index(atlas, TRUE);
}

static void test_takes_documents_out_again(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("replaced.atlas");
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_begin(atlas, &error));
  add_any(atlas, add_source(atlas, "a.csv"), 1, 900);
  add_any(atlas, add_source(atlas, "b.csv"), 2, 100);
  g_assert_true(ty_atlas_commit(atlas, &error));
  gint64 before = count_found(atlas, "w1");

  /* The last documents go; new ones get their numbers. */
  g_assert_true(ty_atlas_begin(atlas, &error));
  gint64 source = add_source(atlas, "b.csv");
  g_assert_true(ty_atlas_index_is_current(atlas));
  add_any(atlas, source, 3, 100);
  g_assert_true(ty_atlas_commit(atlas, &error));
  check_index(atlas, TRUE);
  g_assert_cmpint(count_found(atlas, "w1"), !=, before);
  check_against_own(atlas);
}

static void test_forgets_what_is_rolled_back(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("rolled-back.atlas");
  g_autoptr(TyPostings) postings = ty_postings_new();
  const char *const texts[TY_INDEX_COLUMNS] = {NULL, "all", NULL};
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_begin(atlas, &error));
  gint64 source = add_source(atlas, "a.csv");
  add_any(atlas, source, 1, 50);
  g_assert_true(ty_atlas_commit(atlas, &error));
  gint64 before = count_found(atlas, "all");

  g_assert_true(ty_atlas_begin(atlas, &error));
  add_any(atlas, source, 2, 50);
  g_assert_cmpint(count_found(atlas, "all"), >, before);
  g_assert_true(ty_atlas_begin_postings(atlas, &error));
  index_texts(atlas, add_texts(atlas, source, NULL, "all", NULL), postings, texts);
  ty_atlas_rollback(atlas);
  g_assert_cmpint(count_found(atlas, "all"), ==, before);
  check_index(atlas, TRUE);

  g_assert_true(ty_atlas_begin(atlas, &error));
  add_any(atlas, source, 3, 50);
  g_assert_true(ty_atlas_commit(atlas, &error));
  check_index(atlas, TRUE);
}

/* Numbers of documents far apart, so that a word's first documents fill more than one record. */
static void test_leaps_over_leaves(void) {
  enum { N = 1500, PLACES = 2000, RARE = 250 };
  g_autoptr(TyAtlas) atlas = new_atlas("leaps.atlas");
  g_autoptr(TyPostings) postings = ty_postings_new();
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < PLACES; i++)
    g_string_append(text, "many ");
  g_assert_true(ty_atlas_begin(atlas, &error));
  g_assert_true(ty_atlas_begin_postings(atlas, &error));
  for (gint64 i = 1; i <= N; i++) {
    g_autofree char *tags = i % RARE ? NULL : g_strdup_printf("rare r%d z", (int) i);
    const char *const texts[TY_INDEX_COLUMNS] = {NULL, text->str, tags};
    index_texts(atlas, i << 45, postings, texts);
  }
  g_assert_true(ty_atlas_end_postings(atlas, &error));
  g_assert_true(ty_atlas_commit(atlas, &error));
  g_assert_no_error(error);
  check_index(atlas, FALSE);
  g_assert_cmpint(ty_atlas_number(atlas, 0,
                                  "SELECT count(*) FROM document_index_data"
                                  " WHERE (id >> 36 & 1) AND (id >> 31 & 31)",
                                  ""),
                  >, 0);
  g_assert_cmpint(count_found(atlas, "many"), ==, N);
  g_assert_cmpint(count_found(atlas, "many AND rare"), ==, N / RARE);
  g_assert_cmpint(count_found(atlas, "many AND r1250 AND z"), ==, 1);
  g_assert_cmpint(count_found(atlas, "rare NOT many"), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/postings/checked", test_writes_what_fts5_checks);
  g_test_add_func("/postings/replaced", test_takes_documents_out_again);
  g_test_add_func("/postings/rolled-back", test_forgets_what_is_rolled_back);
  g_test_add_func("/postings/leaps", test_leaps_over_leaves);
  return run_tests();
}
