/* gouji/plugin.h: what a rule plugin and its host say to one another.
 *
 * A plugin is a shared object that exports one constant data symbol,
 * gouji_plugin_v1, of type gj_plugin. It includes this header and nothing else
 * of gouji. A rule can be written from this header alone.
 *
 * TO BUILD AND TRY ONE (C11, C17, C23 or C++17; what this says is C)
 *     cc -std=c11 -shared -fPIC -fvisibility=hidden \
 *        $(pkg-config --cflags gouji-plugin) -o office.so office.c
 *     gouji plugin lint ./office.so
 *     gouji check --plugin-dir . --rule office/part-of-all report.json
 *   `gouji new-plugin office` writes a folder with a Makefile and with cases,
 *   which `gouji plugin test` runs. Here is all of a plugin, office.c:
 *
 *     #include <gouji/plugin.h>
 *
 *     static int32_t take(void *found, gj_text pointer, uint32_t cell)
 *     {
 *         (void)pointer;
 *         *(uint32_t *)found = cell;
 *         return 1;
 *     }
 *     static uint32_t find(const gj_check *check, gj_text pointer)
 *     {
 *         uint32_t cell = GJ_NO_CELL;
 *         check->host->match(check->host->shape(check->report), pointer,
 *                            take, &cell);
 *         return cell;
 *     }
 *     static uint32_t part_of(const gj_check *check)
 *     {
 *         return find(check,
 *                     (gj_text)GJ_TEXT("/requests/natural_person/new"));
 *     }
 *     static uint32_t all_of(const gj_check *check)
 *     {
 *         return find(check, (gj_text)GJ_TEXT("/requests/total/new"));
 *     }
 *
 *     static uint32_t places(const gj_check *check)
 *     {
 *         return part_of(check) != GJ_NO_CELL && all_of(check) != GJ_NO_CELL;
 *     }
 *     static int32_t judge(const gj_check *check)
 *     {
 *         const gj_cells *cells = check->host->cells(check->report);
 *         uint32_t part = part_of(check), all = all_of(check);
 *         gj_location spot = {.size = sizeof spot, .cell = part,
 *                             .role = GJ_ROLE_TERM, .side = GJ_SIDE_LEFT,
 *                             .coefficient = 1000000};
 *         gj_location other = {.size = sizeof other, .cell = all,
 *                              .role = GJ_ROLE_TERM, .side = GJ_SIDE_RIGHT,
 *                              .coefficient = 1000000};
 *         const gj_location *related[] = {&spot, &other, NULL};
 *         gj_argument number = {.size = sizeof number,
 *                               .type = GJ_ARGUMENT_INTEGER,
 *                               .name = GJ_TEXT("part"),
 *                               .integer = cells->values[part] / 1000000};
 *         const gj_argument *arguments[] = {&number, NULL};
 *         gj_finding finding = {.size = sizeof finding,
 *                               .message = GJ_TEXT("more"),
 *                               .arguments = arguments, .primary = &spot,
 *                               .related = related};
 *
 *         if (cells->states[part] != GJ_CELL_NUMBER ||
 *             cells->states[all] != GJ_CELL_NUMBER) {
 *             finding.message = (gj_text)GJ_TEXT("blank");
 *             spot.role = other.role = GJ_ROLE_OPEN;
 *             check->host->not_assessable(check->sink, &finding);
 *         } else if (cells->values[part] > cells->values[all]) {
 *             check->host->failed(check->sink, &finding);
 *         } else {
 *             check->host->held(check->sink, 0, 1);
 *         }
 *         return 0;
 *     }
 *
 *     static const gj_message more = {
 *         sizeof more, 0, GJ_TEXT("more"),
 *         GJ_WORDS("自然人有 {part} 件，多于总计。",
 *                  "{part} from natural persons are more than the total.")};
 *     static const gj_message blank = {
 *         sizeof blank, 0, GJ_TEXT("blank"),
 *         GJ_WORDS("有一格没有填数。", "One of the cells holds no number.")};
 *     static const gj_message *const messages[] = {&more, &blank, NULL};
 *
 *     static const gj_rule part_of_all = {
 *         .size = sizeof part_of_all, .severity = GJ_ERROR,
 *         .id = GJ_TEXT("part-of-all"),
 *         .title = GJ_WORDS("自然人的申请不多于总计",
 *                           "Natural persons have no more than the total"),
 *         .basis = GJ_WORDS("表三", "Table 3"),
 *         .about = GJ_WORDS("总计包含自然人。",
 *                           "The total includes natural persons."),
 *         .example = GJ_WORDS("自然人 9 件，总计 4 件。",
 *                             "9 from natural persons, 4 in all."),
 *         .remedy = GJ_WORDS("核对两格。", "Check both cells."),
 *         .messages = messages, .places = places, .check = judge};
 *     static const gj_rule *const rules[] = {&part_of_all, NULL};
 *
 *     GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
 *         .size = sizeof gouji_plugin_v1, .minor = GJ_ABI_MINOR,
 *         .name = GJ_TEXT("office"), .version = GJ_TEXT("1.0"),
 *         .title = GJ_WORDS("本机关的规则", "Rules of our office"),
 *         .rules = rules};
 *
 * THE LIFE OF A PLUGIN
 *   1. The host reads gouji_plugin_v1: no code of the plugin has run.
 *   2. open() once for each form that the host knows, also for one whose
 *      form.json does not mention the plugin. It may register rules that come
 *      from the form's data files.
 *   3. For each report and each rule of its form: places(), then, where the
 *      rule is selected and there are places, check().
 *   4. close() once for each open() that succeeded.
 *
 * WORDS
 *   form     a kind of annual report: its cells, their names, its data files
 *   report   one document that was recognised as being of a form
 *   cell     a number of the report that has a name and a JSON Pointer: in
 *            {"requests": {"total": {"new": 3}}} it is /requests/total/new.
 *            All of a form's are those of any of its reports; `gouji forms`
 *            says in which folder the form, with its layout.json, is
 *   rule     a statement that can be judged on one report
 *   place    one spot at which a rule is judged; places count from 0
 *   verdict  held, failed, or not assessable: exactly one for each place
 *   finding  what is said about a place that failed
 *
 * RULES THAT HOLD EVERYWHERE
 *   - Threads: the host calls a plugin from one thread at a time.
 *   - Work: a plugin computes, and does nothing else. While it is loaded and
 *     opened it may read files, but what belongs to a form comes through
 *     form_data(). From then on it opens, writes, starts and waits for
 *     nothing, and what it prints goes nowhere. One that crashes, exits, calls
 *     what is forbidden, or takes more time or memory than a run allows
 *     (--rule-timeout, --memory-limit) is named, and costs its own rule on that
 *     report. What it does in close() costs no result, and is told.
 *   - Memory: nothing allocated on one side is freed on the other. What the
 *     host lends stays valid until the callback returns, if nothing longer
 *     is said. What a plugin hands to the host is copied before the call
 *     returns.
 *   - Text is UTF-8 with a length. It need not end in a zero byte and may
 *     contain one.
 *   - Numbers are exact. Amounts are 64-bit counts of millionths: the value
 *     2.5 is 2500000.
 *   - Every struct that crosses begins with its size and grows only at its
 *     end; arrays of structs are NULL-terminated arrays of pointers. gj_text,
 *     gj_words and gj_value are passed by value and never change.
 *   - What was appended after version 1.0 says so: [since 1.1]. Of a struct
 *     that a plugin hands over, a host takes as much as it knows and reads
 *     what is missing as zero; so a field that was appended means nothing new
 *     when it is zero. Of what a host hands over (gj_host, gj_values, gj_cells,
 *     gj_check, gj_opening), a plugin compares `size` with offsetof() before
 *     it uses what was appended, or sets needs_minor.
 *   - Identifiers, keys and names begin with a lower-case letter and have at
 *     most 64 characters.
 *   - Who may call a function stands behind it in brackets. The plugin calls
 *     the host's from within its callbacks: [open]; [check], which is
 *     places(), check() and ties(); [judge], which is check() alone; [ties];
 *     [examine]; or [any], which is each of these, but not close(). The
 *     plugin's own callbacks are called by the host: [host].
 *   - No function of the host fails for an absent value, an unknown name or an
 *     index that is too high: each says what it returns then. Handles must be
 *     the host's own, of this callback or of one that lives longer.
 */
#ifndef GOUJI_PLUGIN_H
#define GOUJI_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Major version of this contract. It is part of the exported symbol's name,
    and grows when something is no longer as it was. */
#define GJ_ABI_MAJOR 1
/** Minor version of this contract. It grows when something is appended. */
#define GJ_ABI_MINOR 1

/* ------------------------------------------------------------------ text */

/** UTF-8 text that is lent: whoever gives it says how long it lives. */
typedef struct gj_text {
    /** Its first byte; no zero byte need follow its last. May be NULL when
        length is 0. Lives as long as the text is lent. */
    const char *data;
    /** Number of bytes. */
    uint64_t length;
} gj_text;

/** The same sentence in Chinese and in English. Lives as its two texts do. What
    is shown as it is (all words of rules, messages and parameters, and a
    plugin's version) has no control characters, which line ends and tabs are,
    nor such as turn the direction of text, and at most 16384 bytes; a plugin's
    version and title have at most 1024. */
typedef struct gj_words {
    /** In Chinese, simplified. */
    gj_text zh;
    /** In English. */
    gj_text en;
} gj_words;

/** Initialiser of a gj_text, from a string literal, and as constant as that. As
    a value in an expression: (gj_text)GJ_TEXT("level"). */
#define GJ_TEXT(literal)                                                       \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }
/** Initialiser of a gj_words, from two string literals. */
#define GJ_WORDS(zh, en)                                                       \
    {                                                                          \
        GJ_TEXT(zh), GJ_TEXT(en)                                               \
    }

/* ---------------------------------------------------------------- values */

/** A value of a JSON document: an opaque handle of two words, to be copied
    freely. {NULL, 0} is the absent value; every accessor accepts it. Lives as
    long as its document: a report until the callback returns, a data file of
    the form until close(). */
typedef struct gj_value {
    /** The host's own: its document. NULL for the absent value. Lives as long
        as the document. */
    const void *owner;
    /** The host's own: an index in the document. */
    uint64_t node;
} gj_value;

/** What a value is. */
enum {
    /** There is none. */
    GJ_ABSENT = 0,
    /** null. */
    GJ_NULL = 1,
    /** false. */
    GJ_FALSE = 2,
    /** true. */
    GJ_TRUE = 3,
    /** A number, of any size: see number() and decimal(). */
    GJ_NUMBER = 4,
    /** A string: see text(). */
    GJ_STRING = 5,
    /** An array: see first() and next(). */
    GJ_ARRAY = 6,
    /** An object: see first(), next(), key() and member(). */
    GJ_OBJECT = 7
};

/** How reading a number as millionths went. */
enum {
    /** It was read, exactly. */
    GJ_DECIMAL_OK = 0,
    /** Not a number. */
    GJ_DECIMAL_TYPE = 1,
    /** Beyond what 64 bits hold in millionths. */
    GJ_DECIMAL_RANGE = 2,
    /** More than six decimal places. */
    GJ_DECIMAL_INEXACT = 3
};

/** Accessors of values, a part of gj_host. What they give lives as long as the
    document of the value that they are given. */
typedef struct gj_values {
    /** Bytes of this table in this host: how far it reaches. */
    uint32_t size;
    /** 0. */
    uint32_t reserved;
    /** One of GJ_ABSENT … GJ_OBJECT. [any] */
    uint32_t (*type)(gj_value value);
    /** Number of elements or members; 0 for what is no container. [any] */
    uint32_t (*count)(gj_value container);
    /** First element, or the value of the first member; absent if none.
        [any] */
    gj_value (*first)(gj_value container);
    /** The element or member value behind this one; absent after the last.
        Only for handles got from first() or next(). [any] */
    gj_value (*next)(gj_value child);
    /** Key of a member got from first() or next(), decoded; empty for
        elements. [any] */
    gj_text (*key)(gj_value member);
    /** Member of an object by its decoded key; absent if there is none.
        [any] */
    gj_value (*member)(gj_value object, gj_text key);
    /** Value below `root` at a JSON Pointer (RFC 6901); absent if none, or
        where the pointer is not sound. [any] */
    gj_value (*at)(gj_value root, gj_text pointer);
    /** Decoded text of a string; {NULL, 0} for what is no string. [any] */
    gj_text (*text)(gj_value string);
    /** A number as it was written; {NULL, 0} for what is no number. [any] */
    gj_text (*number)(gj_value number);
    /** A number in millionths; returns GJ_DECIMAL_…, and leaves *millionths
        alone where that is not GJ_DECIMAL_OK. [any] */
    uint32_t (*decimal)(gj_value number, int64_t *millionths);

    /** Number of the skeleton of the value's document: of all that is no
        number, string, true, false or null in it. In two documents with the
        same number the same keys and containers stand in the same order, and
        a handle of the one with the owner of the other is the value at the
        same place; so what a rule found out about the keys of one need not be
        looked for in the other. 0 where it is not known: the reader knows
        only what came several times. [any] [since 1.1] */
    uint64_t (*skeleton)(gj_value value);
} gj_values;

/* ----------------------------------------------------------------- cells */

/** A form as instantiated for given array lengths: which cells there are. Two
    reports with the same shape have the same cells in the same order. A form
    without arrays has exactly one shape. Lives until the callback returns; the
    shape in gj_opening lives until close(). */
typedef struct gj_shape gj_shape;

/** No cell: where an index of a cell is expected. */
#define GJ_NO_CELL UINT32_MAX

/** State of a cell in one report. */
enum {
    /** Holds a number; its value is in values[]. */
    GJ_CELL_NUMBER = 0,
    /** null: an unknown number of at least 0. */
    GJ_CELL_BLANK = 1,
    /** Not in the report at all. */
    GJ_CELL_ABSENT = 2,
    /** No number, or one that is out of range: reported by the host. */
    GJ_CELL_INVALID = 3
};

/** What a cell counts. */
enum {
    /** Whole things: a blank stands for 0, 1, 2, … */
    GJ_CELL_COUNT = 0,
    /** An amount with up to six decimals: a blank stands for 0, 0.000001, … */
    GJ_CELL_AMOUNT = 1
};

/** The cells of one report. Indexes are the shape's. Every array has `count`
    elements and lives until the callback returns. */
typedef struct gj_cells {
    /** Bytes of this struct in this host. */
    uint32_t size;
    /** Number of cells; 0 for a form without any. */
    uint32_t count;
    /** How many cells are not GJ_CELL_NUMBER. */
    uint32_t open_count;
    /** 0. */
    uint32_t reserved;
    /** Millionths; 0 where the state is not GJ_CELL_NUMBER. */
    const int64_t *values;
    /** GJ_CELL_NUMBER … GJ_CELL_INVALID. */
    const uint8_t *states;
    /** GJ_CELL_COUNT or GJ_CELL_AMOUNT; the same for all of a shape. */
    const uint8_t *kinds;
} gj_cells;

/** Receives one match of a pattern: the pointer (valid during the call) and
    its cell, or GJ_NO_CELL where the pointer leads to a group of cells.
    Returns 0 to go on; anything else ends the search. `context` is what match()
    was given. Called by the host, within match(). [host] */
typedef int32_t gj_match(void *context, gj_text pointer, uint32_t cell);

/* --------------------------------------------------------------- reports */

/** One report under check. Lives until the callback returns. */
typedef struct gj_report gj_report;
/** A form. Lives from open() to close(). */
typedef struct gj_form gj_form;
/** Where open() registers rules and reports faults of data files. Lives until
    open() returns. */
typedef struct gj_registry gj_registry;
/** Where check() gives its verdicts, and ties() its terms. Lives until that
    callback returns. */
typedef struct gj_sink gj_sink;

/** One rule: see below. */
typedef struct gj_rule gj_rule;
/** What is wrong with a data file: see below. */
typedef struct gj_fault gj_fault;
/** What is said about one place: see below. */
typedef struct gj_finding gj_finding;

/** No text: where a number of one that form.json names is expected. */
#define GJ_NO_TEXT UINT32_MAX

/** Everything the host does for a plugin. Lives from open() to close(), and
    for a plugin without open() until the callback returns. */
typedef struct gj_host {
    /** Bytes of this table in this host: how far it reaches. A plugin that can
        do without a later function compares size with offsetof() before it
        uses it. */
    uint32_t size;
    /** The host's GJ_ABI_MINOR. */
    uint32_t minor;
    /** Accessors of values. */
    const gj_values *values;

    /** Identifier of a form, such as "zfxxgk-2021". Lives until close().
        [any] */
    gj_text (*form_id)(const gj_form *form);
    /** Root of the index-th data file that the form names for this plugin;
        absent after the last. Lives until close(). [open] */
    gj_value (*form_data)(const gj_registry *registry, uint32_t index);
    /** The members that form.json gives for a named set of pointer parts,
        as an array of strings; absent if it names no such set. Lives until
        close(). [any] */
    gj_value (*form_set)(const gj_form *form, gj_text name);
    /** 1 where form.json names this text (see named()), else 0. [any] */
    uint32_t (*form_names)(const gj_form *form, gj_text name);

    /** Calls `match` for each pointer of the shape that the pattern covers,
        in the form's order, and returns how many there were. A pattern is a
        JSON Pointer in which a part may be `*` (any member or element) or
        `@name` (each member of that set of the form). Members without cells
        below them are not covered, and a pattern that is not sound covers
        nothing: 0. `match` may be NULL. [any] */
    uint32_t (*match)(const gj_shape *shape, gj_text pattern, gj_match *match,
                      void *context);
    /** Number that is different for different shapes of one form, and never
        used again for another; never 0. [any] */
    uint64_t (*shape_id)(const gj_shape *shape);

    /** The report's shape, never NULL. Lives until the callback returns.
        [check] */
    const gj_shape *(*shape)(const gj_report *report);
    /** The report's cells, never NULL. Lives until the callback returns.
        [check] */
    const gj_cells *(*cells)(const gj_report *report);
    /** The report's root value, never absent. Lives until the callback
        returns. [check] */
    gj_value (*root)(const gj_report *report);
    /** The year that the report is about; 0 if it has none. [check] */
    int64_t (*year)(const gj_report *report);
    /** A value that form.json names under "texts", such as "kind" or
        "published_on", of whatever type stands there; absent where the form
        names none or the report has none. Lives until the callback returns.
        [check] */
    gj_value (*named)(const gj_report *report, gj_text name);
    /** The day of the check, as YYYYMMDD, never 0; does not change during a
        run. [check] */
    uint32_t (*today)(const gj_report *report);

    /** Adds a rule. Everything but `data` and the functions is copied.
        Returns 0, or 1 where the rule was refused (its identifier is taken or
        malformed, a text is missing, or there are more than 10000 rules): the
        host has noted why, and the plugin will be refused whatever open()
        returns. [open] */
    int32_t (*add_rule)(gj_registry *registry, const gj_rule *rule);
    /** Says what is wrong with a data file, and where; it is copied. The form
        cannot be used then, whatever open() returns; the first fault is shown.
        [open] */
    void (*fault)(gj_registry *registry, const gj_fault *fault);

    /** Value of a declared parameter of the rule under check, after the
        configuration and the default. One that was not declared, or not as a
        text, gives {NULL, 0}. Lives until check() returns. [judge] */
    gj_text (*parameter_text)(const gj_sink *sink, gj_text name);
    /** The same for a whole number: the number itself, not millionths. One
        that was not declared, or not as an integer, gives 0. [judge] */
    int64_t (*parameter_integer)(const gj_sink *sink, gj_text name);
    /** The same for a day of the year: month * 100 + day. One that was not
        declared, or not as a day, gives 0. [judge] */
    uint32_t (*parameter_day)(const gj_sink *sink, gj_text name);

    /** Verdict "held" for `count` places from `place` on. A place that was not
        declared, or has a verdict, is a fault of the plugin. [judge] */
    void (*held)(gj_sink *sink, uint32_t place, uint32_t count);
    /** Verdict "failed" for the finding's place, with what is to be said,
        which is copied. A place may have several findings; one that cannot be
        taken (see gj_finding) is a fault of the plugin. [judge] */
    void (*failed)(gj_sink *sink, const gj_finding *finding);
    /** Verdict "not assessable" for the finding's place: why, and on account
        of which cells or texts; it is copied, and may be a fault as with
        failed(). [judge] */
    void (*not_assessable)(gj_sink *sink, const gj_finding *why);

    /** Number that is different for every report, and never used again for
        another; never 0: what several rules need of a report can be worked out
        once and kept under it. [check] [since 1.1] */
    uint64_t (*report_id)(const gj_report *report);

    /** Names one term of an equality that a place demands: its cell, the side
        it stands on (GJ_SIDE_LEFT or GJ_SIDE_RIGHT), and its coefficient in
        millionths; each cell once. A constant is a term without a cell:
        GJ_NO_CELL, and its value in millionths. Where a place demands several
        equalities at once, they are named one after the other, and `equality`
        counts them from 0. A cell that is not there, or another side, is a
        fault of the plugin. [ties] [since 1.1] */
    void (*term)(gj_sink *sink, uint32_t equality, uint32_t cell, uint32_t side,
                 int64_t coefficient);

    /** Says what is odd about the rules themselves, and where in a data file;
        `weight` is GJ_INFO … GJ_ERROR. [examine] [since 1.1] */
    void (*remark)(gj_registry *registry, uint32_t weight,
                   const gj_fault *remark);
    /** Says that a rule looks at a cell of the opening's shape: `tied` is 1
        where it is compared with other cells, 0 where it is judged alone.
        [examine] [since 1.1] */
    void (*touches)(gj_registry *registry, uint32_t cell, uint32_t tied);
    /** What a cell of a shape counts: GJ_CELL_COUNT or GJ_CELL_AMOUNT, as in
        gj_cells; GJ_CELL_COUNT for an index that is too high. [any]
        [since 1.1] */
    uint32_t (*kind)(const gj_shape *shape, uint32_t cell);

    /** Number of a text that form.json names, for text(); GJ_NO_TEXT where it
        names none. It stays the same until close(). [any] [since 1.1] */
    uint32_t (*form_text)(const gj_form *form, gj_text name);
    /** What named() gives for the text of that number, at once; absent for one
        that is too high. Lives until the callback returns. [check]
        [since 1.1] */
    gj_value (*text)(const gj_report *report, uint32_t number);
} gj_host;

/* ----------------------------------------------------------------- rules */

/** Weight of a finding. */
enum {
    /** Worth knowing. */
    GJ_INFO = 1,
    /** Probably wrong: look at it. */
    GJ_WARNING = 2,
    /** Wrong: the report cannot be published like this. */
    GJ_ERROR = 3
};

/** A sentence with holes: {name} stands for the argument of that name; {{ is a
    brace, and a } outside a hole is itself. Both languages use the same
    arguments; a hole without an argument is shown as it is written. Copied when
    its rule is taken; one with a malformed or repeated key, or words in one
    language only, makes the rule unsound and the plugin refused. */
typedef struct gj_message {
    /** sizeof(gj_message). */
    uint32_t size;
    /** 0. */
    uint32_t reserved;
    /** Unique within the rule: lower-case letters, digits, hyphens. */
    gj_text key;
    /** The sentence. */
    gj_words words;
} gj_message;

/** Type of a parameter. */
enum {
    /** Any text. */
    GJ_PARAMETER_TEXT = 1,
    /** A whole number in `initial`. */
    GJ_PARAMETER_INTEGER = 2,
    /** A day of the year, MM-DD. */
    GJ_PARAMETER_DAY = 3
};

/** What a user may set for a rule. Copied when its rule is taken; an `initial`
    that is not of the type, or no help, makes the rule unsound and the plugin
    refused. */
typedef struct gj_parameter {
    /** sizeof(gj_parameter). */
    uint32_t size;
    /** GJ_PARAMETER_TEXT, GJ_PARAMETER_INTEGER or GJ_PARAMETER_DAY. */
    uint32_t type;
    /** Unique within the rule: lower-case letters, digits, underscores. */
    gj_text name;
    /** Value when nobody sets it, written as in a configuration. */
    gj_text initial;
    /** What it does, in a line: shown by `gouji explain`. */
    gj_words help;
} gj_parameter;

/** What places(), check() and ties() are given. Lives until they return, and so
    does what it leads to, if nothing longer is said. */
typedef struct gj_check {
    /** Bytes of this struct in this host. */
    uint32_t size;
    /** 0. */
    uint32_t reserved;
    /** What the host can do, as in gj_opening. */
    const gj_host *host;
    /** The report to be judged. */
    const gj_report *report;
    /** What open() gave, or NULL; the plugin's own. */
    void *state;
    /** The rule's own `data`. */
    const void *data;
    /** Where verdicts and terms go. Only in check() and ties(); NULL in
        places(). */
    gj_sink *sink;
} gj_check;

/** One rule. All its words are required, in both languages. Everything is
    copied when the rule is taken, from gouji_plugin_v1 or in add_rule(), except
    `data` and the functions, which stay until close(). A rule that is not sound
    makes the plugin refused, with the reason. */
struct gj_rule {
    /** sizeof(gj_rule). */
    uint32_t size;
    /** GJ_INFO, GJ_WARNING or GJ_ERROR; users may change it. */
    uint32_t severity;
    /** Unique within the plugin: lower-case letters, digits, hyphens. Users
        see it as plugin/id. */
    gj_text id;
    /** One line: what is true of a report in which the rule holds. */
    gj_words title;
    /** The law or notice, and its article or item. */
    gj_words basis;
    /** What is checked and why: a sentence or two, shown by `gouji explain`,
        as are the next two. */
    gj_words about;
    /** An example that fails. */
    gj_words example;
    /** How to mend it. */
    gj_words remedy;
    /** NULL-terminated; every key that failed() and not_assessable() use. */
    const gj_message *const *messages;
    /** NULL-terminated, or NULL. */
    const gj_parameter *const *parameters;
    /** Handed back in gj_check; for rules made from data. May be NULL. */
    const void *data;
    /** Number of places in this report; 0 where the rule has nothing to say
        about it. Called also where the rule is not selected. NULL means always
        one. [host] */
    uint32_t (*places)(const gj_check *check);
    /** Judges every place once: held(), failed() or not_assessable(). A place
        left out counts as faulted. Called where there are places. Returns 0,
        or another number when the plugin could not do its work, which is
        reported as a fault of the plugin; verdicts already given stay. Never
        NULL. [host] */
    int32_t (*check)(const gj_check *check);
    /** Names the cells that a place ties together, with host->term(), where it
        demands equalities; names none where it does not. From the equalities
        that failed and those that held the host finds the cell that is most
        likely at fault. Called only for places that were judged held or
        failed, after check(), and only where places of a rule with ties()
        failed, so that a clean report pays nothing for it. Returns 0, or
        another number when the plugin could not do its work. NULL where the
        rule is no equality. [host] [since 1.1] */
    int32_t (*ties)(const gj_check *check, uint32_t place);
};

/* -------------------------------------------------------------- findings */

/** What a location is to the finding. What a host does not know is context to
    it. */
enum {
    /** A term of an equation or inequality as it is written: its cell, the side
        of the sign on which it stands, and its coefficient. Of 10 a <= b, a
        is left with 10000000, and b right with 1000000. */
    GJ_ROLE_TERM = 1,
    /** Something the finding leans on: a date, a sentence, a guard. */
    GJ_ROLE_CONTEXT = 2,
    /** A blank or missing cell on account of which nothing can be said. */
    GJ_ROLE_OPEN = 3,
    /** What asks for it: a keyword of a schema, an entry of a data file.
        [since 1.1] */
    GJ_ROLE_DEFINITION = 4
};

/** Side of an equation or inequality. */
enum {
    /** On neither: the location is no term. */
    GJ_SIDE_NONE = 0,
    /** Left of the sign. */
    GJ_SIDE_LEFT = 1,
    /** Right of it. */
    GJ_SIDE_RIGHT = 2
};

/** What is special about a location. */
enum {
    /** What stands there must not be repeated, such as personal data: the host
        takes `shown` for it wherever it would show or digest the value. */
    GJ_LOCATION_SECRET = 1,
    /** `value` is a member of an object, and its key is meant. */
    GJ_LOCATION_KEY = 2
};

/** A spot in the report: a cell by its index; or, where cell is GJ_NO_CELL, a
    value; or, where that is absent too, the pointer of what is not there. A
    related location's value may be one of the form's data files instead, as
    form_data() gave them [since 1.1]. Copied with its finding. */
typedef struct gj_location {
    /** sizeof(gj_location). */
    uint32_t size;
    /** Index of a cell, or GJ_NO_CELL. */
    uint32_t cell;
    /** A value of the report, or the absent value; read where there is no
        cell. */
    gj_value value;
    /** JSON Pointer of what is not there; read where there is no value. */
    gj_text pointer;
    /** Where a part of a string value begins: bytes of its decoded text, as
        text() gives it. */
    uint32_t offset;
    /** How long that part is, in bytes; 0 means all of the string. What reaches
        beyond its end is cut off there; what cuts a character in two is a
        fault of the plugin. */
    uint32_t length;
    /** GJ_ROLE_…; of use in `related` only, as are the next two. */
    uint32_t role;
    /** GJ_SIDE_…, for GJ_ROLE_TERM. */
    uint32_t side;
    /** Of a term, in millionths: 1000000 for what counts once. */
    int64_t coefficient;
    /** Sum of GJ_LOCATION_…; 0 for none. [since 1.1] */
    uint32_t flags;
    /** 0. */
    uint32_t reserved;
    /** What is shown for a secret value; empty: nothing. [since 1.1] */
    gj_text shown;
} gj_location;

/** Type of an argument. What a host does not know is a text to it. */
enum {
    /** `integer`. */
    GJ_ARGUMENT_INTEGER = 1,
    /** `text` is a number in JSON's notation, of any length. */
    GJ_ARGUMENT_NUMBER = 2,
    /** `text` as it is; quotation marks are the message's affair. */
    GJ_ARGUMENT_TEXT = 3,
    /** `text` is a pointer of the form, a cell's or a group's; shown by its
        official name in the reader's language. */
    GJ_ARGUMENT_NAME = 4,
    /** `integer` is a day, YYYYMMDD. */
    GJ_ARGUMENT_DATE = 5,
    /** `integer` is a cell's index; shown by its official name. */
    GJ_ARGUMENT_CELL = 6,
    /** `text` is the id of a text that form.json names, such as "kind"; shown
        by its official name. */
    GJ_ARGUMENT_NAMED = 7
};

/** What fills a hole of a message. Copied with its finding. */
typedef struct gj_argument {
    /** sizeof(gj_argument). */
    uint32_t size;
    /** GJ_ARGUMENT_INTEGER … GJ_ARGUMENT_NAMED. */
    uint32_t type;
    /** The hole's name, without braces. */
    gj_text name;
    /** For the types that are a text. */
    gj_text text;
    /** For the types that are an integer: the number itself, an index of a
        cell, or a day as YYYYMMDD. Not millionths. */
    int64_t integer;
} gj_argument;

/** What is said about one place. Copied before failed() or not_assessable()
    returns, so that the stack will do. A message key that the rule has not
    declared, no primary location, a cell that is not there, an argument that
    fills a hole and is not of its type, or text that is not UTF-8 is a fault of
    the plugin, and the place counts as faulted. */
struct gj_finding {
    /** sizeof(gj_finding). */
    uint32_t size;
    /** Index of the place, from 0. */
    uint32_t place;
    /** One of the rule's message keys. */
    gj_text message;
    /** NULL-terminated, or NULL. */
    const gj_argument *const *arguments;
    /** Where to look first. Required. */
    const gj_location *primary;
    /** All others that take part; NULL-terminated, or NULL. */
    const gj_location *const *related;
    /** What the primary location should hold; empty, {NULL, 0} too, where that
        cannot be said. Numbers in JSON's notation. */
    gj_text expected;
    /** What it holds, likewise. */
    gj_text actual;
};

/** What is wrong with a data file. Copied before fault() returns. */
struct gj_fault {
    /** sizeof(gj_fault). */
    uint32_t size;
    /** 0. */
    uint32_t reserved;
    /** The value at fault, of a file that form_data() gave. */
    gj_value value;
    /** Where it is a string: where the part at fault begins, in bytes of its
        decoded text. */
    uint32_t offset;
    /** How long that part is, in bytes; 0 means all of the string. */
    uint32_t length;
    /** What is wrong, and what to do about it. */
    gj_words words;
};

/* --------------------------------------------------------------- plugins */

/** In the flags of an opening. [since 1.1] */
enum {
    /** This plugin, as it was installed, has opened these very data files
        before and found no fault in them: it may leave out what only looks for
        faults, and put off what only some reports need. */
    GJ_OPENING_SEALED = 1
};

/** What open() is given. Lives until it returns; host, form and shape live
    until close(). */
typedef struct gj_opening {
    /** Bytes of this struct in this host. */
    uint32_t size;
    /** 0. */
    uint32_t reserved;
    /** What the host can do. */
    const gj_host *host;
    /** The form that the plugin is opened for. */
    const gj_form *form;
    /** The form with every array one element long: what patterns can be
        tried on before there is a report. */
    const gj_shape *shape;
    /** Where rules and faults go. */
    gj_registry *registry;
    /** Sum of GJ_OPENING_…; 0 for none. [since 1.1] */
    uint32_t flags;
    /** 0. [since 1.1] */
    uint32_t reserved_2;
} gj_opening;

/** Whether a flag is set; 0 with a host that knows no flags. */
#define GJ_OPENING_HAS(opening, flag)                                          \
    ((opening)->size >= offsetof(gj_opening, reserved_2) &&                    \
     ((opening)->flags & (flag)) != 0)

/** A plugin's descriptor: constant, and lives as long as the plugin is loaded,
    which is until the process ends. One that is not sound makes the plugin
    refused, with the reason. */
typedef struct gj_plugin {
    /** sizeof(gj_plugin). */
    uint32_t size;
    /** GJ_ABI_MINOR of the header it was compiled with. */
    uint32_t minor;
    /** The oldest minor version of a host it works with; usually 0. */
    uint32_t needs_minor;
    /** 0. */
    uint32_t reserved;
    /** Lower-case letters, digits, hyphens; the prefix of its rules. */
    gj_text name;
    /** Version of the plugin, for people. */
    gj_text version;
    /** One line: what the plugin is for. */
    gj_words title;
    /** Its rules, NULL-terminated, which are asked about reports of every form;
        NULL where open() registers them all, which are of the form opened. */
    const gj_rule *const *rules;
    /** Called once for each form. May register rules and set *state, which
        every check() of that form is given. Returns 0, or another number to
        refuse (after fault()). NULL where there is nothing to open. [host] */
    int32_t (*open)(const gj_opening *opening, void **state);
    /** Releases what open() put into state. Called once for each open() that
        returned 0, also when a check failed; state may be NULL. May be NULL
        itself. [host] */
    void (*close)(void *state);
    /** Looks at the rules that open() registered as a system: what contradicts
        what, what follows from what, which cells are looked at. Called once
        after open(), and only where a user asks for it (gouji rules check).
        Returns 0, or another number where it could not be done. NULL where
        there is nothing to say. [host] [since 1.1] */
    int32_t (*examine)(const gj_opening *opening, void *state);
} gj_plugin;

#if defined _WIN32
#error "gouji plugins are ELF shared objects"
#endif

/** Stands before the definition of the descriptor:
        GJ_EXPORT const gj_plugin gouji_plugin_v1 = { … };  */
#if defined __cplusplus
#define GJ_EXPORT extern "C" __attribute__((visibility("default")))
#else
#define GJ_EXPORT __attribute__((visibility("default")))
#endif

/** The one symbol that a plugin exports, and defines. Constant: it is read
    before any code of the plugin runs. */
#if defined __cplusplus
extern "C" __attribute__((visibility("default")))
const gj_plugin gouji_plugin_v1;
#else
extern __attribute__((visibility("default"))) const gj_plugin gouji_plugin_v1;
#endif

#ifdef __cplusplus
}
#endif

#endif
