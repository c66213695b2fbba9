#!/bin/bash
# Every kind of bad input gets one clear message, the promised exit status, and
# costs the other files nothing.
. tests/cli/lib.bash
good=$samples/suqian-2023.json

# refused STATUS SENTENCE TEXT ARGUMENT…: check of these and a good report.
refused() {
    local wanted=$1 sentence=$2 text=$3
    shift 3
    exits "$wanted" "$sentence" "$gouji" check --lang en "$@" "$good"
    says "$text" "$sentence, and it is said"
    says "$good: passed" "$sentence, and the other report is checked"
}

# ------------------------------------------------------------------- usage
exits 2 "no path is a usage error" "$gouji" check
exits 2 "no command is a usage error" "$gouji"
exits 2 "an unknown command is a usage error" "$gouji" chek
says "check" "and the nearest command is named"
exits 2 "an unknown option is a usage error" "$gouji" check --lang en --fromat json x
says "did you mean --format?" "and the nearest option is named"
exits 2 "an option without its value is a usage error" "$gouji" check --format
exits 2 "a bad date is a usage error" "$gouji" check --today 2025-02-30 "$good"
exits 2 "a bad level is a usage error" "$gouji" check --fail-on always "$good"
exits 2 "an unknown format is a usage error" "$gouji" check --format yaml "$good"
exits 2 "two formats for one stream are a usage error" \
    "$gouji" check --format text --format json "$good"
exits 2 "an unknown form is a usage error" "$gouji" check --form nope "$good"
exits 2 "a pattern that matches no rule is a usage error" \
    "$gouji" check --rule 'request-*' "$good"
exits 2 "an unknown rule cannot be explained" "$gouji" explain requests-balanec
says "requests-balance" "and the nearest rule is named"
exits 0 "help is no error" "$gouji" check --help
exits 0 "the version is no error" "$gouji" --version
says "timeliness 0.1.0" "and it names the plugins"

# ------------------------------------------------------------------ inputs
head -c 3000 "$good" >"$work/cut.json"
refused 3 "a cut-off report is unreadable" "[document/syntax]" "$work/cut.json"
: >"$work/empty.json"
refused 3 "an empty file is unreadable" "[document/empty]" "$work/empty.json"
echo '{"form": "zfxxgk-2021", "form": "x"}' >"$work/twice.json"
refused 3 "a duplicate key is refused" "twice.json:1:25:" "$work/twice.json"
iconv -f UTF-8 -t GB18030 "$good" >"$work/gb.json"
refused 3 "GB18030 is recognised" "iconv -f GB18030 -t UTF-8" "$work/gb.json"
refused 3 "a missing file is unreadable" "[input/unreadable]" "$work/nowhere.json"
echo '{"form": "zfxxgk-2012"}' >"$work/unknown.json"
refused 3 "an unknown form is refused where it was named" "[form/unknown-form]" \
    "$work/unknown.json"
mkdir "$work/folder" "$work/none"
cp "$work/unknown.json" "$work/folder"
refused 3 "a folder of nothing but unknown forms is told" "no report (*.json)" \
    "$work/folder"
cp "$good" "$work/folder"
refused 0 "an unknown form is passed over in a folder" "of no known form" \
    "$work/folder"
cp "$work/cut.json" "$work/folder"
refused 3 "a cut-off report does not vanish in a folder" "cut.json:" "$work/folder"
refused 3 "a folder without reports is told" "no report (*.json)" "$work/none"
refused 3 "a report of [] is of no form" "[form/unknown-form]" \
    <(echo '[]')
sed 's/"carried_forward": 0/"carried_forward": 1000000000001/' "$good" \
    >"$work/big.json"
refused 1 "a number beyond 10^12 is a finding" "[form/number-out-of-range]" \
    "$work/big.json"
exits 3 "a file larger than the limit is unreadable" \
    "$gouji" check --max-bytes 100 "$good"
exits 3 "a file deeper than the limit is unreadable" \
    "$gouji" check --max-depth 2 "$good"
exits 3 "a file of more values than the limit is unreadable" \
    "$gouji" check --max-nodes 10 "$good"
printf '\xef\xbb\xbf' | cat - "$good" >"$work/bom.json"
exits 0 "a byte order mark is accepted" "$gouji" check "$work/bom.json"
exits 0 "standard input is a report" "$gouji" check - <"$good"
exits 1 "never may still be told apart from error" \
    "$gouji" check --fail-on info "$samples/draft.json"
exits 0 "with --fail-on never findings do not fail" \
    "$gouji" check --fail-on never "$samples/draft.json"
sed 's/"carried_forward": 0/"carried_forward": null/' "$good" >"$work/blank.json"
exits 1 "with --strict what cannot be assessed fails" \
    "$gouji" check --strict "$work/blank.json"
exits 0 "without it, it does not" "$gouji" check "$work/blank.json"
exits 3 "the highest status applies" \
    "$gouji" check "$samples/draft.json" "$work/cut.json"

# ------------------------------------------------------------------- forms
mkdir -p "$work/forms/mine"
cp schemas/zfxxgk-2021/*.json "$work/forms/mine"
sed -i 's/"id": "zfxxgk-2021"/"id": "mine"/; s/"equals": "zfxxgk-2021"/"equals": "mine"/' \
    "$work/forms/mine/form.json"
sed 's/"form": "zfxxgk-2021"/"form": "mine"/' "$good" >"$work/mine.json"
exits 0 "a copied form is used" "$gouji" check --form-dir "$work/forms" "$work/mine.json"
sed -i 's|{column}/new + {column}/carried_over ==|{column}/new + {column}/carried_ovr ==|' \
    "$work/forms/mine/equations.json"
refused 2 "a ruleset that leads nowhere is refused" "leads to no cell" \
    --form-dir "$work/forms" "$work/mine.json"
place=$(grep -n 'carried_ovr' "$work/forms/mine/equations.json" | head -1 | cut -d: -f1)
column=$(sed -n "${place}p" "$work/forms/mine/equations.json" |
    python3 -c 'print(input().index("{column}/carried_ovr") + 1)')
says "equations.json:$place:$column:" "with the place inside the expression"
says "[form/unusable]" "and its reports are told as not checked"
echo '{"id": "mine"}' >"$work/forms/mine/form.json"
exits 2 "a form that lacks members is refused" \
    "$gouji" check --lang en --form-dir "$work/forms" "$good"
says "form.json:1:1: this object lacks \"title\"" "with its place"
echo '{"id": "mine",}' >"$work/forms/mine/form.json"
exits 2 "a form that is no JSON is refused" \
    "$gouji" check --form-dir "$work/forms" "$good"
exits 2 "a folder of forms that is not there is told" \
    "$gouji" check --form-dir "$work/nowhere" "$good"

# ----------------------------------------------------------------- plugins
mkdir "$work/plugins"
echo "no library" >"$work/plugins/text.so"
refused 4 "a text file is no plugin" "text.so" --plugin-dir "$work/plugins"
chmod o+w "$work/plugins"
refused 4 "a folder that all may write is refused" "chmod o-w" \
    --plugin-dir "$work/plugins"
refused 4 "a plugin folder that is not there is told" "nowhere" \
    --plugin-dir "$work/nowhere"

# ----------------------------------------------------------------- outputs
exits 4 "a full disk is told" bash -c "'$gouji' check '$good' >/dev/full"
exits 2 "a file that cannot be made is told before anything is checked" \
    "$gouji" check --format json="$work/nowhere/x.json" "$good"
finish
