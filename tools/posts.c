/* SPDX-License-Identifier: Apache-2.0 */
/* Writes as many posts as are wanted, to measure with: clauses of the sample posts put together
 * anew, with other numbers, days, names of sites, authors.
 *
 *   posts [--seed S] [--format csv|jsonl] [--exact SHARE] [--near SHARE] [--advertisements SHARE]
 *         [--labels LABELS] NUMBER FILE… > OUT
 *
 * LABELS (corpus/labels.csv) tells which posts of FILE… advertise. A post is made like one of the
 * sample: as many clauses, each from the same part of some post of the same folder: the first, one
 * inside a sentence, one that ends a sentence, the last. So lengths are those of the sample, and
 * two posts are not alike but by chance. Post i is drawn from (seed, i) alone: an exact or near
 * duplicate of an earlier one makes that one's text again, memory does not grow with NUMBER, and
 * the same call writes the same bytes. */
#include "base/csv.h"
#include "base/file.h"
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tuyou/corpus.h>

enum { FIRST, INNER, CLOSING, LAST, N_PARTS };
enum { N_FOLDERS = 2, FIRST_ID_STEP = 7919, N_DAYS = 950 };

typedef struct {
  guint n_parts;
  guint8 *parts; /* which part each clause is */
  guint folder;
  char *platform, *term;
} Shape;

typedef struct {
  guint64 seed;
  gboolean jsonl;
  double exact, near, advertisements;
  GHashTable *advertising;                /* ids of the sample's advertisements */
  GPtrArray *clauses[N_FOLDERS][N_PARTS]; /* of char * */
  GPtrArray *offers;                      /* of char *: texts that advertise */
  GArray *shapes;                         /* of Shape */
  guint folder;                           /* of the file being read */
} Sample;

static const char *const folders[N_FOLDERS] = {"资阳", "大足"};

/* Names that may stand for each other. */
static const char *const alike[][8] = {
    {"圆觉洞", "卧佛院", "千佛寨", "玄妙观", "华严洞", "茗山寺", "毗卢洞", "孔雀洞"},
    {"宝顶山", "北山", "南山", "石门山", "石篆山", "妙高山", "舒成岩", "尖山子"},
    {"伤心凉粉", "米卷", "坛子肉", "烧烤", "柠檬鸡", "邮亭鲫鱼", "豆花", "抄手"},
    {"周末", "国庆", "五一", "端午", "中秋", "元旦", "春节", "清明"},
};

/* The sample ------------------------------------------------------------------------------------
 */

static gsize mark_bytes(const char *p, const char *const *marks) {
  for (; *marks; marks++)
    if (g_str_has_prefix(p, *marks))
      return strlen(*marks);
  return 0;
}

/* Parts of the text, each with the marks that end it. */
static GPtrArray *split(const char *text, const char *const *marks) {
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  const char *start = text, *p = text;

  while (*p) {
    gsize n = mark_bytes(p, marks);
    if (n == 0) {
      p = g_utf8_next_char(p);
      continue;
    }
    while ((n = mark_bytes(p, marks)) > 0)
      p += n;
    g_ptr_array_add(parts, g_strndup(start, (gsize) (p - start)));
    start = p;
  }
  if (*start)
    g_ptr_array_add(parts, g_strdup(start));
  return parts;
}

static const char *const sentence_marks[] = {"。", "！", "？", "\n", NULL};

static GPtrArray *split_clauses(const char *text) {
  static const char *const marks[] = {"，", "；", "。", "！", "？", "\n", NULL};
  return split(text, marks);
}

static gboolean ends_sentence(const char *clause) {
  for (const char *const *mark = sentence_marks; *mark; mark++)
    if (g_str_has_suffix(clause, *mark))
      return TRUE;
  return FALSE;
}

static gboolean take_post(const TyDocument *post, gpointer data, GError **error) {
  Sample *sample = data;
  g_auto(GStrv) pieces = g_strsplit(post->text ? post->text : post->title, "[话题]", -1);
  g_autofree char *text = g_strjoinv("", pieces);
  g_autoptr(GPtrArray) clauses = split_clauses(text);
  (void) error;

  if (post->native_id && g_hash_table_contains(sample->advertising, post->native_id)) {
    g_ptr_array_add(sample->offers, g_steal_pointer(&text));
    return TRUE;
  }
  Shape shape = {clauses->len, g_new(guint8, clauses->len + 1), sample->folder,
                 g_strdup(post->platform), g_strdup(post->term)};
  for (guint i = 0; i < clauses->len; i++) {
    shape.parts[i] = i == 0                             ? FIRST
                     : i + 1 == clauses->len            ? LAST
                     : ends_sentence(clauses->pdata[i]) ? CLOSING
                                                        : INNER;
    g_ptr_array_add(sample->clauses[sample->folder][shape.parts[i]], g_strdup(clauses->pdata[i]));
  }
  g_array_append_val(sample->shapes, shape);
  return TRUE;
}

static gboolean take_label(const TyCsvRow *row, gpointer data, GError **error) {
  (void) error;
  if (g_str_equal(ty_csv_get(row, "label"), "advertisement"))
    g_hash_table_add(data, g_strdup(ty_csv_get(row, "id")));
  return TRUE;
}

static gboolean read_labels(Sample *sample, const char *path, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  return file && ty_csv_read(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                             take_label, NULL, sample->advertising, error);
}

/* One post --------------------------------------------------------------------------------------
 */

static const char *pick(TyRandom *random, const GPtrArray *from) {
  return from->pdata[ty_random_below(random, from->len)];
}

static gboolean chance(TyRandom *random, double share) { return ty_random_double(random) < share; }

/* Another number that may stand before `after`: a year, a month, a day, or as many digits. */
static guint64 other_number(TyRandom *random, gsize n_digits, const char *after, gboolean minutes) {
  guint64 least = 1, most = 10;

  if (minutes)
    return 10 + ty_random_below(random, 50);
  if (g_str_has_prefix(after, "月"))
    return 1 + ty_random_below(random, 12);
  if (g_str_has_prefix(after, "日") || g_str_has_prefix(after, "点") || *after == ':')
    return 1 + ty_random_below(random, 23);
  if (n_digits == 4 && g_str_has_prefix(after, "年"))
    return 1950 + ty_random_below(random, 75);
  for (gsize i = 1; i < n_digits; i++) {
    least *= 10;
    most *= 10;
  }
  return least + ty_random_below(random, most - least);
}

/* A name of `alike` at p is exchanged for another of its row; NULL: there is none. */
static const char *other_name(TyRandom *random, const char *p, gsize *bytes) {
  static guint8 begins[256]; /* second bytes of names: few texts get past this */

  if (!begins[0]) {
    begins[0] = 1;
    for (gsize group = 0; group < G_N_ELEMENTS(alike); group++)
      for (gsize i = 0; i < G_N_ELEMENTS(alike[group]); i++)
        begins[(guint8) alike[group][i][1]] = 1;
  }
  if (!(*p & 0x80) || !begins[(guint8) p[1]])
    return NULL;
  for (gsize group = 0; group < G_N_ELEMENTS(alike); group++)
    for (gsize i = 0; i < G_N_ELEMENTS(alike[group]); i++)
      if (g_str_has_prefix(p, alike[group][i])) {
        *bytes = strlen(alike[group][i]);
        return alike[group][ty_random_below(random, G_N_ELEMENTS(alike[group]))];
      }
  return NULL;
}

/* Appends the text with half of its numbers and names exchanged. */
static void append_varied(TyRandom *random, GString *out, const char *text) {
  while (*text) {
    gsize digits = strspn(text, "0123456789"), bytes;
    const char *name = digits ? NULL : other_name(random, text, &bytes);
    gsize keep = digits ? digits : name ? bytes : (gsize) (g_utf8_next_char(text) - text);

    if ((digits > 0 && digits <= 4) && chance(random, .5))
      g_string_append_printf(out, "%" G_GUINT64_FORMAT,
                             other_number(random, digits, text + digits,
                                          out->len > 0 && out->str[out->len - 1] == ':'));
    else if (name && chance(random, .5))
      g_string_append(out, name);
    else
      g_string_append_len(out, text, (gssize) keep);
    text += keep;
  }
}

/* The text of a post that repeats no other. */
static char *make_text(const Sample *sample, TyRandom *random, const Shape *shape,
                       gboolean advertises) {
  GString *out = g_string_new(NULL);

  if (advertises) {
    append_varied(random, out, pick(random, sample->offers));
    return g_string_free(out, FALSE);
  }
  for (guint i = 0; i < shape->n_parts; i++)
    append_varied(random, out, pick(random, sample->clauses[shape->folder][shape->parts[i]]));
  return g_string_free(out, FALSE);
}

/* As people pass a post on: a clause less, one number more or less, a word before it. */
static char *make_near(TyRandom *random, const char *text) {
  g_autoptr(GPtrArray) clauses = split_clauses(text);
  GString *out = g_string_new(chance(random, .3) ? "转：" : "");
  guint dropped = clauses->len > 5 ? 1 + (guint) ty_random_below(random, clauses->len - 2) : 0;

  for (guint i = 0; i < clauses->len; i++)
    if (dropped == 0 || i != dropped)
      g_string_append(out, clauses->pdata[i]);
  g_string_append(out, chance(random, .5) ? "～" : " 展开全文c");
  return g_string_free(out, FALSE);
}

typedef struct {
  const Shape *shape;
  char *text;
} Post;

/* Post number `i` as drawn from the seed; the random numbers after it are its other fields'. */
static Post make_post(const Sample *sample, guint64 i, TyRandom *random) {
  *random = ty_random(sample->seed, i);
  double kind = ty_random_double(random);
  const Shape *shape =
      &g_array_index(sample->shapes, Shape, ty_random_below(random, sample->shapes->len));

  if (i > 0 && kind < sample->exact + sample->near) {
    TyRandom other;
    Post before = make_post(sample, ty_random_below(random, i), &other);
    if (kind < sample->exact)
      return before;
    char *text = make_near(random, before.text);
    g_free(before.text);
    return (Post){before.shape, text};
  }
  gboolean advertises = sample->offers->len > 0 && kind > 1 - sample->advertisements;
  return (Post){shape, make_text(sample, random, shape, advertises)};
}

/* Out -------------------------------------------------------------------------------------------
 */

static const char heading[] =
    "id,bid,用户昵称,正文,头条文章url,原始图片url,视频url,Live Photo视频url,位置,日期,工具,点赞数,"
    "评论数,转发数,话题,@用户,完整日期,是否编辑过,编辑次数,是否原创,平台,地区,搜索词\n";

static char *make_author(TyRandom *random) {
  static const char *const how[] = {"慢慢走的", "爱拍照的", "半个",   "一只",     "走走停停的",
                                    "早起的",   "不吃辣的", "失眠的", "在路上的", "看石头的"};
  static const char *const who[] = {"阿坤", "豆豆", "吃货", "柠檬", "老王", "小鱼", "布丁", "橘猫"};
  double u = ty_random_double(random);

  return g_strdup_printf("%s%s%" G_GUINT64_FORMAT, how[ty_random_below(random, G_N_ELEMENTS(how))],
                         who[ty_random_below(random, G_N_ELEMENTS(who))],
                         (guint64) (u * u * u * 10000));
}

static void append_json(GString *out, const char *name, const char *value) {
  g_string_append_printf(out, "%s\"%s\": \"", out->len > 1 ? ", " : "", name);
  for (; *value; value++)
    if (*value == '"' || *value == '\\')
      g_string_append_printf(out, "\\%c", *value);
    else if ((unsigned char) *value < 0x20)
      g_string_append_printf(out, "\\u%04x", *value);
    else
      g_string_append_c(out, *value);
  g_string_append_c(out, '"');
}

static void append_post(const Sample *sample, guint64 i, GString *out) {
  TyRandom random;
  Post post = make_post(sample, i, &random);
  guint64 number = G_GUINT64_CONSTANT(9000000000000000) + i * FIRST_ID_STEP;
  g_autofree char *id = g_strdup_printf("%" G_GUINT64_FORMAT, number);
  g_autofree char *author = make_author(&random);
  g_autoptr(GDateTime) first = g_date_time_new_utc(2023, 3, 1, 0, 0, 0);
  g_autoptr(GDateTime) day =
      g_date_time_add_seconds(first, (double) ty_random_below(&random, (guint64) N_DAYS * 86400));
  g_autofree char *date = g_date_time_format(day, "%Y-%m-%d %H:%M:%S");
  const char *place = folders[post.shape->folder];
  const char *term = post.shape->term ? post.shape->term : "";
  guint64 likes = ty_random_below(&random, 1 + ty_random_below(&random, 900));

  if (sample->jsonl) {
    g_autoptr(GString) line = g_string_new("{");
    append_json(line, "note_id", id);
    append_json(line, "desc", post.text);
    append_json(line, "nickname", author);
    append_json(line, "create_time", date);
    append_json(line, "platform", post.shape->platform ? post.shape->platform : "weibo");
    append_json(line, "place", place);
    append_json(line, "source_keyword", term);
    g_string_append_printf(out, "%s}\n", line->str);
  } else {
    g_string_append_printf(out, "%s,1t%x,%s", id, (guint) (number & 0xffffff), author);
    ty_csv_append(out, post.text, FALSE);
    g_string_append_printf(out,
                           ",,https://img.example.com/large/%s-0.jpg,,,四川·%s,%.10s,iPhone客户端,"
                           "%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
                           ",0,,,%s,False,0,True,%s,%s,%s\n",
                           id, place, date, likes, likes / 7, date,
                           post.shape->platform ? post.shape->platform : "weibo", place, term);
  }
  g_free(post.text);
}

static void free_shape(gpointer shape) {
  g_free(((Shape *) shape)->parts);
  g_free(((Shape *) shape)->platform);
  g_free(((Shape *) shape)->term);
}

static void begin_sample(Sample *sample) {
  sample->advertising = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sample->offers = g_ptr_array_new_with_free_func(g_free);
  sample->shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
  g_array_set_clear_func(sample->shapes, free_shape);
  for (guint folder = 0; folder < N_FOLDERS; folder++) {
    for (guint part = 0; part < N_PARTS; part++)
      sample->clauses[folder][part] = g_ptr_array_new_with_free_func(g_free);
  }
}

static void end_sample(Sample *sample) {
  g_hash_table_unref(sample->advertising);
  g_ptr_array_unref(sample->offers);
  g_array_unref(sample->shapes);
  for (guint folder = 0; folder < N_FOLDERS; folder++) {
    for (guint part = 0; part < N_PARTS; part++)
      g_ptr_array_unref(sample->clauses[folder][part]);
  }
}

static gboolean is_whole(const Sample *sample, GError **error) {
  for (guint folder = 0; folder < N_FOLDERS; folder++)
    for (guint part = 0; part < N_PARTS; part++)
      if (sample->clauses[folder][part]->len == 0) {
        g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                    "found too few clauses of %s, expected files of both folders of corpus/",
                    folders[folder]);
        return FALSE;
      }
  return TRUE;
}

static gboolean read_sample(Sample *sample, char **files, GError **error) {
  for (; *files; files++) {
    TyReadOptions options = {.kind = TY_DOCUMENT_POST};
    sample->folder = strstr(*files, "dazu") ? 1 : 0;
    if (!ty_corpus_read(*files, &options, take_post, NULL, sample, error))
      return FALSE;
  }
  return is_whole(sample, error);
}

static int write_posts(const Sample *sample, guint64 n) {
  g_autoptr(GString) out = g_string_new(sample->jsonl ? "" : "\xEF\xBB\xBF");

  if (!sample->jsonl)
    g_string_append(out, heading);
  for (guint64 i = 0; i < n; i++) {
    append_post(sample, i, out);
    if (out->len < 1 << 20 && i + 1 < n)
      continue;
    if (fwrite(out->str, 1, out->len, stdout) != out->len)
      return 5;
    g_string_truncate(out, 0);
  }
  return fflush(stdout) == 0 ? 0 : 5;
}

int main(int argc, char **argv) {
  g_autofree char *format = NULL, *labels = NULL;
  gint64 seed = 0;
  Sample sample = {.exact = .03, .near = .03, .advertisements = .03};
  GOptionEntry entries[] = {
      {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "of the random numbers (0)", "S"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &format, "csv (usual) or jsonl", "NAME"},
      {"exact", 0, 0, G_OPTION_ARG_DOUBLE, &sample.exact, "share that repeats a text", "SHARE"},
      {"near", 0, 0, G_OPTION_ARG_DOUBLE, &sample.near, "share that nearly does", "SHARE"},
      {"advertisements", 0, 0, G_OPTION_ARG_DOUBLE, &sample.advertisements, "share", "SHARE"},
      {"labels", 0, 0, G_OPTION_ARG_STRING, &labels, "which posts advertise", "FILE"},
      {0}};
  g_autoptr(GOptionContext) context = g_option_context_new("NUMBER FILE… > OUT");
  g_autoptr(GError) error = NULL;
  int code = 2;

  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc < 3) {
    fprintf(stderr, "posts: %s\n", error ? error->message : "expected NUMBER FILE…");
    return 2;
  }
  sample.seed = (guint64) seed;
  sample.jsonl = g_strcmp0(format, "jsonl") == 0;
  begin_sample(&sample);
  if ((labels && !read_labels(&sample, labels, &error)) ||
      !read_sample(&sample, argv + 2, &error)) {
    fprintf(stderr, "posts: %s\n", error->message);
    code = ty_error_exit_code(error);
  } else
    code = write_posts(&sample, g_ascii_strtoull(argv[1], NULL, 10));
  end_sample(&sample);
  return code;
}
