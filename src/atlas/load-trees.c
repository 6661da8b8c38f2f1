/* SPDX-License-Identifier: Apache-2.0 */
/* All facts at once, as B-trees: rows and what is in order of subject in one pass, the other
 * indexes out of what it told, sorted. */
#include "atlas/load-pass.h"
#include "atlas/load-sort.h"
#include "atlas/room.h"

/* The tables as they are written here. */
#define FACT_COLUMNS                                                                               \
  "id,subject,predicate,object,value,unit,qualifier,valid_from,valid_to,weight,confidence,weaker," \
  "same"
#define EVIDENCE_COLUMNS "id,fact,source,line,citation,note,document,start,stop,confidence,pattern"
#define INDEXES                                                                                    \
  "fact_object(object,predicate,subject) fact_predicate(predicate,value)"                          \
  " fact_same(subject,predicate,same)"
#define EVIDENCE_INDEXES "evidence_document(document) evidence_fact(fact)"

/* Beside its texts a fact with its evidence and indexes takes about so much. */
#define FACT_BYTES 130

typedef struct {
  TyLoadPass *pass;
  TyTree *facts, *same, *evidence, *of_fact;
  TyTreeRecord record;
  guint32 *rank;      /* of predicates, in order of their ids */
  GPtrArray *by_rank; /* the predicates in that order */
  TySortRelation *relations;
  TySortValue *values;
  gsize n_relations, n_values, n_facts;
  guint32 *valueless; /* ids of facts without a value, as they come */
  guint32 *valueless_rank;
  gsize n_valueless;
  TySortSame *group; /* of one subject */
  TySortPair *told;
  gsize room;
  gint64 evidence_id;
} Writing;

/* Whether they fit -------------------------------------------------------------------------------
 */

static gboolean is_so(TyAtlas *atlas, const char *sql, const char *table, const char *expected) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, NULL, sql, "s", table);
  const char *found = row && ty_atlas_next(atlas, row, NULL) ? ty_column_text(row, 0) : NULL;
  return g_strcmp0(found, expected) == 0;
}

static gboolean fits(const TyLoadPass *pass) {
  static const char columns[] = "SELECT group_concat(name) FROM pragma_table_info(?)";
  static const char indexes[] =
      "SELECT group_concat(told, ' ') FROM (SELECT l.name || '(' || (SELECT group_concat(i.name)"
      " FROM pragma_index_info(l.name) AS i) || ')' AS told FROM pragma_index_list(?) AS l"
      " ORDER BY l.name)";
  TyAtlas *atlas = pass->atlas;

  return is_so(atlas, columns, "fact", FACT_COLUMNS) &&
         is_so(atlas, columns, "evidence", EVIDENCE_COLUMNS) &&
         is_so(atlas, indexes, "fact", INDEXES) &&
         is_so(atlas, indexes, "evidence", EVIDENCE_INDEXES) &&
         ty_atlas_number(atlas, 1, "SELECT EXISTS (SELECT 1 FROM evidence)", "") == 0 &&
         ty_atlas_last_entity(atlas) <= G_MAXUINT32 && pass->n < G_MAXUINT32;
}

/* Rows ------------------------------------------------------------------------------------------
 */

static const char *predicate_ranked(const Writing *writing, guint32 rank) {
  return ((const TyLoadPredicate *) writing->by_rank->pdata[rank])->id;
}

static void add_text(TyTreeRecord *record, const char *text) {
  ty_tree_record_add_text(record, text, strlen(text));
}

static void add_fact(Writing *writing, guint32 here, gint64 id) {
  const TyLoadFact *fact = &writing->pass->load->facts[here];
  const char *predicate = ty_load_predicate_of(writing->pass, fact);
  const char *texts[TY_LOAD_ALL_TEXTS];
  TyTreeRecord *record = &writing->record;

  ty_load_texts(writing->pass->load, fact, texts);
  ty_tree_record_begin(record, (gsize) (texts[TY_LOAD_CITATION] - texts[0]) + strlen(predicate));
  ty_tree_record_add_null(record);
  ty_tree_record_add_integer(record, fact->subject);
  add_text(record, predicate);
  if (fact->object)
    ty_tree_record_add_integer(record, fact->object);
  else
    ty_tree_record_add_null(record);
  for (gsize i = TY_LOAD_VALUE; i < TY_LOAD_TEXTS; i++)
    ty_tree_record_add_text(record, texts[i], (gsize) (texts[i + 1] - texts[i]) - 1);
  ty_tree_record_add_real(record, fact->weight);
  ty_tree_record_add_real(record, fact->confidence);
  ty_tree_record_add_integer(record, 0);
  ty_tree_record_add_integer(record, fact->same);
  ty_tree_add_record(writing->facts, id, record);

  guint32 rank = writing->rank[fact->predicate];
  if (fact->object)
    writing->relations[writing->n_relations++] =
        (TySortRelation){(guint32) fact->object, (guint32) fact->subject, rank, (guint32) id};
  if (*texts[TY_LOAD_VALUE])
    writing->values[writing->n_values++] = ty_sort_value(texts[TY_LOAD_VALUE], rank, (guint32) id);
  else {
    writing->valueless[writing->n_valueless] = (guint32) id;
    writing->valueless_rank[writing->n_valueless++] = rank;
  }
}

static void add_evidence(Writing *writing, guint32 here, gint64 fact_id) {
  const TyLoadFact *fact = &writing->pass->load->facts[here];
  const char *texts[TY_LOAD_ALL_TEXTS];
  TyTreeRecord *record = &writing->record;

  ty_load_texts(writing->pass->load, fact, texts);
  gsize n_citation = (gsize) (texts[TY_LOAD_NOTE] - texts[TY_LOAD_CITATION]) - 1;
  gsize n_note = strlen(texts[TY_LOAD_NOTE]);
  ty_tree_record_begin(record, n_citation + n_note);
  ty_tree_record_add_null(record);
  ty_tree_record_add_integer(record, fact_id);
  ty_tree_record_add_integer(record, fact->source);
  if (fact->line)
    ty_tree_record_add_integer(record, fact->line);
  else
    ty_tree_record_add_null(record);
  ty_tree_record_add_text(record, texts[TY_LOAD_CITATION], n_citation);
  ty_tree_record_add_text(record, texts[TY_LOAD_NOTE], n_note);
  for (int i = 0; i < 3; i++)
    ty_tree_record_add_null(record);
  ty_tree_record_add_real(record, fact->evident);
  ty_tree_record_add_null(record);
  ty_tree_add_record(writing->evidence, ++writing->evidence_id, record);
}

/* The facts of a subject, `start` to `end` in order, with their evidence. */
static void add_subject(Writing *writing, gsize start, gsize end) {
  TyLoadPass *pass = writing->pass;
  gsize n = 0;

  if (end - start > writing->room) {
    writing->room = 2 * (end - start);
    writing->group = g_renew(TySortSame, writing->group, writing->room);
    writing->told = g_renew(TySortPair, writing->told, writing->room);
  }
  for (gsize i = start; i < end; i++) {
    guint32 here = pass->order[i];
    const TyLoadFact *fact = &pass->load->facts[here];
    ty_load_look_ahead(pass, i);
    if (pass->first[here] == here) {
      pass->id[here] = pass->next++;
      add_fact(writing, here, pass->id[here]);
      writing->group[n++] =
          (TySortSame){writing->rank[fact->predicate], fact->same, (guint32) pass->id[here]};
    }
    gint64 id = pass->id[pass->first[here]];
    add_evidence(writing, here, id);
    writing->told[i - start] = (TySortPair){(guint32) id, (guint32) writing->evidence_id};
  }
  ty_sort_same(writing->group, n);
  for (gsize i = 0; i < n; i++) {
    const char *predicate = predicate_ranked(writing, writing->group[i].rank);
    ty_tree_record_begin(&writing->record, strlen(predicate));
    ty_tree_record_add_integer(&writing->record, pass->load->facts[pass->order[start]].subject);
    add_text(&writing->record, predicate);
    ty_tree_record_add_integer(&writing->record, writing->group[i].same);
    ty_tree_record_add_integer(&writing->record, writing->group[i].id);
    ty_tree_add_record(writing->same, 0, &writing->record);
  }
  ty_sort_pairs(writing->told, end - start);
  for (gsize i = 0; i < end - start; i++) {
    ty_tree_record_begin(&writing->record, 0);
    ty_tree_record_add_integer(&writing->record, writing->told[i].fact);
    ty_tree_record_add_integer(&writing->record, writing->told[i].evidence);
    ty_tree_add_record(writing->of_fact, 0, &writing->record);
  }
}

static void add_all(Writing *writing, TyRoom *room) {
  const TyLoadPass *pass = writing->pass;
  const TyLoadFact *facts = pass->load->facts;

  writing->facts = ty_tree_new(ty_room_pages(room), TRUE);
  writing->evidence = ty_tree_new(ty_room_pages(room), TRUE);
  writing->same = ty_tree_new(ty_room_pages(room), FALSE);
  writing->of_fact = ty_tree_new(ty_room_pages(room), FALSE);
  for (gsize start = 0, end = 0; start < pass->n; start = end) {
    while (end < pass->n && facts[pass->order[end]].subject == facts[pass->order[start]].subject)
      end++;
    add_subject(writing, start, end);
  }
  ty_tree_finish(writing->facts, ty_room_root(room, "fact"));
  ty_tree_finish(writing->evidence, ty_room_root(room, "evidence"));
  ty_tree_finish(writing->same, ty_room_root(room, "fact_same"));
  ty_tree_finish(writing->of_fact, ty_room_root(room, "evidence_fact"));
}

/* Indexes ---------------------------------------------------------------------------------------
 */

static void add_relations(Writing *writing, TyRoom *room) {
  TyTree *tree = ty_tree_new(ty_room_pages(room), FALSE);
  TyTreeRecord *record = &writing->record;

  ty_sort_relations(writing->relations, writing->n_relations, writing->pass->load->predicates->len);
  for (gsize i = 0; i < writing->n_relations; i++) {
    const TySortRelation *relation = &writing->relations[i];
    const char *predicate = predicate_ranked(writing, relation->rank);
    ty_tree_record_begin(record, strlen(predicate));
    ty_tree_record_add_integer(record, relation->object);
    add_text(record, predicate);
    ty_tree_record_add_integer(record, relation->subject);
    ty_tree_record_add_integer(record, relation->id);
    ty_tree_add_record(tree, 0, record);
  }
  ty_tree_finish(tree, ty_room_root(room, "fact_object"));
}

static void add_value(Writing *writing, TyTree *tree, guint32 rank, const char *value, guint32 id) {
  TyTreeRecord *record = &writing->record;
  const char *predicate = predicate_ranked(writing, rank);
  gsize n = strlen(value);

  ty_tree_record_begin(record, strlen(predicate) + n);
  add_text(record, predicate);
  ty_tree_record_add_text(record, value, n);
  ty_tree_record_add_integer(record, id);
  ty_tree_add_record(tree, 0, record);
}

/* Of each predicate those without a value first. */
static void add_values(Writing *writing, TyRoom *room) {
  TyTree *tree = ty_tree_new(ty_room_pages(room), FALSE);
  guint n_ranks = writing->pass->load->predicates->len;
  g_autofree guint32 *starts =
      ty_sort_by_rank(writing->valueless, writing->valueless_rank, writing->n_valueless, n_ranks);

  ty_sort_values(writing->values, writing->n_values);
  for (guint32 rank = 0, at = 0; rank < n_ranks; rank++) {
    for (guint32 i = starts[rank]; i < starts[rank + 1]; i++)
      add_value(writing, tree, rank, "", writing->valueless[i]);
    for (; at < writing->n_values && writing->values[at].rank == rank; at++)
      add_value(writing, tree, rank, writing->values[at].text, writing->values[at].id);
  }
  ty_tree_finish(tree, ty_room_root(room, "fact_predicate"));
}

static int by_id(gconstpointer a, gconstpointer b) {
  return strcmp((*(TyLoadPredicate *const *) a)->id, (*(TyLoadPredicate *const *) b)->id);
}

static void rank_predicates(Writing *writing) {
  const GPtrArray *predicates = writing->pass->load->predicates;

  writing->by_rank = g_ptr_array_new();
  for (guint i = 0; i < predicates->len; i++)
    g_ptr_array_add(writing->by_rank, predicates->pdata[i]);
  g_ptr_array_sort(writing->by_rank, by_id);
  writing->rank = g_new0(guint32, predicates->len);
  for (guint i = 0; i < writing->by_rank->len; i++)
    writing->rank[((const TyLoadPredicate *) writing->by_rank->pdata[i])->number] = i;
}

static void count_all(Writing *writing) {
  const TyLoadPass *pass = writing->pass;
  gsize n_relations = 0, n_values = 0, n_valueless = 0;

  for (gsize i = 0; i < pass->n; i++)
    if (pass->first[i] == i) {
      gboolean has_value = pass->load->texts[pass->load->facts[i].texts] != '\0';
      n_relations += pass->load->facts[i].object != 0;
      n_values += has_value;
      n_valueless += !has_value;
    }
  writing->relations = g_new(TySortRelation, n_relations + 1);
  writing->values = g_new(TySortValue, n_values + 1);
  writing->valueless = g_new(guint32, n_valueless + 1);
  writing->valueless_rank = g_new(guint32, n_valueless + 1);
}

gboolean ty_load_write_trees(TyLoadPass *pass, gboolean *written, GError **error) {
  GError *why = NULL;

  *written = FALSE;
  if (!fits(pass))
    return TRUE;
  g_autoptr(TyRoom) room =
      ty_room_open(pass->atlas, pass->n * FACT_BYTES + pass->load->n_texts, &why);
  if (!room) {
    if (why)
      g_propagate_error(error, why);
    return !why;
  }
  Writing writing = {.pass = pass};
  rank_predicates(&writing);
  count_all(&writing);
  add_all(&writing, room);
  add_relations(&writing, room);
  g_clear_pointer(&writing.relations, g_free);
  add_values(&writing, room);
  g_free(writing.values);
  g_free(writing.valueless);
  g_free(writing.valueless_rank);
  g_free(writing.group);
  g_free(writing.told);
  g_free(writing.rank);
  g_ptr_array_unref(writing.by_rank);
  ty_tree_record_clear(&writing.record);
  ty_load_forget(pass);
  *written = TRUE;
  return ty_room_settle(room, error);
}
