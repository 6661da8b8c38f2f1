/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/load.h"

#include "base/pages.h"

#include <string.h>

/* A load that would be larger is written first. */
#define MOST_FACTS ((gsize) 48 << 20)
#define MOST_TEXT_BYTES ((gsize) 3 << 30)
#define FIRST_ROOM 1024

static TyLoad *load_new(void) {
  TyLoad *load = g_new0(TyLoad, 1);

  load->predicates = g_ptr_array_new_with_free_func(ty_load_predicate_free);
  load->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  load->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  load->names = ty_names_new();
  load->kind_of = g_byte_array_new();
  return load;
}

void ty_load_free(TyLoad *load) {
  g_aligned_free(load->facts);
  g_aligned_free(load->texts);
  g_hash_table_unref(load->by_id);
  g_hash_table_unref(load->kinds);
  g_ptr_array_unref(load->predicates);
  g_clear_pointer(&load->indexes, g_ptr_array_unref);
  ty_names_free(load->names);
  g_byte_array_unref(load->kind_of);
  g_free(load);
}

/* Gathering -------------------------------------------------------------------------------------
 */

static void take_text(TyLoad *load, const char *text) {
  gsize n = (text ? strlen(text) : 0) + 1;

  if (load->n_texts + n > load->text_room) {
    load->text_room = 2 * (load->n_texts + n) + FIRST_ROOM;
    load->texts = ty_pages_grow(load->texts, load->n_texts, load->text_room);
  }
  memcpy(load->texts + load->n_texts, text ? text : "", n);
  load->n_texts += n;
}

gboolean ty_atlas_gather_fact(TyAtlas *atlas, const TyFact *fact, const TyEvidence *evidence,
                              GError **error) {
  TyLoad *load = atlas->load;
  TyLoadPredicate *predicate = ty_load_predicate(load, fact->predicate);
  gboolean says = fact->object || (fact->value && *fact->value);

  if (!predicate || !says || !(fact->confidence > 0 && fact->confidence <= 1) ||
      evidence->source == 0 || evidence->document != 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM,
                "found a fact '%s' of confidence %g in a bulk load, expected a predicate of the"
                " ontology, an object or a value, a confidence in (0, 1] and a table's row",
                fact->predicate, fact->confidence);
    return FALSE;
  }
  if ((load->n_facts >= MOST_FACTS || load->n_texts >= MOST_TEXT_BYTES) &&
      !ty_atlas_write_load(atlas, error))
    return FALSE;
  if (load->n_facts == load->fact_room) {
    load->fact_room = 2 * load->fact_room + FIRST_ROOM;
    load->facts = ty_pages_grow(load->facts, load->n_facts * sizeof *load->facts,
                                load->fact_room * sizeof *load->facts);
  }
  load->facts[load->n_facts++] = (TyLoadFact){
      .subject = fact->subject,
      .object = fact->object,
      .source = evidence->source,
      .line = evidence->line,
      .texts = load->n_texts,
      .weight = fact->weight > 0 ? fact->weight : 1,
      .confidence = fact->confidence,
      .evident = evidence->confidence > 0 ? evidence->confidence : fact->confidence,
      .predicate = predicate->number,
      .same = ty_fact_same(fact),
  };
  const char *texts[] = {fact->value,    fact->unit,         fact->qualifier, fact->valid_from,
                         fact->valid_to, evidence->citation, evidence->note};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    take_text(load, texts[i]);
  if (predicate->arcs && fact->object)
    ty_acyclic_add(predicate->arcs, (guint32) fact->subject, (guint32) fact->object);
  return TRUE;
}

/* Indexes ---------------------------------------------------------------------------------------
 */

GPtrArray *ty_atlas_drop_indexes(TyAtlas *atlas, const char *table, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOTNULL"
      " ORDER BY rowid",
      "s", table);
  g_autoptr(GPtrArray) indexes = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) drop = g_string_new(NULL);
  GError *why = NULL;

  if (!row)
    return NULL;
  while (ty_atlas_next(atlas, row, &why)) {
    g_string_append_printf(drop, "DROP INDEX \"%s\";", ty_column_text(row, 0));
    g_ptr_array_add(indexes, g_strdup(ty_column_text(row, 1)));
  }
  if (why) {
    g_propagate_error(error, why);
    return NULL;
  }
  g_clear_pointer(&row, sqlite3_finalize);
  return ty_atlas_run(atlas, drop->str, error) ? g_steal_pointer(&indexes) : NULL;
}

gboolean ty_atlas_make_indexes(TyAtlas *atlas, const GPtrArray *indexes, GError **error) {
  gboolean made = ty_atlas_run(atlas, "PRAGMA cache_size = " TY_ATLAS_SORTING_CACHE, error);

  for (guint i = 0; made && i < indexes->len; i++)
    made = ty_atlas_run(atlas, indexes->pdata[i], error);
  return ty_atlas_run(atlas, "PRAGMA cache_size = " TY_ATLAS_CACHE, made ? error : NULL) && made;
}

/* Loads -----------------------------------------------------------------------------------------
 */

gboolean ty_atlas_begin_table(TyAtlas *atlas, gboolean entities, GError **error) {
  g_clear_pointer(&atlas->load, ty_load_free);
  g_autoptr(TyLoad) load = load_new();

  if (!ty_load_read_ontology(atlas, load, error))
    return FALSE;
  if (entities) {
    g_autoptr(GPtrArray) of_aliases = ty_atlas_drop_indexes(atlas, "alias", error);
    load->indexes = of_aliases ? ty_atlas_drop_indexes(atlas, "entity", error) : NULL;
    if (!load->indexes)
      return FALSE;
    for (guint i = 0; i < of_aliases->len; i++)
      g_ptr_array_add(load->indexes, g_strdup(of_aliases->pdata[i]));
    ty_atlas_run(atlas, "PRAGMA cache_size = " TY_ATLAS_SORTING_CACHE, NULL);
  }
  ty_atlas_check_references(atlas, FALSE);
  atlas->load = g_steal_pointer(&load);
  return TRUE;
}

gboolean ty_atlas_end_table(TyAtlas *atlas, GError **error) {
  g_autoptr(GPtrArray) indexes = g_steal_pointer(&atlas->load->indexes);
  gboolean written = ty_atlas_write_load(atlas, error) &&
                     (!indexes || ty_atlas_make_indexes(atlas, indexes, error));

  g_clear_pointer(&atlas->load, ty_load_free);
  ty_atlas_check_references(atlas, TRUE);
  return written;
}

gint64 ty_atlas_last_fact(TyAtlas *atlas) {
  return ty_atlas_number(atlas, 0, "SELECT max(id) FROM fact", "");
}

gint64 ty_atlas_last_entity(TyAtlas *atlas) {
  return ty_atlas_number(atlas, 0, "SELECT max(id) FROM entity", "");
}
