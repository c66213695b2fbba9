#!/bin/bash
# Each case of tests/cases is a report and all that is found in it: rule,
# severity, place, the words in both languages, and the cells concerned.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

for case in tests/cases/*/*/*/; do
    case=${case%/}
    run python3 tests/cli/compare.py "$program" "$case"
    it "${case#tests/cases/} is found as expected" 0 'out=' 'err='
done

# A rule without a failing case is a rule that nothing tests.
gouji rules --format json
rules=$(python3 -c 'import json, sys
print("\n".join(r["rule"] for r in json.load(sys.stdin)["forms"][0]["rules"]))' \
    <"$folder/out")
for rule in $rules; do
    case $rule in
    # These need more than a report: exit_status.sh has them.
    input/unreadable | form/unusable | engine/plugin-fault) continue ;;
    esac
    claim "$rule is found in at least one case of its own" grep -qrF \
        "\"rule\": \"$rule\"" --include=expected.json "tests/cases/$rule"
done

finish
