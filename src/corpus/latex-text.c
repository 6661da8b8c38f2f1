/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/latex-text.h"

#include <string.h>

#define MAX_MARKS 4

typedef struct {
  GString *out;
  gsize start;               /* of what is appended here */
  gunichar marks[MAX_MARKS]; /* accents for the next letter, the outermost first */
  int n_marks;
} Plain;

/* The combining character of an accent command, 0 when it is none. */
static gunichar mark_of(char command) {
  static const char commands[] = "'`^\"~=.cvuHkrbdt";
  static const gunichar marks[] = {0x301, 0x300, 0x302, 0x308, 0x303, 0x304, 0x307, 0x327,
                                   0x30C, 0x306, 0x30B, 0x328, 0x30A, 0x331, 0x323, 0x361};
  const char *found = command ? strchr(commands, command) : NULL;
  return found ? marks[found - commands] : 0;
}

static const struct {
  const char *command, *text;
} symbols[] = {
    {"ss", "ß"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"aa", "å"},
    {"AA", "Å"},
    {"i", "ı"},
    {"j", "ȷ"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"ng", "ŋ"},
    {"NG", "Ŋ"},
    {"par", "\n"},
    {"newline", "\n"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textquotesingle", "'"},
    {"textasciitilde", "~"},
    {"textasciicircum", "^"},
    {"textbackslash", "\\"},
    {"textunderscore", "_"},
    {"ldots", "…"},
    {"dots", "…"},
    {"textellipsis", "…"},
    {"textdegree", "°"},
    {"degree", "°"},
    {"circ", "°"},
    {"S", "§"},
    {"P", "¶"},
    {"copyright", "©"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"pounds", "£"},
    {"euro", "€"},
    {"texteuro", "€"},
    {"times", "×"},
    {"pm", "±"},
    {"cdot", "·"},
    {"textperiodcentered", "·"},
    {"le", "≤"},
    {"leq", "≤"},
    {"ge", "≥"},
    {"geq", "≥"},
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"pi", "π"},
    {"rho", "ρ"},
    {"sigma", "σ"},
    {"chi", "χ"},
};

/* Appends a letter with the accents that wait for one; \'\i is í. */
static void append_letter(Plain *plain, const char *letter, gsize n) {
  if (plain->n_marks == 0) {
    g_string_append_len(plain->out, letter, (gssize) n);
    return;
  }
  g_autoptr(GString) whole = g_string_new_len(letter, (gssize) n);
  if (g_str_equal(whole->str, "ı") || g_str_equal(whole->str, "ȷ"))
    g_string_assign(whole, g_str_equal(whole->str, "ı") ? "i" : "j");
  while (plain->n_marks > 0)
    g_string_append_unichar(whole, plain->marks[--plain->n_marks]);
  g_autofree char *composed = g_utf8_normalize(whole->str, -1, G_NORMALIZE_NFC);
  g_string_append(plain->out, composed ? composed : whole->str);
}

static void append_space(Plain *plain, gboolean is_break) {
  GString *out = plain->out;
  if (out->len == plain->start || out->str[out->len - 1] == '\n')
    return;
  if (out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  g_string_append_c(out, is_break ? '\n' : ' ');
}

/* A command at `p`, past its backslash. @return where the text goes on */
static const char *take_command(Plain *plain, const char *p, gboolean is_literal) {
  gsize n = 0;
  gunichar mark;

  while (g_ascii_isalpha(p[n]))
    n++;
  if (n == 0 && !*p)
    return p;
  if (is_literal || (n == 0 && strchr("%&_#${}", *p))) {
    gsize bytes = n > 0 ? n : (gsize) (g_utf8_next_char(p) - p);
    if (n == 0)
      append_letter(plain, p, bytes);
    return p + bytes;
  }
  if (n == 0 && (*p == '\\' || g_ascii_isspace(*p) || strchr(",;:/", *p))) {
    if (*p != '/')
      append_space(plain, *p == '\\');
    return p + 1;
  }
  mark = n <= 1 ? mark_of(*p) : 0;
  if (mark) {
    if (plain->n_marks < MAX_MARKS)
      plain->marks[plain->n_marks++] = mark;
    p++;
    while (*p == ' ' || *p == '\t')
      p++;
    return p;
  }
  if (n == 0)
    return (unsigned char) *p < 0x80 ? p + 1 : p;
  for (gsize i = 0; i < G_N_ELEMENTS(symbols); i++)
    if (strlen(symbols[i].command) == n && memcmp(symbols[i].command, p, n) == 0) {
      if (*symbols[i].text == '\n')
        append_space(plain, TRUE);
      else
        append_letter(plain, symbols[i].text, strlen(symbols[i].text));
      break;
    }
  p += n;
  while (*p == ' ' || *p == '\t')
    p++;
  return p;
}

/* Dashes and quotes of print. @return bytes read of `p`, 0 when it is neither */
static gsize take_mark_of_print(Plain *plain, const char *p) {
  static const struct {
    const char *mark, *text;
  } prints[] = {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}};

  for (gsize i = 0; i < G_N_ELEMENTS(prints); i++)
    if (g_str_has_prefix(p, prints[i].mark)) {
      g_string_append(plain->out, prints[i].text);
      return strlen(prints[i].mark);
    }
  return 0;
}

static const char *take_space(Plain *plain, const char *p) {
  int breaks = 0;
  for (; g_ascii_isspace(*p); p++)
    breaks += *p == '\n';
  append_space(plain, breaks > 1);
  return p;
}

void ty_latex_append_plain(GString *out, const char *text, gboolean is_literal) {
  Plain plain = {.out = out, .start = out->len};

  for (const char *p = text; *p;) {
    gsize n = is_literal ? 0 : take_mark_of_print(&plain, p);
    if (n > 0)
      p += n;
    else if (*p == '\\')
      p = take_command(&plain, p + 1, is_literal);
    else if (*p == '{' || *p == '}' || (*p == '$' && !is_literal)) {
      if (*p == '}')
        plain.n_marks = 0; /* an accent on nothing */
      p++;
    } else if (g_ascii_isspace(*p))
      p = take_space(&plain, p);
    else if (*p == '~' && !is_literal) {
      append_space(&plain, FALSE);
      p++;
    } else {
      gsize bytes = (gsize) (g_utf8_next_char(p) - p);
      append_letter(&plain, p, bytes);
      p += bytes;
    }
  }
  while (out->len > plain.start && g_ascii_isspace(out->str[out->len - 1]))
    g_string_truncate(out, out->len - 1);
}
