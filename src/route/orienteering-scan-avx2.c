/* SPDX-License-Identifier: Apache-2.0 */
#ifdef __x86_64__
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#define ANY(mask) _mm256_movemask_ps((__m256) (mask))
#define SCAN ty_orient_scan_avx2
#define CHOOSE ty_orient_choose_avx2
#include "route/orienteering-scan.h"
#endif
