#include <stdarg.h>
#include <stdio.h>

#include "embed/embed.h"

void gj_note_clear(gouji_error *error)
{
    if (error != NULL)
        memset(error, 0, sizeof *error);
}

int32_t gj_note(gouji_error *error, int32_t status, const char *zh,
                const char *en, ...)
{
    va_list arguments;

    if (error == NULL)
        return status;
    gj_note_clear(error);
    error->status = status;
    va_start(arguments, en);
    vsnprintf(error->zh, sizeof error->zh, zh, arguments);
    va_end(arguments);
    va_start(arguments, en);
    vsnprintf(error->en, sizeof error->en, en, arguments);
    va_end(arguments);
    gj_error_trim(error->zh);
    gj_error_trim(error->en);
    return status;
}

int32_t gj_note_memory(gouji_error *error)
{
    return gj_note(error, GOUJI_FAILED_MEMORY, "内存不足", "out of memory");
}

int32_t gj_note_answer(gouji_error *error)
{
    return gj_note(error, GOUJI_FAILED_WORKER, "gouji-worker 的回答无法解读",
                   "the answer of gouji-worker is unreadable");
}

static void copy(char *to, size_t room, const char *from)
{
    size_t length = from != NULL ? strnlen(from, room - 1) : 0;

    if (length > 0)
        memcpy(to, from, length);
    to[length] = '\0';
    gj_error_trim(to);
}

void gj_note_file(gouji_error *error, const char *file)
{
    if (error != NULL)
        copy(error->file, sizeof error->file, file);
}

void gj_note_read(gouji_error *error, gj_cursor *in)
{
    gj_note_clear(error);
    int32_t status = (int32_t)gj_get_u32(in);
    uint32_t line = gj_get_u32(in);
    uint32_t column = gj_get_u32(in);
    const char *file = gj_get_string(in);
    const char *zh = gj_get_string(in);
    const char *en = gj_get_string(in);

    if (error == NULL)
        return;
    error->status = status;
    error->line = line;
    error->column = column;
    copy(error->file, sizeof error->file, file);
    copy(error->zh, sizeof error->zh, zh);
    copy(error->en, sizeof error->en, en);
}
