/* SPDX-License-Identifier: Apache-2.0 */
/* The ordered pass: subject by subject, each fact once with all that is said for it. */
#include "atlas/load-pass.h"
#include "base/pages.h"

#include <string.h>

/* Rows go in so many a statement. */
enum { ROWS = 32, DIGIT_BITS = 11, N_DIGITS = 1 << DIGIT_BITS, MANY_VALUES = 64 };

#define FACT_COLUMNS                                                                               \
  "fact (id, subject, predicate, object, value, unit, qualifier, valid_from, valid_to, weight,"    \
  " confidence, same)"
#define EVIDENCE_COLUMNS "evidence (fact, source, line, citation, note, confidence)"
enum { N_FACT_COLUMNS = 12, N_EVIDENCE_COLUMNS = 6 };

/* Order -----------------------------------------------------------------------------------------
 */

static void sort_by_subject(TyLoadPass *pass) {
  const TyLoadFact *facts = pass->load->facts;
  g_autofree guint32 *other = g_new(guint32, pass->n);
  guint32 *from = other, *to = pass->order;
  gint64 most = 0;

  for (gsize i = 0; i < pass->n; i++) {
    to[i] = (guint32) i;
    most = MAX(most, facts[i].subject);
  }
  for (guint shift = 0; shift < 63 && most >> shift; shift += DIGIT_BITS) {
    gsize place[N_DIGITS + 1] = {0};
    guint32 *read = to;
    to = from;
    from = read;
    for (gsize i = 0; i < pass->n; i++)
      place[((facts[i].subject >> shift) & (N_DIGITS - 1)) + 1]++;
    for (gsize i = 1; i <= N_DIGITS; i++)
      place[i] += place[i - 1];
    for (gsize i = 0; i < pass->n; i++)
      to[place[(facts[from[i]].subject >> shift) & (N_DIGITS - 1)]++] = from[i];
  }
  if (to != pass->order)
    memcpy(pass->order, to, pass->n * sizeof *to);
}

/* What says the same ----------------------------------------------------------------------------
 */

static gboolean is_same(const TyLoad *load, const TyLoadFact *a, const TyLoadFact *b) {
  const char *x = load->texts + a->texts, *y = load->texts + b->texts;

  if (a->same != b->same || a->predicate != b->predicate || a->object != b->object)
    return FALSE;
  for (gsize i = 0; i < TY_LOAD_TEXTS; i++) {
    gsize n = strlen(x) + 1;
    if (strcmp(x, y) != 0)
      return FALSE;
    x += n, y += n;
  }
  return TRUE;
}

/* The facts of a subject stand in `order` from `start` to `end`. */
static void find_same(TyLoadPass *pass, gsize start, gsize end) {
  TyLoadFact *facts = pass->load->facts;
  gsize n = 2;

  while (n < 2 * (end - start))
    n *= 2;
  if (n > pass->n_chain) {
    pass->chain = g_renew(guint32, pass->chain, n);
    pass->n_chain = n;
  }
  memset(pass->chain, 0xff, n * sizeof *pass->chain);
  for (gsize i = start; i < end; i++) {
    guint32 here = pass->order[i];
    TyLoadFact *fact = &facts[here];
    ty_load_look_ahead(pass, i);
    gsize at = ((guint32) fact->same + fact->predicate * 31U) & (n - 1);
    while (pass->chain[at] != G_MAXUINT32 && !is_same(pass->load, &facts[pass->chain[at]], fact))
      at = (at + 1) & (n - 1);
    if (pass->chain[at] == G_MAXUINT32)
      pass->chain[at] = here;
    pass->first[here] = pass->chain[at];
    TyLoadFact *first = &facts[pass->first[here]];
    first->confidence = MAX(first->confidence, fact->confidence);
    first->weight = MAX(first->weight, fact->weight);
  }
}

/* Values of one predicate that are not as sure as each other: which are weaker, SQL says. */
static void note_rank(TyLoadPass *pass, gsize start, gsize end) {
  const TyLoadFact *facts = pass->load->facts;
  guint32 values[MANY_VALUES];
  gsize n = 0;
  gboolean suspect = FALSE;

  for (gsize i = start; i < end && !suspect; i++) {
    guint32 here = pass->order[i];
    if (facts[here].object || pass->first[here] != here)
      continue;
    suspect = pass->held || n == MANY_VALUES;
    for (gsize k = 0; k < n && !suspect; k++)
      suspect = facts[values[k]].predicate == facts[here].predicate &&
                facts[values[k]].confidence != facts[here].confidence;
    if (!suspect)
      values[n++] = here;
  }
  if (suspect)
    ty_atlas_note_rank(pass->atlas, &(TyFact){.subject = facts[pass->order[start]].subject});
}

/* Those that the atlas has are as sure as the surer of both. */
static gboolean find_held(TyLoadPass *pass, GError **error) {
  TyLoad *load = pass->load;

  for (gsize i = 0; i < pass->n; i++) {
    guint32 here = pass->order[i];
    const TyLoadFact *fact = &load->facts[here];
    const char *texts[TY_LOAD_ALL_TEXTS];
    if (pass->first[here] != here)
      continue;
    ty_load_texts(load, fact, texts);
    TyFact told = {.subject = fact->subject,
                   .predicate = ty_load_predicate_of(pass, fact),
                   .object = fact->object,
                   .value = texts[TY_LOAD_VALUE],
                   .unit = texts[TY_LOAD_UNIT],
                   .qualifier = texts[TY_LOAD_QUALIFIER],
                   .valid_from = texts[TY_LOAD_VALID_FROM],
                   .valid_to = texts[TY_LOAD_VALID_TO],
                   .confidence = fact->confidence,
                   .weight = fact->weight};
    pass->id[here] = ty_atlas_find_fact(pass->atlas, &told, fact->same);
    if (pass->id[here] && !ty_atlas_strengthen_fact(pass->atlas, pass->id[here], &told, error))
      return FALSE;
  }
  return TRUE;
}

/* Rows ------------------------------------------------------------------------------------------
 */

static sqlite3_stmt *prepare(TyAtlas *atlas, const char *columns, int n_columns, int n_rows,
                             GError **error) {
  g_autoptr(GString) sql = g_string_new("INSERT INTO ");

  g_string_append_printf(sql, "%s VALUES ", columns);
  for (int row = 0; row < n_rows; row++)
    for (int i = 0; i < n_columns; i++)
      g_string_append(sql, i ? (i + 1 < n_columns ? ",?" : ",?)") : row ? ",(?" : "(?");
  return ty_atlas_query(atlas, error, sql->str, "");
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text) {
  if (*text)
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null(statement, at);
}

static void bind_fact(const TyLoadPass *pass, sqlite3_stmt *statement, int at, guint32 here) {
  const TyLoadFact *fact = &pass->load->facts[here];
  const char *texts[TY_LOAD_ALL_TEXTS];

  ty_load_texts(pass->load, fact, texts);
  sqlite3_bind_int64(statement, ++at, pass->id[here]);
  sqlite3_bind_int64(statement, ++at, fact->subject);
  sqlite3_bind_text(statement, ++at, ty_load_predicate_of(pass, fact), -1, SQLITE_STATIC);
  if (fact->object)
    sqlite3_bind_int64(statement, ++at, fact->object);
  else
    sqlite3_bind_null(statement, ++at);
  for (gsize i = TY_LOAD_VALUE; i < TY_LOAD_TEXTS; i++)
    bind_text(statement, ++at, texts[i]);
  sqlite3_bind_double(statement, ++at, fact->weight);
  sqlite3_bind_double(statement, ++at, fact->confidence);
  sqlite3_bind_int(statement, ++at, fact->same);
}

static void bind_evidence(const TyLoadPass *pass, sqlite3_stmt *statement, int at, guint32 here) {
  const TyLoadFact *fact = &pass->load->facts[here];
  const char *texts[TY_LOAD_ALL_TEXTS];

  ty_load_texts(pass->load, fact, texts);
  sqlite3_bind_int64(statement, ++at, pass->id[pass->first[here]]);
  sqlite3_bind_int64(statement, ++at, fact->source);
  if (fact->line)
    sqlite3_bind_int64(statement, ++at, fact->line);
  else
    sqlite3_bind_null(statement, ++at);
  bind_text(statement, ++at, texts[TY_LOAD_CITATION]);
  bind_text(statement, ++at, texts[TY_LOAD_NOTE]);
  sqlite3_bind_double(statement, ++at, fact->evident);
}

typedef void (*BindFunc)(const TyLoadPass *pass, sqlite3_stmt *statement, int at, guint32 here);

static gboolean insert(const TyLoadPass *pass, const TyLoadStatements *statements, BindFunc bind,
                       int n_columns, const guint32 *rows, gsize n, GError **error) {
  sqlite3_stmt *statement = n == ROWS ? statements->many : statements->one;
  gsize each = n == ROWS ? ROWS : 1;

  for (gsize i = 0; i < n; i += each) {
    for (gsize k = 0; k < each; k++)
      bind(pass, statement, (int) k * n_columns, rows[i + k]);
    gboolean done = sqlite3_step(statement) == SQLITE_DONE;
    if (!done)
      return ty_atlas_fail(pass->atlas, "write", error);
    sqlite3_reset(statement);
  }
  return TRUE;
}

static gboolean write_rows(TyLoadPass *pass, GError **error) {
  guint32 facts[ROWS], evidence[ROWS];
  gsize n_facts = 0, n_evidence = 0;

  for (gsize i = 0; i < pass->n; i++) {
    guint32 here = pass->order[i];
    ty_load_look_ahead(pass, i);
    if (pass->first[here] == here && pass->id[here] == 0) {
      pass->id[here] = pass->next++;
      facts[n_facts++] = here;
    }
    evidence[n_evidence++] = here;
    if (n_facts == ROWS) {
      if (!insert(pass, &pass->facts, bind_fact, N_FACT_COLUMNS, facts, ROWS, error))
        return FALSE;
      n_facts = 0;
    }
    if (n_evidence == ROWS) {
      if (!insert(pass, &pass->evidence, bind_evidence, N_EVIDENCE_COLUMNS, evidence, ROWS, error))
        return FALSE;
      n_evidence = 0;
    }
  }
  return insert(pass, &pass->facts, bind_fact, N_FACT_COLUMNS, facts, n_facts, error) &&
         insert(pass, &pass->evidence, bind_evidence, N_EVIDENCE_COLUMNS, evidence, n_evidence,
                error);
}

static gboolean prepare_all(TyLoadPass *pass, GError **error) {
  return (pass->facts.many = prepare(pass->atlas, FACT_COLUMNS, N_FACT_COLUMNS, ROWS, error)) &&
         (pass->facts.one = prepare(pass->atlas, FACT_COLUMNS, N_FACT_COLUMNS, 1, error)) &&
         (pass->evidence.many =
              prepare(pass->atlas, EVIDENCE_COLUMNS, N_EVIDENCE_COLUMNS, ROWS, error)) &&
         (pass->evidence.one =
              prepare(pass->atlas, EVIDENCE_COLUMNS, N_EVIDENCE_COLUMNS, 1, error));
}

/* Sorting takes memory too. */
void ty_load_forget(TyLoadPass *pass) {
  TyLoad *load = pass->load;

  g_clear_pointer(&load->facts, g_aligned_free);
  g_clear_pointer(&load->texts, g_aligned_free);
  load->n_facts = load->n_texts = load->fact_room = load->text_room = 0;
  g_clear_pointer(&pass->order, g_free);
  g_clear_pointer(&pass->first, g_aligned_free);
  g_clear_pointer(&pass->id, g_aligned_free);
  g_clear_pointer(&pass->chain, g_free);
}

static gboolean write_without_indexes(TyLoadPass *pass, GError **error) {
  g_autoptr(GPtrArray) of_facts = ty_atlas_drop_indexes(pass->atlas, "fact", error);
  g_autoptr(GPtrArray) of_evidence =
      of_facts ? ty_atlas_drop_indexes(pass->atlas, "evidence", error) : NULL;
  gboolean done = of_evidence && prepare_all(pass, error) && write_rows(pass, error);

  sqlite3_finalize(pass->facts.many);
  sqlite3_finalize(pass->facts.one);
  sqlite3_finalize(pass->evidence.many);
  sqlite3_finalize(pass->evidence.one);
  ty_load_forget(pass);
  return done && ty_atlas_make_indexes(pass->atlas, of_facts, error) &&
         ty_atlas_make_indexes(pass->atlas, of_evidence, error);
}

static void find_all_same(TyLoadPass *pass) {
  const TyLoadFact *facts = pass->load->facts;

  sort_by_subject(pass);
  for (gsize start = 0, end = 0; start < pass->n; start = end) {
    gint64 subject = facts[pass->order[start]].subject;
    while (end < pass->n && facts[pass->order[end]].subject == subject)
      end++;
    find_same(pass, start, end);
    note_rank(pass, start, end);
  }
}

gboolean ty_atlas_write_load(TyAtlas *atlas, GError **error) {
  TyLoad *load = atlas->load;
  gint64 last = ty_atlas_number(atlas, 0, "SELECT max(id) FROM fact", "");
  TyLoadPass pass = {
      .atlas = atlas, .load = load, .n = load->n_facts, .next = last + 1, .held = last > 0};

  if (pass.n == 0)
    return TRUE;
  pass.order = g_new(guint32, pass.n);
  pass.first = ty_pages_new0(pass.n * sizeof *pass.first);
  pass.id = ty_pages_new0(pass.n * sizeof *pass.id);
  find_all_same(&pass);
  gboolean written = FALSE;
  gboolean well = pass.held ? find_held(&pass, error) : ty_load_write_trees(&pass, &written, error);
  if (well && !written)
    written = write_without_indexes(&pass, error);
  ty_load_forget(&pass);
  return well && written;
}
