/* SPDX-License-Identifier: Apache-2.0 */
/** Opening hours, sets of days and dates from any text. */
#include <stddef.h>
#include <stdint.h>
#include <tuyou/route.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_strndup((const char *) data, size);
  g_autoptr(TyOpeningRules) rules = ty_opening_rules_parse(text, NULL);
  g_autoptr(TyDateRule) days = ty_date_rule_parse(text, NULL);
  TyDate date = {2025, 3, 18};
  TyLunarDate lunar;
  TyCalendarDay day = {date, 2, {2025, 2, 19, FALSE}, FALSE};

  if (rules) {
    TyOpening hours = ty_opening_rules_on(rules, &day);
    if (hours.open_s < 0 || hours.close_s > 2 * 86400 || hours.break_from_s > hours.break_until_s)
      __builtin_trap();
  }
  if (days)
    ty_date_rule_matches(days, &day);
  if (ty_date_parse(text, &date, NULL) && !ty_date_valid(date))
    __builtin_trap();
  if (ty_lunar_parse(text, &lunar, NULL)) {
    g_autofree char *again = ty_lunar_text(lunar);
    TyLunarDate same;
    if (!ty_lunar_parse(again, &same, NULL) || same.month != lunar.month || same.day != lunar.day)
      __builtin_trap();
  }
  return 0;
}
