/* SPDX-License-Identifier: Apache-2.0 */
/* Writes a heritage graph of any size, to measure with: entities.csv and facts.csv.
 *
 *   graph [--seed S] ENTITIES FACTS FOLDER
 *
 * Entity i has a name of its own, and its kind by i; a relation's object is drawn so that few
 * entities stand in very many facts (log-uniform: the first of all in some 3 of 100). One fact of
 * 50 says again what another says. Row i is drawn from (seed, i) alone: the same call writes the
 * same bytes, and memory does not grow. */
#include "base/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PLACE, SITE, ICH, PERSON, MOTIF, KEYWORD, FOOD, COMPONENT, N_KINDS, ANY = N_KINDS };

static const struct {
  const char *id, *ending;
} kinds[N_KINDS] = {{"place", "镇"}, {"site", "寺"},      {"ich", "戏"},  {"person", "氏"},
                    {"motif", "像"}, {"keyword", "名录"}, {"food", "糕"}, {"component", "龛"}};

static const struct {
  const char *predicate;
  guint subject, object;
} relations[] = {
    {"located_in", SITE, PLACE},    {"part_of", COMPONENT, SITE}, {"depicts", SITE, MOTIF},
    {"performed_at", ICH, SITE},    {"listed", ANY, KEYWORD},     {"practised_by", ICH, PERSON},
    {"speciality_of", FOOD, PLACE}, {"created_by", SITE, PERSON}, {"commemorates", SITE, PERSON},
    {"originates_in", FOOD, PLACE}, {"related_to", ANY, ANY},     {"related_to", ANY, ANY},
};

static const char *const eras[] = {"北魏", "隋代", "初唐", "盛唐", "晚唐", "五代",
                                   "北宋", "南宋", "元代", "明代", "清代"};
static const char *const levels[] = {"国保", "省保", "市保", "县保", "国家级非遗", "省级非遗"};
static const char *const sources[] = {"县志", "府志", "文物志", "地方志", "普查表", "名录公告"};
static const char *const confidences[] = {"A", "B", "B", "C"};

/* 64 characters: six bits of a number each. */
static const char *const signs[64] = {
    "安", "岳", "大", "足", "宝", "顶", "北", "山", "南", "石", "门", "圆", "觉", "卧", "佛", "千",
    "玄", "妙", "华", "严", "茗", "毗", "卢", "孔", "雀", "龙", "凤", "云", "峰", "水", "月", "观",
    "音", "天", "宫", "福", "寿", "康", "宁", "永", "清", "泉", "溪", "桥", "塔", "林", "松", "柏",
    "竹", "梅", "兰", "菊", "荷", "桂", "金", "银", "玉", "珠", "光", "明", "净", "慈", "恩", "德"};

static guint64 seed;

/* A number of 30 bits for another, each once: an odd factor has an inverse. */
static void put_name(FILE *file, guint64 entity) {
  guint64 mixed = (entity * 0x2545f491 + seed) & 0x3fffffff;

  for (int shift = 24; shift >= 0; shift -= 6)
    fputs(signs[(mixed >> shift) & 63], file);
  fputs(kinds[entity % N_KINDS].ending, file);
}

static guint64 of_kind(guint64 entity, guint kind, guint64 n) {
  if (kind == ANY)
    return entity;
  entity += kind + N_KINDS - entity % N_KINDS;
  return entity < n ? entity : kind;
}

static void put_value(FILE *file, TyRandom *random) {
  switch (ty_random_below(random, 5)) {
  case 0:
    fprintf(file, ",era,,%s,", eras[ty_random_below(random, G_N_ELEMENTS(eras))]);
    break;
  case 1:
    fprintf(file, ",level,,%s,", levels[ty_random_below(random, G_N_ELEMENTS(levels))]);
    break;
  case 2:
    fprintf(file, ",height_m,,%.1f,m", (double) (1 + ty_random_below(random, 300)) / 10);
    break;
  case 3:
    fprintf(file, ",count,,%u,", (guint) (1 + ty_random_below(random, 2000)));
    break;
  default:
    fprintf(file, ",year,,%u,", (guint) (600 + ty_random_below(random, 1400)));
  }
}

static void put_fact(FILE *file, guint64 fact, guint64 n) {
  TyRandom random = ty_random(seed, fact);
  guint64 subject = ty_random_below(&random, n);

  if (ty_random_below(&random, 10) < 3) {
    put_name(file, subject);
    put_value(file, &random);
    return;
  }
  gsize r = ty_random_below(&random, G_N_ELEMENTS(relations));
  double u = ty_random_double(&random);
  guint64 object = ty_random_below(&random, 2) ? (guint64) (pow((double) n, u) - 1)
                                               : (guint64) (u * u * (double) n);
  subject = of_kind(subject, relations[r].subject, n);
  object = of_kind(MIN(object, n - 1), relations[r].object, n);
  if (object == subject)
    object = (object + N_KINDS) % n;
  put_name(file, subject);
  fprintf(file, ",%s,", relations[r].predicate);
  put_name(file, object);
  fputs(",,", file);
}

static FILE *open_table(const char *folder, const char *name, const char *heading) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  FILE *file = fopen(path, "w");

  if (!file || fprintf(file, "%s\n", heading) < 0) {
    perror(path);
    exit(1);
  }
  return file;
}

static void close_table(FILE *file) {
  if (ferror(file) || fclose(file) != 0) {
    perror("graph");
    exit(1);
  }
}

static void write_entities(const char *folder, guint64 n) {
  FILE *file = open_table(folder, "entities.csv", "name,kind,aliases,category,county");

  for (guint64 i = 0; i < n; i++) {
    put_name(file, i);
    fprintf(file, ",%s,,,\n", kinds[i % N_KINDS].id);
  }
  close_table(file);
}

static void write_facts(const char *folder, guint64 n_facts, guint64 n) {
  FILE *file =
      open_table(folder, "facts.csv", "subject,predicate,object,value,unit,confidence,source");

  for (guint64 i = 0; i < n_facts; i++) {
    TyRandom random = ty_random(seed + 1, i);
    gboolean again = i > 0 && ty_random_below(&random, 50) == 0;
    put_fact(file, again ? ty_random_below(&random, i) : i, n);
    fprintf(file, ",%s,%s卷%u\n", confidences[ty_random_below(&random, G_N_ELEMENTS(confidences))],
            sources[ty_random_below(&random, G_N_ELEMENTS(sources))],
            (guint) (1 + ty_random_below(&random, 40)));
  }
  close_table(file);
}

int main(int argc, char **argv) {
  int at = 1;

  if (argc > 2 && g_str_equal(argv[1], "--seed")) {
    seed = g_ascii_strtoull(argv[2], NULL, 10);
    at = 3;
  }
  guint64 n = argc == at + 3 ? g_ascii_strtoull(argv[at], NULL, 10) : 0;
  if (n < 2 * N_KINDS || n > 1 << 30) {
    fputs("usage: graph [--seed S] ENTITIES FACTS FOLDER, with 16 to 2^30 entities\n", stderr);
    return 2;
  }
  write_entities(argv[at + 2], n);
  write_facts(argv[at + 2], g_ascii_strtoull(argv[at + 1], NULL, 10), n);
  return 0;
}
