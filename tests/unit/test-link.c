/* SPDX-License-Identifier: Apache-2.0 */
/* Names in texts, and what texts say about them. Spans are bytes of the text as it was written. */
#include "support.h"

#define SITES                                                                                              \
  "name,aliases,kind,county\n圆觉洞,圆觉洞摩崖造像|圓覺洞,site,\n卧佛院,,site,安岳县\n" \
  "安岳县,安岳,place,\n宋代,,era,\n川剧,,ich,\n"

static TyWorkspace *linked(const char *name, const char *entities, const char *posts) {
  TyWorkspace *workspace = new_workspace(name);
  g_autoptr(GError) error = NULL;

  import_all(workspace, "entities", entities);
  import_all(workspace, "posts", posts);
  g_assert_true(ty_mine(workspace, 0, &error));
  g_assert_no_error(error);
  return workspace;
}

typedef struct {
  TyAtlas *atlas;
  const char *text;
  gint64 document;
  GString *told;
} Telling;

static gboolean find_name(gint64 entity, const char *alias, gpointer data, GError **error) {
  Telling *telling = data;
  (void) error, (void) entity;
  if (!telling->told->len || telling->told->str[telling->told->len - 1] != '=')
    return TRUE;
  g_string_append_printf(telling->told, "%s ", alias); /* the name comes first */
  return TRUE;
}

static gboolean tell_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Telling *telling = data;
  (void) document;
  g_string_append_len(telling->told, telling->text + span.start, (gssize) (span.end - span.start));
  g_string_append_c(telling->told, '=');
  return ty_atlas_each_alias(telling->atlas, entity, find_name, telling, error);
}

static gboolean tell_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Telling *telling = data;
  telling->text = document->text;
  return ty_atlas_each_mention(telling->atlas, document->id, 0, tell_mention, telling, error);
}

static char *mentions_of(TyWorkspace *workspace) {
  Telling telling = {ty_workspace_atlas(workspace), NULL, 0, g_string_new(NULL)};
  TyDocumentFilter all = {.duplicates = TRUE};
  g_assert_true(ty_atlas_each_document(telling.atlas, &all, tell_document, &telling, NULL));
  return g_string_free(telling.told, FALSE);
}

static void test_links_names_in_any_spelling(void) {
  g_autoptr(TyWorkspace) workspace =
      linked("names.atlas", SITES,
             "正文\n去安岳看圆觉洞摩崖造像，再看卧佛院\n圓覺洞真美🍋圆觉洞！\n什么也没有提到\n");
  g_autofree char *mentions = mentions_of(workspace);

  g_assert_cmpstr(mentions, ==,
                  "安岳=安岳县 圆觉洞摩崖造像=圆觉洞 卧佛院=卧佛院 圓覺洞=圆觉洞 圆觉洞=圆觉洞 ");
}

static void test_reads_facts_with_their_words(void) {
  g_autoptr(TyWorkspace) workspace =
      linked("facts.atlas", SITES, "正文\n圆觉洞位于安岳县，很安静\n听说圆觉洞始凿于宋代。\n");
  g_auto_json card = ty_show(workspace, "圆觉洞", NULL);
  const json_t *located = item_with(card, "facts", "predicate", "located_in");
  const json_t *carved = item_with(card, "facts", "predicate", "carved_in");

  g_assert_nonnull(located);
  g_assert_nonnull(carved);
  g_assert_cmpstr(text_of(located, "object"), ==, "安岳县");
  g_assert_cmpstr(text_of(item_of(located, "evidence", 0), "quote"), ==, "圆觉洞位于安岳县");
  g_assert_cmpstr(text_of(item_of(carved, "evidence", 0), "quote"), ==, "圆觉洞始凿于宋代");
  g_assert_cmpfloat(number_of(item_of(carved, "evidence", 0), "line"), ==, 3);
  g_assert_cmpfloat(number_of(item_of(carved, "evidence", 0), "start"), ==, 6);
}

/* What a table says about a subject is not contradicted by what a text seems to say. */
static void test_tables_come_before_texts(void) {
  g_autoptr(TyWorkspace) workspace =
      linked("tables.atlas", SITES, "正文\n卧佛院位于安岳县\n圆觉洞位于安岳县\n圆觉洞位于安岳县\n");
  g_auto_json card = ty_show(workspace, "卧佛院", NULL);
  g_auto_json other = ty_show(workspace, "圆觉洞", NULL);
  const json_t *located = item_with(card, "facts", "predicate", "located_in");

  /* The entity's row says so, the text once more. */
  g_assert_cmpuint(size_of(located, "evidence"), ==, 2);
  g_assert_cmpuint(size_of(card, "facts"), ==, 1);
  /* The third text repeats the second and proves nothing more. */
  g_assert_cmpuint(size_of(item_with(other, "facts", "predicate", "located_in"), "evidence"), ==,
                   1);
}

static void test_mining_again_changes_nothing(void) {
  g_autoptr(TyWorkspace) workspace =
      linked("again.atlas", SITES, "正文\n圆觉洞位于安岳县，看川剧\n");
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  g_autofree char *counts = counts_of(atlas), *mentions = mentions_of(workspace);

  g_assert_true(ty_mine(workspace, 0, NULL));
  g_autofree char *counts_again = counts_of(atlas), *mentions_again = mentions_of(workspace);
  g_assert_cmpstr(counts, ==, counts_again);
  g_assert_cmpstr(mentions, ==, mentions_again);
  import_all(workspace, "posts", "正文\n今天下雨\n"); /* the file that said it is another now */
  g_assert_true(ty_mine(workspace, 0, NULL));
  g_assert_cmpint(count_of(atlas, "mention"), ==, 0);
  g_assert_cmpint(count_of(atlas, "fact"), ==, 1); /* what the table says of 卧佛院 */
}

/* The sample ------------------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *texts; /* document → text */
  GHashTable *lines; /* table → how many lines it has */
  TyAtlas *atlas;
  guint spans, rows;
} Evidence;

static gboolean keep_text(const TyStoredDocument *document, gpointer data, GError **error) {
  Evidence *evidence = data;
  (void) error;
  g_hash_table_insert(evidence->texts, GSIZE_TO_POINTER(document->id), g_strdup(document->text));
  return TRUE;
}

static gsize lines_of(Evidence *evidence, const char *file) {
  gsize lines = GPOINTER_TO_SIZE(g_hash_table_lookup(evidence->lines, file));
  if (lines == 0) {
    g_autofree char *folder = source_path("graphs/ziyang-dazu");
    g_autofree char *path = g_build_filename(folder, file, NULL), *text = read_file(path, NULL);
    for (const char *at = text; *at; at++)
      lines += *at == '\n';
    g_hash_table_insert(evidence->lines, g_strdup(file), GSIZE_TO_POINTER(lines));
  }
  return lines;
}

static gboolean follow(const TyEvidence *found, const char *file, const char *quote, gpointer data,
                       GError **error) {
  Evidence *evidence = data;
  (void) error;

  g_assert_cmpfloat(found->confidence, >, 0);
  if (found->document) {
    const char *text = g_hash_table_lookup(evidence->texts, GSIZE_TO_POINTER(found->document));
    g_assert_nonnull(text);
    g_assert_cmpuint(found->start, <, found->end);
    g_assert_cmpuint(found->end, <=, strlen(text));
    g_assert_cmpuint(strlen(quote), ==, found->end - found->start);
    g_assert_cmpmem(quote, strlen(quote), text + found->start, found->end - found->start);
    g_assert_true(g_utf8_validate(quote, -1, NULL)); /* no character is cut */
    evidence->spans++;
  } else {
    g_assert_null(quote);
    g_assert_cmpint(found->line, >=, 2);
    g_assert_cmpint(found->line, <=, (gint64) lines_of(evidence, file));
    evidence->rows++;
  }
  return TRUE;
}

static gboolean follow_fact(const TyFact *fact, gpointer data, GError **error) {
  Evidence *evidence = data;
  guint before = evidence->spans + evidence->rows;
  gboolean read = ty_atlas_each_evidence(evidence->atlas, fact->id, follow, evidence, error);
  g_assert_cmpuint(evidence->spans + evidence->rows, >, before); /* no fact without */
  return read;
}

static void test_every_fact_leads_to_its_source(void) {
  g_autoptr(TyAtlas) atlas = ty_atlas_open(sample_on(1), FALSE, NULL);
  g_autoptr(GHashTable) texts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Evidence evidence = {texts, lines, atlas, 0, 0};
  TyDocumentFilter all = {.duplicates = TRUE};

  g_assert_true(ty_atlas_each_document(atlas, &all, keep_text, &evidence, NULL));
  g_assert_true(ty_atlas_each_fact(atlas, 0, NULL, 0, follow_fact, &evidence, NULL));
  g_assert_cmpuint(evidence.spans, >, 20);
  g_assert_cmpuint(evidence.rows, >, 1000);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/link/names", test_links_names_in_any_spelling);
  g_test_add_func("/flow/link/facts", test_reads_facts_with_their_words);
  g_test_add_func("/flow/link/tables", test_tables_come_before_texts);
  g_test_add_func("/flow/link/again", test_mining_again_changes_nothing);
  g_test_add_func("/flow/link/sample", test_every_fact_leads_to_its_source);
  return run_tests();
}
