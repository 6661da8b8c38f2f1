/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of the atlas: one with what a test puts in, and what is in it as text. */
#pragma once
#include "support.h"

static inline TyAtlas *new_atlas(const char *name) {
  g_autofree char *path = test_path(name);
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  TyAtlas *atlas = ty_atlas_create(path, &error);
  g_assert_no_error(error);
  return atlas;
}

static inline gint64 add_source(TyAtlas *atlas, const char *name, const char *role) {
  TySource source = {.name = name, .role = role, .digest = "00"};
  g_autoptr(GError) error = NULL;
  gint64 id = ty_atlas_add_source(atlas, &source, &error);
  g_assert_no_error(error);
  return id;
}

static inline gint64 add_document(TyAtlas *atlas, gint64 source, const char *text,
                                  const char *author) {
  TyDocument document = {.kind = TY_DOCUMENT_POST, .text = text, .author = author, .line = 2};
  g_autoptr(GError) error = NULL;
  TyLikeness likeness = {.text_hash = g_str_hash(text)};
  gint64 id =
      ty_atlas_add_document(atlas, source, &document, NULL, &likeness, TY_REPEAT_NONE, 0, &error);
  g_assert_no_error(error);
  return id;
}

static inline gint64 add_repeat(TyAtlas *atlas, gint64 source, const char *text, TyRepeat repeat,
                                gint64 original) {
  TyDocument document = {.kind = TY_DOCUMENT_POST, .text = text, .line = 2};
  TyLikeness likeness = {.text_hash = g_str_hash(text)};
  return ty_atlas_add_document(atlas, source, &document, NULL, &likeness, repeat, original, NULL);
}

/* How many documents went. */
static inline gint64 forget(TyAtlas *atlas, const char *author) {
  TyForgotten gone = {0};
  g_autoptr(GError) error = NULL;
  g_assert_true(ty_atlas_forget_author(atlas, author, &gone, &error));
  g_assert_no_error(error);
  return gone.documents;
}

static inline gint64 add_entity(TyAtlas *atlas, const char *name) {
  TyEntity entity = {.name = name, .kind = "site"};
  gint64 id = ty_atlas_add_entity(atlas, &entity, NULL);
  g_assert_cmpint(id, !=, 0);
  return id;
}

static inline void add_predicates(TyAtlas *atlas) {
  TyPredicate part_of = {.id = "part_of", .label = "属于", .kind = "relation"};
  TyPredicate price = {.id = "ticket_cny", .label = "票价", .kind = "value", .single_valued = TRUE};
  g_assert_true(ty_atlas_add_predicate(atlas, &part_of, NULL));
  g_assert_true(ty_atlas_add_predicate(atlas, &price, NULL));
}

static inline gint64 say(TyAtlas *atlas, gint64 subject, const char *value, gint64 source,
                         double confidence) {
  TyFact fact = {
      .subject = subject, .predicate = "ticket_cny", .value = value, .confidence = confidence};
  TyEvidence evidence = {.source = source, .line = 7, .citation = "甲"};
  g_autoptr(GError) error = NULL;
  gint64 id = ty_atlas_add_fact(atlas, &fact, &evidence, &error);
  g_assert_no_error(error);
  return id;
}

static inline gboolean tell_fact(const TyFact *fact, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%s %s%s %.2f%s\n", fact->predicate,
                         fact->object_name ? fact->object_name : "", fact->value ? fact->value : "",
                         fact->confidence, fact->weaker ? " weaker" : "");
  return TRUE;
}

static inline char *facts_of(TyAtlas *atlas, gint64 subject) {
  GString *facts = g_string_new(NULL);
  g_assert_true(ty_atlas_each_fact(atlas, subject, NULL, 0, tell_fact, facts, NULL));
  return g_string_free(facts, FALSE);
}

static inline gboolean tell_document(const TyStoredDocument *document, gpointer data,
                                     GError **error) {
  (void) error;
  g_string_append_printf(data, "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " ", document->id,
                         document->duplicate_of);
  return TRUE;
}

static inline char *documents_of(TyAtlas *atlas, const TyDocumentFilter *filter) {
  GString *documents = g_string_new(NULL);
  g_assert_true(ty_atlas_each_document(atlas, filter, tell_document, documents, NULL));
  return g_string_free(documents, FALSE);
}
