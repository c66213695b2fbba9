/* Seals: a form that has one is not looked over again, and any change to what
 * it is made of ends that. */
#include "form/seal.h"
#include "unit/forming.h"

#define SCHEMA                                                                 \
    "{\"$schema\": \"schema.json\", " FORM_HEAD FORM_FITS                      \
    ", \"layout\": \"layout.json\", \"plugins\": {\"p\": {\"data\": "          \
    "[\"data.json\"]}}}"

static const char layout[] =
    LAYOUT("{\"cell\": \"/n\", \"rows\": " ONE ", \"columns\": " ONE "}");

/* Loads the form in a folder of its own, with these seals. */
static gj_status load(const char *form, const char *data, const char *schema,
                      const gj_seals *seals, gj_digest *digest, bool *sealed)
{
    forming f = {.folder = GJ_BUILD "/form-XXXXXX"};
    static const char *const names[] = {"form.json", "layout.json", "data.json",
                                        "schema.json"};

    assert_non_null(mkdtemp(f.folder));
    form_file(&f, "form.json", form);
    form_file(&f, "layout.json", layout);
    form_file(&f, "data.json", data);
    form_file(&f, "schema.json", schema);
    f.status = gj_form_load(&f.loaded, f.folder, seals, &f.error);
    if (f.status == GJ_OK) {
        *digest = f.loaded->digest;
        *sealed = f.loaded->sealed;
        gj_form_free(f.loaded);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        form_unlink(&f, names[i]);
    rmdir(f.folder);
    return f.status;
}

static bool same(const gj_digest *a, const gj_digest *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void a_digest_is_of_all_that_the_form_is_made_of(void **state)
{
    gj_digest first, other;
    bool sealed;

    (void)state;
    assert_int_equal(load(SCHEMA, "{}", "{}", NULL, &first, &sealed), GJ_OK);
    assert_false(sealed);
    assert_int_equal(load(SCHEMA, "{}", "{}", NULL, &other, &sealed), GJ_OK);
    assert_true(same(&first, &other));
    assert_int_equal(load(SCHEMA " ", "{}", "{}", NULL, &other, &sealed),
                     GJ_OK);
    assert_false(same(&first, &other));
    assert_int_equal(load(SCHEMA, "{} ", "{}", NULL, &other, &sealed), GJ_OK);
    assert_false(same(&first, &other));
    assert_int_equal(load(SCHEMA, "{}", "true", NULL, &other, &sealed), GJ_OK);
    assert_false(same(&first, &other));
}

static void a_seal_holds_as_long_as_nothing_changes(void **state)
{
    gj_digest digest, other;
    bool sealed;
    gj_seals seals = {.at = &digest, .count = 1};

    (void)state;
    assert_int_equal(load(SCHEMA, "{}", "{}", NULL, &digest, &sealed), GJ_OK);
    assert_int_equal(load(SCHEMA, "{}", "{}", &seals, &other, &sealed), GJ_OK);
    assert_true(sealed);
    /* The schema is another one now, and nothing is right by it. */
    assert_int_equal(load(SCHEMA, "{}", "false", &seals, &other, &sealed),
                     GJ_FAILED_DATA);
}

static void write_seals(const char *text, char *plugins, size_t size)
{
    char path[sizeof GJ_BUILD + 64];
    char folder[] = GJ_BUILD "/seals-XXXXXX";

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/seals", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    snprintf(plugins, size, "%s/plugins", folder);
    assert_int_equal(mkdir(plugins, 0755), 0);
}

static void remove_seals(char *plugins)
{
    char path[sizeof GJ_BUILD + 80];

    rmdir(plugins);
    snprintf(path, sizeof path, "%.*sseals", (int)(strlen(plugins) - 7),
             plugins);
    unlink(path);
    plugins[strlen(plugins) - 8] = '\0';
    rmdir(plugins);
}

static void a_list_of_seals_is_read_line_by_line(void **state)
{
    char plugins[sizeof GJ_BUILD + 64];
    gj_seals seals;
    gj_digest digest = {{0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08,
                         0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0xff}};

    (void)state;
    write_seals("not a seal\n"
                "\n"
                "000102030405060708090a0b0c0d0eff  one\n"
                "000102030405060708090a0b0c0d0eFF  capitals\n"
                "000102030405060708090a0b0c0d0e\n"
                "100102030405060708090a0b0c0d0e00",
                plugins, sizeof plugins);
    gj_seals_read(&seals, plugins);
    assert_int_equal(seals.count, 2);
    assert_true(gj_seals_have(&seals, &digest));
    digest.bytes[15] = 0xfe;
    assert_false(gj_seals_have(&seals, &digest));
    gj_seals_free(&seals);
    remove_seals(plugins);
    gj_seals_read(&seals, "no/such/folder");
    assert_int_equal(seals.count, 0);
    gj_seals_free(&seals);
    gj_seals_read(&seals, NULL);
    assert_false(gj_seals_have(&seals, &digest));
    assert_false(gj_seals_have(NULL, &digest));
}

static void a_seal_is_about_the_plugins_that_were_there(void **state)
{
    gj_seals seals = {.plugins = "/lib/gouji/plugins"};

    (void)state;
    assert_true(
        gj_seals_cover(&seals, gj_text_of("/lib/gouji/plugins/equations.so")));
    assert_false(
        gj_seals_cover(&seals, gj_text_of("/lib/gouji/plugins/more/a.so")));
    assert_false(gj_seals_cover(&seals, gj_text_of("/tmp/equations.so")));
    assert_false(gj_seals_cover(&seals, gj_text_of("equations.so")));
    assert_false(gj_seals_cover(&seals, gj_text_of("")));
    assert_false(gj_seals_cover(NULL, gj_text_of("/lib/a.so")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_is_of_all_that_the_form_is_made_of),
        cmocka_unit_test(a_seal_holds_as_long_as_nothing_changes),
        cmocka_unit_test(a_list_of_seals_is_read_line_by_line),
        cmocka_unit_test(a_seal_is_about_the_plugins_that_were_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
