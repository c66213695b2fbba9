#!/bin/bash
# The pages say what is true: each ```console block is run, command by command,
# and must print what the page shows; CONTRIBUTING shows the examples as they
# are; the tables of rules are the program's.
build=${GOUJI_BUILD:-build}
unset GOUJI_PLUGIN_PATH GOUJI_FORM_PATH SOURCE_DATE_EPOCH
failed=0

say() {
    if [ "$1" = 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        failed=1
    fi
}

# Runs one command of a page with the status of the one before it.
compare() {
    [ -n "$command" ] || return
    local here=${command//.\/build\//"$build"/}
    here=${here// build\// "$build"/}
    shown=$(bash -c "(exit $status); $here" 2>&1)
    status=$?
    shown=${shown//"$build"\//build\/}
    if [ "$shown" != "$expected" ]; then
        wrong=1
        diff <(echo "$expected") <(echo "$shown") | sed "s|^|$page: |"
    fi
    command=
}

check_page() {
    local inside=0 wrong=0 status=0 command= expected= count=0 line
    while IFS= read -r line; do
        if [ "$line" = '```console' ]; then
            inside=1
        elif [ "$inside" = 1 ] && [ "$line" = '```' ]; then
            compare
            inside=0
        elif [ "$inside" = 1 ] && [ "${line:0:2}" = '$ ' ]; then
            compare
            command=${line:2} expected= count=$((count + 1))
        elif [ "$inside" = 1 ]; then
            expected+=${expected:+$'\n'}$line
        fi
    done <"$page"
    [ "$count" = 0 ] || say "$wrong" "$page: its $count commands print what it shows"
}

# Whether a page contains all lines of a file, one after the other.
contains() {
    python3 - "$1" "$2" <<'PYTHON'
import sys
page, part = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
sys.exit(part.strip() not in page)
PYTHON
}

cd "$(dirname "$0")/../.." || exit 1
rm -rf "$build/example"
for page in README*.md CONTRIBUTING*.md docs/*.md; do
    check_page
done
for language in en zh; do
    page=README.md
    [ "$language" = en ] || page=README.zh-CN.md
    "$build/gouji" rules --format markdown --lang $language \
        >"$build/all-rules.md" || say 1 "the rules are listed"
    # The README leaves out the rules about files that are no reports.
    grep -vE '^. `(input|document|engine)/' "$build/all-rules.md" \
        >"$build/rules.md"
    contains $page "$build/rules.md"
    say $? "$page: its table of rules is the program's"
done
for page in CONTRIBUTING*.md; do
    for file in docs/example/*; do
        contains "$page" "$file"
        say $? "$page shows $file as it is"
    done
done
exit $failed
