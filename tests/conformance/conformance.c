/* Runs the official JSON Schema test suite: conformance SUITE. The folder has
 * the tests in draft2020-12/ or tests/draft2020-12/, and remotes/, which are
 * what the tests expect at http://localhost:1234/. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "document/document.h"
#include "document/input.h"
#include "schema/schema.h"

typedef struct remote {
    char *uri;
    gj_buffer bytes;
} remote;

typedef struct suite {
    remote *remotes;
    size_t remote_count;
    size_t remote_room;
    bool formats;
    size_t passed;
    size_t total;
} suite;

static bool is_json(const char *name)
{
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".json") == 0;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void read_remotes(suite *s, const char *folder, const char *uri)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        gj_buffer path = {0};
        gj_buffer name = {0};
        gj_buffer_print(&path, "%s/%s", folder, entries[i]->d_name);
        gj_buffer_print(&name, "%s/%s", uri, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && is_folder(path.data)) {
            read_remotes(s, path.data, name.data);
        } else if (is_json(entries[i]->d_name)) {
            gj_grow(&s->remotes, s->remote_count, &s->remote_room,
                    sizeof *s->remotes);
            remote *r = &s->remotes[s->remote_count++];
            *r = (remote){.uri = gj_copy(name.data, name.length)};
            gj_input_read(&r->bytes, path.data, 0, NULL);
        }
        gj_buffer_free(&path);
        gj_buffer_free(&name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

static void free_remotes(suite *s)
{
    for (size_t i = 0; i < s->remote_count; i++) {
        free(s->remotes[i].uri);
        gj_buffer_free(&s->remotes[i].bytes);
    }
    free(s->remotes);
}

/* ------------------------------------------------------------------ tests */

static gj_value member(gj_value object, const char *key)
{
    return gj_document_values.member(object, gj_text_of(key));
}

static gj_text words(gj_value object)
{
    return gj_document_values.text(member(object, "description"));
}

/* The same verdict where the value is read again and again, so that its
   skeleton is known and what was asked about it is only asked once more. */
static bool is_repeated(gj_document *document, gj_checker *checker,
                        gj_value data, bool wanted)
{
    const gj_limits limits = {.depth = 100000};
    gj_text source =
        gj_node_source(gj_value_document(data), gj_value_node(data));
    size_t quotes = gj_document_values.type(data) == GJ_STRING;
    gj_buffer bytes = {0};
    bool right = true;

    gj_buffer_add(&bytes, source.data - quotes, source.length + 2 * quotes);
    memset(gj_buffer_room(&bytes, GJ_PADDING), 0, GJ_PADDING);
    for (int i = 0; i < 4 && right; i++)
        right = gj_document_read(document, bytes.data, bytes.length, &limits,
                                 NULL) == GJ_OK &&
                gj_checker_holds(checker, &gj_document_values,
                                 gj_document_root(document)) == wanted;
    gj_buffer_free(&bytes);
    return right;
}

static void run_tests(suite *s, gj_value group, gj_checker *checker,
                      size_t *passed, size_t *total)
{
    const gj_values *values = &gj_document_values;
    gj_document *document = gj_document_new();
    gj_value test = values->first(member(group, "tests"));

    for (; values->type(test) != GJ_ABSENT; test = values->next(test)) {
        bool wanted = values->type(member(test, "valid")) == GJ_TRUE;
        const gj_mismatch *mismatches;
        gj_value data = member(test, "data");
        bool right = checker != NULL;
        /* Without remembering verdicts, and remembering all. */
        for (uint64_t limit = 50000; right; limit = 0) {
            gj_checker_remember(checker, limit);
            right = gj_checker_holds(checker, values, data) == wanted &&
                    (gj_checker_run(checker, values, data, &mismatches) == 0) ==
                        wanted &&
                    is_repeated(document, checker, data, wanted);
            if (limit == 0)
                break;
        }
        ++*total;
        *passed += right;
        if (!right)
            printf("    failed: %.*s: %.*s\n", GJ_PRINT(words(group)),
                   GJ_PRINT(words(test)));
    }
    gj_document_free(document);
    (void)s;
}

static void run_group(suite *s, gj_value group, size_t *passed, size_t *total)
{
    gj_schema_store *store = gj_schema_store_new();
    gj_schema_options options = {.formats = s->formats};
    gj_schema_error error = {.error = {.status = GJ_OK}};
    gj_schema *schema = NULL;
    gj_checker *checker = NULL;
    uint32_t document;

    for (size_t i = 0; i < s->remote_count; i++) {
        gj_text bytes = gj_buffer_view(&s->remotes[i].bytes);
        gj_schema_store_bytes(store, &document, s->remotes[i].uri,
                              s->remotes[i].uri, bytes, NULL);
    }
    document = gj_schema_store_value(store, "", &gj_document_values,
                                     member(group, "schema"));
    if (gj_schema_compile(&schema, store, document, &options, &error) == GJ_OK)
        checker = gj_checker_new(schema);
    else
        printf("    refused: %.*s: %s\n", GJ_PRINT(words(group)),
               error.error.words[GJ_EN]);
    run_tests(s, group, checker, passed, total);
    gj_checker_free(checker);
    gj_schema_free(schema);
    gj_schema_store_free(store);
}

static void run_file(suite *s, const char *path, const char *name)
{
    const gj_limits limits = {.depth = 100000};
    gj_document *document = gj_document_new();
    gj_buffer bytes = {0};
    gj_error error = {.status = GJ_OK};
    size_t passed = 0;
    size_t total = 0;

    if (gj_input_read(&bytes, path, 0, &error) != GJ_OK ||
        gj_document_read(document, bytes.data, bytes.length, &limits, &error) !=
            GJ_OK) {
        printf("%-40s %s\n", name, error.words[GJ_EN]);
        total = 1;
    } else {
        gj_value group = gj_document_values.first(gj_document_root(document));
        for (; gj_document_values.type(group) != GJ_ABSENT;
             group = gj_document_values.next(group))
            run_group(s, group, &passed, &total);
        printf("%-40s %4zu/%zu\n", name, passed, total);
    }
    s->passed += passed;
    s->total += total;
    gj_document_free(document);
    gj_buffer_free(&bytes);
}

static void run_folder(suite *s, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        gj_buffer path = {0};
        gj_buffer_print(&path, "%s/%s", folder, entries[i]->d_name);
        if (is_json(entries[i]->d_name))
            run_file(s, path.data, entries[i]->d_name);
        gj_buffer_free(&path);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

/* Runs a folder of the draft and prints its sum. */
static bool run_part(suite *s, const char *tests, const char *part,
                     bool formats)
{
    gj_buffer folder = {0};

    gj_buffer_print(&folder, "%s/draft2020-12%s", tests, part);
    s->formats = formats;
    s->passed = s->total = 0;
    if (is_folder(folder.data)) {
        printf("draft2020-12%s\n", part);
        run_folder(s, folder.data);
        printf("%-40s %4zu/%zu\n\n", "all", s->passed, s->total);
    }
    gj_buffer_free(&folder);
    return s->passed == s->total;
}

int main(int argc, char **argv)
{
    suite s = {.remotes = NULL};
    gj_buffer path = {0};

    if (argc != 2 || !is_folder(argv[1])) {
        fputs("usage: conformance SUITE\n", stderr);
        return 2;
    }
    gj_buffer_print(&path, "%s/remotes", argv[1]);
    read_remotes(&s, path.data, "http://localhost:1234");
    gj_buffer_clear(&path);
    gj_buffer_print(&path, "%s/tests", argv[1]);
    const char *tests = is_folder(path.data) ? path.data : argv[1];
    bool good = run_part(&s, tests, "", false) && s.total > 0;
    run_part(&s, tests, "/optional", false);
    run_part(&s, tests, "/optional/format", true);
    free_remotes(&s);
    gj_buffer_free(&path);
    return good ? 0 : 1;
}
