#!/bin/bash
# What the rules about wording and plausibility make of sentences.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

run python3 tests/cli/wording.py "$program" tests/cases/wording/sentences.txt
sed 's/^/# /' "$folder/out"
it "each sentence is found fault with by the rule that it is labelled with" \
    0 'err=' 'out: 0 judged otherwise'

finish
