/* The parts of libgouji, shared by its files.
 *
 * The library asks, and reads what is answered: it knows no form, no rule and
 * no report. It runs in somebody else's program, so nothing in it may end that,
 * print, or change what the process has set; memory that is not to be had is a
 * failure like others. */
#ifndef GJ_EMBED_EMBED_H
#define GJ_EMBED_EMBED_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/codec.h"
#include "gouji/gouji.h"
#include "serve/wire.h"

/* ---------------------------------------------------------------- errors */

/** Empties an error; NULL is passed over, as it is below. */
void gj_note_clear(gouji_error *error);
/** Notes a failure and returns its status. The templates are printf's and take
    the same arguments. */
int32_t gj_note(gouji_error *error, int32_t status, const char *zh,
                const char *en, ...);
/** Sets the file of an error. */
void gj_note_file(gouji_error *error, const char *file);
int32_t gj_note_memory(gouji_error *error);
/** What the other side says in a way that is not understood. */
int32_t gj_note_answer(gouji_error *error);
/** Reads a trouble out of an answer. */
void gj_note_read(gouji_error *error, gj_cursor *in);

/* ------------------------------------------------------------- questions */

/** The head of a question. {0} is empty; `failed` where memory ran out. */
typedef struct gj_question {
    char *data;
    size_t length;
    size_t room;
    bool failed;
} gj_question;

void gj_ask_number(gj_question *question, uint64_t number, size_t width);
/** NULL is absent. */
void gj_ask_string(gj_question *question, const char *string);
/** A list that NULL ends; NULL itself is one of none. */
void gj_ask_strings(gj_question *question, const char *const *strings);
void gj_ask_free(gj_question *question);

/** The local day, YYYYMMDD. */
uint32_t gj_ask_today(void);

/* ----------------------------------------------------------------- links */

/** What answers: a worker, or the service in this process. {0} is none. */
typedef struct gj_link {
    bool up;
    /** A worker: the socket, and its process; what waitpid() said of the end of
        the last one, or -1 where somebody else had waited for it. */
    int channel;
    pid_t process;
    int end;
    /** It has greeted; or said something else, or nothing for too long. */
    bool greeted;
    bool stranger;
    /** In this process. */
    gj_service *service;
    const gj_inside *inside;
    /** The last answer was lost because memory ran out. */
    bool exhausted;
} gj_link;

/** Where things are, for gj_link_open(). */
typedef struct gj_paths {
    /** Folder that the library lies in. */
    char *library;
    /** gouji-worker; gouji-inside.so lies beside it. */
    char *worker;
    /** Working directory of the process when the engine was opened. */
    char *working;
} gj_paths;

int32_t gj_paths_find(gj_paths *paths, const char *worker, gouji_error *error);
void gj_paths_free(gj_paths *paths);

/** Starts a worker, or loads the service. */
int32_t gj_link_open(gj_link *link, const gj_paths *paths, bool contained,
                     gouji_error *error);
/** Asks; *answer, of *length bytes, is to be freed. False where no answer
    came: the link is of no more use then, but to be closed. */
bool gj_link_ask(gj_link *link, const gj_question *head, const void *body,
                 size_t body_length, char **answer, size_t *length);
/** Ends what answers: at once where `patience`, in milliseconds, is 0; else it
    may take so long to end by itself. */
void gj_link_close(gj_link *link, int patience);
/** Forgets it, in a process that was forked from the one that has it. */
void gj_link_abandon(gj_link *link);

/* The two kinds of links: worker.c and inside.c. */

int32_t gj_worker_start(gj_link *link, const gj_paths *paths,
                        gouji_error *error);
bool gj_worker_ask(gj_link *link, const gj_question *head, const void *body,
                   size_t body_length, char **answer, size_t *length);
void gj_worker_end(gj_link *link, int patience);

int32_t gj_inside_begin(gj_link *link, const gj_paths *paths,
                        gouji_error *error);
bool gj_inside_ask(gj_link *link, const gj_question *head, const void *body,
                   size_t body_length, char **answer, size_t *length);
void gj_inside_end(gj_link *link);

/* --------------------------------------------------------------- answers */

/** A string (gj_get_string()) that must be there. */
const char *gj_get_needed(gj_cursor *in);

/** Reads a result; takes `bytes` over, also where it fails. `in` stands behind
    the status. */
int32_t gj_result_take(gouji_result **result, char *bytes, gj_cursor in,
                       gouji_error *error);

#endif
