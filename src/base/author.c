/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/base.h>

/* Bytes of the separator at `p`, 0 when there is none. `commas`: they part names too. */
static gsize separator_bytes(const char *p, gboolean commas) {
  static const char *const marks[] = {"；", "、", " and ", " And ", " AND ", "&"};

  if (strchr(";|\n\r\t", *p) || (commas && *p == ','))
    return 1;
  if (commas && g_str_has_prefix(p, "，"))
    return strlen("，");
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(p, marks[i]))
      return strlen(marks[i]);
  return 0;
}

/* What is left of a name without the marks of notes around it; white space becomes one blank. */
static char *bare_name(const char *text, gsize length) {
  static const char *const marks[] = {"†", "‡", "§", "¹", "²", "³", "⁴", "⁵", "，"};
  g_autoptr(GString) name = g_string_new(NULL);

  for (const char *p = text; p < text + length;) {
    const char *next = g_utf8_next_char(p);
    if (g_unichar_isspace(g_utf8_get_char(p))) {
      if (name->len > 0 && name->str[name->len - 1] != ' ')
        g_string_append_c(name, ' ');
    } else
      g_string_append_len(name, p, next - p);
    p = next;
  }
  for (gboolean more = TRUE; more && name->len > 0;) {
    gsize before = name->len;
    while (name->len > 0 && strchr(" *,0123456789", name->str[name->len - 1]))
      g_string_truncate(name, name->len - 1);
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
      if (g_str_has_suffix(name->str, marks[i]))
        g_string_truncate(name, name->len - strlen(marks[i]));
    more = name->len < before;
  }
  gsize marked = strspn(name->str, "*,0123456789 ");
  return g_strdup(name->str + marked);
}

static gboolean is_nobody(const char *name) {
  static const char *const nobody[] = {"", "等", "et al", "et al.", "others", "and others", NULL};
  return g_strv_contains(nobody, name);
}

static gboolean has_han(const char *name) {
  for (const char *p = name; *p; p = g_utf8_next_char(p))
    if (g_unichar_get_script(g_utf8_get_char(p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static GPtrArray *part(const char *authors, gboolean commas) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

  while (*authors) {
    gsize n = separator_bytes(authors, commas);
    if (n > 0) {
      authors += n;
      continue;
    }
    while (authors[n] && separator_bytes(authors + n, commas) == 0)
      n++;
    g_autofree char *name = bare_name(authors, n);
    if (!is_nobody(name))
      g_ptr_array_add(names, g_steal_pointer(&name));
    authors += n;
  }
  return names;
}

/* "李四,王五" are two; of others "Smith, John" is one name and "Li Si, John Smith" are two, but
 * where other marks part the names a comma stands inside one: "de Vries, Jan; Li, Si". */
static gboolean commas_part(const GPtrArray *names, gboolean alone) {
  for (guint i = 0; i < names->len; i++)
    if (!has_han(names->pdata[i]) && !(alone && strchr(names->pdata[i], ' ')))
      return FALSE;
  return names->len > 1;
}

char **ty_author_names(const char *authors) {
  g_autoptr(GPtrArray) groups = part(authors ? authors : "", FALSE);
  g_autoptr(GStrvBuilder) all = g_strv_builder_new();
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < groups->len; i++) {
    const char *group = groups->pdata[i];
    g_autoptr(GPtrArray) names = part(group, TRUE);
    gboolean several = commas_part(names, groups->len == 1);
    for (guint k = 0; k < (several ? names->len : MIN(names->len, 1)); k++) {
      const char *name = several || names->len == 1 ? names->pdata[k] : group;
      if (g_hash_table_add(seen, g_strdup(name)))
        g_strv_builder_add(all, name);
    }
  }
  return g_strv_builder_end(all);
}
