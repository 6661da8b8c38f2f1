/* SPDX-License-Identifier: Apache-2.0 */
#define TARGET
#define ANY(mask)                                                                                  \
  ((mask)[0] | (mask)[1] | (mask)[2] | (mask)[3] | (mask)[4] | (mask)[5] | (mask)[6] | (mask)[7])
#define SCAN ty_orient_scan_any
#define CHOOSE ty_orient_choose_any
#include "route/orienteering-scan.h"
