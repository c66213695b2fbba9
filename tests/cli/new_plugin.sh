#!/bin/bash
# gouji new-plugin: a folder that builds, passes its cases and finds something,
# with nothing but what was installed.
source tests/cli/lib.bash

samples=$PWD/samples/zfxxgk-2021
root=$PWD
prefix=$folder/gouji
run make --no-print-directory BUILD="${GOUJI_BUILD:-build}" PREFIX="$prefix" \
    install
it "it is tried with what make install installs" 0

# clean COMMAND…: runs it where nothing else is known of gouji, beside the
# folders of the plugins.
clean() {
    cd "$folder" || exit
    run env -i PATH="$prefix/bin:$PATH" HOME="$HOME" LC_ALL=C \
        PKG_CONFIG_PATH="$prefix/lib/pkgconfig" \
        ASAN_OPTIONS="$ASAN_OPTIONS" "$@"
    cd "$root" || exit
}
# No valgrind, which the pages' own commands (documents.sh) have it run under.
quick="env PATH=$folder/no-programs $prefix/bin/gouji"

# In C, from nothing to a finding

clean gouji new-plugin office
it "a plugin is begun" 0 'out:office/office.c' 'out:office/Makefile' \
    'out:office/README.md' 'out:Next: cd office && make test' 'err='
claim "with its name and no hole left" test -z \
    "$(grep -rl '@NAME@' "$folder/office")"
clean make -C office CFLAGS="-Wall -Wextra -Wpedantic -Werror"
it "it builds without a warning" 0 'err='
clean make -C office test GOUJI="$quick"
it "make test passes at once" 0 'no-out:BAD' 'out:nothing wrong' \
    'out:cases          ok   3, as expected 3' 'out:crashes        ok   none'
clean gouji check --rule 'office/*' --plugin-dir office \
    "$samples/draft.json"
it "it finds something in a report" 0 'out:[office/left-over]' \
    'out:1 of 5 requests carried forward, more than 10%.'
clean env LC_ALL=zh_CN.UTF-8 make -C office test GOUJI="$quick"
it "and so in Chinese" 0 'no-out:不好' 'out:没有发现问题' \
    'out:用例           好   3 个，符合预期 3 个'
clean make -C office install
it "make install puts it where gouji looks" 0
clean gouji plugin list
it "where it is found" 0 'out:/lib/gouji/plugins/office.so'
clean gouji check --rule 'office/*' --plugin-dir office \
    "$samples/draft.json"
it "its folder may still be named: a copy is the same plugin" 0 \
    'out:[office/left-over]' 'err='
echo 'static const char newer[] __attribute__((used)) = "newer";' \
    >>"$folder/office/office.c"
clean make -C office
clean gouji check --plugin-dir office "$samples/draft.json"
it "where the installed one is an older build, that is said" 4 \
    "err:it is not the same" 'err:where one is an older build, install it again'
clean make -C office install
clean gouji check --plugin-dir office "$clean"
it "and then they are one again" 0 'err='
clean make -C office install
it "what was installed from here is installed again" 0 'err='
cp "$prefix/lib/gouji/plugins/office.so" "$folder/kept.so"
echo other >"$prefix/lib/gouji/plugins/office.so"
clean make -C office install
it "what was not is not replaced" 2 'err:not installed from here' \
    'err:make install OVERWRITE=1'
claim "it is as it was" grep -q '^other$' "$prefix/lib/gouji/plugins/office.so"
clean make -C office install OVERWRITE=1
it "but when that is asked for" 0 'err='
claim "then it is" cmp -s "$folder/kept.so" "$prefix/lib/gouji/plugins/office.so"
clean gouji explain --lang zh office/left-over
it "its words are there in both languages" 0 'out:percent = 10' \
    'out:不超过全部申请的一成'

# With the header alone: its example, by its commands

mv "$prefix/lib/gouji/plugins/office.so" "$folder/aside"
mkdir "$folder/header"
sed -n '/office.c:$/,/THE LIFE/ s/^ \*     //p' \
    "$prefix/include/gouji/plugin.h" >"$folder/header/office.c"
sed -n '/TO BUILD AND TRY/,/new-plugin/ s/^ \*     //p' \
    "$prefix/include/gouji/plugin.h" >"$folder/header/commands"
python3 - "$samples/draft.json" "$folder/header/report.json" <<'END'
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
report["requests"]["natural_person"]["new"] = 9
json.dump(report, open(sys.argv[2], "w", encoding="utf-8"))
END
clean sh -ec 'cd header; . ./commands'
it "the example in plugin.h is built, looked at and tried as it says" 1 'err=' \
    'out:office.so: nothing wrong' \
    'out:9 from natural persons are more than the total. [office/part-of-all]'
for standard in c11 c17 c23; do
    clean sh -ec "cd header; cc -std=$standard -E - </dev/null >/dev/null 2>&1 ||
        exit 0; cc -std=$standard -Wall -Wextra -Wpedantic -Werror -fsyntax-only \
        \$(pkg-config --cflags gouji-plugin) office.c"
    it "without a warning in $standard, where the compiler has it" 0 'err='
done
mkdir -p "$folder/header/cases/part-of-all/a-blank"
cp "$folder/header/report.json" "$folder/header/cases/sample.json"
echo '{"sample": "cases/sample.json",
 "set": {"/requests/total/new": null}}' \
    >"$folder/header/cases/part-of-all/a-blank/case.json"
mkdir "$folder/header/cases/part-of-all/more"
echo '{"sample": "cases/sample.json", "set": {}}' \
    >"$folder/header/cases/part-of-all/more/case.json"
clean sh -ec 'cd header; gouji plugin test --accept ./office.so cases'
clean sh -ec 'cd header; gouji plugin test ./office.so cases'
it "and has nothing wrong for gouji plugin test" 0 'no-out:BAD' 'err=' \
    'out:cases          ok   2'
mv "$folder/aside" "$prefix/lib/gouji/plugins/office.so"

# Where folders have blanks in their names

spaced="$folder/a prefix/of gouji"
run make --no-print-directory BUILD="${GOUJI_BUILD:-build}" PREFIX="$spaced" \
    install
it "gouji is installed below a folder with a blank in its name" 0
mkdir "$folder/my plugins"
cd "$folder/my plugins" || exit
blank() {
    run env -i PATH="$spaced/bin:$PATH" HOME="$HOME" LC_ALL=C \
        PKG_CONFIG_PATH="$spaced/lib/pkgconfig" ASAN_OPTIONS="$ASAN_OPTIONS" \
        "$@"
}
blank gouji new-plugin blanks
it "a plugin is begun in such a folder" 0 'out:blanks/Makefile'
blank make -C blanks test
it "make test passes there" 0 'no-out:BAD' 'err=' 'out:nothing wrong' \
    'out:cases          ok   3'
blank make -C blanks install
it "make install puts it where that gouji looks" 0 'err='
blank make -C blanks install
it "and does so again" 0 'err='
blank gouji plugin list
it "where it finds it" 0 "out:$spaced/lib/gouji/plugins/blanks.so"
blank gouji check --rule 'blanks/*' "$samples/draft.json"
it "and checks with it" 0 'out:[blanks/left-over]'
cd "$root" || exit

# The same in docs/plugins.md, whose commands documents.sh runs.
for page in docs/plugins.md docs/plugins.zh-CN.md; do
    claim "$page: from nothing to a finding in fewer than ten commands" test \
        "$(awk '/^```console/ { inside = 1 } /^```$/ && inside { exit }
            inside && /^\$ / { count++ } END { print count }' "$page")" -lt 10
    for step in 'gouji new-plugin' 'make -s test' 'gouji check'; do
        claim "$page: $step is one of them" \
            grep -q "^\$ $step" "$page"
    done
done

# In other languages

clean env LC_ALL=zh_CN.UTF-8 gouji new-plugin --lang c++ tally
it "in C++, told in Chinese" 0 'out:tally/tally.cc' 'out:下一步：cd tally'
if command -v c++ >/dev/null; then
    clean make -C tally test CXX=c++ GOUJI="$quick"
    it "make test passes in C++ too" 0 'no-out:BAD' 'err=' \
        'out:cases          ok   3'
else
    skip_without "there is no C++ compiler: the plugin in C++"
fi
clean gouji new-plugin abacus --lang rust
it "in Rust" 0 'out:abacus/abacus.rs' 'out:abacus/gouji.rs'
if command -v rustc >/dev/null && rustc --version >/dev/null 2>&1; then
    clean make -C abacus test GOUJI="$quick" RUSTFLAGS='-O -D warnings'
    it "make test passes in Rust too, without a crate" 0 'no-out:BAD' \
        'err=' 'out:nothing wrong' 'out:cases          ok   3'
    # Size of each struct and offset of each field, in both languages.
    python3 - "$folder" <<'END'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
source = (folder / "abacus/gouji.rs").read_text("utf-8")
in_c = {"Values.type_of": "type", "Parameter.kind": "type",
        "Argument.kind": "type", "Host.matching": "match",
        "Fault.zh": "words.zh", "Fault.en": "words.en"}
c, rust = [], []
for name, body in re.findall(r"^pub struct (\w+)(?:<'a>)? \{(.*?)^\}", source,
                             re.M | re.S):
    kind = "gj_" + name.lower()
    c.append(f'printf("{name} %zu\\n", sizeof({kind}));')
    rust.append(f'let m = MaybeUninit::<{name}>::uninit(); let p = m.as_ptr();'
                f'println!("{name} {{}}", size_of::<{name}>());')
    for field in re.findall(r"^    pub (\w+):", body, re.M):
        other = in_c.get(f"{name}.{field}", field)
        c.append(f'printf("{name}.{field} %zu\\n", offsetof({kind}, {other}));')
        rust.append(f'println!("{name}.{field} {{}}", unsafe {{ '
                    f'addr_of!((*p).{field}) }} as usize - p as usize);')
(folder / "sizes.c").write_text(
    "#include <gouji/plugin.h>\n#include <stdio.h>\nint main(void) {\n" +
    "\n".join(c) + "\nreturn 0; }\n")
(folder / "abacus/sizes.rs").write_text(
    "mod gouji; use gouji::*; use std::mem::{size_of, MaybeUninit};\n"
    "use std::ptr::addr_of;\nfn main() {\n" + "\n".join(rust) + "\n}\n")
END
    clean cc -I "$prefix/include" -o sizes-c sizes.c
    clean rustc --edition 2021 -o sizes-rust abacus/sizes.rs
    it "its structs are those of the header" 0
    "$folder/sizes-c" >"$folder/in-c"
    "$folder/sizes-rust" >"$folder/in-rust"
    claim "byte for byte" diff "$folder/in-c" "$folder/in-rust"
    claim "all of them" grep -q '^Plugin.examine ' "$folder/in-rust"
else
    skip_without "there is no rustc: the plugin in Rust"
fi

# What is refused

for name in Office 9 -- ../office a_b; do
    clean gouji new-plugin -- "$name"
    it "'$name' is no name" 2 'err:no name for a plugin'
done
clean gouji new-plugin
it "a name is asked for" 2 'err:gouji new-plugin office'
clean gouji new-plugin tally
it "what is there stays as it is" 2 'err:tally: cannot be made: File exists'
for name in equations office; do
    clean gouji new-plugin "$name"
    it "the name of a plugin that is installed, $name, is taken" 2 \
        "err:the name \"$name\" is taken: $prefix/lib/gouji/plugins/$name.so" \
        "err:choose another, such as gouji new-plugin my-$name"
done
clean env LC_ALL=zh_CN.UTF-8 gouji new-plugin equations
it "and so in Chinese" 2 'err:插件名“equations”已被占用' 'err:请另起一个'
claim "nothing was written" test ! -e "$folder/equations"
clean gouji new-plugin input
it "and so is the name of what is built in" 2 'err:is taken: gouji'
clean gouji new-plugin --lang pascal office
it "a language that is not known is refused" 2 'err:c, c++ or rust'
mkdir -p "$folder/alone"
cp "$program" "$folder/alone/gouji"
clean "$folder/alone/gouji" new-plugin none
it "a program without its skeletons says so" 2 'err:share/gouji/skeleton'

finish
