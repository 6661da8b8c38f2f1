/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the index of words and the words that make it. */
#pragma once
#include "flow/workspace.h"

/** Gives the atlas the words of the workspace to index by; again after the words changed. */
void ty_index_set_words(TyWorkspace *workspace);
