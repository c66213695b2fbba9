#!/bin/bash
# The contract with plugins stays: those compiled with an older header run on
# this program, those compiled with a newer one too, and this header's plugins
# run on a newer program.
source tests/cli/lib.bash
export SOURCE_DATE_EPOCH=1767225600 GOUJI_FORM_PATH=$PWD/tests/abi/forms

compiler=${CC:-cc}
mkdir -p "$folder/grown/gouji"
sed -f tests/abi/grow.sed core/include/gouji/plugin.h \
    >"$folder/grown/gouji/plugin.h"
claim "a header with something appended to every struct is made" \
    test "$(grep -c 'appended\[4\]' "$folder/grown/gouji/plugin.h")" -eq 13

# plugin NAME SOURCE INCLUDES: compiles a plugin into a folder of its own.
plugin() {
    mkdir -p "$folder/$1"
    run "$compiler" -std=gnu11 -shared -fPIC -fvisibility=hidden "-I$3" \
        -o "$folder/$1/plugin.so" "$2"
    it "$2 compiles with $1" 0
}
plugin "the header of 1.0" tests/abi/1.0/every.c tests/abi/1.0
plugin "the present header" tests/abi/1.0/every.c core/include
plugin "a grown header" tests/abi/1.0/every.c "$folder/grown"
plugin "the grown header" tests/abi/newer.c "$folder/grown"
frozen=$PWD/tests/abi/1.0/every-x86_64.so
mkdir "$folder/frozen"
cp "$frozen" "$folder/frozen"

# This program's sources with the grown header in the place of their own.
mkdir "$folder/source"
cp -r core Makefile "$folder/source"
mkdir "$folder/source/plugins"
cp "$folder/grown/gouji/plugin.h" "$folder/source/core/include/gouji"
run env -u MAKEFLAGS -u MFLAGS make -s -j 2 -C "$folder/source" BUILD=host \
    PLUGINS= OPTIMISE=-O0 HARDEN= WARNINGS=-w EXTRA= CFLAGS= LDFLAGS= host/gouji
it "a program with the grown header is built" 0
newer=$folder/source/host/gouji

# says PROGRAM FOLDER SENTENCE: every.c says there what it always said.
says() {
    run env GOUJI_PLUGIN_PATH="$folder/$2" python3 tests/cli/compare.py "$1" \
        tests/abi/case
    it "$3" 0 'out=' 'err='
}
for kind in "the header of 1.0" "the present header" "a grown header"; do
    says "$program" "$kind" "a plugin compiled with $kind runs here"
    says "$newer" "$kind" \
        "a plugin compiled with $kind runs on a newer program"
done
if [ "$(uname -m)" = x86_64 ]; then
    says "$program" frozen "the binary kept since 1.0 runs here"
    says "$newer" frozen \
        "the binary kept since 1.0 runs on a newer program"
    claim "what is kept is small" test "$(stat -c %s "$frozen")" -lt 20480
else
    skip_without "the binary kept since 1.0 is for x86-64"
fi

asks() {
    run env GOUJI_PLUGIN_PATH="$folder/the grown header:$folder/the header of 1.0" "$1" \
        check --lang en \
        --rule newer/host tests/abi/case/report.json
    it "$3" 0 "out:the host is $2 [newer/host]" 'err='
}
asks "$program" old "a plugin made for a newer program can do without it"
asks "$newer" new "and uses what it has where it is there"

if grep -q __asan_init "$build/plugins/equations.so"; then
    skip_without "plugins with a sanitizer run in a program with it only"
else
    run env GOUJI_FORM_PATH=schemas GOUJI_PLUGIN_PATH="$build/plugins" \
        "$newer" check "$clean"
    it "the plugins of this version run on a newer program" 0 'err='
fi

# A fault in a data file is placed, with words from so old a plugin too.
mkdir "$folder/forms"
cp -r tests/abi/forms/ledger "$folder/forms"
sed -i 's/"word": "等等"/"world": "等等"/' "$folder/forms/ledger/every.json"
run env GOUJI_PLUGIN_PATH="$folder/the header of 1.0" \
    GOUJI_FORM_PATH="$folder/forms" "$program" rules --form ledger
it "a fault that a plugin of 1.0 finds is told where it stands" 2 \
    'err:ledger/every.json:4:5: there is no word'

finish
