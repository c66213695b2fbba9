/* Addresses at public providers that look like a person's: a number, such as
 * QQ's or a telephone's, or a name in pinyin. Offices have their mailboxes
 * there too; these are called by initials or by what they are for. */
#include <string.h>

#include "pinyin.h"
#include "scan.h"

enum { LONGEST_NAME = 64, LONGEST_DOMAIN = 64 };

/** Before and after the at sign, in lower case. */
typedef struct address {
    char name[LONGEST_NAME];
    size_t name_length;
    char domain[LONGEST_DOMAIN];
    size_t domain_length;
    size_t from;
    size_t to;
} address;

static bool is_of_address(char byte)
{
    return gj_is_latin(byte) || (byte != '\0' && strchr("._-+", byte) != NULL);
}

static char lower(char byte)
{
    return (char)(gj_is_upper(byte) ? byte - 'A' + 'a' : byte);
}

/** Reads around an at sign; false where it is too long or no address. */
static bool read_address(address *a, gj_text text, size_t sign)
{
    a->from = sign;
    while (a->from > 0 && is_of_address(text.data[a->from - 1]) &&
           sign - a->from <= LONGEST_NAME)
        a->from--;
    a->name_length = sign - a->from;
    a->to = sign + 1;
    while (a->to < text.length && is_of_address(text.data[a->to]) &&
           a->to - sign <= LONGEST_DOMAIN)
        a->to++;
    while (a->to > sign + 1 && text.data[a->to - 1] == '.')
        a->to--;
    a->domain_length = a->to - sign - 1;
    if (a->name_length == 0 || a->name_length > LONGEST_NAME ||
        a->domain_length == 0 || a->domain_length > LONGEST_DOMAIN)
        return false;
    for (size_t i = 0; i < a->name_length; i++)
        a->name[i] = lower(text.data[a->from + i]);
    for (size_t i = 0; i < a->domain_length; i++)
        a->domain[i] = lower(text.data[sign + 1 + i]);
    return true;
}

static bool is_public(const gj_wordlist *providers, const address *a)
{
    for (size_t i = 0; i < providers->count; i++)
        if (providers->at[i].length == a->domain_length &&
            memcmp(providers->at[i].data, a->domain, a->domain_length) == 0)
            return true;
    return false;
}

static bool has_part(const gj_wordlist *parts, const address *a)
{
    for (size_t i = 0; i < parts->count; i++) {
        gj_text part = parts->at[i];
        for (size_t at = 0; at + part.length <= a->name_length; at++)
            if (memcmp(a->name + at, part.data, part.length) == 0)
                return true;
    }
    return false;
}

/** Only digits; or letters that spell the name of somebody, perhaps with
    digits before or behind them. */
static bool is_personal(const address *a)
{
    char letters[LONGEST_NAME];
    size_t length = 0;
    size_t turns = 0;

    for (size_t i = 0; i < a->name_length; i++) {
        char byte = a->name[i];
        bool letter = byte >= 'a' && byte <= 'z';
        turns += letter && length > 0 && gj_is_digit(a->name[i - 1]);
        if (letter)
            letters[length++] = byte;
    }
    if (length == 0)
        return a->name_length >= 5;
    return turns == 0 && gj_is_person(letters, length);
}

size_t gj_sight_mail(const gj_sight *sight, size_t at)
{
    const gj_lens *lens = sight->lens;
    address a;

    if (!read_address(&a, sight->text, at) || !is_public(&lens->providers, &a))
        return at + 1;
    if (!has_part(&lens->office_names, &a) && is_personal(&a) &&
        !gj_lens_before(&lens->offices, sight->text, a.from))
        gj_sight_add(sight, GJ_SECRET_MAIL, a.from, a.to);
    return a.to;
}
