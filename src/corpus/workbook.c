/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/workbook.h"

#include <string.h>

/* A sheet of a million rows with 2 KiB of text each is some 3 GB of XML. */
#define MAX_PART_BYTES ((guint64) 4 << 30)
#define BOMB_BYTES ((guint64) 64 << 20) /* beyond these, a part may not be packed… */
#define BOMB_RATIO 200                  /* … more times than this */
#define HEAD_BYTES 8192

gboolean ty_workbook_open(const char *file, const char *bytes, gsize length, TyWorkbook *workbook,
                          GError **error) {
  zip_error_t why;

  zip_error_init(&why);
  workbook->file = file;
  workbook->archive = NULL;
  zip_source_t *source = bytes ? zip_source_buffer_create(bytes, length, 0, &why)
                               : zip_source_file_create(file, 0, -1, &why);
  if (source && !(workbook->archive = zip_open_from_source(source, ZIP_RDONLY, &why)))
    zip_source_free(source);
  if (!workbook->archive)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found a broken or truncated zip archive (%s), expected a workbook (.xlsx)",
                file, zip_error_strerror(&why));
  zip_error_fini(&why);
  return workbook->archive != NULL;
}

void ty_workbook_close(TyWorkbook *workbook) {
  if (workbook->archive)
    zip_discard(workbook->archive);
  workbook->archive = NULL;
}

/* Why no more of the part is to be read; NULL when it may. A document type is refused before it is
 * parsed: it could name other files, or entities that grow without end. */
static const char *check_part(TyPart *part, const char *bytes, gsize length) {
  if (part->head->len < HEAD_BYTES) {
    g_string_append_len(part->head, bytes, (gssize) MIN(length, HEAD_BYTES));
    if (memmem(part->head->str, part->head->len, "<!DOCTYPE", strlen("<!DOCTYPE")))
      return "found a document type, which could name other files";
  }
  /* What the archive says of itself refuses an honest bomb at once; it may lie. */
  guint64 n_bytes = MAX(part->n_bytes, part->n_declared);
  if (n_bytes > MAX_PART_BYTES)
    return "found more than 4 GiB of data";
  if (n_bytes > BOMB_BYTES && n_bytes / BOMB_RATIO > part->n_packed)
    return "found data packed more than 200 times, as only a trap is,";
  return NULL;
}

static int read_part(void *context, char *buffer, int length) {
  TyPart *part = context;
  zip_int64_t n = zip_fread(part->zip_file, buffer, (zip_uint64_t) length);

  if (n < 0) {
    part->fault = part->fault
                      ? part->fault
                      : g_strdup_printf("found damaged data (%s)",
                                        zip_error_strerror(zip_file_get_error(part->zip_file)));
    return -1;
  }
  part->n_bytes += (guint64) n;
  const char *fault = check_part(part, buffer, (gsize) n);
  if (fault) {
    part->fault = part->fault ? part->fault : g_strdup(fault);
    return -1;
  }
  return (int) n;
}

/* libxml2 would print errors; the first is kept for the message instead. */
static void on_error(void *context, const char *message, xmlParserSeverities severity,
                     xmlTextReaderLocatorPtr locator) {
  TyPart *part = context;
  (void) locator;

  if (part->fault || severity == XML_PARSER_SEVERITY_WARNING ||
      severity == XML_PARSER_SEVERITY_VALIDITY_WARNING)
    return;
  g_autofree char *line = g_strndup(message, strcspn(message, "\n"));
  g_autofree char *valid = g_utf8_make_valid(line, -1);
  part->fault = g_strdup_printf("found broken XML (%s)", valid);
}

gboolean ty_part_open(TyWorkbook *workbook, const char *name, TyPart *part, GError **error) {
  memset(part, 0, sizeof *part);
  part->file = workbook->file;
  zip_int64_t index = zip_name_locate(workbook->archive, name, ZIP_FL_NOCASE);
  if (index < 0)
    return FALSE;
  part->name = zip_get_name(workbook->archive, (zip_uint64_t) index, 0);
  part->zip_file = zip_fopen_index(workbook->archive, (zip_uint64_t) index, 0);
  part->head = g_string_new(NULL);
  zip_stat_t about;
  if (zip_stat_index(workbook->archive, (zip_uint64_t) index, 0, &about) == 0) {
    part->n_packed = about.valid & ZIP_STAT_COMP_SIZE ? about.comp_size : 0;
    part->n_declared = about.valid & ZIP_STAT_SIZE ? about.size : 0;
  }
  if (part->zip_file)
    part->reader = xmlReaderForIO(read_part, NULL, part, NULL, "UTF-8", XML_PARSE_NONET);
  if (!part->reader) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found the part %s that cannot be read (%s), expected a workbook (.xlsx)",
                workbook->file, name, zip_strerror(workbook->archive));
    ty_part_close(part);
    return FALSE;
  }
  xmlTextReaderSetErrorHandler(part->reader, on_error, part);
  return TRUE;
}

void ty_part_close(TyPart *part) {
  if (part->reader)
    xmlFreeTextReader(part->reader);
  if (part->zip_file)
    zip_fclose(part->zip_file);
  if (part->head)
    g_string_free(part->head, TRUE);
  g_free(part->fault);
  memset(part, 0, sizeof *part);
}

int ty_part_next(TyPart *part, GError **error) {
  int read = xmlTextReaderRead(part->reader);

  if (read == 1 && xmlTextReaderNodeType(part->reader) == XML_READER_TYPE_DOCUMENT_TYPE) {
    g_free(part->fault);
    part->fault = g_strdup("found a document type, which could name other files");
    read = -1;
  }
  if (read < 0)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: %s in its part %s, expected a workbook",
                part->file, part->fault ? part->fault : "found broken XML", part->name);
  return read;
}

gboolean ty_part_at(const TyPart *part, const char *name) {
  const xmlChar *local = xmlTextReaderConstLocalName(part->reader);
  return local && strcmp((const char *) local, name) == 0;
}

const char *ty_part_peek(const TyPart *part, const char *name) {
  const xmlNode *node = xmlTextReaderCurrentNode(part->reader);

  if (!node || node->type != XML_ELEMENT_NODE)
    return NULL;
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    if (strcmp((const char *) attribute->name, name) == 0) {
      const xmlNode *value = attribute->children;
      return value && value->type == XML_TEXT_NODE && !value->next ? (const char *) value->content
                                                                   : "";
    }
  return NULL;
}

char *ty_part_attribute(const TyPart *part, const char *name) {
  char *found = NULL;

  for (int more = xmlTextReaderMoveToFirstAttribute(part->reader); more == 1 && !found;
       more = xmlTextReaderMoveToNextAttribute(part->reader))
    if (ty_part_at(part, name))
      found = g_strdup((const char *) xmlTextReaderConstValue(part->reader));
  xmlTextReaderMoveToElement(part->reader);
  return found;
}

/* The relationship id of the first sheet that is not hidden (of the first, when all are), and the
 * way that dates count. */
static char *sheet_id(TyPart *part, const char *wanted, gboolean *is_1904, GError **error) {
  g_autofree char *id = NULL;
  gboolean is_visible = FALSE;
  int more;

  while ((more = ty_part_next(part, error)) == 1) {
    if (xmlTextReaderNodeType(part->reader) != XML_READER_TYPE_ELEMENT)
      continue;
    if (ty_part_at(part, "workbookPr")) {
      g_autofree char *value = ty_part_attribute(part, "date1904");
      *is_1904 = value && (g_str_equal(value, "1") || g_str_equal(value, "true"));
    } else if (ty_part_at(part, "sheet") && !is_visible) {
      g_autofree char *state = ty_part_attribute(part, "state");
      g_autofree char *name = wanted ? ty_part_attribute(part, "name") : NULL;
      is_visible = wanted ? g_strcmp0(name, wanted) == 0 : !state || g_str_equal(state, "visible");
      if ((!id && !wanted) || is_visible) {
        g_free(id);
        id = NULL;
        /* "r:id" and "sheetId" differ; the local name of the former is "id". */
        id = ty_part_attribute(part, "id");
      }
    }
  }
  return more < 0 ? NULL : id ? g_steal_pointer(&id) : g_strdup("");
}

static char *target_of(TyPart *part, const char *id, GError **error) {
  char *target = NULL;

  while (!target && ty_part_next(part, error) == 1) {
    if (xmlTextReaderNodeType(part->reader) != XML_READER_TYPE_ELEMENT ||
        !ty_part_at(part, "Relationship"))
      continue;
    g_autofree char *own = ty_part_attribute(part, "Id");
    if (own && g_str_equal(own, id))
      target = ty_part_attribute(part, "Target");
  }
  return target;
}

char *ty_workbook_sheet(TyWorkbook *workbook, const char *wanted, gboolean *is_1904,
                        GError **error) {
  g_autoptr(GError) why = NULL;
  TyPart part;

  *is_1904 = FALSE;
  if (!ty_part_open(workbook, "xl/workbook.xml", &part, &why)) {
    if (why)
      g_propagate_error(error, g_steal_pointer(&why));
    else
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s: found a zip archive without xl/workbook.xml, expected a workbook (.xlsx)",
                  workbook->file);
    return NULL;
  }
  g_autofree char *id = sheet_id(&part, wanted, is_1904, error);
  ty_part_close(&part);
  if (!id)
    return NULL;
  if (wanted && !*id) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no sheet called %s, expected one",
                workbook->file, wanted);
    return NULL;
  }
  g_autofree char *target = NULL;
  if (ty_part_open(workbook, "xl/_rels/workbook.xml.rels", &part, &why)) {
    target = target_of(&part, id, &why);
    ty_part_close(&part);
  }
  if (why) {
    g_propagate_error(error, g_steal_pointer(&why));
    return NULL;
  }
  if (!target)
    return g_strdup("xl/worksheets/sheet1.xml");
  return *target == '/' ? g_strdup(target + 1) : g_strconcat("xl/", target, NULL);
}
