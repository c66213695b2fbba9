/* Bytes from files. */
#include "unit/reading.h"

#include <sys/stat.h>
#include <unistd.h>

#include "document/input.h"

static char folder[] = P_tmpdir "/gouji-input-XXXXXX";

static const char *path_of(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int make_files(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return 1;
    FILE *file = fopen(path_of("large"), "w");
    if (file == NULL)
        return 1;
    for (int i = 0; i < 200000; i++)
        fputc('a' + i % 26, file);
    fclose(file);
    file = fopen(path_of("empty"), "w");
    return file == NULL ? 1 : fclose(file);
}

static int remove_files(void **state)
{
    (void)state;
    unlink(path_of("large"));
    unlink(path_of("empty"));
    return rmdir(folder);
}

static void reads_files_whole_and_padded(void **state)
{
    gj_buffer bytes = {0};
    gj_error error = {0};
    (void)state;

    for (int i = 0; i < 2; i++) {
        assert_int_equal(gj_input_read(&bytes, path_of("large"), 0, &error),
                         GJ_OK);
        assert_int_equal(bytes.length, 200000);
        assert_int_equal(bytes.data[199999], 'a' + 199999 % 26);
        for (int at = 0; at < GJ_PADDING; at++)
            assert_int_equal(bytes.data[200000 + at], 0);
        assert_int_equal(gj_input_read(&bytes, path_of("empty"), 0, &error),
                         GJ_OK);
        assert_int_equal(bytes.length, 0);
        assert_true(bytes.room >= GJ_PADDING);
    }
    gj_buffer_free(&bytes);
}

static void assert_not_read(const char *path, size_t limit, gj_status status,
                            const char *en)
{
    gj_buffer bytes = {0};
    gj_error error = {0};

    assert_int_equal(gj_input_read(&bytes, path, limit, &error), status);
    assert_int_equal(error.status, status);
    assert_string_equal(error.file, path);
    if (strstr(error.words[GJ_EN], en) == NULL)
        fail_msg("%s", error.words[GJ_EN]);
    assert_true(error.words[GJ_ZH][0] != '\0');
    gj_buffer_free(&bytes);
}

static void says_why_a_file_cannot_be_read(void **state)
{
    (void)state;
    assert_not_read(path_of("missing"), 0, GJ_FAILED_FILE, "No such file");
    assert_not_read(folder, 0, GJ_FAILED_FILE, "a folder");
    assert_not_read("/dev/zero", 0, GJ_FAILED_FILE, "a device");
    assert_not_read(path_of("large"), 199999, GJ_FAILED_LIMIT,
                    "limit of 199999 bytes");
}

static void reads_up_to_the_limit(void **state)
{
    gj_buffer bytes = {0};
    (void)state;
    assert_int_equal(gj_input_read(&bytes, path_of("large"), 200000, NULL),
                     GJ_OK);
    gj_buffer_free(&bytes);
}

static void reads_a_pipe_as_standard_input(void **state)
{
    int ends[2];
    int saved = dup(STDIN_FILENO);
    gj_buffer bytes = {0};
    (void)state;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "[1]", 3), 3);
    close(ends[1]);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    assert_int_equal(gj_input_read(&bytes, "-", 0, NULL), GJ_OK);
    assert_text(gj_buffer_view(&bytes), "[1]");
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    gj_buffer_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_files_whole_and_padded),
        cmocka_unit_test(says_why_a_file_cannot_be_read),
        cmocka_unit_test(reads_up_to_the_limit),
        cmocka_unit_test(reads_a_pipe_as_standard_input),
    };
    return cmocka_run_group_tests_name("document: input", tests, make_files,
                                       remove_files);
}
