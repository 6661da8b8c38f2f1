/* SPDX-License-Identifier: Apache-2.0 */
#include "export/trip.h"
#include "export/xml-text.h"

#include "base/number.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#define NAMESPACE "http://www.topografix.com/GPX/1/1"
#define DEGREE_DECIMALS 6

static void element(xmlTextWriter *writer, const char *name, const char *text) {
  g_autofree char *clean = ty_xml_clean(text);
  xmlTextWriterWriteElement(writer, BAD_CAST name, BAD_CAST clean);
}

static void degrees(xmlTextWriter *writer, const char *name, double value) {
  g_autoptr(GString) text = g_string_new(NULL);
  ty_number_append(text, value, DEGREE_DECIMALS);
  xmlTextWriterWriteAttribute(writer, BAD_CAST name, BAD_CAST text->str);
}

/* "09:00–11:00，停留 120 分" and the note. */
static char *describe(const TyTripStop *stop) {
  GString *text = g_string_new(NULL);
  gint32 dwell_s = ty_trip_dwell_s(stop);

  if (stop->arrive_s != TY_NO_TIME && stop->depart_s != TY_NO_TIME) {
    ty_append_clock(text, stop->arrive_s);
    g_string_append(text, "–");
    ty_append_clock(text, stop->depart_s);
  }
  if (stop->role != TY_TRIP_VISIT)
    g_string_append_printf(text, "%s%s", text->len ? "，" : "",
                           stop->role == TY_TRIP_START   ? "出发地"
                           : stop->role == TY_TRIP_NIGHT ? "住宿"
                                                         : "终点");
  else if (dwell_s != TY_NO_TIME)
    g_string_append_printf(text, "%s停留 %d 分", text->len ? "，" : "", (dwell_s + 30) / 60);
  if (stop->position_estimated)
    g_string_append_printf(text, "%s位置为估计", text->len ? "，" : "");
  if (stop->note && *stop->note)
    g_string_append_printf(text, "%s%s", text->len ? "；" : "", stop->note);
  return g_string_free(text, FALSE);
}

static void point(xmlTextWriter *writer, const char *name, const TyTripStop *stop) {
  g_autofree char *text = describe(stop);

  xmlTextWriterStartElement(writer, BAD_CAST name);
  degrees(writer, "lat", stop->lat_deg);
  degrees(writer, "lon", stop->lon_deg);
  element(writer, "name", stop->name);
  if (*text)
    element(writer, "desc", text);
  xmlTextWriterEndElement(writer);
}

/* The description, and the names that no position is known of. */
static void metadata(xmlTextWriter *writer, const TyTrip *trip) {
  g_autoptr(GString) text = g_string_new(trip->description);
  gboolean first = TRUE;

  for (gsize i = 0; i < trip->n_stops; i++)
    if (!ty_trip_has_position(&trip->stops[i])) {
      if (first)
        g_string_append(text, text->len ? "；缺坐标：" : "缺坐标：");
      else
        g_string_append(text, "、");
      g_string_append(text, trip->stops[i].name);
      first = FALSE;
    }
  xmlTextWriterStartElement(writer, BAD_CAST "metadata");
  element(writer, "name", trip->name);
  if (text->len)
    element(writer, "desc", text->str);
  xmlTextWriterEndElement(writer);
}

static gboolean seen_before(const TyTrip *trip, gsize i) {
  const TyTripStop *stop = &trip->stops[i];

  for (gsize before = 0; before < i; before++) {
    const TyTripStop *other = &trip->stops[before];
    if (other->lon_deg == stop->lon_deg && other->lat_deg == stop->lat_deg &&
        strcmp(other->name, stop->name) == 0)
      return TRUE;
  }
  return FALSE;
}

/* "香国公园 → 昌州古城": the stops of a day, also those without a position. */
static char *stops_in_order(const TyTrip *trip, gsize first, gsize end) {
  GString *text = g_string_new(NULL);

  for (gsize i = first; i < end; i++)
    g_string_append_printf(text, "%s%s", i > first ? " → " : "", trip->stops[i].name);
  return g_string_free(text, FALSE);
}

/* A day as a route; its first point is where the day before ended. */
static void route(xmlTextWriter *writer, const TyTrip *trip, gsize first, gsize end) {
  g_autofree char *name = g_strdup_printf("%s 第 %u 天", trip->name, trip->stops[first].day);
  g_autofree char *text = stops_in_order(trip, first, end);
  const TyTripStop *night = NULL;

  for (gsize i = 0; i < first; i++)
    if (ty_trip_has_position(&trip->stops[i]))
      night = &trip->stops[i];
  xmlTextWriterStartElement(writer, BAD_CAST "rte");
  element(writer, "name", name);
  element(writer, "desc", text);
  if (night)
    point(writer, "rtept", night);
  for (gsize i = first; i < end; i++)
    if (ty_trip_has_position(&trip->stops[i]))
      point(writer, "rtept", &trip->stops[i]);
  xmlTextWriterEndElement(writer);
}

static void write_trip(xmlTextWriter *writer, const TyTrip *trip) {
  xmlTextWriterSetIndent(writer, 1);
  xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL);
  xmlTextWriterStartElementNS(writer, NULL, BAD_CAST "gpx", BAD_CAST NAMESPACE);
  xmlTextWriterWriteAttribute(writer, BAD_CAST "version", BAD_CAST "1.1");
  xmlTextWriterWriteAttribute(writer, BAD_CAST "creator", BAD_CAST "tuyou " TY_VERSION);
  metadata(writer, trip);
  for (gsize i = 0; i < trip->n_stops; i++)
    if (ty_trip_has_position(&trip->stops[i]) && !seen_before(trip, i))
      point(writer, "wpt", &trip->stops[i]);
  for (gsize first = 0, end; first < trip->n_stops; first = end) {
    for (end = first; end < trip->n_stops && trip->stops[end].day == trip->stops[first].day;)
      end++;
    route(writer, trip, first, end);
  }
  xmlTextWriterEndElement(writer);
}

GBytes *ty_export_gpx(const TyTrip *trip, GError **error) {
  if (!ty_trip_check(trip, error))
    return NULL;
  xmlBuffer *buffer = xmlBufferCreate();
  xmlTextWriter *writer = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;
  if (!writer) {
    if (buffer)
      xmlBufferFree(buffer);
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "no memory for the GPX file");
    return NULL;
  }
  write_trip(writer, trip);
  int status = xmlTextWriterEndDocument(writer);
  xmlFreeTextWriter(writer);
  GBytes *bytes =
      status < 0 ? NULL : g_bytes_new(xmlBufferContent(buffer), (gsize) xmlBufferLength(buffer));
  xmlBufferFree(buffer);
  if (!bytes)
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "the GPX file could not be written");
  return bytes;
}
