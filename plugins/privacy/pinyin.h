/* Names in pinyin. */
#ifndef GJ_PRIVACY_PINYIN_H
#define GJ_PRIVACY_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

/** Whether lower-case letters spell a common family name and a given name of
    one or two syllables. */
bool gj_is_person(const char *letters, size_t length);

#endif
