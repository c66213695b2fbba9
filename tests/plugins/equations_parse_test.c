#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "equations/expression.h"

static bool kind_and_level(const void *context, gj_text name)
{
    (void)context;
    return gj_says(name, "kind") || gj_says(name, "level");
}

static const gj_grammar with_column = {.variable = GJ_TEXT("column"),
                                       .names = kind_and_level};

static gj_text text_of(const char *string)
{
    return (gj_text){string, strlen(string)};
}

/* Prints a tree as nested brackets, for comparison with what was meant. */
static void show(const gj_node *node, char *out, size_t size)
{
    static const char *const names[] = {"",      "",    "sum",   "+",
                                        "*",     "?",   "whole", "filled",
                                        "named", "and", "or",    "not"};
    static const char *const relations[] = {"==", "!=", "<=", ">=", "<", ">"};
    size_t used = strlen(out);

    if (node->kind == GJ_NODE_NUMBER)
        snprintf(out + used, size - used, "%lld", (long long)node->number);
    else if (node->kind == GJ_NODE_CELL)
        snprintf(out + used, size - used, "%.*s", (int)node->text.length,
                 node->text.data);
    else
        snprintf(out + used, size - used, "[%s",
                 node->kind == GJ_NODE_COMPARE ? relations[node->relation]
                                               : names[node->kind]);
    if (node->kind < GJ_NODE_SUM)
        return;
    used = strlen(out);
    if (node->text.length > 0)
        snprintf(out + used, size - used, " %.*s", (int)node->text.length,
                 node->text.data);
    if (node->kind == GJ_NODE_SCALE)
        snprintf(out + used, size - used, " %lld", (long long)node->number);
    for (uint32_t i = 0; i < node->option_count; i++) {
        used = strlen(out);
        snprintf(out + used, size - used, " '%.*s'",
                 (int)node->options[i].length, node->options[i].data);
    }
    for (const gj_node *child = node->first; child; child = child->next) {
        strncat(out, " ", size - strlen(out) - 1);
        show(child, out, size);
    }
    strncat(out, "]", size - strlen(out) - 1);
}

static void means(const char *source, bool condition, const char *tree)
{
    gj_pool pool = {0};
    gj_mistake mistake = {0};
    char shown[2048] = "";
    const gj_expression *expression = gj_expression_parse(
        &pool, text_of(source), &with_column, condition, &mistake);

    assert_string_equal(mistake.en, "");
    assert_non_null(expression);
    show(expression->root, shown, sizeof shown);
    assert_string_equal(shown, tree);
    gj_pool_free(&pool);
}

/* The mistake starts at the first `mark` in the source, or at its end. */
static void refused(const char *source, const char *mark, const char *words)
{
    gj_pool pool = {0};
    gj_mistake mistake = {0};
    const char *place = mark ? strstr(source, mark) : source + strlen(source);

    assert_non_null(place);
    assert_null(gj_expression_parse(&pool, text_of(source), &with_column, true,
                                    &mistake));
    if (strstr(mistake.en, words) == NULL)
        fail_msg("“%s” does not say “%s”", mistake.en, words);
    assert_true(mistake.zh[0] != '\0');
    assert_int_equal(mistake.offset, place - source);
    gj_pool_free(&pool);
}

static void operators_bind_as_in_arithmetic_and_logic(void **state)
{
    (void)state;
    means("/a + 2 * /b - /c == {column}/d", true,
          "[== [+ /a [* 2 /b] [* -1 /c]] {column}/d]");
    means("/a == 1 or /b < 2 and not /c >= 3", true,
          "[or [== /a 1000000] [and [< /b 2000000] [not [>= /c 3000000]]]]");
    means("(/a == 1 or /b <= 2) and /c != 3", true,
          "[and [or [== /a 1000000] [<= /b 2000000]] [!= /c 3000000]]");
    means("3 * (/a - /b) > -0.5", true, "[> [* 3 [+ /a [* -1 /b]]] -500000]");
    means("2 * 3 * 0.25", false, "1500000");
    means("/a * 2", false, "[* 2 /a]");
}

static void functions_texts_and_odd_pointers_are_understood(void **state)
{
    (void)state;
    means("whole({column}/a) and filled('/a b/c''d')", true,
          "[and [whole {column}/a] [filled /a b/c'd]]");
    means("sum(/requests/*/{column}/@outcomes) == /x-y/z", true,
          "[== [sum /requests/*/{column}/@outcomes] /x-y/z]");
    means("kind == \"a\\\"b\" or level in (\"县\", \"乡\") or kind != \"c\"",
          true,
          "[or [named kind 'a\"b'] [named level '县' '乡'] [named kind 'c']]");
    means("2*/a == /b", true, "[== [* 2 /a] /b]");
}

static void mistakes_are_placed_where_they_stand(void **state)
{
    (void)state;
    refused("/a = /b", "=", "written ==");
    refused("/a == /b == /c", "== /c", "do not chain");
    refused("(/a == /b", NULL, "closing bracket");
    refused("/a == /b)", ")", "an operator or the end");
    refused("total(/a) == 1", "total", "no function");
    refused("previous(/a) == 1", "previous", "not available yet");
    refused("subordinates(/a) == 1", "subordinates", "not available yet");
    refused("1.5 * /a == 1", "1.5", "whole number");
    refused("/a * /b == 1", "/b", "multiplied");
    refused("1000000000001 == /a", "1000000000001", "too large");
    refused("99999999999999999999999 == /a", "9999", "too large");
    refused("1000000 * 10000000 == /a", "1000000 *", "too large");
    refused("0.1234567 == /a", "0.1234567", "six decimal");
    refused("{row}/a == 1", "{row}", "no {row}");
    refused("{column/a == 1", "{column", "not closed");
    refused("/a}/b == 1", "}", "before this }");
    refused("/a/*/b == 1", "*", "sum(…)");
    refused("/a/@b == 1", "@b", "sum(…)");
    refused("sum(/a/'/b)", "'", "not closed");
    refused("sum('/a/b*') == 1", "b*", "whole part");
    refused("sum(a) == 1", "a)", "a pointer such as");
    refused("sum /a == 1", "/a", "opening bracket");
    refused("whole(/a == 1", "== 1", "closing bracket");
    refused("kind == 3", "3", "double quotes");
    refused("kind < \"a\"", "<", "==, != or in");
    refused("level in \"a\"", "\"a\"", "opening bracket");
    refused("level in (\"a\" \"b\")", "\"b\"", "a comma");
    refused("level in (\"a\",)", ")", "double quotes");
    refused("level in ()", ")", "double quotes");
    refused("/a == \"x", "\"x", "not closed");
    refused("/a == （1）", "（", "plain ASCII");
    refused("/a + /b", "/a", "must be a condition");
    refused("/a and /b == 1", "/a", "must be a condition");
    refused("/a == 1 and /b", "/b", "must be a condition");
    refused("(/a == 1) + 1 == 2", "(/a", "must be a number");
    refused("1 + (/a == 1) == 2", "(/a", "must be a number");
    refused("2 * (/a == 1)", "(/a", "must be a number");
    refused("-(/a == 1)", "(/a", "must be a number");
    refused("not /a", "/a", "must be a condition");
    refused("/a == and", "and", "a number or a condition");
    refused("", "", "ends here");
    refused("'a' == 1", "a'", "begins with /");
}

static char *repeated(const char *piece, size_t times, const char *tail)
{
    size_t length = strlen(piece);
    char *all = calloc(length * times + strlen(tail) + 1, 1);

    for (size_t i = 0; i < times; i++)
        memcpy(all + i * length, piece, length);
    strcpy(all + length * times, tail);
    return all;
}

static void huge_expressions_are_refused_without_harm(void **state)
{
    static const struct {
        const char *piece;
        size_t times;
        const char *tail, *words;
    } cases[] = {{"(", 60000, "", "nested too deeply"},
                 {"not ", 15000, "/a == 1", "nested too deeply"},
                 {"-", 60000, "/a == 1", "nested too deeply"},
                 {"/a * 1 * ", 7000, "1 == 1", ""},
                 {"/a + ", 100000, "/a == 1", "too long"},
                 {"\"", 60000, "", "a number or a condition"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gj_pool pool = {0};
        gj_mistake mistake = {0};
        char *source = repeated(cases[i].piece, cases[i].times, cases[i].tail);
        assert_null(gj_expression_parse(&pool, text_of(source), &with_column,
                                        true, &mistake));
        assert_non_null(strstr(mistake.en, cases[i].words));
        gj_pool_free(&pool);
        free(source);
    }
}

static void a_long_sum_is_one_flat_list(void **state)
{
    gj_pool pool = {0};
    gj_mistake mistake = {0};
    char *source = repeated("/a + ", 12000, "/b == 1");
    size_t count = 0;
    (void)state;

    const gj_expression *expression = gj_expression_parse(
        &pool, text_of(source), &with_column, true, &mistake);
    assert_non_null(expression);
    for (const gj_node *term = expression->root->first->first; term;
         term = term->next)
        count++;
    assert_int_equal(count, 12001);
    gj_pool_free(&pool);
    free(source);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void any_bytes_parse_or_give_a_mistake_within_them(void **state)
{
    static const char *const pieces[] = {
        "/a",   "{column}", "{",    "}",      "(",    ")",   "and ", "or ",
        "not ", "sum(",     "==",   "<=",     "1",    "2.5", " * ",  " + ",
        " - ",  "kind",     " in ", "\"x\"",  "'/q'", "\"",  "'",    ",",
        "@s",   "*",        "\xff", "whole(", "。",   "\0",  "1e9",  "filled("};
    uint64_t seed = 20240131;
    (void)state;

    for (int round = 0; round < 60000; round++) {
        char source[160];
        size_t length = 0;
        for (uint64_t n = next_random(&seed) % 14; n > 0; n--) {
            const char *piece =
                pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
            size_t size = piece[0] ? strlen(piece) : 1;
            memcpy(source + length, piece, size);
            length += size;
        }
        char *exact = malloc(length ? length : 1);
        memcpy(exact, source, length);
        gj_pool pool = {0};
        gj_mistake mistake = {0};
        const gj_expression *expression = gj_expression_parse(
            &pool, (gj_text){exact, length}, &with_column, round % 2, &mistake);
        assert_true((expression != NULL) == (mistake.en[0] == '\0'));
        assert_true((size_t)mistake.offset + mistake.length <= length);
        gj_pool_free(&pool);
        free(exact);
    }
}

static void the_variable_is_replaced_in_pointers(void **state)
{
    char out[16];
    (void)state;

    size_t length = gj_pointer_bind(out, sizeof out, text_of("/x/{column}/y"),
                                    text_of("a/b"));
    assert_int_equal(length, 8);
    assert_memory_equal(out, "/x/a/b/y", 8);
    assert_true(gj_pointer_bind(out, 7, text_of("/x/{column}/y"),
                                text_of("a/b")) == SIZE_MAX);
}

static void long_words_are_cut_between_characters(void **state)
{
    gj_mistake mistake = {0};
    char *name = repeated("县", 400, "");
    (void)state;

    assert_int_equal(gj_short_length(text_of(name)), 78);
    assert_int_equal(gj_short_length((gj_text){NULL, 0}), 0);
    gj_mistaken(&mistake, 0, 1, "%s", "%s", name);
    assert_int_equal(strlen(mistake.zh) % 3, 0);
    gj_mistaken(&mistake, 5, 5, "later", "later");
    assert_int_equal(mistake.offset, 0);
    free(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_arithmetic_and_logic),
        cmocka_unit_test(functions_texts_and_odd_pointers_are_understood),
        cmocka_unit_test(mistakes_are_placed_where_they_stand),
        cmocka_unit_test(huge_expressions_are_refused_without_harm),
        cmocka_unit_test(a_long_sum_is_one_flat_list),
        cmocka_unit_test(any_bytes_parse_or_give_a_mistake_within_them),
        cmocka_unit_test(the_variable_is_replaced_in_pointers),
        cmocka_unit_test(long_words_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
