/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/papers-xml.h"

#include "corpus/lines.h"
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define SNIFFED_BYTES 4096
#define OTHER_LANGUAGE 10 /* added to the rank of what is not Chinese */
#define MAX_VALUE_BYTES (1 << 20)

/* What an element means, inside another one when `within` names it. The first that fits counts:
 * what is not read comes before what is. */
static const struct {
  const char *within;
  TyLineName name;
} elements[] = {
    /* who is no author */
    {"SecondaryAuthors", {"Author", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"SecondaryAuthors", {"FullName", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"TertiaryAuthors", {"FullName", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"Editors", {"FullName", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"Tutors", {"FullName", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"Translators", {"FullName", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"secondary-authors", {"author", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"tertiary-authors", {"author", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"subsidiary-authors", {"author", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    {"translated-authors", {"author", TY_LINE_HEADER, TY_N_FIELDS, 0}},
    /* NoteFirst */
    {NULL, {"Bibliography", TY_LINE_START, TY_N_FIELDS, 0}},
    {"Media", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"Media", {"Name", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"Periodical", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"Periodical", {"Name", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"PeriodicalInfo", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"PeriodicalTitle", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"Journal", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"Journal", {"Name", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"SecondaryTitle", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 1}},
    {"TertiaryTitle", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 2}},
    {"Conference", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 1}},
    {"Conference", {"Name", TY_LINE_FIELD, TY_FIELD_VENUE, 1}},
    {"Publisher", {"Name", TY_LINE_FIELD, TY_FIELD_VENUE, 3}},
    {"Publisher", {"Title", TY_LINE_FIELD, TY_FIELD_VENUE, 3}},
    {NULL, {"PrimaryTitle", TY_LINE_FIELD, TY_FIELD_TITLE, 0}},
    {NULL, {"PeriodicalTitle", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {NULL, {"SecondaryTitle", TY_LINE_FIELD, TY_FIELD_VENUE, 1}},
    {NULL, {"TertiaryTitle", TY_LINE_FIELD, TY_FIELD_VENUE, 2}},
    {NULL, {"Conference", TY_LINE_FIELD, TY_FIELD_VENUE, 1}},
    {NULL, {"University", TY_LINE_FIELD, TY_FIELD_VENUE, 2}},
    {NULL, {"Media", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {NULL, {"Periodical", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {NULL, {"Journal", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {"Author", {"FullName", TY_LINE_LIST, TY_FIELD_AUTHOR, 0}},
    {"Author", {"Organization", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {"Author", {"Organizations", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {"Author", {"Affiliation", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {"Author", {"AuthorAddress", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {"Author", {"Address", TY_LINE_LIST, TY_FIELD_ORGAN, 1}},
    {NULL, {"Organization", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {NULL, {"AuthorAddress", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {NULL, {"PublishDate", TY_LINE_FIELD, TY_FIELD_DATE, 0}},
    {NULL, {"PublicationDate", TY_LINE_FIELD, TY_FIELD_DATE, 0}},
    /* EndNote */
    {NULL, {"record", TY_LINE_START, TY_N_FIELDS, 0}},
    {"titles", {"title", TY_LINE_FIELD, TY_FIELD_TITLE, 0}},
    {NULL, {"full-title", TY_LINE_FIELD, TY_FIELD_VENUE, 0}},
    {NULL, {"secondary-title", TY_LINE_FIELD, TY_FIELD_VENUE, 1}},
    {NULL, {"tertiary-title", TY_LINE_FIELD, TY_FIELD_VENUE, 2}},
    {"authors", {"author", TY_LINE_LIST, TY_FIELD_AUTHOR, 0}},
    {NULL, {"auth-address", TY_LINE_LIST, TY_FIELD_ORGAN, 0}},
    {NULL, {"auth-affiliaton", TY_LINE_LIST, TY_FIELD_ORGAN, 1}}, /* so in its definition */
    {"pub-dates", {"date", TY_LINE_FIELD, TY_FIELD_DATE, 0}},
    {NULL, {"electronic-resource-num", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0}},
    {NULL, {"accession-num", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 1}},
    {"urls", {"url", TY_LINE_FIELD, TY_FIELD_URL, 0}},
    {NULL, {"remote-database-provider", TY_LINE_SOURCE, TY_N_FIELDS, 0}},
    {NULL, {"remote-database-name", TY_LINE_SOURCE, TY_N_FIELDS, 0}},
    /* both */
    {NULL, {"Title", TY_LINE_FIELD, TY_FIELD_TITLE, 1}},
    {NULL, {"Author", TY_LINE_LIST, TY_FIELD_AUTHOR, 1}},
    {NULL, {"Abstract", TY_LINE_FIELD, TY_FIELD_TEXT, 0}},
    {NULL, {"Keyword", TY_LINE_LIST, TY_FIELD_TAGS, 0}},
    {NULL, {"Keywords", TY_LINE_LIST, TY_FIELD_TAGS, 1}},
    {NULL, {"Publisher", TY_LINE_FIELD, TY_FIELD_VENUE, 3}},
    {NULL, {"Year", TY_LINE_FIELD, TY_FIELD_DATE, 1}},
    {NULL, {"DOI", TY_LINE_FIELD, TY_FIELD_NATIVE_ID, 0}},
    {NULL, {"URL", TY_LINE_FIELD, TY_FIELD_URL, 1}},
    {NULL, {"Link", TY_LINE_FIELD, TY_FIELD_URL, 2}},
    {NULL, {"DatabaseProvider", TY_LINE_SOURCE, TY_N_FIELDS, 0}},
    {NULL, {"Database", TY_LINE_SOURCE, TY_N_FIELDS, 0}},
};

/* An open element. */
typedef struct {
  char *name;
  const TyLineName *meaning; /* or NULL */
  gsize start;               /* of its text in Papers.text */
  gboolean has_inner;        /* an element in it has taken its text */
  gboolean is_foreign;       /* in a language that is not Chinese */
} Element;

typedef struct {
  TyReader *reader;
  xmlParserCtxtPtr parser;
  TyRecord record;
  gboolean is_open, is_cnki, done;
  GError *error; /* of the receiver */
  GArray *open;  /* Element, the outermost first */
  GString *text;
  char *fault;
  gsize fault_line;
} Papers;

static void close_element(gpointer data) { g_free(((Element *) data)->name); }

/* Where the root element begins; NULL when a document type or nothing comes before it. */
static const char *skip_prolog(const char *p, const char *end) {
  for (;;) {
    while (p < end && g_ascii_isspace(*p))
      p++;
    if (p == end || *p != '<')
      return NULL;
    gsize left = (gsize) (end - p);
    const char *close = left > 3 && memcmp(p, "<!--", 4) == 0 ? "-->"
                        : left > 1 && p[1] == '?'             ? "?>"
                                                              : NULL;
    if (!close)
      return left > 1 && p[1] == '!' ? NULL : p;
    p = g_strstr_len(p, (gssize) left, close);
    if (!p)
      return NULL;
    p += strlen(close);
  }
}

static gboolean has(const char *text, gsize length, const char *part) {
  gsize n = strlen(part);
  for (gsize i = 0; i + n <= length; i++)
    if (g_ascii_strncasecmp(text + i, part, n) == 0)
      return TRUE;
  return FALSE;
}

TyPapersXml ty_papers_xml_sniff(const char *text, gsize length) {
  const char *root = skip_prolog(text, text + length);
  gsize n = MIN(root ? (gsize) (text + length - root) : 0, SNIFFED_BYTES);

  if (n == 0)
    return TY_PAPERS_XML_NONE;
  if (has(root, n, "<Bibliography>") || has(root, n, "<Bibliography ") || has(root, n, "notefirst"))
    return TY_PAPERS_XML_NOTEFIRST;
  if ((has(root, MIN(n, 4), "<xml") || has(root, MIN(n, 8), "<records")) &&
      has(root, n, "<record>"))
    return TY_PAPERS_XML_ENDNOTE;
  return TY_PAPERS_XML_NONE;
}

/* libxml2 would print errors; the first is kept. */
static void on_error(void *data, xmlErrorPtr why) {
  Papers *papers = data;

  if (papers->fault || why->level < XML_ERR_ERROR)
    return;
  g_autofree char *line = g_strndup(why->message, strcspn(why->message, "\n"));
  papers->fault = g_utf8_make_valid(line, -1);
  papers->fault_line = (gsize) MAX(why->line, 1);
}

static gboolean is_within(const Papers *papers, const char *name) {
  for (guint i = 0; i < papers->open->len; i++)
    if (g_ascii_strcasecmp(g_array_index(papers->open, Element, i).name, name) == 0)
      return TRUE;
  return FALSE;
}

static const TyLineName *meaning_of(const Papers *papers, const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(elements); i++)
    if (g_ascii_strcasecmp(elements[i].name.name, name) == 0 &&
        (!elements[i].within || is_within(papers, elements[i].within)))
      return &elements[i].name;
  return NULL;
}

/* Whether the attributes say that this is in a language which is not Chinese. */
static gboolean is_foreign(const xmlChar **attributes, int n) {
  for (const char **at = (const char **) attributes; n > 0; n--, at += 5)
    if (g_ascii_strcasecmp(at[0], "lang") == 0)
      return at[4] > at[3] && g_ascii_strncasecmp(at[3], "zh", 2) != 0 &&
             g_ascii_strncasecmp(at[3], "ch", 2) != 0;
  return FALSE;
}

static void finish_record(Papers *papers) {
  if (!papers->is_open)
    return;
  papers->is_open = FALSE;
  papers->done = ty_reader_emit(papers->reader, &papers->record, TY_DOCUMENT_PAPER,
                                papers->is_cnki ? "cnki" : NULL, &papers->error);
  if (!papers->done)
    xmlStopParser(papers->parser);
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
                     int n_spaces, const xmlChar **spaces, int n_attributes, int n_usual,
                     const xmlChar **attributes) {
  Papers *papers = data;
  guint depth = papers->open->len;
  gboolean is_inside = depth > 0 && g_array_index(papers->open, Element, depth - 1).is_foreign;
  Element element = {.name = g_strdup((const char *) name),
                     .meaning = meaning_of(papers, (const char *) name),
                     .start = papers->text->len,
                     .is_foreign = is_inside || is_foreign(attributes, n_attributes)};
  (void) prefix, (void) space, (void) n_spaces, (void) spaces, (void) n_usual;

  g_array_append_val(papers->open, element);
  if (!element.meaning || element.meaning->role != TY_LINE_START)
    return;
  finish_record(papers);
  ty_record_begin(&papers->record, (gsize) MAX(xmlSAX2GetLineNumber(papers->parser), 1));
  papers->is_open = papers->done;
  papers->is_cnki = FALSE;
}

static void take_value(Papers *papers, const Element *element) {
  TyLineName name = *element->meaning;
  const char *value = papers->text->str + element->start;

  while (g_ascii_isspace(*value))
    value++;
  if (name.role == TY_LINE_SOURCE)
    papers->is_cnki = papers->is_cnki || strstr(value, "CNKI") || strstr(value, "知网");
  name.rank += element->is_foreign ? OTHER_LANGUAGE : 0;
  (void) ty_line_offer(&papers->record, &name, value);
}

/* Whether an open element takes its text: what ends inside it stays a part of it. */
static gboolean is_gathering(const Papers *papers) {
  for (guint i = 0; i < papers->open->len; i++) {
    const TyLineName *meaning = g_array_index(papers->open, Element, i).meaning;
    if (meaning && meaning->role != TY_LINE_START)
      return TRUE;
  }
  return FALSE;
}

/* An element with a meaning has its text to itself, unless one inside it had a meaning too. */
static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space) {
  Papers *papers = data;
  (void) name, (void) prefix, (void) space;

  if (papers->open->len == 0)
    return;
  Element *element = &g_array_index(papers->open, Element, papers->open->len - 1);
  const TyLineName *meaning = element->meaning;
  gboolean is_start = meaning && meaning->role == TY_LINE_START;
  gsize start = element->start;

  if (meaning && !is_start && !element->has_inner && papers->is_open)
    take_value(papers, element);
  for (guint i = 0; meaning && i + 1 < papers->open->len; i++)
    g_array_index(papers->open, Element, i).has_inner = TRUE;
  g_array_set_size(papers->open, papers->open->len - 1);
  if (meaning || !is_gathering(papers))
    g_string_truncate(papers->text, start);
  if (is_start)
    finish_record(papers);
}

static void on_text(void *data, const xmlChar *text, int length) {
  Papers *papers = data;
  if (papers->text->len < MAX_VALUE_BYTES)
    g_string_append_len(papers->text, (const char *) text, length);
}

/* What is broken after some papers costs those after it, not those before. */
static gboolean end_broken(Papers *papers, GError **error) {
  if (papers->reader->n_documents == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found broken XML (%s), expected papers",
                papers->reader->file, papers->fault_line, papers->fault);
    return FALSE;
  }
  ty_reader_reject(papers->reader, papers->fault_line, NULL, 0,
                   "found broken XML (%s), read no further; expected well-formed XML",
                   papers->fault);
  return TRUE;
}

/* What libxml2 needs to be told: nothing that declares or loads anything. */
static gboolean parse(Papers *papers, const char *text, gsize length, GError **error) {
  xmlSAXHandler handler = {.startElementNs = on_start,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .cdataBlock = on_text,
                           .serror = on_error,
                           .initialized = XML_SAX2_MAGIC};
  papers->parser = length <= G_MAXINT ? xmlCreateMemoryParserCtxt(text, (int) length) : NULL;
  if (!papers->parser) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %zu bytes of XML, expected at most %d",
                papers->reader->file, length, G_MAXINT);
    return FALSE;
  }
  *papers->parser->sax = handler;
  papers->parser->userData = papers;
  (void) xmlCtxtUseOptions(papers->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  (void) xmlParseDocument(papers->parser);
  xmlFreeDoc(papers->parser->myDoc);
  xmlFreeParserCtxt(papers->parser);
  if (papers->error)
    g_propagate_error(error, g_steal_pointer(&papers->error));
  return papers->done && (!papers->fault || end_broken(papers, error));
}

gboolean ty_papers_xml_read(TyReader *reader, const char *text, gsize length, GError **error) {
  Papers papers = {.reader = reader, .done = TRUE};

  if (!skip_prolog(text, text + length)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found a document type or no element, expected XML without a document type",
                reader->file);
    return FALSE;
  }
  papers.open = g_array_new(FALSE, FALSE, sizeof(Element));
  g_array_set_clear_func(papers.open, close_element);
  papers.text = g_string_new(NULL);
  gboolean done = parse(&papers, text, length, error);
  g_array_unref(papers.open);
  g_string_free(papers.text, TRUE);
  ty_record_clear(&papers.record);
  g_free(papers.fault);
  return done;
}
