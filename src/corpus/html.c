/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/html-text.h"

#include "corpus/date.h"
#include "corpus/platform.h"
#include "corpus/readers.h"
#include <string.h>

#define VALUE_BYTES 400
#define BYLINE_BYTES 160

typedef struct {
  TyReader *reader;
  const char *platform;
  char *page_title, *page_url;
  TyRecord record;
  GHashTable *without; /* nodes of the article that are its title, date, author or tags */
  gsize n_articles;
} Page;

/* An attribute, appended nowhere: offered to a field. */
static gboolean offer_attribute(Page *page, const xmlNode *element, const char *attribute,
                                TyField field, guint rank) {
  xmlChar *value = xmlGetProp(element, (const xmlChar *) attribute);
  if (value)
    ty_record_offer(&page->record, field, rank, (const char *) value);
  ty_html_free_text(value);
  return value != NULL;
}

static char *text_of(const xmlNode *node) {
  GString *text = g_string_new(NULL);
  ty_html_append_text(text, node, NULL);
  return g_string_free(text, FALSE);
}

/* Whether the node's text became the value of the field. */
static gboolean offer_text(Page *page, const xmlNode *node, TyField field, guint rank) {
  g_autofree char *text = text_of(node);
  gboolean was_empty = !ty_record_get(&page->record, field);

  if (strlen(text) > VALUE_BYTES)
    return FALSE; /* a part of the page that is called so, not the value */
  ty_record_offer(&page->record, field, rank, text);
  return was_empty && ty_record_get(&page->record, field);
}

static void append_tags(Page *page, const xmlNode *node) {
  if (ty_html_is_element(node, "a li span") || !node->children) {
    g_autofree char *text = text_of(node);
    if (*text)
      ty_record_append(&page->record, TY_FIELD_TAGS, ";", text);
    return;
  }
  for (const xmlNode *child = node->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE || child->type == XML_TEXT_NODE)
      append_tags(page, child);
}

/* Looks at one element of an article; TRUE when all of it was taken as a field. */
static gboolean take_element(Page *page, const xmlNode *node) {
  if (ty_html_is_element(node, "h1 h2 h3") || ty_html_is_called(node, "title headline")) {
    for (const xmlNode *link = node->children; link; link = link->next)
      if (ty_html_is_element(link, "a"))
        (void) offer_attribute(page, link, "href", TY_FIELD_URL, 2);
    return offer_text(page, node, TY_FIELD_TITLE, 1);
  }
  if (ty_html_is_element(node, "time") ||
      ty_html_is_called(node, "date time datePublished pubtime pubdate published datetime")) {
    gboolean was_empty = !ty_record_get(&page->record, TY_FIELD_DATE);
    (void) (offer_attribute(page, node, "datetime", TY_FIELD_DATE, 1) ||
            offer_attribute(page, node, "content", TY_FIELD_DATE, 1));
    return (was_empty && ty_record_get(&page->record, TY_FIELD_DATE)) ||
           offer_text(page, node, TY_FIELD_DATE, 2);
  }
  if (ty_html_is_called(node, "author nickname username writer screen_name byline"))
    return offer_text(page, node, TY_FIELD_AUTHOR, 1);
  if (ty_html_is_called(node, "tag tags topics keywords")) {
    append_tags(page, node);
    return TRUE;
  }
  if (ty_html_is_called(node, "bookmark permalink"))
    (void) offer_attribute(page, node, "href", TY_FIELD_URL, 1);
  return FALSE;
}

/* A line about the article whose author and date were taken: "作者： | 发表于 | 浏览 15455". */
static gboolean is_byline(const Page *page, const xmlNode *node) {
  if (!ty_html_is_called(node, "meta info byline"))
    return FALSE;
  g_autoptr(GString) rest = g_string_new(NULL);
  ty_html_append_text(rest, node, page->without);
  return rest->len < BYLINE_BYTES && (ty_record_get(&page->record, TY_FIELD_AUTHOR) ||
                                      ty_record_get(&page->record, TY_FIELD_DATE));
}

static void take_elements(Page *page, const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE || ty_html_is_element(child, "script style article"))
      continue;
    gboolean is_taken = take_element(page, child);
    if (!is_taken)
      take_elements(page, child);
    if (is_taken || is_byline(page, child))
      g_hash_table_add(page->without, (gpointer) child);
  }
}

static void take_attributes(Page *page, const xmlNode *node) {
  static const struct {
    const char *attribute;
    TyField field;
  } data[] = {
      {"data-id", TY_FIELD_NATIVE_ID},      {"data-note-id", TY_FIELD_NATIVE_ID},
      {"id", TY_FIELD_NATIVE_ID},           {"data-url", TY_FIELD_URL},
      {"data-platform", TY_FIELD_PLATFORM}, {"data-author", TY_FIELD_AUTHOR},
      {"data-date", TY_FIELD_DATE},         {"data-term", TY_FIELD_TERM},
      {"data-keyword", TY_FIELD_TERM},      {"data-place", TY_FIELD_PLACE},
      {"data-title", TY_FIELD_TITLE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(data); i++)
    (void) offer_attribute(page, node, data[i].attribute, data[i].field, 0);
}

/* Who wrote the posts of a thread and when: names are not their text. */
static void leave_out_people(Page *page, const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE)
      continue;
    g_autofree char *text = ty_html_is_called(child, "author user username nickname userinfo "
                                                     "user-info poster avatar floor signature "
                                                     "date time")
                                ? text_of(child)
                                : NULL;
    if (text && strlen(text) < BYLINE_BYTES)
      g_hash_table_add(page->without, (gpointer) child);
    else
      leave_out_people(page, child);
  }
}

/* The text of the main element and of those like it. */
static void append_main(Page *page, const xmlNode *main, const xmlNode *body, GString *text) {
  g_autoptr(GPtrArray) parts = ty_html_alike(body, main);

  for (guint i = 0; i < parts->len; i++) {
    ty_html_mark_furniture(parts->pdata[i], page->without);
    if (parts->len > 1)
      leave_out_people(page, parts->pdata[i]);
    if (text->len > 0)
      g_string_append_c(text, '\n');
    ty_html_append_text(text, parts->pdata[i], page->without);
  }
}

/* The first heading of the first order that is not the site's. */
static const xmlNode *find_h1(const xmlNode *node) {
  const xmlNode *found = NULL;

  for (const xmlNode *child = node->children; child && !found; child = child->next)
    if (child->type == XML_ELEMENT_NODE && !ty_html_is_furniture(child) &&
        !ty_html_is_called(child, "header logo masthead brand"))
      found = ty_html_is_element(child, "h1") ? child : find_h1(child);
  return found;
}

/* Title, author and date of a page without articles: of its h1, else of what is nearest to the main
 * text. */
static void take_page(Page *page, const xmlNode *main, const xmlNode *body) {
  const xmlNode *h1 = find_h1(body);

  if (h1 && take_element(page, h1))
    g_hash_table_add(page->without, (gpointer) h1);
  take_elements(page, main);
  if (main != body && main->parent && main->parent != body)
    take_elements(page, main->parent);
  take_elements(page, body);
}

/* Hands over one article. Of a page without articles, `node` is the main text and `around` the
 * whole body, where title, author and date stand. */
static gboolean emit(Page *page, const xmlNode *node, const xmlNode *around, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);

  ty_record_begin(&page->record, (gsize) MAX(xmlGetLineNo(node), 0));
  page->without = g_hash_table_new(NULL, NULL);
  if (around)
    take_page(page, node, around);
  else {
    take_attributes(page, node);
    take_elements(page, node);
  }
  if (around)
    append_main(page, node, around, text);
  else
    ty_html_append_text(text, node, page->without);
  g_clear_pointer(&page->without, g_hash_table_unref);
  ty_record_append(&page->record, TY_FIELD_TEXT, "", text->str);
  if (around && page->page_title)
    ty_record_offer(&page->record, TY_FIELD_TITLE, 9, page->page_title);
  if (around && page->page_url)
    ty_record_offer(&page->record, TY_FIELD_URL, 9, page->page_url);
  return ty_reader_emit(page->reader, &page->record, page->reader->options.kind, page->platform,
                        error);
}

static gboolean emit_articles(Page *page, const xmlNode *node, GError **error) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE)
      continue;
    if (ty_html_is_element(child, "article")) {
      page->n_articles++;
      if (!emit(page, child, NULL, error))
        return FALSE;
    }
    if (!emit_articles(page, child, error))
      return FALSE;
  }
  return TRUE;
}

/* Title, address and platform from the page's head. */
static void read_head(Page *page, const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (ty_html_is_element(child, "body"))
      continue;
    xmlChar *property = xmlGetProp(child, (const xmlChar *) "property");
    xmlChar *rel = xmlGetProp(child, (const xmlChar *) "rel");
    xmlChar *content = xmlGetProp(child, (const xmlChar *) "content");
    xmlChar *href = xmlGetProp(child, (const xmlChar *) "href");
    const char *name = property ? (const char *) property : "";
    if (ty_html_is_element(child, "title") && !page->page_title)
      page->page_title = (char *) xmlNodeGetContent(child);
    else if (g_str_equal(name, "og:title") && content) {
      ty_html_free_text(page->page_title);
      page->page_title = (char *) xmlStrdup(content);
    } else if (g_str_equal(name, "og:site_name") && content && !page->platform)
      page->platform = ty_platform_find((const char *) content);
    else if (g_str_equal(name, "og:url") && content && !page->page_url)
      page->page_url = (char *) xmlStrdup(content);
    else if (rel && g_str_equal(rel, "canonical") && href && !page->page_url)
      page->page_url = (char *) xmlStrdup(href);
    ty_html_free_text(property);
    ty_html_free_text(rel);
    ty_html_free_text(content);
    ty_html_free_text(href);
    if (child->type == XML_ELEMENT_NODE)
      read_head(page, child);
  }
  if (page->page_url && !page->platform)
    page->platform = ty_platform_of_url(page->page_url);
}

static const xmlNode *find_body(const xmlNode *root) {
  for (const xmlNode *child = root->children; child; child = child->next)
    if (ty_html_is_element(child, "body"))
      return child;
  return root;
}

static gboolean read_page(Page *page, const xmlNode *root, GError **error) {
  read_head(page, root);
  if (!emit_articles(page, root, error))
    return FALSE;
  if (page->n_articles > 0)
    return TRUE;
  const xmlNode *body = find_body(root), *main = ty_html_main(body);
  if (main)
    return emit(page, main, body, error);
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found an HTML page without text, expected <article> elements or running text",
              page->reader->file);
  return FALSE;
}

gboolean ty_html_read(TyReader *reader, const char *text, gsize length, GError **error) {
  htmlParserCtxtPtr context = length <= G_MAXINT ? htmlNewParserCtxt() : NULL;
  Page page = {.reader = reader};
  gboolean done = FALSE;

  xmlDoc *document =
      context ? htmlCtxtReadMemory(context, text, (int) length, NULL, "UTF-8",
                                   HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_COMPACT)
              : NULL;
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  if (root)
    done = read_page(&page, root, error);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no HTML, expected a page",
                reader->file);
  if (done && context->disableSAX)
    ty_reader_reject(reader, context->input ? (gsize) MAX(context->input->line, 0) : 0, NULL, 0,
                     "found a page nested too deep or too damaged to be read on from here");
  ty_html_free_text(page.page_title);
  ty_html_free_text(page.page_url);
  ty_record_clear(&page.record);
  xmlFreeDoc(document);
  if (context)
    htmlFreeParserCtxt(context);
  return done;
}
