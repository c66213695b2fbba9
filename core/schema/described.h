/* What a schema itself says of its demands. */
#ifndef GJ_SCHEMA_DESCRIBED_H
#define GJ_SCHEMA_DESCRIBED_H

#include "schema/store.h"

/** The description that stands in a part of a schema, without the stop behind
    it: in both languages where it is written "中文 / English", as gouji's own
    schemas have it, else as it stands. No words where there is none. */
gj_words gj_described(const gj_tree *tree, uint32_t twig);

#endif
