/* gouji rules check RULESET.json: contradictions, rules that never apply, rules
 * that follow from others, and the cells of the form that no rule looks at. */
#include "cli/rules.h"

#include <stdlib.h>

#include "writer/terminal.h"

/** The plugin whose data rulesets are. */
static const gj_text owner = GJ_TEXT("equations");

/* ---------------------------------------------------------------- coverage */

static char mark_of(uint8_t looks)
{
    static const char marks[] = {'.', '-', '#'};
    return marks[gj_look_of(looks)];
}

static void print_name(const gj_shape *shape, uint32_t cell,
                       gj_language language)
{
    gj_buffer pointer = {0};
    gj_buffer name = {0};

    gj_shape_pointer(shape, cell, &pointer);
    gj_form_name(shape->form, gj_buffer_view(&pointer), language, &name);
    printf("  %s  %s\n", name.data, pointer.data);
    gj_buffer_free(&pointer);
    gj_buffer_free(&name);
}

/** One grid of the form: a character for each cell, rows as printed. */
static void print_grid(const gj_grid *grid, const gj_examination *examination,
                       gj_language language)
{
    gj_buffer line = {0};

    for (uint32_t row = 0; row < grid->row_count; row++) {
        const gj_item *item = &grid->block->rows.at[grid->rows[row].item];
        gj_buffer_clear(&line);
        gj_buffer_string(&line, "  ");
        for (uint32_t column = 0; column < grid->column_count; column++)
            gj_buffer_byte(
                &line,
                mark_of(examination->cells[grid->first +
                                           column * grid->row_count + row]));
        gj_buffer_string(&line, "  ");
        gj_item_words(gj_words_in(item->name, language),
                      grid->rows[row].element, &line);
        puts(line.data);
    }
    gj_buffer_free(&line);
}

static void print_coverage(const gj_shape *shape,
                           const gj_examination *examination,
                           gj_language language)
{
    uint32_t counts[3] = {0, 0, 0};
    const gj_table *table = NULL;

    puts(gj_say(language,
                "各单元格（# 与其他格比较，- 只单独检查，. 没有规则）：",
                "Cells (# compared with others, - judged alone, . by no "
                "rule):"));
    for (uint32_t i = 0; i < shape->grid_count; i++) {
        const gj_grid *grid = &shape->grids[i];
        if (grid->table != table)
            printf("%.*s\n",
                   GJ_PRINT(gj_words_in(grid->table->name, language)));
        table = grid->table;
        print_grid(grid, examination, language);
    }
    for (uint32_t cell = 0; cell < shape->cell_count; cell++)
        counts[gj_look_of(examination->cells[cell])]++;
    if (counts[GJ_LOOK_NONE] > 0)
        puts(gj_say(language, "没有规则的单元格：", "Cells by no rule:"));
    for (uint32_t cell = 0; cell < shape->cell_count; cell++)
        if (examination->cells[cell] == 0)
            print_name(shape, cell, language);
    if (language == GJ_ZH)
        printf("共 %u 格：%u 格与其他格比较，%u 格只单独检查，%u 格没有规则\n",
               shape->cell_count, counts[GJ_LOOK_TIED], counts[GJ_LOOK_ALONE],
               counts[GJ_LOOK_NONE]);
    else
        printf("%u cells: %u compared with others, %u judged alone, %u by no "
               "rule\n",
               shape->cell_count, counts[GJ_LOOK_TIED], counts[GJ_LOOK_ALONE],
               counts[GJ_LOOK_NONE]);
}

/* ---------------------------------------------------------------- the form */

static bool names_file(const gj_form *form, const char *file)
{
    char *wanted = realpath(file, NULL);
    bool found = false;

    for (uint32_t i = 0; i < form->datum_count && !found; i++) {
        char *own = realpath(form->data[i].file.data, NULL);
        found = wanted != NULL && own != NULL && strcmp(own, wanted) == 0;
        free(own);
    }
    free(wanted);
    return found;
}

/** The form that --form asks for, else the one that names the file, else the
    first one. */
static size_t choose_form(const gj_engine *engine, const char *file)
{
    if (engine->forced != 0)
        return engine->forced - 1;
    for (size_t i = 0; i < engine->forms.count; i++)
        if (names_file(engine->forms.at[i], file))
            return i;
    return 0;
}

static gj_status open_engine(gj_engine *engine, const gj_settings *settings,
                             size_t *form, gj_error *error)
{
    const char *file = settings->arguments[1];
    gj_engine_options options = gj_settings_options(settings);
    gj_status status = gj_engine_open_forms(engine, &options, error);

    if (status != GJ_OK)
        return status;
    *form = choose_form(engine, file);
    status = gj_form_replace_data(engine->forms.at[*form], owner, file, error);
    if (status == GJ_OK)
        status = gj_engine_open_plugins(engine, error);
    if (status == GJ_OK && engine->kits[*form + 1] == NULL) {
        *error = engine->broken[*form + 1];
        status = error->status;
    }
    return status;
}

/* ----------------------------------------------------------------- the run */

static int status_of(const gj_examination *examination, uint32_t fail_on)
{
    int status = GJ_EXIT_CLEAN;

    for (size_t i = 0; i < examination->count; i++)
        if (examination->remarks[i].weight >= fail_on)
            status = GJ_EXIT_FINDINGS;
    return status;
}

static void print_remarks(const gj_examination *examination,
                          const gj_settings *settings)
{
    for (size_t i = 0; i < examination->count; i++) {
        const gj_weighed *one = &examination->remarks[i];
        gj_text level = gj_level_word(one->weight, settings->language);
        printf("%s:%u:%u: %.*s %s\n", one->error.file, one->error.line,
               one->error.column, GJ_PRINT(level),
               one->error.words[settings->language]);
    }
    if (examination->count == 0)
        printf("%s: %s\n", settings->arguments[1],
               gj_say(settings->language, "没有发现问题", "nothing wrong"));
}

static gj_status check_format(const gj_settings *settings, gj_error *error)
{
    const char *format =
        settings->output_count > 0 ? settings->outputs[0].format : "text";

    if (settings->output_count > 0 && settings->outputs[0].file != NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "规则集的检查写到标准输出，不写到文件“%s”",
                       "the check of rules goes to standard output, not to a "
                       "file: \"%s\"",
                       settings->outputs[0].file);
    if (strcmp(format, "text") == 0 || strcmp(format, "html") == 0)
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_USAGE,
                   "规则集的检查没有格式“%s”；有 text、html",
                   "the check of rules has no format \"%s\"; there are text, "
                   "html",
                   format);
}

static void print(const gj_examination *examination, const gj_shape *shape,
                  const gj_settings *settings)
{
    if (settings->output_count > 0 &&
        strcmp(settings->outputs[0].format, "html") == 0) {
        gj_rules_page(shape, examination, settings->language);
    } else {
        print_remarks(examination, settings);
        print_coverage(shape, examination, settings->language);
    }
}

int gj_rules_check(gj_settings *settings)
{
    gj_engine engine = {0};
    gj_examination examination = {0};
    gj_error error = {0};
    gj_status status = GJ_OK;
    size_t form = 0;
    int exit_status = GJ_EXIT_USAGE;

    if (settings->argument_count != 2)
        status = gj_fail(&error, GJ_FAILED_USAGE,
                         "请给出一个规则集文件，例如 gouji rules check "
                         "office.json",
                         "name one ruleset, such as gouji rules check "
                         "office.json");
    if (status == GJ_OK)
        status = check_format(settings, &error);
    if (status == GJ_OK)
        status = open_engine(&engine, settings, &form, &error);
    if (status == GJ_OK)
        status = gj_kit_examine(&examination, engine.kits[form + 1], &error);
    if (status == GJ_OK) {
        print(&examination, gj_form_unit_shape(engine.forms.at[form]),
              settings);
        exit_status = status_of(&examination, settings->fail_on);
    } else {
        exit_status = gj_give_up(settings->language, &error);
    }
    gj_examination_free(&examination);
    gj_engine_close(&engine);
    return exit_status;
}
