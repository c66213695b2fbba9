#!/bin/bash
# gouji plugin: which plugins there are, and what the file of one tells without
# any of its code being run.
source tests/cli/lib.bash

compiler=${CC:-cc}
sound=docs/example/superior.c

# build NAME [FLAG…]: a plugin from the sound example and what is on standard
# input.
build() {
    local name=$1
    shift
    cat "$sound" - >"$folder/$name.c"
    "$compiler" -std=gnu11 -w -O1 -shared -fPIC -fvisibility=hidden \
        -Icore/include -o "$folder/$name.so" "$folder/$name.c" "$@"
}
lint() {
    gouji plugin lint "$folder/$1.so"
}

# The sound one, whole and stripped

build sound </dev/null
lint sound
it "a sound plugin has nothing wrong" 0 'err=' 'out:nothing wrong' \
    'out:superior 0.1.0, ABI 1.' 'out:1 rule'
gouji plugin lint --lang zh "$folder/sound.so"
it "and says so in Chinese" 0 'err=' 'out:没有发现问题' 'out:1 条规则'
strip "$folder/sound.so"
lint sound
it "one that was stripped has nothing wrong either" 0 'err=' \
    'out:nothing wrong'
"$compiler" -std=gnu11 -shared -fPIC -fvisibility=hidden -Icore/include \
    -Wl,-z,pack-relative-relocs -o "$folder/packed.so" "$sound" 2>/dev/null &&
    lint packed &&
    it "packed relocations are understood" 0 'out:nothing wrong' 'out:1 rule'
for plugin in "$build"/plugins/*.so; do
    # AddressSanitizer puts constructors of its own into what it builds.
    if grep -q __asan_init "$plugin"; then
        skip_without "${plugin##*/} has constructors of AddressSanitizer"
        continue
    fi
    gouji plugin lint --fail-on warning "$plugin"
    it "${plugin##*/}, which comes with the program, has nothing wrong" 0 \
        'err=' 'out:nothing wrong'
done

# What is dangerous to load

build constructor <<C
#include <stdio.h>
__attribute__((constructor)) static void begins(void)
{
    fclose(fopen("$folder/ran", "w"));
}
C
lint constructor
it "a constructor is named" 0 'out:warning: constructor begins() runs'
gouji plugin lint --fail-on warning "$folder/constructor.so"
it "a warning fails where warnings are to fail" 1
claim "and has not run" test ! -e "$folder/ran"
build stack -Wl,-z,execstack </dev/null
lint stack
it "an executable stack is an error" 1 'out:error: it asks for an executable'
build text -Wl,-z,notext <<C
__asm__(".text\n.quad gouji_plugin_v1\n");
C
lint text
it "text relocations are an error" 1 'out:error: it has text relocations'
build resolver <<C
static int real(void) { return 1; }
static void *choose(void) { return real; }
__attribute__((visibility("hidden"))) int chosen(void)
    __attribute__((ifunc("choose")));
int (*use)(void) = chosen;
C
lint resolver
it "functions that are resolved by running code are told" 0 \
    'out:warning: it has IFUNCs'
build names <<C
__attribute__((visibility("default"))) int another_name;
C
lint names
it "another exported name is told" 0 \
    'out:it exports more than gouji_plugin_v1 (1): another_name'

# What cannot be loaded

build undefined <<C
int nowhere(void);
__attribute__((used)) static int call(void) { return nowhere(); }
C
lint undefined
it "a function that no library has is an error" 1 \
    'out:error: it uses nowhere, which none of its libraries has'
echo 'int somewhere(void) { return 1; }' >"$folder/library.c"
"$compiler" -shared -fPIC -Wl,-soname,libaside.so -o "$folder/libaside.so" \
    "$folder/library.c"
needs_library() {
    build "$@" "$folder/libaside.so" <<C
int somewhere(void);
__attribute__((used)) static int call(void) { return somewhere(); }
C
}
needs_library beside '-Wl,-rpath,$ORIGIN'
lint beside
it "a library beside the plugin is found where it says so" 0 \
    'out:nothing wrong'
needs_library lost
lint lost
it "a library that is not found is an error" 1 \
    'out:error: it needs library libaside.so, which was not found'
gouji plugin lint "$program" README.md "$folder/none.so"
it "what is no shared object is an error" 1 'out:README.md: error: not an ELF'
"$compiler" -c -o "$folder/object.so" "$folder/library.c"
lint object
it "so is an object that was not linked" 1 'out:error: not a shared object'

# What the host would refuse, and what people would miss

bad() {
    gouji plugin lint "$build/tests/bad/$1/$1.so"
    it "$1: $2" 1 "out:$2" 'err='
}
bad BAD_no_symbol 'error: it does not export gouji_plugin_v1'
bad BAD_other_major 'error: made for plugin ABI 2'
bad BAD_small "error: its descriptor's size is 16"
bad BAD_needs_newer 'error: it needs plugin ABI 1.'
bad BAD_name "error: the plugin's name is not lower-case"
bad BAD_no_version "error: the plugin's version is missing"
bad BAD_twin_rules 'error: two rules have the id rule'
bad BAD_twin_messages 'error: rule rule: two messages have one key'
bad BAD_no_check 'error: rule rule: it has no check()'
bad BAD_severity 'error: rule rule: its severity is unknown'
bad BAD_rule_id 'error: rule The Rule: its id is not lower-case'
bad BAD_one_language 'error: rule rule: its example lacks its English words'
bad BAD_rule_size 'has too small a size'
bad BAD_message_size 'its message has too small a size'
bad BAD_message_key 'its message has a malformed key'
bad BAD_message_words 'its message in Chinese is not UTF-8'
bad BAD_parameter_help 'its parameter lacks its English words'
bad BAD_parameter_integer "a parameter's initial value is not of its type"
sed -e 's/县级、乡级单位写明上级单位/units name their superior/' \
    -e 's/单位层级为“{level}”/单位层级为“{rank}”/' "$sound" >"$folder/half.c"
run "$compiler" -shared -fPIC -fvisibility=hidden -Icore/include \
    -o "$folder/half.so" "$folder/half.c"
lint half
it "words that were not translated are told" 0 \
    'out:rule superior-named: its title is not in Chinese where it should be'
it "so is a hole of a message that one language lacks" 0 \
    'out:{rank} of its message unnamed stands in one language only'

# The list

gouji plugin list
it "the list has the plugins, their files and rules" 0 'err=' \
    'out:equations 0.1.0  ABI 1.' "out:$build/plugins/equations.so" \
    'out:zfxxgk-2021: requests-row-total'
mkdir "$folder/more"
cp "$folder/sound.so" "$folder/more/superior.so"
echo no >"$folder/more/text.so"
cp "$build/tests/bad/BAD_one_language/BAD_one_language.so" "$folder/more"
gouji plugin list --plugin-dir "$folder/more"
it "it says which were refused and why" 4 'err=' \
    "out:$folder/more/superior.so" "out:refused: $folder/more/text.so" \
    'out:cannot be loaded (' 'out:its example in English is missing'
gouji plugin list --lang zh --plugin-dir "$folder/more"
it "in Chinese too" 4 'err=' "out:被拒绝： $folder/more/text.so" 'out:example 的英文没有写'
gouji plugin list --format json --plugin-dir "$folder/more"
it "as JSON too" 4 'err=' "out:\"file\": \"$folder/more/text.so\""
claim "which is sound JSON" python3 -c 'import json, sys
found = json.load(open(sys.argv[1]))
names = [plugin["plugin"] for plugin in found["plugins"]]
assert len(names) == len(set(names)) and "superior" in names, names
assert {entry["file"].rsplit("/")[-1] for entry in found["refused"]} == {
    "text.so", "BAD_one_language.so"}' "$folder/out"

# Usage

gouji plugin
it "a verb is asked for" 2 'err:gouji plugin list'
gouji plugin lint
it "so is a file to look at" 2 'err:gouji plugin lint ./office.so'
gouji plugin list --format xml
it "and a format that the list has" 2 'err:there are text, json'

finish
