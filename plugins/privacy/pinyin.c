#include "pinyin.h"

#include <string.h>

/** The hundred commonest family names, as they are spelt. */
static const char *const family_names[] = {
    "wang", "li",    "zhang", "liu",  "chen",  "yang",  "zhao",  "huang",
    "zhou", "wu",    "xu",    "sun",  "hu",    "zhu",   "gao",   "lin",
    "he",   "guo",   "ma",    "luo",  "liang", "song",  "zheng", "xie",
    "han",  "tang",  "feng",  "yu",   "dong",  "xiao",  "cheng", "cao",
    "yuan", "deng",  "fu",    "shen", "zeng",  "peng",  "lv",    "lu",
    "su",   "jiang", "cai",   "jia",  "ding",  "wei",   "xue",   "ye",
    "yan",  "pan",   "du",    "dai",  "xia",   "zhong", "tian",  "ren",
    "fan",  "fang",  "shi",   "yao",  "tan",   "liao",  "zou",   "xiong",
    "jin",  "hao",   "kong",  "bai",  "cui",   "kang",  "mao",   "qiu",
    "qin",  "gu",    "hou",   "shao", "meng",  "long",  "wan",   "duan",
    "lei",  "qian",  "yin",   "yi",   "chang", "qiao",  "lai",   "gong",
    "wen",  NULL};

static const char *const initials[] = {
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g",
    "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w", NULL};

/** Longer ones before those that they begin with. */
static const char *const finals[] = {
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao",
    "uai",  "uan",  "ai",   "an",  "ao",  "ei",  "en",  "er",  "ia",
    "ie",   "in",   "iu",   "ou",  "ua",  "ue",  "ui",  "un",  "uo",
    "ve",   "a",    "e",    "i",   "o",   "u",   "v",   NULL};

static size_t begins_with(const char *letters, size_t length, const char *word)
{
    size_t size = strlen(word);

    return size <= length && memcmp(letters, word, size) == 0 ? size : 0;
}

/** Whether the letters are exactly so many syllables. */
static bool are_syllables(const char *letters, size_t length, int count)
{
    size_t initial = 0;

    if (count == 0)
        return length == 0;
    for (size_t i = 0; initials[i] != NULL && initial == 0; i++)
        initial = begins_with(letters, length, initials[i]);
    for (size_t i = 0; finals[i] != NULL; i++) {
        size_t end =
            begins_with(letters + initial, length - initial, finals[i]);
        if (end > 0 && are_syllables(letters + initial + end,
                                     length - initial - end, count - 1))
            return true;
    }
    return false;
}

bool gj_is_person(const char *letters, size_t length)
{
    for (size_t i = 0; family_names[i] != NULL; i++) {
        size_t family = begins_with(letters, length, family_names[i]);
        if (family > 0 &&
            (are_syllables(letters + family, length - family, 1) ||
             are_syllables(letters + family, length - family, 2)))
            return true;
    }
    return false;
}
