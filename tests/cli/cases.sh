#!/bin/bash
# Every rule says exactly what its cases expect.
. tests/cli/lib.bash
python3 tests/cli/cases.py "$gouji" tests/cases >"$work/out" 2>&1 ||
    not_ok "the cases run"
cat "$work/out"
! grep -q '^not ok' "$work/out" && finish
