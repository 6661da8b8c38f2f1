/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/word-cloud.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CELL_PX 3         /* of the mask */
#define GAP_PX 3.0        /* above and below a word */
#define SPACE_EM .22      /* beside it, so that neighbours do not read as one word */
#define SMALLEST_PX 8.0   /* type */
#define BOLD_FROM .35     /* of the heaviest weight */
#define MEASURE_PX 100.0  /* size at which words are measured */
#define HIGHEST_FILL 0.92 /* share of the frame that words could ever cover */
#define N_TRIALS 9        /* halvings of the scale */

typedef struct {
  gsize word;
  double weight;
  gboolean bold;
  TyBox ink; /* at MEASURE_PX */
} Entry;

/* One cell of the frame and how far it is from the middle. */
typedef struct {
  float distance;
  gint16 x, y;
} Cell;

/* The frame as cells. sum[] holds, for each corner, the number of taken cells to the upper left
 * (Crow 1984), so that a rectangle is tested in four look-ups. */
typedef struct {
  int width, height;
  guint32 *sum; /* (width + 1) × (height + 1) */
  Cell *cells;  /* width × height, nearest to the middle first */
} Mask;

static int compare_entries(const void *a, const void *b) {
  const Entry *left = a, *right = b;
  if (left->weight != right->weight)
    return left->weight > right->weight ? -1 : 1;
  return left->word < right->word ? -1 : left->word > right->word;
}

static int compare_cells(const void *a, const void *b) {
  const Cell *left = a, *right = b;
  if (left->distance != right->distance)
    return left->distance < right->distance ? -1 : 1;
  if (left->y != right->y)
    return left->y - right->y;
  return left->x - right->x;
}

/* The order in which places are tried: rings of |x|^p + |y|^p, ellipses for p = 2, nearer to the
 * frame's own shape above it. */
static void sort_cells(Mask *mask, double power) {
  for (int y = 0; y < mask->height; y++)
    for (int x = 0; x < mask->width; x++) {
      double dx = fabs((x + .5) / mask->width * 2 - 1), dy = fabs((y + .5) / mask->height * 2 - 1);
      mask->cells[y * mask->width + x] =
          (Cell){(float) (pow(dx, power) + pow(dy, power)), (gint16) x, (gint16) y};
    }
  qsort(mask->cells, (gsize) mask->width * (gsize) mask->height, sizeof(Cell), compare_cells);
}

static guint32 taken(const Mask *mask, int x, int y, int width, int height) {
  const guint32 *above = mask->sum + (gsize) y * (gsize) (mask->width + 1);
  const guint32 *below = above + (gsize) height * (gsize) (mask->width + 1);
  return below[x + width] - below[x] - above[x + width] + above[x];
}

static void take(Mask *mask, int x, int y, int width, int height) {
  for (int row = y + 1; row <= mask->height; row++) {
    guint32 *sum = mask->sum + (gsize) row * (gsize) (mask->width + 1);
    guint32 rows = (guint32) MIN(row - y, height);
    for (int column = x + 1; column <= mask->width; column++)
      sum[column] += rows * (guint32) MIN(column - x, width);
  }
}

/* The size of type at which a word's box covers `scale` px² for each unit of weight. */
static double type_size(const Entry *entry, double scale) {
  return MEASURE_PX * sqrt(scale * entry->weight / (entry->ink.width * entry->ink.height));
}

/* Puts all words of at least the smallest type into the frame; FALSE when one finds no place. */
static gboolean try_scale(Mask *mask, const Entry *entries, gsize n, double scale, TyBox frame,
                          GArray *placed) {
  gsize n_cells = (gsize) mask->width * (gsize) mask->height;

  memset(mask->sum, 0, (gsize) (mask->width + 1) * (gsize) (mask->height + 1) * sizeof *mask->sum);
  g_array_set_size(placed, 0);
  for (gsize rank = 0; rank < n; rank++) {
    const Entry *entry = &entries[rank];
    double size = type_size(entry, scale), zoom = size / MEASURE_PX;
    if (size < SMALLEST_PX)
      continue;
    double ink_width = entry->ink.width * zoom, ink_height = entry->ink.height * zoom;
    int width = (int) ceil((ink_width + GAP_PX + SPACE_EM * size) / CELL_PX);
    int height = (int) ceil((ink_height + GAP_PX) / CELL_PX);
    gsize c;
    int x = 0, y = 0;

    for (c = 0; c < n_cells; c++) {
      x = mask->cells[c].x - width / 2;
      y = mask->cells[c].y - height / 2;
      if (x >= 0 && y >= 0 && x + width <= mask->width && y + height <= mask->height &&
          taken(mask, x, y, width, height) == 0)
        break;
    }
    if (c == n_cells)
      return FALSE;
    take(mask, x, y, width, height);
    TyPlacedWord at = {.word = entry->word, .rank = rank, .style = {size, entry->bold, 0}};
    at.box =
        (TyBox){frame.x + (x + width / 2.0) * CELL_PX - ink_width / 2,
                frame.y + (y + height / 2.0) * CELL_PX - ink_height / 2, ink_width, ink_height};
    at.x = at.box.x - entry->ink.x * zoom;
    at.y = at.box.y - entry->ink.y * zoom;
    g_array_append_val(placed, at);
  }
  return placed->len > 0;
}

/* Halves the range of scales, keeping the layout of the largest that held all the words. */
static double search_scale(Mask *mask, const Entry *entries, gsize n, double low, double high,
                           TyBox frame, GArray **best) {
  double found = 0;
  GArray *placed = g_array_new(FALSE, FALSE, sizeof(TyPlacedWord));

  for (int trial = 0; trial < N_TRIALS; trial++) {
    double scale = (low + high) / 2;
    if (try_scale(mask, entries, n, scale, frame, placed)) {
      GArray *swap = *best;
      *best = placed;
      placed = swap;
      found = low = scale;
    } else {
      high = scale;
    }
  }
  g_array_unref(placed);
  return found;
}

static Entry *measure(TyCanvas *canvas, const TyWord *words, gsize n) {
  Entry *entries = g_new(Entry, n);
  double heaviest = 0;

  for (gsize i = 0; i < n; i++)
    heaviest = MAX(heaviest, words[i].weight);
  for (gsize i = 0; i < n; i++) {
    gboolean bold = words[i].weight >= BOLD_FROM * heaviest;
    TyTextStyle style = {MEASURE_PX, bold, 0};
    entries[i] =
        (Entry){i, words[i].weight, bold, ty_canvas_measure(canvas, words[i].text, style).ink};
    entries[i].ink.width = MAX(entries[i].ink.width, 1); /* a text of blanks */
    entries[i].ink.height = MAX(entries[i].ink.height, 1);
  }
  qsort(entries, n, sizeof *entries, compare_entries);
  return entries;
}

GArray *ty_wordcloud_layout(TyCanvas *canvas, const TyWord *words, gsize n) {
  static const double powers[] = {2, 3, 6};
  TyBox frame = ty_canvas_frame(canvas);
  g_autofree Entry *entries = measure(canvas, words, n);
  Mask mask = {(int) (frame.width / CELL_PX), (int) (frame.height / CELL_PX), NULL, NULL};
  g_autofree guint32 *sum = g_new(guint32, (gsize) (mask.width + 1) * (gsize) (mask.height + 1));
  g_autofree Cell *cells = g_new(Cell, (gsize) mask.width * (gsize) mask.height);
  GArray *best = g_array_new(FALSE, FALSE, sizeof(TyPlacedWord));
  double total = 0, low = 0;

  mask.sum = sum;
  mask.cells = cells;
  for (gsize i = 0; i < n; i++)
    total += entries[i].weight;
  double high = HIGHEST_FILL * frame.width * frame.height / total;
  for (gsize p = 0; p < G_N_ELEMENTS(powers); p++) {
    GArray *placed = g_array_new(FALSE, FALSE, sizeof(TyPlacedWord));
    sort_cells(&mask, powers[p]);
    double found = search_scale(&mask, entries, n, low, high, frame, &placed);
    if (found > low) {
      low = found;
      g_array_unref(best);
      best = g_steal_pointer(&placed);
    } else {
      g_array_unref(placed);
    }
  }
  return best;
}

GBytes *ty_draw_wordcloud(const TyWord *words, gsize n, const TyPictureOptions *options,
                          GError **error) {
  if (n == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a word cloud of no words, expected at least one");
    return NULL;
  }
  for (gsize i = 0; i < n; i++) {
    if (!ty_picture_check_text(words[i].text, "word", i, error))
      return NULL;
    if (!(words[i].weight > 0 && isfinite(words[i].weight))) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "word %zu (%s) has weight %g, expected a positive number", i + 1, words[i].text,
                  words[i].weight);
      return NULL;
    }
  }
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 960, 600, error);
  if (!canvas)
    return NULL;
  g_autoptr(GArray) placed = ty_wordcloud_layout(canvas, words, n);
  for (guint i = 0; i < placed->len; i++) {
    const TyPlacedWord *at = &g_array_index(placed, TyPlacedWord, i);
    ty_canvas_text(canvas, at->x, at->y, words[at->word].text, at->style,
                   at->rank < 3 ? TY_ROLE_ACCENT : TY_ROLE_INK);
  }
  return ty_canvas_finish(canvas, error);
}
