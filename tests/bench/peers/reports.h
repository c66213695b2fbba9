/* The reports of a folder, read before any clock starts. */
#ifndef TESTS_BENCH_PEERS_REPORTS_H
#define TESTS_BENCH_PEERS_REPORTS_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"
#include "document/input.h"

typedef struct reports {
    gj_buffer *at;
    size_t count;
    size_t room;
} reports;

static inline void give_up(const gj_error *error)
{
    fprintf(stderr, "%s:%u:%u: %s\n", error->file, error->line, error->column,
            error->words[GJ_EN]);
    exit(1);
}

static inline reports read_all(const char *folder)
{
    reports r = {.at = NULL};
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        gj_buffer path = {0};
        gj_error error = {.status = GJ_OK};
        gj_buffer_print(&path, "%s/%s", folder, entries[i]->d_name);
        if (strstr(entries[i]->d_name, ".json") != NULL) {
            gj_grow(&r.at, r.count, &r.room, sizeof *r.at);
            r.at[r.count] = (gj_buffer){0};
            if (gj_input_read(&r.at[r.count++], path.data, 0, &error) != GJ_OK)
                give_up(&error);
        }
        gj_buffer_free(&path);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return r;
}

static inline void free_all(reports *r)
{
    for (size_t i = 0; i < r->count; i++)
        gj_buffer_free(&r->at[i]);
    free(r->at);
}

static inline double seconds_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

#endif
