/* SPDX-License-Identifier: Apache-2.0 */
/** Finds the functions of libraries that are opened late; see tools/late. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char *symbol, *library;
} Late;

extern void *ty_late_slots[];
extern const Late ty_late_names[];

void *ty_late_find(unsigned number);

/* Threads may meet here: each finds the same address, and writes it whole. */
void *ty_late_find(unsigned number) {
  const Late *late = &ty_late_names[number];
  void *library = dlopen(late->library, RTLD_LAZY | RTLD_GLOBAL);
  void *found = library ? dlsym(library, late->symbol) : NULL;

  if (!found) {
    fprintf(stderr, "tuyou: %s\n", dlerror());
    exit(1);
  }
  __atomic_store_n(&ty_late_slots[number], found, __ATOMIC_RELEASE);
  return found;
}
