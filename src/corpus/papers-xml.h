/* SPDX-License-Identifier: Apache-2.0 */
/** Papers in XML: NoteFirst as CNKI writes it, and EndNote's XML. */
#pragma once
#include "corpus/record.h"

/** Which of the two an XML text is, by its first elements. */
typedef enum { TY_PAPERS_XML_NONE, TY_PAPERS_XML_NOTEFIRST, TY_PAPERS_XML_ENDNOTE } TyPapersXml;

TyPapersXml ty_papers_xml_sniff(const char *text, gsize length);

/** Papers of either. Elements are known by their names, wherever they stand; of a title, an
 * abstract, keywords or authors in several languages (`Lang`, `xml:lang`) the Chinese ones are
 * taken. A text with a document type is refused before anything of it is read: no entities but
 * those of XML itself, no other files. What is broken ends the reading, and is rejected with its
 * line when there were papers before it. As for ty_corpus_read. O(length) */
gboolean ty_papers_xml_read(TyReader *reader, const char *text, gsize length, GError **error);
