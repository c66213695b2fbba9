/* gouji schema: JSON Schema for everybody, without a form. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "cli/faults.h"
#include "cli/folders.h"
#include "cli/settings.h"
#include "input/inputs.h"
#include "schema/schema.h"
#include "writer/terminal.h"

static int run(gj_settings *settings);
static int check_schemas(gj_settings *settings);
static int validate(gj_settings *settings);

static const int options[] = {
    GJ_OPTION_SCHEMA,    GJ_OPTION_SCHEMA_DIR, GJ_OPTION_FORMAT_ASSERTION,
    GJ_OPTION_MAX_BYTES, GJ_OPTION_MAX_DEPTH,  GJ_OPTION_MAX_NODES,
    GJ_OPTION_LANG,      GJ_OPTION_HELP,       0};

static const gj_verb verbs[] = {
    {"check", GJ_WORDS("检查模式本身", "check schemas"), "@file",
     check_schemas},
    {"validate", GJ_WORDS("用模式检查 JSON", "check JSON with a schema"),
     "@input", validate},
    {.name = NULL}};

const gj_command gj_schema_command = {
    .name = "schema",
    .usage = "check SCHEMA… | validate --schema SCHEMA PATH…",
    .about = GJ_WORDS("检查 JSON Schema，或用它检查任意 JSON",
                      "check a JSON Schema, or any JSON with one"),
    .options = options,
    .run = run,
    .verbs = verbs};

static void raise_to(int *status, int other)
{
    if (other > *status)
        *status = other;
}

/** One line of the results: file:line:column: words. */
static void print_line(const char *file, gj_position place, gj_text words)
{
    gj_buffer line = {0};

    gj_buffer_visible(&line, gj_text_of(file));
    if (place.line > 0)
        gj_buffer_print(&line, ":%u", place.line);
    if (place.column > 0)
        gj_buffer_print(&line, ":%u", place.column);
    gj_buffer_string(&line, ": ");
    gj_buffer_visible(&line, words);
    gj_buffer_byte(&line, '\n');
    gj_put_lines(stdout, gj_buffer_view(&line));
    gj_buffer_free(&line);
}

static void print_error(const gj_error *error, gj_language language)
{
    print_line(error->file, (gj_position){error->line, error->column},
               gj_text_of(error->words[language]));
}

/** References lead into the folders named, and the program's own. */
static gj_schema_store *open_store(gj_settings *settings)
{
    gj_schema_store *store = gj_schema_store_new();
    gj_text own =
        gj_folders_own(&settings->arena, "schemas", "../share/gouji/schemas");

    for (size_t i = 0; i < settings->schema_folder_count; i++)
        gj_schema_store_folder(store, settings->schema_folders[i]);
    if (own.length > 0)
        gj_schema_store_folder(store, own.data);
    return store;
}

/** Whether the folders of --schema-dir can be read. */
static gj_status look_at_folders(const gj_settings *settings, gj_error *error)
{
    for (size_t i = 0; i < settings->schema_folder_count; i++) {
        DIR *folder = opendir(settings->schema_folders[i]);
        if (folder == NULL) {
            gj_fail(error, GJ_FAILED_USAGE,
                    "打不开 --schema-dir 指定的文件夹：%s",
                    "cannot open the folder of --schema-dir: %s",
                    strerrordesc_np(errno));
            gj_error_file(error, settings->schema_folders[i]);
            return error->status;
        }
        closedir(folder);
    }
    return GJ_OK;
}

/* ----------------------------------------------------------------- check */

/** Reads one schema; UINT32_MAX where it cannot be. */
static uint32_t read_schema(gj_schema_store *store, const char *path,
                            gj_language language)
{
    gj_error error = {.status = GJ_OK};
    uint32_t document;

    if (gj_schema_store_file(store, &document, path, &error) == GJ_OK)
        return document;
    print_error(&error, language);
    return UINT32_MAX;
}

static void print_faults(gj_faults *faults, const char *path,
                         gj_language language)
{
    gj_faults_sort(faults);
    for (size_t i = 0; i < faults->count; i++) {
        gj_error_file(&faults->all[i], path);
        print_error(&faults->all[i], language);
    }
    gj_faults_free(faults);
}

/** What is allowed, and yet hardly meant. */
static void print_doubts(const gj_schema_store *store, uint32_t document,
                         const char *path, gj_language language)
{
    gj_faults doubts = {NULL, 0, 0};
    gj_schema_error error = {
        .error = {.status = GJ_OK}, .tell = gj_faults_take, .context = &doubts};

    gj_schema_misspelt(store, document, &error);
    print_faults(&doubts, path, language);
}

static int check_one(gj_schema_store *store, uint32_t document,
                     const char *path, gj_language language)
{
    gj_faults faults = {NULL, 0, 0};
    gj_schema_error error = {
        .error = {.status = GJ_OK}, .tell = gj_faults_take, .context = &faults};
    bool sound = gj_schema_check(store, document, &error) == GJ_OK;

    if (sound)
        print_line(path, (gj_position){0, 0},
                   gj_text_of(gj_say(language, "模式正确", "sound")));
    else if (faults.count == 0)
        gj_faults_take(&faults, &error);
    print_faults(&faults, path, language);
    print_doubts(store, document, path, language);
    return sound ? GJ_EXIT_CLEAN : GJ_EXIT_USAGE;
}

static int check_schemas(gj_settings *settings)
{
    gj_schema_store *store = open_store(settings);
    char **paths = settings->arguments + 1;
    int count = settings->argument_count - 1;
    uint32_t *documents = gj_new((size_t)count, sizeof *documents);
    int status = GJ_EXIT_CLEAN;

    /* All are read before any is checked: they may refer to one another. */
    for (int i = 0; i < count; i++)
        documents[i] = read_schema(store, paths[i], settings->language);
    for (int i = 0; i < count; i++)
        raise_to(&status, documents[i] == UINT32_MAX
                              ? GJ_EXIT_USAGE
                              : check_one(store, documents[i], paths[i],
                                          settings->language));
    free(documents);
    gj_schema_store_free(store);
    return status;
}

/* -------------------------------------------------------------- validate */

typedef struct validation {
    const gj_settings *settings;
    gj_checker *checker;
    gj_document *document;
    /** Of the input at hand: its line where it is one of many, else 0. */
    uint64_t record;
    /** Inputs of the path at hand. */
    uint64_t inputs;
    int status;
} validation;

/** Where a mismatch stands: its value, or the object that lacks a key. */
static gj_position place_of(const validation *v, const gj_mismatch *mismatch)
{
    uint32_t node = gj_value_node(mismatch->value);
    gj_position place =
        gj_document_position(v->document, gj_node_start(v->document, node));

    if (v->record > 0)
        place.line = (uint32_t)v->record;
    return place;
}

static void print_mismatch(const validation *v, const char *path,
                           const gj_mismatch *mismatch)
{
    gj_language language = v->settings->language;
    gj_text pointer = mismatch->pointer;
    gj_buffer line = {0};

    /* The pointer "/" leads to a key without letters. */
    if (pointer.length == 0)
        pointer = gj_text_of(gj_say(language, "整个文档", "the document"));
    gj_buffer_text(&line, pointer);
    gj_buffer_string(&line, gj_say(language, "：", ": "));
    gj_buffer_text(&line, gj_words_in(mismatch->words, language));
    if (mismatch->keyword.length > 0) {
        gj_buffer_string(&line, " [");
        gj_buffer_text(&line, mismatch->keyword);
        gj_buffer_byte(&line, ']');
    }
    print_line(path, place_of(v, mismatch), gj_buffer_view(&line));
    gj_buffer_free(&line);
}

/** Says that what else is wrong is not among the lines above. */
static void print_cut(const validation *v, const char *path, size_t count)
{
    gj_error words = {.status = GJ_OK, .line = (uint32_t)v->record};

    gj_fail(&words, GJ_FAILED_DATA, "只列出前 %zu 处，其后未再查找",
            "these are the first %zu findings; no more were looked for", count);
    gj_error_file(&words, path);
    print_error(&words, v->settings->language);
}

static int validate_document(validation *v, const char *path)
{
    const gj_mismatch *found;
    size_t count = gj_checker_run(v->checker, &gj_document_values,
                                  gj_document_root(v->document), &found);

    for (size_t i = 0; i < count; i++)
        print_mismatch(v, path, &found[i]);
    if (gj_checker_was_cut(v->checker))
        print_cut(v, path, count);
    if (gj_checker_gave_up(v->checker))
        return GJ_EXIT_FAULT;
    if (count > 0)
        return GJ_EXIT_FINDINGS;
    print_line(path, (gj_position){(uint32_t)v->record, 0},
               gj_text_of(gj_say(v->settings->language, "符合模式", "valid")));
    return GJ_EXIT_CLEAN;
}

static void validate_input(validation *v, const gj_input *input)
{
    gj_error error = {.status = GJ_OK};

    v->record = input->record;
    if (input->kind == GJ_INPUT_FAULT) {
        error = *input->error;
    } else if (input->kind != GJ_INPUT_REPORT) {
        gj_fail_words(&error, GJ_FAILED_FILE, input->why);
        if (input->kind == GJ_INPUT_DONE && v->inputs > 0)
            return;
    } else if (gj_document_read(v->document, input->bytes.data,
                                input->bytes.length, &v->settings->limits,
                                &error) == GJ_OK) {
        raise_to(&v->status, validate_document(v, input->path.data));
        return;
    }
    gj_error_file(&error, input->path.data);
    if (input->record > 0)
        error.line = (uint32_t)input->record;
    print_error(&error, v->settings->language);
    raise_to(&v->status, GJ_EXIT_UNREADABLE);
}

static int validate_with(const gj_settings *settings, const gj_schema *schema,
                         char **paths, int count)
{
    validation v = {.settings = settings,
                    .checker = gj_checker_new(schema),
                    .document = gj_document_new()};
    gj_inputs_options what = {.paths = paths,
                              .path_count = (size_t)count,
                              .limit = settings->limits.bytes,
                              .impatient = true};
    gj_inputs *inputs = gj_inputs_new(&what);
    gj_input input;

    while (gj_inputs_next(inputs, &input)) {
        gj_inputs_load(inputs, &input);
        validate_input(&v, &input);
        v.inputs = input.kind == GJ_INPUT_DONE ? 0 : v.inputs + 1;
    }
    gj_inputs_free(inputs);
    gj_checker_free(v.checker);
    gj_document_free(v.document);
    return v.status;
}

/** Says which formats --format-assertion does not reach. */
static void tell_formats(const gj_settings *settings, const gj_schema *schema)
{
    gj_error note;

    for (size_t i = 0; gj_schema_left_format(schema, i, &note); i++)
        gj_tell(settings->language, &note);
}

/** Reads and compiles the schema; NULL where it cannot be used, which is
    told. */
static gj_schema *open_schema(const gj_settings *settings,
                              gj_schema_store *store)
{
    gj_faults faults = {NULL, 0, 0};
    gj_schema_options choice = {.formats = settings->format_assertion};
    gj_schema_error error = {
        .error = {.status = GJ_OK}, .tell = gj_faults_take, .context = &faults};
    gj_schema *schema = NULL;
    uint32_t document = 0;

    if (gj_schema_store_file(store, &document, settings->schema,
                             &error.error) != GJ_OK)
        gj_faults_take(&faults, &error);
    else
        gj_schema_compile(&schema, store, document, &choice, &error);
    gj_faults_sort(&faults);
    for (size_t i = 0; i < faults.count; i++)
        gj_tell(settings->language, &faults.all[i]);
    gj_faults_free(&faults);
    return schema;
}

static int validate(gj_settings *settings)
{
    gj_schema_store *store = open_store(settings);
    gj_schema *schema = open_schema(settings, store);
    int status = GJ_EXIT_USAGE;

    if (schema != NULL) {
        tell_formats(settings, schema);
        status = validate_with(settings, schema, settings->arguments + 1,
                               settings->argument_count - 1);
    }
    gj_schema_free(schema);
    gj_schema_store_free(store);
    return status;
}

/* ------------------------------------------------------------------- run */

static int refuse(gj_language language, const char *zh, const char *en)
{
    gj_error error = {.status = GJ_OK};

    gj_fail(&error, GJ_FAILED_USAGE, "%s%.0s", "%.0s%s", zh, en);
    return gj_give_up(language, &error);
}

static int run(gj_settings *settings)
{
    gj_language language = settings->language;
    gj_error error = {.status = GJ_OK};
    const gj_verb *verb =
        settings->argument_count > 0
            ? gj_verb_find(&gj_schema_command, settings->arguments[0])
            : NULL;

    if (verb == NULL)
        return refuse(language,
                      "应写 gouji schema check 或 gouji schema validate",
                      "write gouji schema check or gouji schema validate");
    if (verb->run != validate &&
        (settings->schema != NULL || settings->format_assertion))
        return refuse(
            language,
            "--schema 和 --format-assertion 用于 gouji schema validate",
            "--schema and --format-assertion are for gouji schema "
            "validate");
    if (verb->run == validate && settings->schema == NULL)
        return refuse(language, "要用 --schema 指定模式文件",
                      "--schema must name the schema");
    if (settings->argument_count < 2)
        return refuse(language, "没有指定要检查的文件",
                      "no file to be checked was named");
    if (look_at_folders(settings, &error) != GJ_OK)
        return gj_give_up(language, &error);
    return gj_finish(language, verb->run(settings));
}
