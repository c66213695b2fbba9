#!/bin/bash
# What is written, where, and in which form.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

broken=$samples/broken/requests-row-total.json
escape=$'\x1b'

# Only results on standard output

mkdir "$folder/plugins"
echo 'I am no plugin.' >"$folder/plugins/bad.so"
gouji check --plugin-dir "$folder/plugins" --format json "$clean"
it "what ails a plugin goes to standard error" 4 'err:bad.so'
claim "standard output is JSON and nothing else" \
    python3 -m json.tool "$folder/out" /dev/null
gouji check "$broken"
it "findings go to standard output only" 1 'err='
gouji check --format xml "$clean"
it "a usage error goes to standard error only" 2 'out='

# JSON and its schema

head -c 900 "$clean" >"$folder/cut.json"
echo '{"form": "other"}' >"$folder/other.json"
mkdir "$folder/found" "$folder/nothing" "$folder/json"
cp "$folder/other.json" "$folder/found/"
cp -r schemas "$folder/schemas"
chmod -R u+w "$folder/schemas"
sed -i 's|{column}/new + |{column}/new + * |' \
    "$folder/schemas/zfxxgk-2021/equations.json"

to_json() {
    local name=$1
    shift
    "$program" check --format json "$@" >"$folder/json/$name.json" 2>/dev/null
}
to_json clean "$clean"
to_json samples samples
to_json samples-zh --lang zh samples
to_json cases tests/cases
to_json inputs "$folder/cut.json" "$folder/other.json" "$folder/found" \
    "$folder/nothing" "$folder/missing.json"
to_json plugins --plugin-dir "$folder/plugins" "$clean"
to_json ruleset --form-dir "$folder/schemas" "$clean"
to_json foia --form-dir tests/forms tests/forms/foia-annual/reports
to_json selected --rule '*/blank-cell' "$clean"
conforms() {
    run python3 tests/cli/validate.py "${@:2}"
    if [ "$status" -eq 77 ]; then
        skip_without "python3-jsonschema: $1"
    else
        it "$1" 0 'out=' 'err='
    fi
}
conforms "results in JSON are as findings.schema.json says" \
    schemas/findings.schema.json "$folder"/json/*.json
conforms "sound samples are as the form's report.schema.json says" \
    schemas/zfxxgk-2021/report.schema.json "$samples"/*.json \
    "$samples"/warnings/*.json
for kind in form layout; do
    conforms "each $kind.json is as $kind.schema.json says" \
        schemas/$kind.schema.json schemas/zfxxgk-2021/$kind.json \
        tests/forms/foia-annual/$kind.json
done
conforms "each ruleset is as ruleset.schema.json says" \
    schemas/ruleset.schema.json schemas/zfxxgk-2021/equations.json \
    tests/forms/foia-annual/equations.json
cat >"$folder/sums.py" <<'P'
import json, sys
for name in sys.argv[1:]:
    run = json.load(open(name, encoding="utf-8"))
    reports, summary = run["reports"], run["summary"]
    found = [f["severity"] for r in reports for f in r["findings"]]
    status = [r["status"] for r in reports]
    assert summary == {
        "reports": len(reports),
        "clean": status.count("clean"),
        "with_findings": status.count("findings"),
        "not_assessable": status.count("not_assessable"),
        "unreadable": status.count("unreadable"),
        "skipped": len(run["skipped"]),
        "errors": found.count("error"),
        "warnings": found.count("warning"),
        "infos": found.count("info")}, (name, summary)
P
cat >"$folder/same.py" <<'P'
import json, sys
places = [{report["path"]: sum(report["checks"].values())
           for report in json.load(open(name, encoding="utf-8"))["reports"]}
          for name in sys.argv[1:]]
assert places[0] == places[1] and min(places[0].values()) > 400, places
P
"$program" check --format json --rule 'timeliness/*' "$samples" \
    >"$folder/json/few.json"
"$program" check --format json "$samples" >"$folder/json/all.json"
claim "a check that was not selected is counted as skipped, and none is lost" \
    python3 "$folder/same.py" "$folder"/json/{few,all}.json
claim "sums of the summary are those of the reports" \
    python3 "$folder/sums.py" "$folder"/json/{clean,samples,inputs,foia}.json

# Files

gouji check --format text --format "json=$folder/one.json" "$broken"
it "text and JSON are written at once" 1 'out:2 errors' 'no-out:"gouji"' 'err='
"$program" check --format json "$broken" >"$folder/two.json"
claim "a file gets the bytes that standard output gets" \
    cmp "$folder/one.json" "$folder/two.json"
gouji check --format "json=$folder/one.json" --format "text=$folder/one.txt" \
    "$clean"
it "where all results go to files, standard output stays empty" 0 'out=' 'err='
claim "a file that was there is replaced" grep -q '"status": "clean"' \
    "$folder/one.json"
claim "no draft is left beside it" test -z "$(ls "$folder"/one.json.* \
    "$folder"/one.txt.* 2>/dev/null)"
claim "results can be read by those whom the umask lets read" test \
    "$(umask 022 && "$program" check --format "json=$folder/m" "$clean" &&
        stat -c %a "$folder/m")" = 644
gouji check --format json=- --format "text=$folder/one.txt" "$broken"
claim "a file named - is standard output" cmp "$folder/out" "$folder/two.json"
gouji check --format json=- --format text "$broken"
it "which takes one format only" 2 'err:only one format' 'out='
ln -s one.json "$folder/link.json"
gouji check --format "json=$folder/link.json" "$broken"
claim "a symbolic link stays one, and its file is replaced" test \
    -L "$folder/link.json" -a "$(grep -c requests-row-total \
        "$folder/one.json")" -gt 0
gouji check --format json=/dev/stdout --format "text=$folder/one.txt" "$clean"
it "/dev/stdout is written to" 0 'out:"status": "clean"'

mkfifo "$folder/fifo"
cat "$folder/fifo" >"$folder/read.json" &
gouji check --format "json=$folder/fifo" "$clean"
wait $!
it "a pipe is written to" 0 'err='
claim "a pipe is not replaced" test -p "$folder/fifo"
claim "what comes through the pipe is whole" python3 -m json.tool \
    "$folder/read.json" /dev/null

# A limit on the size of files stands for a disk that is full.
echo old >"$folder/limited.json"
(
    trap '' XFSZ
    ulimit -f 4
    exec "$program" check --format "json=$folder/limited.json" samples
) >/dev/null 2>"$folder/err"
status=$?
: >"$folder/out"
it "a file that does not fit on the disk exits with 4" 4 \
    "err:$folder/limited.json: the results cannot be written"
claim "the file that was there stays" grep -qx old "$folder/limited.json"
claim "no part of it is left behind" test -z \
    "$(ls "$folder"/limited.json.* 2>/dev/null)"

# The second report comes from a pipe that nobody writes to, so the run is in
# the middle when it is killed.
echo old >"$folder/whole.json"
mkfifo "$folder/pipe"
"$program" check --format "json=$folder/whole.json" "$clean" "$folder/pipe" &
child=$!
until compgen -G "$folder/whole.json.*" >/dev/null; do
    kill -0 $child || break
    sleep 0.05
done
kill -9 $child
wait $child 2>/dev/null
claim "a run that is killed leaves what stood under the name" \
    grep -qx old "$folder/whole.json"

# The same again

gouji check samples
cp "$folder/out" "$folder/first"
gouji check samples
claim "the same inputs give the same text" cmp "$folder/first" "$folder/out"
to_json again samples
claim "the same inputs give the same JSON" \
    cmp "$folder/json/samples.json" "$folder/json/again.json"
mkdir "$folder/order"
for name in b a c; do
    cp "$clean" "$folder/order/$name.json"
done
gouji check "$folder/order"
claim "files of a folder come in the order of their names" test \
    "$(grep -o '[abc]\.json' "$folder/out" | tr -d '\n')" = a.jsonb.jsonc.json

# Languages

speaks() {
    local sentence=$1 expected=$2
    shift 2
    run env -i PATH="$PATH" ASAN_OPTIONS="$ASAN_OPTIONS" "$@"
    it "$sentence" 1 "out:$expected" 'err='
}
check_zh=("$program" check --lang zh "$broken")
speaks "Chinese needs no locale variables" '六类申请人之和为 12' "${check_zh[@]}"
speaks "Chinese needs no locale but C" '六类申请人之和为 12' LC_ALL=C "${check_zh[@]}"
speaks "English needs no locale variables" 'add up to 12' \
    "$program" check --lang en "$broken"
speaks "English comes where the locale is Chinese" 'add up to 12' \
    LC_ALL=zh_CN.UTF-8 "$program" check --lang en "$broken"
speaks "no locale means English" 'add up to 12' "$program" check "$broken"
speaks "the C locale means English" 'add up to 12' LC_ALL=C "$program" check \
    "$broken"
speaks "LANG=zh_CN.UTF-8 means Chinese, installed or not" '六类申请人之和' \
    LANG=zh_CN.UTF-8 "$program" check "$broken"
speaks "LC_ALL goes before LANG" 'add up to 12' LC_ALL=en_US.UTF-8 \
    LANG=zh_CN.UTF-8 "$program" check "$broken"
speaks "LC_MESSAGES goes before LANG" '六类申请人之和' LC_MESSAGES=zh_CN.UTF-8 \
    LANG=en_US.UTF-8 "$program" check "$broken"
gouji explain --lang zh requests-balance
it "explain speaks Chinese" 0 'out:怎样改正' 'out:错例' 'err='
gouji explain --lang en equations/requests-balance
it "explain speaks English" 0 'out:How to mend it' 'out:Basis' 'err='
gouji rules --format markdown --lang zh
it "rules come as a table for documents" 0 \
    'out:| `equations/requests-balance` | 错误 |' 'err='
gouji rules --format json --form-dir tests/forms
claim "rules come as JSON, for every form" test \
    "$(grep -c '"form": ' "$folder/out")" -eq 2
gouji rules --rule 'equations/requests-*'
it "rules can be listed by pattern" 0 'out:equations/requests-balance' \
    'no-out:timeliness' 'err='
gouji explain --lang zh published-by-deadline
it "explain shows the parameters as the form sets them" 0 \
    'out:government_due = 03-31' 'err='
gouji forms --lang zh --form-dir tests/forms
it "forms tell how they are recognised" 0 'out:/components 的类型为 array'
gouji forms --form-dir tests/forms
it "forms are told with the folder each was found in" 0 'out:zfxxgk-2021' \
    'out:folder tests/forms/foia-annual' 'err='

# Colour

gouji check "$broken"
it "there is no colour in a pipe" 1 "no-out:$escape"
gouji check --color always "$broken"
it "--color always colours a pipe" 1 "out:$escape["
run env NO_COLOR=1 "$program" check --color always "$broken"
it "--color always goes before NO_COLOR" 1 "out:$escape["
gouji check --color always --format json "$broken"
it "JSON is never coloured" 1 "no-out:$escape"
on_terminal() {
    run env TERM=xterm python3 tests/cli/terminal.py 100 "$@"
}
on_terminal "$program" check "$broken"
it "a terminal gets colour" 1 "out:$escape["
on_terminal env NO_COLOR=1 "$program" check "$broken"
it "NO_COLOR turns colour off on a terminal" 1 "no-out:$escape"
on_terminal env NO_COLOR= "$program" check "$broken"
it "NO_COLOR without a value changes nothing" 1 "out:$escape["
on_terminal "$program" check --color never "$broken"
it "--color never turns colour off on a terminal" 1 "no-out:$escape"
on_terminal "$program" check --format "text=$folder/plain.txt" "$broken"
claim "a file gets no colour where the program runs on a terminal" \
    test "$(grep -c "$escape" "$folder/plain.txt")" -eq 0

# The width of a terminal

# keeps_to_width COMMAND…: what a terminal of 72 columns gets is what a pipe
# gets, but for where lines end.
keeps_to_width() {
    NO_COLOR=1 python3 tests/cli/terminal.py 72 "$@" >"$folder/narrow"
    "$@" >"$folder/wide"
    python3 -c 'import sys, unicodedata
narrow, wide = (open(f, encoding="utf-8").read() for f in sys.argv[1:])
for line in narrow.splitlines():
    width = sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line)
    assert width <= 72, (width, line)
assert "".join(narrow.split()) == "".join(wide.split())
assert len(narrow.splitlines()) > len(wide.splitlines())
' "$folder/narrow" "$folder/wide"
}
for language in zh en; do
    for command in 'check --help' 'explain requests-balance' rules; do
        # shellcheck disable=SC2086
        claim "gouji $command keeps to the width of a terminal, $language" \
            keeps_to_width "$program" $command --lang $language
    done
done

for language in zh en; do
    arguments=(check --lang $language --color never blank-cell.json)
    run env -C "$samples/warnings" TERM=xterm \
        python3 "$PWD/tests/cli/terminal.py" 60 "$program" "${arguments[@]}"
    cp "$folder/out" "$folder/wrapped"
    run env -C "$samples/warnings" "$program" "${arguments[@]}"
    claim "on a terminal lines are broken between words, $language" \
        python3 - "$folder" <<'P'
import sys, unicodedata
read = lambda name: open(f"{sys.argv[1]}/{name}", encoding="utf-8").read()
wrapped, whole = read("wrapped").split("\n")[:-1], read("out")
width = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
                         for c in line)
assert max(map(width, wrapped)) <= 60 < max(map(width, whole.split("\n")))
assert "".join(wrapped).replace(" ", "") == \
    whole.replace(" ", "").replace("\n", "")
assert all(word in " ".join(wrapped).split() for word in whole.split()
           if word.isascii())
P
done

# stderr_only COMMAND…: what it says on standard error.
stderr_only() {
    "$@" >/dev/null
}
export -f stderr_only
for language in zh en; do
    arguments=(check --lang $language --watch --resume x "$clean")
    TERM=xterm python3 tests/cli/terminal.py 60 bash -c 'stderr_only "$@"' . \
        "$program" "${arguments[@]}" >"$folder/narrow"
    "$program" "${arguments[@]}" 2>"$folder/wide"
    claim "so are those of standard error, $language" \
        python3 - "$folder" <<'P'
import sys, unicodedata
read = lambda name: open(f"{sys.argv[1]}/{name}", encoding="utf-8").read()
narrow, wide = read("narrow").splitlines(), read("wide").splitlines()
width = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
                         for c in line)
assert max(map(width, narrow)) <= 60 < max(map(width, wide)), narrow
assert "".join("".join(narrow).split()) == "".join("".join(wide).split())
P
done

# Odd names, and texts that would act on a terminal

mkdir "$folder/odd"
cp "$broken" "$folder/odd/"$'new\nline.json'
cp "$broken" "$folder/odd/"$'esc\x1b[2J\x1b]0;title\x07.json'
cp "$broken" "$folder/odd/"$'latin\xe9.json'
cp "$broken" "$folder/odd/"$'turned\xe2\x80\xaename.json'
cp "$broken" "$folder/odd/年度 报告.json"
gouji check "$folder/odd"
it "a name with escape sequences is shown harmless" 1 'out:esc\x1b[2J' \
    "no-out:$escape" $'no-out:\x07' 'err='
it "a name with a newline stays on one line" 1 'out:new\x0aline.json: 2 errors'
it "a name that is not UTF-8 is shown" 1 'out:latin\xe9.json'
it "a name cannot turn the direction of the text" 1 \
    $'no-out:\xe2\x80\xae' 'out:turned'
it "a Chinese name with a space is shown as it is" 1 'out:年度 报告.json:268'
to_json odd "$folder/odd"
claim "JSON with such names is JSON" python3 -m json.tool \
    "$folder/json/odd.json" /dev/null
gouji check "$folder/odd/missing"$'\x1b[2J'
it "a missing file's name is shown harmless" 3 'out:missing\x1b[2J' \
    "no-out:$escape"
gouji check "--$escape[2J" --plugin-dir "$folder/$escape[2J"
it "an option is shown harmless on standard error" 2 "no-err:$escape"
gouji check --plugin-dir "$folder/$escape[2J" "$clean"
it "a folder is shown harmless on standard error" 4 "no-err:$escape" \
    "no-out:$escape"
gouji "$escape[2J"
it "a command is shown harmless on standard error" 2 "no-err:$escape"
sed 's/"repealed"/"re\\u001b[2J\\u202e\\npealed"/' "$clean" >"$folder/key.json"
gouji check "$folder/key.json"
it "a key with escape sequences is shown harmless" 1 "no-out:$escape" \
    $'no-out:\xe2\x80\xae' 'out:the form has no'
sed "s/\"zfxxgk-2021\"/\"zf$escape[2J\"/" "$clean" >"$folder/raw.json"
gouji check "$folder/raw.json"
it "a control character in a text is refused and shown harmless" 3 \
    "no-out:$escape" 'out:[document/syntax]'

# Columns

for language in zh en; do
    for file in draft broken/requests-handled-total broken/challenges-total; do
        "$program" check --lang $language "$samples/$file.json" >"$folder/out"
        claim "figures of $file stand under their headings, $language" \
            python3 tests/cli/columns.py 1 <"$folder/out"
    done
done

# Help, rules and findings are broken into lines that fit.
python3 tests/cli/wide.py "$program" "$samples/draft.json" ||
    failures=$((failures + 1))

python3 - "$broken" >"$folder/endless.json" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
report["unit"]["name"] = "长" * 25000
json.dump(report, sys.stdout, ensure_ascii=True)
PYTHON
gouji check --lang en --format markdown "$folder/endless.json" "$broken"
it "in markdown a name without end hides no other report" 1 \
    "out:### \`$broken\`" 'out:There is no room here for'

finish
