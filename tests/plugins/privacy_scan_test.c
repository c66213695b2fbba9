/* What is taken for personal data, with the word lists of zfxxgk-2021, and
 * what only looks like it. The numbers are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "fake_host.h"
#include "privacy/scan.h"

enum { MOST_FOUND = 8, YEAR = 2024 };

static gj_lens lens;
static fake_json data;

static char *read_file(const char *path)
{
    static char bytes[65536];
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

static int open_lens(void **state)
{
    static fake host;
    static const char *const names[] = {
        "disclosure_text",  "requests_text", "management_text", "platform_text",
        "supervision_text", "problems",      "improvements",    "other_matters",
        "disclosure_note",  "requests_note", "challenges_note"};
    const gj_opening opening = {.size = sizeof opening,
                                .host = &fake_host,
                                .form = (const gj_form *)&host,
                                .shape = (const gj_shape *)&host,
                                .registry = (gj_registry *)&host};

    (void)state;
    data = fake_json_read(read_file("schemas/zfxxgk-2021/privacy.json"));
    host.data = gj_document_root(data.document);
    memcpy(host.texts, names, sizeof names);
    return gj_lens_read(&lens, &opening) ? 0 : -1;
}

static int close_lens(void **state)
{
    (void)state;
    gj_lens_free(&lens);
    fake_json_free(&data);
    return 0;
}

static gj_secrets look(gj_text text)
{
    gj_secrets found = {0};
    const gj_sight sight = {
        .lens = &lens, .text = text, .year = YEAR, .out = &found};

    gj_sight_scan(&sight);
    return found;
}

/** A letter for each find, in order: identity card, mobile, card, address,
    plate. */
static const char *kinds_of(gj_text text)
{
    static char kinds[MOST_FOUND + 1];
    gj_secrets found = look(text);

    assert_true(found.count <= MOST_FOUND);
    for (size_t i = 0; i < found.count; i++)
        kinds[i] = "imcap"[found.at[i].kind];
    kinds[found.count] = '\0';
    free(found.at);
    return kinds;
}

static void expect(const char *text, const char *kinds)
{
    if (strcmp(kinds_of(gj_text_of(text)), kinds) != 0)
        fail_msg("“%s” gives “%s”, not “%s”", text, kinds_of(gj_text_of(text)),
                 kinds);
}

/* ----------------------------------------------------------------- found */

static void personal_data_is_found_however_it_is_written(void **state)
{
    static const char *const texts[][2] = {
        {"身份证号码110101199003077758，要求公开。", "i"},
        {"证件62010219780101001X不对，620102197801010010对", "i"},
        {"（１１０１０１１９９００３０７７７５８）", "i"},
        {"110101 19900307 7758", "i"},
        {"110101-1990-0307-7758。", "i"},
        {"旧证410305850215002，已换领", "i"},
        {"居民身份证号：410305850215002", "i"},
        {"身份证号：410305202401150019", "i"},
        {"请拨打13800138000咨询", "m"},
        {"电话：138 0013 8000。", "m"},
        {"138-0013-8000；+8613800138000；86-13800138000", "mmm"},
        {"+86 138 0013 8000，0086-138-0013-8000", "mm"},
        {"008613800138000", "m"},
        {"１３８００１３８０００", "m"},
        {"13800138000/13900139000、19900199000 15900159000", "mmmm"},
        {"银行卡6222020212345678909。", "c"},
        {"6222 0202 1234 5678 909", "c"},
        {"621700 0001234567 不对，6217000012345670对", "c"},
        {"955880123456789015", "c"},
        {"信用卡4111111111111111", "c"},
        {"邮箱123456789@qq.com", "a"},
        {"zhangsan@163.com，li.xiaoming88@QQ.com.", "aa"},
        {"13800138000@139.com", "a"},
        {"豫C12345、豫C·1A234，豫CD12345，豫C12345D，豫C1234警", "ppppp"},
        {"京A·12345。", "p"},
        {"张某13800138000，身份证110101199003077758", "mi"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i][0], texts[i][1]);
}

/** Where the wide loads of the pass end must not matter. */
static void it_is_found_wherever_it_stands(void **state)
{
    static const char *const secrets[] = {"１３８００１３８０００",
                                          "13800138000", "豫C12345",
                                          "zhangsan@163.com"};
    char text[256];

    (void)state;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        for (int before = 0; before < 40; before++)
            for (int behind = 0; behind < 20; behind++) {
                snprintf(text, sizeof text, "%*s%s%*s", before, "", secrets[i],
                         behind, "");
                assert_int_equal(strlen(kinds_of(gj_text_of(text))), 1);
            }
}

/* ---------------------------------------------------------------- silent */

static void codes_are_no_identity_numbers(void **state)
{
    static const char *const texts[] = {
        "110101199003077757",
        "410305202401150019",
        "统一社会信用代码123456199003077758",
        "统一社会信用代码：91410300MA45678901",
        "11410300005480123X",
        "案号4103052024011500012",
        "项目代码2019-410305-77-03-012345",
        "990101199003077758",
        "110101199013077758",
        "110101199002307758",
        "110101189903077758",
        "110101209003077758",
        "1101011990****7758",
        "A110101199003077758",
        "1101011990030777580",
        "受理号410305850215002",
        "第410305850215002号",
        "410305851315002",
        "910305850215002",
        "410305850215002元",
        "41030585021500",
        "20240115000123456",
        "京公网安备11010102000123号",
        "9787302511625",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "");
}

static void amounts_codes_and_hotlines_are_no_mobile_numbers(void **state)
{
    static const char *const texts[] = {
        "国办发〔2021〕30号",
        "国办公开办函〔2021〕30号",
        "洛政办〔2023〕13800138000号",
        "金额13800138000元",
        "13800138000.50元",
        "共13800138000 元",
        "13,800,138,000元",
        "13800138000万元",
        "流水号13800138000",
        "工单号：13800138000",
        "编号为13800138000",
        "受理号（13800138000）",
        "12345热线、12319、110、12348",
        "0379-63800138",
        "037963800138、010-63800138",
        "400-820-8820，400 138 0013",
        "2024年1月1日至2024-12-31，20240115，2024.01.15，2023-2024",
        "http://www.example.cn/2024/t13800138000.html?id=13800138000",
        "content_13800138000",
        "138****8000",
        "浏览量 138001380 次，点击13800138000次，13800138000条",
        "12800138000，15400138000，1380013800，138001380000",
        "192.168.138.100，版本1.13800138000",
        "（2024）豫0305行初13号",
        "增长1380.0138%",
        "GB13800138000-2020",
        "138 0013 80000",
        "2138 0013 8000",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "");
}

static void serial_numbers_are_no_bank_cards(void **state)
{
    static const char *const texts[] = {
        "6222020212345678900",      "订单号6222020212345678909",
        "流水号：6217000012345670", "4111111111111111",
        "5105105105105100",         "6217000012345670元",
        "6217000012345670件",       "编号6222 0202 1234 5678 909",
        "6222 0202 1234 5678 900",  "622202021234567",
        "62220202123456789090",     "A6217000012345670",
        "6217000012345670.5",       "6222********8909",
        "2024011500012345670",      "9999000012345678",
        "项目代码6217000012345670", "0379-63912345-6217",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "");
}

static void mailboxes_of_offices_are_not_personal(void **state)
{
    static const char *const texts[] = {
        "xxgk@163.com",
        "XXGK@163.COM",
        "lcqxspj@163.com",
        "bgs@126.com",
        "lyszwgk2020@sina.com",
        "zhangsan@luoyang.gov.cn",
        "zhangsan@example.com",
        "受理邮箱：123456789@qq.com",
        "监督邮箱 zhangsan@qq.com",
        "lcqbangongshi@126.com",
        "xxgkoffice@163.com",
        "qzfbgs@163.com",
        "1234@qq.com",
        "@qq.com",
        "zhangsan@",
        "zhangsan＠",
        "a@b",
        "dazhongdianping@qq.com",
        "li@163.com",
        "微博@老城发布",
        "wxgzh_2024@163.com",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "");
}

static void licences_and_filings_are_no_plates(void **state)
{
    static const char *const texts[] = {
        "浙B2-20080224",
        "京ICP备12345678号",
        "京ICP备2021012345号-1",
        "豫A2024001",
        "豫A123456",
        "新B2区",
        "豫I12345",
        "豫O12345",
        "川A级景区",
        "京A1234",
        "豫C****5",
        "豫C12345号",
        "苏A12345-2024",
        "A12345",
        "甲A12345",
        "高新A座12345",
        "豫ABCDEF",
        "豫A1234567",
        "粤Q12345件",
        "《晋M标准》",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "");
}

/* ------------------------------------------------------------ properties */

static void a_wrong_digit_anywhere_makes_no_identity_number(void **state)
{
    const char *number = "110101199003077758";
    char wrong[20];

    (void)state;
    expect(number, "i");
    for (size_t i = 0; i < 18; i++)
        for (char digit = '0'; digit <= '9'; digit++) {
            strcpy(wrong, number);
            if (wrong[i] == digit)
                continue;
            wrong[i] = digit;
            expect(wrong, "");
        }
}

static void a_wrong_digit_anywhere_makes_no_bank_card(void **state)
{
    const char *number = "6217000012345670";
    char wrong[20];

    (void)state;
    for (size_t i = 0; i < 16; i++)
        for (char digit = '0'; digit <= '9'; digit++) {
            strcpy(wrong, number);
            wrong[i] = digit;
            expect(wrong, wrong[i] == number[i] ? "c" : "");
        }
}

static void little_of_it_is_ever_shown(void **state)
{
    static const char *const texts[] = {
        "110101199003077758", "１１０１０１１９９００３０７７７５８",
        "+86 138 0013 8000",  "6222 0202 1234 5678 909",
        "123456789@qq.com",   "wang.xiaoming1985@vip.163.com",
        "豫CD12345"};
    char shown[GJ_SHOWN_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        gj_text text = gj_text_of(texts[i]);
        gj_secrets found = look(text);
        assert_int_equal(found.count, 1);
        gj_text secret = {text.data + found.at[0].offset, found.at[0].length};
        size_t length = gj_secret_show(shown, found.at[0].kind, secret);
        size_t stars = 0;
        for (size_t at = 0; at < length; at++)
            stars += shown[at] == '*';
        assert_true(length <= sizeof shown && stars >= 5);
        assert_true(gj_text_is_utf8((gj_text){shown, length}));
        /* Five bytes, or of full-width digits four. */
        size_t part = (uint8_t)secret.data[0] < 0x80 ? 5 : 12;
        for (size_t at = 0; at + part <= secret.length; at++)
            for (size_t to = 0; to + part <= length; to++)
                if (memcmp(secret.data + at, shown + to, part) == 0)
                    assert_int_equal(found.at[0].kind, GJ_SECRET_MAIL);
        free(found.at);
    }
}

/** A quadratic pass over a megabyte would take minutes. */
static void a_megabyte_of_anything_takes_its_length(void **state)
{
    static const char *const pieces[] = {
        "1",  "12 ", "86 ",          "86-",      "138-",    "6222 ", "１",
        "@",  "a@",  "1@qq.com",     "京A",      "A",       "0",     "１ ",
        "：", " 1",  "138001380001", "身份证号", "豫C12345"};
    enum { LENGTH = 1 << 20 };
    char *text = malloc(LENGTH);

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t size = strlen(pieces[i]);
        size_t length = LENGTH / size * size;
        for (size_t at = 0; at < length; at += size)
            memcpy(text + at, pieces[i], size);
        clock_t start = clock();
        gj_secrets found = look((gj_text){text, length});
        assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
        free(found.at);
    }
    free(text);
}

/* ------------------------------------------------------------- data file */

static void open_with(fake *host, fake_json *json, const char *text)
{
    void *state;

    *json = fake_json_read(text);
    *host = (fake){.texts = {"notes"}};
    host->data = gj_document_root(json->document);
    assert_int_not_equal(fake_open_plugin(host, &state), 0);
    assert_int_equal(host->fault_count, 1);
    fake_json_free(json);
}

static void a_wrong_data_file_is_told_at_its_place(void **state)
{
    fake host;
    fake_json json;

    (void)state;
    open_with(&host, &json, "{}");
    assert_non_null(strstr(host.fault_en, "a list of strings"));
    open_with(&host, &json, "{\"texts\": [\"elsewhere\"]}");
    assert_non_null(strstr(host.fault_en, "names no such text"));
    open_with(&host, &json, "{\"texts\": [\"notes\"], \"codes\": [\"\"]}");
    assert_non_null(strstr(host.fault_en, "not empty"));
}

/** Opens the plugin with two texts to read and no word lists. */
static void open_plugin(fake *host, fake_json *json, void **opened)
{
    *json = fake_json_read("{\"texts\": [\"first\", \"second\"], "
                           "\"codes\": [], \"identities\": [], "
                           "\"cards\": [], \"measures\": [], \"mail\": "
                           "{\"providers\": [], \"office_names\": [], "
                           "\"offices\": []}}");
    *host = (fake){.texts = {"first", "second"}, .year = YEAR};
    host->data = gj_document_root(json->document);
    assert_int_equal(fake_open_plugin(host, opened), 0);
    assert_int_equal(host->rule_count, GJ_SECRET_KINDS);
}

static void each_text_that_is_given_is_one_place(void **state)
{
    static const char *const reports[] = {
        "{\"first\": null}", "{\"second\": 7}", "{\"first\": \"\"}",
        "{\"first\": \"\", \"second\": \"13800138000\"}"};
    static const uint32_t counts[] = {0, 0, 1, 2};
    fake host;
    fake_json json;
    void *opened;

    (void)state;
    open_plugin(&host, &json, &opened);
    for (size_t i = 0; i < 4; i++) {
        fake_json report = fake_json_read(reports[i]);
        host.root = gj_document_root(report.document);
        const gj_rule *mobile = &host.rules[GJ_SECRET_MOBILE];
        assert_int_equal(fake_check(&host, mobile, opened), counts[i]);
        fake_json_free(&report);
    }
    assert_int_equal(host.verdicts[0], FAKE_HELD);
    assert_int_equal(host.verdicts[1], FAKE_FAILED);
    assert_string_equal(host.said, "found shown=138********");
    gouji_plugin_v1.close(opened);
    fake_json_free(&json);
}

static void a_form_without_a_data_file_has_no_such_rules(void **state)
{
    fake host = {.year = YEAR};
    void *opened;

    (void)state;
    assert_int_equal(fake_open_plugin(&host, &opened), 0);
    assert_int_equal(host.rule_count, 0);
    gouji_plugin_v1.close(opened);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(personal_data_is_found_however_it_is_written),
        cmocka_unit_test(it_is_found_wherever_it_stands),
        cmocka_unit_test(codes_are_no_identity_numbers),
        cmocka_unit_test(amounts_codes_and_hotlines_are_no_mobile_numbers),
        cmocka_unit_test(serial_numbers_are_no_bank_cards),
        cmocka_unit_test(mailboxes_of_offices_are_not_personal),
        cmocka_unit_test(licences_and_filings_are_no_plates),
        cmocka_unit_test(a_wrong_digit_anywhere_makes_no_identity_number),
        cmocka_unit_test(a_wrong_digit_anywhere_makes_no_bank_card),
        cmocka_unit_test(little_of_it_is_ever_shown),
        cmocka_unit_test(a_megabyte_of_anything_takes_its_length),
        cmocka_unit_test(a_wrong_data_file_is_told_at_its_place),
        cmocka_unit_test(each_text_that_is_given_is_one_place),
        cmocka_unit_test(a_form_without_a_data_file_has_no_such_rules),
    };
    return cmocka_run_group_tests(tests, open_lens, close_lens);
}
