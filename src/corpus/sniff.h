/* SPDX-License-Identifier: Apache-2.0 */
/** Which format a file is in, told by its content. */
#pragma once
#include <glib.h>

typedef enum {
  TY_FORMAT_TABLE, /**< delimited text */
  TY_FORMAT_JSON,
  TY_FORMAT_XML, /**< a table, or what is not known to be another kind */
  TY_FORMAT_HTML,
  TY_FORMAT_NOTEEXPRESS,
  TY_FORMAT_ESTUDY,
  TY_FORMAT_XLSX,
  TY_FORMAT_TEXT, /**< running text */
  TY_FORMAT_RIS,
  TY_FORMAT_ENDNOTE,
  TY_FORMAT_ENDNOTE_XML,
  TY_FORMAT_REFWORKS,
  TY_FORMAT_NOTEFIRST,
  TY_FORMAT_BIBTEX,
  TY_FORMAT_WEB_OF_SCIENCE,
  TY_FORMAT_WEB_OF_SCIENCE_TABLE, /**< with a tag over each column, parted by tabs */
  TY_FORMAT_PAJEK,                /**< this and what follows cannot be read as posts or papers */
  TY_FORMAT_XLS,
  TY_FORMAT_PDF,
  TY_FORMAT_GZIP,
  TY_FORMAT_SQLITE,
  TY_FORMAT_PICTURE,
  TY_FORMAT_NONE, /**< text that is known to be something else, or not known yet */
} TyFormat;

/** "a Pajek network": for messages. */
const char *ty_format_name(TyFormat format);

/** The format of bytes that are not text, TY_FORMAT_NONE when they may be text. */
TyFormat ty_sniff_bytes(const char *bytes, gsize length);

/** Whether the format's reader takes its text piece by piece; else it wants the whole. */
gboolean ty_format_is_stream(TyFormat format);

/** The format of a text in UTF-8 by its beginning; TY_FORMAT_TEXT when it is no other. */
TyFormat ty_sniff_text(const char *text, gsize length);
