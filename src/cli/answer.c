/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"

#include "base/number.h"

const char *ty_answer_text(const json_t *answer, const char *key) {
  const char *text = json_string_value(json_object_get(answer, key));
  return text ? text : "";
}

char *ty_answer_number(const json_t *answer, const char *key, int decimals) {
  const json_t *number = json_object_get(answer, key);
  g_autoptr(GString) text = g_string_new(NULL);

  if (!json_is_number(number))
    return g_strdup("–");
  ty_number_append(text, json_number_value(number), decimals);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *ty_answer_join(const json_t *array, const char *separator) {
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *item;
  gsize i;

  json_array_foreach(array, i, item)
      g_string_append_printf(text, "%s%s", i ? separator : "", json_string_value(item));
  return g_string_free(g_steal_pointer(&text), FALSE);
}
