/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/readers.h"
#include "corpus/xml-rows.h"

#include <string.h>

#define LOOKED_AT_BYTES ((gsize) 1 << 18)
#define NO_TYPE                                                                                    \
  "found a document type, expected none: it may hold entities that grow without end or name "      \
  "other "                                                                                         \
  "files"

typedef struct {
  TyReader *reader;
  TyWindow *window;
  gsize at; /* byte of the window that is read next */
  const TyColumns *columns;
  TyXmlRows rows;
  const char *platform;
  xmlTextReaderPtr xml;
  GError *error; /* of the source or the receiver */
  char *fault;
  gsize fault_line;
  char *wrapper; /* the open element under the root */
  int depth;     /* of the open row; 0: none */
  TyRecord record;
  gsize n_bytes;               /* of its values */
  gboolean is_known, is_apart; /* the open column has a field; an element began or ended in it */
  TyField field;
  guint rank;
  GString *value;
} Posts;

static void note_fault(void *data, xmlErrorPtr why) {
  Posts *posts = data;

  if (posts->fault || why->level < XML_ERR_ERROR || why->domain == XML_FROM_NAMESPACE)
    return;
  g_autofree char *line = g_strndup(why->message, strcspn(why->message, "\n"));
  posts->fault = g_utf8_make_valid(line, -1);
  posts->fault_line = (gsize) MAX(why->line, 1);
}

/* The next `room` bytes, fewer only at the end: where pieces end makes no difference. */
static int read_window(void *data, char *buffer, int room) {
  Posts *posts = data;
  TyWindow *window = posts->window;
  gsize n = 0;

  while (n < (gsize) room) {
    gsize here = MIN((gsize) room - n, window->length - posts->at);
    memcpy(buffer + n, window->text + posts->at, here);
    posts->at += here;
    n += here;
    if (n == (gsize) room || window->is_last)
      break;
    if (!ty_window_more(window, window->length, &posts->error))
      return -1;
    posts->at = 0;
  }
  return (int) n;
}

static int close_window(void *data) {
  (void) data;
  return 0;
}

/* libxml2 counts the lines of elements to 65,535; past that, where its parser is must do. */
static gsize line_here(const Posts *posts) {
  long line = xmlGetLineNo(xmlTextReaderCurrentNode(posts->xml));
  int parsed = xmlTextReaderGetParserLineNumber(posts->xml);

  return (gsize) MAX(line >= 65535 ? MAX(line, (long) parsed) : line, 1);
}

/* Values ---------------------------------------------------------------------------------------
 */

static gboolean fits(Posts *posts, gsize length) {
  posts->n_bytes += MIN(length, TY_RECORD_MAX_BYTES + 1);
  return posts->n_bytes <= TY_RECORD_MAX_BYTES;
}

static gboolean is_list(TyField field) {
  return field == TY_FIELD_TAGS || field == TY_FIELD_AUTHOR || field == TY_FIELD_ORGAN;
}

static void begin_value(Posts *posts, const char *column) {
  posts->is_known = ty_columns_find(posts->columns, column, &posts->field, &posts->rank);
  posts->is_apart = FALSE;
  g_string_truncate(posts->value, 0);
}

/* Blanks alone stand between elements, and are what joins them. */
static void add_text(Posts *posts, const char *text) {
  if (!posts->is_known || !text[strspn(text, " \t\r\n")] || !fits(posts, strlen(text)))
    return;
  if (posts->is_apart && posts->value->len > 0)
    g_string_append_c(posts->value, is_list(posts->field) ? ';' : ' ');
  posts->is_apart = FALSE;
  g_string_append(posts->value, text);
}

/* A column that is there more than once has all its values. */
static void end_value(Posts *posts) {
  TyRecord *record = &posts->record;
  const char *value = posts->value->str;

  if (!posts->is_known)
    return;
  posts->is_known = FALSE;
  if (ty_record_get(record, posts->field) && record->field[posts->field].rank == posts->rank &&
      posts->field != TY_FIELD_DATE && value[strspn(value, " \t\r\n")])
    ty_record_append(record, posts->field, is_list(posts->field) ? ";" : " ", value);
  else
    ty_record_offer(record, posts->field, posts->rank, value);
}

/* Rows -----------------------------------------------------------------------------------------
 */

static gboolean end_row(Posts *posts) {
  posts->depth = 0;
  if (posts->n_bytes <= TY_RECORD_MAX_BYTES)
    return ty_reader_emit(posts->reader, &posts->record, posts->reader->options.kind,
                          posts->platform, &posts->error);
  ty_reader_reject(posts->reader, posts->record.line, NULL, 0,
                   "found a record of more than 16 MiB, expected a shorter one");
  return TRUE;
}

static gboolean begin_row(Posts *posts, int depth) {
  gboolean is_empty = xmlTextReaderIsEmptyElement(posts->xml) == 1;

  posts->depth = depth;
  posts->n_bytes = 0;
  ty_record_begin(&posts->record, line_here(posts));
  while (xmlTextReaderMoveToNextAttribute(posts->xml) == 1) {
    if (xmlTextReaderIsNamespaceDecl(posts->xml))
      continue;
    begin_value(posts, ty_xml_name(posts->xml));
    const char *text = (const char *) xmlTextReaderConstValue(posts->xml);
    add_text(posts, text ? text : "");
    end_value(posts);
  }
  (void) xmlTextReaderMoveToElement(posts->xml);
  return !is_empty || end_row(posts);
}

static gboolean is_row(const Posts *posts, int depth) {
  const TyXmlRows *rows = &posts->rows;

  return depth == (rows->wrapper ? 2 : 1) && g_str_equal(ty_xml_name(posts->xml), rows->name) &&
         (!rows->wrapper || g_strcmp0(posts->wrapper, rows->wrapper) == 0);
}

static gboolean on_start(Posts *posts, int depth) {
  if (depth == 1 && posts->rows.wrapper) {
    g_free(posts->wrapper);
    posts->wrapper = g_strdup(ty_xml_name(posts->xml));
  }
  if (posts->depth == 0)
    return !is_row(posts, depth) || begin_row(posts, depth);
  posts->is_apart = TRUE;
  if (depth != posts->depth + 1)
    return TRUE;
  g_autofree char *column = ty_xml_column(posts->xml);
  begin_value(posts, column);
  if (xmlTextReaderIsEmptyElement(posts->xml) == 1)
    end_value(posts);
  return TRUE;
}

static gboolean on_end(Posts *posts, int depth) {
  posts->is_apart = TRUE;
  if (posts->depth > 0 && depth == posts->depth + 1)
    end_value(posts);
  return posts->depth == 0 || depth != posts->depth || end_row(posts);
}

/* What the reader has come to. @return FALSE when the reading must end */
static gboolean take_node(Posts *posts) {
  int depth = xmlTextReaderDepth(posts->xml);

  switch (xmlTextReaderNodeType(posts->xml)) {
  case XML_READER_TYPE_ELEMENT:
    return on_start(posts, depth);
  case XML_READER_TYPE_END_ELEMENT:
    return on_end(posts, depth);
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_CDATA:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    if (posts->depth > 0)
      add_text(posts, (const char *) xmlTextReaderConstValue(posts->xml));
    return TRUE;
  case XML_READER_TYPE_DOCUMENT_TYPE:
    g_set_error(&posts->error, TY_ERROR, TY_ERROR_INPUT, "%s: " NO_TYPE, posts->reader->file);
    return FALSE;
  default:
    return TRUE;
  }
}

/* What is broken after some posts costs those after it, not those before. */
static gboolean end_broken(Posts *posts, GError **error) {
  if (posts->reader->n_documents == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found broken XML (%s), expected posts",
                posts->reader->file, posts->fault_line, posts->fault);
    return FALSE;
  }
  ty_reader_reject(posts->reader, posts->fault_line, NULL, 0,
                   "found broken XML (%s), read no further; expected well-formed XML",
                   posts->fault);
  return TRUE;
}

static gboolean read_rows(Posts *posts, GError **error) {
  int more = 1;

  while (!posts->fault && !posts->error && (more = xmlTextReaderRead(posts->xml)) == 1)
    if (!posts->fault && !take_node(posts))
      break;
  if (posts->error) {
    g_propagate_error(error, g_steal_pointer(&posts->error));
    return FALSE;
  }
  if (more < 0 && !posts->fault) {
    posts->fault = g_strdup("it cannot be read");
    posts->fault_line = line_here(posts);
  }
  return !posts->fault || end_broken(posts, error);
}

/* Finds the row and what its columns mean. */
static gboolean begin(Posts *posts, GError **error) {
  const TyWindow *window = posts->window;
  const char *file = posts->reader->file;
  gboolean is_typed;

  if (!ty_xml_root(window->text, window->length, &is_typed)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: %s", file,
                is_typed ? NO_TYPE : "found no element, expected XML");
    return FALSE;
  }
  if (!ty_xml_rows_find(window->text, MIN(window->length, LOOKED_AT_BYTES), posts->columns,
                        &posts->rows)) {
    posts->rows.name = g_strdup(""); /* it may be broken: that shows when it is read */
    return TRUE;
  }
  const char *const *names = (const char *const *) posts->rows.all;
  gsize n = g_strv_length(posts->rows.all);
  posts->platform = ty_columns_platform(n, names);
  return ty_columns_check(posts->columns, file, n, names, error);
}

static gboolean check_rows(const Posts *posts, GError **error) {
  if (*posts->rows.name)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found an XML file without elements that are like rows, expected some under the "
              "root or under one element of it, each with a column an element or attribute",
              posts->reader->file);
  return FALSE;
}

gboolean ty_posts_read_xml(TyReader *reader, TyWindow *window, GError **error) {
  g_autoptr(TyColumns) columns = ty_columns_new(reader->options.kind, reader->options.map, error);
  Posts posts = {.reader = reader, .window = window, .columns = columns};

  if (!columns)
    return FALSE;
  posts.value = g_string_new(NULL);
  gboolean done = begin(&posts, error);
  if (done) {
    /* Without XML_PARSE_HUGE libxml2 bounds a text (10 MB), names and depth. */
    posts.xml = xmlReaderForIO(read_window, close_window, &posts, NULL, "UTF-8",
                               XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA);
    xmlTextReaderSetStructuredErrorHandler(posts.xml, note_fault, &posts);
    done = read_rows(&posts, error) && check_rows(&posts, error);
    xmlFreeTextReader(posts.xml);
  }
  g_clear_error(&posts.error);
  ty_xml_rows_clear(&posts.rows);
  ty_record_clear(&posts.record);
  g_string_free(posts.value, TRUE);
  g_free(posts.wrapper);
  g_free(posts.fault);
  return done;
}
