/* SPDX-License-Identifier: Apache-2.0 */
/* Compiles word lists into the lexicon that the library maps. usage: lexicon -o OUT LIST… */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tuyou/text.h>

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;

  if (argc < 4 || strcmp(argv[1], "-o") != 0) {
    fputs("usage: lexicon -o OUT LIST…\n", stderr);
    return 2;
  }
  if (!ty_lexicon_compile((const char *const *) argv + 3, (gsize) argc - 3, argv[2], &error)) {
    fprintf(stderr, "lexicon: %s\n", error->message);
    return ty_error_exit_code(error);
  }
  return EXIT_SUCCESS;
}
