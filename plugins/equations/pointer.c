#include "expression.h"

static gj_text part_of(gj_text text, size_t from, size_t end)
{
    return (gj_text){text.data + from, end - from};
}

/* {variable}; returns the offset behind it, or 0 after a mistake. */
static size_t check_hole(gj_text pointer, size_t start, size_t offset,
                         gj_text variable, gj_mistake *mistake)
{
    size_t end = start + 1;

    while (end < pointer.length && pointer.data[end] != '}' &&
           pointer.data[end] != '{')
        end++;
    if (end >= pointer.length || pointer.data[end] != '}') {
        gj_mistaken(mistake, offset + start, end - start, "{ 没有闭合",
                    "{ is not closed");
        return 0;
    }
    gj_text name = part_of(pointer, start + 1, end);
    if (variable.length == 0)
        gj_mistaken(mistake, offset + start, end + 1 - start,
                    "这条规则没有 for_each，不能用 {%.*s}",
                    "the rule has no for_each, so there is no {%.*s}",
                    GJ_SHORT(name));
    else if (!gj_same(name, variable))
        gj_mistaken(mistake, offset + start, end + 1 - start,
                    "没有变量 {%.*s}；for_each 的变量是 {%.*s}",
                    "there is no {%.*s}; the variable of for_each is {%.*s}",
                    GJ_SHORT(name), GJ_SHORT(variable));
    else
        return end + 1;
    return 0;
}

static bool check_part(gj_text part, size_t offset, bool pattern,
                       gj_mistake *mistake)
{
    bool star = part.length > 0 && memchr(part.data, '*', part.length);
    bool set = part.length > 0 && part.data[0] == '@';

    if (star && part.length > 1)
        return gj_mistaken(mistake, offset, part.length,
                           "* 须独占一段，如 /requests/*/new",
                           "* must be a whole part, as in /requests/*/new");
    if ((star || set) && !pattern)
        return gj_mistaken(mistake, offset, part.length,
                           "* 和 @集合 指多个格子，只能写在 sum(…) 里",
                           "* and @set mean several cells: write sum(…)");
    return true;
}

bool gj_pointer_check(gj_text pointer, size_t offset, bool pattern,
                      gj_text variable, gj_mistake *mistake)
{
    size_t start = 0;

    if (pointer.length == 0 ||
        (pointer.data[0] != '/' && pointer.data[0] != '{'))
        return gj_mistaken(mistake, offset, pointer.length,
                           "指针须以 / 或 {变量} 开头",
                           "a pointer begins with / or with {variable}");
    for (size_t i = 0; i < pointer.length;) {
        if (pointer.data[i] == '{') {
            i = check_hole(pointer, i, offset, variable, mistake);
            if (i == 0)
                return false;
            continue;
        }
        if (pointer.data[i] == '}')
            return gj_mistaken(mistake, offset + i, 1, "} 前面没有 {",
                               "there is no { before this }");
        i++;
    }
    for (size_t i = 0; i <= pointer.length; i++) {
        if (i < pointer.length && pointer.data[i] != '/')
            continue;
        if (!check_part(part_of(pointer, start, i), offset + start, pattern,
                        mistake))
            return false;
        start = i + 1;
    }
    return true;
}

size_t gj_pointer_bind(char *out, size_t size, gj_text pointer, gj_text binding)
{
    size_t length = 0;

    for (size_t i = 0; i < pointer.length; i++) {
        gj_text piece = part_of(pointer, i, i + 1);
        if (pointer.data[i] == '{') {
            piece = binding;
            while (pointer.data[i] != '}')
                i++;
        }
        if (piece.length > size - length)
            return SIZE_MAX;
        if (piece.length > 0)
            memcpy(out + length, piece.data, piece.length);
        length += piece.length;
    }
    return length;
}
