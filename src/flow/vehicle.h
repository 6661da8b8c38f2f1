/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what travellers go by, how fast it is, what it costs and emits. */
#pragma once
#include <tuyou/flow-tours.h>

typedef struct {
  const char *name; /**< car, coach, walk, taxi, train */
  double kmh;       /**< 0: as the leg says */
  double cny_per_km;
  double co2_kg_per_km;
  gboolean shared; /**< costs and emissions are those of the vehicle, else of one traveller */
  guint people;    /**< who usually share it */
  const char *co2_source; /**< where the factor comes from */
  const char *cny_source;
} TyVehicle;

/** car, coach, walk, taxi, train; NULL when there is no such one. */
const TyVehicle *ty_vehicle(const char *name);

/** How a party goes. */
typedef struct {
  const TyVehicle *vehicle; /**< on ways without fixed departures: car, coach, walk, taxi */
  double people;            /**< who share it */
  double walk_m;            /**< ways up to so long are walked */
  gboolean trains;          /**< also by a timetable */
} TyTravel;

/** What a request says of it; TY_ERROR_USAGE for an unknown mode, or one that the workspace's roads
 * are not for: those for people on foot are for walking alone, those for bicycles for none. */
gboolean ty_travel_read(const TyWorkspace *workspace, const TyPlanRequest *request,
                        TyTravel *travel, GError **error);

/** What one goes by over a way of so many metres. */
const TyVehicle *ty_travel_by(const TyTravel *travel, double length_m);

/** How long it takes, when the leg says `leg_s`. */
double ty_travel_s(const TyTravel *travel, double length_m, double leg_s);

/** What it costs a traveller in CNY, and emits in kg of CO₂. */
double ty_travel_cny(const TyTravel *travel, double length_m);
double ty_travel_co2_kg(const TyTravel *travel, double length_m);

/** [{"mode", "cny_per_km", "cny_source", "co2_kg_per_km", "co2_source", "shared_by"}] of all that
 * the party goes by. */
json_t *ty_travel_answer(const TyTravel *travel);

/** What ways are reckoned with, in words; to be freed. */
char *ty_travel_note(const TyTravel *travel);
