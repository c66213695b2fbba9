#include "input/kind.h"

#include <strings.h>

typedef struct ending {
    const char *name;
    gj_content content;
} ending;

static const ending endings[] = {
    {".json", GJ_CONTENT_REPORT},      {".jsonl", GJ_CONTENT_LINES},
    {".ndjson", GJ_CONTENT_LINES},     {".zip", GJ_CONTENT_ZIP},
    {".tar", GJ_CONTENT_TAR},          {".rar", GJ_CONTENT_FOREIGN},
    {".7z", GJ_CONTENT_FOREIGN},       {".tar.bz2", GJ_CONTENT_FOREIGN},
    {".tbz2", GJ_CONTENT_FOREIGN},     {".tar.xz", GJ_CONTENT_FOREIGN},
    {".txz", GJ_CONTENT_FOREIGN},      {".tar.zst", GJ_CONTENT_FOREIGN},
    {".json.bz2", GJ_CONTENT_FOREIGN}, {".json.xz", GJ_CONTENT_FOREIGN},
    {".json.zst", GJ_CONTENT_FOREIGN}};

/** Something stands before the ending, too. */
static bool ends_with(gj_text name, const char *end)
{
    size_t length = strlen(end);

    return name.length > length &&
           strncasecmp(name.data + name.length - length, end, length) == 0;
}

static gj_content content_of(gj_text name)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i].name))
            return endings[i].content;
    return GJ_CONTENT_OTHER;
}

gj_kind gj_kind_of(gj_text name)
{
    gj_kind kind = {.gzip = ends_with(name, ".gz")};

    if (ends_with(name, ".tgz"))
        return (gj_kind){GJ_CONTENT_TAR, true};
    if (kind.gzip)
        name.length -= strlen(".gz");
    kind.content = content_of(name);
    /* Compressed once more: neither of the two is what it seems. */
    if (kind.gzip &&
        (kind.content == GJ_CONTENT_ZIP || kind.content == GJ_CONTENT_FOREIGN))
        return (gj_kind){GJ_CONTENT_FOREIGN, false};
    return kind;
}

static bool is_dots(const char *part, size_t length)
{
    return length <= 2 && memcmp(part, "..", length) == 0;
}

bool gj_is_hidden(gj_text name)
{
    const char *end = name.data + name.length;

    for (const char *part = name.data; part < end;) {
        const char *slash = memchr(part, '/', (size_t)(end - part));
        const char *stop = slash != NULL ? slash : end;
        if (stop > part && *part == '.' &&
            !is_dots(part, (size_t)(stop - part)))
            return true;
        part = stop + 1;
    }
    return false;
}
