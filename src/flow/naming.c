/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/naming.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/number.h"

#include <string.h>

static void kind_free(gpointer data) {
  TyNameKind *kind = data;
  g_strfreev(kind->words);
  g_strfreev(kind->endings);
  g_free(kind);
}

static void named_free(gpointer data) {
  TyNamedEntity *named = data;
  g_free(named->kind);
  g_ptr_array_unref(named->names);
  g_free(named);
}

static gboolean take_kind(const TyCsvRow *row, gpointer data, GError **error) {
  const char *left = ty_csv_get(row, "left_without_place");
  double number = 0;

  if (*left && (!ty_number_parse(left, &number) || number < 1 || number > 100)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s:%zu: left_without_place is '%s', expected a number of characters, 1 to 100",
                row->file, row->line, left);
    return FALSE;
  }
  TyNameKind *kind = g_new0(TyNameKind, 1);
  kind->words = g_strsplit(ty_csv_get(row, "words"), "|", -1);
  kind->endings = g_strsplit(ty_csv_get(row, "endings"), "|", -1);
  kind->left = (gsize) number;
  g_hash_table_replace(data, g_strdup(ty_csv_get(row, "kind")), kind);
  return TRUE;
}

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyNaming *naming = data;
  TyNamedEntity *named = g_new0(TyNamedEntity, 1);
  (void) error;

  *named =
      (TyNamedEntity){entity->id, g_strdup(entity->kind), g_ptr_array_new_with_free_func(g_free)};
  g_hash_table_insert(naming->named, &named->id, named);
  g_ptr_array_add(naming->order, named);
  return TRUE;
}

static gboolean take_alias(gint64 entity, const char *alias, gpointer data, GError **error) {
  TyNaming *naming = data;
  TyNamedEntity *named = g_hash_table_lookup(naming->named, &entity);
  (void) error;

  if (!named)
    return TRUE;
  g_ptr_array_add(named->names, g_strdup(alias));
  if (g_str_equal(named->kind, "place") && g_utf8_strlen(alias, -1) > 1)
    g_ptr_array_add(naming->places, g_ptr_array_index(named->names, named->names->len - 1));
  return TRUE;
}

void ty_naming_free(TyNaming *naming) {
  g_hash_table_unref(naming->kinds);
  g_hash_table_unref(naming->named);
  g_ptr_array_unref(naming->places);
  g_ptr_array_unref(naming->order);
  g_free(naming);
}
TyNaming *ty_naming_new(TyWorkspace *workspace, GError **error) {
  g_autofree char *path = g_build_filename(workspace->data_folder, "naming.csv", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  g_autoptr(TyNaming) naming = g_new0(TyNaming, 1);

  naming->workspace = workspace;
  naming->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, kind_free);
  naming->order = g_ptr_array_new_with_free_func(named_free);
  naming->named = g_hash_table_new(g_int64_hash, g_int64_equal);
  naming->places = g_ptr_array_new();
  if (!file ||
      !ty_csv_read(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                   take_kind, NULL, naming->kinds, error) ||
      !ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_entity, naming, error) ||
      !ty_atlas_each_alias(workspace->atlas, 0, take_alias, naming, error))
    return NULL;
  return g_steal_pointer(&naming);
}

/* Short forms --------------------------------------------------------------------------------- */

/* Whether the compiled lists have the word as anything but a proper name. */
static gboolean is_common(const TyLexicon *lexicon, const char *word) {
  const char *tag = NULL;
  return ty_lexicon_find(lexicon, word, strlen(word), NULL, &tag) &&
         !(tag[0] == 'n' && tag[1] != '\0' && strchr("rstz", tag[1]));
}

static void add_short(TyNaming *naming, gint64 id, const char *form, gsize least) {
  TyWorkspace *workspace = naming->workspace;

  if ((gsize) g_utf8_strlen(form, -1) >= least &&
      !ty_gazetteer_has_name(workspace->gazetteer, form) && !is_common(workspace->lexicon, form))
    ty_gazetteer_add_short(workspace->gazetteer, form, id);
}

/* What follows the places at the beginning of a name. */
static const char *skip_places(const TyNaming *naming, const char *name) {
  for (guint i = 0; i < naming->places->len; i++) {
    const char *place = g_ptr_array_index(naming->places, i);
    if (g_str_has_prefix(name, place)) {
      name += strlen(place);
      i = (guint) -1; /* from the first place again */
    }
  }
  return name;
}

gboolean ty_naming_add_short(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyNaming) naming = ty_naming_new(workspace, error);

  for (guint e = 0; naming && e < naming->order->len; e++) {
    const TyNamedEntity *named = g_ptr_array_index(naming->order, e);
    const TyNameKind *kind = g_hash_table_lookup(naming->kinds, named->kind);
    for (guint i = 0; kind && i < named->names->len; i++) {
      const char *name = g_ptr_array_index(named->names, i);
      for (char **ending = kind->endings; *ending; ending++)
        if (**ending && g_str_has_suffix(name, *ending)) {
          g_autofree char *form = g_strndup(name, strlen(name) - strlen(*ending));
          add_short(naming, named->id, form, 2);
        }
      const char *rest = skip_places(naming, name);
      if (kind->left > 0 && rest != name)
        add_short(naming, named->id, rest, kind->left);
    }
  }
  return naming != NULL;
}

/* Other names --------------------------------------------------------------------------------- */

typedef struct {
  const TyNaming *naming;
  TySegmenter *segmenter;
  GPtrArray *broken; /* words that the atlas's names take apart */
} Keeping;

/* 圆觉洞摩崖造像 where 圆觉洞 is a name: more likely the same thing than another. */
static gboolean is_longer_form(const TyNaming *naming, const char *word) {
  for (guint e = 0; e < naming->order->len; e++) {
    const TyNamedEntity *named = g_ptr_array_index(naming->order, e);
    const TyNameKind *kind = g_hash_table_lookup(naming->kinds, named->kind);
    for (guint i = 0; kind && i < named->names->len; i++) {
      const char *name = g_ptr_array_index(named->names, i);
      if (g_str_has_prefix(word, name) &&
          g_strv_contains((const char *const *) kind->endings, word + strlen(name)))
        return TRUE;
    }
  }
  return FALSE;
}

static void look_at(Keeping *keeping, const char *line, gsize length) {
  g_autofree char *copy = g_strndup(line, length);
  g_auto(GStrv) fields = g_strsplit_set(g_strstrip(copy), " \t", -1);
  guint n = g_strv_length(fields);
  gsize n_tokens;

  if (n < 2 || *fields[0] == '#' || !g_str_equal(fields[n - 1], "nz"))
    return;
  ty_segmenter_tokens(keeping->segmenter, fields[0], strlen(fields[0]), TY_SEGMENT_PRECISE,
                      &n_tokens);
  if (n_tokens > 1 && !is_longer_form(keeping->naming, fields[0]))
    g_ptr_array_add(keeping->broken, g_strdup(fields[0]));
}

gboolean ty_naming_keep_whole(TyWorkspace *workspace, GError **error) {
  g_autofree char *path = g_build_filename(workspace->data_folder, "heritage.txt", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(workspace->lexicon);
  g_autoptr(GPtrArray) broken = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(TyNaming) naming = file ? ty_naming_new(workspace, error) : NULL;
  Keeping keeping = {naming, segmenter, broken};

  if (!naming)
    return FALSE;
  const char *at = g_mapped_file_get_contents(file);
  const char *end = at ? at + g_mapped_file_get_length(file) : NULL;
  while (at < end) {
    const char *stop = memchr(at, '\n', (gsize) (end - at));
    stop = stop ? stop : end;
    look_at(&keeping, at, (gsize) (stop - at));
    at = stop + 1;
  }
  for (guint i = 0; i < broken->len; i++)
    ty_lexicon_add(workspace->lexicon, g_ptr_array_index(broken, i), "nz");
  return TRUE;
}
