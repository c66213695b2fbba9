#!/bin/bash
# The program finds its plugins and forms from wherever it was installed, and
# from nowhere else.
source tests/cli/lib.bash

root=$PWD
absolute=$root/samples/zfxxgk-2021/laochengqu-2024.json
checks=$("$program" check "$absolute" | grep -o 'all [0-9]* checks hold')
works() {
    it "$1" 0 "out:$checks" 'err='
}

# What was just built is installed, whatever it was built with.
run make --no-print-directory BUILD="${GOUJI_BUILD:-build}" \
    PREFIX=/opt/gouji DESTDIR="$folder/stage" install
it "make install works with PREFIX and DESTDIR" 0

prefix=$folder/stage/opt/gouji
installed() {
    (cd "$prefix" && find . -type f | sort)
}
claim "the program is there to run" test -x "$prefix/bin/gouji"
for header in plugin.h gouji.h; do
    claim "the header $header is there to build against" \
        cmp core/include/gouji/$header "$prefix/include/gouji/$header"
done
for plugin in "$build"/plugins/*.so; do
    claim "the plugin ${plugin##*/} is there" \
        cmp "$plugin" "$prefix/lib/gouji/plugins/${plugin##*/}"
done
claim "the forms are there, whole" \
    diff -r schemas "$prefix/share/gouji/schemas"
claim "what new-plugin writes is there, whole" \
    diff -r skeleton "$prefix/share/gouji/skeleton"
for file in bash-completion/completions/gouji:gouji.bash \
    zsh/site-functions/_gouji:_gouji \
    fish/vendor_completions.d/gouji.fish:gouji.fish; do
    claim "${file%%/*} finds its completion" \
        cmp "$prefix/share/${file%:*}" "completions/${file#*:}"
done
claim "nothing is outside the prefix" test "$(find "$folder/stage" -type f |
    wc -l)" -eq "$(installed | wc -l)"
claim "nobody but the owner may write what was installed" test -z \
    "$(find "$folder/stage" -type f -perm /022)"
run "$prefix/bin/gouji" check "$absolute"
works "an installed program checks a report"
run "$prefix/bin/gouji" forms
it "an installed program uses the forms beside it" 0 "out:$prefix" \
    "no-out:$build"
run "$prefix/bin/gouji" --version
it "an installed program uses the plugins beside it" 0 "out:$prefix" \
    "no-out:$build"

mkdir -p "$folder/with space/更深"
mv "$prefix" "$folder/with space/更深/moved"
moved="$folder/with space/更深/moved"
run "$moved/bin/gouji" check "$absolute"
works "a moved tree works from where it is now"

# From other folders, by other names

elsewhere() {
    cd "$folder/empty" || exit
    run "$@"
    cd "$root" || exit
}
mkdir "$folder/empty" "$folder/links"
ln -s "$moved/bin/gouji" "$folder/links/tally"
elsewhere "$folder/links/tally" check "$absolute"
works "a symbolic link to the program works"
elsewhere ../links/tally check "$absolute"
works "a relative path to the link works"
elsewhere env PATH="$moved/bin:$PATH" gouji check "$absolute"
works "the program works through PATH, from another folder"
elsewhere "$program" check "$absolute"
works "the program of the build tree works from another folder"

# The working directory is never looked in

mkdir -p "$folder/trap/plugins" "$folder/trap/schemas/trap" \
    "$folder/trap/lib/gouji/plugins"
for place in . plugins lib/gouji/plugins; do
    echo 'I am no plugin.' >"$folder/trap/$place/bad.so"
done
echo '{' >"$folder/trap/schemas/trap/form.json"
for path in '' : :: ; do
    cd "$folder/trap" || exit
    run env GOUJI_PLUGIN_PATH=$path GOUJI_FORM_PATH=$path \
        "$moved/bin/gouji" check "$absolute"
    cd "$root" || exit
    works "nothing is loaded from the working directory, search path '$path'"
done

# Told where to look

forms=tests/forms
foia=$forms/foia-annual/reports/good.json
passes() {
    it "$1" 0 'out:passed; all ' 'out: checks hold' 'err='
}
gouji check "$foia"
it "a form that is not installed is unknown" 3 'out:[form/unknown-form]'
gouji check --form-dir "$forms" "$foia"
passes "--form-dir adds forms"
run env GOUJI_FORM_PATH="$forms" "$program" check "$foia"
passes "GOUJI_FORM_PATH adds forms"
run env GOUJI_FORM_PATH="schemas:$forms" "$program" check "$foia"
passes "GOUJI_FORM_PATH takes several folders"
run env GOUJI_FORM_PATH="$forms" "$program" check "$clean"
works "added forms leave those installed"

mkdir "$folder/bare" "$folder/bare/bin" "$folder/loose"
cp "$program" "$folder/bare/bin/gouji"
cp "$build"/plugins/*.so "$folder/loose"
bare=$folder/bare/bin/gouji
run "$bare" check "$absolute"
it "a program without forms asks for a folder of forms" 2 \
    'err:--form-dir' 'out='
run "$bare" check --form-dir schemas --plugin-dir "$folder/loose" "$absolute"
works "--form-dir and --plugin-dir are enough for a program alone"
run env GOUJI_FORM_PATH=schemas GOUJI_PLUGIN_PATH="$folder/loose" \
    "$bare" check "$absolute"
works "GOUJI_FORM_PATH and GOUJI_PLUGIN_PATH are enough for a program alone"
run "$bare" check --form-dir schemas "$absolute"
it "a form whose plugins are not there is told, for each of them" 4 \
    'err:uses plugin "equations"' 'err:uses plugin "timeliness"'
run "$program" check --plugin-dir "$build/plugins" "$clean"
works "a plugin that is found twice is loaded once"

# The header that was installed

for standard in c11 c17; do
    run "${CC:-cc}" -x c -std=$standard -Wall -Wextra -Wpedantic -Werror \
        -fsyntax-only "$moved/include/gouji/plugin.h"
    it "the installed header is sound $standard" 0 'err='
done
if command -v c++ >/dev/null; then
    run c++ -x c++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only \
        "$moved/include/gouji/plugin.h"
    it "the installed header is sound C++17" 0 'err='
else
    skip_without "there is no C++ compiler: the header as C++"
fi

finish
