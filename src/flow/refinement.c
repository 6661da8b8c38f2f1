/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that say the same, one more exactly than the other. */
#include "flow/contradictions.h"
#include "flow/key.h"

#include <string.h>

/* 暂停开放 is not 开放. */
static gboolean turns_round(const char *text, const char *end) {
  static const char *const words[] = {"不", "未", "无", "非", "没", "停", "禁", "闭", "拒"};

  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_strstr_len(text, end - text, words[i]))
      return TRUE;
  return FALSE;
}

/* Whether `part` stands in `whole`, cutting no number: 8:30 does not stand in 18:30. */
static gboolean holds(const char *whole, const char *part) {
  gsize length = strlen(part);

  if (g_utf8_strlen(part, -1) < 2)
    return FALSE;
  for (const char *at = strstr(whole, part); at; at = strstr(at + 1, part)) {
    gboolean cut_before = at > whole && g_ascii_isdigit(at[-1]) && g_ascii_isdigit(*part);
    gboolean cut_behind = g_ascii_isdigit(part[length - 1]) && g_ascii_isdigit(at[length]);
    if (!cut_before && !cut_behind && !turns_round(whole, at))
      return TRUE;
  }
  return FALSE;
}

/* Bytes of the end that both share, in whole characters. */
static gsize shared_end(const char *a, const char *b) {
  gsize n_a = strlen(a), n_b = strlen(b), n = 0;

  while (n < MIN(n_a, n_b) && a[n_a - n - 1] == b[n_b - n - 1])
    n++;
  while (n > 0 && ((guchar) a[n_a - n] & 0xc0) == 0x80)
    n--;
  return n;
}

static gboolean take_id(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  if (*(gint64 *) data == 0)
    *(gint64 *) data = entity->id;
  return TRUE;
}

/* Whether the names are of two things of which one is a part of the other or lies in it. */
static gboolean lie_in_each_other(TyAtlas *atlas, const char *a, const char *b) {
  static const char *const ways[] = {"located_in", "part_of"};
  gint64 one = 0, other = 0;

  if (!*a || !*b || !ty_atlas_each_named(atlas, a, take_id, &one, NULL) ||
      !ty_atlas_each_named(atlas, b, take_id, &other, NULL) || !one || !other)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(ways); i++)
    if (ty_atlas_would_ring(atlas, one, ways[i], other) ||
        ty_atlas_would_ring(atlas, other, ways[i], one))
      return TRUE;
  return one == other;
}

gboolean ty_is_refinement(TyWorkspace *workspace, const char *a, const char *b) {
  g_autofree char *one = ty_name_key(a), *other = ty_name_key(b);

  if (g_str_equal(one, other) || holds(one, other) || holds(other, one) ||
      lie_in_each_other(workspace->atlas, one, other))
    return TRUE;
  gsize shared = shared_end(one, other);
  if (shared == 0)
    return FALSE;
  one[strlen(one) - shared] = '\0';
  other[strlen(other) - shared] = '\0';
  return lie_in_each_other(workspace->atlas, one, other);
}
