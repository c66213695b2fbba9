#!/bin/bash
# Every row of the table of exit statuses, and that the highest applies.
source tests/cli/lib.bash

broken=$samples/broken/requests-balance.json
foia=tests/forms/foia-annual/reports/good.json

# 0 and 1: what is found

gouji check "$clean"
it "a report without findings exits with 0" 0 'out:passed; all ' 'out: checks hold' 'err='
gouji check "$broken"
it "a report with errors exits with 1" 1 'out:2 errors' 'err='
gouji check --fail-on never "$broken"
it "--fail-on never shows the errors and exits with 0" 0 'out:2 errors'
gouji check --fail-on=info "$samples/warnings/blank-cell.json"
it "--fail-on info fails for a warning too" 1 'out:1 warning'
gouji check --strict "$clean"
it "--strict lets pass what could all be assessed" 0
open=tests/cases/equations/regulations-without-power/level-not-given/report.json
gouji check "$open"
it "what could not be assessed does not fail by itself" 0 \
    'out:3 not assessable' 'out:not assessable Table 2' 'err='
gouji check --strict --fail-on never "$open"
it "--strict makes what could not be assessed fail" 1
gouji check --no-rule 'equations/*' "$broken"
it "rules that were left out are counted as not selected" 0 'out:not selected'
gouji check --rule equations/requests-row-total "$broken"
it "one rule can be asked for alone" 0 'out:25 checks hold' 'out:not selected'

# 2: usage

gouji
it "no command shows what there is and exits with 2" 2 'out:Usage: gouji'
gouji --help
it "--help exits with 0" 0 'out:Usage: gouji' 'out:Exit status' 'err='
gouji rules --help
it "what is said of a format's list is where it is" 0 'out:check --help' \
    'no-out:see below'
gouji --help --lang zh
it "--help speaks Chinese" 0 'out:用法' 'out:退出状态'
gouji --version
it "--version names itself, the ABI and the plugins" 0 'out:gouji 0.' \
    'out:plugin ABI 1' 'out:equations' 'out:timeliness' 'err='
for command in check rules explain forms; do
    gouji $command --help
    it "$command --help exits with 0" 0 "out:gouji $command" 'err='
done
gouji chek "$clean"
it "an unknown command suggests the nearest" 2 'err:did you mean check?' 'out='
gouji frobnicate
it "a command like no other points to --help" 2 'err:gouji --help' 'out='
gouji check --strct "$clean"
it "an unknown option suggests the nearest" 2 'err:did you mean --strict?' \
    'out='
gouji check --lang zh --strct "$clean"
it "an unknown option is refused in Chinese" 2 'err:是否应为 --strict？' 'out='
gouji check --frobnicate "$clean"
it "an option like no other points to --help" 2 'err:check --help' 'out='
gouji check -q "$clean"
it "there are no short options" 2 'err:-q' 'out='
gouji check --format
it "an option without its value is refused" 2 'err:--format needs a value' \
    'out='
gouji check --strict=yes "$clean"
it "a value where none belongs is refused" 2 'err:--strict' 'out='
for day in 2025-02-29 2025-13-01 2025-1-1 20250101 yesterday ''; do
    gouji check --today "$day" "$clean"
    it "the day '$day' is refused" 2 'err:a date, YYYY-MM-DD' 'out='
done
gouji check --today 2024-02-29 "$clean"
it "a leap day is a day" 0 'err='
gouji check --fail-on fatal "$clean"
it "an unknown severity is refused with those there are" 2 \
    'err:error, warning, info or never' 'out='
gouji check --lang fr "$clean"
it "an unknown language is refused" 2 'err:zh or en' 'out='
gouji check --color sometimes "$clean"
it "an unknown kind of colour is refused" 2 'err:auto, always or never' 'out='
for number in 0 -1 1k 99999999999999999999; do
    gouji check --max-depth "$number" "$clean"
    it "the depth '$number' is refused" 2 'err:--max-depth' 'out='
done
gouji check
it "check without a path asks for one" 2 'err:what is to be checked?' 'out='
gouji check --format xml "$clean"
it "an unknown format is refused with those there are" 2 'err:text' \
    'err:json' 'out='
gouji check --format json= "$clean"
it "an output file without a name is refused" 2 'err:lacks a file name' 'out='
gouji check --format text --format json "$clean"
it "two formats cannot both go to standard output" 2 'err:standard output' \
    'out='
gouji check --form zfxxgk-2012 "$clean"
it "an unknown --form is refused" 2 'err:zfxxgk-2012' 'err:gouji forms' 'out='
gouji check --rule 'equation/*' "$clean"
it "a --rule that matches nothing is refused" 2 'err:equation/*' \
    'err:gouji rules' 'out='
gouji check --no-rule 'equation/*' "$clean"
it "a --no-rule that matches nothing is refused" 2 'err:equation/*' 'out='
gouji explain requests-balanc
it "explain suggests the nearest rule" 2 'err:did you mean' 'out='
gouji explain
it "explain without a rule asks for one" 2 'out='
gouji rules --form nope
it "rules of an unknown form are refused" 2 'err:"nope"' 'out='
gouji rules --format xml
it "rules have no such format" 2 'err:markdown' 'out='

# 2: forms and rulesets

mkdir -p "$folder/forms/x"
echo '{"id": 3' >"$folder/forms/x/form.json"
gouji check --form-dir "$folder/forms" "$clean"
it "a form.json that breaks off is named with its place" 2 \
    "err:$folder/forms/x/form.json:2:1:" 'out='
echo '{"id": "mine"}' >"$folder/forms/x/form.json"
gouji check --form-dir "$folder/forms" "$clean"
it "a form.json that lacks members is told which" 2 \
    "err:$folder/forms/x/form.json:1:1: this object lacks" 'out='
gouji check --form-dir "$folder/nowhere" "$clean"
it "a --form-dir that is not there is refused" 2 "err:$folder/nowhere" 'out='

cp -r schemas "$folder/schemas"
chmod -R u+w "$folder/schemas"
equations=$folder/schemas/zfxxgk-2021/equations.json
sed -i 's|{column}/new + {column}|{column}/new + * {column}|' "$equations"
place=$(grep -n -m1 '/new + \*' "$equations" | cut -d: -f1)
column=$(grep -m1 '/new + \*' "$equations" | awk '{print index($0, "*")}')
gouji check --form-dir "$folder/schemas" --form-dir tests/forms "$clean" "$foia"
it "a fault in an expression is told with its place inside it" 2 \
    "err:$equations:$place:$column:" "out:$equations:$place:$column" \
    'out:[form/unusable]'
it "reports of another form are still checked" 2 "out:$foia: passed"
gouji check --form-dir "$folder/schemas" --lang zh --format json "$clean"
it "the fault is told in Chinese, and in JSON with its place" 2 \
    "out:\"line\": $place" "out:\"column\": $column" 'err:应'

cp -r schemas "$folder/astray"
chmod -R u+w "$folder/astray"
sed -i 's|{column}/carried_over ==|{column}/carried_ovr ==|' \
    "$folder/astray/zfxxgk-2021/equations.json"
gouji check --form-dir "$folder/astray" "$clean"
it "a ruleset whose pointer leads to no cell is refused" 2 \
    'err:leads to no cell' 'out:[form/unusable]'

# 3: inputs

head -c 500 "$clean" >"$folder/cut.json"
: >"$folder/empty.json"
sed 's/"commercial_enterprise"/"natural_person"/' "$clean" >"$folder/twice.json"
iconv -f UTF-8 -t GB18030 "$clean" >"$folder/gb.json"
echo '{"form": "other"}' >"$folder/other.json"
printf '\xef\xbb\xbf' | cat - "$clean" >"$folder/bom.json"

gouji check "$folder/cut.json"
it "JSON that is cut off exits with 3 and names the place" 3 \
    'out:cut.json:10:' 'out:[document/syntax]' 'err='
gouji check "$folder/twice.json"
it "a key that is there twice exits with 3" 3 'out:[document/duplicate-key]' \
    'out:"natural_person"'
gouji check "$folder/empty.json"
it "an empty file exits with 3" 3 'out:[document/empty]'
gouji check "$folder/gb.json"
it "GB18030 is recognised, with the way to convert it" 3 \
    'out:GB18030' 'out:iconv -f GB18030 -t UTF-8' 'out:[document/encoding]'
gouji check "$folder/bom.json"
it "a byte order mark is accepted" 0 'out:passed'
gouji check "$folder/missing.json"
it "a file that is not there exits with 3" 3 'out:missing.json' \
    'out:[input/unreadable]'
gouji check --lang zh "$folder/missing.json"
it "and says why in the reader's language" 3 'out:没有这个文件或文件夹'
if [ "$(id -u)" -eq 0 ]; then
    skip_without "root reads everything: a file that cannot be read"
else
    cp "$clean" "$folder/secret.json"
    chmod 0 "$folder/secret.json"
    gouji check "$folder/secret.json"
    it "a file that cannot be read exits with 3" 3 'out:[input/unreadable]'
fi
gouji check "$folder/other.json"
it "a named file of no known form exits with 3" 3 'out:[form/unknown-form]'
mkdir "$folder/found" "$folder/nothing"
cp "$folder/other.json" "$clean" "$folder/found"
gouji check "$folder/found"
it "a file of no known form in a folder is passed over" 0 \
    'out:found/other.json: of no known form' 'out:1 file skipped'
mkdir "$folder/others"
cp "$folder/other.json" "$folder/others"
gouji check "$folder/others" "$clean"
it "a folder of nothing but unknown forms is told" 3 \
    "out:$folder/others: there is no report" "out:$clean: passed"
cp "$folder/cut.json" "$folder/found"
gouji check "$folder/found"
it "a file that is cut off does not vanish in a folder" 3 \
    'out:found/cut.json:10:' 'out:1 passed' 'out:1 unreadable'
gouji check "$folder/nothing"
it "a folder without reports exits with 3" 3 'out:no report in this folder'
gouji check --format github "$folder/nothing"
it "which GitHub shows as an error" 3 'out:::error file='
gouji check --format junit "$folder/nothing"
it "which is an error in JUnit" 3 'out:errors="1" skipped="0"'
gouji check --format sarif "$folder/nothing"
it "which SARIF notifies of as an error" 3 'out:"level":"error"'
gouji_from "$clean" check -
it "a report comes from standard input" 0 'out:passed' 'err='
gouji_from "$folder/empty.json" check -
it "standard input that is empty exits with 3" 3 'out:[document/empty]'
gouji check <(echo '[]')
it "a report that is no object is of no form" 3 'out:[form/unknown-form]'
gouji check --max-bytes 1000 "$clean"
it "a file beyond --max-bytes exits with 3" 3 'out:[document/limit]'
gouji check --max-depth 2 "$clean"
it "a file beyond --max-depth exits with 3" 3 'out:[document/limit]'
gouji check --max-nodes 50 "$clean"
it "a file beyond --max-nodes exits with 3" 3 'out:[document/limit]'
sed 's/"decisions": 0/"decisions": 1000000000001/' "$clean" >"$folder/big.json"
gouji check "$folder/big.json"
it "a number beyond 10^12 is a finding" 1 'out:[schema/structure]'
gouji check --form zfxxgk-2021 "$folder/other.json"
it "--form takes a report to be of that form" 1 'out:[schema/structure]' \
    'no-out:[form/unknown-form]'
gouji check "$folder/cut.json" "$folder/twice.json" "$folder/empty.json" \
    "$folder/gb.json" "$folder/missing.json" "$folder/other.json" "$clean"
it "all files of one call are accounted for, whatever ails some" 3 \
    "out:$clean: passed" 'out:7 reports: 1 passed, 6 unreadable' 'err='

# 4: plugins

mkdir "$folder/plugins"
echo 'I am no plugin.' >"$folder/plugins/bad.so"
gouji check --plugin-dir "$folder/plugins" "$clean"
it "a text file named bad.so is refused, and the report still checked" 4 \
    "err:$folder/plugins/bad.so" "out:$clean: passed" 'out:bad.so'
gouji --version --plugin-dir "$folder/plugins"
it "--version tells of a plugin that was refused" 4 'err:bad.so' \
    'out:equations'
chmod o+w "$folder/plugins/bad.so"
gouji check --plugin-dir "$folder/plugins" "$clean"
it "a plugin that anybody may write is refused with the remedy" 4 \
    "err:chmod o-w $folder/plugins/bad.so" "out:$clean: passed"
chmod o+w "$folder/plugins"
gouji check --plugin-dir "$folder/plugins" "$clean"
it "a plugin folder that anybody may write is refused with the remedy" 4 \
    "err:chmod o-w $folder/plugins" "out:$clean: passed"
gouji check --plugin-dir "$folder/nowhere" "$clean"
it "a --plugin-dir that is not there is told" 4 "err:$folder/nowhere" \
    "out:$clean: passed"

compile() {
    mkdir "$folder/$1"
    run "${CC:-cc}" -std=c11 -shared -fPIC -Icore/include \
        -o "$folder/$1/$1.so" "tests/cli/plugins/$1.c"
    it "the plugin $1 compiles from the public header alone" 0 'err='
}
compile forgetful
gouji check "$clean"
checks=$(grep -oE '[0-9]+ checks' "$folder/out")
gouji check --plugin-dir "$folder/forgetful" "$clean"
it "a place that a plugin did not judge is never counted as held" 4 \
    'out:[engine/plugin-fault]' 'out:forgetful/seldom' \
    "out:$((${checks% *} + 1)) checks hold"
compile newer
gouji check --plugin-dir "$folder/newer" "$clean"
it "a plugin of another ABI is refused with both versions" 4 \
    'err:plugin ABI 2' 'err:ABI 1' "out:$clean: passed"
for command in "check $clean" rules filter; do
    gouji $command --plugin-dir "$folder/newer" --rule 'newer/*'
    it "whose rules are not there for that reason: gouji ${command%% *}" 4 \
        'err:plugin ABI 2' 'err:no rule matches "newer/*"'
done
gouji check --rule 'newer/*' "$clean"
it "and not for a slip" 2 'err:no rule matches "newer/*"'
cp "$build/plugins/timeliness.so" "$folder/newer"
gouji check --plugin-dir "$folder/newer" "$clean"
it "a copy of a plugin is the same plugin" 4 no-err:timeliness
echo >>"$folder/newer/timeliness.so"
gouji check --plugin-dir "$folder/newer" "$clean"
it "another plugin of the same name is refused" 4 'err:timeliness' \
    "out:$clean: passed"

# 4: outputs

if [ -c /dev/full ]; then
    "$program" check "$clean" >/dev/full 2>"$folder/err"
    status=$?
    : >"$folder/out"
    it "results that do not fit on the disk exit with 4" 4 \
        'err:could not be written'
    "$program" rules >/dev/full 2>"$folder/err"
    status=$?
    it "a list of rules that does not fit on the disk exits with 4" 4 \
        'err:could not be written'
else
    skip_without "there is no /dev/full: standard output on a full disk"
fi
# Far more than a pipe holds, of which two lines are read.
python3 - "$samples/draft.json" >"$folder/many.jsonl" <<'P'
import json, sys
print((json.dumps(json.load(open(sys.argv[1], encoding="utf-8"))) + "\n") * 2000)
P
{ "$program" check "$folder/many.jsonl" 2>"$folder/err"; echo $? >"$folder/status"; } |
    head -2 >"$folder/out"
status=$(cat "$folder/status")
it "a reader that has seen enough ends the run, without a word" 141 'err=' \
    'out:many.jsonl:1:'
{
    "$program" check --format text --format "json=$folder/many.json" \
        "$folder/many.jsonl" 2>"$folder/err"
    echo $? >"$folder/status"
} | head -2 >"$folder/out"
status=$(cat "$folder/status")
it "the same where there are other outputs" 141 'err='
claim "which are whole" test "$(python3 -c 'import json, sys
print(len(json.load(open(sys.argv[1]))["reports"]))' "$folder/many.json")" = 2000
"$program" check "$clean" >&- 2>"$folder/err"
status=$?
: >"$folder/out"
it "standard output that is closed exits with 4" 4 'err:could not be written'
"$program" check --format text --format "json=$folder/closed.json" samples \
    >&- 2>"$folder/err"
status=$?
it "standard output that is closed is not mixed up with a file" 4 \
    'err:could not be written'
claim "the file is whole all the same" python3 -m json.tool \
    "$folder/closed.json" /dev/null
gouji check --format "json=$folder/nowhere/x.json" "$clean"
it "an output file that cannot be made exits with 4 and nothing is written" 4 \
    "err:$folder/nowhere/x.json: the results cannot be written" 'out='
gouji check --format text --format "json=$folder" "$clean"
it "an output file that is a folder exits with 4" 4 "err:$folder" 'out='

# The highest applies

gouji check "$broken" "$folder/cut.json"
it "3 goes before 1" 3 'out:2 errors' 'out:[document/syntax]'
gouji check "$folder/cut.json" "$broken"
it "3 goes before 1 in any order" 3 'out:[equations/requests-balance]'
gouji check --form-dir "$folder/schemas" --form-dir tests/forms \
    tests/forms/foia-annual/reports/unbalanced.json "$clean"
it "2 goes before 1" 2 'out:[equations/' 'out:[form/unusable]'
gouji check --form-dir "$folder/schemas" "$clean" "$folder/cut.json"
it "3 goes before 2" 3 'out:[form/unusable]' 'out:[document/syntax]'
chmod o-w "$folder/plugins" "$folder/plugins/bad.so"
gouji check --plugin-dir "$folder/plugins" "$broken" "$folder/cut.json"
it "4 goes before all" 4 'out:[equations/requests-balance]' \
    'out:[document/syntax]'
gouji check --fail-on never --plugin-dir "$folder/plugins" "$clean"
it "--fail-on never hides no trouble" 4
gouji check --fail-on never "$folder/cut.json"
it "--fail-on never hides no file that could not be read" 3

# Results replace nothing that the run reads

mkdir "$folder/into"
cp "$clean" "$folder/into/unit.json"
cd "$folder/into" || exit 1
for path in . '*.json'; do
    for format in json json=/dev/stdout sarif; do
        "$program" check --format $format "$path" >0self.json 2>"$folder/err"
        status=$?
        cp 0self.json "$folder/out"
        it "what standard output goes to is no report of '$path': $format" 0 \
            'out:standard output goes to this file' err=
        rm 0self.json
    done
done
"$program" check --format ndjson . >0self.ndjson 2>"$folder/err"
status=$?
cp 0self.ndjson "$folder/out"
it "nor are lines that are written while they could be read" 0 \
    'out:"summary":{"reports":1,' 'out:standard output goes to this file'
cp 0self.ndjson 0self.json
"$program" check --lang zh 0self.json . >0self.json 2>"$folder/err"
status=$?
cp 0self.json "$folder/out"
it "but one that is named is" 3 'out:0self.json'
cd "$OLDPWD" || exit 1
mkdir "$folder/own"
cp "$broken" "$folder/own/unit.json"
cp "$broken" "$folder/own/other.json"
echo "$folder/own/unit.json" >"$folder/own.txt"
for path in "$folder/own" "$folder/own/u*.json" "@$folder/own.txt"; do
    gouji check --format "json=$folder/own/unit.json" \
        --format "html=$folder/own.html" "$path"
    it "a report that is found is not replaced either: ${path#"$folder/"}" 4 \
        "err:$folder/own/unit.json: this is one of the reports that were checked"
    claim "but is as it was, without a draft beside it" eval \
        'cmp "$broken" "$folder/own/unit.json" &&
        test "$(ls "$folder/own" | wc -l)" = 2'
    claim "and the other results are there" test -s "$folder/own.html"
done
gouji check --format "json=$folder/own.txt" "@$folder/own.txt"
it "nor is a list" 2 "err:the results would replace $folder/own.txt" 'out='
gouji check --format "json=$folder/own/results.json" "$folder/own"
gouji check --format "json=$folder/own/results.json" "$folder/own"
it "results of an earlier run are" 1 'err='
claim "and are no report of the next" test 2 = "$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))["summary"]["reports"])' \
    "$folder/own/results.json")"
ln -s nowhere "$folder/dangling"
gouji check --format "json=$folder/dangling" "$clean"
it "a link that leads nowhere is not replaced" 4 \
    "err:$folder/dangling: this is a link to a file that is not there" 'out='
gouji baseline write --baseline "$folder/dangling" "$clean"
it "nor by a baseline" 4 "err:$folder/dangling: this is a link" 'out='
claim "it leads where it led" test "$(readlink "$folder/dangling")" = nowhere \
    -a ! -e "$folder/nowhere"
echo >"$folder/nowhere"
gouji check --format "json=$folder/dangling" "$clean"
it "what a link leads to is, and the link stays" 0
claim "with what was written" test -L "$folder/dangling" -a -s "$folder/nowhere"

cp "$broken" "$folder/mine.json"
gouji check --format "json=$folder/../${folder##*/}/mine.json" \
    "$folder/mine.json"
it "results do not replace what is checked" 2 'err:which is to be checked' \
    'out='
claim "and it is as it was" cmp "$broken" "$folder/mine.json"
gouji check --format "json=$folder/two" --format "junit=$folder/./two" "$clean"
it "two formats do not go to one file, however it is named" 2 \
    'err:two formats cannot go to one file' 'out='
gouji check --resume "$folder/kept" --format "json=$folder/kept" "$clean"
it "results do not replace the journal" 2 'err:would replace' 'out='
gouji baseline write --baseline "$folder/mine.json" "$clean"
it "a baseline replaces nothing that is none" 2 "err:$folder/mine.json: this is no baseline" \
    'out='
claim "and that is as it was" cmp "$broken" "$folder/mine.json"

# Less memory than two batches of the largest reports would take: no usage is
# at fault for that.
if (ulimit -v 200000 && "$program" --help) >"$folder/out" 2>&1; then
    (
        ulimit -v 200000
        exec "$program" check --lang en -j 1 "$clean"
    ) >"$folder/out" 2>"$folder/err"
    status=$?
    it "where memory cannot be had the status says so" 4 'out=' \
        'err:gouji: shared memory cannot be had'
else
    skip_without "the program needs more memory: too little of it"
fi

# What nobody looked at is not clean

other_form=(--form-dir tests/forms --rule appeals-balance)
gouji check --format json "${other_form[@]}" "$broken"
it "a report that no check was made of is not called clean" 0 \
    'out:"status": "not_assessable"' 'out:"clean": 0'
gouji check --lang en "${other_form[@]}" "$broken"
it "it is said that nothing was checked" 0 'out:nothing was checked'
gouji check --strict "${other_form[@]}" "$broken"
it "with --strict it does not pass" 1
gouji check --lang en --no-rule '*' "$broken"
it "where no rule is left to check with nothing is" 2 'out=' \
    'err:gouji: leaving out "*" leaves no rule to check with'
gouji check --lang zh --rule equations --no-rule '*-*' --no-rule equations \
    "$broken"
it "what left none is told" 2 'out=' \
    'err:gouji: 不用“equations”，就没有剩下任何规则可以检查'
gouji check --no-rule '*' --rule requests-balance "$broken"
it "one rule is enough" 1 'out:537 not selected'

finish
