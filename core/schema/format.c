/* The formats by name, and the small ones. */
#include "schema/format.h"

#include "schema/pattern.h"

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
}

static bool check_uuid(gj_text text)
{
    if (text.length != 36)
        return false;
    for (uint64_t i = 0; i < text.length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.data[i] != '-' : !is_hex(text.data[i]))
            return false;
    }
    return true;
}

static bool check_json_pointer(gj_text text)
{
    if (text.length > 0 && text.data[0] != '/')
        return false;
    for (uint64_t i = 0; i < text.length; i++)
        if (text.data[i] == '~' &&
            (i + 1 == text.length ||
             (text.data[i + 1] != '0' && text.data[i + 1] != '1')))
            return false;
    return true;
}

static const gj_format formats[] = {
    {GJ_TEXT("date"), gj_format_date,
     GJ_WORDS("日期（如 2025-01-20）", "a date such as 2025-01-20")},
    {GJ_TEXT("time"), gj_format_time,
     GJ_WORDS("时间（如 09:30:00+08:00）", "a time such as 09:30:00+08:00")},
    {GJ_TEXT("date-time"), gj_format_date_time,
     GJ_WORDS("日期时间（如 2025-01-20T09:30:00+08:00）",
              "a date and time such as 2025-01-20T09:30:00+08:00")},
    {GJ_TEXT("duration"), gj_format_duration,
     GJ_WORDS("时长（如 P1Y2M）", "a duration such as P1Y2M")},
    {GJ_TEXT("email"), gj_format_email,
     GJ_WORDS("电子邮件地址", "an e-mail address")},
    {GJ_TEXT("hostname"), gj_format_hostname,
     GJ_WORDS("主机名", "a host name")},
    {GJ_TEXT("ipv4"), gj_format_ipv4, GJ_WORDS("IPv4 地址", "an IPv4 address")},
    {GJ_TEXT("ipv6"), gj_format_ipv6, GJ_WORDS("IPv6 地址", "an IPv6 address")},
    {GJ_TEXT("uri"), gj_format_uri, GJ_WORDS("网址（URI）", "a URI")},
    {GJ_TEXT("uri-reference"), gj_format_uri_reference,
     GJ_WORDS("URI 引用", "a URI reference")},
    {GJ_TEXT("uuid"), check_uuid, GJ_WORDS("UUID", "a UUID")},
    {GJ_TEXT("json-pointer"), check_json_pointer,
     GJ_WORDS("JSON 指针", "a JSON Pointer")},
    {GJ_TEXT("regex"), gj_pattern_is_sound,
     GJ_WORDS("正则表达式", "a regular expression")},
};

const gj_format *gj_format_find(gj_text name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (name.data != NULL && gj_text_is(formats[i].name, name))
            return &formats[i];
    return NULL;
}
