#!/bin/bash
# What goes where, in which language, and that nothing in a report can reach the
# terminal.
. tests/cli/lib.bash
good=$samples/suqian-2023.json
draft=$samples/draft.json
escape=$(printf '\033')

for locale in C zh_CN.UTF-8 en_US.UTF-8 ""; do
    run env LC_ALL="$locale" "$gouji" check --lang zh "$draft"
    says "错误 表三" "with --lang zh it is Chinese under LC_ALL='$locale'"
    run env LC_ALL="$locale" "$gouji" check --lang en "$draft"
    says "error Table 3" "with --lang en it is English under LC_ALL='$locale'"
done
run env LC_ALL=zh_CN.UTF-8 "$gouji" check "$good"
says "通过" "a Chinese locale is followed"
run env -u LC_ALL -u LANG -u LC_MESSAGES "$gouji" check "$good"
says "passed" "without a locale it is English"

run "$gouji" check "$draft"
lacks "$escape" "no colour goes into a pipe"
run "$gouji" check --color always "$draft"
says "$escape" "unless it is asked for"
run env NO_COLOR=1 script -qec "$gouji check $draft" /dev/null
lacks "$escape" "NO_COLOR is honoured on a terminal"
run "$gouji" check "$work/none.json"
if [ -z "$errors" ]; then
    ok "findings go to standard output"
else
    not_ok "findings go to standard output" "$errors"
fi
run "$gouji" check --lang xx "$good"
if [ -z "$output" ] && [ -n "$errors" ]; then
    ok "messages about the command go to standard error"
else
    not_ok "messages about the command go to standard error" "$output"
fi

# ------------------------------------------------------------ hostile texts
sed 's/"carried_forward": 0/"carried_\\u001b[31mforward\\u202e": 0/' "$good" \
    >"$work/steer.json"
run "$gouji" check "$work/steer.json"
lacks "$escape" "a key's escape sequence is shown, not obeyed"
lacks "$(printf '\u202e')" "nor is a change of direction"
says 'u202e' "they are made visible"
name=$(printf '%s/a\nb\033[2J\xff.json' "$work")
cp "$draft" "$name"
run "$gouji" check "$name"
lacks "$escape" "a path's escape sequence is shown, not obeyed"
"$gouji" check --format json "$name" >"$work/odd.json"
if python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$work/odd.json"; then
    ok "a path of any bytes gives sound JSON"
else
    not_ok "a path of any bytes gives sound JSON"
fi

# -------------------------------------------------------------------- JSON
"$gouji" check --format json --form-dir tests/forms samples tests/forms \
    "$work/none.json" >"$work/all.json" 2>/dev/null
if python3 -c 'import jsonschema' 2>/dev/null; then
    if python3 tests/cli/validate.py schemas/findings.schema.json "$work/all.json" \
        >"$work/out" 2>&1; then
        ok "the JSON output is what findings.schema.json says"
    else
        not_ok "the JSON output is what findings.schema.json says" "$(cat "$work/out")"
    fi
    for file in "$samples"/*.json "$samples"/warnings/*.json; do
        if python3 tests/cli/validate.py schemas/zfxxgk-2021/report.schema.json \
            "$file" >"$work/out" 2>&1; then
            ok "$file is what report.schema.json says"
        else
            not_ok "$file is what report.schema.json says" "$(cat "$work/out")"
        fi
    done
    for pair in form:form layout:layout equations:ruleset; do
        for folder in schemas/zfxxgk-2021 tests/forms/foia-annual; do
            if python3 tests/cli/validate.py "schemas/${pair#*:}.schema.json" \
                "$folder/${pair%:*}.json" >"$work/out" 2>&1; then
                ok "$folder/${pair%:*}.json is what its schema says"
            else
                not_ok "$folder/${pair%:*}.json is what its schema says" \
                    "$(cat "$work/out")"
            fi
        done
    done
else
    echo "ok - skipped: python3-jsonschema is not installed"
fi
"$gouji" check --format json --form-dir tests/forms samples tests/forms \
    "$work/none.json" >"$work/again.json" 2>/dev/null
if cmp -s "$work/all.json" "$work/again.json"; then
    ok "the same inputs give the same bytes"
else
    not_ok "the same inputs give the same bytes"
fi
run python3 - "$work/all.json" <<'PYTHON'
import json, sys
all = json.load(open(sys.argv[1]))
for report in all["reports"]:
    for finding in report["findings"]:
        assert len(finding["fingerprint"]) == 32, finding
    checks = report["checks"]
    assert checks["failed"] <= len(report["findings"]), report["path"]
assert all["summary"]["reports"] == len(all["reports"])
print("sound")
PYTHON
says sound "every input has its entry, and the numbers add up"

# ------------------------------------------------------------------- lists
"$gouji" rules --format json --form-dir tests/forms >"$work/rules.json"
run python3 -c 'import json, sys
forms = json.load(open(sys.argv[1]))["forms"]
print(*(f["form"] + ":" + str(len(f["rules"])) for f in forms))' "$work/rules.json"
says "foia-annual" "the rules of every form come as JSON"
run "$gouji" rules --lang zh --rule 'equations/requests-*'
says "equations/requests-balance           错误" "the rules come as a table"
lacks "timeliness" "of what was selected"
exits 2 "a list of rules in an unknown format is a usage error" \
    "$gouji" rules --format sarif
exits 0 "a rule is explained by its short name" \
    "$gouji" explain --lang zh published-by-deadline
says "government_due = 03-31" "with its parameters as the form sets them"
exits 0 "the forms are listed" "$gouji" forms --lang zh --form-dir tests/forms
says "/components 的类型为 array" "and how they are recognised"
exits 0 "help comes in Chinese" "$gouji" --help --lang zh
says "退出状态" "with the exit statuses"
exits 0 "and in English" "$gouji" help --lang=en
says "Exit status" "with the exit statuses too"

# ------------------------------------------------------------------- files
exits 0 "two formats at once" "$gouji" check --lang en --format text \
    --format json="$work/file.json" "$good"
says "passed" "the one on standard output"
if python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$work/file.json"; then
    ok "the other whole in its file"
else
    not_ok "the other whole in its file"
fi
ln -s "$work/behind.json" "$work/link.json"
echo old >"$work/behind.json"
exits 0 "a symbolic link is followed" "$gouji" check --format json="$work/link.json" \
    "$good"
if [ -L "$work/link.json" ] && grep -q '"gouji"' "$work/behind.json"; then
    ok "and stays a link"
else
    not_ok "and stays a link"
fi
mkfifo "$work/drain"
cat "$work/drain" >"$work/drained" &
exits 0 "a pipe is written to" "$gouji" check --format json="$work/drain" "$good"
wait
if [ -p "$work/drain" ] && grep -q '"gouji"' "$work/drained"; then
    ok "and stays a pipe"
else
    not_ok "and stays a pipe"
fi
mkfifo "$work/pipe"
"$gouji" check --format json="$work/never.json" "$work/pipe" &
victim=$!
exec 3>"$work/pipe"
kill -9 "$victim"
wait "$victim" 2>/dev/null
exec 3>&-
if [ ! -e "$work/never.json" ]; then
    ok "a run that was killed leaves no half file"
else
    not_ok "a run that was killed leaves no half file"
fi
finish
