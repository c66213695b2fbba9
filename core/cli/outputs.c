#include "cli/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static gj_status fail_format(gj_error *error, const char *format)
{
    gj_buffer names = {0};

    for (size_t i = 0; gj_writers[i] != NULL; i++)
        gj_buffer_print(&names, "%s%s", i > 0 ? ", " : "", gj_writers[i]->name);
    gj_fail(error, GJ_FAILED_USAGE, "没有输出格式“%s”；有 %s",
            "there is no format \"%s\"; there are %s", format, names.data);
    gj_buffer_free(&names);
    return error->status;
}

static gj_status open_one(gj_output *output, const gj_settings *settings,
                          const gj_output_choice *choice, gj_error *error)
{
    output->writer = gj_writer_find(choice->format);
    if (output->writer == NULL)
        return fail_format(error, choice->format);
    if (choice->file != NULL && choice->file[0] == '\0')
        return gj_fail(error, GJ_FAILED_USAGE, "--format %s= 后面缺少文件名",
                       "--format %s= lacks a file name", choice->format);
    output->writing = gj_writing_for(stdout, settings);
    if (choice->file != NULL) {
        gj_status status = gj_draft_open(&output->draft, choice->file, error);
        if (status != GJ_OK)
            return status;
        struct stat about;
        if (output->draft.target != NULL &&
            stat(output->draft.target, &about) == 0) {
            output->device = about.st_dev;
            output->number = about.st_ino;
        }
        output->writing.out = output->draft.out;
        output->writing.colour = settings->colour == GJ_COLOUR_ALWAYS;
        output->writing.width = 0;
    }
    return GJ_OK;
}

/** Refuses a file of results that a run reads, or keeps, under that name. */
static gj_status refuse_replacing(const gj_settings *settings, const char *file,
                                  gj_error *error)
{
    const char *kept[] = {settings->baseline_file, settings->config_file,
                          settings->resume};

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (kept[i] != NULL && gj_same_file(file, kept[i]))
            return gj_fail(
                error, GJ_FAILED_USAGE, "结果会覆盖 %s，请换一个文件名",
                "the results would replace %s; choose another file", kept[i]);
    for (int i = 0; i < settings->argument_count; i++) {
        const char *path = settings->arguments[i];
        path += path[0] == '@';
        if (gj_same_file(file, path))
            return gj_fail(error, GJ_FAILED_USAGE,
                           "结果会覆盖要检查的 %s，请换一个文件名",
                           "the results would replace %s, which is to be "
                           "checked; choose another file",
                           path);
    }
    return GJ_OK;
}

static gj_status refuse_files(const gj_settings *settings, gj_error *error)
{
    for (size_t i = 0; i < settings->output_count; i++) {
        const char *file = settings->outputs[i].file;
        if (file == NULL)
            continue;
        for (size_t j = 0; j < i; j++)
            if (settings->outputs[j].file != NULL &&
                (strcmp(file, settings->outputs[j].file) == 0 ||
                 gj_same_file(file, settings->outputs[j].file)))
                return gj_fail(error, GJ_FAILED_USAGE,
                               "两种格式不能写入同一文件 %s",
                               "two formats cannot go to one file, %s", file);
        if (refuse_replacing(settings, file, error) != GJ_OK)
            return error->status;
    }
    return GJ_OK;
}

gj_status gj_outputs_check(const gj_settings *settings, gj_error *error)
{
    size_t to_stdout = 0;

    if (refuse_files(settings, error) != GJ_OK)
        return error->status;
    for (size_t i = 0; i < settings->output_count; i++)
        to_stdout += settings->outputs[i].file == NULL;
    if (to_stdout <= 1)
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_USAGE,
                   "只能有一种格式输出到标准输出，其余请用 --format F=FILE",
                   "only one format can go to standard output; give the "
                   "others a file, --format F=FILE");
}

static void abandon(gj_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        gj_draft_drop(&outputs->at[i].draft);
    free(outputs->at);
    *outputs = (gj_outputs){0};
}

gj_status gj_outputs_open(gj_outputs *outputs, const gj_settings *settings,
                          gj_error *error)
{
    static const gj_output_choice text = {(char *)"text", NULL};
    size_t count = settings->output_count ? settings->output_count : 1;
    gj_status status = gj_outputs_check(settings, error);

    *outputs = (gj_outputs){.at = gj_new(count, sizeof(gj_output))};
    for (size_t i = 0; status == GJ_OK && i < count; i++)
        status = open_one(
            &outputs->at[outputs->count++], settings,
            settings->output_count ? &settings->outputs[i] : &text, error);
    if (status != GJ_OK)
        abandon(outputs);
    /* Nothing is written before all of them can be. */
    for (size_t i = 0; i < outputs->count; i++)
        outputs->at[i].state =
            outputs->at[i].writer->begin(&outputs->at[i].writing);
    return status;
}

gj_output *gj_outputs_over(const gj_outputs *outputs, const gj_input *input)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->at[i].number != 0 &&
            outputs->at[i].number == input->number &&
            outputs->at[i].device == input->device)
            return &outputs->at[i];
    return NULL;
}

/** Why something could not be written is known right behind it only. */
static void note_failure(gj_output *output)
{
    if (!ferror(output->writing.out))
        return;
    if (output->draft.out == NULL)
        gj_note_unwritten();
    else if (output->draft.failure == 0)
        output->draft.failure = errno;
}

void gj_outputs_result(gj_outputs *outputs, const gj_result *result)
{
    for (size_t i = 0; i < outputs->count; i++) {
        outputs->at[i].writer->result(outputs->at[i].state, result);
        note_failure(&outputs->at[i]);
    }
}

void gj_outputs_skip(gj_outputs *outputs, const gj_skip *skip)
{
    for (size_t i = 0; i < outputs->count; i++) {
        outputs->at[i].writer->skip(outputs->at[i].state, skip);
        note_failure(&outputs->at[i]);
    }
}

void gj_outputs_pause(gj_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        /* Nobody sees a draft before it is whole. */
        if (outputs->at[i].draft.path != NULL)
            continue;
        fflush(outputs->at[i].writing.out);
        note_failure(&outputs->at[i]);
    }
}

void gj_outputs_trouble(gj_outputs *outputs, const char *what,
                        const gj_error *error)
{
    gj_trouble trouble = {.what = gj_text_of(what),
                          .file = gj_text_of(error->file),
                          .line = error->line,
                          .column = error->column,
                          .rule = {"", 0},
                          .words = {gj_text_of(error->words[GJ_ZH]),
                                    gj_text_of(error->words[GJ_EN])}};

    for (size_t i = 0; i < outputs->count; i++) {
        outputs->at[i].writer->trouble(outputs->at[i].state, &trouble);
        note_failure(&outputs->at[i]);
    }
}

bool gj_outputs_failed(const gj_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (!ferror(outputs->at[i].writing.out))
            return false;
    return true;
}

static void refuse_report(gj_output *output, gj_error *error)
{
    gj_fail(error, GJ_FAILED_FILE,
            "这是所检查的一份报告，没有用结果覆盖它；请换一个文件名",
            "this is one of the reports that were checked, and was not "
            "replaced by the results; choose another file");
    gj_error_file(error, output->draft.file);
    gj_draft_drop(&output->draft);
}

gj_status gj_outputs_end(gj_outputs *outputs, const gj_summary *summary,
                         gj_error *error)
{
    for (size_t i = 0; i < outputs->count; i++) {
        gj_output *output = &outputs->at[i];
        gj_writer_end(output->writer, output->state, summary,
                      output->writing.language);
        fflush(output->writing.out);
        note_failure(output);
        if (output->is_report)
            refuse_report(output, error);
        else if (output->draft.out != NULL)
            gj_draft_keep(&output->draft, error);
    }
    free(outputs->at);
    *outputs = (gj_outputs){0};
    return error->status;
}
