#!/bin/bash
# What the samples are for.
. tests/cli/lib.bash

# rules FILE: the rules that the JSON output has findings of.
rules() {
    "$gouji" check --format json "$1" 2>/dev/null | python3 -c '
import json, sys
report = json.load(sys.stdin)["reports"][0]
print(*sorted({f["rule"] for f in report["findings"]}))'
}

for name in laochengqu-2024 hangzhou-2025 suqian-2023 shuyang-2025 \
    shanghai-kewei-2024; do
    exits 0 "$name is clean" "$gouji" check --lang en "$samples/$name.json"
    says "passed; all 451 checks hold" "$name: the checks that held are counted"
done
for file in "$samples"/broken/*.json; do
    name=$(basename "$file" .json)
    exits 1 "broken/$name fails" "$gouji" check "$file"
    found=$(rules "$file")
    if [ "${found#*/}" = "$name" ]; then
        ok "broken/$name breaks that rule and no other"
    else
        not_ok "broken/$name breaks that rule and no other" "$found"
    fi
done
for file in "$samples"/warnings/*.json; do
    name=$(basename "$file" .json)
    exits 0 "warnings/$name does not fail" "$gouji" check "$file"
    exits 1 "warnings/$name fails when warnings do" \
        "$gouji" check --fail-on warning "$file"
    found=$(rules "$file")
    if [ "${found#*/}" = "$name" ]; then
        ok "warnings/$name is of that rule and no other"
    else
        not_ok "warnings/$name is of that rule and no other" "$found"
    fi
done
exits 1 "the draft fails" "$gouji" check --lang zh "$samples/draft.json"
says "表三·自然人：第一项 2 加第二项 0 等于 2，第三项 3 加第四项 0 等于 3，相差 1。" \
    "the draft's balance is told as a clerk would"

foia=tests/forms/foia-annual/reports
for name in good good-one; do
    exits 0 "a second form's $name is clean" \
        "$gouji" check --form-dir tests/forms "$foia/$name.json"
done
for name in unbalanced bad-sum; do
    exits 1 "a second form's $name fails" \
        "$gouji" check --form-dir tests/forms "$foia/$name.json"
done
exits 0 "a late report of the second form is a warning" \
    "$gouji" check --lang en --form-dir tests/forms "$foia/late.json"
says "after the deadline of 2025-03-01" "with the second form's own deadline"
finish
