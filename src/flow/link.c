/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/link.h"

#include "flow/mentions.h"
#include "flow/naming.h"
#include "flow/review.h"

#include <string.h>

/* Of a value that a text hedges (造像（余）), what it is of: to be freed. */
static char *plain_qualifier(const char *qualifier) {
  static const char *const hedges[] = {"（余）", "（约）", "余", "约"};
  g_autoptr(GString) plain = g_string_new(qualifier);

  for (gsize i = 0; i < G_N_ELEMENTS(hedges); i++)
    g_string_replace(plain, hedges[i], "", 0);
  return g_strstrip(g_string_free(g_steal_pointer(&plain), FALSE));
}

typedef struct {
  TyWorkspace *workspace;
  const TyPatterns *patterns;
  GHashTable *rejected; /* ids of facts */
  GHashTable *objects;  /* names that patterns give → gint64 id, 0: none */
} Linking;

/* Whether a curated fact says what a text does. */
typedef struct {
  TyAtlas *atlas;
  const TyFact *said;
  gint64 known;
} Knowing;

static gboolean agrees(const char *curated, const char *said) {
  return !said || !*said || g_strcmp0(curated, said) == 0;
}

static gboolean compare_fact(const TyFact *fact, gpointer data, GError **error) {
  Knowing *knowing = data;
  const TyFact *said = knowing->said;
  (void) error;

  if (knowing->known || fact->object != said->object ||
      (!said->object && g_strcmp0(fact->value, said->value) != 0) ||
      !agrees(fact->valid_from, said->valid_from) || !agrees(fact->valid_to, said->valid_to))
    return TRUE;
  g_autofree char *wanted = plain_qualifier(said->qualifier);
  g_autofree char *found = plain_qualifier(fact->qualifier);
  if ((said->object || agrees(found, wanted)) && ty_atlas_fact_is_curated(knowing->atlas, fact->id))
    knowing->known = fact->id;
  return TRUE;
}

/* A curated fact that a text repeats is the same fact: the text is one more evidence. */
static gboolean keep_fact(Linking *linking, const TyFact *fact, const TyEvidence *evidence,
                          GError **error) {
  TyAtlas *atlas = linking->workspace->atlas;
  Knowing knowing = {atlas, fact, 0};

  if (!ty_atlas_each_fact(atlas, fact->subject, fact->predicate, fact->object, compare_fact,
                          &knowing, error))
    return FALSE;
  if (knowing.known)
    return ty_atlas_add_evidence(atlas, knowing.known, evidence, error);
  /* What cannot be (a part of its own part) is no fact, whoever says so. */
  return !ty_atlas_check_fact(atlas, fact, NULL) ||
         ty_atlas_add_fact(atlas, fact, evidence, error) != 0;
}

static gint64 object_named(Linking *linking, const char *name) {
  gint64 *id = g_hash_table_lookup(linking->objects, name);

  if (!id) {
    id = g_new(gint64, 1);
    *id = ty_atlas_entity_by_name(linking->workspace->atlas, name);
    g_hash_table_insert(linking->objects, g_strdup(name), id);
  }
  return *id;
}

static gboolean take_name(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  *(char **) data = g_strdup(entity->name);
  return TRUE;
}

/* Whether the user said that this is not so. */
static gboolean is_rejected(const Linking *linking, TyFact fact) {
  TyAtlas *atlas = linking->workspace->atlas;
  g_autofree char *subject = NULL, *object = NULL;

  if (g_hash_table_size(linking->rejected) == 0 ||
      !ty_atlas_entity(atlas, fact.subject, take_name, &subject, NULL) ||
      (fact.object && !ty_atlas_entity(atlas, fact.object, take_name, &object, NULL)))
    return FALSE;
  fact.subject_name = subject;
  fact.object_name = object;
  g_autofree char *id = ty_fact_id(&fact);
  return g_hash_table_contains(linking->rejected, id);
}

static gboolean take_fact(Linking *linking, gint64 document, const TyPatternFact *found,
                          GError **error) {
  TyFact fact = {.subject = found->subject,
                 .predicate = found->predicate,
                 .object = found->object,
                 .value = found->value,
                 .unit = found->unit,
                 .qualifier = found->qualifier,
                 .valid_from = found->valid_from,
                 .valid_to = found->valid_to,
                 .confidence = found->confidence};
  TyEvidence evidence = {.document = document,
                         .start = found->span.start,
                         .end = found->span.end,
                         .confidence = found->confidence,
                         .note = found->hearsay ? "hearsay" : NULL,
                         .pattern = ty_patterns_id(linking->patterns, found->pattern)};

  if (found->object_name) {
    fact.object = object_named(linking, found->object_name);
    if (fact.object == 0 || fact.object == fact.subject)
      return TRUE;
  }
  return is_rejected(linking, fact) || keep_fact(linking, &fact, &evidence, error);
}

static gboolean link_document(const TyNamedIn *found, gpointer data, GError **error) {
  Linking *linking = data;

  for (gsize i = 0; i < found->n; i++) {
    const TyMention *mention = &found->mentions[i];
    TySpan span = {mention->start, mention->end};
    if (!ty_atlas_add_mention(linking->workspace->atlas, found->document, mention->id, span,
                              mention->confidence, error))
      return FALSE;
  }
  for (gsize i = 0; i < found->n_facts; i++)
    if (!take_fact(linking, found->document, &found->facts[i], error))
      return FALSE;
  return TRUE;
}

gboolean ty_link_documents(TyWorkspace *workspace, gint64 after, GError **error) {
  TyDocumentFilter new = {.near_duplicates = TRUE, .after = after};
  g_autoptr(GHashTable) objects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  if (after == 0 && !ty_atlas_clear_mentions(workspace->atlas, error))
    return FALSE;
  if (g_hash_table_size(workspace->spelling) == 0) /* no names to find */
    return TRUE;
  g_autoptr(TyExtraction) extraction = ty_extraction_new(workspace, error);
  g_autoptr(GHashTable) rejected = extraction ? ty_rejected_facts(workspace, error) : NULL;
  if (!rejected)
    return FALSE;
  Linking linking = {workspace, extraction->patterns, rejected, objects};
  return ty_naming_add_context(workspace, error) &&
         ty_each_named_in(workspace, extraction, &new, link_document, &linking, error);
}
