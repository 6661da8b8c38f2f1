/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD 1.1 with its context in the file: an object a subject, keys shortened by prefixes. */
#include "export/rdf.h"

#include <string.h>

typedef struct {
  GString *out;
  char *subject;        /* of the object being made; NULL: none yet */
  GPtrArray *order;     /* keys in order of their first value */
  GHashTable *by_key;   /* key → GString: its values, parted by commas */
  gboolean has_objects; /* one was written */
} Objects;

/* "urn:tuyou:part_of" → tuyou:part_of, with the longest prefix that fits. */
static void append_short(GString *out, const char *iri) {
  const TyRdfPrefix *best = NULL;

  for (gsize i = 0; i < TY_N_RDF_PREFIXES; i++)
    if (g_str_has_prefix(iri, ty_rdf_prefixes[i].iri) &&
        (!best || strlen(ty_rdf_prefixes[i].iri) > strlen(best->iri)))
      best = &ty_rdf_prefixes[i];
  /* "prefix://" is never a shortened IRI. */
  g_autofree char *name = best && !g_str_has_prefix(iri + strlen(best->iri), "//")
                              ? g_strconcat(best->name, ":", iri + strlen(best->iri), NULL)
                              : g_strdup(iri);
  ty_append_json(out, name);
}

static void append_id(GString *out, const TyTerm *term) {
  if (term->type == TY_TERM_BLANK)
    g_string_append_printf(out, "\"_:%s\"", term->value);
  else
    append_short(out, term->value);
}

static void append_object(GString *out, const TyTerm *object, gboolean is_type) {
  if (is_type && object->type == TY_TERM_IRI) {
    append_short(out, object->value);
  } else if (object->type != TY_TERM_LITERAL) {
    g_string_append(out, "{\"@id\":");
    append_id(out, object);
    g_string_append_c(out, '}');
  } else if (!object->datatype && !object->language) {
    ty_append_json(out, object->value);
  } else {
    g_string_append(out, "{\"@value\":");
    ty_append_json(out, object->value);
    g_string_append_printf(out, ",\"@%s\":", object->datatype ? "type" : "language");
    if (object->datatype)
      append_short(out, object->datatype);
    else
      ty_append_json(out, object->language);
    g_string_append_c(out, '}');
  }
}

static void end_object(Objects *of) {
  if (!of->subject)
    return;
  g_string_append(of->out, of->has_objects ? ",\n{\"@id\":" : "{\"@id\":");
  g_string_append(of->out, of->subject);
  for (guint i = 0; i < of->order->len; i++) {
    const GString *values = g_hash_table_lookup(of->by_key, of->order->pdata[i]);
    g_string_append_printf(of->out, ",%s:[%s]", (const char *) of->order->pdata[i], values->str);
  }
  g_string_append_c(of->out, '}');
  g_ptr_array_set_size(of->order, 0);
  g_hash_table_remove_all(of->by_key);
  g_clear_pointer(&of->subject, g_free);
  of->has_objects = TRUE;
}

static gboolean take_triple(const TyTerm *subject, const char *predicate, const TyTerm *object,
                            gpointer data, GError **error) {
  Objects *of = data;
  gboolean is_type = g_str_equal(predicate, TY_RDF_RDF "type");
  g_autoptr(GString) id = g_string_new(NULL), key = g_string_new(NULL);
  (void) error;

  append_id(id, subject);
  if (g_strcmp0(of->subject, id->str) != 0) {
    end_object(of);
    of->subject = g_strdup(id->str);
  }
  if (is_type)
    g_string_assign(key, "\"@type\"");
  else
    append_short(key, predicate);
  GString *values = g_hash_table_lookup(of->by_key, key->str);
  if (!values) {
    char *own = g_strdup(key->str);
    values = g_string_new(NULL);
    g_hash_table_insert(of->by_key, own, values);
    g_ptr_array_add(of->order, own);
  } else {
    g_string_append_c(values, ',');
  }
  append_object(values, object, is_type);
  return TRUE;
}

static void free_string(gpointer string) { g_string_free(string, TRUE); }

gboolean ty_write_jsonld(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                         GError **error) {
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  g_autoptr(GHashTable) by_key =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_string);
  Objects of = {.out = files[0], .order = order, .by_key = by_key};
  (void) format;

  g_string_append(of.out, "{\"@context\":{");
  for (gsize i = 0; i < TY_N_RDF_PREFIXES; i++)
    g_string_append_printf(of.out, "%s\"%s\":\"%s\"", i ? ",\n" : "\n", ty_rdf_prefixes[i].name,
                           ty_rdf_prefixes[i].iri);
  g_string_append(of.out, "},\n\"@graph\":[\n");
  gboolean done = ty_graph_triples(graph, take_triple, &of, error);
  end_object(&of);
  g_string_append(of.out, "\n]}\n");
  return done;
}
