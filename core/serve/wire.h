/* What libgouji asks, and gouji-worker answers: both sides of it.
 *
 * The worker says GJ_GREETING when it has started; then it is asked.
 * A question is a frame, its head and its body; an answer is its length and
 * its bytes. Head and answer are in the flat encoding of base/codec.h. A text
 * ends in a zero byte that its length counts; one of no length is absent.
 *
 *   GJ_ASK_OPEN    version, flags, max_bytes, memory_limit, rule_timeout,
 * today, working directory, the library's folder, GOUJI_FORM_PATH,
 *                  GOUJI_PLUGIN_PATH, form, and five lists (a number, and so
 *                  many texts): form_dirs, plugin_dirs, rules, severities,
 *                  parameters.
 *     answer       GOUJI_OK, a number, and so many troubles.
 *   GJ_ASK_CHECK   name, today, bytes of the report; the body is the report, or
 *                  nothing where it has more than max_bytes.
 *     answer       GOUJI_OK and a result, see answer.c.
 *
 * The answer to either may be another status, and a trouble: file, line,
 * column, and the words in Chinese and in English. */
#ifndef GJ_SERVE_WIRE_H
#define GJ_SERVE_WIRE_H

#include <stdint.h>

enum { GJ_ASK_OPEN = 1, GJ_ASK_CHECK = 2 };

/** So the library knows a worker before it asks it anything. */
#define GJ_GREETING "gouji-worker 1\n"

/** Both are processes of one machine. */
typedef struct gj_frame {
    uint64_t head;
    uint64_t body;
} gj_frame;

/** No group, in a finding. */
#define GJ_NO_GROUP UINT32_MAX

/** Questions and answers within one process: the table that gouji-inside.so
    exports under this name. */
#define GJ_INSIDE_SYMBOL "gouji_inside"

typedef struct gj_service gj_service;

typedef struct gj_inside {
    /** NULL where memory ran out. */
    gj_service *(*begin)(void);
    /** Gives the answer, to be freed with free(). Returns 0 where memory ran
        out: what the service has is lost then, and it must not be used again,
        nor ended. */
    int (*answer)(gj_service *service, const char *head, uint64_t head_length,
                  const char *body, uint64_t body_length, char **answer,
                  uint64_t *length);
    void (*end)(gj_service *service);
} gj_inside;

#endif
