/* Patterns as ECMA-262 means them, formats, and URIs. */
#include "unit/reading.h"

#include "schema/format.h"
#include "schema/pattern.h"
#include "schema/uri.h"

static int match(const char *expression, const char *text)
{
    gj_pattern *pattern = gj_pattern_new(gj_text_of(expression), NULL);

    if (pattern == NULL)
        return -1;
    uint64_t steps = 0;
    int found = gj_pattern_match(pattern, gj_text_of(text), &steps);
    gj_pattern_free(pattern);
    return found;
}

static void classes_are_ascii_but_for_white_space(void **state)
{
    (void)state;
    assert_int_equal(match("^\\d$", "7"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\d$", "\u0967"), GJ_PATTERN_MISS);
    assert_int_equal(match("^\\D$", "\u0967"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\w$", "\u00e9"), GJ_PATTERN_MISS);
    assert_int_equal(match("^\\W$", "\u00e9"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\s$", "\u00a0"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\s$", "\ufeff"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\s$", "\u2029"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\S$", "\u00a0"), GJ_PATTERN_MISS);
    assert_int_equal(match("^[\\S]$", "\u3000"), GJ_PATTERN_MISS);
    assert_int_equal(match("^[\\S]$", "年"), GJ_PATTERN_HIT);
    assert_int_equal(match("^[\\s0]$", "0"), GJ_PATTERN_HIT);
}

static void the_end_is_the_very_end(void **state)
{
    (void)state;
    assert_int_equal(match("^abc$", "abc\n"), GJ_PATTERN_MISS);
    assert_int_equal(match("^abc$", "abc"), GJ_PATTERN_HIT);
    assert_int_equal(match("^.$", "\r"), GJ_PATTERN_MISS);
    assert_int_equal(match("^.$", "年"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\U0001F432*$", "\U0001F432\U0001F432"),
                     GJ_PATTERN_HIT);
}

static void properties_have_long_names(void **state)
{
    (void)state;
    assert_int_equal(match("\\p{Letter}cole", "L'\u00e9cole"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\p{digit}+$", "\u09ea\u09e8"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\P{Uppercase_Letter}$", "a"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\p{Script=Greek}$", "\u03b1"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\p{gc=Decimal_Number}$", "1"), GJ_PATTERN_HIT);
    assert_int_equal(match("^[\\p{L}]$", "年"), GJ_PATTERN_HIT);
    assert_int_equal(match("\\p{Nonsense}", "a"), -1);
}

static void escapes_are_those_of_ecma(void **state)
{
    (void)state;
    assert_int_equal(match("^\\cC$", "\x03"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\cc$", "\x03"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\u0061$", "a"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\u{1f600}$", "\U0001F600"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\ud83d\\ude00$", "\U0001F600"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\v$", "\v"), GJ_PATTERN_HIT);
    assert_int_equal(match("^\\v$", "\n"), GJ_PATTERN_MISS);
    assert_int_equal(match("^\\/$", "/"), GJ_PATTERN_HIT);
    assert_int_equal(match("^[\\b]$", "\b"), GJ_PATTERN_HIT);
    assert_int_equal(match("^(?<y>a)\\k<y>$", "aa"), GJ_PATTERN_HIT);
    assert_int_equal(match("^(?:(a)|b)\\1$", "b"), GJ_PATTERN_HIT);
    assert_int_equal(match("^[^]$", "\n"), GJ_PATTERN_HIT);
    assert_int_equal(match("[]", "a"), GJ_PATTERN_MISS);
    assert_int_equal(match("^[[:alpha:]]$", ":]"), GJ_PATTERN_HIT);
}

static void what_a_match_took_is_counted(void **state)
{
    static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
    gj_pattern *easy = gj_pattern_new(gj_text_of("^a+b$"), NULL);
    gj_pattern *hard = gj_pattern_new(gj_text_of("^(a+)+$"), NULL);
    uint64_t few = 0;
    uint64_t many = 0;
    (void)state;

    assert_int_equal(gj_pattern_match(easy, gj_text_of(text), &few),
                     GJ_PATTERN_HIT);
    assert_int_equal(gj_pattern_match(hard, gj_text_of(text), &many),
                     GJ_PATTERN_COSTLY);
    assert_true(few < 10);
    assert_true(many > 100000);
    gj_pattern_free(easy);
    gj_pattern_free(hard);
}

static void what_only_other_dialects_know_is_refused(void **state)
{
    static const char *const others[] = {"\\a",     "^\\S(|(.|\\n)*\\S)\\Z",
                                         "\\Afoo",  "(?i)a",
                                         "(?>a)",   "a++",
                                         "(*FAIL)", "\\Qa\\E",
                                         "\\h",     "(?#a)",
                                         "a**"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(match(others[i], "a"), -1);
}

static void assert_format(const char *name, const char *text, bool wanted)
{
    const gj_format *format = gj_format_find(gj_text_of(name));

    assert_non_null(format);
    if (format->check(gj_text_of(text)) != wanted)
        fail_msg("%s: %s", name, text);
}

static void sound_texts_are_of_their_format(void **state)
{
    static const char *const sound[][2] = {
        {"date", "2020-02-29"},
        {"time", "08:30:06Z"},
        {"time", "23:59:60Z"},
        {"time", "01:29:60+01:30"},
        {"time", "15:59:60-08:00"},
        {"time", "23:20:50.52Z"},
        {"date-time", "1990-12-31T15:59:60.123-08:00"},
        {"date-time", "1963-06-19t08:30:06.283185z"},
        {"duration", "P4DT12H30M5S"},
        {"duration", "P4W"},
        {"duration", "PT36H"},
        {"duration", "P1YT1S"},
        {"email", "joe.bloggs@example.com"},
        {"email", "\"joe bloggs\"@example.com"},
        {"email", "joe@[127.0.0.1]"},
        {"email", "joe@[IPv6:::1]"},
        {"hostname", "www.example.com"},
        {"hostname", "xn--4gbwdl.xn--wgbh1c"},
        {"ipv4", "192.168.0.1"},
        {"ipv6", "::"},
        {"ipv6", "1:2::8"},
        {"ipv6", "::ffff:192.168.0.1"},
        {"ipv6", "1:2:3:4:5:6:7::"},
        {"uri", "http://foo.bar/?baz=qux#quux"},
        {"uri", "ldap://[2001:db8::7]/c=GB?objectClass?one"},
        {"uri", "urn:oasis:names:specification:docbook:dtd:xml:4.1.2"},
        {"uri-reference", "#frag"},
        {"uri-reference", "//foo.bar/?baz"},
        {"uri-reference", ""},
        {"uuid", "2EB8AA08-aa98-11ea-B4Aa-73B441D16380"},
        {"json-pointer", "/foo/bar~0/baz~1/%a"},
        {"json-pointer", ""},
        {"regex", "([abc])+\\s+$"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        assert_format(sound[i][0], sound[i][1], true);
}

static void unsound_texts_are_not(void **state)
{
    static const char *const unsound[][2] = {
        {"date", "2021-02-29"},
        {"date", "2020-2-29"},
        {"date", "1963-06-1\u09ea"},
        {"time", "24:00:00Z"},
        {"time", "22:59:60Z"},
        {"time", "23:59:60+01:00"},
        {"time", "12:00:00"},
        {"time", "12:00:00.Z"},
        {"time", "01:02:03+24:00"},
        {"date-time", "1990-02-31T15:59:59Z"},
        {"date-time", "2013-350T01:01:01"},
        {"duration", "PT1D"},
        {"duration", "P"},
        {"duration", "P1YT"},
        {"duration", "P2D1Y"},
        {"duration", "P1Y2W"},
        {"duration", "P1Y2D"},
        {"duration", "P1"},
        {"email", "2962"},
        {"email", ".test@example.com"},
        {"email", "te..st@example.com"},
        {"email", "joe bloggs@example.com"},
        {"hostname", "-a.com"},
        {"hostname", "a_b.com"},
        {"hostname", "xn--X"},
        {"hostname", "example."},
        {"hostname", ""},
        {"ipv4", "192.168.0.01"},
        {"ipv4", "256.0.0.1"},
        {"ipv4", "127.0.0"},
        {"ipv6", "12345::"},
        {"ipv6", "1:2:3:4:5:6:7:8::"},
        {"ipv6", "::1::2"},
        {"ipv6", ":2:3:4:5:6:7:8"},
        {"ipv6", "1:2:3:4:1.2.3.4:5"},
        {"ipv6", "fe80::a%eth1"},
        {"uri", "//foo.bar/"},
        {"uri", "http:// shouldfail.com"},
        {"uri", "bar,baz:foo"},
        {"uri", "http://[::1"},
        {"uri", "http://a/%zz"},
        {"uri-reference", "\\\\WINDOWS\\share"},
        {"uri-reference", "#frag\\ment"},
        {"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638"},
        {"uuid", "2eb8aa08aa9811eab4aa73b441d16380----"},
        {"json-pointer", "/foo/bar~"},
        {"json-pointer", "a"},
        {"regex", "^(abc]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++)
        assert_format(unsound[i][0], unsound[i][1], false);
}

static void references_are_resolved_as_rfc_3986_says(void **state)
{
    static const char base[] = "http://a/b/c/d;p?q";
    static const char *const cases[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g..", "http://a/b/c/g.."},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
    };
    gj_buffer out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gj_buffer_clear(&out);
        gj_uri_resolve(&out, gj_text_of(base), gj_text_of(cases[i][0]));
        assert_string_equal(out.data, cases[i][1]);
    }
    gj_buffer_clear(&out);
    gj_uri_resolve(&out, gj_text_of("urn:a:b"), gj_text_of("#c"));
    assert_string_equal(out.data, "urn:a:b#c");
    gj_buffer_free(&out);
}

static void what_is_one_uri_is_written_in_one_way(void **state)
{
    static const char *const cases[][2] = {
        {"HTTP://Example.COM/x", "http://example.com/x"},
        {"http://example.com", "http://example.com/"},
        {"http://example.com?q", "http://example.com/?q"},
        {"http://example.com:80/", "http://example.com/"},
        {"https://example.com:443/", "https://example.com/"},
        {"https://example.com:80/", "https://example.com:80/"},
        {"https://example.com:/", "https://example.com/"},
        {"http://User@Example.com:8080/", "http://User@example.com:8080/"},
        {"http://[2001:DB8::7]:80/A", "http://[2001:db8::7]/A"},
        {"http://%65xample.com/%7eA%2f%3a", "http://example.com/~A%2F%3A"},
        {"file://localhost/a%3Ab", "file:///a:b"},
        {"FILE:///A", "file:///A"},
        {"URN:Example:A", "urn:Example:A"},
        {"//Example.com/A", "//example.com/A"},
        {"a/B?C", "a/B?C"},
        {"", ""},
    };
    gj_buffer out = {0};
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gj_buffer_clear(&out);
        gj_buffer_string(&out, "");
        gj_uri_normalise(&out, gj_text_of(cases[i][0]));
        assert_string_equal(out.data, cases[i][1]);
    }
    gj_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_ascii_but_for_white_space),
        cmocka_unit_test(the_end_is_the_very_end),
        cmocka_unit_test(properties_have_long_names),
        cmocka_unit_test(escapes_are_those_of_ecma),
        cmocka_unit_test(what_a_match_took_is_counted),
        cmocka_unit_test(what_only_other_dialects_know_is_refused),
        cmocka_unit_test(sound_texts_are_of_their_format),
        cmocka_unit_test(unsound_texts_are_not),
        cmocka_unit_test(references_are_resolved_as_rfc_3986_says),
        cmocka_unit_test(what_is_one_uri_is_written_in_one_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
