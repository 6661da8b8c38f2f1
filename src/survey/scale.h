/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <tuyou/survey.h>

/** Whether a heading is one of those of running numbers (编号, id). */
gboolean ty_scales_is_number(const TyScales *scales, const char *heading);
