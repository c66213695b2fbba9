#!/bin/bash
# What gouji makes of labelled sentences: few findings too many, few too few.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

run python3 tests/cli/sentences.py "$program" tests/cases/narrative
sed 's/^/# /' "$folder/out"
it "of what is found 98 in 100 are errors, of the errors 90 are found" 0 \
    'err=' 'out:precision'

finish
