#!/bin/bash
# The samples that come with the program say what they are said to.
source tests/cli/lib.bash

for file in "$samples"/*.json; do
    name=${file##*/}
    [ "$name" = draft.json ] && continue
    gouji check --lang en "$file"
    it "the real report $name passes, and the number of checks is said" 0 \
        'out:passed; all ' 'out:checks hold' 'err='
    gouji check --lang zh "$file"
    it "the real report $name passes in Chinese" 0 'out:通过；全部 ' 'err='
done

# A sample is called like its rule; where a rule has several, what is wrong
# follows: structure-missing.
named_after() {
    [[ $1 == "${2#*/}" || $1 == "${2#*/}"-* ]]
}

for file in "$samples"/broken/*.json; do
    name=${file##*/}
    name=${name%.json}
    gouji check --format json "$file"
    rules=$(rules_found <"$folder/out")
    it "broken/$name.json exits with 1" 1 'err='
    claim "broken/$name.json fails by the rule it is named after, and no other" \
        named_after "$name" "$rules"
    claim "broken/$name.json has findings of one rule" \
        test "$(wc -l <<<"$rules")" -eq 1
done

for file in "$samples"/warnings/*.json; do
    name=${file##*/}
    name=${name%.json}
    gouji check --format json "$file"
    rules=$(rules_found <"$folder/out")
    it "warnings/$name.json exits with 0" 0 'out:"severity": "warning"' \
        'no-out:"severity": "error"' 'err='
    claim "warnings/$name.json has the rule it is named after, and no other" \
        named_after "$name" "$rules"
    gouji check --fail-on warning "$file"
    it "warnings/$name.json exits with 1 where warnings fail" 1 'err='
done

for file in "$samples"/notes/*.json; do
    name=${file##*/}
    name=${name%.json}
    gouji check --fail-on warning --format json "$file"
    rules=$(rules_found <"$folder/out")
    it "notes/$name.json exits with 0, also where warnings fail" 0 \
        'out:"severity": "info"' 'no-out:"severity": "warning"' \
        'no-out:"severity": "error"' 'err='
    claim "notes/$name.json has the rule it is named after, and no other" \
        named_after "$name" "$rules"
    gouji check --fail-on info "$file"
    it "notes/$name.json exits with 1 where notes fail" 1 'err='
done

gouji check "$samples/draft.json"
it "the draft fails, and every finding has line and column" 1 \
    'out:draft.json:42:14: error' 'out:[equations/requests-balance]' \
    'out:[equations/requests-row-total]' 'out:[equations/challenges-total]' \
    'out:[equations/blank-cell]' 'out:3 errors, 1 warning' 'err='

gouji check --lang zh "$samples/draft.json"
it "the draft's balance is told as a clerk would" 1 \
    'out:表三·自然人：第一项 2 加第二项 0 等于 2，第三项 3 加第四项 0 等于 3，相差 1。'

count=$(find samples -name '*.json' ! -name 'gouji*.json' | wc -l)
gouji check samples
it "all samples at once are each accounted for" 1 \
    "out:$count reports: 5 passed" 'err='

for form in good good-one; do
    gouji check --form-dir tests/forms "tests/forms/foia-annual/reports/$form.json"
    it "a form that is only data checks its report $form.json" 0 \
        'out:passed; all' 'err='
done
for form in bad-sum unbalanced; do
    gouji check --form-dir tests/forms "tests/forms/foia-annual/reports/$form.json"
    it "a form that is only data finds fault with $form.json" 1 \
        'out: error ' 'err='
done
gouji check --form-dir tests/forms tests/forms/foia-annual/reports/late.json
it "a form that is only data has its own deadline" 0 \
    'out:after the deadline of 2025-03-01' \
    'out:[timeliness/published-by-deadline]' 'err='

finish
