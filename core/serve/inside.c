/* gouji-inside.so: the same service within the calling process, for engines
 * that are opened with GOUJI_UNCONTAINED. libgouji loads it then and has one
 * thread at a time in it. */
#include <setjmp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "serve/service.h"

/* Where what has no memory left goes on: out of here. Unlike a program's, its
   end would not be this one's to decide. */
static jmp_buf way_out;

static _Noreturn void leave(void)
{
    longjmp(way_out, 1);
}

static gj_service *begin(void)
{
    gj_memory_end(leave);
    return setjmp(way_out) == 0 ? gj_service_new(false) : NULL;
}

/* What a frame that is come back to by longjmp() does is done here: its own
   variables could not be relied on. */
static void give_answer(gj_service *service, gj_text head, gj_text body,
                        char **bytes, uint64_t *length)
{
    gj_buffer out = {0};

    gj_service_answer(service, head, body, &out);
    *bytes = out.data;
    *length = out.length;
}

static int answer(gj_service *service, const char *head, uint64_t head_length,
                  const char *body, uint64_t body_length, char **bytes,
                  uint64_t *length)
{
    const gj_text texts[] = {{head, head_length}, {body, body_length}};

    *bytes = NULL;
    *length = 0;
    if (setjmp(way_out) != 0)
        return 0;
    give_answer(service, texts[0], texts[1], bytes, length);
    return 1;
}

static void end(gj_service *service)
{
    if (setjmp(way_out) == 0)
        gj_service_free(service);
}

__attribute__((visibility("default"))) extern const gj_inside gouji_inside;
const gj_inside gouji_inside = {.begin = begin, .answer = answer, .end = end};
