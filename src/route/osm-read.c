/* SPDX-License-Identifier: Apache-2.0 */
#include "route/osm-read.h"

#include "base/file.h"
#include "route/osm-feed.h"
#include "route/osm-record.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <readosm.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define BUFFER_BYTES ((guint) 1 << 18)
#define READER_BYTES ((rlim_t) 2 << 30) /* that the reader may take beside what it begins with */
#define READER_SECONDS 60               /* and one more for each megabyte */
#define TEXT_MOST 4096                  /* of a tag that is handed over */

/* In the process that reads ---------------------------------------------------------------------
 */

typedef struct {
  int to;
  GByteArray *bytes;
  GArray *members, *tags;
  const gint64 *wanted;
  gsize n_wanted;
} Reader;

static int flush(Reader *reader) {
  for (guint at = 0; at < reader->bytes->len;) {
    gssize n = write(reader->to, reader->bytes->data + at, reader->bytes->len - at);
    if (n < 0 && errno != EINTR)
      return READOSM_ABORT;
    at += n > 0 ? (guint) n : 0;
  }
  g_byte_array_set_size(reader->bytes, 0);
  return READOSM_OK;
}

static int hand_over(Reader *reader, TyOsmThing *thing, const readosm_tag *tags, int n_tags) {
  g_array_set_size(reader->tags, 0);
  for (int i = 0; i < n_tags; i++) {
    TyOsmTag tag = {tags[i].key, tags[i].value};
    if (tag.key && tag.value && strlen(tag.key) < TEXT_MOST && strlen(tag.value) < TEXT_MOST)
      g_array_append_val(reader->tags, tag);
  }
  thing->tags = (const TyOsmTag *) (const void *) reader->tags->data;
  thing->n_tags = reader->tags->len;
  ty_osm_record_append(reader->bytes, thing);
  return reader->bytes->len >= BUFFER_BYTES ? flush(reader) : READOSM_OK;
}

static gboolean has_tag(const readosm_tag *tags, int n_tags, const char *key) {
  for (int i = 0; i < n_tags; i++)
    if (tags[i].key && g_str_equal(tags[i].key, key))
      return TRUE;
  return FALSE;
}

static int by_id(const void *a, const void *b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static int take_node(const void *data, const readosm_node *node) {
  Reader *reader = (Reader *) data;
  gint64 id = node->id;

  if (!bsearch(&id, reader->wanted, reader->n_wanted, sizeof id, by_id))
    return READOSM_OK;
  TyOsmThing thing = {
      .kind = TY_OSM_NODE, .id = id, .lat_deg = node->latitude, .lon_deg = node->longitude};
  return hand_over(reader, &thing, node->tags, node->tag_count);
}

static int take_way(const void *data, const readosm_way *way) {
  Reader *reader = (Reader *) data;

  if (!has_tag(way->tags, way->tag_count, "highway") &&
      !has_tag(way->tags, way->tag_count, "route"))
    return READOSM_OK;
  G_STATIC_ASSERT(sizeof(long long) == sizeof(gint64));
  TyOsmThing thing = {.kind = TY_OSM_WAY,
                      .id = way->id,
                      .refs = (const gint64 *) (const void *) way->node_refs,
                      .n_refs = (gsize) MAX(way->node_ref_count, 0)};
  return hand_over(reader, &thing, way->tags, way->tag_count);
}

static int take_relation(const void *data, const readosm_relation *relation) {
  Reader *reader = (Reader *) data;

  if (!has_tag(relation->tags, relation->tag_count, "restriction") &&
      !has_tag(relation->tags, relation->tag_count, "restriction:motorcar") &&
      !has_tag(relation->tags, relation->tag_count, "restriction:bicycle"))
    return READOSM_OK;
  g_array_set_size(reader->members, 0);
  for (int i = 0; i < relation->member_count; i++) {
    const readosm_member *from = &relation->members[i];
    TyOsmMember member = {from->member_type == READOSM_MEMBER_NODE  ? TY_OSM_NODE
                          : from->member_type == READOSM_MEMBER_WAY ? TY_OSM_WAY
                                                                    : TY_OSM_RELATION,
                          from->id, from->role};
    g_array_append_val(reader->members, member);
  }
  TyOsmThing thing = {.kind = TY_OSM_RELATION,
                      .id = relation->id,
                      .members = (const TyOsmMember *) (const void *) reader->members->data,
                      .n_members = reader->members->len};
  return hand_over(reader, &thing, relation->tags, relation->tag_count);
}

static void limit_reader(goffset file_bytes) {
  rlim_t seconds = READER_SECONDS + (rlim_t) (file_bytes >> 20);
  struct rlimit time = {seconds, seconds}, core = {0, 0};

  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__ /* which takes more than there is */
  unsigned long pages = 0;
  FILE *about = fopen("/proc/self/statm", "re");
  if (about && fscanf(about, "%lu", &pages) == 1) {
    rlim_t bytes = (rlim_t) pages * (rlim_t) sysconf(_SC_PAGESIZE) + READER_BYTES;
    struct rlimit memory = {bytes, bytes};
    setrlimit(RLIMIT_AS, &memory);
  }
  if (about)
    fclose(about);
#endif
}

/* Never returns: the exit code is 0, or 1 − readosm's. */
static void read_and_exit(const char *fifo, int to, const gint64 *wanted, gsize n_wanted,
                          goffset file_bytes) {
  Reader reader = {to,
                   g_byte_array_new(),
                   g_array_new(FALSE, FALSE, sizeof(TyOsmMember)),
                   g_array_new(FALSE, FALSE, sizeof(TyOsmTag)),
                   wanted,
                   n_wanted};
  const void *handle = NULL;

  limit_reader(file_bytes);
  int code = readosm_open(fifo, &handle);
  if (code == READOSM_OK)
    code = readosm_parse(handle, &reader, wanted ? take_node : NULL, wanted ? NULL : take_way,
                         wanted ? NULL : take_relation);
  if (code == READOSM_OK)
    code = flush(&reader);
  _exit(code == READOSM_OK ? 0 : 1 - code);
}

/* In this process -------------------------------------------------------------------------------
 */

typedef struct {
  const char *path;
  char *folder, *fifo;
  int from;
  pid_t feeder, reader;
} Reading;

static void reading_clear(Reading *reading) {
  if (reading->from >= 0)
    close(reading->from);
  if (reading->fifo)
    g_unlink(reading->fifo);
  if (reading->folder)
    g_rmdir(reading->folder);
  g_free(reading->fifo);
  g_free(reading->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static gboolean fail(const Reading *reading, GError **error, const char *doing) {
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: cannot %s: %s", reading->path, doing,
              g_strerror(errno));
  return FALSE;
}

static gboolean start(Reading *reading, TyOsmFormat format, int file, const gint64 *wanted,
                      gsize n_wanted, GError **error) {
  struct stat about = {0};
  int ends[2];

  reading->folder = g_dir_make_tmp("tuyou-XXXXXX", NULL);
  if (!reading->folder)
    return fail(reading, error, "make a temporary folder");
  /* The library goes by the end of the name. */
  reading->fifo =
      g_build_filename(reading->folder, format == TY_OSM_FORMAT_PBF ? "map.pbf" : "map.osm", NULL);
  if (mkfifo(reading->fifo, 0600) != 0 || pipe2(ends, O_CLOEXEC) != 0)
    return fail(reading, error, "make a pipe");
  reading->from = ends[0];
  fstat(file, &about);
  reading->feeder = fork();
  if (reading->feeder == 0) {
    close(ends[0]);
    close(ends[1]);
    signal(SIGPIPE, SIG_IGN);
    int to = open(reading->fifo, O_WRONLY | O_CLOEXEC);
    _exit(to < 0 ? TY_OSM_FEED_FAULT : (int) ty_osm_feed(format, file, to));
  }
  reading->reader = reading->feeder < 0 ? -1 : fork();
  if (reading->reader == 0) {
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    read_and_exit(reading->fifo, ends[1], wanted, n_wanted, about.st_size);
  }
  close(ends[1]);
  if (reading->feeder > 0 && reading->reader > 0)
    return TRUE;
  fail(reading, error, "start a process");
  if (reading->feeder > 0) {
    kill(reading->feeder, SIGKILL);
    waitpid(reading->feeder, NULL, 0);
  }
  return FALSE;
}

/* Reads records until the pipe ends; what the reader wrote is checked, not trusted. */
static gboolean take_records(Reading *reading, TyOsmFunc func, gpointer data, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_auto(TyOsmRoom) room;
  guint32 size;

  ty_osm_room_init(&room);
  for (;;) {
    TyOsmThing thing;
    gssize n = ty_file_read(reading->from, reading->path, (char *) &size, sizeof size, error);
    if (n <= 0)
      return n == 0;
    gboolean sound = n == (gssize) sizeof size && size <= TY_OSM_RECORD_MAX;
    if (sound) {
      g_byte_array_set_size(bytes, size);
      n = ty_file_read(reading->from, reading->path, (char *) bytes->data, size, error);
      if (n < 0)
        return FALSE;
      sound = n == (gssize) size && ty_osm_record_read(bytes->data, size, &room, &thing);
    }
    if (!sound) /* the reader broke off; how it ended is told below */
      return TRUE;
    if (!func(&thing, data, error))
      return FALSE;
  }
}

static gboolean refuse(const char *path, GError **error, const char *found, const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected %s", path, found, expected);
  return FALSE;
}

static gboolean finish(Reading *reading, gboolean stopped, GError **error) {
  int fed = 0, read_code = 0;

  if (stopped)
    kill(reading->reader, SIGKILL);
  close(reading->from);
  reading->from = -1;
  waitpid(reading->reader, &read_code, 0);
  /* The feeder may still wait for somebody to read. */
  int fifo = open(reading->fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fifo >= 0)
    close(fifo);
  waitpid(reading->feeder, &fed, 0);
  if (stopped)
    return FALSE;
  switch (WIFEXITED(fed) ? WEXITSTATUS(fed) : TY_OSM_FEED_FAULT) {
  case TY_OSM_FEED_TORN:
    return refuse(reading->path, error, "the end of the file in the middle of a block",
                  "a whole map");
  case TY_OSM_FEED_OVERSIZE:
    return refuse(reading->path, error, "a block of more than 32 MiB",
                  "blocks as OpenStreetMap's format allows them");
  case TY_OSM_FEED_BAD:
    return refuse(reading->path, error, "bytes that cannot be unpacked", "a map of OpenStreetMap");
  default:
    break;
  }
  if (WIFEXITED(read_code) && WEXITSTATUS(read_code) == 0)
    return TRUE;
  if (!WIFEXITED(read_code))
    return refuse(reading->path, error, "content that its reader broke down over",
                  "a map of OpenStreetMap");
  switch (1 - WEXITSTATUS(read_code)) {
  case READOSM_INSUFFICIENT_MEMORY:
    return refuse(reading->path, error, "content that needs more than 2 GiB to be read",
                  "a map of OpenStreetMap");
  case READOSM_XML_ERROR:
    return refuse(reading->path, error, "XML that is not well formed or torn",
                  "a map of OpenStreetMap");
  case READOSM_UNZIP_ERROR:
    return refuse(reading->path, error, "a block that cannot be unpacked",
                  "a map of OpenStreetMap");
  default:
    return refuse(reading->path, error, "content that cannot be read", "a map of OpenStreetMap");
  }
}

gboolean ty_osm_read(const char *path, const gint64 *wanted, gsize n_wanted, TyOsmFunc func,
                     gpointer data, GError **error) {
  g_auto(Reading) reading = {.path = path, .from = -1};
  char beginning[64];
  int file = ty_file_open(path, error);

  if (file < 0)
    return FALSE;
  gssize n = ty_file_read(file, path, beginning, sizeof beginning, error);
  TyOsmFormat format =
      n < 0 ? TY_OSM_FORMAT_UNKNOWN : ty_osm_format((const guint8 *) beginning, (gsize) n);
  gboolean started = n >= 0 && (format != TY_OSM_FORMAT_UNKNOWN ||
                                refuse(path, error, "something else",
                                       "a map of OpenStreetMap: .osm, .osm.gz or .osm.pbf"));
  if (started && lseek(file, 0, SEEK_SET) != 0)
    started = fail(&reading, error, "go back in the file");
  started = started && start(&reading, format, file, wanted, n_wanted, error);
  close(file);
  if (!started)
    return FALSE;
  gboolean taken = take_records(&reading, func, data, error);
  return finish(&reading, !taken, error) && taken;
}
