/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/listed.h"

/* How much of a text without title. */
enum { BEGINNING_CHARACTERS = 24 };

static void put(json_t *object, const char *key, const char *value) {
  if (value && *value)
    json_object_set_new(object, key, json_string(value));
}

/* A post without a title is known by its first words. */
static char *title_of(const TyStoredDocument *document) {
  if (document->title && *document->title)
    return g_strdup(document->title);
  gboolean whole = g_utf8_strlen(document->text, -1) <= BEGINNING_CHARACTERS;
  g_autofree char *begins =
      whole ? g_strdup(document->text) : g_utf8_substring(document->text, 0, BEGINNING_CHARACTERS);
  g_strdelimit(begins, "\r\n\t", ' ');
  return g_strconcat(begins, whole ? "" : "…", NULL);
}

json_t *ty_listed_document(const TyStoredDocument *document) {
  json_t *one =
      json_pack("{s:s, s:I}", "file", document->file, "line", (json_int_t) document->line);
  g_autofree char *title = title_of(document);

  put(one, "title", title);
  put(one, "date", document->date);
  put(one, "platform", document->platform);
  put(one, "url", document->url);
  return one;
}
