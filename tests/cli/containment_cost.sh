#!/bin/bash
# What one small check costs as a whole, in figures that do not depend on how
# busy a machine is. Left out of builds with sanitizers or counters in them.
source tests/cli/lib.bash

# Prints how many pages a program and its workers touch: to be given them is a
# good part of the time that a small check takes.
cat >"$folder/pages.py" <<'PYTHON'
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
                       file_actions=quiet)
_, status, usage = os.wait4(child, 0)
print(usage.ru_minflt)
sys.exit(os.waitstatus_to_exitcode(status))
PYTHON

run python3 "$folder/pages.py" "$program" --help
it "pages are counted where nothing is checked" 0
help=$(cat "$folder/out")
run python3 "$folder/pages.py" "$program" check --no-config "$clean"
it "and where a report is" 0
pages=$(cat "$folder/out")
claim "of which the worker's are counted too" test "$pages" -gt $((2 * help))
claim "one small check touches less than 1,150 pages" test "$pages" -lt 1150

# In one process, as a worker may not write down what it opens.
LD_DEBUG=files LD_DEBUG_OUTPUT=$folder/opened \
    gouji check --no-config -j 0 "$clean"
it "a report is checked while the linker tells what it opens" 0
claim "among which are the plugins" \
    grep -qs 'calling init: .*/narrative\.so' "$folder"/opened.*
claim "nothing is opened for archives where none is checked" \
    test -z "$(grep -l libarchive "$folder"/opened.*)"

finish
