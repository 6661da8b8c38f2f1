/* SPDX-License-Identifier: Apache-2.0 */
#define TARGET
#define SCAN ty_orient_scan_any
#define CHOOSE ty_orient_choose_any
#include "route/orienteering-scan.h"
