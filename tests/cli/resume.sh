#!/bin/bash
# --resume: a run that was broken off is gone on with, whatever broke it off.
source tests/cli/lib.bash

kills=${GOUJI_KILLS:-10}
total=$((kills * 40))
reports=$folder/reports
mkdir "$reports"
"$build/tests/generate" "$total" "$reports" >/dev/null
cp "$samples"/draft.json "$reports/000000.json"
echo '{"cut": ' >"$reports/000000b.json"
echo '{"name": "of no form"}' >"$reports/package.json"
total=$((total + 2))
journal=$folder/journal
check() {
    gouji check --today 2026-01-01 --format ndjson "$@"
}
resume() {
    check --resume "$journal" "$@"
}

check "$reports"
cp "$folder/out" "$folder/plain"
echo "$status" >"$folder/plain.status"
resume "$reports"
it "a run with a journal is like any other" 3 'err='
claim "its results are the same" cmp "$folder/plain" "$folder/out"
claim "a run that was completed leaves no journal" test ! -e "$journal"

claim "$kills runs that were killed are gone on with: nothing is lost, nothing is done twice" \
    python3 tests/cli/resume.py "$kills" "$total" "$folder/plain" "$journal" \
    "$program" check --today 2026-01-01 --format ndjson "$reports"

# broken OPTION…: a run that was killed behind the first of its results, so that
# there is a journal with some entries.
broken() {
    rm -f "$journal"
    "$program" check --format ndjson --resume "$journal" "$@" "$reports" \
        2>/dev/null | head -1 >/dev/null
}
broken --today 2026-01-01
claim "a run whose results nobody reads leaves its journal" test -s "$journal"
resume --lang zh "$reports"
it "it is gone on with in another language" 3 'err:取自日志的结果有' \
    'out:办理'
broken --today 2026-01-01
cp "$journal" "$folder/copy"
resume --max-depth 9 "$reports"
it "a journal is for the run that it was begun with" 2 'out=' \
    "err:$journal: this journal is of another run"
check --resume "$journal" --today 2026-01-02 "$reports"
it "and for its day" 2 'out=' 'err:another run'
claim "it is left as it was" cmp "$journal" "$folder/copy"
gouji check --format ndjson --resume "$journal" "$reports"
it "where no day is given, it is the journal's" 3 'err:taken from the journal'
claim "so that the results are the same" cmp "$folder/plain" "$folder/out"

broken --today 2026-01-01
cp "$reports/000000.json" "$folder/a.json"
cp "$clean" "$reports/000000.json"
check "$reports"
cp "$folder/out" "$folder/changed"
resume "$reports"
it "a report that was changed since is checked again" 3 \
    'err:taken from the journal: 0; the next input is another than it was'
claim "as if there had been no run before" cmp "$folder/changed" "$folder/out"
cp "$folder/a.json" "$reports/000000.json"

# 1 read for the first line, 2 for the run, 2 for each entry. A sanitizer wants
# to be loaded first, and has a pread() of its own.
if grep -q __asan_init "$program"; then
    skip_without "a journal that cannot be read: sanitizers are not preloaded with"
else
    broken --today 2026-01-01
    cp "$journal" "$folder/copy"
    cc -shared -fPIC -o "$folder/pread.so" tests/faults/pread.c
    run env LC_ALL=C LD_PRELOAD="$folder/pread.so" GOOD=5 "$program" check \
        --format ndjson --resume "$journal" --today 2026-01-01 "$reports"
    it "where a journal cannot be read any further, all is checked, and it is said" 4 \
        "err:$journal: the journal cannot be used: Input/output error"
    claim "nothing is missing" cmp "$folder/plain" "$folder/out"
fi

cp "$clean" "$folder/report.json"
gouji check --resume "$folder/report.json" "$reports"
it "a file that is no journal is not written over" 2 'out=' \
    'err:this is no journal'
claim "it is as it was" cmp "$clean" "$folder/report.json"
gouji check --resume "$folder/no/journal" "$clean"
it "a journal that cannot be made is said before anything is checked" 2 'out=' \
    'err:the journal cannot be used'

# The second input is a pipe that nobody has written to yet, so the first run
# is in the middle of it.
mkfifo "$folder/pipe.jsonl"
"$program" check --resume "$journal" --format ndjson "$clean" \
    "$folder/pipe.jsonl" >"$folder/first" 2>&1 &
exec 3>"$folder/pipe.jsonl"
resume "$clean"
it "two runs cannot have one journal" 2 'out=' 'err:another run is using'
exec 3>&-
wait $!

if [ -c /dev/full ]; then
    "$program" check --resume "$journal" --today 2026-01-01 "$reports" \
        >/dev/full 2>"$folder/err"
    status=$?
    : >"$folder/out"
    it "results that do not fit on the disk leave the journal" 4 \
        'err:could not be written'
    resume "$reports"
    it "and are written when there is room" 3 'err:taken from the journal'
    claim "all of them" cmp "$folder/plain" "$folder/out"
fi
(
    trap '' XFSZ
    ulimit -f 8
    exec "$program" check --resume "$journal" --today 2026-01-01 "$reports"
) 2>"$folder/err" | cat >"$folder/out"
status=${PIPESTATUS[0]}
it "a journal that does not fit on the disk is said, with all results" 4 \
    "err:$journal: the journal cannot be used" "out:$((total - 2))"
resume "$reports"
claim "what fitted is gone on with" cmp "$folder/plain" "$folder/out"

finish
