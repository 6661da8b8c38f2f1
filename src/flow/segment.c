/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/parallel.h"
#include "flow/segment-input.h"
#include "flow/segment-print.h"
#include "flow/workspace.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <tuyou/corpus.h>
#include <unistd.h>

/* Large enough that threads seldom meet, small enough to stay in a cache. */
#define BLOCK_BYTES ((gsize) 64 * 1024)
/* A decoder wants room for a character. */
#define LEAST_ROOM_BYTES 8
/* What has to be there for the end of a block not to depend on it. */
#define LOOK_AHEAD_BYTES (4 * BLOCK_BYTES + 4)
/* So much of a file that was read and written is given back at a time. */
#define FORGOTTEN_BYTES ((gsize) 1024 * 1024)

/* A block on its way: read, segmented, written; then the place is free for another. */
typedef struct {
  enum { FREE, READ, BUSY, DONE } state;
  const char *text;
  gsize length, offset;
  char *copy; /* of text that is not in memory as a whole */
  GString *out;
} Block;

/* Threads take what there is to do: blocks are read and written by one at a time, in order, and
 * segmented by all. */
typedef struct {
  const TySegmentRequest *request;
  TyOutputFunc func;
  gpointer func_data;
  TySegmenter **segmenters; /* one a thread */

  /* The input: text in memory, or standard input or decoded text through a buffer. */
  TySegmentInput *input;
  const char *text;
  gsize length, at;
  char *buffer;
  gboolean is_stream, is_mapped, at_end;
  gsize n_missed; /* files */
  gsize dropped;  /* bytes of the stream before text[0], of the map no longer in memory */

  GMutex mutex;
  GCond changed;
  Block *blocks;                                           /* a ring */
  guint n_blocks, next_read, next_segmented, next_written; /* counts, which wrap */
  gboolean is_reading, is_writing, line_open;
  GError *why;
} Pipeline;

/* Reading ---------------------------------------------------------------------------------------
 */

static gboolean fill_buffer(Pipeline *line, GError **error) {
  memmove(line->buffer, line->buffer + line->at, line->length - line->at);
  line->dropped += line->at;
  line->length -= line->at;
  line->at = 0;
  while (line->length + LEAST_ROOM_BYTES < 2 * LOOK_AHEAD_BYTES && !line->at_end) {
    gssize n = ty_segment_input_read(line->input, line->buffer + line->length,
                                     2 * LOOK_AHEAD_BYTES - line->length, error);
    if (n < 0)
      return FALSE;
    line->at_end = n == 0;
    line->length += (gsize) n;
  }
  return TRUE;
}

/* The next block of text; of no bytes at the end. */
static gboolean read_block(Pipeline *line, Block *block, GError **error) {
  if (line->is_stream && line->length - line->at < LOOK_AHEAD_BYTES && !fill_buffer(line, error))
    return FALSE;
  block->text = line->text + line->at;
  block->length = ty_segment_block_end(block->text, line->length - line->at, BLOCK_BYTES);
  block->offset = line->at + (line->is_stream ? line->dropped : 0);
  line->at += block->length;
  if (line->is_stream && block->length > 0) {
    block->copy = g_realloc(block->copy, block->length);
    block->text = memcpy(block->copy, block->text, block->length);
  }
  return TRUE;
}

/* Writing ---------------------------------------------------------------------------------------
 */

/* What the program has read and written is the system's to forget. */
static void forget_text(Pipeline *line, const Block *block) {
  gsize page = (gsize) sysconf(_SC_PAGESIZE);
  gsize end = (block->offset + block->length) / page * page;

  if (line->is_mapped && end > line->dropped && end - line->dropped >= FORGOTTEN_BYTES) {
    madvise((char *) line->text + line->dropped, end - line->dropped, MADV_DONTNEED);
    line->dropped = end;
  }
}

static gboolean write_block(Pipeline *line, Block *block, GError **error) {
  const GString *out = block->out;
  gboolean has_lines = line->request->output <= TY_SEGMENT_TAGGED;

  forget_text(line, block);
  if (out->len == 0)
    return TRUE;
  /* A line that was cut goes on: the words on both sides stay apart. */
  if (has_lines && line->line_open && out->str[0] != '\n' &&
      !line->func(" ", 1, line->func_data, error))
    return FALSE;
  line->line_open = out->str[out->len - 1] != '\n';
  return line->func(out->str, out->len, line->func_data, error);
}

/* The pipeline ----------------------------------------------------------------------------------
 */

static Block *block_of(Pipeline *line, guint count) {
  return &line->blocks[count % line->n_blocks];
}

/* Each of these does one piece of work outside the lock, when there is one to do. */
static gboolean try_write(Pipeline *line) {
  Block *block = block_of(line, line->next_written);
  GError *why = NULL;

  if (line->is_writing || line->next_written == line->next_segmented || block->state != DONE)
    return FALSE;
  line->is_writing = TRUE;
  g_mutex_unlock(&line->mutex);
  write_block(line, block, &why);
  g_mutex_lock(&line->mutex);
  line->is_writing = FALSE;
  line->next_written++;
  block->state = FREE;
  if (why && !line->why)
    line->why = why;
  else
    g_clear_error(&why);
  return TRUE;
}

static gboolean try_segment(Pipeline *line, guint thread) {
  if (line->next_segmented == line->next_read)
    return FALSE;
  Block *block = block_of(line, line->next_segmented++);
  block->state = BUSY;
  g_mutex_unlock(&line->mutex);
  g_string_truncate(block->out, 0);
  ty_segment_print(line->request, line->segmenters[thread], block->text, block->length,
                   block->offset, block->out);
  g_mutex_lock(&line->mutex);
  block->state = DONE;
  return TRUE;
}

static gboolean try_read(Pipeline *line) {
  Block *block = block_of(line, line->next_read);
  GError *why = NULL;

  if (line->is_reading || block->state != FREE ||
      line->next_read - line->next_written == line->n_blocks ||
      (line->at == line->length && line->at_end))
    return FALSE;
  line->is_reading = TRUE;
  g_mutex_unlock(&line->mutex);
  gboolean done = read_block(line, block, &why);
  g_mutex_lock(&line->mutex);
  line->is_reading = FALSE;
  if (done && block->length > 0) {
    block->state = READ;
    line->next_read++;
  }
  if (!done && !line->why)
    line->why = why;
  else
    g_clear_error(&why);
  return TRUE;
}

static gboolean is_finished(const Pipeline *line) {
  return line->why || (line->at == line->length && line->at_end && !line->is_reading &&
                       line->next_written == line->next_read);
}

static void work(gsize task, guint thread, gpointer data) {
  Pipeline *line = data;
  (void) task;

  g_mutex_lock(&line->mutex);
  while (!is_finished(line)) {
    if (try_write(line) || try_read(line) || try_segment(line, thread))
      g_cond_broadcast(&line->changed);
    else
      g_cond_wait(&line->changed, &line->mutex);
  }
  g_cond_broadcast(&line->changed);
  g_mutex_unlock(&line->mutex);
}

static gboolean run(Pipeline *line, guint n_threads, GError **error) {
  line->next_read = line->next_segmented = line->next_written = 0;
  line->line_open = FALSE;
  ty_parallel_for(n_threads, n_threads, work, line);
  for (guint i = 0; i < line->n_blocks; i++)
    line->blocks[i].state = FREE;
  if (line->why) {
    g_propagate_error(error, g_steal_pointer(&line->why));
    return FALSE;
  }
  return TRUE;
}

/* The inputs ------------------------------------------------------------------------------------
 */

/* A file that cannot be read is told of and passed over, where there is somebody to tell. */
static gboolean pass_over(Pipeline *line, const char *path, GError **error) {
  const TySegmentRequest *request = line->request;

  if (!request->reject || !error)
    return FALSE;
  request->reject(&(TyReject){path, 0, (*error)->message, NULL}, request->reject_data);
  g_clear_error(error);
  line->n_missed++;
  return TRUE;
}

static void begin_stream(Pipeline *line) {
  line->text = line->buffer = g_malloc(2 * LOOK_AHEAD_BYTES);
  line->length = line->at = line->dropped = 0;
  line->is_stream = TRUE;
  line->is_mapped = line->at_end = FALSE;
}

static void begin_map(Pipeline *line, GMappedFile *file) {
  line->text = g_mapped_file_get_contents(file);
  line->length = g_mapped_file_get_length(file);
  line->at = line->dropped = 0;
  line->is_stream = FALSE;
  line->is_mapped = line->at_end = TRUE;
}

static void pass_mark(Pipeline *line) {
  if (line->length >= 3 && memcmp(line->text, "\xef\xbb\xbf", 3) == 0)
    line->at = 3;
}

static gboolean segment_file(Pipeline *line, const char *path, guint n_threads, gsize *n_bytes,
                             GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);

  if (!file)
    return pass_over(line, path, error);
  begin_map(line, file);
  *n_bytes += line->length;
  if (!ty_segment_begins_as_utf8(line->text, line->length) &&
      !ty_segment_input_open(line->input, path, error))
    return pass_over(line, path, error);
  if (ty_segment_input_is_decoded(line->input)) /* else it is broken UTF-8, and stays so */
    begin_stream(line);
  pass_mark(line);
  gboolean done = run(line, n_threads, error);
  ty_segment_input_clear(line->input);
  g_clear_pointer(&line->buffer, g_free);
  return done;
}

static gboolean segment_input(Pipeline *line, guint n_threads, gsize *n_bytes, GError **error) {
  begin_stream(line);
  gboolean done = fill_buffer(line, error) &&
                  ty_segment_input_open_stream(line->input, line->buffer, line->length, error);
  if (done && ty_segment_input_is_decoded(line->input)) {
    line->length = 0; /* it comes again, decoded */
    line->at_end = FALSE;
  }
  if (done) {
    pass_mark(line);
    done = run(line, n_threads, error);
  }
  *n_bytes += line->dropped + line->length;
  ty_segment_input_clear(line->input);
  g_clear_pointer(&line->buffer, g_free);
  return done;
}

static gboolean segment_all(Pipeline *line, guint n_threads, gsize *n_bytes, GError **error) {
  const char *const *file = line->request->files;

  if (!file || !*file)
    return segment_input(line, n_threads, n_bytes, error);
  for (; *file; file++) {
    if (!segment_file(line, *file, n_threads, n_bytes, error))
      return FALSE;
    if (line->line_open && file[1] && line->request->output <= TY_SEGMENT_TAGGED &&
        !line->func("\n", 1, line->func_data, error))
      return FALSE;
  }
  return TRUE;
}

/* All of it -------------------------------------------------------------------------------------
 */

static double user_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6;
}

gboolean ty_segment_files(const TySegmentRequest *request, TyOutputFunc func, gpointer data,
                          TySegmentStatistics *statistics, GError **error) {
  gint64 started_us = g_get_monotonic_time();
  guint n = ty_parallel_threads(request->n_threads);
  TySegmentStatistics counted = {.n_threads = n};
  Pipeline line = {
      .request = request, .func = func, .func_data = data, .n_blocks = n > 1 ? 2 * n + 2 : 1};
  g_autofree char *folder = ty_data_folder(request->data_folder);
  g_autoptr(TyLexicon) lexicon = ty_open_lexicon(folder, request->word_lists, request->reject,
                                                 request->reject_data, &counted.n_rejected, error);

  if (!lexicon)
    return FALSE;
  g_mutex_init(&line.mutex);
  g_cond_init(&line.changed);
  line.input = ty_segment_input_new();
  line.segmenters = g_new(TySegmenter *, n);
  line.blocks = g_new0(Block, line.n_blocks);
  for (guint i = 0; i < n; i++)
    line.segmenters[i] = ty_segmenter_new(lexicon);
  for (guint i = 0; i < line.n_blocks; i++)
    line.blocks[i].out = g_string_new(NULL);
  gint64 ready_us = g_get_monotonic_time();
  double user_before = user_seconds();
  gboolean done = segment_all(&line, n, &counted.n_bytes, error);
  for (guint i = 0; i < line.n_blocks; i++) {
    g_string_free(line.blocks[i].out, TRUE);
    g_free(line.blocks[i].copy);
  }
  for (guint i = 0; i < n; i++)
    ty_segmenter_free(line.segmenters[i]);
  ty_segment_input_free(line.input);
  g_free(line.blocks);
  g_free(line.segmenters);
  g_cond_clear(&line.changed);
  g_mutex_clear(&line.mutex);
  counted.n_missed = line.n_missed;
  counted.load_ms = (double) (ready_us - started_us) / 1000;
  counted.seconds = (double) (g_get_monotonic_time() - ready_us) / 1e6;
  counted.user_seconds = user_seconds() - user_before;
  if (statistics)
    *statistics = counted;
  return done;
}
