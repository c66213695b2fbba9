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
refused version 'its version has control characters'
refused turned 'its title in English has characters that turn the direction'
refused escape 'its title in Chinese has control characters'
refused id 'its id is not lower-case'
refused null 'its title in Chinese is missing'
refused long 'its title in Chinese is too long'
refused million 'there are too many rules, more than 10000'
refused nothing 'its size is too small'

# What the file tells, without being loaded
linted() {
    hostile "$1"
    gouji plugin lint "$folder/hostile.so"
    it "$1: gouji plugin lint says what is wrong" 1 "out:$2" 'err=' \
        $'no-out:\x1b' $'no-out:\u202e'
}
linted version "the plugin's version has control characters"
linted turned 'its title in English has characters that turn the direction'
linted escape 'its title in Chinese has control characters'
linted c1 'its remedy in Chinese has control characters'
linted reserved "the plugin's name is one of gouji's own"
linted size "its descriptor's size is 4294967295, which leads out of the file"
linted rule_size 'its rule has a size that leads out of the file'

# What is no file of a plugin stops nobody.
mkdir "$folder/odd"
mkfifo "$folder/odd/pipe.so"
for command in rules "check $clean"; do
    run timeout 60 "$program" $command --plugin-dir "$folder/odd"
    it "a pipe among the plugins is not waited for: gouji ${command%% *}" 4 \
        'err:pipe.so: it is no regular file'
done
for option in --rule --no-rule; do
    gouji rules $option $'a\xff'
    it "$option takes UTF-8 only" 2 'err:is not UTF-8'
done

# told NAME WORDS: every command that asks says so, with the file, and goes on.
told() {
    hostile "$1"
    for command in rules 'plugin list' --version 'explain requests-balance' \
        forms 'rules check docs/example/office.json'; do
        ask $command
        it "$1: gouji $command goes on without it" 4
        claim "$1: gouji $command tells its file" grep -qF \
            "$folder/hostile.so" "$folder/out" "$folder/err"
        claim "$1: gouji $command tells why" grep -qF \
            "the plugin misbehaved while it was loaded: $2" "$folder/out" \
            "$folder/err"
        claim "$1: gouji $command prints what it has to" test -s "$folder/out"
    done
    gouji complete -- explain --plugin-dir "$folder/hostile.so" ''
    it "$1: gouji complete knows all other rules" 0 'err=' \
        'out:equations/requests-balance' 'no-out:hostile/'
}
told open 'killed by SIGSEGV'
ask explain hostile/rule
it 'a rule of a plugin that was refused cannot be explained for that' 4
told exit 'called exit'
told constructor 'called exit'
# Where memory has no limit, it would take what there is.
if [ -d "$build/tests/rogue" ]; then
    told memory 'over the memory limit'
fi

hostile sound
for command in rules 'plugin list' --version 'explain hostile/rule' forms; do
    ask $command
    cp "$folder/out" "$folder/whole.${command%%/*}"
done

# One that has said what it has to say, and ends its worker while it is closed,
# takes nothing with it.
for way in close 'close_exit'; do
    hostile $way
    for command in rules 'plugin list' --version 'explain hostile/rule' forms; do
        ask $command
        it "$way: gouji $command is not impressed" 0 'err='
        claim "$way: gouji $command has printed all" \
            cmp "$folder/out" "$folder/whole.${command%%/*}"
    done
done

hostile close
ask check "$clean"
it "a check has its results, and tells it with the file" 4 'out:passed' \
    "err:$folder/hostile.so: the plugin misbehaved while it was closed: killed by"
hostile close_exit
ask check "$clean"
it "so where the plugin ends its process with success" 4 'out:passed' \
    'err:while it was closed: called exit'

# What a worker may not do, a plugin may not do here either.
if [ -d "$build/tests/rogue" ]; then
    told socket 'forbidden system call: socket'
    told fork 'forbidden system call: clone'
    told write 'forbidden system call: openat'
    told kill_parent 'forbidden system call: getppid'
    claim "no plugin made a file" test ! -e hostile-was-here
    hostile print
    for command in rules 'plugin list' --version 'explain hostile/rule' forms \
        'rules check docs/example/office.json' "check $clean"; do
        ask $command
        it "what a plugin prints goes nowhere: gouji $command" 0 'err=' \
            $'no-out:\x1b'
    done
fi

# One that stays away, by the clock: 30 seconds, for both at once.
stays() {
    timeout 120 "$program" rules --plugin-dir "$folder/$1.so" \
        >"$folder/$1.out" 2>"$folder/$1.err"
    echo $? >"$folder/$1.status"
}
for way in pause stop; do
    hostile $way
    mv "$folder/hostile.so" "$folder/$way.so"
    stays $way &
done

told wild 'killed by SIGSEGV'
hostile wild
ask check "$clean"
it "a rule that is nowhere stops no check" 4 'out:killed by SIGSEGV' \
    "out:plugin ($folder/hostile.so): the plugin misbehaved while it was loaded"
hostile examine
ask rules check docs/example/office.json
it "so is one that crashes in examine(), with its file" 4 \
    "err:$folder/hostile.so: the plugin misbehaved while it was loaded: killed by"
ask rules check --lang zh docs/example/office.json
it "in Chinese too" 4 'err:插件在加载时出错：因信号 SIGSEGV 而终止'
hostile weight
ask rules check docs/example/office.json
it "what is no remark is not taken" 0 'out:nothing wrong'
hostile remark
ask rules check docs/example/office.json
it "a remark cannot steer the terminal" 0 $'no-out:\x1b' 'out:info odd'

# A caller that is killed leaves nobody behind: the pipe has no writers then.
mkfifo "$folder/pipe"
"$program" rules --plugin-dir "$folder/pause.so" >"$folder/pipe" 2>&1 &
caller=$!
exec 3<"$folder/pipe"
child=
until [ -n "$child" ]; do
    read -r child <"/proc/$caller/task/$caller/children"
done
kill -KILL "$caller"
wait "$caller" 2>/dev/null
claim 'where the program is killed, so is what loads its plugins' \
    timeout 20 cat <&3
exec 3<&-

wait
for way in pause stop; do
    cp "$folder/$way.out" "$folder/out"
    cp "$folder/$way.err" "$folder/err"
    status=$(cat "$folder/$way.status")
    it "$way: one that does not come back is left out" 4 'out:wording/' \
        "err:$folder/$way.so: the plugin misbehaved while it was loaded: "
done

finish
