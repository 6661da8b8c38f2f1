/* SPDX-License-Identifier: Apache-2.0 */
/** The colours of all pictures, light and dark, by what they are for. */
#pragma once
#include <tuyou/draw.h>

#define TY_N_DAY_COLOURS 7

typedef enum {
  TY_ROLE_PAPER,
  TY_ROLE_SURFACE,
  TY_ROLE_INK,
  TY_ROLE_SECONDARY,
  TY_ROLE_HAIRLINE,
  TY_ROLE_ACCENT,
  TY_ROLE_WATER,
  TY_ROLE_DAY,                                     /**< the first of the day colours */
  TY_ROLE_ON_DAY = TY_ROLE_DAY + TY_N_DAY_COLOURS, /**< figures on the day colours */
  TY_N_ROLES = TY_ROLE_ON_DAY + TY_N_DAY_COLOURS,
} TyRole;

/** The role of day number `day`, from 1; of a community, from 0: `community + 1`. */
TyRole ty_role_day(guint day);
TyRole ty_role_on_day(guint day);

/** 0xRRGGBB. */
guint32 ty_palette_colour(TyRole role, gboolean dark);
/** Name of the custom property, "--day-1". */
const char *ty_palette_name(TyRole role);
