/* Looking for a text on which an expression explodes. The suspects are
 * repetitions of what can be read in several ways. A text leads up to one, goes
 * through it again and again by one word, and then goes wrong, so that all ways
 * are tried: where more turns multiply what that takes, it explodes. */
#include "schema/pattern.h"
#include "schema/regex_reader.h"

/* Suspects that are looked at, words tried for each, and turns of those; steps
   from which on turns are added, by what these must multiply them, and steps
   that no text so short should take. */
enum { MOST_SUSPECTS = 16, MOST_WORDS = 16, BODIES = 4, FEW_TURNS = 8 };
enum { TURNS = 10, MORE_TURNS = 4, WORTH_A_LOOK = 200, MULTIPLIED = 4 };
enum { TOO_MANY = 500000 };

/* Appends a character in UTF-8. */
static void put_character(gj_buffer *out, uint32_t character)
{
    static const uint32_t marks[] = {0, 0xC0, 0xE0, 0xF0};
    int behind =
        (character >= 0x80) + (character >= 0x800) + (character >= 0x10000);

    gj_buffer_byte(out, (char)(marks[behind] | character >> 6 * behind));
    while (behind-- > 0)
        gj_buffer_byte(out, (char)(0x80 | (character >> 6 * behind & 0x3F)));
}

/* ---------------------------------------------------------------- samples */

/** Appends something that terms may match, from one on and before another: of
    groups the alternative that the variant says, and what may be left out
    where it is odd. */
static void put_terms(gj_buffer *out, const gj_regex *regex, uint32_t from,
                      uint32_t before, uint32_t variant);

static void put_term(gj_buffer *out, const gj_regex *regex,
                     const gj_regex_node *node, uint32_t variant)
{
    uint32_t branch = node->first;

    if (node->kind == GJ_REGEX_CHARACTER) {
        put_character(out, node->sample);
        return;
    }
    if (node->kind != GJ_REGEX_GROUP && node->kind != GJ_REGEX_PLAIN)
        return;
    for (uint32_t i = 0; i < variant; i++) {
        branch = gj_regex_at(regex, branch)->next;
        branch = branch != GJ_REGEX_NONE ? branch : node->first;
    }
    put_terms(out, regex, gj_regex_at(regex, branch)->first, GJ_REGEX_NONE,
              variant);
}

static void put_terms(gj_buffer *out, const gj_regex *regex, uint32_t from,
                      uint32_t before, uint32_t variant)
{
    for (uint32_t at = from; at != before && at != GJ_REGEX_NONE;) {
        const gj_regex_node *node = gj_regex_at(regex, at);
        uint32_t turns = node->least < FEW_TURNS ? node->least : FEW_TURNS;
        if (turns == 0 && node->most > 0)
            turns = variant & 1;
        for (; turns > 0; turns--)
            put_term(out, regex, node, variant);
        at = node->next;
    }
}

/** What may stand before a node, from the outermost branch on. */
static void put_before(gj_buffer *out, const gj_regex *regex, uint32_t node)
{
    uint32_t branch = gj_regex_at(regex, node)->parent;
    uint32_t group = gj_regex_at(regex, branch)->parent;

    if (group != 0)
        put_before(out, regex, group);
    put_terms(out, regex, gj_regex_at(regex, branch)->first, node, 0);
}

/** What may stand behind it, to the outermost branch. */
static void put_behind(gj_buffer *out, const gj_regex *regex, uint32_t node)
{
    while (node != 0) {
        const gj_regex_node *n = gj_regex_at(regex, node);
        put_terms(out, regex, n->next, GJ_REGEX_NONE, 0);
        node = gj_regex_at(regex, n->parent)->parent;
    }
}

/* ----------------------------------------------------------------- trials */

typedef struct trial {
    gj_pattern *pattern;
    const gj_regex *regex;
    uint32_t suspect;
    gj_buffer text;
    /** Of all that was tried. */
    uint64_t steps;
} trial;

/** How a text goes wrong: by a character that hardly any expression expects,
    with what should stand behind the suspect, or by one that no dot fits. */
enum { BEFORE_THE_REST, AT_THE_END, ENDINGS };

/** Steps of a match of a text with so many turns. */
static uint64_t steps_of(trial *t, gj_text word, int turns, int ending)
{
    uint64_t steps = 0;

    gj_buffer_clear(&t->text);
    put_before(&t->text, t->regex, t->suspect);
    for (int i = 0; i < turns; i++)
        gj_buffer_text(&t->text, word);
    if (ending == BEFORE_THE_REST) {
        gj_buffer_byte(&t->text, '\x01');
        put_behind(&t->text, t->regex, t->suspect);
    } else {
        gj_buffer_byte(&t->text, '\n');
    }
    gj_pattern_match(t->pattern, gj_buffer_view(&t->text), &steps);
    t->steps += steps + t->text.length + t->regex->count / MORE_TURNS;
    return steps;
}

static bool multiplies(trial *t, gj_text word, int ending)
{
    uint64_t steps[3] = {0, 0, 0};

    for (int i = 0; i < 3; i++) {
        steps[i] = steps_of(t, word, TURNS + i * MORE_TURNS, ending);
        if (steps[i] >= TOO_MANY)
            return true;
        if (steps[i] < (i == 0 ? WORTH_A_LOOK : steps[i - 1] * MULTIPLIED))
            return false;
    }
    return true;
}

static bool explodes_on(trial *t, gj_text word)
{
    for (int ending = 0; word.length > 0 && ending < ENDINGS; ending++)
        if (multiplies(t, word, ending))
            return true;
    return false;
}

/** Words of one character, of each that is somewhere in the suspect. */
static bool explodes_on_characters(trial *t)
{
    bool tried[128] = {false};
    int words = 0;

    for (uint32_t i = t->suspect; i < t->regex->count && words < MOST_WORDS;
         i++) {
        const gj_regex_node *node = gj_regex_at(t->regex, i);
        gj_buffer word = {0};
        if (i > t->suspect && node->parent < t->suspect)
            break;
        if (node->kind != GJ_REGEX_CHARACTER ||
            (node->sample < 128 && tried[node->sample]))
            continue;
        if (node->sample < 128)
            tried[node->sample] = true;
        words++;
        put_character(&word, node->sample);
        bool explodes = explodes_on(t, gj_buffer_view(&word));
        gj_buffer_free(&word);
        if (explodes)
            return true;
    }
    return false;
}

/** Words that one turn of the suspect may match. */
static bool explodes_on_bodies(trial *t)
{
    bool explodes = false;

    for (uint32_t variant = 0; variant < BODIES && !explodes; variant++) {
        gj_buffer word = {0};
        gj_buffer_string(&word, "");
        put_term(&word, t->regex, gj_regex_at(t->regex, t->suspect), variant);
        explodes = explodes_on(t, gj_buffer_view(&word));
        gj_buffer_free(&word);
    }
    return explodes;
}

/** Whether a node is repeated often and can be read in several ways. */
static bool is_suspect(const gj_regex *regex, uint32_t index)
{
    const gj_regex_node *node = gj_regex_at(regex, index);

    if (node->most <= FEW_TURNS || node->first == GJ_REGEX_NONE)
        return false;
    if (node->first != node->last)
        return true;
    for (uint32_t i = index + 1;
         i < regex->count && gj_regex_at(regex, i)->parent >= index; i++)
        if (gj_regex_at(regex, i)->least != gj_regex_at(regex, i)->most ||
            (gj_regex_at(regex, i)->kind != GJ_REGEX_BRANCH &&
             gj_regex_at(regex, i)->first != gj_regex_at(regex, i)->last))
            return true;
    return false;
}

bool gj_pattern_explodes(gj_pattern *pattern, gj_text expression,
                         uint64_t *steps)
{
    gj_regex regex = {.groups = 0};
    gj_regex_fault ignored;
    bool explodes = false;
    int suspects = 0;

    if (gj_regex_read(&regex, expression, &ignored)) {
        for (uint32_t i = 1; i < regex.count && !explodes; i++) {
            trial t = {.pattern = pattern, .regex = &regex, .suspect = i};
            if (!is_suspect(&regex, i) || suspects++ >= MOST_SUSPECTS)
                continue;
            explodes = explodes_on_characters(&t) || explodes_on_bodies(&t);
            *steps += t.steps;
            gj_buffer_free(&t.text);
        }
    }
    gj_regex_free(&regex);
    return explodes;
}
