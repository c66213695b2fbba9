#!/bin/bash
# A long run on a terminal: how far it is, and Ctrl-C.
source tests/cli/lib.bash

# watches MODE PATTERN OPTION…: what the terminal got is taken as standard
# error.
watches() {
    python3 tests/cli/progress.py "$1" "$2" "$folder" "$samples/draft.json" \
        "$program" check "${@:3}" >"$folder/err" 2>&1
    status=$?
}
whole() {
    python3 -c 'import json, sys
run = json.load(open(sys.argv[1]))
count = len(run["reports"])
assert count > 0 and run["summary"]["reports"] == count, count
assert [f["what"] for f in run.get("faults", [])] == sys.argv[2:], run["faults"]
' "$@"
}

watches shows '[1-9][0-9,]* reports checked, [0-9,]+ a second; [1-9][0-9,]* errors, [1-9][0-9,]* warnings' \
    --format json
it "a run that takes long says how far it is" 1
claim "results are none the worse for it" whole "$folder/out"
claim "the line is gone in the end" test "$(tail -c 4 "$folder/err")" = \
    $'\r\x1b[K'
watches shows '已检查 [1-9][0-9,]* 份报告，每秒 [0-9,]+ 份；错误 [1-9][0-9,]* 个、警告 [1-9][0-9,]* 个' \
    --format json --lang zh
it "it says so in Chinese" 1 'no-err:checked'
watches counts 'about [0-9]+ s left' --format json
it "where it can be known, the time left is said" 1
watches counts '大约还需 [0-9]+ 秒' --format json --lang zh
it "and in Chinese" 1
gouji check --format json "@$folder/list"
it "there is no progress where standard error is no terminal" 1 'err='
TERM=dumb python3 tests/cli/terminal.py 100 "$program" check --format json \
    "@$folder/list" >"$folder/out"
claim "and none on a terminal that cannot take a line back" \
    python3 -m json.tool "$folder/out" /dev/null

watches breaks 'reports checked' --format json --format "text=$folder/text"
it "Ctrl-C ends a run as the signal does" 130 \
    'err:the run was interrupted: ' 'err:the rest was not'
claim "what was checked until then is written whole" whole "$folder/out" run
claim "files are in their places" grep -q 'interrupted' "$folder/text"
watches breaks '份报告' --format json --lang zh
it "Ctrl-C is answered in Chinese" 130 'err:检查被中断：已检查 ' 'err:其余没有检查'

finish
