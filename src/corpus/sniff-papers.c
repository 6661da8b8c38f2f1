/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/sniff-papers.h"

#include "corpus/bibtex.h"
#include "corpus/lines.h"
#include <string.h>

static gboolean begins(const char *text, gsize length, const char *prefix) {
  gsize n = strlen(prefix);
  return length >= n && memcmp(text, prefix, n) == 0;
}

/* "@article{key," of a type that BibTeX or biblatex knows: "@somebody(hello)" is none. */
static gboolean is_bibtex(const char *line, gsize length) {
  static const char types[] =
      " article book booklet collection conference dataset electronic inbook incollection "
      "inproceedings inreference manual mastersthesis misc mvbook online patent periodical "
      "phdthesis "
      "proceedings reference report software suppbook techreport thesis unpublished www ";
  const char *end = line + length;
  gsize bytes;

  while (line < end && (*line == ' ' || *line == '\t'))
    line++;
  gsize opening = ty_bibtex_entry_start(line, end, &bytes);
  if (opening == 0)
    return FALSE;
  const char *key = line + opening;
  g_autofree char *type = g_ascii_strdown(line + 1 + strspn(line + 1, " \t"), (gssize) bytes);
  g_autofree char *word = g_strconcat(" ", type, " ", NULL);
  if (g_str_equal(type, "comment") || g_str_equal(type, "preamble"))
    return key[-1] == '{';
  while (key < end && !strchr(",=(){}\"", *key))
    key++;
  return key < end && (g_str_equal(type, "string") ? *key == '=' : *key == ',') &&
         (g_str_equal(type, "string") || strstr(types, word));
}

static gboolean is_pajek(const char *line, gsize length) {
  static const char mark[] = "*vertices", network[] = "*network";
  gsize n = strlen(mark);

  if (length >= strlen(network) && g_ascii_strncasecmp(line, network, strlen(network)) == 0)
    return length == strlen(network) || g_ascii_isspace(line[strlen(network)]);
  if (length < n || g_ascii_strncasecmp(line, mark, n) != 0)
    return FALSE;
  while (n < length && g_ascii_isspace(line[n]))
    n++;
  return n > strlen(mark) && n < length && g_ascii_isdigit(line[n]);
}

/* Whether the first line from `next` that is not empty begins a field. */
static gboolean goes_on(TyLineFunc is_field, const char *next, const char *end) {
  gsize name;
  const char *value;

  while (next < end && g_ascii_isspace(*next))
    next++;
  const char *stop = next < end ? memchr(next, '\n', (gsize) (end - next)) : NULL;
  return next < end && is_field(next, (gsize) ((stop ? stop : end) - next), &name, &value);
}

TyFormat ty_sniff_papers_line(const char *line, gsize length, const char *next, const char *end) {
  if (begins(line, length, "TY  - "))
    return TY_FORMAT_RIS;
  if (begins(line, length, "%0 ") && goes_on(ty_line_endnote, next, end))
    return TY_FORMAT_ENDNOTE;
  if (begins(line, length, "RT ") && goes_on(ty_line_refworks, next, end))
    return TY_FORMAT_REFWORKS;
  if (begins(line, length, "PT\t") && g_strstr_len(line, (gssize) length, "\tAU\t"))
    return TY_FORMAT_WEB_OF_SCIENCE_TABLE;
  if ((begins(line, length, "FN ") || (begins(line, length, "PT ") && length == 4)) &&
      goes_on(ty_line_web_of_science, next, end))
    return TY_FORMAT_WEB_OF_SCIENCE;
  if (is_bibtex(line, length))
    return TY_FORMAT_BIBTEX;
  return is_pajek(line, length) ? TY_FORMAT_PAJEK : TY_FORMAT_NONE;
}
