/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the text room: years, hours and days as values. Each reads what `text` begins with, up to
 * `end`. @return its bytes; 0 when there is none */
#pragma once
#include "text/quantity.h"

gsize ty_quantity_read_year(const char *text, const char *end, TyQuantity *quantity);
gsize ty_quantity_read_hours(const char *text, const char *end, TyQuantity *quantity);
gsize ty_quantity_read_day(const char *text, const char *end, TyQuantity *quantity);

/** The first year of a reign (乾隆: 1736) that `*at` stands at, which it goes over; 0 for none. */
int ty_reign_eat(const char **at, const char *end, int *last_year);
