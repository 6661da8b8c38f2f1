/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/markup.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define NAME_MAX_BYTES 31
#define MARKUP_MAX_BYTES 16384 /* a tag, comment or script that is longer is text */

/* Bytes of the name of an HTML element at `p`, lower case in `name`; 0 when there is none. */
static gsize element_name(const char *p, char name[NAME_MAX_BYTES + 1]) {
  gsize n = 0;

  while (n < NAME_MAX_BYTES && g_ascii_isalnum(p[n])) {
    name[n] = g_ascii_tolower(p[n]);
    n++;
  }
  name[n] = '\0';
  if (n == 0 || !(p[n] == '>' || p[n] == '/' || g_ascii_isspace(p[n])))
    return 0;
  return htmlTagLookup((const xmlChar *) name) ? n : 0;
}

/* The '>' that ends the tag at `p`, past quoted values; NULL when there is none before `stop`. */
static const char *tag_end(const char *p, const char *stop) {
  const char *first = memchr(p, '>', (gsize) (stop - p));

  for (; first && p < stop && *p != '>'; p++)
    if (*p == '"' || *p == '\'') {
      const char *close = memchr(p + 1, *p, (gsize) (stop - p) - 1);
      if (!close) /* a quote that never closes is no quote */
        return first;
      p = close;
    }
  return first && p < stop ? p : first;
}

static gboolean is_block(const char *name) {
  static const char *const blocks[] = {"p",          "div", "li", "tr",  "ul",    "ol",
                                       "h1",         "h2",  "h3", "h4",  "h5",    "h6",
                                       "blockquote", "dd",  "dt", "pre", "table", "hr"};
  for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++)
    if (g_str_equal(name, blocks[i]))
      return TRUE;
  return FALSE;
}

/* One line break, unless the text so far is empty or ends in one. */
static void break_line(GString *out, gsize start) {
  while (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  if (out->len > start && out->str[out->len - 1] != '\n')
    g_string_append_c(out, '\n');
}

static gsize append_entity(GString *out, const char *p);

/* The alt text of the image tag [p, end). */
static void append_alt(GString *out, const char *p, const char *end) {
  for (; p + 6 <= end; p++)
    if (g_ascii_isspace(p[0]) && g_ascii_strncasecmp(p + 1, "alt=", 4) == 0) {
      p += 5;
      char quote = *p;
      if (quote != '"' && quote != '\'')
        return;
      for (p++; p < end && *p != quote;) {
        gsize bytes = *p == '&' ? append_entity(out, p) : 0;
        if (bytes == 0)
          g_string_append_c(out, *p);
        p += MAX(bytes, 1);
      }
      return;
    }
}

/* Bytes of the tag or comment at `p`, its text appended; 0 when it is none. */
static gsize append_tag(GString *out, gsize start, const char *p) {
  char name[NAME_MAX_BYTES + 1];
  const char *stop = p + strnlen(p, MARKUP_MAX_BYTES);

  if (g_str_has_prefix(p, "<!--")) {
    const char *end = memmem(p, (gsize) (stop - p), "-->", 3);
    return end ? (gsize) (end - p) + 3 : 0;
  }
  gboolean is_end = p[1] == '/';
  const char *at = p + 1 + is_end;
  gsize n = element_name(at, name);
  const char *end = n > 0 ? tag_end(at + n, stop) : NULL;
  if (!end)
    return 0;
  if (g_str_equal(name, "br"))
    g_string_append_c(out, '\n');
  else if (g_str_equal(name, "img"))
    append_alt(out, at + n, end);
  else if (is_block(name))
    break_line(out, start);
  else if (!is_end && end[-1] != '/' &&
           (g_str_equal(name, "script") || g_str_equal(name, "style"))) {
    g_autofree char *close = g_strconcat("</", name, NULL);
    for (const char *q = end; (q = memchr(q, '<', (gsize) (stop - q))); q++) {
      const char *q_end = memchr(q, '>', (gsize) (stop - q));
      if (q_end && g_ascii_strncasecmp(q, close, strlen(close)) == 0)
        return (gsize) (q_end - p) + 1;
    }
  }
  return (gsize) (end - p) + 1;
}

/* Bytes of the entity at `p`, its character appended; 0 when it is none. */
static gsize append_entity(GString *out, const char *p) {
  const char *at = p + 1;
  guint64 c = 0;

  if (*at == '#') {
    gboolean is_hexadecimal = at[1] == 'x' || at[1] == 'X';
    char *end;
    at += is_hexadecimal ? 2 : 1;
    if (!g_ascii_isxdigit(*at))
      return 0;
    c = g_ascii_strtoull(at, &end, is_hexadecimal ? 16 : 10);
    if (end == at || *end != ';' || c > 0x10FFFF || !g_unichar_validate((gunichar) c) ||
        (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
      return 0;
    at = end;
  } else {
    char name[12];
    gsize n = 0;
    for (; n < sizeof name - 1 && g_ascii_isalnum(at[n]); n++)
      name[n] = at[n];
    name[n] = '\0';
    if (n == 0 || at[n] != ';')
      return 0;
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *) name);
    if (!entity && !g_str_equal(name, "apos"))
      return 0;
    c = entity ? entity->value : '\'';
    at += n;
  }
  if (c == 0xA0)
    c = ' ';
  g_string_append_unichar(out, (gunichar) c);
  return (gsize) (at - p) + 1;
}

void ty_markup_append_plain(GString *out, const char *text) {
  gsize start = out->len;
  const char *last = strrchr(text, '>'); /* there is no tag beyond */

  while (g_ascii_isspace(*text))
    text++;
  while (*text) {
    gsize run = strcspn(text, "<&");
    g_string_append_len(out, text, (gssize) run);
    text += run;
    if (!*text)
      break;
    gsize bytes = *text == '&'          ? append_entity(out, text)
                  : last && last > text ? append_tag(out, start, text)
                                        : 0;
    if (bytes == 0)
      g_string_append_c(out, *text);
    text += MAX(bytes, 1);
  }
  while (out->len > start && g_ascii_isspace(out->str[out->len - 1]))
    g_string_truncate(out, out->len - 1);
  gsize lead = start;
  while (lead < out->len && g_ascii_isspace(out->str[lead]))
    lead++;
  g_string_erase(out, (gssize) start, (gssize) (lead - start));
}
