#!/bin/bash
# gouji plugin test: an author's cases, and what an adversary would do.
source tests/cli/lib.bash
source tests/cli/trial.bash
rogue nothing

# Cases

try
it "what is found in a case without expectation is shown" 1 \
    'out:nothing is expected yet' 'out:+       "en": "the unit' \
    'out:cases          BAD  2, as expected 0'
gouji plugin test --accept "$folder/rogue.so" "$folder/cases"
it "--accept writes it down" 0 "out:none/case.json: written" \
    'out:cases          ok   2, as expected 2'
claim "as a member of the case, which stays as it was written" \
    test "$(head -n 4 "$folder/cases/unit-named/none/case.json" |
        sed "s|$folder/||")" = '{
  "sample": "sample.json",
  "set": {"/unit/name": ""},
  "expected": {'
try
it "a sound plugin passes all of it" 0 'err=' 'no-out:BAD' \
    'out:crashes        ok   none' 'out:deterministic  ok   the same' \
    'out:declared       ok   rogue, rules: 1, ABI: 1.' \
    'out:documented     ok   every rule' 'out:translated     ok   every rule' \
    'out:seen failing   ok   every rule' 'out:judges         ok   every place' \
    'out:hangs          ok   none' 'out:leaks          --   no valgrind' \
    'out:slow           ok   '
try zh
it "and so in Chinese" 0 'err=' 'no-out:不好' 'out:崩溃           好   没有' \
    'out:用例           好   2 个，符合预期 2 个'
sed -i 's/the unit.s name has 0/the unit has 0/' \
    "$folder/cases/unit-named/none/case.json"
try
it "a case that is not as expected shows the line" 1 'out:not as expected' \
    'out:-       "en": "the unit has 0 bytes only."' \
    "out:+       \"en\": \"the unit's name has 0 bytes only.\""
gouji plugin test --accept "$folder/rogue.so" "$folder/cases"
mkdir "$folder/cases/whole"
cp "$folder/sample.json" "$folder/cases/whole/report.json"
sed -i 's/账房先生/ /' "$folder/cases/whole/report.json"
gouji plugin test --accept "$folder/rogue.so" "$folder/cases"
it "a report that is checked as it stands is a case too" 0 \
    'out:whole/expected.json: written'
claim "whose expectation is all that the plugin says of it" \
    grep -q '"rule": "rogue/unit-named"' "$folder/cases/whole/expected.json"

# What an adversary finds

# AddressSanitizer is not to turn the signal into an exit.
ASAN_OPTIONS=$ASAN_OPTIONS:handle_segv=0
rogue crash
try
it "a plugin that crashes on a mutant is found out" 1 \
    'out:crashes        BAD' 'out:/year: removed: rogue/unit-named: killed by SIGSEGV' \
    'out:the rest was not tried' 'out:deterministic  --   it crashed already'
rogue exit
try
it "so is one that ends the process" 1 'out:crashes        BAD' \
    'out:/year: removed: rogue/unit-named: called exit'
rogue exit_closing
try
it "so is one that ends the process, with success, while it is closed" 1 \
    'out:cases          ok   3' 'out:crashes        BAD  once:' \
    'out:close(): ' 'out:called exit'
rogue crash_closing
try zh
it "so is one that crashes then, in Chinese too" 1 'out:用例           好   3' \
    'out:close(): ' 'out:因信号 SIGABRT 而终止'
rogue hang
try
it "so is one that does not come back" 1 'out:hangs          BAD' \
    'out:/unit/name: a megabyte: rogue/unit-named: over the time limit'
rogue random
try
it "so is one that says another thing in another process" 1 \
    'out:cases          BAD' 'out:deterministic  BAD'
rogue forget
try
it "so is one that leaves a place without its verdict" 1 \
    'out:judges         BAD' 'out:no verdict'
rogue slow
try
it "so is one that takes more than a tenth of a second for a report" 1 \
    'out:slow           BAD' 'out:/year: '
rogue none
try
it "so is one that declares no rule" 1 'out:declared       BAD  it has no rule'
rogue nothing
mkdir -p "$folder/sunny/unit-named"
cp -r "$folder/cases/unit-named/named" "$folder/sunny/unit-named"
run env PATH="$bare" "$program" plugin test "$folder/rogue.so" "$folder/sunny"
it "so is one whose rule no case has seen failing" 1 \
    'out:seen failing   BAD' 'out:rogue/unit-named'
rogue words
try
it "so are words that say nothing, or in one language" 1 \
    'out:documented     BAD' 'out:translated     BAD' 'out:rogue/unit-named'
if ! command -v valgrind >/dev/null; then
    skip_without "there is no valgrind: leaks and reads out of bounds"
elif grep -q __asan_init "$program"; then
    skip_without "valgrind cannot run a program with a sanitizer"
else
    bare=$PATH
    rogue nothing
    try
    it "a sound plugin is sound under valgrind too" 0 'no-out:BAD' \
        'out:leaks          ok   none' 'out:memory         ok   ' \
        'out:(valgrind)'
    rogue leak
    try
    it "so is one that leaks" 1 'out:leaks          BAD' 'out:definitely lost' \
        'out:misbehave (rogue.c'
    rogue read
    try
    it "so is one that reads beyond its memory" 1 'out:memory         BAD' \
        'out:Invalid read' 'out:misbehave (rogue.c'
fi

# Usage

gouji plugin test "$folder/rogue.so"
it "a folder of cases is asked for" 2 'err:gouji plugin test ./office.so cases'
mkdir "$folder/none"
gouji plugin test "$folder/rogue.so" "$folder/none"
it "in which there are cases" 2 'err:no case'
echo no >"$folder/text.so"
gouji plugin test "$folder/text.so" "$folder/cases"
it "and a plugin that can be loaded" 4 'err:cannot be loaded'
mkdir -p "$folder/others/another-rule/one"
cp "$folder/cases/unit-named/none/case.json" "$folder/others/another-rule/one"
rogue nothing
gouji plugin test "$folder/rogue.so" "$folder/others"
it "and cases of rules that it has" 1 'err:has no rule another-rule'

finish
