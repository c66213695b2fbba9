#include <string.h>

#include "writer/formats.h"

const gj_writer *const gj_writers[] = {
    &gj_text_writer,   &gj_json_writer,
    &gj_ndjson_writer, &gj_sarif_writer,
    &gj_junit_writer,  &gj_github_writer,
    &gj_gitlab_writer, &gj_markdown_writer,
    &gj_html_writer,   NULL,
};

const gj_writer *gj_writer_find(const char *name)
{
    for (size_t i = 0; gj_writers[i] != NULL; i++)
        if (strcmp(gj_writers[i]->name, name) == 0)
            return gj_writers[i];
    return NULL;
}
