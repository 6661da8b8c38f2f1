/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive.h"

/* The tagged text, or the table when it begins like one. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  gboolean is_table = size > 2 && memcmp(data, "PT\t", 3) == 0;
  return drive_reader(is_table ? ty_web_of_science_read_table : ty_web_of_science_read, data, size);
}
