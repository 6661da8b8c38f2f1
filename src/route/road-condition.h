/* SPDX-License-Identifier: Apache-2.0 */
/** The conditions under which a restriction holds, as OpenStreetMap writes them. */
#pragma once
#include <tuyou/base.h>

typedef enum {
  TY_CONDITION_ALWAYS,    /**< in all hours in which one travels: every day, 6:00–22:00 */
  TY_CONDITION_SOMETIMES, /**< at certain hours or on certain days only */
  TY_CONDITION_OTHER,     /**< not of time: weight, weather …, or not understood */
} TyCondition;

/** Reads "Mo-Fr 07:00-09:00,16:00-18:00; Sa 10:00-12:00", "24/7", with or without brackets. */
TyCondition ty_condition_read(const char *text);
