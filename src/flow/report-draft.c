/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/report-draft.h"

#include <stdarg.h>

void ty_draft_free(TyReportDraft *draft) {
  g_ptr_array_unref(draft->trips);
  g_ptr_array_unref(draft->bytes);
  g_ptr_array_unref(draft->answers);
  g_ptr_array_unref(draft->blocks);
  g_array_unref(draft->sources);
  g_hash_table_unref(draft->source_of);
  g_array_unref(draft->tours);
  g_array_unref(draft->corpora);
  g_array_unref(draft->entities);
  g_string_chunk_free(draft->texts);
  g_free(draft);
}

static void release_answer(gpointer answer) { json_decref(answer); }
static void release_bytes(gpointer bytes) { g_bytes_unref(bytes); }
static void release_trip(gpointer trip) { ty_trip_free(trip); }

TyReportDraft *ty_draft_new(TyWorkspace *workspace) {
  TyReportDraft *draft = g_new0(TyReportDraft, 1);

  draft->workspace = workspace;
  draft->texts = g_string_chunk_new(4096);
  draft->blocks = g_ptr_array_new_with_free_func(g_free);
  draft->answers = g_ptr_array_new_with_free_func(release_answer);
  draft->bytes = g_ptr_array_new_with_free_func(release_bytes);
  draft->trips = g_ptr_array_new_with_free_func(release_trip);
  draft->sources = g_array_new(FALSE, TRUE, sizeof(TyReportSource));
  draft->source_of = g_hash_table_new(g_str_hash, g_str_equal);
  draft->tours = g_array_new(FALSE, TRUE, sizeof(TyReportTour));
  draft->corpora = g_array_new(FALSE, TRUE, sizeof(TyReportCorpus));
  draft->entities = g_array_new(FALSE, TRUE, sizeof(TyReportEntity));
  return draft;
}

const char *ty_draft_keep(TyReportDraft *draft, const char *text) {
  return g_string_chunk_insert_const(draft->texts, text);
}

const char *ty_draft_printf(TyReportDraft *draft, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return ty_draft_keep(draft, text);
}

gconstpointer ty_draft_keep_array(TyReportDraft *draft, GArray *array) {
  gpointer elements = g_array_free(array, FALSE);
  g_ptr_array_add(draft->blocks, elements);
  return elements;
}

const char *ty_draft_text(const json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}

static guint32 source_index(TyReportDraft *draft, const char *title, const char *detail) {
  const char *key = ty_draft_printf(draft, "%s\n%s", title, detail);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(draft->source_of, key));

  if (index == 0) {
    TyReportSource source = {.title = ty_draft_keep(draft, title),
                             .detail = ty_draft_keep(draft, detail)};
    g_array_append_val(draft->sources, source);
    index = draft->sources->len;
    g_hash_table_insert(draft->source_of, (gpointer) key, GUINT_TO_POINTER(index));
  }
  return index - 1;
}

TyReportNotes ty_draft_notes(TyReportDraft *draft, const json_t *fact) {
  GArray *notes = g_array_new(FALSE, FALSE, sizeof(guint32));
  json_t *evidence;
  gsize i;

  json_array_foreach(json_object_get(fact, "evidence"), i, evidence) {
    const char *citation = ty_draft_text(evidence, "citation");
    const char *file = ty_draft_text(evidence, "file");
    gboolean span = json_object_get(evidence, "document") != NULL;
    g_autofree char *title =
        g_strdup_printf("%s 第 %" JSON_INTEGER_FORMAT " 行", file,
                        json_integer_value(json_object_get(evidence, span ? "line" : "row")));
    g_autofree char *detail =
        span ? g_strdup_printf("文档 %" JSON_INTEGER_FORMAT "，字节 %" JSON_INTEGER_FORMAT
                               "–%" JSON_INTEGER_FORMAT "：“%s”",
                               json_integer_value(json_object_get(evidence, "document")),
                               json_integer_value(json_object_get(evidence, "start")),
                               json_integer_value(json_object_get(evidence, "end")),
                               ty_draft_text(evidence, "quote"))
             : g_strdup(citation ? citation : "");
    guint32 index = source_index(draft, title, detail);
    if (i < 3)
      g_array_append_val(notes, index);
  }
  gsize n = notes->len;
  return (TyReportNotes){ty_draft_keep_array(draft, notes), n};
}

const char *ty_draft_keep_picture(TyReportDraft *draft, GBytes *picture) {
  gsize length;
  const char *svg = g_bytes_get_data(picture, &length);
  g_autofree char *text = g_strndup(svg, length);

  g_bytes_unref(picture);
  return ty_draft_keep(draft, text);
}
