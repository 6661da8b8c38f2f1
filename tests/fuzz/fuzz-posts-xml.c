/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  return drive_window(ty_posts_read_xml, data, size, (gsize) 1 << 18);
}
