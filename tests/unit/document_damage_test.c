/* Damaged files: cut off anywhere, with any byte changed. */
#include "unit/reading.h"

static const char sample[] =
    "{\n  \"unit\": {\"name\": \"清溪县教育局\", \"code\": null},\r\n"
    "  \"year\": 2024, \"fee\": -0.25e1, \"open\": [true, false, []],\n"
    "  \"text\": \"第一段。\\n\\u7b2c\\uD83D\\uDE00 \\\"二\\\" 段，"
    "共三十六件，均已办结，没有结转到下一年度的申请。\",\n"
    "  \"a key that is longer than thirty-two bytes, to be sure\": {},\n"
    "  \"rows\": {\"new\": 12345678, \"handled\": 123456789, \"x\\ty\": 0}}";

enum { LENGTH = sizeof sample - 1 };

static void refuses_every_truncation_at_its_end(void **state)
{
    static const char paddings[] = {'\0', '"',        '9', '}', ' ',
                                    '\\', (char)0x80, 'e', '.'};
    (void)state;
    for (size_t length = 0; length < LENGTH; length++) {
        for (size_t i = 0; i < sizeof paddings; i++) {
            reading r = read_with(sample, length, paddings[i], NULL);
            if (r.status != (length ? GJ_FAILED_SYNTAX : GJ_FAILED_EMPTY))
                fail_msg("%zu bytes: status %d, %s", length, r.status,
                         r.error.words[GJ_EN]);
            assert_true(r.error.line > 0 && r.error.column > 0);
            end_reading(&r);
        }
    }
}

static void reads_the_same_whatever_is_behind_the_end(void **state)
{
    (void)state;
    for (int padding = 0; padding < 256; padding++) {
        reading r = read_with(sample, LENGTH, (char)padding, NULL);
        assert_int_equal(r.status, GJ_OK);
        assert_int_equal(gj_node_count(r.document), 28);
        end_reading(&r);
    }
}

static void survives_every_byte_in_every_place(void **state)
{
    gj_document *document = gj_document_new();
    char *bytes = gj_new(LENGTH + GJ_PADDING, 1);
    unsigned refused = 0;
    (void)state;

    memcpy(bytes, sample, LENGTH);
    for (size_t at = 0; at < LENGTH; at++) {
        for (int change = 1; change < 256; change++) {
            gj_error error = {.status = GJ_OK};
            bytes[at] = (char)(sample[at] ^ change);
            gj_status status =
                gj_document_read(document, bytes, LENGTH, NULL, &error);
            assert_int_equal(status, error.status);
            if (status == GJ_OK)
                continue;
            refused++;
            assert_true(error.line > 0 && error.column > 0);
            assert_true(error.words[GJ_ZH][0] != '\0');
        }
        bytes[at] = sample[at];
    }
    assert_true(refused > (unsigned)LENGTH * 128);
    free(bytes);
    gj_document_free(document);
}

static void reads_strings_of_every_length(void **state)
{
    enum { MOST = 100 };
    char text[MOST + 3];
    (void)state;

    for (size_t length = 0; length <= MOST; length++) {
        memset(text, 'a', sizeof text);
        text[0] = '"';
        text[length + 1] = '"';
        reading r = read_bytes(text, length + 2);
        assert_int_equal(r.status, GJ_OK);
        assert_int_equal(gj_node_text(r.document, 0).length, length);
        end_reading(&r);
        for (size_t at = 1; at <= length; at++) {
            text[at] = '\x1F';
            r = read_bytes(text, length + 2);
            assert_int_equal(r.status, GJ_FAILED_SYNTAX);
            assert_int_equal(r.error.column, at + 1);
            end_reading(&r);
            text[at] = 'a';
        }
    }
}

static void reads_numbers_of_every_length(void **state)
{
    char text[60];
    (void)state;

    for (size_t length = 1; length < sizeof text; length++) {
        memset(text, '7', sizeof text);
        reading r = read_with(text, length, '7', NULL);
        assert_int_equal(r.status, GJ_OK);
        assert_int_equal(gj_node_source(r.document, 0).length, length);
        end_reading(&r);
    }
}

static void skips_white_space_of_every_length(void **state)
{
    char text[80];
    (void)state;

    for (size_t length = 0; length < sizeof text - 2; length++) {
        for (size_t i = 0; i < length; i++)
            text[i] = " \n\r\t"[(i * i + length) % 4];
        text[length] = '1';
        reading r = read_bytes(text, length + 1);
        assert_int_equal(r.status, GJ_OK);
        assert_int_equal(gj_node_start(r.document, 0), length);
        end_reading(&r);
        if (length == 0)
            continue;
        text[length / 2] = '\v';
        r = read_bytes(text, length + 1);
        assert_int_equal(r.status, GJ_FAILED_SYNTAX);
        end_reading(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_every_truncation_at_its_end),
        cmocka_unit_test(reads_the_same_whatever_is_behind_the_end),
        cmocka_unit_test(survives_every_byte_in_every_place),
        cmocka_unit_test(reads_strings_of_every_length),
        cmocka_unit_test(reads_numbers_of_every_length),
        cmocka_unit_test(skips_white_space_of_every_length),
    };
    return cmocka_run_group_tests_name("document: damage", tests, NULL, NULL);
}
