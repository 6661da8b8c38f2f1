/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/derivation.h"
#include "cli/answer.h"

#include <stdio.h>

static void print_sources(const json_t *fact) {
  json_t *source;
  gsize i;

  json_array_foreach(json_object_get(fact, "sources"), i, source) {
    gboolean quoted = json_object_get(source, "line") != NULL;
    g_autofree char *at = ty_answer_number(source, quoted ? "line" : "row", 0);
    const char *citation = ty_answer_text(source, "citation");
    printf("%s %s, %s %s%s%s%s", i == 0 ? "  ←" : ";", ty_answer_text(source, "file"),
           quoted ? "line" : "row", at, *citation ? " (" : "", citation, *citation ? ")" : "");
    if (quoted)
      printf(" “%s”", ty_answer_text(source, "quote"));
  }
}

void ty_print_because(const json_t *told, int indent) {
  json_t *premise;
  gsize i;

  json_array_foreach(json_object_get(told, "because"), i, premise) {
    gboolean inferred = json_is_true(json_object_get(premise, "inferred"));
    g_autofree char *confidence = ty_answer_number(premise, "confidence", 2);
    printf("%*s%s %s %s  %s", indent, "", ty_answer_text(premise, "subject"),
           ty_answer_text(premise, "label"), ty_answer_text(premise, "object"), confidence);
    if (inferred)
      printf("  inferred: %s", ty_answer_text(premise, "rule"));
    print_sources(premise);
    putchar('\n');
    ty_print_because(premise, indent + 2);
  }
}

void ty_warn_cut(const json_t *cut) {
  if (json_is_string(cut) && g_str_has_suffix(json_string_value(cut), " rows"))
    fprintf(stderr, "tuyou: there are more than %s; --limit N tells more\n",
            json_string_value(cut));
  else if (json_is_string(cut))
    fprintf(stderr,
            "tuyou: the answer was cut after %s: rows are missing, and counts and order are of"
            " what was read; --seconds allows more\n",
            json_string_value(cut));
  else if (json_is_true(cut))
    fprintf(stderr, "tuyou: the answer is not whole: there is more than was read\n");
}
