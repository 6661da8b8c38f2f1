/* SPDX-License-Identifier: Apache-2.0 */
/* Every kind of table with good and bad rows: the good are taken, the bad named and kept. */
#include "support.h"

/* A row that must be refused, and what the message says. */
typedef struct {
  const char *row, *message;
} BadRow;

static void tell_source(const TySource *source, gint64 rows, gint64 rejected, gpointer data) {
  (void) rows;
  if (rejected)
    g_string_append_printf(data, "%s %d", source->name, (int) rejected);
}

/* Imports the heading, one good row, then the bad rows, then the good row's sister. */
static void check_rows(TyWorkspace *workspace, const char *kind, const char *heading,
                       const char *good, const BadRow *bad, gsize n, const char *last) {
  g_autoptr(GString) text = g_string_new(NULL), messages = g_string_new(NULL);
  g_autoptr(GString) kept = g_string_new(NULL);
  g_autofree char *name = g_strconcat(kind, ".csv", NULL);
  g_autoptr(GError) error = NULL;

  g_string_append_printf(text, "%s\n%s\n", heading, good);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf(text, "%s\n", bad[i].row);
  g_string_append_printf(text, "%s\n", last);
  g_auto_json answer = try_import(workspace, kind, name, text->str, messages, &error);
  g_assert_no_error(error);
  g_auto(GStrv) lines = g_strsplit(messages->str, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, *messages->str ? n + 1 : 0);
  for (gsize i = 0; i < n; i++) {
    g_autofree char *where = g_strdup_printf("%s:%zu: ", name, i + 3);
    g_assert_true(g_str_has_prefix(lines[i], where));
    assert_contains(lines[i], bad[i].message);
  }
  g_assert_cmpint((int) number_of(answer, "rows"), ==, 2);
  g_assert_cmpint((int) number_of(answer, "rejected"), ==, (int) n);
  g_autofree char *expected = n ? g_strdup_printf("%s %zu", name, n) : g_strdup("");
  g_assert_true(ty_atlas_each_source(ty_workspace_atlas(workspace), tell_source, kept, NULL));
  g_assert_cmpstr(kept->str, ==, expected);
}

#define BAD(rows) (rows), G_N_ELEMENTS(rows)

static TyWorkspace *with_sites(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  import_all(workspace, "entities",
             "name,kind,aliases,county\n甲寺,site,甲摩崖|甲石刻,安岳县\n乙寺,site,,安岳县\n"
             "丙会,festival,,大足区\n");
  return workspace;
}

static void test_sites(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("sites.atlas");
  static const BadRow bad[] = {
      {"高,105,30,WGS84,,,,,,,", "latitude 105 is out of range [-90, 90]"},
      {"低,-90.5,30,WGS84,,,,,,,", "latitude -90.5 is out of range [-90, 90]"},
      {"远,30,200,WGS84,,,,,,,", "longitude 200 is out of range [-180, 180]"},
      {"字,北纬30度,105,WGS84,,,,,,,", "latitude is 北纬30度, expected a number"},
      {"无,nan,105,WGS84,,,,,,,", "latitude is nan, expected a number"},
      {"单,30,,WGS84,,,,,,,", "found only one of lat and lon, expected both"},
      {"系,30,105,CGCS,,,,,,,", "crs is CGCS, expected WGS84, GCJ02 or BD09"},
      {"时,,,,9点,17:00,,,,,", "found 9点, expected a time such as 09:00"},
      {"时,,,,09:00,25:00,,,,,", "found 25:00, expected a time such as 09:00"},
      {"时,,,,09:00,17:60,,,,,", "found 17:60, expected a time such as 09:00"},
      {"时,,,,9:5,17:00,,,,,", "found 9:5, expected a time such as 09:00"},
      {"时,,,,09:00,24:30,,,,,", "found 24:30, expected a time such as 09:00"},
      {"时,,,,-0:30,17:00,,,,,", "found -0:30, expected a time such as 09:00"},
      {"入,,,,09:00,17:00,16:00点,,,,", "found 16:00点, expected a time"},
      {"票,,,,,,,-5,,,", "ticket_cny -5 is out of range [0, 100000]"},
      {"留,,,,,,,,1500,,", "dwell_min_minutes 1500 is out of range [0, 1440]"},
      {"留,,,,,,,,240,120,", "dwell_min_minutes 240 is above dwell_max_minutes 120"},
      {"信,,,,,,,,,,D", "confidence is D, expected A, B, C, X or a number in (0, 1]"},
      {"信,,,,,,,,,,0", "confidence is 0, expected A, B, C, X or a number in (0, 1]"},
      {"信,,,,,,,,,,1.5", "confidence is 1.5, expected"},
      {",30,105,WGS84,,,,,,,A", "found no name, expected one"},
  };

  check_rows(workspace, "sites",
             "name,lat,lon,crs,open_from,open_to,last_entry,ticket_cny,dwell_min_minutes,"
             "dwell_max_minutes,confidence",
             "甲寺,30.1,105.3,GCJ02,9:00,17:30,17:00,20,90,120,A", BAD(bad),
             "乙寺,,,,,,,,,150,0.7");
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  g_assert_cmpint(count_of(atlas, "rejected"), ==, G_N_ELEMENTS(bad));
  g_assert_cmpint(count_of(atlas, "entity"), ==, 2); /* nothing of a refused row stays */
  g_assert_cmpint(count_of(atlas, "coordinate"), ==, 1);
  g_auto_json card = ty_show(workspace, "甲寺", NULL);
  const json_t *dwell = item_with(card, "facts", "predicate", "dwell_minutes");
  const json_t *place = item_of(card, "coordinates", 0);
  g_assert_cmpstr(text_of(dwell, "value"), ==, "90-120");
  g_assert_cmpfloat(number_of(dwell, "confidence"), ==, .95);
  g_assert_cmpint((int) number_of(item_of(dwell, "evidence", 0), "row"), ==, 2);
  /* GCJ-02 lies some hundred metres off, and is kept as it was stated. */
  g_assert_cmpfloat(number_of(place, "lat"), ==, 30.1);
  g_assert_cmpfloat(number_of(place, "wgs84_lat"), !=, 30.1);
  g_assert_cmpfloat_with_epsilon(number_of(place, "wgs84_lat"), 30.1, .01);
}

static void test_a_second_row_disagrees(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("disagree.atlas");
  import_all(workspace, "sites",
             "name,level,ticket_cny,county,town,confidence,source\n"
             "甲寺,世界遗产|国保,115,安岳县,石羊镇,B,某志\n甲寺,,100,,,C,某网\n");
  g_auto_json card = ty_show(workspace, "甲寺", NULL);
  json_t *fact;
  gsize i, prices = 0, levels = 0, places = 0;

  json_array_foreach(json_object_get(card, "facts"), i, fact) {
    const char *predicate = text_of(fact, "predicate"), *value = text_of(fact, "value");
    levels += g_str_equal(predicate, "level");
    places += g_str_equal(predicate, "located_in");
    if (!g_str_equal(predicate, "ticket_cny"))
      continue;
    prices++;
    g_assert_cmpint(json_is_true(json_object_get(fact, "weaker")), ==, g_str_equal(value, "100"));
    g_assert_cmpstr(text_of(item_of(fact, "evidence", 0), "citation"), ==,
                    g_str_equal(value, "100") ? "某网" : "某志");
  }
  g_assert_cmpuint(prices, ==, 2);
  g_assert_cmpuint(levels, ==, 2);
  g_assert_cmpuint(places, ==, 2);
  g_auto_json town = ty_show(workspace, "石羊镇", NULL);
  g_assert_cmpstr(text_of(town, "county"), ==, "安岳县");
}

static void test_entities(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("entities.atlas");
  static const BadRow bad[] = {{",site,A", "found no name, expected one"},
                               {"乙,site,Z", "confidence is Z, expected A, B, C, X"}};

  check_rows(workspace, "entities", "name,kind,confidence", "甲寺,site,A", BAD(bad), "丙,,");
  g_auto_json card = ty_show(workspace, "丙", NULL);
  g_assert_cmpstr(text_of(card, "kind"), ==, "keyword");
}

static void test_facts(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("facts.atlas");
  static const BadRow bad[] = {
      {"甲寺,built_by_aliens,,1,A", "found the predicate 'built_by_aliens', expected one of"},
      {"甲寺,ticket_cny,,,A", "found neither object nor value, expected one"},
      {"丁寺,ticket_cny,,1,A", "subject: 丁寺: no such entity in the atlas"},
      {",ticket_cny,,1,A", "found no subject, expected a name"},
      {"甲寺,part_of,丁寺,,A", "object: 丁寺: no such entity in the atlas"},
      {"甲寺,ticket_cny,,1,高", "confidence is 高, expected"},
  };

  /* A name may be an alias, in traditional script, or with spaces. */
  check_rows(workspace, "facts", "subject,predicate,object,value,confidence",
             "甲石刻,ticket_cny,,20,A", BAD(bad), "乙寺,part_of,甲 摩崖,,B");
  g_auto_json card = ty_show(workspace, "乙寺", NULL);
  g_assert_cmpstr(text_of(item_with(card, "facts", "predicate", "part_of"), "object"), ==, "甲寺");
  g_auto_json near = NULL;
  g_autoptr(GError) error = NULL;
  near = ty_show(workspace, "甲", &error);
  g_assert_null(near);
  assert_fails(&error, TY_ERROR_NOT_FOUND, "甲: no such entity in the atlas (near: 甲寺");
}

static void test_legs(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("legs.atlas");
  static const BadRow bad[] = {
      {"甲寺,丁寺,3,,published,A", "to: 丁寺: no such entity in the atlas"},
      {"丁寺,甲寺,3,,published,A", "from: 丁寺: no such entity in the atlas"},
      {"甲寺,乙寺,-3,,published,A", "km -3 is out of range [0, 20000]"},
      {"甲寺,乙寺,三,,published,A", "km is 三, expected a number"},
      {"甲寺,乙寺,,,published,A", "found no km, expected a length"},
      {"甲寺,乙寺,3,-1,published,A", "minutes -1 is out of range [0, 100000]"},
      {"甲寺,乙寺,3,,guessed,A", "origin is guessed, expected published, road, inferred or"},
      {"甲寺,甲摩崖,3,,published,A", "leads from 甲寺 to itself, expected two places"},
      {",乙寺,3,,published,A", "found no from, expected a name"},
      {"甲寺,,3,,published,A", "found no to, expected a name"},
      {"甲寺,乙寺,inf,,published,A", "km is inf, expected a number"},
  };

  check_rows(workspace, "legs", "from,to,km,minutes,origin,confidence", "甲寺,乙寺,3.5,8,,A",
             BAD(bad), "丙会,乙寺,0,,inferred,B");
  g_auto_json way = ty_distance(workspace, "甲寺", "丙会", NULL, NULL);
  g_assert_cmpfloat(number_of(way, "km"), ==, 3.5);
  g_assert_cmpstr(text_of(way, "origin"), ==, "inferred");
}

static void test_themes(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("themes.atlas");
  static const BadRow bad[] = {
      {",甲寺,0,1", "found no theme, expected its name"},
      {"石刻,丁寺,0,1", "site: 丁寺: no such entity in the atlas"},
      {"石刻,,0,1", "found no site, expected a name"},
      {"石刻,甲寺,0,-1", "weight -1 is out of range [0, 1000]"},
      {"石刻,甲寺,0,重", "weight is 重, expected a number"},
  };

  check_rows(workspace, "themes", "theme,site,optional,weight", "石刻,甲寺,0,5", BAD(bad),
             "石刻,乙寺,1,");
}

static void test_calendar(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("calendar.atlas");
  static const BadRow bad[] = {
      {"会,festival,甲寺,gregorian,04-05,,A", "calendar is 'gregorian', expected solar or lunar"},
      {"会,festival,甲寺,solar,13-05,,A",
       "from '13-05' to '13-05', expected a name and days of the solar"},
      {"会,festival,甲寺,solar,04-31,,A", "from '04-31'"},
      {"会,festival,甲寺,solar,2023-02-29,,A", "from '2023-02-29'"},
      {"会,festival,甲寺,solar,02-30,,A", "from '02-30'"},
      {"会,festival,甲寺,lunar,02-31,,A", "from '02-31'"},
      {"会,festival,甲寺,solar,04-05,04-00,A", "to '04-00'"},
      {"会,festival,甲寺,solar,清明,,A", "from '清明'"},
      {"会,festival,甲寺,solar,,,A", "from ''"},
      {",festival,甲寺,solar,04-05,,A", "found event ''"},
      {"会,festival,丁寺,solar,04-05,,A", "site: 丁寺: no such entity"},
      {"会,festival,甲寺,solar,04-05,,Q", "confidence is Q"},
      {"会,festival,甲寺,solar,2024-05-01,04-30,A", "to '04-30'"},
      {"会,festival,甲寺,solar,2024-05-01,2024-04-30,A", "to '2024-04-30'"},
  };

  check_rows(workspace, "calendar", "event,kind,site,calendar,from,to,confidence",
             "丙会,festival,甲寺,lunar,02-30,,A", BAD(bad),
             "歇业,closure,,solar,2024-02-29,2024-03-01,B");
}

static void test_ontology_and_kinds(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("ontology.atlas");
  static const BadRow bad[] = {{",标签,relation", "found id '' of kind 'relation', expected"},
                               {"sung_by,演唱,verb", "found id 'sung_by' of kind 'verb'"}};
  static const BadRow no_id[] = {{",标签", "found no id, expected the name of a kind"}};

  check_rows(workspace, "ontology", "id,label,kind", "sings_at,演唱于,relation", BAD(bad),
             "seats,座位,value");
  g_assert_cmpstr(ty_atlas_predicate_kind(ty_workspace_atlas(workspace), "seats"), ==, "value");
  g_autoptr(TyWorkspace) other = with_sites("kinds.atlas");
  check_rows(other, "kinds", "id,label", "stage,戏台", BAD(no_id), "hall,会馆");
  g_autofree char *label = ty_atlas_label(ty_workspace_atlas(other), "stage");
  g_assert_cmpstr(label, ==, "戏台");
}

static void test_survey(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("survey.atlas");

  check_rows(workspace, "survey", "年龄,同伴", "18-25,家人", NULL, 0, "26-35,");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "answer"), ==, 3);
}

/* Whole files -----------------------------------------------------------------------------------
 */

static void test_a_file_that_cannot_be_used_leaves_no_trace(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("files.atlas");
  g_autofree char *before = counts_of(ty_workspace_atlas(workspace));
  g_autofree char *folder = test_path("a-folder.csv");
  const struct {
    const char *kind, *name, *text;
    int code;
    const char *message;
  } cases[] = {
      {"sites", "no-name.csv", "title,lat\n甲,30\n", TY_ERROR_INPUT,
       "no-name.csv:1: found the columns title, lat; the column name is missing, expected name"},
      {"legs", "no-km.csv", "from,to\n甲寺,乙寺\n", TY_ERROR_INPUT,
       "the column km is missing, expected from,to,km"},
      {"facts", "no-predicate.csv", "subject,value\n甲寺,1\n", TY_ERROR_INPUT,
       "the column predicate is missing"},
      {"themes", "no-site.csv", "theme\n石刻\n", TY_ERROR_INPUT, "the column site is missing"},
      {"calendar", "no-from.csv", "event,calendar\n会,solar\n", TY_ERROR_INPUT,
       "the column from is missing"},
      {"posts", "no-text.csv", "a,b\n1,2\n", TY_ERROR_INPUT, "no-text.csv"},
      {"sites", "empty.csv", "", TY_ERROR_INPUT, "empty.csv"},
      {"posts", "empty-posts.csv", "", TY_ERROR_INPUT, "empty-posts.csv"},
      {"sites", "bytes.csv", "name\n\xff\xfe\x81\x01\xff\xff\n", TY_ERROR_ENCODING, "bytes.csv"},
      {"posts", "bytes-posts.csv", "\xff\x81\x01\xff\xff\x80\n", TY_ERROR_ENCODING,
       "bytes-posts.csv"},
      {"songs", "x.csv", "name\n", TY_ERROR_USAGE,
       "found the kind 'songs', expected posts, papers"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(try_import(workspace, cases[i].kind, cases[i].name, cases[i].text, NULL, &error));
    if (error->code != cases[i].code)
      g_test_message("%s: %s", cases[i].name, error->message);
    assert_fails(&error, cases[i].code, cases[i].message);
  }
  g_mkdir(folder, 0700);
  const char *const missing[] = {"missing.csv", "a-folder.csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(missing); i++) {
    g_autoptr(GError) error = NULL;
    const char *files[] = {missing[i], NULL};
    TyImportOptions options = {.folder = test_folder()};
    g_assert_null(ty_import(workspace, "sites", files, &options, &error));
    assert_fails(&error, TY_ERROR_MISSING, missing[i]);
  }
  g_autofree char *after = counts_of(ty_workspace_atlas(workspace));
  g_assert_cmpstr(before, ==, after);
}

static void test_the_files_before_the_bad_one_are_in(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("order.atlas");
  g_autofree char *good = test_file("good.csv", "name\n甲寺\n");
  const char *files[] = {"good.csv", "missing.csv", NULL};
  TyImportOptions options = {.folder = test_folder()};
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_import(workspace, "sites", files, &options, &error));
  assert_fails(&error, TY_ERROR_MISSING, "missing.csv: cannot be opened");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "entity"), ==, 1);
}

/* Whatever is wrong with a file, the others are read and nothing of it stays. */
static void test_a_bad_file_is_passed_over(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("over.atlas");
  g_autofree char *good = test_file("one.csv", "正文\n圆觉洞很美\n");
  g_autofree char *torn = test_file("torn.xlsx", "PK\x03\x04 broken");
  g_autofree char *columns = test_file("columns.csv", "甲,乙\n一,二\n");
  g_autofree char *last = test_file("two.csv", "正文\n卧佛院在山里\n");
  const char *files[] = {"missing.csv", "one.csv", "torn.xlsx", "columns.csv", "two.csv", NULL};
  g_autoptr(GString) said = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TyImportOptions options = {
      .folder = test_folder(), .pass_over = TRUE, .message = keep_message, .message_data = said};

  g_auto_json answer = ty_import(workspace, "posts", files, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpint((int) number_of(answer, "rows"), ==, 2);
  g_assert_cmpint((int) number_of(answer, "rejected"), ==, 3);
  g_assert_cmpuint(json_array_size(json_object_get(answer, "files")), ==, 2);
  g_assert_cmpstr(text_of(item_of(answer, "unread", 0), "file"), ==, "missing.csv");
  g_assert_cmpstr(text_of(item_of(answer, "unread", 1), "file"), ==, "torn.xlsx");
  g_assert_cmpstr(text_of(item_of(answer, "unread", 2), "file"), ==, "columns.csv");
  assert_contains(said->str, "missing.csv: cannot be opened");
  assert_contains(said->str, "none of them for the text");
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  g_assert_cmpint(count_of(atlas, "document"), ==, 2);
  g_assert_cmpint(count_of(atlas, "rejected"), ==, 0);
  /* A map that is not well formed is the caller's fault, whatever the file. */
  options.map = "nothing";
  g_assert_null(ty_import(workspace, "posts", files + 1, &options, &error));
  assert_fails(&error, TY_ERROR_USAGE, "map: found nothing");
  /* None to be read: the last one's reason. */
  const char *bad[] = {"missing.csv", "columns.csv", NULL};
  options.map = NULL;
  g_assert_null(ty_import(workspace, "posts", bad, &options, &error));
  assert_fails(&error, TY_ERROR_INPUT, "none of them for the text");
  g_assert_cmpint(count_of(atlas, "document"), ==, 2);
}

static void test_a_file_read_again_replaces_itself(void) {
  g_autoptr(TyWorkspace) workspace = with_sites("again.atlas");
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  const char *legs = "from,to,km\n甲寺,乙寺,3\n乙寺,丙会,4\n";

  import_all(workspace, "legs", legs);
  import_all(workspace, "legs", legs);
  g_assert_cmpint(count_of(atlas, "leg"), ==, 2);
  import_all(workspace, "legs", "from,to,km\n甲寺,乙寺,5\n");
  g_assert_cmpint(count_of(atlas, "leg"), ==, 1);
}

static void test_posts_take_what_their_file_does_not_say(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("posts.atlas");
  g_autofree char *path =
      test_file("p.csv", "标题,正文,作者\n甲,去了圆觉洞,某人\n,,\n乙,卧佛院,\n");
  const char *files[] = {"p.csv", NULL};
  g_autoptr(GString) messages = g_string_new(NULL);
  TyImportOptions options = {.place = "资阳",
                             .term = "资阳旅行",
                             .platform = "weibo",
                             .grade = "personal",
                             .folder = test_folder(),
                             .message = keep_message,
                             .message_data = messages};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_import(workspace, "posts", files, &options, &error);

  g_assert_no_error(error);
  g_assert_cmpint((int) number_of(answer, "rows"), ==, 2);
  /* Crawlers are asked for 资阳旅行: the term is 旅行. */
  TyDocumentFilter filter = {.place = "资阳", .term = "旅行", .platform = "weibo"};
  g_auto_json keywords = ty_keywords(workspace, &filter, 5, &error);
  g_assert_no_error(error);
  g_assert_cmpint((int) number_of(keywords, "documents"), ==, 2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/import/sites", test_sites);
  g_test_add_func("/flow/import/sites-disagree", test_a_second_row_disagrees);
  g_test_add_func("/flow/import/entities", test_entities);
  g_test_add_func("/flow/import/facts", test_facts);
  g_test_add_func("/flow/import/legs", test_legs);
  g_test_add_func("/flow/import/themes", test_themes);
  g_test_add_func("/flow/import/calendar", test_calendar);
  g_test_add_func("/flow/import/ontology", test_ontology_and_kinds);
  g_test_add_func("/flow/import/survey", test_survey);
  g_test_add_func("/flow/import/whole-files", test_a_file_that_cannot_be_used_leaves_no_trace);
  g_test_add_func("/flow/import/order", test_the_files_before_the_bad_one_are_in);
  g_test_add_func("/flow/import/pass-over", test_a_bad_file_is_passed_over);
  g_test_add_func("/flow/import/again", test_a_file_read_again_replaces_itself);
  g_test_add_func("/flow/import/posts", test_posts_take_what_their_file_does_not_say);
  return run_tests();
}
