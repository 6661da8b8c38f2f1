/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/summary.h"

#include "cli/answer.h"
#include "cli/progress.h"
#include "cli/table.h"

#include <stdio.h>

void ty_print_message(const char *message, gpointer data) {
  (void) data;
  ty_hide_progress();
  fprintf(stderr, "tuyou: %s\n", message);
}

void ty_print_files(const json_t *answer) {
  TyTable *table = ty_table_new("file|kind|>rows|>rejected");
  json_t *file;
  gsize i;

  json_array_foreach(json_object_get(answer, "files"), i, file) ty_table_add(
      table, g_strdup(ty_answer_text(file, "file")), g_strdup(ty_answer_text(file, "kind")),
      ty_answer_number(file, "rows", 0), ty_answer_number(file, "rejected", 0));
  ty_table_print(table);
}

void ty_print_repeats(const json_t *answer) {
  json_int_t exact = 0, near = 0, reposts = 0;
  json_t *file;
  gsize i;

  json_array_foreach(json_object_get(answer, "files"), i, file) {
    exact += json_integer_value(json_object_get(file, "exact"));
    near += json_integer_value(json_object_get(file, "near"));
    reposts += json_integer_value(json_object_get(file, "reposts"));
  }
  if (exact + near + reposts > 0)
    printf("repeated texts: %" JSON_INTEGER_FORMAT " exactly, %" JSON_INTEGER_FORMAT
           " nearly, %" JSON_INTEGER_FORMAT " reposts\n",
           exact, near, reposts);
}

void ty_print_counts(const json_t *answer) {
  const char *table;
  json_t *count;
  gboolean first = TRUE;

  json_object_foreach(json_object_get(answer, "counts"), table, count) {
    printf("%s%s %" JSON_INTEGER_FORMAT, first ? "" : " · ", table, json_integer_value(count));
    first = FALSE;
  }
  printf("\n");
}
