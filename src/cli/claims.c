/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/claims.h"
#include "cli/answer.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Tables name many sources of one row ("a|b|c"); the first one and their number tell them. */
static void print_citation(const char *citation, const char *before) {
  gsize first = strcspn(citation, "|");
  guint more = 0;

  for (const char *at = citation; *at; at++)
    more += *at == '|';
  if (*citation && g_str_equal(citation, before))
    printf(" (the same)");
  else if (more)
    printf(" (%.*s and %u more)", (int) first, citation, more);
  else if (*citation)
    printf(" (%s)", citation);
}

static void print_time(const json_t *claim) {
  const char *from = ty_answer_text(claim, "valid_from"), *to = ty_answer_text(claim, "valid_to");

  printf("%s%s%s%s", *from ? "since " : "", from, *to ? " until " : "", to);
}

static void print_place(const json_t *claim) {
  g_autofree char *lat = ty_answer_number(claim, "lat", 6);
  g_autofree char *lon = ty_answer_number(claim, "lon", 6);
  g_autofree char *row = ty_answer_number(claim, "row", 0);
  g_autofree char *apart = ty_answer_number(claim, "apart_km", 2);
  g_autofree char *confidence = ty_answer_number(claim, "confidence", 2);

  printf("%s, %s %s  %s", lat, lon, ty_answer_text(claim, "crs"), confidence);
  if (json_object_get(claim, "apart_km"))
    printf(", %s km away", apart);
  printf("  row %s", row);
}

/* @return who says so; borrowed */
static const char *print_value(const json_t *claim, gboolean is_time) {
  g_autofree char *confidence = ty_answer_number(claim, "confidence", 2);
  const json_t *evidence = json_array_get(json_object_get(claim, "evidence"), 0);
  gboolean quoted = json_object_get(evidence, "quote") != NULL;
  const char *file = ty_answer_text(evidence, "file");

  while (g_str_has_prefix(file, "../"))
    file += 3;
  if (is_time)
    print_time(claim);
  else
    printf("%s%s", ty_answer_text(claim, "value"), ty_answer_text(claim, "unit"));
  printf("  %s", confidence);
  if (evidence) {
    g_autofree char *at = ty_answer_number(evidence, quoted ? "line" : "row", 0);
    g_autofree char *start = ty_answer_number(evidence, "start", 0);
    g_autofree char *end = ty_answer_number(evidence, "end", 0);
    if (quoted)
      printf("  %s:%s, bytes %s–%s", file, at, start, end);
    else
      printf("  %s, row %s", file, at);
  }
  return ty_answer_text(evidence, "citation");
}

void ty_print_contradiction(const json_t *told, gboolean with_subject, int indent) {
  const char *label = ty_answer_text(told, "label"), *qualifier = ty_answer_text(told, "qualifier");
  const char *kind = ty_answer_text(told, "kind"), *before = "";
  gboolean is_time = g_str_equal(kind, "validity");
  const json_t *claim;
  gsize i;

  printf("%*s%s%s%s%s%s%s%s: %s\n", indent, "", with_subject ? ty_answer_text(told, "subject") : "",
         with_subject ? ": " : "", *label ? label : kind, is_time ? ", since when" : "",
         *qualifier ? " (" : "", qualifier, *qualifier ? ")" : "", ty_answer_text(told, "why"));
  json_array_foreach(json_object_get(told, "claims"), i, claim) {
    const char *citation = ty_answer_text(claim, "citation");
    printf("%*s%s ", indent + 2, "", json_is_true(json_object_get(claim, "wins")) ? "✓" : "·");
    if (json_object_get(claim, "lat"))
      print_place(claim);
    else
      citation = print_value(claim, is_time);
    print_citation(citation, before);
    before = *citation ? citation : before;
    putchar('\n');
  }
}
