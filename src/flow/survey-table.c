/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/survey-table.h"

#include "base/file.h"

#include <string.h>

enum { NAMED_FIELDS = 12 };

const TyScales *ty_survey_scales(TyWorkspace *workspace, GError **error) {
  if (workspace->scales)
    return workspace->scales;
  g_autofree char *path = g_build_filename(workspace->data_folder, "survey-scales.txt", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return NULL;
  const char *text = g_mapped_file_get_contents(file);
  workspace->scales = ty_scales_new(path, text ? text : "", g_mapped_file_get_length(file), error);
  return workspace->scales;
}

void ty_survey_table_free(TySurveyTable *table) {
  g_clear_pointer(&table->questionnaire, ty_questionnaire_free);
  g_ptr_array_unref(table->files);
  g_array_unref(table->file);
  g_array_unref(table->line);
  g_free(table);
}

/* Fields ----------------------------------------------------------------------------------------
 */

typedef struct {
  GPtrArray *names;  /* of char *: fields in order */
  GHashTable *index; /* name → place + 1 */
  GArray *kinds;     /* of TyFieldKind: what the user says */
} Fields;

static gboolean take_field(const char *field, gpointer data, GError **error) {
  Fields *fields = data;
  TyFieldKind none = TY_N_FIELD_KINDS;
  char *name = g_strdup(field);
  (void) error;

  g_ptr_array_add(fields->names, name);
  g_hash_table_insert(fields->index, name, GUINT_TO_POINTER(fields->names->len));
  g_array_append_val(fields->kinds, none);
  return TRUE;
}

static gboolean fail_field(const Fields *fields, const char *name, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);

  for (guint i = 0; i < MIN(fields->names->len, NAMED_FIELDS); i++)
    g_string_append_printf(list, "%s%s", i ? "、" : "", (const char *) fields->names->pdata[i]);
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: no such field in the questionnaires, expected one of: %s%s", name, list->str,
              fields->names->len > NAMED_FIELDS ? " …" : "");
  return FALSE;
}

/* "A=ordinal,B=text" */
static gboolean read_types(const char *types, Fields *fields, GError **error) {
  g_auto(GStrv) parts = g_strsplit(types ? types : "", ",", -1);

  for (char **part = parts; *part; part++) {
    char *equals = strrchr(*part, '=');
    TyFieldKind kind;
    if (!*g_strstrip(*part))
      continue;
    if (!equals || !ty_field_kind_parse(equals + 1, &kind) || kind < TY_FIELD_PERSONAL) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "found the type %s, expected FIELD=nominal, ordinal, multiple, numeric, text, "
                  "identifier or personal",
                  *part);
      return FALSE;
    }
    *equals = '\0';
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(fields->index, *part));
    if (at == 0)
      return fail_field(fields, *part, error);
    g_array_index(fields->kinds, TyFieldKind, at - 1) = kind;
  }
  return TRUE;
}

/* Only those asked for, in the order of the questionnaire. */
static gboolean select_fields(const char *wanted, Fields *fields, GError **error) {
  g_auto(GStrv) names = g_strsplit(wanted ? wanted : "", ",", -1);
  g_autoptr(GHashTable) keep = g_hash_table_new(g_str_hash, g_str_equal);

  for (char **name = names; *name; name++) {
    if (!*g_strstrip(*name))
      continue;
    if (!g_hash_table_contains(fields->index, *name))
      return fail_field(fields, *name, error);
    g_hash_table_add(keep, *name);
  }
  if (g_hash_table_size(keep) == 0)
    return TRUE;
  g_hash_table_remove_all(fields->index);
  for (guint i = 0; i < fields->names->len;) {
    if (g_hash_table_contains(keep, fields->names->pdata[i])) {
      g_hash_table_insert(fields->index, fields->names->pdata[i], GUINT_TO_POINTER(i + 1));
      i++;
      continue;
    }
    g_ptr_array_remove_index(fields->names, i);
    g_array_remove_index(fields->kinds, i);
  }
  return TRUE;
}

/* Answers ---------------------------------------------------------------------------------------
 */

typedef struct {
  TySurveyTable *table;
  const Fields *fields;
  GPtrArray *cells; /* rows × fields */
  GStringChunk *texts;
  gint64 source, respondent;
} Reading;

static void begin_row(Reading *reading, const char *file, gint64 source, gint64 respondent) {
  TySurveyTable *table = reading->table;
  guint n = table->files->len;

  if (n == 0 || reading->source != source) {
    g_ptr_array_add(table->files, g_strdup(file));
    n++;
  }
  reading->source = source;
  reading->respondent = respondent;
  n--;
  g_array_append_val(table->file, n);
  g_array_append_val(table->line, respondent);
  g_ptr_array_set_size(reading->cells, (gint) (reading->cells->len + reading->fields->names->len));
}

static gboolean take_answer(const char *file, gint64 source, gint64 respondent, const char *field,
                            const char *value, gpointer data, GError **error) {
  Reading *reading = data;
  guint at = GPOINTER_TO_UINT(g_hash_table_lookup(reading->fields->index, field));
  guint n = reading->fields->names->len;

  if (reading->table->line->len == 0 || reading->source != source ||
      reading->respondent != respondent)
    begin_row(reading, file, source, respondent);
  if (reading->cells->len > G_MAXINT32 / 2) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found more than %d answers, expected fewer: name the fields that matter",
                G_MAXINT32 / 2);
    return FALSE;
  }
  if (at > 0)
    reading->cells->pdata[reading->cells->len - n + at - 1] =
        g_string_chunk_insert_const(reading->texts, value);
  return TRUE;
}

static gboolean fail_none(const TySurveyOptions *options, const Fields *fields, GError **error) {
  if (fields->names->len > 0)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %u fields and no answer, expected questionnaires that were answered",
                fields->names->len);
  else if (options->file)
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "%s: no such questionnaire in the atlas",
                options->file);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no questionnaire in the atlas; `tuyou import ATLAS --as survey FILE` reads "
                "some");
  return FALSE;
}

static gboolean read_table(TyWorkspace *workspace, const TySurveyOptions *options, Fields *fields,
                           TySurveyTable *table, GError **error) {
  g_autoptr(GPtrArray) cells = g_ptr_array_new();
  g_autoptr(GStringChunk) texts = g_string_chunk_new(65536);
  Reading reading = {table, fields, cells, texts, 0, 0};
  const TyScales *scales = ty_survey_scales(workspace, error);

  if (!scales ||
      !ty_atlas_each_survey_field(workspace->atlas, options->file, take_field, fields, error) ||
      !read_types(options->types, fields, error) ||
      !select_fields(options->fields, fields, error) ||
      !ty_atlas_each_answer(workspace->atlas, options->file, take_answer, &reading, error))
    return FALSE;
  if (table->line->len == 0)
    return fail_none(options, fields, error);
  table->questionnaire = ty_questionnaire_new(
      scales, (const char *const *) fields->names->pdata, (const char *const *) cells->pdata,
      table->line->len, fields->names->len, (const TyFieldKind *) fields->kinds->data, error);
  return table->questionnaire != NULL;
}

TySurveyTable *ty_survey_table_new(TyWorkspace *workspace, const TySurveyOptions *options,
                                   GError **error) {
  g_autoptr(TySurveyTable) table = g_new0(TySurveyTable, 1);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GArray) kinds = g_array_new(FALSE, FALSE, sizeof(TyFieldKind));
  Fields fields = {names, index, kinds};

  table->files = g_ptr_array_new_with_free_func(g_free);
  table->file = g_array_new(FALSE, FALSE, sizeof(guint));
  table->line = g_array_new(FALSE, FALSE, sizeof(gint64));
  return read_table(workspace, options, &fields, table, error) ? g_steal_pointer(&table) : NULL;
}
