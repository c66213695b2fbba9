/* The table of all options. */
#include "cli/settings.h"

const gj_option gj_options[] = {
    {GJ_OPTION_FORM, "form", "ID",
     GJ_WORDS("只用此表样（检查时不作识别）",
              "use this form only (check: take every report to be of it)"),
     "@form"},
    {GJ_OPTION_RULE, "rule", "PATTERN",
     GJ_WORDS("只用相符的规则，可重复；* 代表任意字符",
              "use the rules that match only; repeatable, * is any text"),
     "@rule"},
    {GJ_OPTION_NO_RULE, "no-rule", "PATTERN",
     GJ_WORDS("不用相符的规则，可重复",
              "leave out the rules that match; repeatable"),
     "@rule"},
    {GJ_OPTION_FORMAT, "format", "F[=FILE]",
     GJ_WORDS(
         "输出格式（check 的见 check --help；rules 有 text、json、markdown）；"
         "=FILE 写入文件，可重复",
         "output format (of check: see check --help; of rules: text, "
         "json, markdown); =FILE writes to a file; repeatable"),
     "@format"},
    {GJ_OPTION_FAIL_ON, "fail-on", "LEVEL",
     GJ_WORDS("从哪一级起退出状态为 1：error（默认）、warning、info、never",
              "from which severity on to exit with 1: error (default), "
              "warning, info, never"),
     "error warning info never"},
    {GJ_OPTION_STRICT, "strict", NULL,
     GJ_WORDS("有无法判断之处，或者一项都没有核对时，退出状态也为 1",
              "exit with 1 also where something could not be assessed, or "
              "nothing was checked"),
     NULL},
    {GJ_OPTION_TODAY, "today", "DATE",
     GJ_WORDS("检查日期 YYYY-MM-DD（默认今天，或 SOURCE_DATE_EPOCH）",
              "day of the check, YYYY-MM-DD (default today, or "
              "SOURCE_DATE_EPOCH)"),
     NULL},
    {GJ_OPTION_MAX_BYTES, "max-bytes", "N",
     GJ_WORDS("文件大小上限（默认 67108864）",
              "largest file in bytes (default 67108864)"),
     NULL},
    {GJ_OPTION_MAX_DEPTH, "max-depth", "N",
     GJ_WORDS("嵌套层数上限（默认 256）", "deepest nesting (default 256)"),
     NULL},
    {GJ_OPTION_MAX_NODES, "max-nodes", "N",
     GJ_WORDS("值与键的个数上限（默认 16000000）",
              "most values and keys (default 16000000)"),
     NULL},
    {GJ_OPTION_MAX_UNPACKED, "max-unpacked", "N",
     GJ_WORDS("一个压缩文件解压后的字节上限（默认 17179869184）",
              "most bytes that one compressed file may unpack to (default "
              "17179869184)"),
     NULL},
    {GJ_OPTION_MAX_RATIO, "max-ratio", "N",
     GJ_WORDS("压缩文件解压后最多为原大小的几倍（默认 200）",
              "most times its own size that a compressed file may unpack to "
              "(default 200)"),
     NULL},
    {GJ_OPTION_RESUME, "resume", "JOURNAL",
     GJ_WORDS("把每份报告的结果记入日志；检查若中断，用同样的命令从中断处继续",
              "write each result down in a journal; a run that was broken off "
              "is gone on with by the same command"),
     "@file"},
    {GJ_OPTION_WATCH, "watch", NULL,
     GJ_WORDS("文件每保存一次就重新检查，按 Ctrl-C 结束",
              "check again at each save, until Ctrl-C"),
     NULL},
    {GJ_OPTION_JOBS, "jobs", "N",
     GJ_WORDS("工作进程数（默认为处理器数）；0 在本进程内检查，不作任何隔离",
              "worker processes (default: one for each processor); 0 checks "
              "in this process, with nothing contained"),
     NULL},
    {GJ_OPTION_ISOLATE, "isolate", "WHAT",
     GJ_WORDS(
         "哪些插件单独占用进程：added（默认，程序自带的除外）、plugin（每个）",
         "which plugins run in processes of their own: added (default: "
         "those that did not come with the program), plugin (every one)"),
     "added plugin"},
    {GJ_OPTION_MAX_FAULTS, "max-faults", "N",
     GJ_WORDS("插件出错超过此数即在本次检查中停用（默认 10）",
              "faults after which a plugin is switched off for the run "
              "(default 10)"),
     NULL},
    {GJ_OPTION_RULE_TIMEOUT, "rule-timeout", "MS",
     GJ_WORDS("一条规则检查一份报告的处理器时间上限，毫秒（默认 10000）",
              "processor time for one rule on one report, in milliseconds "
              "(default 10000)"),
     NULL},
    {GJ_OPTION_MEMORY_LIMIT, "memory-limit", "MIB",
     GJ_WORDS("一个工作进程的内存上限，MiB（默认 512）",
              "memory of one worker process in MiB (default 512)"),
     NULL},
    {GJ_OPTION_PLUGIN_DIR, "plugin-dir", "DIR",
     GJ_WORDS("另从此文件夹加载插件，可重复（GOUJI_PLUGIN_PATH）",
              "load plugins from this folder too; repeatable "
              "(GOUJI_PLUGIN_PATH)"),
     "@folder"},
    {GJ_OPTION_FORM_DIR, "form-dir", "DIR",
     GJ_WORDS("另从此文件夹读取表样，可重复（GOUJI_FORM_PATH）",
              "read forms from this folder too; repeatable "
              "(GOUJI_FORM_PATH)"),
     "@folder"},
    {GJ_OPTION_CONFIG, "config", "FILE",
     GJ_WORDS("用这个配置文件（默认从当前文件夹向上找 gouji.json）",
              "use this configuration (default: gouji.json, looked for "
              "upwards from the working directory)"),
     "@file"},
    {GJ_OPTION_NO_CONFIG, "no-config", NULL,
     GJ_WORDS("不用配置文件", "use no configuration"), NULL},
    {GJ_OPTION_BASELINE, "baseline", "FILE",
     GJ_WORDS("只有这份基线以外的问题才算数（gouji baseline 写入它）",
              "only findings that are not in this baseline count (gouji "
              "baseline writes it)"),
     "@file"},
    {GJ_OPTION_SCHEMA, "schema", "SCHEMA",
     GJ_WORDS("用这个 JSON Schema 检查", "the JSON Schema to check with"),
     "@file"},
    {GJ_OPTION_SCHEMA_DIR, "schema-dir", "DIR",
     GJ_WORDS("模式的引用可指向此文件夹中的文件，可重复",
              "references may lead to the schemas in this folder; "
              "repeatable"),
     "@folder"},
    {GJ_OPTION_FORMAT_ASSERTION, "format-assertion", NULL,
     GJ_WORDS("“format”不符也算错误", "what is not of its \"format\" fails"),
     NULL},
    {GJ_OPTION_ACCEPT, "accept", NULL,
     GJ_WORDS("把这次的结果写成用例的预期，写后请自己核对",
              "write what was found down as what is expected, to be read "
              "before it is believed"),
     NULL},
    {GJ_OPTION_SEAL, "seal", NULL,
     GJ_WORDS("从头核对每个表样的文件，无误的列出验讫摘要",
              "look for faults in all files of each form, and print the seal "
              "of those without"),
     NULL},
    {GJ_OPTION_WRITTEN_IN, "lang", "c|c++|rust",
     GJ_WORDS("插件用什么语言写（默认 c）",
              "language that the plugin is written in (default c)"),
     "c c++ rust zh en"},
    {GJ_OPTION_LANG, "lang", "zh|en",
     GJ_WORDS("输出语言（默认随系统）",
              "language of the output (default from the locale)"),
     "zh en"},
    {GJ_OPTION_COLOR, "color", "WHEN",
     GJ_WORDS("颜色：auto（默认，仅终端）、always、never",
              "colour: auto (default, terminals only), always, never"),
     "auto always never"},
    {GJ_OPTION_HELP, "help", NULL, GJ_WORDS("显示帮助", "show this help"),
     NULL},
    {.name = NULL}};

const gj_option *gj_option_find(int id)
{
    const gj_option *option = gj_options;

    while (option->id != id)
        option++;
    return option;
}

char gj_option_letter(int id)
{
    return id == GJ_OPTION_JOBS ? 'j' : '\0';
}

const gj_verb *gj_verb_find(const gj_command *command, const char *name)
{
    const gj_verb *verb = command->verbs;

    while (verb != NULL && verb->name != NULL && strcmp(verb->name, name) != 0)
        verb++;
    return verb != NULL && verb->name != NULL ? verb : NULL;
}
