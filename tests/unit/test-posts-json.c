/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/reading.h"

static void test_reads_weibo_crawler(void) {
  g_auto(Reading) reading = read_text(
      "{\n  \"user\": {\"id\": \"77\", \"screen_name\": \"云游\", \"description\": \"简介\"},\n"
      "  \"weibo\": [\n"
      "    {\"user_id\": 77, \"screen_name\": \"云游\", \"id\": 5012345678901234, \"bid\": "
      "\"N1\",\n"
      "     \"text\": \"去<a href='x'>#安岳#</a>看石刻 &lt;3\", \"location\": \"资阳\",\n"
      "     \"created_at\": \"2024-05-01\", \"full_created_at\": \"2024-05-01 12:30:00\",\n"
      "     \"topics\": \"安岳,石刻\", \"attitudes_count\": 3},\n"
      "    {\"id\": 2, \"text\": \"第二条\", \"topics\": \"\", \"retweet\": {\"text\": \"原文\"}}\n"
      "  ]\n}\n");
  const TyDocument *document = document_at(&reading, 0);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(document->platform, ==, "weibo");
  g_assert_cmpstr(document->native_id, ==, "5012345678901234");
  g_assert_cmpstr(document->text, ==, "去#安岳#看石刻 <3");
  g_assert_cmpstr(document->author, ==, "云游");
  g_assert_cmpstr(document->date, ==, "2024-05-01T12:30:00");
  g_assert_cmpstr(document->tags, ==, "安岳;石刻");
  g_assert_cmpuint(document->line, ==, 4);
  g_assert_cmpstr(document_at(&reading, 1)->text, ==, "第二条");
  g_assert_cmpuint(document_at(&reading, 1)->line, ==, 8);
  g_assert_cmpuint(reading.rejects->len, ==, 0);
}

#define NOTE                                                                                               \
  "{\"note_id\":\"6a\",\"type\":\"normal\",\"title\":\"安岳两日\",\"desc\":\"圆觉洞\\n卧佛院\"," \
  "\"time\":1714537800000,\"nickname\":\"小鱼\",\"tag_list\":\"安岳,石刻\",\"note_url\":"            \
  "\"https://www.xiaohongshu.com/explore/6a\",\"source_keyword\":\"资阳旅行\"}"

static void assert_note(const Reading *reading, guint i, gsize line) {
  const TyDocument *note = document_at(reading, i);

  g_assert_cmpstr(note->platform, ==, "xiaohongshu");
  g_assert_cmpstr(note->native_id, ==, "6a");
  g_assert_cmpstr(note->title, ==, "安岳两日");
  g_assert_cmpstr(note->text, ==, "圆觉洞\n卧佛院");
  g_assert_cmpstr(note->date, ==, "2024-05-01T12:30:00+08:00");
  g_assert_cmpstr(note->author, ==, "小鱼");
  g_assert_cmpstr(note->tags, ==, "安岳;石刻");
  g_assert_cmpstr(note->term, ==, "资阳旅行");
  g_assert_cmpuint(note->line, ==, line);
}

static void test_reads_mediacrawler_in_every_shape(void) {
  static const char *const shapes[] = {NOTE "\n" NOTE "\n",
                                       "\xEF\xBB\xBF" NOTE "\r\n\r\n" NOTE,
                                       "[" NOTE ",\n" NOTE "]",
                                       "[\n" NOTE ",\n" NOTE "\n]\n",
                                       "{\"data\":[" NOTE ",\n" NOTE "]}",
                                       "{\"code\":0,\"data\":{\"total\":2,\"notes\":[" NOTE "," NOTE
                                       "]}}",
                                       NOTE " ,\n" NOTE ",\n",
                                       "[" NOTE " \n " NOTE "]"};
  for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
    g_auto(Reading) reading = read_text(shapes[i]);
    g_assert_no_error(reading.error);
    g_assert_cmpuint(reading.rejects->len, ==, 0);
    g_assert_cmpuint(reading.documents->len, ==, 2);
    assert_note(&reading, 0, document_at(&reading, 0)->line);
    assert_note(&reading, 1, document_at(&reading, 1)->line);
  }
  g_auto(Reading) single = read_text(NOTE);
  assert_note(&single, 0, 1);
  g_auto(Reading) pretty = read_text("{\n  \"title\": \"一\",\n  \"desc\": \"二\"\n}\n");
  g_assert_cmpstr(document_at(&pretty, 0)->text, ==, "二");
  g_auto(Reading) none = read_text("[]");
  g_assert_true(none.done);
  g_auto(Reading) no_posts = read_text("{\"user\": {\"id\": 1}, \"weibo\": []}");
  g_assert_true(no_posts.done);
  g_assert_cmpuint(no_posts.documents->len + no_posts.rejects->len, ==, 0);
}

static void test_reads_nested_values(void) {
  g_auto(Reading) reading = read_text(
      "[{\"note_card\": {\"title\": \"一\", \"desc\": \"二\", \"user\": {\"nickname\": \"甲\"},"
      "\"tag_list\": [{\"name\": \"安岳\"}, {\"name\": \"石刻\"}, 5, null]}, \"id\": 12},"
      "{\"mblog\": {\"text\": \"三\", \"user\": {\"screen_name\": \"乙\"}, \"id\": 1.5,"
      "\"created_at\": \"Wed May 01 12:30:00 +0800 2024\"}}]");
  const TyDocument *first = document_at(&reading, 0), *second = document_at(&reading, 1);

  g_assert_cmpstr(first->title, ==, "一");
  g_assert_cmpstr(first->author, ==, "甲");
  g_assert_cmpstr(first->tags, ==, "安岳;石刻;5");
  g_assert_cmpstr(first->native_id, ==, "12");
  g_assert_cmpstr(second->text, ==, "三");
  g_assert_cmpstr(second->author, ==, "乙");
  g_assert_cmpstr(second->date, ==, "2024-05-01T12:30:00+08:00");
}

static void test_rejects_a_broken_line_and_reads_on(void) {
  g_auto(Reading) reading =
      read_text("{\"text\":\"a\"}\n{\"text\":\"b\"\n{\"text\":}\n\"c\"\n{\"text\":\"d\"} x\n"
                "{\"text\":\"e\n{\"text\":\"\"}\n{\"other\":1}\n{\"text\":\"f\"}\n{\"text\":\"g");
  g_assert_true(reading.done);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(document_at(&reading, 1)->text, ==, "f");
  g_assert_cmpuint(document_at(&reading, 1)->line, ==, 9);
  g_assert_cmpuint(reading.rejects->len, ==, 8);
  const char *const expected[] = {
      "2: found the end of the line inside a record, expected a JSON object",
      "3: found what is no JSON (",
      "4: found a value that is no object",
      "5: found more than one value in the line",
      "6: found a text without its closing quote",
      "7: found neither title nor text",
      "8: found a record of 1 values without title and text",
      "10: found a text without its closing quote"};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
    if (!g_str_has_prefix(reading.rejects->pdata[i], expected[i]))
      g_error("found “%s”, expected “%s”", (char *) reading.rejects->pdata[i], expected[i]);
  g_assert_cmpstr(reading.raws->pdata[0], ==, "{\"text\":\"b\"");
}

/* Whatever is broken in one record of an array, those before and after it are read. */
static void test_reads_on_after_a_broken_record_of_an_array(void) {
  static const char *const broken[] = {"{\"text\": \"open}",
                                       "{\"text\": }",
                                       "{\"text\": \"x\"",
                                       "{\"text\" \"x\"}",
                                       "{\"text\": [1, 2}",
                                       "{\"text\": {\"a\": 1}",
                                       "text",
                                       "{]}",
                                       "{\"text\": \"\\q\"}",
                                       "{\"text\": \"\\ud83d\"}"};
  for (gsize i = 0; i < G_N_ELEMENTS(broken); i++)
    for (int pretty = 0; pretty < 2; pretty++) {
      g_autofree char *text =
          g_strdup_printf(pretty ? "[\n  {\n    \"text\": \"first\"\n  },\n  %s,\n  {\n    "
                                   "\"text\": \"last\"\n  }\n]\n"
                                 : "[\n{\"text\": \"first\"},\n%s,\n{\"text\": \"last\"}\n]\n",
                          broken[i]);
      g_auto(Reading) reading = read_text(text);
      g_assert_true(reading.done);
      g_assert_cmpuint(reading.rejects->len, >=, 1);
      g_assert_cmpuint(reading.documents->len, ==, 2);
      g_assert_cmpstr(document_at(&reading, 0)->text, ==, "first");
      g_assert_cmpstr(document_at(&reading, 1)->text, ==, "last");
    }
  g_auto(Reading) one_line = read_text("[{\"text\":\"a\"},{\"text\":\"b},{\"text\":\"c\"}]");
  g_assert_cmpstr(document_at(&one_line, 1)->text, ==, "c");
}

static void test_reads_a_truncated_file_up_to_its_end(void) {
  g_autofree char *whole = g_strdup("[" NOTE ",\n" NOTE ",\n" NOTE "]");
  for (gsize cut = strlen(whole) - 1; cut > 0; cut -= MIN(cut, 7)) {
    g_autofree char *text = g_utf8_substring(whole, 0, g_utf8_strlen(whole, (gssize) cut));
    g_auto(Reading) reading = read_text(text);
    guint complete = 0;
    for (const char *p = text; (p = strstr(p, NOTE)); p++)
      complete++;
    g_assert_cmpuint(reading.documents->len, ==, complete);
    for (guint i = 0; i < complete; i++)
      assert_note(&reading, i, i + 1);
  }
}

static void test_refuses_deep_nesting(void) {
  g_autoptr(GString) text = g_string_new("{\"text\":\"a\"}\n");
  for (int i = 0; i < 200000; i++)
    g_string_append_c(text, '[');
  g_string_append(text, "\n{\"x\":");
  for (int i = 0; i < 100000; i++)
    g_string_append(text, "{\"x\":");
  g_string_append(text, "\n{\"text\":\"b\"}\n");
  g_auto(Reading) reading = read_text(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  assert_lines(reading.rejects,
               "2: found more than 64 levels of nesting, expected a JSON object\n"
               "3: found more than 64 levels of nesting, expected a JSON object\n");
  g_string_truncate(text, 0);
  for (int i = 0; i < 200000; i++)
    g_string_append_c(text, '[');
  g_auto(Reading) only = read_text(text->str);
  assert_failed(&only, TY_ERROR_INPUT, "nesting");
}

/* Hostile arrays take no more than a bounded number of readings; this ends at all. */
static void test_gives_up_a_file_of_broken_records(void) {
  g_autoptr(GString) text = g_string_new("[");
  for (int i = 0; i < 20000; i++)
    g_string_append(text, "{\"a\":[\n");
  g_auto(Reading) reading = read_text(text->str);
  assert_failed(&reading, TY_ERROR_INPUT, "expected JSON");
}

static void test_names_the_keys_that_are_missing(void) {
  g_auto(Reading) reading = read_text("[{\"id\":1,\"age\":2},\n{\"id\":2}]");
  assert_failed(&reading, TY_ERROR_INPUT, ":1: found the columns id, age, none of them");
  g_assert_cmpuint(reading.rejects->len, ==, 2);
  g_auto(Reading) nonsense = read_text("[1, 2, 3]");
  assert_failed(&nonsense, TY_ERROR_INPUT, "expected JSON");
  g_auto(Reading) bracket = read_text("{");
  assert_failed(&bracket, TY_ERROR_INPUT, ":1: found");
}

static void test_maps_keys(void) {
  TyReadOptions options = {.map = "text=内文,title=名", .platform = "ctrip"};
  const char *text = "[{\"内文\": \"好\", \"名\": \"圆觉洞\", \"text\": \"不要\"}]";
  g_auto(Reading) reading = read_bytes(text, strlen(text), &options);
  g_assert_cmpstr(document_at(&reading, 0)->text, ==, "好");
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "圆觉洞");
  g_assert_cmpstr(document_at(&reading, 0)->platform, ==, "ctrip");
  options.map = "nothing";
  g_auto(Reading) bad = read_bytes(text, strlen(text), &options);
  assert_failed(&bad, TY_ERROR_USAGE, "map");
}

static void test_keeps_what_follows_a_nul(void) {
  g_auto(Reading) reading = read_text("{\"text\": \"a\\u0000b\"}");
  g_assert_cmpstr(document_at(&reading, 0)->text, ==, "ab");
}

static void test_stops_when_told(void) {
  static const char *const shapes[] = {"[" NOTE "," NOTE "," NOTE "]", NOTE "\n" NOTE "\n" NOTE,
                                       "{\"weibo\":[" NOTE "," NOTE "," NOTE "]}"};
  for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
    Reading reading = reading_new();
    g_autofree char *path = temporary_file(shapes[i], strlen(shapes[i]));
    reading.stop_after = 2;
    reading.done = ty_corpus_read(path, NULL, keep_document, NULL, &reading, &reading.error);
    g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
    g_assert_cmpuint(reading.documents->len, ==, 2);
    g_remove(path);
    reading_clear(&reading);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/posts-json/weibo-crawler", test_reads_weibo_crawler);
  g_test_add_func("/corpus/posts-json/mediacrawler", test_reads_mediacrawler_in_every_shape);
  g_test_add_func("/corpus/posts-json/nested", test_reads_nested_values);
  g_test_add_func("/corpus/posts-json/broken-line", test_rejects_a_broken_line_and_reads_on);
  g_test_add_func("/corpus/posts-json/broken-record",
                  test_reads_on_after_a_broken_record_of_an_array);
  g_test_add_func("/corpus/posts-json/truncated", test_reads_a_truncated_file_up_to_its_end);
  g_test_add_func("/corpus/posts-json/deep", test_refuses_deep_nesting);
  g_test_add_func("/corpus/posts-json/hostile", test_gives_up_a_file_of_broken_records);
  g_test_add_func("/corpus/posts-json/missing-keys", test_names_the_keys_that_are_missing);
  g_test_add_func("/corpus/posts-json/map", test_maps_keys);
  g_test_add_func("/corpus/posts-json/nul", test_keeps_what_follows_a_nul);
  g_test_add_func("/corpus/posts-json/stop", test_stops_when_told);
  return g_test_run();
}
