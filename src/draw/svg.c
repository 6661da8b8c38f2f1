/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/svg.h"

#include <math.h>
#include <string.h>

#define HALO_WIDTH "3px"
#define DECIMALS 2 /* of a pixel: no eye sees more */

/* A role is drawn as rgb(role + 1, 2, 254): no other colour of a picture looks so. */
void ty_svg_role_rgb(guint role, double rgb[3]) {
  rgb[0] = (role + 1) / 255.0;
  rgb[1] = 2 / 255.0;
  rgb[2] = 254 / 255.0;
}

static void append_colour(GString *out, TyRole role, gboolean is_inline, gboolean dark) {
  if (is_inline)
    g_string_append_printf(out, "var(%s,#%06x)", ty_palette_name(role),
                           ty_palette_colour(role, FALSE));
  else
    g_string_append_printf(out, "#%06x", ty_palette_colour(role, dark));
}

/* Writes the colour that "rgb(r%,g%,b%)" at `at` stands for; returns how many bytes it took, 0 when
 * it is no role's. */
static gsize replace_colour(GString *out, const char *at, gboolean is_inline, gboolean dark) {
  char *after;
  double red = g_ascii_strtod(at + strlen("rgb("), &after);
  const char *end = strchr(at, ')');
  long role = lround(red * 255 / 100) - 1;

  if (!end || *after != '%' || role < 0 || role > TY_SVG_HALO)
    return 0;
  if (role == TY_SVG_HALO) {
    append_colour(out, TY_ROLE_PAPER, is_inline, dark);
    g_string_append(out, ";stroke:");
    append_colour(out, TY_ROLE_PAPER, is_inline, dark);
    g_string_append(out, ";stroke-width:" HALO_WIDTH ";stroke-linejoin:round");
  } else {
    append_colour(out, (TyRole) role, is_inline, dark);
  }
  return end + 1 - at;
}

/* Control characters, which no XML may hold, become blanks. */
static void append_title(GString *out, const char *title) {
  g_autofree char *clean = g_strdup(title);
  for (char *c = clean; *c; c++)
    if ((guchar) *c < ' ' || *c == 0x7f)
      *c = ' ';
  g_autofree char *escaped = g_markup_escape_text(clean, -1);
  g_string_append_printf(out, "<title>%s</title>\n", escaped);
}

/* Cairo numbers its surfaces over the whole process, and gives glyphs a "stroke:none" that would
 * keep a halo from them. */
static const struct {
  const char *from, *to;
} replacements[] = {
    {"<path style=\"stroke:none;\" d=", "<path d="},
    {"<svg ", "<svg role=\"img\" "},
};

GString *ty_svg_finish(const char *svg, gsize length, gboolean is_inline, gboolean dark,
                       const char *title) {
  g_autoptr(GString) text = g_string_new(NULL);
  const char *at = svg, *end = svg + length;

  if (is_inline) {
    const char *start = g_strstr_len(svg, length, "<svg ");
    at = start ? start : svg;
  }
  while (at < end) {
    gsize taken = 0;

    if (*at == 'r' && g_str_has_prefix(at, "rgb(")) {
      taken = replace_colour(text, at, is_inline, dark);
    } else if (*at == '<') {
      for (gsize r = 0; r < G_N_ELEMENTS(replacements) && !taken; r++)
        if (g_str_has_prefix(at, replacements[r].from)) {
          g_string_append(text, replacements[r].to);
          taken = strlen(replacements[r].from);
        }
    } else if (*at == ' ' && g_str_has_prefix(at, " id=\"surface")) {
      taken = strchr(at + strlen(" id=\""), '"') + 1 - at;
    } else if (*at == '.' && g_ascii_isdigit(at[1])) {
      taken = 1 + strspn(at + 1, "0123456789");
      g_string_append_len(text, at, (gssize) MIN(taken, 1 + DECIMALS));
    } else if (*at == '>' && title && *title) {
      const char *open = g_strrstr_len(text->str, text->len, "<svg ");
      if (open && !strchr(open, '>')) {
        g_string_append(text, ">\n");
        append_title(text, title);
        taken = 1;
        title = NULL;
      }
    }
    if (taken)
      at += taken;
    else
      g_string_append_c(text, *at++);
  }
  if (is_inline) {
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, (gssize) text->len);
    g_autofree char *id = g_strdup_printf("id=\"t%.8s-", digest);
    g_autofree char *href = g_strdup_printf("href=\"#t%.8s-", digest);
    g_autofree char *url = g_strdup_printf("url(#t%.8s-", digest);
    g_string_replace(text, "id=\"", id, 0);
    g_string_replace(text, "href=\"#", href, 0);
    g_string_replace(text, "url(#", url, 0);
  }
  return g_steal_pointer(&text);
}
