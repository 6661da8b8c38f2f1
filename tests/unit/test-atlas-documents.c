/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas-fixture.h"

/* Authors ---------------------------------------------------------------------------------------
 */

static gboolean holds(const char *path, const char *text) {
  gsize length;
  g_autofree char *bytes = NULL;
  if (!g_file_get_contents(path, &bytes, &length, NULL))
    return FALSE;
  return memmem(bytes, length, text, strlen(text)) != NULL;
}

static void test_keeps_no_author(void) {
  TyAtlas *atlas = new_atlas("author.atlas");
  g_autofree char *path = test_path("author.atlas");
  g_autofree char *log = g_strconcat(path, "-wal", NULL);
  g_autofree char *salt = ty_atlas_get_meta(atlas, "salt");
  g_autofree char *salted = g_strconcat(salt, ":迷路的游客甲", NULL);
  g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, salted, -1);
  g_autofree char *bare = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "迷路的游客甲", -1);

  gint64 source = add_source(atlas, "posts.csv", "posts");
  add_document(atlas, source, "圆觉洞真好看", "迷路的游客甲");
  g_assert_false(holds(path, "迷路的游客甲"));
  g_assert_false(holds(log, "迷路的游客甲"));
  ty_atlas_free(atlas);
  g_assert_true(holds(path, "圆觉洞真好看"));
  g_assert_false(holds(path, "迷路的游客甲"));
  g_assert_true(holds(path, hash));
  g_assert_false(holds(path, bare)); /* without the salt, a list of names would tell who it was */
  g_assert_cmpuint(strlen(salt), ==, 64);
}

static void test_draws_a_salt_of_its_own(void) {
  g_autoptr(TyAtlas) one = new_atlas("salt-1.atlas");
  g_autoptr(TyAtlas) two = new_atlas("salt-2.atlas");
  g_autofree char *first = ty_atlas_get_meta(one, "salt");
  g_autofree char *second = ty_atlas_get_meta(two, "salt");

  g_assert_cmpstr(first, !=, second);
}

static void test_forgets_an_author(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("forget.atlas");
  gint64 source = add_source(atlas, "posts.csv", "posts"), site = add_entity(atlas, "圆觉洞");
  gint64 first = add_document(atlas, source, "圆觉洞票价20元", "甲");
  gint64 kept = add_document(atlas, source, "卧佛院", "乙");
  add_document(atlas, source, "没有署名", NULL);
  add_predicates(atlas);
  TyFact fact = {.subject = site, .predicate = "ticket_cny", .value = "20", .confidence = .6};
  TyEvidence evidence = {.document = first, .start = 0, .end = 9};
  g_assert_cmpint(ty_atlas_add_fact(atlas, &fact, &evidence, NULL), !=, 0);
  g_assert_true(ty_atlas_add_mention(atlas, first, site, (TySpan){0, 9}, 1, NULL));

  g_assert_cmpint(forget(atlas, "丙"), ==, 0);
  g_assert_cmpint(forget(atlas, ""), ==, 0);
  g_assert_cmpint(count_of(atlas, "document"), ==, 3);
  g_assert_cmpint(forget(atlas, "甲"), ==, 1);
  g_assert_true(ty_atlas_compact(atlas, NULL));
  g_autofree char *path = test_path("forget.atlas");
  g_assert_false(holds(path, "圆觉洞票价20元"));
  g_assert_true(holds(path, "没有署名"));
  g_assert_cmpint(count_of(atlas, "document"), ==, 2);
  g_assert_cmpint(count_of(atlas, "fact"), ==, 0);
  g_assert_cmpint(count_of(atlas, "mention"), ==, 0);
  g_autofree char *left = documents_of(atlas, &(TyDocumentFilter){.duplicates = TRUE});
  g_autofree char *expected = g_strdup_printf("%d:0 3:0 ", (int) kept);
  g_assert_cmpstr(left, ==, expected);
}

/* Documents -------------------------------------------------------------------------------------
 */

static void test_marks_repeated_texts(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("duplicates.atlas");
  gint64 a = add_source(atlas, "a.csv", "posts"), b = add_source(atlas, "b.csv", "posts");
  gint64 c = add_source(atlas, "c.csv", "posts");
  TyDocumentFilter all = {.duplicates = TRUE};

  add_document(atlas, a, "同文", NULL);
  add_repeat(atlas, b, "同文", TY_REPEAT_EXACT, 1);
  add_document(atlas, b, "异文", NULL);
  add_repeat(atlas, c, "同文", TY_REPEAT_EXACT, 1);
  add_repeat(atlas, c, "同文！", TY_REPEAT_NEAR, 1);
  add_repeat(atlas, c, "转//@甲:同", TY_REPEAT_REPOST, 0); /* of a post that is not here */
  g_autofree char *originals = documents_of(atlas, NULL), *every = documents_of(atlas, &all);
  TyDocumentFilter but_near = {.near_duplicates = TRUE};
  g_autofree char *near = documents_of(atlas, &but_near);
  g_assert_cmpstr(originals, ==, "1:0 3:0 6:0 ");
  g_assert_cmpstr(near, ==, "1:0 3:0 5:1 6:0 ");
  g_assert_cmpstr(every, ==, "1:0 2:1 3:0 4:1 5:1 6:0 ");

  /* When the original goes, the next takes its place: one of each text stays an original. */
  add_source(atlas, "a.csv", "posts");
  g_autofree char *left = documents_of(atlas, &all);
  g_assert_cmpstr(left, ==, "2:0 3:0 4:2 5:0 6:0 ");
  g_assert_true(ty_atlas_has_orphans(atlas)); /* to be judged again by who knows the texts */
}

static void test_selects_documents(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("filters.atlas");
  gint64 source = add_source(atlas, "a.csv", "posts");
  const TyDocument documents[] = {
      {.kind = TY_DOCUMENT_POST,
       .text = "1",
       .platform = "weibo",
       .place = "资阳",
       .term = "旅行",
       .date = "2023-03-18T10:00:00+08:00"},
      {.kind = TY_DOCUMENT_POST,
       .text = "2",
       .platform = "xiaohongshu",
       .place = "大足",
       .date = "2023-04-01"},
      {.kind = TY_DOCUMENT_PAPER, .text = "3", .platform = "cnki", .place = "资阳", .date = "2022"},
      {.kind = TY_DOCUMENT_POST, .text = "4"},
  };
  const struct {
    TyDocumentFilter filter;
    const char *found;
  } cases[] = {
      {{0}, "1:0 2:0 3:0 4:0 "},
      {{.kind = "post"}, "1:0 2:0 4:0 "},
      {{.place = "资阳"}, "1:0 3:0 "},
      {{.platform = "weibo"}, "1:0 "},
      {{.term = "旅行"}, "1:0 "},
      {{.kind = "post", .place = "大足"}, "2:0 "},
      {{.since = "2023"}, "1:0 2:0 "},
      {{.since = "2023-03-18"}, "1:0 2:0 "},
      {{.since = "2023-03-19"}, "2:0 "},
      {{.until = "2023-03-18"}, "1:0 3:0 "}, /* the whole day counts */
      {{.until = "2023"}, "1:0 2:0 3:0 "},
      {{.since = "2023-03", .until = "2023-03"}, "1:0 "},
      {{.place = ""}, "1:0 2:0 3:0 4:0 "}, /* an empty wish is none */
      {{.place = "成都"}, ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(documents); i++) {
    TyLikeness likeness = {.text_hash = i};
    g_assert_cmpint(ty_atlas_add_document(atlas, source, &documents[i], NULL, &likeness,
                                          TY_REPEAT_NONE, 0, NULL),
                    ==, i + 1);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *found = documents_of(atlas, &cases[i].filter);
    g_assert_cmpstr(found, ==, cases[i].found);
  }
}

static gboolean stop_at_once(const TyStoredDocument *document, gpointer data, GError **error) {
  (void) document;
  ++*(int *) data;
  g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "enough");
  return FALSE;
}

static void test_stops_when_told(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("stop.atlas");
  g_autoptr(GError) error = NULL;
  gint64 source = add_source(atlas, "a.csv", "posts");
  int calls = 0;

  add_document(atlas, source, "一", NULL);
  add_document(atlas, source, "二", NULL);
  g_assert_false(ty_atlas_each_document(atlas, NULL, stop_at_once, &calls, &error));
  assert_fails(&error, TY_ERROR_CANCELLED, "enough");
  g_assert_cmpint(calls, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/atlas/author/kept-as-hash", test_keeps_no_author);
  g_test_add_func("/atlas/author/salt", test_draws_a_salt_of_its_own);
  g_test_add_func("/atlas/author/forgotten", test_forgets_an_author);
  g_test_add_func("/atlas/document/duplicates", test_marks_repeated_texts);
  g_test_add_func("/atlas/document/filters", test_selects_documents);
  g_test_add_func("/atlas/document/stops", test_stops_when_told);
  return run_tests();
}
