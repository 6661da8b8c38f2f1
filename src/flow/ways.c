/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/ways.h"
#include "flow/clock.h"

#include <math.h>

void ty_way_sums_add(TyWaySums *sums, const TyWaySums *more) {
  sums->m += more->m;
  sums->s += more->s;
  sums->cny += more->cny;
  sums->co2_kg += more->co2_kg;
}

json_t *ty_way_answer(const TyTravel *travel, const TyReach *reach, guint32 from, guint32 to,
                      gint32 departs_s, gint32 arrives_s, TyWaySums *sums) {
  double length_m = ty_reach_m(reach, from, to);
  TyWaySums way = {length_m,
                   ceil(ty_travel_s(travel, length_m, ty_reach_s(reach, from, to)) - 1e-9),
                   ty_travel_cny(travel, length_m), ty_travel_co2_kg(travel, length_m)};
  g_autofree char *departs = ty_clock_text(departs_s), *arrives = ty_clock_text(arrives_s);
  json_t *answer = ty_reach_leg(reach, from, to);

  json_object_set_new(answer, "departs", json_string(departs));
  json_object_set_new(answer, "arrives", json_string(arrives));
  json_object_set_new(answer, "minutes", ty_json_number(ceil(way.s / 60 - 1e-9), 0));
  json_object_set_new(answer, "slack_minutes",
                      ty_json_number(fmax(arrives_s - departs_s - way.s, 0) / 60, 0));
  json_object_set_new(answer, "mode", json_string(ty_travel_by(travel, length_m)->name));
  json_object_set_new(answer, "cny", ty_json_number(way.cny, 2));
  json_object_set_new(answer, "co2_kg", ty_json_number(way.co2_kg, 2));
  ty_way_sums_add(sums, &way);
  return answer;
}

void ty_way_sums_answer(const TyWaySums *sums, json_t *day) {
  json_object_set_new(day, "km", ty_json_number(sums->m / 1000, 2));
  json_object_set_new(day, "driving_minutes", ty_json_number(ceil(sums->s / 60 - 1e-9), 0));
  json_object_set_new(day, "ways_cny", ty_json_number(sums->cny, 2));
  json_object_set_new(day, "co2_kg", ty_json_number(sums->co2_kg, 2));
}
