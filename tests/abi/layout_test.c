/* The contracts with plugins and with programs: their layout stays, and their
 * headers are read alone by every compiler that one may be written for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "abi/layout.h"

/** Skips where there is no such compiler. */
static void compiles(const char *compiler, const char *language)
{
    char command[512];

    snprintf(command, sizeof command, "%s --version >/dev/null 2>&1", compiler);
    if (system(command) != 0)
        skip();
    snprintf(command, sizeof command,
             "echo '#include \"abi/layout.h\"' | %s %s -Wall -Wextra "
             "-Wpedantic -Wconversion -Werror -Icore/include -Itests "
             "-fsyntax-only -",
             compiler, language);
    assert_int_equal(system(command), 0);
}

static void the_headers_alone_are_c11(void **state)
{
    (void)state;
    compiles(GJ_CC, "-xc -std=c11");
}

static void the_headers_alone_are_c17(void **state)
{
    (void)state;
    compiles(GJ_CC, "-xc -std=c17");
}

static void the_headers_alone_are_c23(void **state)
{
    (void)state;
    if (system("echo | " GJ_CC " -xc -std=c2x -fsyntax-only - 2>/dev/null"))
        skip();
    compiles(GJ_CC, "-xc -std=c2x");
}

static void the_headers_alone_are_cxx17(void **state)
{
    (void)state;
    compiles(GJ_CXX, "-xc++ -std=c++17");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_headers_alone_are_c11),
        cmocka_unit_test(the_headers_alone_are_c17),
        cmocka_unit_test(the_headers_alone_are_c23),
        cmocka_unit_test(the_headers_alone_are_cxx17),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
