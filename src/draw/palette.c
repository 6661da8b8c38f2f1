/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/palette.h"

/* Day colours: Okabe and Ito (2008), told apart by colour-blind readers. The figures on them are
 * black or white, whichever contrasts more. */
static const struct {
  const char *name;
  guint32 light, dark;
} roles[TY_N_ROLES] = {
    [TY_ROLE_PAPER] = {"--paper", 0xfaf8f3, 0x171a18},
    [TY_ROLE_SURFACE] = {"--surface", 0xffffff, 0x20241f},
    [TY_ROLE_INK] = {"--ink", 0x1f2421, 0xece9e1},
    [TY_ROLE_SECONDARY] = {"--ink-2", 0x5d645c, 0xa7ada4},
    [TY_ROLE_HAIRLINE] = {"--hairline", 0xdcd8cd, 0x363b35},
    [TY_ROLE_ACCENT] = {"--accent", 0xb5382a, 0xe0695b},
    [TY_ROLE_WATER] = {"--water", 0xdde7ea, 0x22323a},
    [TY_ROLE_DAY + 0] = {"--day-1", 0x0072b2, 0x4aa8e0},
    [TY_ROLE_DAY + 1] = {"--day-2", 0xd55e00, 0xf08c46},
    [TY_ROLE_DAY + 2] = {"--day-3", 0x009e73, 0x3dc49b},
    [TY_ROLE_DAY + 3] = {"--day-4", 0xcc79a7, 0xe3a3c6},
    [TY_ROLE_DAY + 4] = {"--day-5", 0xe69f00, 0xf4bf4a},
    [TY_ROLE_DAY + 5] = {"--day-6", 0x56b4e9, 0x91d0f5},
    [TY_ROLE_DAY + 6] = {"--day-7", 0x7a6a00, 0xb9a83c},
    [TY_ROLE_ON_DAY + 0] = {"--on-day-1", 0xffffff, 0x000000},
    [TY_ROLE_ON_DAY + 1] = {"--on-day-2", 0x000000, 0x000000},
    [TY_ROLE_ON_DAY + 2] = {"--on-day-3", 0x000000, 0x000000},
    [TY_ROLE_ON_DAY + 3] = {"--on-day-4", 0x000000, 0x000000},
    [TY_ROLE_ON_DAY + 4] = {"--on-day-5", 0x000000, 0x000000},
    [TY_ROLE_ON_DAY + 5] = {"--on-day-6", 0x000000, 0x000000},
    [TY_ROLE_ON_DAY + 6] = {"--on-day-7", 0xffffff, 0x000000},
};

TyRole ty_role_day(guint day) {
  return TY_ROLE_DAY + (day + TY_N_DAY_COLOURS - 1) % TY_N_DAY_COLOURS;
}

TyRole ty_role_on_day(guint day) { return ty_role_day(day) - TY_ROLE_DAY + TY_ROLE_ON_DAY; }

guint32 ty_palette_colour(TyRole role, gboolean dark) {
  return dark ? roles[role].dark : roles[role].light;
}

const char *ty_palette_name(TyRole role) { return roles[role].name; }

char *ty_palette_css(gboolean dark) {
  GString *css = g_string_new(NULL);

  for (guint role = 0; role < TY_N_ROLES; role++)
    g_string_append_printf(css, "%s:#%06x;", roles[role].name,
                           dark ? roles[role].dark : roles[role].light);
  return g_string_free(css, FALSE);
}
