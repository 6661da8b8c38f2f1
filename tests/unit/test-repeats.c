/* SPDX-License-Identifier: Apache-2.0 */
/* Same and like texts, against the sample's labels; imports on several threads; broken-off ones. */
#include "base/csv.h"
#include "support.h"
#include "text/name-difference.h"
#include "text/repeats.h"

#include <signal.h>
#include <sys/wait.h>

/* The sample's labels --------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *ids;  /* gint64 → native id */
  GHashTable *told; /* "native id" → "exact 915…" */
} Told;

static gboolean note_id(const TyStoredDocument *document, gpointer data, GError **error) {
  Told *told = data;
  (void) error;
  g_hash_table_insert(told->ids, GSIZE_TO_POINTER(document->id), g_strdup(document->native_id));
  return TRUE;
}

static gboolean note_repeat(gint64 id, const TyLikeness *likeness, TyRepeat repeat, gint64 original,
                            gpointer data, GError **error) {
  Told *told = data;
  (void) error;
  g_assert_nonnull(likeness->sketch);
  if (repeat != TY_REPEAT_NONE)
    g_hash_table_insert(
        told->told, g_strdup(g_hash_table_lookup(told->ids, GSIZE_TO_POINTER(id))),
        g_strdup_printf("%s %s", ty_repeat_name(repeat),
                        (char *) g_hash_table_lookup(told->ids, GSIZE_TO_POINTER(original))));
  return TRUE;
}

static gboolean check_label(const TyCsvRow *row, gpointer data, GError **error) {
  Told *told = data;
  const char *label = ty_csv_get(row, "label"), *of = ty_csv_get(row, "of");
  const char *found = g_hash_table_lookup(told->told, ty_csv_get(row, "id"));
  (void) error;

  if (g_str_equal(label, "duplicate")) {
    assert_contains(found, "exact ");
    assert_contains(found, of);
  } else if (g_str_equal(label, "near-duplicate")) {
    g_assert_nonnull(found);
    assert_contains(found, of);
    g_assert_false(g_str_has_prefix(found, "exact"));
  } else if (g_str_equal(label, "repost"))
    assert_contains(found, "repost ");
  return TRUE;
}

static gboolean note_label(const TyCsvRow *row, gpointer data, GError **error) {
  const char *label = ty_csv_get(row, "label");
  (void) error;
  if (strstr(label, "duplicate") || g_str_equal(label, "repost"))
    g_hash_table_remove(data, ty_csv_get(row, "id"));
  return TRUE;
}

static void test_tells_what_the_sample_repeats(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  TyDocumentFilter all = {.duplicates = TRUE};
  Told told = {g_hash_table_new_full(NULL, NULL, NULL, g_free),
               g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
  g_autofree char *path = source_path("corpus/labels.csv");
  gsize length;
  g_autofree char *text = read_file(path, &length);

  g_assert_true(ty_atlas_each_document(atlas, &all, note_id, &told, NULL));
  g_assert_true(ty_atlas_each_likeness(atlas, note_repeat, &told, NULL));
  g_assert_true(ty_csv_read(path, text, length, check_label, NULL, &told, NULL));
  /* None but those. */
  g_assert_true(ty_csv_read(path, text, length, note_label, NULL, told.told, NULL));
  g_assert_cmpuint(g_hash_table_size(told.told), ==, 0);
  g_hash_table_unref(told.ids);
  g_hash_table_unref(told.told);
}

/* Sketches ------------------------------------------------------------------------------------- */

static double likeness_of(const char *a, const char *b) {
  g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) y = g_array_new(FALSE, FALSE, sizeof(guint32));
  ty_sketch_text(a, strlen(a), x, NULL);
  ty_sketch_text(b, strlen(b), y, NULL);
  return ty_features_likeness((const guint32 *) (void *) x->data, x->len,
                              (const guint32 *) (void *) y->data, y->len);
}

static void test_likeness_is_of_the_wording(void) {
  const char *text = "国庆第二天，圆觉洞人比想象的多，停车场满了";

  g_assert_cmpfloat(likeness_of(text, text), ==, 1);
  g_assert_cmpfloat(likeness_of(text, "國慶第二天圓覺洞人比想象的多——停車場滿了！#大足#"), ==, 1);
  g_assert_cmpfloat(likeness_of(text, "可爱//@阿坤:国庆第二天，圆觉洞人比想象的多，停车场满了"), ==,
                    1);
  g_assert_cmpfloat(likeness_of(text, "伤心凉粉辣得真的会哭所以叫伤心凉粉"), ==, 0);
  g_assert_cmpfloat(likeness_of("好看", "好看"), ==, 0); /* too short to tell */
  g_assert_cmpfloat(likeness_of("", ""), ==, 0);
}

static gboolean is_banbi(const guint32 *letters, gsize n, gpointer none) {
  (void) none;
  return n == 2 && letters[0] == 0x534a && letters[1] == 0x58c1; /* 半壁 */
}

static gboolean names_differ(const char *a, const char *b) {
  g_autofree char *path = source_path("corpus/lexicon/name-forms.txt");
  gsize length;
  g_autofree char *text = read_file(path, &length);
  g_autoptr(TyNameForms) forms = ty_name_forms_read(path, text, length, NULL);
  g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) y = g_array_new(FALSE, FALSE, sizeof(guint32));
  const guint32 *p, *q;

  ty_sketch_letters(a, strlen(a), x);
  ty_sketch_letters(b, strlen(b), y);
  p = (const guint32 *) (const void *) x->data;
  q = (const guint32 *) (const void *) y->data;
  gboolean differ = ty_names_differ(p, x->len, q, y->len, forms, is_banbi, NULL);
  g_assert_true(differ == ty_names_differ(q, y->len, p, x->len, forms, is_banbi, NULL));
  return differ;
}

static void test_other_names_are_other_texts(void) {
  static const char *const sites[] = {"圆觉洞", "毗卢洞", "茗山寺", "孔雀洞", "北山石刻"};
  g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(sites); i++)
    for (gsize j = 0; j < G_N_ELEMENTS(sites); j++) {
      g_string_printf(a, "周末去%s玩，路不好走", sites[i]);
      g_string_printf(b, "周末去%s玩，路不好走", sites[j]);
      g_assert_true(names_differ(a->str, b->str) == (i != j));
      g_string_printf(b, "周末去%s玩啦，路不太好走", sites[i]);
      g_assert_false(names_differ(a->str, b->str));
    }
  g_assert_true(names_differ("去北山石刻", "去南山石刻"));
  g_assert_true(names_differ("半壁很好", "圆觉洞很好"));
  g_assert_false(names_differ("半壁很好，看了", "去看了半壁很好")); /* the same, elsewhere */
  g_assert_false(names_differ("沿路都停起了", "路边都停起"));
  g_assert_false(names_differ("国庆的大足石刻", "五一的大足石刻"));
  g_assert_false(names_differ("去圆觉洞", "去"));
  g_assert_false(names_differ("", "圆觉洞"));
  for (int i = 0; i < 200; i++) {
    g_string_append(a, "长");
    g_string_append(b, "长");
  }
  g_string_append(a, "圆觉洞");
  g_string_append(b, "毗卢洞");
  g_assert_false(names_differ(a->str, b->str)); /* long ones: a detail */
}

static void test_a_sketch_estimates(void) {
  g_autoptr(GArray) features = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);
  TySketch x, y;

  for (guint i = 0; i < 200; i++) {
    g_string_append_unichar(a, 0x4e00 + i * 7);
    g_string_append_unichar(b, i < 140 ? 0x4e00 + i * 7 : 0x7000 + i * 5);
  }
  ty_sketch_text(a->str, a->len, features, &x);
  ty_sketch_text(b->str, b->len, features, &y);
  double truth = likeness_of(a->str, b->str), estimate = ty_sketch_likeness(x.bin, y.bin);
  g_assert_cmpfloat(ABS(estimate - truth), <, 4 * .0625);
  g_assert_cmpfloat(ABS(ty_sketch_likeness(x.bin, x.bin) - 1), <, 1e-9);
}

static void test_finds_by_bands(void) {
  g_autoptr(TyRepeats) repeats = ty_repeats_new();
  g_autoptr(GArray) features = g_array_new(FALSE, FALSE, sizeof(guint32));
  gint64 ids[TY_REPEATS_CANDIDATES];
  gboolean sure;
  TySketch sketch;

  for (gint64 id = 1; id <= 70000; id++) { /* beyond TY_REPEATS_FEW */
    g_autofree char *text =
        g_strdup_printf("%x%x%x%x%x", (guint) id * 2654435761u, (guint) id * 40503u,
                        (guint) id ^ 0x55aa55u, (guint) id * 97u, (guint) (id * id));
    ty_sketch_text(text, strlen(text), features, &sketch);
    ty_repeats_add_text(repeats, id, (guint64) id);
    ty_repeats_add_original(repeats, id, sketch.bin, sketch.opening);
  }
  gsize n = ty_repeats_like(repeats, sketch.bin, ids, &sure);
  g_assert_cmpuint(n, >, 0);
  g_assert_cmpint(ids[0], ==, 70000);
  g_assert_true(sure);
  g_assert_cmpint(ty_repeats_opening(repeats, sketch.opening), ==, 70000);
  g_assert_cmpint(ty_repeats_opening(repeats, 0), ==, 0);
  g_assert_cmpint(ty_repeats_same(repeats, 12345), ==, 12345);
  g_assert_cmpint(ty_repeats_same(repeats, 99999), ==, 0);
}

/* Imports -------------------------------------------------------------------------------------- */

/* Posts enough for several batches, some of them again or nearly so, some rows broken. */
static char *many_posts(guint n) {
  GString *out = g_string_new("id,正文,昵称\n");
  for (guint i = 0; i < n; i++) {
    guint of = i % 7 == 3 ? i / 2 : i;
    g_string_append_printf(out, "%u,第%u次来大足石刻，%u号窟的千手观音%s，门票%u元,作者%u\n", i, of,
                           of * 31 % 97, i % 11 == 5 ? "真好看" : "人山人海", of * 17 % 301, i % 5);
    if (i % 97 == 0)
      g_string_append(out, "broken\n");
  }
  return g_string_free(out, FALSE);
}

static gboolean tell_likeness(gint64 id, const TyLikeness *likeness, TyRepeat repeat,
                              gint64 original, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%d %d %d %" G_GINT64_MODIFIER "x %02x%02x\n", (int) id,
                         (int) repeat, (int) original, likeness->text_hash, likeness->sketch[0],
                         likeness->sketch[63]);
  return TRUE;
}

static void tell_count(const char *kind, const char *table, const char *count, gpointer data) {
  (void) kind;
  g_string_append_printf(data, "%s %s\n", table, count);
}

static gboolean tell_document(const TyStoredDocument *document, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%d:%d %s\n", (int) document->id, (int) document->line,
                         document->text);
  return TRUE;
}

/* All that an import left. */
static char *contents(TyWorkspace *workspace) {
  GString *all = g_string_new(NULL);
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  TyDocumentFilter every = {.duplicates = TRUE};
  json_t *found = ty_search(workspace, "千手观音 人山人海", &every, 50, NULL);
  g_autofree char *answer = dumped(found);

  g_assert_true(ty_atlas_each_document(atlas, &every, tell_document, all, NULL));
  g_assert_true(ty_atlas_each_likeness(atlas, tell_likeness, all, NULL));
  g_assert_true(ty_atlas_count(atlas, tell_count, all, NULL));
  g_string_append(all, answer);
  json_decref(found);
  return g_string_free(all, FALSE);
}

static char *import_on(guint n_threads, const char *name) {
  g_autofree char *path = test_path(name), *text = many_posts(3000);
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  g_assert_true(ty_new_atlas(path, data_folder(), &error));
  g_autoptr(TyWorkspace) workspace = open_workspace(path, TRUE, n_threads);
  json_t *answer = try_import(workspace, "posts", "many.csv", text, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(answer, "rows"), ==, 3000);
  g_assert_cmpfloat(number_of(answer, "rejected"), ==, 31);
  json_decref(answer);
  g_assert_true(ty_index_is_current(workspace));
  return contents(workspace);
}

static void test_threads_change_nothing(void) {
  g_autofree char *one = import_on(1, "one.atlas"), *two = import_on(2, "two.atlas");
  g_autofree char *three = import_on(3, "three.atlas");
  g_assert_cmpstr(one, ==, two);
  g_assert_cmpstr(one, ==, three);
}

/* Replaced documents leave the index; the rest is as if they had never been. */
static void test_a_replaced_source_leaves_no_words(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("replaced.atlas");
  json_t *answer;

  json_decref(try_import(workspace, "posts", "a.csv",
                         "id,正文\n1,圆觉洞\n2,卧佛院\n3,千佛寨\n4,茗山寺\n", NULL, NULL));
  json_decref(try_import(workspace, "posts", "b.csv", "id,正文\n5,石刻博物馆\n", NULL, NULL));
  json_decref(try_import(workspace, "posts", "b.csv", "id,正文\n5,柠檬花海\n", NULL, NULL));
  g_assert_true(ty_index_is_current(workspace));
  answer = ty_search(workspace, "博物馆", NULL, 0, NULL);
  g_assert_cmpfloat(number_of(answer, "found"), ==, 0);
  json_decref(answer);
  answer = ty_search(workspace, "柠檬", NULL, 0, NULL);
  g_assert_cmpfloat(number_of(answer, "found"), ==, 1);
  json_decref(answer);
}

/* Words that come later make the index anew, so that it holds by them too. */
static void test_new_names_are_words_of_the_index(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("names.atlas");
  json_decref(try_import(workspace, "posts", "p.csv", "id,正文\n1,去看青狮白象石\n", NULL, NULL));
  json_decref(
      try_import(workspace, "entities", "e.csv", "name,kind\n青狮白象石,site\n", NULL, NULL));
  g_assert_true(ty_index_is_current(workspace));
  json_t *answer = ty_search(workspace, "青狮白象石", NULL, 0, NULL);
  g_assert_cmpfloat(number_of(answer, "found"), ==, 1);
  json_decref(answer);
}

/* An import that is killed leaves the atlas as it was, whether it had much to do or little. */
static void test_a_killed_import_leaves_no_trace(void) {
  g_autofree char *path = test_path("killed.atlas"), *text = many_posts(60000);
  g_autofree char *input = test_file("killed.csv", text);
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  g_assert_true(ty_new_atlas(path, data_folder(), &error));
  {
    g_autoptr(TyWorkspace) workspace = open_workspace(path, TRUE, 1);
    json_decref(try_import(workspace, "posts", "few.csv", "id,正文\n1,圆觉洞\n", NULL, &error));
    g_assert_no_error(error);
  }
  for (guint after_ms = 40; after_ms <= 160; after_ms += 60) {
    pid_t child = fork();
    if (child == 0) {
      g_autoptr(TyWorkspace) workspace = open_workspace(path, TRUE, 2);
      const char *files[] = {input, NULL};
      json_decref(ty_import(workspace, "posts", files, NULL, NULL));
      _exit(0);
    }
    g_usleep(after_ms * 1000);
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status)) /* it was done before */
      break;
    g_autoptr(TyWorkspace) workspace = open_workspace(path, TRUE, 1);
    g_autoptr(GString) counts = g_string_new(NULL);
    TyAtlas *atlas = ty_workspace_atlas(workspace);
    g_assert_true(ty_atlas_count(atlas, tell_count, counts, NULL));
    assert_contains(counts->str, "source 4\ndocument 1\n");
    g_assert_true(ty_index_is_current(workspace));
    json_t *answer = ty_search(workspace, "圆觉洞", NULL, 0, NULL);
    g_assert_cmpfloat(number_of(answer, "found"), ==, 1);
    json_decref(answer);
    json_t *check = ty_check(workspace, NULL);
    g_assert_cmpfloat(number_of(check, "errors"), ==, 0);
    json_decref(check);
  }
}

/* Forgetting ----------------------------------------------------------------------------------- */

static void test_forgets_and_judges_again(void) {
  const char *first = "国庆第二天，圆觉洞人比想象的多，停车场满了以后沿路都停起了";
  const char *near = "国庆第二天，圆觉洞人比想象的多，停车场满了以后路边都停起";
  g_autofree char *text = g_strdup_printf("id,正文,昵称\n1,%s,甲\n2,%s,乙\n3,%s！,丙\n4,%s,丁\n",
                                          first, near, near, first);
  g_autoptr(TyWorkspace) workspace = new_workspace("forget.atlas");
  g_autofree char *path = test_path("forget.atlas");
  g_autoptr(GString) before = g_string_new(NULL), after = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TyAtlas *atlas = ty_workspace_atlas(workspace);

  json_decref(try_import(workspace, "posts", "f.csv", text, NULL, &error));
  g_assert_null(ty_forget(workspace, "戊", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "no document by that author");
  json_t *gone = ty_forget(workspace, "甲", &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(gone, "documents"), ==, 1);
  json_decref(gone);
  g_assert_false(ty_atlas_has_orphans(atlas));
  g_assert_true(ty_index_is_current(workspace));
  json_t *found = ty_search(workspace, "圆觉洞", NULL, 0, NULL);
  g_assert_cmpfloat(number_of(found, "found"), ==, 1); /* 2 is the original now */
  json_decref(found);
  TyDocumentFilter every = {.duplicates = TRUE};
  found = ty_search(workspace, "沿路", &every, 0, NULL);
  g_assert_cmpfloat(number_of(found, "found"), ==, 1); /* 4 */
  json_decref(found);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/repeats/labels", test_tells_what_the_sample_repeats);
  g_test_add_func("/repeats/likeness", test_likeness_is_of_the_wording);
  g_test_add_func("/repeats/other-names", test_other_names_are_other_texts);
  g_test_add_func("/repeats/sketch", test_a_sketch_estimates);
  g_test_add_func("/repeats/bands", test_finds_by_bands);
  g_test_add_func("/repeats/threads", test_threads_change_nothing);
  g_test_add_func("/repeats/replaced", test_a_replaced_source_leaves_no_words);
  g_test_add_func("/repeats/names", test_new_names_are_words_of_the_index);
  g_test_add_func("/repeats/killed", test_a_killed_import_leaves_no_trace);
  g_test_add_func("/repeats/forget", test_forgets_and_judges_again);
  return run_tests();
}
