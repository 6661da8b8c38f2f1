/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/sniff.h"

#include "corpus/lines.h"
#include "corpus/papers-xml.h"
#include "corpus/sniff-papers.h"
#include "corpus/table-look.h"
#include "corpus/xml-rows.h"
#include <string.h>

#define LINES_LOOKED_AT 50

const char *ty_format_name(TyFormat format) {
  static const char *const names[] = {
      [TY_FORMAT_TABLE] = "a table in text",
      [TY_FORMAT_JSON] = "JSON",
      [TY_FORMAT_HTML] = "an HTML page",
      [TY_FORMAT_NOTEEXPRESS] = "a NoteExpress file",
      [TY_FORMAT_ESTUDY] = "an E-Study file",
      [TY_FORMAT_XLSX] = "a workbook (.xlsx)",
      [TY_FORMAT_TEXT] = "running text",
      [TY_FORMAT_PAJEK] = "a Pajek network",
      [TY_FORMAT_XML] = "an XML file",
      [TY_FORMAT_RIS] = "an RIS file",
      [TY_FORMAT_ENDNOTE] = "an EndNote file",
      [TY_FORMAT_ENDNOTE_XML] = "an EndNote file in XML",
      [TY_FORMAT_REFWORKS] = "a RefWorks file",
      [TY_FORMAT_NOTEFIRST] = "a NoteFirst file",
      [TY_FORMAT_BIBTEX] = "a BibTeX file",
      [TY_FORMAT_WEB_OF_SCIENCE] = "a Web of Science file",
      [TY_FORMAT_WEB_OF_SCIENCE_TABLE] = "a table of Web of Science",
      [TY_FORMAT_XLS] = "an old Excel workbook (.xls), or one locked by a password",
      [TY_FORMAT_PDF] = "a PDF file",
      [TY_FORMAT_GZIP] = "a file compressed by gzip",
      [TY_FORMAT_SQLITE] = "an SQLite database",
      [TY_FORMAT_PICTURE] = "a picture",
      [TY_FORMAT_NONE] = "text",
  };
  return names[format];
}

gboolean ty_format_is_stream(TyFormat format) {
  return format == TY_FORMAT_TABLE || format == TY_FORMAT_JSON || format == TY_FORMAT_TEXT ||
         format == TY_FORMAT_XML;
}

TyFormat ty_sniff_bytes(const char *bytes, gsize length) {
  static const struct {
    const char *magic;
    gsize length;
    TyFormat format;
  } magics[] = {
      {"PK\x03\x04", 4, TY_FORMAT_XLSX},      {"PK\x05\x06", 4, TY_FORMAT_XLSX},
      {"\xD0\xCF\x11\xE0", 4, TY_FORMAT_XLS}, {"%PDF-", 5, TY_FORMAT_PDF},
      {"\x1F\x8B", 2, TY_FORMAT_GZIP},        {"SQLite format 3", 16, TY_FORMAT_SQLITE},
      {"\x89PNG", 4, TY_FORMAT_PICTURE},      {"\xFF\xD8\xFF", 3, TY_FORMAT_PICTURE},
      {"GIF8", 4, TY_FORMAT_PICTURE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(magics); i++)
    if (length >= magics[i].length && memcmp(bytes, magics[i].magic, magics[i].length) == 0)
      return magics[i].format;
  return TY_FORMAT_NONE;
}

static gboolean begins(const char *text, gsize length, const char *prefix) {
  gsize n = strlen(prefix);
  return length >= n && g_ascii_strncasecmp(text, prefix, n) == 0;
}

/* Whether markup begins as no page does: by an element that HTML does not have, or by another
 * document type. */
static gboolean is_xml(const char *text, gsize length) {
  static const char *const known[] = {
      "html",    "head",     "body",    "title",  "meta",   "link",    "style",   "script",
      "base",    "main",     "nav",     "header", "footer", "aside",   "div",     "p",
      "span",    "a",        "b",       "i",      "em",     "strong",  "font",    "center",
      "br",      "hr",       "img",     "h1",     "h2",     "h3",      "h4",      "h5",
      "h6",      "ul",       "ol",      "li",     "dl",     "dt",      "dd",      "table",
      "thead",   "tbody",    "tr",      "td",     "th",     "article", "section", "form",
      "pre",     "iframe",   "figure",  "video",  "audio",  "button",  "label",   "blockquote",
      "details", "template", "noscript"};
  gboolean is_typed;
  const char *root = ty_xml_root(text, length, &is_typed);

  if (is_typed)
    return !g_strstr_len(text, (gssize) MIN(length, 1024), "html") &&
           !g_strstr_len(text, (gssize) MIN(length, 1024), "HTML");
  gsize left = root ? (gsize) (text + length - root) - 1 : 0, n = 0;
  while (n < left && !strchr(" \t\r\n/>", root[1 + n]))
    n++;
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
    if (strlen(known[i]) == n && g_ascii_strncasecmp(root + 1, known[i], n) == 0)
      return FALSE;
  return n > 0 && (g_ascii_isalpha(root[1]) || root[1] == '_' || (root[1] & 0x80));
}

/* HTML has an element of its own name, or at least a known one, near its beginning. */
static TyFormat sniff_markup(const char *text, gsize length) {
  TyPapersXml papers = ty_papers_xml_sniff(text, length);
  static const char *const marks[] = {"<!doctype html", "<html", "<head",  "<body",    "<article",
                                      "<div",           "<meta", "<table", "<section", "<p>"};
  gsize window = MIN(length, 2048);

  if (papers != TY_PAPERS_XML_NONE)
    return papers == TY_PAPERS_XML_NOTEFIRST ? TY_FORMAT_NOTEFIRST : TY_FORMAT_ENDNOTE_XML;
  if (is_xml(text, length))
    return TY_FORMAT_XML;
  for (gsize at = 0; at < window; at++)
    for (gsize i = 0; text[at] == '<' && i < G_N_ELEMENTS(marks); i++)
      if (begins(text + at, length - at, marks[i]))
        return TY_FORMAT_HTML;
  return TY_FORMAT_XML;
}

/* The format that a line gives away wherever it stands, else TY_FORMAT_NONE. */
static TyFormat sniff_line(const char *line, gsize length) {
  gsize name;
  const char *value;

  if (ty_line_noteexpress(line, length, &name, &value))
    return TY_FORMAT_NOTEEXPRESS;
  if (ty_line_estudy(line, length, &name, &value))
    return TY_FORMAT_ESTUDY;
  return TY_FORMAT_NONE;
}

/* "[摘要]" is no JSON. */
static gboolean is_json(const char *at, const char *end) {
  if (*at != '[')
    return *at == '{';
  do
    at++;
  while (at < end && g_ascii_isspace(*at));
  return at == end || (*at && strchr("{[]\"-0123456789tfn", *at));
}

TyFormat ty_sniff_text(const char *text, gsize length) {
  const char *at = text, *end = text + length;

  while (at < end && g_ascii_isspace(*at))
    at++;
  if (at == end)
    return TY_FORMAT_TABLE;
  if (*at == '<')
    return sniff_markup(at, (gsize) (end - at));
  TyFormat format = TY_FORMAT_NONE;
  const char *line = at;
  /* Files of papers may begin with a line or two of other text. */
  for (int n = 0; n < LINES_LOOKED_AT && line < end && format == TY_FORMAT_NONE; n++) {
    const char *stop = memchr(line, '\n', (gsize) (end - line));
    gsize bytes = (gsize) ((stop ? stop : end) - line);
    if (bytes > 0 && line[bytes - 1] == '\r')
      bytes--;
    const char *next = stop ? stop + 1 : end;
    format = bytes > 0 ? sniff_line(line, bytes) : TY_FORMAT_NONE;
    if (format == TY_FORMAT_NONE && bytes > 0)
      format = ty_sniff_papers_line(line, bytes, next, end);
    line = next;
  }
  if (format != TY_FORMAT_NONE)
    return format;
  if (is_json(at, end))
    return TY_FORMAT_JSON;
  return ty_looks_like_table(at, (gsize) (end - at)) ? TY_FORMAT_TABLE : TY_FORMAT_TEXT;
}
