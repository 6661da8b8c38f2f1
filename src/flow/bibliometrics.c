/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/papers.h"

#include <math.h>
#include <string.h>
#include <tuyou/graph.h>

enum { USUAL_TOP = 10, PSEUDONYM_DIGITS = 8, MAX_YEARS = 1000 };

typedef struct {
  TyWorkspace *workspace;
  const TyPapers *papers;
  gsize top;
  gint first_year; /* 0: nothing is dated */
  guint n_years;
  GHashTable *given; /* hash of an author → the name that the caller gave */
  gsize digits;      /* of a pseudonym */
} Counting;

static guint n_papers(const Counting *counting) { return counting->papers->documents->len; }

static gint year_of(const Counting *counting, guint paper) {
  return g_array_index(counting->papers->year, gint, paper);
}

static const guint32 *starts(const TyPaperNames *role) {
  return (const guint32 *) role->start->data;
}

static const guint32 *numbers(const TyPaperNames *role) {
  return (const guint32 *) role->name->data;
}

static const TyPaperNames *role_of(const Counting *counting, TyPaperRole role) {
  return &counting->papers->roles[role];
}

/* Years -----------------------------------------------------------------------------------------
 */

static gboolean span_years(Counting *counting, GError **error) {
  gint first = G_MAXINT, last = 0;

  for (guint p = 0; p < n_papers(counting); p++) {
    gint year = year_of(counting, p);
    if (year > 0) {
      first = MIN(first, year);
      last = MAX(last, year);
    }
  }
  if (last == 0)
    return TRUE;
  if (last - first >= MAX_YEARS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found papers from %d to %d, expected at most %d years: choose with --since and "
                "--until",
                first, last, MAX_YEARS);
    return FALSE;
  }
  counting->first_year = first;
  counting->n_years = (guint) (last - first + 1);
  return TRUE;
}

static json_t *list_years(const Counting *counting, json_int_t *n_undated) {
  g_autofree guint32 *papers = g_new0(guint32, MAX(counting->n_years, 1));
  json_t *list = json_array();

  for (guint p = 0; p < n_papers(counting); p++) {
    if (year_of(counting, p) > 0)
      papers[year_of(counting, p) - counting->first_year]++;
    else
      (*n_undated)++;
  }
  for (guint y = 0; y < counting->n_years; y++)
    json_array_append_new(list, json_pack("{s:i, s:I}", "year", counting->first_year + (gint) y,
                                          "papers", (json_int_t) papers[y]));
  return list;
}

/* Names -----------------------------------------------------------------------------------------
 */

/* What is counted of each name of a role. */
typedef struct {
  guint32 papers, leading; /* leading: as first of its paper */
  gint first, last;        /* years; 0: none is dated */
} Tally;

static Tally *tally_names(const Counting *counting, TyPaperRole which) {
  const TyPaperNames *role = role_of(counting, which);
  Tally *tallies = g_new0(Tally, MAX(role->names->len, 1));

  for (guint p = 0; p < n_papers(counting); p++) {
    gint year = year_of(counting, p);
    for (guint32 i = starts(role)[p]; i < starts(role)[p + 1]; i++) {
      Tally *tally = &tallies[numbers(role)[i]];
      tally->papers++;
      tally->leading += i == starts(role)[p];
      if (year > 0) {
        tally->first = tally->first ? MIN(tally->first, year) : year;
        tally->last = MAX(tally->last, year);
      }
    }
  }
  return tallies;
}

static guint32 *order_of(const Tally *tallies, gsize n) {
  g_autofree double *papers = g_new(double, MAX(n, 1));

  for (gsize i = 0; i < n; i++)
    papers[i] = tallies[i].papers;
  return ty_order_by_weight(papers, n);
}

static json_t *list_names(const Counting *counting, TyPaperRole which, const Tally *tallies) {
  const TyPaperNames *role = role_of(counting, which);
  g_autofree guint32 *order = order_of(tallies, role->names->len);
  json_t *list = json_array();

  for (guint i = 0; i < MIN(role->names->len, counting->top); i++) {
    const Tally *tally = &tallies[order[i]];
    json_t *one = json_pack("{s:s, s:I}", "name", role->names->pdata[order[i]], "papers",
                            (json_int_t) tally->papers);
    if (tally->first > 0) {
      json_object_set_new(one, "first", json_integer(tally->first));
      json_object_set_new(one, "last", json_integer(tally->last));
    }
    json_array_append_new(list, one);
  }
  return json_pack("{s:I, s:o}", "different", (json_int_t) role->names->len, "top", list);
}

static json_t *list_keywords(const Counting *counting, const Tally *tallies) {
  const TyPaperNames *role = role_of(counting, TY_PAPER_KEYWORD);
  json_t *answer = list_names(counting, TY_PAPER_KEYWORD, tallies), *one;
  const json_t *list = json_object_get(answer, "top");
  g_autofree guint32 *order = order_of(tallies, role->names->len);
  g_autofree gint *place = g_new(gint, MAX(role->names->len, 1)); /* in the list; −1: not in it */
  gsize n = json_array_size(list), n_years = counting->n_years;
  g_autofree guint32 *counts = g_new0(guint32, MAX(n * n_years, 1));
  gsize i;

  for (guint k = 0; k < role->names->len; k++)
    place[order[k]] = k < n ? (gint) k : -1;
  for (guint p = 0; p < n_papers(counting); p++)
    for (guint32 k = starts(role)[p]; k < starts(role)[p + 1] && year_of(counting, p) > 0; k++)
      if (place[numbers(role)[k]] >= 0)
        counts[(gsize) place[numbers(role)[k]] * n_years +
               (gsize) (year_of(counting, p) - counting->first_year)]++;
  json_array_foreach(list, i, one) {
    json_t *row = json_array();
    for (gsize y = 0; y < n_years; y++)
      json_array_append_new(row, json_integer(counts[i * n_years + y]));
    json_object_set_new(one, "counts", row);
  }
  return answer;
}

/* Authors ---------------------------------------------------------------------------------------
 */

static int by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *) a, *(char *const *) b);
}

/* As many digits as tell all authors apart. */
static gsize pseudonym_digits(const GPtrArray *hashes) {
  g_autofree const char **sorted = g_new(const char *, MAX(hashes->len, 1));
  gsize digits = PSEUDONYM_DIGITS;

  for (guint i = 0; i < hashes->len; i++)
    sorted[i] = hashes->pdata[i];
  qsort(sorted, hashes->len, sizeof *sorted, by_text);
  for (guint i = 1; i < hashes->len; i++) {
    gsize same = 0;
    while (sorted[i][same] && sorted[i][same] == sorted[i - 1][same])
      same++;
    digits = MAX(digits, same + 1);
  }
  return digits;
}

static char *name_of_author(const Counting *counting, guint32 author) {
  const char *hash = role_of(counting, TY_PAPER_AUTHOR)->names->pdata[author];
  const char *given = g_hash_table_lookup(counting->given, hash);
  return given ? g_strdup(given) : g_strndup(hash, counting->digits);
}

static json_t *list_authors(const Counting *counting, const Tally *tallies, const guint32 *degree) {
  const TyPaperNames *role = role_of(counting, TY_PAPER_AUTHOR);
  json_t *answer = list_names(counting, TY_PAPER_AUTHOR, tallies), *one;
  g_autofree guint32 *order = order_of(tallies, role->names->len);
  gsize i;

  json_array_foreach(json_object_get(answer, "top"), i, one) {
    g_autofree char *name = name_of_author(counting, order[i]);
    json_object_set_new(one, "name", json_string(name));
    json_object_set_new(
        one, "named",
        json_boolean(g_hash_table_contains(counting->given, role->names->pdata[order[i]])));
    json_object_set_new(one, "first_author", json_integer(tallies[order[i]].leading));
    json_object_set_new(one, "coauthors", json_integer(degree[order[i]]));
  }
  return answer;
}

static TyNetwork *network_of(const Counting *counting, TyPaperRole which) {
  const TyPaperNames *role = role_of(counting, which);
  return ty_network_cooccurrence(starts(role), numbers(role), n_papers(counting), role->names->len,
                                 NULL);
}

static json_t *list_pairs(const Counting *counting, const TyNetwork *network, TyPaperRole which,
                          const Tally *tallies) {
  g_autoptr(TyNetwork) strongest = ty_network_strongest(network, counting->top);
  const TyPaperNames *role = role_of(counting, which);
  g_autofree guint32 *order = ty_order_by_weight(strongest->weight, strongest->n_edges);
  gboolean authors = which == TY_PAPER_AUTHOR;
  json_t *list = json_array();

  for (gsize e = 0; e < strongest->n_edges; e++) {
    guint32 from = strongest->from[order[e]], to = strongest->to[order[e]];
    double papers = strongest->weight[order[e]];
    g_autofree char *left =
        authors ? name_of_author(counting, from) : g_strdup(role->names->pdata[from]);
    g_autofree char *right =
        authors ? name_of_author(counting, to) : g_strdup(role->names->pdata[to]);
    json_t *one =
        json_pack("{s:s, s:s, s:I}", "from", left, "to", right, "papers", (json_int_t) papers);
    if (!authors) {
      double cosine = papers / sqrt((double) tallies[from].papers * tallies[to].papers);
      json_object_set_new(one, "cosine", ty_json_number(cosine, 4));
    }
    json_array_append_new(list, one);
  }
  return list;
}

static json_t *collaboration(const Counting *counting, const TyNetwork *network,
                             const guint32 *degree, json_int_t *n_unsigned) {
  const TyPaperNames *role = role_of(counting, TY_PAPER_AUTHOR);
  json_int_t joint = 0, n_signed = 0;
  g_autofree guint32 *authors = g_new0(guint32, role->names->len + 1);
  json_t *degrees = json_array();

  for (guint p = 0; p < n_papers(counting); p++) {
    guint32 n = starts(role)[p + 1] - starts(role)[p];
    n_signed += n > 0;
    joint += n > 1;
  }
  *n_unsigned = (json_int_t) n_papers(counting) - n_signed;
  for (guint a = 0; a < role->names->len; a++)
    authors[degree[a]]++;
  for (guint d = 0; d <= role->names->len; d++)
    if (authors[d] > 0)
      json_array_append_new(degrees, json_pack("{s:I, s:I}", "coauthors", (json_int_t) d, "authors",
                                               (json_int_t) authors[d]));
  return json_pack(
      "{s:I, s:I, s:o, s:o, s:o}", "pairs", (json_int_t) network->n_edges, "joint_papers", joint,
      "authors_per_paper", ty_json_number(n_signed ? role->name->len / (double) n_signed : 0, 4),
      "mean_degree",
      ty_json_number(role->names->len ? 2.0 * (double) network->n_edges / role->names->len : 0, 4),
      "degrees", degrees);
}

/* The answer ------------------------------------------------------------------------------------
 */

typedef struct {
  const GArray *documents;
  guint next;
  json_t *list;
} Listing;

static void put(json_t *object, const char *key, const char *value) {
  if (value && *value)
    json_object_set_new(object, key, json_string(value));
}

static gboolean list_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Listing *listing = data;
  (void) error;

  if (listing->next == listing->documents->len ||
      g_array_index(listing->documents, gint64, listing->next) != document->id)
    return TRUE;
  listing->next++;
  json_t *one = json_pack("{s:I, s:s, s:I}", "document", (json_int_t) document->id, "file",
                          document->file, "line", (json_int_t) document->line);
  put(one, "title", document->title);
  put(one, "date", document->date);
  put(one, "venue", document->venue);
  json_array_append_new(listing->list, one);
  return TRUE;
}

static json_t *answer_of(const Counting *counting) {
  g_autofree Tally *venues = tally_names(counting, TY_PAPER_VENUE);
  g_autofree Tally *institutions = tally_names(counting, TY_PAPER_INSTITUTION);
  g_autofree Tally *keywords = tally_names(counting, TY_PAPER_KEYWORD);
  g_autofree Tally *authors = tally_names(counting, TY_PAPER_AUTHOR);
  g_autoptr(TyNetwork) coauthors = network_of(counting, TY_PAPER_AUTHOR);
  g_autoptr(TyNetwork) cokeywords = network_of(counting, TY_PAPER_KEYWORD);
  g_autofree guint32 *degree = g_new0(guint32, MAX(coauthors->n_nodes, 1));
  json_int_t n_undated = 0, n_unsigned = 0;

  for (gsize e = 0; e < coauthors->n_edges; e++) {
    degree[coauthors->from[e]]++;
    degree[coauthors->to[e]]++;
  }
  json_t *years = list_years(counting, &n_undated);
  json_t *together = collaboration(counting, coauthors, degree, &n_unsigned);
  return json_pack(
      "{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "papers",
      (json_int_t) n_papers(counting), "undated", n_undated, "unsigned", n_unsigned, "years", years,
      "venues", list_names(counting, TY_PAPER_VENUE, venues), "institutions",
      list_names(counting, TY_PAPER_INSTITUTION, institutions), "keywords",
      list_keywords(counting, keywords), "authors", list_authors(counting, authors, degree),
      "coauthors", list_pairs(counting, coauthors, TY_PAPER_AUTHOR, NULL), "collaboration",
      together, "cokeywords", list_pairs(counting, cokeywords, TY_PAPER_KEYWORD, keywords));
}

/* Names are compared as imports keep them. */
static void give_name(const Counting *counting, const char *name) {
  g_auto(GStrv) names = ty_author_names(name);

  for (char **one = names; *one; one++)
    g_hash_table_insert(counting->given, ty_atlas_hash_author(counting->workspace->atlas, *one),
                        g_strdup(*one));
}

static char *hash_of(const TyWorkspace *workspace, const char *author, GError **error) {
  g_auto(GStrv) names = ty_author_names(author);

  if (g_strv_length(names) == 1)
    return ty_atlas_hash_author(workspace->atlas, names[0]);
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the author '%s', expected one name", author);
  return NULL;
}

json_t *ty_bibliometrics(TyWorkspace *workspace, const TyDocumentFilter *filter,
                         const TyBibliometricsOptions *options, GError **error) {
  static const TyBibliometricsOptions usual = {0};
  const TyBibliometricsOptions *wanted = options ? options : &usual;
  g_autofree char *author = wanted->author ? hash_of(workspace, wanted->author, error) : NULL;
  if (wanted->author && !author)
    return NULL;
  g_autoptr(TyPapers) papers = ty_papers_new(workspace, filter, author, error);
  g_autoptr(GHashTable) given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Counting counting = {workspace, papers, wanted->top ? wanted->top : USUAL_TOP, 0, 0, given, 0};

  if (!papers)
    return NULL;
  if (n_papers(&counting) == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no paper%s%s, expected at least one: read some with `tuyou import --as "
                "papers`",
                author ? " of the author " : "", author ? wanted->author : "");
    return NULL;
  }
  if (!span_years(&counting, error))
    return NULL;
  counting.digits = pseudonym_digits(papers->roles[TY_PAPER_AUTHOR].names);
  for (const char *const *name = wanted->authors; name && *name; name++)
    give_name(&counting, *name);
  if (author)
    give_name(&counting, wanted->author);
  json_t *answer = answer_of(&counting);
  if (author) {
    Listing listing = {papers->documents, 0, json_array()};
    json_object_set_new(answer, "author", json_string(wanted->author));
    json_object_set_new(answer, "documents", listing.list);
    if (!ty_atlas_each_document(workspace->atlas, filter, list_document, &listing, error))
      g_clear_pointer(&answer, json_decref);
  }
  return answer;
}
