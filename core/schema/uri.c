#include "schema/uri.h"

#include "schema/format.h"

/* The five parts; data is NULL where a part is not there. */
typedef struct parts {
    gj_text scheme;
    gj_text authority;
    gj_text path;
    gj_text query;
    gj_text fragment;
} parts;

static bool is_one_of(char c, const char *characters)
{
    return c != '\0' && strchr(characters, c) != NULL;
}

/* The text up to one of the characters, taken from *rest. */
static gj_text cut(gj_text *rest, const char *stops)
{
    uint64_t n = 0;

    while (n < rest->length && !is_one_of(rest->data[n], stops))
        n++;
    gj_text taken = {rest->data, n};
    rest->data += n;
    rest->length -= n;
    return taken;
}

static void skip(gj_text *rest, uint64_t n)
{
    rest->data += n;
    rest->length -= n;
}

static bool is_scheme(gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (!letter && (i == 0 || !other))
            return false;
    }
    return text.length > 0;
}

static parts split(gj_text uri)
{
    parts p = {.scheme = {NULL, 0}};
    gj_text rest = uri.data != NULL ? uri : (gj_text){"", 0};
    gj_text before = rest;
    gj_text scheme = cut(&rest, ":/?#");

    if (rest.length > 0 && rest.data[0] == ':' && is_scheme(scheme)) {
        p.scheme = scheme;
        skip(&rest, 1);
    } else {
        rest = before;
    }
    if (rest.length >= 2 && rest.data[0] == '/' && rest.data[1] == '/') {
        skip(&rest, 2);
        p.authority = cut(&rest, "/?#");
    }
    p.path = cut(&rest, "?#");
    if (rest.length > 0 && rest.data[0] == '?') {
        skip(&rest, 1);
        p.query = cut(&rest, "#");
    }
    if (rest.length > 0) {
        skip(&rest, 1);
        p.fragment = rest;
    }
    return p;
}

/* Removes the last segment of the path that begins at `start`. */
static void drop_segment(gj_buffer *out, size_t start)
{
    while (out->length > start && out->data[--out->length] != '/')
        continue;
}

/* Appends a path without its dot segments. */
static void put_path(gj_buffer *out, gj_text path)
{
    size_t start = out->length;

    while (path.length > 0) {
        bool slash = path.data[0] == '/';
        gj_text segment = path;
        skip(&segment, slash ? 1 : 0);
        gj_text rest = segment;
        segment = cut(&rest, "/");
        bool up = gj_text_is(segment, gj_text_of(".."));
        bool dot = up || gj_text_is(segment, gj_text_of("."));
        if (up)
            drop_segment(out, start);
        if (dot && rest.length == 0)
            gj_buffer_byte(out, '/');
        if (!dot)
            gj_buffer_text(out, (gj_text){path.data, segment.length + slash});
        path = rest;
    }
}

static void merge(gj_buffer *out, const parts *base, gj_text path)
{
    gj_buffer whole = {0};
    uint64_t keep = base->path.length;

    while (keep > 0 && base->path.data[keep - 1] != '/')
        keep--;
    if (base->authority.data != NULL && base->path.length == 0)
        gj_buffer_byte(&whole, '/');
    gj_buffer_text(&whole, (gj_text){base->path.data, keep});
    gj_buffer_text(&whole, path);
    put_path(out, gj_buffer_view(&whole));
    gj_buffer_free(&whole);
}

static void put_part(gj_buffer *out, const char *before, gj_text part,
                     const char *behind)
{
    if (part.data == NULL)
        return;
    gj_buffer_string(out, before);
    gj_buffer_text(out, part);
    gj_buffer_string(out, behind);
}

void gj_uri_resolve(gj_buffer *out, gj_text base_uri, gj_text reference)
{
    parts base = split(base_uri);
    parts r = split(reference);
    gj_text query = r.query;
    bool own = r.scheme.data != NULL;

    put_part(out, "", own ? r.scheme : base.scheme, ":");
    own = own || r.authority.data != NULL;
    put_part(out, "//", own ? r.authority : base.authority, "");
    if (own || (r.path.length > 0 && r.path.data[0] == '/')) {
        put_path(out, r.path);
    } else if (r.path.length == 0) {
        gj_buffer_text(out, base.path);
        query = query.data != NULL ? query : base.query;
    } else if (base_uri.length == 0) {
        gj_buffer_text(out, r.path);
    } else {
        merge(out, &base, r.path);
    }
    put_part(out, "?", query, "");
    put_part(out, "#", r.fragment, "");
}

gj_text gj_uri_main(gj_text uri)
{
    return uri.length > 0 ? cut(&uri, "#") : uri;
}

gj_text gj_uri_fragment(gj_text uri)
{
    uint64_t length = gj_uri_main(uri).length;

    if (length >= uri.length)
        return (gj_text){NULL, 0};
    return (gj_text){uri.data + length + 1, uri.length - length - 1};
}

void gj_uri_decode(gj_buffer *out, gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '%' && i + 2 < text.length &&
            gj_hex_digit(text.data[i + 1]) >= 0 &&
            gj_hex_digit(text.data[i + 2]) >= 0) {
            c = (char)(gj_hex_digit(text.data[i + 1]) * 16 +
                       gj_hex_digit(text.data[i + 2]));
            i += 2;
        }
        gj_buffer_byte(out, c);
    }
}

static bool is_unreserved(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c != '\0' && strchr("-._~", c) != NULL);
}

/* What may stand in the name of a file as it is. */
static bool is_of_name(unsigned char c)
{
    return is_unreserved(c) ||
           (c != '\0' && strchr("!$&'()*+,;=:@", c) != NULL);
}

static void put_byte(gj_buffer *out, unsigned char c, bool plain)
{
    if (plain)
        gj_buffer_byte(out, (char)c);
    else
        gj_buffer_print(out, "%%%02X", c);
}

/* Whether %XX stands at a place, and the byte that it means. */
static bool is_encoded(gj_text text, uint64_t at, unsigned char *byte)
{
    if (text.data[at] != '%' || at + 2 >= text.length ||
        gj_hex_digit(text.data[at + 1]) < 0 ||
        gj_hex_digit(text.data[at + 2]) < 0)
        return false;
    *byte = (unsigned char)(gj_hex_digit(text.data[at + 1]) * 16 +
                            gj_hex_digit(text.data[at + 2]));
    return true;
}

static bool is_delimiter(unsigned char c, bool file)
{
    return c != '\0' && strchr(file ? "/?" : "/?[]", c) != NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* In the URI of a file no byte of a name means anything but itself. */
static void put_encoded(gj_buffer *out, gj_text text, bool file)
{
    for (uint64_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (is_encoded(text, i, &c)) {
            i += 2;
            put_byte(out, c, file ? is_of_name(c) : is_unreserved(c));
        } else {
            put_byte(out, c, is_delimiter(c, file) || is_of_name(c));
        }
    }
}

static void put_lower(gj_buffer *out, gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++)
        gj_buffer_byte(out, lower(text.data[i]));
}

/* A host in small letters, but for what is encoded in it. */
static void put_host(gj_buffer *out, gj_text host)
{
    size_t from = out->length;

    put_encoded(out, host, false);
    for (size_t i = from; i < out->length; i++) {
        if (out->data[i] == '%')
            i += 2;
        else
            out->data[i] = lower(out->data[i]);
    }
}

/* Whether a port, with its colon, is the one that is meant without it. */
static bool is_default_port(gj_text scheme, gj_text port)
{
    static const struct {
        gj_text scheme;
        gj_text port;
    } known[] = {{GJ_TEXT("http"), GJ_TEXT(":80")},
                 {GJ_TEXT("https"), GJ_TEXT(":443")}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (gj_text_is(scheme, known[i].scheme) &&
            gj_text_is(port, known[i].port))
            return true;
    return port.length <= 1;
}

static void put_authority(gj_buffer *out, gj_text scheme, gj_text authority)
{
    uint64_t host = authority.length;
    uint64_t port = authority.length;

    while (host > 0 && authority.data[host - 1] != '@')
        host--;
    while (port > host && authority.data[port - 1] >= '0' &&
           authority.data[port - 1] <= '9')
        port--;
    port = port > host && authority.data[port - 1] == ':' ? port - 1
                                                          : authority.length;
    gj_text number = {authority.data + port, authority.length - port};
    gj_text name = {authority.data + host, port - host};
    gj_buffer_string(out, "//");
    put_encoded(out, (gj_text){authority.data, host}, false);
    /* A file on this machine. */
    if (gj_text_is(scheme, gj_text_of("file")) &&
        gj_text_is(name, gj_text_of("localhost")))
        return;
    put_host(out, name);
    if (!is_default_port(scheme, number))
        gj_buffer_text(out, number);
}

void gj_uri_normalise(gj_buffer *out, gj_text uri)
{
    parts p = split(uri);
    gj_buffer start = {0};

    gj_buffer_string(&start, "");
    if (p.scheme.data != NULL)
        put_lower(&start, p.scheme);
    gj_text scheme = gj_buffer_view(&start);
    bool file = gj_text_is(scheme, gj_text_of("file"));
    bool web = gj_text_is(scheme, gj_text_of("http")) ||
               gj_text_is(scheme, gj_text_of("https"));
    put_part(out, "", p.scheme.data != NULL ? scheme : p.scheme, ":");
    if (p.authority.data != NULL)
        put_authority(out, scheme, p.authority);
    if (web && p.authority.data != NULL && p.path.length == 0)
        gj_buffer_byte(out, '/');
    put_encoded(out, p.path, file);
    if (p.query.data != NULL) {
        gj_buffer_byte(out, '?');
        put_encoded(out, p.query, file);
    }
    gj_buffer_free(&start);
}

bool gj_uri_is_reference(gj_text text)
{
    gj_buffer plain = {0};

    /* What IRIs have beyond URIs is as good as a letter. */
    gj_buffer_string(&plain, "");
    for (uint64_t i = 0; i < text.length; i++)
        gj_buffer_byte(&plain,
                       (unsigned char)text.data[i] < 0x80 ? text.data[i] : 'x');
    bool sound = gj_format_uri_reference(gj_buffer_view(&plain));
    gj_buffer_free(&plain);
    return sound;
}

void gj_uri_of_path(gj_buffer *out, const char *path)
{
    gj_buffer_string(out, "file://");
    for (; *path != '\0'; path++) {
        unsigned char c = (unsigned char)*path;
        put_byte(out, c, c == '/' || is_of_name(c));
    }
}
