#!/bin/bash
# The pages say what is true: their console blocks print what they show, their
# tables of rules are the program's, their examples are the files.
# `make accept` writes down what is printed now.
build=${GOUJI_BUILD:-build}
unset GOUJI_PLUGIN_PATH GOUJI_FORM_PATH SOURCE_DATE_EPOCH
cd "$(dirname "$0")/../.." || exit 1
PYTHONIOENCODING=utf-8 python3 tests/cli/documents.py "$build" "$@"
