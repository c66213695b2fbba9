#!/bin/bash
# gouji plugin test keeps a plugin as gouji check does: in processes that can do
# nothing but compute. Left out of builds that cannot contain anything.
source tests/cli/lib.bash
source tests/cli/trial.bash

rogue nothing
gouji plugin test --accept "$folder/rogue.so" "$folder/cases"
it "the cases are written down" 0 'out:written'

gouji plugin -- try "$folder/rogue.so" "$folder/cases"
claim "the time that each report takes is measured" \
    awk '/^end / { count++; if ($4 <= 0) exit 1 } END { exit count < 20 }' \
    "$folder/out"

rogue fork
try
it "a plugin that forks is told what it may not do" 1 \
    'out:crashes        BAD' 'out:forbidden system call: clone' 'err='
claim "and no other process goes on with its work" \
    test "$(grep -c '^cases ' "$folder/out")" = 1
rogue deaf
try
it "so is one that will not hear of the time" 1 'out:crashes        BAD' \
    'out:forbidden system call: rt_sigaction' 'err='
rogue pause
try
it "so is one that waits for something" 1 'out:crashes        BAD' \
    'out:forbidden system call: pause' 'err='
bare=$PATH
rogue print
try
it "what a plugin prints goes nowhere, and forges nothing" 0 \
    'out:cases          ok   2' 'no-out:BAD' 'err='
claim "and does not reach the terminal" sh -c \
    '! grep -q "$(printf "\\033")" "$@"' sh "$folder/out" "$folder/err"

finish
