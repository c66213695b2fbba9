/* Digests of texts that stand one behind another, each with its length. */
#ifndef GJ_BASE_DIGEST_H
#define GJ_BASE_DIGEST_H

#include <stdbool.h>

#include <nettle/sha2.h>

#include "base/text.h"

/** 128 bits of a SHA-256 digest. */
typedef struct gj_digest {
    uint8_t bytes[16];
} gj_digest;

typedef struct sha256_ctx gj_hash;

void gj_hash_text(gj_hash *hash, gj_text text);
void gj_hash_number(gj_hash *hash, int64_t number);
gj_digest gj_hash_end(gj_hash *hash);

/** Appends the 32 hexadecimal digits. */
void gj_digest_text(const gj_digest *digest, gj_buffer *out);
/** Reads them; false where the text is nothing of the kind. */
bool gj_digest_read(gj_digest *digest, gj_text text);

#endif
