/* The formats there are, one file each; writers.c lists them. */
#ifndef GJ_WRITER_FORMATS_H
#define GJ_WRITER_FORMATS_H

#include "writer/writer.h"

extern const gj_writer gj_text_writer;
extern const gj_writer gj_json_writer;
extern const gj_writer gj_ndjson_writer;
extern const gj_writer gj_sarif_writer;
extern const gj_writer gj_junit_writer;
extern const gj_writer gj_github_writer;
extern const gj_writer gj_gitlab_writer;
extern const gj_writer gj_markdown_writer;
extern const gj_writer gj_html_writer;

#endif
