/* SPDX-License-Identifier: Apache-2.0 */
/* What the answers of a segment say about how its people want to travel, by a list of words. */
#include "base/file.h"
#include "flow/profile.h"
#include "flow/survey-table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A line of profile-words.txt. */
typedef struct {
  gboolean heading; /* the words are of the question, else of its options */
  char *what;       /* visit_hours, novelty, "theme=石刻" … */
  double value;     /* of "novelty=1" */
  char **words;
} Rule;

static void clear_rule(gpointer data) {
  Rule *rule = data;
  g_free(rule->what);
  g_strfreev(rule->words);
}

static gboolean parse_rule(char *line, Rule *rule) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);

  if (g_strv_length(columns) != 3 ||
      !(g_str_equal(columns[0], "heading") || g_str_equal(columns[0], "answer")))
    return FALSE;
  rule->heading = g_str_equal(columns[0], "heading");
  rule->what = g_strdup(columns[1]);
  rule->value = NAN;
  if (g_str_has_prefix(rule->what, "novelty=")) {
    rule->value = g_ascii_strtod(rule->what + strlen("novelty="), NULL);
    rule->what[strlen("novelty")] = '\0';
  }
  rule->words = g_strsplit(g_strstrip(columns[2]), "|", -1);
  return TRUE;
}

static GArray *read_rules(TyWorkspace *workspace, GError **error) {
  g_autofree char *path = g_build_filename(workspace->data_folder, "profile-words.txt", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return NULL;
  g_autofree char *text =
      g_strndup(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GArray) rules = g_array_new(FALSE, TRUE, sizeof(Rule));

  g_array_set_clear_func(rules, clear_rule);
  for (gsize i = 0; lines[i]; i++) {
    Rule rule = {0};
    if (!*g_strstrip(lines[i]) || *lines[i] == '#')
      continue;
    if (!parse_rule(lines[i], &rule)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:%zu: found “%s”, expected heading or answer, what it says, words, parted by "
                  "tabs",
                  path, i + 1, lines[i]);
      return NULL;
    }
    g_array_append_val(rules, rule);
  }
  return g_steal_pointer(&rules);
}

static gboolean holds(const Rule *rule, const char *text) {
  for (char **word = rule->words; *word; word++)
    if (**word && strstr(text, *word))
      return TRUE;
  return FALSE;
}

/* Figures of the segment ------------------------------------------------------------------------
 */

typedef struct {
  const TyQuestionnaire *questionnaire;
  const TySegments *segments;
  guint32 segment;
} Group;

static gboolean is_given(const TyField *field, gsize row, guint option) {
  return field->kind == TY_FIELD_MULTIPLE ? field->ticked[row * field->option->len + option]
                                          : field->code[row] == option;
}

static gboolean has_answer(const TyField *field, gsize row) {
  if (field->kind == TY_FIELD_NUMERIC)
    return !isnan(field->value[row]);
  return field->kind == TY_FIELD_MULTIPLE
             ? memchr(field->ticked + row * field->option->len, 1, field->option->len) != NULL
             : field->code[row] != TY_NO_ANSWER;
}

/* What an answer is worth as a number: itself, or the middle of its range; NAN for none. An open
 * range counts by its bound. */
static double amount_of(const TyField *field, gsize row) {
  double from, to;

  if (field->kind == TY_FIELD_NUMERIC)
    return field->value[row];
  if (field->kind != TY_FIELD_ORDINAL || field->code[row] == TY_NO_ANSWER ||
      !ty_range_parse(field->option->pdata[field->code[row]], &from, &to, NULL))
    return NAN;
  return isinf(from) ? to : isinf(to) ? from : (from + to) / 2;
}

static int by_value(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static double median_amount(const Group *group, const TyField *field) {
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));

  for (gsize i = 0; i < group->segments->n_rows; i++) {
    double value = group->segments->segment[i] == group->segment ? amount_of(field, i) : NAN;
    if (!isnan(value))
      g_array_append_val(values, value);
  }
  if (values->len == 0)
    return NAN;
  qsort(values->data, values->len, sizeof(double), by_value);
  return g_array_index(values, double, (values->len - 1) / 2);
}

/* How far up its scale the segment's mean lies, 0 … 1; NAN where there is no scale. */
static double mean_place(const Group *group, const TyField *field) {
  double least = INFINITY, most = -INFINITY, sum = 0, n = 0;

  if (field->kind != TY_FIELD_ORDINAL && field->kind != TY_FIELD_NUMERIC)
    return NAN;
  for (gsize i = 0; i < group->segments->n_rows; i++)
    if (!isnan(field->value[i])) {
      least = MIN(least, field->value[i]);
      most = MAX(most, field->value[i]);
      if (group->segments->segment[i] == group->segment) {
        sum += field->value[i];
        n++;
      }
    }
  return n > 0 && most > least ? (sum / n - least) / (most - least) : NAN;
}

/* The share of those in the segment who answered and gave an option that the rule holds for. */
static double share_giving(const Group *group, const TyField *field, const Rule *rule) {
  double n = 0, giving = 0;

  for (gsize i = 0; i < group->segments->n_rows; i++) {
    gboolean gives = FALSE;
    if (group->segments->segment[i] != group->segment || !has_answer(field, i))
      continue;
    for (guint option = 0; option < field->option->len && !gives; option++)
      gives = is_given(field, i, option) && holds(rule, field->option->pdata[option]);
    n++;
    giving += gives;
  }
  return n > 0 ? giving / n : NAN;
}

static gboolean any_option(const TyField *field, const Rule *rule) {
  for (guint option = 0; option < field->option->len; option++)
    if (holds(rule, field->option->pdata[option]))
      return TRUE;
  return FALSE;
}

/* The profile -----------------------------------------------------------------------------------
 */

/* Means over what several questions say. */
typedef struct {
  double sum, weight;
} Mean;

typedef struct {
  Group group;
  json_t *profile;
  GHashTable *weights; /* "theme=石刻" → the highest share of any question */
  Mean novelty;
} Drafting;

static void note_weight(Drafting *drafting, const char *what, double share) {
  const double *before = g_hash_table_lookup(drafting->weights, what);

  if (isfinite(share) && (!before || *before < share))
    g_hash_table_insert(drafting->weights, g_strdup(what), g_memdup2(&share, sizeof share));
}

static void note_modes(Drafting *drafting, const TyField *field) {
  json_t *modes = json_object();

  for (guint option = 0; option < field->option->len; option++) {
    char *word = field->option->pdata[option];
    Rule rule = {.words = (char *[]){word, NULL}};
    double share = share_giving(&drafting->group, field, &rule);
    if (isfinite(share))
      json_object_set_new(modes, word, ty_json_number(share, 4));
  }
  if (json_object_size(modes) > 0)
    json_object_set(drafting->profile, "modes", modes);
  json_decref(modes);
}

static void note_amount(Drafting *drafting, const char *what, const TyField *field) {
  double amount = median_amount(&drafting->group, field);
  gboolean days = g_str_equal(what, "days"), hours = g_str_equal(what, "visit_hours");

  if (!isfinite(amount) || json_object_get(drafting->profile, what))
    return;
  amount = days    ? round(CLAMP(amount, 1, 366))
           : hours ? CLAMP(amount, .1, 24)
                   : CLAMP(amount, 0, 1e9);
  json_object_set_new(drafting->profile, what,
                      days ? json_integer((json_int_t) amount) : ty_json_number(amount, 2));
}

static void apply_rule(Drafting *drafting, const Rule *rule, const TyField *field) {
  gboolean novelty = g_str_equal(rule->what, "novelty");

  if (rule->heading ? !holds(rule, field->name) : !any_option(field, rule))
    return;
  if (g_str_equal(rule->what, "modes"))
    note_modes(drafting, field);
  else if (strchr(rule->what, '='))
    note_weight(drafting, rule->what,
                rule->heading ? mean_place(&drafting->group, field)
                              : share_giving(&drafting->group, field, rule));
  else if (novelty && rule->heading) {
    double place = mean_place(&drafting->group, field);
    if (isfinite(place)) {
      drafting->novelty.sum += place;
      drafting->novelty.weight++;
    }
  } else if (novelty) {
    double share = share_giving(&drafting->group, field, rule);
    if (isfinite(share)) {
      drafting->novelty.sum += share * rule->value;
      drafting->novelty.weight += share;
    }
  } else
    note_amount(drafting, rule->what, field);
}

static gboolean note_theme(const TyThemeSite *site, gpointer data, GError **error) {
  (void) error;
  g_hash_table_add(data, g_strdup(site->theme));
  return TRUE;
}

/* Weights of themes and kinds that the atlas has, by name. */
static gboolean put_weights(TyWorkspace *workspace, Drafting *drafting, GError **error) {
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GList) keys =
      g_list_sort(g_hash_table_get_keys(drafting->weights), (GCompareFunc) strcmp);
  json_t *themes = json_object(), *kinds = json_object();

  json_object_set_new(drafting->profile, "themes", themes);
  json_object_set_new(drafting->profile, "kinds", kinds);
  if (!ty_atlas_each_theme_site(workspace->atlas, NULL, note_theme, known, error))
    return FALSE;
  for (GList *key = keys; key; key = key->next) {
    const double *weight = g_hash_table_lookup(drafting->weights, key->data);
    const char *name = strchr(key->data, '=') + 1;
    gboolean theme = g_str_has_prefix(key->data, "theme=");
    if (theme ? g_hash_table_contains(known, name) : ty_atlas_has_kind(workspace->atlas, name))
      json_object_set_new(theme ? themes : kinds, name, ty_json_number(CLAMP(*weight, 0, 1), 4));
  }
  return TRUE;
}

json_t *ty_segment_profile(TyWorkspace *workspace, const TyQuestionnaire *questionnaire,
                           const TySegments *segments, guint32 segment, const char *label,
                           GError **error) {
  g_autoptr(GArray) rules = read_rules(workspace, error);
  g_autoptr(GHashTable) weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Drafting drafting = {.group = {questionnaire, segments, segment}, .weights = weights};

  if (!rules)
    return NULL;
  drafting.profile = json_pack("{s:o, s:s, s:s}", "id", json_sprintf("segment-%u", segment + 1),
                               "label", label, "source", "survey");
  for (guint i = 0; i < rules->len; i++)
    for (gsize f = 0; f < questionnaire->n_fields; f++)
      if (ty_field_kind_counts(questionnaire->field[f].kind))
        apply_rule(&drafting, &g_array_index(rules, Rule, i), &questionnaire->field[f]);
  if (drafting.novelty.weight > 0)
    json_object_set_new(
        drafting.profile, "novelty",
        ty_json_number(CLAMP(drafting.novelty.sum / drafting.novelty.weight, 0, 1), 4));
  if (!put_weights(workspace, &drafting, error)) {
    json_decref(drafting.profile);
    return NULL;
  }
  return drafting.profile;
}
