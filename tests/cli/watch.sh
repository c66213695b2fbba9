#!/bin/bash
# gouji check --watch: a check at each save, however a file is saved.
source tests/cli/lib.bash
status=0

# What it refuses, with the reason

for case in "--resume $folder/journal $clean:there is none to go on with" \
    '-:standard input can be read only once' \
    "@$folder/list:takes no list such as @$folder/list" \
    "$folder/*.json:takes no pattern such as $folder/*.json" \
    "/dev/null:/dev/null is none"; do
    # shellcheck disable=SC2086
    (set -f && run "$program" check --watch ${case%:*} && exit "$status")
    status=$?
    it "--watch is refused with the reason: ${case#*:}" 2 'out=' \
        "err:${case#*:}"
done
gouji check --lang zh --watch --resume "$folder/journal" "$clean"
it "it is refused in Chinese" 2 'err:每次保存都从头检查'
gouji check --watch
it "--watch wants something to watch" 2 'err:what is to be checked'
gouji check --watch --rule nothing/such "$clean"
it "what the command line gets wrong ends it" 2 'err:nothing/such' \
    'no-out:Waiting'

rogue=$build/tests/rogue/ROGUE_segfault
[ -f "$rogue/ROGUE_segfault.so" ] || rogue=
if ! python3 tests/cli/watch.py "$program" "$folder" "$clean" \
    "$samples/draft.json" "$rogue"; then
    failures=$((failures + 1))
fi

finish
