/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: the index while documents are added to it by their postings. */
#pragma once
#include "atlas/statement.h"

typedef struct TyIndexing TyIndexing;

void ty_indexing_free(TyIndexing *indexing);
