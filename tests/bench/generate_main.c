/* generate COUNT FOLDER [SEED]: writes FOLDER/000001.json and so on. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/generate.h"

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

int main(int argc, char **argv)
{
    unsigned long count;
    unsigned long seed = 1;
    gj_buffer report = {0};

    if (argc < 3 || argc > 4 || !read_count(argv[1], &count) ||
        (argc == 4 && !read_count(argv[3], &seed))) {
        fprintf(stderr, "usage: %s COUNT FOLDER [SEED]\n", argv[0]);
        return 2;
    }
    for (unsigned long i = 1; i <= count; i++) {
        gj_buffer_clear(&report);
        gj_generate_report(&report, seed * 1000003 + i);
        if (!write_report(&report, argv[2], i)) {
            perror(argv[2]);
            gj_buffer_free(&report);
            return 4;
        }
    }
    gj_buffer_free(&report);
    return 0;
}
