/* Status and error: how a function says that it failed, and a person learns
 * why. */
#ifndef GJ_BASE_ERROR_H
#define GJ_BASE_ERROR_H

#include <stdint.h>

#include "gouji/plugin.h"

typedef enum gj_status {
    GJ_OK = 0,
    GJ_FAILED_MEMORY,
    /** The operating system refused a file. */
    GJ_FAILED_FILE,
    /** Not JSON: the grammar of RFC 8259. */
    GJ_FAILED_SYNTAX,
    /** Not UTF-8. */
    GJ_FAILED_ENCODING,
    /** A limit on size, depth or nodes. */
    GJ_FAILED_LIMIT,
    /** An object has a key twice. */
    GJ_FAILED_DUPLICATE,
    /** Nothing but white space. */
    GJ_FAILED_EMPTY,
    /** Sound JSON that says something wrong: a form, a ruleset, a setting. */
    GJ_FAILED_DATA,
    /** A plugin was refused. */
    GJ_FAILED_PLUGIN,
    /** Of no known form. */
    GJ_FAILED_FORM,
    /** The command line. */
    GJ_FAILED_USAGE
} gj_status;

/** The reader's language. */
typedef enum gj_language { GJ_ZH = 0, GJ_EN = 1 } gj_language;

/** What went wrong, in both languages, and where. The caller owns it and sets
    it to {0} before the call; the first failure is kept. line is 0 where
    there is no place. */
typedef struct gj_error {
    gj_status status;
    uint32_t line;
    uint32_t column;
    char file[1024];
    char words[2][768];
} gj_error;

/** Notes a failure and returns its status. The templates are printf's and
    take the same arguments in the same order (or by number, %2$s). error may
    be NULL. */
gj_status gj_fail(gj_error *error, gj_status status, const char *zh,
                  const char *en, ...);

/** Why the system refused something, by errno. Static. */
const char *gj_reason(gj_language language, int number);
/** Notes a failure with its reason in each language: both templates have one
    %s, for what gj_reason() says of the number. */
gj_status gj_fail_reason(gj_error *error, gj_status status, const char *zh,
                         const char *en, int number);

/** Notes a failure with finished words, of any length: what does not fit is cut
   off between two characters. */
gj_status gj_fail_words(gj_error *error, gj_status status, gj_words words);

/** Keeps words that were cut off from ending in the middle of a character. */
void gj_error_trim(char *text);

/** Sets the file, and the place, of an error that has none yet. */
void gj_error_file(gj_error *error, const char *file);
void gj_error_place(gj_error *error, uint32_t line, uint32_t column);

/** Where something was said: file, line and column. file is NULL where it was
    said on the command line. */
typedef struct gj_origin {
    const char *file;
    uint32_t line;
    uint32_t column;
} gj_origin;

/** Sets file and place of an error that has none yet. */
void gj_error_origin(gj_error *error, const gj_origin *origin);

/** Picks the words of a language. */
static inline const char *gj_say(gj_language language, const char *zh,
                                 const char *en)
{
    return language == GJ_ZH ? zh : en;
}

#endif
