#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "writer/html.h"
#include "writer/markup.h"
#include "writer/terminal.h"

/* The frame of the page. Its style and script are files of their own beside
   this one, which the assembler takes in as they are. The page's policy lets
   nothing act but these two, known by their digests, and nothing be fetched
   from anywhere: the second line of defence behind gj_buffer_escaped(). */

#define EMBED(name, file)                                                      \
    __asm__(".pushsection .rodata\n" #name ":\n.incbin \"" file                \
            "\"\n.byte 0\n.popsection\n");                                     \
    extern const char(name)[] __attribute__((visibility("hidden")))

EMBED(gj_html_style, "core/writer/html_style.css");
EMBED(gj_html_script, "core/writer/html_script.js");

/* ------------------------------------------------------------------ text */

void gj_html_words(gj_html *html)
{
    gj_buffer_escaped(html->out, gj_buffer_view(&html->words));
    gj_buffer_clear(&html->words);
}

void gj_html_add(gj_html *html, const char *markup)
{
    gj_buffer_string(html->out, markup);
}

void gj_html_say(gj_html *html, const char *zh, const char *en)
{
    gj_html_add(html, gj_say(html->language, zh, en));
}

/* ------------------------------------------------------------------ page */

/* 'sha256-…' of a text, as a policy names it. */
static void add_digest(gj_buffer *out, const char *text)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char letters[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];

    sha256_init(&context);
    sha256_update(&context, strlen(text), (const uint8_t *)text);
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(letters, sizeof digest, digest);
    gj_buffer_string(out, "'sha256-");
    gj_buffer_add(out, letters, sizeof letters);
    gj_buffer_byte(out, '\'');
}

static void add_policy(gj_buffer *out)
{
    gj_buffer_string(out, "<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; style-src ");
    add_digest(out, gj_html_style);
    gj_buffer_string(out, "; script-src ");
    add_digest(out, gj_html_script);
    gj_buffer_string(out, "; img-src data:; base-uri 'none'; "
                          "form-action 'none'\">\n");
}

void gj_html_head(gj_buffer *out, gj_language language)
{
    gj_buffer_print(out,
                    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                    "<meta charset=\"utf-8\">\n",
                    gj_say(language, "zh-Hans", "en"));
    add_policy(out);
    gj_buffer_string(
        out, "<meta name=\"viewport\" "
             "content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"generator\" content=\"gouji " GJ_VERSION "\">\n"
             "<link rel=\"icon\" href=\"data:,\">\n");
    gj_buffer_print(out, "<title>%s</title>\n<style>",
                    gj_say(language, "勾稽核对结果", "Results of the check"));
    gj_buffer_string(out, gj_html_style);
    gj_buffer_string(out, "</style>\n</head>\n<body>\n");
}

void gj_html_foot(gj_buffer *out, gj_language language)
{
    gj_buffer_string(out, gj_say(language,
                                 "<footer><p>由 gouji " GJ_VERSION
                                 " 生成。本页不联网，也不含页外的内容。</p>"
                                 "</footer>\n",
                                 "<footer><p>Made by gouji " GJ_VERSION
                                 ". This page is complete in itself and "
                                 "fetches nothing.</p></footer>\n"));
    gj_buffer_string(out, "<script>");
    gj_buffer_string(out, gj_html_script);
    gj_buffer_string(out, "</script>\n</body>\n</html>\n");
}
