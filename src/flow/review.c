/* SPDX-License-Identifier: Apache-2.0 */
/* What was read out of texts, to be accepted or rejected; verdicts outlive builds. */
#include "flow/review.h"

#include <string.h>

/* The source that accepted facts name; its lines are the verdicts' numbers. */
#define SOURCE_NAME "facts accepted in the atlas"
#define CITATION "decided by the user of the atlas"
/* A person looked at it, but at no second source. */
#define CONFIDENCE 0.8
#define ID_DIGITS 12

char *ty_fact_id(const TyFact *fact) {
  const char *parts[] = {fact->subject_name, fact->predicate, fact->object_name, fact->value,
                         fact->unit,         fact->qualifier, fact->valid_from,  fact->valid_to};
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    g_checksum_update(sum, (const guchar *) (parts[i] ? parts[i] : ""),
                      parts[i] ? (gssize) strlen(parts[i]) + 1 : 1);
  return g_strndup(g_checksum_get_string(sum), ID_DIGITS);
}

static gboolean note_rejected(const TyReview *review, gpointer data, GError **error) {
  (void) error;
  if (g_str_equal(review->verdict, "rejected"))
    g_hash_table_add(data, g_strdup(review->id));
  return TRUE;
}

GHashTable *ty_rejected_facts(TyWorkspace *workspace, GError **error) {
  g_autoptr(GHashTable) rejected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return ty_atlas_each_review(workspace->atlas, note_rejected, rejected, error)
             ? g_steal_pointer(&rejected)
             : NULL;
}

/* Accepting ---------------------------------------------------------------------------------------
 */

typedef struct {
  TyWorkspace *workspace;
  gint64 source;
  TyMessageFunc message;
  gpointer message_data;
} Applying;

static gboolean apply(const TyReview *review, gpointer data, GError **error) {
  const Applying *applying = data;
  TyAtlas *atlas = applying->workspace->atlas;
  TyFact fact = {.subject = ty_atlas_entity_by_name(atlas, review->subject),
                 .predicate = review->predicate,
                 .object = review->object ? ty_atlas_entity_by_name(atlas, review->object) : 0,
                 .value = review->value,
                 .unit = review->unit,
                 .qualifier = review->qualifier,
                 .valid_from = review->valid_from,
                 .valid_to = review->valid_to,
                 .confidence = CONFIDENCE};
  TyEvidence evidence = {.source = applying->source,
                         .line = review->number,
                         .citation = CITATION,
                         .confidence = CONFIDENCE};

  if (!g_str_equal(review->verdict, "accepted"))
    return TRUE;
  if (fact.subject && (fact.object || !review->object) &&
      ty_atlas_predicate_kind(atlas, fact.predicate))
    return ty_atlas_add_fact(atlas, &fact, &evidence, error) != 0;
  if (applying->message) {
    g_autofree char *message = g_strdup_printf(
        "%s %s %s was accepted, but the atlas no longer has what it speaks of", review->subject,
        review->predicate, review->object ? review->object : review->value);
    applying->message(message, applying->message_data);
  }
  return TRUE;
}

static gboolean note_accepted(const TyReview *review, gpointer data, GError **error) {
  (void) error;
  *(gboolean *) data |= g_str_equal(review->verdict, "accepted");
  return TRUE;
}

gboolean ty_reviews_act(TyWorkspace *workspace, TyMessageFunc message, gpointer message_data,
                        GError **error) {
  TySource source = {.name = SOURCE_NAME, .role = "reviews", .grade = "internal"};
  Applying applying = {workspace, 0, message, message_data};

  applying.source = ty_atlas_add_source(workspace->atlas, &source, error);
  return applying.source && ty_atlas_each_review(workspace->atlas, apply, &applying, error);
}

gboolean ty_apply_reviews(TyWorkspace *workspace, TyMessageFunc message, gpointer message_data,
                          GError **error) {
  gboolean any = FALSE;

  if (!ty_atlas_each_review(workspace->atlas, note_accepted, &any, error))
    return FALSE;
  if (!any)
    return TRUE;
  if (!ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (ty_reviews_act(workspace, message, message_data, error) &&
      ty_atlas_commit(workspace->atlas, error))
    return TRUE;
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}

/* Listing -----------------------------------------------------------------------------------------
 */

typedef struct {
  TyWorkspace *workspace;
  const TyReviewOptions *options;
  gint64 entity;        /* 0: any */
  GHashTable *verdicts; /* id → verdict */
  json_t *list;         /* of what is told */
  gint64 found;
} Listing;

static gboolean note_verdict(const TyReview *review, gpointer data, GError **error) {
  (void) error;
  g_hash_table_insert(data, g_strdup(review->id), g_strdup(review->verdict));
  return TRUE;
}

static void put(json_t *object, const char *key, const char *text) {
  if (text && *text)
    json_object_set_new(object, key, json_string(text));
}

/* The sentence around a span: up to the marks that no pattern crosses. */
static TySpan sentence_around(const char *text, TySpan span) {
  static const char *const ends[] = {"。", "！", "？", "；", "!", "?", ";", "\n", "#"};
  TySpan sentence = {0, strlen(text)};

  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    const char *before = g_strrstr_len(text, (gssize) span.start, ends[i]);
    const char *behind = strstr(text + span.end, ends[i]);
    if (before)
      sentence.start = MAX(sentence.start, (gsize) (before - text) + strlen(ends[i]));
    if (behind)
      sentence.end =
          MIN(sentence.end, (gsize) (behind - text) +
                                (*ends[i] == '\n' || *ends[i] == '#' ? 0 : strlen(ends[i])));
  }
  return sentence;
}

typedef struct {
  Listing *listing;
  json_t *quotes;
  GHashTable *documents; /* whose evidence was told */
  gboolean curated;
  guint n_documents;
} Quoting;

static gboolean add_quote(const TyEvidence *evidence, const char *file, const char *quote,
                          gpointer data, GError **error) {
  Quoting *quoting = data;
  TyAtlas *atlas = quoting->listing->workspace->atlas;
  g_autofree char *title = NULL, *text = NULL;
  (void) error;

  if (!quote) {
    quoting->curated = TRUE;
    return TRUE;
  }
  if (!g_hash_table_add(quoting->documents, GSIZE_TO_POINTER(evidence->document)))
    return TRUE;
  quoting->n_documents++;
  if (quoting->n_documents > MAX(1, quoting->listing->options->quotes) ||
      !ty_atlas_document_text(atlas, evidence->document, &title, &text))
    return TRUE;
  TySpan span = {evidence->start, evidence->end}, sentence = sentence_around(text, span);
  g_autofree char *before = g_strndup(text + sentence.start, span.start - sentence.start);
  g_autofree char *behind = g_strndup(text + span.end, sentence.end - span.end);
  json_t *item =
      json_pack("{s:s, s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:o}", "file", file, "line",
                (json_int_t) evidence->line, "document", (json_int_t) evidence->document, "start",
                (json_int_t) span.start, "end", (json_int_t) span.end, "before", before, "quote",
                quote, "after", behind, "confidence", ty_json_number(evidence->confidence, 2));
  put(item, "pattern", evidence->pattern);
  put(item, "note", evidence->note);
  json_array_append_new(quoting->quotes, item);
  return TRUE;
}

static gboolean is_wanted(const Listing *listing, const TyFact *fact) {
  const TyReviewOptions *options = listing->options;

  return (!options->predicate || g_str_equal(options->predicate, fact->predicate)) &&
         (!listing->entity || listing->entity == fact->subject ||
          listing->entity == fact->object) &&
         (!(options->below > 0) || fact->confidence < options->below);
}

static gboolean list_fact(const TyFact *fact, gpointer data, GError **error) {
  Listing *listing = data;
  TyAtlas *atlas = listing->workspace->atlas;
  const TyReviewOptions *options = listing->options;
  g_autoptr(GHashTable) documents = g_hash_table_new(NULL, NULL);

  if (!is_wanted(listing, fact))
    return TRUE;
  g_autofree char *id = ty_fact_id(fact);
  Quoting quoting = {listing, json_array(), documents, FALSE, 0};
  if (!ty_atlas_each_evidence(atlas, fact->id, add_quote, &quoting, error)) {
    json_decref(quoting.quotes);
    return FALSE;
  }
  const char *verdict = g_hash_table_lookup(listing->verdicts, id);
  const char *state = verdict ? verdict : quoting.curated ? "curated" : "new";
  if ((!options->all && !g_str_equal(state, "new")) ||
      (options->top > 0 && listing->found >= (gint64) options->top)) {
    listing->found += options->all || g_str_equal(state, "new");
    json_decref(quoting.quotes);
    return TRUE;
  }
  listing->found++;
  g_autofree char *label = ty_atlas_label(atlas, fact->predicate);
  json_t *item = json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", id, "state", state, "subject",
                           fact->subject_name, "predicate", fact->predicate, "label", label);
  put(item, "object", fact->object_name);
  put(item, "value", fact->value);
  put(item, "unit", fact->unit);
  put(item, "qualifier", fact->qualifier);
  put(item, "valid_from", fact->valid_from);
  put(item, "valid_to", fact->valid_to);
  json_object_set_new(item, "confidence", ty_json_number(fact->confidence, 2));
  json_object_set_new(item, "weaker", json_boolean(fact->weaker));
  json_object_set_new(item, "documents", json_integer(quoting.n_documents));
  json_object_set_new(item, "evidence", quoting.quotes);
  json_array_append_new(listing->list, item);
  return TRUE;
}

static gboolean list_rejected(const TyReview *review, gpointer data, GError **error) {
  Listing *listing = data;
  (void) error;

  if (!g_str_equal(review->verdict, "rejected") ||
      (listing->options->predicate && !g_str_equal(listing->options->predicate, review->predicate)))
    return TRUE;
  g_autofree char *label = ty_atlas_label(listing->workspace->atlas, review->predicate);
  json_t *item =
      json_pack("{s:s, s:s, s:s, s:s, s:s, s:[]}", "id", review->id, "state", "rejected", "subject",
                review->subject, "predicate", review->predicate, "label", label, "evidence");
  put(item, "object", review->object);
  put(item, "value", review->value);
  put(item, "unit", review->unit);
  put(item, "qualifier", review->qualifier);
  json_array_append_new(listing->list, item);
  listing->found++;
  return TRUE;
}

json_t *ty_review(TyWorkspace *workspace, const TyReviewOptions *options, GError **error) {
  static const TyReviewOptions usual = {0};
  g_autoptr(GHashTable) verdicts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Listing listing = {workspace, options ? options : &usual, 0, verdicts, NULL, 0};

  if (listing.options->entity) {
    listing.entity = ty_workspace_entity(workspace, listing.options->entity, error);
    if (listing.entity == 0)
      return NULL;
  }
  if (listing.options->predicate &&
      !ty_atlas_predicate_kind(workspace->atlas, listing.options->predicate)) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found the predicate '%s', expected one of the ontology: located_in, height_m …",
                listing.options->predicate);
    return NULL;
  }
  listing.list = json_array();
  if (!ty_atlas_each_review(workspace->atlas, note_verdict, verdicts, error) ||
      !ty_atlas_each_extracted(workspace->atlas, list_fact, &listing, error) ||
      (listing.options->all && !listing.options->entity && !(listing.options->below > 0) &&
       !ty_atlas_each_review(workspace->atlas, list_rejected, &listing, error))) {
    json_decref(listing.list);
    return NULL;
  }
  return json_pack("{s:o, s:I}", "facts", listing.list, "found", (json_int_t) listing.found);
}
