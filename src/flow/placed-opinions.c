/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "flow/perception.h"
#include "flow/words.h"

#include <string.h>

static gboolean read_list(TyOpinionLexicon *lexicon, const char *path, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);

  return file && ty_opinion_lexicon_read(lexicon, path, g_mapped_file_get_contents(file),
                                         g_mapped_file_get_length(file), error);
}

TyOpinionLexicon *ty_open_opinions(const char *data_folder, const char *file, GError **error) {
  g_autoptr(TyOpinionLexicon) lexicon = ty_opinion_lexicon_new();
  g_autofree char *own = g_build_filename(data_folder, "opinions.txt", NULL);

  if (!read_list(lexicon, own, error) || (file && !read_list(lexicon, file, error)))
    return NULL;
  return g_steal_pointer(&lexicon);
}

/* Sites ------------------------------------------------------------------------------------------
 */

typedef struct {
  gint64 document, site;
  guint32 start;
} Mention;

typedef struct {
  TyWorkspace *workspace;
  TyOpinionFinder *finder;
  TySegmenter *titles;
  GHashTable *site_of; /* entity → the site that it stands for */
  GHashTable *wanted;
  GArray *mentions; /* of Mention */
  guint next;       /* the first mention of the document at hand */
  TyPlacedOpinions *placed;
} Placing;

static gint64 *key_of(gint64 id) { return g_memdup2(&id, sizeof id); }

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  GHashTable *site_of = data;
  (void) error;

  g_hash_table_insert(site_of, key_of(entity->id), key_of(entity->id));
  return TRUE;
}

/* Of wholes of one part the first stays. */
static gboolean take_part(const TyFact *fact, gpointer data, GError **error) {
  GHashTable *wholes = data;
  (void) error;

  if (fact->object != 0 && !g_hash_table_contains(wholes, &fact->subject))
    g_hash_table_insert(wholes, key_of(fact->subject), key_of(fact->object));
  return TRUE;
}

GHashTable *ty_sites_of_entities(TyWorkspace *workspace, GError **error) {
  static const char *const kinds[] = {"site", "nature", "experience_base", "component"};
  TyAtlas *atlas = workspace->atlas;
  g_autoptr(GHashTable) site_of =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GHashTable) wholes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GHashTable) parts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer part;

  for (gsize i = 0; i < 3; i++)
    if (!ty_atlas_each_entity(atlas, kinds[i], NULL, take_entity, site_of, error))
      return NULL;
  if (!ty_atlas_each_entity(atlas, kinds[3], NULL, take_entity, parts, error) ||
      !ty_atlas_each_fact(atlas, 0, "part_of", 0, take_part, wholes, error))
    return NULL;
  g_hash_table_iter_init(&iter, parts);
  while (g_hash_table_iter_next(&iter, &part, NULL)) {
    gint64 site = *(gint64 *) part;
    for (int i = 0; i < 8 && !g_hash_table_contains(site_of, &site); i++) {
      const gint64 *whole = g_hash_table_lookup(wholes, &site);
      if (!whole)
        break;
      site = *whole;
    }
    g_hash_table_insert(parts, key_of(*(gint64 *) part), key_of(site));
  }
  g_hash_table_iter_init(&iter, parts);
  gpointer site;
  while (g_hash_table_iter_next(&iter, &part, &site))
    g_hash_table_insert(site_of, key_of(*(gint64 *) part), key_of(*(gint64 *) site));
  return g_steal_pointer(&site_of);
}

static gboolean take_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Placing *placing = data;
  const gint64 *site = g_hash_table_lookup(placing->site_of, &entity);
  (void) error;

  if (site) {
    Mention mention = {document, *site, (guint32) span.start};
    g_array_append_val(placing->mentions, mention);
  }
  return TRUE;
}

/* Documents --------------------------------------------------------------------------------------
 */

/* The site that a title names, the first of several; 0: none. */
typedef struct {
  const GHashTable *site_of;
  gint64 site;
} Titled;

static void take_titled(const TyMention *mention, gpointer data) {
  Titled *titled = data;
  const gint64 *site = g_hash_table_lookup((GHashTable *) titled->site_of, &mention->id);
  if (site && titled->site == 0)
    titled->site = *site;
}

static gint64 site_of_title(const Placing *placing, const char *title) {
  Titled titled = {placing->site_of, 0};
  gsize n;

  if (!title || !*title)
    return 0;
  const TyToken *tokens =
      ty_segmenter_tokens(placing->titles, title, strlen(title), TY_SEGMENT_PRECISE, &n);
  ty_gazetteer_find(placing->workspace->gazetteer, tokens, n, take_titled, &titled);
  return titled.site;
}

/* 0: the document names none. */
static gint64 site_near(const Placing *placing, guint n, gint64 titled, const TyOpinion *opinion) {
  gint64 before = 0, after = 0, first = 0;

  for (guint i = placing->next; i < placing->next + n; i++) {
    const Mention *mention = &g_array_index(placing->mentions, Mention, i);
    if (mention->start < opinion->end)
      before = mention->site;
    else if (after == 0 && mention->start < opinion->sentence_end)
      after = mention->site;
    if (mention->start >= opinion->sentence_start && mention->start < opinion->end)
      first = mention->site;
  }
  return first ? first : after ? after : before ? before : titled;
}

static char *span_of(const char *text, guint32 start, guint32 end) {
  g_autofree char *words = g_utf8_make_valid(text + start, (gssize) (end - start));
  return g_strdup(g_strstrip(words));
}

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Placing *placing = data;
  TyPlacedOpinions *placed = placing->placed;
  gsize n, length = document->text ? strlen(document->text) : 0;
  gboolean added = FALSE;
  guint n_mentions = 0;
  (void) error;

  if (ty_noise_advertises(placing->workspace->noise, document->text ? document->text : "")) {
    placed->n_advertisements++;
    return TRUE;
  }
  placed->n_documents++;
  while (placing->next < placing->mentions->len &&
         g_array_index(placing->mentions, Mention, placing->next).document < document->id)
    placing->next++;
  while (placing->next + n_mentions < placing->mentions->len &&
         g_array_index(placing->mentions, Mention, placing->next + n_mentions).document ==
             document->id)
    n_mentions++;
  gint64 titled = site_of_title(placing, document->title);
  const TyOpinion *found =
      ty_opinions(placing->finder, document->text ? document->text : "", length, &n);
  for (gsize i = 0; i < n; i++) {
    gint64 site = site_near(placing, n_mentions, titled, &found[i]);
    if (site == 0) {
      placed->n_unplaced++;
      continue;
    }
    if (placing->wanted && !g_hash_table_contains(placing->wanted, &site))
      continue;
    if (!added) {
      TyOpinionDocument one = {document->id, document->line, g_strdup(document->file),
                               g_strdup(document->date)};
      g_array_append_val(placed->documents, one);
      added = TRUE;
    }
    TyPlacedOpinion one = {site, placed->documents->len - 1, found[i],
                           span_of(document->text, found[i].start, found[i].end),
                           span_of(document->text, found[i].sentence_start, found[i].sentence_end)};
    g_array_append_val(placed->opinions, one);
  }
  return TRUE;
}

static void document_clear(gpointer document) {
  g_free(((TyOpinionDocument *) document)->file);
  g_free(((TyOpinionDocument *) document)->date);
}

static void opinion_clear(gpointer opinion) {
  g_free(((TyPlacedOpinion *) opinion)->words);
  g_free(((TyPlacedOpinion *) opinion)->sentence);
}

void ty_placed_opinions_free(TyPlacedOpinions *placed) {
  if (!placed)
    return;
  g_array_unref(placed->documents);
  g_array_unref(placed->opinions);
  g_free(placed);
}

TyPlacedOpinions *ty_placed_opinions(TyWorkspace *workspace, const TyOpinionLexicon *lexicon,
                                     const TyDocumentFilter *filter, GHashTable *wanted,
                                     GError **error) {
  g_autoptr(TyPlacedOpinions) placed = g_new0(TyPlacedOpinions, 1);
  g_autoptr(TyOpinionFinder) finder = ty_opinion_finder_new(lexicon, workspace->lexicon);
  g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
  TyDocumentFilter selected = filter ? *filter : (TyDocumentFilter){0};
  g_autoptr(TySegmenter) titles = ty_segmenter_new(workspace->lexicon);
  Placing placing = {.workspace = workspace,
                     .finder = finder,
                     .titles = titles,
                     .wanted = wanted,
                     .mentions = mentions};

  selected.kind = selected.kind ? selected.kind : "post";
  placed->documents = g_array_new(FALSE, FALSE, sizeof(TyOpinionDocument));
  g_array_set_clear_func(placed->documents, document_clear);
  placed->opinions = g_array_new(FALSE, FALSE, sizeof(TyPlacedOpinion));
  g_array_set_clear_func(placed->opinions, opinion_clear);
  placing.placed = placed;
  placing.site_of = ty_sites_of_entities(workspace, error);
  gboolean done =
      placing.site_of &&
      ty_atlas_each_mention(workspace->atlas, 0, 0, take_mention, &placing, error) &&
      ty_atlas_each_document(workspace->atlas, &selected, take_document, &placing, error);
  g_clear_pointer(&placing.site_of, g_hash_table_unref);
  if (!done)
    return NULL;
  if (placed->n_documents + placed->n_advertisements == 0) {
    ty_fail_no_document(workspace, &selected, error);
    return NULL;
  }
  return g_steal_pointer(&placed);
}

/* Parts ------------------------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *found;
  GArray *open; /* of gint64: whose parts are still to be looked for */
} Parts;

static gboolean take_open_part(const TyFact *fact, gpointer data, GError **error) {
  Parts *parts = data;
  (void) error;

  if (!g_hash_table_contains(parts->found, &fact->subject)) {
    g_hash_table_add(parts->found, key_of(fact->subject));
    g_array_append_val(parts->open, fact->subject);
  }
  return TRUE;
}

GHashTable *ty_entity_parts(TyWorkspace *workspace, gint64 entity, GError **error) {
  g_autoptr(GHashTable) found = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gint64));
  Parts parts = {found, open};

  g_hash_table_add(found, key_of(entity));
  g_array_append_val(open, entity);
  for (guint i = 0; i < open->len; i++) /* a cycle ends: each is there once */
    if (!ty_atlas_each_fact(workspace->atlas, 0, "part_of", g_array_index(open, gint64, i),
                            take_open_part, &parts, error))
      return NULL;
  return g_steal_pointer(&found);
}
