/* SPDX-License-Identifier: Apache-2.0 */
/** Inside text: how names look, as the list of endings says. */
#pragma once
#include "text/trie.h"
#include <tuyou/text.h>

typedef enum {
  TY_FORM_ENDING,
  TY_FORM_BEFORE,
  TY_FORM_GENERIC,
  TY_FORM_NEVER,
  TY_FORM_SURNAME,
  TY_FORM_TITLE,
  TY_FORM_CALLED,
  TY_N_FORMS,
} TyFormRole;

/** An ending. */
typedef struct {
  char *kind;
  double weight;
  guint n; /* characters */
} TyForm;

struct TyNameForms {
  TyTrie *words[TY_N_FORMS]; /* endings backwards; value: index into forms + 1 */
  GArray *forms;             /* of TyForm */
};

/** Whether a word of n characters stands in the list under `role`. */
gboolean ty_name_forms_has(const TyNameForms *forms, TyFormRole role, const guint32 *cp, gsize n);
