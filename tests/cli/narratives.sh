#!/bin/bash
# The figures of published reports fit one another, and so do words made of
# them. The sentences themselves are no part of the project: `make narratives`.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

run python3 tests/real/narratives.py "$program"
it "tables made of published figures are clean" 0 'err=' \
    'out:25 of 25 texts' 'out: 0 findings' 'out:off by one: 0 texts'

cat >"$folder/words.json" <<'JSON'
[
  {"unit": "武汉市公安局", "year": 2024,
   "text": "全年新收申请464件，上年结转3件，办结441件，结转下年度26件。"},
  {"unit": "盐城市亭湖区人社局", "year": 2024,
   "text": "作出行政处罚决定11件。"}
]
JSON
run python3 tests/real/narratives.py "$program" "$folder/words.json"
it "words that say what the tables say are not found fault with" 0 'err=' \
    'out:5 statements hold, 0 findings' 'out:off by one: 2 texts are found'

sed -i 's/464件/463件/' "$folder/words.json"
run python3 tests/real/narratives.py "$program" "$folder/words.json"
it "a number that is off is" 1 'out:narrative/requests-received' 'err='

mkdir "$folder/forms"
cp -r schemas/zfxxgk-2021 "$folder/forms"
sed -i 's/"excused_by": "carried-forward"/"excused_by": "carried-away"/' \
    "$folder/forms/zfxxgk-2021/narrative.json"
run "$program" check --lang en --form-dir "$folder/forms" \
    samples/zfxxgk-2021/laochengqu-2024.json
it "an excuse that is no quantity is refused where it stands" 2 \
    'err:narrative.json:' 'err:"quantities" has no such quantity'

finish
