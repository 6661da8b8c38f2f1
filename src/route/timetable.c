/* SPDX-License-Identifier: Apache-2.0 */
/* A timetable out of the rows of a table. */
#include <tuyou/timetable.h>

#include <math.h>
#include <string.h>

typedef enum { FROM, TO, DEPARTURE, ARRIVAL, DAYS, PRICE, NUMBER, LENGTH, N_COLUMNS } Column;

static const char *const names[N_COLUMNS][6] = {{"from", "出发站", "始发", "始发站", "上车站"},
                                                {"to", "到达站", "终到", "终到站", "下车站"},
                                                {"departure", "开点", "发车时间", "出发时间"},
                                                {"arrival", "到点", "到达时间"},
                                                {"days", "开行日", "日期", "开行日期"},
                                                {"price", "票价", "票价（元）"},
                                                {"number", "车次"},
                                                {"km", "里程", "里程（公里）"}};

#define MOST_CNY 1e5
#define MOST_KM 1e4

/* Where a row stands, for messages. */
typedef struct {
  const char *file;
  gsize line;
  GError **error;
} Row;

static gboolean refuse(const Row *row, Column column, const char *found, const char *expected) {
  g_set_error(row->error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s: found %s, expected %s", row->file,
              row->line, names[column][0], *found ? found : "nothing", expected);
  return FALSE;
}

static char *cell_of(Column column, gsize n, char *const *heading, char *const *cells) {
  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < G_N_ELEMENTS(names[column]) && names[column][k]; k++)
      if (g_ascii_strcasecmp(heading[i], names[column][k]) == 0)
        return g_strstrip(g_strdup(cells[i]));
  return NULL;
}

/* "08:05", "8:05:00", "00:40+1". */
static gboolean read_clock(const char *text, gint32 *time_s) {
  gint32 parts[3] = {0};
  const char *at = text;
  int n = 0;

  for (; n < 3; n++) {
    int digits = 0;
    for (; g_ascii_isdigit(*at) && digits < 2; at++, digits++)
      parts[n] = parts[n] * 10 + (*at - '0');
    if (digits == 0 || (n > 0 && digits != 2))
      return FALSE;
    if (*at != ':')
      break;
    at++;
  }
  if (n == 0 || n == 3 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
    return FALSE;
  *time_s = parts[0] * 3600 + parts[1] * 60 + parts[2];
  if (g_str_equal(at, "+1"))
    *time_s += 86400;
  else if (*at)
    return FALSE;
  return TRUE;
}

/* "135" and "Mo-Fr,So" as the date rules have it: 周一、周三、周五; 周一至周五. */
static char *weekdays(const char *text) {
  static const char *const english[] = {"mo", "tu", "we", "th", "fr", "sa", "su"};
  g_autoptr(GString) rule = g_string_new(NULL);

  if (strspn(text, "1234567") == strlen(text)) {
    for (; *text; text++)
      g_string_append_printf(rule, "%s%s", rule->len ? "、" : "",
                             ty_weekday_name((guint) (*text - '0')));
    return g_string_free(g_steal_pointer(&rule), FALSE);
  }
  if (!g_ascii_isalpha(*text))
    return g_strdup(text);
  while (*text) {
    gsize day = 0;
    while (day < 7 && g_ascii_strncasecmp(text, english[day], 2) != 0)
      day++;
    if (day == 7)
      return NULL;
    g_string_append(rule, ty_weekday_name((guint) day + 1));
    text += 2;
    while (g_ascii_isalpha(*text))
      text++;
    const char *joint = *text == '-' ? "至" : *text == ',' || *text == ' ' ? "、" : "";
    if (*text && !*joint)
      return NULL;
    text += strspn(text, "-, ");
    g_string_append(rule, *text ? joint : "");
  }
  return g_string_free(g_steal_pointer(&rule), FALSE);
}

static gboolean read_days(const Row *row, const char *text, TyDateRule **days) {
  static const char *const always[] = {"", "daily", "every day", "1234567", "每天", "每日", NULL};
  static const char expected[] =
      "1234567, Mo-Fr, 周一至周五, 2026-05-01至2026-05-05, daily or nothing";
  g_autofree char *lower = g_ascii_strdown(text, -1);

  if (g_strv_contains(always, lower))
    return TRUE;
  g_autofree char *rule = weekdays(text);
  *days = rule ? ty_date_rule_parse(rule, NULL) : NULL;
  return *days || refuse(row, DAYS, text, expected);
}

/* NAN where nothing is said. */
static gboolean read_number(const Row *row, Column column, const char *text, double most,
                            double *value) {
  char *end = NULL;

  *value = NAN;
  if (!text || !*text)
    return TRUE;
  *value = g_ascii_strtod(text, &end);
  if (end == text || *end || !(*value >= 0) || *value > most)
    return refuse(row, column, text, column == PRICE ? "CNY, 0 to 100000" : "km, 0 to 10000");
  return TRUE;
}

static guint32 station_of(TyTimetable *timetable, const char *name) {
  for (guint i = 0; i < timetable->stations->len; i++)
    if (g_str_equal(timetable->stations->pdata[i], name))
      return i;
  g_ptr_array_add(timetable->stations, g_strdup(name));
  return timetable->stations->len - 1;
}

static gboolean read_ride(const Row *row, char *const *cell, TyRide *ride) {
  static const char clock[] = "HH:MM, or HH:MM+1 on the next day";

  for (Column column = FROM; column <= ARRIVAL; column++)
    if (!cell[column]) {
      g_set_error(row->error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:%zu: found no column %s (%s), expected from, to, departure and arrival",
                  row->file, row->line, names[column][0], names[column][1]);
      return FALSE;
    }
  for (Column column = FROM; column <= TO; column++)
    if (!*cell[column])
      return refuse(row, column, "", "a station");
  if (g_str_equal(cell[FROM], cell[TO]))
    return refuse(row, TO, cell[TO], "another station than the one it comes from");
  if (!read_clock(cell[DEPARTURE], &ride->departs_s) || ride->departs_s >= 86400)
    return refuse(row, DEPARTURE, cell[DEPARTURE], "HH:MM");
  if (!read_clock(cell[ARRIVAL], &ride->arrives_s))
    return refuse(row, ARRIVAL, cell[ARRIVAL], clock);
  if (ride->arrives_s == ride->departs_s)
    return refuse(row, ARRIVAL, cell[ARRIVAL], "another time than that of the departure");
  if (ride->arrives_s < ride->departs_s)
    ride->arrives_s += 86400;
  double km;
  if (!read_number(row, PRICE, cell[PRICE], MOST_CNY, &ride->price_cny) ||
      !read_number(row, LENGTH, cell[LENGTH], MOST_KM, &km))
    return FALSE;
  ride->length_m = km > 0 ? km * 1000 : NAN;
  return read_days(row, cell[DAYS] ? cell[DAYS] : "", &ride->days);
}

gboolean ty_timetable_add(TyTimetable *timetable, const char *file, gsize line, gsize n_columns,
                          char *const *heading, char *const *cells, GError **error) {
  Row row = {file, line, error};
  char *cell[N_COLUMNS];
  TyRide ride = {.line = line};

  if (timetable->rides->len >= TY_TIMETABLE_MOST_RIDES) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found more than %d rides", file, line,
                TY_TIMETABLE_MOST_RIDES);
    return FALSE;
  }
  for (Column column = FROM; column < N_COLUMNS; column++)
    cell[column] = cell_of(column, n_columns, heading, cells);
  gboolean read = read_ride(&row, cell, &ride);
  if (read) {
    ride.from = station_of(timetable, cell[FROM]);
    ride.to = station_of(timetable, cell[TO]);
    ride.number = g_strdup(cell[NUMBER] ? cell[NUMBER] : "");
    g_array_append_val(timetable->rides, ride);
  }
  for (Column column = FROM; column < N_COLUMNS; column++)
    g_free(cell[column]);
  return read;
}

static void clear_ride(gpointer data) {
  TyRide *ride = data;
  g_free(ride->number);
  g_clear_pointer(&ride->days, ty_date_rule_free);
}

TyTimetable *ty_timetable_new(void) {
  TyTimetable *timetable = g_new(TyTimetable, 1);

  timetable->stations = g_ptr_array_new_with_free_func(g_free);
  timetable->rides = g_array_new(FALSE, TRUE, sizeof(TyRide));
  g_array_set_clear_func(timetable->rides, clear_ride);
  return timetable;
}

void ty_timetable_free(TyTimetable *timetable) {
  if (!timetable)
    return;
  g_ptr_array_unref(timetable->stations);
  g_array_unref(timetable->rides);
  g_free(timetable);
}
