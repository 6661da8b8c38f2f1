/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rdf.h"

#include <string.h>

const TyRdfPrefix ty_rdf_prefixes[TY_N_RDF_PREFIXES] = {
    {"tuyou", TY_RDF_TUYOU}, {"kind", TY_RDF_KIND},     {"entity", TY_RDF_ENTITY},
    {"node", TY_RDF_NODE},   {"edge", TY_RDF_EDGE},     {"graph", TY_RDF_GRAPH},
    {"crm", TY_RDF_CRM},     {"schema", TY_RDF_SCHEMA}, {"geo", TY_RDF_GEO},
    {"rdf", TY_RDF_RDF},     {"rdfs", TY_RDF_RDFS},     {"xsd", TY_RDF_XSD}};

/* What IRIREF of Turtle leaves out, and the sign of escaping itself. */
static gboolean is_plain(guchar c) { return c > ' ' && c != 0x7f && !strchr("<>\"{}|^`\\%", c); }

static gboolean is_absolute(const char *name) {
  gsize scheme = 0;

  while (g_ascii_isalnum(name[scheme]) || (scheme && name[scheme] && strchr("+.-", name[scheme])))
    scheme++;
  if (scheme < 2 || !g_ascii_isalpha(*name) || name[scheme] != ':' || !name[scheme + 1] ||
      g_str_has_prefix(name, TY_RDF_TUYOU))
    return FALSE;
  for (const char *at = name; *at; at++)
    if (!is_plain((guchar) *at) && *at != '%')
      return FALSE;
  return TRUE;
}

char *ty_rdf_iri(const char *space, const char *name) {
  if (is_absolute(name))
    return g_strdup(name);
  GString *iri = g_string_new(space);
  for (const char *at = name; *at; at++)
    if (is_plain((guchar) *at) && *at != ':' && *at != '/' && *at != '#' && *at != '?')
      g_string_append_c(iri, *at);
    else
      g_string_append_printf(iri, "%%%02X", (guchar) *at);
  return g_string_free(iri, FALSE);
}

char *ty_rdf_name(const char *space, const char *iri) {
  gsize n = strlen(space);

  if (strncmp(iri, space, n) != 0 || !iri[n])
    return g_strdup(iri);
  char *name = g_uri_unescape_string(iri + n, NULL);
  if (name && *name && g_utf8_validate(name, -1, NULL)) {
    /* Only what ty_rdf_iri would write again is a name. */
    g_autofree char *again = ty_rdf_iri(space, name);
    if (g_str_equal(again, iri))
      return name;
  }
  g_free(name);
  return g_strdup(iri);
}

const char *ty_rdf_blank(const char *id) {
  if (!g_str_has_prefix(id, "_:") || !id[2] || g_str_has_prefix(id, "_:ty"))
    return NULL;
  for (const char *at = id + 2; *at; at++)
    if (!g_ascii_isalnum(*at))
      return NULL;
  return id + 2;
}
