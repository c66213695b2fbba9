#!/bin/bash
# gouji.json: where it is found, what it says, what it may not say, and that
# the command line has the last word.
source tests/cli/lib.bash

project=$folder/project
mkdir -p "$project/drafts/2024" "$folder/elsewhere"
cp "$samples/draft.json" "$project/drafts/2024"
draft=$project/drafts/2024/draft.json

configure() {
    cat >"$project/gouji.json"
}
# Runs the program in a folder.
gouji_in() {
    local where=$1
    shift
    (cd "$where" && "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null)
    status=$?
}

# --- finding

configure <<<'{"fail_on": "never", "language": "zh"}'
gouji_in "$project" check "$draft"
it "a configuration in the working directory is used" 0 'out:错误 3 处'
gouji_in "$project/drafts/2024" check draft.json
it "so is one in a folder above it" 0 'out:错误 3 处'
gouji_in "$folder/elsewhere" check "$draft"
it "one that lies where the input does is not" 1 'out:3 errors'
gouji_in "$folder/elsewhere" check --config "$project/gouji.json" "$draft"
it "one that is named is used from anywhere" 0 'out:错误 3 处'
gouji_in "$project" check --no-config "$draft"
it "none is used with --no-config" 1 'out:3 errors'
gouji_in "$project" check --config "$project/none.json" "$draft"
it "one that is named must be there" 2 'err:none.json: cannot open the file' 'out='
echo '{"fail_on": "never", "language": "en"}' >"$project/drafts/gouji.json"
gouji_in "$project/drafts/2024" check draft.json
it "the nearest one is used" 0 'out:3 errors'
rm "$project/drafts/gouji.json"
ln -s nowhere.json "$project/drafts/gouji.json"
gouji_in "$project/drafts/2024" check draft.json
it "also where it is a link that leads nowhere, which is told" 2 \
    'err:../gouji.json: cannot open the file' 'out='
rm "$project/drafts/gouji.json"
ln -s / "$folder/elsewhere/root"
gouji_in "$folder/elsewhere/root/." check "$draft"
it "the search ends at the root" 1 'out:3 errors'

# --- the command line has the last word

gouji_in "$project" check --lang en --fail-on error "$draft"
it "options take precedence over what a configuration says" 1 'out:3 errors'
configure <<<'{"rules": {"leave_out": ["requests-*"]}, "forms": ["zfxxgk-2021"]}'
gouji_in "$project" check "$draft"
it "rules are left out" 1 'out:1 error' 'no-out:requests-balance'
gouji_in "$project" check --no-rule challenges-total "$draft"
it "--no-rule leaves out more" 0 'out:1 warning' 'no-out:1 error'
gouji_in "$project" check --rule requests-balance "$draft"
it "a command line that begins with --rule says all" 1 'out:1 error' \
    'out:requests-balance' 'no-out:challenges-total'
configure <<<'{"rules": {"use": ["equations/*", "schema"],
                         "leave_out": ["blank-cell"]}}'
gouji_in "$project" check "$draft"
it "of the rules in use some are left out" 1 'out:3 errors;' 'no-out:warning'
gouji_in "$project" rules
it "gouji rules lists those that would run" 0 'out:equations/whole-number' \
    'no-out:timeliness/' 'no-out:blank-cell'
configure <<<'{"forms": ["zfxxgk-2021"]}'
gouji_in "$project" check --form foia-annual --form-dir "$PWD/tests/forms" \
    --fail-on never "$draft"
it "a form that the command line names is used whatever is configured" 0 \
    'out:schema/structure'

# --- weights and parameters

configure <<<'{"severities": {"equations/*": "info", "*-balance": "warning"},
               "fail_on": "warning"}'
gouji_in "$project" check "$draft"
it "severities are changed, the later one deciding" 1 'out:1 warning, 3 notes'
gouji_in "$project" check --format json "$draft"
claim "what is written has the severity as configured" python3 - \
    "$folder/out" <<'END'
import json, sys
report, = json.load(open(sys.argv[1]))["reports"]
assert {f["rule"]: f["severity"] for f in report["findings"]} == {
    "equations/blank-cell": "info", "equations/requests-balance": "warning",
    "equations/requests-row-total": "info",
    "equations/challenges-total": "info"}
END
gouji_in "$project" rules
it "gouji rules shows severities as configured" 0 \
    'out:requests-balance           warning'
gouji_in "$project" explain requests-balance
it "gouji explain says what was changed" 0 \
    'out:warning (set by the configuration; otherwise error)'
gouji_in "$project" rules --format json
claim "and so does gouji rules in JSON" python3 - "$folder/out" <<'END'
import json, sys
rules = {r["rule"]: r for r in json.load(open(sys.argv[1]))["forms"][0]["rules"]}
changed = rules["equations/requests-balance"]
assert (changed["severity"], changed["initial_severity"]) == ("warning", "error")
assert "initial_severity" not in rules["timeliness/published-by-deadline"]
END

configure <<<'{"parameters":
  {"timeliness/published-by-deadline": {"government_due": "01-16"}}}'
gouji_in "$project" check --rule published-by-deadline "$samples"
it "a parameter takes precedence over the form's" 0 'out:published-by-deadline'
gouji_in "$project" explain published-by-deadline
it "gouji explain shows parameters as configured" 0 'out:= 01-16' 'out:= 01-31'
gouji_in "$project" rules --format json
claim "gouji rules shows value and default" python3 - "$folder/out" <<'END'
import json, sys
rules = {r["rule"]: r for r in json.load(open(sys.argv[1]))["forms"][0]["rules"]}
given = {p["name"]: (p["value"], p["default"])
         for p in rules["timeliness/published-by-deadline"]["parameters"]}
assert given["government_due"] == ("01-16", "03-31"), given
END

# --- forms and plugins

configure <<<'{"plugins": ["timeliness"]}'
gouji_in "$project" rules
it "only the plugins named are used" 0 'out:timeliness/' 'no-out:equations/' \
    'err='
configure <<<'{"forms": ["foia-annual"]}'
gouji_in "$project" forms --form-dir "$PWD/tests/forms"
it "only the forms named are used" 0 'out:foia-annual' 'no-out:zfxxgk'
gouji_in "$project" check --form-dir "$PWD/tests/forms" "$draft"
it "a report of another form is of no known one then" 3 'out:unknown-form'

# --- refusals, each with its place

refuses() {
    configure <<<"$2"
    gouji_in "$project" check "$draft"
    it "$1" 2 "err:gouji: gouji.json:$3" 'out='
}
refuses "a configuration that leaves no rule to check with is refused" \
    '{"rules": {"use": ["equations/requests-balance"],
                "leave_out": ["equations/*"]}}' \
    '2:31: leaving out "equations/*" leaves no rule to check with'
refuses "an unknown key is refused, with the one that may be meant" \
    '{"fail-on": "error"}' '1:13: there should be no key "fail-on" here; did you mean "fail_on"?'
configure <<<'{"fail_on": "neve", "forms": 3, "colour": 1}'
gouji_in "$project" check --lang en "$draft"
it "all that is wrong is told" 2 'err:gouji.json:1:13:' 'err:gouji.json:1:30:' \
    'err:gouji.json:1:43:' 'out='
refuses "a path to load is no part of a configuration" \
    '{"plugin_dir": "."}' '1:16: there should be no key "plugin_dir" here'
refuses "a value that is none of the known ones is refused" \
    '{"fail_on": "errors"}' '1:13: must be one of'
refuses "what is not JSON is refused" '{"fail_on": error}' '1:13: '
refuses "a configuration is an object" '[]' '1:1: '
refuses "a key that stands twice is refused" \
    '{"fail_on": "error", "fail_on": "never"}' '1:22: '
refuses "a form that is not there is refused" \
    '{"forms": ["zfxxgk-2012"]}' '1:12: "zfxxgk-2012" is no known form; did you mean "zfxxgk-2021"?'
refuses "a plugin that is not there is refused" \
    '{"plugins": ["equation"]}' '1:14: "equation" is no known plugin; did you mean "equations"?'
refuses "a rule that is not there is refused" \
    '{"rules": {"use": ["requests-balense"]}}' '1:20: no rule matches "requests-balense"; did you mean requests-balance?'
refuses "a severity for no rule is refused" \
    '{"severities": {"equations/*": "info",
 "equatoins/*": "info"}}' '2:2: no rule matches "equatoins/*"'
refuses "what the engine itself says keeps its weight" \
    '{"severities": {"document/syntax": "info"}}' '1:17: no rule matches'
refuses "a parameter of a rule that is not there is refused" \
    '{"parameters": {"timeliness/published-by-deadlin": {"due": "02-01"}}}' \
    '1:17: no rule matches "timeliness/published-by-deadlin"; did you mean timeliness/published-by-deadline?'
refuses "a parameter that a rule does not have is refused" \
    '{"parameters": {"timeliness/published-by-deadline": {"duo": "02-01"}}}' \
    '1:61: rule timeliness/published-by-deadline has no parameter "duo"; did you mean "due"?'
refuses "a parameter that is not of its type is refused" \
    '{"parameters": {"timeliness/published-by-deadline": {"due": "02-31"}}}' \
    '1:61: parameter "due": "02-31" is not valid, it must be a day of the year'
for command in rules 'explain requests-balance' forms; do
    # shellcheck disable=SC2086 # a command and its argument
    gouji_in "$project" $command
    it "gouji ${command%% *} refuses it too" 2 'err:gouji.json:1:61' 'out='
done
gouji_in "$project" check --help
it "help is given whatever is configured" 0 'out:--no-config' 'err='
gouji_in "$project" check --lang zh "$draft"
it "refusals come in Chinese" 2 \
    'err:参数“due”的值“02-31”不可用，应为 MM-DD 形式的日期'

# --- the pages

for page in README.md README.zh-CN.md; do
    sed -n '/^```json/,/^```/p' "$page" | grep -v '^```' | configure
    gouji_in "$project" check "$draft"
    it "the example of $page does what it says" 1 'out:3 errors, 1 note' 'err='
done

finish
