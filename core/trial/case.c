#include "trial/case.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "document/input.h"
#include "trial/splice.h"

/* --------------------------------------------------------------- reading */

static gj_status load(gj_document *document, gj_buffer *bytes, const char *path,
                      gj_error *error)
{
    gj_status status = gj_input_read(bytes, path, 0, error);

    if (status == GJ_OK)
        status = gj_splice_read(document, bytes, error);
    if (status != GJ_OK)
        gj_error_file(error, path);
    return status;
}

static gj_status refuse(gj_error *error, const char *path, const char *zh,
                        const char *en)
{
    gj_status status =
        gj_fail(error, GJ_FAILED_DATA, "%s%.0s", "%.0s%s", zh, en);
    gj_error_file(error, path);
    return status;
}

static bool is_removal(gj_value value)
{
    const gj_values *values = &gj_document_values;
    return values->type(values->member(value, gj_text_of("remove"))) == GJ_TRUE;
}

/** The value as it is written. */
static gj_text source_of(gj_value value)
{
    gj_document *document = gj_value_document(value);
    uint32_t node = gj_value_node(value);
    gj_text source = gj_node_source(document, node);

    /* Of a string that is without its quotation marks, which stand around. */
    if (gj_node_type(document, node) == GJ_STRING)
        return (gj_text){source.data - 1, source.length + 2};
    return source;
}

static gj_status change(gj_case *one, gj_document *sample, gj_value set,
                        gj_error *error)
{
    const gj_values *values = &gj_document_values;

    for (gj_value value = values->first(set); values->type(value) != GJ_ABSENT;
         value = values->next(value)) {
        gj_text put = is_removal(value) ? (gj_text){NULL, 0} : source_of(value);
        if (!gj_splice(sample, &one->report, values->key(value), put))
            return refuse(error, one->file,
                          "“set”中有一个指针在样本里找不到位置",
                          "a pointer in \"set\" leads nowhere in the sample");
    }
    return GJ_OK;
}

static bool read_day(gj_text text, uint32_t *day)
{
    uint32_t number = 0;

    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (i == 4 || i == 7) {
            if (c != '-')
                return false;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        number = number * 10 + (uint32_t)(c - '0');
    }
    *day = number;
    return text.length == 10;
}

/** The expectation as jansson has it: a part of the file's bytes. */
static json_t *parse(gj_text text)
{
    json_error_t ignored;
    return json_loadb(text.data, text.length, JSON_DECODE_ANY, &ignored);
}

static gj_status read_changed(gj_case *one, gj_document *document,
                              gj_document *sample, gj_error *error)
{
    const gj_values *values = &gj_document_values;
    gj_status status = load(document, &one->text, one->file, error);

    if (status != GJ_OK)
        return status;
    gj_value root = gj_document_root(document);
    gj_value expected = values->member(root, gj_text_of("expected"));
    gj_value today = values->member(root, gj_text_of("today"));
    gj_text name = values->text(values->member(root, gj_text_of("sample")));
    if (name.length == 0)
        return refuse(error, one->file, "没有写“sample”",
                      "it does not name its \"sample\"");
    if (values->type(today) != GJ_ABSENT &&
        !read_day(values->text(today), &one->today))
        return refuse(error, one->file, "“today”应为 YYYY-MM-DD",
                      "\"today\" must be YYYY-MM-DD");
    if (values->type(expected) != GJ_ABSENT)
        one->expected = parse(source_of(expected));
    char *path = gj_copy(name.data, name.length);
    status = load(sample, &one->report, path, error);
    free(path);
    if (status != GJ_OK)
        return status;
    return change(one, sample, values->member(root, gj_text_of("set")), error);
}

static gj_status read_whole(gj_case *one, const char *report,
                            gj_document *document, gj_error *error)
{
    /* A report that is not sound may be a case too. */
    gj_status status = gj_input_read(&one->report, report, 0, error);

    if (status != GJ_OK)
        return status;
    memset(gj_buffer_room(&one->report, GJ_PADDING), 0, GJ_PADDING);
    if (access(one->file, F_OK) != 0)
        return GJ_OK;
    status = load(document, &one->text, one->file, error);
    if (status == GJ_OK)
        one->expected = parse(gj_buffer_view(&one->text));
    return status;
}

/* --------------------------------------------------------------- finding */

static char *join(const char *folder, const char *name)
{
    gj_buffer path = {0};
    gj_buffer_print(&path, "%s/%s", folder, name);
    return path.data;
}

/** The last part of a path. */
static const char *last_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static gj_case *append(gj_cases *cases, const char *folder)
{
    char *above = gj_copy(folder, strlen(folder));

    gj_grow(&cases->at, cases->count, &cases->room, sizeof *cases->at);
    gj_case *one = &cases->at[cases->count++];
    *one = (gj_case){.folder = gj_copy(folder, strlen(folder)),
                     .today = GJ_CASE_DAY};
    above[last_of(folder) - folder - (last_of(folder) > folder)] = '\0';
    one->rule = gj_copy(last_of(above), strlen(last_of(above)));
    free(above);
    return one;
}

/** Reads the case of a folder, where it is one. */
static gj_status read_folder(gj_cases *cases, const char *folder,
                             gj_error *error)
{
    char *changed = join(folder, "case.json");
    char *report = join(folder, "report.json");
    gj_document *document = gj_document_new();
    gj_document *sample = gj_document_new();
    gj_status status = GJ_OK;

    if (access(changed, F_OK) == 0) {
        gj_case *one = append(cases, folder);
        one->is_member = true;
        one->file = gj_copy(changed, strlen(changed));
        status = read_changed(one, document, sample, error);
    } else if (access(report, F_OK) == 0) {
        gj_case *one = append(cases, folder);
        one->file = join(folder, "expected.json");
        status = read_whole(one, report, document, error);
    }
    gj_document_free(sample);
    gj_document_free(document);
    free(report);
    free(changed);
    return status;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static gj_status walk(gj_cases *cases, const char *folder, gj_error *error)
{
    struct dirent **entries = NULL;
    gj_status status = read_folder(cases, folder, error);
    int count = scandir(folder, &entries, is_visible, alphasort);

    if (count < 0 && errno != ENOTDIR) {
        status = gj_fail_reason(error, GJ_FAILED_FILE, "无法读取：%s",
                                "cannot be read: %s", errno);
        gj_error_file(error, folder);
    }
    for (int i = 0; i < count; i++) {
        char *path = join(folder, entries[i]->d_name);
        if (status == GJ_OK &&
            (entries[i]->d_type == DT_DIR || entries[i]->d_type == DT_UNKNOWN))
            status = walk(cases, path, error);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return status;
}

gj_status gj_cases_read(gj_cases *cases, const char *folder, gj_error *error)
{
    gj_status status = walk(cases, folder, error);

    if (status != GJ_OK || cases->count > 0)
        return status;
    gj_fail(error, GJ_FAILED_USAGE,
            "没有用例：没有哪个文件夹里有 case.json 或 report.json",
            "no case: no folder in it has a case.json or report.json");
    gj_error_file(error, folder);
    return error->status;
}

void gj_cases_free(gj_cases *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        gj_case *one = &cases->at[i];
        free(one->folder);
        free(one->rule);
        free(one->file);
        gj_buffer_free(&one->report);
        gj_buffer_free(&one->text);
        json_decref(one->expected);
    }
    free(cases->at);
    *cases = (gj_cases){0};
}
