/* Any bytes as a text: finds must lie in it, one behind the other, begin and
 * end with whole characters, and be shown masked. */
#include <stdlib.h>

#include "base/text.h"
#include "privacy/scan.h"

#define LIST(...)                                                              \
    {                                                                          \
        (gj_text[]){__VA_ARGS__},                                              \
            sizeof((gj_text[]){__VA_ARGS__}) / sizeof(gj_text)                 \
    }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_find(gj_text text, const gj_secret *find)
{
    char shown[GJ_SHOWN_BYTES];
    gj_text secret = {text.data + find->offset, find->length};

    if (find->length == 0 || find->offset + find->length > text.length ||
        find->kind >= GJ_SECRET_KINDS)
        abort();
    if (gj_text_is_utf8(text) && !gj_text_is_utf8(secret))
        abort();
    gj_text masked = {shown, gj_secret_show(shown, find->kind, secret)};
    if (masked.length > sizeof shown || memchr(shown, '*', masked.length) == 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gj_lens lens = {.codes = LIST(GJ_TEXT("编号")),
                    .identities = LIST(GJ_TEXT("身份证号")),
                    .cards = LIST(GJ_TEXT("卡号")),
                    .measures = LIST(GJ_TEXT("元"), GJ_TEXT("次")),
                    .providers = LIST(GJ_TEXT("qq.com"), GJ_TEXT("163.com")),
                    .office_names = LIST(GJ_TEXT("xxgk")),
                    .offices = LIST(GJ_TEXT("受理邮箱"))};
    gj_secrets found = {0};
    /* A copy without padding, so that reading beyond it is seen. */
    char *bytes = malloc(size > 0 ? size : 1);
    gj_text text = {bytes, size};
    const gj_sight sight = {
        .lens = &lens, .text = text, .year = 2024, .out = &found};

    if (size > 0)
        memcpy(bytes, data, size);
    gj_sight_scan(&sight);
    for (size_t i = 0; i < found.count; i++)
        check_find(text, &found.at[i]);
    for (size_t i = 1; i < found.count; i++)
        if (found.at[i].offset <
            found.at[i - 1].offset + found.at[i - 1].length)
            abort();
    free(found.at);
    free(bytes);
    return 0;
}
