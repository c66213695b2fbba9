#include "base/digest.h"

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

void gj_digest_text(const gj_digest *digest, gj_buffer *out)
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * sizeof digest->bytes];

    for (size_t i = 0; i < sizeof digest->bytes; i++) {
        text[2 * i] = digits[digest->bytes[i] >> 4];
        text[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    gj_buffer_add(out, text, sizeof text);
}

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c != '\0' ? strchr(digits, c) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

bool gj_digest_read(gj_digest *digest, gj_text text)
{
    if (text.length != 2 * sizeof digest->bytes)
        return false;
    for (size_t i = 0; i < sizeof digest->bytes; i++) {
        int high = digit_of(text.data[2 * i]);
        int low = digit_of(text.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        digest->bytes[i] = (uint8_t)(16 * high + low);
    }
    return true;
}
