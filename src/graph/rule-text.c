/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/graph.h>

#include <string.h>

typedef struct {
  const char *part; /* condition or conclusion, for messages */
  const char *text, *at;
  char *variables[TY_RULE_VARIABLES]; /* their names */
  gsize n_variables;
  TyRulePredicateFunc find;
  gpointer data;
} Parsing;

static gboolean fail(const Parsing *parsing, const char *expected, GError **error) {
  gsize length = strcspn(parsing->at, " \t\r\n&");
  g_autofree char *found = g_strndup(parsing->at, length > 0 ? length : *parsing->at != '\0');
  g_autofree char *whole = g_utf8_make_valid(found, -1);

  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found %s, expected %s", parsing->part,
              (gsize) (parsing->at - parsing->text) + 1, *whole ? whole : "its end", expected);
  return FALSE;
}

static void skip_space(Parsing *parsing) { parsing->at += strspn(parsing->at, " \t\r\n"); }

static char *take_word(Parsing *parsing) {
  gsize n = 0;

  while (g_ascii_isalnum(parsing->at[n]) || parsing->at[n] == '_')
    n++;
  char *word = g_strndup(parsing->at, n);
  parsing->at += n;
  return word;
}

/* A variable by its number; new ones only where `may_be_new`. */
static gboolean take_variable(Parsing *parsing, gboolean may_be_new, guint8 *variable,
                              GError **error) {
  skip_space(parsing);
  if (!g_ascii_isupper(*parsing->at))
    return fail(parsing, "a variable (a word that begins with a capital letter)", error);
  const char *begins = parsing->at;
  g_autofree char *name = take_word(parsing);
  for (gsize i = 0; i < parsing->n_variables; i++)
    if (g_str_equal(parsing->variables[i], name)) {
      *variable = (guint8) i;
      return TRUE;
    }
  if (may_be_new && parsing->n_variables < TY_RULE_VARIABLES) {
    *variable = (guint8) parsing->n_variables;
    parsing->variables[parsing->n_variables++] = g_steal_pointer(&name);
    return TRUE;
  }
  parsing->at = begins;
  return fail(parsing, may_be_new ? "at most 8 variables" : "a variable of the condition", error);
}

static gboolean take_atom(Parsing *parsing, gboolean may_be_new, TyRuleAtom *atom, GError **error) {
  gboolean swapped = FALSE;

  if (!take_variable(parsing, may_be_new, &atom->subject, error))
    return FALSE;
  skip_space(parsing);
  const char *begins = parsing->at;
  g_autofree char *name = g_ascii_islower(*begins) ? take_word(parsing) : NULL;
  if (!name || !parsing->find(name, &atom->predicate, &swapped, parsing->data)) {
    parsing->at = begins;
    return fail(parsing, "a relation of the ontology", error);
  }
  if (!take_variable(parsing, may_be_new, &atom->object, error))
    return FALSE;
  if (swapped) {
    guint8 subject = atom->subject;
    atom->subject = atom->object;
    atom->object = subject;
  }
  skip_space(parsing);
  return TRUE;
}

static gboolean take_condition(Parsing *parsing, TyRule *rule, GError **error) {
  do {
    gsize n_before = parsing->n_variables;
    if (rule->n_body == TY_RULE_ATOMS)
      return fail(parsing, "at most 4 conditions", error);
    const char *begins = parsing->at;
    TyRuleAtom *atom = &rule->body[rule->n_body];
    if (!take_atom(parsing, TRUE, atom, error))
      return FALSE;
    if (rule->n_body++ > 0 && atom->subject >= n_before && atom->object >= n_before) {
      parsing->at = begins;
      return fail(parsing, "a condition that shares a variable with those before it", error);
    }
  } while (*parsing->at == '&' && parsing->at++);
  return !*parsing->at || fail(parsing, "& or the end", error);
}

gboolean ty_graph_rule_parse(const char *condition, const char *conclusion,
                             TyRulePredicateFunc find, gpointer data, TyRule *rule,
                             GError **error) {
  Parsing parsing = {"condition", condition, condition, {NULL}, 0, find, data};

  *rule = (TyRule){.confidence = 1};
  gboolean done = take_condition(&parsing, rule, error);
  if (done) {
    parsing.part = "conclusion";
    parsing.text = parsing.at = conclusion;
    done = take_atom(&parsing, FALSE, &rule->head, error) &&
           (!*parsing.at || fail(&parsing, "the end", error));
  }
  if (done && rule->head.subject == rule->head.object) {
    parsing.at = conclusion;
    done = fail(&parsing, "two variables: nothing follows of a thing and itself", error);
  }
  for (gsize i = 0; i < parsing.n_variables; i++)
    g_free(parsing.variables[i]);
  return done;
}
