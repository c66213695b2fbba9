#include "mistake.h"

#include <stdarg.h>
#include <stdio.h>

/* The cut may have split a character of several bytes. */
static void trim(char *words, size_t size)
{
    size_t end = strlen(words);

    if (end + 1 < size)
        return;
    while (end > 0 && ((unsigned char)words[end - 1] & 0xC0) == 0x80)
        end--;
    words[end > 0 ? end - 1 : 0] = '\0';
}

bool gj_mistaken(gj_mistake *mistake, size_t offset, size_t length,
                 const char *zh, const char *en, ...)
{
    va_list arguments;

    if (mistake->zh[0] != '\0')
        return false;
    mistake->offset = (uint32_t)offset;
    mistake->length = (uint32_t)length;
    va_start(arguments, en);
    vsnprintf(mistake->zh, sizeof mistake->zh, zh, arguments);
    va_end(arguments);
    va_start(arguments, en);
    vsnprintf(mistake->en, sizeof mistake->en, en, arguments);
    va_end(arguments);
    trim(mistake->zh, sizeof mistake->zh);
    trim(mistake->en, sizeof mistake->en);
    return false;
}

int gj_short_length(gj_text text)
{
    uint64_t length = text.length;

    if (text.data == NULL)
        return 0;
    if (length <= 80)
        return (int)length;
    length = 80;
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

bool gj_is_shown(gj_mistake *mistake, gj_text text, const char *name)
{
    if (text.length == 0)
        return gj_mistaken(mistake, 0, 0, "“%s”不能为空",
                           "\"%s\" must not be empty", name);
    for (uint64_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F)
            return gj_mistaken(mistake, 0, 0, "“%s”中有控制字符",
                               "\"%s\" has control characters", name);
    return true;
}
