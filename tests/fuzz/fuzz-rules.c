/* SPDX-License-Identifier: Apache-2.0 */
/** Rules from any text: those that can be read are applied to a few facts. */
#include <stdint.h>
#include <string.h>
#include <tuyou/graph.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean find(const char *name, guint32 *predicate, gboolean *swapped, gpointer unused) {
  (void) unused;
  *predicate = (guint32) *name & 3;
  *swapped = strlen(name) > 3;
  return *name != 'q';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_strndup((const char *) data, size);
  g_auto(GStrv) lines = g_strsplit(text, "\n", 9);
  TyTriple given[12];
  TyRule rules[4];
  gsize n_rules = 0;
  TyInferenceLimits limits = {.most_derived = 5000};

  for (char **line = lines; line[0] && line[1] && n_rules < G_N_ELEMENTS(rules); line += 2) {
    g_autoptr(GError) error = NULL;
    gboolean read = ty_graph_rule_parse(line[0], line[1], find, NULL, &rules[n_rules], &error);
    if (read == (error != NULL) || (error && !g_utf8_validate(error->message, -1, NULL)))
      __builtin_trap();
    n_rules += read;
  }
  for (guint32 i = 0; i < G_N_ELEMENTS(given); i++)
    given[i] = (TyTriple){i % 5, i & 3, (i * 7 + 3) % 6, G_MININT32, G_MAXINT32, 0.5F};
  g_autoptr(TyInference) inference = ty_infer(given, G_N_ELEMENTS(given), rules, n_rules, &limits);
  for (gsize i = G_N_ELEMENTS(given); i < ty_inference_length(inference); i++) {
    TyDerivation derivation;
    const TyTriple *triple = ty_inference_triple(inference, i);
    if (!ty_inference_derivation(inference, i, &derivation) || triple->subject == triple->object)
      __builtin_trap();
    for (gsize k = 0; k < derivation.n_premises; k++)
      if (derivation.premise[k] >= i)
        __builtin_trap();
  }
  return 0;
}
