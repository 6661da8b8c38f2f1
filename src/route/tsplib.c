/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tuyou/route.h>

/* Weights as sections 2.1–2.8 of the description of TSPLIB 95 define them. --------------------- */

/* Of what is not negative. */
static double nint(double value) { return (double) (gint64) (value + .5); }

static double euc_2d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  double dx = t->x[a] - t->x[b], dy = t->y[a] - t->y[b];
  return nint(sqrt(dx * dx + dy * dy));
}

static double euc_3d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  double dx = t->x[a] - t->x[b], dy = t->y[a] - t->y[b], dz = t->z[a] - t->z[b];
  return nint(sqrt(dx * dx + dy * dy + dz * dz));
}

static double ceil_2d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  double dx = t->x[a] - t->x[b], dy = t->y[a] - t->y[b];
  return ceil(sqrt(dx * dx + dy * dy));
}

static double max_2d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  return MAX(nint(fabs(t->x[a] - t->x[b])), nint(fabs(t->y[a] - t->y[b])));
}

static double max_3d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  return MAX(max_2d(data, a, b), nint(fabs(t->z[a] - t->z[b])));
}

static double man_2d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  return nint(fabs(t->x[a] - t->x[b]) + fabs(t->y[a] - t->y[b]));
}

static double man_3d(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  return nint(fabs(t->x[a] - t->x[b]) + fabs(t->y[a] - t->y[b]) + fabs(t->z[a] - t->z[b]));
}

/* Pseudo-Euclidean, rounded up. */
static double att(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  double dx = t->x[a] - t->x[b], dy = t->y[a] - t->y[b], r = sqrt((dx * dx + dy * dy) / 10);
  double rounded = nint(r);
  return rounded < r ? rounded + 1 : rounded;
}

/* Degrees and minutes written as DDD.MM; π and the earth's radius as the description has them. */
static double geo_radians(double value) {
  double degrees = trunc(value);
  return 3.141592 * (degrees + 5 * (value - degrees) / 3) / 180;
}

static double geo(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  double lat_a = geo_radians(t->x[a]), lat_b = geo_radians(t->x[b]);
  double q1 = cos(geo_radians(t->y[a]) - geo_radians(t->y[b]));
  double q2 = cos(lat_a - lat_b), q3 = cos(lat_a + lat_b);
  return floor(6378.388 * acos(CLAMP(.5 * ((1 + q1) * q2 - (1 - q1) * q3), -1, 1)) + 1);
}

/* Crystallography: the slowest of three motors, with equal and with different speeds. */
static double xray(const TyTsplib *t, gsize a, gsize b, double phi, double chi, double two_theta) {
  double turn = fabs(t->x[a] - t->x[b]);
  double p = MIN(turn, fabs(turn - 360)) / phi, c = fabs(t->y[a] - t->y[b]) / chi;
  double h = fabs(t->z[a] - t->z[b]) / two_theta;
  return nint(100 * MAX(p, MAX(c, h)));
}

static double xray1(gconstpointer data, gsize a, gsize b) { return xray(data, a, b, 1, 1, 1); }

static double xray2(gconstpointer data, gsize a, gsize b) {
  return xray(data, a, b, 1.25, 1.5, 1.15);
}

static double explicit_weight(gconstpointer data, gsize a, gsize b) {
  const TyTsplib *t = data;
  return t->table[a * t->n + b];
}

static const struct {
  const char *name;
  TyLengthFunc length;
  guint n_coordinates;
} weight_types[] = {
    {"EUC_2D", euc_2d, 2},   {"EUC_3D", euc_3d, 3}, {"MAX_2D", max_2d, 2},
    {"MAX_3D", max_3d, 3},   {"MAN_2D", man_2d, 2}, {"MAN_3D", man_3d, 3},
    {"CEIL_2D", ceil_2d, 2}, {"GEO", geo, 2},       {"ATT", att, 2},
    {"XRAY1", xray1, 3},     {"XRAY2", xray2, 3},   {"EXPLICIT", explicit_weight, 0}};

/* Which cells of the table an EDGE_WEIGHT_FORMAT lists, in its order. A column format lists the
 * cells of the mirrored row format. */
static const struct {
  const char *name;
  gboolean full, lower, diagonal;
} formats[] = {
    {"FULL_MATRIX", TRUE, FALSE, TRUE},     {"UPPER_ROW", FALSE, FALSE, FALSE},
    {"LOWER_ROW", FALSE, TRUE, FALSE},      {"UPPER_DIAG_ROW", FALSE, FALSE, TRUE},
    {"LOWER_DIAG_ROW", FALSE, TRUE, TRUE},  {"UPPER_COL", FALSE, TRUE, FALSE},
    {"LOWER_COL", FALSE, FALSE, FALSE},     {"UPPER_DIAG_COL", FALSE, TRUE, TRUE},
    {"LOWER_DIAG_COL", FALSE, FALSE, TRUE},
};

/* Reading -------------------------------------------------------------------------------------- */

typedef struct {
  const char *file, *at, *end;
  gsize line; /* of what was read last, for messages */
  gsize next; /* of `at` */
  TyTsplib *instance;
  guint n_coordinates;
  gssize format; /* −1: none yet */
  gboolean typed;
} Reader;

static gboolean fail(const Reader *reader, GError **error, const char *form, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean fail(const Reader *reader, GError **error, const char *form, ...) {
  va_list arguments;

  va_start(arguments, form);
  g_autofree char *message = g_strdup_vprintf(form, arguments);
  va_end(arguments);
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", reader->file, reader->line, message);
  return FALSE;
}

static gboolean is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }

/* The next line without blanks around it; NULL at the end. */
static char *next_line(Reader *reader) {
  if (reader->at == reader->end)
    return NULL;
  const char *from = reader->at, *to = memchr(from, '\n', (gsize) (reader->end - from));

  to = to ? to : reader->end;
  reader->at = to == reader->end ? to : to + 1;
  reader->line = reader->next++;
  return g_strstrip(g_strndup(from, (gsize) (to - from)));
}

/* The next word, over line breaks; FALSE at the end. */
static gboolean next_word(Reader *reader, char *word, gsize size) {
  gsize n = 0;

  for (; reader->at < reader->end && (is_blank(*reader->at) || *reader->at == '\n'); reader->at++)
    reader->next += *reader->at == '\n';
  reader->line = reader->next;
  for (; reader->at < reader->end && !is_blank(*reader->at) && *reader->at != '\n'; reader->at++)
    if (n + 1 < size)
      word[n++] = *reader->at;
  word[n] = '\0';
  return n > 0;
}

static gboolean next_number(Reader *reader, double *number, GError **error) {
  char word[64];

  if (!next_word(reader, word, sizeof word))
    return fail(reader, error, "found the end of the file, expected a number");
  if (!ty_number_parse(word, number))
    return fail(reader, error, "found \"%s\", expected a number", word);
  return TRUE;
}

static gboolean need(const Reader *reader, gboolean have, const char *what, GError **error) {
  return have || fail(reader, error, "found no %s before, expected one", what);
}

/* A section of n numbered nodes with their coordinates. */
static gboolean read_coordinates(Reader *reader, GError **error) {
  TyTsplib *t = reader->instance;

  if (!need(reader, t->n > 0, "DIMENSION", error) ||
      !need(reader, t->weight_type[0] != '\0', "EDGE_WEIGHT_TYPE", error))
    return FALSE;
  if (!reader->n_coordinates)
    return fail(reader, error, "found coordinates, expected explicit weights");
  if (t->x)
    return fail(reader, error, "found a second NODE_COORD_SECTION, expected one");
  if ((gsize) (reader->end - reader->at) < t->n * (2 + 2 * (gsize) reader->n_coordinates) - 1)
    return fail(reader, error, "the file ends before %zu nodes", t->n);

  g_autofree gboolean *seen = g_new0(gboolean, t->n);
  double *axis[3] = {t->x = g_new0(double, t->n), t->y = g_new0(double, t->n),
                     reader->n_coordinates == 3 ? t->z = g_new0(double, t->n) : NULL};
  for (gsize i = 0; i < t->n; i++) {
    double number = 0;
    if (!next_number(reader, &number, error))
      return FALSE;
    if (!(number >= 1 && number <= (double) t->n) || number != floor(number) ||
        seen[(gsize) number - 1])
      return fail(reader, error, "found the node number %g, expected each from 1 to %zu once",
                  number, t->n);
    gsize node = (gsize) number - 1;
    seen[node] = TRUE;
    for (guint k = 0; k < reader->n_coordinates; k++) {
      if (!next_number(reader, &axis[k][node], error))
        return FALSE;
      if (fabs(axis[k][node]) > 1e12)
        return fail(reader, error, "found the coordinate %g, expected one within 1e12",
                    axis[k][node]);
    }
  }
  return TRUE;
}

static gboolean read_weights(Reader *reader, GError **error) {
  TyTsplib *t = reader->instance;

  if (!need(reader, t->n > 0, "DIMENSION", error) ||
      !need(reader, t->weight_type[0] != '\0', "EDGE_WEIGHT_TYPE", error))
    return FALSE;
  if (t->length != explicit_weight)
    return fail(reader, error, "found explicit weights, expected %s coordinates", t->weight_type);
  if (!need(reader, reader->format >= 0, "EDGE_WEIGHT_FORMAT", error))
    return FALSE;
  if (t->table)
    return fail(reader, error, "found a second EDGE_WEIGHT_SECTION, expected one");
  gboolean full = formats[reader->format].full, lower = formats[reader->format].lower,
           diagonal = formats[reader->format].diagonal;
  gsize n_numbers = full ? t->n * t->n : diagonal ? t->n * (t->n + 1) / 2 : t->n * (t->n - 1) / 2;
  if (n_numbers && (gsize) (reader->end - reader->at) < 2 * n_numbers - 1)
    return fail(reader, error, "the file ends before %zu weights", n_numbers);

  t->table = g_new0(double, t->n * t->n);
  for (gsize a = 0; a < t->n; a++) {
    gsize from = full || lower ? 0 : a + !diagonal, to = full || !lower ? t->n : a + diagonal;
    for (gsize b = from; b < to; b++) {
      double weight = 0;
      if (!next_number(reader, &weight, error))
        return FALSE;
      if (a != b && !(weight >= 0 && weight <= 1e12))
        return fail(reader, error, "found the weight %g, expected one from 0 to 1e12", weight);
      t->table[a * t->n + b] = weight;
      if (!full)
        t->table[b * t->n + a] = weight;
    }
  }
  return TRUE;
}

/* Sections that say nothing about weights: numbers up to the next keyword. */
static void skip_numbers(Reader *reader) {
  for (;;) {
    const char *from = reader->at;
    gsize next = reader->next;
    g_autofree char *text = next_line(reader);
    if (!text)
      return;
    if (g_ascii_isalpha(text[0])) {
      reader->at = from;
      reader->next = next;
      return;
    }
  }
}

static gboolean set_type(Reader *reader, const char *value, GError **error) {
  /* Some files say more after the type: "TSP (M.~Hofmeister)". */
  gsize length = strcspn(value, " \t(");

  if (length == 3 && strncmp(value, "TSP", 3) == 0)
    reader->instance->symmetric = TRUE;
  else if (length != 4 || strncmp(value, "ATSP", 4) != 0)
    return fail(reader, error, "found the type \"%s\", expected TSP or ATSP", value);
  reader->typed = TRUE;
  return TRUE;
}

static gboolean set_dimension(Reader *reader, const char *value, GError **error) {
  double n;

  /* Each node takes some bytes, here or as weights. */
  if (!ty_number_parse(value, &n) || n < 1 || n != floor(n) || n > 10000000)
    return fail(reader, error, "found the dimension \"%s\", expected a number of nodes", value);
  if (reader->instance->n)
    return fail(reader, error, "found a second DIMENSION, expected one");
  reader->instance->n = (gsize) n;
  return TRUE;
}

static gboolean set_weight_type(Reader *reader, const char *value, GError **error) {
  TyTsplib *t = reader->instance;

  for (gsize i = 0; i < G_N_ELEMENTS(weight_types); i++)
    if (strcmp(value, weight_types[i].name) == 0) {
      if (t->x || t->table)
        return fail(reader, error, "found EDGE_WEIGHT_TYPE after the data, expected it before");
      g_strlcpy(t->weight_type, value, sizeof t->weight_type);
      t->length = weight_types[i].length;
      reader->n_coordinates = weight_types[i].n_coordinates;
      return TRUE;
    }
  return fail(reader, error, "found the edge weight type \"%s\", expected one like EUC_2D", value);
}

static gboolean set_format(Reader *reader, const char *value, GError **error) {
  if (strcmp(value, "FUNCTION") == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
    if (strcmp(value, formats[i].name) == 0) {
      reader->format = (gssize) i;
      return TRUE;
    }
  return fail(reader, error, "found the edge weight format \"%s\", expected one like FULL_MATRIX",
              value);
}

static gboolean read_keyword(Reader *reader, char *line, gboolean *done, GError **error) {
  char *colon = strchr(line, ':');
  const char *value = "";

  if (colon) {
    value = g_strstrip(colon + 1);
    *colon = '\0';
    g_strchomp(line);
  }
  if (strcmp(line, "NAME") == 0) {
    g_free(reader->instance->name);
    reader->instance->name = g_utf8_make_valid(value, -1);
  } else if (strcmp(line, "COMMENT") == 0) {
    g_autofree char *before = reader->instance->comment, *valid = g_utf8_make_valid(value, -1);
    reader->instance->comment = g_strconcat(before, *before ? "\n" : "", valid, NULL);
  } else if (strcmp(line, "TYPE") == 0) {
    return set_type(reader, value, error);
  } else if (strcmp(line, "DIMENSION") == 0) {
    return set_dimension(reader, value, error);
  } else if (strcmp(line, "EDGE_WEIGHT_TYPE") == 0) {
    return set_weight_type(reader, value, error);
  } else if (strcmp(line, "EDGE_WEIGHT_FORMAT") == 0) {
    return set_format(reader, value, error);
  } else if (strcmp(line, "NODE_COORD_SECTION") == 0) {
    return read_coordinates(reader, error);
  } else if (strcmp(line, "EDGE_WEIGHT_SECTION") == 0) {
    return read_weights(reader, error);
  } else if (strcmp(line, "DISPLAY_DATA_SECTION") == 0) {
    skip_numbers(reader);
  } else if (strcmp(line, "EOF") == 0) {
    *done = TRUE;
  } else if (strcmp(line, "DISPLAY_DATA_TYPE") != 0 && strcmp(line, "NODE_COORD_TYPE") != 0 &&
             strcmp(line, "EDGE_DATA_FORMAT") != 0) {
    return fail(reader, error,
                "found \"%.40s\", expected a keyword of a travelling salesman problem", line);
  }
  return TRUE;
}

static gboolean read_all(Reader *reader, GError **error) {
  gboolean done = FALSE;

  while (!done) {
    g_autofree char *line = next_line(reader);
    if (!line)
      break;
    if (*line && !read_keyword(reader, line, &done, error))
      return FALSE;
  }
  return need(reader, reader->typed, "TYPE", error) &&
         need(reader, reader->instance->n > 0, "DIMENSION", error) &&
         need(reader, reader->instance->length != NULL, "EDGE_WEIGHT_TYPE", error) &&
         need(reader, reader->instance->x || reader->instance->table,
              reader->n_coordinates ? "NODE_COORD_SECTION" : "EDGE_WEIGHT_SECTION", error);
}

TyTsplib *ty_tsplib_read(const char *file, const char *text, gsize length, GError **error) {
  g_autoptr(TyTsplib) instance = g_new0(TyTsplib, 1);
  Reader reader = {file, text, text + length, 0, 1, instance, 0, -1, FALSE};

  instance->name = g_strdup("");
  instance->comment = g_strdup("");
  if (!read_all(&reader, error))
    return NULL;
  return g_steal_pointer(&instance);
}

void ty_tsplib_free(TyTsplib *instance) {
  if (!instance)
    return;
  g_free(instance->name);
  g_free(instance->comment);
  g_free(instance->x);
  g_free(instance->y);
  g_free(instance->z);
  g_free(instance->table);
  g_free(instance);
}

TyTourProblem ty_tsplib_problem(const TyTsplib *instance) {
  gboolean plane = !instance->z && instance->x;

  return (TyTourProblem){.n = instance->n,
                         .dist_m = instance->table,
                         .end = -1,
                         .closed = TRUE,
                         .length = instance->length,
                         .length_data = instance,
                         .whole = !instance->table,
                         .x = plane ? instance->x : NULL,
                         .y = plane ? instance->y : NULL};
}
