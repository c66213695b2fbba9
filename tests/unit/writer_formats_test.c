#include "unit/writing.h"

#include <malloc.h>

static void write_many(const gj_writer *writer, made *m)
{
    gj_skip skipped = {"b.json", GJ_WORDS("格式不明", "of no known form"),
                       false};
    gj_trouble trouble = {.what = GJ_TEXT("plugin"),
                          .file = GJ_TEXT("x.so"),
                          .rule = GJ_TEXT(""),
                          .words = GJ_WORDS("坏了", "is broken")};
    gj_summary summary = {.reports = 6000, .skipped = 6000};
    gj_writing writing = {.out = fopen("/dev/null", "w"), .fail_on = GJ_ERROR};
    size_t early = 0;

    assert_non_null(writing.out);
    void *state = writer->begin(&writing);
    for (int i = 0; i < 6000; i++) {
        char path[32];
        snprintf(path, sizeof path, "reports/%06d.json", i);
        m->result.path = gj_text_of(path);
        writer->result(state, &m->result);
        writer->skip(state, &skipped);
        writer->trouble(state, &trouble);
        if (i == 1000)
            early = mallinfo2().uordblks;
    }
    if (mallinfo2().uordblks > early + (size_t)256 * 1024)
        fail_msg("%s keeps more and more", writer->name);
    writer->end(state, &summary);
    fclose(writing.out);
}

static void no_writer_s_memory_grows_with_the_number_of_reports(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");

    add_balance(m);
    add_entry(m, false, "/unit", "是空的", "is blank");
    for (size_t i = 0; gj_writers[i] != NULL; i++)
        write_many(gj_writers[i], m);
    free_made(m);
    gj_form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_writer_s_memory_grows_with_the_number_of_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
