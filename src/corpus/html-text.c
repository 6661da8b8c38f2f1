/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/html-text.h"

#include <string.h>

#define LEAST_PARAGRAPH_BYTES 24
#define IMPRINT_BYTES 400

static const char blocks[] = "p div li ul ol h1 h2 h3 h4 h5 h6 tr table tbody thead blockquote pre "
                             "section article header footer main figure figcaption dl dt dd hr "
                             "address details summary body html td th";

/* Not by the variable xmlFree: see tools/late. */
void ty_html_free_text(void *text) {
  xmlFreeFunc release;

  xmlMemGet(&release, NULL, NULL, NULL);
  release(text);
}

gboolean ty_html_has_word(const char *names, const char *word) {
  gsize n = strlen(word);

  for (const char *at = names; *at; at++)
    if (g_ascii_strncasecmp(at, word, n) == 0 && (at == names || !g_ascii_isalnum(at[-1])) &&
        !g_ascii_isalnum(at[n]))
      return TRUE;
  return FALSE;
}

/* Whether `names` has one of the words. */
static gboolean has_one_of(const char *names, const char *words) {
  g_auto(GStrv) list = g_strsplit(words, " ", -1);
  for (guint i = 0; list[i]; i++)
    if (ty_html_has_word(names, list[i]))
      return TRUE;
  return FALSE;
}

gboolean ty_html_is_called(const xmlNode *element, const char *words) {
  static const char *const attributes[] = {"class", "id", "itemprop", "rel"};

  for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
    xmlChar *names = xmlGetProp(element, (const xmlChar *) attributes[i]);
    gboolean is_called = names && has_one_of((const char *) names, words);
    ty_html_free_text(names);
    if (is_called)
      return TRUE;
  }
  return FALSE;
}

gboolean ty_html_is_element(const xmlNode *node, const char *names) {
  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  gsize n = strlen((const char *) node->name);
  for (const char *at = names; (at = strstr(at, (const char *) node->name)); at++)
    if ((at == names || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
      return TRUE;
  return FALSE;
}

gboolean ty_html_is_furniture(const xmlNode *node) {
  if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE || node->type == XML_DTD_NODE)
    return TRUE;
  if (node->type != XML_ELEMENT_NODE || ty_html_is_element(node, "body html article main"))
    return FALSE;
  return ty_html_is_element(node, "script style noscript template nav footer aside form button "
                                  "select option textarea input iframe object svg canvas head "
                                  "video audio") ||
         ty_html_is_called(node, "nav navbar navigation menu breadcrumb breadcrumbs footer sidebar "
                                 "share toolbar comments recommend recommended related advert ad "
                                 "ads copyright login pagination banner crumb crumbs "
                                 "widget-area site-info site-footer comment-list");
}

static void end_line(GString *out) {
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c(out, '\n');
}

/* Spaces and line breaks of the source are one space, or none at the beginning of a line. */
static void append_words(GString *out, const char *text, gboolean keeps_lines) {
  for (; *text; text++) {
    gsize hard_space = g_str_has_prefix(text, "\u00A0")   ? strlen("\u00A0")
                       : g_str_has_prefix(text, "\u3000") ? strlen("\u3000")
                                                          : 0;
    gboolean is_space = hard_space > 0 || g_ascii_isspace(*text);
    gboolean is_start = out->len == 0 || strchr(" \n", out->str[out->len - 1]);
    if (keeps_lines && *text == '\n')
      g_string_append_c(out, '\n');
    else if (!is_space)
      g_string_append_c(out, *text);
    else if (!is_start)
      g_string_append_c(out, ' ');
    text += hard_space > 0 ? hard_space - 1 : 0;
  }
}

static void append_node(GString *out, const xmlNode *node, GHashTable *without,
                        gboolean keeps_lines) {
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    append_words(out, node->content ? (const char *) node->content : "", keeps_lines);
    return;
  }
  if (ty_html_is_furniture(node) || (without && g_hash_table_contains(without, node)))
    return;
  gboolean is_block = ty_html_is_element(node, blocks);
  if (ty_html_is_element(node, "br"))
    g_string_append_c(out, '\n');
  if (is_block)
    end_line(out);
  for (const xmlNode *child = node->children; child; child = child->next)
    append_node(out, child, without, keeps_lines || ty_html_is_element(node, "pre"));
  if (is_block)
    end_line(out);
}

void ty_html_append_text(GString *out, const xmlNode *node, GHashTable *without) {
  g_autoptr(GString) text = g_string_new(NULL);

  append_node(text, node, without, FALSE);
  g_strstrip(text->str);
  g_string_append(out, text->str);
}

/* Bytes of text under a node that is not in links. */
static gsize plain_bytes(const xmlNode *node) {
  if (node->type == XML_TEXT_NODE)
    return node->content ? strlen((const char *) node->content) : 0;
  if (ty_html_is_furniture(node) || ty_html_is_element(node, "a"))
    return 0;
  gsize bytes = 0;
  for (const xmlNode *child = node->children; child; child = child->next)
    bytes += plain_bytes(child);
  return bytes;
}

/* Bytes of all text under a node, and the links there. */
static gsize all_bytes(const xmlNode *node, gsize *n_links) {
  if (node->type == XML_TEXT_NODE)
    return node->content ? strlen((const char *) node->content) : 0;
  *n_links += ty_html_is_element(node, "a");
  gsize bytes = 0;
  for (const xmlNode *child = node->children; child; child = child->next)
    bytes += all_bytes(child, n_links);
  return bytes;
}

/* What a page says of itself: short, and with words that its author would not use. */
static gboolean is_imprint(const xmlNode *node, gsize bytes) {
  static const char *const words[] = {
      "版权所有", "ICP备", "All rights reserved", "All Rights Reserved", "责任编辑", "Copyright ©"};
  if (bytes == 0 || bytes > IMPRINT_BYTES)
    return FALSE;
  xmlChar *text = xmlNodeGetContent(node);
  gboolean is_found = FALSE;
  for (gsize i = 0; text && i < G_N_ELEMENTS(words) && !is_found; i++)
    is_found = strstr((const char *) text, words[i]) != NULL;
  ty_html_free_text(text);
  return is_found;
}

void ty_html_mark_furniture(const xmlNode *node, GHashTable *without) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE)
      continue;
    if (!ty_html_is_element(child, blocks)) {
      ty_html_mark_furniture(child, without);
      continue;
    }
    gsize n_links = 0, bytes = all_bytes(child, &n_links);
    gboolean is_list = n_links >= 2 && plain_bytes(child) * 2 < bytes;
    if (is_list || is_imprint(child, bytes))
      g_hash_table_add(without, (gpointer) child);
    else
      ty_html_mark_furniture(child, without);
  }
}

static void find_alike(const xmlNode *node, const xmlNode *like, const char *class,
                       GPtrArray *found) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE || ty_html_is_furniture(child))
      continue;
    xmlChar *own = xmlGetProp(child, (const xmlChar *) "class");
    gboolean is_alike =
        child == like || (own && strcmp((const char *) own, class) == 0 &&
                          strcmp((const char *) child->name, (const char *) like->name) == 0 &&
                          plain_bytes(child) >= LEAST_PARAGRAPH_BYTES);
    ty_html_free_text(own);
    if (is_alike)
      g_ptr_array_add(found, (gpointer) child);
    else
      find_alike(child, like, class, found);
  }
}

GPtrArray *ty_html_alike(const xmlNode *root, const xmlNode *main) {
  GPtrArray *found = g_ptr_array_new();
  xmlChar *class = xmlGetProp(main, (const xmlChar *) "class");

  if (class && *class && main != root)
    find_alike(root, main, (const char *) class, found);
  if (found->len == 0)
    g_ptr_array_add(found, (gpointer) main);
  ty_html_free_text(class);
  return found;
}

static gboolean has_block(const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if (ty_html_is_element(child, blocks) || has_block(child))
      return TRUE;
  return FALSE;
}

typedef struct {
  GHashTable *scores; /* element → bytes */
  const xmlNode *best;
  gsize best_bytes;
} Scores;

static void score(Scores *scores, const xmlNode *element, gsize bytes) {
  gsize sum = GPOINTER_TO_SIZE(g_hash_table_lookup(scores->scores, element)) + bytes;

  if (!element || element->type != XML_ELEMENT_NODE)
    return;
  g_hash_table_insert(scores->scores, (gpointer) element, GSIZE_TO_POINTER(sum));
  if (sum > scores->best_bytes) {
    scores->best_bytes = sum;
    scores->best = element;
  }
}

static void score_paragraphs(Scores *scores, const xmlNode *node) {
  if (ty_html_is_furniture(node))
    return;
  if (ty_html_is_element(node, blocks) && !has_block(node)) {
    gsize bytes = plain_bytes(node);
    if (bytes < LEAST_PARAGRAPH_BYTES)
      return;
    gboolean is_paragraph = !ty_html_is_element(node, "body html");
    score(scores, is_paragraph ? node->parent : node, bytes);
    if (is_paragraph && node->parent)
      score(scores, node->parent->parent, bytes / 2);
    return;
  }
  /* Text that stands between blocks counts for the element itself. */
  gsize loose = 0;
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE || ty_html_is_element(child, "span br b strong em i font"))
      loose += plain_bytes(child);
    score_paragraphs(scores, child);
  }
  if (loose >= LEAST_PARAGRAPH_BYTES)
    score(scores, node, loose);
}

const xmlNode *ty_html_main(const xmlNode *root) {
  Scores scores = {.scores = g_hash_table_new(NULL, NULL)};

  score_paragraphs(&scores, root);
  g_hash_table_unref(scores.scores);
  return scores.best;
}
