/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/decide.h"

#include "atlas/decision.h"
#include "flow/decision-check.h"
#include "flow/link.h"

#include <math.h>
#include <string.h>

/* The source that facts of decisions name; its lines are the decisions' numbers. */
#define SOURCE_NAME "names accepted in the atlas"
#define CITATION "decided by the user of the atlas"
/* A person looked at it, but at no second source. */
#define CONFIDENCE 0.8

typedef struct {
  TyWorkspace *workspace;
  gint64 source;
  TyMessageFunc message;
  gpointer message_data;
} Applying;

static gboolean add_name(TyAtlas *atlas, gint64 entity, const char *name, GError **error) {
  g_autofree char *key = ty_name_key(name);
  return ty_atlas_add_alias(atlas, entity, name, key, error);
}

static gint64 add_place(TyAtlas *atlas, const char *name, GError **error) {
  TyEntity place = {.name = name, .kind = "place"};
  gint64 id = ty_atlas_entity_by_name(atlas, name);

  if (id == 0)
    id = ty_atlas_add_entity(atlas, &place, error);
  return id && add_name(atlas, id, name, error) ? id : 0;
}

static gboolean apply_entity(const Applying *applying, const TyDecision *decision, GError **error) {
  TyAtlas *atlas = applying->workspace->atlas;
  TyEntity entity = {.name = decision->name, .kind = decision->kind, .county = decision->county};
  gint64 id = ty_atlas_add_entity(atlas, &entity, error);

  if (id == 0 || !add_name(atlas, id, decision->name, error))
    return FALSE;
  if (!decision->county || !ty_atlas_predicate_kind(atlas, "located_in"))
    return TRUE;
  gint64 place = add_place(atlas, decision->county, error);
  TyFact fact = {
      .subject = id, .predicate = "located_in", .object = place, .confidence = CONFIDENCE};
  TyEvidence evidence = {.source = applying->source,
                         .line = decision->id,
                         .citation = CITATION,
                         .confidence = CONFIDENCE};
  return place && (place == id || ty_atlas_add_fact(atlas, &fact, &evidence, error));
}

static gboolean apply(const TyDecision *decision, gpointer data, GError **error) {
  const Applying *applying = data;
  TyAtlas *atlas = applying->workspace->atlas;

  if (g_str_equal(decision->verdict, "entity"))
    return apply_entity(applying, decision, error);
  if (g_str_equal(decision->verdict, "word")) {
    TyLexiconWord word = {.role = "word",
                          .key = decision->key,
                          .word = decision->name,
                          .points = NAN,
                          .note = CITATION};
    return ty_atlas_add_word(atlas, &word, error);
  }
  if (g_str_equal(decision->verdict, "alias")) {
    gint64 entity = ty_atlas_entity_by_name(atlas, decision->of);
    if (entity)
      return add_name(atlas, entity, decision->name, error);
    if (applying->message) {
      g_autofree char *message =
          g_strdup_printf("%s was accepted as an alias of %s, which the atlas has no longer",
                          decision->name, decision->of);
      applying->message(message, applying->message_data);
    }
  }
  return TRUE;
}

typedef struct {
  gboolean any, entities;
} Decided;

static gboolean note_verdict(const TyDecision *decision, gpointer data, GError **error) {
  Decided *decided = data;
  (void) error;
  decided->any = TRUE;
  decided->entities |= g_str_equal(decision->verdict, "entity");
  return TRUE;
}

static gboolean apply_all(Applying *applying, gboolean has_entities, GError **error) {
  TyAtlas *atlas = applying->workspace->atlas;
  TySource source = {.name = SOURCE_NAME, .role = "names", .grade = "internal"};

  applying->source = has_entities ? ty_atlas_add_source(atlas, &source, error) : 0;
  return (applying->source || !has_entities) &&
         ty_atlas_each_decision(atlas, NULL, apply, applying, error);
}

gboolean ty_apply_decisions(TyWorkspace *workspace, TyMessageFunc message, gpointer message_data,
                            GError **error) {
  Applying applying = {workspace, 0, message, message_data};
  Decided decided = {0};

  if (!ty_atlas_each_decision(workspace->atlas, NULL, note_verdict, &decided, error))
    return FALSE;
  if (!decided.any)
    return TRUE;
  if (!ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (apply_all(&applying, decided.entities, error) && ty_atlas_commit(workspace->atlas, error))
    return ty_workspace_refresh(workspace, error);
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}

/* One decision ----------------------------------------------------------------------------------
 */

static gboolean take_name(const TyEntity *entity, gpointer data, GError **error) {
  TyEntity *wanted = data;
  (void) error;
  if (entity->id == wanted->id)
    wanted->name = g_strdup(entity->name);
  return TRUE;
}

static char *name_of(TyWorkspace *workspace, const char *name, gint64 *id, GError **error) {
  TyEntity wanted = {.id = ty_workspace_entity(workspace, name, error)};

  *id = wanted.id;
  if (wanted.id == 0 ||
      !ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_name, &wanted, error))
    return NULL;
  return (char *) wanted.name;
}

typedef struct {
  const TyDecision *next;
  gboolean any, is_same, changes_mentions;
} Before;

static gboolean compare_decision(const TyDecision *before, gpointer data, GError **error) {
  Before *found = data;
  const TyDecision *next = found->next;
  (void) error;

  found->any = TRUE;
  found->is_same =
      g_str_equal(before->verdict, next->verdict) && g_strcmp0(before->kind, next->kind) == 0 &&
      g_strcmp0(before->county, next->county) == 0 && g_strcmp0(before->of, next->of) == 0;
  found->changes_mentions =
      g_str_equal(before->verdict, "entity") || g_str_equal(before->verdict, "alias");
  return TRUE;
}

/* A later decision takes the place of the one before it. */
static gboolean take_back(TyWorkspace *workspace, const TyDecision *decision,
                          gboolean *changes_mentions, GError **error) {
  Before before = {.next = decision};

  if (!ty_atlas_each_decision(workspace->atlas, decision->key, compare_decision, &before, error))
    return FALSE;
  if (before.is_same && !g_str_equal(decision->verdict, "rejected")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s was accepted before (%s)", decision->name,
                decision->verdict);
    return FALSE;
  }
  *changes_mentions = before.changes_mentions;
  return !before.any || ty_atlas_undo_decision(workspace->atlas, decision->key, error);
}

static gboolean link_anew(TyWorkspace *workspace, GError **error) {
  if (!ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (ty_link_documents(workspace, 0, error) && ty_atlas_rank_facts(workspace->atlas, error) &&
      ty_atlas_commit(workspace->atlas, error))
    return TRUE;
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}

static gboolean count_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                              GError **error) {
  (void) document, (void) entity, (void) span, (void) error;
  ++*(gint64 *) data;
  return TRUE;
}

json_t *ty_names_decide(TyWorkspace *workspace, const TyDecision *decision, GError **error) {
  TyAtlas *atlas = workspace->atlas;
  g_autofree char *key = ty_name_key(decision->name), *of = NULL, *county = NULL;
  TyDecision kept = *decision;
  gboolean is_alias = g_str_equal(decision->verdict, "alias");
  gboolean is_entity = g_str_equal(decision->verdict, "entity");
  gboolean changes_mentions = FALSE;
  gint64 id = 0, n_mentions = 0;

  kept.key = key;
  if (!ty_check_name(&kept, error))
    return NULL;
  if (is_alias) {
    kept.of = of = name_of(workspace, decision->of ? decision->of : "", &id, error);
    if (!of)
      return NULL;
  }
  if (!ty_atlas_begin(atlas, error))
    return NULL;
  if (!take_back(workspace, &kept, &changes_mentions, error) ||
      !ty_check_decision(workspace, &kept, &county, error) ||
      !ty_atlas_add_decision(atlas, &kept, error) || !ty_atlas_commit(atlas, error)) {
    ty_atlas_rollback(atlas);
    return NULL;
  }
  if (!ty_apply_decisions(workspace, NULL, NULL, error) ||
      ((is_alias || is_entity || changes_mentions) && !link_anew(workspace, error)))
    return NULL;
  if (is_entity)
    id = ty_atlas_entity_by_name(atlas, kept.name);
  if (id && !ty_atlas_each_mention(atlas, 0, id, count_mention, &n_mentions, error))
    return NULL;
  json_t *answer = json_pack("{s:s, s:s}", "name", kept.name, "verdict", kept.verdict);
  if (is_alias)
    json_object_set_new(answer, "of", json_string(of));
  if (is_entity)
    json_object_set_new(answer, "kind", json_string(kept.kind));
  if (id)
    json_object_set_new(answer, "mentions", json_integer(n_mentions));
  return answer;
}
