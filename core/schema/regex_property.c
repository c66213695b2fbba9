/* The properties of Unicode that ECMA-262 knows, by its names. */
#include <string.h>

#include "schema/regex.h"

/* General categories: short name, long name, and PCRE2's where it is another.
 */
static const char *const categories[][3] = {
    {"C", "Other", NULL},
    {"Cc", "Control", NULL},
    {"Cc", "cntrl", NULL},
    {"Cf", "Format", NULL},
    {"Cn", "Unassigned", NULL},
    {"Co", "Private_Use", NULL},
    {"Cs", "Surrogate", NULL},
    {"L", "Letter", NULL},
    {"LC", "Cased_Letter", "L&"},
    {"Ll", "Lowercase_Letter", NULL},
    {"Lm", "Modifier_Letter", NULL},
    {"Lo", "Other_Letter", NULL},
    {"Lt", "Titlecase_Letter", NULL},
    {"Lu", "Uppercase_Letter", NULL},
    {"M", "Mark", NULL},
    {"M", "Combining_Mark", NULL},
    {"Mc", "Spacing_Mark", NULL},
    {"Me", "Enclosing_Mark", NULL},
    {"Mn", "Nonspacing_Mark", NULL},
    {"N", "Number", NULL},
    {"Nd", "Decimal_Number", NULL},
    {"Nd", "digit", NULL},
    {"Nl", "Letter_Number", NULL},
    {"No", "Other_Number", NULL},
    {"P", "Punctuation", NULL},
    {"P", "punct", NULL},
    {"Pc", "Connector_Punctuation", NULL},
    {"Pd", "Dash_Punctuation", NULL},
    {"Pe", "Close_Punctuation", NULL},
    {"Pf", "Final_Punctuation", NULL},
    {"Pi", "Initial_Punctuation", NULL},
    {"Po", "Other_Punctuation", NULL},
    {"Ps", "Open_Punctuation", NULL},
    {"S", "Symbol", NULL},
    {"Sc", "Currency_Symbol", NULL},
    {"Sk", "Modifier_Symbol", NULL},
    {"Sm", "Math_Symbol", NULL},
    {"So", "Other_Symbol", NULL},
    {"Z", "Separator", NULL},
    {"Zl", "Line_Separator", NULL},
    {"Zp", "Paragraph_Separator", NULL},
    {"Zs", "Space_Separator", NULL},
};

/* Binary properties, each name between blanks. */
static const char binary[] =
    " Any Alphabetic Alpha ASCII_Hex_Digit AHex Bidi_Control Bidi_C"
    " Bidi_Mirrored Bidi_M Case_Ignorable CI Cased Changes_When_Casefolded"
    " CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL"
    " Changes_When_NFKC_Casefolded CWKCF"
    " Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash"
    " Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji"
    " Emoji_Component EComp Emoji_Modifier EMod Emoji_Modifier_Base EBase"
    " Emoji_Presentation EPres Extended_Pictographic ExtPict Extender Ext"
    " Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex"
    " IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC"
    " ID_Start IDS Ideographic Ideo Join_Control Join_C"
    " Logical_Order_Exception LOE Lowercase Lower Math"
    " Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn"
    " Pattern_White_Space Pat_WS Quotation_Mark QMark Radical"
    " Regional_Indicator RI Sentence_Terminal STerm Soft_Dotted SD"
    " Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper"
    " Variation_Selector VS White_Space space XID_Continue XIDC XID_Start"
    " XIDS ";

static bool is_name(gj_text name)
{
    for (uint64_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && c != '_' && !(c >= '0' && c <= '9'))
            return false;
    }
    return name.length > 0 && name.length < 64;
}

static bool is_binary(gj_text name)
{
    char between[70] = " ";

    memcpy(between + 1, name.data, name.length);
    memcpy(between + 1 + name.length, " ", 2);
    return strstr(binary, between) != NULL;
}

static bool put(gj_buffer *out, const char *property, gj_text name,
                bool negated)
{
    gj_buffer_print(out, "\\%c{%s%.*s}", negated ? 'P' : 'p', property,
                    GJ_PRINT(name));
    return true;
}

static bool put_category(gj_buffer *out, gj_text name, bool negated)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        const char *const *c = categories[i];
        if (gj_text_is(gj_text_of(c[0]), name) ||
            gj_text_is(gj_text_of(c[1]), name))
            return put(out, "", gj_text_of(c[2] != NULL ? c[2] : c[0]),
                       negated);
    }
    return false;
}

static bool put_lone(gj_buffer *out, gj_text name, bool negated)
{
    if (gj_text_is(name, gj_text_of("ASCII"))) {
        gj_buffer_string(out, negated ? "\\x80-\\x{d7ff}\\x{e000}-\\x{10ffff}"
                                      : "\\x00-\\x7f");
        return true;
    }
    if (gj_text_is(name, gj_text_of("Assigned")))
        return put(out, "", gj_text_of("Cn"), !negated);
    return put_category(out, name, negated) ||
           (is_binary(name) && put(out, "", name, negated));
}

bool gj_regex_property(gj_buffer *out, gj_text name, bool negated)
{
    const char *equals =
        name.length > 0 ? memchr(name.data, '=', name.length) : NULL;

    if (equals == NULL)
        return is_name(name) && put_lone(out, name, negated);
    gj_text property = {name.data, (uint64_t)(equals - name.data)};
    gj_text value = {equals + 1, name.length - property.length - 1};
    if (!is_name(value))
        return false;
    if (gj_text_is(property, gj_text_of("General_Category")) ||
        gj_text_is(property, gj_text_of("gc")))
        return put_category(out, value, negated);
    if (gj_text_is(property, gj_text_of("Script")) ||
        gj_text_is(property, gj_text_of("sc")))
        return put(out, "sc:", value, negated);
    if (gj_text_is(property, gj_text_of("Script_Extensions")) ||
        gj_text_is(property, gj_text_of("scx")))
        return put(out, "scx:", value, negated);
    return false;
}
