#include "cli/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static gj_status fail_file(gj_error *error, const char *file)
{
    gj_fail(error, GJ_FAILED_FILE, "结果无法写入：%s",
            "the results cannot be written: %s", strerror(errno));
    gj_error_file(error, file);
    return error->status;
}

/** Whether a file may be replaced by another: it is a regular one, or not there
    yet. A device or a pipe is written to as it is. */
static bool is_replaceable(const char *file)
{
    struct stat info;

    return stat(file, &info) != 0 || S_ISREG(info.st_mode);
}

/** Opens a draft beside the file, so that renaming it is one step. */
static FILE *open_draft(gj_output *output)
{
    gj_buffer draft = {0};
    mode_t mask = umask(0);

    umask(mask);
    gj_buffer_print(&draft, "%s.XXXXXX", output->target);
    output->draft = draft.data;
    int file = mkstemp(output->draft);
    if (file < 0) {
        free(output->draft);
        output->draft = NULL;
        return NULL;
    }
    fchmod(file, 0666 & ~mask);
    return fdopen(file, "w");
}

/** Opens the file of an output. Where it is a symbolic link, what the link
    names is replaced and not the link. */
static gj_status open_file(gj_output *output, gj_error *error)
{
    output->target = realpath(output->file, NULL);
    if (output->target == NULL)
        output->target = gj_copy(output->file, strlen(output->file));
    output->writing.out = is_replaceable(output->target)
                              ? open_draft(output)
                              : fopen(output->target, "w");
    return output->writing.out != NULL ? GJ_OK : fail_file(error, output->file);
}

static gj_status open_one(gj_output *output, const gj_settings *settings,
                          const gj_output_choice *choice, gj_error *error)
{
    output->writer = gj_writer_find(choice->format);
    if (output->writer == NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "没有输出格式“%s”；有 text 和 json",
                       "there is no format \"%s\"; there are text and json",
                       choice->format);
    output->file = choice->file;
    output->writing = gj_writing_for(stdout, settings);
    if (choice->file != NULL) {
        gj_status status = open_file(output, error);
        if (status != GJ_OK)
            return status;
        output->writing.colour = settings->colour == GJ_COLOUR_ALWAYS;
        output->writing.width = 0;
    }
    return GJ_OK;
}

static gj_status check_stdout(const gj_settings *settings, gj_error *error)
{
    size_t to_stdout = 0;

    for (size_t i = 0; i < settings->output_count; i++)
        to_stdout += settings->outputs[i].file == NULL;
    if (to_stdout <= 1)
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_USAGE,
                   "只能有一种格式输出到标准输出，其余请用 --format F=FILE",
                   "only one format can go to standard output; give the "
                   "others a file, --format F=FILE");
}

/** Frees the outputs; a draft that has not become its file goes too. */
static void free_all(gj_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        gj_output *output = &outputs->at[i];
        if (output->file != NULL && output->writing.out != NULL)
            fclose(output->writing.out);
        if (output->draft != NULL)
            unlink(output->draft);
        free(output->draft);
        free(output->target);
    }
    free(outputs->at);
    *outputs = (gj_outputs){0};
}

gj_status gj_outputs_open(gj_outputs *outputs, const gj_settings *settings,
                          gj_error *error)
{
    static const gj_output_choice text = {(char *)"text", NULL};
    size_t count = settings->output_count ? settings->output_count : 1;
    gj_status status = check_stdout(settings, error);

    *outputs = (gj_outputs){.at = gj_new(count, sizeof(gj_output))};
    for (size_t i = 0; status == GJ_OK && i < count; i++)
        status = open_one(
            &outputs->at[outputs->count++], settings,
            settings->output_count ? &settings->outputs[i] : &text, error);
    /* Nothing is written before all can be. */
    for (size_t i = 0; status == GJ_OK && i < count; i++)
        outputs->at[i].state =
            outputs->at[i].writer->begin(&outputs->at[i].writing);
    if (status != GJ_OK)
        free_all(outputs);
    return status;
}

void gj_outputs_result(gj_outputs *outputs, const gj_result *result)
{
    for (size_t i = 0; i < outputs->count; i++)
        outputs->at[i].writer->result(outputs->at[i].state, result);
}

void gj_outputs_skip(gj_outputs *outputs, const gj_skip *skip)
{
    for (size_t i = 0; i < outputs->count; i++)
        outputs->at[i].writer->skip(outputs->at[i].state, skip);
}

void gj_outputs_trouble(gj_outputs *outputs, const gj_trouble *trouble)
{
    for (size_t i = 0; i < outputs->count; i++)
        outputs->at[i].writer->trouble(outputs->at[i].state, trouble);
}

/** Whether all that was written has arrived; a pipe or a device cannot say. */
static bool is_whole(FILE *out)
{
    return !ferror(out) && fflush(out) == 0 &&
           (fsync(fileno(out)) == 0 || errno == EINVAL || errno == EROFS);
}

/** Closes a file, and gives a draft its name. */
static gj_status put_in_place(gj_output *output, gj_error *error)
{
    FILE *out = output->writing.out;

    /* For a write that failed some time ago. */
    errno = EIO;
    if (!is_whole(out))
        return fail_file(error, output->file);
    output->writing.out = NULL;
    if (fclose(out) != 0)
        return fail_file(error, output->file);
    if (output->draft != NULL && rename(output->draft, output->target) != 0)
        return fail_file(error, output->file);
    free(output->draft);
    output->draft = NULL;
    return GJ_OK;
}

gj_status gj_outputs_end(gj_outputs *outputs, const gj_summary *summary,
                         gj_error *error)
{
    for (size_t i = 0; i < outputs->count; i++) {
        gj_output *output = &outputs->at[i];
        output->writer->end(output->state, summary);
        if (output->file != NULL)
            put_in_place(output, error);
    }
    free_all(outputs);
    return error->status;
}
