/* SPDX-License-Identifier: Apache-2.0 */
/** Profiles from any bytes: what is taken can be written and taken again. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <tuyou/flow.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GError) error = NULL;
  json_t *profile = ty_profile_parse("p.json", (const char *) data, size, &error);

  g_assert_true((profile != NULL) == (error == NULL));
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  if (!profile)
    return 0;
  g_autofree char *text = json_dumps(profile, JSON_SORT_KEYS);
  json_t *again = ty_profile_parse("p.json", text, strlen(text), NULL);
  g_assert_true(again && json_equal(profile, again));
  json_decref(profile);
  json_decref(again);
  return 0;
}
