/* SPDX-License-Identifier: Apache-2.0 */
/* A survey's answer as tables for spreadsheets. */
#include "base/csv.h"
#include "base/number.h"
#include <tuyou/flow.h>

#include <math.h>
#include <string.h>

/* A text that a spreadsheet would run begins with an apostrophe. */
static void put_text(GString *out, const char *text, gboolean first) {
  g_autofree char *guarded =
      text && *text && strchr("=+-@\t\r", *text) ? g_strconcat("'", text, NULL) : NULL;
  ty_csv_append(out, guarded ? guarded : text ? text : "", first);
}

static void put_number(GString *out, const json_t *number, gboolean first) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  ty_csv_append(out,
                json_is_integer(number) ? (g_snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT,
                                                      json_integer_value(number)),
                                           text)
                : json_is_number(number)
                    ? g_ascii_formatd(text, sizeof text, "%.10g", json_number_value(number))
                    : "",
                first);
}

/* The members of one object as a row, by the heading: a text or a number each. */
static void put_members(GString *out, const json_t *object, const char *heading, gboolean first) {
  g_auto(GStrv) names = g_strsplit(heading, ",", -1);

  for (char **name = names; *name; name++) {
    const json_t *value = json_object_get(object, *name);
    if (json_is_string(value))
      put_text(out, json_string_value(value), first);
    else
      put_number(out, value, first);
    first = FALSE;
  }
}

static GString *new_table(const char *heading) {
  GString *out = g_string_new(heading);
  g_string_append_c(out, '\n');
  return out;
}

static void end_table(GHashTable *tables, const char *name, GString *out) {
  g_hash_table_insert(tables, g_strdup(name), g_string_free_to_bytes(out));
}

/* A list of objects under one heading. */
static void put_list(GHashTable *tables, const char *name, const json_t *list,
                     const char *heading) {
  GString *out = new_table(heading);
  json_t *item;
  gsize i;

  json_array_foreach(list, i, item) {
    put_members(out, item, heading, TRUE);
    g_string_append_c(out, '\n');
  }
  end_table(tables, name, out);
}

static void put_options(GHashTable *tables, const json_t *fields) {
  GString *out = new_table("field,option,count,share");
  json_t *field, *option;
  gsize f, i;

  json_array_foreach(fields, f, field)
      json_array_foreach(json_object_get(field, "options"), i, option) {
    put_text(out, json_string_value(json_object_get(field, "name")), TRUE);
    put_members(out, option, "option,count,share", FALSE);
    g_string_append_c(out, '\n');
  }
  end_table(tables, "options.csv", out);
}

static void put_marks(GHashTable *tables, const json_t *segments) {
  GString *out = new_table("segment,field,option,share,mean,overall,lift,effect,p,p_adjusted");
  json_t *segment, *mark;
  gsize s, i;

  json_array_foreach(segments, s, segment)
      json_array_foreach(json_object_get(segment, "marks"), i, mark) {
    put_number(out, json_object_get(segment, "segment"), TRUE);
    put_members(out, mark, "field,option,share,mean,overall,lift,effect,p,p_adjusted", FALSE);
    g_string_append_c(out, '\n');
  }
  end_table(tables, "marks.csv", out);
}

GHashTable *ty_survey_tables(const json_t *survey) {
  GHashTable *tables =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  const json_t *segments = json_object_get(survey, "segments");
  const json_t *list = json_object_get(segments, "list");

  put_list(tables, "fields.csv", json_object_get(survey, "fields"),
           "name,kind,why,answered,missing,mean,deviation,least,median,most");
  put_options(tables, json_object_get(survey, "fields"));
  put_list(tables, "correlations.csv",
           json_object_get(json_object_get(survey, "correlations"), "pairs"),
           "a,option_a,b,option_b,measure,effect,n,statistic,df,df2,by,p,p_adjusted");
  if (!segments)
    return tables;
  put_list(tables, "segments.csv", list, "segment,label,size,share,silhouette");
  put_marks(tables, list);
  put_list(tables, "members.csv", json_object_get(segments, "members"), "file,line,segment");
  return tables;
}
