#!/bin/bash
# The manual pages: sound, complete beside the program's tables, and with
# commands that work.
source tests/cli/lib.bash

# Other pages need not be installed; and what mandoc counts and takes for
# punctuation, where a line ends in Chinese, are its own escapes.
lint() {
    mandoc -Tlint -K utf-8 "$@" | grep -vE \
        'referenced manual not found|(trailing delimiter|longer than 80 bytes): .*\\\[u'
}
if command -v mandoc >/dev/null; then
    for page in man/*.[1-9] man/zh_CN/*.[1-9]; do
        claim "$page is sound" test -z "$(lint "$page")"
    done
else
    skip_without "there is no mandoc"
fi

claim "the English pages show on any terminal" \
    test -z "$(LC_ALL=C grep -l '[^ -~]' man/*.[1-9])"

mkdir -p "$folder/desk/reports"
cp "$clean" "$folder/desk/report.json"
cp "$clean" "$folder/desk/reports"
cp samples/embedding/check.c "$folder/desk"
tr -d '\n' <"$clean" >"$folder/desk/reports.jsonl"
mkdir "$folder/desk/schemas"
echo '{"properties": {"unit": {"$ref": "unit.schema.json"}}}' \
    >"$folder/desk/schemas/report.schema.json"
echo '{"type": "object"}' >"$folder/desk/schemas/unit.schema.json"
run make --no-print-directory BUILD="${GOUJI_BUILD:-build}" \
    PREFIX=/usr DESTDIR="$folder/stage" install
it "they are installed" 0
for page in man/*.[1-9] man/zh_CN/*.[1-9]; do
    name=${page##*/}
    path=${page#man/}
    path=${path%"$name"}man${name##*.}/$name
    claim "$page is where man looks for it" \
        cmp "$page" "$folder/stage/usr/share/man/$path"
done
export PATH=$folder/stage/usr/bin:$PATH PYTHONIOENCODING=utf-8
export PKG_CONFIG_PATH=$folder/stage/usr/lib/pkgconfig
if ! python3 tests/cli/manual.py "$folder/desk"; then
    failures=$((failures + 1))
fi

finish
