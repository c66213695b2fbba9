#include "input/results.h"

static bool begins(gj_text line, const char *with)
{
    size_t length = strlen(with);

    return line.length >= length && memcmp(line.data, with, length) == 0;
}

static bool has(gj_text line, const char *part)
{
    return memmem(line.data, line.length, part, strlen(part)) != NULL;
}

bool gj_is_result_line(gj_text line)
{
    static const char mark[] = "\xEF\xBB\xBF";

    if (begins(line, mark))
        line = (gj_text){line.data + strlen(mark), line.length - strlen(mark)};
    return (begins(line, "{\"path\":\"") && has(line, ",\"status\":\"") &&
            has(line, ",\"checks\":{\"held\":")) ||
           begins(line, "{\"skipped\":{\"path\":\"") ||
           begins(line, "{\"fault\":{\"what\":\"") ||
           begins(line, "{\"summary\":{\"reports\":");
}
