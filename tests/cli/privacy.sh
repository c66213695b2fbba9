#!/bin/bash
# Personal data that was found stands in no output, whatever its format.
source tests/cli/lib.bash

# A report with each kind of personal data.
python3 - "$clean" >"$folder/secrets.json" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
report["overview"]["supervision"] = (
    "身份证110101199003077758、410305850215002，手机13800138000、"
    "138-0013-8000，卡号6217000012345670，邮箱zhangsan@qq.com，豫C12345。")
report["other_matters"] += "电话１３９００１３９０００。"
# Another rule quotes these: whole, in other digits, and cut off.
report["unit"]["kind"] = (
    "局zhangsan@qq.com，13800138000，豫C12345，110101199003077758，１３９００１３９０００")
report["overview"]["information_management"] = (
    "2023年，我局请拨打13800138000，认真做好公开。")
report["published_on"] = "13900139000"
json.dump(report, sys.stdout, ensure_ascii=False)
PYTHON

# Formats as the help lists them.
gouji check --help
formats=$(sed -n '/^Output formats:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$folder/out")
claim "the help lists formats" test -n "$formats"

secrets='110101199003077758\|1990030\|410305850215\|13800138\|138-0013'
secrets+='\|62170000\|6217 \|zhangsan\|C12345\|１３９００\|39001'
quoted='局z[^h].*qq'
for format in $formats; do
    for lang in zh en; do
        gouji check --lang "$lang" \
            --format "$format=$folder/secrets.out" "$folder/secrets.json"
        it "$format in $lang is written" 1 'err='
        claim "$format in $lang quotes the words elsewhere, masked" \
            grep -aq "$quoted" "$folder/secrets.out"
        claim "$format in $lang has findings" test -s "$folder/secrets.out"
        claim "$format in $lang shows nothing that is personal" \
            bash -c "! grep -aq '$secrets' '$folder/secrets.out'"
    done
done

gouji baseline write --baseline "$folder/accepted.json" "$folder/secrets.json"
claim "a baseline shows nothing that is personal" \
    bash -c "test -s '$folder/accepted.json' && \
        ! grep -aq '$secrets' '$folder/accepted.json'"
for number in 13800138000 13812345678; do
    sed "s/2024年，本单位收到/请拨$number。&/" "$clean" >"$folder/$number.json"
done
rm "$folder/accepted.json"
gouji baseline write --baseline "$folder/accepted.json" "$folder/13800138000.json"
gouji check --baseline "$folder/accepted.json" "$folder/13800138000.json"
it "a number that is in it is accepted" 0 'err='
gouji check --lang zh --baseline "$folder/accepted.json" \
    "$folder/13812345678.json"
it "another one in its place is not, though it is masked alike" 0 \
    'out:138********' 'out:数值已变的 1 项' 'err='
tr -d '\n' <"$folder/secrets.json" >"$folder/line.jsonl"
gouji_from "$folder/line.jsonl" filter --lang zh
it "as a filter too, the words are quoted masked" 0 'out:局z*******@qq' 'err='
claim "as a filter it shows nothing that is personal" \
    bash -c "! grep -aq '$secrets' '$folder/out'"
gouji check --rule 'privacy/*' --rule wording/stale-year --lang zh \
    "$folder/secrets.json"
it "a sentence that another rule quotes is masked" 1 \
    'out:“2023年，我局请拨打138********”' 'no-out:13800138000'
gouji check --rule 'privacy/*' --lang en "$folder/secrets.json"
it "each kind is told, and masked" 1 \
    'out:identity card (110***************)' 'out:(410************)' \
    'out:a mobile number (138********)' 'out:(138**********)' \
    'out:bank card (621*************)' 'out:(z*******@qq.com)' \
    'out:number plate (豫C*****)' 'out:(１３９********)' 'out:3 errors, 6 warnings'
finish
