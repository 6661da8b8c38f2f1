/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/base.h>

const char *ty_document_kind_name(TyDocumentKind kind) {
  return kind == TY_DOCUMENT_PAPER ? "paper" : "post";
}
