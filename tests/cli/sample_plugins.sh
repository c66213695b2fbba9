#!/bin/bash
# The plugins of samples/plugins: short, sound, and each finds what it says.
source tests/cli/lib.bash
export SOURCE_DATE_EPOCH=1767225600

# A form that names data files for two of them.
mkdir "$folder/forms" "$folder/plugins"
cp -r schemas/zfxxgk-2021 "$folder/forms/form"
python3 - "$folder/forms/form" <<'END'
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
form = json.loads((folder / "form.json").read_text("utf-8"))
form["plugins"] = {"data": {"data": ["few.json"]},
                   "examine": {"data": ["entry.json"]}}
(folder / "form.json").write_text(json.dumps(form), "utf-8")
(folder / "few.json").write_text('{"most": 3}', "utf-8")
(folder / "entry.json").write_text(
    '{"cell": "/proactive_disclosure/licences/decisions"}', "utf-8")
END
bare=$folder/bare
mkdir "$bare"
cp "$program" "$bare/gouji"

for source in samples/plugins/*.c; do
    name=$(basename "$source" .c)
    claim "$source has fewer than 80 lines" \
        test "$(wc -l <"$source")" -lt 80
    for page in docs/plugins.md docs/plugins.zh-CN.md; do
        claim "$page says what it shows" grep -q "^| \`$name\` |" "$page"
    done
    run "${CC:-cc}" -std=c11 -Wall -Wextra -Wpedantic -Werror -O1 -fPIC \
        -fvisibility=hidden -Icore/include -shared \
        -o "$folder/plugins/$name.so" "$source"
    it "$source is built" 0 'err='
    gouji plugin lint "$folder/plugins/$name.so"
    it "$name has nothing that lint minds" 0 'out:nothing wrong'
done

# A report in which everything is wrong that they look for.
python3 - "$samples/draft.json" "$folder/report.json" <<'END'
import json, pathlib, sys
report = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
report["year"] = 2026
requests = report["requests"]
for column in requests.values():
    column["new"] = 0
requests["total"]["new"] = 40
del requests["legal_service_agency"]
report["unit"].update(kind="township", level="county")
report["proactive_disclosure"]["licences"]["decisions"] = None
report["overview"] = {"supervision": "某某局开展了检查。"}
report["Remark"] = ""
report["other_matters"] = "请拨打13912345678。"
pathlib.Path(sys.argv[2]).write_text(json.dumps(report), "utf-8")
END
check() {
    run "$bare/gouji" check --form-dir "$folder/forms" \
        --plugin-dir "$folder/plugins" "$@"
}
check --lang en "$folder/report.json"
for rule in future/year-is-over columns/few-came-in limit/within-limit \
    placeholder/filled-in data/few-sections balance/totals-balance \
    kind/level-fits-kind sets/all-applicants secret/no-telephone \
    shape/some-came-in shared/not-too-short examine/filled-in keys/small-letters \
    skeleton/no-remark; do
    claim "$rule finds what is wrong" grep -qF "[$rule]" "$folder/out"
done
claim "a text that the form names is called by its official name" \
    grep -qF "“Level of the unit” should be township." "$folder/out"
claim "each member of a set is a place" \
    grep -qF "There is no column “legal_service_agency”." "$folder/out"
for format in text html sarif json; do
    check --format $format "$folder/report.json"
    it "what is secret is in no output: $format" 0 'no-out:13912345678' \
        'out:secret/no-telephone'
done
claim "a finding leads to the entry of the data file that asks for it" \
    grep -qF '"role": "definition"' "$folder/out"
cp "$clean" "$folder/again.json"
check --rule 'shared/not-too-long' --rule 'shared/not-too-short' "$clean" \
    "$folder/report.json" "$folder/again.json"
it "what is kept for one report is not taken for another" 0 \
    'out:[shared/not-too-short]' 'out:3 reports: 2 passed'
for i in 1 2 3 4 5; do
    cp "$folder/report.json" "$folder/$i.json"
done
check --lang en --rule skeleton/no-remark -j 1 "$folder"/[1-5].json \
    "$clean" "$folder/again.json"
it "what is known of a report's keys holds for those that are built alike" 0 \
    'out:7 reports: 2 passed' 'out:5 notes'
examine() {
    run "$bare/gouji" rules check --lang en --form-dir "$folder/forms" \
        --plugin-dir "$folder/plugins" --plugin-dir "$build/plugins" \
        "$PWD/docs/example/office.json"
}
examine
it "examine() says at which cells rules that are data look" 0 \
    'out:1 judged alone'
sed -i 's|/decisions||' "$folder/forms/form/entry.json"
examine
it "and what is odd about them, at its place" 0 \
    'out:entry.json:1:10: warning this is no cell' 'out:0 judged alone'

# Everything that the header has is used by a plugin of these or of the tests.
claim "every function of plugin.h is used by a sample or a test plugin" \
    python3 tests/cli/every.py

finish
