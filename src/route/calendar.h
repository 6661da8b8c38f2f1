/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the calendar. */
#pragma once
#include <tuyou/route.h>

/** The lunar date of a day, and of the next where `next` is given. */
gboolean ty_lunar_of_days(TyDate date, TyLunarDate *lunar, TyLunarDate *next, GError **error);

/** Takes a lunar date or, with day 0, a month from the text at `*at`, and moves it on; where there
 * is none, leaves it. A month alone, or one without 农历 and day, is not taken for lunar. */
gboolean ty_lunar_take(const char **at, TyLunarDate *lunar);

/** Takes the name of a festival; NULL when none stands there. */
const char *ty_festival_take(const char **at);

/** Whether the festival, as ty_festival_take names it, is on the day; a statutory one also on its
 * further days off. */
gboolean ty_festival_on(const char *name, const TyCalendarDay *day);

/** Takes a set of days from the text at `*at` up to what is no part of it; NULL with `error` unset
 * when it begins with no day at all. */
TyDateRule *ty_date_rule_take(const char **at, GError **error);
