/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/vehicle.h"

#include "flow/workspace.h"

/* A litre of petrol is .75 kg of 44.3 MJ/kg at 69.3 g of CO₂/MJ, one of diesel .84 kg of 43.0 MJ/kg
 * at 74.1 g/MJ (IPCC 2006 Guidelines, volume 2, tables 1.2 and 3.2.1): 2.30 and 2.68 kg. */
#define IPCC "IPCC 2006 Guidelines, vol. 2, tables 1.2 and 3.2.1"

/* On short ways a coach, which someone drives on, or a taxi is not worth while. */
#define USUAL_WALK_M 1500

static const TyVehicle vehicles[] = {
    {"car", 0, .6, .184, TRUE, 2, "8 l of petrol on 100 km (assumed) × 2.30 kg a litre (" IPCC ")",
     "8 l of petrol on 100 km at 7.5 CNY a litre (assumed)"},
    {"coach", 0, 6, .67, TRUE, 30,
     "25 l of diesel on 100 km (assumed) × 2.68 kg a litre (" IPCC ")",
     "hire with driver at 6 CNY a km (assumed)"},
    {"taxi", 0, 2.4, .184, TRUE, 2,
     "8 l of petrol on 100 km (assumed) × 2.30 kg a litre (" IPCC ")", "2.4 CNY a km (assumed)"},
    {"walk", 4.5, 0, 0, FALSE, 1, "nothing is burnt", "free"},
    {"train", 0, 0, .019, FALSE, 1,
     "19 g of CO₂ equivalent a passenger-km, world average of rail from well to wheel (IEA, GHG "
     "intensity of motorised passenger transport modes)",
     "the timetable's prices"},
};

const TyVehicle *ty_vehicle(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(vehicles); i++)
    if (g_str_equal(vehicles[i].name, name))
      return &vehicles[i];
  return NULL;
}

static gboolean check_roads(const TyWorkspace *workspace, gboolean walk, GError **error) {
  TyRoadProfile profile = TY_ROAD_CAR;

  if (workspace->roads && ty_roads_about(workspace->roads).has_places)
    profile = ty_roads_about(workspace->roads).profile;
  if (profile == TY_ROAD_CAR || (walk && profile == TY_ROAD_FOOT))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--roads: found roads for %s, expected those for %s",
              ty_road_profile_name(profile), walk ? "foot or car" : "car");
  return FALSE;
}

gboolean ty_travel_read(const TyWorkspace *workspace, const TyPlanRequest *request,
                        TyTravel *travel, GError **error) {
  const char *mode = request->mode ? request->mode : "car";
  gboolean car = g_str_equal(mode, "car"), walk = g_str_equal(mode, "walk");

  *travel = (TyTravel){.trains = g_str_equal(mode, "train"), .walk_m = USUAL_WALK_M};
  if (!travel->trains && !car && !walk && !g_str_equal(mode, "coach")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "--mode: found %s, expected car, coach, train or walk", mode);
    return FALSE;
  }
  if (!check_roads(workspace, walk, error))
    return FALSE;
  if (travel->trains != (request->timetable != NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %s without %s, expected both",
                travel->trains ? "--mode train" : "--timetable",
                travel->trains ? "--timetable FILE" : "--mode train");
    return FALSE;
  }
  if (!(request->walk_km <= 50)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--walk-km: found %g, expected 0 to 50",
                request->walk_km);
    return FALSE;
  }
  travel->vehicle = ty_vehicle(travel->trains ? "taxi" : mode);
  travel->people = request->people ? request->people : travel->vehicle->people;
  if (walk)
    travel->walk_m = G_MAXDOUBLE;
  else if (request->walk_km > 0)
    travel->walk_m = request->walk_km * 1000;
  else if (request->walk_km < 0 || car) /* a car must come along */
    travel->walk_m = -1;
  return TRUE;
}

const TyVehicle *ty_travel_by(const TyTravel *travel, double length_m) {
  return length_m <= travel->walk_m ? ty_vehicle("walk") : travel->vehicle;
}

double ty_travel_s(const TyTravel *travel, double length_m, double leg_s) {
  double kmh = ty_travel_by(travel, length_m)->kmh;
  return kmh > 0 ? length_m / kmh * 3.6 : leg_s;
}

double ty_travel_cny(const TyTravel *travel, double length_m) {
  const TyVehicle *by = ty_travel_by(travel, length_m);
  return length_m / 1000 * by->cny_per_km / (by->shared ? travel->people : 1);
}

double ty_travel_co2_kg(const TyTravel *travel, double length_m) {
  const TyVehicle *by = ty_travel_by(travel, length_m);
  return length_m / 1000 * by->co2_kg_per_km / (by->shared ? travel->people : 1);
}

/* All that the party goes by: what it rides in, its feet, trains; the rest are NULL. */
static void list(const TyTravel *travel, const TyVehicle *by[3]) {
  gsize n = 0;

  by[0] = by[1] = by[2] = NULL;
  if (travel->trains)
    by[n++] = ty_vehicle("train");
  by[n++] = travel->vehicle;
  if (travel->walk_m > 0 && travel->vehicle != ty_vehicle("walk"))
    by[n] = ty_vehicle("walk");
}

json_t *ty_travel_answer(const TyTravel *travel) {
  json_t *answer = json_array();
  const TyVehicle *by[3];

  list(travel, by);
  for (gsize i = 0; i < G_N_ELEMENTS(by) && by[i]; i++)
    json_array_append_new(answer, json_pack("{s:s, s:o, s:s, s:o, s:s, s:o}", "mode", by[i]->name,
                                            "cny_per_km", ty_json_number(by[i]->cny_per_km, 2),
                                            "cny_source", by[i]->cny_source, "co2_kg_per_km",
                                            ty_json_number(by[i]->co2_kg_per_km, 3), "co2_source",
                                            by[i]->co2_source, "shared_by",
                                            ty_json_number(by[i]->shared ? travel->people : 1, 0)));
  return answer;
}

char *ty_travel_note(const TyTravel *travel) {
  GString *text = g_string_new("ways are reckoned");
  const TyVehicle *by[3];

  list(travel, by);
  for (gsize i = 0; i < G_N_ELEMENTS(by) && by[i]; i++) {
    g_string_append(text, i ? "; " : " ");
    if (g_str_equal(by[i]->name, "walk")) {
      if (travel->walk_m < G_MAXDOUBLE)
        g_string_append_printf(text, "up to %g km ", travel->walk_m / 1000);
      g_string_append_printf(text, "on foot at %g km/h", by[i]->kmh);
    } else if (g_str_equal(by[i]->name, "train"))
      g_string_append_printf(text,
                             "by train at the timetable's prices and %.3f kg CO₂ a km (IEA, world "
                             "average)",
                             by[i]->co2_kg_per_km);
    else
      g_string_append_printf(text,
                             "by %s at %.2f CNY (assumed) and %.3f kg CO₂ a km (%s l a 100 "
                             "km assumed, IPCC factors), shared by %g",
                             by[i]->name, by[i]->cny_per_km, by[i]->co2_kg_per_km,
                             g_str_equal(by[i]->name, "coach") ? "25" : "8", travel->people);
  }
  return g_string_free(text, FALSE);
}
