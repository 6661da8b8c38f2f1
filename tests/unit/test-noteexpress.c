/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/reading.h"

#define JOURNAL                                                                                               \
  "{Reference Type}: Journal Article\n{Title}: 石刻题材的比较\n{Author}: 甲\n{Author}: 乙;丙;\n"    \
  "{Author Address}: 1.某大学 历史系；2.某研究院;\n{Journal}: 某刊\n{Year}: 2019\n{Issue}: 01\n" \
  "{Keywords}: 石刻;;安岳;;石刻\n{Abstract}: 摘要(#br)第一段。\n第二段。\n\n第三段。\n"   \
  "{ISBN/ISSN}: 1000-0000\n{URL}: https://x.example/1\n{Database Provider}: CNKI\n\n\n"
#define THESIS                                                                                     \
  "{Reference Type}: Thesis\n{Title}: 论文\n{Author}: 丁\n{Tertiary Author}: 导师\n"          \
  "{Publisher}: 某大学\n{Year}: 2018\n{Abstract}: 文。\n{DOI}: 10.1/x\n"
#define NEWSPAPER                                                                                  \
  "{Reference Type}: Newspaper Article\n{Title}: 报道\n{Secondary Title}: 某会\n{Publisher}: " \
  "某社\n"                                                                                       \
  "{Year}: 2019\n{Date}: 2019-01-09\n"

static void test_reads_records(void) {
  g_auto(Reading) reading = read_text("\xEF\xBB\xBF" JOURNAL THESIS NEWSPAPER);
  const TyDocument *journal = document_at(&reading, 0), *thesis = document_at(&reading, 1),
                   *newspaper = document_at(&reading, 2);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 3);
  g_assert_cmpuint(reading.rejects->len, ==, 0);
  g_assert_cmpint(journal->kind, ==, TY_DOCUMENT_PAPER);
  g_assert_cmpstr(journal->platform, ==, "cnki");
  g_assert_cmpstr(journal->title, ==, "石刻题材的比较");
  g_assert_cmpstr(journal->author, ==, "甲;乙;丙");
  g_assert_cmpstr(journal->organ, ==, "某大学 历史系;某研究院");
  g_assert_cmpstr(journal->venue, ==, "某刊");
  g_assert_cmpstr(journal->date, ==, "2019");
  g_assert_cmpstr(journal->tags, ==, "石刻;安岳");
  g_assert_cmpstr(journal->text, ==, "摘要\n第一段。\n第二段。\n第三段。");
  g_assert_cmpstr(journal->url, ==, "https://x.example/1");
  g_assert_cmpuint(journal->line, ==, 1);
  g_assert_cmpstr(thesis->platform, ==, NULL);
  g_assert_cmpstr(thesis->venue, ==, "某大学");
  g_assert_cmpstr(thesis->author, ==, "丁"); /* not the supervisor */
  g_assert_cmpstr(thesis->native_id, ==, "10.1/x");
  g_assert_cmpuint(thesis->line, ==, 19);
  g_assert_cmpstr(newspaper->venue, ==, "某会");
  g_assert_cmpstr(newspaper->date, ==, "2019-01-09"); /* rather than the year */
  g_assert_cmpstr(newspaper->text, ==, NULL);
}

static void test_reads_other_line_ends_and_encodings(void) {
  g_auto(GStrv) lines = g_strsplit(JOURNAL THESIS, "\n", -1);
  g_autofree char *text = g_strjoinv("\r\n", lines);
  gsize length;
  g_autofree char *bytes = encoded(text, "GB18030", &length);
  g_auto(Reading) reading = read_bytes(bytes, length, NULL);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(document_at(&reading, 0)->text, ==, "摘要\n第一段。\n第二段。\n第三段。");
}

static void test_parts_records_without_a_type(void) {
  g_auto(Reading) reading = read_text("{Title}: 一\n{Year}: 2001\n\n{Title}: 二\n{Title}：三\n");
  g_assert_cmpuint(reading.documents->len, ==, 3);
  g_assert_cmpstr(document_at(&reading, 1)->title, ==, "二");
  g_assert_cmpuint(document_at(&reading, 1)->line, ==, 4);
  g_assert_cmpstr(document_at(&reading, 2)->title, ==, "三");
}

static void test_rejects_and_reads_on(void) {
  g_auto(Reading) reading =
      read_text("导出的题录\n{Reference Type}: Journal Article\n{Author}: 某人\n"
                "{Year}: 2001\n" THESIS);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  assert_lines(reading.rejects, "1: found a line outside of any record, expected a field\n"
                                "2: found neither title nor text, expected one of them\n");
  g_assert_null(strstr(reading.raws->pdata[1], "某人"));
}

static void test_passes_over_what_it_does_not_know(void) {
  g_auto(Reading) reading =
      read_text("{Reference Type}: X\n{Title}: 一\n{Unknown}: 甲\n乙\n{Abstract}:\n{Notes}: x\n"
                "{Year}: 很久以前\nmore\n{}: y\n");
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpstr(document_at(&reading, 0)->text, ==, NULL);
  g_assert_cmpstr(document_at(&reading, 0)->date, ==, NULL);
}

static void test_takes_terms_and_places_from_the_options(void) {
  TyReadOptions options = {.place = "资阳", .term = "石刻"};
  g_auto(Reading) reading = read_bytes(THESIS, strlen(THESIS), &options);
  g_assert_cmpstr(document_at(&reading, 0)->place, ==, "资阳");
  g_assert_cmpstr(document_at(&reading, 0)->term, ==, "石刻");
  g_assert_cmpint(document_at(&reading, 0)->kind, ==, TY_DOCUMENT_PAPER);
}

static void test_is_not_pajek(void) {
  static const char *const networks[] = {"*Vertices 2\n1 \"安岳\"\n2 \"大足\"\n*Edges\n1 2\n",
                                         "\n*Network x\n*Vertices 1\n", "*vertices 1\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(networks); i++) {
    g_auto(Reading) reading = read_text(networks[i]);
    assert_failed(&reading, TY_ERROR_INPUT, "found a Pajek network, expected posts or papers");
  }
}

static void test_stops_when_told(void) {
  g_autofree char *path =
      temporary_file(JOURNAL THESIS NEWSPAPER, strlen(JOURNAL THESIS NEWSPAPER));
  for (gsize stop = 1; stop <= 3; stop++) {
    Reading reading = reading_new();
    reading.stop_after = stop;
    reading.done = ty_corpus_read(path, NULL, keep_document, NULL, &reading, &reading.error);
    g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
    g_assert_cmpuint(reading.documents->len, ==, stop);
    reading_clear(&reading);
  }
  g_remove(path);
}

/* The sample corpus, where this is run from its source tree. */
static void test_reads_the_sample(void) {
  const char *source = g_getenv("TUYOU_SOURCE");
  g_autofree char *path =
      g_build_filename(source ? source : ".", "corpus/papers/cnki-noteexpress.net", NULL);
  Reading reading = reading_new();

  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("the sample corpus is not there");
    reading_clear(&reading);
    return;
  }
  reading.done = ty_corpus_read(path, NULL, keep_document, keep_reject, &reading, &reading.error);
  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, >, 10);
  g_assert_cmpuint(reading.rejects->len, ==, 0);
  for (guint i = 0; i < reading.documents->len; i++) {
    const TyDocument *paper = document_at(&reading, i);
    g_assert_true(paper->title && paper->text && paper->date && paper->tags && paper->venue &&
                  paper->author);
  }
  reading_clear(&reading);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/noteexpress/records", test_reads_records);
  g_test_add_func("/corpus/noteexpress/encodings", test_reads_other_line_ends_and_encodings);
  g_test_add_func("/corpus/noteexpress/no-type", test_parts_records_without_a_type);
  g_test_add_func("/corpus/noteexpress/rejects", test_rejects_and_reads_on);
  g_test_add_func("/corpus/noteexpress/unknown", test_passes_over_what_it_does_not_know);
  g_test_add_func("/corpus/noteexpress/options", test_takes_terms_and_places_from_the_options);
  g_test_add_func("/corpus/noteexpress/pajek", test_is_not_pajek);
  g_test_add_func("/corpus/noteexpress/stop", test_stops_when_told);
  g_test_add_func("/corpus/noteexpress/sample", test_reads_the_sample);
  return g_test_run();
}
