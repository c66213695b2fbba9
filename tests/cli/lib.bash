# What the scripts of this folder share. A script sources it from the
# repository's root, calls gouji, and says with `it` what should have come.
set -u
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
export LC_ALL=C
unset LANG LC_MESSAGES LANGUAGE NO_COLOR SOURCE_DATE_EPOCH \
    GOUJI_FORM_PATH GOUJI_PLUGIN_PATH

build=$(realpath "${GOUJI_BUILD:-build}")
program=$build/gouji
samples=$PWD/samples/zfxxgk-2021
clean=$samples/laochengqu-2024.json
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
status=0
: >"$folder/out"
: >"$folder/err"

# Runs a command; its outputs go to files, its exit status to $status.
run() {
    "$@" >"$folder/out" 2>"$folder/err" </dev/null
    status=$?
}

# Runs the program. A pipe is given with `gouji_from FILE …`.
gouji() {
    run "$program" "$@"
}
gouji_from() {
    local input=$1
    shift
    "$program" "$@" >"$folder/out" 2>"$folder/err" <"$input"
    status=$?
}

ok() {
    echo "ok - $1"
}

# Control characters would act on the terminal of who reads this.
harmless() {
    tr '\000-\010\013-\037' '?'
}

# Says what was seen.
not_ok() {
    echo "not ok - $1"
    shift
    printf '    %s\n' "$@"
    echo "    status $status"
    head -c 4000 "$folder/out" | harmless | sed 's/^/    out: /'
    head -c 4000 "$folder/err" | harmless | sed 's/^/    err: /'
    failures=$((failures + 1))
}

# One thing that is expected of the last run: out:TEXT and err:TEXT stand in
# the output, no-out:TEXT and no-err:TEXT do not, out= and err= are empty.
holds() {
    case $1 in
    out:*) grep -qF -- "${1#*:}" "$folder/out" ;;
    err:*) grep -qF -- "${1#*:}" "$folder/err" ;;
    no-out:*) ! grep -qF -- "${1#*:}" "$folder/out" ;;
    no-err:*) ! grep -qF -- "${1#*:}" "$folder/err" ;;
    out=) [ ! -s "$folder/out" ] ;;
    err=) [ ! -s "$folder/err" ] ;;
    *) false ;;
    esac
}

# it SENTENCE STATUS [EXPECTED…]: what the last run should have done.
it() {
    local sentence=$1 wanted=$2 expected
    shift 2
    if [ "$status" -ne "$wanted" ]; then
        not_ok "$sentence" "expected status $wanted"
        return
    fi
    for expected in "$@"; do
        if ! holds "$expected"; then
            not_ok "$sentence" "expected $expected"
            return
        fi
    done
    ok "$sentence"
}

# claim SENTENCE COMMAND…: the command should succeed.
claim() {
    local sentence=$1
    shift
    if "$@" >"$folder/claim" 2>&1; then
        ok "$sentence"
    else
        not_ok "$sentence" "failed: $*" "$(head -c 2000 "$folder/claim")"
    fi
}

# Rules of the findings in JSON on standard input, each once, one a line.
rules_found() {
    python3 -c 'import json, sys
found = json.load(sys.stdin)
print("\n".join(sorted({f["rule"] for r in found["reports"]
                        for f in r["findings"]})))'
}

# page FILE TEXT: the block of YAML of a page in which the text stands.
page() {
    TEXT=$2 perl -0777 -ne 'for (/^```yaml\n(.*?)^```$/msg) {
        print if index($_, $ENV{TEXT}) >= 0 }' "$1"
}

# Says what is not tested; tests/run shows it.
skip_without() {
    echo "# skipped: $1"
}

# npm_tool PACKAGE@VERSION NAME: a program of an npm package, fetched into the
# build once; its path goes to $tool. Fails where npm cannot fetch it.
npm_tool() {
    tool=
    npm_packages "$1" && tool=$modules/.bin/$2
    [ -x "$tool" ]
}

# npm_packages PACKAGE@VERSION…: the same for packages; the folder that they
# are in goes to $modules.
npm_packages() {
    local into="build/npm/$*"
    into=${into//[^A-Za-z0-9.\/]/-}
    modules=$PWD/$into/node_modules
    [ -f "$into/complete" ] || {
        npm install --prefix "$into" --no-audit --no-fund --fetch-retries=1 \
            --silent "$@" >/dev/null 2>&1 && touch "$into/complete"
    }
}

finish() {
    [ "$failures" -eq 0 ]
    exit
}
