/* Programs that use libgouji as built, for the tests of it. */
#ifndef TESTS_EMBED_EMBEDDING_H
#define TESTS_EMBED_EMBEDDING_H

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <gouji/gouji.h>

#define SAMPLES "samples/zfxxgk-2021"
#define DAY 20260101

typedef struct bytes {
    char *data;
    size_t length;
} bytes;

static inline bytes read_sample(const char *path)
{
    FILE *file = fopen(path, "rb");
    bytes read = {NULL, 0};

    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    read.length = (size_t)ftell(file);
    rewind(file);
    read.data = malloc(read.length + 1);
    assert_non_null(read.data);
    assert_int_equal(fread(read.data, 1, read.length, file), read.length);
    fclose(file);
    return read;
}

static inline gouji_engine *open_with(const gouji_options *options)
{
    gouji_engine *engine = NULL;
    gouji_error error;

    if (gouji_open(&engine, options, &error) != GOUJI_OK)
        fail_msg("%s: %s", error.file, error.en);
    assert_int_equal(error.status, GOUJI_OK);
    assert_non_null(engine);
    return engine;
}

static inline gouji_engine *open_plain(uint32_t flags)
{
    const gouji_options options = {
        .size = sizeof options, .flags = flags, .today = DAY};

    return open_with(&options);
}

static inline gouji_result *check(gouji_engine *engine, const bytes *report)
{
    gouji_result *result = NULL;
    gouji_error error;

    if (gouji_check(&result, engine, "a.json", report->data, report->length,
                    &error) != GOUJI_OK)
        fail_msg("%s", error.en);
    assert_non_null(result);
    return result;
}

/** Calls `visit` with each child of this process; returns how many. */
static inline int visit_children(void (*visit)(pid_t child))
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    int count = 0;

    assert_non_null(processes);
    while ((entry = readdir(processes)) != NULL) {
        char path[300];
        int parent = 0;
        char state = ' ';
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file =
            strspn(entry->d_name, "0123456789") > 0 ? fopen(path, "r") : NULL;
        if (file == NULL)
            continue;
        int read = fscanf(file, "%*d (%*[^)]) %c %d", &state, &parent);
        fclose(file);
        if (read != 2 || parent != getpid())
            continue;
        count++;
        if (visit != NULL)
            visit((pid_t)atoi(entry->d_name));
    }
    closedir(processes);
    return count;
}

static inline void kill_child(pid_t child)
{
    kill(child, SIGKILL);
}

/** Whether a finding is of a rule. */
static inline int is_of(const gouji_finding *finding, const char *rule)
{
    return strcmp(gouji_rule_id(gouji_rule_of(finding)), rule) == 0;
}

/** The findings of samples/zfxxgk-2021/draft.json. */
static inline void is_the_draft(const gouji_result *result)
{
    assert_int_equal(gouji_status(result), GOUJI_FINDINGS);
    assert_int_equal(gouji_finding_count(result), 4);
    assert_true(
        is_of(gouji_finding_at(result, 1), "equations/requests-balance"));
}

#endif
