/* What people are told about a file that is not JSON. */
#include "unit/reading.h"

/* The words of the error must contain both parts, one for each language. */
static void assert_told(const void *bytes, size_t length, gj_status status,
                        const char *zh, const char *en)
{
    reading r = read_bytes(bytes, length);
    if (r.status != status || strstr(r.error.words[GJ_ZH], zh) == NULL ||
        strstr(r.error.words[GJ_EN], en) == NULL)
        fail_msg("%.*s: %d\n%s\n%s", (int)length, (const char *)bytes, r.status,
                 r.error.words[GJ_ZH], r.error.words[GJ_EN]);
    end_reading(&r);
}

typedef struct told {
    const char *text;
    const char *zh;
    const char *en;
} told;

static void assert_all_told(const told *cases, size_t count, gj_status status)
{
    for (size_t i = 0; i < count; i++)
        assert_told(cases[i].text, strlen(cases[i].text), status, cases[i].zh,
                    cases[i].en);
}

static void says_what_was_expected_and_what_stood_there(void **state)
{
    static const told cases[] = {
        {"{\"a\":1 x}", "此处应为逗号或右花括号，却是 \"x\"",
         "expected a comma or a closing brace, found \"x\""},
        {"[1 2]", "此处应为逗号或右方括号，却是 \"2\"；前一项后面漏了逗号",
         "the comma behind the item before is missing"},
        {"{\"a\":1 \"b\":2}", "却是双引号；前一项后面漏了逗号",
         "found a double quote; the comma"},
        {"{\"a\" 1}", "此处应为冒号", "expected a colon"},
        {"{\"a\"=1}", "不用等号", "not an equals sign"},
        {"{\"a\",1}", "这个键名没有值", "this key has no value"},
        {"[*]", "此处应为一个值或右方括号，却是 \"*\"",
         "expected a value or a closing bracket, found \"*\""},
        {"{*}", "此处应为双引号括起的键名或右花括号",
         "expected a key in double quotes or a closing brace"},
        {"{\"a\":1,*}", "此处应为双引号括起的键名，",
         "expected a key in double quotes, found"},
        {"{}{}", "一个文件只能有一个 JSON 值", "one JSON value only"},
        {"{\"a\":[1}", "括号不配对", "the brackets do not match"},
        {"[1,,2]", "多了一个逗号", "one too many"},
        {"[1] \x01", "看不见的字符 U+0001", "the invisible character U+0001"},
        {"[1;2]", "不用分号", "not semicolons"},
    };
    (void)state;
    assert_all_told(cases, sizeof cases / sizeof *cases, GJ_FAILED_SYNTAX);
}

static void knows_the_common_slips(void **state)
{
    static const told cases[] = {
        {"[1,]", "多余的逗号", "extra comma"},
        {"{\"a\":1 , }", "多余的逗号", "extra comma"},
        {"{'a':1}", "不用单引号", "no single quotes"},
        {"['a']", "不用单引号", "no single quotes"},
        {"[1] // a", "不能写注释", "no comments"},
        {"[1 /* a */]", "不能写注释", "no comments"},
        {"# a\n[]", "不能写注释", "no comments"},
        {"[NaN]", "非数", "no NaN"},
        {"[-Infinity]", "非数", "no NaN"},
        {"[True]", "小写的 true", "in lower case"},
        {"[None]", "小写的 true", "in lower case"},
        {"[nul]", "却是 \"nul\"", "found \"nul\""},
        {"[007]", "多余的 0", "no leading zeros"},
        {"[+1]", "不写加号", "no plus sign"},
        {"[.5]", "小数点前面要写 0", "a 0 before the decimal point"},
        {"[5.]", "小数点后面要有数字", "follow the decimal point"},
        {"[5e]", "指数里要有数字", "the exponent must have a digit"},
        {"[-a]", "负号后面要有数字", "follow the minus sign"},
        {"{a:1}", "键名要用双引号括起", "keys stand in double quotes"},
        {"{\"a\"：1}", "却是 \"：\"；这是中文（全角）符号，请改用半角的 :",
         "full-width character, use the ASCII :"},
        {"[1，2]", "请改用半角的 ,", "use the ASCII ,"},
        {"{“a”:1}", "请改用半角的 \"", "use the ASCII \""},
        {"｛\"a\":1}", "请改用半角的 {", "use the ASCII {"},
        {"[１]", "请改用半角的 1", "use the ASCII 1"},
        {"[1,　2]", "看不见的字符 U+3000；请改用半角空格",
         "U+3000; use an ordinary space"},
        {"[\xC2\xA0 2]", "看不见的字符 U+00A0", "U+00A0"},
        {"[\"a\n\"]", "第 1 行第 2 列开始的字符串里直接换了行",
         "line break in the string that began at line 1, column 2"},
        {"[\"a\t\"]", "制表符", "tab in a string"},
        {"[\"\x02\"]", "U+0002", "U+0002"},
        {"[\"\\q\"]", "却是 \"q\"", "found \"q\""},
        {"[\"\\u12x4\"]", "四位十六进制数字", "four hexadecimal digits"},
        {"[\"\\uD800\"]", "\\uD800 只是半个字符", "\\uD800 is half"},
    };
    (void)state;
    assert_all_told(cases, sizeof cases / sizeof *cases, GJ_FAILED_SYNTAX);
}

static void says_what_is_still_open_at_the_end(void **state)
{
    static const told cases[] = {
        {"{\n \"a\": [1, ", "数组没有结束，它从第 2 行第 7 列开始（共 2 层",
         "the array is still open that began at line 2, column 7"},
        {"{\"a\":1", "此处应为逗号或右花括号；对象没有结束",
         "where a comma or a closing brace should stand; the object"},
        {"[\n\"abc", "字符串从第 2 行第 1 列开始",
         "in a string that began at line 2, column 1"},
        {"[\"\xE4\xB8", "文件在字符串中间断了", "breaks off in a string"},
        {"[\"\\u12", "文件在字符串中间断了", "breaks off in a string"},
        {"[\"\\uD83D\\uDE", "文件在字符串中间断了", "breaks off in a string"},
        {"[\"\\", "文件在字符串中间断了", "breaks off in a string"},
        {"[-", "一个数的中间断了", "in the middle of a number"},
    };
    (void)state;
    assert_all_told(cases, sizeof cases / sizeof *cases, GJ_FAILED_SYNTAX);
}

static void names_the_key_that_is_there_twice(void **state)
{
    static const told cases[] = {
        {"{\"年份\":1,\n \"年份\":2}",
         "键 \"年份\" 重复了，它已经出现在第 1 行第 2 列",
         "the key \"年份\" is there twice; the first is at line 1, column 2"},
    };
    char text[1024] = "{\"";
    (void)state;
    assert_all_told(cases, 1, GJ_FAILED_DUPLICATE);
    for (int i = 0; i < 40; i++)
        strcat(text, "键名");
    size_t length = strlen(text) - 1;
    strcat(text, "\":1,");
    memcpy(text + strlen(text), text + 1, length);
    strcat(text, "\":1}");
    assert_told(text, strlen(text), GJ_FAILED_DUPLICATE, "键名…\"", "键名…\"");
}

static void recognises_other_encodings(void **state)
{
    static const char gb[] = "{\"\xC4\xEA\xB7\xDD\":\"\xB9\xAB\xBF\xAA\"}";
    static const char slip[] = "{\"年份公开工作\":\"\xB9公开\"}";
    static const char utf16le[] = "\xFF\xFE{\0}\0";
    static const char utf16be[] = "\xFE\xFF\0{\0}";
    static const char bare16le[] = "{\0\"\0";
    static const char bare16be[] = "\0{\0\"";
    static const char utf32le[] = "\xFF\xFE\0\0{\0\0\0";
    static const char bare32be[] = "\0\0\0{\0\0\0}";
    static const char bare32le[] = "{\0\0\0}\0\0\0";
    const gj_status status = GJ_FAILED_ENCODING;
    (void)state;

    assert_told(gb, sizeof gb - 1, status,
                "文件是 GB18030 编码，不是 UTF-8；可以这样转换：iconv -f "
                "GB18030 -t UTF-8 old.json > new.json",
                "iconv -f GB18030 -t UTF-8 old.json > new.json");
    assert_told(slip, sizeof slip - 1, status, "字节 0xB9 不是", "byte 0xB9");
    assert_told(utf16le, sizeof utf16le - 1, status, "UTF-16 编码", "UTF-16 ");
    assert_told(utf16be, sizeof utf16be - 1, status, "UTF-16 编码", "UTF-16 ");
    assert_told(bare16le, sizeof bare16le - 1, status, "UTF-16LE", "UTF-16LE");
    assert_told(bare16be, sizeof bare16be - 1, status, "UTF-16BE", "UTF-16BE");
    assert_told(utf32le, sizeof utf32le - 1, status, "UTF-32 编码", "UTF-32 ");
    assert_told(bare32be, sizeof bare32be - 1, status, "UTF-32BE", "UTF-32BE");
    assert_told(bare32le, sizeof bare32le - 1, status, "UTF-32LE", "UTF-32LE");
    assert_told("[\xFF]", 3, status, "0xFF", "0xFF");
}

static void tells_the_limits(void **state)
{
    gj_limits limits = {.bytes = 8, .depth = 2, .nodes = 3};
    static const told cases[] = {
        {"[[[]]]", "超过上限 2 层", "deeper than the limit of 2"},
        {"[1,2,3]", "超过上限 3 个",
         "more values and keys than the limit of 3"},
        {"[1,2,3,4]", "9 字节，超过上限 8 字节",
         "has 9 bytes, more than the limit of 8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r =
            read_with(cases[i].text, strlen(cases[i].text), '\0', &limits);
        assert_int_equal(r.status, GJ_FAILED_LIMIT);
        assert_non_null(strstr(r.error.words[GJ_ZH], cases[i].zh));
        assert_non_null(strstr(r.error.words[GJ_EN], cases[i].en));
        end_reading(&r);
    }
    assert_told("", 0, GJ_FAILED_EMPTY, "文件是空的", "the file is empty");
    assert_told(" \n", 2, GJ_FAILED_EMPTY, "只有空白", "but white space");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_was_expected_and_what_stood_there),
        cmocka_unit_test(knows_the_common_slips),
        cmocka_unit_test(says_what_is_still_open_at_the_end),
        cmocka_unit_test(names_the_key_that_is_there_twice),
        cmocka_unit_test(recognises_other_encodings),
        cmocka_unit_test(tells_the_limits),
    };
    return cmocka_run_group_tests_name("document: errors", tests, NULL, NULL);
}
