#!/bin/bash
# The example plugin compiles with the public header alone, as C and without a
# warning, and gives each of the three verdicts.
build=${GOUJI_BUILD:-build}
unset GOUJI_PLUGIN_PATH GOUJI_FORM_PATH
cd "$(dirname "$0")/../.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

expect() {
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        printf 'not ok - %s\n  expected: %s\n  got: %s\n' "$@"
        failed=1
    fi
}

# The last line of a check of the draft, changed by a sed expression.
verdict() {
    sed "$1" samples/zfxxgk-2021/draft.json |
        "$build/gouji" check --lang en --plugin-dir "$folder" \
            --rule 'superior/*' - 2>&1 | tail -n 1 |
        sed 's/, [0-9]* not selected$//'
}

warnings=$(${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -shared -fPIC \
    -fvisibility=hidden -Icore/include -o "$folder/superior.so" \
    docs/example/superior.c 2>&1)
expect "the example compiles without a warning" "" "$warnings"
expect "it exports its descriptor and nothing else" "gouji_plugin_v1" \
    "$(nm -D --defined-only "$folder/superior.so" | awk '{print $NF}')"
expect "a county's bureau without a superior fails" \
    "-: 1 note; 0 checks hold, 1 does not" \
    "$(verdict '')"
expect "one that names its superior holds" \
    "-: passed; 1 check holds" \
    "$(verdict 's/"level": "county"/"level": "county", "superior": "清河县"/')"
expect "one of prefecture level holds" \
    "-: passed; 1 check holds" \
    "$(verdict 's/"level": "county"/"level": "prefecture"/')"
expect "one with a blank level cannot be assessed" \
    "-: nothing wrong found; 0 checks hold, 1 not assessable" \
    "$(verdict 's/"level": "county"/"level": null/')"
chmod o+w "$folder/superior.so"
"$build/gouji" check --lang en --plugin-dir "$folder" \
    samples/zfxxgk-2021/laochengqu-2024.json >/dev/null 2>&1
expect "a copy that anybody may write is refused" 4 $?
exit $failed
