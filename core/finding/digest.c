#include "finding/digest.h"

void gj_hash_number(gj_hash *hash, int64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
    sha256_update(hash, sizeof bytes, bytes);
}

void gj_hash_text(gj_hash *hash, gj_text text)
{
    gj_hash_number(hash, (int64_t)text.length);
    if (text.length > 0)
        sha256_update(hash, text.length, (const uint8_t *)text.data);
}

gj_digest gj_hash_end(gj_hash *hash)
{
    gj_digest digest;
    sha256_digest(hash, sizeof digest.bytes, digest.bytes);
    return digest;
}
