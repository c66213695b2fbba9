#!/bin/bash
# A plugin that misbehaves costs itself, and nothing else: 1,000 reports with
# each misdeed. Left out of builds that cannot contain anything.
source tests/cli/lib.bash

rogues=$build/tests/rogue
reports=$folder/reports
mkdir "$reports"
"$build/tests/generate" 1000 "$reports" >/dev/null

check() {
    run env LC_ALL="${locale:-C}" "$program" check --today 2026-01-01 --format json "$@" "$reports"
}
with() {
    local rogue=$1
    shift
    check --rule-timeout 100 --memory-limit 64 --max-faults 2 -j 2 \
        --plugin-dir "$rogues/ROGUE_$rogue" "$@"
}

check
it "reports are checked by workers" 0 'err='
cp "$folder/out" "$folder/plain"

# misbehaves ROGUE WORDS [OPTION…]: its rule is named with the reason.
misbehaves() {
    with "$1" "${@:3}"
    it "a plugin that does this ends nothing but itself: $1" 4 \
        'out:rogue/wild' "out:$2" 'err='
    claim "every report and every other rule has its result: $1" python3 \
        tests/cli/contained.py "$folder/plain" "$folder/out" 2 "$2"
}

misbehaves segfault 'killed by SIGSEGV'
misbehaves abort 'killed by SIGABRT'
misbehaves exit 'called exit'
misbehaves loop 'over the time limit'
misbehaves sleep 'forbidden system call: clock_nanosleep'
misbehaves allocate 'over the memory limit' --rule-timeout 5000
misbehaves stack 'stack overflow'
misbehaves socket 'forbidden system call: socket'
misbehaves open 'forbidden system call: openat'
misbehaves create 'forbidden system call: openat'
misbehaves fork 'forbidden system call: clone'
misbehaves thread 'forbidden system call'
misbehaves kill 'forbidden system call'
misbehaves close 'forbidden system call: close'
misbehaves stop 'raised SIGSTOP'
misbehaves term 'raised SIGTERM'
misbehaves killed 'raised SIGKILL'
misbehaves ptrace 'forbidden system call: ptrace'
misbehaves limits 'forbidden system call: prlimit64'
misbehaves ignore 'forbidden system call: rt_sigaction'
misbehaves deaf 'forbidden system call'
misbehaves deaf_loop 'over the time limit'
misbehaves wait 'over the time limit'
misbehaves pretend 'over the time limit'
misbehaves pieces 'its result could not be read' --rule-timeout 10000
misbehaves inputs 'killed by SIGSEGV'
misbehaves unlock 'killed by SIGABRT'
misbehaves cells 'killed by SIGSEGV'
misbehaves nodes 'killed by SIGSEGV'
misbehaves forge 'killed by SIGSEGV'
# What wipes out the answers that lie ready is blamed for each of them.
with wipe
it "a plugin that overwrites results is named" 4 \
    'out:rule rogue misbehaved' 'out:its result could not be read' 'err='
claim "every report and every other rule has its result: wipe" python3 \
    tests/cli/contained.py "$folder/plain" "$folder/out" 2 \
    'its result could not be read' plugin
with counts
it "a plugin that counts checks of rules that are not its own is named" 4 \
    'out:rule rogue misbehaved' 'out:its result could not be read' 'err='
claim "every report and every other rule has its result: counts" python3 \
    tests/cli/contained.py "$folder/plain" "$folder/out" 2 \
    'its result could not be read' plugin
run "$program" check --today 2026-01-01 --plugin-dir "$rogues/ROGUE_wipe" \
    "$reports/000001.json" "$reports/000002.json"
it "nor is the input blamed where there are only two" 4 \
    'out:its result could not be read' 'no-out:input/unreadable' 'err='
claim "no plugin made a file" test ! -e rogue-was-here

# One that came with the program is at the first report before the parent has
# read what was handed over.
mkdir "$folder/own"
cp -r "$program" "$build/plugins" "$build/schemas" "$folder/own"
cp "$rogues/ROGUE_segfault/ROGUE_segfault.so" "$folder/own/plugins"
run "$folder/own/gouji" check --today 2026-01-01 "$reports/000001.json"
it "a plugin of the program ends nothing but itself at a single report" 4 \
    'out:rule rogue/wild misbehaved' 'out:killed by SIGSEGV' \
    'out:542 checks hold' 'err='

# What is the matter while a plugin is loaded refuses that plugin alone.
# unusable ROGUE WORDS
unusable() {
    with "$1"
    it "a plugin that cannot be loaded is refused: $1" 4 \
        "err:ROGUE_$1.so: the plugin misbehaved while it was loaded: $2"
    claim "the others do their work: $1" python3 tests/cli/contained.py \
        "$folder/plain" "$folder/out" 2 absent
}
unusable constructor 'killed by SIGSEGV'
unusable opening 'killed by SIGABRT'
unusable endless_opening 'over the time limit'
unusable killed_opening 'raised SIGKILL'
unusable two_faced 'killed by SIGABRT'
unusable heap_opening ''
for rogue in closed filter mute; do
    unusable ${rogue}_opening 'it disturbed the program or other plugins'
done

# Nor is one in the program's own folder what the others are lost for, with
# nobody from elsewhere there, an innocent one, or another that spoils loading.
rm "$folder/own/plugins/ROGUE_segfault.so"
mkdir "$folder/nobody" "$folder/innocent"
run "${CC:-cc}" -shared -fPIC -Icore/include -o "$folder/innocent/limit.so" \
    samples/plugins/limit.c
it "an innocent plugin from elsewhere is built" 0
for name in ROGUE_constructor ROGUE_{closed,filter,mute}_opening; do
    cp "$rogues/$name/$name.so" "$folder/own/plugins"
    for strangers in "$folder/nobody" "$folder/innocent" \
        "$rogues/ROGUE_mute_opening"; do
        run "$folder/own/gouji" check --today 2026-01-01 --lang en \
            --plugin-dir "$strangers" "$reports/000001.json"
        it "one of the own folder is refused: $name beside ${strangers##*/}" 4 \
            'out: hold' \
            "err:own/plugins/$name.so: the plugin misbehaved while it was"
        guilty=1
        [[ $strangers = *mute* ]] && guilty=2
        claim "and no innocent one with it" test \
            "$(grep -c 'misbehaved while it was' "$folder/err")" = $guilty
    done
    rm "$folder/own/plugins/$name.so"
done

# What finds without end is told so, and not passed on without end.
run "$program" check --format ndjson --memory-limit 200 --rule-timeout 20000 \
    --plugin-dir "$rogues/ROGUE_flood" "$reports/000001.json"
it "findings without end are cut off" 4 'out:it gave too many findings'
claim "where they have become too many for anybody" test \
    "$(stat -c %s "$folder/out")" -lt 50000000

# What speaks in the worker's name may be believed, or not: about itself only.
with words
claim "a plugin that writes into what leads to the parent costs no other rule" \
    python3 tests/cli/contained.py "$folder/plain" "$folder/out" 2 any

# What is no fault: memory that leaks away. Its worker is begun anew.
with leak
it "a plugin that leaks gets a new worker each time, and judges all" 0
claim "every report has all its verdicts" python3 tests/cli/contained.py \
    "$folder/plain" "$folder/out" 2 ""
cp "$folder/out" "$folder/leak"

# The answer does not depend on who was faster.
with segfault
cp "$folder/out" "$folder/segfault"
for jobs in 1 7; do
    for rogue in segfault leak; do
        with $rogue -j $jobs
        claim "-j $jobs gives the same bytes as -j 2: $rogue" \
            cmp "$folder/$rogue" "$folder/out"
    done
    locale=C.UTF-8 check -j $jobs
    claim "-j $jobs gives the same bytes in another locale" \
        cmp "$folder/plain" "$folder/out"
done
# Where there is what locales are made of, they are.
mkdir "$folder/locales"
for locale in zh_CN tr_TR; do
    localedef -i $locale -f UTF-8 "$folder/locales/$locale.UTF-8" \
        >/dev/null 2>&1 || skip_without "localedef: the locale $locale"
done
export LOCPATH=$folder/locales
for locale in C zh_CN.UTF-8 tr_TR.UTF-8; do
    with segfault --lang en -j 2
    claim "a plugin at fault is told in the same bytes in locale $locale" \
        cmp "$folder/segfault" "$folder/out"
    check --lang en -j 0
    claim "-j 0 gives the same bytes in locale $locale" \
        cmp "$folder/plain" "$folder/out"
done
unset locale LOCPATH
check -j 0
it "-j 0 says that nothing is contained" 0 'err:nothing is contained'
claim "-j 0 gives the same bytes" cmp "$folder/plain" "$folder/out"
check --isolate plugin
claim "every plugin by itself gives the same bytes" \
    cmp "$folder/plain" "$folder/out"
check --plugin-dir "$build/tests/bad/SOUND_plain" -j 0
cp "$folder/out" "$folder/added"
check --plugin-dir "$build/tests/bad/SOUND_plain" -j 2
claim "a plugin with workers of its own gives the bytes of -j 0" \
    cmp "$folder/added" "$folder/out"

# Faults count across runs: the plugin is switched off behind the same report.
mkdir "$folder/few"
cp "$reports"/00000[1-9].json "$reports"/0000[1-4]?.json "$folder/few"
lasting=("$program" check --today 2026-01-01 --format ndjson --max-faults 20
    -j 2 --plugin-dir "$rogues/ROGUE_segfault" "$folder/few")
run "${lasting[@]}"
it "a plugin that faults is switched off in the end" 4 'out:killed by SIGSEGV' \
    'out:switched off'
cp "$folder/out" "$folder/lasting"
echo "$status" >"$folder/lasting.status"
claim "and at the same report where the run is killed in between" python3 \
    tests/cli/resume.py 8 "$(wc -l <"$folder/lasting")" "$folder/lasting" \
    "$folder/journal" "${lasting[@]}"

# Killed from outside: that is nobody's fault.
lines=("$program" check --today 2026-01-01 --format ndjson "$reports")
run "${lines[@]}" -j 2
cp "$folder/out" "$folder/lines"
claim "200 workers that are killed from outside are not missed" python3 \
    tests/cli/kills.py 200 "$folder/lines" "${lines[@]}" -j 2
lines+=(-j 1 --plugin-dir "$rogues/ROGUE_gate")
run "${lines[@]}"
cp "$folder/out" "$folder/lines"
claim "nor are those that are killed while they load a plugin" python3 \
    tests/cli/gate.py 20 "$folder" "$folder/lines" "${lines[@]}"
claim "a plugin that cannot be loaded again costs its own rules from there on" \
    python3 tests/cli/gate.py spoil "$folder" "$folder/lines" "${lines[@]}"

finish
