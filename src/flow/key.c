/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/key.h"

#include <string.h>
#include <tuyou/text.h>

char *ty_name_key(const char *text) {
  TyNormalised normalised = ty_normalise(text, strlen(text));
  char *key = g_malloc(normalised.length + 1), *end = key;

  for (gsize i = 0; i < normalised.length; i++)
    if (!g_ascii_isspace(normalised.text[i]))
      *end++ = normalised.text[i];
  *end = '\0';
  ty_normalised_clear(&normalised);
  return key;
}
