/* SPDX-License-Identifier: Apache-2.0 */
/** The command line: commands as tables of options that help, man page and completion are made
 * from too. A command's file parses nothing itself: it gets its options filled in, calls one use
 * case and prints the answer. */
#pragma once
#include <tuyou/flow.h>

typedef enum {
  TY_OPTION_FLAG,   /**< gboolean */
  TY_OPTION_COUNT,  /**< guint */
  TY_OPTION_SEED,   /**< guint64 */
  TY_OPTION_NUMBER, /**< double */
  TY_OPTION_TEXT,   /**< const char * */
  TY_OPTION_DATE,   /**< const char *: YYYY, YYYY-MM or YYYY-MM-DD */
  TY_OPTION_FILE,   /**< const char *, completed as a file name */
  TY_OPTION_TEXTS,  /**< GPtrArray of const char *, NULL-terminated: may be given again */
} TyOptionType;

/** One option of a command. */
typedef struct {
  const char *name; /**< without the dashes */
  char short_name;  /**< 0: none */
  TyOptionType type;
  gsize offset;         /**< of the member in the command's options */
  const char *argument; /**< what stands for the value in help; alternatives as "svg|png" */
  const char *help;
} TyOption;

/** What a command is called with. */
typedef struct {
  gpointer options;        /**< the command's struct, filled in */
  const char *const *rest; /**< arguments that are no options, NULL-terminated */
  gsize n_rest;
  gboolean json;
  guint threads;
} TyCall;

/** A command. `run` prints its answer to standard output and returns FALSE with `error` set; on
 * success `*exit_code` may be set to 1 (nothing found) or 3 (some input was rejected). */
typedef struct {
  const char *name;
  const char *arguments;   /**< "ATLAS", "ATLAS NAME" … */
  const char *summary;     /**< one line */
  const char *details;     /**< paragraphs and examples */
  const TyOption *options; /**< n_options */
  gsize n_options;
  gsize options_size;
  gsize least, most; /**< how many arguments */
  gboolean (*run)(const TyCall *call, int *exit_code, GError **error);
} TyCommand;

/** All commands, in the order of help; ends with a NULL name. */
extern const TyCommand *const ty_commands[];

#define TY_N(array) (array), G_N_ELEMENTS(array)

/** Parses argv (without the program and the command), runs, prints the error. @return the exit code
 */
int ty_command_run(const TyCommand *command, int argc, char **argv);

/** Options that select documents, for TyOption tables: `base` is the offset of a TyDocumentFilter.
 */
#define TY_FILTER_OPTIONS(base)                                                                    \
  {"kind",         0,                                                                              \
   TY_OPTION_TEXT, (base) + offsetof(TyDocumentFilter, kind),                                      \
   "post|paper",   "only documents of this kind"},                                                 \
      {"place",        0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyDocumentFilter, place),                                 \
       "PLACE",        "only documents gathered for this place"},                                  \
      {"platform",     0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyDocumentFilter, platform),                              \
       "NAME",         "only documents of this platform"},                                         \
      {"term",         0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyDocumentFilter, term),                                  \
       "TERM",         "only documents found by this search term"},                                \
      {"since",        0,                                                                          \
       TY_OPTION_DATE, (base) + offsetof(TyDocumentFilter, since),                                 \
       "DATE",         "only documents of this day (YYYY-MM-DD, YYYY-MM or YYYY) or later"},       \
      {"until",        0,                                                                          \
       TY_OPTION_DATE, (base) + offsetof(TyDocumentFilter, until),                                 \
       "DATE",         "only documents of this day or earlier"},                                   \
      {"near-duplicates",                                                                          \
       0,                                                                                          \
       TY_OPTION_FLAG,                                                                             \
       (base) + offsetof(TyDocumentFilter, near_duplicates),                                       \
       NULL,                                                                                       \
       "count texts too that repeat another in part"},                                             \
  {                                                                                                \
    "duplicates", 0, TY_OPTION_FLAG, (base) + offsetof(TyDocumentFilter, duplicates), NULL,        \
        "count all repeated texts too"                                                             \
  }

/** Options of a tour that is chosen from all sites. */
#define TY_CHOICE_OPTIONS(base)                                                                    \
  {"choose",       0,                                                                              \
   TY_OPTION_FLAG, (base) + offsetof(TyPlanRequest, choose),                                       \
   NULL,           "choose from all sites, not through those of a theme"},                         \
      {"prefer",       0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, prefer),                                   \
       "THEME=W,…",    "themes that count more; chooses"},                                         \
      {"at-least",     0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, at_least),                                 \
       "THEME=N,…",    "stops of a theme, at least; chooses, as do the following"},                \
      {"at-most",      0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, at_most),                                  \
       "THEME=N,…",    "stops of a theme, at most"},                                               \
      {"at",                                                                                       \
       0,                                                                                          \
       TY_OPTION_TEXT,                                                                             \
       (base) + offsetof(TyPlanRequest, pins),                                                     \
       "SITE=D@HH:MM,…",                                                                           \
       "a site on a day, at an hour, or both"},                                                    \
      {"before",       0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, before),                                   \
       "A<B,…",        "order of two sites"},                                                      \
      {"evening",      0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, evening),                                  \
       "THEME@HH:MM",  "one evening with a theme or a site (19:30)"},                              \
      {"hotels",       0,                                                                          \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, hotels),                                   \
       "PLACE=CNY,…",  "where the nights may be (the last stop)"},                                 \
      {"budget",                                                                                   \
       0,                                                                                          \
       TY_OPTION_NUMBER,                                                                           \
       (base) + offsetof(TyPlanRequest, budget_cny),                                               \
       "CNY",                                                                                      \
       "for tickets, ways and nights of one traveller"},                                           \
      {"mode",                                                                                     \
       0,                                                                                          \
       TY_OPTION_TEXT,                                                                             \
       (base) + offsetof(TyPlanRequest, mode),                                                     \
       "car|coach|train|walk",                                                                     \
       "how one travels (car); train with taxis, by --timetable"},                                 \
      {"timetable",    0,                                                                          \
       TY_OPTION_FILE, (base) + offsetof(TyPlanRequest, timetable),                                \
       "FILE",         "departures of trains: from, to, departure, arrival, days, price, number"}, \
      {"walk-km",                                                                                  \
       0,                                                                                          \
       TY_OPTION_NUMBER,                                                                           \
       (base) + offsetof(TyPlanRequest, walk_km),                                                  \
       "KM",                                                                                       \
       "ways up to so long are walked (1.5; by car none; negative: none)"},                        \
      {"people",                                                                                   \
       0,                                                                                          \
       TY_OPTION_COUNT,                                                                            \
       (base) + offsetof(TyPlanRequest, people),                                                   \
       "N",                                                                                        \
       "who share the vehicle (2; 30 in a coach)"},                                                \
      {"alternatives", 0,                                                                          \
       TY_OPTION_FLAG, (base) + offsetof(TyPlanRequest, alternatives),                             \
       NULL,           "also a classic, an ecological, a theme's and a deep tour"},                \
      {"keep",         0,                                                                          \
       TY_OPTION_FILE, (base) + offsetof(TyPlanRequest, keep),                                     \
       "FILE",         "an earlier answer (--json) to change as little as can be"},                \
      {"effort",                                                                                   \
       0,                                                                                          \
       TY_OPTION_COUNT,                                                                            \
       (base) + offsetof(TyPlanRequest, effort),                                                   \
       "N",                                                                                        \
       "thousands of steps of the search (5)"},                                                    \
      {"seconds",                                                                                  \
       0,                                                                                          \
       TY_OPTION_NUMBER,                                                                           \
       (base) + offsetof(TyPlanRequest, seconds),                                                  \
       "S",                                                                                        \
       "stop the search after S seconds of processor time"},                                       \
  {                                                                                                \
    "request", 0, TY_OPTION_FILE, (base) + offsetof(TyPlanRequest, file), "FILE",                  \
        "JSON with any of these options"                                                           \
  }

/** Options that say what a tour is to be: `base` is the offset of a TyPlanRequest. */
#define TY_PLAN_OPTIONS(base)                                                                       \
  {"theme",        0,                                                                               \
   TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, theme),                                         \
   "THEME",        "the theme whose sites are visited"},                                            \
      {"start",        0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, start),                                     \
       "PLACE",        "where the tour begins (the theme's usual start)"},                          \
      {"end",          0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, end),                                       \
       "PLACE",        "where it ends (anywhere)"},                                                 \
      {"return",       0,                                                                           \
       TY_OPTION_FLAG, (base) + offsetof(TyPlanRequest, back_to_start),                             \
       NULL,           "come back to the start"},                                                   \
      {"rule",                                                                                      \
       0,                                                                                           \
       TY_OPTION_TEXT,                                                                              \
       (base) + offsetof(TyPlanRequest, rule),                                                      \
       "nearest|exact|ant|search",                                                                  \
       "how the order is found (exact up to 20 sites, else search)"},                               \
      {"legs",                                                                                      \
       0,                                                                                           \
       TY_OPTION_TEXT,                                                                              \
       (base) + offsetof(TyPlanRequest, legs),                                                      \
       "published|inferred|estimated",                                                              \
       "which legs count, each with those before it (inferred)"},                                   \
      {"roads",        0,                                                                           \
       TY_OPTION_FILE, (base) + offsetof(TyPlanRequest, roads),                                     \
       "FILE",         "roads (tuyou roads) count where no leg is known"},                          \
      {"order",        0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, order),                                     \
       "A,B,…",        "measure this order of sites"},                                              \
      {"include",      0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, include),                                   \
       "A,B,…",        "sites that must be visited, of the theme or not"},                          \
      {"avoid",        0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, avoid),                                     \
       "A,B,…",        "sites that must not be visited"},                                           \
      {"optional",     0,                                                                           \
       TY_OPTION_FLAG, (base) + offsetof(TyPlanRequest, optional),                                  \
       NULL,           "also the theme's optional stops"},                                          \
      {"days",                                                                                      \
       'd',                                                                                         \
       TY_OPTION_COUNT,                                                                             \
       (base) + offsetof(TyPlanRequest, n_days),                                                    \
       "N",                                                                                         \
       "choose the best sites for N days (as many as it takes)"},                                   \
      {"date",         0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, date),                                      \
       "YYYY-MM-DD",   "first day: weekdays, closures and festivals count"},                        \
      {"day-hours",      0, TY_OPTION_NUMBER, (base) + offsetof(TyPlanRequest, day_hours), "H",     \
       "longest day (9)"},                                                                          \
      {"day-start",    0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, day_start),                                 \
       "HH:MM",        "when a day begins (09:00)"},                                                \
      {"max-stops",           0, TY_OPTION_COUNT, (base) + offsetof(TyPlanRequest, max_stops), "N", \
       "most sites a day (3)"},                                                                     \
      {"min-stops",                                                                                 \
       0,                                                                                           \
       TY_OPTION_COUNT,                                                                             \
       (base) + offsetof(TyPlanRequest, min_stops),                                                 \
       "N",                                                                                         \
       "sites a day that are wished for (2)"},                                                      \
      {"dwell-hours",                                                                               \
       0,                                                                                           \
       TY_OPTION_NUMBER,                                                                            \
       (base) + offsetof(TyPlanRequest, dwell_hours),                                               \
       "H",                                                                                         \
       "time at a site that says nothing itself (2.5; 2–4)"},                                       \
      {"speed",          0,                                                                         \
       TY_OPTION_NUMBER, (base) + offsetof(TyPlanRequest, speed_kmh),                               \
       "KM/H",           "where a leg's minutes are unknown (40)"},                                 \
      {"slack",          0,                                                                         \
       TY_OPTION_NUMBER, (base) + offsetof(TyPlanRequest, slack),                                   \
       "SHARE",          "share of driving time kept free (0.1; negative: none)"},                  \
      {"profile",      0,                                                                           \
       TY_OPTION_TEXT, (base) + offsetof(TyPlanRequest, profile),                                   \
       "ID|FILE.json", "a traveller's profile weighs the sites"},                                   \
      TY_CHOICE_OPTIONS(base), {                                                                    \
    "seed", 0, TY_OPTION_SEED, (base) + offsetof(TyPlanRequest, seed), "N",                         \
        "seed of the random numbers (0)"                                                            \
  }

extern const TyCommand ty_command_build, ty_command_import, ty_command_lexicon, ty_command_names,
    ty_command_forget, ty_command_segment, ty_command_search, ty_command_keywords,
    ty_command_topics, ty_command_trends, ty_command_perception, ty_command_bibliometrics,
    ty_command_network, ty_command_entities, ty_command_review, ty_command_show, ty_command_query,
    ty_command_path, ty_command_similar, ty_command_recommend, ty_command_survey,
    ty_command_profile, ty_command_evaluate, ty_command_roads, ty_command_distance,
    ty_command_table, ty_command_plan, ty_command_divert, ty_command_solve, ty_command_draw,
    ty_command_report, ty_command_export, ty_command_check, ty_command_help;

/** Opens the atlas named by the first argument. */
TyWorkspace *ty_call_workspace(const TyCall *call, gboolean writable, GError **error);

/** The same for what only looks at the graph or brings tables: at once, however many names there
 * are. */
TyWorkspace *ty_call_graph(const TyCall *call, gboolean writable, GError **error);

/** Prints what was passed over (TyRejectFunc).
 * @param data  int: the exit code, which becomes 3; may be NULL */
void ty_print_reject(const TyReject *reject, gpointer data);

/** Prints an answer as JSON, with a line feed; frees it. */
gboolean ty_print_json(json_t *answer, GError **error);

/** Ends a command with its answer: as JSON where that was asked for, else by `print`; frees it.
 * @return FALSE for NULL, which is an answer that failed */
gboolean ty_give_answer(const TyCall *call, json_t *answer, void (*print)(const json_t *answer),
                        GError **error);

/** Writes bytes to a file, or to standard output when `path` is NULL or "-"; a terminal gets no
 * binary data. */
gboolean ty_write_output(const char *path, const char *bytes, gsize length, GError **error);

/** Writes files, name → GBytes, into a folder that is made where it is missing. */
gboolean ty_write_files(const char *folder, GHashTable *files, GError **error);

/** Writes the files of ty_export_heritage: one to `path` as ty_write_output, several into the
 * folder `path`; says on standard error what the format left out. FALSE for NULL. */
gboolean ty_write_graph_files(const char *path, const char *format, GHashTable *files,
                              const char *left_out, GError **error);
