/* The metaschemas of draft 2020-12, so that no one need fetch them. */
#include "schema/store.h"

typedef struct metaschema {
    gj_text uri;
    gj_text bytes;
} metaschema;

/* clang-format off */
static const metaschema metaschemas[] = {
{GJ_TEXT("https://json-schema.org/draft/2020-12/schema"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/schema\",\"$vocabulary\":{\"h"
"ttps://json-schema.org/draft/2020-12/vocab/core\":true,\"https://j"
"son-schema.org/draft/2020-12/vocab/applicator\":true,\"https://jso"
"n-schema.org/draft/2020-12/vocab/unevaluated\":true,\"https://json"
"-schema.org/draft/2020-12/vocab/validation\":true,\"https://json-s"
"chema.org/draft/2020-12/vocab/meta-data\":true,\"https://json-sche"
"ma.org/draft/2020-12/vocab/format-annotation\":true,\"https://json"
"-schema.org/draft/2020-12/vocab/content\":true},\"$dynamicAnchor\":"
"\"meta\",\"title\":\"Core and Validation specifications meta-schema\","
"\"allOf\":[{\"$ref\":\"meta/core\"},{\"$ref\":\"meta/applicator\"},{\"$ref\""
":\"meta/unevaluated\"},{\"$ref\":\"meta/validation\"},{\"$ref\":\"meta/me"
"ta-data\"},{\"$ref\":\"meta/format-annotation\"},{\"$ref\":\"meta/conten"
"t\"}],\"type\":[\"object\",\"boolean\"],\"properties\":{\"definitions\":{\"t"
"ype\":\"object\",\"additionalProperties\":{\"$dynamicRef\":\"#meta\"},\"de"
"precated\":true,\"default\":{}},\"dependencies\":{\"type\":\"object\",\"ad"
"ditionalProperties\":{\"anyOf\":[{\"$dynamicRef\":\"#meta\"},{\"$ref\":\"m"
"eta/validation#/$defs/stringArray\"}]},\"deprecated\":true,\"default"
"\":{}},\"$recursiveAnchor\":{\"$ref\":\"meta/core#/$defs/anchorString\""
",\"deprecated\":true},\"$recursiveRef\":{\"$ref\":\"meta/core#/$defs/ur"
"iReferenceString\",\"deprecated\":true}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/core"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/core\",\"$dynamicAncho"
"r\":\"meta\",\"title\":\"Core vocabulary meta-schema\",\"type\":[\"object\""
",\"boolean\"],\"properties\":{\"$id\":{\"$ref\":\"#/$defs/uriReferenceStr"
"ing\",\"$comment\":\"Non-empty fragments not allowed.\",\"pattern\":\"^["
"^#]*#?$\"},\"$schema\":{\"$ref\":\"#/$defs/uriString\"},\"$ref\":{\"$ref\":"
"\"#/$defs/uriReferenceString\"},\"$anchor\":{\"$ref\":\"#/$defs/anchorS"
"tring\"},\"$dynamicRef\":{\"$ref\":\"#/$defs/uriReferenceString\"},\"$dy"
"namicAnchor\":{\"$ref\":\"#/$defs/anchorString\"},\"$vocabulary\":{\"typ"
"e\":\"object\",\"propertyNames\":{\"$ref\":\"#/$defs/uriString\"},\"additi"
"onalProperties\":{\"type\":\"boolean\"}},\"$comment\":{\"type\":\"string\"}"
",\"$defs\":{\"type\":\"object\",\"additionalProperties\":{\"$dynamicRef\":"
"\"#meta\"}}},\"$defs\":{\"anchorString\":{\"type\":\"string\",\"pattern\":\""
"^[A-Za-z_][-A-Za-z0-9._]*$\"},\"uriString\":{\"type\":\"string\",\"forma"
"t\":\"uri\"},\"uriReferenceString\":{\"type\":\"string\",\"format\":\"uri-re"
"ference\"}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/applicator"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/applicator\",\"$dynami"
"cAnchor\":\"meta\",\"title\":\"Applicator vocabulary meta-schema\",\"typ"
"e\":[\"object\",\"boolean\"],\"properties\":{\"prefixItems\":{\"$ref\":\"#/$"
"defs/schemaArray\"},\"items\":{\"$dynamicRef\":\"#meta\"},\"contains\":{\""
"$dynamicRef\":\"#meta\"},\"additionalProperties\":{\"$dynamicRef\":\"#me"
"ta\"},\"properties\":{\"type\":\"object\",\"additionalProperties\":{\"$dyn"
"amicRef\":\"#meta\"},\"default\":{}},\"patternProperties\":{\"type\":\"obj"
"ect\",\"additionalProperties\":{\"$dynamicRef\":\"#meta\"},\"propertyNam"
"es\":{\"format\":\"regex\"},\"default\":{}},\"dependentSchemas\":{\"type\":"
"\"object\",\"additionalProperties\":{\"$dynamicRef\":\"#meta\"},\"default"
"\":{}},\"propertyNames\":{\"$dynamicRef\":\"#meta\"},\"if\":{\"$dynamicRef"
"\":\"#meta\"},\"then\":{\"$dynamicRef\":\"#meta\"},\"else\":{\"$dynamicRef\""
":\"#meta\"},\"allOf\":{\"$ref\":\"#/$defs/schemaArray\"},\"anyOf\":{\"$ref\""
":\"#/$defs/schemaArray\"},\"oneOf\":{\"$ref\":\"#/$defs/schemaArray\"},\""
"not\":{\"$dynamicRef\":\"#meta\"}},\"$defs\":{\"schemaArray\":{\"type\":\"ar"
"ray\",\"minItems\":1,\"items\":{\"$dynamicRef\":\"#meta\"}}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/unevaluated"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/unevaluated\",\"$dynam"
"icAnchor\":\"meta\",\"title\":\"Unevaluated applicator vocabulary meta"
"-schema\",\"type\":[\"object\",\"boolean\"],\"properties\":{\"unevaluatedI"
"tems\":{\"$dynamicRef\":\"#meta\"},\"unevaluatedProperties\":{\"$dynamic"
"Ref\":\"#meta\"}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/validation"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/validation\",\"$dynami"
"cAnchor\":\"meta\",\"title\":\"Validation vocabulary meta-schema\",\"typ"
"e\":[\"object\",\"boolean\"],\"properties\":{\"type\":{\"anyOf\":[{\"$ref\":"
"\"#/$defs/simpleTypes\"},{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/"
"simpleTypes\"},\"minItems\":1,\"uniqueItems\":true}]},\"const\":true,\"e"
"num\":{\"type\":\"array\",\"items\":true},\"multipleOf\":{\"type\":\"number"
"\",\"exclusiveMinimum\":0},\"maximum\":{\"type\":\"number\"},\"exclusiveMa"
"ximum\":{\"type\":\"number\"},\"minimum\":{\"type\":\"number\"},\"exclusiveM"
"inimum\":{\"type\":\"number\"},\"maxLength\":{\"$ref\":\"#/$defs/nonNegati"
"veInteger\"},\"maxItems\":{\"$ref\":\"#/$defs/nonNegativeInteger\"},\"ma"
"xContains\":{\"$ref\":\"#/$defs/nonNegativeInteger\"},\"maxProperties\""
":{\"$ref\":\"#/$defs/nonNegativeInteger\"},\"minLength\":{\"$ref\":\"#/$d"
"efs/nonNegativeIntegerDefault0\"},\"minItems\":{\"$ref\":\"#/$defs/non"
"NegativeIntegerDefault0\"},\"minProperties\":{\"$ref\":\"#/$defs/nonNe"
"gativeIntegerDefault0\"},\"minContains\":{\"$ref\":\"#/$defs/nonNegati"
"veInteger\",\"default\":1},\"pattern\":{\"type\":\"string\",\"format\":\"reg"
"ex\"},\"uniqueItems\":{\"type\":\"boolean\",\"default\":false},\"required\""
":{\"$ref\":\"#/$defs/stringArray\"},\"dependentRequired\":{\"type\":\"obj"
"ect\",\"additionalProperties\":{\"$ref\":\"#/$defs/stringArray\"}}},\"$d"
"efs\":{\"nonNegativeInteger\":{\"type\":\"integer\",\"minimum\":0},\"nonNe"
"gativeIntegerDefault0\":{\"$ref\":\"#/$defs/nonNegativeInteger\",\"def"
"ault\":0},\"simpleTypes\":{\"enum\":[\"array\",\"boolean\",\"integer\",\"nul"
"l\",\"number\",\"object\",\"string\"]},\"stringArray\":{\"type\":\"array\","
"\"items\":{\"type\":\"string\"},\"uniqueItems\":true,\"default\":[]}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/meta-data"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/meta-data\",\"$dynamic"
"Anchor\":\"meta\",\"title\":\"Meta-data vocabulary meta-schema\",\"type\""
":[\"object\",\"boolean\"],\"properties\":{\"title\":{\"type\":\"string\"},\""
"description\":{\"type\":\"string\"},\"default\":true,\"deprecated\":{\"typ"
"e\":\"boolean\",\"default\":false},\"readOnly\":{\"type\":\"boolean\",\"defa"
"ult\":false},\"writeOnly\":{\"type\":\"boolean\",\"default\":false},\"exam"
"ples\":{\"type\":\"array\",\"items\":true}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/format-annotation"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/format-annotation\",\""
"$dynamicAnchor\":\"meta\",\"title\":\"Format vocabulary meta-schema fo"
"r annotation results\",\"type\":[\"object\",\"boolean\"],\"properties\":{"
"\"format\":{\"type\":\"string\"}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/format-assertion"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/format-assertion\",\"$"
"dynamicAnchor\":\"meta\",\"title\":\"Format vocabulary meta-schema for"
" assertion results\",\"type\":[\"object\",\"boolean\"],\"properties\":{\"f"
"ormat\":{\"type\":\"string\"}}}"
)},
{GJ_TEXT("https://json-schema.org/draft/2020-12/meta/content"),
 GJ_TEXT(
"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":"
"\"https://json-schema.org/draft/2020-12/meta/content\",\"$dynamicAn"
"chor\":\"meta\",\"title\":\"Content vocabulary meta-schema\",\"type\":[\"o"
"bject\",\"boolean\"],\"properties\":{\"contentEncoding\":{\"type\":\"strin"
"g\"},\"contentMediaType\":{\"type\":\"string\"},\"contentSchema\":{\"$dyna"
"micRef\":\"#meta\"}}}"
)},
};
/* clang-format on */

bool gj_metaschema(size_t index, gj_text *bytes, gj_text *uri)
{
    if (index >= sizeof metaschemas / sizeof *metaschemas)
        return false;
    *bytes = metaschemas[index].bytes;
    *uri = metaschemas[index].uri;
    return true;
}
