#!/bin/bash
# Every finding is where it says, however a report is laid out.
source tests/cli/lib.bash

mkdir "$folder/pages"
claim "lines and columns are right in every formatting" \
    python3 tests/cli/places.py "$program" "$folder/pages" \
    "$samples/draft.json" "$samples"/broken/*.json

finish
