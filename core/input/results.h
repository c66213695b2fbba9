/* Results of a run before, which lie where reports are looked for. */
#ifndef GJ_INPUT_RESULTS_H
#define GJ_INPUT_RESULTS_H

#include <stdbool.h>

#include "base/text.h"

/** Whether a line, the first of its file that is not empty, is one that
    --format ndjson writes, perhaps behind a byte order mark: then it holds
    results, and no reports. */
bool gj_is_result_line(gj_text line);

#endif
