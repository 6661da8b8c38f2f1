/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  return drive_reader(ty_endnote_read, data, size);
}
