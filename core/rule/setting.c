#include "rule/setting.h"

#include "document/document.h"

static bool read_day(gj_text value, uint32_t *day)
{
    static const uint32_t days[] = {31, 29, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    uint32_t digits[4];

    if (value.length != 5 || value.data[2] != '-')
        return false;
    for (uint32_t i = 0; i < 4; i++) {
        char c = value.data[i < 2 ? i : i + 1];
        if (c < '0' || c > '9')
            return false;
        digits[i] = (uint32_t)(c - '0');
    }
    uint32_t month = digits[0] * 10 + digits[1];
    uint32_t number = digits[2] * 10 + digits[3];
    if (month < 1 || month > 12 || number < 1 || number > days[month - 1])
        return false;
    *day = month * 100 + number;
    return true;
}

static bool read_integer(gj_text value, int64_t *integer)
{
    int64_t millionths;

    if (value.length == 0 ||
        gj_decimal_read(value, &millionths) != GJ_DECIMAL_OK ||
        millionths % 1000000 != 0)
        return false;
    *integer = millionths / 1000000;
    return true;
}

bool gj_setting_read(gj_setting *setting, uint32_t type, gj_text value)
{
    gj_setting read = {.text = value};
    bool sound = value.data != NULL;

    if (sound && type == GJ_PARAMETER_INTEGER)
        sound = read_integer(value, &read.integer);
    else if (sound && type == GJ_PARAMETER_DAY)
        sound = read_day(value, &read.day);
    if (sound)
        *setting = read;
    return sound;
}
