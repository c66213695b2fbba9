/* Digests of texts that stand one behind another, each with its length. */
#ifndef GJ_FINDING_DIGEST_H
#define GJ_FINDING_DIGEST_H

#include <nettle/sha2.h>

#include "finding/result.h"

typedef struct sha256_ctx gj_hash;

void gj_hash_text(gj_hash *hash, gj_text text);
void gj_hash_number(gj_hash *hash, int64_t number);
gj_digest gj_hash_end(gj_hash *hash);

#endif
