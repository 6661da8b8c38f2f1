/* SPDX-License-Identifier: Apache-2.0 */
#include "text/quantity.h"

#include "base/number.h"
#include "text/numeral.h"
#include "text/quantity-time.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {"length", "area",  "count", "number", "price",
                                    "year",   "hours", "day",   "ordinal"};

typedef struct {
  const char *word;
  double worth;
} Unit;

/* Longer words first. 丈 尺 寸 里 by the market system of 1930. */
static const Unit lengths[] = {{"公里", 1000},  {"千米", 1000},   {"厘米", .01}, {"公分", .01},
                               {"毫米", .001},  {"公尺", 1},      {"米", 1},     {"km", 1000},
                               {"cm", .01},     {"mm", .001},     {"m", 1},      {"丈", 10.0 / 3},
                               {"尺", 1 / 3.0}, {"寸", 1 / 30.0}, {"华里", 500}, {"里", 500},
                               {NULL, 0}};
static const Unit areas[] = {{"平方公里", 1e6}, {"平方千米", 1e6}, {"平方米", 1},
                             {"平米", 1},       {"公顷", 1e4},     {"亩", 2000 / 3.0},
                             {"km2", 1e6},      {"m2", 1},         {NULL, 0}};
static const Unit prices[] = {{"元钱", 1}, {"元", 1}, {"块钱", 1}, {"块", 1}, {"圆", 1}, {NULL, 0}};

static const char *const measures[] = {"平方", "尊", "身", "龛", "窟", "座", "处", "间", "级", "层",
                                       "只",   "头", "组", "条", "字", "张", "方", "件", "幅", "块",
                                       "个",   "户", "种", "口", "根", "人", "届", "步", "棵", "株",
                                       "把",   "套", "段", "面", "洞", "号", "颗", "道", "位", "名",
                                       "篇",   "部", "卷", "则", "通", "孔", "重", NULL};
static const char *const about[] = {"大约有", "大约", "大概", "差不多", "约有",
                                    "约为",   "约",   "将近", "近",     NULL};
static const char *const beyond[] = {"超过", "逾", "达到", "高达", "多达", "达", NULL};
static const char *const more[] = {"多", "余", "来", NULL};
static const char *const until[] = {"到", "至", "-", "—", "–", "~", "~", NULL};
static const char *const free_words[] = {"免费",     "免票",     "不收门票", "不要门票",
                                         "没有门票", "无需门票", "免门票",   NULL};

const char *ty_quantity_name(TyQuantityType type) { return names[type]; }

gboolean ty_quantity_parse_name(const char *name, TyQuantityType *type) {
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(names[i], name)) {
      *type = (TyQuantityType) i;
      return TRUE;
    }
  return FALSE;
}

static void print_number(GString *out, double value) { ty_number_append(out, value, 2); }

static void set_value(TyQuantity *quantity, double low, double high) {
  g_autoptr(GString) text = g_string_new(NULL);

  print_number(text, low);
  if (high > low) {
    g_string_append_c(text, '-');
    print_number(text, high);
  }
  g_strlcpy(quantity->value, text->str, sizeof quantity->value);
}

/* A number or a span of two, with what stands around it: 约五到八, 二十多. */
typedef struct {
  TyNumeral number;
  double to; /* NAN: one number */
} Amount;

static gboolean read_amount(const char **at, const char *end, Amount *amount,
                            TyQuantity *quantity) {
  TyNumeral second;
  gboolean hedged = ty_text_eat_one(at, end, about) >= 0;

  if (!hedged && ty_text_eat_one(at, end, beyond) >= 0)
    quantity->hedge = NULL; /* 高达二十米 is twenty */
  gsize n = ty_numeral_read(*at, (gsize) (end - *at), &amount->number);
  if (n == 0)
    return FALSE;
  *at += n;
  amount->to = amount->number.is_span ? amount->number.high : NAN;
  quantity->hedge = hedged ? "约" : amount->number.hedge;
  const char *p = *at;
  if (isnan(amount->to) && ty_text_eat_one(&p, end, until) >= 0 &&
      (n = ty_numeral_read(p, (gsize) (end - p), &second)) > 0 &&
      second.value > amount->number.value) {
    amount->to = second.value;
    *at = p + n;
  }
  return TRUE;
}

static const Unit *eat_unit(const char **at, const char *end, const Unit *units) {
  for (const Unit *unit = units; unit->word; unit++)
    if (ty_text_eat(at, end, unit->word)) {
      /* 3m is a length, 3mix is none */
      if (g_ascii_isalpha(*unit->word) && *at < end && g_ascii_isalnum(**at))
        return NULL;
      return unit;
    }
  return NULL;
}

static gsize read_measured(const char *text, const char *end, const Unit *units, const char *symbol,
                           TyQuantity *quantity) {
  const char *at = text;
  Amount amount;
  TyNumeral rest;

  if (!read_amount(&at, end, &amount, quantity))
    return 0;
  const char *behind = at;
  const Unit *unit = eat_unit(&behind, end, units);
  if (!unit) { /* 八米到十米 is read as 八米 */
    return 0;
  }
  at = behind;
  double low = amount.number.value * unit->worth, high = amount.to * unit->worth;
  if (ty_text_eat(&at, end, "半")) {
    low += unit->worth / 2;
  } else if (ty_text_eat_one(&at, end, more) >= 0) {
    quantity->hedge = "余";
  } else if (unit->worth == 1 && isnan(high) && !amount.number.hedge) { /* 一米八 */
    const char *p = at;
    gsize n = ty_numeral_read(p, (gsize) (end - p), &rest);
    if (n > 0 && rest.value > 0 && rest.value < 10 && rest.place == 1 && !rest.hedge &&
        !g_ascii_isdigit(*p)) {
      low += rest.value / 10;
      at = p + n;
    }
  }
  quantity->unit = symbol;
  set_value(quantity, low, isnan(high) ? low : high);
  return (gsize) (at - text);
}

static gsize read_count(const char *text, const char *end, TyQuantity *quantity) {
  const char *at = text;
  Amount amount;

  if (!read_amount(&at, end, &amount, quantity))
    return 0;
  int measure = ty_text_eat_one(&at, end, measures);
  if (measure <= 0 || amount.number.value < 2) /* 平方 measures an area; 一座 counts nothing */
    return 0;
  g_strlcpy(quantity->counted, measures[measure], sizeof quantity->counted);
  set_value(quantity, amount.number.value, isnan(amount.to) ? amount.number.value : amount.to);
  return (gsize) (at - text);
}

static gsize read_price(const char *text, const char *end, TyQuantity *quantity) {
  const char *at = text;
  Amount amount;

  quantity->unit = "元";
  if (ty_text_eat_one(&at, end, free_words) >= 0) {
    g_strlcpy(quantity->value, "0", sizeof quantity->value);
    return (gsize) (at - text);
  }
  gboolean sign = ty_text_eat(&at, end, "¥");
  if (!read_amount(&at, end, &amount, quantity) || (!eat_unit(&at, end, prices) && !sign) ||
      amount.number.value > 100000)
    return 0;
  if (ty_text_eat_one(&at, end, more) >= 0)
    quantity->hedge = "余";
  set_value(quantity, amount.number.value, isnan(amount.to) ? amount.number.value : amount.to);
  return (gsize) (at - text);
}

static gsize read_number(const char *text, const char *end, TyQuantity *quantity) {
  const char *at = text;
  Amount amount;

  if (!read_amount(&at, end, &amount, quantity))
    return 0;
  set_value(quantity, amount.number.value, isnan(amount.to) ? amount.number.value : amount.to);
  return (gsize) (at - text);
}

static gsize read_ordinal(const char *text, const char *end, TyQuantity *quantity) {
  const char *at = text;
  TyNumeral number = {.value = 1};
  gsize n = 0;

  if (!ty_text_eat(&at, end, "首")) {
    if (!ty_text_eat(&at, end, "第") ||
        (n = ty_numeral_read(at, (gsize) (end - at), &number)) == 0 || number.hedge)
      return 0;
    at += n;
  }
  static const char *const words[] = {"批", "届", "次", NULL};
  int word = ty_text_eat_one(&at, end, words);
  if (word < 0 || number.value > 10000)
    return 0;
  g_snprintf(quantity->value, sizeof quantity->value, "第%.0f%s", number.value, words[word]);
  return (gsize) (at - text);
}

gsize ty_quantity_read(TyQuantityType type, const char *text, gsize length, TyQuantity *quantity) {
  const char *end = text + length;

  *quantity = (TyQuantity){.value = ""};
  switch (type) {
  case TY_QUANTITY_LENGTH:
    return read_measured(text, end, lengths, "m", quantity);
  case TY_QUANTITY_AREA:
    return read_measured(text, end, areas, "m²", quantity);
  case TY_QUANTITY_COUNT:
    return read_count(text, end, quantity);
  case TY_QUANTITY_NUMBER:
    return read_number(text, end, quantity);
  case TY_QUANTITY_PRICE:
    return read_price(text, end, quantity);
  case TY_QUANTITY_YEAR:
    return ty_quantity_read_year(text, end, quantity);
  case TY_QUANTITY_HOURS:
    return ty_quantity_read_hours(text, end, quantity);
  case TY_QUANTITY_DAY:
    return ty_quantity_read_day(text, end, quantity);
  case TY_QUANTITY_ORDINAL:
    return read_ordinal(text, end, quantity);
  default:
    return 0;
  }
}

gboolean ty_quantity_interval(const char *value, const char *hedge, double *low, double *high) {
  const char *dash = *value ? strchr(value + 1, '-') : NULL;
  g_autofree char *first = dash ? g_strndup(value, (gsize) (dash - value)) : g_strdup(value);

  if (!ty_number_parse(first, low) || !(dash ? ty_number_parse(dash + 1, high) : TRUE))
    return FALSE;
  if (!dash)
    *high = *low;
  if (hedge && strstr(hedge, "余")) {
    double place = 1;
    while (*high > 0 && fmod(*high, place * 10) == 0)
      place *= 10;
    *high += place;
  } else if (hedge && strstr(hedge, "约")) {
    *low *= .9;
    *high *= 1.1;
  }
  return *low <= *high;
}
