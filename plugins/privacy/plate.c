/* Number plates of vehicles (GA 36): a province, a letter, five characters or
 * the six of a new-energy vehicle. */
#include <string.h>

#include "scan.h"

static bool is_province(gj_text text, size_t at)
{
    static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙"
                                    "陕吉闽贵粤青藏川宁琼";

    for (size_t i = 0; i + 3 < sizeof provinces; i += 3)
        if (memcmp(text.data + at, provinces + i, 3) == 0)
            return true;
    return false;
}

/** I and O are not used. */
static bool is_of_plate(char byte)
{
    return gj_is_digit(byte) ||
           (gj_is_upper(byte) && byte != 'I' && byte != 'O');
}

/** The dot, or space, that may stand behind the letter. */
static size_t skip_dot(gj_text text, size_t at)
{
    static const char *const dots[] = {"·", "•", "・", " "};

    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++) {
        size_t length = strlen(dots[i]);
        if (at + length <= text.length &&
            memcmp(text.data + at, dots[i], length) == 0)
            return at + length;
    }
    return at;
}

/** Bytes of the sign of a special vehicle: a pupil driver's, the police's. */
static size_t special(gj_text text, size_t at)
{
    static const char *const signs[] = {"警", "学", "挂", "港", "澳", "试"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (at + 3 <= text.length && memcmp(text.data + at, signs[i], 3) == 0)
            return 3;
    return 0;
}

/** The five or six characters behind the letter. */
static bool is_serial(const char *serial, size_t length)
{
    size_t letters = 0;

    for (size_t i = 0; i < length; i++)
        letters += gj_is_upper(serial[i]);
    if (length == 5)
        return letters <= 2;
    /* New energy: a letter A to K first, and perhaps another, or last. */
    return letters >= 1 && letters <= 2 &&
           ((serial[0] >= 'A' && serial[0] <= 'K') ||
            (letters == 1 && serial[5] >= 'A' && serial[5] <= 'K'));
}

size_t gj_sight_plate(const gj_sight *sight, size_t at)
{
    gj_text text = sight->text;
    size_t from = skip_dot(text, at + 1);
    size_t to = from;

    if (at < 3 || !is_of_plate(text.data[at]) || !is_province(text, at - 3))
        return at + 1;
    while (to < text.length && to - from < 7 && is_of_plate(text.data[to]))
        to++;
    size_t sign = special(text, to);
    bool found = sign > 0 && to - from == 4
                     ? is_serial("00000", 5)
                     : (to - from == 5 || to - from == 6) &&
                           is_serial(text.data + from, to - from);
    if (!found ||
        (to < text.length &&
         (gj_is_latin(text.data[to]) || text.data[to] == '-')) ||
        gj_lens_behind(&sight->lens->measures, text, to))
        return at + 1;
    to += to - from == 4 ? sign : 0;
    gj_sight_add(sight, GJ_SECRET_PLATE, at - 3, to);
    return to;
}
