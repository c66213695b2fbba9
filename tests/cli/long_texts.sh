#!/bin/bash
# Texts of a megabyte, made to be laborious: each place is judged, nothing is a
# fault, and what cannot be decided is said to be so.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

python3 - "$clean" >"$folder/long.jsonl" <<'PYTHON'
import json
import sys

clean = open(sys.argv[1], encoding="utf-8").read()
pieces = [
    "全年共收到政府信息公开申请12件，其中自然人10件、法人2件，",
    "收到", "其中", "12件，", "１２３４", "一二三四五六七八九十", "二〇二三年", "（",
    "2023年，我局", "20", "XX件", "待补充", "高度重视", "请与某局联系，", "（请", "____",
    "信息处理费", "信息处理费5元", "1380013800", "@qq.com", "zhang@", "浙A", "6217 0000 ",
    "收到政府信息公开申请，", "政府信息公开申请均已", "公开行政处罚", "5件，其中6件",
    "同比增长5%，", " ", "\n", "。", "件", "2024年收到申请"]
for piece in pieces:
    report = json.loads(clean)
    text = piece * (2 ** 20 // len(piece.encode()))
    report["overview"]["disclosure_upon_request"] = text
    report["other_matters"] = text[:len(text) // 2]
    print(json.dumps(report, ensure_ascii=False))
PYTHON
gouji_from "$folder/long.jsonl" filter --lang en
it "texts of a megabyte are answered" 0 'err='
cat >"$folder/count.py" <<'PYTHON'
import json
import sys

results = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
checks = [result["checks"] for result in results]
print(f"{len(results)} results,",
      f"{sum(bool(each['faulted']) for each in checks)} with faults,",
      f"{sum(each['held'] + each['failed'] > 400 for each in checks)} judged")
PYTHON
cp "$folder/out" "$folder/results"
run python3 "$folder/count.py" "$folder/results"
it "every place of theirs is judged, without a fault" 0 'err=' \
    'out:33 results, 0 with faults, 33 judged'

# Expressions that would not end for a long time. What narrative tries is sifted
# first, without what stands around a match.
forms=$folder/forms
mkdir "$forms"
cp -r schemas/zfxxgk-2021 "$forms"
form=$forms/zfxxgk-2021
laborious='(?:[甲乙]|[甲乙][甲乙])+(?:[甲乙]|[甲乙][甲乙])+'
sed -i '/"id": "requests-received"/,/"phrases"/s/"phrases": \[/&{"cues": ["登记"], "starts": ["登记"], "pattern": "登记'"$laborious"'(?=N)___丁(?<n>N)C", "states": [{"number": "n", "is": "received"}]},/' \
    "$form/narrative.json"
sed -i 's/"pattern": "(?<what>_{3,}[^"]*"/"pattern": "'"$laborious"'_丙"/' \
    "$form/wording.json"
sed -i 's/"words": \["其中"\]/"words": ["登记"]/
    s/"pattern": "(?<total>[^"]*"/"pattern": "'"$laborious"'(?<total>1)(?<part>2)"/' \
    "$form/plausibility.json"
python3 - "$clean" >"$folder/laborious.json" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
report["overview"]["supervision"] = "登记" + "甲乙" * 120 + "___丁3件4条12"
json.dump(report, sys.stdout, ensure_ascii=False)
PYTHON
for rule in narrative/requests-received wording/placeholder \
    plausibility/part-above-total; do
    gouji check --lang en --form-dir "$forms" --rule "$rule" \
        "$folder/laborious.json"
    it "$rule says that it could not decide, and does not pass" 0 \
        'out:not assessable' "out:[$rule]" 'err='
done

finish
