/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the specimen questionnaires of corpus/survey/generated-questionnaires.csv: 265 answers
 * that nobody gave, drawn so that they carry the published marginals of a study of heritage tourism
 * between Chengdu and Chongqing (四川省大数据产业调研课题成果汇编 2024, 课题二).
 *
 *   survey-sample > corpus/survey/generated-questionnaires.csv
 *
 * Published, and met exactly or as the bound that was printed:
 *   - 265 questionnaires, 19 fields (the number in front is not counted)
 *   - two segments of 181 and 84 people: famous sites and short trips; learning, exploring and
 *     longer ones. The segment is no column; 学习探索意愿 of 4 or 5 belongs to the second
 *   - one site takes 0-4 h for 85 % (225 of 265), 2-4 h most often
 *   - 51 % (135 of 265) travel about 3 days
 *   - of 113 who answered, 62 want famous sites with little-known ones in between
 *   - more than 70 % would try an intangible-heritage experience
 *   - the budget of students lies at 1000-3000 CNY
 *   - most come by train or plane, few drive; most want both nature and culture; most travel on
 *     their own, are young and well educated; couples are the largest company
 *   - related: habit x age, habit x route preference, company x trip length, distance x trip
 *     length, distance x transport
 * Assumed, because only the direction was published: every other count below, the strength of
 * the relations, and who the 113 are.
 *
 * Method: a field with fixed counts is dealt out by rank. Each person gets a score (what the
 * field depends on, plus noise), people are sorted by it, and the values are handed out in order;
 * so counts hold exactly while the relation shows. All numbers are integers from a fixed seed:
 * the same bytes on every machine.
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_PEOPLE = 265, N_EXPLORERS = 84, N_ROUTE_ANSWERS = 113, ROUTE_UNANSWERED = -1 };

typedef struct {
  int number;
  gboolean explorer; /* the second segment */
  gboolean answers_route;
  int age, gender, job, education, home, habit, company, transport, type, landscape, hours;
  int route, craft, curiosity, days, distance_km, budget_cny, trips;
  guint purposes; /* bit set over PURPOSE */
  int score;      /* for the deal at hand */
} Person;

/* Labels of the closed questions; ordinal ones in their order. */
static const char *const AGE[] = {"18岁以下", "18-25岁", "26-35岁",
                                  "36-45岁",  "46-60岁", "60岁以上"};
static const char *const GENDER[] = {"女", "男"};
static const char *const JOB[] = {"学生", "企业职员", "事业单位", "自由职业", "其他", "退休"};
static const char *const EDUCATION[] = {"高中及以下", "大专", "本科", "研究生"};
static const char *const HOME[] = {"成都", "重庆", "四川其他市州", "其他省份"};
static const char *const HABIT[] = {"自由行", "半自助", "跟团"};
static const char *const COMPANY[] = {"家人", "朋友同学", "伴侣", "独自"};
static const char *const TRANSPORT[] = {"自驾", "大巴", "火车", "飞机"};
static const char *const TYPE[] = {"生态旅游", "城市文化休闲", "乡村旅游", "主题乐园", "红色旅游"};
static const char *const LANDSCAPE[] = {"自然与人文兼顾", "偏自然", "偏人文"};
static const char *const HOURS[] = {"0-2小时", "2-4小时", "4-6小时", "6小时以上"};
static const char *const ROUTE[] = {"以热门景点为主", "热门景点穿插小众景点", "以小众景点为主"};
static const char *const CRAFT[] = {"不愿意", "看情况", "愿意"};
static const char *const PURPOSE[] = {"放松身心", "开拓视野", "文化体验",
                                      "品尝美食", "陪伴家人", "学习研究"};

/* splitmix64 (Steele, Lea, Flood 2014, OOPSLA, doi:10.1145/2714064.2660195). */
static guint64 next_random(guint64 *state) {
  guint64 z = *state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static int below(guint64 *state, int limit) { return (int) (next_random(state) % (guint64) limit); }

/* Bell-shaped, mean 0, in [-2 * width, 2 * width]. */
static int noise(guint64 *state, int width) {
  int sum = 0;

  for (int i = 0; i < 4; i++)
    sum += below(state, width + 1);
  return sum - 2 * width;
}

static int by_score(const void *a, const void *b) {
  const Person *x = *(Person *const *) a, *y = *(Person *const *) b;

  if (x->score != y->score)
    return x->score < y->score ? -1 : 1;
  return x->number < y->number ? -1 : 1;
}

/* Deals the values 0, 1, … of the int at `field_offset` to `people` by rising score, `counts[v]`
 * people each; the counts must add up to `n`. */
static void deal(Person **people, int n, gsize field_offset, const int *counts) {
  int value = 0, left = counts[0];

  qsort(people, (size_t) n, sizeof(Person *), by_score);
  for (int i = 0; i < n; i++) {
    while (left == 0)
      left = counts[++value];
    G_STRUCT_MEMBER(int, people[i], field_offset) = value;
    left--;
  }
}

#define DEAL(people, n, field, ...)                                                                \
  deal((people), (n), G_STRUCT_OFFSET(Person, field), (const int[]){__VA_ARGS__})

/* Sets everyone's score to `expression` of the person `p`. */
#define SCORE(people, n, expression)                                                               \
  for (int i_ = 0; i_ < (n); i_++) {                                                               \
    Person *p = (people)[i_];                                                                      \
    p->score = (expression);                                                                       \
  }

static void draw_who_they_are(Person **people, guint64 *state) {
  SCORE(people, N_PEOPLE, below(state, 1 << 20));
  qsort(people, N_PEOPLE, sizeof(Person *), by_score);
  for (int i = 0; i < N_EXPLORERS; i++)
    people[i]->explorer = TRUE;

  SCORE(people, N_PEOPLE, noise(state, 100));
  DEAL(people, N_PEOPLE, age, 9, 121, 72, 38, 19, 6);
  SCORE(people, N_PEOPLE, noise(state, 100));
  DEAL(people, N_PEOPLE, gender, 151, 114);
  SCORE(people, N_PEOPLE, 100 * p->age + noise(state, 30)); /* students young, pensioners old */
  DEAL(people, N_PEOPLE, job, 112, 80, 34, 23, 8, 8);
  SCORE(people, N_PEOPLE, (p->age == 0 ? -400 : 0) - 15 * p->age + noise(state, 60));
  DEAL(people, N_PEOPLE, education, 20, 48, 157, 40);
  SCORE(people, N_PEOPLE, (p->explorer ? 20 : 0) + noise(state, 60));
  DEAL(people, N_PEOPLE, home, 88, 71, 66, 40);
}

static void draw_how_they_travel(Person **people, guint64 *state) {
  /* habit x age: the young go on their own, the old in groups */
  SCORE(people, N_PEOPLE, 45 * p->age + noise(state, 40));
  DEAL(people, N_PEOPLE, habit, 168, 57, 40);
  SCORE(people, N_PEOPLE, (p->explorer ? 70 : 0) + noise(state, 50));
  DEAL(people, N_PEOPLE, company, 68, 71, 92, 34);

  /* company x trip length: families and friends stay shortest */
  static const int DAYS[] = {1, 2, 3, 4, 5, 6, 7, 8, 10};
  SCORE(people, N_PEOPLE, (p->explorer ? 300 : 0) + 35 * p->company + noise(state, 40));
  DEAL(people, N_PEOPLE, days, 12, 36, 135, 28, 24, 14, 10, 4, 2);
  for (int i = 0; i < N_PEOPLE; i++)
    people[i]->days = DAYS[people[i]->days];

  /* distance x trip length, then distance x transport */
  static const int NEAREST_KM[] = {30, 200, 500, 1000}, SPAN_KM[] = {170, 300, 500, 1400};
  SCORE(people, N_PEOPLE, 60 * p->days + noise(state, 60));
  DEAL(people, N_PEOPLE, distance_km, 60, 105, 60, 40);
  for (int i = 0; i < N_PEOPLE; i++) {
    int band = people[i]->distance_km;
    people[i]->distance_km = NEAREST_KM[band] + 10 * below(state, SPAN_KM[band] / 10);
  }
  SCORE(people, N_PEOPLE, p->distance_km + noise(state, 120));
  DEAL(people, N_PEOPLE, transport, 37, 31, 139, 58);

  for (int i = 0; i < N_PEOPLE; i++) {
    Person *p = people[i];
    int base_cny = p->job == 0 ? 600 + 250 * p->days : 900 + 500 * p->days;
    int budget_cny = base_cny + p->distance_km / 2 + noise(state, 250);
    if (p->job == 0) /* students: 1000-3000, but for one in ten */
      budget_cny = below(state, 10) ? CLAMP(budget_cny, 1000, 3000) : 3000 + 100 * below(state, 9);
    p->budget_cny = MAX(budget_cny / 100, 5) * 100;
    p->trips = 1 + below(state, 3) + (p->explorer ? 2 + below(state, 2) : 0);
  }
}

static void draw_what_they_like(Person **people, guint64 *state) {
  SCORE(people, N_PEOPLE, (p->explorer ? 30 : 0) + noise(state, 60));
  DEAL(people, N_PEOPLE, type, 104, 96, 38, 15, 12);
  SCORE(people, N_PEOPLE, noise(state, 60));
  DEAL(people, N_PEOPLE, landscape, 168, 57, 40);
  SCORE(people, N_PEOPLE, (p->explorer ? 160 : 0) + noise(state, 50));
  DEAL(people, N_PEOPLE, hours, 78, 147, 28, 12);
  SCORE(people, N_PEOPLE, (p->explorer ? 120 : 0) + noise(state, 60));
  DEAL(people, N_PEOPLE, craft, 25, 49, 191);
  /* no noise across the segments: this field tells them apart */
  SCORE(people, N_PEOPLE, (p->explorer ? 1000 : 0) + noise(state, 60));
  DEAL(people, N_PEOPLE, curiosity, 28, 74, N_PEOPLE - N_EXPLORERS - 28 - 74, 50, 34);

  /* habit x route preference, among those who answered; first 113 at random */
  SCORE(people, N_PEOPLE, below(state, 1 << 20));
  qsort(people, N_PEOPLE, sizeof(Person *), by_score);
  for (int i = 0; i < N_PEOPLE; i++) {
    people[i]->answers_route = i < N_ROUTE_ANSWERS;
    people[i]->route = ROUTE_UNANSWERED;
  }
  SCORE(people, N_ROUTE_ANSWERS, (p->explorer ? 60 : 0) - 60 * p->habit + noise(state, 35));
  DEAL(people, N_ROUTE_ANSWERS, route, 33, 62, 18);

  static const int CHANCE[2][G_N_ELEMENTS(PURPOSE)] = {{85, 45, 40, 50, 25, 5},
                                                       {55, 75, 80, 40, 10, 50}}; /* per cent */
  for (int i = 0; i < N_PEOPLE; i++) {
    Person *p = people[i];
    for (guint bit = 0; bit < G_N_ELEMENTS(PURPOSE); bit++)
      p->purposes |= (below(state, 100) < CHANCE[p->explorer][bit] ? 1u : 0u) << bit;
    if (!p->purposes)
      p->purposes = 1; /* nobody ticked nothing */
  }
}

static void print_person(const Person *p) {
  g_autoptr(GString) purposes = g_string_new(NULL);

  for (guint bit = 0; bit < G_N_ELEMENTS(PURPOSE); bit++)
    if (p->purposes & 1u << bit)
      g_string_append_printf(purposes, "%s%s", purposes->len ? ";" : "", PURPOSE[bit]);
  printf("%d,%s,%s,%s,%s,%s,%d,", p->number, AGE[p->age], GENDER[p->gender], JOB[p->job],
         EDUCATION[p->education], HOME[p->home], p->trips);
  printf("%s,%s,%d,%d,%s,%d,", HABIT[p->habit], COMPANY[p->company], p->days, p->distance_km,
         TRANSPORT[p->transport], p->budget_cny);
  printf("%s,%s,%s,%s,%s,%s,%d\n", purposes->str, TYPE[p->type], LANDSCAPE[p->landscape],
         HOURS[p->hours], p->answers_route ? ROUTE[p->route] : "", CRAFT[p->craft],
         p->curiosity + 1);
}

int main(void) {
  static Person answers[N_PEOPLE];
  Person *people[N_PEOPLE];
  guint64 state = 20240265;

  for (int i = 0; i < N_PEOPLE; i++) {
    answers[i].number = i + 1;
    people[i] = &answers[i];
  }
  draw_who_they_are(people, &state);
  draw_how_they_travel(people, &state);
  draw_what_they_like(people, &state);

  puts("编号,年龄,性别,职业,学历,居住地,每年出游次数,旅行习惯,旅行同伴,旅行天数,旅行距离_公里,"
       "交通工具,旅行预算_元,旅行目的,旅游类型偏好,景观偏好,单个景点时长,线路偏好,"
       "非遗体验意愿,学习探索意愿");
  for (int i = 0; i < N_PEOPLE; i++)
    print_person(&answers[i]);
  return fflush(stdout) == 0 ? 0 : 1;
}
