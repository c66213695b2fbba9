#!/bin/bash
# The documents' commands do what the documents say.
. tests/cli/lib.bash
for readme in README.md README.zh-CN.md; do
    if python3 tests/cli/documents.py console "$build" "$readme" >"$work/out" 2>&1; then
        ok "$readme shows what the program prints"
    else
        not_ok "$readme shows what the program prints" "$(cat "$work/out")"
    fi
done
for document in README.md README.zh-CN.md CONTRIBUTING.md CONTRIBUTING.zh-CN.md; do
    if python3 tests/cli/documents.py run "$build" "$document" >"$work/out" 2>&1; then
        ok "the commands of $document work"
    else
        not_ok "the commands of $document work" "$(cat "$work/out")"
    fi
done
for pair in en:README.md zh:README.zh-CN.md; do
    run "$gouji" rules --format markdown --lang "${pair%%:*}" --rule 'equations/*' \
        --rule 'timeliness/*' --rule 'form/*'
    missing=$(grep -vxF -f "${pair#*:}" <<<"$output")
    if [ -z "$missing" ]; then
        ok "${pair#*:} lists the rules as they are"
    else
        not_ok "${pair#*:} lists the rules as they are" "$missing"
    fi
done
finish
