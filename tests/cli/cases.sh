#!/bin/bash
# Every rule says exactly what its cases expect. A case.json changes a sample
# and has what one rule says of it; a report.json is checked as it stands, byte
# for byte, and its expected.json has all that is found in it: rule, severity,
# place, the words in both languages, and the cells concerned.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

run python3 tests/cli/cases.py "$program" tests/cases
cat "$folder/out"
it "all cases ran" 0 'err=' 'out:ok - ' 'no-out:not ok - '

for case in tests/cases/*/*/*/report.json; do
    case=${case%/*}
    run python3 tests/cli/compare.py "$program" "$case"
    it "${case#tests/cases/} is found as expected" 0 'out=' 'err='
done

# A rule without a failing case is a rule that nothing tests.
cat >"$folder/untested.py" <<'PYTHON'
import json
import pathlib
import sys

def found(folder):
    for path in folder.glob("*/case.json"):
        yield from json.loads(path.read_text("utf-8"))["expected"]["findings"]
    for path in folder.glob("*/expected.json"):
        yield from (entry for entry in json.loads(path.read_text("utf-8"))
                    if entry["rule"] == "/".join(folder.parts[-2:])
                    and entry["severity"] != "not_assessable")

# These need more than a report: exit_status.sh has them.
elsewhere = {"input/unreadable", "form/unusable", "engine/plugin-fault"}
rules = json.load(sys.stdin)["forms"][0]["rules"]
for rule in {rule["rule"] for rule in rules} - elsewhere:
    if not any(found(pathlib.Path("tests/cases", rule))):
        print(rule)
PYTHON
gouji rules --format json
claim "there are rules" grep -q '"rule"' "$folder/out"
cp "$folder/out" "$folder/rules.json"
python3 "$folder/untested.py" <"$folder/rules.json" >"$folder/out" 2>"$folder/err"
status=$?
it "every rule has a case of its own that fails" 0 'out=' 'err='

finish
