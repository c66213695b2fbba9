/* The sieve lets through all that PCRE2 finds, and little else. */
#include "unit/reading.h"

#include "narrative/pattern.h"
#include "narrative/sieve.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { ALLOWED = 1000000, LONGEST = 6, MOST_PATTERNS = 256 };

static gj_matcher matcher;

static int open_matcher(void **state)
{
    (void)state;
    return gj_matcher_open(&matcher) ? 0 : -1;
}

static int close_matcher(void **state)
{
    (void)state;
    gj_matcher_close(&matcher);
    return 0;
}

static gj_sieve *new_sieve(void)
{
    gj_sieve *sieve = gj_sieve_new();

    assert_non_null(sieve);
    gj_sieve_allow(sieve, ALLOWED);
    return sieve;
}

/** A pattern as PCRE2 has it, from a document of its own. */
typedef struct written {
    reading data;
    gj_pieces pieces;
    gj_pattern pattern;
} written;

static void write_down(written *w, const char *json, gj_text key)
{
    w->data = read_bytes(json, strlen(json));
    assert_int_equal(w->data.status, GJ_OK);
    gj_value root = gj_document_root(w->data.document);
    w->pieces = (gj_pieces){&gj_document_values, {NULL, 0}};
    w->pattern = (gj_pattern){.pieces = &w->pieces,
                              .source = gj_document_values.member(root, key),
                              .anchored = true};
}

static void free_written(written *w)
{
    gj_pattern_free(&w->pattern);
    gj_document_free(w->data.document);
    free(w->data.bytes);
}

/* ---------------------------------------------------- all texts of a few
 * letters */

static void compare(gj_sieve *sieve, uint32_t number, gj_pattern *pattern,
                    gj_text text, const char *source)
{
    int found = gj_pattern_try(pattern, &matcher, text, 0);

    gj_sieve_look(sieve, text);
    if (gj_sieve_lets(sieve, number, 0) != (found == GJ_MATCH_HIT))
        fail_msg("%s on %.*s", source, (int)text.length, text.data);
}

/** Every text of up to LONGEST letters. */
static void compare_all(const char *source)
{
    char json[256];
    char text[LONGEST];
    written w;
    gj_sieve *sieve = new_sieve();

    snprintf(json, sizeof json, "{\"it\": \"%s\"}", source);
    write_down(&w, json, gj_text_of("it"));
    uint32_t number = gj_sieve_add(sieve, gj_text_of(source));
    assert_int_not_equal(number, GJ_SIEVE_OPEN);
    for (size_t length = 0; length <= LONGEST; length++) {
        size_t texts = 1;
        for (size_t i = 0; i < length; i++)
            texts *= 4;
        for (size_t i = 0; i < texts; i++) {
            size_t rest = i;
            for (size_t j = 0; j < length; j++, rest /= 4)
                text[j] = "abcN"[rest % 4];
            compare(sieve, number, &w.pattern, (gj_text){text, length}, source);
        }
    }
    gj_sieve_free(sieve);
    free_written(&w);
}

static void it_lets_through_just_what_matches(void **state)
{
    static const char *const patterns[] = {"abc",
                                           "",
                                           "a?b",
                                           "a*b",
                                           "a+b",
                                           "a{2}b",
                                           "a{2,}b",
                                           "a{1,3}b",
                                           "a{0,2}N",
                                           "a{0,3}?N",
                                           "(?:ab|c)N",
                                           "(?:ab|c|)N",
                                           "(?:|ab)N",
                                           "(?<n>a|b|cc)(?:N|a)",
                                           "(?:a|(?:b|c)a)*N",
                                           "(?:ab?){2,3}N",
                                           "(?:(?:a|b){0,2}c)+N",
                                           "[ab]N",
                                           "[^ab]N",
                                           "[^a-b]{1,2}N",
                                           "[]a]N",
                                           "(ab)+N",
                                           ".{0,2}N",
                                           ".*N",
                                           "(?:(?:a?)?)*N",
                                           "ab|cN",
                                           "a.|b",
                                           "(?:a*)*N"};

    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++)
        compare_all(patterns[i]);
}

/** Whether a sieve with this pattern alone lets a text through. */
static bool lets(const char *pattern, const char *text)
{
    gj_sieve *sieve = new_sieve();
    uint32_t number = gj_sieve_add(sieve, gj_text_of(pattern));

    assert_int_not_equal(number, GJ_SIEVE_OPEN);
    gj_sieve_look(sieve, gj_text_of(text));
    bool let = gj_sieve_lets(sieve, number, 0);
    gj_sieve_free(sieve);
    return let;
}

static void what_stands_around_a_match_does_not_matter_to_it(void **state)
{
    (void)state;
    assert_true(lets("(?<!未)收到N(?!条[)(])", "收到N条"));
    assert_true(lets("^收到N$", "收到N件"));
    assert_true(lets("(?>收到?)到N", "收到N"));
    assert_false(lets("(?!不)收到N", "收回N"));
    assert_true(lets("收到“·N”", "收到“·N”"));
    assert_false(lets("收到“·N”", "收到“—N”"));
}

static void letters_of_another_pattern_are_no_strangers(void **state)
{
    gj_sieve *sieve = new_sieve();
    uint32_t first = gj_sieve_add(sieve, gj_text_of("[^甲]{2}N"));

    (void)state;
    gj_sieve_look(sieve, gj_text_of("乙丙N"));
    assert_true(gj_sieve_lets(sieve, first, 0));
    uint32_t second = gj_sieve_add(sieve, gj_text_of("乙丙N"));
    gj_sieve_look(sieve, gj_text_of("乙丙N"));
    assert_true(gj_sieve_lets(sieve, first, 0));
    assert_true(gj_sieve_lets(sieve, second, 0));
    gj_sieve_look(sieve, gj_text_of("丙乙N"));
    assert_true(gj_sieve_lets(sieve, first, 0));
    assert_false(gj_sieve_lets(sieve, second, 0));
    assert_false(gj_sieve_lets(sieve, first, 1));
    gj_sieve_free(sieve);
}

static void what_it_does_not_know_is_let_through(void **state)
{
    static const char *const unknown[] = {
        "(?i)a",    "\\d",    "a\\1",    "(a)\\1",
        "\\p{Han}", "(?R)",   "a{,3}",   "{",
        "a)",       "(a",     "[a",      "[[:digit:]]",
        "a{999}",   "[a-龥]", "(?(1)a)", "(?:a{60}){60}{60}",
        "?",        "*a"};
    gj_sieve *sieve = new_sieve();
    uint32_t sound = gj_sieve_add(sieve, gj_text_of("ab"));

    (void)state;
    for (size_t i = 0; i < COUNT(unknown); i++) {
        uint32_t number = gj_sieve_add(sieve, gj_text_of(unknown[i]));
        if (number != GJ_SIEVE_OPEN)
            fail_msg("%s is taken in", unknown[i]);
        gj_sieve_look(sieve, gj_text_of("b"));
        assert_true(gj_sieve_lets(sieve, number, 0));
    }
    assert_false(gj_sieve_lets(sieve, sound, 0));
    gj_sieve_free(sieve);
}

static void
with_no_steps_left_it_lets_through_but_can_be_made_to_tell(void **state)
{
    gj_sieve *sieve = new_sieve();
    uint32_t number = gj_sieve_add(sieve, gj_text_of("a{0,40}bN"));

    (void)state;
    gj_sieve_allow(sieve, 1);
    gj_sieve_look(sieve, gj_text_of("aaaaac"));
    assert_true(gj_sieve_lets(sieve, number, 0));
    assert_true(gj_sieve_stops(sieve, number, 0));
    gj_sieve_look(sieve, gj_text_of("aaaaabN"));
    assert_false(gj_sieve_stops(sieve, number, 0));
    gj_sieve_free(sieve);
}

/** More states than it keeps: each text leads to some of its own. */
static void it_begins_anew_when_it_is_full(void **state)
{
    gj_sieve *sieve = new_sieve();
    uint32_t number = gj_sieve_add(sieve, gj_text_of("[ab]{0,40}a[ab]{14}N"));
    char text[64];
    uint32_t seed = 7;

    (void)state;
    for (int turn = 0; turn < 3000; turn++) {
        for (size_t i = 0; i < 40; i++) {
            seed = seed * 1103515245u + 12345u;
            text[i] = (seed >> 16 & 1) != 0 ? 'a' : 'b';
        }
        size_t length = 40;
        text[length] = 'N';
        gj_sieve_look(sieve, (gj_text){text, length + 1});
        bool matches = text[length - 15] == 'a';
        assert_true(gj_sieve_lets(sieve, number, 0) || !matches);
        assert_int_equal(gj_sieve_stops(sieve, number, 0), !matches);
    }
    gj_sieve_free(sieve);
}

/* --------------------------------------------------- the form's own patterns
 */

static char *read_file(const char *path)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

/** The phrases of narrative.json. */
typedef struct phrases {
    reading data;
    gj_pieces pieces;
    gj_pattern patterns[MOST_PATTERNS];
    uint32_t numbers[MOST_PATTERNS];
    size_t count;
} phrases;

static void add_phrase(phrases *p, gj_sieve *sieve, gj_value source)
{
    char bytes[GJ_LONGEST_SOURCE];
    gj_mistake mistake;

    p->patterns[p->count] =
        (gj_pattern){.pieces = &p->pieces, .source = source, .anchored = true};
    gj_text whole = gj_source_assemble(
        &p->pieces, gj_document_values.text(source), bytes, &mistake);
    p->numbers[p->count] = gj_sieve_add(sieve, whole);
    if (p->numbers[p->count] == GJ_SIEVE_OPEN)
        fail_msg("%.*s", (int)whole.length, whole.data);
    p->count++;
}

static void read_phrases(phrases *p, gj_sieve *sieve)
{
    const gj_values *v = &gj_document_values;
    const char *json = read_file("schemas/zfxxgk-2021/narrative.json");

    *p = (phrases){.data = read_bytes(json, strlen(json))};
    gj_value root = gj_document_root(p->data.document);
    p->pieces = (gj_pieces){v, v->member(root, gj_text_of("pieces"))};
    gj_value rules = v->member(root, gj_text_of("rules"));
    for (gj_value rule = v->first(rules); v->type(rule) != GJ_ABSENT;
         rule = v->next(rule)) {
        gj_value list = v->member(rule, gj_text_of("phrases"));
        for (gj_value one = v->first(list); v->type(one) != GJ_ABSENT;
             one = v->next(one))
            add_phrase(p, sieve, v->member(one, gj_text_of("pattern")));
    }
}

/** A sentence with a mark for each number, as a skeleton has it. */
static size_t mark_numbers(char *line, uint32_t *seed)
{
    size_t length = 0;

    for (const char *at = line; *at != '\0' && *at != '\n'; at++) {
        bool digit = *at >= '0' && *at <= '9';
        bool again = at > line && at[-1] >= '0' && at[-1] <= '9';
        *seed = *seed * 1103515245u + 12345u;
        if (!digit)
            line[length++] = *at;
        else if (!again)
            line[length++] = "NNNCCPMYL"[(*seed >> 16) % 9];
    }
    return length;
}

static void compare_sentence(phrases *p, gj_sieve *sieve, gj_text text,
                             size_t counts[3])
{
    uint32_t letter = 0;

    gj_sieve_look(sieve, text);
    for (uint64_t at = 0; at < text.length; at++) {
        if (((uint8_t)text.data[at] & 0xC0) == 0x80)
            continue;
        for (size_t i = 0; i < p->count; i++) {
            int found = gj_pattern_try(&p->patterns[i], &matcher, text, at);
            bool let = gj_sieve_lets(sieve, p->numbers[i], letter);
            if (found != GJ_MATCH_MISS && !let)
                fail_msg("phrase %zu at %d of %.*s", i, (int)at,
                         (int)text.length, text.data);
            counts[0] += found == GJ_MATCH_HIT;
            counts[1] += let;
            counts[2]++;
        }
        letter++;
    }
}

static void of_the_forms_phrases_it_stops_none_that_matches(void **state)
{
    static char lines[65536];
    static phrases p;
    gj_sieve *sieve = new_sieve();
    size_t counts[3] = {0};
    uint32_t seed = 1;

    (void)state;
    read_phrases(&p, sieve);
    gj_sieve_allow(sieve, UINT32_MAX);
    FILE *file = fopen("tests/cases/narrative/sentences.txt", "r");
    assert_non_null(file);
    while (fgets(lines, sizeof lines, file) != NULL) {
        char *text = strchr(lines, '|');
        if (*lines == '#' || text == NULL)
            continue;
        size_t length = mark_numbers(++text, &seed);
        compare_sentence(&p, sieve, (gj_text){text, length}, counts);
    }
    fclose(file);
    assert_true(counts[0] > 300);
    /* Twice as many as match, of several hundred times as many. */
    assert_true(counts[1] < 2 * counts[0]);
    assert_true(counts[2] > 500 * counts[0]);
    for (size_t i = 0; i < p.count; i++)
        gj_pattern_free(&p.patterns[i]);
    gj_document_free(p.data.document);
    free(p.data.bytes);
    gj_sieve_free(sieve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_lets_through_just_what_matches),
        cmocka_unit_test(what_stands_around_a_match_does_not_matter_to_it),
        cmocka_unit_test(letters_of_another_pattern_are_no_strangers),
        cmocka_unit_test(what_it_does_not_know_is_let_through),
        cmocka_unit_test(
            with_no_steps_left_it_lets_through_but_can_be_made_to_tell),
        cmocka_unit_test(it_begins_anew_when_it_is_full),
        cmocka_unit_test(of_the_forms_phrases_it_stops_none_that_matches)};

    return cmocka_run_group_tests(tests, open_matcher, close_matcher);
}
