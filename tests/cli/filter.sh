#!/bin/bash
# gouji filter: lines in, lines out, wherever it stands between other programs.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

one_line() {
    python3 -c 'import json, sys
print(json.dumps(json.load(open(sys.argv[1])), ensure_ascii=False))' "$1"
}
draft=$samples/draft.json
lines=$folder/lines.jsonl
{
    one_line "$clean"
    echo
    one_line "$draft"
    printf '\r\n'
    echo 'no report'
    echo '{"name": "of no form"}'
    echo '[]'
    printf '{"cut": "off'
    printf '\xff\n'
    one_line "$clean"
} >"$lines"

# A line for each answer.
answers() {
    python3 -c 'import json, sys
for line in sys.stdin:
    answer = json.loads(line)
    print(answer["path"], answer["record"], answer["status"])'
}

gouji_from "$lines" filter
it "each line that is not empty has its answer, in order" 0 'err='
claim "an answer names its line; what is no report has one too" test "$(
    answers <"$folder/out" | tr '\n' ';')" = "- 1 clean;- 3 findings;- 5 \
unreadable;- 6 unreadable;- 7 unreadable;- 8 unreadable;- 9 clean;"
# But for the name of the input, of which the fingerprint of what is no report
# is taken.
nameless() {
    sed 's/"path":"[^"]*",//g; s/"fingerprint":"[^"]*",//g'
}
"$program" check --format ndjson "$lines" | sed '$d' | nameless \
    >"$folder/wanted"
claim "the answers are those of gouji check" \
    cmp "$folder/wanted" <(nameless <"$folder/out")
cp "$folder/out" "$folder/answers"
for jobs in 0 1 7; do
    gouji_from "$lines" filter -j $jobs
    claim "-j $jobs gives the same bytes" cmp "$folder/answers" "$folder/out"
done

# Of each kind more than a batch takes, and between them reports and what is
# longer than is read at once.
for i in $(seq 4000); do
    echo "[$i]"
    if [ $((i % 400)) -eq 0 ]; then
        one_line "$clean"
        printf '%*s\n' $((i * 100)) "$i"
    fi
done >"$folder/uneven.jsonl"
gouji_from "$folder/uneven.jsonl" filter -j 1
claim "short lines and long ones have their answers in order" cmp \
    <(seq 4020) <(sed 's/.*"record":\([0-9]*\).*/\1/' "$folder/out")
claim "and each its own" test "$(answers <"$folder/out" | grep -n clean |
    tr '\n' ' ')" = "$(for i in $(seq 401 402 4020); do
        echo "$i:- $i clean"; done | tr '\n' ' ')"
cp "$folder/out" "$folder/uneven"
for jobs in 0 7; do
    gouji_from "$folder/uneven.jsonl" filter -j $jobs
    claim "also with -j $jobs" cmp "$folder/uneven" "$folder/out"
done

head -c -1 "$lines" >"$folder/open.jsonl"
gouji_from "$folder/open.jsonl" filter
claim "the last line needs no end" cmp "$folder/answers" "$folder/out"
gouji filter
it "no line, no answer" 0 'out=' 'err='
gouji_from "$lines" filter --max-bytes 100
it "a line beyond the limit has its answer" 0 'err=' \
    'out:"record":1,' 'out:longer than the limit of 100 bytes'
claim "and so have those around it" test "$(wc -l <"$folder/out")" -eq 7
gouji_from "$lines" filter --lang zh --rule 'equations/*'
it "options of gouji check are options of the filter" 0 \
    'out:第一项 2 加第二项 0' 'no-out:"rule":"narrative'

# Blank lines, one of 100 MB, NUL bytes before, behind, within and instead of a
# report, no end of the last line.
python3 - "$clean" >"$folder/hard.jsonl" <<'P'
import json, sys
report = json.dumps(json.load(open(sys.argv[1]))).encode()
write = sys.stdout.buffer.write
write(b"\n\r\n" + report + b"\n" + b" " * (100 << 20) + report + b"\n")
write(report + b"\n\0\n\0" + report + b"\n" + report + b"\0\n")
write(report[:99] + b"\0" + report[99:] + b"\n\n" + report)
P
gouji_from "$folder/hard.jsonl" filter
rm "$folder/hard.jsonl"
it "a line of 100 MB, NUL bytes and blanks hold up nothing" 0 'err=' \
    'out:longer than the limit of 67108864 bytes' 'out:U+0000'
claim "each has its answer, in its place" test "$(
    answers <"$folder/out" | tr '\n' ';')" = "- 3 clean;- 4 unreadable;\
- 5 clean;- 6 unreadable;- 7 unreadable;- 8 unreadable;- 9 unreadable;\
- 11 clean;"

gouji filter "$lines"
it "a file is for gouji check" 2 'err:gouji check' 'out='
gouji_from "$lines" filter --form nope
it "what cannot be used is said before a line is read" 2 'err:nope' 'out='
mkdir "$folder/plugins"
echo 'I am no plugin.' >"$folder/plugins/bad.so"
gouji_from "$lines" filter --plugin-dir "$folder/plugins"
it "a plugin that was refused makes the run fail" 4 'err:bad.so'
claim "all lines are answered" cmp "$folder/answers" "$folder/out"
"$program" filter <"$folder" >"$folder/out" 2>"$folder/err"
status=$?
it "standard input that cannot be read is said" 3 'out=' \
    'err:error while reading'

if [ -c /dev/full ]; then
    "$program" filter <"$lines" >/dev/full 2>"$folder/err"
    status=$?
    : >"$folder/out"
    it "a full disk is said" 4 'err:could not be written'
else
    skip_without "there is no /dev/full: a filter's output on a full disk"
fi
"$program" filter <"$lines" >&- 2>"$folder/err"
status=$?
it "standard output that is closed is said" 4 'err:could not be written'

many=$folder/many.jsonl
mkdir "$folder/reports"
"$build/tests/generate" 300 "$folder/reports" >/dev/null
python3 - "$folder/reports" >"$many" <<'P'
import json, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    report = json.loads(path.read_text("utf-8"))
    print(json.dumps(report, ensure_ascii=False))
P
gouji_from "$many" filter
cp "$folder/out" "$folder/all"
{ timeout 60 "$program" filter 2>"$folder/err"; echo $? >"$folder/status"; } \
    < <(yes "$(head -1 "$many")") | head -2 >"$folder/out"
status=$(cat "$folder/status")
it "a reader that has seen enough ends the filter, without a word" 141 'err='
claim "what was read is whole" test "$(answers <"$folder/out" | wc -l)" -eq 2

# With other programs

claim "each line is answered before the next is asked for" \
    python3 tests/cli/dialogue.py 40 "$many" "$program" filter
claim "memory does not grow with the number of lines" \
    env "ASAN_OPTIONS=$ASAN_OPTIONS:quarantine_size_mb=1" python3 tests/cli/flat.py "$many" "$program" filter
claim "SIGTERM ends it when all that was read is answered" \
    python3 tests/cli/dialogue.py --end 40 "$many" "$program" filter

if type parallel >/dev/null 2>&1; then
    # A filter of its own for each piece; it counts lines from the piece's
    # beginning.
    unnumbered() {
        sed 's/"record":[0-9]*,//g' "$1"
    }
    parallel --will-cite --pipe --keep-order -j 3 --block 300k \
        "$program" filter -j 1 <"$many" >"$folder/out" 2>"$folder/err"
    status=$?
    it "it runs under GNU parallel" 0 'err='
    claim "in several pieces" test "$(grep -c '"record":1,' \
        "$folder/out")" -gt 3
    claim "with the same answers in the same order" \
        cmp <(unnumbered "$folder/all") <(unnumbered "$folder/out")
else
    skip_without "parallel: several filters under GNU parallel"
fi

finish
