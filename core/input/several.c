#include "input/several.h"

const gj_words gj_none_in_lines =
    GJ_WORDS("文件中没有报告（每行一份）",
             "there is no report in this file, in which each line should be "
             "one");
const gj_words gj_none_in_archive =
    GJ_WORDS("压缩包中没有报告（*.json、*.jsonl、*.ndjson）",
             "there is no report (*.json, *.jsonl, *.ndjson) in this archive");
const gj_words gj_none_in_folder =
    GJ_WORDS("文件夹中没有报告（*.json、*.jsonl、*.ndjson，以及它们的 .gz "
             "和压缩包）",
             "there is no report in this folder (*.json, *.jsonl, *.ndjson, "
             "those as .gz, and archives of them)");
const gj_words gj_none_in_pattern =
    GJ_WORDS("与此模式相符的文件和文件夹中没有报告（*.json、*.jsonl、"
             "*.ndjson，以及它们的 .gz 和压缩包）",
             "there is no report in what matches this pattern (*.json, "
             "*.jsonl, *.ndjson, those as .gz, and archives of them)");
const gj_words gj_none_in_list =
    GJ_WORDS("清单中没有文件", "the list names no file");
const gj_words gj_none_matches =
    GJ_WORDS("没有这个文件，也没有与此模式相符的文件",
             "there is no such file, and none matches the pattern");

void gj_several_begin(gj_several *several, const char *path, gj_words nothing)
{
    gj_buffer_set(&several->path, path);
    several->nothing = nothing;
}

bool gj_several_is_open(const gj_several *several)
{
    return gj_words_given(several->nothing);
}

gj_words gj_several_end(gj_several *several)
{
    gj_words nothing = several->nothing;

    if (several->repeated)
        nothing = (gj_words){0};
    several->nothing = (gj_words){0};
    several->repeated = false;
    return nothing;
}

void gj_several_free(gj_several *several)
{
    gj_buffer_free(&several->path);
}
