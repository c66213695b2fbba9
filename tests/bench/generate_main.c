/* generate [--otherwise] COUNT FOLDER [SEED]: writes FOLDER/000001.json and so
 * on; each built otherwise, as by another program, where that is asked for. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/generate.h"
#include "bench/rewrite.h"
#include "document/document.h"

static bool read_count(const char *text, unsigned long *count)
{
    char *end;

    errno = 0;
    *count = strtoul(text, &end, 10);
    return errno == 0 && end != text && *end == '\0';
}

static bool write_report(gj_buffer *report, const char *folder,
                         unsigned long number)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%06lu.json", folder, number);
    FILE *file;

    if (length < 0 || (size_t)length >= sizeof path)
        return false;
    file = fopen(path, "w");
    if (file == NULL)
        return false;
    bool whole =
        fwrite(report->data, 1, report->length, file) == report->length;
    return fclose(file) == 0 && whole;
}

static void make_report(gj_buffer *report, uint64_t seed, bool otherwise)
{
    gj_buffer alike = {0};

    gj_generate_report(otherwise ? &alike : report, seed);
    if (otherwise) {
        memset(gj_buffer_room(&alike, GJ_PADDING), 0, GJ_PADDING);
        gj_rewrite_report(report, gj_buffer_view(&alike), seed);
    }
    gj_buffer_free(&alike);
}

int main(int argc, char **argv)
{
    unsigned long count;
    unsigned long seed = 1;
    gj_buffer report = {0};
    bool otherwise = argc > 1 && strcmp(argv[1], "--otherwise") == 0;
    char **given = argv + otherwise;

    argc -= otherwise;
    if (argc < 3 || argc > 4 || !read_count(given[1], &count) ||
        (argc == 4 && !read_count(given[3], &seed))) {
        fprintf(stderr, "usage: %s [--otherwise] COUNT FOLDER [SEED]\n",
                argv[0]);
        return 2;
    }
    for (unsigned long i = 1; i <= count; i++) {
        gj_buffer_clear(&report);
        make_report(&report, seed * 1000003 + i, otherwise);
        if (!write_report(&report, given[2], i)) {
            perror(given[2]);
            gj_buffer_free(&report);
            return 4;
        }
    }
    gj_buffer_free(&report);
    return 0;
}
