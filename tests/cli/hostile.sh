#!/bin/bash
# Plugins that mean harm to the commands that load them and check nothing: they
# cost themselves, and the terminal nothing.
source tests/cli/lib.bash
# AddressSanitizer is not to turn the signal into an exit.
export ASAN_OPTIONS=$ASAN_OPTIONS:handle_segv=0

# hostile NAME: compiles it with one thing wrong.
hostile() {
    "${CC:-cc}" -w -shared -fPIC -fvisibility=hidden "-DHOSTILE_$1" \
        -Icore/include -o "$folder/hostile.so" tests/cli/plugins/hostile.c
}
ask() {
    gouji "$@" --plugin-dir "$folder/hostile.so"
}
refused() {
    hostile "$1"
    for command in rules 'plugin list' --version; do
        ask $command
        it "$1: gouji $command refuses it with the reason" 4 \
            $'no-out:\x1b' $'no-err:\x1b'
        claim "$1: gouji $command says why" grep -qhF "$2" "$folder/out" \
            "$folder/err"
    done
}
hostile sound
ask rules
it "a sound one is listed" 0 'out:hostile/rule'
refused name "the plugin's name must be lower-case"
refused version 'lacks a version or a title'
refused id 'its id is not lower-case'
refused null 'it lacks title'
refused long 'it lacks title'
refused million 'there are too many rules, more than 10000'
refused nothing 'its size is too small'

for way in open close; do
    hostile $way
    for command in rules 'plugin list' --version 'explain hostile/rule' forms; do
        ask $command
        it "one that crashes in $way() is told: gouji $command" 4 \
            'err:a plugin brought it down: Segmentation fault'
    done
done
claim "with its file" grep -qE 'hostile\.so|brought' "$folder/err"

hostile wild
for command in rules 'plugin list' --version forms; do
    ask $command
    it "a rule that is nowhere is told with its file: gouji $command" 4 \
        "err:$folder/hostile.so: a plugin brought it down: Segmentation fault"
done
ask check "$clean"
it "a rule that is nowhere stops no check" 4 'out:killed by SIGSEGV' \
    "out:plugin ($folder/hostile.so): the plugin misbehaved while it was loaded"
hostile examine
ask rules check docs/example/office.json
it "so is one that crashes in examine(), with its file" 4 \
    "err:$folder/hostile.so: a plugin brought it down: Segmentation fault"
ask rules check --lang zh docs/example/office.json
it "in Chinese too" 4 'err:插件使程序中止：Segmentation fault'
hostile weight
ask rules check docs/example/office.json
it "what is no remark is not taken" 0 'out:nothing wrong'
hostile remark
ask rules check docs/example/office.json
it "a remark cannot steer the terminal" 0 $'no-out:\x1b' 'out:info odd'

finish
