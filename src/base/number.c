/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <math.h>
#include <string.h>

gboolean ty_number_parse(const char *text, double *value) {
  char *end;

  while (g_ascii_isspace(*text))
    text++;
  if (!*text || text[strspn(text, "+-.0123456789eE \t\r\n")])
    return FALSE; /* no hexadecimal, no "inf" and "nan" */
  *value = g_ascii_strtod(text, &end);
  if (end == text || !isfinite(*value))
    return FALSE;
  while (g_ascii_isspace(*end))
    end++;
  return *end == '\0';
}

double ty_number_round(double value, int decimals) {
  double scale = pow(10, decimals);
  double rounded = round(value * scale) / scale;
  return isfinite(rounded) ? rounded + 0.0 : value;
}

void ty_number_append(GString *out, double value, int decimals) {
  char digits[G_ASCII_DTOSTR_BUF_SIZE + 320], format[8];

  g_snprintf(format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd(digits, sizeof digits, format, value);
  if (strchr(digits, '.')) {
    gsize n = strlen(digits);
    while (digits[n - 1] == '0')
      n--;
    digits[digits[n - 1] == '.' ? n - 1 : n] = '\0';
  }
  g_string_append(out, g_str_equal(digits, "-0") ? "0" : digits);
}

const char *ty_number_shortest(double value, char text[TY_NUMBER_BYTES]) {
  for (int digits = 15; digits <= 17; digits++) {
    char format[8];
    g_snprintf(format, sizeof format, "%%.%dg", digits);
    g_ascii_formatd(text, TY_NUMBER_BYTES, format, value + 0.0);
    if (g_ascii_strtod(text, NULL) == value)
      break;
  }
  return text;
}
