#!/bin/bash
# What each format says is what the others say, and is as the tools of those who
# use it want it.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

# Inputs of every kind: clean, broken, not assessable, unreadable, skipped, one
# of many lines, named in odd ways.
mkdir "$folder/in" "$folder/in/found" "$folder/plugins"
cp "$samples"/broken/*.json "$samples/draft.json" "$clean" "$folder/in"
python3 - "$samples" "$folder/in" <<'P'
import json, sys
samples, into = sys.argv[1:]
draft = json.load(open(samples + "/draft.json", encoding="utf-8"))
clean = json.load(open(samples + "/laochengqu-2024.json", encoding="utf-8"))
with open(into + "/many.jsonl", "w", encoding="utf-8") as lines:
    for report in clean, draft, draft:
        lines.write(json.dumps(report, ensure_ascii=False) + "\n")
clean["requests"]["natural_person"]["new"] = None
json.dump(clean, open(into + "/blank.json", "w", encoding="utf-8"))
# Text that would be something else in each of the formats, as names and keys.
hostile = ("]]><script>alert(1)</script>&amp;|`x`\n::set-output name=a::b\r\n"
           "##[error]c\n# [l](javascript:1) @all #1 {0} 100%\u202e\x1b[2J\u2028"
           "\u0085\u2066\u2029\u061c\x7f\U000e0041")
draft["unit"]["name"] = hostile
draft[hostile] = hostile
draft["requests"][hostile] = 1
name = hostile.replace("/", "").encode() + b"\xff.json"
with open(into.encode() + b"/" + name, "w", encoding="utf-8") as file:
    json.dump(draft, file, ensure_ascii=False)
P
head -c 900 "$clean" >"$folder/in/cut.json"
echo '{"form": "other"}' >"$folder/in/found/other.json"
cp "$samples/broken/requests-balance.json" "$folder/in/年度 & <b>报告%.json"
echo 'I am no plugin.' >"$folder/plugins/bad.so"

# Every format at once, in the folder, so that paths are short.
write_all() {
    local to=$1
    shift
    mkdir -p "$to"
    run env -C "$folder/in" "$program" check "$@" \
        --format "json=$to/json" --format "ndjson=$to/ndjson" \
        --format "sarif=$to/sarif" --format "junit=$to/junit" \
        --format "github=$to/github" --format "gitlab=$to/gitlab" \
        --format "markdown=$to/markdown" --format "html=$to/html" \
        --format "text=$to/text" \
        --plugin-dir "$folder/plugins" .
}
write_all "$folder/zh" --lang zh
write_all "$folder/en" --lang en

# Once more with findings that are accepted.
for what in known:draft.json accepted:challenges-total.json; do
    run env -C "$folder/in" "$program" baseline write \
        --baseline "$folder/${what%:*}.json" "./${what#*:}"
done
python3 - "$folder" <<'P'
import json, sys
folder, = sys.argv[1:]
entries = json.load(open(folder + "/accepted.json"))["findings"]
for entry in entries:
    entry |= {"reason": "<b>&\\{0} `为何`", "until": "2026-06-30"}
json.dump({"suppressions": entries}, open(folder + "/gouji.json", "w"))
P
write_all "$folder/accepted" --lang zh --today 2026-06-01 \
    --baseline "$folder/known.json" --config "$folder/gouji.json"
write_all "$folder/again" --lang zh --today 2026-06-01 \
    --baseline "$folder/known.json" --config "$folder/gouji.json"
claim "every format has the same bytes again" \
    diff -r "$folder/accepted" "$folder/again"
claim "findings are accepted for both reasons" python3 - "$folder/accepted" <<'P'
import json, sys
found = [(f.get("suppressed") or {}).get("by")
         for r in json.load(open(sys.argv[1] + "/json"))["reports"]
         for f in r["findings"]]
assert set(found) == {None, "baseline", "suppression"}, found
P

for language in zh en accepted; do
    for format in ndjson sarif junit github gitlab markdown; do
        claim "$format has the findings that JSON has, $language" \
            python3 tests/cli/formats.py "$folder/$language" $format
    done
done

# What nobody can see, or what turns the text around it, stands in no file as
# it is; and no line of text is a command to what reads the log of a job.
claim "no format has a character that hides, or a command of its own" python3 - "$folder" <<'P'
import os, re, sys
hides = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f"
                   "\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
for language in "zh", "en", "accepted":
    for name in os.listdir(f"{sys.argv[1]}/{language}"):
        text = open(f"{sys.argv[1]}/{language}/{name}", encoding="utf-8",
                    newline="").read()
        found = hides.search(text)
        assert not found, (language, name, text[found.start() - 40:found.end()])
        # Markdown has it in code, where nothing can be escaped.
        commands = re.search(r"^\s*::(?!error |notice |warning )|##[a-z]*\[",
                             text, re.M)
        assert not commands or name in ("markdown", "github"), (
            language, name, commands)
P
run env -C "$folder/in" "$program" check --format gitlab draft.json
cp "$folder/out" "$folder/relative"
run env -C "$folder/in" "$program" check --format gitlab "$folder/in/draft.json"
it "GitLab is told of paths as seen from where its job runs" 1 \
    'out:"path":"draft.json"' 'no-out:"path":"/'
claim "and nothing else changes" cmp "$folder/relative" "$folder/out"
mkdir "$folder/log"
for name in '::error::x' '　::set-output name=a::b' ' ##[group]x' \
    '##vso[task.setvariable variable=a]b'; do
    cp "$samples/draft.json" "$folder/log/$name.json"
    head -c 900 "$clean" >"$folder/log/$name.cut.json"
    echo '{}' >"$folder/log/$name.other.json"
done
run env -C "$folder/log" bash -c \
    '"$1" check --lang en --rule requests-balance *.json && "$1" check "##[x]"' \
    - "$program"
it "text shows names that are commands in a log" 3 \
    'out:\::error::x.json:42:14: error' 'out:　\::set-output name=a::b.json' \
    'out: ##\[group]x.cut.json:' 'out:##vso\[task.setvariable variable=a]b.json:'
claim "so that none is one" eval \
    '! grep -P "^\s*::|##[a-z]*\[|^\x{3000}" "$folder/out" "$folder/err"'
run env -C "$folder/log" "$program" check --baseline '##[group]x' draft.json
it "nor is one of what is told" 2 'err:gouji: ##\[group]x: ' 'no-err:##['

# SARIF, as Microsoft's validator wants it. It has one wish that cannot be
# granted, an address of this project; that it says so shows that it read the
# file, for one that it cannot take in at all it passes over in silence.

sarif_rules() {
    "$tool" validate "$@" 2>&1 | grep -oE '(error|warning) [A-Z]+[0-9]+' |
        sort | uniq -c | tr -s '\n ' ' '
}
sound_sarif() {
    test "$(sarif_rules "$@")" = " $# warning SARIF2005 "
}
if npm_tool @microsoft/sarif-multitool@5.7.0 sarif-multitool; then
    for language in zh en accepted; do
        cp "$folder/$language/sarif" "$folder/$language.sarif"
    done
    claim "SARIF is as sarif-multitool wants it" \
        sound_sarif "$folder/zh.sarif" "$folder/en.sarif" \
        "$folder/accepted.sarif"
    sed 's/"startLine":/"lineStart":/' "$folder/en/sarif" >"$folder/bad.sarif"
    claim "sarif-multitool finds what is wrong" \
        eval '! sound_sarif "$folder/bad.sarif"'
else
    skip_without "sarif-multitool: npm cannot fetch it"
fi

# JUnit, by the schema; the mistake is one that it must find.
sound_junit() {
    xmllint --noout --schema tests/formats/junit.xsd "$@"
}
claim "JUnit is as its schema has it" \
    sound_junit "$folder/zh/junit" "$folder/en/junit" "$folder/accepted/junit"
sed 's/ errors=/ mistakes=/' "$folder/en/junit" >"$folder/bad.xml"
claim "the schema finds what is wrong" eval '! sound_junit "$folder/bad.xml"'
suites=$(grep -c '<testsuite ' "$folder/en/junit")
entries=$(python3 -c 'import json, sys
run = json.load(sys.stdin)
print(len(run["reports"]) + len(run["skipped"]) + len(run["faults"]))' \
    <"$folder/en/json")
claim "every report, skipped file and fault is a suite" \
    test "$suites" -eq "$entries"

finish
