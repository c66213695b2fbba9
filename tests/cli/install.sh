#!/bin/bash
# The program finds its plugins and forms wherever it was installed.
. tests/cli/lib.bash
good=$PWD/$samples/suqian-2023.json
make -s install BUILD="$build" DESTDIR="$work/stage" PREFIX=/opt/gouji \
    >"$work/out" 2>&1 || not_ok "make install works" "$(cat "$work/out")"
mv "$work/stage/opt/gouji" "$work/moved"
mkdir "$work/elsewhere" "$work/bin"
ln -s "$work/moved/bin/gouji" "$work/bin/gouji"
cd "$work/elsewhere" || exit 1
exits 0 "an installed tree works wherever it is moved" \
    "$work/moved/bin/gouji" check --lang en "$good"
says "all 451 checks hold" "with all its rules"
exits 0 "through a symbolic link on the PATH" \
    env PATH="$work/bin:$PATH" gouji check "$good"
mkdir plugins schemas
echo "no library" >plugins/x.so
echo "no library" >x.so
exits 0 "nothing is loaded from the working directory" \
    "$work/moved/bin/gouji" check "$good"
exits 4 "GOUJI_PLUGIN_PATH is searched" \
    env GOUJI_PLUGIN_PATH=":$work/elsewhere" "$work/moved/bin/gouji" check "$good"
exits 0 "an empty part of GOUJI_PLUGIN_PATH is not the working directory" \
    env GOUJI_PLUGIN_PATH="::" "$work/moved/bin/gouji" check "$good"
exits 0 "GOUJI_FORM_PATH is searched" \
    env GOUJI_FORM_PATH="$OLDPWD/tests/forms" "$work/moved/bin/gouji" forms
says "foia-annual" "and its forms are known"
for header in gouji/plugin.h; do
    echo "#include <$header>" >use.c
    exits 0 "the installed $header is enough for a plugin" \
        cc -std=c11 -fsyntax-only -I"$work/moved/include" use.c
done
for standard in c11 c17; do
    exits 0 "the header is sound $standard" \
        cc -x c -std=$standard -Wall -Wextra -Wpedantic -Werror -fsyntax-only \
        "$work/moved/include/gouji/plugin.h"
done
if command -v c++ >/dev/null; then
    exits 0 "the header is sound C++17" \
        c++ -x c++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only \
        "$work/moved/include/gouji/plugin.h"
else
    ok "skipped: there is no C++ compiler"
fi
cd "$OLDPWD" || exit 1
finish
