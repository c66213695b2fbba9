#include <stdlib.h>
#include <time.h>

#include "embed/embed.h"

static char *make_room(gj_question *question, size_t length)
{
    size_t room = question->room ? question->room : 256;

    while (room - question->length < length)
        room *= 2;
    if (room != question->room) {
        char *data = realloc(question->data, room);
        if (data == NULL) {
            question->failed = true;
            return NULL;
        }
        question->data = data;
        question->room = room;
    }
    return question->data + question->length;
}

void gj_ask_number(gj_question *question, uint64_t number, size_t width)
{
    char *at = make_room(question, width);

    for (size_t i = 0; at != NULL && i < width; i++)
        at[i] = (char)(unsigned char)(number >> (8 * i));
    if (at != NULL)
        question->length += width;
}

void gj_ask_string(gj_question *question, const char *string)
{
    size_t length = string != NULL ? strlen(string) + 1 : 0;

    gj_ask_number(question, length, 4);
    char *at = make_room(question, length);
    if (at == NULL || length == 0)
        return;
    memcpy(at, string, length);
    question->length += length;
}

void gj_ask_strings(gj_question *question, const char *const *strings)
{
    size_t count = 0;

    while (strings != NULL && strings[count] != NULL)
        count++;
    gj_ask_number(question, count, 4);
    for (size_t i = 0; i < count; i++)
        gj_ask_string(question, strings[i]);
}

void gj_ask_free(gj_question *question)
{
    free(question->data);
    *question = (gj_question){0};
}

uint32_t gj_ask_today(void)
{
    time_t now = time(NULL);
    struct tm day = {0};

    localtime_r(&now, &day);
    return (uint32_t)((day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 +
                      day.tm_mday);
}
