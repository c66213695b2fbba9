#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void gj_error_trim(char *text)
{
    size_t length = strlen(text);
    size_t start = length;

    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0 || (unsigned char)text[start - 1] < 0x80)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (length - (start - 1) < need)
        text[start - 1] = '\0';
}

static void put_words(gj_error *error, gj_language language,
                      const char *template, va_list arguments)
{
    char *words = error->words[language];

    vsnprintf(words, sizeof error->words[language], template, arguments);
    gj_error_trim(words);
}

static void fill(gj_error *error, gj_language language, const char *template,
                 ...)
{
    va_list arguments;

    va_start(arguments, template);
    put_words(error, language, template, arguments);
    va_end(arguments);
}

gj_status gj_fail(gj_error *error, gj_status status, const char *zh,
                  const char *en, ...)
{
    const char *templates[2] = {zh, en};

    if (error == NULL || error->status != GJ_OK)
        return status;
    error->status = status;
    for (int i = 0; i < 2; i++) {
        va_list arguments;
        va_start(arguments, en);
        put_words(error, (gj_language)i, templates[i], arguments);
        va_end(arguments);
    }
    return status;
}

gj_status gj_fail_reason(gj_error *error, gj_status status, const char *zh,
                         const char *en, int number)
{
    if (error == NULL || error->status != GJ_OK)
        return status;
    error->status = status;
    fill(error, GJ_ZH, zh, gj_reason(GJ_ZH, number));
    fill(error, GJ_EN, en, gj_reason(GJ_EN, number));
    return status;
}

gj_status gj_fail_words(gj_error *error, gj_status status, gj_words words)
{
    gj_text texts[2] = {words.zh, words.en};

    if (error == NULL || error->status != GJ_OK)
        return status;
    error->status = status;
    for (int i = 0; i < 2; i++) {
        size_t length = texts[i].length;
        if (length >= sizeof error->words[i])
            length = sizeof error->words[i] - 1;
        if (length > 0)
            memcpy(error->words[i], texts[i].data, length);
        error->words[i][length] = '\0';
        gj_error_trim(error->words[i]);
    }
    return status;
}

void gj_error_file(gj_error *error, const char *file)
{
    if (error == NULL || error->file[0] != '\0')
        return;
    snprintf(error->file, sizeof error->file, "%s", file);
}

void gj_error_place(gj_error *error, uint32_t line, uint32_t column)
{
    if (error == NULL || error->line != 0)
        return;
    error->line = line;
    error->column = column;
}

void gj_error_origin(gj_error *error, const gj_origin *origin)
{
    if (origin->file == NULL)
        return;
    gj_error_file(error, origin->file);
    gj_error_place(error, origin->line, origin->column);
}
