#!/bin/bash
# The ways in which reports come: folders, patterns, lists, lines, archives.
source tests/cli/lib.bash

python3 tests/cli/archives.py "$samples" "$folder" || exit 1
cd "$folder" || exit 1
mkdir -p tree/a/b tree/.h
cp "$clean" tree/1.json
cp "$clean" tree/a/2.JSON
cp "$samples/draft.json" tree/a/b/3.json
cp "$clean" tree/.h/hidden.json
cp "$clean" tree/a/.hidden.json
cp lines.jsonl tree/a/4.ndjson
echo '{"name": "something else"}' >tree/package.json
touch tree/notes.txt tree/a/b/old.rar

# it_shows SENTENCE STATUS LINE…: the paths that the run shows, in order.
paths() {
    python3 -c 'import json, sys
for report in json.load(sys.stdin)["reports"]:
    line = [report["path"], str(report.get("record", "")), report["status"]]
    print(" ".join(part for part in line if part))'
}
it_shows() {
    local sentence=$1 wanted=$2
    shift 2
    printf '%s\n' "$@" >"$folder/wanted"
    paths <"$folder/out" >"$folder/seen"
    if [ "$status" -ne "$wanted" ]; then
        not_ok "$sentence" "expected status $wanted"
    elif ! diff "$folder/wanted" "$folder/seen" >"$folder/diff"; then
        not_ok "$sentence" "$(cat "$folder/diff")"
    else
        ok "$sentence"
    fi
}
json() {
    gouji check --format json "$@"
}

# Folders and patterns

json tree
it_shows "a folder gives its reports and lines, in the order of names" 3 \
    'tree/1.json clean' 'tree/a/2.JSON clean' 'tree/a/4.ndjson 1 clean' \
    'tree/a/4.ndjson 3 findings' 'tree/a/4.ndjson 4 unreadable' \
    'tree/a/4.ndjson 5 clean' 'tree/a/b/3.json findings'
it "an archive that cannot be opened is listed, and so is what is no report" 3 \
    'out:"path": "tree/a/b/old.rar"' 'out:"path": "tree/package.json"'

# One file is one report, whatever leads to it

mkdir once once/in
cp "$clean" once/in/a.json
cp "$clean" once/in/copy.json
ln -s in/a.json once/link.json
ln -s in once/other
ln once/in/a.json once/hard.json
cp lines.jsonl once/in/lines.jsonl
again='this is the same file as one before, and is checked once'
json once/in/a.json ./once/in/a.json "$PWD/once/link.json" once/hard.json \
    'once/in/*.json' once/in/copy.json
it_shows "a file counts once, however it is named, linked or found" 0 \
    'once/in/a.json clean' 'once/in/copy.json clean'
it "where it was named again it is listed as skipped, with the reason" 0 \
    "out:$again" 'out:"path": "./once/in/a.json"' \
    'out:"path": "once/hard.json"' 'out:"skipped": 5'
json once
it_shows "so it does in a folder in which links lead to it" 3 \
    'once/hard.json clean' 'once/in/copy.json clean' \
    'once/in/lines.jsonl 1 clean' 'once/in/lines.jsonl 3 findings' \
    'once/in/lines.jsonl 4 unreadable' 'once/in/lines.jsonl 5 clean'
json once/in/copy.json once/in/a.json once/in once/in
it_shows "a folder all of which was named has no less than it had" 3 \
    'once/in/copy.json clean' 'once/in/a.json clean' \
    'once/in/lines.jsonl 1 clean' 'once/in/lines.jsonl 3 findings' \
    'once/in/lines.jsonl 4 unreadable' 'once/in/lines.jsonl 5 clean'
json units.zip ./units.zip
first=$(paths <out)
json units.zip
claim "an archive is opened once" test "$first" = "$(paths <out)"
gouji check tree/a/b once/in/a.json tree/package.json tree
it "what a folder has and the command line names is named" 3 \
    'out:tree/package.json:1:1: error'
gouji check once/in/a.json once/in/a.json
it "a report named twice is one of one" 0 'out:1 report: 1 passed; 1 file skipped' "out:$again"
rm -r once

json 'tree/*.json'
it_shows "a pattern names files, as a shell would" 3 \
    'tree/1.json clean' 'tree/package.json unreadable'
json 'tree/**/[0-9].json'
it_shows "two stars are any number of folders" 1 \
    'tree/1.json clean' 'tree/a/b/3.json findings'
json 'tr*/a/?'
it_shows "a folder that a pattern matches is searched" 1 \
    'tree/a/b/3.json findings'
(cd tree && run "$program" check --format json '*.json')
status=$(cd tree && "$program" check --format json '*.json' >"$folder/out"
    echo $?)
it_shows "a pattern may begin with a wildcard" 3 \
    '1.json clean' 'package.json unreadable'
gouji check 'tree/*.xml'
it "a pattern that matches nothing is said" 3 'out:none matches the pattern'
gouji check 'tree/n*.txt/*'
it "a pattern below a file matches nothing" 3 'out:none matches the pattern'
cp "$clean" '[x].json'
gouji check '[x].json'
it "a file whose name looks like a pattern is that file" 0 'out:[x].json: passed'
mkdir loop
cp "$clean" loop/a.json
ln -s . loop/again
ln -s nowhere loop/b.json
ln -s c.json loop/c.json
mkfifo loop/d.json
json loop
it_shows "a folder is not searched in circles, and nothing in it holds up" 3 \
    'loop/a.json clean' 'loop/b.json unreadable' 'loop/c.json unreadable' \
    'loop/d.json unreadable'
mkdir none
gouji check none
it "a folder without reports is said, with what would be one" 3 \
    'out:there is no report in this folder (*.json, *.jsonl, *.ndjson,'
gouji check --lang zh none
it "in Chinese too" 3 'out:文件夹中没有报告（*.json、*.jsonl、*.ndjson，'
mkdir notes
touch notes/a.txt
gouji check 'note[s]'
it "of a pattern that matches such a folder as well" 3 \
    'out:there is no report in what matches this pattern (*.json, *.jsonl,'
gouji check loop/a.json none
it "an empty folder is said behind a report, too" 3 'out:1 report: 1 passed' \
    'out:there is no report in this folder'
gouji check none loop/a.json
it "and in front of one" 3 'out:1 report: 1 passed' \
    'out:there is no report in this folder'

# Lists

printf '\xef\xbb\xbftree/1.json\r\n\r\ntree/a/b\r\n' >windows.txt
json @windows.txt
it_shows "a list may come from Windows, and name folders" 1 \
    'tree/1.json clean' 'tree/a/b/3.json findings'
printf 'tree/1.json\0tree/a/2.JSON\0' >zero.txt
json @zero.txt
it_shows "a list may come from find -print0" 0 \
    'tree/1.json clean' 'tree/a/2.JSON clean'
gouji_from windows.txt check --format json @-
it_shows "a list may come from standard input" 1 \
    'tree/1.json clean' 'tree/a/b/3.json findings'
printf 'tree/*.json\n@zero.txt\n#1.json\n' >odd.txt
json @odd.txt
it_shows "in a list a path is a path, whatever is in it" 3 \
    'tree/*.json unreadable' '@zero.txt unreadable' '#1.json unreadable'
gouji check @absent.txt
it "a list that is not there is said" 3 'out:@absent.txt: error cannot open'
: >nothing.txt
gouji check @nothing.txt
it "a list that names nothing is said" 3 'out:the list names no file'

# Lines

json lines.jsonl
it_shows "each line that is not empty is a report of its own" 3 \
    'lines.jsonl 1 clean' 'lines.jsonl 3 findings' \
    'lines.jsonl 4 unreadable' 'lines.jsonl 5 clean'
json lines.jsonl.gz
it_shows "lines may be compressed" 1 \
    'lines.jsonl.gz 1 clean' 'lines.jsonl.gz 2 findings'
mkdir old
cp "$clean" old/1.json
cp "$samples/draft.json" old/2.json
for arguments in old 'old none' '--plugin-dir . old' old/1.json; do
    # shellcheck disable=SC2086
    "$program" check --format ndjson=old/results.ndjson --format json=old/r \
        $arguments 2>"$folder/err"
    json old
    it_shows "results of $arguments that lie beside the reports are no reports" \
        1 'old/1.json clean' 'old/2.json findings'
    it "and are listed" 1 'out:"path": "old/results.ndjson"' \
        'out:results of gouji'
done
gouji check old/results.ndjson
it "results that are named are no reports either" 3 'out:results of gouji' \
    'out:0 reports; 1 file skipped'
gouji check old/1.json old/results.ndjson
it "nor behind a report" 3 'out:results of gouji' \
    'out:1 report: 1 passed; 1 file skipped'
mkdir results
cp old/results.ndjson results
gouji check results
it "a folder that has nothing else has no report" 3 \
    'out:results of gouji' 'out:no report in this folder'
gzip -k old/results.ndjson
gouji check old/results.ndjson.gz
it "not when they are compressed either" 3 'out:results of gouji'
for before in '\n\n' '\xEF\xBB\xBF' '\r\n\xEF\xBB\xBF'; do
    # shellcheck disable=SC2059
    { printf "$before" && cat old/results.ndjson; } >moved.ndjson
    gouji check moved.ndjson
    it "nor behind $before" 3 'out:results of gouji' 'out:0 reports'
done
{ cat lines.jsonl && cat old/results.ndjson; } >mixed.jsonl
json mixed.jsonl
it "what follows reports is looked at like them" 3 \
    'out:"record": 1' 'no-out:results of gouji'
json members.jsonl.gz
it_shows "a compressed file may have several parts, split within a line" 1 \
    'members.jsonl.gz 1 clean' 'members.jsonl.gz 2 findings'
gouji check empty.jsonl
it "a file of empty lines is said to hold no report" 3 'out:there is no report'
mkdir emptied
cp "$clean" emptied/1.json
: >emptied/2.jsonl
: >emptied/3.ndjson
gzip -k emptied/3.ndjson
cp empty.jsonl emptied/4.jsonl
for where in emptied 'emptied/*'; do
    json "$where"
    it_shows "a file of lines that has none is not passed over in silence: $where" 3 \
        'emptied/1.json clean' 'emptied/2.jsonl unreadable' \
        'emptied/3.ndjson unreadable' 'emptied/3.ndjson.gz unreadable' \
        'emptied/4.jsonl unreadable'
done
it "and is said to hold no report" 3 \
    'out:there is no report in this file, in which each line should be one'
(cd emptied && python3 -m zipfile -c lines.zip 1.json 2.jsonl)
json emptied/lines.zip
it_shows "so is one in an archive" 3 'emptied/lines.zip!/1.json clean' \
    'emptied/lines.zip!/2.jsonl unreadable'
json --max-bytes 100 lines.jsonl
it_shows "a line beyond the limit is unreadable, and the next is read" 3 \
    'lines.jsonl 1 unreadable' 'lines.jsonl 3 unreadable' \
    'lines.jsonl 4 unreadable' 'lines.jsonl 5 unreadable'
it "the limit is named" 3 'out:longer than the limit of 100 bytes'
json cut-lines.jsonl.gz
it_shows "what is cut off in a line is said at that line" 3 \
    'cut-lines.jsonl.gz 1 clean' 'cut-lines.jsonl.gz 2 unreadable'

gouji check -
it "standard input that is /dev/null is empty, as any other that is" 3 \
    'out:the file is empty' 'no-out:device'
gouji check @-
it "as a list as well" 3 'out:the list names no file' 'no-out:device'
gouji_from /dev/zero check -
it "but one that never ends is no report" 3 'out:this is a device'

# Archives

json units.zip
it_shows "each report in an archive is an input" 3 \
    'units.zip!/报告/一.json findings' 'units.zip!/../above.json clean' \
    'units.zip!//etc/root.json clean' 'units.zip!/lines.jsonl 1 clean' \
    'units.zip!/lines.jsonl 3 unreadable' 'units.zip!/in.zip unreadable' \
    'units.zip!/in.json.gz unreadable'
it "an archive in an archive is refused" 3 'out:within an archive is not opened'
claim "nothing is extracted" test ! -e ../above.json -a ! -e /etc/root.json
json units.tar.gz
it_shows "a tar file may be compressed; links are not followed" 3 \
    'units.tar.gz!/a.json clean' 'units.tar.gz!/link.json unreadable'
json units.tar
it_shows "a tar file may be plain" 3 \
    'units.tar!/a.json clean' 'units.tar!/link.json unreadable'
gouji check none.zip
it "an archive without reports is said" 3 \
    'out:there is no report (*.json, *.jsonl, *.ndjson) in this archive'
gouji check 'none.zi?' loop/a.json
it "also where a pattern matches it" 3 'out:none.zi?' 'out:none.zip'
json gbk.zip
it_shows "a name from a Chinese Windows is shown" 0 'gbk.zip!/北京.json clean'
json noname.zip
it "a name that cannot be told does not lose its report" 0 \
    'out:noname.zip!/X' 'out:"status": "clean"'
json one.json.gz
it_shows "a report may be compressed" 0 'one.json.gz clean'
gouji check encrypted.zip
it "an encrypted report is said" 3 \
    'out:encrypted.zip!/a.json: error the file is encrypted'
json twice.zip
it_shows "two members of one name are two reports" 1 \
    'twice.zip!/a.json clean' 'twice.zip!/a.json findings'
json damaged.zip
it_shows "a damaged member costs itself" 3 \
    'damaged.zip!/a.json unreadable' 'damaged.zip!/b.json clean'
for name in cut.zip junk.zip; do
    gouji check $name
    it "$name is said to be no whole archive" 3 \
        'out:this is no zip archive, or one that is cut off'
done
gouji check junk.tar
it "a file that is no tar archive is said" 3 'out:this is no tar archive'
gouji check cut.tar.gz
it "a tar file that is cut off is said" 3 'out:the gzip file is cut off'
gouji check cut.json.gz
it "a gzip file that is cut off is said" 3 'out:the gzip file is cut off'
gouji check damaged.json.gz
it "a gzip file with a wrong check sum is said" 3 'out:the gzip file is damaged'
for name in text byte late; do
    gouji check $name-behind.json.gz
    it "rubbish behind a gzip file is said: $name" 3 \
        'out:the gzip file is damaged: behind its end is something'
done
gouji check magic-behind.json.gz
it "rubbish that looks like a gzip file at first is said" 3 \
    'out:the gzip file is damaged'
json behind.jsonl.gz
it_shows "lines before rubbish are checked" 3 \
    'behind.jsonl.gz 1 clean' 'behind.jsonl.gz 2 findings' \
    'behind.jsonl.gz 3 unreadable'
gouji check filled.json.gz
it "zeros behind a gzip file fill it up" 0
for name in behind sum; do
    json $name.tar.gz
    it_shows "a tar file is read to the end of what packs it: $name" 3 \
        "$name.tar.gz!/a.json clean" \
        "$name.tar.gz!/link.json unreadable" "$name.tar.gz unreadable"
done
gouji check plain.json.gz
it "a file that only seems compressed is said" 3 'out:this is no gzip file'
gouji check tree/a/b/old.rar
it "an archive that cannot be opened is an error where it is named" 3 \
    'out:archives of this kind are not opened'

# Bombs

json bomb.zip
it_shows "a bomb in an archive ends that archive" 3 \
    'bomb.zip!/first.json clean' 'bomb.zip!/blanks.json unreadable'
it "the ratio and its option are named" 3 'out:more than 200 times its size' \
    'out:--max-ratio'
json bomb.tar.gz
it_shows "a bomb before the reports ends the archive too" 3 \
    'bomb.tar.gz unreadable'
gouji check bomb.json.gz
it "a compressed bomb is refused" 3 'out:more than 200 times its size'
gouji check --max-ratio 2000 --max-unpacked 1000000 bomb.json.gz
it "there is a limit on what comes out, too" 3 \
    'out:more than the limit of 1000000 bytes'
gouji check --max-bytes 1000000 --max-ratio 2000 bomb.zip
it "a member is not larger than a report may be" 3 \
    'out:larger than the limit of 1000000 bytes' 'out:bomb.zip!/last.json: passed'
for number in 0 x; do
    gouji check --max-ratio $number one.json.gz
    it "the ratio '$number' is refused" 2 'err:--max-ratio' 'out='
done

# Named pipes

mkfifo slow.jsonl
"$program" check slow.jsonl >out 2>err &
until ls -l /proc/$!/fd | grep -q slow.jsonl; do
    kill -0 $! || break
done 2>ignored
kill -TERM $!
wait $!
status=$?
it "SIGTERM ends waiting for somebody to write to a named pipe" 143

# Who reads along has what is known before the next report comes.
report=$(tr -d '\n' <"$samples/laochengqu-2024.json")
for jobs in 0 1 3; do
    mkfifo "in.$jobs.jsonl" "out.$jobs"
    exec 9<>"out.$jobs"
    "$program" check -j $jobs --format ndjson "in.$jobs.jsonl" >&9 2>err &
    exec 8>"in.$jobs.jsonl"
    for line in 1 2 3; do
        printf '%s\n' "$report" >&8
        IFS= read -r -t 60 -u 9 answer
        claim "with -j $jobs, result $line is there before line $((line + 1))" \
            grep -q "\"record\":$line," <<<"$answer"
    done
    exec 8>&- 9<&-
    wait $!
done

# The whole is its parts

json tree
cp out whole
for file in tree/1.json tree/a/2.JSON tree/a/4.ndjson tree/a/b/3.json; do
    "$program" check --format json "$file"
done >parts
claim "the answer for a folder is those for its files" python3 -c '
import json
whole = json.load(open("whole"))["reports"]
decoder, text, parts = json.JSONDecoder(), open("parts").read(), []
while text.strip():
    one, end = decoder.raw_decode(text)
    parts += one["reports"]
    text = text[end:].lstrip()
assert whole == parts'

# The first input is read while plugins are loaded, which changes nothing.
printf '{' >"$folder/broken.json"
for first in "$samples/draft.json" "$folder/broken.json" "$folder/nowhere.json"; do
    for jobs in 0 1 3; do
        run "$program" check --format ndjson -j "$jobs" "$first" \
            "$samples/draft.json" "$folder/broken.json"
        cp "$folder/out" "$folder/first.$jobs"
    done
    claim "what is first stays first, whatever it is: ${first##*/}" \
        cmp "$folder/first.0" "$folder/first.1"
    claim "also with several workers: ${first##*/}" \
        cmp "$folder/first.0" "$folder/first.3"
done

finish
