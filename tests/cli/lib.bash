# Shared by the scripts of this folder: they run from the repository's root.
build=${GOUJI_BUILD:-build}
gouji=$PWD/$build/gouji
samples=samples/zfxxgk-2021
failures=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset GOUJI_FORM_PATH GOUJI_PLUGIN_PATH NO_COLOR

ok() { echo "ok - $1"; }
not_ok() {
    echo "not ok - $1"
    failures=$((failures + 1))
    [ -z "${2:-}" ] || sed 's/^/    /' <<<"$2"
}

# run COMMAND…: sets $output (standard output), $errors and $status.
run() {
    output=$("$@" 2>"$work/stderr")
    status=$?
    errors=$(cat "$work/stderr")
}

# exits STATUS SENTENCE COMMAND…: the command must end with this status.
exits() {
    local wanted=$1 sentence=$2
    shift 2
    run "$@"
    if [ "$status" -eq "$wanted" ]; then
        ok "$sentence"
    else
        not_ok "$sentence" "status $status, not $wanted: $* $output $errors"
    fi
}

# says TEXT SENTENCE: the last run's output or errors must have the text.
says() {
    case "$output$errors" in
    *"$1"*) ok "$2" ;;
    *) not_ok "$2" "no «$1» in: $output $errors" ;;
    esac
}

lacks() {
    case "$output$errors" in
    *"$1"*) not_ok "$2" "«$1» in: $output $errors" ;;
    *) ok "$2" ;;
    esac
}

finish() { [ "$failures" -eq 0 ]; }
