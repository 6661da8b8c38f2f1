/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: how a list names a document. */
#pragma once
#include <jansson.h>
#include <tuyou/atlas.h>

/** {"file", "line", "title" (of a text without one, how it begins), "date", "platform", "url"};
 * members that the document does not have are left out. */
json_t *ty_listed_document(const TyStoredDocument *document);
