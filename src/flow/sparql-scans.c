/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sparql-scan.h"

enum { MOST_KEPT = 1000000 }; /* literals */

void ty_sparql_fail(TySparql *sparql, GError *error) {
  gboolean over = g_error_matches(error, TY_ERROR, TY_ERROR_CANCELLED);

  if (!over && !sparql->error)
    sparql->error = g_error_copy(error);
  g_error_free(error);
  sparql->ended = TRUE;
}

gboolean ty_sparql_has_ended(TySparql *sparql) {
  if (!sparql->ended && ty_atlas_is_out_of_time(sparql->workspace->atlas))
    sparql->ended = TRUE;
  return sparql->ended;
}

/* What is kept ----------------------------------------------------------------------------------
 */

static void clear_parts(TyScan *scan) {
  for (int i = 0; i < 3; i++)
    g_clear_pointer(&scan->part[i], rasqal_free_literal);
}

/* librasqal reads the right side of a join anew for each row of the left: what it reads twice is
 * kept. */
static void look_for_kept(TyScan *scan) {
  TySparql *sparql = scan->sparql;
  const TyRdfTerm *t = scan->terms;
  gpointer kept = NULL;

  if (t[0].type != TY_TERM_ANY || sparql->n_kept > MOST_KEPT)
    return;
  scan->key = g_strdup_printf("%s\n%d %s\n%s", t[1].text ? t[1].text : "", (int) t[2].type,
                              t[2].text ? t[2].text : "", t[2].numeric ? "n" : "");
  gboolean again = g_hash_table_lookup_extended(sparql->kept, scan->key, NULL, &kept);
  if (kept)
    scan->kept = g_ptr_array_ref(kept);
  else if (again)
    scan->recording = g_ptr_array_new_with_free_func((GDestroyNotify) rasqal_free_literal);
  else
    g_hash_table_insert(sparql->kept, g_strdup(scan->key), NULL);
}

static void record(TyScan *scan) {
  for (int i = 0; i < 3 && scan->recording; i++)
    g_ptr_array_add(scan->recording, rasqal_new_literal_from_literal(scan->part[i]));
  if (scan->recording && scan->recording->len > MOST_KEPT)
    g_clear_pointer(&scan->recording, g_ptr_array_unref);
}

/* All was told: what was recorded is the answer. */
static void keep(TyScan *scan) {
  if (!scan->recording || ty_sparql_has_ended(scan->sparql))
    return;
  scan->sparql->n_kept += scan->recording->len + 1;
  g_hash_table_insert(scan->sparql->kept, g_strdup(scan->key), g_steal_pointer(&scan->recording));
}

static gboolean next_kept(TyScan *scan) {
  if (scan->next_kept == scan->kept->len)
    return FALSE;
  for (int i = 0; i < 3; i++)
    scan->part[i] = rasqal_new_literal_from_literal(scan->kept->pdata[scan->next_kept++]);
  return TRUE;
}

/* Scans -----------------------------------------------------------------------------------------
 */

TyScan *ty_scan_open(TySparql *sparql, const TyRdfTerm *subject, const TyRdfTerm *predicate,
                     const TyRdfTerm *object) {
  const TyRdfTerm *terms[3] = {subject, predicate, object};
  TyScan *scan = g_new0(TyScan, 1);

  scan->sparql = sparql;
  scan->shapes = g_array_new(FALSE, FALSE, sizeof(TyShape));
  g_array_set_clear_func(scan->shapes, ty_shape_clear);
  for (int i = 0; i < 3; i++) {
    scan->terms[i] = *terms[i];
    scan->terms[i].text = g_strdup(terms[i]->text);
  }
  look_for_kept(scan);
  if (!scan->kept)
    ty_scan_add_shapes(scan);
  return scan;
}

void ty_scan_free(TyScan *scan) {
  if (!scan)
    return;
  clear_parts(scan);
  g_clear_pointer(&scan->match, ty_match_free);
  g_array_unref(scan->shapes);
  for (int i = 0; i < 3; i++)
    ty_term_clear(&scan->terms[i]);
  g_clear_pointer(&scan->recording, g_ptr_array_unref);
  g_clear_pointer(&scan->kept, g_ptr_array_unref);
  g_free(scan->key);
  g_free(scan);
}

static void open_shape(TyScan *scan) {
  const TyShape *shape = &g_array_index(scan->shapes, TyShape, scan->at - 1);

  scan->row_is_there = FALSE;
  scan->place = scan->end = 0;
  if (shape->type == TY_SHAPE_DERIVED || shape->type == TY_SHAPE_ABOUT_DERIVED) {
    ty_scan_open_derived(scan, shape);
    return;
  }
  TyMatchPattern pattern = ty_shape_pattern(scan, shape);
  GError *error = NULL;
  scan->match = ty_atlas_match(scan->sparql->workspace->atlas, &pattern, &error);
  if (!scan->match)
    ty_sparql_fail(scan->sparql, error);
}

static gboolean next_row(TyScan *scan, const TyShape *shape) {
  GError *error = NULL;

  if (shape->type == TY_SHAPE_DERIVED || shape->type == TY_SHAPE_ABOUT_DERIVED)
    return scan->place < scan->end && ++scan->place;
  if (!scan->match)
    return FALSE;
  if (ty_match_next(scan->match, &scan->row, &error))
    return TRUE;
  g_clear_pointer(&scan->match, ty_match_free);
  if (error)
    ty_sparql_fail(scan->sparql, error);
  return FALSE;
}

gboolean ty_scan_next(TyScan *scan) {
  for (;;) {
    if (ty_sparql_has_ended(scan->sparql))
      return FALSE;
    if (scan->kept) {
      clear_parts(scan);
      return next_kept(scan);
    }
    if (scan->at == 0 || (!scan->row_is_there &&
                          !next_row(scan, &g_array_index(scan->shapes, TyShape, scan->at - 1)))) {
      g_clear_pointer(&scan->match, ty_match_free);
      if (scan->at == scan->shapes->len) {
        keep(scan);
        return FALSE;
      }
      scan->at++;
      open_shape(scan);
      continue;
    }
    const TyShape *shape = &g_array_index(scan->shapes, TyShape, scan->at - 1);
    clear_parts(scan);
    if (ty_scan_tell(scan, shape) && ty_scan_fits(scan, shape)) {
      record(scan);
      return TRUE;
    }
  }
}

rasqal_literal *ty_scan_part(TyScan *scan, int part) { return scan->part[part]; }
