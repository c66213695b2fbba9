#include "engine/builtin.h"

const char gj_plugin_fault_rule[] = "engine/plugin-fault";

/** Most of these rules say what is wrong in the words of the failure itself,
    which comes in both languages. */
static const gj_message says_words = {sizeof(gj_message), 0, GJ_TEXT("failed"),
                                      GJ_WORDS("{zh}", "{en}")};
static const gj_message *const words_messages[] = {&says_words, NULL};

#define RULE(name, id_, title_zh, title_en, basis_zh, basis_en, about_zh,      \
             about_en, example_zh, example_en, remedy_zh, remedy_en)           \
    static const gj_rule name = {.size = sizeof(gj_rule),                      \
                                 .severity = GJ_ERROR,                         \
                                 .id = GJ_TEXT(id_),                           \
                                 .title = GJ_WORDS(title_zh, title_en),        \
                                 .basis = GJ_WORDS(basis_zh, basis_en),        \
                                 .about = GJ_WORDS(about_zh, about_en),        \
                                 .example = GJ_WORDS(example_zh, example_en),  \
                                 .remedy = GJ_WORDS(remedy_zh, remedy_en),     \
                                 .messages = words_messages}

/* ---------------------------------------------------------------- inputs */

RULE(unreadable, "unreadable", "文件可以读取", "the file can be read",
     "每个点名的文件都要有结果", "every file that is named gets a result",
     "检查文件是否存在、可读，且是普通文件。",
     "The file must exist, be readable, and be a regular file or a pipe.",
     "文件的权限不允许当前用户读取。",
     "The file's permissions do not let the current user read it.",
     "核对文件名与权限，再试一次。", "Check its name and permissions.");
static const gj_rule *const input_rules[] = {&unreadable, NULL};
static const gj_plugin input = {.size = sizeof(gj_plugin),
                                .name = GJ_TEXT("input"),
                                .version = GJ_TEXT(GJ_VERSION),
                                .title = GJ_WORDS("输入", "Inputs"),
                                .rules = input_rules};

/* ------------------------------------------------------------- documents */

RULE(syntax, "syntax", "文件是合法的 JSON", "the file is sound JSON",
     "RFC 8259", "RFC 8259",
     "报告须是完整、合法的 JSON；多余的逗号、注释、单引号和全角标点都不允许。",
     "A report must be complete, sound JSON: no trailing commas, no comments, "
     "no single quotes, no full-width punctuation.",
     "文件传输中断，末尾缺少右花括号。",
     "A transfer was cut off and the closing brace is missing.",
     "到所指的行列改正；若文件不完整，请重新导出。",
     "Mend the place named; export the file again if it is incomplete.");
RULE(encoding, "encoding", "文件以 UTF-8 编码", "the file is UTF-8",
     "RFC 8259 第 8.1 节", "RFC 8259, section 8.1",
     "报告须以 UTF-8 编码，可带字节顺序标记。",
     "A report must be UTF-8; a byte order mark is accepted.",
     "在旧版办公软件中另存为 GB18030。",
     "It was saved as GB18030 by an old desktop program.",
     "用 iconv -f GB18030 -t UTF-8 转换，或另存为 UTF-8。",
     "Convert it with iconv -f GB18030 -t UTF-8, or save it as UTF-8.");
RULE(duplicate, "duplicate-key", "对象中没有重复的键",
     "no object has a key twice", "RFC 8259 第 4 节", "RFC 8259, section 4",
     "同一对象中同一键出现两次，不同的程序会取不同的值，因此拒绝。",
     "Where a key stands twice, programs differ in which value they take.",
     "复制一栏后忘了改键名。", "A column was copied and its key not changed.",
     "删去或改名其中一个。", "Remove or rename one of them.");
RULE(limit, "limit", "文件在规模限制之内", "the file is within the limits",
     "命令行选项 --max-bytes、--max-depth、--max-nodes",
     "the options --max-bytes, --max-depth, --max-nodes",
     "限制文件大小、嵌套层数和值的个数，以防异常输入拖垮程序。",
     "Size, depth and number of values are limited, so that no input can "
     "exhaust the machine.",
     "文件嵌套了一万层方括号。", "A file nests ten thousand brackets.",
     "确认文件是年度报告；确有需要时放宽选项。",
     "Make sure that it is an annual report; raise the option if it is.");
RULE(empty, "empty", "文件不为空", "the file is not empty", "RFC 8259",
     "RFC 8259", "文件里要有一份报告。", "There must be a report in the file.",
     "导出失败，留下 0 字节的文件。",
     "An export failed and left a file of no bytes.", "重新导出。",
     "Export it again.");
static const gj_rule *const document_rules[] = {&syntax, &encoding, &duplicate,
                                                &limit,  &empty,    NULL};
static const gj_plugin document = {.size = sizeof(gj_plugin),
                                   .name = GJ_TEXT("document"),
                                   .version = GJ_TEXT(GJ_VERSION),
                                   .title = GJ_WORDS("文档", "Documents"),
                                   .rules = document_rules};

/* ----------------------------------------------------------------- forms */

RULE(unknown_form, "unknown-form", "报告属于已知的表样",
     "the report is of a known form", "各表样的 form.json",
     "the forms' form.json",
     "按各表样声明的条件识别报告；都不符合，或同样符合两个，就无法检查。",
     "A report is recognised by the conditions that each form declares; where "
     "none fits, or two fit equally well, nothing can be checked.",
     "“form”写成了 zfxxgk-2012。", "\"form\" says zfxxgk-2012.",
     "改正“form”，或用 --form 指定表样；gouji forms 列出全部表样。",
     "Correct \"form\", or name one with --form; gouji forms lists them.");
RULE(unusable, "unusable", "报告的表样可以使用",
     "the report's form can be used", "表样文件夹", "the form's folder",
     "表样或其规则集有误时，属于它的报告不作检查。",
     "Where a form or a ruleset of it is at fault, its reports are not "
     "checked.",
     "规则集中有一条算式少了右括号。",
     "An expression of the ruleset lacks a closing parenthesis.",
     "先改正表样，再检查。", "Mend the form first.");
static const gj_rule *const form_rules[] = {&unknown_form, &unusable, NULL};
static const gj_plugin form = {.size = sizeof(gj_plugin),
                               .name = GJ_TEXT("form"),
                               .version = GJ_TEXT(GJ_VERSION),
                               .title = GJ_WORDS("表样", "Forms"),
                               .rules = form_rules};

/* ---------------------------------------------------------------- engine */

static const gj_message plugin_fault_message = {
    sizeof(gj_message), 0, GJ_TEXT("failed"),
    GJ_WORDS("规则 {rule} 的插件出错，未能作出的判断不计为通过：{zh}。",
             "the plugin of rule {rule} misbehaved; what it did not judge "
             "does not count as held: {en}.")};
static const gj_message switched_off_message = {
    sizeof(gj_message), 0, GJ_TEXT("switched-off"),
    GJ_WORDS(
        "插件 {rule} 多次出错，已在本次检查中停用；它的规则没有检查本报告。",
        "plugin {rule} was switched off after too many faults; its rules "
        "did not check this report.")};
static const gj_message *const plugin_fault_messages[] = {
    &plugin_fault_message, &switched_off_message, NULL};
static const gj_rule plugin_fault = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("plugin-fault"),
    .title = GJ_WORDS("插件对每一处都作出一次判断",
                      "the plugin judges every place once"),
    .basis = GJ_WORDS("插件接口 gouji/plugin.h", "the ABI, gouji/plugin.h"),
    .about =
        GJ_WORDS("插件漏判、重判、给出不合要求的结果，或在检查时崩溃、超时、"
                 "超出内存、调用禁止的系统调用，均如实报告。",
                 "A plugin that leaves a place out, judges it twice, says "
                 "something unsound, crashes, takes too long or too much "
                 "memory, or calls what is forbidden is reported."),
    .example = GJ_WORDS("规则声明 7 处，只判断了 6 处。",
                        "A rule declares seven places and judges six."),
    .remedy = GJ_WORDS("请插件作者改正；可先用 --no-rule 停用该规则。",
                       "Ask the plugin's author; --no-rule leaves it out."),
    .messages = plugin_fault_messages};
static const gj_rule *const engine_rules[] = {&plugin_fault, NULL};
static const gj_plugin engine = {.size = sizeof(gj_plugin),
                                 .name = GJ_TEXT("engine"),
                                 .version = GJ_TEXT(GJ_VERSION),
                                 .title = GJ_WORDS("引擎", "Engine"),
                                 .rules = engine_rules};

void gj_builtin_add(gj_plugins *plugins)
{
    gj_plugins_add_builtin(plugins, &input);
    gj_plugins_add_builtin(plugins, &document);
    gj_plugins_add_builtin(plugins, &form);
    gj_plugins_add_builtin(plugins, &engine);
}

const char *gj_builtin_rule(gj_status status)
{
    switch (status) {
    case GJ_FAILED_SYNTAX:
        return "document/syntax";
    case GJ_FAILED_ENCODING:
        return "document/encoding";
    case GJ_FAILED_DUPLICATE:
        return "document/duplicate-key";
    case GJ_FAILED_LIMIT:
    case GJ_FAILED_MEMORY:
        return "document/limit";
    case GJ_FAILED_EMPTY:
        return "document/empty";
    case GJ_FAILED_FORM:
        return "form/unknown-form";
    case GJ_FAILED_DATA:
        return "form/unusable";
    default:
        return "input/unreadable";
    }
}
