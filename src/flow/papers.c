/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/papers.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  gint64 document;
  const char *author; /* interned in `texts` */
} Author;

typedef struct {
  TyPapers *papers;
  const char *wanted; /* an author's hash, or NULL */
  GArray *authors;    /* of Author, by document and rank */
  GStringChunk *texts;
  guint next; /* the author that comes next */
} Gathering;

static gboolean take_author(gint64 document, gint64 rank, const char *author, gpointer data,
                            GError **error) {
  Gathering *gathering = data;
  Author one = {document, g_string_chunk_insert_const(gathering->texts, author)};
  (void) rank, (void) error;

  g_array_append_val(gathering->authors, one);
  return TRUE;
}

/* A name is told from others by its key: case, width and script do not count. */
static void add_name(TyPaperNames *role, const char *name, char *key) {
  guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(role->ids, key));
  guint32 first = g_array_index(role->start, guint32, role->start->len - 1);

  if (id == 0) {
    g_ptr_array_add(role->names, g_strdup(name));
    id = role->names->len;
    g_hash_table_insert(role->ids, key, GUINT_TO_POINTER(id));
  } else
    g_free(key);
  id--;
  for (guint i = first; i < role->name->len; i++)
    if (g_array_index(role->name, guint32, i) == id)
      return;
  g_array_append_val(role->name, id);
}

static void add_list(TyPaperNames *role, const char *list) {
  g_auto(GStrv) items = g_strsplit(list ? list : "", ";", -1);

  for (char **item = items; *item; item++) {
    const char *name = g_strstrip(*item);
    char *key = ty_name_key(name);
    if (*key)
      add_name(role, name, key);
    else
      g_free(key);
  }
}

static gint year_of(const char *date) {
  return date && strspn(date, "0123456789") == 4 ? atoi(date) : 0;
}

static gboolean take_paper(const TyStoredDocument *document, gpointer data, GError **error) {
  Gathering *gathering = data;
  TyPapers *papers = gathering->papers;
  const Author *authors = (const Author *) gathering->authors->data;
  guint n = gathering->authors->len;
  gint year = year_of(document->date);
  (void) error;

  while (gathering->next < n && authors[gathering->next].document < document->id)
    gathering->next++;
  guint from = gathering->next, to = from;
  gboolean wanted = !gathering->wanted;
  for (; to < n && authors[to].document == document->id; to++)
    wanted = wanted || g_str_equal(authors[to].author, gathering->wanted);
  if (!wanted)
    return TRUE;
  g_array_append_val(papers->documents, document->id);
  g_array_append_val(papers->year, year);
  if (document->venue && *document->venue)
    add_name(&papers->roles[TY_PAPER_VENUE], document->venue, ty_name_key(document->venue));
  add_list(&papers->roles[TY_PAPER_INSTITUTION], document->organ);
  add_list(&papers->roles[TY_PAPER_KEYWORD], document->tags);
  for (guint i = from; i < to; i++)
    add_name(&papers->roles[TY_PAPER_AUTHOR], authors[i].author, g_strdup(authors[i].author));
  for (gsize r = 0; r < TY_N_PAPER_ROLES; r++)
    g_array_append_val(papers->roles[r].start, papers->roles[r].name->len);
  return TRUE;
}

TyPapers *ty_papers_new(TyWorkspace *workspace, const TyDocumentFilter *filter, const char *author,
                        GError **error) {
  TyDocumentFilter wanted = filter ? *filter : (TyDocumentFilter){0};
  g_autoptr(TyPapers) papers = g_new0(TyPapers, 1);
  g_autoptr(GArray) authors = g_array_new(FALSE, FALSE, sizeof(Author));
  g_autoptr(GStringChunk) texts = g_string_chunk_new(1 << 14);
  Gathering gathering = {papers, author, authors, texts, 0};
  guint32 zero = 0;

  papers->documents = g_array_new(FALSE, FALSE, sizeof(gint64));
  papers->year = g_array_new(FALSE, FALSE, sizeof(gint));
  for (gsize r = 0; r < TY_N_PAPER_ROLES; r++) {
    papers->roles[r] = (TyPaperNames){g_ptr_array_new_with_free_func(g_free),
                                      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                                      g_array_new(FALSE, FALSE, sizeof(guint32)),
                                      g_array_new(FALSE, FALSE, sizeof(guint32))};
    g_array_append_val(papers->roles[r].start, zero);
  }
  if (wanted.kind && !g_str_equal(wanted.kind, "paper")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --kind %s, expected paper or none",
                wanted.kind);
    return NULL;
  }
  wanted.kind = "paper";
  if (!ty_atlas_each_author(workspace->atlas, take_author, &gathering, error) ||
      !ty_atlas_each_document(workspace->atlas, &wanted, take_paper, &gathering, error))
    return NULL;
  return g_steal_pointer(&papers);
}

void ty_papers_free(TyPapers *papers) {
  g_array_unref(papers->documents);
  g_array_unref(papers->year);
  for (gsize r = 0; r < TY_N_PAPER_ROLES; r++) {
    g_ptr_array_unref(papers->roles[r].names);
    g_hash_table_unref(papers->roles[r].ids);
    g_array_unref(papers->roles[r].start);
    g_array_unref(papers->roles[r].name);
  }
  g_free(papers);
}
