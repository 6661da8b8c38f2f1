/* SPDX-License-Identifier: Apache-2.0 */
/** Days in both Chinese calendars, sets of days and opening hours written as people write them: the
 * part of the route room (route.h) that knows when a place is open. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/** When a place can be visited on one day of the tour: seconds after midnight. Closed all day when
 * `open_s >= close_s`. */
typedef struct {
  gint32 open_s, close_s;             /**< `close_s` is when one must be out again */
  gint32 last_entry_s;                /**< a visit begins no later; 0: no such rule */
  gint32 break_from_s, break_until_s; /**< nobody is inside in between; both 0: no break */
} TyOpening;

/** A day of the Gregorian calendar, years 1–9999. */
typedef struct {
  gint16 year;
  guint8 month, day; /**< from 1 */
} TyDate;

/** A day of the Chinese lunisolar calendar. */
typedef struct {
  gint16 year;       /**< Gregorian year in which the lunar year begins; 0: any */
  guint8 month, day; /**< from 1; month 0: any */
  gboolean leap;     /**< in the leap month that follows the month of that number */
} TyLunarDate;

/** Reads 2025-03-18, 2025/3/18 or 2025年3月18日 and nothing around it.
 * @return FALSE with TY_ERROR_INPUT when it is none, or no day of the calendar */
gboolean ty_date_parse(const char *text, TyDate *date, GError **error);

/** "2025-03-18", to be freed. */
char *ty_date_text(TyDate date);

gboolean ty_date_valid(TyDate date);

/** Days since 1970-01-01, and back (Hinnant's days_from_civil). */
gint32 ty_date_number(TyDate date);
TyDate ty_date_from_number(gint32 number);

/** 1 for Monday … 7 for Sunday, and "周一" … "周日"; NULL for any other number. */
guint ty_date_weekday(TyDate date);
const char *ty_weekday_name(guint weekday);

/** The lunar date of a day, by ICU's Chinese calendar (astronomical, Beijing time).
 * @return FALSE with TY_ERROR_INPUT outside the years 1900–2200 */
gboolean ty_lunar_from_date(TyDate date, TyLunarDate *lunar, GError **error);

/** The day of a lunar date.
 * @return FALSE with TY_ERROR_NOT_FOUND when its year has no such month or day (a leap month, a
 * 30th), TY_ERROR_INPUT outside the years 1900–2199 */
gboolean ty_lunar_to_date(TyLunarDate lunar, TyDate *date, GError **error);

/** "农历二月十九", "农历闰六月初一", to be freed. */
char *ty_lunar_text(TyLunarDate lunar);

/** Reads such a text, with or without 农历, 正 冬 腊 and 廿 too; `year` becomes 0.
 * @return FALSE with TY_ERROR_INPUT */
gboolean ty_lunar_parse(const char *text, TyLunarDate *lunar, GError **error);

/** What rules look at: a day in both calendars. */
typedef struct {
  TyDate date;
  guint weekday; /**< 1 for Monday */
  TyLunarDate lunar;
  gboolean new_years_eve; /**< 除夕: the lunar year ends */
} TyCalendarDay;

gboolean ty_calendar_day(TyDate date, TyCalendarDay *day, GError **error);

/** The traditional or public festival of the day: 元旦 除夕 春节 元宵节 清明节 劳动节 端午节 七夕节
 * 中元节 中秋节 重阳节 国庆节 腊八节, or NULL. 清明节 is the day on which the sun's longitude
 * reaches 15° in Beijing time (Meeus, Astronomical Algorithms, chapter 25, to 0.01°). */
const char *ty_calendar_festival(const TyCalendarDay *day);

/** Whether it is one of the statutory days off (全国年节及纪念日放假办法, from 2025 also 除夕 and 2
 * May). The working days that are moved around them each year are not known here: give such days as
 * exceptions by date. */
gboolean ty_calendar_holiday(const TyCalendarDay *day);

/** A set of days, written as people do:
 *
 *     周一、周二; 周一至周五; 周末        days of the week
 *     10月1日; 10-01; 4月-10月; 11月至次年3月    days of every year
 *     2025-10-01; 2025-10-01至2025-10-07         days of one year
 *     农历二月十九; 腊月廿三至正月十五; 农历六月  lunar days
 *     春节; 中秋节; 法定节假日            festivals, all statutory days
 *     每天                                every day
 *
 * A leap month is only meant when written: 闰六月. Alternatives are joined by 、 or a comma; what
 * stands apart must hold at once (4月-10月 周一). */
typedef struct TyDateRule TyDateRule;

/** @return NULL with TY_ERROR_INPUT that says what was found at which character */
TyDateRule *ty_date_rule_parse(const char *text, GError **error);
void ty_date_rule_free(TyDateRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyDateRule, ty_date_rule_free)
gboolean ty_date_rule_matches(const TyDateRule *rule, const TyCalendarDay *day);

/** When a place is open: rules apart by ; or line break, each a set of days (none: every day) and
 * hours or closure; of all that match a day, the last one holds.
 *
 *     08:30-18:00 停止入园17:00; 11月-3月 09:00-17:00; 周一 休 (法定节假日除外); 2025-10-01 全天
 *     09:00-12:00,14:00-17:30; 农历二月十九 06:00-22:00
 *
 * Hours are one span or two with the break between; an end before the beginning is on the next day.
 * 休 闭馆 闭园 关闭 休息 不开放 close. In brackets, 法定节假日除外 takes the statutory days out of
 * the rule; any other remark is kept as a note. A day that no hours are given for is closed, unless
 * no rule of the place gives hours at all. */
typedef struct TyOpeningRules TyOpeningRules;

/** @return NULL with TY_ERROR_INPUT that says what was found in which rule; "" is always open */
TyOpeningRules *ty_opening_rules_parse(const char *text, GError **error);

/** The same from three columns of a table: "08:30", "18:00", "周一(法定节假日除外)"; each may be
 * empty or NULL, the hours both or none; 无 and 无休 close nothing. */
TyOpeningRules *ty_opening_rules_from_columns(const char *from, const char *until,
                                              const char *closed, GError **error);
void ty_opening_rules_free(TyOpeningRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOpeningRules, ty_opening_rules_free)

/** The hours of one day; {0, 86400} when always open. */
TyOpening ty_opening_rules_on(const TyOpeningRules *rules, const TyCalendarDay *day);

/** The remarks in brackets that are no rule, joined by "; "; "" when there are none. */
const char *ty_opening_rules_note(const TyOpeningRules *rules);

G_END_DECLS
