#include "writer/uri.h"

gj_text gj_path_plain(gj_text path)
{
    while (path.length > 2 && path.data[0] == '.' && path.data[1] == '/') {
        path.data += 2;
        path.length -= 2;
        while (path.length > 1 && path.data[0] == '/') {
            path.data++;
            path.length--;
        }
    }
    return path;
}

gj_text gj_path_from(gj_text folder, gj_text path)
{
    uint64_t skipped = folder.length;

    if (skipped == 0 || path.length <= skipped ||
        memcmp(path.data, folder.data, skipped) != 0 ||
        path.data[skipped] != '/')
        return gj_path_plain(path);
    while (skipped < path.length && path.data[skipped] == '/')
        skipped++;
    if (skipped == path.length)
        return path;
    return gj_path_plain((gj_text){path.data + skipped, path.length - skipped});
}

/* One bit for each of -./0-9 and of A-Z_a-z~. */
static bool stands_for_itself(unsigned char byte)
{
    static const uint64_t those[] = {UINT64_C(0x03FFE00000000000),
                                     UINT64_C(0x47FFFFFE87FFFFFE)};

    return byte < 0x80 && (those[byte / 64] >> byte % 64 & 1) != 0;
}

void gj_buffer_uri(gj_buffer *out, gj_text path)
{
    static const char digits[] = "0123456789ABCDEF";
    gj_text plain = gj_path_plain(path);
    char *to = gj_buffer_room(out, 3 * plain.length + sizeof "file://");
    char *first = to;

    if (plain.length > 0 && plain.data[0] == '/')
        to = mempcpy(to, "file://", 7);
    for (size_t i = 0; i < plain.length; i++) {
        unsigned char byte = (unsigned char)plain.data[i];
        if (stands_for_itself(byte)) {
            *to++ = (char)byte;
        } else {
            *to++ = '%';
            *to++ = digits[byte >> 4];
            *to++ = digits[byte & 15];
        }
    }
    *to = '\0';
    out->length += (size_t)(to - first);
}
