/* What libgouji makes of an answer that is not what it should be: it is
 * refused, and nothing is read that is not there. */
#include "embed/embedding.h"
#include "embed/result.h"
#include "serve/service.h"

static void ask_opening(gj_question *opening, const char *version)
{
    static const char *const forms[] = {"schemas", NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    static const char *const nothing[] = {NULL};
    char *here = getcwd(NULL, 0);

    gj_ask_number(opening, GJ_ASK_OPEN, 1);
    gj_ask_string(opening, version);
    gj_ask_number(opening, GOUJI_WITH_JSON, 4);
    gj_ask_number(opening, 0, 8);
    gj_ask_number(opening, 0, 4);
    gj_ask_number(opening, 0, 4);
    gj_ask_number(opening, DAY, 4);
    gj_ask_string(opening, here);
    gj_ask_string(opening, "/nonexistent");
    gj_ask_string(opening, NULL);
    gj_ask_string(opening, NULL);
    gj_ask_string(opening, NULL);
    gj_ask_strings(opening, forms);
    gj_ask_strings(opening, plugins);
    /* Rules, severities and parameters. */
    gj_ask_strings(opening, nothing);
    gj_ask_strings(opening, nothing);
    gj_ask_strings(opening, nothing);
    free(here);
}

/** A real answer: that of the service to a question about the draft. */
static gj_buffer ask_about_the_draft(void)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gj_question opening = {0};
    gj_question question = {0};
    gj_buffer answer = {0};
    gj_service *service = gj_service_new(false);

    ask_opening(&opening, GJ_VERSION);
    gj_ask_number(&question, GJ_ASK_CHECK, 1);
    gj_ask_string(&question, "draft.json");
    gj_ask_number(&question, DAY, 4);
    gj_ask_number(&question, report.length, 8);
    gj_service_answer(service, (gj_text){opening.data, opening.length},
                      (gj_text){NULL, 0}, &answer);
    gj_buffer_clear(&answer);
    gj_service_answer(service, (gj_text){question.data, question.length},
                      (gj_text){report.data, report.length}, &answer);
    gj_service_free(service);
    gj_ask_free(&opening);
    gj_ask_free(&question);
    free(report.data);
    return answer;
}

/** Reads a copy of an answer, of exactly its bytes, and all that it says. */
static int32_t take(const char *data, size_t length)
{
    char *copy = malloc(length);
    gouji_result *result = NULL;
    gouji_error error;

    memcpy(copy, data, length);
    gj_cursor in = gj_cursor_of((gj_text){copy, length});
    gj_get_u32(&in);
    int32_t status = gj_result_take(&result, copy, in, &error);
    assert_true((status == GOUJI_OK) == (result != NULL));
    for (size_t i = 0; result && i < gouji_finding_count(result); i++) {
        const gouji_finding *finding = gouji_finding_at(result, i);
        assert_true(strlen(gouji_message(finding, GOUJI_EN)) < length);
        assert_true(strlen(gouji_rule_id(gouji_rule_of(finding))) < length);
        for (size_t j = 0; j < gouji_related_count(finding); j++)
            assert_true(strlen(gouji_pointer(gouji_related_at(finding, j))) <
                        length);
    }
    gouji_result_free(result);
    return status;
}

static void an_answer_is_read(void **state)
{
    gj_buffer answer = ask_about_the_draft();

    (void)state;
    assert_int_equal(take(answer.data, answer.length), GOUJI_OK);
    gj_buffer_free(&answer);
}

static void an_answer_that_is_cut_off_is_refused(void **state)
{
    gj_buffer answer = ask_about_the_draft();

    (void)state;
    for (size_t length = 4; length < answer.length; length++)
        assert_int_equal(take(answer.data, length), GOUJI_FAILED_WORKER);
    gj_buffer_free(&answer);
}

static void an_answer_with_any_byte_changed_does_no_harm(void **state)
{
    static const char changes[] = {1, (char)0x80, (char)0xFF};
    gj_buffer answer = ask_about_the_draft();
    size_t refused = 0;

    (void)state;
    for (size_t i = 4; i < answer.length; i++)
        for (size_t c = 0; c < sizeof changes; c++) {
            answer.data[i] ^= changes[c];
            refused += take(answer.data, answer.length) != GOUJI_OK;
            answer.data[i] ^= changes[c];
        }
    assert_true(refused > 0);
    gj_buffer_free(&answer);
}

static void an_answer_with_something_behind_it_is_refused(void **state)
{
    gj_buffer answer = ask_about_the_draft();

    (void)state;
    gj_buffer_byte(&answer, '\0');
    assert_int_equal(take(answer.data, answer.length), GOUJI_FAILED_WORKER);
    gj_buffer_free(&answer);
}

/** The service believes no question, either. */
static void a_question_that_is_none_is_refused(void **state)
{
    static const char *const questions[] = {"", "\1", "\2", "\3", "\1\5zz"};
    gj_service *service = gj_service_new(false);

    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        gj_buffer answer = {0};
        gj_service_answer(service,
                          (gj_text){questions[i], strlen(questions[i])},
                          (gj_text){NULL, 0}, &answer);
        gj_cursor in = gj_cursor_of(gj_buffer_view(&answer));
        assert_int_equal(gj_get_u32(&in), GOUJI_FAILED_WORKER);
        gj_buffer_free(&answer);
    }
    gj_service_free(service);
}

static void a_library_of_another_version_is_told(void **state)
{
    gj_service *service = gj_service_new(false);
    gj_question opening = {0};
    gj_buffer answer = {0};
    gouji_error error;

    (void)state;
    ask_opening(&opening, "0.0.9");
    gj_service_answer(service, (gj_text){opening.data, opening.length},
                      (gj_text){NULL, 0}, &answer);
    gj_cursor in = gj_cursor_of(gj_buffer_view(&answer));
    assert_int_equal(gj_get_u32(&in), GOUJI_FAILED_WORKER);
    gj_note_read(&error, &in);
    assert_non_null(strstr(error.en, "libgouji is 0.0.9"));
    gj_service_free(service);
    gj_ask_free(&opening);
    gj_buffer_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_read),
        cmocka_unit_test(an_answer_that_is_cut_off_is_refused),
        cmocka_unit_test(an_answer_with_any_byte_changed_does_no_harm),
        cmocka_unit_test(an_answer_with_something_behind_it_is_refused),
        cmocka_unit_test(a_question_that_is_none_is_refused),
        cmocka_unit_test(a_library_of_another_version_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
