/* SPDX-License-Identifier: Apache-2.0 */
/* Learns the weights of src/topics/term-measures.c and prints them as they stand there.
 *
 * usage: term-weights FILE.tsv   (the last two columns: text, its author's keywords joined by '_';
 * the title of a text is its last sentence, without a full stop)
 *
 * Logistic regression over the candidates of every other document: is the run of words one of the
 * author's keywords? Each text is taken three times, so that the weights hold wherever a title
 * stands, or without one: as it is, with the title in front, and without the title. A ridge of 1
 * on the weights, Newton's method. Then F1 at 5 and 10 (keywords as they are, over all documents)
 * of the weights that are compiled in: on the half that was learnt from, on the other, on both. */
#include "flow/term-words.h"
#include "topics/terms.h"
#include <tuyou/flow.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RIDGE 1.0
#define STEPS 25
#define N TY_N_MEASURES

typedef enum { AS_IT_IS, TITLE_IN_FRONT, NO_TITLE, N_FORMS } Form;
static const char *const form_names[] = {"as it is", "title in front", "no title"};

typedef struct {
  double measures[N];
  gboolean is_keyword;
} Row;

typedef struct {
  TySegmenter *segmenter;
  TyTermWords *maker;
  TyTermFinder *finder;
} Tools;

static char *normal(const char *text, gsize length) {
  TyNormalised normalised = ty_normalise(text, length);
  char *copy = g_strndup(normalised.text, normalised.length);
  ty_normalised_clear(&normalised);
  return copy;
}

/* Where the title begins: behind the last full stop with a space; NULL without one. */
static const char *title_of(const char *text) {
  static const char *const marks[] = {". ", "。 ", "! ", "? ", "！ ", "？ "};
  const char *title = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
    const char *mark = g_strrstr(text, marks[i]);
    if (mark && mark + strlen(marks[i]) > title)
      title = mark + strlen(marks[i]);
  }
  return title && *title ? title : NULL;
}

static char *text_in_form(const char *text, Form form) {
  const char *title = title_of(text);

  if (form == AS_IT_IS || !title)
    return g_strdup(text);
  g_autofree char *body = g_strndup(text, (gsize) (title - text) - 1);
  return form == NO_TITLE ? g_steal_pointer(&body) : g_strconcat(title, "\n", body, NULL);
}

static void add_text(Tools *tools, const char *text) {
  gsize n_tokens, n_words;
  const TyToken *tokens =
      ty_segmenter_tokens(tools->segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n_tokens);
  const TyTermWord *words = ty_term_words(tools->maker, tokens, n_tokens, 0, &n_words);
  ty_term_finder_add(tools->finder, words, n_words);
}

static GHashTable *keywords_of(const char *column) {
  GHashTable *keywords = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) parts = g_strsplit(column, "_", -1);

  for (gsize i = 0; parts[i]; i++)
    g_hash_table_add(keywords, normal(parts[i], strlen(parts[i])));
  return keywords;
}

static gboolean is_keyword(GHashTable *keywords, const char *text, guint32 start, guint32 end) {
  g_autofree char *key = normal(text + start, end - start);
  return g_hash_table_contains(keywords, key);
}

static void gather(Tools *tools, const char *text, GHashTable *keywords, GArray *rows) {
  TyTermFinder *finder = tools->finder;

  add_text(tools, text);
  ty_term_finder_close(finder);
  for (guint i = 0; i < finder->runs->len; i++) {
    const TyRun *run = &g_array_index(finder->runs, TyRun, i);
    Row row = {.is_keyword = is_keyword(keywords, text, run->start, run->end)};
    if (!ty_run_may_be_term(run))
      continue;
    ty_run_measure((const TyRun *) (void *) finder->runs->data, run, &finder->document,
                   row.measures);
    g_array_append_val(rows, row);
  }
  ty_term_finder_clear(finder);
}

/* Solves a · x = b, a symmetric and positive, by elimination; the result stands in b. */
static void solve(double a[N][N], double b[N]) {
  for (int k = 0; k < N; k++)
    for (int i = k + 1; i < N; i++) {
      double factor = a[i][k] / a[k][k];
      for (int j = k; j < N; j++)
        a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  for (int i = N - 1; i >= 0; i--) {
    for (int j = i + 1; j < N; j++)
      b[i] -= a[i][j] * b[j];
    b[i] /= a[i][i];
  }
}

static void learn(const GArray *rows, double weights[N]) {
  memset(weights, 0, N * sizeof *weights);
  for (int step = 0; step < STEPS; step++) {
    double hessian[N][N] = {0}, gradient[N];
    for (int i = 0; i < N; i++) {
      gradient[i] = -RIDGE * weights[i];
      hessian[i][i] = RIDGE;
    }
    for (guint r = 0; r < rows->len; r++) {
      const Row *row = &g_array_index(rows, Row, r);
      const double *x = row->measures;
      double sum = 0;
      for (int i = 0; i < N; i++)
        sum += weights[i] * x[i];
      double p = 1 / (1 + exp(-sum));
      for (int i = 0; i < N; i++) {
        gradient[i] += (row->is_keyword - p) * x[i];
        for (int j = 0; j < N; j++)
          hessian[i][j] += p * (1 - p) * x[i] * x[j];
      }
    }
    solve(hessian, gradient);
    for (int i = 0; i < N; i++)
      weights[i] += gradient[i];
  }
}

typedef struct {
  double hits, found, wanted;
} Score;

static void judge(Tools *tools, const char *text, GHashTable *keywords, Score scores[2]) {
  TyTerm terms[10];

  add_text(tools, text);
  gsize n = ty_term_finder_finish(tools->finder, terms, G_N_ELEMENTS(terms));
  for (int at = 0; at < 2; at++) {
    gsize most = MIN(n, at == 0 ? 5 : 10);
    scores[at].found += (double) most;
    scores[at].wanted += g_hash_table_size(keywords);
    for (gsize i = 0; i < most; i++)
      scores[at].hits += is_keyword(keywords, text, terms[i].start, terms[i].end);
  }
}

static void print_scores(Form form, Score scores[2][2]) {
  printf("F1 at 5 / 10, %-15s", form_names[form]);
  for (int half = 0; half < 3; half++) {
    printf("  %s", half == 0 ? "learnt" : half == 1 ? "unseen" : "both");
    for (int at = 0; at < 2; at++) {
      Score sum = half < 2 ? scores[half][at]
                           : (Score){scores[0][at].hits + scores[1][at].hits,
                                     scores[0][at].found + scores[1][at].found,
                                     scores[0][at].wanted + scores[1][at].wanted};
      printf("%s%.4f", at ? " / " : " ", 2 * sum.hits / MAX(1, sum.found + sum.wanted));
    }
  }
  printf("\n");
}

int main(int argc, char **argv) {
  g_autofree char *folder = ty_data_folder("build/share/tuyou");
  g_autofree char *path = g_build_filename(folder, "lexicon.bin", NULL), *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(path, &error);
  g_autoptr(TyNoise) noise = lexicon ? ty_noise_open(folder, &error) : NULL;
  g_autoptr(TySieve) sieve = noise ? ty_sieve_new(noise, lexicon) : NULL;
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  Score scores[N_FORMS][2][2] = {0};
  double weights[N];

  if (argc != 2 || !noise || !g_file_get_contents(argv[1], &text, NULL, &error)) {
    fprintf(stderr, "term-weights: %s\n", error ? error->message : "usage: term-weights FILE.tsv");
    return 2;
  }
  Tools tools = {ty_segmenter_new(lexicon), ty_term_words_new(lexicon, sieve),
                 ty_term_finder_new()};
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (gsize i = 0; lines[i]; i++) {
    g_auto(GStrv) columns = g_strsplit(lines[i], "\t", -1);
    guint n = g_strv_length(columns);
    if (n < 2)
      continue;
    g_autoptr(GHashTable) keywords = keywords_of(columns[n - 1]);
    for (Form form = 0; form < N_FORMS; form++) {
      g_autofree char *formed = text_in_form(columns[n - 2], form);
      if (i % 2 == 0)
        gather(&tools, formed, keywords, rows);
      judge(&tools, formed, keywords, scores[form][i % 2]);
    }
  }
  learn(rows, weights);
  for (int i = 0; i < N; i++)
    printf("    [TY_MEASURE_%s] = %.3f,\n", ty_measure_names[i], weights[i]);
  for (Form form = 0; form < N_FORMS; form++)
    print_scores(form, scores[form]);
  ty_segmenter_free(tools.segmenter);
  ty_term_words_free(tools.maker);
  ty_term_finder_free(tools.finder);
  return 0;
}
