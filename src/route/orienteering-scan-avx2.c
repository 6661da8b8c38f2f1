/* SPDX-License-Identifier: Apache-2.0 */
#ifdef __x86_64__
#define TARGET __attribute__((target("avx2")))
#define SCAN ty_orient_scan_avx2
#define CHOOSE ty_orient_choose_avx2
#include "route/orienteering-scan.h"
#endif
