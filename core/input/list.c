#include "input/list.h"

#include "document/input.h"

gj_status gj_list_open(gj_list *list, const char *path, gj_error *error)
{
    struct stat about;
    int file;

    *list = (gj_list){.end = -1};
    if (gj_input_open(&file, path, &about, error) != GJ_OK)
        return error->status;
    list->file = file == 0 ? stdin : fdopen(file, "r");
    if (list->file == NULL)
        return gj_fail(error, GJ_FAILED_MEMORY, "内存不足", "out of memory");
    return GJ_OK;
}

static bool ends(gj_list *list, int byte)
{
    if (list->end < 0 && (byte == '\n' || byte == '\0'))
        list->end = byte;
    return byte == list->end;
}

/** Reads to the next end; false where there is nothing more. */
static bool read_line(gj_list *list)
{
    int byte;

    gj_buffer_clear(&list->line);
    while ((byte = getc_unlocked(list->file)) != EOF && !ends(list, byte))
        gj_buffer_byte(&list->line, (char)byte);
    return byte != EOF || list->line.length > 0;
}

const char *gj_list_next(gj_list *list)
{
    static const char mark[] = "\xEF\xBB\xBF";

    while (read_line(list)) {
        gj_buffer *line = &list->line;
        char *path = line->length > 0 ? line->data : NULL;
        if (path != NULL && !list->begun &&
            strncmp(path, mark, strlen(mark)) == 0)
            path += strlen(mark);
        list->begun = true;
        if (path != NULL && list->end != '\0' &&
            line->data[line->length - 1] == '\r')
            line->data[line->length - 1] = '\0';
        if (path != NULL && *path != '\0')
            return path;
    }
    return NULL;
}

void gj_list_close(gj_list *list)
{
    if (list->file != NULL && list->file != stdin)
        fclose(list->file);
    gj_buffer_free(&list->line);
    *list = (gj_list){0};
}
