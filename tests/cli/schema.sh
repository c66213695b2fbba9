#!/bin/bash
# gouji schema, the structure rule, and what becomes of wrong schemas.
. tests/cli/lib.bash

gouji schema check schemas/*.schema.json schemas/*/report.schema.json \
    tests/forms/*/report.schema.json
it "all schemas of the project are sound" 0 'err='
shopt -s nullglob
for kind in form layout ruleset narrative privacy wording plausibility; do
    files=(schemas/*/$kind.json tests/forms/*/$kind.json)
    [ $kind = ruleset ] && files=(schemas/*/equations.json \
        tests/forms/*/equations.json)
    gouji schema validate --schema schemas/$kind.schema.json "${files[@]}"
    it "every $kind is valid" 0 'err='
done
report=schemas/zfxxgk-2021/report.schema.json
for file in "$samples"/*.json "$samples"/warnings/*.json; do
    gouji schema validate --schema $report "$file"
    it "$(basename "$file") is valid" 0 'out:: valid' 'err='
done
gouji schema validate --lang en --schema $report \
    "$samples/broken/structure-missing.json"
it "a missing cell is told with its place" 1 \
    'out:structure-missing.json:34:26: /proactive_disclosure/coercive_measures/decisions: the key "decisions" is missing [required]'
gouji check --format json "$samples/draft.json"
cp "$folder/out" "$folder/findings.json"
gouji schema validate --schema schemas/findings.schema.json \
    "$folder/findings.json"
it "the JSON output is as findings.schema.json says" 0

# refuses SCHEMA TEXT SENTENCE
refuses() {
    echo "$1" >"$folder/wrong.json"
    gouji schema check --lang en "$folder/wrong.json"
    it "$3 is refused with its place" 2 "out:$2"
    gouji schema validate --lang en --schema "$folder/wrong.json" "$clean"
    it "$3 is refused for validating" 2 "err:$2" 'out='
}
refuses '{"type": "strin"}' 'wrong.json:1:10: the schema itself is wrong' \
    "a schema that its metaschema forbids"
refuses '{"$ref": "other.json"}' 'wrong.json:1:10: the reference other.json' \
    "a reference to nowhere"
refuses '{"pattern": "(a"}' 'wrong.json:1:13: "(a" is no regular expression' \
    "a pattern that is none"
refuses '{"pattern": "(a+)+b"}' \
    'wrong.json:1:13: the regular expression "(a+)+b" asks for more than' \
    "a pattern that explodes"
refuses '{"patternProperties": {"(?<=a+)b": true}}' \
    'can do: a lookbehind is of no fixed length (#/patternProperties' \
    "a pattern that PCRE2 does not know"
refuses '{"allOf": [{"$ref": "#"}]}' 'wrong.json:1:1: the references go round' \
    "a circle of references"
refuses '{"$id": "a b"}' 'wrong.json:1:9: "a b" is no URI reference' \
    "a blank in a name"
refuses '{"items": {"$id": "%zz"}}' 'wrong.json:1:19: "%zz" is no URI' \
    "a percent sign in a name that encodes nothing"
refuses '{"$schema": "https://example.org/meta"}' 'wrong.json:1:13: there is no' \
    "an unknown metaschema"

refuses '{"$ref": "#/foo/bar", "foo": {"bar": {"type": 1}}}' \
    'wrong.json:1:47: the schema itself is wrong: must be one of' \
    "what a reference makes a schema"
refuses '{"items": {"$anchor": "a"}, "not": {"$dynamicAnchor": "a"}}' \
    'wrong.json:1:55: this $dynamicAnchor is also that of the schema at' \
    "a name that is given twice"
it "the other place is told" 2 'err:wrong.json:1:11'
refuses "{\"pattern\": \"($(printf 'a%.0s' {1..5000})\"}" \
    "wrong.json:1:13: \"($(printf 'a%.0s' {1..119})…\" is no regular" \
    "a long pattern that is none"
cat >"$folder/wrong.json" <<'END'
{"type": "strin", "properties": {"a": {"minLength": -1}}, "required": "a"}
END
gouji schema check --lang en "$folder/wrong.json"
it "all that a metaschema forbids is told" 2 'out:wrong.json:1:10:' \
    'out:wrong.json:1:53:' 'out:wrong.json:1:71:'
cat >"$folder/wrong.json" <<'END'
{"pattern": "(", "properties": {"a": {"$ref": "#/none"}},
 "patternProperties": {"[": {"$dynamicRef": "urn:none"}},
 "$defs": {"unused": true}, "not": {"pattern": ")"}}
END
gouji schema validate --lang en --schema "$folder/wrong.json" "$clean"
it "all that cannot be compiled is told" 2 'err:wrong.json:1:13:' \
    'err:wrong.json:1:47:' 'err:wrong.json:2:29:' 'err:wrong.json:3:48:'

mkdir "$folder/schemas"
echo '{"$id": "https://example.org/other", "type": "integer"}' \
    >"$folder/schemas/other.json"
echo '{"items": {"$ref": "https://example.org/other"}}' >"$folder/list.json"
echo '[1, 2.5]' >"$folder/value.json"
echo '[1' >"$folder/cut.json"
echo '{"format": "date"}' >"$folder/date.json"
echo '"2021-02-29"' >"$folder/day.json"
gouji schema validate --lang en --schema-dir "$folder/schemas" \
    --schema "$folder/list.json" "$folder/value.json"
it "references lead into --schema-dir" 1 \
    'out:value.json:1:5: /1: must be a whole number, not 2.5 [type]'
gouji schema validate --schema "$folder/date.json" "$folder/cut.json" \
    "$folder/day.json"
it "a file that is no JSON does not keep others from being checked" 3 \
    'out:cut.json:2:1' 'out:day.json: valid'
gouji schema validate --schema "$folder/date.json" "$folder/day.json"
it "a format is an annotation" 0
gouji schema validate --format-assertion --schema "$folder/date.json" \
    "$folder/day.json"
it "a format is an assertion on request" 1 'out:[format]'
cat >"$folder/formats.json" <<'END'
{"prefixItems": [{"format": "date"}, {"format": "idn-email"},
 {"format": "idn-email"}, {"format": "x"}]}
END
echo '["2021-02-28", "", "", ""]' >"$folder/texts-of-formats.json"
gouji schema validate --lang en --format-assertion \
    --schema "$folder/formats.json" "$folder/texts-of-formats.json"
it "formats that are not asserted on request are told" 0 'out:: valid' \
    'err:formats.json:1:49: gouji does not assert the format "idn-email"' \
    'err:formats.json:2:38: gouji does not assert the format "x"' \
    'no-err:formats.json:2:13'
gouji schema validate --schema "$folder/formats.json" \
    "$folder/texts-of-formats.json"
it "nothing is told of formats that need not be asserted" 0 'err='
for format in date time date-time duration email hostname ipv4 ipv6 uri \
    uri-reference uuid json-pointer regex; do
    echo "{\"format\": \"$format\"}" >"$folder/format.json"
    gouji schema validate --format-assertion --schema "$folder/format.json" \
        <(echo '"%("')
    it "$format is asserted" 1 'out:[format]' 'err='
    claim "the manual says so in both languages" eval \
        "grep -qE '(^|[ 、])$format(\$|[,.、。 ])' man/gouji.1 &&
         grep -qE '(^|[ 、])$format(\$|[,.、。 ])' man/zh_CN/gouji.1"
done
mkdir "$folder/asserting"
cat >"$folder/asserting/meta.json" <<'END'
{"$id": "https://example.org/asserting", "$vocabulary": {
 "https://json-schema.org/draft/2020-12/vocab/core": true,
 "https://json-schema.org/draft/2020-12/vocab/applicator": true,
 "https://json-schema.org/draft/2020-12/vocab/format-assertion": true}}
END
sed '1s/{/{"$schema": "https:\/\/example.org\/asserting", /' \
    "$folder/formats.json" >"$folder/asserted.json"
gouji schema validate --lang en --schema-dir "$folder/asserting" \
    --schema "$folder/asserted.json" "$folder/texts-of-formats.json"
it "a format that the vocabulary asks for and gouji cannot assert is refused" 2 \
    'err:asserted.json:1:' 'err:gouji cannot assert "idn-email"' \
    'err:gouji cannot assert "x"' 'out='
echo '{"$schema": "https://example.org/asserting", "format": "date"}' \
    >"$folder/asserted.json"
gouji schema validate --schema-dir "$folder/asserting" \
    --schema "$folder/asserted.json" "$folder/day.json"
it "the vocabulary makes a format an assertion" 1 'out:[format]'
gouji schema validate --lang en --schema "$folder/date.json" \
    --schema "$folder/list.json" "$folder/day.json"
it "one schema is named, not two" 2 'err:--schema can be given once' 'out='
gouji schema validate --lang en --schema-dir "$folder/none" \
    --schema "$folder/date.json" "$folder/day.json"
it "a folder of schemas that is not there is refused" 2 \
    'err:none: cannot open the folder of --schema-dir: No such file'
mkdir "$folder/named"
for name in 模式 'a b' 'c(1)+[2]' '50%'; do
    echo '{"type": "string"}' >"$folder/named/$name.json"
done
for reference in 模式 %E6%A8%A1%E5%BC%8F %e6%a8%a1%e5%bc%8f %E6%A8%A1式 'a b' \
    a%20b %61%20b 'c(1)+[2]' 'c%28%31)%2b%5B2]' 50% 50%25; do
    echo "{\"\$ref\": \"$reference.json\"}" >"$folder/named/from.json"
    gouji schema validate --lang en --schema "$folder/named/from.json" \
        --schema-dir "$folder/named" "$folder/day.json"
    it "the file that $reference names is found" 0 'err='
done
echo '{"$ref": "day.json"}' >"$folder/from.json"
gouji schema validate --lang en --schema "$folder/from.json" \
    "$folder/day.json"
it "a file beside the schema that is in no --schema-dir is told" 2 \
    'err:from.json:1:10: the reference day.json leads to a file that is there, but in no folder of --schema-dir'
gouji schema validate --lang en --schema "$folder/from.json" \
    --schema-dir "$folder" "$folder/day.json"
it "so is one that holds no schema" 2 \
    'err:from.json:1:10: the reference day.json leads nowhere: there is no schema at its end'
echo '{"$ref": "a%2Fb.json"}' >"$folder/named/from.json"
mkdir "$folder/named/a"
echo '{"type": "string"}' >"$folder/named/a/b.json"
gouji schema validate --lang en --schema "$folder/named/from.json" \
    --schema-dir "$folder/named" "$folder/day.json"
it "an encoded slash is no slash" 2 'err:the reference a%2Fb.json leads nowhere'
printf '{\n "type": strin}' >"$folder/named/坏.json"
echo '{"$ref": "坏.json"}' >"$folder/named/from.json"
gouji schema validate --lang en --schema "$folder/named/from.json" \
    --schema-dir "$folder/named" "$folder/day.json"
it "a reference to what is no sound JSON tells its fault and place" 2 \
    'err:from.json:1:10: the reference 坏.json leads to a file that cannot be read' \
    'err:named/坏.json:2:10: ' 'no-err:on this machine'
gouji schema validate --lang zh --schema "$folder/named/from.json" \
    --schema-dir "$folder/named" "$folder/day.json"
it "so it does in Chinese" 2 'err:引用 坏.json 所指的文件读不了：' \
    'err:named/坏.json:2:10: '
echo '{"$schema": "坏.json", "type": "string"}' >"$folder/named/from.json"
gouji schema validate --lang en --schema "$folder/named/from.json" \
    --schema-dir "$folder/named" "$folder/day.json"
it "so it does of a metaschema" 2 \
    'err:from.json:1:13: the file of its metaschema file:///' \
    'err:named/坏.json:2:10: ' 'no-err:there is no metaschema'

mkdir "$folder/several"
for i in 1 2 3 4; do echo '{}' >"$folder/several/$i.json"; done
echo '{' >"$folder/several/broken.json"
for keyword in '$ref' '$schema'; do
    echo "{\"$keyword\": \"several/broken.json\"}" >"$folder/from.json"
    gouji schema check --lang en --schema-dir "$folder/several" \
        "$folder/from.json"
    it "$keyword may lead to a broken file among several" 2 \
        'out:several/broken.json:2:1: '
done

# Links out of a folder, and within it.
mkdir "$folder/linked" "$folder/linked/inner" "$folder/beyond"
echo '{"$id": "https://example.org/beyond", "type": "string"}' \
    >"$folder/beyond/beyond.json"
echo '{"type": "string"}' >"$folder/linked/inner/text.json"
ln -s ../beyond/beyond.json "$folder/linked/out.json"
ln -s inner/text.json "$folder/linked/in.json"
for reference in out.json https://example.org/beyond; do
    echo "{\"\$ref\": \"$reference\"}" >"$folder/linked/from.json"
    gouji schema validate --lang en --schema "$folder/linked/from.json" \
        --schema-dir "$folder/linked" "$folder/day.json"
    it "a link that leads out of the folder is not followed to $reference" 2 \
        'err:from.json:1:10: ' 'err:linked/out.json' \
        'err:leads out of' 'out='
done
rm "$folder/linked/out.json"
ln -s ../beyond "$folder/linked/beyond"
gouji schema validate --lang zh --schema "$folder/linked/from.json" \
    --schema-dir "$folder/linked" "$folder/day.json"
it "nor is a link to another folder" 2 \
    'err:指向文件夹之外的链接没有读：' 'err:linked/beyond'
for reference in in.json inner/text.json; do
    echo "{\"\$ref\": \"$reference\"}" >"$folder/linked/from.json"
    gouji schema validate --lang en --schema "$folder/linked/from.json" \
        --schema-dir "$folder/linked" "$folder/day.json"
    it "what a link within the folder leads to is known as $reference" 0
done
ln -s linked "$folder/again"
echo '{"$ref": "https://example.org/beyond"}' >"$folder/from.json"
gouji schema validate --schema "$folder/from.json" \
    --schema-dir "$folder/again/beyond" "$folder/day.json"
it "the folder itself may be a link" 0
echo "{\"\$ref\": \"file://$PWD/schemas/form.schema.json\"}" >"$folder/from.json"
gouji schema validate --lang en --schema "$folder/from.json" \
    "$folder/day.json"
it "references lead to the program's own schemas" 1 \
    'out:must be an object, not the string'
echo '{"$defs": {"a": {"$id": "HTTP://Example.COM:80/%7ex", "type": "number"}},
    "$ref": "http://example.com/~x"}' >"$folder/from.json"
gouji schema validate --lang en --schema "$folder/from.json" \
    "$folder/day.json"
it "one URI may be written in several ways" 1 'out:must be a number'

echo '{"properties": {"": {"type": "string"}}, "maxProperties": 0}' \
    >"$folder/closed.json"
echo '{"": 3}' >"$folder/colour.json"
gouji schema validate --lang en --schema "$folder/closed.json" \
    "$folder/colour.json"
it "the document is not taken for a key without letters" 1 \
    'out:json:1:1: the document: must have at most 0 keys' \
    'out:json:1:6: /: must be a string'
echo '{"additionalProperties": false}' >"$folder/closed.json"
echo '{"a\u001b[31m\u0000b": 1}' >"$folder/colour.json"
gouji schema validate --lang en --schema "$folder/closed.json" \
    "$folder/colour.json"
it "what a key holds is shown and steers no terminal" 1 \
    'out:/a\x1b[31m\x00b: there should be no key "a\x1b[31m\x00b" here'
echo '{"items": {"type": "string"}}' >"$folder/texts.json"
# ones N: an array of N ones.
ones() { echo "[1$(printf ',1%.0s' $(seq 2 "$1"))]"; }
ones 10000 >"$folder/full.json"
ones 10001 >"$folder/more.json"
gouji schema validate --lang en --schema "$folder/texts.json" \
    "$folder/full.json"
it "ten thousand findings are all listed" 1 'out:/9999: must be a string' \
    'no-out:no more were looked for'
gouji schema validate --lang en --schema "$folder/texts.json" \
    "$folder/more.json"
it "that more was found than is listed is told" 1 \
    'out:/9999: must be a string' 'no-out:/10000: must be' \
    'out:more.json: these are the first 10000 findings; no more were looked for'
gouji schema validate --lang zh --schema "$folder/texts.json" \
    "$folder/more.json"
it "that more was found is told in Chinese" 1 \
    'out:more.json: 只列出前 10000 处，其后未再查找'
mkfifo "$folder/pipe.json" "$folder/schemas/pipe.json"
gouji schema check --lang en "$folder/pipe.json"
it "a pipe that nobody writes to is not waited for" 2 \
    'out:pipe.json: this is a pipe that nobody writes to'
gouji schema validate --lang en --schema "$folder/date.json" \
    "$folder/pipe.json"
it "nor is one waited for that should be validated" 3 \
    'out:pipe.json: this is a pipe that nobody writes to'
for name in pipe.jsonl pipe.json.gz pipe.tar pipe.tgz; do
    mkfifo "$folder/$name"
    gouji schema validate --lang en --schema "$folder/date.json" \
        "$folder/$name"
    it "nor is one waited for that is named $name" 3 \
        "out:$name:" 'out:this is a pipe that nobody writes to'
done
mkfifo "$folder/asked.jsonl"
exec 9<>"$folder/asked.jsonl"
"$program" schema validate --lang en --schema "$folder/date.json" \
    "$folder/asked.jsonl" >"$folder/out" 2>"$folder/err" 9>&- &
# The shell that becomes the program has descriptor 9 as well.
until [ "$(readlink "/proc/$!/exe")" = "$program" ] &&
    ls -l /proc/$!/fd | grep -q asked.jsonl; do
    kill -0 $! || break
done 2>"$folder/ignored"
echo '"a"' >&9
exec 9>&-
wait $!
claim "what comes through a named pipe is validated" grep -qF \
    'asked.jsonl:1: valid' "$folder/out"
gouji schema validate --lang en --schema "$folder/date.json" <(echo '"a"')
it "what comes through a pipe is validated" 0 'out:: valid'
gouji schema check --lang en /dev/zero
it "a device is no schema" 2 'out:/dev/zero: this is a device'
gouji schema validate --lang en --schema "$folder/date.json" /dev/zero
it "a device is no JSON" 3 'out:/dev/zero: this is a device'
gouji schema validate --schema <(echo '{"format": "date"}') "$folder/day.json"
it "a schema may come through a pipe" 0
printf '"2021-02-28"\n\n"2021-02-29"\n[\n' >"$folder/days.jsonl"
gouji schema validate --lang en --format-assertion \
    --schema "$folder/date.json" "$folder/days.jsonl"
it "each line of many has its number" 3 'out:days.jsonl:1: valid' \
    'out:days.jsonl:3:1: the document: ' 'out:days.jsonl:4:2: '
echo '{"$ref": "other.json"}' >"$folder/schemas/from.json"
for schema in - /dev/stdin; do
    status=0
    (cd "$folder/schemas" && "$program" schema validate --schema $schema \
        --schema-dir . ../value.json <from.json) >"$folder/out" \
        2>"$folder/err" || status=$?
    it "references of a schema that comes through $schema begin here" 1 \
        'out:value.json:1:1: the document: ' 'err='
done
gouji_from "$folder/schemas/from.json" schema validate --lang en --schema - \
    "$folder/value.json"
it "where they lead nowhere, the place is told" 2 'err:-:1:10: ' \
    "err:there is no file://$PWD/other.json"
gouji schema --help
it "what the exit statuses mean is told" 0 'out:something is not valid' \
    'out:a schema that is wrong'
gouji schema validate --schema-dir "$folder/schemas" \
    --schema "$folder/list.json" "$folder/value.json"
it "a pipe in a folder of schemas is passed over" 1
echo '{"$id": "https://example.org/other", "type": "string"}' \
    >"$folder/schemas/third.json"
gouji schema validate --lang en --schema-dir "$folder/schemas" \
    --schema "$folder/list.json" "$folder/value.json"
it "two schemas with the same \$id are told apart by neither" 2 \
    'err:list.json:1:20: the reference https://example.org/other leads to two' \
    'err:schemas/other.json:1:1' 'err:schemas/third.json:1:1'
cp "$folder/schemas/other.json" "$folder/schemas/third.json"
gouji schema validate --schema-dir "$folder/schemas" \
    --schema "$folder/list.json" "$folder/value.json"
it "two copies of one schema are one" 1
gouji schema validate "$folder/day.json"
it "a schema must be named" 2 'err:--schema'
for option in '--format json' --format=json; do
    # Two words, or one.
    gouji schema validate --lang en $option --schema "$folder/date.json" \
        "$folder/day.json"
    it "$option is not the beginning of --format-assertion" 2 \
        'err:gouji schema has no option --format' 'out='
done
gouji schema validate --format-a --schema "$folder/date.json" \
    "$folder/day.json"
it "an option may be shortened" 1 'out:[format]'
gouji schema mend "$folder/day.json"
it "there are two subcommands" 2 'err:gouji schema check'
for bytes in '' '{"type": ' '{"a": 1, "a": 2}'; do
    refuses "$bytes" 'wrong.json:' "what is no JSON ($bytes)"
done
gouji schema check "$folder/none.json"
it "a schema that is not there is told" 2 'out:none.json'
gouji schema validate --schema "$folder/none.json" "$folder/day.json"
it "so it is for validating" 2 'err:none.json' 'out='
for option in "--schema $folder/date.json" --format-assertion; do
    gouji schema check --lang en $option "$folder/date.json"
    it "${option%% *} is not for checking schemas" 2 \
        'err:are for gouji schema validate' 'out='
done
cat >"$folder/wrong.json" <<'END'
{"pattern": "(",
 "$defs": {"turns": {"$ref": "#/$defs/turns"}, "lost": {"$ref": "#/none"}},
 "type": "strin", "prefixItems": [5],
 "items": {"$ref": "#/$defs/turns"}, "contains": {"$ref": "#/$defs/lost"}}
END
for verb in "check" "validate --schema"; do
    gouji schema $verb "$folder/wrong.json" $([ "$verb" = check ] ||
        echo "$clean") --lang en
    cat "$folder/err" >>"$folder/out"
    it "all that is wrong is told in the order of places ($verb)" 2
    claim "each place once ($verb)" diff - <(grep -o 'json:[0-9:]*' \
        "$folder/out" | sort -u -t: -k2n -k3n) <<'END'
json:1:13:
json:2:21:
json:2:65:
json:3:10:
json:3:35:
END
    claim "and in their order ($verb)" sort -c -t: -k2n -k3n \
        <(grep -o 'json:[0-9:]*' "$folder/out")
done

# The structure rule.
mkdir "$folder/forms"
cp -r schemas/zfxxgk-2021 schemas/form.schema.json \
    schemas/layout.schema.json schemas/ruleset.schema.json "$folder/forms"
structure=(check --rule 'schema/*' --form-dir "$folder/forms")
gouji "${structure[@]}" --lang en "$clean"
it "a sound report has a sound structure" 0
gouji "${structure[@]}" --lang zh "$samples/broken/structure-not-a-number.json"
it "a cell is called by its official name" 1 \
    'out:structure-not-a-number.json:32:20: 错误 表二·行政处罚·本年处理决定数量：此处应为整数或 null，却是字符串“74件”。 [schema/structure]'
gouji "${structure[@]}" --format json \
    "$samples/broken/structure-not-a-number.json"
it "the keyword that asks for it is a related location in its own file" 1 \
    "out:\"path\": \"$folder/forms/zfxxgk-2021/report.schema.json\"" \
    'out:"pointer": "/$defs/count/type"' 'out:"role": "definition"'
gouji "${structure[@]}" "$samples/broken/whole-number.json" \
    "$samples/broken/fee-not-negative.json"
it "the size of a cell's number is left to the form's other rules" 0 \
    'no-out:schema/structure'
sed -i 's/"cell_values": "leave"/"cell_values": "check"/' \
    "$folder/forms/zfxxgk-2021/form.json"
gouji "${structure[@]}" "$samples/broken/whole-number.json" \
    "$samples/broken/fee-not-negative.json"
it "the size of a cell's number is checked where the form says so" 1 \
    'out:must be a whole number or null, not 0.1286. [schema/structure]' \
    'out:must be at least 0; it is -21.35. [schema/structure]'
sed -i 's/"type": \["integer", "null"\]/"type": ["whole"]/' \
    "$folder/forms/zfxxgk-2021/report.schema.json"
gouji "${structure[@]}" --lang en "$clean"
it "a form with a wrong schema is refused" 2 'err:report.schema.json:'

# A form's own files are held to their schemas.
mkdir "$folder/own"
cp -r schemas/. "$folder/own"
sed -i 's/"plugins": {/"plugins": {"A b": {},/' \
    "$folder/own/zfxxgk-2021/form.json"
gouji check --form-dir "$folder/own" --lang en "$clean"
it "a form that its schema forbids is refused" 2 'err:form.json:' 'err:A b'
# Definitions that nothing leads to

cat >"$folder/definitions.json" <<'JSON'
{"$defs": {
  "zip": {"pattern": "^[0-9{6}$"},
  "nope": {"$ref": "#/nope"},
  "dynamic": {"$dynamicRef": "#foo"},
  "sound": {"$ref": "#/$defs/zip"}
}}
JSON
gouji schema check --lang en "$folder/definitions.json"
it "what is wrong with a definition that nothing leads to is told" 2 \
    "out:$folder/definitions.json:2:22: " 'out:the reference #/nope leads' \
    'out:the reference #foo leads'
echo '{"$defs": {"e": {"$ref": "#/$defs/e"}}}' >"$folder/turning.json"
gouji schema check --lang en "$folder/turning.json"
it "a circle among definitions is refused" 2 'out:circle'

# What looks like a keyword and is none is allowed, and told.
cat >"$folder/misspelt.json" <<'END'
{
  "proprties": {"a": {"minimun": 3}},
  "requird": ["a"],
  "dependencies": {},
  "x-note": "of the office",
  "properties": {"requird": {"maxLenght": 3, "examples": [], "title": ""}}
}
END
gouji schema check "$folder/misspelt.json"
it "a misspelt keyword is told, and where it stands" 0 'err=' \
    'out:misspelt.json: sound' \
    'out:misspelt.json:2:16: "proprties" is no keyword' \
    'out:did you mean "properties"? (#/proprties)' \
    'out:did you mean "required"? (#/requird)' \
    'out:did you mean "maxLength"? (#/properties/requird/maxLenght)'
claim "what is of another kind, or a property's name, is not" test \
    "$(wc -l <"$folder/out")" = 4
gouji schema check --lang zh "$folder/misspelt.json"
it "it is told in Chinese" 0 'out:“requird”不是关键字，不起作用；是不是“required”？'

finish
