/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/judge.h"

#include "base/file.h"
#include "text/name-difference.h"

#include <nettle/sha2.h>
#include <string.h>

/* What a document may repeat is mostly among the latest: their features are kept in a ring, unless
 * they are long; others are looked up. The last of each slot (id modulo N_REMEMBERED) is known. */
#define N_REMEMBERED 65536
#define MOST_REMEMBERED 1024
#define RING_FEATURES ((gsize) 1 << 24)

/* `from` counts all features that were ever put into the ring. */
typedef struct {
  gint64 id;
  guint64 from;
  gsize n_features;
} Remembered;

struct TyJudge {
  const TyWorkspace *workspace;
  TyAtlas *atlas;
  TyNameForms *forms;
  char *body;        /* of the document looked up */
  GArray *letters;   /* of guint32: of the document judged */
  GArray *candidate; /* and of one it may repeat */
  TyRepeats *repeats;
  GArray *features; /* of the document looked up */
  Remembered *remembered;
  guint32 *ring;
  guint64 n_ring;  /* features ever put into it */
  GArray *unknown; /* of gint64: documents without likeness */
  GArray *orphans; /* of gint64: documents whose original went */
};

static void hash_letters(struct sha256_ctx *context, const TyNormalised *text) {
  g_autofree guint8 *letters = g_malloc(text->length + 1);
  gsize n = 0;

  for (gsize i = 0; i < text->length; i++) {
    letters[n] = (guint8) text->text[i];
    n += !g_ascii_isspace(text->text[i]);
  }
  sha256_update(context, n, letters);
}

guint64 ty_text_hash_normalised(const char *title, const TyNormalised *text) {
  struct sha256_ctx context;
  guint8 digest[8];
  guint64 hash = 0;

  sha256_init(&context);
  if (title) {
    TyNormalised normalised = ty_normalise(title, strlen(title));
    hash_letters(&context, &normalised);
    ty_normalised_clear(&normalised);
  }
  hash_letters(&context, text);
  sha256_digest(&context, sizeof digest, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    hash = hash << 8 | digest[i];
  return hash;
}

guint64 ty_text_hash(const char *title, const char *text) {
  TyNormalised normalised = ty_normalise(text, text ? strlen(text) : 0);
  guint64 hash = ty_text_hash_normalised(title, &normalised);

  ty_normalised_clear(&normalised);
  return hash;
}

/* The features of a stored document, the judge's until the next; `wording`, if not NULL, gets all.
 */
static gboolean look_up(TyJudge *judge, gint64 id, TyWording *wording) {
  g_autofree char *title = NULL, *text = NULL;

  if (!ty_atlas_document_text(judge->atlas, id, &title, &text))
    return FALSE;
  const char *body = text && *text ? text : title ? title : "";
  ty_sketch_text(body, strlen(body), judge->features, wording ? &wording->sketch : NULL);
  if (!wording)
    return TRUE;
  wording->features = (const guint32 *) (const void *) judge->features->data;
  wording->n_features = judge->features->len;
  g_free(judge->body);
  wording->body = judge->body = g_strdup(body);
  wording->text_hash = ty_text_hash(title, text && *text ? text : NULL);
  return TRUE;
}

static guint32 *place_in_ring(const TyJudge *judge, guint64 from) {
  return judge->ring + from % RING_FEATURES;
}

static void remember(TyJudge *judge, gint64 id, const guint32 *features, gsize n) {
  gsize left = RING_FEATURES - judge->n_ring % RING_FEATURES;

  if (n > left) /* none goes over the end */
    judge->n_ring += left;
  judge->remembered[id % N_REMEMBERED] = (Remembered){id, judge->n_ring, n};
  if (n > 0)
    memcpy(place_in_ring(judge, judge->n_ring), features, n * sizeof *features);
  judge->n_ring += n;
}

static gboolean is_remembered(const TyJudge *judge, const Remembered *slot, gint64 id) {
  return slot->id == id && judge->n_ring - slot->from <= RING_FEATURES;
}

/* The features of a candidate, the judge's until the next; NULL when it is not there. */
static const guint32 *features_of(TyJudge *judge, gint64 id, gsize *n) {
  Remembered *slot = &judge->remembered[id % N_REMEMBERED];

  if (!is_remembered(judge, slot, id)) {
    if (!look_up(judge, id, NULL))
      return NULL;
    *n = judge->features->len;
    if (*n > MOST_REMEMBERED)
      return (const guint32 *) (const void *) judge->features->data;
    remember(judge, id, (const guint32 *) (const void *) judge->features->data, *n);
  }
  *n = slot->n_features;
  return place_in_ring(judge, slot->from);
}

/* Different names -------------------------------------------------------------------------------
 */

/* A day or a time of the year that is another is a usual change in what is said again. */
static gboolean take_kind(const TyEntity *entity, gpointer lasting, GError **error) {
  (void) error;
  *(gboolean *) lasting |= g_strcmp0(entity->kind, "festival") && g_strcmp0(entity->kind, "era") &&
                           g_strcmp0(entity->kind, "keyword") && g_strcmp0(entity->kind, "motif");
  return TRUE;
}

static gboolean is_name(const guint32 *letters, gsize n, gpointer data) {
  const TyWorkspace *workspace = data;
  const char *tag = NULL;
  char name[64], *end = name;

  g_assert(n * 6 < sizeof name);
  for (gsize i = 0; i < n; i++)
    end += g_unichar_to_utf8(letters[i], end);
  *end = '\0';
  if (g_hash_table_contains(workspace->spelling, name)) {
    gboolean lasting = FALSE;
    ty_atlas_each_named(workspace->atlas, name, take_kind, &lasting, NULL);
    return lasting;
  }
  return workspace->lexicon &&
         ty_lexicon_find(workspace->lexicon, name, (gsize) (end - name), NULL, &tag) &&
         g_str_has_prefix(tag, "ns");
}

/* Whether a candidate that is like the document names other things than it. */
static gboolean names_others(TyJudge *judge, const TyWording *wording, gint64 candidate) {
  g_autofree char *title = NULL, *text = NULL;

  if (wording->n_features > TY_DIFFERENCE_LETTERS ||
      !ty_atlas_document_text(judge->atlas, candidate, &title, &text))
    return FALSE;
  const char *body = text && *text ? text : title ? title : "";
  ty_sketch_letters(wording->body, strlen(wording->body), judge->letters);
  ty_sketch_letters(body, strlen(body), judge->candidate);
  return ty_names_differ((const guint32 *) (const void *) judge->letters->data, judge->letters->len,
                         (const guint32 *) (const void *) judge->candidate->data,
                         judge->candidate->len, judge->forms, is_name, (gpointer) judge->workspace);
}

static gint64 most_like(TyJudge *judge, const TyWording *wording) {
  gint64 candidates[TY_REPEATS_CANDIDATES], best = 0;
  gboolean sure = FALSE;
  gsize n = wording->n_features < TY_NEAR_FEATURES
                ? 0
                : ty_repeats_like(judge->repeats, wording->sketch.bin, candidates, &sure);
  double likeness = TY_NEAR_LIKENESS;

  if (sure && !names_others(judge, wording, candidates[0]))
    return candidates[0];
  for (gsize i = 0; i < n; i++) {
    gsize n_features = 0;
    const guint32 *features = features_of(judge, candidates[i], &n_features);
    if (!features)
      continue;
    double found =
        ty_features_likeness(wording->features, wording->n_features, features, n_features);
    if ((found > likeness || (found == likeness && (best == 0 || candidates[i] < best))) &&
        !names_others(judge, wording, candidates[i])) {
      likeness = found;
      best = candidates[i];
    }
  }
  return best;
}

void ty_judge_expect(const TyJudge *judge, const TyWording *wording) {
  ty_repeats_expect(judge->repeats, wording->text_hash, wording->sketch.bin);
}

TyRepeat ty_judge(TyJudge *judge, const TyWording *wording, gint64 *original) {
  *original = ty_repeats_same(judge->repeats, wording->text_hash);
  if (*original)
    return TY_REPEAT_EXACT;
  *original = most_like(judge, wording);
  if (!*original && wording->sketch.repost)
    *original = ty_repeats_opening(judge->repeats, wording->sketch.opening);
  if (wording->sketch.repost)
    return TY_REPEAT_REPOST;
  return *original ? TY_REPEAT_NEAR : TY_REPEAT_NONE;
}

void ty_judge_note(TyJudge *judge, gint64 id, const TyWording *wording, TyRepeat repeat,
                   gint64 original) {
  (void) repeat;
  ty_repeats_add_text(judge->repeats, id, wording->text_hash);
  if (original)
    return;
  ty_repeats_add_original(judge->repeats, id, wording->sketch.bin, wording->sketch.opening);
  if (wording->n_features <= MOST_REMEMBERED)
    remember(judge, id, wording->features, wording->n_features);
}

/* Taking in -------------------------------------------------------------------------------------
 */

static gboolean take_unknown(gint64 id, const TyLikeness *likeness, TyRepeat repeat,
                             gint64 original, gpointer data, GError **error) {
  TyJudge *judge = data;
  (void) repeat, (void) original, (void) error;
  if (!likeness->sketch)
    g_array_append_val(judge->unknown, id);
  return TRUE;
}

static gboolean take_known(gint64 id, const TyLikeness *likeness, TyRepeat repeat, gint64 original,
                           gpointer data, GError **error) {
  TyJudge *judge = data;
  (void) error;

  ty_repeats_add_text(judge->repeats, id, likeness->text_hash);
  if (repeat == TY_REPEAT_NEAR && !original)
    g_array_append_val(judge->orphans, id);
  else if (!original && likeness->sketch)
    ty_repeats_add_original(judge->repeats, id, likeness->sketch, likeness->opening);
  return TRUE;
}

static gboolean complete(TyJudge *judge, GError **error) {
  if (!ty_atlas_each_likeness(judge->atlas, take_unknown, judge, error))
    return FALSE;
  for (guint i = 0; i < judge->unknown->len; i++) {
    gint64 id = g_array_index(judge->unknown, gint64, i);
    TyWording wording;
    if (!look_up(judge, id, &wording))
      continue;
    TyLikeness likeness = {wording.text_hash, wording.sketch.opening, wording.sketch.bin};
    if (!ty_atlas_set_likeness(judge->atlas, id, &likeness, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean adopt(TyJudge *judge, GError **error) {
  g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (guint i = 0; i < judge->orphans->len; i++) {
    gint64 id = g_array_index(judge->orphans, gint64, i), original;
    TyWording wording;
    if (!look_up(judge, id, &wording))
      continue;
    g_array_set_size(own, 0);
    g_array_append_vals(own, wording.features, (guint) wording.n_features);
    wording.features = (const guint32 *) (const void *) own->data;
    original = most_like(judge, &wording);
    if (original > id) /* the earlier one is the original */
      original = 0;
    if (!original)
      ty_repeats_add_original(judge->repeats, id, wording.sketch.bin, wording.sketch.opening);
    if (!ty_atlas_set_repeat(judge->atlas, id, original ? TY_REPEAT_NEAR : TY_REPEAT_NONE, original,
                             error))
      return FALSE;
  }
  return TRUE;
}

static TyNameForms *open_forms(const TyWorkspace *workspace, GError **error) {
  g_autofree char *path = g_build_filename(workspace->data_folder, "name-forms.txt", NULL);
  g_autoptr(GMappedFile) file = ty_file_map(path, error);

  return file ? ty_name_forms_read(path, g_mapped_file_get_contents(file),
                                   g_mapped_file_get_length(file), error)
              : NULL;
}

TyJudge *ty_judge_new(const TyWorkspace *workspace, GError **error) {
  g_autoptr(TyJudge) judge = g_new0(TyJudge, 1);
  TyAtlas *atlas = workspace->atlas;

  judge->workspace = workspace;
  judge->atlas = atlas;
  judge->letters = g_array_new(FALSE, FALSE, sizeof(guint32));
  judge->candidate = g_array_new(FALSE, FALSE, sizeof(guint32));
  judge->repeats = ty_repeats_new();
  judge->features = g_array_new(FALSE, FALSE, sizeof(guint32));
  judge->remembered = g_new0(Remembered, N_REMEMBERED);
  judge->ring = g_new(guint32, RING_FEATURES);
  judge->unknown = g_array_new(FALSE, FALSE, sizeof(gint64));
  judge->orphans = g_array_new(FALSE, FALSE, sizeof(gint64));
  judge->forms = open_forms(workspace, error);
  if (!judge->forms || !complete(judge, error) ||
      !ty_atlas_each_likeness(atlas, take_known, judge, error) || !adopt(judge, error))
    return NULL;
  return g_steal_pointer(&judge);
}

void ty_judge_free(TyJudge *judge) {
  ty_repeats_free(judge->repeats);
  ty_name_forms_free(judge->forms);
  g_free(judge->body);
  g_array_unref(judge->letters);
  g_array_unref(judge->candidate);
  g_array_unref(judge->features);
  g_free(judge->remembered);
  g_free(judge->ring);
  g_array_unref(judge->unknown);
  g_array_unref(judge->orphans);
  g_free(judge);
}
