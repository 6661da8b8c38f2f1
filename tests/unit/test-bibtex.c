/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/latex-text.h"
#include "unit/reading.h"

static void test_reads_entries(void) {
  g_auto(Reading) reading =
      read_text("This file is a sample.\n% @article{out, title = {commented out}}\n"
                "@comment{ @article{no, title={not this}} }\n@preamble{\"\\newcommand{\\x}{y}\"}\n"
                "@string{kan = {某刊}}\n@STRING(half = \"Half \" # {a name})\n"
                "@Article{key1,\n  title = {{Rock} carvings of {Anyue}},\n"
                "  author = \"M{\\\"u}ller, Hans and {Barnes and Noble} and\n   Nov\\'{a}k, Petr "
                "and others\",\n"
                "  journal = kan, year = 2019, month = may,\n  keywords = {石刻, 安岳，大足},\n"
                "  abstract = {First --- ``quoted'' 50\\% of\n    text.\n\n  Second.},\n"
                "  doi = {10.1/a\\_b}, url = {\\url{https://x.example/a~b_c}},\n}\n"
                "@phdthesis(key2, title = \"论文\" # { 之 } # half, author = {甲，乙},\n"
                " school = {某大学}, year = \"2020\")\n@misc{bare}\n");
  const TyDocument *article = document_at(&reading, 0), *thesis = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpint(article->kind, ==, TY_DOCUMENT_PAPER);
  g_assert_cmpstr(article->title, ==, "Rock carvings of Anyue");
  g_assert_cmpstr(article->author, ==, "Müller, Hans;Barnes and Noble;Novák, Petr");
  g_assert_cmpstr(article->venue, ==, "某刊");
  g_assert_cmpstr(article->date, ==, "2019-05");
  g_assert_cmpstr(article->tags, ==, "石刻;安岳;大足");
  g_assert_cmpstr(article->text, ==, "First — “quoted” 50% of text.\nSecond.");
  g_assert_cmpstr(article->native_id, ==, "10.1/a_b");
  g_assert_cmpstr(article->url, ==, "https://x.example/a~b_c");
  g_assert_cmpuint(article->line, ==, 7);
  g_assert_cmpstr(thesis->title, ==, "论文 之 Half a name");
  g_assert_cmpstr(thesis->author, ==, "甲;乙");
  g_assert_cmpstr(thesis->venue, ==, "某大学");
  g_assert_cmpstr(thesis->organ, ==, "某大学");
  g_assert_cmpstr(thesis->date, ==, "2020");
  g_assert_cmpstr(thesis->text, ==, NULL);
  assert_lines(reading.rejects, "21: found neither title nor text, expected one of them\n");
}

static void test_rejects_and_reads_on(void) {
  g_auto(Reading) open = read_text("@misc{a, title = {b {c},\n@misc{d, title = {e}}\n");
  g_assert_cmpstr(document_at(&open, 0)->title, ==, "e");
  assert_lines(open.rejects,
               "1: found the next entry inside a text, expected an entry of BibTeX\n");
  g_auto(Reading) reading =
      read_text("@article{a, title = {never closed,\n year = 2001\n}\n@article{b, title = {ok}}\n"
                "@article{c, title {no equals}}\n@article{d, title = }\n"
                "@article{e, title = {x} year = 2001}\n@article{f, title = {fine}}\n"
                "@article{g, title = \"a } b\"}\n@article{h, title = {the end\n");
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "ok");
  g_assert_cmpstr(document_at(&reading, 1)->title, ==, "fine");
  assert_lines(reading.rejects,
               "1: found no ',' between two fields, expected an entry of BibTeX\n"
               "5: found no '=' after the name of a field, expected an entry of BibTeX\n"
               "6: found no value after '=', expected an entry of BibTeX\n"
               "7: found no ',' between two fields, expected an entry of BibTeX\n"
               "9: found a closing brace inside a quoted text, expected an entry of BibTeX\n"
               "10: found the end of the file inside a text, expected an entry of BibTeX\n");
}

/* Each text twice the one before: the limit ends it. */
static void test_texts_made_of_texts_are_bounded(void) {
  g_autoptr(GString) text = g_string_new("@string{a0 = {0123456789abcdef}}\n");
  for (int i = 1; i < 40; i++)
    g_string_append_printf(text, "@string{a%d = a%d # a%d}\n", i, i - 1, i - 1);
  g_string_append(text, "@misc{x, title = {good}, note = a8");
  for (int i = 0; i < 100; i++)
    g_string_append(text, " # a8");
  g_string_append(text, "}\n@misc{y, title = {after}}\n");
  g_auto(Reading) reading = read_text(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "after");
  assert_lines(reading.rejects,
               "10: found a @string of more than 4 KiB, expected an entry of BibTeX\n"
               "22: found a @string of more than 4 KiB, expected an entry of BibTeX\n"
               "33: found a @string of more than 4 KiB, expected an entry of BibTeX\n"
               "41: found a text of more than 64 KiB made of @string names, expected an entry of "
               "BibTeX\n");
}

static void test_many_broken_entries_take_linear_time(void) {
  g_autoptr(GString) text = g_string_new("@misc{z, title={t}}\n");
  for (int i = 0; i < 20000; i++)
    g_string_append(text, "@misc{k, title = {{{\n");
  g_auto(Reading) reading = read_text(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpuint(reading.rejects->len, ==, 20000);
}

static void test_dates(void) {
  g_auto(Reading) reading = read_text("@misc{a,title={t},year={2019},month=12}\n"
                                      "@misc{a,title={t},year={2019},month={March}}\n"
                                      "@misc{a,title={t},year={2019},month={spring}}\n"
                                      "@misc{a,title={t},year={2019},date={2019-05-06}}\n"
                                      "@misc{a,title={t},year={in press}}\n"
                                      "@misc{a,title={t},month=may}\n");
  static const char *const dates[] = {"2019-12", "2019-03", "2019", "2019-05-06", NULL, NULL};
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
    g_assert_cmpstr(document_at(&reading, i)->date, ==, dates[i]);
}

static void test_latex(void) {
  static const struct {
    const char *latex, *text;
  } cases[] = {
      {"plain 文字", "plain 文字"},
      {"G{\\\"o}del \\'{e}t\\'e na\\\"{\\i}ve", "Gödel été naïve"},
      {"\\v{C}apek, \\c c, \\H{o}, \\k{a}, \\r a, \\=a, \\.z", "Čapek, ç, ő, ą, å, ā, ż"},
      {"Stra\\ss e {\\O}rsted {\\ae}on \\L{}ukasz \\AA", "Straße Ørsted æon Łukasz Å"},
      {"\\'{\\^{e}}", "ế"},
      {"\\'{}x", "x"},
      {"A \\& B \\_ \\# \\$5 10\\,km a~b", "A & B _ # $5 10 km a b"},
      {"1--2 a---b ``q''", "1–2 a—b “q”"},
      {"\\textit{it} \\emph{em} {\\bf bold} \\unknown{arg}", "it em bold arg"},
      {"$\\alpha$ and H$_2$", "α and H_2"},
      {"  a \n b\n\n c\\\\d ", "a b\nc\nd"},
      {"end \\", "end"},
      {"\\石", "石"},
      {"\\'石", "石\u0301"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new("> ");
    ty_latex_append_plain(out, cases[i].latex, FALSE);
    g_assert_cmpstr(out->str + 2, ==, cases[i].text);
  }
  g_autoptr(GString) url = g_string_new(NULL);
  ty_latex_append_plain(url, "\\url{https://x.example/a--b\\_c\\%20~d\\石}", TRUE);
  g_assert_cmpstr(url->str, ==, "https://x.example/a--b_c%20~d石");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/bibtex/entries", test_reads_entries);
  g_test_add_func("/corpus/bibtex/rejects", test_rejects_and_reads_on);
  g_test_add_func("/corpus/bibtex/bounded", test_texts_made_of_texts_are_bounded);
  g_test_add_func("/corpus/bibtex/linear", test_many_broken_entries_take_linear_time);
  g_test_add_func("/corpus/bibtex/dates", test_dates);
  g_test_add_func("/corpus/latex", test_latex);
  return g_test_run();
}
