/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/page-lines.h"

#include "corpus/heading.h"
#include <string.h>

#define WIDTHS 400
#define LEAST_WIDTH 24   /* columns: narrower lines are no running text */
#define FULL_TOLERANCE 3 /* columns: figures and justified spaces make lines uneven */
#define FULL_SHARE 5     /* a fifth of the lines is that wide in a text broken by width */
#define GAP_BLANKS 3     /* empty lines that a page's end leaves */
#define RUNNING_TIMES 3
#define PAGE_LINES 5 /* a page has more */
#define MAX_RUNNING_WIDTH 120

static gsize space_bytes(const char *p, const char *end) {
  if (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\v'))
    return 1;
  if (end - p >= 3 && memcmp(p, "\u3000", 3) == 0)
    return 3;
  if (end - p >= 3 && memcmp(p, "\uFEFF", 3) == 0)
    return 3;
  return end - p >= 2 && memcmp(p, "\u00A0", 2) == 0 ? 2 : 0;
}

static gboolean strip(TyPageLine *line, const char *p, const char *end) {
  gsize n;

  line->indent = 0;
  for (; (n = space_bytes(p, end)) > 0; p += n)
    line->indent += *p == '\t' ? 4 : n == 3 ? 2 : 1;
  for (gboolean more = TRUE; more && end > p;) {
    more = FALSE;
    for (gsize bytes = 1; bytes <= 3 && bytes <= (gsize) (end - p) && !more; bytes++)
      more = space_bytes(end - bytes, end) == bytes;
    for (gsize bytes = 3; more && bytes > 0; bytes--)
      if (bytes <= (gsize) (end - p) && space_bytes(end - bytes, end) == bytes) {
        end -= bytes;
        break;
      }
  }
  line->text = p;
  line->length = (gsize) (end - p);
  return end > p;
}

GArray *ty_page_lines_split(const char *text, gsize length, gsize first) {
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(TyPageLine));
  guint blanks = 0;
  gboolean begins_page = FALSE;

  for (const char *p = text, *end = text + length; p < end;) {
    const char *lf = memchr(p, '\n', (gsize) (end - p)), *stop = lf ? lf : end;
    const char *feed = memchr(p, '\f', (gsize) (stop - p));
    TyPageLine line = {.number = first};
    stop = feed ? feed : stop;
    if (strip(&line, p, stop)) {
      line.width = ty_text_columns(line.text, line.length);
      line.blanks = blanks;
      line.begins_page = begins_page;
      g_array_append_val(lines, line);
      blanks = 0;
      begins_page = FALSE;
    } else if (!feed)
      blanks++;
    begins_page = begins_page || feed;
    first += stop < end && *stop == '\n';
    p = stop + 1;
  }
  return lines;
}

/* Contents -------------------------------------------------------------------------------------
 */

/* A row of at least four dots, and nothing but a page number and markup after it. */
static gboolean is_contents_line(const TyPageLine *line) {
  const char *p = line->text, *end = p + line->length, *after = NULL;
  int dots = 0;

  for (; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean is_dot =
        c == '.' || c == 0x2026 || c == 0xB7 || c == 0xFF0E || c == 0x2024 || c == '_';
    if (is_dot) {
      dots += c == 0x2026 ? 3 : 1;
      after = dots >= 4 ? g_utf8_next_char(p) : after;
    } else if (c != ' ' && c != '\t')
      dots = 0;
  }
  if (!after)
    return FALSE;
  gboolean in_tag = FALSE;
  int others = 0;
  for (p = after; p < end; p++) {
    in_tag = in_tag || *p == '<';
    others += !in_tag && !g_ascii_isdigit(*p) && !strchr(" \t*-()IVXivx", *p);
    in_tag = in_tag && *p != '>';
  }
  return others == 0 && (gsize) (end - after) < 40;
}

static void mark_contents(GArray *lines) {
  static const char *const names[] = {"目录", "Contents", "CONTENTS", NULL};
  TyPageLine *line = (TyPageLine *) (gpointer) lines->data;
  gsize last = G_MAXSIZE;

  for (gsize i = 0; i < lines->len; i++) {
    if (!is_contents_line(&line[i]))
      continue;
    line[i].is_furniture = TRUE;
    /* The beginning of an entry on two lines, and the heading. */
    if (last != G_MAXSIZE && i - last <= 3)
      for (gsize k = last + 1; k < i; k++)
        line[k].is_furniture = TRUE;
    for (gsize k = i; k-- > 0 && i - k <= 4 && last == G_MAXSIZE;) {
      gsize mark = ty_line_mark_bytes(line[k].text, line[k].length);
      if (ty_text_is_one_of(line[k].text + mark, line[k].length - mark, names))
        for (gsize j = k; j < i; j++)
          line[j].is_furniture = TRUE;
    }
    last = i;
  }
}

/* Page numbers ---------------------------------------------------------------------------------
 */

typedef enum { NO_NUMBER, NUMBER_ALONE, NUMBER_DRESSED, NUMBER_CALLED } NumberKind;

/* Whether the line is but a number: alone, dressed up with dashes and the like, or called a page.
 */
static NumberKind page_number(const TyPageLine *line, int *value) {
  const char *p = line->text, *end = p + line->length;
  gboolean is_dressed = FALSE, is_called = FALSE;
  int n_numbers = 0;

  if (line->length > 40)
    return NO_NUMBER;
  while (p < end) {
    if (g_ascii_isdigit(*p)) {
      int number = 0, digits = 0;
      for (; p < end && g_ascii_isdigit(*p); p++, digits++)
        number = digits < 4 ? number * 10 + (*p - '0') : number;
      if (digits > 4 || n_numbers++ > 1)
        return NO_NUMBER;
      *value = n_numbers == 1 ? number : *value;
      continue;
    }
    static const char *const dress[] = {"第", "页", "共", "Page", "page", "PAGE", "of", "/", "-",
                                        "–",  "—",  "－", "·",    "|",    "~",    "_",  "•"};
    gboolean is_found = *p == ' ';
    p += is_found;
    for (gsize i = 0; i < G_N_ELEMENTS(dress) && !is_found; i++)
      if ((gsize) (end - p) >= strlen(dress[i]) && memcmp(p, dress[i], strlen(dress[i])) == 0) {
        p += strlen(dress[i]);
        is_found = is_dressed = TRUE;
        is_called = is_called || (i > 0 && i <= 5 && i != 2);
      }
    if (!is_found)
      return NO_NUMBER;
  }
  if (n_numbers == 0 || (!is_dressed && n_numbers > 1))
    return NO_NUMBER;
  return is_called ? NUMBER_CALLED : is_dressed ? NUMBER_DRESSED : NUMBER_ALONE;
}

static gboolean is_at_page_edge(const TyPageLine *line, gsize i, gsize n) {
  return line[i].begins_page || (i + 1 < n && line[i + 1].begins_page);
}

/* Of the numbers alone, those of the longest chains that count up: length[i] of the chain that ends
 * at i. */
static void mark_counted(TyPageLine *line, gsize n, const int *value) {
  g_autofree guint *length = g_new0(guint, n);
  g_autofree gsize *before = g_new(gsize, n);
  g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL); /* value → 1 + the line before */

  for (gsize i = 0; i < n; i++) {
    if (value[i] < 0)
      continue;
    gsize from = GPOINTER_TO_SIZE(g_hash_table_lookup(last, GINT_TO_POINTER(value[i] - 1 + 2)));
    gboolean is_next = from > 0 && i - (from - 1) >= PAGE_LINES;
    length[i] = is_next ? length[from - 1] + 1 : 1;
    before[i] = is_next ? from - 1 : i;
    gsize other = GPOINTER_TO_SIZE(g_hash_table_lookup(last, GINT_TO_POINTER(value[i] + 2)));
    if (other == 0 || length[i] >= length[other - 1])
      g_hash_table_insert(last, GINT_TO_POINTER(value[i] + 2), GSIZE_TO_POINTER(i + 1));
  }
  for (gsize i = n; i-- > 0;)
    if (value[i] >= 0 && length[i] >= RUNNING_TIMES)
      for (gsize k = i;; k = before[k]) {
        line[k].is_furniture = line[k].begins_page = TRUE;
        if (before[k] == k)
          break;
      }
}

static void mark_numbers(GArray *lines) {
  TyPageLine *line = (TyPageLine *) (gpointer) lines->data;
  g_autofree int *alone = g_new(int, lines->len);
  g_autofree gboolean *is_dressed = g_new0(gboolean, lines->len);
  gsize n_dressed = 0;

  for (gsize i = 0; i < lines->len; i++) {
    int value = 0;
    NumberKind kind = line[i].is_furniture ? NO_NUMBER : page_number(&line[i], &value);
    alone[i] = kind == NUMBER_ALONE ? value : -1;
    is_dressed[i] = kind == NUMBER_DRESSED;
    n_dressed += is_dressed[i];
    if (kind == NUMBER_CALLED) {
      line[i].is_furniture = line[i].begins_page = TRUE;
      n_dressed++;
      /* The head that stands over it, however often. */
      if (i > 0 && line[i - 1].blanks >= GAP_BLANKS && line[i - 1].width <= MAX_RUNNING_WIDTH / 2)
        line[i - 1].is_furniture = TRUE;
    }
    if (kind == NUMBER_ALONE && is_at_page_edge(line, i, lines->len))
      line[i].is_furniture = TRUE;
  }
  for (gsize i = 0; i < lines->len; i++)
    if (is_dressed[i] && (n_dressed >= 2 || is_at_page_edge(line, i, lines->len)))
      line[i].is_furniture = line[i].begins_page = TRUE;
  if (n_dressed < RUNNING_TIMES)
    mark_counted(line, lines->len, alone);
}

/* Running heads --------------------------------------------------------------------------------
 */

/* The line without spaces and with '0' for each row of figures, so that "第 3 页" is "第 12 页". */
static char *pattern_of(const TyPageLine *line) {
  GString *out = g_string_sized_new(line->length);
  for (gsize i = 0; i < line->length; i++) {
    char c = line->text[i];
    if (c == ' ' || c == '\t' ||
        (g_ascii_isdigit(c) && out->len > 0 && out->str[out->len - 1] == '0'))
      continue;
    g_string_append_c(out, g_ascii_isdigit(c) ? '0' : c);
  }
  return g_string_free(out, FALSE);
}

/* Whether a page begins with line `i` or ends with it, or only its number or a gap stands between.
 */
static gboolean is_edge(const TyPageLine *line, gsize i, gsize n) {
  if (line[i].begins_page || line[i].blanks >= GAP_BLANKS || (i > 0 && line[i - 1].is_furniture))
    return TRUE;
  return i + 1 < n &&
         (line[i + 1].begins_page || line[i + 1].blanks >= GAP_BLANKS || line[i + 1].is_furniture);
}

static void mark_running(GArray *lines) {
  TyPageLine *line = (TyPageLine *) (gpointer) lines->data;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  typedef struct {
    gsize times, at_edge, first;
  } Running;
  g_autoptr(GArray) running = g_array_new(FALSE, TRUE, sizeof(Running));
  g_autofree guint *number = g_new0(guint, lines->len);

  for (gsize i = 0; i < lines->len; i++) {
    if (line[i].is_furniture || line[i].width > MAX_RUNNING_WIDTH)
      continue;
    char *pattern = pattern_of(&line[i]);
    guint which = GPOINTER_TO_UINT(g_hash_table_lookup(seen, pattern));
    if (which == 0) {
      Running fresh = {.first = i};
      g_array_append_val(running, fresh);
      which = running->len;
      g_hash_table_insert(seen, pattern, GUINT_TO_POINTER(which));
    } else
      g_free(pattern);
    number[i] = which;
    Running *group = &g_array_index(running, Running, which - 1);
    group->times++;
    group->at_edge += is_edge(line, i, lines->len);
  }
  for (gsize i = 0; i < lines->len; i++) {
    if (number[i] == 0)
      continue;
    const Running *group = &g_array_index(running, Running, number[i] - 1);
    gboolean is_heading = ty_line_start(line[i].text, line[i].length, NULL) == TY_LINE_HEADING;
    if (group->times >= RUNNING_TIMES && group->at_edge * 5 >= group->times * 4 &&
        is_edge(line, i, lines->len) && !(is_heading && group->first == i))
      line[i].is_furniture = TRUE;
  }
}

/* A line of signs only: the rules of Markdown and of tables. */
static gboolean is_rule(const TyPageLine *line) {
  for (gsize i = 0; i < line->length; i++)
    if (!strchr("-=_*~|+: ", line->text[i]))
      return FALSE;
  return line->length >= 3;
}

/* Where no line but a few have a space before them, these stand where a form feed was. */
static void mark_feeds(GArray *lines) {
  TyPageLine *line = (TyPageLine *) (gpointer) lines->data;
  gsize none = 0, one = 0;

  for (gsize i = 0; i < lines->len; i++) {
    none += line[i].indent == 0;
    one += line[i].indent == 1;
  }
  if (one * 10 <= lines->len && (none + one) * 50 >= (gsize) lines->len * 49)
    for (gsize i = 0; i < lines->len; i++)
      line[i].begins_page = line[i].begins_page || line[i].indent == 1;
}

void ty_page_lines_mark(GArray *lines) {
  TyPageLine *line = (TyPageLine *) (gpointer) lines->data;
  gboolean begins_page = FALSE;

  if (lines->len == 0)
    return;
  mark_feeds(lines);
  mark_contents(lines);
  mark_numbers(lines);
  mark_running(lines);
  gboolean after_furniture = FALSE;
  for (gsize i = 0; i < lines->len; i++) {
    if (is_rule(&line[i]))
      line[i].is_furniture = TRUE;
    if (line[i].is_furniture) {
      begins_page = begins_page || line[i].begins_page;
      after_furniture = after_furniture || line[i].begins_page;
      continue;
    }
    line[i].begins_page = line[i].begins_page || begins_page;
    if (line[i].begins_page || after_furniture)
      line[i].blanks = 0;
    begins_page = after_furniture = FALSE;
  }
}

/* Shape ----------------------------------------------------------------------------------------
 */

static guint lines_between(const guint *count, guint low, guint high) {
  guint n = 0;
  for (guint width = low; width <= high; width++)
    n += count[width];
  return n;
}

TyPageShape ty_page_lines_shape(const GArray *lines) {
  const TyPageLine *line = (const TyPageLine *) (gconstpointer) lines->data;
  guint count[WIDTHS] = {0}, indents[WIDTHS] = {0}, best = 0;
  gsize n = 0, spaced = 0, follow = 0, long_lines = 0, indented = 0;
  TyPageShape shape = {0};

  for (gsize i = 0; i < lines->len; i++) {
    if (line[i].is_furniture)
      continue;
    n++;
    follow += i > 0;
    spaced += i > 0 && line[i].blanks == 1;
    long_lines += line[i].width >= WIDTHS;
    if (line[i].width < WIDTHS)
      count[line[i].width]++;
    if (line[i].width >= LEAST_WIDTH)
      indents[MIN(line[i].indent, WIDTHS - 1)]++;
  }
  shape.is_spaced = follow > 0 && spaced * 10 >= follow * 6;
  for (guint top = LEAST_WIDTH; top < WIDTHS; top++) {
    guint here = lines_between(count, top - FULL_TOLERANCE, top);
    if (count[top] > 0 && here >= best) {
      best = here;
      shape.width = top;
    }
  }
  /* Of short paragraphs there are more first lines, less wide by their lost indent, than others. */
  for (guint mode = shape.width, top = MIN(mode + 8, WIDTHS - 1); mode > 0 && top > mode; top--)
    if (count[top] > 0 &&
        lines_between(count, MAX(mode + 1, top - FULL_TOLERANCE), top) * 4 >= best) {
      shape.width = top;
      break;
    }
  /* Lines longer than any page is wide are whole paragraphs. */
  if (best * FULL_SHARE < n || best < 4 || long_lines * 20 > n)
    shape.width = 0;
  for (guint k = 1; k < WIDTHS; k++)
    if (indents[k] > indents[shape.indent])
      shape.indent = k;
  for (guint k = shape.indent + 2; k < MIN(shape.indent + 9, WIDTHS); k++)
    indented += indents[k];
  shape.has_indents = indented * 20 >= n && indented * 2 <= n;
  return shape;
}
