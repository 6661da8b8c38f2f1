/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/bibtex.h"
#include "fuzz/drive.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  return drive_reader(ty_bibtex_read, data, size);
}
