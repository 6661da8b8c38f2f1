/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/segment-print.h"

static json_t *token_json(const TyToken *token, const char *text, gsize length, gsize offset) {
  json_int_t start = (json_int_t) offset + token->start, end = (json_int_t) offset + token->end;
  json_t *item = json_pack("{s:I, s:I, s:s, s:s}", "start", start, "end", end, "type",
                           ty_token_type_name(token->type), "tag", token->tag);

  if (g_utf8_validate_len(text, length, NULL)) /* else the bytes are no text: the span tells */
    json_object_set_new(item, "text", json_stringn(text, length));
  return item;
}

static void print_token(const TySegmentRequest *request, const TyToken *token, const char *source,
                        gsize offset, GString *out) {
  const char *text = request->normalised ? token->text : source + token->start;
  gsize length = request->normalised ? token->length : token->end - token->start;

  switch (request->output) {
  case TY_SEGMENT_TAGGED:
    g_string_append_len(out, text, (gssize) length);
    g_string_append_c(out, '/');
    g_string_append(out, token->tag);
    break;
  case TY_SEGMENT_OFFSETS:
    g_string_append_printf(out, "%zu\t%zu\t%s\t%s\t", offset + token->start, offset + token->end,
                           ty_token_type_name(token->type), token->tag);
    g_string_append_len(out, text, (gssize) length);
    g_string_append_c(out, '\n');
    break;
  default: {
    json_t *item = token_json(token, text, length, offset);
    char *line = json_dumps(item, JSON_COMPACT);
    g_string_append_printf(out, "%s\n", line);
    free(line);
    json_decref(item);
  }
  }
}

/* Words with tags keep the lines of the text; white space parts them and is not printed. */
static void print_tokens(const TySegmentRequest *request, TySegmenter *segmenter, const char *text,
                         gsize length, gsize offset, GString *out) {
  gsize n;
  const TyToken *tokens = ty_segmenter_tokens(segmenter, text, length, request->mode, &n);
  gboolean tagged = request->output == TY_SEGMENT_TAGGED, line_start = TRUE;

  for (gsize i = 0; i < n; i++) {
    if (tokens[i].type == TY_TOKEN_SPACE) {
      if (tagged && text[tokens[i].start] == '\n') {
        g_string_append_c(out, '\n');
        line_start = TRUE;
      }
      continue;
    }
    if (tagged && !line_start)
      g_string_append_c(out, ' ');
    line_start = FALSE;
    print_token(request, &tokens[i], text, offset, out);
  }
}

void ty_segment_print(const TySegmentRequest *request, TySegmenter *segmenter, const char *text,
                      gsize length, gsize offset, GString *out) {
  if (request->output == TY_SEGMENT_WORDS)
    ty_segmenter_lines(segmenter, text, length, request->mode, request->normalised, out);
  else
    print_tokens(request, segmenter, text, length, offset, out);
}
