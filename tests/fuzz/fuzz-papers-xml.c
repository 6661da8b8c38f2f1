/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/papers-xml.h"
#include "fuzz/drive.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  return drive_reader(ty_papers_xml_read, data, size);
}
