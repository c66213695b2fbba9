#include "input/inputs.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "document/input.h"
#include "input/archive.h"
#include "input/folder.h"
#include "input/hand.h"
#include "input/lines.h"
#include "input/list.h"
#include "input/results.h"
#include "input/several.h"

/* Sources stand in one another: a path of the command line may be a list of
   paths, one of which is a folder, in which there is an archive, in which
   there are lines. The innermost open one gives the next input. */
struct gj_inputs {
    gj_inputs_options options;
    size_t next;
    /** The sources, and whether one is open. */
    gj_list list;
    gj_folder *folder;
    gj_archive *archive;
    gj_lines lines;
    gj_stream stream;
    bool in_list;
    bool in_pattern;
    bool in_lines;
    bool in_stream;
    bool list_gave;
    bool pattern_gave;
    bool archive_gave;
    gj_hand hand;
    gj_several several;
    gj_buffer bytes;
    gj_error error;
};

static const gj_words given_before =
    GJ_WORDS("与前面的是同一个文件，只检查一次",
             "this is the same file as one before, and is checked once");
static const gj_words is_written =
    GJ_WORDS("标准输出写在这个文件里，不作为报告检查",
             "standard output goes to this file, which is no report");

gj_inputs *gj_inputs_new(const gj_inputs_options *options)
{
    gj_inputs *inputs = gj_new(1, sizeof *inputs);

    inputs->options = *options;
    if (options->room.widen == NULL)
        inputs->options.room = gj_room_in(&inputs->bytes);
    if (options->path_count > 1)
        gj_hand_names(&inputs->hand, options->paths, options->path_count);
    gj_hand_written(&inputs->hand);
    return inputs;
}

static void close_stream(gj_inputs *inputs)
{
    if (inputs->in_stream)
        gj_stream_close(&inputs->stream);
    inputs->in_stream = false;
}

static void close_archive(gj_inputs *inputs)
{
    gj_archive_close(inputs->archive);
    inputs->archive = NULL;
}

static void close_folder(gj_inputs *inputs)
{
    gj_folder_close(inputs->folder);
    inputs->folder = NULL;
    inputs->in_pattern = false;
}

void gj_inputs_free(gj_inputs *inputs)
{
    close_stream(inputs);
    close_archive(inputs);
    close_folder(inputs);
    gj_list_close(&inputs->list);
    gj_hand_free(&inputs->hand);
    gj_several_free(&inputs->several);
    gj_buffer_free(&inputs->bytes);
    free(inputs);
}

/* ----------------------------------------------------------------- giving */

static bool give(gj_inputs *inputs, gj_input *input, gj_input_kind kind)
{
    *input = (gj_input){.kind = kind,
                        .path = gj_buffer_view(&inputs->hand.shown),
                        .found = inputs->hand.found && !inputs->hand.named_too,
                        .within = gj_several_is_open(&inputs->several),
                        .size = inputs->hand.size,
                        .changed = inputs->hand.changed,
                        .device = inputs->hand.device,
                        .number = inputs->hand.number};
    if (kind == GJ_INPUT_FAULT)
        input->error = &inputs->error;
    return true;
}

static bool give_fault(gj_inputs *inputs, gj_input *input, gj_words why)
{
    gj_fail_words(&inputs->error, GJ_FAILED_FILE, why);
    return give(inputs, input, GJ_INPUT_FAULT);
}

static bool give_skip(gj_inputs *inputs, gj_input *input, gj_words why)
{
    give(inputs, input, GJ_INPUT_SKIP);
    input->why = why;
    return true;
}

static bool give_done(gj_inputs *inputs, gj_input *input)
{
    *input = (gj_input){.kind = GJ_INPUT_DONE,
                        .path = gj_buffer_view(&inputs->several.path),
                        .why = gj_several_end(&inputs->several)};
    return true;
}

/* ------------------------------------------------------------------ files */

static gj_status open_stream(gj_inputs *inputs)
{
    gj_stream *stream = &inputs->stream;
    gj_status status = gj_hand_open(&inputs->hand, stream,
                                    &inputs->options.unpacking, &inputs->error);

    /* What was found as a file may be a pipe by now. */
    stream->impatient = inputs->options.impatient || inputs->hand.found;
    stream->stop = inputs->options.stop;
    stream->waits = inputs->options.waits;
    stream->context = inputs->options.context;
    inputs->in_stream = status == GJ_OK;
    return status;
}

/** Whether the file at hand is named by itself. */
static bool is_alone(const gj_inputs *inputs)
{
    return inputs->folder == NULL;
}

/** Begins to read lines, of a file or of a member. */
static void open_lines(gj_inputs *inputs, gj_stream *stream)
{
    gj_lines_begin(&inputs->lines, stream, inputs->options.room,
                   inputs->options.limit);
    inputs->in_lines = true;
}

static bool open_lines_file(gj_inputs *inputs, gj_input *input)
{
    if (open_stream(inputs) != GJ_OK)
        return give(inputs, input, GJ_INPUT_FAULT);
    open_lines(inputs, &inputs->stream);
    return false;
}

static bool open_archive(gj_inputs *inputs, gj_input *input)
{
    if (gj_archive_open(&inputs->archive, inputs->hand.path.data,
                        inputs->hand.kind, &inputs->options.unpacking,
                        &inputs->error) != GJ_OK)
        return give(inputs, input, GJ_INPUT_FAULT);
    inputs->archive_gave = false;
    if (is_alone(inputs))
        gj_several_begin(&inputs->several, inputs->hand.path.data,
                         gj_none_in_archive);
    return false;
}

static bool refuse_foreign(gj_inputs *inputs, gj_input *input)
{
    static const gj_words why = GJ_WORDS(
        "不能打开这种压缩包；请解压，或改为 .zip",
        "archives of this kind are not opened; unpack it, or make it a .zip");

    return inputs->hand.found ? give_skip(inputs, input, why)
                              : give_fault(inputs, input, why);
}

/** Gives the file at hand, or opens it as a source. */
static bool open_file(gj_inputs *inputs, gj_input *input)
{
    if (inputs->hand.again) {
        inputs->several.repeated = true;
        return give_skip(inputs, input, given_before);
    }
    if (inputs->options.shallow)
        return give(inputs, input, GJ_INPUT_REPORT);
    switch (inputs->hand.kind.content) {
    case GJ_CONTENT_LINES:
        return open_lines_file(inputs, input);
    case GJ_CONTENT_ZIP:
    case GJ_CONTENT_TAR:
        return open_archive(inputs, input);
    case GJ_CONTENT_FOREIGN:
        return refuse_foreign(inputs, input);
    default:
        return give(inputs, input, GJ_INPUT_REPORT);
    }
}

/* ------------------------------------------------------------ named paths */

static bool open_folder(gj_inputs *inputs, const char *path)
{
    inputs->folder = gj_folder_open(path);
    gj_several_begin(&inputs->several, path, gj_none_in_folder);
    return false;
}

static bool open_pattern(gj_inputs *inputs, const char *pattern)
{
    inputs->folder = gj_folder_match(pattern);
    inputs->in_pattern = true;
    inputs->pattern_gave = false;
    gj_several_begin(&inputs->several, pattern, gj_none_in_pattern);
    return false;
}

static bool open_named(gj_inputs *inputs, gj_input *input, const char *path,
                       bool patterns)
{
    struct stat about;
    bool stream = strcmp(path, "-") == 0;
    bool there = !stream && stat(path, &about) == 0;

    if (there && S_ISDIR(about.st_mode))
        return open_folder(inputs, path);
    if (!there && !stream && patterns && gj_is_pattern(path))
        return open_pattern(inputs, path);
    gj_hand_take(&inputs->hand, path, false);
    if (there)
        gj_hand_recognise(&inputs->hand, &about);
    return open_file(inputs, input);
}

static bool next_argument(gj_inputs *inputs, gj_input *input)
{
    const char *path = inputs->options.paths[inputs->next++];

    if (path[0] != '@')
        return open_named(inputs, input, path, true);
    gj_hand_take(&inputs->hand, path, false);
    if (gj_list_open(&inputs->list, path + 1, &inputs->error) != GJ_OK)
        return give(inputs, input, GJ_INPUT_FAULT);
    inputs->in_list = true;
    inputs->list_gave = false;
    return false;
}

/** In a list, a path is a path: "-" is a file of that name, and so is one
    with a wildcard or an @ in it. */
static bool next_listed(gj_inputs *inputs, gj_input *input)
{
    const char *path = gj_list_next(&inputs->list);

    if (path != NULL) {
        inputs->list_gave = true;
        return open_named(inputs, input, strcmp(path, "-") == 0 ? "./-" : path,
                          false);
    }
    gj_list_close(&inputs->list);
    inputs->in_list = false;
    if (inputs->list_gave)
        return false;
    gj_several_begin(&inputs->several, inputs->options.paths[inputs->next - 1],
                     gj_none_in_list);
    return false;
}

/* ---------------------------------------------------------------- folders */

static bool end_folder(gj_inputs *inputs, gj_input *input)
{
    bool missed = inputs->in_pattern && !inputs->pattern_gave;

    close_folder(inputs);
    if (!missed)
        return false;
    gj_hand_take(&inputs->hand, inputs->several.path.data, false);
    gj_several_end(&inputs->several);
    return give_fault(inputs, input, gj_none_matches);
}

/** Finds out which file is at hand. A report is opened for that, as that says
    it as well and saves looking first: of most of what is found there is no
    more to be known. */
static void recognise_found(gj_inputs *inputs)
{
    gj_content content = inputs->hand.kind.content;
    bool is_report =
        content == GJ_CONTENT_REPORT || content == GJ_CONTENT_OTHER;
    struct stat about;

    if (is_report && !inputs->options.shallow && open_stream(inputs) == GJ_OK) {
        gj_hand_recognise(&inputs->hand, &inputs->stream.about);
        return;
    }
    /* Why it cannot be opened is said when it is to be read. */
    inputs->error = (gj_error){0};
    if (stat(inputs->hand.path.data, &about) == 0)
        gj_hand_recognise(&inputs->hand, &about);
}

static bool next_found(gj_inputs *inputs, gj_input *input)
{
    gj_found found;

    if (!gj_folder_next(inputs->folder, &found))
        return end_folder(inputs, input);
    inputs->pattern_gave = true;
    gj_hand_take(&inputs->hand, found.path, !found.matched);
    if (found.error != 0) {
        errno = found.error;
        gj_input_fail(&inputs->error, "无法读取：%s", "cannot be read: %s");
        return give(inputs, input, GJ_INPUT_FAULT);
    }
    if (gj_hand_is_other(&inputs->hand))
        return false;
    recognise_found(inputs);
    if (inputs->hand.written && !inputs->hand.named_too)
        return give_skip(inputs, input, is_written);
    return open_file(inputs, input);
}

/* --------------------------------------------------------------- archives */

static bool end_archive(gj_inputs *inputs, gj_input *input)
{
    bool silent = inputs->archive_gave || is_alone(inputs);

    close_archive(inputs);
    gj_buffer_set(&inputs->hand.shown, inputs->hand.path.data);
    return !silent && give_skip(inputs, input, gj_none_in_archive);
}

static bool open_member(gj_inputs *inputs, gj_input *input,
                        const gj_member *member)
{
    gj_words why = {0};
    gj_use use = gj_member_use(member, &why);

    if (use == GJ_USE_NONE)
        return false;
    inputs->archive_gave = true;
    gj_buffer_clear(&inputs->hand.shown);
    gj_buffer_print(&inputs->hand.shown, "%s!/%.*s", inputs->hand.path.data,
                    GJ_PRINT(member->name));
    if (use == GJ_USE_FAULT)
        return give_fault(inputs, input, why);
    if (use == GJ_USE_LINES) {
        open_lines(inputs, gj_archive_stream(inputs->archive));
        return false;
    }
    give(inputs, input, GJ_INPUT_REPORT);
    input->found = true;
    return true;
}

static bool next_member(gj_inputs *inputs, gj_input *input)
{
    gj_member member;
    bool more = false;

    if (gj_archive_next(inputs->archive, &member, &more, &inputs->error) !=
        GJ_OK) {
        inputs->archive_gave = true;
        end_archive(inputs, input);
        return give(inputs, input, GJ_INPUT_FAULT);
    }
    if (!more)
        return end_archive(inputs, input);
    return open_member(inputs, input, &member);
}

/* ------------------------------------------------------------------ lines */

/** A file of results that a run before left there. */
static bool skip_results(gj_inputs *inputs, gj_input *input)
{
    static const gj_words why = GJ_WORDS("是 gouji 的检查结果，不是报告",
                                         "results of gouji, and no reports");

    inputs->in_lines = false;
    if (!is_alone(inputs) || inputs->archive != NULL)
        return give_skip(inputs, input, why);
    gj_several_begin(&inputs->several, inputs->hand.path.data, why);
    return false;
}

/** What holds no line is no report, as any other file that is empty. */
static bool end_lines(gj_inputs *inputs, gj_input *input)
{
    inputs->in_lines = false;
    close_stream(inputs);
    return !inputs->lines.gave && give_fault(inputs, input, gj_none_in_lines);
}

static bool next_line(gj_inputs *inputs, gj_input *input)
{
    gj_text line;
    bool first = !inputs->lines.gave;
    gj_lines_gave kind = gj_lines_next(&inputs->lines, &line, &inputs->error);

    if (kind == GJ_LINE_END)
        return end_lines(inputs, input);
    if (kind == GJ_LINE_GIVEN && first && gj_is_result_line(line))
        return skip_results(inputs, input);
    give(inputs, input,
         kind == GJ_LINE_GIVEN ? GJ_INPUT_REPORT : GJ_INPUT_FAULT);
    input->record = inputs->lines.number;
    if (kind == GJ_LINE_GIVEN)
        input->bytes = line;
    return true;
}

/* ------------------------------------------------------------ what is used */

static bool step(gj_inputs *inputs, gj_input *input)
{
    if (inputs->in_lines)
        return next_line(inputs, input);
    if (inputs->archive != NULL)
        return next_member(inputs, input);
    if (inputs->folder != NULL)
        return next_found(inputs, input);
    if (gj_several_is_open(&inputs->several))
        return give_done(inputs, input);
    if (inputs->in_list)
        return next_listed(inputs, input);
    return next_argument(inputs, input);
}

static bool at_end(const gj_inputs *inputs)
{
    return !inputs->in_lines && inputs->archive == NULL &&
           inputs->folder == NULL && !gj_several_is_open(&inputs->several) &&
           !inputs->in_list && inputs->next == inputs->options.path_count;
}

bool gj_inputs_next(gj_inputs *inputs, gj_input *input)
{
    if (!inputs->in_lines)
        close_stream(inputs);
    while (!at_end(inputs)) {
        if (inputs->error.status != GJ_OK)
            inputs->error = (gj_error){0};
        if (step(inputs, input))
            return true;
    }
    return false;
}

void gj_inputs_load(gj_inputs *inputs, gj_input *input)
{
    gj_stream *stream = &inputs->stream;
    gj_status status = GJ_OK;

    if (input->kind != GJ_INPUT_REPORT || input->record > 0)
        return;
    if (inputs->archive != NULL)
        stream = gj_archive_stream(inputs->archive);
    else if (!inputs->in_stream)
        status = open_stream(inputs);
    if (status == GJ_OK)
        status = gj_stream_whole(&input->bytes, stream, &inputs->options.room,
                                 inputs->options.limit, &inputs->error);
    close_stream(inputs);
    if (status == GJ_OK)
        return;
    input->kind = GJ_INPUT_FAULT;
    input->error = &inputs->error;
}

uint64_t gj_inputs_bytes(const gj_inputs *inputs)
{
    off_t at = 0;

    if (inputs->archive != NULL)
        at = lseek(gj_archive_file(inputs->archive), 0, SEEK_CUR);
    else if (inputs->in_stream)
        at = lseek(inputs->stream.file, 0, SEEK_CUR);
    return inputs->hand.bytes_before + (at > 0 ? (uint64_t)at : 0);
}
